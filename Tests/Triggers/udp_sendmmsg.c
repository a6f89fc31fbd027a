/* SPDX-License-Identifier: Apache-2.0 */
/* Sends three datagrams in one call; only the third goes to the target, the others to the decoy. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct target decoy = decoy_of(argc, argv, family_of(&target));
	struct target *to[3] = { &decoy, &decoy, &target };
	struct iovec text = { PAYLOAD, sizeof(PAYLOAD) - 1 };
	struct mmsghdr messages[3] = { 0 };
	int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);
	int sent = 0;

	for (int i = 0; i < 3; i++) {
		messages[i].msg_hdr.msg_name = &to[i]->address;
		messages[i].msg_hdr.msg_namelen = to[i]->length;
		messages[i].msg_hdr.msg_iov = &text;
		messages[i].msg_hdr.msg_iovlen = 1;
	}
	/* A refusal of an earlier datagram can end a call early; the third may be unreachable. */
	for (int tries = 0; sent < 3 && tries < 6; tries++) {
		int count = sendmmsg(fd, messages + sent, 3 - sent, 0);

		if (count < 0 && !was_attempted(errno))
			fail("sendmmsg");
		if (count < 0 && sent == 2)
			return DONE;
		sent += count > 0 ? count : 0;
	}
	return sent == 3 ? DONE : FAILED;
}
