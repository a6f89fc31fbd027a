/* SPDX-License-Identifier: Apache-2.0 */
/* The one place that says which system calls are refused, to whom, and why. */
#ifndef FILTER_TABLE_H
#define FILTER_TABLE_H

#include "Filter.h"
#include <sys/syscall.h>

/* What of a call is let through. */
enum condition {
	NEVER,
	UNKNOWN, /* never, and as if the kernel did not have it */
	FAMILIES,
	COMMANDS,
	NET_NAMESPACE,
	NO_NAMESPACES,
	NOT_BOTH,
	NOT_EXECUTABLE,
	NOT_SHARED_EXECUTABLE,
	NO_PROCESS,
	TRACE_NO_PROCESS,
	NO_DESCRIPTOR,
};

struct row {
	struct egret_refusal told;
	long number;
	enum condition condition;
};

#define ROW(name, condition, whose, but, why) {{#name, but, why, whose}, SYS_##name, condition}

#define BOTH (EGRET_WATCHER | EGRET_CANARY)
#define ALL (EGRET_WATCHER | EGRET_CANARY | EGRET_UNIT)

#define REACH "it opens no connection"
#define SERVE "it listens nowhere"
#define RUN "it starts no program"
#define HANDS "it reaches into no process"
#define MODULES "it changes no kernel code"
#define MOUNTS "it mounts nothing after its start"
#define SPACES "it makes no namespace"
#define AROUND "a way past this filter"
#define ENDS "it ends nobody's process"
#define MACHINE "it leaves the machine's settings"
#define KEYS "it keeps no keys"
#define MEMORY "no memory becomes code"
#define HANDLES "a handle opens a file past its folder"
#define KERNEL "it loads no eBPF program after its start"

/* First rows with a condition, then the rest by reason. */
static const struct row table[] = {
	ROW(socket, FAMILIES, EGRET_WATCHER, "`AF_UNIX`; netlink's `SOCK_DIAG`, `ROUTE`", REACH),
	ROW(socket, FAMILIES, EGRET_CANARY, "`AF_UNIX`, `AF_INET`, `AF_INET6`", "its acts need no other"),
	ROW(setns, NET_NAMESPACE, EGRET_WATCHER, "`CLONE_NEWNET`", "only to ask which sockets are open there"),
	ROW(setns, NEVER, EGRET_CANARY, "", SPACES),
	ROW(clone, NO_NAMESPACES, BOTH, "processes and threads without new namespaces", SPACES),
	ROW(clone3, UNKNOWN, BOTH, "", "its flags cannot be read; glibc then uses `clone`"),
	ROW(bpf, COMMANDS, EGRET_WATCHER,
	    "elements of maps; `OBJ_GET_INFO_BY_FD`; `LINK_CREATE`, `RAW_TRACEPOINT_OPEN`; `ENABLE_STATS`", KERNEL),
	ROW(bpf, NEVER, EGRET_CANARY, "", KERNEL),
	ROW(perf_event_open, NEVER, EGRET_CANARY, "", "it attaches nothing"),
	ROW(mmap, NOT_BOTH, BOTH, "writable or executable, not both", MEMORY),
	ROW(mprotect, NOT_EXECUTABLE, BOTH, "without `PROT_EXEC`", MEMORY),
	ROW(pkey_mprotect, NOT_EXECUTABLE, BOTH, "without `PROT_EXEC`", MEMORY),
	ROW(shmat, NOT_SHARED_EXECUTABLE, BOTH, "without `SHM_EXEC`", MEMORY),
	ROW(ptrace, NEVER, EGRET_WATCHER, "", HANDS),
	ROW(ptrace, TRACE_NO_PROCESS, EGRET_CANARY, "of process 0, which is none: an act", HANDS),
	ROW(process_vm_writev, NEVER, EGRET_WATCHER, "", HANDS),
	ROW(process_vm_writev, NO_PROCESS, EGRET_CANARY, "of process 0, which is none: an act", HANDS),
	ROW(pidfd_getfd, NEVER, EGRET_WATCHER, "", HANDS),
	ROW(pidfd_getfd, NO_DESCRIPTOR, EGRET_CANARY, "of descriptor -1: an act", HANDS),
	ROW(execve, NEVER, EGRET_WATCHER, "", RUN),
	ROW(execveat, NEVER, EGRET_WATCHER, "", RUN),
	ROW(bind, NEVER, EGRET_WATCHER, "", SERVE),
	ROW(listen, NEVER, EGRET_WATCHER, "", SERVE),
	ROW(accept, NEVER, EGRET_WATCHER, "", SERVE),
	ROW(accept4, NEVER, EGRET_WATCHER, "", SERVE),
	ROW(kill, NEVER, EGRET_WATCHER, "", ENDS),
	ROW(tkill, NEVER, EGRET_WATCHER, "", ENDS),
	ROW(rt_sigqueueinfo, NEVER, BOTH, "", ENDS),
	ROW(rt_tgsigqueueinfo, NEVER, BOTH, "", ENDS),
	ROW(pidfd_send_signal, NEVER, BOTH, "", ENDS),
	ROW(memfd_create, NEVER, BOTH, "", RUN),
	ROW(process_vm_readv, NEVER, ALL, "", HANDS),
	ROW(process_madvise, NEVER, ALL, "", HANDS),
	ROW(kcmp, NEVER, ALL, "", HANDS),
	ROW(init_module, NEVER, ALL, "", MODULES),
	ROW(finit_module, NEVER, ALL, "", MODULES),
	ROW(delete_module, NEVER, ALL, "", MODULES),
	ROW(kexec_load, NEVER, ALL, "", MODULES),
#ifdef SYS_kexec_file_load
	ROW(kexec_file_load, NEVER, ALL, "", MODULES),
#endif
	ROW(mount, NEVER, ALL, "", MOUNTS),
	ROW(umount2, NEVER, ALL, "", MOUNTS),
	ROW(pivot_root, NEVER, ALL, "", MOUNTS),
	ROW(chroot, NEVER, BOTH, "", MOUNTS),
	ROW(fsopen, NEVER, BOTH, "", MOUNTS),
	ROW(fsconfig, NEVER, BOTH, "", MOUNTS),
	ROW(fsmount, NEVER, BOTH, "", MOUNTS),
	ROW(fspick, NEVER, ALL, "", MOUNTS),
	ROW(move_mount, NEVER, ALL, "", MOUNTS),
	ROW(open_tree, NEVER, ALL, "", MOUNTS),
	ROW(mount_setattr, NEVER, ALL, "", MOUNTS),
	ROW(unshare, NEVER, BOTH, "", SPACES),
	ROW(io_uring_setup, NEVER, ALL, "", AROUND),
	ROW(io_uring_enter, NEVER, ALL, "", AROUND),
	ROW(io_uring_register, NEVER, ALL, "", AROUND),
	ROW(userfaultfd, NEVER, ALL, "", AROUND),
	ROW(personality, NEVER, ALL, "", AROUND),
	ROW(open_by_handle_at, NEVER, ALL, "", HANDLES),
	ROW(mknodat, NEVER, ALL, "", MACHINE),
	ROW(reboot, NEVER, ALL, "", MACHINE),
	ROW(swapon, NEVER, ALL, "", MACHINE),
	ROW(swapoff, NEVER, ALL, "", MACHINE),
	ROW(acct, NEVER, ALL, "", MACHINE),
	ROW(quotactl, NEVER, ALL, "", MACHINE),
	ROW(quotactl_fd, NEVER, ALL, "", MACHINE),
	ROW(syslog, NEVER, ALL, "", MACHINE),
	ROW(settimeofday, NEVER, ALL, "", MACHINE),
	ROW(clock_settime, NEVER, ALL, "", MACHINE),
	ROW(clock_adjtime, NEVER, ALL, "", MACHINE),
	ROW(adjtimex, NEVER, ALL, "", MACHINE),
	ROW(sethostname, NEVER, ALL, "", MACHINE),
	ROW(setdomainname, NEVER, ALL, "", MACHINE),
	ROW(add_key, NEVER, ALL, "", KEYS),
	ROW(request_key, NEVER, ALL, "", KEYS),
	ROW(keyctl, NEVER, ALL, "", KEYS),
#if defined(__x86_64__)
	ROW(iopl, NEVER, ALL, "", MACHINE),
	ROW(ioperm, NEVER, ALL, "", MACHINE),
	ROW(modify_ldt, NEVER, ALL, "", MEMORY),
	ROW(mknod, NEVER, ALL, "", MACHINE),
#endif
	{.number = 0},
};

#undef ROW
#endif
