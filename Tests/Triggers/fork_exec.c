/* SPDX-License-Identifier: Apache-2.0 */
/* Forks and executes itself three times before it connects: server, shell, tool, helper. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int depth = argc > 3 ? atoi(argv[3]) : 3;
	char next[16];
	pid_t child;

	if (depth <= 0)
		return tcp_to(&target);
	snprintf(next, sizeof(next), "%d", depth - 1);
	child = fork();
	if (child == 0) {
		execl("/proc/self/exe", argv[0], argv[1], argv[2], next, (char *)NULL);
		fail("execl");
	}
	return wait_for(child);
}
