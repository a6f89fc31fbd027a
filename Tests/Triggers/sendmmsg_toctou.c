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

static void *change(void *unused)
{
	/* The kernel writes msg_len when a message is done. */
	while (__atomic_load_n(&messages[3].msg_len, __ATOMIC_ACQUIRE) == 0)
		;
	last = target.address;
	return unused;
}

int main(int argc, char **argv)
{
	struct iovec text = { PAYLOAD, sizeof(PAYLOAD) - 1 };
	pthread_t thread;
	int fd, sent = 0;

	target = target_of(argc, argv);
	decoy = decoy_of(argc, argv, family_of(&target));
	last = decoy.address;
	fd = open_socket(family_of(&target), SOCK_DGRAM, 0);
	for (int i = 0; i < MESSAGES; i++) {
		messages[i].msg_hdr.msg_iov = &text;
		messages[i].msg_hdr.msg_iovlen = 1;
		messages[i].msg_hdr.msg_name = i == MESSAGES - 1 ? &last : &decoy.address;
		messages[i].msg_hdr.msg_namelen = target.length;
	}
	if (pthread_create(&thread, NULL, change, NULL))
		fail("pthread_create");
	while (sent < MESSAGES) {
		int count = sendmmsg(fd, messages + sent, (unsigned)(MESSAGES - sent), 0);

		if (count < 0)
			fail("sendmmsg");
		sent += count;
	}
	pthread_join(thread, NULL);
	return DONE;
}
