/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Before 6.3 there is no sock_send_length: the kernel's own check of every send stands in for it. It
 * comes before the send and not after, and splice and sendfile pass it by.
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)
struct socket___sent {
	struct sock *sk;
};
struct sock___stored {
	void *sk_bpf_storage;
};
struct sock_name {
	__s64 counter;
};
struct sock_common___named {
	struct sock_name skc_cookie;
};
#pragma clang attribute pop

/* The next socket may lie where the last one did: then the program is another. */
struct writer {
	__u64 socket;
	__u64 program;
};

/* Where there is no socket storage in tracing (before 5.11): what was reported, by socket; it may forget. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 8192);
	__type(key, struct writer);
	__type(value, struct wire_address);
} written SEC(".maps");

static __always_inline int is_written(struct sock *sk, struct running *now,
				      struct wire_address *address)
{
	struct writer key = {.program = now->process.program};
	struct wire_address *reported;

	bpf_probe_read_kernel(&key.socket, sizeof(key.socket), &sk);
	reported = bpf_map_lookup_elem(&written, &key);
	if (reported && !__builtin_memcmp(reported, address, sizeof(*address)))
		return 1;
	bpf_map_update_elem(&written, &key, address, BPF_ANY);
	return 0;
}

/* A socket that nobody of interest made: the hooks of addresses left no state with it. */
static __always_inline void handle_unstored(struct sock *sk, struct running *now, __u16 family)
{
	struct wire_address address = {.family = family};
	struct sock_common___named *name = (void *)sk;

	if (BPF_CORE_READ((struct sock___stored *)sk, sk_bpf_storage))
		return;
	if (family != AF_INET && family != AF_INET6) {
		if (!is_written(sk, now, &address))
			report_family(now, family, WIRE_HOOK_on_check_write);
		return;
	}
	peer_of(sk, &address);
	if (address.port && !is_written(sk, now, &address))
		report_sender(sk, now, &now->process, BPF_CORE_READ(name, skc_cookie.counter),
			      &address, WIRE_HOOK_on_check_write);
}

/* 0: of no interest, or of a family whose sends say nothing here. */
static __always_inline __u16 family_of(struct sock *sk, struct running *now)
{
	__u16 family;

	if (!sk || !look(now))
		return 0;
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (family == AF_UNIX || family == AF_NETLINK)
		return 0;
	return family;
}

/* Tracing programs have socket storage since 5.11. */
SEC("fentry/security_socket_sendmsg")
int BPF_PROG(on_check_send, struct socket___sent *socket)
{
	struct sock *sk = socket->sk;
	struct running now;
	__u16 family = family_of(sk, &now);

	if (family == AF_INET || family == AF_INET6)
		handle_send(sk, &now, WIRE_HOOK_on_check_send);
	else if (family)
		handle_odd_send(sk, &now, family, WIRE_HOOK_on_check_send);
	return 0;
}

SEC("fentry/security_socket_sendmsg")
int BPF_PROG(on_check_write, struct socket___sent *socket)
{
	struct sock *sk = socket->sk;
	struct running now;
	__u16 family = family_of(sk, &now);

	if (family)
		handle_unstored(sk, &now, family);
	return 0;
}
