/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* fork, exec and exit: who descends from whom, and which program runs. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"

#define COMPONENTS_MAX 24
#define COMPONENT_MAX 256
#define FILE_MAX 512

/* include/uapi/linux/stat.h */
#define S_IFMT 0170000
#define S_IFSOCK 0140000

/* The programs that began on each CPU, so that ids need no lock. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} programs SEC(".maps");

/* Where the last run, the environment, begins at the latest. */
#define ENVIRONMENT_AT (WIRE_PATH_MAX + FILE_MAX + WIRE_ARGUMENTS_MAX)

/* One exec record being built; too large for the stack, and a per-CPU value has 32 KiB at most. */
struct exec_scratch {
	struct wire_exec exec;
	__u8 bytes[ENVIRONMENT_AT + WIRE_ENVIRONMENT_MAX];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct exec_scratch);
} scratch SEC(".maps");

static __always_inline __u64 next_program(void)
{
	__u32 zero = 0;
	__u64 *number = bpf_map_lookup_elem(&programs, &zero);

	if (!number)
		return 0;
	*number += 1;
	return ((__u64)bpf_get_smp_processor_id() + 1) << 48 | *number;
}

static __always_inline void keep_state(__u32 pid, struct wire_state *state)
{
	if (bpf_map_update_elem(&processes, &pid, state, BPF_ANY))
		count(WIRE_COUNT_STATE_LOST);
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(on_fork, struct task_struct *parent, struct task_struct *child)
{
	struct wire_state state = {}, *inherited;
	struct wire_fork record = {};
	__u32 pid = BPF_CORE_READ(child, tgid);
	__u32 parent_pid = BPF_CORE_READ(parent, tgid);

	if (pid == parent_pid)
		return 0; /* a thread */
	head(&record.header, sizeof(record), WIRE_FORK);
	record.parent.pid = parent_pid;
	record.parent.tid = BPF_CORE_READ(parent, pid);
	record.parent.start = start_of(parent);
	inherited = state_of(parent_pid, record.parent.start);
	if (inherited)
		state = *inherited;
	state.start = start_of(child);
	record.parent.program = state.program;
	record.child.pid = pid;
	record.child.tid = BPF_CORE_READ(child, pid);
	record.child.start = state.start;
	record.child.program = state.program;
	record.cgroup = cgroup_of(child);
	BPF_CORE_READ_INTO(&record.comm, parent, comm);
	if (state.program)
		keep_state(pid, &state);
	output(&record.header, sizeof(record));
	return 0;
}

static __always_inline void take_stdio(struct wire_exec *exec, struct task_struct *task)
{
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **files = BPF_CORE_READ(table, fd);
	__u32 limit = BPF_CORE_READ(table, max_fds);

	for (__u32 i = 0; i < 3; i++) {
		struct wire_descriptor *slot = &exec->stdio[i];
		struct file *file = NULL;
		struct inode *inode;

		*slot = (struct wire_descriptor){};
		if (i >= limit || bpf_probe_read_kernel(&file, sizeof(file), files + i) || !file)
			continue;
		inode = BPF_CORE_READ(file, f_inode);
		slot->inode = BPF_CORE_READ(inode, i_ino);
		slot->mode = BPF_CORE_READ(inode, i_mode);
		slot->device = BPF_CORE_READ(inode, i_rdev);
	}
}

/* A socket at stdin may be a client's: its first message will tell when a server began to serve. */
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
	exec->cgroup = cgroup_of(task);
	exec->uid = BPF_CORE_READ(task, cred, euid.val);
	exec->gid = BPF_CORE_READ(task, cred, egid.val);
	exec->login = ~0u;
	if (bpf_core_field_exists(task->loginuid))
		exec->login = BPF_CORE_READ(task, loginuid.val);
	exec->session = BPF_CORE_READ(task, signal, pids[PIDTYPE_SID], numbers[0].nr);
	BPF_CORE_READ_INTO(&exec->comm, task, comm);
}

/*
 * The path from the file up to the root of the mount tree: components, last first, each ended by 0.
 * Returns the bytes written.
 */
static __always_inline __u32 take_path(struct exec_scratch *s, __u32 at, struct file *file)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry), *parent;
	struct vfsmount *vfs = BPF_CORE_READ(file, f_path.mnt);
	struct mount *mount = (void *)vfs - bpf_core_field_offset(struct mount, mnt);
	__u32 used = 0;

	for (int i = 0; i < COMPONENTS_MAX; i++) {
		const unsigned char *name;
		long length;

		if (dentry == BPF_CORE_READ(mount, mnt.mnt_root)) {
			struct mount *above = BPF_CORE_READ(mount, mnt_parent);

			if (above == mount)
				return used;
			dentry = BPF_CORE_READ(mount, mnt_mountpoint);
			mount = above;
			continue;
		}
		parent = BPF_CORE_READ(dentry, d_parent);
		if (parent == dentry)
			return used; /* a file of no mount: memfd */
		name = BPF_CORE_READ(dentry, d_name.name);
		if (used > WIRE_PATH_MAX - COMPONENT_MAX)
			break;
		length = bpf_probe_read_kernel_str(&s->bytes[(at + used) & 0x7ff], COMPONENT_MAX,
						   name);
		if (length <= 0)
			break;
		used += length & (2 * COMPONENT_MAX - 1);
		dentry = parent;
	}
	s->exec.header.flags |= WIRE_CUT_PATH;
	return used;
}

/* Copies user memory; a page that is not there leaves what was read before it. */
static __always_inline __u32 take_user(struct exec_scratch *s, __u32 at, unsigned long from,
				       unsigned long to, __u32 most, __u16 flag)
{
	unsigned long size = to - from;

	if (to <= from)
		return 0;
	if (size > most) {
		size = most;
		s->exec.header.flags |= flag;
	}
	/* always so; said for the verifier */
	if (at > ENVIRONMENT_AT || size > WIRE_ENVIRONMENT_MAX)
		return 0;
	if (bpf_probe_read_user(&s->bytes[at], size, (void *)from)) {
		s->exec.header.flags |= flag;
		count(WIRE_COUNT_UNREADABLE);
		return 0;
	}
	return size;
}

static __always_inline __u32 take_bytes(struct exec_scratch *s, struct task_struct *task,
					struct linux_binprm *bprm)
{
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	struct file *file = BPF_CORE_READ(bprm, file);
	long length;
	__u32 used;

	s->exec.path_size = used = take_path(s, 0, file) & 0x7ff;
	length = bpf_probe_read_kernel_str(&s->bytes[used], FILE_MAX, BPF_CORE_READ(bprm, filename));
	s->exec.file_size = length > 1 ? (length - 1) & (FILE_MAX - 1) : 0;
	used += s->exec.file_size;
	s->exec.arguments_size =
		take_user(s, used, BPF_CORE_READ(mm, arg_start), BPF_CORE_READ(mm, arg_end),
			  WIRE_ARGUMENTS_MAX, WIRE_CUT_ARGUMENTS);
	used += s->exec.arguments_size;
	s->exec.environment_size =
		take_user(s, used, BPF_CORE_READ(mm, env_start), BPF_CORE_READ(mm, env_end),
			  WIRE_ENVIRONMENT_MAX, WIRE_CUT_ENVIRONMENT);
	return used + s->exec.environment_size;
}

/* A watched process stays watched; any other begins its new program unclassified. */
static __always_inline void begin_program(struct wire_exec *exec, __u64 execs)
{
	struct wire_state state = {}, *old = state_of(exec->process.pid, exec->process.start);
	struct wire_verdict *verdict = NULL, copy;

	if (old) {
		exec->previous = old->program;
		verdict = bpf_map_lookup_elem(&verdicts, &exec->previous);
	}
	state.program = exec->process.program = next_program();
	state.start = exec->process.start;
	state.execs = execs;
	if (verdict && verdict->interest == WIRE_WATCHED) {
		copy = *verdict;
		if (bpf_map_update_elem(&verdicts, &state.program, &copy, BPF_ANY))
			count(WIRE_COUNT_STATE_LOST);
	}
	keep_state(exec->process.pid, &state);
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task, int old_pid, struct linux_binprm *bprm)
{
	__u32 zero = 0;
	__u64 size;
	struct exec_scratch *s = bpf_map_lookup_elem(&scratch, &zero);

	if (!s)
		return 0;
	__builtin_memset(&s->exec, 0, sizeof(s->exec));
	head(&s->exec.header, 0, WIRE_EXEC);
	s->exec.process.pid = BPF_CORE_READ(task, tgid);
	s->exec.process.tid = BPF_CORE_READ(task, pid);
	s->exec.process.start = start_of(task);
	begin_program(&s->exec, BPF_CORE_READ(task, self_exec_id));
	take_identity(&s->exec, task);
	take_namespaces(&s->exec, task);
	take_stdio(&s->exec, task);
	await_message(&s->exec);
	size = sizeof(s->exec) + take_bytes(s, task, bprm);
	barrier_var(size); /* keep the bound: the verifier must see it on this very value */
	if (size > sizeof(*s))
		return 0;
	s->exec.header.size = size;
	output(&s->exec.header, size);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_exit, struct task_struct *task)
{
	__u32 pid = BPF_CORE_READ(task, tgid), thread = BPF_CORE_READ(task, pid);
	struct wire_exit record = {};
	struct wire_state *state;

	bpf_map_delete_elem(&asked, &thread);
	/* The leader may leave before its threads do: only the last one ends the process. */
	if (BPF_CORE_READ(task, signal, live.counter) > 0)
		return 0;
	head(&record.header, sizeof(record), WIRE_EXIT);
	record.process.pid = pid;
	record.process.tid = thread;
	record.process.start = start_of(task);
	state = state_of(pid, record.process.start);
	record.process.program = state ? state->program : 0;
	record.code = BPF_CORE_READ(task, exit_code);
	if (state)
		bpf_map_delete_elem(&processes, &pid);
	output(&record.header, sizeof(record));
	return 0;
}
