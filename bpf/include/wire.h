/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The treaty between the kernel side (bpf/) and user space (Sources/Events/WireDecoder*.swift):
 * every record of the two rings. Both sides include this file; nobody writes the layout twice.
 *
 * Records are 8-aligned. Numbers are in the machine's byte order, ports included. Every record
 * begins with struct wire_header and states its own length. "start" is the start_boottime of a
 * thread-group leader, in nanoseconds since boot, cut to the tick in which /proc/PID/stat shows it;
 * pid and start name a process for ever.
 */
#ifndef EGRET_WIRE_H
#define EGRET_WIRE_H

#include "hooks.h"

#ifdef __bpf__
typedef unsigned char wire_u8;
typedef unsigned short wire_u16;
typedef unsigned int wire_u32;
typedef unsigned long long wire_u64;
#else
#include <stdint.h>
typedef uint8_t wire_u8;
typedef uint16_t wire_u16;
typedef uint32_t wire_u32;
typedef uint64_t wire_u64;
#endif

/* Longest captures. argv and environment are cut there, and the record says so. */
#define WIRE_ARGUMENTS_MAX 4096
#define WIRE_ENVIRONMENT_MAX 16384
#define WIRE_PATH_MAX 1024
#define WIRE_PAYLOAD_MAX 1536
/* Room for the bytes of a packet: a ClientHello, one with post-quantum key shares, a long greeting. */
#define WIRE_SEGMENT_MIN 640
#define WIRE_SEGMENT_MAX 2048
#define WIRE_GREETING_MAX 4096
#define WIRE_PACKET_MAX 65504 /* of a packet that many were joined to */
#define WIRE_COMM 16
#define WIRE_UNIX_PATH_MAX 108

/* USER_HZ is 100 on every architecture of interest: 10 ms. */
#define WIRE_START_TICK 10000000ULL

/*
 * Every kind of record, a row each: number, constant, struct, bytes of the struct.
 *
 * fork, exec and exit go into the lifecycle ring, the others into the evidence ring; an exec that is
 * reported late goes there too.
 */
#define WIRE_KINDS(ROW)                                                                            \
	ROW(1, WIRE_FORK, wire_fork, 80)                                                           \
	ROW(2, WIRE_EXEC, wire_exec, 176)               /* and its byte runs */                    \
	ROW(3, WIRE_EXIT, wire_exit, 48)                                                           \
	ROW(4, WIRE_ASKED, wire_asked, 184)             /* a system call with no hook behind it */ \
	ROW(5, WIRE_DESTINATION, wire_destination, 152)                                            \
	ROW(6, WIRE_DNS, wire_dns, 88)                  /* and the message */                      \
	ROW(7, WIRE_MEDDLED, wire_meddled, 48)          /* a hand in another process */            \
	ROW(8, WIRE_FLOW, wire_flow, 104)               /* a socket that was reported is closed */ \
	ROW(9, WIRE_SEGMENT, wire_segment, 96)          /* and the bytes of a stream */            \
	ROW(10, WIRE_BOUND, wire_bound, 72)             /* a port was taken */                     \
	ROW(20, WIRE_READ, wire_read, 48)               /* the first message on a stdin */

#define WIRE_KIND_NUMBER(number, name, layout, bytes) name = number,
enum wire_kind { WIRE_KINDS(WIRE_KIND_NUMBER) };

/* wire_header.flags */
#define WIRE_CUT_ARGUMENTS 1    /* argv was longer than was taken */
#define WIRE_CUT_ENVIRONMENT 2  /* the environment was longer */
#define WIRE_CUT_PATH 4         /* the executable's path was longer or deeper */
#define WIRE_CUT_PAYLOAD 8      /* the packet was longer */
#define WIRE_AWAITED 16         /* of an exec: the first receive on stdin will be reported */

struct wire_header {
	wire_u32 size; /* of the whole record, this header included */
	wire_u16 kind; /* enum wire_kind */
	wire_u16 flags;
	wire_u64 time; /* CLOCK_BOOTTIME, ns */
};

/* Who: the running task, or the owner of a socket. */
struct wire_process {
	wire_u64 program; /* names one exec; inherited by fork; 0 is not known */
	wire_u64 start;
	wire_u32 pid; /* thread group, in the initial namespace */
	wire_u32 tid;
};

struct wire_fork {
	struct wire_header header;
	struct wire_process parent; /* tid is the thread that forked */
	struct wire_process child;
	wire_u8 comm[WIRE_COMM];
};

/* stdin, stdout, stderr at exec. */
struct wire_descriptor {
	wire_u64 inode;
	wire_u32 device; /* i_rdev of a character device, as the kernel encodes it: major<<20|minor */
	wire_u16 mode;   /* i_mode; 0 where the descriptor is closed */
	wire_u16 reserved;
};

struct wire_exec {
	struct wire_header header;
	struct wire_process process;
	struct wire_process parent; /* real_parent's thread group; its program where known */
	wire_u64 previous;          /* the program this process ran before */
	wire_u32 uid;               /* effective, in the initial user namespace */
	wire_u32 gid;
	wire_u32 login;             /* loginuid; 4294967295 is not set */
	wire_u32 net_namespace;     /* inode numbers */
	wire_u32 mount_namespace;
	wire_u32 pid_namespace;
	wire_u32 user_namespace;
	wire_u32 reserved;
	struct wire_descriptor stdio[3];
	wire_u8 comm[WIRE_COMM];
	wire_u16 path_size;        /* bytes after this struct: components, last first, each ended by 0 */
	wire_u16 file_size;        /* then bprm->filename, no 0 */
	wire_u16 arguments_size;   /* then argv, each ended by 0 */
	wire_u16 environment_size; /* then the environment, each ended by 0 */
};

struct wire_exit {
	struct wire_header header;
	struct wire_process process; /* the last thread of the group to leave */
	wire_u32 code;               /* as wait(2) would report it */
	wire_u32 reserved;
};

/* family 0: none given; IPv4 stands in the first four bytes. */
struct wire_address {
	wire_u16 family; /* AF_* */
	wire_u16 port;
	wire_u32 scope;  /* sin6_scope_id */
	wire_u8 bytes[16];
};

/* How the destination reached the kernel. */
enum wire_via {
	WIRE_VIA_UNKNOWN = 0,
	WIRE_VIA_SYSCALL = 1,
	WIRE_VIA_IO_URING = 2,
	WIRE_VIA_COMPAT = 3, /* the 32-bit system calls */
	WIRE_VIA_KERNEL = 4, /* a kernel thread acted for the socket */
};

/* What became of reading the address that the process gave. */
enum wire_asked_state {
	WIRE_ASKED_NONE = 0,       /* no system call of the four is under way in this thread */
	WIRE_ASKED_READ = 1,
	WIRE_ASKED_UNREADABLE = 2, /* its page was not there */
	WIRE_ASKED_MANY = 3,       /* sendmmsg: its addresses are WIRE_ASKED records */
};

/* What a process asked for where no hook below reports it: another family, or sendmmsg. */
struct wire_asked {
	struct wire_header header;
	struct wire_process process;
	struct wire_address address;
	wire_u8 hook;   /* enum wire_hook */
	wire_u8 state;  /* enum wire_asked_state */
	wire_u16 index; /* the message's place in sendmmsg's vector */
	wire_u32 size;  /* of the path; bytes of sun_path after this struct */
	wire_u8 path[WIRE_UNIX_PATH_MAX];
	wire_u32 inode; /* of the Unix socket that asks; 0 is not known */
};

/* The kernel was about to connect or send: the destination it copied, beside what was asked. */
struct wire_destination {
	struct wire_header header;
	struct wire_process process; /* who is running */
	struct wire_process owner;   /* who made the socket or first used it; pid 0 is not known */
	wire_u64 cookie;             /* of the socket */
	struct wire_address address; /* what the kernel will use */
	struct wire_address asked;
	wire_u32 net_namespace; /* the socket's */
	wire_u16 protocol;      /* IPPROTO_* */
	wire_u8 hook;           /* enum wire_hook */
	wire_u8 via;            /* enum wire_via */
	wire_u8 asked_state;
	wire_u8 is_inbound; /* the other side opened the connection */
	wire_u16 own_port;  /* of the socket, where its connecting was not seen */
	wire_u8 reserved[4];
	wire_u8 comm[WIRE_COMM]; /* of the thread */
};

/* Which call reached into another process. */
enum wire_meddling {
	WIRE_PTRACE = 1,
	WIRE_PIDFD_GETFD = 2,
	WIRE_VM_WRITEV = 3,
	WIRE_PROC_MEM = 4, /* /proc/PID/mem, opened for writing */
};

struct wire_meddled {
	struct wire_header header;
	struct wire_process process;
	wire_u32 target; /* a pid in the caller's namespace; of /proc/PID/mem in the initial one */
	wire_u32 call;   /* enum wire_meddling */
};

/* How a connection went. */
enum wire_result {
	WIRE_RESULT_UNKNOWN = 0,
	WIRE_RESULT_ESTABLISHED = 1,
	WIRE_RESULT_REFUSED = 2,
	WIRE_RESULT_TIMED_OUT = 3,
	WIRE_RESULT_UNREACHABLE = 4,
	WIRE_RESULT_ABANDONED = 5, /* closed before there was an answer */
};

/* A socket whose destination was reported is closed. */
struct wire_flow {
	struct wire_header header;
	struct wire_process owner;
	struct wire_address address; /* the last destination that was reported */
	wire_u64 cookie;
	wire_u64 began; /* when it was reported, as header.time */
	wire_u64 bytes_out;
	wire_u64 bytes_in;
	wire_u32 net_namespace;
	wire_u16 protocol;
	wire_u8 result; /* enum wire_result */
	wire_u8 reserved;
};

/* A process took a TCP port of its own: others may connect there. */
struct wire_bound {
	struct wire_header header;
	struct wire_process process;
	struct wire_address address; /* its own; all zero: any of the machine */
	wire_u32 net_namespace;
	wire_u16 protocol;
	wire_u8 hook; /* enum wire_hook */
	wire_u8 reserved;
};

/* The first receive on a Unix socket that an exec had at stdin. */
struct wire_read {
	struct wire_header header;
	struct wire_process process; /* who received */
	wire_u64 inode;              /* of the socket */
};

/* What a record of the map "floor" stands for: a destination that found the evidence ring full. */
struct wire_floor_key {
	wire_u64 program; /* of the one to charge */
	wire_u64 start;
	struct wire_address address;
	wire_u32 pid;
	wire_u32 net_namespace;
	wire_u16 protocol;
	wire_u8 via;
	wire_u8 reserved[5];
};

struct wire_floor {
	wire_u64 count;
	wire_u64 first; /* CLOCK_BOOTTIME, ns */
	wire_u64 last;
};

/* A DNS message to or from a socket that has an owner: a packet's payload, header bytes removed. */
struct wire_dns {
	struct wire_header header;
	struct wire_process owner;
	wire_u64 cookie;
	struct wire_address peer;
	wire_u32 net_namespace;
	wire_u16 protocol;
	wire_u8 hook;
	wire_u8 is_loopback; /* the packet went by the loopback interface */
	wire_u32 size; /* bytes that follow */
	wire_u32 full; /* bytes the packet had */
};

/* Bytes of a TCP stream of a socket that has an owner, as a packet carried them. */
struct wire_segment {
	struct wire_header header;
	struct wire_process owner;
	wire_u64 cookie;
	struct wire_address peer;
	wire_u32 net_namespace;
	wire_u16 protocol;
	wire_u8 hook;
	wire_u8 is_loopback; /* the packet went by the loopback interface */
	wire_u32 offset; /* of the first byte in its direction of the stream, modulo 2^32 */
	wire_u32 size;   /* bytes that follow */
	wire_u32 left;   /* bytes of the packet behind them that were not taken */
	wire_u32 padding;
};

/* Per-CPU counters; an index names each. Sums are in the heartbeat. */
enum wire_counter {
	WIRE_COUNT_LIFECYCLE_LOST = 0, /* no room in the lifecycle ring */
	WIRE_COUNT_EVIDENCE_LOST = 1,  /* no room in the evidence ring */
	WIRE_COUNT_STATE_LOST = 2,     /* a process's state could not be stored: it stays unclassified */
	WIRE_COUNT_OWNER_LOST = 3,     /* a socket's owner could not be stored */
	WIRE_COUNT_UNREADABLE = 4,     /* memory of the process could not be read */
	WIRE_COUNT_EVIDENCE = 5,       /* records submitted */
	WIRE_COUNT_LIFECYCLE = 6,
	WIRE_COUNT_FLOOR = 7,          /* of the lost evidence, what "floor" kept */
	WIRE_COUNT_FLOOR_LOST = 8,     /* destinations for which it had no room */
	WIRE_COUNTERS = 9,
};

#include "wire_maps.h"

#define WIRE_ASSERT(type, bytes) _Static_assert(sizeof(struct type) == (bytes), #type)
#define WIRE_KIND_SIZE(number, name, layout, bytes) WIRE_ASSERT(layout, bytes);
WIRE_KINDS(WIRE_KIND_SIZE)
WIRE_ASSERT(wire_header, 16);
WIRE_ASSERT(wire_process, 24);
WIRE_ASSERT(wire_descriptor, 16);
WIRE_ASSERT(wire_address, 24);
WIRE_ASSERT(wire_floor_key, 56);
WIRE_ASSERT(wire_floor, 24);
WIRE_ASSERT(wire_verdict, 4);
WIRE_ASSERT(wire_state, 40);
WIRE_ASSERT(wire_stranger, 344);

#ifndef __bpf__
/* The bytes with which a record of this kind begins; 0 where there is no such kind (wire.c). */
wire_u32 wire_kind_size(wire_u32 kind);
#endif

#endif
