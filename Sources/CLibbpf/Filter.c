// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "Filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "FilterTable.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
/* Calls of the x32 ABI have this bit: the same calls by other numbers. */
#define OTHER_ABI 0x40000000
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define OTHER_ABI 0x40000000 /* none has it */
#else
#error "no table of system calls for this processor"
#endif

/*
 * mseal(2), the last of Linux 6.12 (asm/unistd_64.h of Debian's linux-libc-dev 6.12.117-1): numbers from 424 on
 * are the same everywhere. What comes after it nobody here has looked at.
 */
#define LAST_KNOWN 462

#define INSTRUCTIONS_MAX 1024

struct code {
	struct sock_filter at[INSTRUCTIONS_MAX];
	unsigned short count;
	bool overflows;
};

static void put(struct code *code, unsigned short operation, unsigned int value, unsigned char yes,
		unsigned char no)
{
	if (code->count >= INSTRUCTIONS_MAX) {
		code->overflows = true;
		return;
	}
	code->at[code->count++] = (struct sock_filter){operation, yes, no, value};
}

static void give(struct code *code, unsigned int verdict)
{
	put(code, BPF_RET | BPF_K, verdict, 0, 0);
}

static void load(struct code *code, unsigned int offset)
{
	put(code, BPF_LD | BPF_W | BPF_ABS, offset, 0, 0);
}

/* Its low half: the kernel looks at no more of any argument that is asked for here. */
static void load_argument(struct code *code, int number)
{
	load(code, offsetof(struct seccomp_data, args) + 8 * number);
}

/* Lets the call through where the loaded argument is `value`. */
static void allow_equal(struct code *code, unsigned int value)
{
	put(code, BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
	give(code, SECCOMP_RET_ALLOW);
}

/* Lets the call through where the loaded argument has none of these bits. */
static void allow_without(struct code *code, unsigned int bits)
{
	put(code, BPF_JMP | BPF_JSET | BPF_K, bits, 1, 0);
	give(code, SECCOMP_RET_ALLOW);
}

static void allow_values(struct code *code, const unsigned int *values, size_t count)
{
	for (size_t at = 0; at < count; at++)
		allow_equal(code, values[at]);
}

/* What is asked of the maps and links that there are; nothing that makes one but a link. */
static void allow_commands(struct code *code)
{
	static const unsigned int commands[] = {
		BPF_MAP_LOOKUP_ELEM, BPF_MAP_UPDATE_ELEM,    BPF_MAP_DELETE_ELEM,
		BPF_MAP_GET_NEXT_KEY, BPF_OBJ_GET_INFO_BY_FD, BPF_RAW_TRACEPOINT_OPEN,
		BPF_LINK_CREATE,     BPF_ENABLE_STATS,
	};

	load_argument(code, 0);
	allow_values(code, commands, sizeof(commands) / sizeof(*commands));
}

static void allow_families(struct code *code, bool is_canary)
{
	static const unsigned int watcher[] = {AF_UNIX};
	static const unsigned int canary[] = {AF_UNIX, AF_INET, AF_INET6};

	load_argument(code, 0);
	if (is_canary) {
		allow_values(code, canary, 3);
		return;
	}
	allow_values(code, watcher, 1);
	/* Else it is netlink's sock_diag or route, or refused. */
	put(code, BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 1, 0);
	give(code, SECCOMP_RET_ERRNO | EPERM);
	load_argument(code, 2);
	allow_equal(code, NETLINK_SOCK_DIAG);
	allow_equal(code, NETLINK_ROUTE);
}

static void allow_writable_or_executable(struct code *code)
{
	load_argument(code, 2);
	allow_without(code, PROT_EXEC);
	allow_without(code, PROT_WRITE);
}

/* What of a call is let through. The loaded word is the call's number before, and anything after. */
static void allow_part(struct code *code, enum condition condition, enum egret_filtered whose)
{
	const bool is_canary = whose == EGRET_CANARY;

	switch (condition) {
	case NEVER:
	case UNKNOWN:
		return;
	case FAMILIES:
		return allow_families(code, is_canary);
	case COMMANDS:
		return allow_commands(code);
	case NET_NAMESPACE:
		load_argument(code, 1);
		return allow_equal(code, CLONE_NEWNET);
	case NO_NAMESPACES:
		load_argument(code, 0);
		return allow_without(code, CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
						   CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET);
	case NOT_BOTH:
		return allow_writable_or_executable(code);
	case NOT_EXECUTABLE:
		load_argument(code, 2);
		return allow_without(code, PROT_EXEC);
	case NOT_SHARED_EXECUTABLE:
		load_argument(code, 2);
		return allow_without(code, SHM_EXEC);
	case NO_PROCESS: /* process 0 is none */
		load_argument(code, 0);
		return allow_equal(code, 0);
	case TRACE_NO_PROCESS:
		load_argument(code, 1);
		return allow_equal(code, 0);
	case NO_DESCRIPTOR:
		load_argument(code, 0);
		return allow_equal(code, (unsigned int)-1);
	}
}

static bool is_quiet(const struct row *row)
{
	return row->condition == UNKNOWN;
}

static void refuse(struct code *code, const struct row *row, enum egret_filtered whose)
{
	const unsigned short head = code->count;

	put(code, BPF_JMP | BPF_JEQ | BPF_K, row->number, 0, 0);
	allow_part(code, row->condition, whose);
	give(code, SECCOMP_RET_ERRNO | (is_quiet(row) ? ENOSYS : EPERM));
	if (!code->overflows)
		code->at[head].jf = code->count - head - 1;
}

/* What is no call of this processor's own table is refused, and so is what is too new to be known. */
static void refuse_other_tables(struct code *code, bool quiet)
{
	load(code, offsetof(struct seccomp_data, arch));
	put(code, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	give(code, SECCOMP_RET_ERRNO | EPERM);
	load(code, offsetof(struct seccomp_data, nr));
	put(code, BPF_JMP | BPF_JGE | BPF_K, quiet ? LAST_KNOWN + 1 : OTHER_ABI, 0, 1);
	give(code, SECCOMP_RET_ERRNO | (quiet ? ENOSYS : EPERM));
}

static int install(enum egret_filtered whose, bool quiet)
{
	struct code code = {.count = 0};
	struct sock_fprog program = {.filter = code.at};
	unsigned int flags = SECCOMP_FILTER_FLAG_TSYNC | (quiet ? 0 : SECCOMP_FILTER_FLAG_LOG);
	long other;

	refuse_other_tables(&code, quiet);
	for (const struct row *row = table; row->told.call; row++)
		if (row->told.whose & whose && is_quiet(row) == quiet)
			refuse(&code, row, whose);
	give(&code, SECCOMP_RET_ALLOW);
	if (code.overflows) {
		errno = E2BIG;
		return -1;
	}
	program.len = code.count;
	other = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
	if (other > 0)
		errno = ESRCH; /* a thread that has a filter of its own */
	return other ? -1 : 0;
}

/* Two: what every new thread would have refused is not written into the kernel's log. */
int egret_filter_calls(enum egret_filtered whose)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return install(whose, true) || install(whose, false) ? -1 : 0;
}

struct egret_refusal egret_refusal_at(size_t index)
{
	const size_t last = sizeof(table) / sizeof(*table) - 1;

	if (index < last)
		return table[index].told;
	return (struct egret_refusal){"", "", "", 0};
}
