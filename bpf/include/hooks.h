/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Every hook of Egret, a row each: an eBPF program, where it is attached, and what is said of it. The
 * order is that in which user space attaches them: processes first, so that no connection is reported
 * before the process that makes it. Everything that names a hook, on both sides, comes from here.
 *
 *   number    of the row: what records and the map "refusals" call the program
 *   program   its function in bpf/
 *   kind      TYPED (fentry too), SYSCALL, or CGROUP with the attach type of include/uapi/linux/bpf.h
 *   section   as the program's SEC() has it
 *   need      REQUIRED: Egret does not run without it; or OPTIONAL
 *   since     the oldest kernel that has what it needs
 *   before    from this kernel on another program does the same better, and it is left off; or EVERY
 *   name      what an event calls it (Events/Hook.swift); UNNAMED: no event names it
 *   records   acts of the canary (Kernel/CanaryAct.swift) of which it must write a record
 *   runs      acts that it only has to run for: it writes nothing of them that is its own
 *   lost      what Egret does not see without it
 */
#ifndef EGRET_HOOKS_H
#define EGRET_HOOKS_H

/* Since 6.7; enum bpf_attach_type of older headers ends before them. */
#define WIRE_CGROUP_UNIX_CONNECT 49
#define WIRE_CGROUP_UNIX_SENDMSG 50

/* clang-format off */
#define WIRE_HOOKS(ROW) \
	ROW(1, on_fork, TYPED, "tp_btf/sched_process_fork", REQUIRED, "5.10", EVERY, \
	    UNNAMED, "spawn", "", \
	    "forks: children are not known until they exec") \
	ROW(2, on_exec, TYPED, "tp_btf/sched_process_exec", REQUIRED, "5.10", EVERY, \
	    UNNAMED, "spawn", "", \
	    "execs: no server is recognised") \
	ROW(3, on_exit, TYPED, "tp_btf/sched_process_exit", REQUIRED, "5.10", EVERY, \
	    UNNAMED, "spawn", "", \
	    "exits: the table of processes only grows") \
	ROW(4, on_egress, CGROUP(BPF_CGROUP_INET_EGRESS), "cgroup_skb/egress", \
	    REQUIRED, "5.10", EVERY, \
	    "egress", "connected4 connected6 raw", "", \
	    "connected datagrams, raw, ICMP, SCTP, queries") \
	ROW(5, on_ingress, CGROUP(BPF_CGROUP_INET_INGRESS), "cgroup_skb/ingress", \
	    REQUIRED, "5.10", EVERY, \
	    "ingress", "answer", "connected4 connected6", \
	    "DNS answers: no destination has a name") \
	ROW(6, on_socket, CGROUP(BPF_CGROUP_INET_SOCK_CREATE), "cgroup/sock_create", \
	    OPTIONAL, "5.10", EVERY, \
	    UNNAMED, "adopted", "", \
	    "sockets that were made but not yet used") \
	ROW(7, on_connect4, CGROUP(BPF_CGROUP_INET4_CONNECT), "cgroup/connect4", \
	    REQUIRED, "5.10", EVERY, \
	    "connect4", "connect4", "", \
	    "IPv4 connections") \
	ROW(8, on_connect6, CGROUP(BPF_CGROUP_INET6_CONNECT), "cgroup/connect6", \
	    REQUIRED, "5.10", EVERY, \
	    "connect6", "connect6", "", \
	    "IPv6 connections") \
	ROW(9, on_sendmsg4, CGROUP(BPF_CGROUP_UDP4_SENDMSG), "cgroup/sendmsg4", \
	    REQUIRED, "5.10", EVERY, \
	    "sendmsg4", "sendto4 sendmsg4 sendmmsg4", "", \
	    "IPv4 datagrams") \
	ROW(10, on_sendmsg6, CGROUP(BPF_CGROUP_UDP6_SENDMSG), "cgroup/sendmsg6", \
	    REQUIRED, "5.10", EVERY, \
	    "sendmsg6", "sendto6 sendmsg6 sendmmsg6", "", \
	    "IPv6 datagrams") \
	ROW(11, on_connect, SYSCALL, "tracepoint/syscalls/sys_enter_connect", \
	    REQUIRED, "5.10", EVERY, \
	    "sys_enter_connect", "connect4 connect6", "", \
	    "what connect asked for: swapped addresses, other families") \
	ROW(12, on_sendto, SYSCALL, "tracepoint/syscalls/sys_enter_sendto", \
	    REQUIRED, "5.10", EVERY, \
	    "sys_enter_sendto", "sendto4 sendto6", "", \
	    "what sendto asked for: swapped addresses, other families") \
	ROW(13, on_sendmsg, SYSCALL, "tracepoint/syscalls/sys_enter_sendmsg", \
	    REQUIRED, "5.10", EVERY, \
	    "sys_enter_sendmsg", "sendmsg4 sendmsg6", "", \
	    "what sendmsg asked for: swapped addresses, other families") \
	ROW(14, on_sendmmsg, SYSCALL, "tracepoint/syscalls/sys_enter_sendmmsg", \
	    REQUIRED, "5.10", EVERY, \
	    "sys_enter_sendmmsg", "sendmmsg4 sendmmsg6", "", \
	    "what sendmmsg asked for: swapped addresses, other families") \
	ROW(15, on_send_length, TYPED, "tp_btf/sock_send_length", OPTIONAL, "6.3", EVERY, \
	    "sock_send_length", "", "connected4 connected6", \
	    "writes on others' and older connections, where on_check_send is missing too") \
	ROW(16, on_check_send, TYPED, "fentry/security_socket_sendmsg", \
	    OPTIONAL, "5.11", BEFORE("6.3"), \
	    "sock_send_length", "", "connected4 connected6", \
	    "writes on connections that another process made, or that are older than Egret") \
	ROW(17, on_check_write, TYPED, "fentry/security_socket_sendmsg", \
	    OPTIONAL, "5.10", BEFORE("5.11"), \
	    "sock_send_length", "", "connected4 connected6", \
	    "writes on connections that another process made, or that are older than Egret") \
	ROW(18, on_receive_length, TYPED, "tp_btf/sock_recv_length", OPTIONAL, "6.3", EVERY, \
	    UNNAMED, "", "answer", \
	    "when a server on a socket pair took its first message") \
	ROW(19, on_state, TYPED, "tp_btf/inet_sock_set_state", OPTIONAL, "5.11", BEFORE("5.14"), \
	    UNNAMED, "", "connect4", \
	    "whether a connection was established, refused or timed out") \
	ROW(20, on_release, CGROUP(BPF_CGROUP_INET_SOCK_RELEASE), "cgroup/sock_release", \
	    OPTIONAL, "5.10", EVERY, \
	    "sock_release", "connect4", "", \
	    "the bytes and the end of a flow") \
	ROW(21, on_connect_unix, CGROUP(WIRE_CGROUP_UNIX_CONNECT), "cgroup/connect_unix", \
	    OPTIONAL, "6.7", EVERY, \
	    "unix", "connectUnix", "", \
	    "io_uring and 32-bit calls to local brokers") \
	ROW(22, on_sendmsg_unix, CGROUP(WIRE_CGROUP_UNIX_SENDMSG), "cgroup/sendmsg_unix", \
	    OPTIONAL, "6.7", EVERY, \
	    "unix", "sendUnix", "", \
	    "datagrams of io_uring and 32-bit calls to local brokers") \
	ROW(23, on_unix_connected, TYPED, "fentry/security_unix_stream_connect", \
	    OPTIONAL, "5.10", BEFORE("6.7"), \
	    "unix_connected", "connectUnix", "", \
	    "brokers by another path, by io_uring and by 32-bit calls") \
	ROW(24, on_socket_made, TYPED, "fentry/security_socket_create", \
	    OPTIONAL, "5.10", BEFORE("6.3"), \
	    "sys_enter_socket", "", "connect4", \
	    "sockets of other families made by io_uring and 32-bit calls") \
	ROW(25, on_route4, TYPED, "tp_btf/fib_table_lookup", OPTIONAL, "5.10", EVERY, \
	    "route", "", "connect4", \
	    "the far ends of tunnels") \
	ROW(26, on_route6, TYPED, "tp_btf/fib6_table_lookup", OPTIONAL, "5.10", EVERY, \
	    "route", "", "connect6", \
	    "the far ends of tunnels") \
	ROW(27, on_sys_socket, SYSCALL, "tracepoint/syscalls/sys_enter_socket", \
	    OPTIONAL, "5.10", EVERY, \
	    "sys_enter_socket", "", "connect4", \
	    "sockets of families without an IP address") \
	ROW(28, on_ioctl, SYSCALL, "tracepoint/syscalls/sys_enter_ioctl", OPTIONAL, "5.10", EVERY, \
	    "sys_enter_ioctl", "tunnel", "", \
	    "TUN and TAP devices") \
	ROW(29, on_ptrace, SYSCALL, "tracepoint/syscalls/sys_enter_ptrace", OPTIONAL, "5.10", EVERY, \
	    "sys_enter_ptrace", "ptrace", "", \
	    "code put into another process") \
	ROW(30, on_pidfd_getfd, SYSCALL, "tracepoint/syscalls/sys_enter_pidfd_getfd", \
	    OPTIONAL, "5.10", EVERY, \
	    "sys_enter_pidfd_getfd", "getDescriptor", "", \
	    "descriptors taken from another process") \
	ROW(31, on_vm_writev, SYSCALL, "tracepoint/syscalls/sys_enter_process_vm_writev", \
	    OPTIONAL, "5.10", EVERY, \
	    "sys_enter_process_vm_writev", "writeMemory", "", \
	    "memory of another process written") \
	ROW(32, on_seek, SYSCALL, "tracepoint/syscalls/sys_enter_lseek", OPTIONAL, "5.10", EVERY, \
	    "sys_enter_pwrite64", "", "seek", \
	    "the same through its file, by write") \
	ROW(33, on_pwrite, SYSCALL, "tracepoint/syscalls/sys_enter_pwrite64", \
	    OPTIONAL, "5.10", EVERY, \
	    "sys_enter_pwrite64", "", "writeAt", \
	    "the same through its file, by pwrite") \
	ROW(34, on_error, TYPED, "tp_btf/inet_sk_error_report", OPTIONAL, "5.14", EVERY, \
	    UNNAMED, "", "connect4", \
	    "whether a connection was refused or timed out") \
	ROW(35, on_bind4, CGROUP(BPF_CGROUP_INET4_POST_BIND), "cgroup/post_bind4", \
	    OPTIONAL, "5.10", EVERY, \
	    "bind4", "connect4", "", \
	    "servers that are spoken to by URL, over IPv4") \
	ROW(36, on_bind6, CGROUP(BPF_CGROUP_INET6_POST_BIND), "cgroup/post_bind6", \
	    OPTIONAL, "5.10", EVERY, \
	    "bind6", "connect6", "", \
	    "servers that are spoken to by URL, over IPv6") \
	ROW(37, on_accept, SYSCALL, "tracepoint/syscalls/sys_enter_accept", \
	    OPTIONAL, "5.10", EVERY, \
	    "accept", "", "connect4", \
	    "servers that are spoken to by URL, on a socket that another process made") \
	ROW(38, on_accept4, SYSCALL, "tracepoint/syscalls/sys_enter_accept4", \
	    OPTIONAL, "5.10", EVERY, \
	    "accept", "", "connect4", \
	    "servers that are spoken to by URL, on a socket that another process made")
/* clang-format on */

#define WIRE_HOOK_NUMBER(number, program, ...) WIRE_HOOK_##program = number,
#define WIRE_HOOK_POSITION(number, program, ...) WIRE_HOOK_POSITION_##program,
#define WIRE_HOOK_IN_PLACE(number, program, ...) \
	_Static_assert((int)WIRE_HOOK_##program == (int)WIRE_HOOK_POSITION_##program, \
		       "the rows of hooks.h are numbered from 1, without a gap: " #program);

/* The row of each program; 0 is none. */
enum wire_hook { WIRE_HOOKS(WIRE_HOOK_NUMBER) };

enum wire_hook_position {
	WIRE_HOOK_POSITION_NONE = 0,
	WIRE_HOOKS(WIRE_HOOK_POSITION)
	WIRE_HOOK_NUMBERS, /* one more than the last */
};
WIRE_HOOKS(WIRE_HOOK_IN_PLACE)

#ifndef __bpf__
/* What user space reads of a row; wire.c has them. */
enum wire_hook_kind {
	WIRE_KIND_TYPED = 1,
	WIRE_KIND_SYSCALL = 2,
	WIRE_KIND_CGROUP = 3,
};

struct wire_hook_row {
	const char *program;
	const char *section;
	const char *since;
	const char *before; /* NULL: every kernel after that is to have it */
	const char *name;   /* NULL: no event names it */
	const char *records;
	const char *runs;
	const char *lost;
	unsigned int number;
	enum wire_hook_kind kind;
	unsigned int attach_type; /* of a cgroup hook */
	unsigned int is_required;
};

/* NULL where there is no such row. */
const struct wire_hook_row *wire_hook_row(unsigned int number);
#endif

#endif
