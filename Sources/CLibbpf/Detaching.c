/* SPDX-License-Identifier: Apache-2.0 */
#include "CLibbpf.h"

#include <pthread.h>
#include <stdlib.h>

static void *destroy(void *link)
{
	bpf_link__destroy(link);
	return NULL;
}

void egret_destroy_links(struct bpf_link **links, size_t count)
{
	pthread_t *threads = calloc(count, sizeof(*threads));

	for (size_t at = 0; at < count; at++)
		if (!threads || pthread_create(&threads[at], NULL, destroy, links[at])) {
			destroy(links[at]);
			if (threads)
				threads[at] = 0;
		}
	for (size_t at = 0; threads && at < count; at++)
		if (threads[at])
			pthread_join(threads[at], NULL);
	free(threads);
}
