/* SPDX-License-Identifier: Apache-2.0 */
/* Connects over SCTP. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct timeval second = { .tv_sec = 1 };
	int fd = socket(family_of(&target), SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_SCTP);

	if (fd < 0)
		impossible("SCTP");
	if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof(second)))
		fail("SO_SNDTIMEO");
	return connect_and_say(fd, &target);
}
