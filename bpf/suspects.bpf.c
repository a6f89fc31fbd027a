/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which execs can begin no server: those of programs whose names user space has not listed as suspects,
 * in processes of which nothing is expected. They begin strangers, and nobody is told.
 */
#include "kernel.h"
#include "wire.h"
#include "state.h"

/* include/linux/proc_ns.h: PROC_PID_INIT_INO */
#define MACHINE_PID_NAMESPACE 0xeffffffc

/* Of a word of a command line; of a longer one its name is not looked for. */
#define WORD_MAX 128

struct suspect_name {
	union {
		char text[WIRE_SUSPECT_NAME];
		__u64 words[WIRE_SUSPECT_NAME / sizeof(__u64)];
	};
};

static __always_inline __u32 suspicion(struct suspect_name *name)
{
	__u8 *kind = bpf_map_lookup_elem(&suspects, name);

	return kind ? *kind : 0;
}

/* Where the base name of a word that ends at `end` begins; 0 where it is longer than a suspect's. */
static __always_inline unsigned long base_of(unsigned long end)
{
	char tail[WIRE_SUSPECT_NAME];

	if (bpf_probe_read_user(tail, sizeof(tail), (void *)(end - sizeof(tail))))
		return 0;
#pragma unroll
	for (int i = sizeof(tail) - 1; i >= 0; i--) {
		/* the word before ends in 0 */
		if (tail[i] == '/' || !tail[i])
			return end - (sizeof(tail) - 1 - i);
	}
	return 0;
}

/*
 * Whether a shell that begins is given a script of a suspect's name. Options come before no script
 * that is recognised. What cannot be read, or is too long, may be one.
 */
__noinline int begins_suspect_script(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	unsigned long at = BPF_CORE_READ(task, mm, arg_start), end = BPF_CORE_READ(task, mm, arg_end);
	struct suspect_name name = {};
	char word[WORD_MAX];
	long length = bpf_probe_read_user_str(word, sizeof(word), (void *)at);

	if (length <= 0 || length == sizeof(word))
		return 1;
	at += length;
	if (at >= end)
		return 0;
	length = bpf_probe_read_user_str(word, sizeof(word), (void *)at);
	if (length <= 0 || length == sizeof(word))
		return 1;
	if (word[0] == '-')
		return 0;
	at = base_of(at + length - 1);
	if (!at || bpf_probe_read_user_str(&name, sizeof(name), (void *)at) <= 0)
		return 1;
	return suspicion(&name) == WIRE_MAY_BE_SERVER;
}

static __always_inline int is_same_name(struct suspect_name *one, struct suspect_name *other)
{
	return one->words[0] == other->words[0] && one->words[1] == other->words[1];
}

/*
 * The file that runs: of a script its interpreter. A file of no folder has no name that says a thing.
 * Mostly it is the one that was given to execve, which was looked up.
 */
static __always_inline int is_suspect_file(struct linux_binprm *bprm, struct suspect_name *given)
{
	static const char memfd[] = "memfd:";
	struct suspect_name name = {};

	if (bpf_probe_read_kernel_str(&name, sizeof(name), bprm->file->f_path.dentry->d_name.name) <= 0)
		return 1;
	if (!__builtin_memcmp(name.text, memfd, sizeof(memfd) - 1))
		return 1;
	return !is_same_name(&name, given) && suspicion(&name) == WIRE_MAY_BE_SERVER;
}

/*
 * As the caller calls it, by its base name: the file may have another, as behind a link that was resolved
 * or a descriptor. What is too long to be read whole may be one. A function of its own, which takes no
 * pointers: given is the name that was looked up before.
 */
__noinline int is_suspect_word(unsigned long at, __u64 given, __u64 rest)
{
	struct suspect_name name = {}, looked_up = {.words = {given, rest}};
	unsigned long base = 0;
	char word[WORD_MAX];
	long length = bpf_probe_read_user_str(word, sizeof(word), (void *)at);

	if (length <= 0)
		return 0;
	if (length == sizeof(word))
		return 1;
	for (int i = 0; i < WORD_MAX - 1 && word[i]; i++)
		if (word[i] == '/')
			base = i + 1;
	if (bpf_probe_read_user_str(&name, sizeof(name), (void *)(at + base)) <= 0)
		return 0;
	return !is_same_name(&name, &looked_up) && suspicion(&name) == WIRE_MAY_BE_SERVER;
}

/* Whether the policy has a server that runs as this user, or may have one in this cgroup. */
static __always_inline int may_be_run(struct task_struct *task)
{
	if (has_users) {
		__u32 user = BPF_CORE_READ(task, cred, euid.val);

		if (bpf_map_lookup_elem(&awaited_users, &user))
			return 1;
	}
	if (has_cgroups) {
		__u64 cgroup = bpf_get_current_cgroup_id();

		if (!bpf_map_lookup_elem(&plain_cgroups, &cgroup))
			return 1;
	}
	return 0;
}

static __always_inline int may_begin_server(struct task_struct *task, struct linux_binprm *bprm)
{
	struct suspect_name name = {};
	__u32 kind;

	/* the base name of the file that was given to execve, be it a script */
	if (bpf_probe_read_kernel_str(&name, sizeof(name), task->comm) <= 0)
		return 1;
	kind = suspicion(&name);
	if (kind == WIRE_SHELL)
		return begins_suspect_script();
	return kind == WIRE_MAY_BE_SERVER ||
	       task->nsproxy->pid_ns_for_children->ns.inum != MACHINE_PID_NAMESPACE ||
	       may_be_run(task) || is_suspect_file(bprm, &name) ||
	       is_suspect_word(task->mm->arg_start, name.words[0], name.words[1]);
}

/* Whether the exec begins a stranger. An exec before it that was missed is doubt. */
static __always_inline int is_strange_exec(struct wire_state *old, __u64 execs,
					   struct task_struct *task, struct linux_binprm *bprm)
{
	if (!begets_strangers(old) || old->is_told)
		return 0;
	if (old->execs && old->execs + 1 != execs)
		return 0;
	return !may_begin_server(task, bprm);
}
