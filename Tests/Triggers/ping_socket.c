/* SPDX-License-Identifier: Apache-2.0 */
/* Sends an echo request through a ping socket, which needs no privilege. */
#include "echo.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);

	return echo_to(&target, SOCK_DGRAM);
}
