/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An IPv4 header of its own (IP_HDRINCL) around a UDP datagram. Arguments ADDRESS PORT DECOY PORT HOW:
 * plain (header and call name the target), other (the call names the decoy, the header the target),
 * or connected (the same, but connected to the decoy).
 */
#include "trigger.h"

#include <netinet/ip.h>
#include <netinet/udp.h>

struct packet {
	struct iphdr ip;
	struct udphdr udp;
	char text[sizeof(PAYLOAD) - 1];
};

static struct packet packet_to(const struct target *target)
{
	const struct sockaddr_in *to = (const struct sockaddr_in *)&target->address;
	struct packet packet = { .text = "" };

	packet.ip = (struct iphdr){ .version = 4, .ihl = 5, .ttl = 8, .protocol = IPPROTO_UDP,
				    .daddr = to->sin_addr.s_addr };
	packet.ip.tot_len = htons(sizeof(packet));
	packet.udp.source = packet.udp.dest = to->sin_port;
	packet.udp.len = htons(sizeof(packet.udp) + sizeof(packet.text));
	memcpy(packet.text, PAYLOAD, sizeof(packet.text));
	return packet;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct target decoy = decoy_of(argc, argv, family_of(&target));
	const char *how = argc > 5 ? argv[5] : "plain";
	struct target *to = strcmp(how, "plain") == 0 ? &target : &decoy;
	struct packet packet = packet_to(&target);
	int fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
	ssize_t sent;

	if (fd < 0)
		impossible("a raw socket");
	((struct sockaddr_in *)&to->address)->sin_port = 0;
	if (strcmp(how, "connected") == 0) {
		if (connect(fd, sockaddr_of(to), to->length))
			fail("connect");
		sent = send(fd, &packet, sizeof(packet), 0);
	} else {
		sent = sendto(fd, &packet, sizeof(packet), 0, sockaddr_of(to), to->length);
	}
	if (sent < 0 && !was_attempted(errno))
		fail("send");
	return DONE;
}
