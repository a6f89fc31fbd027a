/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The first message on a server's stdin, where that is a Unix socket: clients that run in node give
 * socket pairs. The exec notes the socket, the first receive on it is reported, and once. (Pipes have no
 * tracepoint: user space follows those with inotify.)
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"

SEC("tp_btf/sock_recv_length")
int BPF_PROG(on_receive_length, struct sock *sk, int received, int flags)
{
	struct socket *socket;
	struct wire_read *record;
	struct running now;
	__u64 inode;

	if (received <= 0 || sk->__sk_common.skc_family != AF_UNIX)
		return 0;
	socket = BPF_CORE_READ(sk, sk_socket);
	if (!socket)
		return 0;
	inode = BPF_CORE_READ((struct socket_alloc *)socket, vfs_inode.i_ino);
	if (!bpf_map_lookup_elem(&awaited, &inode))
		return 0;
	/* Of two that read at once one deletes it and reports. */
	if (bpf_map_delete_elem(&awaited, &inode))
		return 0;
	if (!look(&now))
		look_at_ignored(&now, 0);
	record = reserve_for(WIRE_HOOK_on_receive_length, sizeof(*record), WIRE_READ);
	if (!record)
		return 0;
	record->process = now.process;
	record->inode = inode;
	submit(record);
	return 0;
}
