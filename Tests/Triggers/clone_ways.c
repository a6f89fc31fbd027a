/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The third argument says how the process that connects is made: parent (CLONE_PARENT: a sibling),
 * vm (CLONE_VM: it shares the memory), cgroup (CLONE_INTO_CGROUP), or escape (no child: it moves
 * itself to another cgroup). The fourth is the cgroup's folder.
 */
#include "trigger.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>

static struct target target;

static int act(void *unused)
{
	(void)unused;
	return tcp_to(&target);
}

/* CLONE_PARENT: the child is not ours to wait for; it writes a byte when it is done. */
static int by_parent(void)
{
	char done = 1;
	int ends[2];

	if (pipe(ends))
		fail("pipe");
	switch (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL)) {
	case -1:
		fail("clone");
	case 0:
		done = (char)tcp_to(&target);
		_exit(write(ends[1], &done, 1) == 1 ? DONE : FAILED);
	}
	close(ends[1]);
	return read(ends[0], &done, 1) == 1 ? done : FAILED;
}

static int by_memory(void)
{
	static char stack[1 << 16] __attribute__((aligned(16)));

	return wait_for(clone(act, stack + sizeof(stack), CLONE_VM | CLONE_FILES | SIGCHLD, NULL));
}

static int folder_of(const char *path)
{
	int folder;

	mkdir(path, 0755);
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		impossible(path);
	return folder;
}

static int into_cgroup(const char *path)
{
	struct clone_args how = { .flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD,
				  .cgroup = (unsigned long)folder_of(path) };
	long child = syscall(SYS_clone3, &how, sizeof(how));

	if (child < 0)
		impossible("CLONE_INTO_CGROUP");
	if (child == 0)
		_exit(tcp_to(&target));
	return wait_for((pid_t)child);
}

static int escape(const char *path)
{
	int procs = openat(folder_of(path), "cgroup.procs", O_WRONLY | O_CLOEXEC);

	if (procs < 0 || write(procs, "0", 1) != 1)
		impossible("cgroup.procs");
	return tcp_to(&target);
}

int main(int argc, char **argv)
{
	const char *how = argc > 3 ? argv[3] : "";

	target = target_of(argc, argv);
	if (strcmp(how, "parent") == 0)
		return by_parent();
	if (strcmp(how, "vm") == 0)
		return by_memory();
	if (argc > 4 && strcmp(how, "cgroup") == 0)
		return into_cgroup(argv[4]);
	if (argc > 4 && strcmp(how, "escape") == 0)
		return escape(argv[4]);
	return WRONG_USAGE;
}
