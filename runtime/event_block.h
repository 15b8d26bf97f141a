/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Up to 4096 recorded events of a run, column by column: a handful of bytes an event.
 *
 *   u8 codec | u8 flags | u32 count | u64 base | u32 size of each column | columns |
 *   u32 texts, of each: u32 size, bytes
 *
 * Columns: kind, site, thread, time, value, frame, text.  What a kind does not have is
 * as in the line before, which costs nothing.
 *
 *            site                thread  time     value   frame        text
 *   EVENT    unit << 32 | site   yes     time     value   frame        number in texts + 1
 *   LOST                         yes              count
 *   END                          yes              reason
 *   ADVANCE                              time
 *   CLOCK                                         abs     relative
 *
 * A time that is not 0 is stored as the signed distance, plus one, to the one before it
 * (the first: to base).  Should that come to 0, the block is flagged and times are
 * stored as they are.  Equal texts of a block are kept once.
 */
#ifndef VYPR_RUNTIME_EVENT_BLOCK_H
#define VYPR_RUNTIME_EVENT_BLOCK_H

#include "runtime/bytes.h"
#include "runtime/store.h"

#define VYPR_EVENT_BLOCK_MOST 4096

/* A block that is being filled; zeroed to begin. */
struct vypr_event_tail {
	uint32_t count;
	uint64_t *values;        /* columns of MOST values; malloc'ed */
	uint64_t base, last;     /* first and latest time that is not 0 */
	struct vypr_bytes texts; /* as they are stored, without their number */
	uint32_t text_count;
	uint32_t *text_at;       /* table of places in texts, plus one; malloc'ed with the
				  * numbers behind it */
};

/* Errors NOMEM (nothing is added), LIMIT: it is full. */
enum vypr_status vypr_event_block_add(struct vypr_event_tail *tail,
				      const struct vypr_recorded *recorded);
/* Appends the block to bytes.  Errors NOMEM. */
enum vypr_status vypr_event_block_encode(struct vypr_event_tail *tail,
					 struct vypr_bytes *bytes);
/* Empty again, with its memory. */
void vypr_event_block_clear(struct vypr_event_tail *tail);
void vypr_event_block_fini(struct vypr_event_tail *tail);

/* Each of a block, in order; FORMAT when the bytes are not a block. */
enum vypr_status vypr_event_block_each(const unsigned char *bytes, size_t size,
				       enum vypr_status (*visit)(void *ctx,
					       const struct vypr_recorded *recorded),
				       void *ctx);

#endif
