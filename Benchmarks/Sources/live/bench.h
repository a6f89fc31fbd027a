/* SPDX-License-Identifier: Apache-2.0 */
/* What the programs of the live benchmark share. */
#ifndef BENCH_H
#define BENCH_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static inline void fail(const char *what)
{
	perror(what);
	exit(1);
}

static inline uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static inline struct sockaddr_in at_port(uint32_t address, uint16_t port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(address),
				     .sin_port = htons(port) };
}

/* Where `sink`, another process, takes what comes: two UDP ports and a TCP port of loopback. */
struct sink {
	struct sockaddr_in udp[2];
	struct sockaddr_in tcp;
};

static inline struct sink sink_of(const char *path)
{
	unsigned int first, second, tcp;
	struct sink sink;
	FILE *file = fopen(path, "re");

	if (!file || fscanf(file, "%u %u %u", &first, &second, &tcp) != 3)
		fail(path);
	fclose(file);
	sink.udp[0] = at_port(INADDR_LOOPBACK, (uint16_t)first);
	sink.udp[1] = at_port(INADDR_LOOPBACK, (uint16_t)second);
	sink.tcp = at_port(INADDR_LOOPBACK, (uint16_t)tcp);
	return sink;
}

static inline int is_less(const void *one, const void *other)
{
	uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;

	return (a > b) - (a < b);
}

/* A connection that leaves no port waiting: closing it resets it. Nanoseconds that connect took. */
static inline uint64_t connect_once(const struct sockaddr_in *to)
{
	struct linger reset = { .l_onoff = 1 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	uint64_t start, end;

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset)))
		fail("socket");
	start = now();
	if (connect(fd, (const struct sockaddr *)to, sizeof(*to)))
		fail("connect");
	end = now();
	close(fd);
	return end - start;
}

#endif
