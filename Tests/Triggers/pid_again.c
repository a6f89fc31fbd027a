/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a program as a pid of one's choice, which has to be free, and waits for it. Needs root.
 *
 * usage: pid_again PID PROGRAM [ARGUMENT...]
 */
#include "trigger.h"

#include <linux/sched.h>
#include <signal.h>
#include <sys/syscall.h>

int main(int argc, char **argv)
{
	pid_t wanted = argc > 2 ? atoi(argv[1]) : 0;
	struct clone_args how = { .exit_signal = SIGCHLD, .set_tid = (unsigned long)&wanted,
				  .set_tid_size = 1 };
	long child;

	if (wanted <= 0)
		return WRONG_USAGE;
	child = syscall(SYS_clone3, &how, sizeof(how));
	if (child < 0 && errno == EEXIST)
		impossible("clone3"); /* somebody was faster */
	if (child == 0) {
		execv(argv[2], argv + 2);
		_exit(FAILED);
	}
	return wait_for(child);
}
