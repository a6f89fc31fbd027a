/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An AF_PACKET socket made past the system call socket, bound, and written to: no call names a family
 * that a hook on connect and its kin would see. Arguments INTERFACE HOW: compat (int 0x80) or ring
 * (io_uring).
 */
#include "ring.h"

#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <signal.h>

enum { OP_SOCKET = 45 };

static int by_ring(void)
{
	struct ring ring = ring_open();
	struct io_uring_sqe request = { .opcode = OP_SOCKET, .fd = AF_PACKET, .off = SOCK_RAW };
	int fd = ring_do(&ring, &request);

	errno = -fd;
	if (fd < 0)
		impossible("IORING_OP_SOCKET");
	return fd;
}

#if defined(__x86_64__)
static void no_such_gate(int signal)
{
	(void)signal;
	_exit(IMPOSSIBLE);
}

static int by_compat(void)
{
	long result;

	signal(SIGSEGV, no_such_gate);
	__asm__ volatile("int $0x80" : "=a"(result) : "a"(359), "b"(AF_PACKET), "c"(SOCK_RAW), "d"(0)
			 : "memory", "r8", "r9", "r10", "r11");
	errno = (int)-result;
	if ((int)result < 0)
		impossible("socket by int 0x80");
	return (int)result;
}
#else
static int by_compat(void)
{
	errno = ENOSYS;
	impossible("int 0x80");
}
#endif

int main(int argc, char **argv)
{
	struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_protocol = htons(ETHERTYPE_IP),
				  .sll_halen = 6 };
	char frame[64] = { [12] = 8 };
	int fd;

	if (argc < 3)
		return WRONG_USAGE;
	to.sll_ifindex = (int)if_nametoindex(argv[1]);
	memset(frame, 0xff, 6);
	fd = strcmp(argv[2], "ring") == 0 ? by_ring() : by_compat();
	if (bind(fd, (struct sockaddr *)&to, sizeof(to)) || write(fd, frame, sizeof(frame)) < 0)
		fail("write");
	return DONE;
}
