/* SPDX-License-Identifier: Apache-2.0 */
/* Filters of system calls (seccomp(2)): what Egret's two processes can never ask the kernel again. */
#ifndef FILTER_H
#define FILTER_H

#include <stddef.h>

/* Whose filter it is. EGRET_UNIT: the unit file refuses the call from the first instruction on. */
enum egret_filtered {
	EGRET_WATCHER = 1,
	EGRET_CANARY = 2,
	EGRET_UNIT = 4,
};

/* A row of the table: docs/privileges.md has the same. */
struct egret_refusal {
	const char *_Nonnull call;
	/* What of the call is let through; empty where nothing is. */
	const char *_Nonnull but;
	const char *_Nonnull why;
	/* Bits of egret_filtered. */
	unsigned int whose;
};

/* The row of that index; its `call` is empty behind the last. */
struct egret_refusal egret_refusal_at(size_t index);

/*
 * Filters the calls of every thread of this process and of all that come from it, for ever. Sets
 * no_new_privs. What is refused fails with EPERM, or ENOSYS where that is what makes libraries try another
 * way, and stands in the kernel's log. 0, or -1 and errno.
 */
int egret_filter_calls(enum egret_filtered whose);

/*
 * Installs a filter in a process of its own and tries there what it refuses. The first call that was not
 * refused, "" where all were, or NULL where no such process or filter could be made.
 */
const char *_Nullable egret_try_filter(enum egret_filtered whose);

/*
 * fork(2): a process that ends with its maker's, heeds no signal of a terminal or service manager, and holds
 * nothing but its end of a new line (SOCK_SEQPACKET). The pid, 0 in the child, or -1 and errno; to be called
 * while there is one thread.
 */
int egret_fork_canary(int *_Nonnull line);
#endif
