/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The rings, the loss counters, the state of processes, and the licence. */
#include "kernel.h"
#include "wire.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define LIFECYCLE_SIZE (16 << 20)

/* Lifecycle and evidence apart, so that neither starves the other. User space sets the sizes. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, LIFECYCLE_SIZE);
} lifecycle SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 16 << 20);
} evidence SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, WIRE_COUNTERS);
	__type(key, __u32);
	__type(value, __u64);
} counters SEC(".maps");

/* Records for which a ring had no room, by the hook that had one to write: enum wire_hook. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, WIRE_HOOK_NUMBERS);
	__type(key, __u32);
	__type(value, __u64);
} refusals SEC(".maps");

/*
 * By pid of the thread group. A hash, not task storage: an exec from another thread than the leader
 * frees the leader's task and its storage with it. User space makes it as large as threads-max, so
 * living processes cannot fill it; an entry leaves when the last thread does.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, __u32);
	__type(value, struct wire_state);
} processes SEC(".maps");

/* By program: user space's word. Fork needs no entry of its own. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, __u64);
	__type(value, struct wire_verdict);
} verdicts SEC(".maps");

/*
 * Names of programs that may be a server or begin one, from user space: an exec of any other begins a
 * stranger, of which nothing is reported.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, WIRE_SUSPECTS_MAX);
	__type(key, char[WIRE_SUSPECT_NAME]);
	__type(value, __u8); /* enum wire_suspect */
} suspects SEC(".maps");

/* TCP ports at which an entry's URL leads to this machine: who takes one is recorded. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, WIRE_PORTS_MAX);
	__type(key, __u16);
	__type(value, __u8);
} awaited_ports SEC(".maps");
/* There are some. */
__u32 awaits_ports = 0;

/* Users as whom a server of the policy's runs: their execs are reported. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, WIRE_USERS_MAX);
	__type(key, __u32);
	__type(value, __u8);
} awaited_users SEC(".maps");

/*
 * Cgroups in which no server of the policy's runs, by the number that the kernel gives each once: user
 * space has looked. What begins in any other is reported; what is forgotten is looked at again.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 8192);
	__type(key, __u64);
	__type(value, __u8);
} plain_cgroups SEC(".maps");

/*
 * The floor: destinations that found the evidence ring full. User space reads and empties it, so a
 * flood can cost detail and hides no destination.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 131072);
	__type(key, struct wire_floor_key);
	__type(value, struct wire_floor);
} floor SEC(".maps");

/*
 * Unix sockets that stood at stdin of an exec and were not read since, by inode. It may forget: then
 * the first message is not known.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, __u64); /* the program */
} awaited SEC(".maps");

/* The hook of received messages is attached. */
__u32 receivers_hooked = 0;

/* User space adds one when it changes its mind; 0 is never current. */
__u32 epoch = 1;

/* The suspects are those of the entries in force; 0: not yet, and nobody is a stranger. */
__u32 has_suspects = 0;

/* The policy has servers that are known by their user; by their cgroup. */
__u32 has_users = 0;
__u32 has_cgroups = 0;

/* The process that does the canary's acts: it is not reported, unless the flag is up. */
const volatile __u32 own_pid = 0;
/* Egret, where that is another process: it is never reported. */
const volatile __u32 watcher_pid = 0;
__u32 canary = 0;

/* When Egret had attached its hooks, in seconds since boot; 0: not yet. */
__u32 began = 0;

/* The hooks of Unix sockets are attached: the tracepoints need not report those. */
__u32 brokers_hooked = 0;
