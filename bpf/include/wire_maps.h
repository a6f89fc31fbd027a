/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The second half of the treaty: what stands in maps that both sides read. Included by wire.h alone. */
#ifndef EGRET_WIRE_MAPS_H
#define EGRET_WIRE_MAPS_H

/* User space's word on a program, in the map "verdicts". */
enum wire_interest {
	WIRE_UNCLASSIFIED = 0,
	WIRE_IGNORED = 1,
	WIRE_WATCHED = 2,
	WIRE_FOLLOWED = 3, /* only forks, execs and exits, of all that descends from it too */
};

struct wire_verdict {
	wire_u32 interest; /* enum wire_interest */
};

/* What the kernel keeps of a process, in the map "processes", by pid. */
struct wire_state {
	wire_u64 program;
	wire_u64 start;
	wire_u32 interest; /* the program's verdict as last looked up */
	wire_u32 epoch;    /* the epoch it was looked up in; another epoch: look again */
	wire_u64 execs;    /* the leader's self_exec_id at the last exec that was seen; 0: not known */
	wire_u16 is_unreported; /* that exec has no record */
	wire_u16 is_told;       /* user space knows the process: its exit is recorded */
	wire_u32 is_stranger;   /* by its name it is no server, and its exec was not reported */
};

/*
 * What is kept of a stranger, in the map "strangers", by the pid modulo WIRE_STRANGERS_MAX: it may have
 * done something that is to be said of whoever did it, such as having written a configuration, and be gone.
 * What is not sealed with its own program is being written.
 */
struct wire_stranger {
	struct wire_process process;
	struct wire_process parent;
	wire_u32 uid;
	wire_u32 gid;
	wire_u8 comm[WIRE_COMM];
	wire_u8 file[96]; /* bprm->filename, cut, ended by 0 */
	wire_u8 arguments[160]; /* argv, each ended by 0, as far as there is room */
	wire_u64 arguments_size; /* of which are this one's */
	wire_u64 seal;           /* its program, written last */
};

#define WIRE_STRANGERS_MAX 4096

/* Longest name in the map "suspects", its final 0 included: what the kernel keeps as comm. */
#define WIRE_SUSPECT_NAME 16
#define WIRE_SUSPECTS_MAX 16384
#define WIRE_PORTS_MAX 4096
#define WIRE_USERS_MAX 1024

/* What a program of that name is, in the map "suspects". */
enum wire_suspect {
	WIRE_MAY_BE_SERVER = 1, /* or may begin one */
	WIRE_SHELL = 2,         /* that, where its first argument is a script of such a name */
};

#endif
