/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The address lies in a page of a file that nobody touched yet: a probe that may not sleep cannot
 * read it, the kernel can.
 */
#include "trigger.h"

#include <sys/mman.h>

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int file = memfd_create("address", MFD_CLOEXEC);
	int fd = open_socket(family_of(&target), SOCK_STREAM, 0);
	void *page;

	if (file < 0)
		impossible("memfd_create");
	if (write(file, &target.address, target.length) != (ssize_t)target.length)
		fail("write");
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
	if (page == MAP_FAILED)
		fail("mmap");
	if (connect(fd, page, target.length) && !was_attempted(errno))
		fail("connect");
	return DONE;
}
