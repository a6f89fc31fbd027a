/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLibbpf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static _Thread_local char text[16384];
static _Thread_local size_t used;

static int keep(enum libbpf_print_level level, const char *format, va_list arguments)
{
	int count;

	if (level == LIBBPF_DEBUG || used >= sizeof(text) - 1)
		return 0;
	count = vsnprintf(text + used, sizeof(text) - used, format, arguments);
	if (count > 0)
		used = used + count < sizeof(text) ? used + count : sizeof(text) - 1;
	return count;
}

void egret_log_start(void)
{
	used = 0;
	text[0] = 0;
	libbpf_set_print(keep);
}

const char *egret_log_take(void)
{
	used = 0;
	return text;
}

unsigned long egret_load_acquire(const void *position)
{
	return __atomic_load_n((const unsigned long *)position, __ATOMIC_ACQUIRE);
}

unsigned int egret_load_acquire_header(const void *header)
{
	return __atomic_load_n((const unsigned int *)header, __ATOMIC_ACQUIRE);
}

void egret_store_release(void *position, unsigned long value)
{
	__atomic_store_n((unsigned long *)position, value, __ATOMIC_RELEASE);
}

int egret_open_beneath(int directory, const char *path, int flags)
{
	struct open_how how = {
		.flags = flags | O_CLOEXEC,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
	};

	return syscall(SYS_openat2, directory, path, &how, sizeof(how));
}

int egret_pidfd_open(int pid)
{
	return syscall(SYS_pidfd_open, pid, 0);
}

int egret_no_new_privileges(void)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int egret_unshare_mounts(void)
{
	if (unshare(CLONE_NEWNS))
		return -1;
	return mount("", "/", NULL, MS_REC | MS_SLAVE, NULL);
}

int egret_mount_tracefs(const char *target)
{
	return mount("tracefs", target, "tracefs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
}
