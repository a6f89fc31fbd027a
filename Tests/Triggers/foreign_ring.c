/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests written into the io_uring of another process, whose own thread takes them up and connects.
 * A ring is not passed over a socket (since 6.8): it is taken.
 * Arguments ADDRESS PORT DEPUTY_SOCKET.
 */
#include "deputy.h"
#include "ring.h"

int main(int argc, char **argv)
{
	struct ring ring = { .layout = { .flags = IORING_SETUP_SQPOLL, .sq_thread_idle = 100 } };
	struct io_uring_sqe request = { .opcode = IORING_OP_CONNECT };
	struct target target = target_of(argc, argv);
	struct answer answer;
	int process;

	if (argc < 4)
		return WRONG_USAGE;
	/* One of our own has the same layout. */
	ring = ring_map_all(ring);
	answer = ask("ring", argv, -1);
	process = (int)syscall(SYS_pidfd_open, answer.pid, 0);
	ring.fd = (int)syscall(SYS_pidfd_getfd, process, answer.number >> 16, 0);
	if (ring.fd < 0)
		impossible("the deputy's ring");
	ring = ring_map_parts(ring);
	request.fd = answer.number & 0xffff;
	request.addr = answer.place;
	request.off = target.length;
	if (!was_attempted(-ring_do(&ring, &request)))
		fail("the connect of another");
	return DONE;
}
