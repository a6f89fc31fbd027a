/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What the kernel did: owners of sockets, and the address it was about to use. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "via.h"
#include "packet.h"
#include "destination.h"
#include "listening.h"

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
	__u32 first_in;                /* the sequence number of the first byte that came in */
	struct first_bytes said;       /* of this flow */
	__u8 has_first_in;
	__u8 padding[3];
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
				struct running *now, __u8 via)
{
	struct wire_process *maker = NULL;

	state->via = via;
	if (state->via == WIRE_VIA_KERNEL)
		maker = maker_of(kernel_socket(sk));
	state->owner = maker ? *maker : now->process;
}

/* What is kept of a socket that a process of interest makes or uses. */
static __always_inline struct socket_state *adopt(struct bpf_sock *sk, struct running *now,
						  __u8 via)
{
	struct socket_state *state = bpf_sk_storage_get(&sockets, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);
	if (!state)
		count(WIRE_COUNT_OWNER_LOST);
	else if (!state->owner.pid)
		own(state, sk, now, via);
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
				       __u64 cookie, __u32 net_namespace, __u64 time)
{
	state->reported = *address;
	state->cookie = cookie;
	state->net_namespace = net_namespace;
	state->began = time;
	state->has_first_in = 0;
	state->said = (struct first_bytes){};
}

/* A socket keeps its namespace: it is read once. */
static __always_inline __u32 namespace_at(struct bpf_sock_addr *ctx, struct bpf_sock *sk,
					  struct socket_state *state)
{
	struct bpf_sock_addr_kern *kernel;

	if (!state || state->net_namespace || !bpf_cast_to_kern_ctx)
		return namespace_of(sk, state);
	kernel = bpf_cast_to_kern_ctx(ctx);
	return kernel->sk->__sk_common.skc_net.net->ns.inum;
}

static __always_inline void take_asked(struct wire_address *address, __u8 *state,
				       struct running *now, struct entry *entry)
{
	struct asked_state *what;

	*address = (struct wire_address){};
	*state = WIRE_ASKED_NONE;
	if (via_of_entry(entry) != WIRE_VIA_SYSCALL)
		return; /* what was asked last was another call */
	what = bpf_map_lookup_elem(&asked, &now->process.tid);
	if (!what || !is_call(entry, what->number))
		return;
	*address = what->address;
	*state = what->state;
	/* It serves this call: a later one whose tracepoint was missed must not find it. */
	if (what->state != WIRE_ASKED_MANY)
		*what = (struct asked_state){};
}

/* Reports it, and begins its flow where something is kept of the socket. */
static __always_inline void report_done(struct bpf_sock_addr *ctx, struct bpf_sock *sk,
					struct running *now, struct socket_state *state,
					struct wire_address *address, __u8 hook,
					struct entry *entry)
{
	struct wire_address asked;
	struct destination seen = {
		.process = &now->process,
		.charged = &now->process,
		.address = address,
		.asked = &asked,
		.task = now->task,
		.cookie = bpf_get_socket_cookie(ctx),
		.net_namespace = namespace_at(ctx, sk, state),
		.protocol = sk->protocol,
		.hook = hook,
		.via = via_of_entry(entry),
	};
	__u64 time;

	take_asked(&asked, &seen.asked_state, now, entry);
	if (state) {
		seen.owner = &state->owner;
		if (state->owner.pid)
			seen.charged = &state->owner;
	}
	time = report_destination(&seen);
	if (!state)
		return;
	begin_flow(state, address, seen.cookie, seen.net_namespace, time);
	state->result = WIRE_RESULT_UNKNOWN;
	state->via = seen.via;
}

/* A datagram socket's connect says nothing yet: resolvers connect only to sort addresses. */
static __always_inline void remember(struct running *now, struct socket_state *state,
				     struct wire_address *address, struct entry *entry)
{
	state->connected = *address;
	state->is_pending = 1;
	state->via = via_of_entry(entry);
	take_asked(&state->asked, &state->asked_state, now, entry);
}

/*
 * What is kept of the socket; NULL also where nothing is to be reported. An ignored process may use a
 * socket that a watched one made, and a kernel thread may make a further way of a connection of one.
 */
static __always_inline struct socket_state *find(struct bpf_sock_addr *ctx, struct bpf_sock *sk,
						 struct running *now, struct entry *entry,
						 int is_of_interest)
{
	struct socket_state *state;

	if (!is_of_interest) {
		state = bpf_sk_storage_get(&sockets, sk, NULL, 0);
		if (!state && (!has_multipath || ctx->protocol != PROTOCOL_TCP))
			return NULL;
		look_at_ignored(now, state != NULL);
		*entry = entry_of(now->task);
		if (state || via_of_entry(entry) != WIRE_VIA_KERNEL ||
		    !maker_of(kernel_socket(sk)))
			return state;
	} else {
		*entry = entry_of(now->task);
	}
	return adopt(sk, now, via_of_entry(entry));
}

static __always_inline void handle(struct bpf_sock_addr *ctx, struct wire_address *address,
				   __u8 hook, int is_connect)
{
	struct bpf_sock *sk = ctx->sk;
	struct socket_state *state;
	struct running now;
	struct entry entry;
	int is_of_interest;

	barrier_var(sk); /* the verifier refuses a member read through an advanced ctx */
	is_of_interest = look_closely(&now);
	state = find(ctx, sk, &now, &entry, is_of_interest);
	if (!state && !is_of_interest)
		return;
	if (state && is_connect && ctx->type == SOCK_DGRAM) {
		remember(&now, state, address, &entry);
		return;
	}
	/* Datagrams to where the last one went: reported already. */
	if (state && !is_connect && !__builtin_memcmp(&state->reported, address, sizeof(*address)))
		return;
	report_done(ctx, sk, &now, state, address, hook, &entry);
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

	if (!look_closely(&now))
		return 1;
	adopt(sk, &now, via_of(now.task));
	if (sk->protocol == PROTOCOL_MPTCP)
		note_connection(kernel_socket(sk), &now.process);
	return 1;
}
