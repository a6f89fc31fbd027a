/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* How the running thread came into the kernel. */
#ifndef EGRET_VIA_H
#define EGRET_VIA_H

#include "kernel.h"
#include "wire.h"

#if defined(__TARGET_ARCH_x86)
#define CALL_IO_URING_ENTER 426

/* The system call under way, from the registers it came with; -1 where they are not found yet. */
static __always_inline long current_call(struct task_struct *task)
{
	struct pt_regs___x86 *registers;

	if (!registers_at)
		return -1;
	registers = BPF_CORE_READ(task, stack) + registers_at;
	return BPF_CORE_READ(registers, orig_ax);
}

static __always_inline int is_compat(struct task_struct *task)
{
	return BPF_CORE_READ(task, thread_info.status) & TS_COMPAT;
}
#else
#define CALL_IO_URING_ENTER 426

static __always_inline long current_call(struct task_struct *task)
{
	return -1;
}

static __always_inline int is_compat(struct task_struct *task)
{
	return 0;
}
#endif

static __always_inline __u8 via_of(struct task_struct *task)
{
	__u32 flags = BPF_CORE_READ(task, flags);

	if (flags & PF_IO_WORKER)
		return WIRE_VIA_IO_URING;
	if (flags & PF_KTHREAD)
		return WIRE_VIA_KERNEL;
	if (is_compat(task))
		return WIRE_VIA_COMPAT;
	return current_call(task) == CALL_IO_URING_ENTER ? WIRE_VIA_IO_URING : WIRE_VIA_SYSCALL;
}

/* Whether the call under way is the one that was noted; where that is not known, it is. */
static __always_inline int is_current_call(struct task_struct *task, __u32 number)
{
	long call = current_call(task);

	return call < 0 || call == number;
}

#endif
