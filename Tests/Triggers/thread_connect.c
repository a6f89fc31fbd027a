/* SPDX-License-Identifier: Apache-2.0 */
/* A second thread connects. */
#include "trigger.h"

#include <pthread.h>

static void *act(void *target)
{
	return (void *)(long)tcp_to(target);
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	pthread_t thread;
	void *result;

	if (pthread_create(&thread, NULL, act, &target) || pthread_join(thread, &result))
		fail("pthread");
	return (int)(long)result;
}
