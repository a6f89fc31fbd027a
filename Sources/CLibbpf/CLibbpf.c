/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLibbpf.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <linux/nsfs.h>
#include <linux/openat2.h>
#include <linux/perf_event.h>
#include <linux/if_tun.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>

static _Thread_local char text[16384];
static _Thread_local size_t used;

/* The end is kept: there the verifier says why. */
static void keep_end(const char *line, size_t size)
{
	const size_t most = sizeof(text) - 1;

	if (size > most) {
		line += size - most;
		size = most;
	}
	if (used + size > most) {
		size_t over = used + size - most;

		memmove(text, text + over, used - over);
		used -= over;
	}
	memcpy(text + used, line, size);
	used += size;
	text[used] = 0;
}

static int keep(enum libbpf_print_level level, const char *format, va_list arguments)
{
	char *line = NULL;
	int size;

	if (level == LIBBPF_DEBUG)
		return 0;
	size = vasprintf(&line, format, arguments);
	if (size > 0)
		keep_end(line, size);
	if (size >= 0)
		free(line);
	return size;
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

static int open_resolved(int directory, const char *path, int flags, unsigned long long resolve)
{
	struct open_how how = {.flags = flags | O_CLOEXEC, .resolve = resolve};

	return syscall(SYS_openat2, directory, path, &how, sizeof(how));
}

int egret_open_beneath(int directory, const char *path, int flags)
{
	return open_resolved(directory, path, flags,
			     RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS);
}

int egret_open_in_root(int directory, const char *path, int flags)
{
	return open_resolved(directory, path, flags, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
}

int egret_owning_namespace(int of_namespace)
{
	return ioctl(of_namespace, NS_GET_USERNS);
}

int egret_pidfd_open(int pid)
{
	return syscall(SYS_pidfd_open, pid, 0);
}

int egret_no_new_privileges(void)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int egret_detached_tracefs(void)
{
	int mount = -1;
	int context = syscall(SYS_fsopen, "tracefs", FSOPEN_CLOEXEC);

	if (context < 0)
		return -1;
	if (!syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		mount = syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, 0);
	close(context);
	return mount;
}

int egret_open_tracepoint(int number)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attributes),
		.config = number,
		.sample_period = 1,
		.wakeup_events = 1,
	};

	return syscall(SYS_perf_event_open, &attributes, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
}

int egret_send_many(int socket, const void *address, unsigned int size)
{
	char text[] = "egret";
	struct iovec part = {.iov_base = text, .iov_len = sizeof(text)};
	struct mmsghdr message = {
		.msg_hdr = {
			.msg_name = (void *)address,
			.msg_namelen = size,
			.msg_iov = &part,
			.msg_iovlen = 1,
		},
	};

	return sendmmsg(socket, &message, 1, MSG_DONTWAIT);
}

static long ask_for_tunnel(void)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	long result;

	if (nothing < 0)
		return -1;
	result = ioctl(nothing, TUNSETIFF, NULL);
	close(nothing);
	return result;
}

static long vain_call(enum egret_vain call)
{
	switch (call) {
	case EGRET_IOCTL:
		return ask_for_tunnel();
	case EGRET_PTRACE:
		return ptrace(PTRACE_ATTACH, 0, NULL, NULL);
	case EGRET_PIDFD_GETFD:
		return syscall(SYS_pidfd_getfd, -1, -1, 0);
	case EGRET_VM_WRITEV:
		return process_vm_writev(0, NULL, 0, NULL, 0, 0);
	case EGRET_LSEEK:
		return lseek(-1, 0, SEEK_SET);
	case EGRET_PWRITE:
		return pwrite(-1, "", 1, 0);
	}
	return 0;
}

int egret_vain_call(enum egret_vain call)
{
	errno = 0;
	return vain_call(call) < 0 ? errno : 0;
}

void egret_accept_in_vain(int socket)
{
	(void)accept(socket, NULL, NULL);
	(void)accept4(socket, NULL, NULL, SOCK_CLOEXEC);
}
