// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "CLibbpf.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/mount.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))
#define CALL(name) {#name, SYS_##name}
#define CALLS_MAX 64

struct call {
	const char *name;
	long number;
};

/* Memory, the line, the end: what a parser may ask for. `mmap` is of no file and of nothing executable. */
static const struct call parser_calls[] = {
	CALL(read),	CALL(write),	      CALL(mmap),	CALL(munmap),	     CALL(mremap),
	CALL(brk),	CALL(madvise),	      CALL(futex),	CALL(clock_gettime), CALL(getrandom),
	CALL(exit),	CALL(exit_group),     CALL(rt_sigreturn), CALL(restart_syscall), CALL(sched_yield),
};

/* What the keeper may ask for besides: lines, children, their limits and their end. */
static const struct call keeper_calls[] = {
	CALL(sendmsg),	       CALL(socketpair), CALL(clone),	    CALL(wait4),	CALL(kill),
	CALL(close),	       CALL(dup3),	 CALL(close_range), CALL(getpid),	CALL(getppid),
	CALL(gettid),	       CALL(prctl),	 CALL(prlimit64),   CALL(seccomp),	CALL(set_robust_list),
	CALL(set_tid_address), CALL(rt_sigaction), CALL(rt_sigprocmask), CALL(capget), CALL(capset),
#ifdef SYS_rseq
	CALL(rseq),
#endif
};

struct list {
	struct sock_filter at[4 * CALLS_MAX];
	unsigned short count;
};

static void put(struct list *list, unsigned short operation, unsigned int value, unsigned char yes,
		unsigned char no)
{
	if (list->count < LENGTH(list->at))
		list->at[list->count++] = (struct sock_filter){operation, yes, no, value};
}

static void load_argument(struct list *list, int number)
{
	put(list, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * number, 0, 0);
}

/* The loaded argument has none of the bits, or the call is refused. */
static void need_without(struct list *list, unsigned int bits, unsigned int refusal)
{
	put(list, BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
	put(list, BPF_RET | BPF_K, refusal, 0, 0);
}

/* No executable memory, and of no file. */
static void need_plain_memory(struct list *list, unsigned int refusal)
{
	load_argument(list, 2);
	need_without(list, PROT_EXEC, refusal);
	load_argument(list, 3);
	put(list, BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 1, 0);
	put(list, BPF_RET | BPF_K, refusal, 0, 0);
}

static void allow(struct list *list, long call, unsigned int refusal)
{
	const unsigned short head = list->count;

	put(list, BPF_JMP | BPF_JEQ | BPF_K, call, 0, 0);
	if (call == SYS_mmap)
		need_plain_memory(list, refusal);
	if (call == SYS_clone) {
		load_argument(list, 0);
		need_without(list, CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
					   CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET, refusal);
	}
	put(list, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
	list->at[head].jf = list->count - head - 1;
}

static int allow_only(bool is_keeper, unsigned int refusal)
{
	struct list list = {.count = 0};
	struct sock_fprog program = {.filter = list.at};

	put(&list, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch), 0, 0);
	put(&list, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	put(&list, BPF_RET | BPF_K, refusal, 0, 0);
	put(&list, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
	for (size_t at = 0; at < LENGTH(parser_calls); at++)
		allow(&list, parser_calls[at].number, refusal);
	for (size_t at = 0; is_keeper && at < LENGTH(keeper_calls); at++)
		allow(&list, keeper_calls[at].number, refusal);
	/* Whoever does not have it makes processes by clone. */
	put(&list, BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1);
	put(&list, BPF_RET | BPF_K, is_keeper ? SECCOMP_RET_ERRNO | ENOSYS : refusal, 0, 0);
	put(&list, BPF_RET | BPF_K, refusal, 0, 0);
	program.len = list.count;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

/* A file system without a file, which is mounted nowhere, becomes the root. */
static int leave_files(void)
{
	int context = syscall(SYS_fsopen, "tmpfs", FSOPEN_CLOEXEC), mount = -1, result;

	if (context < 0)
		return -1;
	if (!syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		mount = syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC,
				MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
	close(context);
	if (mount < 0)
		return -1;
	result = fchdir(mount) || chroot(".") ? -1 : 0;
	close(mount);
	return result;
}

static int limit(int resource, rlim_t most)
{
	const struct rlimit both = {most, most};

	return setrlimit(resource, &both);
}

static int leave_users(void)
{
	if (setgroups(0, NULL) || setresgid(EGRET_PARSER_USER, EGRET_PARSER_USER, EGRET_PARSER_USER))
		return -1;
	return setresuid(EGRET_PARSER_USER, EGRET_PARSER_USER, EGRET_PARSER_USER);
}

const char *egret_confine_keeper(void)
{
	if (unshare(CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS))
		return "unshare";
	if (leave_files())
		return "an empty root";
	if (egret_bound_capabilities(0) || leave_users())
		return "another user";
	if (egret_keep_capabilities(0))
		return "capabilities";
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) || limit(RLIMIT_CORE, 0) || limit(RLIMIT_FSIZE, 0) ||
	    limit(RLIMIT_MEMLOCK, 0) || limit(RLIMIT_MSGQUEUE, 0) || limit(RLIMIT_NOFILE, 16))
		return "limits";
	if (allow_only(true, SECCOMP_RET_ERRNO | EPERM))
		return "a filter of calls";
	return NULL;
}

const char *egret_confine_parser(unsigned long long memory, unsigned int seconds)
{
	if (limit(RLIMIT_AS, memory) || limit(RLIMIT_CPU, seconds) || limit(RLIMIT_NPROC, 0) ||
	    limit(RLIMIT_NOFILE, 0))
		return "limits";
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || allow_only(false, SECCOMP_RET_KILL_PROCESS))
		return "a filter of calls";
	return NULL;
}

const char *egret_parser_call_at(size_t index)
{
	return index < LENGTH(parser_calls) ? parser_calls[index].name : "";
}
