/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the kernel did: owners of sockets, and the address it was about to use. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "via.h"
#include "packet.h"
#include "destination.h"

/* Of a socket that a process of interest made or used. */
struct socket_state {
	struct wire_process owner;
	struct wire_address connected; /* a datagram socket's peer: reported when something is sent */
	struct wire_address asked;     /* at that connect */
	struct wire_address reported;  /* the last destination that was reported; family 0: none */
	struct wire_address routed;    /* the last that a packet's header gave instead */
	__u64 cookie;
	__u64 began;                   /* when it was reported */
	__u64 bytes_out;               /* of datagrams */
	__u64 bytes_in;
	__u8 is_pending;               /* connected was not reported yet */
	__u8 asked_state;
	__u8 via;
	__u8 result;                   /* enum wire_result */
	__u32 net_namespace;
};

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC | BPF_F_CLONE);
	__type(key, int);
	__type(value, struct socket_state);
} sockets SEC(".maps");

/* The struct sock behind the verifier's view of it, whose members that view does not show. */
static __always_inline struct sock *kernel_socket(struct bpf_sock *sk)
{
	struct sock *raw = NULL;

	bpf_probe_read_kernel(&raw, sizeof(raw), &sk);
	return raw;
}

static __always_inline void own(struct socket_state *state, struct bpf_sock *sk,
				struct running *now)
{
	struct wire_process *maker = NULL;

	state->via = via_of(now->task);
	if (state->via == WIRE_VIA_KERNEL)
		maker = maker_of(kernel_socket(sk));
	state->owner = maker ? *maker : now->process;
}

/* A kernel thread that makes a further way of somebody's connection. */
static __always_inline int serves_maker(struct bpf_sock *sk, struct running *now)
{
	return via_of(now->task) == WIRE_VIA_KERNEL && maker_of(kernel_socket(sk));
}

static __always_inline struct socket_state *adopt(struct bpf_sock *sk, struct running *now)
{
	struct socket_state *state;

	/* An ignored process may use a socket that a watched one made: then it is looked up. */
	if (now->interest == WIRE_IGNORED && !serves_maker(sk, now))
		return bpf_sk_storage_get(&sockets, sk, NULL, 0);
	state = bpf_sk_storage_get(&sockets, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);
	if (!state)
		count(WIRE_COUNT_OWNER_LOST);
	else if (!state->owner.pid)
		own(state, sk, now);
	return state;
}

static __always_inline __u32 socket_namespace(struct sock *sk)
{
	return BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
}

/* A socket keeps its namespace: it is read once. */
static __always_inline __u32 namespace_of(struct bpf_sock *sk, struct socket_state *state)
{
	if (state && state->net_namespace)
		return state->net_namespace;
	return socket_namespace(kernel_socket(sk));
}

/* A new destination of the socket: the flow that its end will report begins. */
static __always_inline void begin_flow(struct socket_state *state, struct wire_address *address,
				       __u64 cookie, __u32 net_namespace)
{
	state->reported = *address;
	state->cookie = cookie;
	state->net_namespace = net_namespace;
	state->began = bpf_ktime_get_boot_ns();
}

static __always_inline void take_asked(struct wire_address *address, __u8 *state,
				       struct running *now, __u8 via)
{
	struct asked_state *what;

	*address = (struct wire_address){};
	*state = WIRE_ASKED_NONE;
	if (via != WIRE_VIA_SYSCALL)
		return; /* what was asked last was another call */
	what = bpf_map_lookup_elem(&asked, &now->process.tid);
	if (!what || !is_current_call(now->task, what->number))
		return;
	*address = what->address;
	*state = what->state;
	/* It serves this call: a later one whose tracepoint was missed must not find it. */
	if (what->state != WIRE_ASKED_MANY)
		bpf_map_delete_elem(&asked, &now->process.tid);
}

static __always_inline void report_done(struct bpf_sock_addr *ctx, struct bpf_sock *sk,
					struct running *now, struct socket_state *state,
					struct wire_address *address, __u8 hook, __u8 via)
{
	struct wire_address asked;
	struct destination seen = {
		.process = &now->process,
		.charged = &now->process,
		.address = address,
		.asked = &asked,
		.task = now->task,
		.net_namespace = namespace_of(sk, state),
		.protocol = sk->protocol,
		.hook = hook,
		.via = via,
	};

	take_asked(&asked, &seen.asked_state, now, via);
	if (state) {
		seen.owner = &state->owner;
		if (state->owner.pid)
			seen.charged = &state->owner;
	}
	seen.cookie = state ? state->cookie : bpf_get_socket_cookie(ctx);
	report_destination(&seen);
}

/* A datagram socket's connect says nothing yet: resolvers connect only to sort addresses. */
static __always_inline void remember(struct running *now, struct socket_state *state,
				     struct wire_address *address)
{
	state->connected = *address;
	state->is_pending = 1;
	state->via = via_of(now->task);
	take_asked(&state->asked, &state->asked_state, now, state->via);
}

static __always_inline void handle(struct bpf_sock_addr *ctx, struct wire_address *address,
				   __u8 hook, int is_connect)
{
	struct bpf_sock *sk = ctx->sk;
	struct socket_state *state;
	struct running now;
	__u8 via;

	barrier_var(sk); /* the verifier refuses a member read through an advanced ctx */
	/*
	 * An ignored process may use a socket that a watched one made, and a kernel thread may make a
	 * further way of a connection that one made.
	 */
	if (is_ignored() && !bpf_sk_storage_get(&sockets, sk, NULL, 0) &&
	    (ctx->protocol != PROTOCOL_TCP || !maker_of(kernel_socket(sk))))
		return;
	look(&now);
	state = adopt(sk, &now);
	if (now.interest == WIRE_IGNORED && !state)
		return;
	if (state && is_connect && ctx->type == SOCK_DGRAM) {
		remember(&now, state, address);
		return;
	}
	/* Datagrams to where the last one went: reported already. */
	if (state && !is_connect && !__builtin_memcmp(&state->reported, address, sizeof(*address)))
		return;
	via = via_of(now.task);
	if (state) {
		begin_flow(state, address, bpf_get_socket_cookie(ctx), namespace_of(sk, state));
		state->result = WIRE_RESULT_UNKNOWN;
		state->via = via;
	}
	report_done(ctx, sk, &now, state, address, hook, via);
}

static __always_inline void take_ip4(struct bpf_sock_addr *ctx, struct wire_address *address)
{
	__u32 bits = ctx->user_ip4;

	*address = (struct wire_address){.family = AF_INET};
	__builtin_memcpy(address->bytes, &bits, sizeof(bits));
	address->port = bpf_ntohs(ctx->user_port);
}

static __always_inline void take_ip6(struct bpf_sock_addr *ctx, struct wire_address *address)
{
	__u32 words[4];

	words[0] = ctx->user_ip6[0];
	words[1] = ctx->user_ip6[1];
	words[2] = ctx->user_ip6[2];
	words[3] = ctx->user_ip6[3];
	*address = (struct wire_address){.family = AF_INET6};
	__builtin_memcpy(address->bytes, words, sizeof(words));
	address->port = bpf_ntohs(ctx->user_port);
}

SEC("cgroup/connect4")
int on_connect4(struct bpf_sock_addr *ctx)
{
	struct wire_address address;

	take_ip4(ctx, &address);
	handle(ctx, &address, WIRE_HOOK_on_connect4, 1);
	return 1;
}

SEC("cgroup/connect6")
int on_connect6(struct bpf_sock_addr *ctx)
{
	struct wire_address address;

	take_ip6(ctx, &address);
	handle(ctx, &address, WIRE_HOOK_on_connect6, 1);
	return 1;
}

SEC("cgroup/sendmsg4")
int on_sendmsg4(struct bpf_sock_addr *ctx)
{
	struct wire_address address;

	take_ip4(ctx, &address);
	handle(ctx, &address, WIRE_HOOK_on_sendmsg4, 0);
	return 1;
}

SEC("cgroup/sendmsg6")
int on_sendmsg6(struct bpf_sock_addr *ctx)
{
	struct wire_address address;

	take_ip6(ctx, &address);
	handle(ctx, &address, WIRE_HOOK_on_sendmsg6, 0);
	return 1;
}

SEC("cgroup/sock_create")
int on_socket(struct bpf_sock *sk)
{
	struct running now;

	if (is_ignored())
		return 1;
	look(&now);
	if (now.interest == WIRE_IGNORED)
		return 1;
	adopt(sk, &now);
	if (sk->protocol == PROTOCOL_MPTCP)
		note_connection(kernel_socket(sk), &now.process);
	return 1;
}
