/* SPDX-License-Identifier: Apache-2.0 */
/* Sends one datagram with sendmsg. */
#include "trigger.h"

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
	int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);

	if (sendmsg(fd, &message, 0) < 0 && !was_attempted(errno))
		fail("sendmsg");
	return DONE;
}
