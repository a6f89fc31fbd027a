/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connects a UDP socket and then uses a call that names no destination, by the third argument: send,
 * sendmsg, sendmmsg, writev, sendfile, splice or aio.
 */
#include "trigger.h"

#include <fcntl.h>
#include <linux/aio_abi.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/uio.h>

static struct iovec text = { PAYLOAD, sizeof(PAYLOAD) - 1 };

static int file_of_text(void)
{
	int file = memfd_create("text", MFD_CLOEXEC);

	if (file < 0 || pwrite(file, text.iov_base, text.iov_len, 0) != (ssize_t)text.iov_len)
		fail("memfd_create");
	return file;
}

static ssize_t by_splice(int fd)
{
	int ends[2];

	if (pipe(ends) || splice(file_of_text(), NULL, ends[1], NULL, text.iov_len, 0) < 0)
		fail("splice into a pipe");
	return splice(ends[0], NULL, fd, NULL, text.iov_len, 0);
}

static ssize_t by_aio(int fd)
{
	struct iocb request = { .aio_fildes = (unsigned)fd, .aio_lio_opcode = IOCB_CMD_PWRITE,
				.aio_buf = (unsigned long)text.iov_base,
				.aio_nbytes = text.iov_len };
	struct iocb *requests[] = { &request };
	struct io_event event;
	aio_context_t context = 0;

	if (syscall(SYS_io_setup, 1, &context))
		impossible("io_setup");
	if (syscall(SYS_io_submit, context, 1, requests) != 1)
		return -1;
	return syscall(SYS_io_getevents, context, 1, 1, &event, NULL) == 1 ? (ssize_t)event.res : -1;
}

static ssize_t say(int fd, const char *how)
{
	struct msghdr message = { .msg_iov = &text, .msg_iovlen = 1 };
	struct mmsghdr messages[2] = { { .msg_hdr = message }, { .msg_hdr = message } };

	if (strcmp(how, "send") == 0)
		return send(fd, text.iov_base, text.iov_len, 0);
	if (strcmp(how, "sendmsg") == 0)
		return sendmsg(fd, &message, 0);
	if (strcmp(how, "sendmmsg") == 0)
		return sendmmsg(fd, messages, 2, 0);
	if (strcmp(how, "writev") == 0)
		return writev(fd, &text, 1);
	if (strcmp(how, "sendfile") == 0)
		return sendfile(fd, file_of_text(), &(off_t){ 0 }, text.iov_len);
	if (strcmp(how, "splice") == 0)
		return by_splice(fd);
	if (strcmp(how, "aio") == 0)
		return by_aio(fd);
	exit(WRONG_USAGE);
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);

	if (argc < 4)
		return WRONG_USAGE;
	if (connect(fd, sockaddr_of(&target), target.length))
		fail("connect");
	if (say(fd, argv[3]) < 0 && !was_attempted(errno))
		fail(argv[3]);
	return DONE;
}
