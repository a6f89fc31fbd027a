/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The far side of the calls: takes connections and datagrams and drops them. It looks every half
 * millisecond and never waits in a call for them, so that nobody who connects pays for waking it.
 *
 *   sink FILE    writes "UDP UDP TCP", its ports, to FILE; ends with the process that started it
 */
#include "bench.h"

#include <signal.h>
#include <sys/prctl.h>

enum { BACKLOG = 65535, QUEUE = 64 << 20, BATCH = 64 };

static int bound(int type, unsigned int *port)
{
	struct sockaddr_in at = at_port(INADDR_ANY, 0);
	socklen_t size = sizeof(at);
	int queue = QUEUE, fd = socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, size) ||
	    getsockname(fd, (struct sockaddr *)&at, &size))
		fail("bind");
	if (type == SOCK_DGRAM && setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &queue, sizeof(queue)))
		fail("SO_RCVBUFFORCE");
	*port = ntohs(at.sin_port);
	return fd;
}

static void tell(const char *path, const unsigned int ports[3])
{
	char part[512];
	FILE *file;

	snprintf(part, sizeof(part), "%s.part", path);
	file = fopen(part, "w");
	if (!file || fprintf(file, "%u %u %u\n", ports[0], ports[1], ports[2]) < 0 || fclose(file) ||
	    rename(part, path))
		fail(path);
}

static void drain(int fd)
{
	static char bytes[BATCH][64];
	struct iovec places[BATCH];
	struct mmsghdr messages[BATCH] = { 0 };

	for (int i = 0; i < BATCH; i++) {
		places[i] = (struct iovec){ bytes[i], sizeof(bytes[i]) };
		messages[i].msg_hdr = (struct msghdr){ .msg_iov = &places[i], .msg_iovlen = 1 };
	}
	while (recvmmsg(fd, messages, BATCH, MSG_DONTWAIT, NULL) > 0)
		;
}

int main(int count, char **arguments)
{
	unsigned int ports[3];
	int first, second, listener, fd;

	if (count != 2)
		return 64;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	first = bound(SOCK_DGRAM, &ports[0]);
	second = bound(SOCK_DGRAM, &ports[1]);
	listener = bound(SOCK_STREAM, &ports[2]);
	if (listen(listener, BACKLOG))
		fail("listen");
	tell(arguments[1], ports);
	for (;;) {
		while ((fd = accept(listener, NULL, NULL)) >= 0)
			close(fd);
		drain(first);
		drain(second);
		usleep(500);
	}
}
