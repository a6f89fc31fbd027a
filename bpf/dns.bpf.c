/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* DNS messages of sockets that have an owner. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "packet.h"

static __always_inline void report_dns(struct __sk_buff *skb, struct bpf_sock *sk,
				       struct socket_state *state, struct packet *packet, __u8 hook)
{
	__u32 from = packet->payload + UDP_HEADER;
	__u64 size;
	struct {
		struct wire_dns head;
		__u8 bytes[WIRE_PAYLOAD_MAX];
	} *record;

	if (skb->len <= from)
		return;
	record = reserve_for(hook, sizeof(*record), WIRE_DNS);
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
	record->head.is_loopback = skb->ifindex == LOOPBACK_INDEX;
	record->head.size = size;
	/* The bounds are for the verifier; before 6.8 it learns a least size only from a signed one. */
	barrier_var(size);
	if (size > WIRE_PAYLOAD_MAX)
		size = WIRE_PAYLOAD_MAX;
	barrier_var(size);
	if ((__s64)size < 1 || bpf_skb_load_bytes(skb, from, record->bytes, size)) {
		bpf_ringbuf_discard(record, 0);
		count(WIRE_COUNT_UNREADABLE);
		return;
	}
	submit(record);
}
