/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how verdicts are counted over the different paths, and over the edges of the
 * graph.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/compare_tell.h"
#include "analysis/features.h"

#define MOST_CELLS (1u << 26) /* of the table of paths and parameters */

/* ---- paths ---------------------------------------------------------------------------
 */

struct ordered {
	uint64_t verdicts;
	uint32_t path;
};

static int compare_ordered(const void *x, const void *y)
{
	const struct ordered *a = x, *b = y;

	if (a->verdicts != b->verdicts)
		return a->verdicts < b->verdicts ? 1 : -1;
	return (a->path > b->path) - (a->path < b->path);
}

/* The most frequent first. */
static struct ordered *order_paths(const struct vypr_compare_teller *t)
{
	struct ordered *order = malloc(((size_t)t->g->path_count + 1) * sizeof *order);

	for (uint32_t i = 0; order && i < t->g->path_count; i++) {
		order[i].verdicts = t->bad[i] + t->good[i];
		order[i].path = i;
	}
	if (order)
		qsort(order, t->g->path_count, sizeof *order, compare_ordered);
	return order;
}

/* The first of each path, but a bad one before a good one. */
static void name_paths(struct vypr_compare_teller *t, const struct vypr_collection *c,
		       const uint32_t *place)
{
	for (int want_bad = 1; want_bad >= 0; want_bad--)
		for (size_t i = 0; i < c->seen_count; i++) {
			const struct vypr_seen *s = &c->seen[i];
			struct vypr_analysis_compared *p;

			if (s->lack || (want_bad && !s->bad_number))
				continue;
			p = &t->out->paths[place[s->path]];
			if (!*p->id)
				vypr_id_format(p->id, sizeof p->id, s->run, s->row,
					       s->number);
		}
}

static enum vypr_status fill_cells(struct vypr_compare_teller *t, const uint32_t *place)
{
	size_t parameters = t->out->parameter_count;
	size_t cells = parameters * t->g->path_count;
	uint32_t *values =
		cells > MOST_CELLS
			? NULL
			: vypr_report_alloc(t->report, (cells + 1) * sizeof *values);

	if (cells > MOST_CELLS)
		return VYPR_OK;
	if (!values)
		return VYPR_NOMEM;
	for (size_t i = 0; i < cells; i++)
		values[i] = VYPR_ANALYSIS_NO_PARAMETER;
	for (size_t i = 0; i < t->out->path_count; i++)
		t->out->paths[i].values = values + i * parameters;
	for (size_t i = 0; i < parameters; i++) {
		const struct vypr_slot_values *slot = &t->words.p.slots[t->slot[i]];

		for (size_t k = 0; k < slot->reading_count; k++) {
			const struct vypr_reading *r =
				&t->words.p.readings[slot->first_reading + k];

			t->out->paths[place[r->path]].values[i] = t->value[r->sequence];
		}
	}
	return VYPR_OK;
}

enum vypr_status vypr_compare_tell_paths(struct vypr_compare_teller *t,
					 const struct vypr_collection *c)
{
	size_t count = t->g->path_count;
	struct ordered *order = order_paths(t);
	uint32_t *place = malloc((count + 1) * sizeof *place);
	enum vypr_status status = VYPR_NOMEM;

	t->out->paths = vypr_report_alloc(t->report, (count + 1) * sizeof *t->out->paths);
	if (order && place && t->out->paths) {
		t->out->path_count = count;
		for (size_t i = 0; i < count; i++) {
			struct vypr_analysis_compared *p = &t->out->paths[i];
			uint32_t path = order[i].path;

			place[path] = (uint32_t)i;
			p->bad = t->bad[path];
			p->good = t->good[path];
			p->blocks = t->g->path_first[path + 1] - t->g->path_first[path];
		}
		name_paths(t, c, place);
		status = fill_cells(t, place);
	}
	free(order);
	free(place);
	return status;
}

/* ---- the graph ------------------------------------------------------------------------
 */

static const char *block_kind(const struct vypr_block *b)
{
	switch ((enum vypr_block_kind)b->kind) {
	case VYPR_BLOCK_PLAIN: return "";
	case VYPR_BLOCK_COND: return "condition";
	case VYPR_BLOCK_SWITCH: return "switch";
	case VYPR_BLOCK_GOTO: return "goto";
	case VYPR_BLOCK_EXIT: return "exit";
	}
	return "";
}

static enum vypr_status fill_nodes(struct vypr_compare_teller *t)
{
	struct vypr_analysis_graph *out = &t->out->graph;
	uint32_t count = t->g->graph.node_count - 1;

	out->nodes = vypr_report_alloc(t->report, (count + 1) * sizeof *out->nodes);
	if (!out->nodes)
		return VYPR_NOMEM;
	for (uint32_t i = 0; i < count; i++) {
		const struct vypr_block *b = vypr_compare_block(&t->words, i);

		out->nodes[i].line = b->line;
		out->nodes[i].end_line = b->end_line;
		out->nodes[i].condition = vypr_unit_string(t->g->unit, b->condition);
		out->nodes[i].kind = block_kind(b);
	}
	out->node_count = count;
	return VYPR_OK;
}

/* ret: of the graph's edges, the report's; NOWHERE: paths end there. */
static enum vypr_status fill_edges(struct vypr_compare_teller *t, uint32_t *ret)
{
	struct vypr_analysis_graph *out = &t->out->graph;
	const struct vypr_graph *g = &t->g->graph;

	for (uint32_t e = 0; e < g->first_edge[g->node_count]; e++) {
		struct vypr_analysis_edge *edge;
		uint32_t from = t->words.p.structure->source_of[e];

		ret[e] = VYPR_NOWHERE;
		if (g->target[e] == g->sink) {
			out->end = out->end == VYPR_NOWHERE - 1 ? from : VYPR_NOWHERE;
			continue;
		}
		edge = vypr_report_push(t->report, &out->edges, &out->edge_count,
					sizeof *edge);
		if (!edge)
			return VYPR_NOMEM;
		ret[e] = (uint32_t)out->edge_count - 1;
		edge->from = from;
		edge->to = g->target[e];
		edge->outcome =
			vypr_is_branch(t->g->unit, vypr_compare_block(&t->words, from))
				? vypr_compare_edge_word(&t->words, e)
				: "";
		edge->parameter = VYPR_ANALYSIS_NO_PARAMETER;
		for (size_t i = 0; i < t->out->parameter_count; i++) {
			const struct vypr_slot_values *s = &t->words.p.slots[t->slot[i]];

			if (s->kind == VYPR_VALUE_EDGE && s->node == from)
				edge->parameter = (uint32_t)i;
		}
	}
	return VYPR_OK;
}

static void count_path(struct vypr_compare_teller *t, uint32_t path,
		       const uint32_t *edge_of, uint32_t *stamp)
{
	struct vypr_analysis_graph *out = &t->out->graph;
	uint64_t verdicts = t->bad[path] + t->good[path];

	for (size_t i = t->g->path_first[path]; i < t->g->path_first[path + 1]; i++) {
		uint32_t e = t->g->path_edges[i];

		out->nodes[t->words.p.structure->source_of[e]].passed += verdicts;
		if (edge_of[e] == VYPR_NOWHERE)
			continue;
		out->edges[edge_of[e]].passed += verdicts;
		if (stamp[e] == path + 1)
			continue;
		stamp[e] = path + 1;
		out->edges[edge_of[e]].bad += t->bad[path];
		out->edges[edge_of[e]].good += t->good[path];
	}
}

enum vypr_status vypr_compare_tell_graph(struct vypr_compare_teller *t)
{
	struct vypr_analysis_graph *out = &t->out->graph;
	uint32_t count = t->g->graph.first_edge[t->g->graph.node_count];
	uint32_t *edge_of = malloc(((size_t)count + 1) * sizeof *edge_of);
	uint32_t *stamp = calloc((size_t)count + 1, sizeof *stamp);
	enum vypr_status status = edge_of && stamp ? fill_nodes(t) : VYPR_NOMEM;

	out->function = t->out->function;
	out->file = t->out->file;
	out->start = t->g->start;
	out->end = VYPR_NOWHERE - 1;
	if (status == VYPR_OK)
		status = fill_edges(t, edge_of);
	for (uint32_t i = 0; status == VYPR_OK && i < t->g->path_count; i++)
		count_path(t, i, edge_of, stamp);
	free(edge_of);
	free(stamp);
	return status;
}
