/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be said of a function's blocks once for all walks to one goal: the way on from
 * a block without bits, and a table that the bits index.
 */
#ifndef VYPR_ANALYSIS_WALK_PLAN_H
#define VYPR_ANALYSIS_WALK_PLAN_H

#include "analysis/walk.h"

#define VYPR_WALK_SLOW 255u /* bits of a block that the table does not know */

struct vypr_walk_way {
	uint32_t edge; /* index among the block's; NO_EDGE: none has this value */
	uint32_t target;
};

/* The next bits (none: 0) choose one of 1 << bits ways. */
struct vypr_walk_entry {
	uint32_t bits, first_way;
};

struct vypr_walk_plan {
	struct vypr_walk_plan *next;
	const struct vypr_unit *unit;
	uint64_t unit_hash;
	uint32_t function, goal;
	uint32_t *straight; /* per block: the way on without bits; NO_EDGE none or several
			     */
	struct vypr_walk_entry *entries; /* per block */
	struct vypr_walk_way *ways;
};

/* The plan for walks of a function (index in unit) that end at block goal, or at the exit
 * (UINT32_MAX); made when it is first asked for.  NULL: out of memory. */
const struct vypr_walk_plan *vypr_walk_plan(struct vypr_walk_plans **plans,
					    const struct vypr_unit *unit,
					    uint32_t function, uint32_t goal);
void vypr_walk_plans_free(struct vypr_walk_plans *plans);

/* The edge of a block with bits whose value is this one; NO_EDGE. */
uint32_t vypr_walk_edge_of(const struct vypr_unit *unit, const struct vypr_block *block,
			   uint64_t value);

static inline int vypr_walk_is_normal(const struct vypr_edge *edge)
{
	return edge->kind != VYPR_EDGE_EXCEPTION && edge->kind != VYPR_EDGE_ABNORMAL;
}

#endif
