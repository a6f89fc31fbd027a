/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Ways around the address hooks: other families, TUN, and hands in another process. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "files.h"

/* include/uapi/linux/ptrace.h, if_tun.h */
#define PTRACE_ATTACH 16
#define PTRACE_SEIZE 0x4206
#define TUNSETIFF 0x400454ca
#define AF_TUN 0xffff /* no family: a TUN or TAP device was opened */

/* include/uapi/linux/magic.h, include/linux/fs.h */
#define PROC_MAGIC 0x9fa0
#define MODE_WRITE 2

static __always_inline int has_address_hook(__u16 family)
{
	/* SMC begins as a connection of TCP, which shows where it goes. */
	return family == AF_UNSPEC || family == AF_UNIX || family == AF_INET ||
	       family == AF_INET6 || family == AF_NETLINK || family == AF_SMC;
}

SEC("tracepoint/syscalls/sys_enter_socket")
int on_sys_socket(struct sys_enter *call)
{
	__u16 family = call->arguments[0];
	struct running now;

	if (!has_address_hook(family) && look_closely(&now))
		report_family(&now, family, WIRE_HOOK_on_sys_socket);
	return 0;
}

/* Before 6.3 no send shows a family that was asked for by a 32-bit call or by io_uring. */
SEC("fentry/security_socket_create")
int BPF_PROG(on_socket_made, int family, int type, int protocol, int kern)
{
	struct running now;
	__u8 via;

	if (kern || has_address_hook(family) || !look_closely(&now))
		return 0;
	via = via_of(now.task);
	if (via == WIRE_VIA_COMPAT || via == WIRE_VIA_IO_URING)
		report_family(&now, family, WIRE_HOOK_on_socket_made);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_ioctl")
int on_ioctl(struct sys_enter *call)
{
	struct running now;

	if ((__u32)call->arguments[1] == TUNSETIFF && look_closely(&now))
		report_family(&now, AF_TUN, WIRE_HOOK_on_ioctl);
	return 0;
}

static __always_inline void submit_meddling(struct running *now, __u32 target, __u32 what,
					    __u32 hook)
{
	struct wire_meddled *record = reserve_for(hook, sizeof(*record), WIRE_MEDDLED);

	if (!record)
		return;
	record->process = now->process;
	record->target = target;
	record->call = what;
	submit(record);
}

static __always_inline void report_meddling(__u32 target, __u32 what, __u32 hook)
{
	struct running now;

	if (look_closely(&now))
		submit_meddling(&now, target, what, hook);
}

SEC("tracepoint/syscalls/sys_enter_ptrace")
int on_ptrace(struct sys_enter *call)
{
	long request = call->arguments[0];

	if (request != PTRACE_ATTACH && request != PTRACE_SEIZE)
		return 0;
	report_meddling(call->arguments[1], WIRE_PTRACE, WIRE_HOOK_on_ptrace);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_pidfd_getfd")
int on_pidfd_getfd(struct sys_enter *call)
{
	report_meddling(0, WIRE_PIDFD_GETFD, WIRE_HOOK_on_pidfd_getfd);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_process_vm_writev")
int on_vm_writev(struct sys_enter *call)
{
	report_meddling(call->arguments[0], WIRE_VM_WRITEV, WIRE_HOOK_on_vm_writev);
	return 0;
}

/* The process whose memory a descriptor is, where it may be written to; 0 for any other file. */
static __always_inline __u32 memory_of(struct file *file)
{
	struct inode *inode = BPF_CORE_READ(file, f_inode);
	struct proc_inode *entry;
	struct hlist_node *first;
	char name[4] = {};

	if (!(BPF_CORE_READ(file, f_mode) & MODE_WRITE) ||
	    BPF_CORE_READ(inode, i_sb, s_magic) != PROC_MAGIC)
		return 0;
	bpf_probe_read_kernel(name, sizeof(name), BPF_CORE_READ(file, f_path.dentry, d_name.name));
	if (name[0] != 'm' || name[1] != 'e' || name[2] != 'm' || name[3])
		return 0;
	entry = (void *)inode - bpf_core_field_offset(struct proc_inode, vfs_inode);
	first = BPF_CORE_READ(entry, pid, tasks[0].first);
	if (!first)
		return 0;
	return BPF_CORE_READ((struct task_struct *)((void *)first -
			     bpf_core_field_offset(struct task_struct, pid_links)), tgid);
}

static __always_inline void handle_memory(struct sys_enter *call, __u32 hook)
{
	struct descriptors open;
	struct running now;
	__u32 target;

	if (!look(&now))
		return;
	open = descriptors_of(now.task);
	target = memory_of(file_of(&open, call->arguments[0]));
	if (target && target != now.process.pid)
		submit_meddling(&now, target, WIRE_PROC_MEM, hook);
}

/* Before a write(2) comes the place to write to: in a memory as large as this there is no other way. */
SEC("tracepoint/syscalls/sys_enter_lseek")
int on_seek(struct sys_enter *call)
{
	handle_memory(call, WIRE_HOOK_on_seek);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_pwrite64")
int on_pwrite(struct sys_enter *call)
{
	handle_memory(call, WIRE_HOOK_on_pwrite);
	return 0;
}
