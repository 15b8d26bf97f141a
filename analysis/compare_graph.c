/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which graph paths are compared on: the function's, with a sink that is entered
 * where paths end, and an edge for each throw from nobody knows where.  Exceptions and
 * longjmps that no path took are left out: from every call an edge, they would tie all
 * into knots.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "analysis/map.h"

struct extra {
	uint32_t from, to, unit_edge;
	uint32_t graph_edge;
};

struct builder {
	struct vypr_compared_graph *g;
	struct vypr_collection *c;
	const struct vypr_function *function;
	uint8_t *taken; /* of the function's edges */
	uint32_t first_edge; /* of the function in the unit */
	struct extra *extras;
	size_t extra_count, extra_room;
	uint32_t *graph_edge; /* of the function's edges */
	struct vypr_map extra_map; /* from << 32 | to: index of the extra */
};

static const struct vypr_block *block_at(const struct builder *b, uint32_t block)
{
	return &b->g->unit->blocks[b->function->first_block + block];
}

static uint32_t local_edge(const struct builder *b, const struct vypr_walk_step *step)
{
	return block_at(b, step->block)->first_edge + step->edge - b->first_edge;
}

static enum vypr_status add_extra(struct builder *b, uint32_t from, uint32_t to,
				  uint32_t unit_edge)
{
	struct extra extra = { from, to, unit_edge, 0 };
	int is_new;

	if (!vypr_map_put(&b->extra_map, (uint64_t)from << 32 | to,
			  (uint32_t)b->extra_count, &is_new))
		return VYPR_NOMEM;
	if (!is_new)
		return VYPR_OK;
	if (!vypr_grow(&b->extras, b->extra_count, &b->extra_room, sizeof extra))
		return VYPR_NOMEM;
	b->extras[b->extra_count++] = extra;
	return VYPR_OK;
}

/* What the paths need of the graph. */
static enum vypr_status note_path(struct builder *b, const struct vypr_seen *s)
{
	const struct vypr_walk_step *steps = b->c->steps + s->first_step;
	enum vypr_status status = VYPR_OK;
	uint32_t sink = b->function->block_count;

	for (size_t i = 0; status == VYPR_OK && i < s->step_count; i++)
		if (i + 1 == s->step_count)
			status = add_extra(b, steps[i].block, sink, VYPR_EDGE_ENDS);
		else if (steps[i].edge == VYPR_WALK_NO_EDGE)
			status = add_extra(b, steps[i].block, steps[i + 1].block,
					   VYPR_EDGE_THROWN);
		else
			b->taken[local_edge(b, &steps[i])] = 1;
	return status;
}

static int is_wanted(const struct builder *b, uint32_t edge)
{
	uint32_t kind = b->g->unit->edges[b->first_edge + edge].kind;

	return b->taken[edge] ||
	       (kind != VYPR_EDGE_EXCEPTION && kind != VYPR_EDGE_ABNORMAL);
}

static void add_edge(struct builder *b, uint32_t target, uint32_t unit_edge)
{
	struct vypr_graph *graph = &b->g->graph;
	uint32_t at = graph->first_edge[graph->node_count]++;

	graph->target[at] = target;
	b->g->unit_edge[at] = unit_edge;
}

static void fill_node(struct builder *b, uint32_t node)
{
	const struct vypr_block *block = block_at(b, node);
	struct vypr_graph *graph = &b->g->graph;

	for (uint32_t i = 0; i < block->edge_count; i++) {
		uint32_t edge = block->first_edge + i - b->first_edge;

		if (!is_wanted(b, edge))
			continue;
		b->graph_edge[edge] = graph->first_edge[graph->node_count];
		add_edge(b, b->g->unit->edges[b->first_edge + edge].target, i);
	}
	for (size_t i = 0; i < b->extra_count; i++) {
		struct extra *e = &b->extras[i];

		if (e->from != node)
			continue;
		e->graph_edge = graph->first_edge[graph->node_count];
		add_edge(b, e->to, e->unit_edge);
	}
}

static uint32_t count_edges(const struct builder *b)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < b->function->block_count; i++)
		count += block_at(b, i)->edge_count;
	return count;
}

static enum vypr_status fill_graph(struct builder *b)
{
	struct vypr_graph *graph = &b->g->graph;
	uint32_t blocks = b->function->block_count;
	size_t edges = count_edges(b) + b->extra_count;

	graph->node_count = blocks + 1;
	graph->sink = blocks;
	graph->source = b->g->start;
	graph->first_edge = calloc((size_t)blocks + 2, sizeof *graph->first_edge);
	graph->target = malloc((edges + 1) * sizeof *graph->target);
	b->g->unit_edge = malloc((edges + 1) * sizeof *b->g->unit_edge);
	b->g->edge_passed = calloc(edges + 1, sizeof *b->g->edge_passed);
	if (!graph->first_edge || !graph->target || !b->g->unit_edge ||
	    !b->g->edge_passed)
		return VYPR_NOMEM;
	/* the last one counts while edges are added */
	for (uint32_t n = 0; n < blocks; n++) {
		graph->first_edge[n] = graph->first_edge[blocks + 1];
		fill_node(b, n);
	}
	graph->first_edge[blocks] = graph->first_edge[blocks + 1];
	return VYPR_OK;
}

/* ---- paths ------------------------------------------------------------------------ */

static uint32_t edge_of_step(const struct builder *b, const struct vypr_seen *s, size_t i)
{
	const struct vypr_walk_step *steps = b->c->steps + s->first_step;
	uint32_t to =
		i + 1 == s->step_count ? b->function->block_count : steps[i + 1].block;

	if (i + 1 < s->step_count && steps[i].edge != VYPR_WALK_NO_EDGE)
		return b->graph_edge[local_edge(b, &steps[i])];
	return b->extras[*vypr_map_get(&b->extra_map,
				       (uint64_t)steps[i].block << 32 | to)]
		.graph_edge;
}

struct paths {
	size_t first_room, edge_room, edge_count;
	struct vypr_map map; /* of hashes */
};

static int same_path(const struct vypr_compared_graph *g, uint32_t path,
		     const uint32_t *edges, size_t count)
{
	return g->path_first[path + 1] - g->path_first[path] == count &&
	       memcmp(g->path_edges + g->path_first[path], edges,
		      count * sizeof *edges) == 0;
}

/* The path at the end of path_edges: known already, or a new one. */
static enum vypr_status number_path(struct builder *b, struct paths *p, size_t first,
				    uint32_t *ret_path)
{
	struct vypr_compared_graph *g = b->g;
	size_t count = p->edge_count - first;
	uint64_t key = count;
	const uint32_t *known;
	int is_new;

	for (size_t i = first; i < p->edge_count; i++)
		key = vypr_map_mix(key ^ g->path_edges[i]);
	while ((known = vypr_map_get(&p->map, key)) &&
	       !same_path(g, *known, g->path_edges + first, count))
		key++;
	if (known) {
		p->edge_count = first;
		*ret_path = *known;
		return VYPR_OK;
	}
	*ret_path = g->path_count++;
	if (!vypr_map_put(&p->map, key, *ret_path, &is_new) ||
	    !vypr_grow(&g->path_first, g->path_count, &p->first_room,
		       sizeof *g->path_first))
		return VYPR_NOMEM;
	g->path_first[0] = 0;
	g->path_first[g->path_count] = p->edge_count;
	for (size_t i = first; i < p->edge_count; i++)
		g->edge_passed[g->path_edges[i]]++;
	return vypr_intersection_add(g->intersection, g->path_edges + first, count);
}

static enum vypr_status add_path(struct builder *b, struct paths *p, struct vypr_seen *s)
{
	size_t first = p->edge_count;

	for (size_t i = 0; i < s->step_count; i++) {
		if (!vypr_grow(&b->g->path_edges, p->edge_count, &p->edge_room,
			       sizeof *b->g->path_edges))
			return VYPR_NOMEM;
		b->g->path_edges[p->edge_count++] = edge_of_step(b, s, i);
	}
	return number_path(b, p, first, &s->path);
}

static enum vypr_status build(struct builder *b)
{
	struct vypr_collection *c = b->c;
	struct paths p = { .edge_count = 0 };
	enum vypr_status status = VYPR_OK;

	for (size_t i = 0; status == VYPR_OK && i < c->seen_count; i++)
		if (!c->seen[i].lack)
			status = note_path(b, &c->seen[i]);
	if (status == VYPR_OK)
		status = fill_graph(b);
	if (status == VYPR_OK)
		status = vypr_intersection_new(&b->g->graph, &b->g->intersection);
	for (size_t i = 0; status == VYPR_OK && i < c->seen_count; i++)
		if (!c->seen[i].lack)
			status = add_path(b, &p, &c->seen[i]);
	vypr_map_fini(&p.map);
	return status == VYPR_OK ? vypr_intersection_end(b->g->intersection) : status;
}

static const struct vypr_seen *first_seen(const struct vypr_collection *c)
{
	for (size_t i = 0; i < c->seen_count; i++)
		if (!c->seen[i].lack)
			return &c->seen[i];
	return NULL;
}

enum vypr_status vypr_compared_graph_init(struct vypr_compared_graph *g,
					  struct vypr_collection *c)
{
	const struct vypr_seen *s = first_seen(c);
	struct builder b = { .g = g, .c = c };
	enum vypr_status status = VYPR_NOMEM;
	uint32_t edges;

	memset(g, 0, sizeof *g);
	g->unit = s->unit;
	g->function = s->function;
	g->start = s->start;
	b.function = &s->unit->functions[s->function];
	b.first_edge = block_at(&b, 0)->first_edge;
	edges = b.function->block_count
			? block_at(&b, b.function->block_count - 1)->first_edge +
				  block_at(&b, b.function->block_count - 1)->edge_count -
				  b.first_edge
			: 0;
	b.taken = calloc((size_t)edges + 1, 1);
	b.graph_edge = malloc(((size_t)edges + 1) * sizeof *b.graph_edge);
	if (b.taken && b.graph_edge)
		status = build(&b);
	free(b.taken);
	free(b.graph_edge);
	free(b.extras);
	vypr_map_fini(&b.extra_map);
	if (status != VYPR_OK)
		vypr_compared_graph_fini(g);
	return status;
}

void vypr_compared_graph_fini(struct vypr_compared_graph *g)
{
	vypr_intersection_free(g->intersection);
	free(g->graph.first_edge);
	free(g->graph.target);
	free(g->unit_edge);
	free(g->edge_passed);
	free(g->path_first);
	free(g->path_edges);
	memset(g, 0, sizeof *g);
}
