/* SPDX-License-Identifier: Apache-2.0 */
/* One TCP socket: connected to the decoy, dissolved by AF_UNSPEC, connected to the target. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct target decoy = decoy_of(argc, argv, family_of(&target));
	struct sockaddr nowhere = { .sa_family = AF_UNSPEC };
	int fd = open_socket(family_of(&target), SOCK_STREAM, 0);

	if (connect(fd, sockaddr_of(&decoy), decoy.length) == 0)
		send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL);
	if (connect(fd, &nowhere, sizeof(nowhere)))
		fail("AF_UNSPEC");
	return connect_and_say(fd, &target);
}
