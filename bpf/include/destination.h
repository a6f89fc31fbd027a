/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A destination: a record of it, or its count in the floor where the ring is full. */
#ifndef EGRET_DESTINATION_H
#define EGRET_DESTINATION_H

#include "kernel.h"
#include "wire.h"
#include "emit.h"

/* What is known of a destination. Whoever reports one fills this in; members left out are 0. */
struct destination {
	struct wire_process *process; /* who is running */
	struct wire_process *owner;   /* of the socket; NULL: not known */
	struct wire_process *charged; /* whose destination it is in the floor */
	struct wire_address *address;
	struct wire_address *asked;   /* NULL: nothing */
	struct task_struct *task;     /* whose name it has; NULL: nobody's */
	__u64 cookie;
	__u32 net_namespace;
	__u16 protocol;
	__u8 hook; /* enum wire_hook */
	__u8 via;
	__u8 asked_state;
	__u8 is_inbound;
	__u16 own_port;
};

/* The ring was full: what is known of the destination is counted in the floor. The time. */
static __always_inline __u64 count_in_floor(struct destination *seen)
{
	struct wire_floor *known, first = {.count = 1};
	struct wire_floor_key key = {};

	key.program = seen->charged->program;
	key.start = seen->charged->start;
	key.pid = seen->charged->pid;
	key.address = *seen->address;
	key.net_namespace = seen->net_namespace;
	key.protocol = seen->protocol;
	key.via = seen->via;
	first.first = first.last = bpf_ktime_get_boot_ns();
	known = bpf_map_lookup_elem(&floor, &key);
	if (known) {
		__sync_fetch_and_add(&known->count, 1);
		known->last = first.first;
	} else if (bpf_map_update_elem(&floor, &key, &first, BPF_NOEXIST)) {
		count(WIRE_COUNT_FLOOR_LOST);
		return first.first;
	}
	count(WIRE_COUNT_FLOOR);
	return first.first;
}

/* The one place that fills a record of a destination. The time that stands in it. */
static __always_inline __u64 report_destination(struct destination *seen)
{
	struct wire_destination *record =
		reserve_for(seen->hook, sizeof(*record), WIRE_DESTINATION);
	struct task_struct *task = seen->task;
	__u64 time;

	if (!record)
		return count_in_floor(seen);
	time = record->header.time;
	record->process = *seen->process;
	record->owner = seen->owner ? *seen->owner : (struct wire_process){};
	record->cookie = seen->cookie;
	record->address = *seen->address;
	record->asked = seen->asked ? *seen->asked : (struct wire_address){};
	record->net_namespace = seen->net_namespace;
	record->protocol = seen->protocol;
	record->hook = seen->hook;
	record->via = seen->via;
	record->asked_state = seen->asked_state;
	record->is_inbound = seen->is_inbound;
	record->own_port = seen->own_port;
	__builtin_memset(record->reserved, 0, sizeof(record->reserved));
	if (task)
		BPF_CORE_READ_INTO(&record->comm, task, comm);
	else
		__builtin_memset(record->comm, 0, sizeof(record->comm));
	submit(record);
	return time;
}

#endif
