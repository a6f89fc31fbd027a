/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Another process connects on request. Arguments ADDRESS PORT SOCKET, where SOCKET is that of a local
 * proxy: a path, @NAME, or an IPv4 address whose port 3128 is asked.
 */
#include "deputy.h"

static int over_tcp(char **argv)
{
	struct target proxy = target_at(argv[3], "3128");
	int fd = open_socket(AF_INET, SOCK_STREAM, 0);

	if (connect(fd, sockaddr_of(&proxy), proxy.length))
		fail("connect");
	return ask_over(fd, "relay", argv, -1).number < 0;
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return WRONG_USAGE;
	if (argv[3][0] == '/' || argv[3][0] == '@')
		return ask("relay", argv, -1).number < 0;
	return over_tcp(argv);
}
