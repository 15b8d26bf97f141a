/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a path becomes values and values become the path again; how the values of all
 * paths are compared.
 */
#include "analysis/intersect.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/intersect_private.h"

enum vypr_status vypr_intersection_new(const struct vypr_graph *graph,
				       struct vypr_intersection **ret_intersection)
{
	struct vypr_intersection *x = calloc(1, sizeof *x);
	enum vypr_status status =
		x ? vypr_structure_init(&x->structure, graph) : VYPR_NOMEM;
	uint32_t root;

	if (status == VYPR_OK) {
		x->graph = graph;
		status = vypr_level_add(x, 0, VYPR_NOWHERE, 1, &root);
	}
	if (status != VYPR_OK)
		vypr_intersection_free(x);
	else
		*ret_intersection = x;
	return status;
}

void vypr_intersection_free(struct vypr_intersection *x)
{
	if (!x)
		return;
	vypr_structure_fini(&x->structure);
	vypr_map_fini(&x->part_map);
	free(x->levels);
	free(x->spots);
	free(x->taken);
	free(x->values);
	free(x->path_ends);
	free(x->parts);
	free(x->part_edges);
	free(x->slots);
	free(x->items);
	free(x->sequences);
	free(x->readings);
	free(x->elements);
	free(x);
}

/* ---- reading a path ----------------------------------------------------------- */

struct reader {
	struct vypr_intersection *x;
	const uint32_t *edges;
	size_t count, at; /* the edge to take next */
};

static uint32_t node_at(const struct reader *r, size_t at)
{
	return at == 0 ? r->x->graph->source : r->x->graph->target[r->edges[at - 1]];
}

static enum vypr_status want_slot(struct vypr_intersection *x, size_t spot,
				  enum vypr_slot_kind_of kind, uint32_t node,
				  uint32_t loop)
{
	struct vypr_slot_values slot = { .kind = kind, .node = node, .loop = loop };

	if (x->spots[spot].slot != VYPR_NOWHERE)
		return VYPR_OK;
	if (!vypr_grow(&x->slots, x->slot_count, &x->slot_room, sizeof slot))
		return VYPR_NOMEM;
	x->spots[spot].slot = (uint32_t)x->slot_count;
	x->slots[x->slot_count++] = slot;
	return VYPR_OK;
}

static enum vypr_status note_value(struct vypr_intersection *x, size_t spot,
				   uint32_t value)
{
	struct vypr_event_value v = { x->spots[spot].slot, value };

	if (!vypr_grow(&x->values, x->value_count, &x->value_room, sizeof v))
		return VYPR_NOMEM;
	x->values[x->value_count++] = v;
	return VYPR_OK;
}

static enum vypr_status read_node(struct reader *r, size_t spot, uint32_t node)
{
	struct vypr_intersection *x = r->x;
	uint32_t index = r->edges[r->at] - x->graph->first_edge[node];
	enum vypr_status status;

	r->at++;
	x->taken[x->spots[spot].first_taken + index]++;
	if (x->spots[spot].options < 2)
		return VYPR_OK;
	status = want_slot(x, spot, VYPR_VALUE_EDGE, node, VYPR_NOWHERE);
	return status == VYPR_OK ? note_value(x, spot, index) : status;
}

static void count_exit(struct vypr_intersection *x, size_t spot, uint32_t loop,
		       uint32_t edge)
{
	const struct vypr_loop *l = &x->structure.loops[loop];
	const uint32_t *exits = x->structure.exits + l->first_exit;
	uint32_t low = 0, high = l->exit_count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (exits[middle] <= edge)
			low = middle;
		else
			high = middle;
	}
	x->taken[x->spots[spot].first_taken + low]++;
}

static int same_part(const struct vypr_intersection *x, uint32_t part,
		     const uint32_t *edges, size_t count)
{
	const struct vypr_part *p = &x->parts[part];

	return p->count == count &&
	       memcmp(x->part_edges + p->first, edges, count * sizeof *edges) == 0;
}

/* The number of a way through a part. */
static enum vypr_status number_part(struct vypr_intersection *x, const uint32_t *edges,
				    size_t count, uint32_t *ret_part)
{
	struct vypr_part part = { x->part_edge_count, (uint32_t)count };
	uint64_t key = count;
	const uint32_t *known;
	int is_new;

	for (size_t i = 0; i < count; i++)
		key = vypr_map_mix(key ^ edges[i]);
	while ((known = vypr_map_get(&x->part_map, key)) &&
	       !same_part(x, *known, edges, count))
		key++;
	if (known) {
		*ret_part = *known;
		return VYPR_OK;
	}
	*ret_part = (uint32_t)x->part_count;
	if (!vypr_map_put(&x->part_map, key, *ret_part, &is_new) ||
	    !vypr_grow(&x->parts, x->part_count, &x->part_room, sizeof part))
		return VYPR_NOMEM;
	x->parts[x->part_count++] = part;
	for (size_t i = 0; i < count; i++) {
		if (!vypr_grow(&x->part_edges, x->part_edge_count, &x->part_edge_room,
			       sizeof *edges))
			return VYPR_NOMEM;
		x->part_edges[x->part_edge_count++] = edges[i];
	}
	return VYPR_OK;
}

static enum vypr_status read_part(struct reader *r, size_t spot, uint32_t loop)
{
	const struct vypr_graph *g = r->x->graph;
	size_t from = r->at;
	uint32_t part;
	enum vypr_status status;

	while (r->at < r->count &&
	       vypr_loop_has(&r->x->structure, loop, g->target[r->edges[r->at]]))
		r->at++;
	if (r->at == r->count)
		return VYPR_FORMAT;
	r->at++;
	status = number_part(r->x, r->edges + from, r->at - from, &part);
	if (status == VYPR_OK)
		status = want_slot(r->x, spot, VYPR_VALUE_PART, node_at(r, from), loop);
	return status == VYPR_OK ? note_value(r->x, spot, part) : status;
}

/* Does the turn that begins here come back?  -1: it never ends. */
static int comes_back(const struct reader *r, uint32_t loop)
{
	const struct vypr_structure *s = &r->x->structure;

	for (size_t i = r->at; i < r->count; i++) {
		uint32_t target = r->x->graph->target[r->edges[i]];

		if (target == s->loops[loop].header)
			return 1;
		if (!vypr_loop_has(s, loop, target))
			return 0;
	}
	return -1;
}

static enum vypr_status read_level(struct reader *r, uint32_t level);

static enum vypr_status read_loop(struct reader *r, uint32_t level, size_t spot,
				  uint32_t loop)
{
	struct vypr_intersection *x = r->x;
	uint32_t header = x->structure.loops[loop].header, inside, turns = 0;
	enum vypr_status status = want_slot(x, spot, VYPR_VALUE_COUNT, header, loop);
	size_t place = x->value_count;
	int back = 1;

	if (status == VYPR_OK)
		status = note_value(x, spot, 0);
	while (status == VYPR_OK && back) {
		back = comes_back(r, loop);
		if (back < 0)
			return VYPR_FORMAT;
		status = vypr_level_inside(x, level, spot, loop, !back, &inside);
		if (status == VYPR_OK)
			status = read_level(r, inside);
		turns += (uint32_t)back;
	}
	if (status == VYPR_OK)
		x->values[place].value = turns;
	return status;
}

/* One item; the edge that leaves it is the last one taken. */
static enum vypr_status read_item(struct reader *r, uint32_t level)
{
	struct vypr_intersection *x = r->x;
	uint32_t node = node_at(r, r->at);
	size_t spot = vypr_level_spot(x, level, node);
	uint32_t loop = vypr_level_loop(x, level, spot);
	enum vypr_status status;

	x->spots[spot].passed++;
	if (loop == VYPR_NOWHERE)
		return read_node(r, spot, node);
	status = x->structure.loops[loop].unstructured ? read_part(r, spot, loop)
						       : read_loop(r, level, spot, loop);
	if (status == VYPR_OK)
		count_exit(x, spot, loop, r->edges[r->at - 1]);
	return status;
}

static enum vypr_status read_level(struct reader *r, uint32_t level)
{
	enum vypr_status status;

	do {
		if (r->at >= r->count)
			return VYPR_FORMAT;
		status = read_item(r, level);
	} while (status == VYPR_OK && !vypr_level_ends(r->x, level, r->edges[r->at - 1]));
	return status;
}

/* From the source, edge by edge, to the sink, which nothing leaves. */
static int is_path(const struct reader *r)
{
	const struct vypr_graph *g = r->x->graph;
	uint32_t edge_count = g->first_edge[g->node_count];

	for (size_t i = 0; i < r->count; i++)
		if (r->edges[i] >= edge_count ||
		    r->x->structure.source_of[r->edges[i]] != node_at(r, i))
			return 0;
	return r->count && node_at(r, r->count) == g->sink;
}

enum vypr_status vypr_intersection_add(struct vypr_intersection *x, const uint32_t *edges,
				       size_t count)
{
	struct reader r = { x, edges, count, 0 };
	enum vypr_status status;

	if (!is_path(&r) || x->path_count >= UINT32_MAX - 1)
		return VYPR_FORMAT;
	status = read_level(&r, 0);
	if (status == VYPR_OK && r.at != count)
		status = VYPR_FORMAT;
	if (status != VYPR_OK)
		return status;
	if (!vypr_grow(&x->path_ends, x->path_count, &x->path_room, sizeof *x->path_ends))
		return VYPR_NOMEM;
	x->path_ends[x->path_count++] = x->value_count;
	return VYPR_OK;
}

/* ---- comparing ---------------------------------------------------------------- */

struct sorted {
	uint32_t *path; /* of items */
	size_t *starts; /* of slots, slot_count + 1 */
};

/* By slot; within one, as they came: by path. */
static enum vypr_status sort_values(struct vypr_intersection *x, struct sorted *s)
{
	size_t value = 0;

	s->path = malloc((x->value_count + 1) * sizeof *s->path);
	s->starts = calloc(x->slot_count + 2, sizeof *s->starts);
	x->items = malloc((x->value_count + 1) * sizeof *x->items);
	if (!s->path || !s->starts || !x->items)
		return VYPR_NOMEM;
	for (size_t i = 0; i < x->value_count; i++)
		s->starts[x->values[i].slot + 2]++;
	for (size_t i = 2; i < x->slot_count + 2; i++)
		s->starts[i] += s->starts[i - 1];
	for (size_t path = 0; path < x->path_count; path++)
		for (; value < x->path_ends[path]; value++) {
			size_t place = s->starts[x->values[value].slot + 1]++;

			x->items[place] = x->values[value].value;
			s->path[place] = (uint32_t)path;
		}
	return VYPR_OK;
}

static int same_sequence(const struct vypr_intersection *x, uint32_t sequence,
			 size_t first, size_t count)
{
	const struct vypr_sequence *s = &x->sequences[sequence];

	return s->count == count && memcmp(x->items + s->first, x->items + first,
					   count * sizeof *x->items) == 0;
}

static enum vypr_status number_sequence(struct vypr_intersection *x, struct vypr_map *map,
					size_t first, size_t count,
					uint32_t *ret_sequence)
{
	struct vypr_sequence sequence = { first, (uint32_t)count, 0 };
	uint64_t key = count;
	const uint32_t *known;
	int is_new;

	for (size_t i = 0; i < count; i++)
		key = vypr_map_mix(key ^ x->items[first + i]);
	while ((known = vypr_map_get(map, key)) &&
	       !same_sequence(x, *known, first, count))
		key++;
	if (known) {
		*ret_sequence = *known;
		return VYPR_OK;
	}
	*ret_sequence = (uint32_t)x->sequence_count;
	if (!vypr_map_put(map, key, *ret_sequence, &is_new) ||
	    !vypr_grow(&x->sequences, x->sequence_count, &x->sequence_room,
		       sizeof sequence))
		return VYPR_NOMEM;
	x->sequences[x->sequence_count++] = sequence;
	return VYPR_OK;
}

static enum vypr_status read_slot(struct vypr_intersection *x,
				  struct vypr_slot_values *slot, const struct sorted *s,
				  size_t from, size_t to, struct vypr_map *map)
{
	enum vypr_status status = VYPR_OK;
	size_t next;

	slot->first_sequence = x->sequence_count;
	slot->first_reading = x->reading_count;
	for (size_t i = from; status == VYPR_OK && i < to; i = next) {
		struct vypr_reading reading = { s->path[i], 0 };

		for (next = i + 1; next < to && s->path[next] == s->path[i];)
			next++;
		slot->repeated |= next > i + 1;
		status = number_sequence(x, map, i, next - i, &reading.sequence);
		if (status == VYPR_OK && !vypr_grow(&x->readings, x->reading_count,
						    &x->reading_room, sizeof reading))
			status = VYPR_NOMEM;
		if (status != VYPR_OK)
			break;
		x->sequences[reading.sequence].paths++;
		x->readings[x->reading_count++] = reading;
	}
	slot->sequence_count = x->sequence_count - slot->first_sequence;
	slot->reading_count = x->reading_count - slot->first_reading;
	return status;
}

/* Is each the beginning of the longest? */
static void find_agreement(const struct vypr_intersection *x,
			   struct vypr_slot_values *slot)
{
	const struct vypr_sequence *longest = &x->sequences[slot->first_sequence], *s;
	size_t last = slot->first_sequence + slot->sequence_count;
	const uint32_t *items;

	for (size_t i = slot->first_sequence; i < last; i++)
		if (x->sequences[i].count > longest->count)
			longest = &x->sequences[i];
	slot->longest = (uint32_t)(longest - x->sequences);
	items = x->items + longest->first;
	slot->agreement = VYPR_ALIKE;
	for (uint32_t i = 1; i < longest->count; i++)
		if (items[i] != items[0])
			slot->agreement = VYPR_IN_STEP;
	for (size_t i = slot->first_sequence; i < last; i++) {
		s = &x->sequences[i];
		if (memcmp(items, x->items + s->first, s->count * sizeof *items) != 0)
			slot->agreement = VYPR_DIFFERS;
	}
}

enum vypr_status vypr_intersection_end(struct vypr_intersection *x)
{
	struct sorted s = { NULL, NULL };
	enum vypr_status status = sort_values(x, &s);

	for (size_t i = 0; status == VYPR_OK && i < x->slot_count; i++) {
		struct vypr_map map = { 0 };

		status = read_slot(x, &x->slots[i], &s, s.starts[i], s.starts[i + 1],
				   &map);
		if (status == VYPR_OK)
			find_agreement(x, &x->slots[i]);
		vypr_map_fini(&map);
	}
	free(s.path);
	free(s.starts);
	free(x->values);
	x->values = NULL;
	return status == VYPR_OK ? vypr_intersection_tell(x) : status;
}

void vypr_intersection_get(const struct vypr_intersection *x, struct vypr_parametric *ret)
{
	struct vypr_parametric p = { .structure = &x->structure,
				     .slots = x->slots,
				     .slot_count = x->slot_count,
				     .sequences = x->sequences,
				     .sequence_count = x->sequence_count,
				     .items = x->items,
				     .readings = x->readings,
				     .elements = x->elements,
				     .element_count = x->element_count,
				     .path_count = (uint32_t)x->path_count };

	*ret = p;
}

const uint32_t *vypr_intersection_part(const struct vypr_intersection *x, uint32_t part,
				       size_t *ret_count)
{
	*ret_count = x->parts[part].count;
	return x->part_edges + x->parts[part].first;
}
