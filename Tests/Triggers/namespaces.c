/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The third argument says in which new namespace it connects: pid, user, mount, net (where nothing
 * is reachable, but the attempt is made), or socket: the socket is made in the network namespace of
 * the file that the fourth argument names, and connected from this one.
 */
#include "trigger.h"

#include <fcntl.h>
#include <sched.h>

static int in_new_pids(struct target *target)
{
	pid_t child;

	if (unshare(CLONE_NEWPID))
		impossible("CLONE_NEWPID");
	child = fork();
	if (child == 0)
		_exit(tcp_to(target));
	return wait_for(child);
}

static int in_new(int flag, struct target *target)
{
	if (unshare(flag))
		impossible("unshare");
	return tcp_to(target);
}

static int with_socket_of(const char *path, struct target *target)
{
	int own = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	int other = open(path, O_RDONLY | O_CLOEXEC);
	int fd;

	if (own < 0 || other < 0 || setns(other, CLONE_NEWNET))
		impossible(path);
	fd = open_socket(family_of(target), SOCK_STREAM, 0);
	if (setns(own, CLONE_NEWNET))
		fail("setns");
	return connect_and_say(fd, target);
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	const char *how = argc > 3 ? argv[3] : "";

	if (strcmp(how, "pid") == 0)
		return in_new_pids(&target);
	if (strcmp(how, "user") == 0)
		return in_new(CLONE_NEWUSER, &target);
	if (strcmp(how, "mount") == 0)
		return in_new(CLONE_NEWNS, &target);
	if (strcmp(how, "net") == 0)
		return in_new(CLONE_NEWNET, &target);
	if (argc > 4 && strcmp(how, "socket") == 0)
		return with_socket_of(argv[4], &target);
	return WRONG_USAGE;
}
