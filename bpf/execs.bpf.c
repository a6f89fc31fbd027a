/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* exec: which program runs, reported as it begins or, where that failed, as it first acts. */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "state.h"

/* The programs that began on each CPU, so that ids need no lock. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} programs SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct exec_scratch);
} scratch SEC(".maps");

/* An exec that is reported late is built in the ring: a program that makes way for another may be in it. */
#define LATE_ARGUMENTS_MAX 2048
#define LATE_ENVIRONMENT_MAX 2048
#define LATE_ENVIRONMENT_AT (WIRE_PATH_MAX + LATE_ARGUMENTS_MAX)

struct late_exec {
	struct wire_exec exec;
	__u8 bytes[LATE_ENVIRONMENT_AT + LATE_ENVIRONMENT_MAX];
};

static __always_inline __u64 next_program(void)
{
	__u32 zero = 0;
	__u64 *number = bpf_map_lookup_elem(&programs, &zero);

	if (!number)
		return 0;
	*number += 1;
	return ((__u64)bpf_get_smp_processor_id() + 1) << 48 | *number;
}

/* A watched process stays watched; any other begins its new program unclassified. */
static __always_inline void begin_program(struct wire_exec *exec, struct wire_state *old,
					  __u64 program, struct wire_state *state)
{
	struct wire_verdict *verdict = NULL, copy;
	__u64 previous; /* up to 6.1 a key must not lie in the ring */

	if (old) {
		previous = exec->previous = old->program;
		verdict = bpf_map_lookup_elem(&verdicts, &previous);
	}
	state->program = exec->process.program = program;
	state->start = exec->process.start;
	state->is_told = 1;
	if (verdict && verdict->interest == WIRE_WATCHED) {
		copy = *verdict;
		if (bpf_map_update_elem(&verdicts, &state->program, &copy, BPF_ANY))
			count(WIRE_COUNT_STATE_LOST);
	}
	keep_state(exec->process.pid, state);
}

/* Nothing of the new program is reported. The entry stays where it is: to move one takes a lock. */
static __always_inline void begin_stranger(__u32 pid, struct wire_state *state, __u64 execs,
					   struct task_struct *task, struct linux_binprm *bprm)
{
	state->program = next_program();
	state->execs = execs;
	estrange(state);
	keep_stranger(pid, state, task, bprm);
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task, int old_pid, struct linux_binprm *bprm)
{
	__u32 zero = 0, pid = task->tgid;
	struct wire_state state = {.start = start_of_typed(task), .execs = task->self_exec_id};
	struct wire_state *old = state_of(pid, state.start);
	struct exec_scratch *s;
	__u64 size;

	if (is_strange_exec(old, state.execs, task, bprm)) {
		begin_stranger(pid, old, state.execs, task, bprm);
		return 0;
	}
	report_ancestors();
	s = bpf_map_lookup_elem(&scratch, &zero);
	if (!s)
		return 0;
	__builtin_memset(&s->exec, 0, sizeof(s->exec));
	head(&s->exec.header, 0, WIRE_EXEC);
	s->exec.process.pid = pid;
	s->exec.process.tid = BPF_CORE_READ(task, pid);
	s->exec.process.start = state.start;
	begin_program(&s->exec, state_of(pid, state.start), next_program(), &state);
	take_identity(&s->exec, task);
	take_namespaces(&s->exec, task);
	take_stdio(&s->exec, task);
	await_message(&s->exec);
	size = sizeof(s->exec) + take_bytes(s, task, bprm);
	barrier_var(size); /* keep the bound: the verifier must see it on this very value */
	if (size > sizeof(*s))
		return 0;
	s->exec.header.size = size;
	if (output(&s->exec.header, size, WIRE_HOOK_on_exec)) {
		state.is_unreported = 1;
		keep_state(s->exec.process.pid, &state);
	}
	return 0;
}

static __always_inline void take_late_bytes(struct late_exec *late, struct mm_struct *mm)
{
	struct wire_exec *exec = &late->exec;
	__u32 used;

	exec->path_size = used = take_path(exec, late->bytes, BPF_CORE_READ(mm, exe_file)) & 0x7ff;
	exec->arguments_size = take_user(exec, late->bytes, used, LATE_ENVIRONMENT_AT,
					 arguments_of(mm, LATE_ARGUMENTS_MAX));
	used += exec->arguments_size;
	exec->environment_size = take_user(exec, late->bytes, used, LATE_ENVIRONMENT_AT,
					   environment_of(mm, LATE_ENVIRONMENT_MAX));
}

static __always_inline void begin_late(struct wire_exec *exec, struct task_struct *task)
{
	struct wire_state *old = state_of(exec->process.pid, exec->process.start), state = {};
	__u64 execs = BPF_CORE_READ(task, group_leader, self_exec_id);

	state.execs = execs;
	if (old && is_current(old, task)) {
		exec->process.program = old->program;
		old->is_unreported = old->is_stranger = 0;
		old->is_told = 1;
	} else {
		begin_program(exec, old, late_program(&exec->process, execs), &state);
	}
}

/*
 * The exec of the running process found the ring full, or the kernel skipped the program that would
 * have reported it. Now that the process acts it is reported beside the evidence, so that no storm of
 * execs can make a server a stranger. A function of its own: every program that looks may come here.
 * Returns whether it was reported.
 */
__noinline int report_late(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	__u64 id = bpf_get_current_pid_tgid();
	struct late_exec *late;

	if (!mm)
		return 0; /* a thread of the kernel */
	report_ancestors();
	late = reserve_for(WIRE_HOOK_on_exec, sizeof(*late), WIRE_EXEC);
	if (!late)
		return 0;
	__builtin_memset(&late->exec.process, 0, sizeof(late->exec) - sizeof(late->exec.header));
	late->exec.process.pid = id >> 32;
	late->exec.process.tid = id;
	late->exec.process.start = start_of(task);
	begin_late(&late->exec, task);
	take_identity(&late->exec, task);
	take_namespaces(&late->exec, task);
	take_stdio(&late->exec, task);
	await_message(&late->exec);
	take_late_bytes(late, mm);
	submit(late);
	return 1;
}
