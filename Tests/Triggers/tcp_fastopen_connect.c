/* SPDX-License-Identifier: Apache-2.0 */
/* TCP_FASTOPEN_CONNECT: connect says nothing to the network, the first write does. */
#include "trigger.h"

#include <netinet/tcp.h>

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int fd = open_socket(family_of(&target), SOCK_STREAM, 0), yes = 1;

	if (setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &yes, sizeof(yes)))
		impossible("TCP_FASTOPEN_CONNECT");
	return connect_and_say(fd, &target);
}
