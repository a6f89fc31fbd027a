/* SPDX-License-Identifier: Apache-2.0 */
/* Connects without waiting, asks poll for the outcome, and leaves after a second at most. */
#include "trigger.h"

#include <poll.h>

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int fd = open_socket(family_of(&target), SOCK_STREAM | SOCK_NONBLOCK, 0);
	struct pollfd outcome = { .fd = fd, .events = POLLOUT };

	if (connect(fd, sockaddr_of(&target), target.length) && !was_attempted(errno))
		fail("connect");
	if (poll(&outcome, 1, 1000) < 0)
		fail("poll");
	return DONE;
}
