/* SPDX-License-Identifier: Apache-2.0 */
/* Connects an IPv6 socket to ::ffff:a.b.c.d; with a third argument udp, sends a datagram there. */
#include "trigger.h"

static struct target mapped(const struct target *target)
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)&target->address;
	struct target result = { .length = sizeof(struct sockaddr_in6) };
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&result.address;

	v6->sin6_family = AF_INET6;
	v6->sin6_port = v4->sin_port;
	v6->sin6_addr.s6_addr[10] = v6->sin6_addr.s6_addr[11] = 0xff;
	memcpy(&v6->sin6_addr.s6_addr[12], &v4->sin_addr, 4);
	return result;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv), to;
	int fd;

	if (family_of(&target) != AF_INET)
		return WRONG_USAGE;
	to = mapped(&target);
	if (argc < 4 || strcmp(argv[3], "udp") != 0)
		return tcp_to(&to);
	fd = open_socket(AF_INET6, SOCK_DGRAM, 0);
	if (sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, sockaddr_of(&to), to.length) < 0 &&
	    !was_attempted(errno))
		fail("sendto");
	return DONE;
}
