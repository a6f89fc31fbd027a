/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Bytes that sockets with an owner send or get, as packets carry them: where they stand, and the record. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "packet.h"

/* RFC 9293, section 3.1 */
struct tcp_head {
	__u16 source, destination;
	__u32 sequence, acknowledged;
	__u8 size; /* in words, in the upper four bits */
	__u8 flags;
	__u16 window;
};

#define TCP_SYN 2
#define LOOPBACK_INDEX 1

/* What of a packet is to be taken. */
struct part {
	__u32 from;   /* in the packet */
	__u32 offset; /* in the stream */
	__u32 size;
	__u32 left;   /* behind it, not to be taken */
	__u8 protocol;
};

/* The sequence number of the stream's first byte. What comes in is counted without the connection's lock: once. */
static __always_inline __u32 first_byte(struct bpf_tcp_sock *tcp, struct socket_state *state, __u8 hook)
{
	if (hook == WIRE_HOOK_on_egress)
		return tcp->snd_una - (__u32)tcp->bytes_acked + 1;
	if (!state->has_first_in) {
		state->first_in = tcp->rcv_nxt - (__u32)tcp->bytes_received;
		state->has_first_in = 1;
	}
	return state->first_in;
}

/* Other than 0: the packet carries nothing. */
static __always_inline int find_part(struct __sk_buff *skb, struct bpf_sock *sk,
				     struct socket_state *state, __u8 hook, struct part *part)
{
	struct packet packet = {};
	struct bpf_tcp_sock *tcp;
	struct tcp_head head;

	if (read_packet(skb, &packet, hook == WIRE_HOOK_on_egress) || packet.protocol != PROTOCOL_TCP ||
	    bpf_skb_load_bytes(skb, packet.payload, &head, sizeof(head)))
		return -1;
	part->from = packet.payload + (head.size >> 4) * 4;
	if (skb->len <= part->from)
		return -1;
	part->size = skb->len - part->from;
	tcp = bpf_tcp_sock(sk);
	if (!tcp)
		return -1;
	part->offset = bpf_ntohl(head.sequence) - first_byte(tcp, state, hook);
	if (head.flags & TCP_SYN)
		part->offset++;
	return 0;
}

static __always_inline void describe_part(struct wire_segment *head, struct __sk_buff *skb,
					  struct socket_state *state, struct part *part,
					  __u32 size, __u8 hook)
{
	head->owner = state->owner;
	head->cookie = state->cookie;
	head->peer = state->reported;
	head->net_namespace = state->net_namespace;
	head->protocol = part->protocol;
	head->hook = hook;
	head->is_loopback = skb->ifindex == LOOPBACK_INDEX;
	head->offset = part->offset;
	head->size = size;
	head->left = part->left + part->size - size;
	head->padding = 0;
}

/* A record with room for a number of bytes. A loop over several is too much for the verifier of 5.10. */
#define REPORT_PART(most)                                                                         \
	do {                                                                                      \
		__u64 size = part->size;                                                          \
		struct {                                                                          \
			struct wire_segment head;                                                 \
			__u8 bytes[most];                                                         \
		} *record = reserve_for(hook, sizeof(*record), WIRE_SEGMENT);                     \
												  \
		if (!record)                                                                      \
			return;                                                                   \
		if (size > (most))                                                                \
			size = (most);                                                            \
		describe_part(&record->head, skb, state, part, size, hook);                       \
		/* As in report_dns. */                                                           \
		barrier_var(size);                                                                \
		if (size > (most))                                                                \
			size = (most);                                                            \
		barrier_var(size);                                                                \
		if ((__s64)size < 1 ||                                                            \
		    bpf_skb_load_bytes(skb, part->from, record->bytes, size)) {                   \
			bpf_ringbuf_discard(record, 0);                                           \
			count(WIRE_COUNT_UNREADABLE);                                             \
			return;                                                                   \
		}                                                                                 \
		submit(record);                                                                   \
	} while (0)

static __always_inline void report_part(struct __sk_buff *skb, struct socket_state *state,
					struct part *part, __u8 hook)
{
	if (part->size <= WIRE_SEGMENT_MIN)
		REPORT_PART(WIRE_SEGMENT_MIN);
	else if (part->size <= WIRE_SEGMENT_MAX)
		REPORT_PART(WIRE_SEGMENT_MAX);
	else if (part->size <= WIRE_GREETING_MAX)
		REPORT_PART(WIRE_GREETING_MAX);
	else
		REPORT_PART(WIRE_PACKET_MAX);
}
