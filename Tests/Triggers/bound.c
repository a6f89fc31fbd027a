/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server that is known by the port it takes, and connects then. The third argument says how it takes the
 * fourth: plain, dual (every address of both families), mapped (IPv4 in IPv6), forked (its child connects),
 * executed (what it becomes connects, and inherits the port), worker (what its child becomes does), or
 * shared (a second process takes the same port, SO_REUSEPORT, and connects).
 */
#include "trigger.h"

static int port;

static struct target own(const char *way)
{
	char text[8];

	snprintf(text, sizeof(text), "%d", port);
	if (!strcmp(way, "dual"))
		return target_at("::", text);
	return target_at(!strcmp(way, "mapped") ? "::ffff:127.0.0.1" : "127.0.0.1", text);
}

/* It stays open, also over an exec. */
static void take_port(const char *way)
{
	struct target target = own(way);
	int fd = socket(family_of(&target), SOCK_STREAM, 0), yes = 1, no = 0;

	if (fd < 0)
		fail("socket");
	if (family_of(&target) == AF_INET6 &&
	    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof(no)))
		fail("IPV6_V6ONLY");
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof(yes)))
		fail("SO_REUSEPORT");
	if (bind(fd, sockaddr_of(&target), target.length) || listen(fd, 8))
		fail("bind");
}

static int become(char **argv)
{
	execl("/proc/self/exe", argv[0], argv[1], argv[2], "became", argv[4], (char *)NULL);
	fail("execl");
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	const char *way = argc > 4 ? argv[3] : "";
	pid_t child;

	port = argc > 4 ? atoi(argv[4]) : 0;
	if (!port)
		return WRONG_USAGE;
	if (!strcmp(way, "became"))
		return tcp_to(&target);
	take_port(way);
	if (!strcmp(way, "executed"))
		return become(argv);
	if (strcmp(way, "forked") && strcmp(way, "worker") && strcmp(way, "shared"))
		return tcp_to(&target);
	child = fork();
	if (child)
		return wait_for(child);
	if (!strcmp(way, "worker"))
		return become(argv);
	if (!strcmp(way, "shared"))
		take_port(way);
	return tcp_to(&target);
}
