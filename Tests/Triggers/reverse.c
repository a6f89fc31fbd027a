/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Listens, lets the target come, and answers: the connection out is one in. Arguments ADDRESS PORT
 * FOLDER OWN_ADDRESS tcp|udp; a file in FOLDER makes Tests/Evasions/far.c come from ADDRESS.
 */
#include "trigger.h"

static void invite(char **argv)
{
	char path[512], ready[520];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%d", argv[3], getpid());
	snprintf(ready, sizeof(ready), "%s.call", path);
	file = fopen(path, "we");
	if (!file || fprintf(file, "%s %s %s %s\n", argv[5], argv[1], argv[4], argv[2]) < 0 ||
	    fclose(file) || rename(path, ready))
		fail(path);
}

static int answer_stream(int fd)
{
	int one;

	if (listen(fd, 1))
		fail("listen");
	return (one = accept(fd, NULL, NULL)) < 0 || write(one, PAYLOAD, sizeof(PAYLOAD) - 1) < 0;
}

static int answer_datagram(int fd)
{
	struct target from = { .length = sizeof(from.address) };
	char text[64];

	if (recvfrom(fd, text, sizeof(text), 0, sockaddr_of(&from), &from.length) < 0)
		return 1;
	return sendto(fd, PAYLOAD, sizeof(PAYLOAD) - 1, 0, sockaddr_of(&from), from.length) < 0;
}

int main(int argc, char **argv)
{
	struct timeval patience = { .tv_sec = 8 };
	struct target own;
	int fd, is_stream, yes = 1;

	if (argc < 6)
		return WRONG_USAGE;
	own = target_at(argv[4], argv[2]);
	is_stream = strcmp(argv[5], "tcp") == 0;
	fd = open_socket(family_of(&own), is_stream ? SOCK_STREAM : SOCK_DGRAM, 0);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if (bind(fd, sockaddr_of(&own), own.length))
		fail("bind");
	if (!is_stream)
		invite(argv);
	else if (listen(fd, 1) == 0)
		invite(argv);
	if (is_stream ? answer_stream(fd) : answer_datagram(fd))
		fail("the answer");
	usleep(100000);
	return DONE;
}
