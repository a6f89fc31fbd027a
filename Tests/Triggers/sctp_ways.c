/* SPDX-License-Identifier: Apache-2.0 */
/* SCTP by implication (the third argument: many) or by a socket option (connectx). */
#include "trigger.h"

enum { SOCKOPT_CONNECTX = 110 };

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct timeval second = { .tv_sec = 1 };
	int is_many = argc > 3 && strcmp(argv[3], "many") == 0;
	int fd = socket(family_of(&target), (is_many ? SOCK_SEQPACKET : SOCK_STREAM) | SOCK_CLOEXEC,
			IPPROTO_SCTP);

	if (fd < 0)
		impossible("SCTP");
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof(second));
	if (is_many) {
		if (sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, sockaddr_of(&target),
			   target.length) < 0 && !was_attempted(errno))
			fail("sendto");
	} else if (setsockopt(fd, IPPROTO_SCTP, SOCKOPT_CONNECTX, &target.address,
			      target.length) < 0 && !was_attempted(errno)) {
		fail("connectx");
	}
	usleep(100000);
	return DONE;
}
