/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process of somebody else's that does as it is told, by a line "VERB ADDRESS PORT" on a Unix socket
 * or on TCP port 3128 of loopback; Tests/Triggers/deputy.h is the other side.
 *
 * usage: deputy SOCKET...     (@NAME is abstract)
 */
#include "../Triggers/deputy.h"

#include <linux/io_uring.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

enum { MOST = 8, HELD = 200 };

/* Connected on somebody's behalf and kept: closing it would be one more packet. */
static int held[HELD], holds;

static int keep(int fd)
{
	if (holds < HELD)
		held[holds++] = fd;
	return fd;
}

static int connected(struct target *target)
{
	int fd = open_socket(family_of(target), SOCK_STREAM, 0);

	if (connect(fd, sockaddr_of(target), target->length))
		perror("deputy: connect");
	return fd;
}

/* A child to be traced: it sits in a system call. */
static pid_t victim(void)
{
	pid_t child = fork();

	if (child == 0) {
		prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
		for (;;)
			pause();
	}
	return child;
}

/* A ring whose requests a thread of this process takes up, a socket to connect, and where to. */
static struct target lent;

/* The socket's number, and the ring's in the bits above 16. */
static int ring_for_others(struct target *target)
{
	struct io_uring_params layout = { .flags = IORING_SETUP_SQPOLL, .sq_thread_idle = 100 };
	int fd = keep(open_socket(family_of(target), SOCK_STREAM, 0));

	lent = *target;
	return keep((int)syscall(SYS_io_uring_setup, 4, &layout)) << 16 | fd;
}

/* A file that says what a client would: whoever laid it there is not known. */
static void pick_up(const char *socket)
{
	char path[512], line[128] = "", verb[16], address[64], port[8];
	struct target target;
	FILE *file;

	snprintf(path, sizeof(path), "%.*s/dropbox", (int)(strrchr(socket, '/') - socket), socket);
	file = fopen(path, "re");
	if (!file)
		return;
	if (fgets(line, sizeof(line), file) &&
	    sscanf(line, "%15s %63s %7s", verb, address, port) == 3) {
		target = target_at(address, port);
		keep(connected(&target));
	}
	fclose(file);
	unlink(path);
}

static void obey(int client)
{
	char line[128] = "", verb[16] = "", address[64] = "", port[8] = "";
	int given = -1, back = -1, number = 0;
	struct target target;
	pid_t pid = getpid();

	if (receive_text(client, line, sizeof(line), &given) <= 0 ||
	    sscanf(line, "%15s %63s %7s", verb, address, port) != 3)
		return;
	target = target_at(address, port);
	if (strcmp(verb, "connected") == 0)
		back = keep(connected(&target));
	else if (strcmp(verb, "stream") == 0)
		back = open_socket(family_of(&target), SOCK_STREAM, 0);
	else if (strcmp(verb, "datagram") == 0)
		back = open_socket(family_of(&target), SOCK_DGRAM, 0);
	else if (strcmp(verb, "dial") == 0 && given >= 0)
		number = connect(given, sockaddr_of(&target), target.length);
	else if (strcmp(verb, "say") == 0 && given >= 0)
		number = (int)send(given, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL);
	else if (strcmp(verb, "hold") == 0)
		number = keep(connected(&target));
	else if (strcmp(verb, "relay") == 0)
		number = (int)send(keep(connected(&target)), PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL);
	else if (strcmp(verb, "victim") == 0)
		pid = victim();
	else if (strcmp(verb, "ring") == 0)
		number = ring_for_others(&target);
	if (given >= 0)
		keep(given);
	snprintf(line, sizeof(line), "%d %d %lx", pid, number, (unsigned long)&lent.address);
	send_text(client, line, back);
}

static int listen_at(const char *name)
{
	struct sockaddr_un address;
	int fd = open_socket(AF_UNIX, SOCK_STREAM, 0);
	socklen_t length = unix_address(name, &address);

	if (name[0] != '@')
		unlink(name);
	if (bind(fd, (struct sockaddr *)&address, length) || listen(fd, 16))
		fail(name);
	return fd;
}

static int listen_on_loopback(void)
{
	struct target target = target_at("127.0.0.1", "3128");
	int fd = open_socket(AF_INET, SOCK_STREAM, 0), yes = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, sockaddr_of(&target), target.length) || listen(fd, 16))
		fail("port 3128");
	return fd;
}

int main(int argc, char **argv)
{
	struct pollfd doors[MOST];
	int count = 0;

	doors[count++] = (struct pollfd){ .fd = listen_on_loopback(), .events = POLLIN };
	for (int i = 1; i < argc && count < MOST; i++)
		doors[count++] = (struct pollfd){ .fd = listen_at(argv[i]), .events = POLLIN };
	for (;;) {
		poll(doors, (nfds_t)count, 100);
		if (argc > 1)
			pick_up(argv[1]);
		for (int i = 0; i < count; i++) {
			int client;

			if (!doors[i].revents)
				continue;
			client = accept4(doors[i].fd, NULL, NULL, SOCK_CLOEXEC);
			if (client >= 0) {
				obey(client);
				close(client);
			}
		}
	}
}
