/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What an exec record says of a process: its program, its arguments, its surroundings. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "state.h"
#include "files.h"

#define COMPONENTS_MAX 24
#define COMPONENT_MAX 256
#define FILE_MAX 512

/* include/uapi/linux/stat.h */
#define S_IFMT 0170000
#define S_IFSOCK 0140000

/* Where the last run, the environment, begins at the latest. */
#define ENVIRONMENT_AT (WIRE_PATH_MAX + FILE_MAX + WIRE_ARGUMENTS_MAX)

/* One exec record being built; too large for the stack, and a per-CPU value has 32 KiB at most. */
struct exec_scratch {
	struct wire_exec exec;
	__u8 bytes[ENVIRONMENT_AT + WIRE_ENVIRONMENT_MAX];
};

static __always_inline void take_stdio(struct wire_exec *exec, struct task_struct *task)
{
	struct descriptors open = descriptors_of(task);

	for (__u32 i = 0; i < 3; i++) {
		struct wire_descriptor *slot = &exec->stdio[i];
		struct file *file = file_of(&open, i);
		struct inode *inode;

		*slot = (struct wire_descriptor){};
		if (!file)
			continue;
		inode = BPF_CORE_READ(file, f_inode);
		slot->inode = BPF_CORE_READ(inode, i_ino);
		slot->mode = BPF_CORE_READ(inode, i_mode);
		slot->device = BPF_CORE_READ(inode, i_rdev);
	}
}

/* A socket at stdin may be a client's: its first message says when a server began to serve. */
static __always_inline void await_message(struct wire_exec *exec)
{
	__u64 inode = exec->stdio[0].inode, program = exec->process.program;

	if (!receivers_hooked || (exec->stdio[0].mode & S_IFMT) != S_IFSOCK)
		return;
	if (!bpf_map_update_elem(&awaited, &inode, &program, BPF_ANY))
		exec->header.flags |= WIRE_AWAITED;
}

static __always_inline void take_namespaces(struct wire_exec *exec, struct task_struct *task)
{
	struct nsproxy *proxy = BPF_CORE_READ(task, nsproxy);

	exec->net_namespace = BPF_CORE_READ(proxy, net_ns, ns.inum);
	exec->mount_namespace = BPF_CORE_READ(proxy, mnt_ns, ns.inum);
	exec->pid_namespace = BPF_CORE_READ(proxy, pid_ns_for_children, ns.inum);
	exec->user_namespace = BPF_CORE_READ(task, cred, user_ns, ns.inum);
}

static __always_inline void take_identity(struct wire_exec *exec, struct task_struct *task)
{
	struct task_struct *parent = BPF_CORE_READ(task, real_parent);
	struct wire_state *state;

	exec->parent.pid = BPF_CORE_READ(parent, tgid);
	exec->parent.tid = BPF_CORE_READ(parent, pid);
	exec->parent.start = start_of(parent);
	state = state_of(exec->parent.pid, exec->parent.start);
	exec->parent.program = state ? state->program : 0;
	exec->uid = BPF_CORE_READ(task, cred, euid.val);
	exec->gid = BPF_CORE_READ(task, cred, egid.val);
	exec->login = ~0u;
	if (bpf_core_field_exists(task->loginuid))
		exec->login = BPF_CORE_READ(task, loginuid.val);
	BPF_CORE_READ_INTO(&exec->comm, task, comm);
}

/*
 * The path from the file up to the root of the mount tree: components, last first, each ended by 0.
 * Returns the bytes written.
 *
 * They are counted in the record, not in a variable: what the verifier reads from there it knows nothing
 * of, so all ways into one turn of the loop look alike to it and it follows one. Else it follows each
 * mix of components and mounts with its own bounds, sixty thousand instructions in each program.
 */
static __always_inline __u32 take_path(struct wire_exec *exec, __u8 *bytes, struct file *file)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry), *parent;
	struct vfsmount *vfs = BPF_CORE_READ(file, f_path.mnt);
	struct mount *mount = (void *)vfs - bpf_core_field_offset(struct mount, mnt);
	volatile __u16 *used = &exec->path_size;

	*used = 0;
	for (int i = 0; i < COMPONENTS_MAX; i++) {
		const unsigned char *name;
		__u32 at = *used;
		long length;

		if (dentry == BPF_CORE_READ(mount, mnt.mnt_root)) {
			struct mount *above = BPF_CORE_READ(mount, mnt_parent);

			if (above == mount)
				return at;
			dentry = BPF_CORE_READ(mount, mnt_mountpoint);
			mount = above;
			continue;
		}
		parent = BPF_CORE_READ(dentry, d_parent);
		if (parent == dentry)
			return at; /* a file of no mount: memfd */
		name = BPF_CORE_READ(dentry, d_name.name);
		if (at > WIRE_PATH_MAX - COMPONENT_MAX)
			break;
		length = bpf_probe_read_kernel_str(bytes + (at & 0x7ff), COMPONENT_MAX, name);
		if (length <= 0)
			break;
		*used = at + (length & (2 * COMPONENT_MAX - 1));
		dentry = parent;
	}
	exec->header.flags |= WIRE_CUT_PATH;
	return *used;
}

/* A run of bytes of the process's memory, and how much of it is taken at most. */
struct run {
	unsigned long from, to;
	__u32 most;
	__u16 flag; /* says that it was cut */
};

/*
 * Copies user memory to a place that is `last` at the latest; a page that is not there leaves what was
 * read before it.
 */
static __always_inline __u32 take_user(struct wire_exec *exec, __u8 *bytes, __u32 at, __u32 last,
				       struct run run)
{
	unsigned long size = run.to - run.from;

	if (run.to <= run.from)
		return 0;
	if (size > run.most) {
		size = run.most;
		exec->header.flags |= run.flag;
	}
	/* always so; said for the verifier */
	if (at > last || size > run.most)
		return 0;
	if (bpf_probe_read_user(bytes + at, size, (void *)run.from)) {
		exec->header.flags |= run.flag;
		count(WIRE_COUNT_UNREADABLE);
		return 0;
	}
	return size;
}

static __always_inline struct run arguments_of(struct mm_struct *mm, __u32 most)
{
	return (struct run){BPF_CORE_READ(mm, arg_start), BPF_CORE_READ(mm, arg_end), most,
			    WIRE_CUT_ARGUMENTS};
}

static __always_inline struct run environment_of(struct mm_struct *mm, __u32 most)
{
	return (struct run){BPF_CORE_READ(mm, env_start), BPF_CORE_READ(mm, env_end), most,
			    WIRE_CUT_ENVIRONMENT};
}

static __always_inline __u32 take_bytes(struct exec_scratch *s, struct task_struct *task,
					struct linux_binprm *bprm)
{
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	struct wire_exec *exec = &s->exec;
	long length;
	__u32 used;

	exec->path_size = used = take_path(exec, s->bytes, BPF_CORE_READ(bprm, file)) & 0x7ff;
	length = bpf_probe_read_kernel_str(&s->bytes[used], FILE_MAX, BPF_CORE_READ(bprm, filename));
	exec->file_size = length > 1 ? (length - 1) & (FILE_MAX - 1) : 0;
	used += exec->file_size;
	exec->arguments_size = take_user(exec, s->bytes, used, ENVIRONMENT_AT,
					 arguments_of(mm, WIRE_ARGUMENTS_MAX));
	used += exec->arguments_size;
	exec->environment_size = take_user(exec, s->bytes, used, ENVIRONMENT_AT,
					   environment_of(mm, WIRE_ENVIRONMENT_MAX));
	return used + exec->environment_size;
}
