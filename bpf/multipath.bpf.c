/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * MPTCP: a kernel thread makes the further ways of a connection, to addresses that the other side
 * names. They belong to whoever made the connection's own socket.
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"

/* By the address of the socket in the kernel; never shown. A cache that may forget. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, struct wire_process);
} connections SEC(".maps");

/* A process of interest made one: until then no socket needs to be looked at for it. */
__u32 has_multipath = 0;

static __always_inline void note_connection(struct sock *sk, struct wire_process *owner)
{
	__u64 key = (unsigned long)sk;

	bpf_map_update_elem(&connections, &key, owner, BPF_ANY);
	has_multipath = 1;
}

/* Who made the connection that a socket of TCP is a further way of; NULL for any other. */
static __always_inline struct wire_process *maker_of(struct sock *way)
{
	struct mptcp_subflow_context *context;
	__u64 key;

	if (!bpf_core_type_exists(struct mptcp_subflow_context))
		return NULL;
	context = BPF_CORE_READ((struct inet_connection_sock *)way, icsk_ulp_data);
	if (!context)
		return NULL;
	key = (unsigned long)BPF_CORE_READ(context, conn);
	return bpf_map_lookup_elem(&connections, &key);
}
