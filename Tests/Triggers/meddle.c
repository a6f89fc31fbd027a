/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Takes control of another process. Arguments ADDRESS PORT DEPUTY_SOCKET HOW: ptrace (the victim makes
 * a socket and connects it), write (process_vm_writev into its stack), memory (the same through
 * /proc/PID/mem) or seek (there, by lseek and write).
 */
#include "deputy.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#if defined(__x86_64__)
static long call_there(pid_t pid, const struct user_regs_struct *before, long number, long a, long b,
		       long c)
{
	struct user_regs_struct registers = *before;
	int status;

	registers.rax = (unsigned long)number;
	registers.orig_rax = (unsigned long)-1;
	registers.rdi = (unsigned long)a;
	registers.rsi = (unsigned long)b;
	registers.rdx = (unsigned long)c;
	registers.rip -= 2; /* the syscall instruction it sits behind */
	if (ptrace(PTRACE_SETREGS, pid, 0, &registers) || ptrace(PTRACE_SINGLESTEP, pid, 0, 0) ||
	    waitpid(pid, &status, 0) != pid || ptrace(PTRACE_GETREGS, pid, 0, &registers))
		fail("ptrace");
	return (long)registers.rax;
}

static int inject(pid_t pid, struct target *target)
{
	struct user_regs_struct before;
	unsigned long place, words[sizeof(struct sockaddr_in6) / 8 + 1] = { 0 };
	int status;
	long fd;

	if (ptrace(PTRACE_ATTACH, pid, 0, 0))
		impossible("PTRACE_ATTACH");
	if (waitpid(pid, &status, 0) != pid || ptrace(PTRACE_GETREGS, pid, 0, &before))
		fail("ptrace");
	place = (before.rsp - 512) & ~15ul;
	memcpy(words, &target->address, target->length);
	for (size_t i = 0; i < sizeof(words) / 8; i++)
		if (ptrace(PTRACE_POKEDATA, pid, place + i * 8, words[i]))
			fail("PTRACE_POKEDATA");
	fd = call_there(pid, &before, 41, family_of(target), SOCK_STREAM, 0);
	if (fd < 0)
		fail("socket there");
	call_there(pid, &before, 42, fd, (long)place, (long)target->length);
	kill(pid, SIGKILL);
	return DONE;
}
#else
static int inject(pid_t pid, struct target *target)
{
	(void)pid, (void)target;
	errno = ENOSYS;
	impossible("registers of this processor");
}
#endif

/* The victim is a fork of this program's sibling: any of its pages will do. */
static int write_file(const char *path, off_t to, int by_seek)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);

	if (by_seek)
		return lseek(fd, to, SEEK_SET) == to && write(fd, PAYLOAD, 8) == 8;
	return pwrite(fd, PAYLOAD, 8, to) == 8;
}

static int write_there(pid_t pid, int by_file, int by_seek)
{
	char path[64], line[256];
	unsigned long from = 0;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "re");
	while (maps && fgets(line, sizeof(line), maps))
		if (strstr(line, "[stack]"))
			sscanf(line, "%lx", &from);
	if (from == 0)
		fail(path);
	struct iovec mine = { PAYLOAD, 8 }, theirs = { (void *)from, 8 };
	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	if (by_file && !write_file(path, (off_t)from, by_seek))
		impossible(path);
	if (!by_file && process_vm_writev(pid, &mine, 1, &theirs, 1, 0) < 0)
		impossible("process_vm_writev");
	kill(pid, SIGKILL);
	return DONE;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	struct answer answer;

	if (argc < 5)
		return WRONG_USAGE;
	answer = ask("victim", argv, -1);
	usleep(50000);
	if (strcmp(argv[4], "ptrace") == 0)
		return inject(answer.pid, &target);
	return write_there(answer.pid, strcmp(argv[4], "write") != 0, strcmp(argv[4], "seek") == 0);
}
