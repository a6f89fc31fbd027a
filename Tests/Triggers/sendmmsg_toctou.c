/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All messages of one sendmmsg name the decoy when the call begins; a second thread changes the last
 * one's address when the first has been sent. Arguments ADDRESS PORT DECOY PORT.
 */
#include "trigger.h"

#include <pthread.h>

enum { MESSAGES = 1000 };

static struct sockaddr_storage last;
static struct mmsghdr messages[MESSAGES];
static struct target target, decoy;
static int is_ready, was_in_time;

static unsigned length_of(int index)
{
	return __atomic_load_n(&messages[index].msg_len, __ATOMIC_ACQUIRE);
}

static void *change(void *unused)
{
	__atomic_store_n(&is_ready, 1, __ATOMIC_RELEASE);
	/* The kernel writes msg_len when a message is done. */
	while (length_of(3) == 0)
		;
	last = target.address;
	/* The one before the last was not done: the kernel had not read the last one's address. */
	was_in_time = length_of(MESSAGES - 2) == 0;
	return unused;
}

static void prepare(struct iovec *text)
{
	last = decoy.address;
	is_ready = 0;
	for (int i = 0; i < MESSAGES; i++) {
		messages[i].msg_len = 0;
		messages[i].msg_hdr.msg_iov = text;
		messages[i].msg_hdr.msg_iovlen = 1;
		messages[i].msg_hdr.msg_name = i == MESSAGES - 1 ? &last : &decoy.address;
		messages[i].msg_hdr.msg_namelen = target.length;
	}
}

static void send_all(int fd)
{
	pthread_t thread;
	int sent = 0;

	if (pthread_create(&thread, NULL, change, NULL))
		fail("pthread_create");
	while (!__atomic_load_n(&is_ready, __ATOMIC_ACQUIRE))
		;
	while (sent < MESSAGES) {
		int count = sendmmsg(fd, messages + sent, (unsigned)(MESSAGES - sent), 0);

		if (count < 0)
			fail("sendmmsg");
		sent += count;
	}
	pthread_join(thread, NULL);
}

int main(int argc, char **argv)
{
	struct iovec text = { PAYLOAD, sizeof(PAYLOAD) - 1 };
	int fd;

	target = target_of(argc, argv);
	decoy = decoy_of(argc, argv, family_of(&target));
	fd = open_socket(family_of(&target), SOCK_DGRAM, 0);
	for (int tries = 0; !was_in_time && tries < 100; tries++) {
		prepare(&text);
		send_all(fd);
	}
	return was_in_time ? DONE : FAILED;
}
