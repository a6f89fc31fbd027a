/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connects with the 32-bit calls of int 0x80 from a 64-bit program, past the tracepoints of connect.
 * With a third argument socketcall, through that one call.
 */
#include "trigger.h"

#if defined(__x86_64__)
#include <signal.h>
#include <sys/mman.h>

enum { CALL_SOCKETCALL = 102, CALL_SOCKET = 359, CALL_CONNECT = 362 };
enum { SUB_SOCKET = 1, SUB_CONNECT = 3 };

static long call(long number, long a, long b, long c)
{
	long result;

	__asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c)
			 : "memory", "r8", "r9", "r10", "r11");
	return (int)result;
}

/* socketcall takes its arguments as an array of 32 bits each, in low memory. */
static long socketcall(unsigned *array, int sub, unsigned a, unsigned b, unsigned c)
{
	array[0] = a;
	array[1] = b;
	array[2] = c;
	return call(CALL_SOCKETCALL, sub, (long)array, 0);
}

/* Without 32-bit support the instruction is a fault. */
static void no_such_gate(int signal)
{
	(void)signal;
	_exit(IMPOSSIBLE);
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	int by_socketcall = argc > 3 && strcmp(argv[3], "socketcall") == 0;
	char *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT,
			 -1, 0);
	unsigned *array = (unsigned *)(low + 2048);
	struct timeval second = { .tv_sec = 1 };
	long fd, result;

	if (low == MAP_FAILED)
		fail("mmap in low memory");
	signal(SIGSEGV, no_such_gate);
	memcpy(low, &target.address, target.length);
	fd = by_socketcall ? socketcall(array, SUB_SOCKET, family_of(&target), SOCK_STREAM, 0)
			   : call(CALL_SOCKET, family_of(&target), SOCK_STREAM, 0);
	errno = (int)-fd;
	if (fd == -ENOSYS)
		impossible("int 0x80");
	if (fd < 0 || setsockopt((int)fd, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof(second)))
		fail("socket by int 0x80");
	result = by_socketcall
			 ? socketcall(array, SUB_CONNECT, (unsigned)fd, (unsigned)(long)low, target.length)
			 : call(CALL_CONNECT, fd, (long)low, target.length);
	errno = (int)-result;
	if (!was_attempted(errno))
		fail("connect by int 0x80");
	return DONE;
}
#else
int main(void)
{
	errno = ENOSYS;
	impossible("int 0x80 on this processor");
}
#endif
