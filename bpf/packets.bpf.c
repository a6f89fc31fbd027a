/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Packets of sockets that have an owner: where they go, and the DNS messages in them. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "packet.h"

/* A destination that a packet shows: the owner is charged, whoever happens to be running. */
static __always_inline void report_packet(struct __sk_buff *skb, struct bpf_sock *sk,
					  struct socket_state *state, struct wire_address *peer,
					  struct wire_address *asked, __u8 asked_state,
					  __u8 is_inbound)
{
	struct destination seen = {
		.process = &state->owner,
		.owner = &state->owner,
		.charged = &state->owner,
		.address = peer,
		.asked = asked,
		.cookie = bpf_get_socket_cookie(skb),
		.net_namespace = namespace_of(sk, state),
		.protocol = sk->protocol,
		.hook = WIRE_HOOK_on_egress,
		.via = state->via,
		.asked_state = asked_state,
		.is_inbound = is_inbound,
		.own_port = sk->src_port,
	};

	report_destination(&seen);
}

static __always_inline int same_host(struct wire_address *one, struct wire_address *other)
{
	return one->family == other->family &&
	       !__builtin_memcmp(one->bytes, other->bytes, sizeof(one->bytes));
}

static __always_inline void begin_packet_flow(struct __sk_buff *skb, struct bpf_sock *sk,
					      struct socket_state *state,
					      struct wire_address *address)
{
	begin_flow(state, address, bpf_get_socket_cookie(skb), namespace_of(sk, state),
		   bpf_ktime_get_boot_ns());
}

/* Neither TCP nor UDP: no address hook sees these sockets, each packet says where it goes. */
static __always_inline void report_uncovered(struct __sk_buff *skb, struct bpf_sock *sk,
					     struct socket_state *state, struct packet *packet)
{
	struct asked_state *what;
	__u32 thread = (__u32)state->owner.tid;

	if (same_host(&state->reported, &packet->peer) &&
	    (state->reported.port == packet->peer.port || !has_ports(packet->protocol)))
		return;
	begin_packet_flow(skb, sk, state, &packet->peer);
	what = bpf_map_lookup_elem(&asked, &thread);
	/* A raw header may name another host than the system call was given. */
	if (what && what->state == WIRE_ASKED_READ && what->address.family == packet->peer.family &&
	    !same_host(&what->address, &packet->peer))
		report_packet(skb, sk, state, &packet->peer, &what->address, WIRE_ASKED_READ,
			      0);
	else
		report_packet(skb, sk, state, &packet->peer, &state->asked, WIRE_ASKED_NONE, 0);
}

static __always_inline int is_covered(__u32 protocol)
{
	return protocol == PROTOCOL_TCP || protocol == PROTOCOL_UDP ||
	       protocol == PROTOCOL_UDPLITE || protocol == PROTOCOL_MPTCP;
}

/*
 * A TCP socket with an owner that nothing was reported of: its connect would have been, and a write on
 * somebody else's connection as well. It has its owner from the socket that listened.
 */
static __always_inline int is_accepted(struct bpf_sock *sk)
{
	return sk->protocol == PROTOCOL_TCP && sk->state != BPF_TCP_SYN_SENT;
}

/*
 * What begins a connection of QUIC; a query, or what the socket says as a resolver itself. A query's packet
 * shows where a rewritten destination leads (Docker's resolver, a service address of a cluster); the answer
 * will come from where it was sent.
 */
static __always_inline void report_datagram(struct __sk_buff *skb, struct bpf_sock *sk,
					    struct socket_state *state, struct packet *packet)
{
	if (packet->protocol != PROTOCOL_UDP)
		return;
	if (state->reported.port == PORT_DNS)
		packet->peer = state->reported;
	if (packet->peer.port == PORT_DNS || packet->own_port == PORT_DNS)
		report_dns(skb, sk, state, packet, WIRE_HOOK_on_egress);
	else if (sk->protocol == PROTOCOL_UDP && state->said.datagrams < DATAGRAMS_MAX)
		report_initial(skb, state, packet->payload + UDP_HEADER);
}

static __always_inline void handle_egress(struct __sk_buff *skb, struct bpf_sock *sk,
					  struct socket_state *state)
{
	struct packet packet = {};

	if (read_packet(skb, &packet, 1))
		return;
	/*
	 * A connected datagram socket may send elsewhere first, which is reported then. Where nothing was,
	 * the packet is the connection's, whatever address the machine rewrote it to.
	 */
	if (state->is_pending && (packet.is_routed || !state->reported.family ||
				  same_host(&packet.peer, &state->connected))) {
		state->is_pending = 0;
		begin_packet_flow(skb, sk, state, &state->connected);
		report_packet(skb, sk, state, &state->connected, &state->asked, state->asked_state,
			    0);
	}
	if (!is_covered(sk->protocol)) {
		report_uncovered(skb, sk, state, &packet);
	} else if (!state->reported.family) {
		/* Connected to, passed on, or older than Egret: the first packet shows it. */
		begin_packet_flow(skb, sk, state, &packet.peer);
		report_packet(skb, sk, state, &packet.peer, &state->asked, WIRE_ASKED_NONE,
			    is_accepted(sk));
		/* Who was connected to names nobody. */
		if (is_accepted(sk))
			state->said.listening = LISTEN_DONE;
	}
	if (packet.is_routed && !same_host(&packet.peer, &state->reported) &&
	    !same_host(&packet.peer, &state->routed)) {
		state->routed = packet.peer;
		packet.peer.port = state->reported.port;
		report_packet(skb, sk, state, &packet.peer, &state->reported, WIRE_ASKED_READ, 0);
	}
	if (enters_tunnel(skb))
		note_tunnel(skb, sk, state, &packet.peer);
	if (sk->protocol != PROTOCOL_TCP)
		state->bytes_out += carried(skb, &packet);
	report_datagram(skb, sk, state, &packet);
}

/*
 * A packet of TCP without an option or extension header, as its first bytes say: it goes where the
 * connection does.
 */
static __always_inline int is_plain_tcp(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct ip4 *ip4 = data;
	struct ip6 *ip6 = data;

	if (skb->protocol == bpf_htons(PROTOCOL_IP4))
		return data + sizeof(*ip4) <= end && (ip4->version_size & 15) == 5 &&
		       ip4->protocol == PROTOCOL_TCP;
	return data + sizeof(*ip6) <= end && ip6->next == PROTOCOL_TCP;
}

/*
 * A connection that was reported has nothing new to show in a plain packet but that it was established,
 * and that a tunnel takes it.
 */
static __always_inline void handle_reported(struct __sk_buff *skb, struct bpf_sock *sk,
					    struct socket_state *state)
{
	if (!state->result && sk->state == BPF_TCP_ESTABLISHED)
		state->result = WIRE_RESULT_ESTABLISHED;
	if (enters_tunnel(skb))
		note_tunnel(skb, sk, state, &state->reported);
}

SEC("cgroup_skb/egress")
int on_egress(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk;
	struct socket_state *state;
	int is_plain;

	if (!sk)
		return 1;
	sk = bpf_sk_fullsock(sk);
	if (!sk || sk->state == BPF_TCP_LISTEN) /* the answer to a SYN: the accepted socket shows it */
		return 1;
	state = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	if (!state || !state->owner.pid)
		return 1;
	is_plain = sk->protocol == PROTOCOL_TCP && is_plain_tcp(skb);
	if (is_plain && state->reported.family)
		handle_reported(skb, sk, state);
	else
		handle_egress(skb, sk, state);
	report_bytes(skb, sk, state, is_plain);
	return 1;
}

/* A plain packet of TCP comes from a resolver's port. */
static __always_inline int is_from_resolver(struct __sk_buff *skb)
{
	int is_ip4 = skb->protocol == bpf_htons(PROTOCOL_IP4);
	void *head = (void *)(long)skb->data + (is_ip4 ? sizeof(struct ip4) : sizeof(struct ip6));
	__u16 *source = head;

	return head + sizeof(*source) <= (void *)(long)skb->data_end &&
	       *source == bpf_htons(PORT_DNS);
}

/*
 * A packet of TCP shows nothing that is wanted, but from a resolver. A raw socket of TCP counts what it is
 * given: its number stands where another's port does.
 */
static __always_inline int is_stream(struct __sk_buff *skb, struct bpf_sock *sk)
{
	return is_plain_tcp(skb) && sk->src_port != PROTOCOL_TCP && !is_from_resolver(skb);
}

/* A packet of TCP: what a resolver answers. */
static __always_inline void handle_stream(struct __sk_buff *skb, struct bpf_sock *sk)
{
	struct socket_state *state = bpf_sk_storage_get(&sockets, sk, NULL, 0);

	if (state && state->owner.pid && state->reported.port == PORT_DNS && sk->type == SOCK_STREAM)
		report_stream(skb, sk, state, WIRE_HOOK_on_ingress);
}

SEC("cgroup_skb/ingress")
int on_ingress(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk;
	struct socket_state *state;
	struct packet packet = {};

	if (!sk || is_stream(skb, sk))
		return 1;
	sk = bpf_sk_fullsock(sk);
	if (!sk)
		return 1;
	if (sk->protocol == PROTOCOL_TCP) {
		handle_stream(skb, sk);
		return 1;
	}
	state = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	if (!state || !state->owner.pid || read_packet(skb, &packet, 0))
		return 1;
	state->bytes_in += carried(skb, &packet);
	if (packet.protocol == PROTOCOL_UDP && packet.peer.port == PORT_DNS)
		report_dns(skb, sk, state, &packet, WIRE_HOOK_on_ingress);
	return 1;
}
