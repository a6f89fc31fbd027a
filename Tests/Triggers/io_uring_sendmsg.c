/* SPDX-License-Identifier: Apache-2.0 */
/* Sends one datagram through io_uring. */
#include "ring.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct iovec text = { PAYLOAD, sizeof(PAYLOAD) - 1 };
	struct msghdr message = {
		.msg_name = &target.address,
		.msg_namelen = target.length,
		.msg_iov = &text,
		.msg_iovlen = 1,
	};
	struct ring ring = ring_open();
	struct io_uring_sqe request = {
		.opcode = IORING_OP_SENDMSG,
		.fd = open_socket(family_of(&target), SOCK_DGRAM, 0),
		.addr = (unsigned long)&message,
		.len = 1,
	};
	int result = ring_do(&ring, &request);

	errno = -result;
	if (result < 0 && !was_attempted(errno))
		fail("sendmsg");
	return DONE;
}
