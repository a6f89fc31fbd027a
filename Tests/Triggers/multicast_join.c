/* SPDX-License-Identifier: Apache-2.0 */
/* Joins a multicast group of its choice: the kernel tells the network so, in a packet of no socket. */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct ip_mreqn request = { 0 };
	int fd = open_socket(AF_INET, SOCK_DGRAM, 0);

	if (argc < 3 || inet_pton(AF_INET, argv[1], &request.imr_multiaddr) != 1 ||
	    inet_pton(AF_INET, argv[2], &request.imr_address) != 1)
		return WRONG_USAGE;
	if (setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)))
		fail("IP_ADD_MEMBERSHIP");
	usleep(200000);
	return DONE;
}
