/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Throughput between two processes.
 *
 *   traffic serve FILE                   writes "TCP UDP", its ports, to FILE; takes streams (first byte
 *                                        S), answers requests (first byte R), drops datagrams
 *   traffic stream|ask|send ADDRESS FILE SECONDS
 *                                        bytes, requests answered, datagrams sent: prints how many a second
 */
#include "bench.h"

#include <netinet/tcp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

enum { CHUNK = 64 << 10, DATAGRAM = 64, QUEUE = 4 << 20 };

static int bound(int type, unsigned int *port)
{
	struct sockaddr_in at = at_port(INADDR_ANY, 0);
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, size) ||
	    getsockname(fd, (struct sockaddr *)&at, &size))
		fail("bind");
	*port = ntohs(at.sin_port);
	return fd;
}

static void answer(int fd)
{
	static char bytes[CHUNK];
	int one = 1;
	char kind;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (recv(fd, &kind, 1, 0) != 1)
		return;
	if (kind == 'S')
		while (recv(fd, bytes, sizeof(bytes), 0) > 0)
			;
	else
		while (recv(fd, bytes, 1, 0) == 1 && send(fd, bytes, 1, MSG_NOSIGNAL) == 1)
			;
}

/* Looks every half millisecond: a datagram wakes nobody. */
static void drop_datagrams(int fd)
{
	static char bytes[DATAGRAM];
	int queue = QUEUE;

	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &queue, sizeof(queue));
	for (;;) {
		while (recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT) >= 0)
			;
		usleep(500);
	}
}

static int serve(const char *path)
{
	unsigned int tcp, udp;
	int listener = bound(SOCK_STREAM, &tcp), datagrams = bound(SOCK_DGRAM, &udp), fd;
	char part[512];
	FILE *file;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (listen(listener, 16))
		fail("listen");
	if (fork() == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		drop_datagrams(datagrams);
	}
	snprintf(part, sizeof(part), "%s.part", path);
	file = fopen(part, "w");
	if (!file || fprintf(file, "%u %u\n", tcp, udp) < 0 || fclose(file) || rename(part, path))
		fail(path);
	while ((fd = accept(listener, NULL, NULL)) >= 0) {
		answer(fd);
		close(fd);
	}
	return 1;
}

static int connected(const char *address, const char *path, int type)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	unsigned int tcp, udp;
	int one = 1, fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);
	FILE *file = fopen(path, "re");

	if (!file || fscanf(file, "%u %u", &tcp, &udp) != 2 ||
	    inet_pton(AF_INET, address, &to.sin_addr) != 1)
		fail(path);
	fclose(file);
	to.sin_port = htons((uint16_t)(type == SOCK_STREAM ? tcp : udp));
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)))
		fail("connect");
	if (type == SOCK_STREAM)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return fd;
}

static uint64_t stream_once(int fd)
{
	static char bytes[CHUNK];
	ssize_t sent = send(fd, bytes, sizeof(bytes), MSG_NOSIGNAL);

	if (sent < 0)
		fail("send");
	return (uint64_t)sent;
}

static uint64_t ask_once(int fd)
{
	char byte = 'x';

	if (send(fd, &byte, 1, MSG_NOSIGNAL) != 1 || recv(fd, &byte, 1, 0) != 1)
		fail("ask");
	return 1;
}

static uint64_t send_once(int fd)
{
	static char bytes[DATAGRAM];

	if (send(fd, bytes, sizeof(bytes), 0) < 0 && errno != ENOBUFS)
		fail("send");
	return 1;
}

static int run(const char *what, const char *address, const char *path, double seconds)
{
	int is_stream = !strcmp(what, "stream"), is_send = !strcmp(what, "send");
	int fd = connected(address, path, is_send ? SOCK_DGRAM : SOCK_STREAM);
	uint64_t begin, count = 0, end;

	if (!is_send && send(fd, is_stream ? "S" : "R", 1, MSG_NOSIGNAL) != 1)
		fail("send");
	begin = now();
	end = begin + (uint64_t)(seconds * 1e9);
	while (now() < end)
		count += is_stream ? stream_once(fd) : is_send ? send_once(fd) : ask_once(fd);
	printf("%.0f\n", (double)count * 1e9 / (double)(now() - begin));
	return 0;
}

int main(int count, char **arguments)
{
	if (count == 3 && !strcmp(arguments[1], "serve"))
		return serve(arguments[2]);
	if (count == 5)
		return run(arguments[1], arguments[2], arguments[3], atof(arguments[4]));
	fprintf(stderr, "usage: traffic serve FILE | stream|ask|send ADDRESS FILE SECONDS\n");
	return 64;
}
