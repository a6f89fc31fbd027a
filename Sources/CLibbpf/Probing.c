// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "include/CLibbpf.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

/* Nobody waits for it: it may never end, not even when it is killed. It keeps nothing but the pipe,
   so that no hook and no file of ours lives on in it. */
static void ask(const char *path, int answer)
{
	struct statfs facts;
	if (fork() != 0)
		_exit(0);
	if (dup2(answer, 0) == 0 && syscall(SYS_close_range, 1, ~0U, 0) == 0)
		statfs(path, &facts);
	_exit(0);
}

int egret_ask_mount(const char *path)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	pid_t child = fork();
	if (child == 0)
		ask(path, ends[1]);
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return -1;
	}
	waitpid(child, NULL, 0);
	return ends[0];
}
