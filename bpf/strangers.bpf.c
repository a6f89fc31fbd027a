/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What is kept of those of whom nothing is reported. */
#include "kernel.h"
#include "wire.h"
#include "state.h"

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, struct wire_stranger);
} strangers SEC(".maps");

/* Too large for the stack. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct wire_stranger);
} newcomer SEC(".maps");

static __always_inline void take_words(struct wire_stranger *stranger, struct task_struct *task)
{
	unsigned long at = BPF_CORE_READ(task, mm, arg_start);
	unsigned long size = BPF_CORE_READ(task, mm, arg_end) - at;

	__builtin_memset(stranger->arguments, 0, sizeof(stranger->arguments));
	if (size > sizeof(stranger->arguments))
		size = sizeof(stranger->arguments);
	bpf_probe_read_user(stranger->arguments, size, (void *)at);
}

static __always_inline void keep_stranger(__u32 pid, struct wire_state *state,
					  struct task_struct *task, struct linux_binprm *bprm)
{
	struct task_struct *parent = BPF_CORE_READ(task, real_parent);
	__u32 zero = 0;
	struct wire_stranger *stranger = bpf_map_lookup_elem(&newcomer, &zero);

	if (!stranger)
		return;
	stranger->process = (struct wire_process){
		.program = state->program, .start = state->start, .pid = pid, .tid = pid};
	stranger->parent = (struct wire_process){.pid = BPF_CORE_READ(parent, tgid),
						 .start = start_of(parent)};
	stranger->uid = BPF_CORE_READ(task, cred, euid.val);
	stranger->gid = BPF_CORE_READ(task, cred, egid.val);
	BPF_CORE_READ_INTO(&stranger->comm, task, comm);
	bpf_probe_read_kernel_str(stranger->file, sizeof(stranger->file),
				  BPF_CORE_READ(bprm, filename));
	take_words(stranger, task);
	bpf_map_update_elem(&strangers, &pid, stranger, BPF_ANY);
}
