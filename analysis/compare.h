/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the comparison of paths share.
 */
#ifndef VYPR_ANALYSIS_COMPARE_H
#define VYPR_ANALYSIS_COMPARE_H

#include "analysis/analysis.h"
#include "analysis/intersect.h"
#include "analysis/map.h"
#include "analysis/trace.h"
#include "analysis/walk.h"

/* What one verdict saw: for each slot the path up to it and the block where that ends.
 * Verdicts that saw the same are one. */
struct vypr_seen {
	uint32_t run, row;
	size_t first; /* in pool */
	uint64_t number; /* of a verdict, bad if there is one */
	int bad_number;
	uint64_t bad, good;
	/* the path to be compared */
	size_t first_step, step_count;
	const struct vypr_unit *unit;
	uint32_t function, start;
	const char *lack; /* why there is none; NULL: there is */
	int gap; /* turns of a loop may be missing in it */
	uint32_t path; /* among the different ones; NOWHERE */
};

struct vypr_collected {
	uint32_t seen;
	uint8_t is_false, is_true, has_value;
	double value;
};

struct vypr_collection {
	struct vypr_analysis *analysis;
	const char *from, *to;
	int inside;
	struct vypr_collected *verdicts;
	size_t count, room;
	struct vypr_seen *seen;
	size_t seen_count, seen_room;
	uint32_t *pool;
	size_t pool_count, pool_room;
	struct vypr_map map;
	struct vypr_walk_step *steps;
	size_t step_count, step_room;
	const char *grouping;
	const char *to_name; /* of the observation that paths lead to; "" several */
	struct vypr_report *report;
};

enum vypr_status vypr_collection_add(struct vypr_collection *c,
				     const struct vypr_stored_verdict *v);
/* Bad and good ones are told apart and counted. */
enum vypr_status vypr_collection_split(struct vypr_collection *c);
/* The steps of everything seen. */
enum vypr_status vypr_collection_walk(struct vypr_collection *c);
void vypr_collection_fini(struct vypr_collection *c);

/* One function's graph with the paths through it: blocks, and a sink behind all. */
struct vypr_compared_graph {
	struct vypr_graph graph;
	const struct vypr_unit *unit;
	uint32_t function, start;
	uint32_t *unit_edge; /* of edges: index among the block's; NOWHERE: ends here;
			      * NOWHERE - 1: thrown from somewhere behind */
	uint64_t *edge_passed; /* of edges: times, by all different paths */
	struct vypr_intersection *intersection;
	/* of the different paths */
	uint32_t path_count;
	size_t *path_first; /* path_count + 1, in path_edges */
	uint32_t *path_edges;
};
#define VYPR_EDGE_ENDS UINT32_MAX
#define VYPR_EDGE_THROWN (UINT32_MAX - 1)

/* Of all seen without lack: unit, function and start are one. */
enum vypr_status vypr_compared_graph_init(struct vypr_compared_graph *g,
					  struct vypr_collection *c);
void vypr_compared_graph_fini(struct vypr_compared_graph *g);

/* One path alone: its elements and graph. */
enum vypr_status vypr_compare_one(const struct vypr_unit *unit, uint32_t function,
				  const struct vypr_walk *walk,
				  struct vypr_report *report,
				  struct vypr_analysis_comparison *ret);

/* Parameters, elements, paths and the graph of the report. */
enum vypr_status vypr_compare_tell(struct vypr_compared_graph *g,
				   const struct vypr_collection *c,
				   struct vypr_report *report,
				   struct vypr_analysis_comparison *ret);

#endif
