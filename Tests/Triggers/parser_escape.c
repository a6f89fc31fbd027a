/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody would try who has taken over a parser, or the parsers' keeper: below the same confinement as theirs,
 * compiled in from its source. Prints a line for each try, with how it ended; exits 0 where none succeeded. Needs root.
 */
#define _GNU_SOURCE
#define _Nonnull /* clang's */
#define _Nullable
#include "../../Sources/CLibbpf/Confinement.c"
#include "../../Sources/CLibbpf/Privileges.c"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>

#define MEMORY (1ULL << 30)

struct attempt {
	const char *name;
	long number;
	long arguments[6];
	/* The keeper may. */
	bool is_keepers;
};

static char *const nothing[] = {NULL};

static const struct attempt attempts[] = {
	{"socket", SYS_socket, {AF_INET, SOCK_STREAM, 0}, false},
	{"socket of a path", SYS_socket, {AF_UNIX, SOCK_STREAM, 0}, false},
	{"socket of netlink", SYS_socket, {AF_NETLINK, SOCK_RAW, 0}, false},
	{"openat", SYS_openat, {AT_FDCWD, (long)"/etc/passwd", O_RDONLY, 0}, false},
	{"openat2", SYS_openat2, {AT_FDCWD, (long)"/", 0, 0}, false},
	{"getdents64", SYS_getdents64, {0, 0, 0}, false},
	{"execve", SYS_execve, {(long)"/bin/true", (long)nothing, (long)nothing}, false},
	{"execveat", SYS_execveat, {AT_FDCWD, (long)"/bin/true", (long)nothing, (long)nothing, 0}, false},
	{"ptrace", SYS_ptrace, {PTRACE_ATTACH, 1, 0, 0}, false},
	{"process_vm_readv", SYS_process_vm_readv, {1, 0, 0, 0, 0, 0}, false},
	{"process_vm_writev", SYS_process_vm_writev, {1, 0, 0, 0, 0, 0}, false},
	{"pidfd_open", SYS_pidfd_open, {1, 0}, false},
	{"kill", SYS_kill, {1, SIGTERM}, true},
	{"tgkill", SYS_tgkill, {1, 1, SIGTERM}, false},
	{"clone", SYS_clone, {SIGCHLD, 0, 0, 0, 0}, true},
	{"clone of a user namespace", SYS_clone, {CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0}, false},
	{"clone3", SYS_clone3, {0, 0}, false},
	{"unshare", SYS_unshare, {CLONE_NEWUSER}, false},
	{"setns", SYS_setns, {0, 0}, false},
	{"mount", SYS_mount, {0, (long)"/", (long)"proc", 0, 0}, false},
	{"chroot", SYS_chroot, {(long)"."}, false},
	{"setuid", SYS_setuid, {0}, false},
	{"setgroups", SYS_setgroups, {0, 0}, false},
	{"capset", SYS_capset, {0, 0}, true},
	{"prctl", SYS_prctl, {PR_GET_DUMPABLE, 0, 0, 0, 0}, true},
	{"bpf", SYS_bpf, {0, 0, 0}, false},
	{"perf_event_open", SYS_perf_event_open, {0, -1, 0, -1, 0}, false},
	{"io_uring_setup", SYS_io_uring_setup, {1, 0}, false},
	{"memfd_create", SYS_memfd_create, {(long)"a", 0}, false},
	{"mprotect", SYS_mprotect, {0, 4096, PROT_READ | PROT_EXEC}, false},
	{"mmap of code", SYS_mmap, {0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0}, false},
	{"mmap of a file", SYS_mmap, {0, 4096, PROT_READ, MAP_PRIVATE, 0, 0}, false},
	{"ioctl", SYS_ioctl, {0, 0, 0}, false},
	{"dup3", SYS_dup3, {0, 1, 0}, true},
	{"sendmsg", SYS_sendmsg, {0, 0, 0}, true},
	{"recvmsg", SYS_recvmsg, {0, 0, 0}, false},
	{"connect", SYS_connect, {0, 0, 0}, false},
	{"sendto", SYS_sendto, {0, 0, 0, 0, 0, 0}, false},
#if defined(__x86_64__)
	{"open", SYS_open, {(long)"/etc/passwd", O_RDONLY, 0}, false},
	{"fork", SYS_fork, {0}, false},
	{"getpid of the x32 ABI", 0x40000000 | SYS_getpid, {0}, false},
#endif
};

static long attempt(const struct attempt *one)
{
	const long *with = one->arguments;

	return syscall(one->number, with[0], with[1], with[2], with[3], with[4], with[5]);
}

/* Of the keeper, and of a parser, which then does one thing that it may not. Ends with 2 where it is not confined. */
static void play(const struct attempt *one, bool is_keeper)
{
	const char *failed = egret_confine_keeper();

	if (!failed && !is_keeper)
		failed = egret_confine_parser(MEMORY, 5);
	if (failed)
		_exit(2);
	if (!is_keeper) {
		attempt(one);
		_exit(3);
	}
	if (attempt(one) >= 0)
		_exit(3);
	_exit(errno == (one->number == SYS_clone3 ? ENOSYS : EPERM) ? 0 : 4);
}

static int played(const struct attempt *one, bool is_keeper)
{
	const pid_t child = fork();
	int status = -1;
	bool is_refused;

	if (child == 0)
		play(one, is_keeper);
	if (child < 0 || waitpid(child, &status, 0) != child)
		return 1;
	is_refused = is_keeper ? WIFEXITED(status) && WEXITSTATUS(status) == 0
			       : WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
	printf("%s %s: %s (%#x)\n", is_keeper ? "keeper" : "parser", one->name, is_refused ? "refused" : "DONE",
	       status);
	return !is_refused;
}

/* More memory, more time, and a child beside the filter: what the limits say. */
static int grown(void)
{
	const pid_t child = fork();
	int status = -1;

	if (child == 0) {
		if (egret_confine_keeper() || egret_confine_parser(64ULL << 20, 1))
			_exit(2);
		if (syscall(SYS_mmap, 0, 128ULL << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
		    -1)
			_exit(3);
		for (volatile unsigned long turn = 0;; turn++)
			;
	}
	waitpid(child, &status, 0);
	printf("parser memory and time: %#x\n", status);
	return !(WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL));
}

int main(void)
{
	int wrong = 0;

	setvbuf(stdout, NULL, _IONBF, 0);
	for (size_t at = 0; at < LENGTH(attempts); at++) {
		wrong += played(&attempts[at], false);
		if (!attempts[at].is_keepers)
			wrong += played(&attempts[at], true);
	}
	wrong += grown();
	printf("%d not refused\n", wrong);
	return wrong ? 1 : 0;
}
