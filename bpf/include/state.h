/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What is known of a process: its program, and whether that is of interest. */
#ifndef EGRET_STATE_H
#define EGRET_STATE_H

#include "kernel.h"
#include "wire.h"
#include "emit.h"

/* The state of a thread group, if it is this incarnation of the pid. */
static __always_inline struct wire_state *state_of(__u32 pid, __u64 start)
{
	struct wire_state *state = bpf_map_lookup_elem(&processes, &pid);

	return state && state->start == start ? state : NULL;
}

/* To the clock tick, as /proc shows it (USER_HZ is 100): so both name a process alike. */
static __always_inline __u64 cut_to_tick(__u64 start)
{
	return start - start % WIRE_START_TICK;
}

static __always_inline __u64 start_of(struct task_struct *task)
{
	return cut_to_tick(BPF_CORE_READ(task, group_leader, start_boottime));
}

/*
 * The same of a task that the kernel hands to a program with its type (tp_btf): its fields are read as they
 * stand. A read by a helper costs 20 to 30 ns, and each life of anybody's has many.
 */
static __always_inline __u64 start_of_typed(struct task_struct *task)
{
	return cut_to_tick(task->group_leader->start_boottime);
}

static __always_inline void keep_state(__u32 pid, struct wire_state *state)
{
	if (bpf_map_update_elem(&processes, &pid, state, BPF_ANY))
		count(WIRE_COUNT_STATE_LOST);
}

/* Doubt is reported: no state, or no verdict on the program, is "not yet classified". */
static __always_inline __u32 interest_of(struct wire_state *state)
{
	struct wire_verdict *verdict;

	if (!state)
		return WIRE_UNCLASSIFIED;
	if (state->epoch == epoch)
		return state->interest;
	verdict = bpf_map_lookup_elem(&verdicts, &state->program);
	if (!verdict)
		return WIRE_UNCLASSIFIED;
	state->interest = verdict->interest;
	state->epoch = epoch;
	return state->interest;
}

/*
 * Whether what it does is reported, or first looked at by user space. A stranger is told of as it makes
 * a socket that can leave the machine (`is_close`), and not before.
 */
static __always_inline int reports_acts(struct wire_state *state, int is_close)
{
	__u32 interest = interest_of(state);

	if (interest == WIRE_UNCLASSIFIED)
		return is_close || !state || !state->is_stranger;
	return interest == WIRE_WATCHED;
}

/* What it starts can be no server's, unless its name says that it may be. */
static __always_inline int begets_strangers(struct wire_state *state)
{
	return has_suspects && state && (state->is_stranger || interest_of(state) == WIRE_IGNORED);
}

/* From now on a process of which no life is reported, and what it does only from its first socket on. */
static __always_inline void estrange(struct wire_state *state)
{
	state->is_stranger = 1;
	state->is_unreported = 1;
	state->epoch = 0;
}

/*
 * A program may miss its turn: since 7.0 one that is preempted while it runs makes the kernel skip it
 * for the next task of that CPU. After an exec that was missed the state is of the program before:
 * the kernel's own count of execs shows it, and the process is not yet classified.
 */
static __always_inline int is_current(struct wire_state *state, struct task_struct *task)
{
	return !state->execs || state->execs == BPF_CORE_READ(task, group_leader, self_exec_id);
}

/*
 * The name of a program whose exec was not seen: bit 63, the tick of the start, the pid (22 bits are
 * its most) and the exec's number. Never that of on_exec, whose upper bits are a CPU's.
 */
static __always_inline __u64 late_program(struct wire_process *process, __u64 execs)
{
	return 1ULL << 63 | (process->start / WIRE_START_TICK & 0x7fffffff) << 32 |
	       (__u64)(process->pid & 0x3fffff) << 10 | (execs & 0x3ff);
}

#endif
