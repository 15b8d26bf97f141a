/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many paths through one graph, intersected into one parametric path: what they have in
 * common, and parameters where they differ, with each path's values (Dawes and Reger,
 * "Explaining Violations of Properties in Control-Flow Temporal Logic", RV 2019).  Knows
 * nothing of units and stores.
 *
 * Each path is read over the structure tree (analysis/structure.h).  A loop's turns that
 * come back to the header are told apart from the last one, which leaves it; on each such
 * level the edge to be taken is a value only where two edges lead to the level's end:
 *
 *      while (i < n) if (x) a(); else b();          count 2, branch T, branch F
 *
 * i < n needs no value: all turns that come back went one way there, the last the other.
 * So a path is the structure and a few values, and the values alone give it back.
 */
#ifndef VYPR_ANALYSIS_INTERSECT_H
#define VYPR_ANALYSIS_INTERSECT_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/structure.h"

enum vypr_slot_kind_of {
	VYPR_VALUE_EDGE, /* a branch: the edge taken, index among the node's */
	VYPR_VALUE_COUNT, /* a loop: how often a turn came back to its header */
	VYPR_VALUE_PART /* a part without structure: the way through it, a number for
			 * vypr_intersect_part */
};

enum vypr_agreement {
	VYPR_ALIKE, /* one value for all paths, always */
	VYPR_IN_STEP, /* it varies from time to time, in each path alike as long as it
			 lasts */
	VYPR_DIFFERS /* a parameter */
};

/* One path's values of one slot, in order; equal ones are one. */
struct vypr_sequence {
	size_t first; /* in items */
	uint32_t count;
	uint32_t paths; /* how many have it */
};

struct vypr_reading {
	uint32_t path, sequence;
};

/* A place that takes values. */
struct vypr_slot_values {
	enum vypr_slot_kind_of kind;
	enum vypr_agreement agreement;
	uint32_t node; /* the branch; the header; a part's first node */
	uint32_t loop; /* of structure: COUNT, PART; else NOWHERE */
	int repeated; /* some path has more than one */
	size_t first_sequence, sequence_count;
	uint32_t longest; /* sequence */
	size_t first_reading, reading_count; /* by path; paths that never came here have
					      * none */
};

/* What the paths have in common, in order, nested. */
enum vypr_element_kind {
	VYPR_ELEMENT_NODE, /* passed by all that came here */
	VYPR_ELEMENT_BRANCH, /* they part behind this node */
	VYPR_ELEMENT_WAY, /* those that took this edge; what they alone passed, deeper */
	VYPR_ELEMENT_SHARED, /* where some of the ways, not all, have met; deeper */
	VYPR_ELEMENT_LOOP, /* deeper: TURN, LEAVE, then the WAYs that it is left by */
	VYPR_ELEMENT_TURN, /* deeper: a turn that comes back */
	VYPR_ELEMENT_LEAVE, /* deeper: the last one */
	VYPR_ELEMENT_PART /* without structure */
};

struct vypr_element {
	enum vypr_element_kind kind;
	uint32_t depth;
	uint32_t
		node; /* BRANCH: where they part; LOOP: the header; WAY: where it leads */
	uint32_t edge; /* WAY: of the graph */
	uint32_t slot; /* BRANCH, LOOP, PART: its values; NOWHERE: it has none */
	uint32_t meet; /* BRANCH: the node where all have met again; NOWHERE: not on this
			* level */
	uint64_t passed; /* times, over all paths */
};

struct vypr_intersection;

/* graph stays the caller's and is not to change. */
enum vypr_status vypr_intersection_new(const struct vypr_graph *graph,
				       struct vypr_intersection **ret_intersection);
void vypr_intersection_free(struct vypr_intersection *intersection);

/* A path, its edges from the source to the sink.  Paths are numbered from 0.
 * Errors  FORMAT: it is not one; NOMEM.  After an error only free is allowed. */
enum vypr_status vypr_intersection_add(struct vypr_intersection *intersection,
				       const uint32_t *edges, size_t count);
/* No path more.  Cost O(values log values). */
enum vypr_status vypr_intersection_end(struct vypr_intersection *intersection);

struct vypr_parametric {
	const struct vypr_structure *structure;
	const struct vypr_slot_values *slots;
	size_t slot_count;
	const struct vypr_sequence *sequences;
	size_t sequence_count;
	const uint32_t *items;
	const struct vypr_reading *readings;
	const struct vypr_element *elements;
	size_t element_count;
	uint32_t path_count;
};
/* Borrowed, after end. */
void vypr_intersection_get(const struct vypr_intersection *intersection,
			   struct vypr_parametric *ret_parametric);
/* Edges of a way through a part. */
const uint32_t *vypr_intersection_part(const struct vypr_intersection *intersection,
				       uint32_t part, size_t *ret_count);

/* The parametric path with one path's values: its edges, malloc'ed.  Looks at nothing but
 * the structure, what all have in common, and that path's values of the parameters. */
enum vypr_status vypr_intersection_expand(const struct vypr_intersection *intersection,
					  uint32_t path, uint32_t **ret_edges,
					  size_t *ret_count);

#endif
