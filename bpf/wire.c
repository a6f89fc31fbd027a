/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The tables of hooks.h and wire.h as user space reads them. */
#include <linux/bpf.h>
#include <stddef.h>
#include "wire.h"

/* The words of a row, as members of struct wire_hook_row. */
#define TYPED .kind = WIRE_KIND_TYPED
#define SYSCALL .kind = WIRE_KIND_SYSCALL
#define CGROUP(type) .kind = WIRE_KIND_CGROUP, .attach_type = type
#define REQUIRED 1
#define OPTIONAL 0
#define EVERY NULL
#define BEFORE(version) version
#define UNNAMED NULL

#define ROW(row_number, row_program, row_kind, row_section, row_need, row_since, row_before, row_name, \
	    row_records, row_runs, row_lost)                                                           \
	[row_number] = {.number = row_number, .program = #row_program, row_kind,                       \
			.section = row_section, .is_required = row_need, .since = row_since,           \
			.before = row_before, .name = row_name, .records = row_records,                \
			.runs = row_runs, .lost = row_lost},

static const struct wire_hook_row rows[] = {WIRE_HOOKS(ROW)};

const struct wire_hook_row *wire_hook_row(unsigned int number)
{
	return number >= 1 && number < WIRE_HOOK_NUMBERS ? &rows[number] : NULL;
}

#define SIZE(number, name, layout, bytes) [number] = sizeof(struct layout),

wire_u32 wire_kind_size(wire_u32 kind)
{
	static const wire_u32 sizes[] = {WIRE_KINDS(SIZE)};

	return kind < sizeof(sizes) / sizeof(sizes[0]) ? sizes[kind] : 0;
}
