/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From path bits and the symbolic control-flow graph in the unit back to the
 * exact sequence of blocks (spec/unit.h, spec/path.h).  Knows nothing of stores.
 */
#ifndef VYPR_ANALYSIS_WALK_H
#define VYPR_ANALYSIS_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "spec/unit.h"

/* Branch bits below the highest 1 of word, first branch highest; then, unless
 * landing is 0, the exception edge into block landing - 1 was taken. */
struct vypr_walk_word {
	uint64_t word;
	uint32_t landing;
};

#define VYPR_WALK_NO_EDGE UINT32_MAX

struct vypr_walk_step {
	uint32_t block; /* relative to the function's first */
	uint32_t edge; /* taken out of it, index among the block's; NO_EDGE: the
			* last step, or thrown from somewhere below it */
};

enum vypr_walk_end {
	VYPR_WALK_STOP, /* at the block that was asked for */
	VYPR_WALK_EXIT, /* left the function */
	VYPR_WALK_OUT_OF_BITS, /* at a branch that no bit tells about */
	VYPR_WALK_JUMPED /* at a call: a longjmp has come back, from here or further on */
};

struct vypr_walk_plans;

/* The result; grown and used again by each walk.  Zero to begin, fini to end.  Units it
 * has walked are not to change before. */
struct vypr_walk {
	struct vypr_walk_step *steps;
	size_t count, capacity;
	enum vypr_walk_end end;
	struct vypr_walk_plans *plans; /* what is known of the functions walked so far */
};
void vypr_walk_fini(struct vypr_walk *walk);

/* As stop: the activation has not ended, and where it is nobody says. */
#define VYPR_WALK_WHEREVER (UINT32_MAX - 1)

/* Walk function (index in unit) from block start along the bits, and from the last
 * bit straight on to block stop (UINT32_MAX: to the exit; WHEREVER: no further).
 * A longjmp back into the function leaves no bit.  Bits that do not fit, or do not lead
 * to stop, where one may have come are told to the first call that it may have left.
 * Errors   FORMAT: the bits do not fit the graph.  NOMEM.
 * Cost     O(steps), the first time to a stop also O(blocks and edges of the function);
 * at most (bits + words + 1) * blocks steps. */
enum vypr_status vypr_walk(const struct vypr_unit *unit, uint32_t function,
			   uint32_t start, uint32_t stop,
			   const struct vypr_walk_word *words, size_t word_count,
			   struct vypr_walk *walk);

#endif
