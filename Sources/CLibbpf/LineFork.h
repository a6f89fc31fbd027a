/* SPDX-License-Identifier: Apache-2.0 */
/* A copy of this process, with a line of messages between the two. */
#ifndef LINE_FORK_H
#define LINE_FORK_H

#include <sys/types.h>

/* Like fork: on either side `*end` is the own end of the line. -1 and errno: there is no copy. */
pid_t fork_with_line(int *end);

#endif
