/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sockets that cross between processes. Arguments ADDRESS PORT DEPUTY_SOCKET HOW: take-connected,
 * take-stream and take-datagram (a socket of the deputy's), give-fresh (the deputy connects ours),
 * give-connected (the deputy writes on ours), give-datagram and give-fresh-datagram (the same with
 * UDP), steal (pidfd_getfd).
 */
#include "deputy.h"

#include <sys/syscall.h>

static int say(int fd)
{
	if (fd < 0)
		fail("no descriptor");
	if (send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL) < 0)
		fail("send");
	return DONE;
}

static int steal(char **argv)
{
	struct answer answer = ask("hold", argv, -1);
	int process = (int)syscall(SYS_pidfd_open, answer.pid, 0);
	int fd = (int)syscall(SYS_pidfd_getfd, process, answer.number, 0);

	if (fd < 0)
		impossible("pidfd_getfd");
	return say(fd);
}

static int give_connected(struct target *target, char **argv, int type)
{
	int fd = open_socket(family_of(target), type, 0);

	if (connect(fd, sockaddr_of(target), target->length))
		fail("connect");
	ask("say", argv, fd);
	return DONE;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	const char *how = argc > 4 ? argv[4] : "";

	if (strcmp(how, "take-connected") == 0)
		return say(ask("connected", argv, -1).fd);
	if (strcmp(how, "take-stream") == 0)
		return connect_and_say(ask("stream", argv, -1).fd, &target);
	if (strcmp(how, "take-datagram") == 0) {
		int fd = ask("datagram", argv, -1).fd;

		return sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, sockaddr_of(&target),
			      target.length) > 0 ? DONE : FAILED;
	}
	if (strcmp(how, "give-fresh") == 0) {
		ask("dial", argv, open_socket(family_of(&target), SOCK_STREAM, 0));
		return DONE;
	}
	if (strcmp(how, "give-connected") == 0)
		return give_connected(&target, argv, SOCK_STREAM);
	if (strcmp(how, "give-datagram") == 0)
		return give_connected(&target, argv, SOCK_DGRAM);
	if (strcmp(how, "give-fresh-datagram") == 0) {
		int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);

		ask("dial", argv, fd);
		ask("say", argv, fd);
		return DONE;
	}
	if (strcmp(how, "steal") == 0)
		return steal(argv);
	return WRONG_USAGE;
}
