// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "CLibbpf.h"
#include "LineFork.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINE 3
/* Bytes that a parser may have beside what is mapped when Egret starts, and seconds of a processor. */
#define MEMORY (256ULL << 20)
#define SECONDS 20

struct asked {
	unsigned int number;
	int another;
};

union passing {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr head;
};

/* Whoever stops Egret stops the one that watches: these end after it. */
static void be_deaf(void)
{
	const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE};

	for (size_t at = 0; at < sizeof(signals) / sizeof(*signals); at++)
		signal(signals[at], SIG_IGN);
}

/* A crash is the end: the runtime's own handlers would ask the kernel for what is refused here. */
static void crash_plainly(void)
{
	const int signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};

	for (size_t at = 0; at < sizeof(signals) / sizeof(*signals); at++)
		signal(signals[at], SIG_DFL);
}

/* Bytes that are mapped now. */
static unsigned long long mapped(void)
{
	unsigned long long pages = 0;
	char text[32] = "";
	const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);

	if (file >= 0 && read(file, text, sizeof(text) - 1) > 0)
		sscanf(text, "%llu", &pages);
	close(file);
	return pages * sysconf(_SC_PAGESIZE);
}

/* Nothing is open but the line, by its number. */
static int keep_only(int line)
{
	if (line != LINE && dup3(line, LINE, O_CLOEXEC) < 0)
		return -1;
	return syscall(SYS_close_range, LINE + 1, ~0U, 0);
}

static int leave_terminal(void)
{
	const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (nothing < 0)
		return -1;
	for (int number = 0; number < LINE; number++)
		if (dup2(nothing, number) < 0)
			return -1;
	return 0;
}

static int tell(const struct egret_kept *said, int parser)
{
	struct iovec part = {(void *)said, sizeof(*said)};
	union passing passing = {.bytes = {0}};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

	if (parser >= 0) {
		message.msg_control = passing.bytes;
		message.msg_controllen = sizeof(passing.bytes);
		passing.head = (struct cmsghdr){CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
		memcpy(CMSG_DATA(&passing.head), &parser, sizeof(parser));
	}
	return sendmsg(LINE, &message, MSG_NOSIGNAL) == sizeof(*said) ? 0 : -1;
}

/* How it ended; a stopped one ends too. */
static int end(pid_t parser)
{
	int status = 0;

	if (parser <= 0)
		return 0;
	kill(parser, SIGKILL);
	while (waitpid(parser, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* The other side of fork(2): true where it may begin. */
static int is_parser(int line, pid_t keeper, unsigned long long memory)
{
	return !keep_only(line) && !prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) && getppid() == keeper &&
	       !prctl(PR_SET_NAME, "egret-parser", 0, 0, 0) && !egret_confine_parser(memory, SECONDS);
}

/* A parser, told with its line. 0 in it, else its pid or -1. */
static pid_t begin(struct egret_kept *said, unsigned long long memory)
{
	const pid_t keeper = getpid();
	pid_t parser = -1;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) {
		said->error = errno;
		tell(said, -1);
		return -1;
	}
	parser = fork();
	if (parser == 0) {
		if (!is_parser(ends[1], keeper, memory))
			_exit(1);
		return 0;
	}
	said->error = parser < 0 ? errno : 0;
	close(ends[1]);
	tell(said, parser < 0 ? -1 : ends[0]);
	close(ends[0]);
	return parser;
}

/* Makes parsers, one at a time, until nobody asks any more. Returns in a parser alone. */
static void keep(unsigned long long memory)
{
	struct egret_kept said;
	struct asked asked;
	pid_t parser = -1;
	ssize_t size;

	for (;;) {
		size = read(LINE, &asked, sizeof(asked));
		if (size < 0 && errno == EINTR)
			continue;
		memset(&said, 0, sizeof(said));
		said.status = end(parser);
		parser = -1;
		if (size != sizeof(asked))
			_exit(0);
		said.number = asked.number;
		if (asked.another)
			parser = begin(&said, memory);
		else
			tell(&said, -1);
		if (parser == 0)
			return;
	}
}

/* On the other side. The signal of the maker's death is forgotten with the user, so it is asked for after that. */
static void settle(int line, pid_t maker, unsigned long long memory)
{
	struct egret_kept said = {.number = 0};
	const char *failed;

	be_deaf();
	crash_plainly();
	if (leave_terminal() || keep_only(line))
		_exit(1);
	failed = egret_confine_keeper();
	if (!failed && (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) || getppid() != maker ||
			prctl(PR_SET_NAME, "egret-keeper", 0, 0, 0)))
		failed = "its maker";
	if (failed) {
		said.error = errno ? errno : ESRCH;
		snprintf(said.step, sizeof(said.step), "%s", failed);
	}
	if (tell(&said, -1) || failed)
		_exit(1);
	keep(memory);
}

int egret_fork_keeper(int *line)
{
	const unsigned long long memory = mapped() + MEMORY;
	const pid_t maker = getpid();
	int end;
	const pid_t child = fork_with_line(&end);

	/* Above the line's own number, so that closing the rest closes no end of it. */
	if (child == 0)
		settle(fcntl(end, F_DUPFD_CLOEXEC, LINE + 1), maker, memory);
	if (child >= 0)
		*line = child ? end : LINE;
	return child;
}

int egret_ask_keeper(int line, unsigned int number, int another)
{
	const struct asked asked = {number, another};

	return send(line, &asked, sizeof(asked), MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof(asked) ? 0 : -1;
}

int egret_hear_keeper(int line, struct egret_kept *said, int *parser)
{
	struct iovec part = {said, sizeof(*said)};
	union passing passing = {.bytes = {0}};
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = passing.bytes,
		.msg_controllen = sizeof(passing.bytes),
	};
	struct cmsghdr *head;
	ssize_t size;

	*parser = -1;
	size = recvmsg(line, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
	if (size < 0)
		return -1;
	head = CMSG_FIRSTHDR(&message);
	if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS &&
	    head->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(parser, CMSG_DATA(head), sizeof(*parser));
	said->step[sizeof(said->step) - 1] = 0;
	if (size == sizeof(*said))
		return 0;
	errno = size ? EPROTO : EPIPE;
	return -1;
}

long egret_send_quietly(int socket, const void *bytes, size_t count)
{
	return send(socket, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
}
