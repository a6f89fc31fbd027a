/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forks COUNT children that end at once, 64 at a time; one in 1024 connects first, to the next port.
 *
 * usage: fork_bomb ADDRESS PORT COUNT
 */
#include "trigger.h"

enum { AT_ONCE = 64, SPACING = 1024 };

static void live(const char *address, int port)
{
	char text[16];
	struct target target;

	snprintf(text, sizeof(text), "%d", port);
	target = target_at(address, text);
	_exit(tcp_to(&target));
}

static int finished(void)
{
	int status;

	return wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == DONE;
}

int main(int argc, char **argv)
{
	int count = argc == 4 ? atoi(argv[3]) : 0, port, done = 0, failures = 0;

	if (count <= 0)
		return WRONG_USAGE;
	port = atoi(argv[2]);
	for (int i = 0; i < count; i++) {
		pid_t child = fork();

		if (child < 0)
			fail("fork");
		if (child == 0 && i % SPACING == 0)
			live(argv[1], port + i / SPACING);
		if (child == 0)
			_exit(DONE);
		if (i - done >= AT_ONCE)
			failures += !finished(), done++;
	}
	for (; done < count; done++)
		failures += !finished();
	return failures ? FAILED : DONE;
}
