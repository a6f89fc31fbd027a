/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The C target needs a source; compiling it checks the asserted sizes with the host's compiler. */
#include "wire.h"
