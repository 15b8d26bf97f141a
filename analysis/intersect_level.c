/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which edges lead to the end of a level.  An item leads there if an edge out of it
 * does; an edge leads there if it ends at the end, or at an item that leads there.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/intersect_private.h"

int vypr_level_leads(const struct vypr_intersection *x, uint32_t level, uint32_t edge)
{
	uint32_t target = x->graph->target[edge];

	for (;;) {
		const struct vypr_level *l = &x->levels[level];

		if (l->loop != 0 && target == x->structure.loops[l->loop].header)
			return !l->leaves;
		if (vypr_loop_has(&x->structure, l->loop, target))
			return x->spots[vypr_level_spot(x, level, target)].leads;
		if (!l->leaves || l->parent == VYPR_NOWHERE)
			return 0;
		level = l->parent;
	}
}

int vypr_level_ends(const struct vypr_intersection *x, uint32_t level, uint32_t edge)
{
	uint32_t loop = x->levels[level].loop, target = x->graph->target[edge];

	if (loop == 0)
		return target == x->graph->sink;
	return target == x->structure.loops[loop].header ||
	       !vypr_loop_has(&x->structure, loop, target);
}

/* Room for so many more at the end of an array; zeroed. */
static int extend(void *array, size_t *count, size_t *room, size_t more, size_t size)
{
	char *items;

	while (*count + more > *room)
		if (!vypr_grow(array, *room, room, size))
			return 0;
	memcpy(&items, array, sizeof items);
	if (more)
		memset(items + *count * size, 0, more * size);
	*count += more;
	return 1;
}

static uint8_t count_leading(const struct vypr_intersection *x, uint32_t level,
			     const uint32_t *edges, uint32_t first, uint32_t count)
{
	uint8_t leading = 0;

	for (uint32_t i = 0; i < count && leading < 2; i++)
		leading += vypr_level_leads(x, level, edges ? edges[i] : first + i);
	return leading;
}

static enum vypr_status fill_spot(struct vypr_intersection *x, uint32_t level, size_t at)
{
	const struct vypr_graph *g = x->graph;
	uint32_t loop = vypr_level_loop(x, level, at), edges;
	struct vypr_spot *spot = &x->spots[at];

	spot->slot = spot->turn = spot->leave = VYPR_NOWHERE;
	spot->first_taken = (uint32_t)x->taken_count;
	if (loop == VYPR_NOWHERE) {
		uint32_t rank = (uint32_t)(at - x->levels[level].first_spot);
		uint32_t node =
			x->structure.items[x->structure.loops[x->levels[level].loop]
						   .first_item +
					   rank];

		edges = g->first_edge[node + 1] - g->first_edge[node];
		spot->options = count_leading(x, level, NULL, g->first_edge[node], edges);
		spot->leads = spot->options > 0 || node == g->sink;
	} else {
		const struct vypr_loop *l = &x->structure.loops[loop];

		edges = l->exit_count;
		spot->options = count_leading(
			x, level, x->structure.exits + l->first_exit, 0, edges);
		spot->leads = spot->options > 0;
	}
	return extend(&x->taken, &x->taken_count, &x->taken_room, edges, sizeof *x->taken)
		       ? VYPR_OK
		       : VYPR_NOMEM;
}

enum vypr_status vypr_level_add(struct vypr_intersection *x, uint32_t loop,
				uint32_t parent, int leaves, uint32_t *ret_level)
{
	struct vypr_level level = { loop, parent, leaves, (uint32_t)x->spot_count };
	uint32_t items = x->structure.loops[loop].item_count;
	enum vypr_status status = VYPR_OK;

	if (!vypr_grow(&x->levels, x->level_count, &x->level_room, sizeof level) ||
	    !extend(&x->spots, &x->spot_count, &x->spot_room, items, sizeof *x->spots))
		return VYPR_NOMEM;
	*ret_level = (uint32_t)x->level_count;
	x->levels[x->level_count++] = level;
	for (uint32_t i = items; status == VYPR_OK && i-- > 0;)
		status = fill_spot(x, *ret_level, level.first_spot + i);
	return status;
}

enum vypr_status vypr_level_inside(struct vypr_intersection *x, uint32_t level,
				   size_t spot, uint32_t loop, int leaves,
				   uint32_t *ret_level)
{
	enum vypr_status status;

	*ret_level = leaves ? x->spots[spot].leave : x->spots[spot].turn;
	if (*ret_level != VYPR_NOWHERE)
		return VYPR_OK;
	status = vypr_level_add(x, loop, level, leaves, ret_level);
	if (status != VYPR_OK)
		return status;
	if (leaves)
		x->spots[spot].leave = *ret_level;
	else
		x->spots[spot].turn = *ret_level;
	return VYPR_OK;
}
