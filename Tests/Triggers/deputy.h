/* SPDX-License-Identifier: Apache-2.0 */
/* How to ask a process of somebody else's (Tests/Evasions/deputy.c) to help. */
#ifndef DEPUTY_H
#define DEPUTY_H

#include "trigger.h"

#include <stddef.h>
#include <sys/un.h>

/* A path, or @NAME for an abstract one. */
static inline socklen_t unix_address(const char *name, struct sockaddr_un *address)
{
	size_t length = strlen(name);

	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (length == 0 || length >= sizeof(address->sun_path)) {
		fprintf(stderr, "%s is no name of a socket\n", name);
		exit(WRONG_USAGE);
	}
	memcpy(address->sun_path, name, length);
	if (name[0] == '@')
		address->sun_path[0] = 0;
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
}

/* A line of text and, unless it is -1, a descriptor. */
static inline void send_text(int to, const char *text, int fd)
{
	char control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec bytes = { (void *)text, strlen(text) };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1 };
	struct cmsghdr *head;

	if (fd >= 0) {
		message.msg_control = control;
		message.msg_controllen = sizeof(control);
		head = CMSG_FIRSTHDR(&message);
		head->cmsg_level = SOL_SOCKET;
		head->cmsg_type = SCM_RIGHTS;
		head->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(head), &fd, sizeof(fd));
	}
	if (sendmsg(to, &message, MSG_NOSIGNAL) < 0)
		fail("sendmsg");
}

static inline ssize_t receive_text(int from, char *text, size_t size, int *fd)
{
	char control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec bytes = { text, size - 1 };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control,
				  .msg_controllen = sizeof(control) };
	ssize_t count = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	text[count > 0 ? count : 0] = 0;
	if (head && head->cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(head), sizeof(*fd));
	return count;
}

struct answer {
	pid_t pid;
	int number; /* a descriptor of the deputy's, or the result of its call */
	int fd;     /* the one it gave, or -1 */
	unsigned long place; /* of the address in its memory */
};

static inline struct answer ask_over(int deputy, const char *verb, char **argv, int give)
{
	struct answer answer = { .fd = -1 };
	char line[128];

	snprintf(line, sizeof(line), "%s %s %s", verb, argv[1], argv[2]);
	send_text(deputy, line, give);
	if (receive_text(deputy, line, sizeof(line), &answer.fd) <= 0 ||
	    sscanf(line, "%d %d %lx", &answer.pid, &answer.number, &answer.place) != 3)
		fail("the deputy's answer");
	return answer;
}

/* argv: the target's address and port, then the deputy's socket. */
static inline struct answer ask(const char *verb, char **argv, int give)
{
	struct sockaddr_un address;
	socklen_t length = unix_address(argv[3], &address);
	int deputy = open_socket(AF_UNIX, SOCK_STREAM, 0);

	if (connect(deputy, (struct sockaddr *)&address, length))
		fail(argv[3]);
	return ask_over(deputy, verb, argv, give);
}

#endif
