/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how loops are found: strongly connected parts of a level (Tarjan, "Depth-first
 * search and linear graph algorithms", 1972), which come out last first; then the same
 * inside each, without the edges back to its header.
 */
#include "analysis/structure.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"

#define MOST_DEPTH 200 /* deeper, against nonsense, all is one leaf */

struct frame {
	uint32_t node, edge; /* the edge to look at next */
};

struct finder {
	const struct vypr_graph *graph;
	struct vypr_structure *s;
	uint32_t loop; /* whose level is looked at */
	uint32_t *level; /* node: the loop whose level it was last put on */
	uint32_t *number; /* node: when it was reached, 0 not yet */
	uint32_t *low;
	uint8_t *open; /* node: on the stack */
	struct frame *frames;
	uint32_t *stack;
	uint32_t stack_count, reached;
	/* parts of the level, last first: nodes[starts[i]] .. nodes[starts[i + 1] - 1] */
	uint32_t *nodes, *starts;
	uint32_t node_count, part_count;
	size_t loop_room;
};

/* Does the edge count on this level? */
static int is_within(const struct finder *f, uint32_t target)
{
	return f->level[target] == f->loop &&
	       !(f->loop != 0 && target == f->s->loops[f->loop].header);
}

static void reach(struct finder *f, uint32_t node, uint32_t *depth)
{
	f->number[node] = f->low[node] = ++f->reached;
	f->open[node] = 1;
	f->stack[f->stack_count++] = node;
	f->frames[*depth].node = node;
	f->frames[(*depth)++].edge = f->graph->first_edge[node];
}

static void close_part(struct finder *f, uint32_t node)
{
	uint32_t member;

	f->starts[f->part_count++] = f->node_count;
	do {
		member = f->stack[--f->stack_count];
		f->open[member] = 0;
		f->nodes[f->node_count++] = member;
	} while (member != node);
	f->starts[f->part_count] = f->node_count;
}

static void lower(struct finder *f, uint32_t node, uint32_t to)
{
	if (to < f->low[node])
		f->low[node] = to;
}

/* The parts that are reached from this node. */
static void search(struct finder *f, uint32_t from)
{
	uint32_t depth = 0;

	reach(f, from, &depth);
	while (depth) {
		struct frame *top = &f->frames[depth - 1];
		uint32_t node = top->node, target;

		if (top->edge < f->graph->first_edge[node + 1]) {
			target = f->graph->target[top->edge++];
			if (!is_within(f, target))
				continue;
			if (!f->number[target])
				reach(f, target, &depth);
			else if (f->open[target])
				lower(f, node, f->number[target]);
			continue;
		}
		if (f->low[node] == f->number[node])
			close_part(f, node);
		if (--depth)
			lower(f, f->frames[depth - 1].node, f->low[node]);
	}
}

static int is_cycle(const struct finder *f, const uint32_t *nodes, uint32_t count)
{
	const struct vypr_graph *g = f->graph;

	if (count > 1)
		return 1;
	for (uint32_t e = g->first_edge[*nodes]; e < g->first_edge[*nodes + 1]; e++)
		if (g->target[e] == *nodes && is_within(f, *nodes))
			return 1;
	return 0;
}

static enum vypr_status add_loop(struct finder *f, const struct vypr_loop *loop)
{
	if (!vypr_grow(&f->s->loops, f->s->loop_count, &f->loop_room,
		       sizeof *f->s->loops))
		return VYPR_NOMEM;
	f->s->loops[f->s->loop_count++] = *loop;
	return VYPR_OK;
}

/* Where a part of a level is entered from the rest of it: how often, and one place. */
static uint32_t find_header(const struct finder *f, const uint32_t *nodes, uint32_t count,
			    const uint32_t *in_degree, int *ret_several)
{
	uint32_t header = VYPR_NOWHERE;

	*ret_several = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (!in_degree[nodes[i]] && nodes[i] != f->graph->source)
			continue;
		*ret_several |= header != VYPR_NOWHERE;
		if (header == VYPR_NOWHERE || nodes[i] < header)
			header = nodes[i];
	}
	return header;
}

/* in_degree: edges of this level into each node from other parts of it. */
static void count_entries(const struct finder *f, const uint32_t *part_of,
			  uint32_t *in_degree)
{
	const struct vypr_graph *g = f->graph;

	for (uint32_t i = 0; i < f->node_count; i++)
		in_degree[f->nodes[i]] = 0;
	for (uint32_t i = 0; i < f->node_count; i++) {
		uint32_t node = f->nodes[i];

		for (uint32_t e = g->first_edge[node]; e < g->first_edge[node + 1]; e++)
			if (is_within(f, g->target[e]) &&
			    part_of[g->target[e]] != part_of[node])
				in_degree[g->target[e]]++;
	}
}

static enum vypr_status find_level(struct finder *f, uint32_t loop, uint32_t *nodes,
				   uint32_t count);

/* The parts of the level become items; loops are looked into. */
static enum vypr_status divide(struct finder *f, uint32_t loop, uint32_t *nodes,
			       uint32_t *starts, uint32_t parts,
			       const uint32_t *in_degree)
{
	enum vypr_status status = VYPR_OK;
	uint32_t first = f->s->item_count;

	f->s->loops[loop].first_item = first;
	f->s->loops[loop].item_count = parts;
	f->s->item_count += parts;
	for (uint32_t i = 0; i < parts && status == VYPR_OK; i++) {
		uint32_t rank = parts - 1 - i, *part = nodes + starts[i];
		uint32_t size = starts[i + 1] - starts[i];
		struct vypr_loop inner = { .parent = loop,
					   .depth = f->s->loops[loop].depth + 1,
					   .rank = rank };

		f->loop = loop;
		if (!is_cycle(f, part, size)) {
			f->s->loop_of[*part] = loop;
			f->s->rank[*part] = rank;
			f->s->items[first + rank] = *part;
			continue;
		}
		inner.header = find_header(f, part, size, in_degree, &inner.unstructured);
		inner.unstructured |= inner.depth > MOST_DEPTH;
		f->s->items[first + rank] = f->graph->node_count + f->s->loop_count;
		status = add_loop(f, &inner);
		if (status == VYPR_OK)
			status = find_level(f, f->s->loop_count - 1, part, size);
	}
	return status;
}

static void claim(struct finder *f, uint32_t loop, const uint32_t *nodes, uint32_t count)
{
	f->loop = loop;
	f->reached = f->stack_count = f->node_count = f->part_count = 0;
	for (uint32_t i = 0; i < count; i++) {
		f->level[nodes[i]] = loop;
		f->number[nodes[i]] = 0;
		f->s->loop_of[nodes[i]] = loop;
	}
}

/* The nodes of a loop, its header among them. */
static enum vypr_status find_level(struct finder *f, uint32_t loop, uint32_t *nodes,
				   uint32_t count)
{
	uint32_t *own, *starts, *scratch;
	enum vypr_status status = VYPR_NOMEM;

	claim(f, loop, nodes, count);
	if (f->s->loops[loop].unstructured) {
		f->s->loops[loop].last = loop;
		return VYPR_OK;
	}
	search(f, f->s->loops[loop].header);
	own = malloc((2 * (size_t)f->node_count + 2) * sizeof *own);
	scratch = malloc(2 * (size_t)f->graph->node_count * sizeof *scratch);
	if (own && scratch) {
		uint32_t parts = f->part_count, *part_of = scratch;
		uint32_t *in_degree = scratch + f->graph->node_count;

		starts = own + f->node_count;
		memcpy(own, f->nodes, f->node_count * sizeof *own);
		memcpy(starts, f->starts, (parts + 1) * sizeof *starts);
		for (uint32_t i = 0; i < parts; i++)
			for (uint32_t k = starts[i]; k < starts[i + 1]; k++)
				part_of[own[k]] = i;
		count_entries(f, part_of, in_degree);
		status = divide(f, loop, own, starts, parts, in_degree);
		f->s->loops[loop].last = f->s->loop_count - 1;
	}
	free(own);
	free(scratch);
	return status;
}

/* ---- exits -------------------------------------------------------------------- */

static void visit_exits(struct vypr_structure *s, const struct vypr_graph *g, int store)
{
	for (uint32_t l = 0; l < s->loop_count; l++)
		s->loops[l].exit_count = 0;
	for (uint32_t e = 0; e < g->first_edge[g->node_count]; e++) {
		uint32_t l = s->loop_of[s->source_of[e]];

		for (; l != VYPR_NOWHERE && l != 0; l = s->loops[l].parent) {
			if (vypr_loop_has(s, l, g->target[e]))
				break;
			if (store)
				s->exits[s->loops[l].first_exit +
					 s->loops[l].exit_count] = e;
			s->loops[l].exit_count++;
		}
	}
}

static enum vypr_status find_exits(struct vypr_structure *s, const struct vypr_graph *g)
{
	visit_exits(s, g, 0);
	for (uint32_t l = 0; l < s->loop_count; l++) {
		s->loops[l].first_exit = s->exit_count;
		s->exit_count += s->loops[l].exit_count;
	}
	s->exits = malloc((s->exit_count + 1) * sizeof *s->exits);
	if (s->exits)
		visit_exits(s, g, 1);
	return s->exits ? VYPR_OK : VYPR_NOMEM;
}

/* ---- the whole ------------------------------------------------------------------ */

static enum vypr_status find_all(struct finder *f)
{
	const struct vypr_graph *g = f->graph;
	struct vypr_loop whole = { .parent = VYPR_NOWHERE, .header = g->source };
	uint32_t *nodes = malloc((g->node_count + 1) * sizeof *nodes);
	enum vypr_status status = nodes ? add_loop(f, &whole) : VYPR_NOMEM;

	for (uint32_t n = 0; status == VYPR_OK && n < g->node_count; n++)
		nodes[n] = n;
	if (status == VYPR_OK)
		status = find_level(f, 0, nodes, g->node_count);
	free(nodes);
	return status;
}

static int begin(struct finder *f)
{
	uint32_t n = f->graph->node_count, edges = f->graph->first_edge[n];
	struct vypr_structure *s = f->s;

	s->loop_of = malloc((n + 1) * sizeof *s->loop_of);
	s->rank = calloc(n + 1, sizeof *s->rank);
	s->items = malloc((n + 1) * 2 * sizeof *s->items);
	s->source_of = malloc((edges + 1) * sizeof *s->source_of);
	f->level = malloc((n + 1) * sizeof *f->level);
	f->number = calloc(n + 1, sizeof *f->number);
	f->low = malloc((n + 1) * sizeof *f->low);
	f->open = calloc(n + 1, 1);
	f->frames = malloc((n + 1) * sizeof *f->frames);
	f->stack = malloc((n + 1) * sizeof *f->stack);
	f->nodes = malloc((n + 1) * sizeof *f->nodes);
	f->starts = malloc((n + 2) * sizeof *f->starts);
	return s->loop_of && s->rank && s->items && s->source_of && f->level &&
	       f->number && f->low && f->open && f->frames && f->stack && f->nodes &&
	       f->starts;
}

static void end(struct finder *f)
{
	free(f->level);
	free(f->number);
	free(f->low);
	free(f->open);
	free(f->frames);
	free(f->stack);
	free(f->nodes);
	free(f->starts);
}

enum vypr_status vypr_structure_init(struct vypr_structure *s, const struct vypr_graph *g)
{
	struct finder f = { .graph = g, .s = s };
	enum vypr_status status = VYPR_NOMEM;

	memset(s, 0, sizeof *s);
	if (begin(&f)) {
		for (uint32_t n = 0; n < g->node_count; n++)
			for (uint32_t e = g->first_edge[n]; e < g->first_edge[n + 1]; e++)
				s->source_of[e] = n;
		status = find_all(&f);
		/* what no search came to */
		for (uint32_t n = 0; status == VYPR_OK && n < g->node_count; n++)
			if (s->loop_of[n] == 0 && !f.number[n])
				s->loop_of[n] = VYPR_NOWHERE;
	}
	end(&f);
	if (status == VYPR_OK)
		status = find_exits(s, g);
	if (status != VYPR_OK)
		vypr_structure_fini(s);
	return status;
}

void vypr_structure_fini(struct vypr_structure *s)
{
	free(s->loops);
	free(s->loop_of);
	free(s->rank);
	free(s->items);
	free(s->exits);
	free(s->source_of);
	memset(s, 0, sizeof *s);
}

uint32_t vypr_structure_item(const struct vypr_structure *s, uint32_t loop, uint32_t node)
{
	uint32_t own = s->loop_of[node];

	if (own == loop)
		return s->rank[node];
	while (s->loops[own].parent != loop)
		own = s->loops[own].parent;
	return s->loops[own].rank;
}
