/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Reserve, fill the header, submit or count the loss; and who is running. */
#ifndef EGRET_EMIT_H
#define EGRET_EMIT_H

#include "kernel.h"
#include "wire.h"

/*
 * Per CPU, and atomic all the same: a packet's program may interrupt another's, or since 7.0 a task
 * another task, between reading a number and writing it.
 */
static __always_inline void count(__u32 index)
{
	__u64 *value = bpf_map_lookup_elem(&counters, &index);

	if (value)
		__sync_fetch_and_add(value, 1);
}

/* A record that its program could not hand over. */
static __always_inline void refuse(__u32 index, __u32 writer)
{
	__u64 *value = bpf_map_lookup_elem(&refusals, &writer);

	if (value)
		__sync_fetch_and_add(value, 1);
	count(index);
}

/* The program whose records name this hook. */
static __always_inline __u32 writer_of(__u8 hook)
{
	switch (hook) {
	case WIRE_HOOK_CONNECT4:
		return WIRE_BY_CONNECT4;
	case WIRE_HOOK_CONNECT6:
		return WIRE_BY_CONNECT6;
	case WIRE_HOOK_SENDMSG4:
		return WIRE_BY_SENDMSG4;
	case WIRE_HOOK_SENDMSG6:
		return WIRE_BY_SENDMSG6;
	case WIRE_HOOK_SYS_CONNECT:
		return WIRE_BY_SYS_CONNECT;
	case WIRE_HOOK_SYS_SENDTO:
		return WIRE_BY_SYS_SENDTO;
	case WIRE_HOOK_SYS_SENDMSG:
		return WIRE_BY_SYS_SENDMSG;
	case WIRE_HOOK_SYS_SENDMMSG:
		return WIRE_BY_SYS_SENDMMSG;
	case WIRE_HOOK_EGRESS:
		return WIRE_BY_EGRESS;
	case WIRE_HOOK_INGRESS:
		return WIRE_BY_INGRESS;
	case WIRE_HOOK_SEND_LENGTH:
		return WIRE_BY_SEND_LENGTH;
	case WIRE_HOOK_SYS_SOCKET:
		return WIRE_BY_SYS_SOCKET;
	case WIRE_HOOK_SYS_IOCTL:
		return WIRE_BY_IOCTL;
	case WIRE_HOOK_UNIX:
		return WIRE_BY_CONNECT_UNIX;
	default:
		return WIRE_BY_OTHER;
	}
}

static __always_inline __u32 writer_of_life(__u16 kind)
{
	return kind == WIRE_FORK ? WIRE_BY_FORK : kind == WIRE_EXEC ? WIRE_BY_EXEC : WIRE_BY_EXIT;
}

static __always_inline void head(struct wire_header *header, __u32 size, __u16 kind)
{
	header->size = size;
	header->kind = kind;
	header->flags = 0;
	header->time = bpf_ktime_get_boot_ns();
}

/* A zeroless record: the caller fills every member. NULL is counted for the writer. */
static __always_inline void *reserve_for(__u32 writer, __u32 size, __u16 kind)
{
	struct wire_header *record = bpf_ringbuf_reserve(&evidence, size, 0);

	if (!record) {
		refuse(WIRE_COUNT_EVIDENCE_LOST, writer);
		return NULL;
	}
	head(record, size, kind);
	return record;
}

static __always_inline void submit(void *record)
{
	bpf_ringbuf_submit(record, 0);
	count(WIRE_COUNT_EVIDENCE);
}

/*
 * Forks and exits leave the last quarter of the ring to execs: small records would take every byte
 * that the reader frees, and an exec would never fit again while a storm lasts.
 */
static __always_inline int leaves_room(__u16 kind)
{
	return kind == WIRE_EXEC ||
	       bpf_ringbuf_query(&lifecycle, BPF_RB_AVAIL_DATA) < LIFECYCLE_SIZE / 4 * 3;
}

/* Other than 0: it found no room, and was counted. */
static __always_inline int output(struct wire_header *record, __u32 size)
{
	if (!leaves_room(record->kind) || bpf_ringbuf_output(&lifecycle, record, size, 0)) {
		refuse(WIRE_COUNT_LIFECYCLE_LOST, writer_of_life(record->kind));
		return -1;
	}
	count(WIRE_COUNT_LIFECYCLE);
	return 0;
}

/* The ring was full: what is known of the destination is kept in the table. */
static __always_inline void tally(struct wire_process *who, struct wire_address *address,
				  __u32 net_namespace, __u16 protocol, __u8 via)
{
	struct wire_place place = {};
	struct wire_tally *known, first = {.count = 1};

	place.program = who->program;
	place.start = who->start;
	place.pid = who->pid;
	place.address = *address;
	place.net_namespace = net_namespace;
	place.protocol = protocol;
	place.via = via;
	first.first = first.last = bpf_ktime_get_boot_ns();
	known = bpf_map_lookup_elem(&destinations, &place);
	if (known) {
		__sync_fetch_and_add(&known->count, 1);
		known->last = first.first;
	} else if (bpf_map_update_elem(&destinations, &place, &first, BPF_NOEXIST)) {
		count(WIRE_COUNT_TALLY_LOST);
		return;
	}
	count(WIRE_COUNT_TALLIED);
}

/* The state of a thread group, if it is this incarnation of the pid. */
static __always_inline struct wire_state *state_of(__u32 pid, __u64 start)
{
	struct wire_state *state = bpf_map_lookup_elem(&processes, &pid);

	return state && state->start == start ? state : NULL;
}

/* To the clock tick, as /proc tells it (USER_HZ is 100): so both name a process alike. */
static __always_inline __u64 start_of(struct task_struct *task)
{
	__u64 start = BPF_CORE_READ(task, group_leader, start_boottime);

	return start - start % WIRE_START_TICK;
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
 * A program may miss its turn: since 7.0 one that is preempted while it runs makes the kernel skip it
 * for the next task of that CPU. After an exec that was missed the state is of the program before:
 * the kernel's own count of execs tells, and the process is not yet classified.
 */
static __always_inline int is_current(struct wire_state *state, struct task_struct *task)
{
	return !state->execs || state->execs == BPF_CORE_READ(task, group_leader, self_exec_id);
}

/* Tells the exec of the running process, in execs.bpf.c; whether there was room. */
int tell_late(void);

/*
 * The name of a program whose exec was not seen: bit 63, the tick of the start, the pid (22 bits are
 * its most) and the exec's number. Never that of on_exec, whose upper bits are a CPU's.
 */
static __always_inline __u64 late_program(struct wire_process *process, __u64 execs)
{
	return 1ULL << 63 | (process->start / WIRE_START_TICK & 0x7fffffff) << 32 |
	       (__u64)(process->pid & 0x3fffff) << 10 | (execs & 0x3ff);
}

/* The exec of the running process is not told, or was not seen. */
static __always_inline int is_untold(struct wire_state *state, struct task_struct *task,
				     __u64 start)
{
	/* One that is older than Egret is read from /proc. */
	if (!state)
		return began && start / 1000000000 > began;
	return state->is_untold || !is_current(state, task);
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
	if (is_untold(state, task, now->process.start)) {
		if (tell_late()) /* its name, should the table have no room for it */
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

static __always_inline __u64 cgroup_of(struct task_struct *task)
{
	return BPF_CORE_READ(task, cgroups, dfl_cgrp, kn, id);
}

#endif
