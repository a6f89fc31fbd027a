// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "Filter.h"

#include <errno.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "FilterTable.h"

#define NAME_MAX_SIZE 64

/* A call that is let through; it fails for another reason, or does no harm. */
struct passed {
	const char *name;
	long number;
	long arguments[4];
	unsigned int whose;
};

static const struct passed passed[] = {
	{"socket of AF_UNIX", SYS_socket, {AF_UNIX, SOCK_DGRAM, 0, 0}, BOTH},
	{"socket of AF_INET", SYS_socket, {AF_INET, SOCK_DGRAM, 0, 0}, EGRET_CANARY},
	{"socket of sock_diag", SYS_socket, {AF_NETLINK, SOCK_RAW, 4, 0}, EGRET_WATCHER},
	{"socket of routes", SYS_socket, {AF_NETLINK, SOCK_RAW, 0, 0}, EGRET_WATCHER},
	{"setns of a network", SYS_setns, {-1, CLONE_NEWNET, 0, 0}, EGRET_WATCHER},
	{"mmap", SYS_mmap, {0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS}, BOTH},
	{"mprotect", SYS_mprotect, {0, 0, PROT_READ, 0}, BOTH},
	{"ptrace of nothing", SYS_ptrace, {PTRACE_ATTACH, 0, 0, 0}, EGRET_CANARY},
	{"pidfd_getfd of nothing", SYS_pidfd_getfd, {-1, -1, 0, 0}, EGRET_CANARY},
};

/* With arguments that no kernel takes, and that no row lets through. */
static bool is_refused(const struct row *row)
{
	const long first = row->condition == NO_DESCRIPTOR ? 0 : -1;
	const int wanted = row->condition == UNKNOWN ? ENOSYS : EPERM;

	return syscall(row->number, first, -1, -1, -1, -1, -1) < 0 && errno == wanted;
}

#if defined(__x86_64__)
/* getpid by the x32 ABI's number, and by a number that no kernel has yet. */
static const char *other_table(void)
{
	if (syscall(0x40000000 | SYS_getpid) >= 0 || (errno != EPERM && errno != ENOSYS))
		return "a call of the x32 ABI";
	return NULL;
}
#else
static const char *other_table(void)
{
	return NULL;
}
#endif

static const char *first_wrong(enum egret_filtered whose)
{
	for (const struct row *row = table; row->told.call; row++)
		if (row->told.whose & whose && !is_refused(row))
			return row->told.call;
	for (size_t at = 0; at < sizeof(passed) / sizeof(*passed); at++) {
		const struct passed *one = &passed[at];

		errno = 0;
		if (one->whose & whose &&
		    syscall(one->number, one->arguments[0], one->arguments[1], one->arguments[2],
			    one->arguments[3], -1, 0) < 0 && errno == EPERM)
			return one->name;
	}
	return other_table();
}

/* Nothing but system calls: other threads of the maker may have held any lock. */
static void try_all(enum egret_filtered whose, int answer)
{
	const char *wrong;

	if (egret_filter_calls(whose))
		_exit(1);
	wrong = first_wrong(whose);
	if (wrong && write(answer, wrong, strlen(wrong)) < 0)
		_exit(1);
	_exit(0);
}

const char *egret_try_filter(enum egret_filtered whose)
{
	static _Thread_local char wrong[NAME_MAX_SIZE];
	int ends[2], status = -1;
	ssize_t size;
	pid_t child;

	if (pipe(ends))
		return NULL;
	child = fork();
	if (child == 0)
		try_all(whose, ends[1]);
	close(ends[1]);
	size = child < 0 ? -1 : read(ends[0], wrong, sizeof(wrong) - 1);
	close(ends[0]);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (size < 0 || status != 0)
		return NULL;
	wrong[size] = 0;
	return wrong;
}
