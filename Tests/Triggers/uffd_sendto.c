/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The name lies in a page that does not exist until the kernel copies it: a second thread fills it in
 * then (userfaultfd(2)). Arguments ADDRESS PORT DECOY_ADDRESS DECOY_PORT.
 */
/* flags: -pthread */
#include "trigger.h"

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

static int faults;
static char page[4096] __attribute__((aligned(4096)));

static void *fill(void *unused)
{
	struct uffd_msg message;
	struct uffdio_copy copy = { .src = (unsigned long)page, .len = sizeof(page) };

	(void)unused;
	if (read(faults, &message, sizeof(message)) != sizeof(message))
		return NULL;
	copy.dst = message.arg.pagefault.address & ~4095ul;
	if (ioctl(faults, UFFDIO_COPY, &copy))
		fail("UFFDIO_COPY");
	return NULL;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	void *absent = mmap(NULL, sizeof(page), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			    0);
	pthread_t thread;

	faults = (int)syscall(SYS_userfaultfd, O_CLOEXEC);
	range.range.start = (unsigned long)absent;
	range.range.len = sizeof(page);
	if (faults < 0 || ioctl(faults, UFFDIO_API, &api) ||
	    ioctl(faults, UFFDIO_REGISTER, &range))
		impossible("userfaultfd");
	memcpy(page, &target.address, target.length);
	if (pthread_create(&thread, NULL, fill, NULL))
		fail("pthread_create");
	if (sendto(open_socket(family_of(&target), SOCK_DGRAM, 0), PAYLOAD, sizeof(PAYLOAD) - 1, 0,
		   absent, target.length) < 0)
		fail("sendto");
	return DONE;
}
