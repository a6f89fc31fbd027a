/* SPDX-License-Identifier: Apache-2.0 */
/* Connects a UDP socket and sends nothing, as resolver libraries do to sort addresses. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);

	if (connect(fd, sockaddr_of(&target), target.length) && !was_attempted(errno))
		fail("connect");
	return DONE;
}
