/* SPDX-License-Identifier: Apache-2.0 */
/* Connects to the local socket at PATH; @name is abstract. */
#include "trigger.h"

#include <stddef.h>
#include <sys/un.h>

int main(int argc, char **argv)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t length = argc == 2 ? strlen(argv[1]) : 0;
	int fd = open_socket(AF_UNIX, SOCK_STREAM, 0);

	if (length == 0 || length >= sizeof(address.sun_path)) {
		fprintf(stderr, "usage: %s PATH|@NAME\n", argv[0]);
		return WRONG_USAGE;
	}
	memcpy(address.sun_path, argv[1], length);
	if (address.sun_path[0] == '@')
		address.sun_path[0] = 0;
	if (connect(fd, (struct sockaddr *)&address,
		    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)) &&
	    errno != ECONNREFUSED && errno != ENOENT)
		fail("connect");
	send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL);
	return DONE;
}
