// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "Filter.h"
#include "LineFork.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LINE 3

/* Whoever stops Egret stops the one that watches: this one ends after it. */
static void be_deaf(void)
{
	const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

	for (size_t at = 0; at < sizeof(signals) / sizeof(*signals); at++)
		signal(signals[at], SIG_IGN);
}

static int settle(int line, pid_t maker)
{
	const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	const int high = fcntl(line, F_DUPFD_CLOEXEC, LINE + 1);

	be_deaf();
	if (nothing < 0 || high < 0 || prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) || getppid() != maker)
		return -1;
	for (int number = 0; number < LINE; number++)
		if (dup2(nothing, number) < 0)
			return -1;
	if (dup3(high, LINE, O_CLOEXEC) < 0)
		return -1;
	if (syscall(SYS_close_range, LINE + 1, ~0U, 0) || chdir("/"))
		return -1;
	return prctl(PR_SET_NAME, "egret-canary", 0, 0, 0);
}

int egret_fork_canary(int *line)
{
	const pid_t maker = getpid();
	int end;
	const pid_t child = fork_with_line(&end);

	if (child == 0 && settle(end, maker))
		_exit(1);
	if (child >= 0)
		*line = child ? end : LINE;
	return child;
}
