/* SPDX-License-Identifier: Apache-2.0 */
/* flags: -fomit-frame-pointer */
/* One datagram by the 32-bit sendto of int 0x80; with a third argument socketcall, through that. */
#include "trigger.h"

#if defined(__x86_64__)
#include <signal.h>
#include <sys/mman.h>

enum { CALL_SOCKETCALL = 102, CALL_SENDTO = 369, SUB_SENDTO = 11 };

/* The sixth argument goes in ebp. */
static long call6(long number, const unsigned *a)
{
	long result;

	__asm__ volatile("push %%rbp\n mov 20(%%rdx), %%ebp\n mov (%%rdx), %%ebx\n"
			 "mov 4(%%rdx), %%ecx\n mov 12(%%rdx), %%esi\n mov 16(%%rdx), %%edi\n"
			 "mov 8(%%rdx), %%edx\n int $0x80\n pop %%rbp"
			 : "=a"(result), "+d"(a)
			 : "a"(number)
			 : "memory", "rbx", "rcx", "rsi", "rdi", "r8", "r9", "r10", "r11");
	return (int)result;
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
	char *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT,
			 -1, 0);
	int fd = open_socket(family_of(&target), SOCK_DGRAM, 0);
	unsigned *array = (unsigned *)(low + 2048);
	unsigned outer[6] = { SUB_SENDTO, (unsigned)(long)array };
	long result;

	if (low == MAP_FAILED)
		fail("mmap in low memory");
	signal(SIGSEGV, no_such_gate);
	memcpy(low, &target.address, target.length);
	memcpy(low + 1024, PAYLOAD, sizeof(PAYLOAD));
	memcpy(array, (unsigned[]){ (unsigned)fd, (unsigned)(long)low + 1024, sizeof(PAYLOAD) - 1, 0,
				    (unsigned)(long)low, target.length }, sizeof(outer));
	result = argc > 3 ? call6(CALL_SOCKETCALL, outer) : call6(CALL_SENDTO, array);
	errno = (int)-result;
	if (result == -ENOSYS)
		impossible("int 0x80");
	if (result < 0 && !was_attempted(errno))
		fail("sendto by int 0x80");
	return DONE;
}
#else
int main(void)
{
	errno = ENOSYS;
	impossible("int 0x80 on this processor");
}
#endif
