/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how a binding finds what starts from something that a previous_* "during" has found,
 * and lies elsewhere itself: in the activation of the scope, say.
 *
 *      next_call(previous_change(q, x during g), f)
 *
 *           home         x        x
 *           instance        f  f  |  f  q          this f, whichever instance asks
 *
 * What is found is kept for many instances, so it cannot know.  It keeps the order of its
 * moment (marks); what may be sought has occurrences of its own, and which of them it is can
 * be seen from the order whenever a formula is evaluated.
 */
#include "spec/general.h"

/* ---- finding ------------------------------------------------------------------- */

/* From this order on, and until this time it had not come; 0: there is no beginning yet. */
static uint64_t *marks_of(const struct vypr_occurrence *base, int slot)
{
	const struct vypr_general_plan *plan = base->plan->general;

	return base->marks + 2 * (plan->span_count + plan->seeks[slot]);
}

void vypr_general_seek_from(struct vypr_monitor *m, struct vypr_occurrence *o, int slot)
{
	uint64_t *marks = marks_of(o, slot);

	marks[0] = m->order;
	marks[1] = m->now_ns;
}

/* Where it is sought: in the instance, or in the home of its thread; NULL: there is none. */
static struct vypr_general *place_of(struct vypr_general *g, int slot)
{
	if (g->plan->form.slots[slot].during < 0)
		return g;
	return vypr_general_home(g->activation->thread, g->plan);
}

struct vypr_occurrence *vypr_general_last_over(const struct vypr_general *g, int slot,
					       uint64_t order)
{
	struct vypr_link *link = vypr_heads(g->activation, g->plan)[slot].first;
	struct vypr_occurrence *best = NULL;

	for (; link; link = link->next) {
		struct vypr_occurrence *o = (struct vypr_occurrence *)link;

		if (o->end_order && o->end_order < order && o->end_order > g->lost_order &&
		    (!best || o->end_order > best->end_order))
			best = o;
	}
	return best;
}

static struct vypr_occurrence *first_later(const struct vypr_general *g, int slot,
					   uint64_t order)
{
	struct vypr_link *link = vypr_heads(g->activation, g->plan)[slot].last, *first = NULL;

	for (; link && ((struct vypr_occurrence *)link)->begin_order > order;
	     link = link->prev)
		first = link;
	return (struct vypr_occurrence *)first;
}

static struct vypr_occurrence *find(const struct vypr_general *place, int slot,
				    uint64_t order)
{
	if (!place || !order)
		return NULL;
	return place->plan->form.slots[slot].use == VYPR_USE_NEXT ?
		       first_later(place, slot, order) :
		       vypr_general_last_over(place, slot, order);
}

static int hangs_off(const struct vypr_occurrence *o, int slot)
{
	const struct vypr_form *form = &o->plan->form;

	return form->slots[slot].sought &&
	       vypr_root_slot(form, form->slots[slot].parent) == o->quantifier;
}

/* Were events lost since?  Then nothing is known of it, not even that it has not come. */
static int is_lost(const struct vypr_general *g, const struct vypr_occurrence *base, int slot)
{
	return *marks_of(base, slot) && *marks_of(base, slot) < g->lost_order;
}

struct vypr_occurrence *vypr_general_linked(struct vypr_general *g,
					    const struct vypr_occurrence *o, int slot)
{
	if (!g->plan->form.slots[slot].sought)
		return o->links[slot];
	if (!hangs_off(o, slot) || is_lost(g, o, slot))
		return NULL;
	return find(place_of(g, slot), slot, *marks_of(o, slot));
}

/* ---- what was not found --------------------------------------------------------- */

/* Will it not come any more? */
static int is_closed(const struct vypr_general *g, int slot)
{
	return g->plan->form.slots[slot].use == VYPR_USE_PREVIOUS ||
	       g->activation->thread->ended || (g->plan->form.slots[slot].during < 0 && g->complete);
}

enum vypr_truth vypr_general_seeks(struct vypr_general *g, const struct vypr_occurrence *o,
				   int slot)
{
	if (!hangs_off(o, slot) || !*marks_of(o, slot) || vypr_general_linked(g, o, slot))
		return VYPR_NOT_YET;
	return is_closed(g, slot) || is_lost(g, o, slot) ? VYPR_FALSE_NOW : VYPR_TRUE_NOW;
}

static uint64_t later_of(uint64_t x, uint64_t y)
{
	return x > y ? x : y;
}

/* What has not come after something that itself has not. */
static uint64_t until_base(const struct vypr_occurrence *base, int parent)
{
	const struct vypr_observation *seen = &base->observations[parent];

	return seen->site_end == VYPR_NO_SITE ? seen->end_ns : 0;
}

uint64_t vypr_general_unseen_until(const struct vypr_monitor *m, const struct vypr_general *g,
				   int slot)
{
	const struct vypr_form *form = &g->plan->form;
	const struct vypr_form_slot *s = &form->slots[vypr_root_slot(form, slot)];
	const struct vypr_occurrence *base;
	const uint64_t *marks;

	if (s->use == VYPR_USE_PREVIOUS)
		return 1;
	if (!s->sought)
		return 0;
	base = m->at[s->parent];
	if (!base)
		return vypr_general_unseen_until(m, g, s->parent);
	slot = vypr_root_slot(form, slot);
	marks = marks_of(base, slot);
	if (!marks[0])
		return until_base(base, s->parent);
	if (is_lost(g, base, slot))
		return 1;
	return is_closed(g, slot) ? later_of(later_of(g->seen_ns, marks[1]), 1) : 0;
}

int vypr_general_is_vague(const struct vypr_monitor *m, const struct vypr_general *g, int slot)
{
	const struct vypr_form *form = &g->plan->form;

	while (!m->at[slot]) {
		int root = vypr_root_slot(form, slot);
		const struct vypr_form_slot *s = &form->slots[root];

		if (!s->sought || s->use == VYPR_USE_PREVIOUS ||
		    (m->at[s->parent] && is_lost(g, m->at[s->parent], root)))
			return 1;
		slot = s->parent;
	}
	return 0;
}

/* ---- what is kept ---------------------------------------------------------------- */

/* The home that has what the slot is sought from. */
static struct vypr_general *base_home(struct vypr_monitor *m, const struct vypr_general *g,
				      int slot)
{
	const struct vypr_form *form = &g->plan->form;
	int root = vypr_root_slot(form, form->slots[slot].parent);
	const struct vypr_thread *thread = g->activation->thread;

	if (form->slots[root].any_thread)
		thread = vypr_monitor_map_get(&m->threads, 0, 0);
	return thread ? vypr_general_home(thread, g->plan) : NULL;
}

void vypr_general_settle_sought(struct vypr_monitor *m, struct vypr_general *g, int slot)
{
	const struct vypr_form *form = &g->plan->form;
	int root = vypr_root_slot(form, form->slots[slot].parent);
	struct vypr_general *home = base_home(m, g, slot);
	struct vypr_link *l = vypr_heads(g->activation, g->plan)[slot].first;

	for (; l; l = l->next)
		((struct vypr_occurrence *)l)->settled = 1;
	l = home ? vypr_heads(home->activation, home->plan)[root].first : NULL;
	for (; l; l = l->next) {
		struct vypr_occurrence *base = (struct vypr_occurrence *)l;
		struct vypr_occurrence *found = find(g, slot, *marks_of(base, slot));

		if (found)
			found->settled = 0;
	}
}
