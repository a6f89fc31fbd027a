/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every trigger does the same way: where to, and how it ends.
 *
 * A trigger makes its attempt once and exits with DONE whatever the network answers: refused and
 * unreachable were attempts too. IMPOSSIBLE: this kernel cannot do it. Anything else is a failure.
 */
#ifndef TRIGGER_H
#define TRIGGER_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DONE = 0, FAILED = 1, WRONG_USAGE = 64, IMPOSSIBLE = 77 };

#define PAYLOAD "egret trigger\n"

struct target {
	struct sockaddr_storage address;
	socklen_t length;
};

static inline struct sockaddr *sockaddr_of(struct target *target)
{
	return (struct sockaddr *)&target->address;
}

static inline int family_of(const struct target *target)
{
	return target->address.ss_family;
}

__attribute__((noreturn)) static inline void fail(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(FAILED);
}

__attribute__((noreturn)) static inline void impossible(const char *what)
{
	fprintf(stderr, "%s: %s: not possible here\n", what, strerror(errno));
	exit(IMPOSSIBLE);
}

/* An IPv4 or IPv6 address in text and a port. */
static inline struct target target_at(const char *address, const char *port)
{
	struct target target = { 0 };
	struct sockaddr_in *v4 = (struct sockaddr_in *)&target.address;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&target.address;

	if (inet_pton(AF_INET, address, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(atoi(port));
		target.length = sizeof(*v4);
	} else if (inet_pton(AF_INET6, address, &v6->sin6_addr) == 1) {
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons(atoi(port));
		target.length = sizeof(*v6);
	} else {
		fprintf(stderr, "%s is no address\n", address);
		exit(WRONG_USAGE);
	}
	return target;
}

static inline struct target target_of(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: %s ADDRESS PORT\n", argv[0]);
		exit(WRONG_USAGE);
	}
	return target_at(argv[1], argv[2]);
}

/* The innocent destination: the third and fourth argument, else the discard port on loopback. */
static inline struct target decoy_of(int argc, char **argv, int family)
{
	if (argc >= 5)
		return target_at(argv[3], argv[4]);
	return target_at(family == AF_INET ? "127.0.0.1" : "::1", "9");
}

/* The attempt was made, whatever came of it. */
static inline int was_attempted(int error)
{
	return error == 0 || error == ECONNREFUSED || error == EINPROGRESS || error == ETIMEDOUT ||
	       error == ENETUNREACH || error == EHOSTUNREACH || error == EADDRNOTAVAIL;
}

/* A socket whose connect gives up after a second. */
static inline int open_socket(int family, int type, int protocol)
{
	struct timeval second = { .tv_sec = 1 };
	int fd = socket(family, type | SOCK_CLOEXEC, protocol);

	if (fd < 0)
		fail("socket");
	if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof(second)))
		fail("SO_SNDTIMEO");
	return fd;
}

/* connect(2) and, if it is established, a line of text. */
static inline int connect_and_say(int fd, struct target *target)
{
	if (connect(fd, sockaddr_of(target), target->length) == 0) {
		if (send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL) < 0 && !was_attempted(errno))
			fail("send");
	} else if (!was_attempted(errno)) {
		fail("connect");
	}
	close(fd);
	return DONE;
}

static inline int tcp_to(struct target *target)
{
	return connect_and_say(open_socket(family_of(target), SOCK_STREAM, 0), target);
}

/* How a child ended. */
static inline int wait_for(pid_t child)
{
	int status;

	if (child < 0)
		fail("fork");
	if (waitpid(child, &status, 0) != child)
		fail("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : FAILED;
}

#endif
