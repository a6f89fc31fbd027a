/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What a client says first, as far as it can name where it goes: a ClientHello, the head of a request, SOCKS,
 * what follows these in a tunnel, and the first packets of QUIC. Of most sockets nothing is left to take.
 */
#include "kernel.h"
#include "wire.h"
#include "packet.h"
#include "listening.h"

#define TLS_HANDSHAKE 0x16
#define CLIENT_HELLO 1
/* The most of a ClientHello, which says its own length. */
#define HELLO_MAX 16384
#define HEAD_BYTES 16
#define TUNNELS_MAX 3
/* Initial packets of a flow: RFC 9000, section 17.2.2; RFC 9369, section 3.2. */
#define DATAGRAMS_MAX 16
#define QUIC_INITIAL_1 0xc0
#define QUIC_VERSION_1 0x00000001
#define QUIC_INITIAL_2 0xd0
#define QUIC_VERSION_2 0x6b3343cf
#define QUIC_TYPE 0xf0
#define QUIC_HEADER 5

/* By the first byte. */
static __always_inline __u8 kind_of_greeting(__u8 first)
{
	if (first == TLS_HANDSHAKE)
		return LISTEN_TLS;
	if (first == 4 || first == 5)
		return LISTEN_SOCKS;
	return first >= 'A' && first <= 'Z' ? LISTEN_HTTP : LISTEN_DONE;
}

/*
 * Where a ClientHello ends that ends in its first record, as it says itself: a record's header of five bytes,
 * then a message's of four.
 */
static __always_inline __u32 size_of_hello(__u8 *head)
{
	__u32 record = head[3] << 8 | head[4], hello = (head[6] << 16 | head[7] << 8 | head[8]) + 4;

	if (head[5] != CLIENT_HELLO || hello > record)
		return WIRE_GREETING_MAX;
	return hello + 5 > HELLO_MAX ? HELLO_MAX : hello + 5;
}

/* `CONNECT host` and `GET http://host/` are for a proxy; the latter may be followed by others like it. */
static __always_inline __u8 kind_of_request(__u8 *head)
{
	if (head[0] == 'C' && head[1] == 'O' && head[2] == 'N' && head[3] == 'N' && head[7] == ' ')
		return LISTEN_CONNECT;
	for (int i = 2; i < HEAD_BYTES - 2; i++) {
		if (head[i] != ' ')
			continue;
		if (head[i + 1] == '/' || head[i + 1] == '*')
			return LISTEN_HTTP;
		/* A scheme, in either case; anything else is another protocol's. */
		return (head[i + 1] | 0x20) == 'h' && (head[i + 2] | 0x20) == 't' ? LISTEN_PROXY
										   : LISTEN_DONE;
	}
	return LISTEN_HTTP;
}

/* The first bytes of a connection, or of what goes through a tunnel on it. */
static __always_inline void begin_listening(struct __sk_buff *skb, struct first_bytes *said,
					    struct part *part)
{
	__u8 head[HEAD_BYTES] = {};

	said->listening = LISTEN_DONE;
	if (bpf_skb_load_bytes(skb, part->from, head, 1))
		return;
	said->listening = kind_of_greeting(head[0]);
	said->wanted = part->offset + WIRE_GREETING_MAX;
	if (part->size >= HEAD_BYTES && bpf_skb_load_bytes(skb, part->from, head, sizeof(head)))
		return;
	if (said->listening == LISTEN_TLS)
		said->wanted = part->offset + size_of_hello(head);
	else if (said->listening == LISTEN_HTTP)
		/* Fed in drops, it does not show what it is: all of it is listened to. */
		said->listening = part->size < HEAD_BYTES ? LISTEN_PROXY : kind_of_request(head);
}

/* A head ends with an empty line. */
static __always_inline int ends_head(struct __sk_buff *skb, struct part *part)
{
	__u32 end = 0, size = part->size + part->left;

	return size >= sizeof(end) &&
	       !bpf_skb_load_bytes(skb, part->from + size - sizeof(end), &end, sizeof(end)) &&
	       end == bpf_htonl(0x0d0a0d0a);
}

/* Whether to go on behind a part that is wanted. */
static __always_inline void go_on(struct __sk_buff *skb, struct first_bytes *said, struct part *part)
{
	if (said->listening == LISTEN_PROXY)
		return;
	if (said->heard >= said->wanted)
		said->listening = LISTEN_DONE;
	else if (said->listening == LISTEN_HTTP && ends_head(skb, part))
		said->listening = LISTEN_DONE;
	else if (said->listening == LISTEN_CONNECT && ends_head(skb, part))
		said->listening = ++said->tunnels < TUNNELS_MAX ? LISTEN_FRESH : LISTEN_DONE;
}

/* What of a part is wanted; 0: nothing. */
static __always_inline int choose(struct __sk_buff *skb, struct first_bytes *said, struct part *part)
{
	__u32 most = WIRE_GREETING_MAX;

	if (part->offset != said->heard) {
		/* Sent again; or the beginning was not seen, or the other side opened the connection. */
		if (!said->heard || part->offset > said->heard)
			said->listening = LISTEN_DONE;
		return 0;
	}
	if (said->listening == LISTEN_FRESH)
		begin_listening(skb, said, part);
	if (said->listening == LISTEN_DONE)
		return 0;
	if (said->listening != LISTEN_PROXY)
		most = said->wanted - part->offset;
	said->heard = part->offset + part->size;
	if (part->size > most) {
		part->left = part->size - most;
		part->size = most;
	}
	go_on(skb, said, part);
	return 1;
}

/* A plain packet of TCP that carries nothing. */
static __always_inline int is_empty(struct __sk_buff *skb)
{
	int is_ip4 = skb->protocol == bpf_htons(PROTOCOL_IP4);
	__u32 size = is_ip4 ? sizeof(struct ip4) : sizeof(struct ip6);
	struct tcp_head *head = (void *)(long)skb->data + size;

	if ((void *)(head + 1) > (void *)(long)skb->data_end)
		return 0;
	return skb->len <= size + (head->size >> 4) * 4;
}

/* The bytes of a packet. Once in the object: its callers are few, and the packet's reader is long. */
static __noinline int report_stream(struct __sk_buff *skb, struct bpf_sock *sk,
				    struct socket_state *state, __u8 hook)
{
	struct part part = {.protocol = PROTOCOL_TCP};

	if (find_part(skb, sk, state, hook, &part))
		return 0;
	/* The verifier knows the hook, and so walks no choice for what comes in: a resolver's answers. */
	if (hook == WIRE_HOOK_on_ingress || state->reported.port == PORT_DNS ||
	    choose(skb, &state->said, &part))
		report_part(skb, state, &part, hook);
	return 0;
}

/* What of the bytes that leave by TCP is to be taken. */
static __always_inline void report_bytes(struct __sk_buff *skb, struct bpf_sock *sk,
					 struct socket_state *state, int is_plain)
{
	if (state->said.listening == LISTEN_DONE || sk->protocol != PROTOCOL_TCP ||
	    sk->type != SOCK_STREAM || !state->reported.family || (is_plain && is_empty(skb)))
		return;
	report_stream(skb, sk, state, WIRE_HOOK_on_egress);
}

static __always_inline int is_initial(__u8 *head)
{
	__u32 version = head[1] << 24 | head[2] << 16 | head[3] << 8 | head[4];
	__u8 type = head[0] & QUIC_TYPE;

	return (type == QUIC_INITIAL_1 && version == QUIC_VERSION_1) ||
	       (type == QUIC_INITIAL_2 && version == QUIC_VERSION_2);
}

/* A datagram that begins with an Initial packet of QUIC; several, where the kernel is to split them. */
static __noinline int report_initial(struct __sk_buff *skb, struct socket_state *state, __u32 from)
{
	struct part part = {.protocol = PROTOCOL_UDP, .from = from};
	__u8 head[QUIC_HEADER];

	if (skb->len <= from || bpf_skb_load_bytes(skb, from, head, sizeof(head)) || !is_initial(head))
		return 0;
	state->said.datagrams++;
	part.size = skb->len - from;
	if (part.size > WIRE_GREETING_MAX) {
		part.left = part.size - WIRE_GREETING_MAX;
		part.size = WIRE_GREETING_MAX;
	}
	report_part(skb, state, &part, WIRE_HOOK_on_egress);
	return 0;
}
