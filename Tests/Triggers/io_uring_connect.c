/* SPDX-License-Identifier: Apache-2.0 */
/* Connects and sends through io_uring: no connect, no send in any table of system calls. */
#include "ring.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct ring ring = ring_open();
	int fd = open_socket(family_of(&target), SOCK_STREAM, 0);
	struct io_uring_sqe request = {
		.opcode = IORING_OP_CONNECT,
		.fd = fd,
		.addr = (unsigned long)&target.address,
		.off = target.length,
	};
	int result = ring_do(&ring, &request);

	if (result == 0) {
		request = (struct io_uring_sqe){
			.opcode = IORING_OP_SEND,
			.fd = fd,
			.addr = (unsigned long)PAYLOAD,
			.len = sizeof(PAYLOAD) - 1,
		};
		result = ring_do(&ring, &request);
	}
	errno = -result;
	if (result < 0 && !was_attempted(errno))
		fail("connect");
	return DONE;
}
