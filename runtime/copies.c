/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the records of section "vypr_copies": an inline function that was put out has one
 * outside of its COMDAT group, which is always there, and one inside, which goes when the
 * linker takes the group of another object file.
 */
#include "runtime/copies.h"

#include <stdlib.h>

#include "spec/unit.h"

struct record {
	int64_t unit;            /* from here to the bytes of the unit */
	uint32_t function, inside;
};

static int is_of(const struct record *r, const void *unit, uint32_t function)
{
	return (uintptr_t)r + (uintptr_t)r->unit == (uintptr_t)unit &&
	       r->function == function;
}

/* Seen outside and not inside of its group. */
static int is_dropped(const void *unit, uint32_t function, const struct record *start,
		      const struct record *stop)
{
	int outside = 0;

	for (const struct record *r = start; r < stop; r++) {
		if (!is_of(r, unit, function))
			continue;
		if (r->inside)
			return 0;
		outside = 1;
	}
	return outside;
}

static uint32_t mark(struct vypr_unit *unit, const void *bytes, const struct record *start,
		     const struct record *stop)
{
	uint32_t marked = 0;

	for (const struct record *r = start; r < stop; r++) {
		if (r->function >= unit->function_count || r->inside ||
		    !is_of(r, bytes, r->function) ||
		    !is_dropped(bytes, r->function, start, stop))
			continue;
		unit->functions[r->function].flags |= VYPR_FUNCTION_DROPPED;
		marked++;
	}
	return marked;
}

unsigned char *vypr_copies_mark(const void *bytes, uint64_t size, const void *start,
				const void *stop)
{
	unsigned char *marked = NULL;
	struct vypr_unit unit;
	size_t marked_size = 0;

	if (start == stop || vypr_unit_decode(bytes, size, &unit))
		return NULL;
	if (mark(&unit, bytes, start, stop) &&
	    (vypr_unit_encode(&unit, &marked, &marked_size) || marked_size != size)) {
		free(marked);
		marked = NULL;
	}
	vypr_unit_fini(&unit);
	return marked;
}
