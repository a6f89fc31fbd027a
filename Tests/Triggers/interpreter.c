/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An interpreter of one verb, for servers that are scripts (Tests/Triggers/wrapped.c). The first
 * argument that is a script says "connect ADDRESS PORT [BROKER]" in its second line.
 */
#include "deputy.h"

static int runs(const char *path)
{
	char line[4096], address[64], port[8], broker[108], *words[] = { line, address, port, broker };
	int count;
	struct target target;
	FILE *script = fopen(path, "re");

	if (!script)
		return 0;
	if (!fgets(line, sizeof(line), script) || strncmp(line, "#!", 2) ||
	    !fgets(line, sizeof(line), script))
		return 0;
	count = sscanf(line, "connect %63s %7s %107s", address, port, broker);
	if (count == 3)
		exit(ask("relay", words, -1).number < 0);
	if (count != 2)
		return 0;
	target = target_at(address, port);
	exit(tcp_to(&target));
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (argv[i][0] == '/')
			runs(argv[i]);
	fprintf(stderr, "usage: %s SCRIPT\n", argv[0]);
	return WRONG_USAGE;
}
