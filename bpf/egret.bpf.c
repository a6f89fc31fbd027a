/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* One object, from the files of this folder in the order in which they need each other. */
#include "ring.bpf.c"
#include "connections.bpf.c"
#include "processes.bpf.c"
#include "multipath.bpf.c"
#include "sockets.bpf.c"
#include "names.bpf.c"
#include "routes.bpf.c"
#include "packets.bpf.c"
#include "brokers.bpf.c"
#include "senders.bpf.c"
#include "meddling.bpf.c"
