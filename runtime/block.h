/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Up to 4096 verdicts of one formula row and run, column by column: about eight bytes
 * a verdict instead of a hundred, and a reader that looks for false ones touches the
 * kinds only.
 *
 *   u8 codec | u8 flags | u16 slots | u16 captures | u32 count
 *   u32 of each kind | u64 least, greatest time that is not 0 (0 none)
 *   u32 size of each column | columns
 *
 * Columns: kind, reason, thread, call, transaction, time; per slot site_begin, site_end, begin, end,
 * path, callee; per capture known, value.  Sites are stored plus one, so that "no site"
 * is 0.  A time that is not 0 is stored as the distance, plus one, to the time it most
 * likely equals or follows closely: end before time, begin before end (or time).  Should
 * that map a time to 0, the block is flagged and times are stored as they are.
 */
#ifndef VYPR_RUNTIME_BLOCK_H
#define VYPR_RUNTIME_BLOCK_H

#include "runtime/column.h"
#include "spec/verdict.h"

#define VYPR_BLOCK_VERDICTS 4096

/* The verdicts of a block that is being filled. */
struct vypr_block_tail {
	uint32_t slots, captures;
	uint32_t count, capacity;  /* verdicts */
	uint64_t *values;          /* columns() arrays of capacity values, a line apart; malloc'ed */
};

static inline uint32_t vypr_block_columns(uint32_t slots, uint32_t captures)
{
	return 6 + 6 * slots + 2 * captures;
}

/* The caller sets slots and captures of a zeroed tail.  Errors NOMEM; LIMIT: it is full. */
enum vypr_status vypr_block_add(struct vypr_block_tail *tail,
				const struct vypr_verdict *verdict);
/* Of whole blocks: how many verdicts. */
static inline uint32_t vypr_block_count(const unsigned char *bytes)
{
	return (uint32_t)vypr_le_load(bytes + 6, 4);
}
/* Put this one in the place of verdict i, which is there. */
void vypr_block_set(struct vypr_block_tail *tail, uint32_t i,
		    const struct vypr_verdict *verdict);
/* A block's verdicts, to go on with.  The caller sets slots and captures, and has to fini
 * it.  Errors NOMEM, FORMAT. */
enum vypr_status vypr_block_load(const unsigned char *bytes, size_t size,
				 struct vypr_block_tail *ret_tail);
/* Appends the block to bytes.  Errors NOMEM. */
enum vypr_status vypr_block_encode(const struct vypr_block_tail *tail,
				   struct vypr_bytes *bytes);
void vypr_block_fini(struct vypr_block_tail *tail);

struct vypr_block_view {
	uint32_t slots, captures, count;
	uint32_t kinds[VYPR_VERDICT_KINDS];
	uint64_t first_ns, last_ns;
	int raw_times;
	/* reading */
	uint32_t columns;
	struct vypr_column *column;  /* malloc'ed */
	uint64_t *values;            /* columns groups; malloc'ed */
	uint32_t group;              /* in values, UINT32_MAX none */
	struct vypr_observation *observations;
	struct vypr_captured *captured;
};

/* Reads the head; bytes stay borrowed until close.  slots and captures are those of the
 * form: another number is FORMAT. */
enum vypr_status vypr_block_open(const unsigned char *bytes, size_t size, uint32_t slots,
				 uint32_t captures, struct vypr_block_view *ret_block);
/* Verdict i, forward only; kinds (bits) that are not wanted give ret_wanted 0 and are
 * not decoded.  unit and formula are left 0; pointers are valid until the next call. */
enum vypr_status vypr_block_get(struct vypr_block_view *block, uint32_t i, unsigned kinds,
				struct vypr_verdict *ret_verdict, int *ret_wanted);
void vypr_block_close(struct vypr_block_view *block);

#endif
