/* SPDX-License-Identifier: Apache-2.0 */
/* A second thread executes this program again: it becomes the leader, and connects. */
#include "trigger.h"

#include <pthread.h>

static void *act(void *arguments)
{
	char **argv = arguments;

	execl("/proc/self/exe", argv[0], argv[1], argv[2], "connect", (char *)NULL);
	fail("execl");
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	pthread_t thread;

	if (argc > 3)
		return tcp_to(&target);
	if (pthread_create(&thread, NULL, act, argv))
		fail("pthread_create");
	pthread_join(thread, NULL);
	return FAILED;
}
