/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Packets of sockets that have an owner: the first datagram of a connected socket, DNS messages. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"

#define PORT_DNS 53
#define PROTOCOL_TCP 6
#define PROTOCOL_UDP 17
#define UDP_HEADER 8

/* The parts of an IP packet that matter here. */
struct packet {
	struct wire_address peer; /* destination of what leaves, source of what comes */
	__u32 payload;            /* where the bytes after the transport header begin */
	__u8 protocol;
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

static __always_inline int read_ip4(struct __sk_buff *skb, struct packet *packet, int leaves)
{
	struct ip4 ip;

	if (bpf_skb_load_bytes(skb, 0, &ip, sizeof(ip)))
		return -1;
	packet->peer = (struct wire_address){.family = AF_INET};
	__builtin_memcpy(packet->peer.bytes, leaves ? ip.destination : ip.source, 4);
	packet->protocol = ip.protocol;
	packet->payload = (ip.version_size & 15) * 4;
	return 0;
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
	return 0;
}

static __always_inline int read_packet(struct __sk_buff *skb, struct packet *packet, int leaves)
{
	__u16 ports[2];
	int failed = skb->protocol == bpf_htons(0x0800) ? read_ip4(skb, packet, leaves)
							: read_ip6(skb, packet, leaves);

	if (failed)
		return -1;
	if (packet->protocol != PROTOCOL_UDP && packet->protocol != PROTOCOL_TCP)
		return 0;
	if (bpf_skb_load_bytes(skb, packet->payload, ports, sizeof(ports)))
		return -1;
	packet->peer.port = bpf_ntohs(leaves ? ports[1] : ports[0]);
	return 0;
}

static __always_inline void tell_name(struct __sk_buff *skb, struct bpf_sock *sk,
				      struct socket_state *state, struct packet *packet, __u8 hook)
{
	__u32 from = packet->payload + UDP_HEADER;
	__u64 size;
	struct {
		struct wire_payload head;
		__u8 bytes[WIRE_PAYLOAD_MAX];
	} *record;

	if (skb->len <= from)
		return;
	record = reserve(sizeof(*record), WIRE_NAMES);
	if (!record)
		return;
	size = skb->len - from;
	record->head.full = size;
	if (size > WIRE_PAYLOAD_MAX) {
		size = WIRE_PAYLOAD_MAX;
		record->head.header.flags |= WIRE_CUT_PAYLOAD;
	}
	record->head.owner = state->owner;
	record->head.cookie = bpf_get_socket_cookie(skb);
	record->head.peer = packet->peer;
	record->head.net_namespace =
		BPF_CORE_READ(kernel_socket(sk), __sk_common.skc_net.net, ns.inum);
	record->head.protocol = packet->protocol;
	record->head.hook = hook;
	record->head.reserved = 0;
	record->head.size = size;
	barrier_var(size); /* the bounds below are for the verifier: keep them */
	if (size < 1 || size > WIRE_PAYLOAD_MAX ||
	    bpf_skb_load_bytes(skb, from, record->bytes, size)) {
		bpf_ringbuf_discard(record, 0);
		count(WIRE_COUNT_UNREADABLE);
		return;
	}
	submit(record);
}

/* The peer of a datagram socket, or of one that no address hook covers, told with its first packet. */
static __always_inline void tell_packet(struct __sk_buff *skb, struct bpf_sock *sk,
					struct socket_state *state, struct wire_address *peer)
{
	struct wire_destination *record = reserve(sizeof(*record), WIRE_DESTINATION);

	if (!record)
		return;
	record->process = state->owner;
	record->owner = state->owner;
	record->cookie = bpf_get_socket_cookie(skb);
	record->task_cgroup = 0;
	record->address = *peer;
	record->asked = state->asked;
	record->asked_state = state->asked_state;
	record->uid = bpf_get_socket_uid(skb);
	record->hook = WIRE_HOOK_EGRESS;
	record->via = state->via;
	record->reserved = 0;
	__builtin_memset(record->comm, 0, sizeof(record->comm));
	take_socket(record, sk);
	submit(record);
}

static __always_inline void handle_egress(struct __sk_buff *skb, struct bpf_sock *sk,
					  struct socket_state *state)
{
	struct packet packet = {};

	if (read_packet(skb, &packet, 1))
		return;
	if (state->is_pending) {
		state->is_pending = 0;
		state->told = state->connected;
		tell_packet(skb, sk, state, &state->connected);
	}
	if (sk->protocol != PROTOCOL_TCP && sk->protocol != PROTOCOL_UDP &&
	    __builtin_memcmp(&state->told, &packet.peer, sizeof(packet.peer))) {
		state->told = packet.peer;
		state->asked_state = WIRE_ASKED_NONE;
		tell_packet(skb, sk, state, &packet.peer);
	}
	if (packet.protocol == PROTOCOL_UDP && packet.peer.port == PORT_DNS)
		tell_name(skb, sk, state, &packet, WIRE_HOOK_EGRESS);
}

SEC("cgroup_skb/egress")
int on_egress(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk;
	struct socket_state *state;

	if (!sk)
		return 1;
	sk = bpf_sk_fullsock(sk);
	if (!sk)
		return 1;
	state = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	if (state && state->owner.pid)
		handle_egress(skb, sk, state);
	return 1;
}

SEC("cgroup_skb/ingress")
int on_ingress(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk;
	struct socket_state *state;
	struct packet packet = {};

	if (!sk)
		return 1;
	sk = bpf_sk_fullsock(sk);
	if (!sk || sk->protocol != PROTOCOL_UDP)
		return 1;
	state = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	if (!state || !state->owner.pid || read_packet(skb, &packet, 0))
		return 1;
	if (packet.protocol == PROTOCOL_UDP && packet.peer.port == PORT_DNS)
		tell_name(skb, sk, state, &packet, WIRE_HOOK_INGRESS);
	return 1;
}
