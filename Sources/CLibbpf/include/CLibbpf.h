/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libbpf and the Linux calls that Swift's Glibc module lacks, and shims for what Swift cannot
 * express: variadic calls, macros, and the two memory orders of the ring buffer.
 *
 * No _GNU_SOURCE here: it gives glibc's structs another shape than in Swift's Glibc module, and the
 * debug build fails. It stands in CLibbpf.c.
 */
#ifndef CLIBBPF_H
#define CLIBBPF_H

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <dirent.h>
#include <malloc.h>
#include <pwd.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/timerfd.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "Confinement.h"
#include "Filter.h"
#include "Watching.h"

/* Keeps libbpf's warnings of this thread instead of printing them; take empties the buffer. */
void egret_log_start(void);
const char *_Nonnull egret_log_take(void);

/* The ring's producer and consumer positions and record headers (kernel/bpf/ringbuf.c). */
unsigned long egret_load_acquire(const void *_Nonnull position);
unsigned int egret_load_acquire_header(const void *_Nonnull header);
void egret_store_release(void *_Nonnull position, unsigned long value);

/* openat2(2) below a directory without following any link; -1 and errno. */
int egret_open_beneath(int directory, const char *_Nonnull path, int flags);
/* openat2(2) with a directory as root: links are followed inside it; -1 and errno. */
int egret_open_in_root(int directory, const char *_Nonnull path, int flags);
/* O_PATH of open(2), which Glibc shows to no Swift program. */
static const int EGRET_O_PATH = 010000000;
/* statfs(2) in a process of its own: a descriptor that ends when the mount answers; -1 and errno. */
int egret_ask_mount(const char *_Nonnull path);
/* The user namespace that a namespace belongs to (ioctl_ns(2)): a descriptor, or -1 and errno. */
int egret_owning_namespace(int of_namespace);
/* pidfd_open(2). */
int egret_pidfd_open(int pid);
/* prctl(2), PR_SET_NO_NEW_PRIVS. */
int egret_no_new_privileges(void);
/*
 * Of the calling thread, and of those that it makes from then on: no capability but the bits of `kept`, and no new
 * one by an exec. 0, or -1 and errno.
 */
int egret_keep_capabilities(unsigned long long kept);
/* A tracefs that is mounted nowhere: a directory descriptor, or -1 and errno. */
int egret_detached_tracefs(void);
/* perf_event_open(2) of a tracepoint by its number, on every CPU's behalf; -1 and errno. */
int egret_open_tracepoint(int number);
/* bpf_link__destroy of `count` links at once: the kernel waits for each one's readers, 20 to 70 ms. */
void egret_destroy_links(struct bpf_link *_Nonnull *_Nonnull links, size_t count);
/* sendmmsg(2) of one datagram to a sockaddr of `size` bytes; messages sent, or -1 and errno. */
int egret_send_many(int socket, const void *_Nonnull address, unsigned int size);
/* System calls that do nothing: TUNSETIFF of /dev/null, no process or file to reach into. 0 or errno. */
enum egret_vain {
	EGRET_IOCTL,
	EGRET_PTRACE,
	EGRET_PIDFD_GETFD,
	EGRET_VM_WRITEV,
	EGRET_LSEEK,
	EGRET_PWRITE,
};
int egret_vain_call(enum egret_vain call);
/* accept(2) and accept4(2) on a socket that does not listen. */
void egret_accept_in_vain(int socket);
#endif
