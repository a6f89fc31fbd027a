/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests of io_uring other than the plain ones, by the third argument: sqpoll (a kernel thread
 * submits), direct (a socket without a descriptor), direct-sqpoll, sendto, zerocopy, async (a worker
 * sends), write (on a connected datagram socket), linked (connect and send in one submission), or
 * unix (connect to the local socket of the fourth argument).
 */
#include "ring.h"

#include "deputy.h"

enum { OP_SOCKET = 45, OP_SEND_ZC = 47, REGISTER_FILES = 2 };

static struct ring open_ring(unsigned flags)
{
	struct ring ring = { .layout = { .flags = flags, .sq_thread_idle = 500 } };

	return ring_map_all(ring);
}

static void check(int result, const char *what)
{
	errno = -result;
	if (result < 0 && !was_attempted(errno))
		fail(what);
}

static struct io_uring_sqe connecting(int fd, struct target *target)
{
	return (struct io_uring_sqe){ .opcode = IORING_OP_CONNECT, .fd = fd,
				      .addr = (unsigned long)&target->address,
				      .off = target->length };
}

static struct io_uring_sqe sending(int fd)
{
	return (struct io_uring_sqe){ .opcode = IORING_OP_SEND, .fd = fd,
				      .addr = (unsigned long)PAYLOAD,
				      .len = sizeof(PAYLOAD) - 1 };
}

static void by_thread(struct target *target)
{
	struct ring ring = open_ring(IORING_SETUP_SQPOLL);
	int fd = open_socket(family_of(target), SOCK_STREAM, 0);
	struct io_uring_sqe request;

	/* Before 5.11 such a ring takes registered descriptors only. */
	if (!(ring.layout.features & IORING_FEAT_SQPOLL_NONFIXED))
		impossible("SQPOLL without registered descriptors");
	request = connecting(fd, target);
	check(ring_do(&ring, &request), "connect");
	request = sending(fd);
	check(ring_do(&ring, &request), "send");
}

static void without_descriptor(struct target *target, unsigned flags)
{
	struct ring ring = open_ring(flags);
	int none[1] = { -1 };
	struct io_uring_sqe request = { .opcode = OP_SOCKET, .fd = family_of(target),
					.off = SOCK_STREAM, .file_index = 1 };

	if (syscall(SYS_io_uring_register, ring.fd, REGISTER_FILES, none, 1))
		impossible("IORING_REGISTER_FILES");
	if (ring_do(&ring, &request) < 0)
		impossible("IORING_OP_SOCKET");
	request = connecting(0, target);
	request.flags = IOSQE_FIXED_FILE;
	check(ring_do(&ring, &request), "connect");
	request = sending(0);
	request.flags = IOSQE_FIXED_FILE;
	check(ring_do(&ring, &request), "send");
}

static void datagram(struct target *target, const char *how)
{
	struct ring ring = open_ring(0);
	int fd = open_socket(family_of(target), SOCK_DGRAM, 0);
	struct io_uring_sqe request = sending(fd);

	request.addr2 = (unsigned long)&target->address;
	request.addr_len = (unsigned short)target->length;
	if (strcmp(how, "zerocopy") == 0)
		request.opcode = OP_SEND_ZC;
	if (strcmp(how, "async") == 0)
		request.flags = IOSQE_ASYNC;
	if (strcmp(how, "write") == 0) {
		if (connect(fd, sockaddr_of(target), target->length))
			fail("connect");
		request = (struct io_uring_sqe){ .opcode = IORING_OP_WRITE, .fd = fd,
						 .addr = (unsigned long)PAYLOAD,
						 .len = sizeof(PAYLOAD) - 1 };
	}
	int result = ring_do(&ring, &request);

	/* Before 6.0 the request takes no address. */
	if (result == -EDESTADDRREQ || result == -EOPNOTSUPP) {
		errno = -result;
		impossible("an address in the request");
	}
	check(result, how);
}

static void local(const char *name)
{
	struct ring ring = open_ring(0);
	struct target target = { 0 };

	target.length = unix_address(name, (struct sockaddr_un *)&target.address);
	struct io_uring_sqe request = connecting(open_socket(AF_UNIX, SOCK_STREAM, 0), &target);
	check(ring_do(&ring, &request), "connect");
}

static void linked(struct target *target)
{
	struct ring ring = open_ring(0);
	int fd = open_socket(family_of(target), SOCK_STREAM, 0);
	struct io_uring_sqe request = connecting(fd, target);

	request.flags = IOSQE_IO_LINK | IOSQE_ASYNC;
	ring_put(&ring, &request);
	request = sending(fd);
	check(ring_do(&ring, &request), "connect");
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	const char *how = argc > 3 ? argv[3] : "";

	if (strcmp(how, "sqpoll") == 0)
		by_thread(&target);
	else if (strcmp(how, "direct") == 0)
		without_descriptor(&target, 0);
	else if (strcmp(how, "direct-sqpoll") == 0)
		without_descriptor(&target, IORING_SETUP_SQPOLL);
	else if (strcmp(how, "linked") == 0)
		linked(&target);
	else if (argc > 4 && strcmp(how, "unix") == 0)
		local(argv[4]);
	else
		datagram(&target, how);
	return DONE;
}
