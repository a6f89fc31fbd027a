/* SPDX-License-Identifier: Apache-2.0 */
/* Copies itself into anonymous memory, executes that, and connects: there is no file to look at. */
#include "trigger.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

static int copy_of_myself(void)
{
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	int to = memfd_create("trigger", MFD_CLOEXEC);
	struct stat size;

	if (to < 0)
		impossible("memfd_create");
	if (from < 0 || fstat(from, &size))
		fail("/proc/self/exe");
	while (lseek(to, 0, SEEK_CUR) < size.st_size)
		if (sendfile(to, from, NULL, (size_t)size.st_size) <= 0)
			fail("sendfile");
	return to;
}

int main(int argc, char **argv, char **environment)
{
	struct target target = target_of(argc, argv);
	char *again[] = { argv[0], argv[1], argv[2], "connect", NULL };

	if (argc > 3)
		return tcp_to(&target);
	fexecve(copy_of_myself(), again, environment);
	fail("fexecve");
}
