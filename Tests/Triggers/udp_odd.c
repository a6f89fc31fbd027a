/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One datagram to an address given in an unusual way; arguments ADDRESS PORT DECOY DECOY_PORT HOW:
 * unspec (family AF_UNSPEC stands for IPv4), short (an IPv6 address without its scope), v4on6 (an
 * IPv4 address on an IPv6 socket), broadcast, lite (UDP-Lite), decoy (connected to the decoy),
 * again (connected to the decoy, used, connected to the target, used), zero (only a UDP header).
 */
#include "trigger.h"

static void send_to(int fd, struct target *to)
{
	if (sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, sockaddr_of(to), to->length) < 0 &&
	    !was_attempted(errno))
		fail("sendto");
}

static void connect_to(int fd, struct target *to)
{
	if (connect(fd, sockaddr_of(to), to->length) && !was_attempted(errno))
		fail("connect");
}

static void use_again(int fd, struct target *decoy, struct target *target)
{
	connect_to(fd, decoy);
	send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0);
	connect_to(fd, target);
	send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0);
	send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0);
}

static int open_for(const char *how, struct target *target)
{
	int family = strcmp(how, "v4on6") == 0 ? AF_INET6 : family_of(target), yes = 1, fd;

	if (strcmp(how, "lite") != 0)
		fd = open_socket(family, SOCK_DGRAM, 0);
	else if ((fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_UDPLITE)) < 0)
		impossible("UDP-Lite");
	if (strcmp(how, "broadcast") == 0)
		setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &yes, sizeof(yes));
	return fd;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct target decoy = decoy_of(argc, argv, family_of(&target));
	const char *how = argc > 5 ? argv[5] : "";
	int fd = open_for(how, &target);

	if (strcmp(how, "again") == 0) {
		use_again(fd, &decoy, &target);
		return DONE;
	}
	if (strcmp(how, "decoy") == 0)
		connect_to(fd, &decoy);
	if (strcmp(how, "unspec") == 0)
		target.address.ss_family = AF_UNSPEC;
	if (strcmp(how, "short") == 0)
		target.length = 24;
	if (strcmp(how, "zero") != 0)
		send_to(fd, &target);
	else if (sendto(fd, "", 0, 0, sockaddr_of(&target), target.length) < 0)
		fail("sendto");
	return DONE;
}
