/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Samples on their way to the store, and as they lie there: those of one thread, first to
 * last, each as what has changed since the one before.
 *
 *   varint count, then of each: varints of the differences of time, ran, queued, turns,
 *   blocked, minor, major to the one before (of the first to 0), u8 state, u8 wait
 *
 * Numbers of one thread do not fall; differences wrap in 64 bits all the same.
 */
#ifndef VYPR_RUNTIME_SAMPLE_BLOCK_H
#define VYPR_RUNTIME_SAMPLE_BLOCK_H

#include "runtime/bytes.h"
#include "runtime/store.h"

struct vypr_sample_of {
	uint32_t thread;
	uint32_t order;          /* in which they came */
	struct vypr_sample sample;
};

struct vypr_sample_tail {
	struct vypr_sample_of *items; /* malloc'ed */
	size_t count, room;
};

void vypr_sample_add(struct vypr_sample_tail *tail, uint32_t thread,
		     const struct vypr_sample *sample);
/* By thread; those of one in the order in which they came. */
void vypr_sample_sort(struct vypr_sample_tail *tail);
/* Appends the block of the thread whose first sample this is; returns where the next thread's
 * begin.  The bytes are bad when there is no memory. */
size_t vypr_sample_encode(const struct vypr_sample_tail *tail, size_t first,
			  struct vypr_bytes *bytes);
void vypr_sample_fini(struct vypr_sample_tail *tail);

/* The first sample of a block of which *sample is zeroed; then the others, one by one: 0 when
 * there is none left, or the cursor is bad. */
int vypr_sample_decode(struct vypr_cursor *cursor, uint64_t *left, struct vypr_sample *sample);
/* The head: how many. */
uint64_t vypr_sample_count(struct vypr_cursor *cursor);

#endif
