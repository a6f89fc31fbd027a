// SPDX-License-Identifier: Apache-2.0
#include "allocations.h"

#include <malloc.h>

size_t allocated_bytes(void) {
	struct mallinfo2 info = mallinfo2();
	return info.uordblks + info.hblkhd;
}
