/* SPDX-License-Identifier: Apache-2.0 */
/* Sends one datagram with sendto. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);

	if (sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, sockaddr_of(&target), target.length) < 0 &&
	    !was_attempted(errno))
		fail("sendto");
	return DONE;
}
