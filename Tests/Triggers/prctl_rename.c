/* SPDX-License-Identifier: Apache-2.0 */
/* Calls itself sshd, in comm and in argv, before it connects. */
#include "trigger.h"

#include <sys/prctl.h>

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	char *end = argv[argc - 1] + strlen(argv[argc - 1]);

	if (prctl(PR_SET_NAME, "sshd"))
		fail("prctl");
	/* The arguments stand one behind the other. */
	memset(argv[0], 0, (size_t)(end - argv[0]));
	snprintf(argv[0], (size_t)(end - argv[0]), "sshd: root");
	return tcp_to(&target);
}
