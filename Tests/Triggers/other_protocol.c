/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Protocols that few programs speak. Arguments ADDRESS PORT HOW: dccp, l2tp (raw L2TP over IP), smc
 * (which begins as TCP), tipc and kcm (no IP address at all).
 */
#include "trigger.h"

#ifndef IPPROTO_L2TP
#define IPPROTO_L2TP 115
#endif

/* include/linux/l2tp.h */
struct l2tp_name {
	unsigned short family, unused;
	struct in_addr address;
	unsigned int connection;
	char pad[4];
};

static int opened(int family, int type, int protocol, const char *what)
{
	int fd = socket(family, type | SOCK_CLOEXEC, protocol);

	if (fd < 0)
		impossible(what);
	return fd;
}

static int by_l2tp(const struct target *target)
{
	const struct sockaddr_in *to = (const struct sockaddr_in *)&target->address;
	struct l2tp_name name = { .family = AF_INET, .address = to->sin_addr, .connection = 7 };
	int fd = opened(AF_INET, SOCK_DGRAM, IPPROTO_L2TP, "L2TP");

	if (sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, (struct sockaddr *)&name, sizeof(name)) < 0)
		fail("sendto");
	return DONE;
}

static int by_dccp(struct target *target)
{
	int fd = opened(AF_INET, 6, 33, "DCCP"), service = htonl(42);
	struct timeval second = { .tv_sec = 1 };

	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof(second));
	if (setsockopt(fd, 269, 2, &service, sizeof(service)))
		fail("DCCP_SOCKOPT_SERVICE");
	return connect_and_say(fd, target);
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	const char *how = argc > 3 ? argv[3] : "";

	if (strcmp(how, "dccp") == 0)
		return by_dccp(&target);
	if (strcmp(how, "l2tp") == 0)
		return by_l2tp(&target);
	if (strcmp(how, "smc") == 0)
		return connect_and_say(opened(43, SOCK_STREAM, 0, "AF_SMC"), &target);
	if (strcmp(how, "tipc") == 0)
		opened(30, SOCK_SEQPACKET, 0, "AF_TIPC");
	else if (strcmp(how, "kcm") == 0)
		opened(41, SOCK_DGRAM, 0, "AF_KCM");
	else
		return WRONG_USAGE;
	return DONE;
}
