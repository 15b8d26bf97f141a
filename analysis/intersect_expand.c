/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the parametric path and one path's values give that path back.
 */
#include <stdlib.h>

#include "analysis/intersect_private.h"

struct writer {
	const struct vypr_intersection *x;
	uint32_t path;
	uint32_t *used; /* of slots: values taken */
	uint32_t *edges;
	size_t count, room;
};

static const struct vypr_sequence *own_sequence(const struct writer *w,
						const struct vypr_slot_values *slot)
{
	const struct vypr_reading *r = w->x->readings + slot->first_reading;
	size_t low = 0, high = slot->reading_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r[middle].path < w->path)
			low = middle + 1;
		else
			high = middle;
	}
	return low < slot->reading_count && r[low].path == w->path
		       ? &w->x->sequences[r[low].sequence]
		       : NULL;
}

static enum vypr_status next_value(struct writer *w, uint32_t slot, uint32_t *ret_value)
{
	const struct vypr_slot_values *s = &w->x->slots[slot];
	const struct vypr_sequence *sequence = &w->x->sequences[s->longest];
	uint32_t at = w->used[slot]++;

	switch (s->agreement) {
	case VYPR_ALIKE: at = 0; break;
	case VYPR_IN_STEP: break;
	case VYPR_DIFFERS: sequence = own_sequence(w, s); break;
	}
	if (!sequence || at >= sequence->count)
		return VYPR_FORMAT;
	*ret_value = w->x->items[sequence->first + at];
	return VYPR_OK;
}

static enum vypr_status push_edge(struct writer *w, uint32_t edge)
{
	if (!vypr_grow(&w->edges, w->count, &w->room, sizeof edge))
		return VYPR_NOMEM;
	w->edges[w->count++] = edge;
	return VYPR_OK;
}

static enum vypr_status write_node(struct writer *w, uint32_t level, size_t spot,
				   uint32_t node)
{
	const struct vypr_graph *g = w->x->graph;
	uint32_t edge = g->first_edge[node], value;
	enum vypr_status status;

	if (w->x->spots[spot].options >= 2) {
		status = next_value(w, w->x->spots[spot].slot, &value);
		return status == VYPR_OK ? push_edge(w, edge + value) : status;
	}
	while (edge < g->first_edge[node + 1] && !vypr_level_leads(w->x, level, edge))
		edge++;
	return edge < g->first_edge[node + 1] ? push_edge(w, edge) : VYPR_FORMAT;
}

static enum vypr_status write_level(struct writer *w, uint32_t level, uint32_t node);

static enum vypr_status write_loop(struct writer *w, size_t spot, uint32_t loop)
{
	const struct vypr_loop *l = &w->x->structure.loops[loop];
	const struct vypr_part *part;
	uint32_t value;
	enum vypr_status status = next_value(w, w->x->spots[spot].slot, &value);

	if (status != VYPR_OK)
		return status;
	if (l->unstructured) {
		part = &w->x->parts[value];
		for (uint32_t i = 0; status == VYPR_OK && i < part->count; i++)
			status = push_edge(w, w->x->part_edges[part->first + i]);
		return status;
	}
	for (uint32_t i = 0; status == VYPR_OK && i < value; i++)
		status = write_level(w, w->x->spots[spot].turn, l->header);
	return status == VYPR_OK ? write_level(w, w->x->spots[spot].leave, l->header)
				 : status;
}

static enum vypr_status write_level(struct writer *w, uint32_t level, uint32_t node)
{
	enum vypr_status status;

	do {
		size_t spot = vypr_level_spot(w->x, level, node);
		uint32_t loop = vypr_level_loop(w->x, level, spot);

		status = loop == VYPR_NOWHERE ? write_node(w, level, spot, node)
					      : write_loop(w, spot, loop);
		if (status != VYPR_OK)
			return status;
		node = w->x->graph->target[w->edges[w->count - 1]];
	} while (!vypr_level_ends(w->x, level, w->edges[w->count - 1]));
	return VYPR_OK;
}

enum vypr_status vypr_intersection_expand(const struct vypr_intersection *x,
					  uint32_t path, uint32_t **ret_edges,
					  size_t *ret_count)
{
	struct writer w = { .x = x, .path = path };
	enum vypr_status status = VYPR_NOMEM;

	w.used = calloc(x->slot_count + 1, sizeof *w.used);
	if (w.used)
		status = write_level(&w, 0, x->graph->source);
	free(w.used);
	if (status != VYPR_OK) {
		free(w.edges);
		return status;
	}
	*ret_edges = w.edges;
	*ret_count = w.count;
	return VYPR_OK;
}
