/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "Watching.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <unistd.h>

#define HANDLE_MAX 128
/* linux/fanotify.h of 5.9 and newer */
#define REPORT_DIRECTORY_AND_NAME 0x00000c00

int egret_writers_open(void)
{
	return fanotify_init(FAN_CLASS_NOTIF | FAN_CLOEXEC | FAN_NONBLOCK | REPORT_DIRECTORY_AND_NAME,
			     O_RDONLY | O_CLOEXEC);
}

static int key_of(int directory, unsigned char *key, unsigned int size)
{
	union {
		struct file_handle handle;
		unsigned char bytes[sizeof(struct file_handle) + HANDLE_MAX];
	} found = {.handle.handle_bytes = HANDLE_MAX};
	struct statfs system;
	unsigned int length;
	int mount;

	if (fstatfs(directory, &system) ||
	    name_to_handle_at(directory, "", &found.handle, &mount, AT_EMPTY_PATH))
		return -1;
	length = sizeof(found.handle) + found.handle.handle_bytes;
	if (sizeof(system.f_fsid) + length > size) {
		errno = ERANGE;
		return -1;
	}
	memcpy(key, &system.f_fsid, sizeof(system.f_fsid));
	memcpy(key + sizeof(system.f_fsid), &found, length);
	return sizeof(system.f_fsid) + length;
}

int egret_writers_mark(int group, int directory, unsigned char *key, unsigned int size)
{
	const unsigned long long events =
		FAN_CLOSE_WRITE | FAN_MOVED_TO | FAN_MOVED_FROM | FAN_DELETE | FAN_EVENT_ON_CHILD;
	int length = key_of(directory, key, size);

	if (length < 0)
		return -1;
	if (fanotify_mark(group, FAN_MARK_ADD | FAN_MARK_ONLYDIR, events, directory, NULL))
		return -1;
	return length;
}

struct wanted {
	int net_namespace;
	int family;
	int type;
	int protocol;
	int socket;
	int error;
};

static void *open_inside(void *argument)
{
	struct wanted *wanted = argument;

	if (setns(wanted->net_namespace, CLONE_NEWNET))
		wanted->socket = -1;
	else
		wanted->socket = socket(wanted->family, wanted->type | SOCK_CLOEXEC, wanted->protocol);
	wanted->error = errno;
	return NULL;
}

int egret_socket_in(int net_namespace, int family, int type, int protocol)
{
	struct wanted wanted = {net_namespace, family, type, protocol, -1, 0};
	pthread_t thread;
	int failed = pthread_create(&thread, NULL, open_inside, &wanted);

	if (failed) {
		errno = failed;
		return -1;
	}
	pthread_join(thread, NULL);
	errno = wanted.error;
	return wanted.socket;
}
