/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An IPv6 header of its own (IPV6_HDRINCL) around a UDP datagram: the call names the decoy, the header
 * the target. Arguments ADDRESS PORT DECOY PORT.
 */
#include "trigger.h"

#include <netinet/ip6.h>
#include <netinet/udp.h>

#ifndef IPV6_HDRINCL
#define IPV6_HDRINCL 36
#endif

struct packet {
	struct ip6_hdr ip;
	struct udphdr udp;
	char text[sizeof(PAYLOAD) - 1];
};

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct target decoy = decoy_of(argc, argv, family_of(&target));
	struct sockaddr_in6 *to = (struct sockaddr_in6 *)&target.address;
	struct packet packet = { .ip.ip6_flow = htonl(6u << 28), .udp.dest = to->sin6_port };
	int fd = socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW), yes = 1;

	if (fd < 0 || setsockopt(fd, IPPROTO_IPV6, IPV6_HDRINCL, &yes, sizeof(yes)))
		impossible("IPV6_HDRINCL");
	packet.ip.ip6_plen = htons(sizeof(packet) - sizeof(packet.ip));
	packet.ip.ip6_nxt = IPPROTO_UDP;
	packet.ip.ip6_hlim = 8;
	packet.ip.ip6_dst = to->sin6_addr;
	inet_pton(AF_INET6, "2001:db8::1", &packet.ip.ip6_src);
	packet.udp.len = packet.ip.ip6_plen;
	memcpy(packet.text, PAYLOAD, sizeof(packet.text));
	((struct sockaddr_in6 *)&decoy.address)->sin6_port = 0;
	if (sendto(fd, &packet, sizeof(packet), 0, sockaddr_of(&decoy), decoy.length) < 0 &&
	    !was_attempted(errno))
		fail("sendto");
	return DONE;
}
