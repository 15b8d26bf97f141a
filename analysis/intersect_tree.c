/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the parametric path is told: on each level the nodes and loops that the paths
 * passed, as a tree of dominators (Ramsey, "Beyond Relooper", ICFP 2022).  What a way
 * alone leads to is told below the way; where ways meet, below the branch; where all have
 * met again, behind it.  Each turn passes an item at most once, so "all" is that it was
 * passed as often as the branch.
 */
#include <stdlib.h>

#include "analysis/intersect_private.h"

/* One level while it is told.  Items are ranks. */
struct teller {
	struct vypr_intersection *x;
	uint32_t level, count;
	uint32_t *dominator; /* of items; NOWHERE: the first, or not passed */
	uint32_t *entries; /* of items: edges taken into it */
	uint32_t *first_child, *next_child; /* dominated items, ascending */
};

/* Edges out of an item. */
struct outs {
	const uint32_t *edges; /* NULL: first, first + 1, ... */
	uint32_t first, count;
	const uint64_t *taken;
};

static struct vypr_spot *spot_of(const struct teller *t, uint32_t item)
{
	return &t->x->spots[t->x->levels[t->level].first_spot + item];
}

static uint32_t loop_of(const struct teller *t, uint32_t item)
{
	return vypr_level_loop(t->x, t->level, t->x->levels[t->level].first_spot + item);
}

static uint32_t node_of(const struct teller *t, uint32_t item)
{
	const struct vypr_structure *s = &t->x->structure;
	uint32_t loop = loop_of(t, item);
	uint32_t first = s->loops[t->x->levels[t->level].loop].first_item;

	return loop == VYPR_NOWHERE ? s->items[first + item] : s->loops[loop].header;
}

static struct outs outs_of(const struct teller *t, uint32_t item)
{
	const struct vypr_structure *s = &t->x->structure;
	uint32_t loop = loop_of(t, item);
	struct outs o = { .taken = t->x->taken + spot_of(t, item)->first_taken };

	if (loop != VYPR_NOWHERE) {
		o.edges = s->exits + s->loops[loop].first_exit;
		o.count = s->loops[loop].exit_count;
	} else {
		uint32_t node = node_of(t, item);

		o.first = t->x->graph->first_edge[node];
		o.count = t->x->graph->first_edge[node + 1] - o.first;
	}
	return o;
}

static uint32_t edge_of(const struct outs *o, uint32_t i)
{
	return o->edges ? o->edges[i] : o->first + i;
}

/* The item that the edge leads to; NOWHERE: the end of the level. */
static uint32_t item_behind(const struct teller *t, uint32_t edge)
{
	if (vypr_level_ends(t->x, t->level, edge))
		return VYPR_NOWHERE;
	return vypr_structure_item(&t->x->structure, t->x->levels[t->level].loop,
				   t->x->graph->target[edge]);
}

/* ---- dominators ----------------------------------------------------------------- */

static uint32_t meet_of(const struct teller *t, uint32_t a, uint32_t b)
{
	while (a != b)
		if (a > b)
			a = t->dominator[a];
		else
			b = t->dominator[b];
	return a;
}

static void find_dominators(struct teller *t)
{
	for (uint32_t i = 0; i < t->count; i++) {
		t->dominator[i] = t->first_child[i] = t->next_child[i] = VYPR_NOWHERE;
		t->entries[i] = 0;
	}
	for (uint32_t i = 0; i < t->count; i++) {
		struct outs o = outs_of(t, i);

		for (uint32_t k = 0; k < o.count; k++) {
			uint32_t to = o.taken[k] ? item_behind(t, edge_of(&o, k))
						 : VYPR_NOWHERE;

			if (to == VYPR_NOWHERE)
				continue;
			t->dominator[to] =
				t->entries[to]++ ? meet_of(t, t->dominator[to], i) : i;
		}
	}
	for (uint32_t i = t->count; i-- > 1;) {
		if (t->dominator[i] == VYPR_NOWHERE)
			continue;
		t->next_child[i] = t->first_child[t->dominator[i]];
		t->first_child[t->dominator[i]] = i;
	}
}

/* ---- telling ---------------------------------------------------------------------- */

static struct vypr_element *push(struct vypr_intersection *x, enum vypr_element_kind kind,
				 uint32_t depth, uint32_t node, uint64_t passed)
{
	struct vypr_element e = { .kind = kind,
				  .depth = depth,
				  .node = node,
				  .edge = VYPR_NOWHERE,
				  .slot = VYPR_NOWHERE,
				  .meet = VYPR_NOWHERE,
				  .passed = passed };

	if (!vypr_grow(&x->elements, x->element_count, &x->element_room, sizeof e))
		return NULL;
	x->elements[x->element_count] = e;
	return &x->elements[x->element_count++];
}

static enum vypr_status tell_level(struct vypr_intersection *x, uint32_t level,
				   uint32_t depth);
static enum vypr_status tell_from(struct teller *t, uint32_t item, uint32_t depth);

static enum vypr_status tell_inside(struct vypr_intersection *x,
				    enum vypr_element_kind kind, uint32_t level,
				    uint32_t depth)
{
	const struct vypr_spot *first;

	if (level == VYPR_NOWHERE)
		return VYPR_OK;
	first = &x->spots[x->levels[level].first_spot];
	if (!push(x, kind, depth, x->structure.loops[x->levels[level].loop].header,
		  first->passed))
		return VYPR_NOMEM;
	return tell_level(x, level, depth + 1);
}

static enum vypr_status tell_loop(struct teller *t, uint32_t item, uint32_t depth)
{
	struct vypr_spot spot = *spot_of(t, item);
	uint32_t loop = loop_of(t, item);
	int unstructured = t->x->structure.loops[loop].unstructured;
	struct vypr_element *e =
		push(t->x, unstructured ? VYPR_ELEMENT_PART : VYPR_ELEMENT_LOOP, depth,
		     node_of(t, item), spot.passed);
	enum vypr_status status;

	if (!e)
		return VYPR_NOMEM;
	e->slot = spot.slot;
	if (unstructured)
		return VYPR_OK;
	status = tell_inside(t->x, VYPR_ELEMENT_TURN, spot.turn, depth + 1);
	return status == VYPR_OK
		       ? tell_inside(t->x, VYPR_ELEMENT_LEAVE, spot.leave, depth + 1)
		       : status;
}

/* Where all that passed the item are together again; NOWHERE. */
static uint32_t continuation(const struct teller *t, uint32_t item)
{
	uint32_t child = t->first_child[item];

	while (child != VYPR_NOWHERE &&
	       spot_of(t, child)->passed != spot_of(t, item)->passed)
		child = t->next_child[child];
	return child;
}

/* Do edges out of the item part what follows?  A node's always do: they are told. */
static int parts(const struct teller *t, uint32_t item, const struct outs *o)
{
	uint32_t first = VYPR_NOWHERE, taken = 0;
	int differ = 0;

	for (uint32_t i = 0; i < o->count; i++) {
		if (!o->taken[i])
			continue;
		differ |= taken && t->x->graph->target[edge_of(o, i)] != first;
		first = t->x->graph->target[edge_of(o, i)];
		taken++;
	}
	return loop_of(t, item) == VYPR_NOWHERE ? taken > 1 : differ;
}

static enum vypr_status tell_way(struct teller *t, uint32_t item, uint32_t edge,
				 uint64_t taken, uint32_t depth)
{
	uint32_t to = item_behind(t, edge);
	struct vypr_element *e =
		push(t->x, VYPR_ELEMENT_WAY, depth, t->x->graph->target[edge], taken);

	if (!e)
		return VYPR_NOMEM;
	e->edge = edge;
	if (to == VYPR_NOWHERE || t->dominator[to] != item || t->entries[to] != 1)
		return VYPR_OK;
	return tell_from(t, to, depth + 1);
}

/* Items that only some of the ways lead to. */
static enum vypr_status tell_shared(struct teller *t, uint32_t item, uint32_t depth)
{
	enum vypr_status status = VYPR_OK;
	uint32_t meet = continuation(t, item), child = t->first_child[item];

	for (; status == VYPR_OK && child != VYPR_NOWHERE; child = t->next_child[child]) {
		if (child == meet || t->entries[child] == 1)
			continue;
		if (!push(t->x, VYPR_ELEMENT_SHARED, depth, node_of(t, child),
			  spot_of(t, child)->passed))
			return VYPR_NOMEM;
		status = tell_from(t, child, depth + 1);
	}
	return status;
}

static enum vypr_status tell_ways(struct teller *t, uint32_t item, uint32_t depth)
{
	struct outs o = outs_of(t, item);
	enum vypr_status status = VYPR_OK;
	uint32_t meet = continuation(t, item);
	struct vypr_element *e;

	if (loop_of(t, item) == VYPR_NOWHERE) {
		e = push(t->x, VYPR_ELEMENT_BRANCH, depth, node_of(t, item),
			 spot_of(t, item)->passed);
		if (!e)
			return VYPR_NOMEM;
		e->slot = spot_of(t, item)->slot;
		e->meet = meet == VYPR_NOWHERE ? VYPR_NOWHERE : node_of(t, meet);
	}
	for (uint32_t i = 0; status == VYPR_OK && i < o.count; i++)
		if (o.taken[i])
			status = tell_way(t, item, edge_of(&o, i), o.taken[i], depth + 1);
	return status == VYPR_OK ? tell_shared(t, item, depth + 1) : status;
}

/* This item and what follows it for all that passed it. */
static enum vypr_status tell_from(struct teller *t, uint32_t item, uint32_t depth)
{
	enum vypr_status status = VYPR_OK;

	for (; status == VYPR_OK && item != VYPR_NOWHERE; item = continuation(t, item)) {
		struct outs o = outs_of(t, item);

		if (loop_of(t, item) != VYPR_NOWHERE)
			status = tell_loop(t, item, depth);
		else if (node_of(t, item) != t->x->graph->sink &&
			 !push(t->x, VYPR_ELEMENT_NODE, depth, node_of(t, item),
			       spot_of(t, item)->passed))
			status = VYPR_NOMEM;
		if (status == VYPR_OK && parts(t, item, &o))
			status = tell_ways(t, item, depth);
	}
	return status;
}

static enum vypr_status tell_level(struct vypr_intersection *x, uint32_t level,
				   uint32_t depth)
{
	uint32_t count = x->structure.loops[x->levels[level].loop].item_count;
	uint32_t *room = malloc(4 * ((size_t)count + 1) * sizeof *room);
	struct teller t = { .x = x, .level = level, .count = count, .dominator = room };
	enum vypr_status status = VYPR_NOMEM;

	if (room) {
		t.entries = room + count;
		t.first_child = room + 2 * (size_t)count;
		t.next_child = room + 3 * (size_t)count;
		find_dominators(&t);
		status = tell_from(&t, 0, depth);
	}
	free(room);
	return status;
}

enum vypr_status vypr_intersection_tell(struct vypr_intersection *x)
{
	return x->path_count ? tell_level(x, 0, 0) : VYPR_OK;
}
