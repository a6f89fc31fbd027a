/* SPDX-License-Identifier: Apache-2.0 */
/* The processes in which what users wrote is parsed, and what they have given up. */
#ifndef CONFINEMENT_H
#define CONFINEMENT_H

#include <stddef.h>

/* The user and group of those processes: a number that systemd's ranges leave unused, so that no account has it. */
#define EGRET_PARSER_USER 65533

/* No other capability than these in this process's bounding set, as far as it may say so. 0, or -1 and errno. */
int egret_bound_capabilities(unsigned long long kept);

/*
 * For ever, of this process, which has one thread, and all that come from it: no network, no file, no user of the
 * machine's, no capability, and of system calls only what it takes to make parsers and to end them. NULL, or the step
 * that failed, and errno.
 */
const char *_Nullable egret_confine_keeper(void);

/*
 * The same of a parser, a child of that process: a limit on memory (bytes beside what is mapped now) and on seconds
 * of processor time, no child, and no system call but those below. Any other ends it.
 */
const char *_Nullable egret_confine_parser(unsigned long long memory, unsigned int seconds);

/* The system call of that index that a parser may make; empty behind the last. */
const char *_Nonnull egret_parser_call_at(size_t index);

/*
 * fork(2) of the parsers' keeper; to be called while there is one thread, and as root. In the caller: its pid, and
 * in `line` the end of a line of messages to it, of which the first says whether it is confined. In each parser that
 * it makes: 0, and in `line` the end of a stream to whoever asked for it. -1 and errno.
 */
int egret_fork_keeper(int *_Nonnull line);

/* What the keeper says: the step of its confinement that failed, or what became of a parser. */
struct egret_kept {
	/* The number of what was asked. */
	unsigned int number;
	/* How the parser that there was ended (wait(2)); 0 where there was none. */
	int status;
	/* Why there is no parser, or no keeper: errno, or 0. */
	int error;
	/* A step of the confinement, as text with a zero at its end. */
	char step[32];
};

/* Asks for the end of the parser that there is and, where `another`, for another. 0, or -1 and errno. */
int egret_ask_keeper(int line, unsigned int number, int another);

/*
 * What the keeper has said next, which must be there. With a descriptor of the line to a new parser, or -1. 0, or
 * -1 and errno.
 */
int egret_hear_keeper(int line, struct egret_kept *_Nonnull said, int *_Nonnull parser);

/* send(2) that raises no signal. Bytes sent, or -1 and errno. */
long egret_send_quietly(int socket, const void *_Nonnull bytes, size_t count);
#endif
