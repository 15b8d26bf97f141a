/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which blocks have one answer for every walk to a goal.
 *
 *      block               entry
 *      bits 1, T and F     2 ways, by the bit
 *      switch, n bits      2^n ways, by the bits
 *      one way on          1 way, by no bits
 *      anything else       SLOW: the walk looks at edges itself
 *
 * A branch without bits whose successors all but one do not lead to the goal has one way
 * on.  Blocks that lead to each other by such ways, round and round, are SLOW: a walk
 * that only follows the table must come to a bit.
 */
#include "analysis/walk_plan.h"

#include <stdlib.h>
#include <string.h>

#define BUCKETS 64u
#define MOST_PLANS 4096u /* kept at once */
#define MOST_TABLE_BITS 10u

enum { LEADS = 1, RESTART = 2 };

struct vypr_walk_plans {
	struct vypr_walk_plan *buckets[BUCKETS];
	size_t count;
};

struct maker {
	const struct vypr_unit *unit;
	const struct vypr_function *function;
	struct vypr_walk_plan *plan;
	unsigned char *leads; /* per block: leads to goal without a restart */
};

static const struct vypr_block *block_at(const struct maker *m, uint32_t block)
{
	return &m->unit->blocks[m->function->first_block + block];
}

static const struct vypr_edge *edge_at(const struct maker *m, const struct vypr_block *b,
				       uint32_t edge)
{
	return &m->unit->edges[b->first_edge + edge];
}

/* ---- what leads where -------------------------------------------------------- */

/* A block where a path starts, other than the entry, is not entered on the way. */
static void mark_restarts(struct maker *m)
{
	for (uint32_t i = 0; i < m->unit->site_count; i++) {
		const struct vypr_site *site = &m->unit->sites[i];

		if (site->function == m->plan->function &&
		    site->path_start < m->function->block_count &&
		    site->path_start != m->function->entry_block)
			m->leads[site->path_start] |= RESTART;
	}
}

static int leads_on(const struct maker *m, uint32_t block)
{
	const struct vypr_block *b = block_at(m, block);

	for (uint32_t i = 0; i < b->edge_count; i++)
		if (m->leads[edge_at(m, b, i)->target] == LEADS)
			return 1;
	return 0;
}

/* Blocks are numbered roughly forward, so backward few rounds are enough. */
static void mark_leads(struct maker *m)
{
	uint32_t count = m->function->block_count;
	int more = 1;

	mark_restarts(m);
	for (uint32_t i = 0; i < count; i++)
		if (i == m->plan->goal || (m->plan->goal == UINT32_MAX &&
					   block_at(m, i)->kind == VYPR_BLOCK_EXIT))
			m->leads[i] |= LEADS;
	while (more) {
		more = 0;
		for (uint32_t i = count; i-- > 0;)
			if (!(m->leads[i] & LEADS) && leads_on(m, i)) {
				m->leads[i] |= LEADS;
				more = 1;
			}
	}
}

/* The only edge that leads to the goal; NO_EDGE when there are none or several. */
static uint32_t leading_edge(const struct maker *m, const struct vypr_block *b)
{
	uint32_t found = VYPR_WALK_NO_EDGE;

	for (uint32_t i = 0; i < b->edge_count; i++) {
		const struct vypr_edge *edge = edge_at(m, b, i);

		if ((!vypr_walk_is_normal(edge) && b->kind != VYPR_BLOCK_GOTO) ||
		    m->leads[edge->target] != LEADS)
			continue;
		if (found != VYPR_WALK_NO_EDGE &&
		    edge_at(m, b, found)->target != edge->target)
			return VYPR_WALK_NO_EDGE;
		found = i;
	}
	return found;
}

/* The only edge that is not exceptional; NO_EDGE when there are none or several. */
static uint32_t only_edge(const struct maker *m, const struct vypr_block *b)
{
	uint32_t found = VYPR_WALK_NO_EDGE;

	for (uint32_t i = 0; i < b->edge_count; i++) {
		if (!vypr_walk_is_normal(edge_at(m, b, i)))
			continue;
		if (found != VYPR_WALK_NO_EDGE)
			return VYPR_WALK_NO_EDGE;
		found = i;
	}
	if (found == VYPR_WALK_NO_EDGE && b->edge_count == 1 &&
	    edge_at(m, b, 0)->kind == VYPR_EDGE_ABNORMAL)
		return 0;
	return found;
}

static void fill_straight(struct maker *m)
{
	for (uint32_t i = 0; i < m->function->block_count; i++) {
		const struct vypr_block *b = block_at(m, i);
		uint32_t edge = only_edge(m, b);

		if (edge == VYPR_WALK_NO_EDGE && b->edge_count > 1)
			edge = leading_edge(m, b);
		m->plan->straight[i] = edge;
	}
}

/* ---- the table ---------------------------------------------------------------- */

/* Exceptional ones only where nothing else fits: the edges of a computed goto are
 * abnormal ones. */
uint32_t vypr_walk_edge_of(const struct vypr_unit *unit, const struct vypr_block *block,
			   uint64_t value)
{
	uint32_t found = VYPR_WALK_NO_EDGE;

	for (uint32_t i = 0; i < block->edge_count; i++) {
		const struct vypr_edge *edge = &unit->edges[block->first_edge + i];

		if (edge->value != value || edge->kind == VYPR_EDGE_EXCEPTION)
			continue;
		if (vypr_walk_is_normal(edge))
			return i;
		if (found == VYPR_WALK_NO_EDGE)
			found = i;
	}
	return found;
}

/* The bits that all targets of a computed goto begin with, if they are equally many. */
static uint32_t goto_bits(const struct maker *m, const struct vypr_block *b)
{
	uint32_t bits = 0;

	for (uint32_t i = 0; i < b->edge_count; i++) {
		const struct vypr_edge *edge = edge_at(m, b, i);
		uint32_t own = block_at(m, edge->target)->entry_bits;

		if (edge->kind == VYPR_EDGE_EXCEPTION || own == 0)
			continue;
		if (bits && own != bits)
			return VYPR_WALK_SLOW;
		bits = own;
	}
	return bits ? bits : VYPR_WALK_SLOW;
}

static uint32_t table_bits(const struct maker *m, uint32_t block)
{
	const struct vypr_block *b = block_at(m, block);
	uint32_t straight = m->plan->straight[block], bits = b->bits;

	if (b->edge_count == 0)
		return VYPR_WALK_SLOW;
	if (bits == 0 && straight != VYPR_WALK_NO_EDGE)
		return block_at(m, edge_at(m, b, straight)->target)->entry_bits
			       ? VYPR_WALK_SLOW
			       : 0;
	if (bits == 0)
		bits = goto_bits(m, b);
	return bits > MOST_TABLE_BITS ? VYPR_WALK_SLOW : bits;
}

static struct vypr_walk_way way_by_value(const struct maker *m,
					 const struct vypr_block *b, uint32_t value)
{
	struct vypr_walk_way way = { vypr_walk_edge_of(m->unit, b, value), 0 };

	if (way.edge != VYPR_WALK_NO_EDGE) {
		way.target = edge_at(m, b, way.edge)->target;
		if (block_at(m, way.target)->entry_bits)
			way.edge = VYPR_WALK_NO_EDGE;
	}
	return way;
}

static struct vypr_walk_way way_by_entry(const struct maker *m,
					 const struct vypr_block *b, uint32_t value)
{
	struct vypr_walk_way way = { VYPR_WALK_NO_EDGE, 0 };

	for (uint32_t i = 0; i < b->edge_count; i++) {
		const struct vypr_edge *edge = edge_at(m, b, i);
		const struct vypr_block *target = block_at(m, edge->target);

		if (edge->kind == VYPR_EDGE_EXCEPTION || !target->entry_bits ||
		    target->entry_value != value)
			continue;
		way.edge = i;
		way.target = edge->target;
		break;
	}
	return way;
}

static void fill_ways(const struct maker *m, uint32_t block)
{
	const struct vypr_block *b = block_at(m, block);
	const struct vypr_walk_entry *entry = &m->plan->entries[block];
	struct vypr_walk_way *ways = m->plan->ways + entry->first_way;

	if (entry->bits == 0) {
		ways[0].edge = m->plan->straight[block];
		ways[0].target = edge_at(m, b, ways[0].edge)->target;
		return;
	}
	for (uint32_t v = 0; entry->bits != VYPR_WALK_SLOW && v >> entry->bits == 0; v++)
		ways[v] = b->bits ? way_by_value(m, b, v) : way_by_entry(m, b, v);
}

/* Does the block lead to itself with no bits in between?  Chains are short. */
static int goes_round(const struct maker *m, uint32_t block)
{
	uint32_t at = block;

	for (uint32_t i = 0; i < m->function->block_count; i++) {
		const struct vypr_walk_entry *entry = &m->plan->entries[at];

		if (entry->bits != 0)
			return 0;
		at = edge_at(m, block_at(m, at), m->plan->straight[at])->target;
		if (at == block)
			return 1;
	}
	return 0;
}

static int fill_table(struct maker *m)
{
	uint32_t count = m->function->block_count, way_count = 0;

	for (uint32_t i = 0; i < count; i++)
		m->plan->entries[i].bits = table_bits(m, i);
	for (uint32_t i = 0; i < count; i++)
		if (goes_round(m, i))
			m->plan->entries[i].bits = VYPR_WALK_SLOW;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t bits = m->plan->entries[i].bits;

		m->plan->entries[i].first_way = way_count;
		way_count += bits == VYPR_WALK_SLOW ? 0 : 1u << bits;
	}
	m->plan->ways = malloc((way_count + 1) * sizeof *m->plan->ways);
	for (uint32_t i = 0; m->plan->ways && i < count; i++)
		fill_ways(m, i);
	return m->plan->ways != NULL;
}

/* ---- plans -------------------------------------------------------------------- */

static void free_plan(struct vypr_walk_plan *plan)
{
	free(plan->straight);
	free(plan->entries);
	free(plan->ways);
	free(plan);
}

static struct vypr_walk_plan *make_plan(const struct vypr_unit *unit, uint32_t function,
					uint32_t goal)
{
	struct maker m = { .unit = unit, .function = &unit->functions[function] };
	uint32_t count = m.function->block_count;
	struct vypr_walk_plan *plan = calloc(1, sizeof *plan);
	int made = 0;

	if (!plan)
		return NULL;
	m.plan = plan;
	m.leads = calloc(count, 1);
	plan->unit = unit;
	plan->unit_hash = unit->hash;
	plan->function = function;
	plan->goal = goal;
	plan->straight = malloc(count * sizeof *plan->straight);
	plan->entries = malloc(count * sizeof *plan->entries);
	if (m.leads && plan->straight && plan->entries) {
		mark_leads(&m);
		fill_straight(&m);
		made = fill_table(&m);
	}
	free(m.leads);
	if (made)
		return plan;
	free_plan(plan);
	return NULL;
}

static void empty(struct vypr_walk_plans *plans)
{
	for (size_t i = 0; i < BUCKETS; i++)
		while (plans->buckets[i]) {
			struct vypr_walk_plan *plan = plans->buckets[i];

			plans->buckets[i] = plan->next;
			free_plan(plan);
		}
	plans->count = 0;
}

void vypr_walk_plans_free(struct vypr_walk_plans *plans)
{
	if (plans)
		empty(plans);
	free(plans);
}

const struct vypr_walk_plan *vypr_walk_plan(struct vypr_walk_plans **plans,
					    const struct vypr_unit *unit,
					    uint32_t function, uint32_t goal)
{
	struct vypr_walk_plan **bucket, *plan;

	if (goal != UINT32_MAX && goal > unit->functions[function].block_count)
		goal = unit->functions[function].block_count; /* nowhere */
	if (!*plans && !(*plans = calloc(1, sizeof **plans)))
		return NULL;
	bucket = &(*plans)->buckets[(function * 31 + goal * 7 + unit->hash) % BUCKETS];
	for (plan = *bucket; plan; plan = plan->next)
		if (plan->unit == unit && plan->unit_hash == unit->hash &&
		    plan->function == function && plan->goal == goal)
			return plan;
	if ((*plans)->count >= MOST_PLANS)
		empty(*plans);
	plan = make_plan(unit, function, goal);
	if (!plan)
		return NULL;
	plan->next = *bucket;
	*bucket = plan;
	(*plans)->count++;
	return plan;
}
