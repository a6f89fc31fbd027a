/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What is kept of those of whom nothing is reported. */
#include "kernel.h"
#include "wire.h"
#include "state.h"

/*
 * A slot for each of the last pids, so the next with the same lower bits takes it: no look-up, no lock, and
 * nothing is moved. Two processors that write one slot at once leave two different numbers in it.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, WIRE_STRANGERS_MAX);
	__type(key, __u32);
	__type(value, struct wire_stranger);
} strangers SEC(".maps");

static __always_inline void take_words(struct wire_stranger *stranger, struct mm_struct *mm)
{
	unsigned long at = mm->arg_start, size = mm->arg_end - at;

	if (size > sizeof(stranger->arguments))
		size = sizeof(stranger->arguments);
	stranger->arguments_size = size;
	bpf_probe_read_user(stranger->arguments, size, (void *)at);
}

static __always_inline void keep_stranger(__u32 pid, struct wire_state *state,
					  struct task_struct *task, struct linux_binprm *bprm)
{
	__u32 slot = pid % WIRE_STRANGERS_MAX;
	struct wire_stranger *stranger = bpf_map_lookup_elem(&strangers, &slot);
	struct task_struct *parent = task->real_parent;

	if (!stranger)
		return;
	stranger->process = (struct wire_process){
		.program = state->program, .start = state->start, .pid = pid, .tid = pid};
	stranger->parent =
		(struct wire_process){.pid = parent->tgid, .start = start_of_typed(parent)};
	stranger->uid = task->cred->euid.val;
	stranger->gid = task->cred->egid.val;
	bpf_probe_read_kernel(stranger->comm, sizeof(stranger->comm), task->comm);
	bpf_probe_read_kernel_str(stranger->file, sizeof(stranger->file), bprm->filename);
	take_words(stranger, task->mm);
	stranger->seal = state->program;
}
