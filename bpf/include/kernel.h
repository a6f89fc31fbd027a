/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Every kernel field that Egret reads, and no other. CO-RE finds the offsets on the running kernel
 * (preserve_access_index), so a struct here holds only the members that are used.
 */
#ifndef EGRET_KERNEL_H
#define EGRET_KERNEL_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_tracing.h>

/* libbpf fills it in; code for another kernel is never looked at by the verifier. */
extern int LINUX_KERNEL_VERSION __kconfig;
/* bpf_get_current_task_btf in every kind of program that asks who is running */
#define HAS_TYPED_TASK (LINUX_KERNEL_VERSION >= 0x060100)

/* Since 6.2: the kernel's own struct behind a program's view of it, readable by its type. */
extern void *bpf_cast_to_kern_ctx(void *) __ksym __weak;

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct ns_common {
	unsigned int inum;
};
struct user_namespace {
	struct ns_common ns;
};
struct net {
	struct ns_common ns;
};
struct mnt_namespace {
	struct ns_common ns;
};
struct pid_namespace {
	struct ns_common ns;
};
struct nsproxy {
	struct mnt_namespace *mnt_ns;
	struct net *net_ns;
	struct pid_namespace *pid_ns_for_children;
};

typedef struct {
	unsigned int val;
} kuid_t;
typedef struct {
	unsigned int val;
} kgid_t;
struct cred {
	kuid_t euid;
	kgid_t egid;
	struct user_namespace *user_ns;
};

struct qstr {
	unsigned int len;
	const unsigned char *name;
};
struct super_block {
	unsigned long s_magic;
};
struct inode {
	unsigned short i_mode;
	unsigned int i_rdev;
	unsigned long i_ino;
	struct super_block *i_sb;
};
struct dentry {
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
};
struct vfsmount {
	struct dentry *mnt_root;
};
struct mount {
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};
struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};
struct file {
	struct path f_path;
	struct inode *f_inode;
	unsigned int f_mode;
	void *private_data;
};
struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};
struct files_struct {
	struct fdtable *fdt;
};

struct mm_struct {
	unsigned long arg_start, arg_end, env_start, env_end;
	struct file *exe_file;
};
struct linux_binprm {
	struct file *file;
	const char *filename;
};

struct hlist_node {
	struct hlist_node *next;
};
struct hlist_head {
	struct hlist_node *first;
};
struct pid {
	struct hlist_head tasks[4]; /* indexed by enum pid_type */
};
struct proc_inode {
	struct pid *pid;
	struct inode vfs_inode;
};
typedef struct {
	int counter;
} atomic_t;
struct signal_struct {
	atomic_t live;
};

struct thread_info {
	__u32 status;
};
struct task_struct {
	struct thread_info thread_info;
	void *stack;
	unsigned int flags;
	int exit_code;
	int pid;
	int tgid;
	struct task_struct *real_parent;
	struct task_struct *group_leader;
	__u64 start_boottime;
	__u64 self_exec_id;
	struct cred *cred;
	kuid_t loginuid;
	char comm[16];
	struct files_struct *files;
	struct nsproxy *nsproxy;
	struct signal_struct *signal;
	struct mm_struct *mm;
	struct hlist_node pid_links[4];
};

struct sockaddr_un {
	unsigned short sun_family;
	char sun_path[108];
};
struct sock;
struct bpf_sock_addr_kern {
	struct sock *sk;
	struct sockaddr_un *uaddr;
	__u32 uaddrlen;
};
typedef struct {
	struct net *net;
} possible_net_t;
struct in6_addr {
	__u8 in6_u[16];
};
struct sock_common {
	possible_net_t skc_net;
	unsigned short skc_family;
	volatile unsigned char skc_state;
	__u32 skc_daddr;
	__u32 skc_rcv_saddr;
	__u16 skc_dport;
	__u16 skc_num;
	struct in6_addr skc_v6_daddr;
	struct in6_addr skc_v6_rcv_saddr;
	void *skc_prot;
	unsigned long skc_flags;
};
struct socket {
	struct file *file;
	struct sock *sk;
};
struct sock {
	struct sock_common __sk_common;
	unsigned short sk_protocol;
	int sk_err;
	struct socket *sk_socket;
};
/* include/net/sock.h: the socket stands first. */
struct socket_alloc {
	struct socket socket;
	struct inode vfs_inode;
};
struct unix_address {
	int len;
	struct sockaddr_un name[0];
};
struct unix_sock {
	struct unix_address *addr;
	struct sock *peer;
};
struct inet_connection_sock {
	void *icsk_ulp_data;
};
struct mptcp_subflow_context {
	struct sock *conn;
};
struct rtnl_link_ops {
	const char *kind;
};
struct net_device {
	struct rtnl_link_ops *rtnl_link_ops;
};
struct sk_buff {
	struct net_device *dev;
};
struct flowi_common {
	int flowic_iif;
	__u8 flowic_proto;
};
struct flowi4 {
	struct flowi_common __fl_common;
	__u32 daddr;
	union {
		struct {
			__u16 dport;
		} ports;
	} uli;
};
struct flowi6 {
	struct flowi_common __fl_common;
	struct in6_addr daddr;
	union {
		struct {
			__u16 dport;
		} ports;
	} uli;
};
struct tcp_sock {
	__u32 snd_nxt;
	__u32 write_seq;
	__u64 bytes_sent;
	__u64 bytes_retrans;
	__u64 bytes_acked;
	__u64 bytes_received;
};

#if defined(__TARGET_ARCH_x86)
struct pt_regs___x86 {
	unsigned long si, di, orig_ax;
};
#endif

#pragma clang attribute pop

/* include/linux/sched.h */
#define PF_IO_WORKER 0x00000010
#define PF_KTHREAD 0x00200000
/* arch/x86/include/asm/thread_info.h: a 32-bit system call is under way */
#define TS_COMPAT 0x0002

#define AF_UNSPEC 0
#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define AF_NETLINK 16
#define AF_SMC 43
#define SOCK_STREAM 1
#define SOCK_DGRAM 2

#endif
