/* SPDX-License-Identifier: Apache-2.0 */
/* A file that another process picks up and acts on. Arguments ADDRESS PORT FOLDER. */
#include "trigger.h"

int main(int argc, char **argv)
{
	char path[512], ready[520];
	FILE *file;

	if (argc < 4)
		return WRONG_USAGE;
	snprintf(path, sizeof(path), "%s/new", argv[3]);
	snprintf(ready, sizeof(ready), "%s/dropbox", argv[3]);
	file = fopen(path, "we");
	if (!file || fprintf(file, "relay %s %s\n", argv[1], argv[2]) < 0 || fclose(file) ||
	    rename(path, ready))
		fail(path);
	for (int i = 0; access(ready, F_OK) == 0; i++) {
		if (i == 100)
			fail("nobody took it");
		usleep(50000);
	}
	return DONE;
}
