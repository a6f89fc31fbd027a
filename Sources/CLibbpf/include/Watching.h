/* SPDX-License-Identifier: Apache-2.0 */
/* Files and sockets of others: who writes a file, and what another network namespace holds. */
#ifndef WATCHING_H
#define WATCHING_H

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <sys/inotify.h>

/* fanotify_init(2) for events that name directory and file; -1 and errno. */
int egret_writers_open(void);
/*
 * Follows what is written in an open directory. Fills `key` with what the events name it by
 * (fsid, then struct file_handle) and returns the bytes of it; -1 and errno.
 */
int egret_writers_mark(int group, int directory, unsigned char *_Nonnull key, unsigned int size);
/*
 * socket(2), close-on-exec, in the network namespace of a descriptor; -1 and errno. A thread of its
 * own enters the namespace and ends: no other thread ever leaves the caller's.
 */
int egret_socket_in(int net_namespace, int family, int type, int protocol);
#endif
