/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Reserve, fill the header, submit or count the loss. */
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
static __always_inline void refuse(__u32 index, __u32 hook)
{
	__u64 *value = bpf_map_lookup_elem(&refusals, &hook);

	if (value)
		__sync_fetch_and_add(value, 1);
	count(index);
}

static __always_inline void head(struct wire_header *header, __u32 size, __u16 kind)
{
	header->size = size;
	header->kind = kind;
	header->flags = 0;
	header->time = bpf_ktime_get_boot_ns();
}

/* A record whose every member the caller fills. NULL is counted for the hook. */
static __always_inline void *reserve_for(__u32 hook, __u32 size, __u16 kind)
{
	struct wire_header *record = bpf_ringbuf_reserve(&evidence, size, 0);

	if (!record) {
		refuse(WIRE_COUNT_EVIDENCE_LOST, hook);
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
static __always_inline int output(struct wire_header *record, __u32 size, __u32 hook)
{
	if (!leaves_room(record->kind) || bpf_ringbuf_output(&lifecycle, record, size, 0)) {
		refuse(WIRE_COUNT_LIFECYCLE_LOST, hook);
		return -1;
	}
	count(WIRE_COUNT_LIFECYCLE);
	return 0;
}

#endif
