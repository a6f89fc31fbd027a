/* SPDX-License-Identifier: Apache-2.0 */
/* Connects a UDP socket and writes to it: no call that sends names the destination. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);

	if (connect(fd, sockaddr_of(&target), target.length)) {
		if (!was_attempted(errno))
			fail("connect");
	} else if (write(fd, PAYLOAD, sizeof(PAYLOAD) - 1) < 0 && !was_attempted(errno)) {
		fail("write");
	}
	return DONE;
}
