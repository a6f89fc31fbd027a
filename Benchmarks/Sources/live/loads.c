/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loads under which Egret's own use of the machine is measured.
 *
 *   loads same SECONDS SINK        connects over TCP to one place as fast as it can; prints how many
 *   loads each SECONDS SINK        the same, to another address of loopback each time
 *   loads connect RATE SECONDS SINK   RATE TCP connects a second; "calls nanoseconds median", see mixed
 *   loads send RATE SECONDS SINK      RATE datagrams a second, to another place each time
 *   loads mixed RATE SECONDS SINK  a connect and nine datagrams in turn, RATE a second (0: as fast as it
 *                                  can); prints "calls nanoseconds median", of all and of one
 *   loads storm PROGRAM COUNT      COUNT processes, one after the other, that run PROGRAM
 *   loads forks COUNT              forks COUNT children that end at once, 64 at a time
 */
#include "bench.h"

#include <spawn.h>
#include <sys/wait.h>

enum { AT_ONCE = 64, MOST = 1 << 20 };

extern char **environ;

static struct sink sink;
static int sender;

static int do_connects(double seconds, int is_each)
{
	uint64_t end = now() + (uint64_t)(seconds * 1e9);
	uint32_t count = 0;

	while (now() < end) {
		struct sockaddr_in to = sink.tcp;

		count++;
		if (is_each) /* 127.1.0.1 and on */
			to.sin_addr.s_addr = htonl(0x7f010000 + count);
		connect_once(&to);
	}
	printf("%u\n", count);
	return 0;
}

static uint64_t send_once(uint64_t number)
{
	const struct sockaddr *to = (const struct sockaddr *)&sink.udp[number & 1];
	uint64_t start = now();

	if (sendto(sender, "", 1, 0, to, sizeof(struct sockaddr_in)) != 1)
		fail("sendto");
	return now() - start;
}

static uint64_t call(const char *what, uint64_t number)
{
	if (!strcmp(what, "connect") || (!strcmp(what, "mixed") && number % 10 == 0))
		return connect_once(&sink.tcp);
	return send_once(number);
}

/* In turns of a millisecond: what a late turn did not do, the next one does. */
static int do_paced(const char *what, double rate, double seconds)
{
	uint64_t *times = calloc(MOST, sizeof(*times)), start = now(), count = 0, spent, kept;
	uint64_t all = (uint64_t)(rate * seconds), end = start + (uint64_t)(seconds * 1e9);

	if (!times)
		fail("calloc");
	while (rate > 0 ? count < all : now() < end) {
		uint64_t due = (uint64_t)((double)(now() - start) * rate / 1e9);

		for (; rate > 0 ? count < due && count < all : now() < end; count++)
			times[count % MOST] = call(what, count);
		usleep(rate > 0 ? 500 : 0);
	}
	spent = now() - start;
	kept = count < MOST ? count : MOST;
	qsort(times, kept, sizeof(*times), is_less);
	printf("%llu %llu %llu\n", (unsigned long long)count, (unsigned long long)spent,
	       (unsigned long long)times[kept / 2]);
	return 0;
}

static int do_storm(char *program, long count)
{
	char *arguments[] = { program, NULL };

	for (long i = 0; i < count; i++) {
		pid_t child;
		int status;

		errno = posix_spawn(&child, program, NULL, NULL, arguments, environ);
		if (errno || waitpid(child, &status, 0) != child || status)
			fail("posix_spawn");
	}
	return 0;
}

static int do_forks(long count)
{
	for (long done = 0; done < count; done += AT_ONCE) {
		for (int i = 0; i < AT_ONCE; i++) {
			pid_t child = fork();

			if (child < 0)
				fail("fork");
			if (child == 0)
				_exit(0);
		}
		while (wait(NULL) > 0)
			;
	}
	return 0;
}

int main(int count, char **arguments)
{
	const char *what = count > 1 ? arguments[1] : "";

	if (!strcmp(what, "storm") && count == 4)
		return do_storm(arguments[2], atol(arguments[3]));
	if (!strcmp(what, "forks") && count == 3)
		return do_forks(atol(arguments[2]));
	if (count < 4) {
		fprintf(stderr, "usage: loads same|each|connect|send|mixed|storm|forks ...\n");
		return 64;
	}
	sink = sink_of(arguments[count - 1]);
	sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (sender < 0)
		fail("socket");
	if (count == 4)
		return do_connects(atof(arguments[2]), !strcmp(what, "each"));
	return do_paced(what, atof(arguments[2]), atof(arguments[3]));
}
