/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A connection that is older than the watcher. Arguments ADDRESS PORT FILE pass|keep: it connects,
 * waits until FILE is there, and then either executes itself, as a program that only writes on the
 * descriptor it was given (pass), or writes itself (keep).
 */
#include "trigger.h"

static void wait_for_file(const char *path)
{
	for (int i = 0; access(path, F_OK) && i < 6000; i++)
		usleep(20000);
}

static int say(int fd)
{
	if (send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL) < 0)
		fail("send");
	return DONE;
}

int main(int argc, char **argv)
{
	struct target target;
	int fd;

	/* As the server: "inherited ADDRESS PORT write" with the connection as descriptor 9. */
	if (argc == 4 && strcmp(argv[3], "write") == 0)
		return say(9);
	if (argc < 5)
		return WRONG_USAGE;
	target = target_of(argc, argv);
	fd = open_socket(family_of(&target), SOCK_STREAM, 0);
	if (connect(fd, sockaddr_of(&target), target.length))
		fail("connect");
	wait_for_file(argv[3]);
	if (strcmp(argv[4], "keep") == 0)
		return say(fd);
	if (dup2(fd, 9) != 9)
		fail("dup2");
	execl(argv[0], argv[0], argv[1], argv[2], "write", (char *)NULL);
	fail(argv[0]);
}
