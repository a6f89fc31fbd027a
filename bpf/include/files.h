/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The open files of a process. */
#ifndef EGRET_FILES_H
#define EGRET_FILES_H

#include "kernel.h"

struct descriptors {
	struct file **files;
	__u32 limit;
};

static __always_inline struct descriptors descriptors_of(struct task_struct *task)
{
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);

	return (struct descriptors){BPF_CORE_READ(table, fd), BPF_CORE_READ(table, max_fds)};
}

/* NULL where the descriptor is closed. */
static __always_inline struct file *file_of(struct descriptors *open, __u32 number)
{
	struct file *file = NULL;

	if (number < open->limit)
		bpf_probe_read_kernel(&file, sizeof(file), open->files + number);
	return file;
}

#endif
