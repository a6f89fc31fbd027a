/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* fork and exit: who descends from whom. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "state.h"

SEC("tp_btf/sched_process_fork")
int BPF_PROG(on_fork, struct task_struct *parent, struct task_struct *child)
{
	struct wire_state state = {}, *inherited;
	struct wire_fork record = {};
	__u32 pid = child->tgid, parent_pid = parent->tgid;

	if (pid == parent_pid)
		return 0; /* a thread */
	record.parent.pid = parent_pid;
	record.parent.start = start_of_typed(parent);
	inherited = state_of(parent_pid, record.parent.start);
	if (inherited)
		state = *inherited;
	state.start = start_of_typed(child);
	state.execs = child->self_exec_id;
	state.is_told = parent_pid == own_pid || !begets_strangers(inherited);
	if (!state.is_told) {
		estrange(&state);
		keep_state(pid, &state);
		return 0;
	}
	head(&record.header, sizeof(record), WIRE_FORK);
	record.parent.tid = parent->pid;
	record.parent.program = state.program;
	record.child.pid = pid;
	record.child.tid = child->pid;
	record.child.start = state.start;
	record.child.program = state.program;
	BPF_CORE_READ_INTO(&record.comm, parent, comm);
	if (state.program)
		keep_state(pid, &state);
	output(&record.header, sizeof(record), WIRE_HOOK_on_fork);
	return 0;
}

/* What a thread asked for last. A deletion takes a lock, be there anything or not. */
static __always_inline void forget_asked(__u32 thread)
{
	if (bpf_map_lookup_elem(&asked, &thread))
		bpf_map_delete_elem(&asked, &thread);
}

SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_exit, struct task_struct *task)
{
	__u32 pid = task->tgid, thread = task->pid;
	struct wire_exit record = {};
	struct wire_state *state;
	int is_known;

	/* The leader may leave before its threads do: only the last one ends the process. */
	if (task->signal->live.counter > 0) {
		forget_asked(thread);
		return 0;
	}
	record.process.start = start_of_typed(task);
	state = state_of(pid, record.process.start);
	is_known = !state || state->is_told || interest_of(state) == WIRE_WATCHED;
	record.process.program = state ? state->program : 0;
	if (is_known)
		forget_asked(thread);
	if (state)
		bpf_map_delete_elem(&processes, &pid);
	if (!is_known)
		return 0;
	head(&record.header, sizeof(record), WIRE_EXIT);
	record.process.pid = pid;
	record.process.tid = thread;
	record.code = task->exit_code;
	output(&record.header, sizeof(record), WIRE_HOOK_on_exit);
	return 0;
}
