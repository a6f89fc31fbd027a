/* SPDX-License-Identifier: Apache-2.0 */
/* Connects to where nobody listens, and insists on being refused. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int fd = open_socket(family_of(&target), SOCK_STREAM, 0);

	if (connect(fd, sockaddr_of(&target), target.length) == 0) {
		fprintf(stderr, "somebody listens there\n");
		return FAILED;
	}
	if (errno != ECONNREFUSED)
		fail("connect");
	return DONE;
}
