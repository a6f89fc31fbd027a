/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Who takes a port: servers that are spoken to by URL are known by it. Of a process of no interest only
 * the ports that user space awaits are recorded, and then the process is reported first and watched.
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "state.h"
#include "files.h"

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

/* A process that took over a port, of each process once. */
struct taker {
	__u64 start;
	__u32 pid;
	__u16 port;
	__u16 reserved;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct taker);
	__type(value, __u8);
} takers SEC(".maps");

static __always_inline int begins_to_take(struct running *now, __u16 port)
{
	struct taker taker = {.start = now->process.start, .pid = now->process.pid, .port = port};
	__u8 one = 1;

	return !bpf_map_update_elem(&takers, &taker, &one, BPF_NOEXIST);
}

static __always_inline void own_address_of(struct sock *sk, __u16 family, struct wire_bound *record)
{
	record->address = (struct wire_address){.family = family};
	record->address.port = BPF_CORE_READ(sk, __sk_common.skc_num);
	if (family == AF_INET)
		BPF_CORE_READ_INTO((__u32 *)record->address.bytes, sk, __sk_common.skc_rcv_saddr);
	else
		BPF_CORE_READ_INTO((struct in6_addr *)record->address.bytes, sk,
				   __sk_common.skc_v6_rcv_saddr);
}

/* NULL where the descriptor is no socket. */
static __always_inline struct sock *socket_of(struct file *file)
{
	struct socket *socket = BPF_CORE_READ(file, private_data);

	return socket && BPF_CORE_READ(socket, file) == file ? BPF_CORE_READ(socket, sk) : NULL;
}

static __always_inline void report_taker(struct running *now, struct sock *sk, __u16 family,
					 __u32 hook)
{
	struct wire_bound *record = reserve_for(hook, sizeof(*record), WIRE_BOUND);

	if (!record)
		return;
	record->process = now->process;
	own_address_of(sk, family, record);
	record->net_namespace = socket_namespace(sk);
	record->protocol = BPF_CORE_READ(sk, sk_protocol);
	record->hook = hook;
	record->reserved = 0;
	submit(record);
}

/*
 * Whoever accepts at an awaited port has its socket, though another may have bound it: systemd for its
 * socket units, inetd, a supervisor.
 */
static __always_inline void handle_accept(struct sys_enter *call, __u32 hook)
{
	struct descriptors open;
	struct running now;
	struct sock *sk;
	__u16 family, port;
	int is_ignored;

	if (!awaits_ports)
		return;
	open = descriptors_of((struct task_struct *)bpf_get_current_task());
	sk = socket_of(file_of(&open, call->arguments[0]));
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	port = BPF_CORE_READ(sk, __sk_common.skc_num);
	if ((family != AF_INET && family != AF_INET6) || !bpf_map_lookup_elem(&awaited_ports, &port))
		return;
	is_ignored = !look(&now);
	if (is_ignored)
		look_at_ignored(&now, 0);
	if (!begins_to_take(&now, port))
		return;
	if (is_ignored) {
		look_at_ignored(&now, 1);
		watch_running(&now);
	}
	report_taker(&now, sk, family, hook);
}

SEC("tracepoint/syscalls/sys_enter_accept")
int on_accept(struct sys_enter *call)
{
	handle_accept(call, WIRE_HOOK_on_accept);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_accept4")
int on_accept4(struct sys_enter *call)
{
	handle_accept(call, WIRE_HOOK_on_accept4);
	return 0;
}
