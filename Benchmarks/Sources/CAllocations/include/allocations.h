// SPDX-License-Identifier: Apache-2.0
#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

#include <stddef.h>

/* Bytes that this process has allocated and not freed: malloc.h has no module that Swift could import. */
size_t allocated_bytes(void);

#endif
