/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The parts of an IP packet that matter here, and what reads them. */
#ifndef EGRET_PACKET_H
#define EGRET_PACKET_H

#include "kernel.h"
#include "wire.h"

#define PORT_DNS 53
#define LOOPBACK_INDEX 1 /* include/net/flow.h, LOOPBACK_IFINDEX */
#define PROTOCOL_IP4 0x0800 /* include/uapi/linux/if_ether.h */
#define PROTOCOL_TCP 6
#define PROTOCOL_UDP 17
#define PROTOCOL_DCCP 33
#define PROTOCOL_SCTP 132
#define PROTOCOL_UDPLITE 136
#define PROTOCOL_MPTCP 262
#define UDP_HEADER 8
/* IPv4 options and IPv6 headers that send a packet elsewhere first: RFC 791, 8200, 8754 */
#define OPTION_LOOSE_ROUTE 131
#define OPTION_STRICT_ROUTE 137
#define NEXT_ROUTING 43
#define NEXT_HOP_BY_HOP 0
#define NEXT_DESTINATION 60
#define EXTENSIONS_MAX 4

/* The parts of an IP packet that matter here. */
struct packet {
	struct wire_address peer; /* destination of what leaves, source of what comes */
	__u32 payload;            /* where the transport header begins */
	__u16 own_port;           /* this side's port */
	__u8 protocol;
	__u8 is_routed;           /* the sender chose the way: the header's address is a stop on it */
};

struct ip4 {
	__u8 version_size;
	__u8 service;
	__u16 size, id, fragment;
	__u8 life, protocol;
	__u16 checksum;
	__u8 source[4], destination[4];
};

struct ip6 {
	__u32 flow;
	__u16 size;
	__u8 next, hops;
	__u8 source[16], destination[16];
};

/* The kernel puts the route first or behind padding and a few short options: eight are enough. */
static __always_inline int has_source_route(struct __sk_buff *skb)
{
	__u32 at = sizeof(struct ip4);
	__u8 option[2];

	for (int i = 0; i < 8; i++) {
		if (bpf_skb_load_bytes(skb, at, option, sizeof(option)))
			return 0;
		if (option[0] == OPTION_LOOSE_ROUTE || option[0] == OPTION_STRICT_ROUTE)
			return 1;
		if (option[0] == 0)
			return 0;
		at += option[0] == 1 ? 1 : option[1];
		at &= 63;
	}
	return 0;
}

static __always_inline int read_ip4(struct __sk_buff *skb, struct packet *packet, int leaves)
{
	struct ip4 ip;

	if (bpf_skb_load_bytes(skb, 0, &ip, sizeof(ip)))
		return -1;
	packet->peer = (struct wire_address){.family = AF_INET};
	__builtin_memcpy(packet->peer.bytes, leaves ? ip.destination : ip.source, 4);
	packet->protocol = ip.protocol;
	packet->payload = (ip.version_size & 15) * 4;
	if (leaves && packet->payload > sizeof(ip))
		packet->is_routed = has_source_route(skb);
	return 0;
}

/* Extension headers before the transport's (RFC 8200, section 4): next header, length, ... */
static __always_inline void skip_extensions(struct __sk_buff *skb, struct packet *packet)
{
	__u8 extension[2];

	for (int i = 0; i < EXTENSIONS_MAX; i++) {
		if (packet->protocol != NEXT_HOP_BY_HOP && packet->protocol != NEXT_DESTINATION &&
		    packet->protocol != NEXT_ROUTING)
			return;
		if (packet->protocol == NEXT_ROUTING)
			packet->is_routed = 1;
		if (bpf_skb_load_bytes(skb, packet->payload, extension, sizeof(extension)))
			return;
		packet->protocol = extension[0];
		packet->payload += (extension[1] + 1) * 8;
	}
}

static __always_inline int read_ip6(struct __sk_buff *skb, struct packet *packet, int leaves)
{
	struct ip6 ip;

	if (bpf_skb_load_bytes(skb, 0, &ip, sizeof(ip)))
		return -1;
	packet->peer = (struct wire_address){.family = AF_INET6};
	__builtin_memcpy(packet->peer.bytes, leaves ? ip.destination : ip.source, 16);
	packet->protocol = ip.next;
	packet->payload = sizeof(ip);
	skip_extensions(skb, packet);
	return 0;
}

static __always_inline int has_ports(__u8 protocol)
{
	return protocol == PROTOCOL_TCP || protocol == PROTOCOL_UDP ||
	       protocol == PROTOCOL_SCTP || protocol == PROTOCOL_UDPLITE ||
	       protocol == PROTOCOL_DCCP;
}

/* Bytes behind the headers; SCTP's chunk headers and ICMP's own count as carried. */
static __always_inline __u32 carried(struct __sk_buff *skb, struct packet *packet)
{
	__u32 headers = packet->payload;

	if (packet->protocol == PROTOCOL_UDP || packet->protocol == PROTOCOL_UDPLITE)
		headers += UDP_HEADER;
	return skb->len > headers ? skb->len - headers : 0;
}

static __always_inline int read_packet(struct __sk_buff *skb, struct packet *packet, int leaves)
{
	__u16 ports[2];
	int failed = skb->protocol == bpf_htons(PROTOCOL_IP4) ? read_ip4(skb, packet, leaves)
							: read_ip6(skb, packet, leaves);

	if (failed)
		return -1;
	if (!has_ports(packet->protocol))
		return 0;
	if (bpf_skb_load_bytes(skb, packet->payload, ports, sizeof(ports)))
		return -1;
	packet->peer.port = bpf_ntohs(leaves ? ports[1] : ports[0]);
	packet->own_port = bpf_ntohs(leaves ? ports[0] : ports[1]);
	return 0;
}

#endif
