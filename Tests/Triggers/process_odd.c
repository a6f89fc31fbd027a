/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who connects, and when. Arguments ADDRESS PORT HOW [NETNS]: signal (in a signal's handler), vfork (the
 * child, while the parent stands still), traced (a child that is traced, its parent the tracer), stdio
 * (a connection as the standard output of a program that knows no network), kept (a UDP socket that is
 * connected before an exec and written to after it), joined (in a network namespace that was there
 * before), time (a child in a time namespace and a session of its own).
 */
#include "trigger.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif

static struct target target;

static void on_alarm(int signal)
{
	(void)signal;
	_exit(tcp_to(&target));
}

static int in_handler(void)
{
	signal(SIGALRM, on_alarm);
	raise(SIGALRM);
	return FAILED;
}

static int in_vfork(void)
{
	pid_t child = vfork();

	if (child == 0)
		_exit(tcp_to(&target));
	return wait_for(child);
}

static int in_traced(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0) || raise(SIGSTOP))
			_exit(FAILED);
		_exit(tcp_to(&target));
	}
	while (waitpid(child, &status, 0) == child && WIFSTOPPED(status))
		if (ptrace(PTRACE_SYSCALL, child, 0, 0))
			fail("PTRACE_SYSCALL");
	return WIFEXITED(status) ? WEXITSTATUS(status) : FAILED;
}

static int as_output(void)
{
	int fd = socket(family_of(&target), SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, sockaddr_of(&target), target.length) || dup2(fd, 1) != 1)
		fail("connect");
	execl("/bin/sh", "sh", "-c", "echo egret trigger", (char *)NULL);
	fail("/bin/sh");
}

static int kept(char **argv)
{
	int fd = socket(family_of(&target), SOCK_DGRAM, 0);

	if (fd < 0 || connect(fd, sockaddr_of(&target), target.length) || dup2(fd, 9) != 9)
		fail("connect");
	execl(argv[0], argv[0], argv[1], argv[2], "write", (char *)NULL);
	fail(argv[0]);
}

static int in_joined(const char *path)
{
	int space = open(path, O_RDONLY | O_CLOEXEC);

	if (space < 0 || setns(space, CLONE_NEWNET))
		impossible(path);
	return tcp_to(&target);
}

static int in_time(void)
{
	pid_t child;

	if (unshare(CLONE_NEWTIME))
		impossible("CLONE_NEWTIME");
	child = fork();
	if (child == 0) {
		setsid();
		_exit(tcp_to(&target));
	}
	return wait_for(child);
}

int main(int argc, char **argv)
{
	const char *how = argc > 3 ? argv[3] : "";

	target = target_of(argc, argv);
	if (strcmp(how, "write") == 0)
		return write(9, PAYLOAD, sizeof(PAYLOAD) - 1) < 0;
	if (strcmp(how, "signal") == 0)
		return in_handler();
	if (strcmp(how, "vfork") == 0)
		return in_vfork();
	if (strcmp(how, "traced") == 0)
		return in_traced();
	if (strcmp(how, "stdio") == 0)
		return as_output();
	if (strcmp(how, "kept") == 0)
		return kept(argv);
	if (strcmp(how, "joined") == 0 && argc > 4)
		return in_joined(argv[4]);
	return strcmp(how, "time") == 0 ? in_time() : WRONG_USAGE;
}
