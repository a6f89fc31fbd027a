/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* How the running thread came into the kernel. */
#ifndef EGRET_VIA_H
#define EGRET_VIA_H

#include "kernel.h"
#include "wire.h"

#define CALL_IO_URING_ENTER 426

/* Of the running task. */
struct entry {
	__u32 flags;
	int is_compat;
	long call; /* the system call under way; -1 where it is not known */
};

#if defined(__TARGET_ARCH_x86)
/* The call is read from the registers that it came with, once their place is known. */
static __always_inline struct entry entry_of(struct task_struct *task)
{
	struct entry entry = {.call = -1};
	struct pt_regs___x86 *registers;
	struct task_struct *typed;
	void *stack;

	if (HAS_TYPED_TASK) {
		typed = bpf_get_current_task_btf();
		entry.flags = typed->flags;
		entry.is_compat = typed->thread_info.status & TS_COMPAT;
		stack = typed->stack;
	} else {
		entry.flags = BPF_CORE_READ(task, flags);
		entry.is_compat = BPF_CORE_READ(task, thread_info.status) & TS_COMPAT;
		stack = BPF_CORE_READ(task, stack);
	}
	if (registers_at) {
		registers = stack + registers_at;
		entry.call = BPF_CORE_READ(registers, orig_ax);
	}
	return entry;
}
#else
static __always_inline struct entry entry_of(struct task_struct *task)
{
	return (struct entry){.flags = BPF_CORE_READ(task, flags), .call = -1};
}
#endif

static __always_inline __u8 via_of_entry(struct entry *entry)
{
	if (entry->flags & PF_IO_WORKER)
		return WIRE_VIA_IO_URING;
	if (entry->flags & PF_KTHREAD)
		return WIRE_VIA_KERNEL;
	if (entry->is_compat)
		return WIRE_VIA_COMPAT;
	return entry->call == CALL_IO_URING_ENTER ? WIRE_VIA_IO_URING : WIRE_VIA_SYSCALL;
}

static __always_inline __u8 via_of(struct task_struct *task)
{
	struct entry entry = entry_of(task);

	return via_of_entry(&entry);
}

/* Whether the call under way is the one that was noted; where that is not known, it is. */
static __always_inline int is_call(struct entry *entry, __u32 number)
{
	return entry->call < 0 || entry->call == number;
}

#endif
