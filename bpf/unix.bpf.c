/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Unix sockets, however the call was made: since 6.7 (commit 859051dd165e) a cgroup hook has the
 * kernel's own copy of the name. libbpf before 1.4 does not know these sections: user space sets
 * the type.
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"

static __always_inline __u32 socket_inode(struct sock *sk)
{
	return BPF_CORE_READ(sk, sk_socket, file, f_inode, i_ino);
}

static __always_inline void report_name(struct bpf_sock_addr *ctx, __u8 hook)
{
	struct bpf_sock_addr_kern *kernel;
	struct bpf_sock *sk = ctx->sk;
	struct wire_asked *record;
	struct running now;
	__u32 size;

	barrier_var(sk); /* the verifier refuses a member read through an advanced ctx */
	if (!look(&now))
		return;
	kernel = bpf_cast_to_kern_ctx(ctx);
	record = reserve_for(hook, sizeof(*record), WIRE_ASKED);
	if (!record)
		return;
	record->process = now.process;
	record->address = (struct wire_address){.family = AF_UNIX};
	record->hook = hook;
	record->state = WIRE_ASKED_READ;
	record->index = 0;
	__builtin_memset(record->path, 0, sizeof(record->path));
	record->inode = socket_inode(kernel_socket(sk));
	size = BPF_CORE_READ(kernel, uaddrlen);
	record->size = size > 2 && size <= 2 + WIRE_UNIX_PATH_MAX ? size - 2 : 0;
	if (record->size)
		bpf_probe_read_kernel(record->path, sizeof(record->path),
				      &BPF_CORE_READ(kernel, uaddr)->sun_path);
	submit(record);
}

SEC("cgroup/connect_unix")
int on_connect_unix(struct bpf_sock_addr *ctx)
{
	report_name(ctx, WIRE_HOOK_on_connect_unix);
	return 1;
}

SEC("cgroup/sendmsg_unix")
int on_sendmsg_unix(struct bpf_sock_addr *ctx)
{
	report_name(ctx, WIRE_HOOK_on_sendmsg_unix);
	return 1;
}

/*
 * The name that the other end is bound to: no link, mount or working directory of the caller's
 * changes it.
 */
static __always_inline void report_bound(struct running *now, struct sock *sk, struct sock *peer,
					 __u8 hook)
{
	struct unix_address *bound = BPF_CORE_READ((struct unix_sock *)peer, addr);
	const char *from = (void *)bound + bpf_core_field_offset(struct unix_address, name) +
			   bpf_core_field_offset(struct sockaddr_un, sun_path);
	struct wire_asked *record;
	__s64 size;

	if (!bound)
		return;
	record = reserve_for(hook, sizeof(*record), WIRE_ASKED);
	if (!record)
		return;
	record->process = now->process;
	record->address = (struct wire_address){.family = AF_UNIX};
	record->hook = hook;
	record->state = WIRE_ASKED_READ;
	record->index = 0;
	record->size = 0;
	__builtin_memset(record->path, 0, sizeof(record->path));
	record->inode = socket_inode(sk);
	size = (__s64)BPF_CORE_READ(bound, len) - 2;
	barrier_var(size);
	if (size > WIRE_UNIX_PATH_MAX)
		size = WIRE_UNIX_PATH_MAX;
	if (size > 0 && !bpf_probe_read_kernel(record->path, size, from))
		record->size = size;
	submit(record);
}

/* The first that is sent on a Unix socket shows where it goes, whoever connected it and how. */
static __always_inline void handle_unix_send(struct sock *sk, struct running *now)
{
	struct sock *peer = BPF_CORE_READ((struct unix_sock *)sk, peer);
	struct socket_state *state;

	if (!peer)
		return;
	state = bpf_sk_storage_get(&sockets, sk, NULL, BPF_SK_STORAGE_GET_F_CREATE);
	if (!state || state->reported.family)
		return;
	state->reported.family = AF_UNIX;
	report_bound(now, sk, peer, WIRE_HOOK_on_send_length);
}

/* Before 6.7 there is none of the two above: every connect, by the end it found. */
SEC("fentry/security_unix_stream_connect")
int BPF_PROG(on_unix_connected, struct sock *sk, struct sock *other, struct sock *accepted)
{
	struct running now;

	if (look(&now))
		report_bound(&now, sk, other, WIRE_HOOK_on_unix_connected);
	return 0;
}
