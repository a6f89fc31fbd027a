/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the kernel alone takes to come to a program: an empty one at every hook of bpf/include/hooks.h
 * that this kernel has.
 *
 *   floor CGROUP    attaches them, says "ready COUNT", and takes them away when its stdin ends
 *   floor programs  "id run_time_ns run_cnt name" of every BPF program of the machine
 */
#include "bench.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/utsname.h>

#define TYPED { WIRE_KIND_TYPED, 0 }
#define SYSCALL { WIRE_KIND_SYSCALL, 0 }
#define CGROUP(type) { WIRE_KIND_CGROUP, type }
#define EVERY ""
#define BEFORE(version) version
#define UNNAMED NULL
#include "../../../bpf/include/hooks.h"

struct kind {
	enum wire_hook_kind kind;
	unsigned int attach_type;
};

static const struct hook {
	const char *program;
	struct kind kind;
	const char *section;
	const char *since;
	const char *before;
} hooks[] = {
#define AS_HOOK(number, program, kind, section, need, since, before, ...) \
	{ #program, kind, section, since, before },
	WIRE_HOOKS(AS_HOOK)
};

static int cgroup;

static int version_of(const char *text)
{
	int major = 0, minor = 0;

	return sscanf(text, "%d.%d", &major, &minor) == 2 ? major * 1000 + minor : 0;
}

/* In a mount namespace of its own: a machine need not have it mounted. */
static void mount_events(void)
{
	if (unshare(CLONE_NEWNS) || mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("tracefs", "/sys/kernel/tracing", "tracefs", 0, NULL))
		fail("tracefs");
}

/* Egret leaves the same ones off. */
static int fits(const struct hook *hook)
{
	struct utsname machine;
	int own;

	uname(&machine);
	own = version_of(machine.release);
	return own >= version_of(hook->since) && (!*hook->before || own < version_of(hook->before));
}

/* A program that returns 1 where that means "go on", else 0. */
static int load(const struct hook *hook, enum bpf_prog_type type, struct bpf_prog_load_opts *options)
{
	struct bpf_insn instructions[] = {
		{ .code = 0xb7, .imm = hook->kind.kind == WIRE_KIND_CGROUP }, /* r0 = imm */
		{ .code = 0x95 },                                             /* exit */
	};

	return bpf_prog_load(type, hook->program, "GPL", instructions, 2, options);
}

static int attach_typed(const struct hook *hook)
{
	int is_entry = !strncmp(hook->section, "fentry/", 7);
	enum bpf_attach_type at = is_entry ? BPF_TRACE_FENTRY : BPF_TRACE_RAW_TP;
	int type = libbpf_find_vmlinux_btf_id(strchr(hook->section, '/') + 1, at), program;
	LIBBPF_OPTS(bpf_prog_load_opts, options, .expected_attach_type = at,
		    .attach_btf_id = (unsigned int)type);

	program = type < 0 ? -1 : load(hook, BPF_PROG_TYPE_TRACING, &options);
	return program < 0 ? -1 : bpf_raw_tracepoint_open(NULL, program);
}

static int event_number(const char *name)
{
	char path[256];
	int number = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/sys/kernel/tracing/events/syscalls/%s/id", name);
	file = fopen(path, "re");
	if (!file || fscanf(file, "%d", &number) != 1)
		number = -1;
	if (file)
		fclose(file);
	return number;
}

static int attach_syscall(const struct hook *hook)
{
	struct perf_event_attr what = { .type = PERF_TYPE_TRACEPOINT, .size = sizeof(what) };
	int number = event_number(strrchr(hook->section, '/') + 1), program, event;

	program = number < 0 ? -1 : load(hook, BPF_PROG_TYPE_TRACEPOINT, NULL);
	if (program < 0)
		return -1;
	what.config = (unsigned int)number;
	event = (int)syscall(SYS_perf_event_open, &what, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
	if (event < 0 || ioctl(event, PERF_EVENT_IOC_SET_BPF, program) ||
	    ioctl(event, PERF_EVENT_IOC_ENABLE, 0))
		return -1;
	return event;
}

static int attach_cgroup(const struct hook *hook)
{
	enum bpf_attach_type at = (enum bpf_attach_type)hook->kind.attach_type;
	enum bpf_prog_type type = BPF_PROG_TYPE_CGROUP_SOCK_ADDR;
	LIBBPF_OPTS(bpf_prog_load_opts, options, .expected_attach_type = at);
	int program;

	if (strstr(hook->section, "cgroup_skb"))
		type = BPF_PROG_TYPE_CGROUP_SKB;
	else if (strstr(hook->section, "/sock_") || strstr(hook->section, "/post_bind"))
		type = BPF_PROG_TYPE_CGROUP_SOCK;
	program = load(hook, type, &options);
	return program < 0 ? -1 : bpf_link_create(program, cgroup, at, NULL);
}

static int attach(const struct hook *hook)
{
	switch (hook->kind.kind) {
	case WIRE_KIND_TYPED:
		return attach_typed(hook);
	case WIRE_KIND_SYSCALL:
		return attach_syscall(hook);
	case WIRE_KIND_CGROUP:
		return attach_cgroup(hook);
	}
	return -1;
}

static int hold(const char *path)
{
	int count = 0;
	char byte;

	mount_events();
	cgroup = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (cgroup < 0)
		fail(path);
	for (size_t i = 0; i < sizeof(hooks) / sizeof(*hooks); i++) {
		if (!fits(&hooks[i]))
			continue;
		if (attach(&hooks[i]) < 0)
			fprintf(stderr, "floor: %s: %s\n", hooks[i].program, strerror(errno));
		else
			count++;
	}
	printf("ready %d\n", count);
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}

static int list_programs(void)
{
	unsigned int id = 0;

	while (!bpf_prog_get_next_id(id, &id)) {
		struct bpf_prog_info info = { 0 };
		unsigned int size = sizeof(info);
		int fd = bpf_prog_get_fd_by_id(id);

		if (fd < 0)
			continue;
		if (!bpf_obj_get_info_by_fd(fd, &info, &size))
			printf("%u %llu %llu %s\n", info.id, (unsigned long long)info.run_time_ns,
			       (unsigned long long)info.run_cnt, info.name);
		close(fd);
	}
	return 0;
}

int main(int count, char **arguments)
{
	if (count != 2)
		return 64;
	return strcmp(arguments[1], "programs") ? hold(arguments[1]) : list_programs();
}
