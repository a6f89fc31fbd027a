/* SPDX-License-Identifier: Apache-2.0 */
/* An ICMP echo request for either version of IP. */
#ifndef ECHO_H
#define ECHO_H

#include "trigger.h"

#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>

struct echo {
	struct icmphdr header;
	char text[sizeof(PAYLOAD)];
};

static inline unsigned short checksum(const void *bytes, size_t count)
{
	const unsigned char *byte = bytes;
	unsigned sum = 0;

	for (size_t i = 0; i + 1 < count; i += 2)
		sum += (unsigned)byte[i] << 8 | byte[i + 1];
	if (count % 2)
		sum += (unsigned)byte[count - 1] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return htons((unsigned short)~sum);
}

/* The kernel computes ICMPv6's checksum. */
static inline struct echo echo_request(int family)
{
	struct echo echo = { .text = PAYLOAD };

	echo.header.type = family == AF_INET ? ICMP_ECHO : ICMP6_ECHO_REQUEST;
	echo.header.un.echo.id = htons(7);
	if (family == AF_INET)
		echo.header.checksum = checksum(&echo, sizeof(echo));
	return echo;
}

/* Sends one echo through a socket of this type; neither port nor name may be given to ICMP. */
static inline int echo_to(struct target *target, int type)
{
	int family = family_of(target);
	int fd = socket(family, type | SOCK_CLOEXEC, family == AF_INET ? IPPROTO_ICMP : IPPROTO_ICMPV6);
	struct echo echo = echo_request(family);

	if (fd < 0)
		impossible("socket");
	/* sin_port and sin6_port lie at the same place. */
	((struct sockaddr_in *)&target->address)->sin_port = 0;
	if (sendto(fd, &echo, sizeof(echo), 0, sockaddr_of(target), target->length) < 0 &&
	    !was_attempted(errno))
		fail("sendto");
	return DONE;
}

#endif
