/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The far side of the evasions: takes whatever comes to PORT by TCP, UDP, UDP-Lite and SCTP, throws it
 * away, MPTCP at the port above it, and connects or sends to the near side when a file of FOLDER says "tcp|udp FROM TO PORT".
 *
 * usage: far PORT FOLDER
 */
#include "../Triggers/trigger.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

enum { MOST = 256 };

static struct pollfd watched[MOST];
static int count;

static void watch(int fd)
{
	if (count == MOST)
		close(fd);
	else
		watched[count++] = (struct pollfd){ .fd = fd, .events = POLLIN };
}

/* The first of the watched descriptors listen; a kernel without the protocol has one fewer. */
static void take(int type, int protocol, int port)
{
	struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
	int fd = socket(AF_INET6, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol), yes = 1;

	if (fd < 0)
		return;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, (struct sockaddr *)&any, sizeof(any)))
		fail("bind");
	if (type != SOCK_DGRAM && listen(fd, 64))
		fail("listen");
	watch(fd);
}

static void forget(int index)
{
	close(watched[index].fd);
	watched[index] = watched[--count];
}

static void handle(int index, int listening)
{
	char bytes[4096];
	int fd = watched[index].fd;

	if (index < listening) {
		int one = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

		if (one >= 0)
			watch(one);
		else
			recv(fd, bytes, sizeof(bytes), 0);
	} else if (read(fd, bytes, sizeof(bytes)) <= 0) {
		forget(index);
	}
}

static void call(const char *path)
{
	char how[8] = "", from[64] = "", to[64] = "", port[8] = "";
	FILE *file = fopen(path, "re");
	int fd;

	if (!file)
		return;
	if (fscanf(file, "%7s %63s %63s %7s", how, from, to, port) == 4) {
		struct target source = target_at(from, "4444"), target = target_at(to, port);

		if (strcmp(how, "tcp") == 0)
			source = target_at(from, "0");
		fd = open_socket(family_of(&target), strcmp(how, "tcp") ? SOCK_DGRAM : SOCK_STREAM, 0);
		int yes = 1;
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
		if (bind(fd, sockaddr_of(&source), source.length) ||
		    connect(fd, sockaddr_of(&target), target.length))
			perror("far: call");
		else if (write(fd, PAYLOAD, sizeof(PAYLOAD) - 1) > 0)
			watch(fd);
	}
	fclose(file);
	unlink(path);
}

static void look(const char *folder)
{
	DIR *listing = opendir(folder);
	struct dirent *entry;
	char path[512];

	if (!listing)
		return;
	while ((entry = readdir(listing))) {
		if (!strstr(entry->d_name, ".call"))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		call(path);
	}
	closedir(listing);
}

int main(int argc, char **argv)
{
	int listening;

	if (argc != 3)
		return WRONG_USAGE;
	take(SOCK_STREAM, 0, atoi(argv[1]));
	take(SOCK_DGRAM, 0, atoi(argv[1]));
	take(SOCK_DGRAM, IPPROTO_UDPLITE, atoi(argv[1]));
	take(SOCK_SEQPACKET, IPPROTO_SCTP, atoi(argv[1]));
	take(SOCK_STREAM, IPPROTO_MPTCP, atoi(argv[1]) + 1);
	listening = count;
	for (;;) {
		poll(watched, (nfds_t)count, 50);
		for (int i = count - 1; i >= 0; i--)
			if (watched[i].revents)
				handle(i, listening);
		look(argv[2]);
	}
}
