// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "LineFork.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

pid_t fork_with_line(int *end)
{
	int ends[2], error;
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		return -1;
	child = fork();
	if (child == 0) {
		*end = ends[1];
		return 0;
	}
	error = errno;
	close(ends[1]);
	if (child < 0)
		close(ends[0]);
	else
		*end = ends[0];
	errno = error;
	return child;
}
