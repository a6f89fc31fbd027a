/* SPDX-License-Identifier: Apache-2.0 */
/* TCP Fast Open: a connection and its data by sendto, without connect. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int fd = open_socket(family_of(&target), SOCK_STREAM, 0);

	if (sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_FASTOPEN | MSG_NOSIGNAL,
		   sockaddr_of(&target), target.length) < 0) {
		if (errno == EOPNOTSUPP)
			impossible("MSG_FASTOPEN");
		if (!was_attempted(errno))
			fail("sendto");
	}
	return DONE;
}
