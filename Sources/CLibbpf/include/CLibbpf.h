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

/* Keeps libbpf's warnings of this thread instead of printing them; take empties the buffer. */
void egret_log_start(void);
const char *_Nonnull egret_log_take(void);

/* The ring's producer and consumer positions and record headers (kernel/bpf/ringbuf.c). */
unsigned long egret_load_acquire(const void *_Nonnull position);
unsigned int egret_load_acquire_header(const void *_Nonnull header);
void egret_store_release(void *_Nonnull position, unsigned long value);

/* openat2(2) below a directory without following any link; -1 and errno. */
int egret_open_beneath(int directory, const char *_Nonnull path, int flags);
/* pidfd_open(2). */
int egret_pidfd_open(int pid);
/* setns(2), unshare(2), prctl(2): Swift cannot call variadic functions or reads no flags. */
int egret_no_new_privileges(void);
/* mount(2) of tracefs in a mount namespace of our own. */
int egret_unshare_mounts(void);
int egret_mount_tracefs(const char *_Nonnull target);
#endif
