/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Who writes on which socket, and how a connection went: sockets that were passed on, inherited, or
 * are older than Egret have no connect of their own.
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "via.h"
#include "packet.h"
#include "destination.h"

#define ERROR_RESET 104
#define ERROR_REFUSED 111
#define ERROR_TIMED_OUT 110
#define ERROR_NO_NETWORK 101
#define ERROR_NO_HOST 113

static __always_inline void peer_of(struct sock *sk, struct wire_address *address)
{
	__u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);

	*address = (struct wire_address){.family = family};
	address->port = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	if (family == AF_INET)
		BPF_CORE_READ_INTO((__u32 *)address->bytes, sk, __sk_common.skc_daddr);
	else
		BPF_CORE_READ_INTO((struct in6_addr *)address->bytes, sk,
				   __sk_common.skc_v6_daddr);
}

static __always_inline void report_family(struct running *now, __u16 family, __u8 hook)
{
	struct asked_state what = {.state = WIRE_ASKED_READ};

	what.address.family = family;
	report_asked(now, &what, hook, 0, NULL, 0);
}

static __always_inline void report_sender(struct sock *sk, struct running *now,
					  struct wire_process *owner, __u64 cookie,
					  struct wire_address *address, __u8 hook)
{
	struct destination seen = {
		.process = &now->process,
		.owner = owner,
		.charged = &now->process,
		.address = address,
		.task = now->task,
		.cookie = cookie,
		.net_namespace = socket_namespace(sk),
		.protocol = BPF_CORE_READ(sk, sk_protocol),
		.hook = hook,
		.via = via_of(now->task),
		.own_port = BPF_CORE_READ(sk, __sk_common.skc_num),
	};

	report_destination(&seen);
}

/* A connected socket that somebody else made: whoever writes on it owns what it sends. */
static __always_inline void handle_send(struct sock *sk, struct running *now, __u8 hook)
{
	struct socket_state *state;
	struct wire_address address;

	state = bpf_sk_storage_get(&sockets, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);
	if (!state) {
		count(WIRE_COUNT_OWNER_LOST);
		return;
	}
	if (!state->owner.pid)
		state->owner = now->process;
	peer_of(sk, &address);
	/* Reported already, not connected, or a datagram socket whose first packet shows it. */
	if (state->reported.family || state->is_pending || !address.port)
		return;
	begin_flow(state, &address, bpf_get_socket_cookie(sk), socket_namespace(sk),
		   bpf_ktime_get_boot_ns());
	report_sender(sk, now, &state->owner, state->cookie, &address, hook);
}

/* A socket whose making no system call of the kind showed: reported at its first send. */
static __always_inline void handle_odd_send(struct sock *sk, struct running *now, __u16 family,
					    __u8 hook)
{
	struct socket_state *state;

	state = bpf_sk_storage_get(&sockets, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);
	if (!state || state->reported.family)
		return;
	state->reported.family = family;
	report_family(now, family, hook);
}

SEC("tp_btf/sock_send_length")
int BPF_PROG(on_send_length, struct sock *sk, int sent, int flags)
{
	struct running now;
	__u16 family;

	if (sent <= 0 || !look(&now))
		return 0;
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (family == AF_INET || family == AF_INET6)
		handle_send(sk, &now, WIRE_HOOK_on_send_length);
	else if (family == AF_UNIX)
		handle_unix_send(sk, &now);
	else if (family != AF_NETLINK && family != AF_SMC)
		handle_odd_send(sk, &now, family, WIRE_HOOK_on_send_length);
	return 0;
}

static __always_inline __u8 result_of(struct sock *sk)
{
	switch (BPF_CORE_READ(sk, sk_err)) {
	case ERROR_RESET: /* of one that was established */
		return WIRE_RESULT_ESTABLISHED;
	case ERROR_REFUSED:
		return WIRE_RESULT_REFUSED;
	case ERROR_TIMED_OUT:
		return WIRE_RESULT_TIMED_OUT;
	case ERROR_NO_NETWORK:
	case ERROR_NO_HOST:
		return WIRE_RESULT_UNREACHABLE;
	default:
		return WIRE_RESULT_ABANDONED;
	}
}

/*
 * Since 5.14 an error of a socket has a tracepoint, which nothing passes that goes well: that a connection
 * was established its packets show.
 */
SEC("tp_btf/inet_sk_error_report")
int BPF_PROG(on_error, struct sock *sk)
{
	struct socket_state *state;

	if (sk->sk_protocol != PROTOCOL_TCP)
		return 0;
	state = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	if (state && !state->result)
		state->result = result_of(sk);
	return 0;
}

/* Before 5.14: every change of state. */
SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(on_state, struct sock *sk, int before, int after)
{
	struct socket_state *state;

	if (after != BPF_TCP_ESTABLISHED && !(before == BPF_TCP_SYN_SENT && after == BPF_TCP_CLOSE))
		return 0;
	state = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	if (!state)
		return 0;
	state->result = after == BPF_TCP_ESTABLISHED ? WIRE_RESULT_ESTABLISHED : result_of(sk);
	return 0;
}

/* Closed without a change of state that was seen: the one to CLOSE comes after this hook. */
static __always_inline __u8 ending_of(struct bpf_sock *sk, struct tcp_sock *tcp)
{
	struct sock *raw = (struct sock *)tcp;

	if (sk->state == BPF_TCP_SYN_SENT)
		return WIRE_RESULT_ABANDONED;
	if (BPF_CORE_READ(tcp, bytes_acked))
		return WIRE_RESULT_ESTABLISHED;
	/* A connect without a route fails before the socket gets its peer. */
	return BPF_CORE_READ(raw, __sk_common.skc_dport) ? WIRE_RESULT_UNKNOWN
							 : WIRE_RESULT_UNREACHABLE;
}

/* include/net/sock.h: the other side ended its stream */
#define SOCK_DONE_FLAG (1UL << 1)

/*
 * What the process gave the connection: sent, not counting what was sent again, and what waits still. The
 * kernel's bytes_acked counts the SYN, and not what is under way. On a socket that is closed nothing waits, and
 * its numbers were moved on.
 */
static __always_inline __u64 given_to(struct bpf_sock *sk, struct tcp_sock *tcp)
{
	__u32 waiting = 0;

	if (sk->state != BPF_TCP_CLOSE)
		waiting = BPF_CORE_READ(tcp, write_seq) - BPF_CORE_READ(tcp, snd_nxt);

	return BPF_CORE_READ(tcp, bytes_sent) - BPF_CORE_READ(tcp, bytes_retrans) + waiting;
}

/* The kernel's bytes_received counts the FIN. */
static __always_inline __u64 taken_from(struct tcp_sock *tcp)
{
	__u64 received = BPF_CORE_READ(tcp, bytes_received);

	if (received && BPF_CORE_READ((struct sock *)tcp, __sk_common.skc_flags) & SOCK_DONE_FLAG)
		received--;
	return received;
}

SEC("cgroup/sock_release")
int on_release(struct bpf_sock *sk)
{
	struct socket_state *state = bpf_sk_storage_get(&sockets, sk, NULL, 0);
	struct wire_flow *record;
	struct tcp_sock *tcp;

	if (!state || !state->reported.family)
		return 1;
	record = reserve_for(WIRE_HOOK_on_release, sizeof(*record), WIRE_FLOW);
	if (!record)
		return 1;
	tcp = (struct tcp_sock *)kernel_socket(sk);
	record->owner = state->owner;
	record->address = state->reported;
	record->cookie = state->cookie;
	record->began = state->began;
	record->bytes_out = state->bytes_out;
	record->bytes_in = state->bytes_in;
	if (sk->protocol == PROTOCOL_TCP) {
		record->bytes_out = given_to(sk, tcp);
		record->bytes_in = taken_from(tcp);
	}
	record->net_namespace = state->net_namespace;
	record->protocol = sk->protocol;
	record->result = state->result;
	if (sk->protocol == PROTOCOL_TCP && !state->result)
		record->result = ending_of(sk, tcp);
	record->reserved = 0;
	submit(record);
	return 1;
}
