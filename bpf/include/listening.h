/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What of a socket's first bytes is still to be taken. */
#ifndef EGRET_LISTENING_H
#define EGRET_LISTENING_H

#include "kernel.h"

/* By what a client has said so far on a TCP connection. */
enum listening {
	LISTEN_FRESH = 0, /* nothing */
	LISTEN_TLS = 1,
	LISTEN_HTTP = 2,
	LISTEN_CONNECT = 3, /* the head of a request for a tunnel */
	LISTEN_SOCKS = 4,
	LISTEN_PROXY = 5,   /* requests as a proxy is asked: the beginning of each packet */
	LISTEN_DONE = 6,
};

struct first_bytes {
	__u32 heard;     /* bytes that left before what is listened for */
	__u32 wanted;    /* where that ends */
	__u8 listening;  /* enum listening */
	__u8 tunnels;    /* begun on this connection */
	__u8 datagrams;  /* of QUIC that were taken */
	__u8 padding;
};

#endif
