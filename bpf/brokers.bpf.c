/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Unix sockets, however the call was made: since 6.7 (commit 859051dd165e) a cgroup hook has the
 * kernel's own copy of the name. libbpf before 1.4 does not know these sections: user space sets
 * the type.
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"

extern void *bpf_cast_to_kern_ctx(void *) __ksym __weak;

static __always_inline void tell_broker(struct bpf_sock_addr *ctx, __u32 writer)
{
	struct bpf_sock_addr_kern *kernel;
	struct wire_asked *record;
	struct running now;
	__u32 size;

	look(&now);
	if (now.interest == WIRE_IGNORED)
		return;
	kernel = bpf_cast_to_kern_ctx(ctx);
	record = reserve_for(writer, sizeof(*record), WIRE_ASKED);
	if (!record)
		return;
	record->process = now.process;
	record->address = (struct wire_address){.family = AF_UNIX};
	record->hook = WIRE_HOOK_UNIX;
	record->state = WIRE_ASKED_READ;
	record->index = 0;
	__builtin_memset(record->path, 0, sizeof(record->path) + sizeof(record->reserved));
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
	if (!is_ignored())
		tell_broker(ctx, WIRE_BY_CONNECT_UNIX);
	return 1;
}

SEC("cgroup/sendmsg_unix")
int on_sendmsg_unix(struct bpf_sock_addr *ctx)
{
	if (!is_ignored())
		tell_broker(ctx, WIRE_BY_SENDMSG_UNIX);
	return 1;
}
