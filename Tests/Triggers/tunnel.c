/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A VXLAN tunnel to the target: the datagram in it goes to an address behind the tunnel.
 * Arguments ADDRESS PORT; iproute2 makes the device, with 192.0.2.2 behind it. The kernel's own packets
 * (IPv6's) shall not go through it first.
 */
#include "trigger.h"

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv), inner = target_at("192.0.2.2", "4444");
	char command[512];
	int fd;

	(void)target;
	snprintf(command, sizeof(command),
		 "ip link add egret-tunnel type vxlan id 7 remote %s dstport 4789 && "
		 "ip link set egret-tunnel addrgenmode none && "
		 "ip address add 192.0.2.1/24 dev egret-tunnel && ip link set egret-tunnel up && "
		 "ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:07 dev egret-tunnel",
		 argv[1]);
	if (system(command))
		impossible("a VXLAN device");
	fd = open_socket(AF_INET, SOCK_DGRAM, 0);
	sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, sockaddr_of(&inner), inner.length);
	usleep(100000);
	if (system("ip link delete egret-tunnel"))
		fail("ip link delete");
	return DONE;
}
