/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The structure tree of a graph: its loops, one inside the other, and on each level the
 * order in which blocks and loops follow each other.  Knows nothing of units and stores.
 *
 * Any graph has one: a loop is a strongly connected part; what lies in it without the
 * edges back to its header is the next level (Bourdoncle, "Efficient chaotic iteration
 * strategies with widenings", 1993).  A part that is entered at several blocks (a goto
 * into a loop) has no header; it is one leaf.  On each level, a loop counting as one
 * item, the graph has no cycles, so forward gotos, early returns, && and ||, and cases
 * that fall through need nothing of their own.
 */
#ifndef VYPR_ANALYSIS_STRUCTURE_H
#define VYPR_ANALYSIS_STRUCTURE_H

#include <stdint.h>

#include "spec/status.h"

/* Edges out of node n are first_edge[n] .. first_edge[n + 1] - 1.  Paths go from source
 * to sink; sink has no edges. */
struct vypr_graph {
	uint32_t node_count, source, sink;
	uint32_t *first_edge; /* node_count + 1 */
	uint32_t *target; /* of edges */
};

#define VYPR_NOWHERE UINT32_MAX

/* Loop 0 is the whole graph.  Loops are numbered so that those inside loop l are
 * l + 1 .. last. */
struct vypr_loop {
	uint32_t parent; /* of loop 0 NOWHERE */
	uint32_t header; /* the source in loop 0; of an unstructured one any entry */
	uint32_t last, depth;
	int unstructured; /* entered at several nodes: nothing is known of its inside */
	uint32_t rank; /* among the parent's items */
	uint32_t first_item, item_count;
	uint32_t first_exit, exit_count; /* edges from inside to outside, ascending */
};

struct vypr_structure {
	struct vypr_loop *loops;
	uint32_t loop_count;
	uint32_t *loop_of; /* node: the innermost one; NOWHERE: not reached from the
			      source */
	uint32_t *rank; /* node: among its loop's items */
	/* Of loops, in an order in which edges lead on, the header first: a node, or
	 * node_count + a loop inside.  Unstructured loops have none. */
	uint32_t *items;
	uint32_t item_count;
	uint32_t *exits;
	uint32_t exit_count;
	uint32_t *source_of; /* of edges */
};

/* Cost  O(edges * depth).  Errors  NOMEM. */
enum vypr_status vypr_structure_init(struct vypr_structure *structure,
				     const struct vypr_graph *graph);
void vypr_structure_fini(struct vypr_structure *structure);

/* Does the loop contain the node? */
static inline int vypr_loop_has(const struct vypr_structure *s, uint32_t loop,
				uint32_t node)
{
	uint32_t own = s->loop_of[node];

	return own != VYPR_NOWHERE && own >= loop && own <= s->loops[loop].last;
}

/* The item of the loop that the node, which lies in it, is or is in: its rank. */
uint32_t vypr_structure_item(const struct vypr_structure *structure, uint32_t loop,
			     uint32_t node);

#endif
