/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the intersection share: the levels that paths are read on.
 *
 * A level is one loop's inside seen from one of its ends: the turns that come back, or
 * the one that leaves; and that within a level of the loop around it, since which edges
 * out of the inner one lead on depends on where the outer turn ends.  Levels are made
 * when a path first comes to them.
 */
#ifndef VYPR_ANALYSIS_INTERSECT_PRIVATE_H
#define VYPR_ANALYSIS_INTERSECT_PRIVATE_H

#include "analysis/intersect.h"
#include "analysis/map.h"

/* An item of a loop on a level. */
struct vypr_spot {
	uint32_t slot; /* NOWHERE: none yet */
	uint32_t turn, leave; /* levels of the loop that it is; NOWHERE: none yet */
	uint32_t first_taken; /* counters, of the edges of the node or the exits of the
				 loop */
	uint8_t leads; /* to the level's end */
	uint8_t options; /* edges that lead there: 0, 1, 2 or more */
	uint64_t passed;
};

struct vypr_level {
	uint32_t loop, parent; /* level around it; NOWHERE */
	int leaves;
	uint32_t first_spot;
};

struct vypr_event_value {
	uint32_t slot, value;
};

struct vypr_part {
	size_t first;
	uint32_t count;
};

struct vypr_intersection {
	const struct vypr_graph *graph;
	struct vypr_structure structure;
	struct vypr_level *levels;
	size_t level_count, level_room;
	struct vypr_spot *spots;
	size_t spot_count, spot_room;
	uint64_t *taken;
	size_t taken_count, taken_room;
	struct vypr_event_value *values; /* of all paths, as they were read */
	size_t value_count, value_room;
	size_t *path_ends; /* in values */
	size_t path_count, path_room;
	struct vypr_part *parts;
	size_t part_count, part_room;
	uint32_t *part_edges;
	size_t part_edge_count, part_edge_room;
	struct vypr_map part_map;
	struct vypr_slot_values *slots;
	size_t slot_count, slot_room;
	uint32_t *items; /* values by slot and path */
	struct vypr_sequence *sequences;
	size_t sequence_count, sequence_room;
	struct vypr_reading *readings;
	size_t reading_count, reading_room;
	struct vypr_element *elements;
	size_t element_count, element_room;
};

/* levels */
enum vypr_status vypr_level_add(struct vypr_intersection *x, uint32_t loop,
				uint32_t parent, int leaves, uint32_t *ret_level);
/* The level inside the loop at this spot; made if new. */
enum vypr_status vypr_level_inside(struct vypr_intersection *x, uint32_t level,
				   size_t spot, uint32_t loop, int leaves,
				   uint32_t *ret_level);
/* Does the edge, out of a node of the level, lead to its end? */
int vypr_level_leads(const struct vypr_intersection *x, uint32_t level, uint32_t edge);
/* Is the end of the level where this edge goes? */
int vypr_level_ends(const struct vypr_intersection *x, uint32_t level, uint32_t edge);

static inline size_t vypr_level_spot(const struct vypr_intersection *x, uint32_t level,
				     uint32_t node)
{
	const struct vypr_level *l = &x->levels[level];

	return l->first_spot + vypr_structure_item(&x->structure, l->loop, node);
}

/* The loop that the level's item at this node is; NOWHERE: the node itself. */
static inline uint32_t vypr_level_loop(const struct vypr_intersection *x, uint32_t level,
				       size_t spot)
{
	const struct vypr_level *l = &x->levels[level];
	const struct vypr_loop *loop = &x->structure.loops[l->loop];
	uint32_t item = x->structure.items[loop->first_item + (spot - l->first_spot)];

	return item < x->graph->node_count ? VYPR_NOWHERE : item - x->graph->node_count;
}

/* elements */
enum vypr_status vypr_intersection_tell(struct vypr_intersection *x);

#endif
