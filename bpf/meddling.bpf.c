/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Ways around the address hooks: other families, TUN, and hands in another process. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"

/* include/uapi/linux/ptrace.h, if_tun.h */
#define PTRACE_ATTACH 16
#define PTRACE_SEIZE 0x4206
#define TUNSETIFF 0x400454ca
#define AF_TUN 0xffff /* no family: a TUN or TAP device was opened */

static __always_inline int has_address_hook(__u16 family)
{
	return family == AF_UNSPEC || family == AF_UNIX || family == AF_INET ||
	       family == AF_INET6 || family == AF_NETLINK;
}

SEC("tracepoint/syscalls/sys_enter_socket")
int on_sys_socket(struct sys_enter *call)
{
	__u16 family = call->arguments[0];
	struct running now;

	if (has_address_hook(family) || is_ignored())
		return 0;
	look(&now);
	tell_family(&now, family, WIRE_HOOK_SYS_SOCKET);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_ioctl")
int on_ioctl(struct sys_enter *call)
{
	struct running now;

	if ((__u32)call->arguments[1] != TUNSETIFF || is_ignored())
		return 0;
	look(&now);
	tell_family(&now, AF_TUN, WIRE_HOOK_SYS_IOCTL);
	return 0;
}

static __always_inline __u32 writer_of_call(__u32 call)
{
	return call == WIRE_PTRACE	 ? WIRE_BY_PTRACE :
	       call == WIRE_PIDFD_GETFD ? WIRE_BY_PIDFD_GETFD :
					  WIRE_BY_VM_WRITEV;
}

static __always_inline void tell_meddling(__u32 target, __u32 what)
{
	struct wire_meddled *record;
	struct running now;

	look(&now);
	record = reserve_for(writer_of_call(what), sizeof(*record), WIRE_MEDDLED);
	if (!record)
		return;
	record->process = now.process;
	record->target = target;
	record->call = what;
	submit(record);
}

SEC("tracepoint/syscalls/sys_enter_ptrace")
int on_ptrace(struct sys_enter *call)
{
	long request = call->arguments[0];

	if (request != PTRACE_ATTACH && request != PTRACE_SEIZE)
		return 0;
	if (!is_ignored())
		tell_meddling(call->arguments[1], WIRE_PTRACE);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_pidfd_getfd")
int on_pidfd_getfd(struct sys_enter *call)
{
	if (!is_ignored())
		tell_meddling(0, WIRE_PIDFD_GETFD);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_process_vm_writev")
int on_vm_writev(struct sys_enter *call)
{
	if (!is_ignored())
		tell_meddling(call->arguments[0], WIRE_VM_WRITEV);
	return 0;
}
