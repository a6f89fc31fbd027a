// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "include/CLibbpf.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

struct probe {
	int answer;
	char path[];
};

static void *ask(void *given)
{
	struct probe *probe = given;
	struct statfs facts;
	statfs(probe->path, &facts);
	close(probe->answer);
	free(probe);
	return NULL;
}

int egret_ask_mount(const char *path)
{
	int ends[2];
	size_t size = strlen(path) + 1;
	struct probe *probe = malloc(sizeof(*probe) + size);
	pthread_attr_t attributes;
	pthread_t thread;
	if (!probe || pipe2(ends, O_CLOEXEC) != 0) {
		free(probe);
		return -1;
	}
	probe->answer = ends[1];
	memcpy(probe->path, path, size);
	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	int failed = pthread_create(&thread, &attributes, ask, probe);
	pthread_attr_destroy(&attributes);
	if (failed) {
		close(ends[0]);
		close(ends[1]);
		free(probe);
		errno = failed;
		return -1;
	}
	return ends[0];
}
