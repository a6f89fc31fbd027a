/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times system calls as the process that makes them sees it, and what scripts/bench cannot do itself.
 *
 *   calls time FOLDER COUNT  waits for FOLDER/go, times COUNT calls of each kind, writes FOLDER/result:
 *                            "kind median p10 p90" in nanoseconds, one kind a line
 *   calls load SECONDS       connects over TCP to loopback as fast as it can; prints how many
 *   calls storm COUNT        forks COUNT processes, one after the other, that run this program's `nothing`
 *   calls programs           "id run_time_ns run_cnt name" of every BPF program of the machine
 *   calls nothing
 *
 * All traffic is to loopback ports of its own.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <arpa/inet.h>
#include <errno.h>
#include <linux/bpf.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BATCH 200

extern char **environ;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* What the calls go to: two UDP sockets and a TCP listener of our own. */
struct places {
	struct sockaddr_in udp[2];
	struct sockaddr_in tcp;
	int receivers[2];
	int listener;
	int sender;
	int connecter;
};

static int bound(int type, struct sockaddr_in *at)
{
	socklen_t size = sizeof(*at);
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	*at = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	if (fd < 0 || bind(fd, (struct sockaddr *)at, size) ||
	    getsockname(fd, (struct sockaddr *)at, &size))
		fail("bind");
	return fd;
}

static void find(struct places *to)
{
	for (int i = 0; i < 2; i++)
		to->receivers[i] = bound(SOCK_DGRAM, &to->udp[i]);
	to->listener = bound(SOCK_STREAM, &to->tcp);
	if (listen(to->listener, 16))
		fail("listen");
	to->sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	to->connecter = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (to->sender < 0 || to->connecter < 0)
		fail("socket");
}

/* One call of each kind returns the nanoseconds it took. */
typedef uint64_t timed(struct places *to, int number);

/* Too short for a clock around each. */
static uint64_t time_getppid(struct places *to, int number)
{
	uint64_t start = now();

	(void)to;
	(void)number;
	for (int i = 0; i < BATCH; i++)
		syscall(SYS_getppid);
	return (now() - start) / BATCH;
}

static uint64_t time_udp_connect(struct places *to, int number)
{
	const struct sockaddr *peer = (const struct sockaddr *)&to->udp[number & 1];
	uint64_t start = now();

	if (connect(to->connecter, peer, sizeof(struct sockaddr_in)))
		fail("connect");
	return now() - start;
}

static uint64_t time_send(struct places *to, const struct sockaddr_in *peer)
{
	char byte = 0;
	uint64_t start = now(), end;

	if (sendto(to->sender, &byte, 1, 0, (const struct sockaddr *)peer, sizeof(*peer)) != 1)
		fail("sendto");
	end = now();
	for (int i = 0; i < 2; i++)
		while (recv(to->receivers[i], &byte, 1, MSG_DONTWAIT) >= 0)
			;
	return end - start;
}

/* To where the last datagram went. */
static uint64_t time_sendto(struct places *to, int number)
{
	(void)number;
	return time_send(to, &to->udp[0]);
}

/* Each to another place than the one before. */
static uint64_t time_sendto_elsewhere(struct places *to, int number)
{
	return time_send(to, &to->udp[number & 1]);
}

static uint64_t time_tcp_connect(struct places *to, int number)
{
	struct linger reset = { .l_onoff = 1 };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), peer;
	uint64_t start, end;

	(void)number;
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset)); /* no port waits */
	start = now();
	if (connect(fd, (const struct sockaddr *)&to->tcp, sizeof(to->tcp)))
		fail("connect");
	end = now();
	peer = accept(to->listener, NULL, NULL);
	close(fd);
	close(peer);
	return end - start;
}

static const struct {
	const char *name;
	timed *time;
} kinds[] = {
	{ "getppid", time_getppid },
	{ "connect-udp", time_udp_connect },
	{ "sendto", time_sendto },
	{ "sendto-elsewhere", time_sendto_elsewhere },
	{ "connect-tcp", time_tcp_connect },
};

static int is_less(const void *one, const void *other)
{
	uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;

	return (a > b) - (a < b);
}

static void time_kind(struct places *to, size_t kind, int count, FILE *out)
{
	uint64_t *times = calloc((size_t)count, sizeof(*times));

	if (!times)
		fail("calloc");
	for (int i = -count / 8; i < count; i++) { /* the first ones only warm up */
		uint64_t time = kinds[kind].time(to, i & 0xffff);

		if (i >= 0)
			times[i] = time;
	}
	qsort(times, (size_t)count, sizeof(*times), is_less);
	fprintf(out, "%s %llu %llu %llu\n", kinds[kind].name,
		(unsigned long long)times[count / 2], (unsigned long long)times[count / 10],
		(unsigned long long)times[count * 9 / 10]);
	free(times);
}

static int do_time(const char *folder, int count)
{
	struct places to;
	char go[512], result[512], part[512];
	struct stat facts;
	FILE *out;

	snprintf(go, sizeof(go), "%s/go", folder);
	snprintf(result, sizeof(result), "%s/result", folder);
	snprintf(part, sizeof(part), "%s/part", folder);
	while (stat(go, &facts))
		usleep(2000);
	find(&to);
	out = fopen(part, "w");
	if (!out)
		fail(part);
	for (size_t kind = 0; kind < sizeof(kinds) / sizeof(*kinds); kind++)
		time_kind(&to, kind, count, out);
	if (fclose(out) || rename(part, result))
		fail(result);
	return 0;
}

static int do_load(double seconds)
{
	struct places to;
	uint64_t end = now() + (uint64_t)(seconds * 1e9), count = 0;

	find(&to);
	while (now() < end) {
		time_tcp_connect(&to, 0);
		count++;
	}
	printf("%llu\n", (unsigned long long)count);
	return 0;
}

static int do_storm(const char *self, long count)
{
	char *arguments[] = { (char *)self, (char *)"nothing", NULL };

	for (long i = 0; i < count; i++) {
		pid_t child;
		int status;

		errno = posix_spawn(&child, "/proc/self/exe", NULL, NULL, arguments, environ);
		if (errno)
			fail("posix_spawn");
		if (waitpid(child, &status, 0) != child || status)
			fail("waitpid");
	}
	return 0;
}

static long call_bpf(int command, union bpf_attr *attribute)
{
	return syscall(SYS_bpf, command, attribute, sizeof(*attribute));
}

static int do_programs(void)
{
	union bpf_attr next = { 0 };

	while (!call_bpf(BPF_PROG_GET_NEXT_ID, &next)) {
		union bpf_attr open = { .prog_id = next.next_id }, ask = { 0 };
		struct bpf_prog_info info = { 0 };
		int fd = (int)call_bpf(BPF_PROG_GET_FD_BY_ID, &open);

		next.start_id = next.next_id;
		if (fd < 0)
			continue;
		ask.info.bpf_fd = (uint32_t)fd;
		ask.info.info_len = sizeof(info);
		ask.info.info = (uint64_t)(uintptr_t)&info;
		if (!call_bpf(BPF_OBJ_GET_INFO_BY_FD, &ask))
			printf("%u %llu %llu %s\n", info.id, (unsigned long long)info.run_time_ns,
			       (unsigned long long)info.run_cnt, info.name);
		close(fd);
	}
	return 0;
}

int main(int count, char **arguments)
{
	const char *what = count > 1 ? arguments[1] : "";

	if (!strcmp(what, "time") && count == 4)
		return do_time(arguments[2], atoi(arguments[3]));
	if (!strcmp(what, "load") && count == 3)
		return do_load(atof(arguments[2]));
	if (!strcmp(what, "storm") && count == 3)
		return do_storm(arguments[0], atol(arguments[2]));
	if (!strcmp(what, "programs"))
		return do_programs();
	if (!strcmp(what, "nothing"))
		return 0;
	fprintf(stderr, "usage: calls time FOLDER COUNT | load SECONDS | storm COUNT | programs\n");
	return 64;
}
