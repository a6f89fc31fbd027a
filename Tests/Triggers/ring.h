/* SPDX-License-Identifier: Apache-2.0 */
/* One io_uring, by raw system calls. */
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
	unsigned waiting; /* put and not yet submitted */
};

static inline void *ring_map(const struct ring *ring, size_t size, off_t offset)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring->fd,
			    offset);

	if (memory == MAP_FAILED)
		fail("mmap of the ring");
	return memory;
}

/* The memory of a ring whose descriptor and layout are known. */
static inline struct ring ring_map_parts(struct ring ring)
{
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

/* ring.layout says what is wanted, and then what there is. */
static inline struct ring ring_map_all(struct ring ring)
{
	ring.fd = (int)syscall(SYS_io_uring_setup, 4, &ring.layout);
	if (ring.fd < 0)
		impossible("io_uring_setup");
	return ring_map_parts(ring);
}

static inline struct ring ring_open(void)
{
	return ring_map_all((struct ring){ 0 });
}

/* Puts a request where the next submission finds it. */
static inline void ring_put(struct ring *ring, const struct io_uring_sqe *request)
{
	unsigned *tail = (unsigned *)(ring->submissions + ring->layout.sq_off.tail);
	unsigned mask = *(unsigned *)(ring->submissions + ring->layout.sq_off.ring_mask);
	unsigned *array = (unsigned *)(ring->submissions + ring->layout.sq_off.array);

	ring->entries[*tail & mask] = *request;
	array[*tail & mask] = *tail & mask;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	ring->waiting++;
}

/* Submits what was put, waits for all of it, and returns the last one's result. */
static inline int ring_submit(struct ring *ring)
{
	unsigned *head = (unsigned *)(ring->completions + ring->layout.cq_off.head);
	unsigned *tail = (unsigned *)(ring->completions + ring->layout.cq_off.tail);
	unsigned mask = *(unsigned *)(ring->completions + ring->layout.cq_off.ring_mask);
	struct io_uring_cqe *done =
		(struct io_uring_cqe *)(ring->completions + ring->layout.cq_off.cqes);
	unsigned flags = IORING_ENTER_GETEVENTS, wanted = ring->waiting;
	int result = 0;

	if (ring->layout.flags & IORING_SETUP_SQPOLL)
		flags |= IORING_ENTER_SQ_WAKEUP;
	if (syscall(SYS_io_uring_enter, ring->fd, wanted, wanted, flags, NULL, 0) < 0)
		fail("io_uring_enter");
	for (; ring->waiting > 0; ring->waiting--) {
		if (*head == __atomic_load_n(tail, __ATOMIC_ACQUIRE))
			break;
		result = done[*head & mask].res;
		__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	}
	ring->waiting = 0;
	if (result == -EINVAL) {
		errno = EINVAL;
		impossible("this request of io_uring");
	}
	return result;
}

/* Submits one request, waits for it, and returns its result. */
static inline int ring_do(struct ring *ring, const struct io_uring_sqe *request)
{
	ring_put(ring, request);
	return ring_submit(ring);
}

#endif
