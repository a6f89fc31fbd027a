/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Who is running, and whether that is of interest. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "state.h"

/* The exec of the running process found no room in the ring, or was not seen. */
static __always_inline int is_unreported(struct wire_state *state, struct task_struct *task,
				     __u64 start)
{
	/* One that is older than Egret is read from /proc. */
	if (!state)
		return began && start / 1000000000 > began;
	return state->is_unreported || !is_current(state, task);
}

/* The running thread, what is known of its process, and whether that is of interest. */
struct running {
	struct task_struct *task;
	struct wire_process process;
	__u32 interest;
};

static __always_inline void look(struct running *now)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u64 id = bpf_get_current_pid_tgid(), late = 0;
	struct wire_state *state;

	now->task = task;
	now->process.pid = id >> 32;
	now->process.tid = id;
	now->process.start = start_of(task);
	state = state_of(now->process.pid, now->process.start);
	if (is_unreported(state, task, now->process.start)) {
		if (report_late()) /* its name, should the table have no room for it */
			late = late_program(&now->process,
					    BPF_CORE_READ(task, group_leader, self_exec_id));
		state = state_of(now->process.pid, now->process.start);
	}
	if (state && !is_current(state, task))
		state = NULL;
	now->process.program = state ? state->program : late;
	now->interest = interest_of(state);
	if (now->process.pid == own_pid)
		now->interest = canary ? WIRE_WATCHED : WIRE_IGNORED;
}

/* libbpf fills it in; code for another kernel is never looked at by the verifier. */
extern int LINUX_KERNEL_VERSION __kconfig;
#define TYPED_TASK_SINCE 0x060100 /* bpf_get_current_task_btf in every kind of program that looks */

/* Whether the state is that of the running process's program. */
static __always_inline int is_of_current(struct wire_state *state, __u32 is_leader)
{
	struct task_struct *task;
	__u64 start, execs;

	if (LINUX_KERNEL_VERSION >= TYPED_TASK_SINCE) {
		task = bpf_get_current_task_btf();
		if (!is_leader)
			task = task->group_leader;
		start = task->start_boottime;
		execs = task->self_exec_id;
	} else {
		task = (struct task_struct *)bpf_get_current_task();
		if (!is_leader)
			task = BPF_CORE_READ(task, group_leader);
		start = BPF_CORE_READ(task, start_boottime);
		execs = BPF_CORE_READ(task, self_exec_id);
	}
	return start - state->start < WIRE_START_TICK && (!state->execs || state->execs == execs);
}

/*
 * The common case costs this look-up and no more: the running process is known and ignored. A read of
 * a task by a helper costs 20 to 30 ns, so a leader is not read to find itself, and the start is
 * compared with what it was cut to rather than divided.
 */
static __always_inline int is_ignored(void)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 pid = id >> 32;
	struct wire_state *state;

	if (pid == own_pid)
		return !canary;
	state = bpf_map_lookup_elem(&processes, &pid);
	if (!state || interest_of(state) != WIRE_IGNORED)
		return 0;
	return is_of_current(state, pid == (__u32)id);
}
