/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Who stands above a process that is reported, where those are strangers. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "state.h"

#define ANCESTORS_MAX 16

static __always_inline void name_process(struct wire_process *process, struct task_struct *task)
{
	struct wire_state *state;

	process->pid = process->tid = BPF_CORE_READ(task, tgid);
	process->start = start_of(task);
	state = state_of(process->pid, process->start);
	process->program = state ? state->program : 0;
}

/*
 * The fork of the process of that task, as if it had happened now, if nobody knows it yet. From now on it is
 * known: its execs and its exits are reported too. Returns the task of its parent; 0 where the walk ends.
 * A function of its own, which takes no pointer: the verifier reads it once, and not for each of those above.
 */
__noinline unsigned long report_above(unsigned long of)
{
	struct task_struct *task = (void *)of;
	struct wire_fork record = {};
	struct wire_state *state;

	name_process(&record.child, task);
	if (!record.child.pid)
		return 0;
	state = state_of(record.child.pid, record.child.start);
	if (state && state->is_told)
		return 0;
	BPF_CORE_READ_INTO(&record.comm, task, group_leader, comm);
	task = BPF_CORE_READ(task, real_parent);
	name_process(&record.parent, task);
	head(&record.header, sizeof(record), WIRE_FORK);
	output(&record.header, sizeof(record), WIRE_HOOK_on_fork);
	if (state)
		state->is_told = 1;
	return (unsigned long)task;
}

/*
 * Those above the running process, nearest first, up to the first that was reported. Returns how many there
 * were.
 */
static __always_inline int report_ancestors(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	unsigned long above;
	int count;

	if (!has_suspects)
		return 0; /* everything was reported */
	above = (unsigned long)BPF_CORE_READ(task, real_parent);
	for (count = 0; count < ANCESTORS_MAX && above; count++)
		above = report_above(above);
	return count;
}
