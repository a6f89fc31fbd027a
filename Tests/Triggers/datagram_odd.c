/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UDP in ways that change the packet. Arguments ADDRESS PORT HOW: segments (UDP_SEGMENT), corked (said
 * in two calls, the second without a name), label (an IPv6 flow label and a scope), pinned
 * (MSG_ZEROCOPY), vmspliced (a page given to a pipe, and the pipe to a connected socket).
 */
#include "trigger.h"

#include <fcntl.h>
#include <sys/uio.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef SOL_UDP
#define SOL_UDP 17
#endif
#ifndef SO_ZEROCOPY
#define SO_ZEROCOPY 60
#define MSG_ZEROCOPY 0x4000000
#endif

static void say(int fd, int flags, struct target *target, const char *what)
{
	if (sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, flags, target ? sockaddr_of(target) : NULL,
		   target ? target->length : 0) < 0)
		fail(what);
}

static void segments(int fd, struct target *target)
{
	int size = 4;

	if (setsockopt(fd, SOL_UDP, UDP_SEGMENT, &size, sizeof(size)))
		impossible("UDP_SEGMENT");
	say(fd, 0, target, "sendto");
}

static void label(int fd, struct target *target)
{
	struct sockaddr_in6 *name = (struct sockaddr_in6 *)&target->address;

	name->sin6_flowinfo = htonl(0x12345);
	name->sin6_scope_id = 7;
	say(fd, 0, target, "sendto");
}

static void pinned(int fd, struct target *target)
{
	int yes = 1;

	if (setsockopt(fd, SOL_SOCKET, SO_ZEROCOPY, &yes, sizeof(yes)))
		impossible("SO_ZEROCOPY");
	say(fd, MSG_ZEROCOPY, target, "sendto");
}

static void vmspliced(int fd, struct target *target)
{
	struct iovec bytes = { PAYLOAD, sizeof(PAYLOAD) - 1 };
	int ends[2];

	if (connect(fd, sockaddr_of(target), target->length) || pipe2(ends, O_CLOEXEC) ||
	    vmsplice(ends[1], &bytes, 1, 0) < 0 ||
	    splice(ends[0], NULL, fd, NULL, sizeof(PAYLOAD) - 1, 0) < 0)
		fail("splice");
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	const char *how = argc > 3 ? argv[3] : "";
	int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);

	if (strcmp(how, "segments") == 0)
		segments(fd, &target);
	else if (strcmp(how, "label") == 0)
		label(fd, &target);
	else if (strcmp(how, "pinned") == 0)
		pinned(fd, &target);
	else if (strcmp(how, "vmspliced") == 0)
		vmspliced(fd, &target);
	else if (strcmp(how, "corked") != 0)
		return WRONG_USAGE;
	else {
		say(fd, MSG_MORE, &target, "the first half");
		say(fd, 0, &target, "the second half");
	}
	return DONE;
}
