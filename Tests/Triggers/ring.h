/* SPDX-License-Identifier: Apache-2.0 */
/* One io_uring, by raw system calls, for one request at a time. */
#ifndef RING_H
#define RING_H

#include "trigger.h"

#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>

struct ring {
	int fd;
	char *submissions, *completions;
	struct io_uring_sqe *entries;
	struct io_uring_params layout;
};

static inline void *ring_map(const struct ring *ring, size_t size, off_t offset)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring->fd,
			    offset);

	if (memory == MAP_FAILED)
		fail("mmap of the ring");
	return memory;
}

static inline struct ring ring_open(void)
{
	struct ring ring = { 0 };

	ring.fd = (int)syscall(SYS_io_uring_setup, 4, &ring.layout);
	if (ring.fd < 0)
		impossible("io_uring_setup");
	ring.submissions = ring_map(&ring, ring.layout.sq_off.array + ring.layout.sq_entries * 4,
				    IORING_OFF_SQ_RING);
	ring.completions = ring_map(&ring,
				    ring.layout.cq_off.cqes +
					    ring.layout.cq_entries * sizeof(struct io_uring_cqe),
				    IORING_OFF_CQ_RING);
	ring.entries = ring_map(&ring, ring.layout.sq_entries * sizeof(struct io_uring_sqe),
				IORING_OFF_SQES);
	return ring;
}

/* Submits one request, waits for it, and returns its result. */
static inline int ring_do(struct ring *ring, const struct io_uring_sqe *request)
{
	unsigned *tail = (unsigned *)(ring->submissions + ring->layout.sq_off.tail);
	unsigned mask = *(unsigned *)(ring->submissions + ring->layout.sq_off.ring_mask);
	unsigned *array = (unsigned *)(ring->submissions + ring->layout.sq_off.array);
	unsigned *head = (unsigned *)(ring->completions + ring->layout.cq_off.head);
	unsigned done_mask = *(unsigned *)(ring->completions + ring->layout.cq_off.ring_mask);
	struct io_uring_cqe *done =
		(struct io_uring_cqe *)(ring->completions + ring->layout.cq_off.cqes);
	int result;

	ring->entries[*tail & mask] = *request;
	array[*tail & mask] = *tail & mask;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring->fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 0)
		fail("io_uring_enter");
	result = done[*head & done_mask].res;
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	if (result == -EINVAL) {
		errno = EINVAL;
		impossible("this request of io_uring");
	}
	return result;
}

#endif
