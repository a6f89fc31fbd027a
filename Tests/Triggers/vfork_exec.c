/* SPDX-License-Identifier: Apache-2.0 */
/* The child of a vfork executes this program again, and that connects. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	char *again[] = { argv[0], argv[1], argv[2], "connect", NULL };
	pid_t child;

	if (argc > 3)
		return tcp_to(&target);
	child = vfork();
	if (child == 0) {
		execv("/proc/self/exe", again);
		_exit(FAILED);
	}
	return wait_for(child);
}
