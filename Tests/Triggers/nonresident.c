/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A datagram whose address lies in a page that a probe cannot read and the kernel can; the third
 * argument says what lies there: sendto, sendmsg (the address), header (struct msghdr too), or split
 * (only the second half of the address).
 */
#include "trigger.h"

#include <sys/mman.h>

/* A page of a file that nobody touched, behind one that was. */
static char *untouched(const void *bytes, size_t size, size_t before)
{
	int file = memfd_create("page", MFD_CLOEXEC);
	char *pages;

	if (file < 0)
		impossible("memfd_create");
	if (pwrite(file, bytes, size, (off_t)(4096 - before)) != (ssize_t)size ||
	    ftruncate(file, 8192))
		fail("write");
	pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
	if (pages == MAP_FAILED)
		fail("mmap");
	if (before)
		*(volatile char *)pages = 0;
	madvise(pages + 4096, 4096, MADV_RANDOM);
	return pages + 4096 - before;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	const char *how = argc > 3 ? argv[3] : "";
	int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);
	struct iovec text = { PAYLOAD, sizeof(PAYLOAD) - 1 };
	struct msghdr message = { .msg_iov = &text, .msg_iovlen = 1, .msg_namelen = target.length };
	const struct msghdr *head = &message;
	ssize_t sent;

	message.msg_name =
		untouched(&target.address, target.length, strcmp(how, "split") == 0 ? 4 : 0);
	if (strcmp(how, "header") == 0)
		head = (struct msghdr *)untouched(&message, sizeof(message), 0);
	if (strcmp(how, "sendmsg") == 0 || strcmp(how, "header") == 0)
		sent = sendmsg(fd, head, 0);
	else
		sent = sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, message.msg_name, target.length);
	if (sent < 0 && !was_attempted(errno))
		fail(how);
	return DONE;
}
