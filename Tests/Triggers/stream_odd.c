/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TCP with options that change its way. Arguments ADDRESS PORT HOW [DEVICE]: device (SO_BINDTODEVICE),
 * foreign (from an address that is not this machine's), repair (established without a handshake),
 * zerocopy (MSG_ZEROCOPY).
 */
#include "trigger.h"

#include <netinet/tcp.h>

#ifndef SO_ZEROCOPY
#define SO_ZEROCOPY 60
#define MSG_ZEROCOPY 0x4000000
#endif

static void set(int fd, int level, int name, const void *value, socklen_t size, const char *what)
{
	if (setsockopt(fd, level, name, value, size))
		impossible(what);
}

static void bind_foreign(int fd)
{
	struct target from = target_at("198.51.100.250", "0");
	int yes = 1;

	set(fd, IPPROTO_IP, IP_FREEBIND, &yes, sizeof(yes), "IP_FREEBIND");
	set(fd, IPPROTO_IP, IP_TRANSPARENT, &yes, sizeof(yes), "IP_TRANSPARENT");
	if (bind(fd, sockaddr_of(&from), from.length))
		fail("bind");
}

/* Connected at once; leaving the mode begins to talk. */
static int repair(int fd, struct target *target)
{
	int on = 1, off = 0;

	set(fd, IPPROTO_TCP, TCP_REPAIR, &on, sizeof(on), "TCP_REPAIR");
	if (connect(fd, sockaddr_of(target), target->length) ||
	    setsockopt(fd, IPPROTO_TCP, TCP_REPAIR, &off, sizeof(off)) ||
	    (send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL) < 0 && errno != ECONNRESET &&
	     errno != EPIPE))
		fail("TCP_REPAIR");
	return DONE;
}

static int send_pinned(int fd, struct target *target)
{
	int yes = 1;

	set(fd, SOL_SOCKET, SO_ZEROCOPY, &yes, sizeof(yes), "SO_ZEROCOPY");
	if (connect(fd, sockaddr_of(target), target->length) ||
	    send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_ZEROCOPY | MSG_NOSIGNAL) < 0)
		fail("MSG_ZEROCOPY");
	return DONE;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	const char *how = argc > 3 ? argv[3] : "";
	int fd = open_socket(family_of(&target), SOCK_STREAM, 0);

	if (strcmp(how, "repair") == 0)
		return repair(fd, &target);
	if (strcmp(how, "zerocopy") == 0)
		return send_pinned(fd, &target);
	if (strcmp(how, "device") == 0 && argc > 4)
		set(fd, SOL_SOCKET, SO_BINDTODEVICE, argv[4], (socklen_t)strlen(argv[4]), argv[4]);
	else if (strcmp(how, "foreign") == 0)
		bind_foreign(fd);
	else
		return WRONG_USAGE;
	return connect_and_say(fd, &target);
}
