/* SPDX-License-Identifier: Apache-2.0 */
/* Connects over Multipath TCP. */
#include "trigger.h"

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct timeval second = { .tv_sec = 1 };
	int fd = socket(family_of(&target), SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_MPTCP);

	if (fd < 0)
		impossible("MPTCP");
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof(second));
	return connect_and_say(fd, &target);
}
