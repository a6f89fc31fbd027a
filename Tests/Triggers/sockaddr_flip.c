/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A second thread changes the address (IPv6: its last four bytes) while connect reads it. It goes on
 * for ten seconds at most, until the kernel used the target a hundred times, and says how often.
 */
#include "trigger.h"

#include <pthread.h>
#include <sched.h>
#include <time.h>

static struct sockaddr_storage shared;
static struct target target, decoy;
static int stop;

static void set_address(const struct target *to)
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)&to->address;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&to->address;

	if (family_of(to) == AF_INET)
		((volatile struct sockaddr_in *)&shared)->sin_addr.s_addr = v4->sin_addr.s_addr;
	else
		((volatile struct sockaddr_in6 *)&shared)->sin6_addr.s6_addr32[3] =
			v6->sin6_addr.s6_addr32[3];
}

static void *flip(void *unused)
{
	(void)unused;
	while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
		set_address(&target);
		set_address(&decoy);
	}
	return NULL;
}

/* The part that flips: IPv4's four bytes, or IPv6's last four. */
static int went_to_target(int fd)
{
	struct sockaddr_storage peer = { 0 };
	socklen_t length = sizeof(peer);

	if (getpeername(fd, (struct sockaddr *)&peer, &length))
		return 0;
	if (family_of(&target) == AF_INET)
		return ((struct sockaddr_in *)&peer)->sin_addr.s_addr ==
		       ((struct sockaddr_in *)&target.address)->sin_addr.s_addr;
	return ((struct sockaddr_in6 *)&peer)->sin6_addr.s6_addr32[3] ==
	       ((struct sockaddr_in6 *)&target.address)->sin6_addr.s6_addr32[3];
}

int main(int argc, char **argv)
{
	time_t end = time(NULL) + 10;
	long tries = 0, hits = 0;
	pthread_t thread;
	int fd;

	target = target_of(argc, argv);
	decoy = decoy_of(argc, argv, family_of(&target));
	shared = target.address;
	set_address(&decoy);
	fd = open_socket(family_of(&target), SOCK_DGRAM, 0);
	if (pthread_create(&thread, NULL, flip, NULL))
		fail("pthread_create");
	for (; hits < 100 && time(NULL) < end; tries++) {
		if (connect(fd, (struct sockaddr *)&shared, target.length) && !was_attempted(errno))
			fail("connect");
		if (went_to_target(fd)) {
			hits++;
			send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0);
		}
	}
	__atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
	pthread_join(thread, NULL);
	printf("%ld of %ld\n", hits, tries);
	return hits > 0 ? DONE : FAILED;
}
