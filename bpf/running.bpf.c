/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Who is running, and whether that is of interest. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "state.h"

/* The running thread, and what is known of its process. */
struct running {
	struct task_struct *task;
	struct wire_process process;
};

/* Of the leader of the running thread's group. */
struct leader {
	__u64 start;
	__u64 execs;
};

/*
 * A read of a task by a helper costs 20 to 30 ns, so it is read by its type where that can be had, and a
 * leader is not read to find itself.
 */
static __always_inline struct leader running_leader(int is_leader)
{
	struct task_struct *task;

	if (HAS_TYPED_TASK) {
		task = bpf_get_current_task_btf();
		if (!is_leader)
			task = task->group_leader;
		return (struct leader){task->start_boottime, task->self_exec_id};
	}
	task = (struct task_struct *)bpf_get_current_task();
	if (!is_leader)
		task = BPF_CORE_READ(task, group_leader);
	return (struct leader){BPF_CORE_READ(task, start_boottime),
			       BPF_CORE_READ(task, self_exec_id)};
}

/* The start is compared with what it was cut to rather than divided. */
static __always_inline int is_same_start(struct wire_state *state, struct leader *leader)
{
	return leader->start - state->start < WIRE_START_TICK;
}

static __always_inline int is_same_exec(struct wire_state *state, struct leader *leader)
{
	return !state->execs || state->execs == leader->execs;
}

/* The exec of the running process found no room in the ring, or was not seen. */
static __always_inline int is_unreported(struct wire_state *state, struct leader *leader)
{
	/* One that is older than Egret is read from /proc. */
	if (!state)
		return began && leader->start / 1000000000 > began;
	return state->is_unreported || !is_same_exec(state, leader);
}

static __always_inline struct wire_state *state_of_leader(__u32 pid, struct leader *leader)
{
	struct wire_state *state = bpf_map_lookup_elem(&processes, &pid);

	return state && is_same_start(state, leader) ? state : NULL;
}

static __always_inline void name_running(struct running *now, __u64 id)
{
	now->task = (struct task_struct *)bpf_get_current_task();
	now->process.pid = id >> 32;
	now->process.tid = id;
}

/* A process whose exec was not reported: that comes first. */
static __always_inline int look_late(struct running *now, struct wire_state *state,
				     struct leader *leader, int is_close)
{
	__u64 late = 0;

	now->process.start = cut_to_tick(leader->start);
	if (is_unreported(state, leader)) {
		if (report_late()) /* its name, should the table have no room for it */
			late = late_program(&now->process, leader->execs);
		state = state_of_leader(now->process.pid, leader);
	}
	if (state && !is_same_exec(state, leader))
		state = NULL;
	now->process.program = state ? state->program : late;
	return now->process.pid == own_pid || reports_acts(state, is_close);
}

/*
 * Whether the running process is of interest; then `now` says who it is. The common case, a process that
 * is known and ignored, costs one look-up and no more.
 */
static __always_inline int look_at(struct running *now, int is_close)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 pid = id >> 32;
	struct wire_state *state;
	struct leader leader;

	if ((pid == own_pid && !canary) || pid == watcher_pid)
		return 0;
	state = bpf_map_lookup_elem(&processes, &pid);
	leader = running_leader(pid == (__u32)id);
	if (state && !is_same_start(state, &leader))
		state = NULL;
	if (state && is_same_exec(state, &leader)) {
		if (!reports_acts(state, is_close) && pid != own_pid)
			return 0;
		if (!state->is_unreported) {
			name_running(now, id);
			now->process.start = state->start;
			now->process.program = state->program;
			return 1;
		}
	}
	name_running(now, id);
	return look_late(now, state, &leader, is_close);
}

static __always_inline int look(struct running *now)
{
	return look_at(now, 0);
}

/* The same, of a stranger too: what it does next may leave the machine. */
static __always_inline int look_closely(struct running *now)
{
	return look_at(now, 1);
}

/*
 * Who is running, where that is of no interest. Where what it uses is, it is to be known: a stranger's
 * exec is reported first.
 */
static __always_inline void look_at_ignored(struct running *now, int is_to_be_known)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 pid = id >> 32;
	struct leader leader = running_leader(pid == (__u32)id);
	struct wire_state *state = state_of_leader(pid, &leader);

	if (is_to_be_known && state && state->is_unreported)
		report_late();
	name_running(now, id);
	now->process.start = cut_to_tick(leader.start);
	now->process.program = state ? state->program : 0;
}
