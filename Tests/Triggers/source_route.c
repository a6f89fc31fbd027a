/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The socket says the decoy, the packet goes to the target first. Arguments ADDRESS PORT DECOY PORT
 * HOW: tcp, udp, connected or control, with loose source routing (RFC 791) set for the socket, or for
 * one message by a control message; late, where a TCP connection gets it when it is established;
 * segments-tcp, segments-udp with IPv6 segment routing (RFC 8754), segments-behind-udp with another
 * extension header before it.
 */
#include "trigger.h"

#include <linux/seg6.h>

enum { LOOSE_ROUTE = 131, NO_OPERATION = 1 };

static struct target target, decoy;

/* One hop: what the kernel is given names the first hop, the address of the call is the last. */
static size_t loose_route(unsigned char *option)
{
	const struct sockaddr_in *hop = (const struct sockaddr_in *)&target.address;

	option[0] = NO_OPERATION;
	option[1] = LOOSE_ROUTE;
	option[2] = 7;
	option[3] = 4;
	memcpy(option + 4, &hop->sin_addr, 4);
	return 8;
}

static void route_by_segments(int fd)
{
	const struct sockaddr_in6 *hop = (const struct sockaddr_in6 *)&target.address;
	struct {
		struct ipv6_sr_hdr head;
		struct in6_addr segments[2];
	} route = { .head = { .hdrlen = 4, .type = 4, .segments_left = 1, .first_segment = 1 } };

	route.segments[1] = hop->sin6_addr;
	if (setsockopt(fd, IPPROTO_IPV6, IPV6_RTHDR, &route, sizeof(route)))
		impossible("IPV6_RTHDR");
}

static void put_options_before(int fd)
{
	unsigned char padding[8] = { 0, 0, 1, 4 };

	if (setsockopt(fd, IPPROTO_IPV6, IPV6_RTHDRDSTOPTS, padding, sizeof(padding)))
		impossible("IPV6_RTHDRDSTOPTS");
}

static void route_by_options(int fd)
{
	unsigned char option[8];
	size_t size = loose_route(option);

	if (setsockopt(fd, IPPROTO_IP, IP_OPTIONS, option, (socklen_t)size))
		impossible("IP_OPTIONS");
}

static ssize_t say_with_control(int fd)
{
	char control[CMSG_SPACE(8)] = { 0 };
	struct iovec text = { PAYLOAD, sizeof(PAYLOAD) - 1 };
	struct msghdr message = { .msg_name = &decoy.address, .msg_namelen = decoy.length,
				  .msg_iov = &text, .msg_iovlen = 1, .msg_control = control,
				  .msg_controllen = sizeof(control) };
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	head->cmsg_level = IPPROTO_IP;
	head->cmsg_type = IP_RETOPTS;
	head->cmsg_len = CMSG_LEN(loose_route(CMSG_DATA(head)));
	return sendmsg(fd, &message, 0);
}

static ssize_t say(int fd, const char *how)
{
	if (strcmp(how, "control") == 0)
		return say_with_control(fd);
	if (strcmp(how, "connected") == 0)
		return connect(fd, sockaddr_of(&decoy), decoy.length) ?: send(fd, PAYLOAD, 1, 0);
	return sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, sockaddr_of(&decoy), decoy.length);
}

static int say_late(int fd)
{
	if (connect(fd, sockaddr_of(&decoy), decoy.length) ||
	    send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL) < 0)
		fail("connect");
	route_by_options(fd);
	if (send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL) < 0)
		fail("send");
	return DONE;
}

int main(int argc, char **argv)
{
	const char *how = argc > 5 ? argv[5] : "";
	int is_late = strcmp(how, "late") == 0, is_stream = is_late || strstr(how, "tcp"), fd;

	target = target_of(argc, argv);
	decoy = decoy_of(argc, argv, family_of(&target));
	fd = open_socket(family_of(&target), is_stream ? SOCK_STREAM : SOCK_DGRAM, 0);
	if (is_late)
		return say_late(fd);
	if (strstr(how, "behind"))
		put_options_before(fd);
	if (strncmp(how, "segments", 8) == 0)
		route_by_segments(fd);
	else if (strcmp(how, "control") != 0)
		route_by_options(fd);
	if (is_stream)
		return connect_and_say(fd, &decoy);
	if (say(fd, how) < 0 && !was_attempted(errno))
		fail(how);
	return DONE;
}
