/* SPDX-License-Identifier: Apache-2.0 */
/* Connects over TCP and says a line. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);

	return tcp_to(&target);
}
