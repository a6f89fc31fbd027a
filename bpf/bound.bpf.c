/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Who takes a port: servers that are spoken to by URL are known by it. Of a process of no interest only
 * the ports that user space awaits are recorded, and then the process is reported first and watched.
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "state.h"

static __always_inline void take_bound(struct bpf_sock *sk, struct wire_bound *record)
{
	record->net_namespace = socket_namespace(kernel_socket(sk));
	record->protocol = sk->protocol;
	record->address.port = sk->src_port;
}

/*
 * From now on what it does is recorded, until user space has seen that it took the port and says otherwise: it
 * may connect before that.
 */
static __always_inline void watch_running(struct running *now)
{
	struct wire_state *state = state_of(now->process.pid, now->process.start);
	struct wire_verdict watched = {.interest = WIRE_WATCHED};
	__u64 program;

	if (!state)
		return;
	program = state->program;
	if (bpf_map_update_elem(&verdicts, &program, &watched, BPF_ANY))
		count(WIRE_COUNT_STATE_LOST);
	state->interest = WIRE_WATCHED;
	state->epoch = epoch;
}

/* NULL where it is of no interest. */
static __always_inline struct wire_bound *begin_bound(struct bpf_sock *sk, __u32 hook)
{
	__u16 port = sk->src_port;
	struct wire_bound *record;
	struct running now;

	if (sk->protocol != PROTOCOL_TCP && sk->protocol != PROTOCOL_MPTCP)
		return NULL;
	if (!look(&now)) {
		if (!bpf_map_lookup_elem(&awaited_ports, &port))
			return NULL;
		look_at_ignored(&now, 1);
		watch_running(&now);
	}
	record = reserve_for(hook, sizeof(*record), WIRE_BOUND);
	if (!record)
		return NULL;
	record->process = now.process;
	record->address = (struct wire_address){};
	record->hook = hook;
	record->reserved = 0;
	return record;
}

SEC("cgroup/post_bind4")
int on_bind4(struct bpf_sock *sk)
{
	struct wire_bound *record = begin_bound(sk, WIRE_HOOK_on_bind4);

	if (!record)
		return 1;
	record->address.family = AF_INET;
	*(__u32 *)record->address.bytes = sk->src_ip4;
	take_bound(sk, record);
	submit(record);
	return 1;
}

SEC("cgroup/post_bind6")
int on_bind6(struct bpf_sock *sk)
{
	struct wire_bound *record = begin_bound(sk, WIRE_HOOK_on_bind6);
	__u32 *words;

	if (!record)
		return 1;
	record->address.family = AF_INET6;
	words = (__u32 *)record->address.bytes;
	words[0] = sk->src_ip6[0];
	words[1] = sk->src_ip6[1];
	words[2] = sk->src_ip6[2];
	words[3] = sk->src_ip6[3];
	take_bound(sk, record);
	submit(record);
	return 1;
}
