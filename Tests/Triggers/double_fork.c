/* SPDX-License-Identifier: Apache-2.0 */
/* Leaves its parent and its session behind before it connects. */
#include "trigger.h"

/* Waits until init is the parent. */
static void wait_for_orphanage(pid_t parent)
{
	for (int i = 0; getppid() == parent && i < 2000; i++)
		usleep(1000);
	if (getppid() == parent) {
		errno = ETIMEDOUT;
		fail("the parent stays");
	}
}

static int act_as_daemon(struct target *target, int report)
{
	pid_t parent;

	if (setsid() < 0)
		fail("setsid");
	parent = getpid();
	if (fork() != 0)
		_exit(DONE);
	wait_for_orphanage(parent);
	tcp_to(target);
	return write(report, "", 1) == 1 ? DONE : FAILED;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	char done;
	int ends[2];
	pid_t child;

	if (pipe(ends))
		fail("pipe");
	child = fork();
	if (child == 0)
		return act_as_daemon(&target, ends[1]);
	close(ends[1]);
	if (wait_for(child) != DONE)
		return FAILED;
	return read(ends[0], &done, 1) == 1 ? DONE : FAILED;
}
