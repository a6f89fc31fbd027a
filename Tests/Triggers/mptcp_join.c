/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MPTCP to the decoy, which names the target as a further address of its own: the kernel connects
 * there. Arguments ADDRESS PORT DECOY_ADDRESS DECOY_PORT; the namespaces allow and offer it
 * (Tests/Evasions/stage).
 */
#include "trigger.h"

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

int main(int argc, char **argv)
{
	struct target decoy;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_MPTCP);

	if (argc < 5)
		return WRONG_USAGE;
	if (fd < 0)
		impossible("MPTCP");
	decoy = target_at(argv[3], argv[4]);
	if (connect(fd, sockaddr_of(&decoy), decoy.length))
		fail("connect");
	for (int i = 0; i < 10; i++) {
		if (send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL) < 0)
			fail("send");
		usleep(100000);
	}
	return DONE;
}
