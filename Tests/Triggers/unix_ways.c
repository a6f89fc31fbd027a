/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A local broker's socket reached past connect. Arguments SOCKET HOW: datagram (sendto with its name),
 * link (through a symbolic link beside it), unread (the name lies in a page nobody touched), compat
 * (int 0x80), relative (from the folder, by the bare name).
 */
#include "deputy.h"

#include <signal.h>
#include <sys/mman.h>

static struct sockaddr_un address;
static socklen_t length;

/* A broker that refuses was asked as well. */
static void check(long result, const char *what)
{
	if (result < 0 && errno != EPROTOTYPE && !was_attempted(errno))
		fail(what);
}

static void connect_to(const void *name)
{
	int fd = open_socket(AF_UNIX, SOCK_STREAM, 0);

	check(connect(fd, name, length), "connect");
	check(send(fd, PAYLOAD, sizeof(PAYLOAD) - 1, MSG_NOSIGNAL), "send");
}

static void through_link(const char *path)
{
	char link[sizeof(address.sun_path)];

	snprintf(link, sizeof(link), "%.80s.%d", path, getpid());
	if (symlink(path, link))
		fail(link);
	/* Nothing of the broker's name is left. */
	char *plain = strrchr(link, '/') + 1, kept[sizeof(link)];
	snprintf(kept, sizeof(kept), "%.*s/x%d", (int)(plain - link - 1), link, getpid());
	if (rename(link, kept))
		fail(kept);
	length = unix_address(kept, &address);
	connect_to(&address);
	unlink(kept);
}

static void unread(void)
{
	int file = memfd_create("name", MFD_CLOEXEC);
	void *page;

	if (file < 0 || write(file, &address, length) != (ssize_t)length)
		impossible("memfd_create");
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
	connect_to(page);
}

static void from_folder(const char *path)
{
	char folder[128];

	snprintf(folder, sizeof(folder), "%.*s", (int)(strrchr(path, '/') - path), path);
	if (chdir(folder))
		fail(folder);
	length = unix_address(strrchr(path, '/') + 1, &address);
	connect_to(&address);
}

#if defined(__x86_64__)
static void no_such_gate(int signal)
{
	(void)signal;
	_exit(IMPOSSIBLE);
}

static void by_compat(void)
{
	void *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT,
			 -1, 0);
	long result, fd = open_socket(AF_UNIX, SOCK_STREAM, 0);

	if (low == MAP_FAILED)
		fail("mmap in low memory");
	signal(SIGSEGV, no_such_gate);
	memcpy(low, &address, length);
	__asm__ volatile("int $0x80" : "=a"(result) : "a"(362), "b"(fd), "c"(low), "d"(length)
			 : "memory", "r8", "r9", "r10", "r11");
	errno = (int)-result;
	check((int)result < 0 ? -1 : 0, "connect by int 0x80");
}
#else
static void by_compat(void)
{
	errno = ENOSYS;
	impossible("int 0x80");
}
#endif

int main(int argc, char **argv)
{
	const char *how = argc > 2 ? argv[2] : "";

	if (argc < 3)
		return WRONG_USAGE;
	length = unix_address(argv[1], &address);
	if (strcmp(how, "datagram") == 0)
		check(sendto(open_socket(AF_UNIX, SOCK_DGRAM, 0), PAYLOAD, sizeof(PAYLOAD) - 1, 0,
			     (struct sockaddr *)&address, length), "sendto");
	else if (strcmp(how, "link") == 0)
		through_link(argv[1]);
	else if (strcmp(how, "unread") == 0)
		unread();
	else if (strcmp(how, "compat") == 0)
		by_compat();
	else if (strcmp(how, "relative") == 0)
		from_folder(argv[1]);
	else
		return WRONG_USAGE;
	return DONE;
}
