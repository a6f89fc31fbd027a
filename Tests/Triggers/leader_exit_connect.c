/* SPDX-License-Identifier: Apache-2.0 */
/* The first thread ends; the kernel says that the leader exited; then another thread connects. */
#include "trigger.h"

#include <fcntl.h>
#include <pthread.h>

static int leader_is_dead(void)
{
	char path[64], text[256];
	const char *state;
	ssize_t count;
	int fd;

	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", getpid());
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	count = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[count > 0 ? count : 0] = 0;
	state = strrchr(text, ')');
	return state && state[1] == ' ' && state[2] == 'Z';
}

static void *act(void *target)
{
	for (int i = 0; !leader_is_dead() && i < 2000; i++)
		usleep(1000);
	if (!leader_is_dead())
		exit(FAILED);
	exit(tcp_to(target));
}

int main(int argc, char **argv)
{
	static struct target target;
	pthread_t thread;

	target = target_of(argc, argv);
	if (pthread_create(&thread, NULL, act, &target))
		fail("pthread_create");
	pthread_exit(NULL);
}
