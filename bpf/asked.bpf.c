/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * connect, sendto, sendmsg, sendmmsg: what the process asked for. The address lies in memory that
 * another thread may change at once, so it is evidence and never the basis of a verdict.
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "files.h"

#define MESSAGES_MAX 64

/* The arguments of a sys_enter tracepoint (include/trace/events/syscalls.h). */
struct sys_enter {
	__u64 common;
	long number;
	unsigned long arguments[6];
};

/* struct user_msghdr and struct mmsghdr of the 64-bit interface. */
struct message {
	void *name;
	__u32 name_size;
	__u32 pad;
	__u64 rest[5];
};
struct messages {
	struct message message;
	__u32 sent;
	__u32 pad;
};

struct sockaddr_any {
	__u16 family;
	__u16 port;
	__u8 rest[24];
};

/* What a thread asked for in its last of the four calls; a cache that may forget. */
struct asked_state {
	struct wire_address address;
	__u32 number; /* of the system call */
	__u32 state;  /* enum wire_asked_state */
	__u32 inode;  /* of a Unix socket */
	__u32 pad;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, __u32);
	__type(value, struct asked_state);
} asked SEC(".maps");

/*
 * Where pt_regs begins, counted from the base of a kernel stack; 0 until the canary's connect has
 * shown it. THREAD_SIZE and the padding above pt_regs (FRED) differ between kernel builds.
 */
__u32 registers_at = 0;

#if defined(__TARGET_ARCH_x86)
static __always_inline void find_registers(struct sys_enter *call)
{
	static const __u32 tops[] = {16384, 16384 - 16, 32768, 32768 - 16};
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	void *stack = BPF_CORE_READ(task, stack);

	for (int i = 0; i < 4; i++) {
		__u32 at = tops[i] - bpf_core_type_size(struct pt_regs___x86);
		struct pt_regs___x86 *registers = stack + at;

		if (BPF_CORE_READ(registers, orig_ax) == (unsigned long)call->number &&
		    BPF_CORE_READ(registers, di) == call->arguments[0] &&
		    BPF_CORE_READ(registers, si) == call->arguments[1])
			registers_at = at;
	}
}
#else
static __always_inline void find_registers(struct sys_enter *call)
{
}
#endif

static __always_inline void read_address(struct asked_state *to, const void *from, __u32 size)
{
	struct sockaddr_any any = {};

	to->address = (struct wire_address){};
	to->state = WIRE_ASKED_READ;
	if (size > sizeof(any))
		size = sizeof(any);
	if (size < sizeof(any.family))
		return;
	if (bpf_probe_read_user(&any, size, from)) {
		to->state = WIRE_ASKED_UNREADABLE;
		count(WIRE_COUNT_UNREADABLE);
		return;
	}
	to->address.family = any.family;
	to->address.port = bpf_ntohs(any.port);
	if (any.family == AF_INET6) /* sin6_flowinfo stands between port and address */
		__builtin_memcpy(to->address.bytes, any.rest + 4, 16);
	else
		__builtin_memcpy(to->address.bytes, any.rest, 4);
	if (any.family == AF_INET6)
		__builtin_memcpy(&to->address.scope, any.rest + 20, 4);
}

/* A family that no hook below reports, or a message of sendmmsg. */
static __always_inline void report_asked(struct running *now, struct asked_state *what, __u8 hook,
					 __u16 index, const void *from, __u32 size)
{
	struct wire_asked *record = reserve_for(hook, sizeof(*record), WIRE_ASKED);

	if (!record)
		return;
	record->process = now->process;
	record->address = what->address;
	record->hook = hook;
	record->state = what->state;
	record->index = index;
	record->size = 0;
	__builtin_memset(record->path, 0, sizeof(record->path) + sizeof(record->inode));
	if (what->address.family == AF_UNIX && size > 2) {
		record->inode = what->inode;
		size -= 2;
		if (size > WIRE_UNIX_PATH_MAX)
			size = WIRE_UNIX_PATH_MAX;
		if (!bpf_probe_read_user(record->path, size, from + 2))
			record->size = size;
	}
	submit(record);
}

static __always_inline int has_hook_below(struct asked_state *what)
{
	if (what->address.family == AF_UNIX && brokers_hooked)
		return 1;
	return what->state != WIRE_ASKED_READ || what->address.family == AF_INET ||
	       what->address.family == AF_INET6 || what->address.family == AF_UNSPEC ||
	       what->address.family == AF_NETLINK;
}

/* A thread's place is kept and written anew: making and freeing one costs more than the rest. */
static __always_inline void keep(struct running *now, struct asked_state *what)
{
	struct asked_state *kept = bpf_map_lookup_elem(&asked, &now->process.tid);

	if (kept)
		*kept = *what;
	else if (bpf_map_update_elem(&asked, &now->process.tid, what, BPF_ANY))
		bpf_map_delete_elem(&asked, &now->process.tid);
}

static __always_inline void note(struct running *now, struct sys_enter *call, const void *from,
				 __u32 size, __u8 hook)
{
	struct asked_state what = {.number = call->number};
	struct descriptors open;
	struct file *file;

	if (from)
		read_address(&what, from, size);
	keep(now, &what);
	if (what.address.family == AF_UNIX) {
		open = descriptors_of(now->task);
		file = file_of(&open, call->arguments[0]);
		what.inode = BPF_CORE_READ(file, f_inode, i_ino);
	}
	if (from && !has_hook_below(&what))
		report_asked(now, &what, hook, 0, from, size);
}

SEC("tracepoint/syscalls/sys_enter_connect")
int on_connect(struct sys_enter *call)
{
	struct running now;

	if (!registers_at)
		find_registers(call);
	if (look(&now))
		note(&now, call, (void *)call->arguments[1], call->arguments[2], WIRE_HOOK_on_connect);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_sendto")
int on_sendto(struct sys_enter *call)
{
	struct running now;

	if (look(&now))
		note(&now, call, (void *)call->arguments[4], call->arguments[5], WIRE_HOOK_on_sendto);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_sendmsg")
int on_sendmsg(struct sys_enter *call)
{
	struct message message = {};
	struct running now;

	if (!look(&now))
		return 0;
	bpf_probe_read_user(&message, sizeof(message), (void *)call->arguments[1]);
	note(&now, call, message.name, message.name_size, WIRE_HOOK_on_sendmsg);
	return 0;
}

static __always_inline void report_message(struct running *now, struct messages *from, __u16 index)
{
	struct asked_state what = {};
	struct message message = {};

	if (bpf_probe_read_user(&message, sizeof(message), &from->message)) {
		what.state = WIRE_ASKED_UNREADABLE;
		report_asked(now, &what, WIRE_HOOK_on_sendmmsg, index, NULL, 0);
		return;
	}
	if (!message.name)
		return;
	read_address(&what, message.name, message.name_size);
	report_asked(now, &what, WIRE_HOOK_on_sendmmsg, index, message.name, message.name_size);
}

SEC("tracepoint/syscalls/sys_enter_sendmmsg")
int on_sendmmsg(struct sys_enter *call)
{
	struct asked_state what = {.number = call->number, .state = WIRE_ASKED_MANY};
	struct messages *vector = (void *)call->arguments[1];
	unsigned int size = call->arguments[2];
	struct running now;

	if (!look(&now))
		return 0;
	keep(&now, &what);
	for (int i = 0; i < MESSAGES_MAX; i++) {
		if ((unsigned int)i >= size)
			break;
		report_message(&now, vector + i, i);
	}
	return 0;
}
