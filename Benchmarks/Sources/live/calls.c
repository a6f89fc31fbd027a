/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times system calls as the process that makes them sees it.
 *
 *   calls time FOLDER COUNT SINK  waits for FOLDER/go, times COUNT calls of each kind, writes
 *                                 FOLDER/result: "kind median p10 p90" in nanoseconds, one kind a line
 *   calls spawn PROGRAM COUNT     times fork, exec and exit of PROGRAM, waited for; prints the median
 *
 * SINK is what `sink` wrote: everything goes to another process, which is not woken by it.
 */
#include "bench.h"

#include <spawn.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define BATCH 200

extern char **environ;

static struct sink sink;
static int sender, connecter;

/* One call of each kind returns the nanoseconds it took. */
typedef uint64_t timed(int number);

/* Too short for a clock around each. */
static uint64_t time_getppid(int number)
{
	uint64_t start = now();

	(void)number;
	for (int i = 0; i < BATCH; i++)
		syscall(SYS_getppid);
	return (now() - start) / BATCH;
}

static uint64_t time_udp_connect(int number)
{
	const struct sockaddr *peer = (const struct sockaddr *)&sink.udp[number & 1];
	uint64_t start = now();

	if (connect(connecter, peer, sizeof(struct sockaddr_in)))
		fail("connect");
	return now() - start;
}

static uint64_t time_send(const struct sockaddr_in *peer)
{
	char byte = 0;
	uint64_t start = now();

	if (sendto(sender, &byte, 1, 0, (const struct sockaddr *)peer, sizeof(*peer)) != 1)
		fail("sendto");
	return now() - start;
}

/* To where the last datagram went. */
static uint64_t time_sendto(int number)
{
	(void)number;
	return time_send(&sink.udp[0]);
}

/* Each to another place than the one before. */
static uint64_t time_sendto_elsewhere(int number)
{
	return time_send(&sink.udp[number & 1]);
}

static uint64_t time_tcp_connect(int number)
{
	(void)number;
	return connect_once(&sink.tcp);
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

static uint64_t *room_for(int count)
{
	uint64_t *times = calloc((size_t)count, sizeof(*times));

	if (!times)
		fail("calloc");
	return times;
}

static void time_kind(size_t kind, int count, FILE *out)
{
	uint64_t *times = room_for(count);

	for (int i = -count / 8; i < count; i++) { /* the first ones only warm up */
		uint64_t time = kinds[kind].time(i & 0xffff);

		if (i >= 0)
			times[i] = time;
	}
	qsort(times, (size_t)count, sizeof(*times), is_less);
	fprintf(out, "%s %llu %llu %llu\n", kinds[kind].name,
		(unsigned long long)times[count / 2], (unsigned long long)times[count / 10],
		(unsigned long long)times[count * 9 / 10]);
	free(times);
}

static int do_time(const char *folder, int count, const char *where)
{
	char go[512], result[512], part[512];
	struct stat facts;
	FILE *out;

	snprintf(go, sizeof(go), "%s/go", folder);
	snprintf(result, sizeof(result), "%s/result", folder);
	snprintf(part, sizeof(part), "%s/part", folder);
	while (stat(go, &facts))
		usleep(2000);
	sink = sink_of(where);
	sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	connecter = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	out = fopen(part, "w");
	if (sender < 0 || connecter < 0 || !out)
		fail(part);
	for (size_t kind = 0; kind < sizeof(kinds) / sizeof(*kinds); kind++)
		time_kind(kind, count, out);
	if (fclose(out) || rename(part, result))
		fail(result);
	return 0;
}

static int do_spawn(char *program, int count)
{
	char *arguments[] = { program, NULL };
	uint64_t *times = room_for(count);

	for (int i = -count / 8; i < count; i++) {
		uint64_t start = now();
		pid_t child;
		int status;

		errno = posix_spawn(&child, program, NULL, NULL, arguments, environ);
		if (errno || waitpid(child, &status, 0) != child || status)
			fail("posix_spawn");
		if (i >= 0)
			times[i] = now() - start;
	}
	qsort(times, (size_t)count, sizeof(*times), is_less);
	printf("%llu\n", (unsigned long long)times[count / 2]);
	return 0;
}

int main(int count, char **arguments)
{
	const char *what = count > 1 ? arguments[1] : "";

	if (!strcmp(what, "time") && count == 5)
		return do_time(arguments[2], atoi(arguments[3]), arguments[4]);
	if (!strcmp(what, "spawn") && count == 4)
		return do_spawn(arguments[2], atoi(arguments[3]));
	fprintf(stderr, "usage: calls time FOLDER COUNT SINK | spawn PROGRAM COUNT\n");
	return 64;
}
