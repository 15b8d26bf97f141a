/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what the formula of one binding looks at: the occurrences of its members, what was
 * before them, what was counted between them, and, one by one, the items that its inner
 * quantifiers range over.
 *
 * An item whose truth can no longer make a difference is settled: a binding does not look at
 * it again.  So each binding looks at each item about as often as something of it changes.
 */
#include "spec/general.h"

#include <stdlib.h>
#include <string.h>

struct view {
	struct vypr_monitor *m;
	struct vypr_general *g;
	struct vypr_binding *b;
	struct vypr_rest rest;   /* of the items looked at so far */
};

/* ---- what is looked at -------------------------------------------------------- */

/* What follows a previous_* that is not known is not waited for: it may be earlier than now. */
static struct vypr_observation nothing_at(const struct vypr_monitor *m,
					  const struct vypr_general *g, int slot)
{
	return (struct vypr_observation){ .site_begin = VYPR_NO_SITE,
					  .site_end = VYPR_NO_SITE,
					  .end_ns = vypr_general_unseen_until(m, g, slot) };
}

static void load_slot(struct vypr_monitor *m, const struct vypr_general *g, int slot,
		      const struct vypr_occurrence *o)
{
	const struct vypr_form *form = &g->plan->form;

	m->at[slot] = (struct vypr_occurrence *)o;
	if (o)
		m->observations[slot] = o->observations[slot];
	else
		m->observations[slot] = nothing_at(m, g, slot);
	if (o && m->timeless && m->observations[slot].site_end == VYPR_NO_SITE)
		m->observations[slot].end_ns = 0;
	for (int i = 0; i < form->capture_count; i++) {
		if (form->captures[i].slot != slot)
			continue;
		if (o)
			m->captured[i] = o->captured[i];
		else
			m->captured[i] = (struct vypr_captured){ .known = VYPR_KNOWN_NOT };
	}
}

/* A slot and all that hang off it.  They have higher numbers than it. */
static void load_family(struct vypr_monitor *m, struct vypr_general *g, int root,
			const struct vypr_occurrence *o)
{
	const struct vypr_form *form = &g->plan->form;

	load_slot(m, g, root, o);
	for (int i = root + 1; i < form->slot_count; i++) {
		const struct vypr_form_slot *s = &form->slots[i];

		if (s->parent < 0 || vypr_root_slot(form, s->parent) != root)
			continue;
		if (vypr_is_root(s))
			load_family(m, g, i, o ? vypr_general_linked(g, o, i) : NULL);
		else
			load_slot(m, g, i, o);
	}
}

static uint64_t mark_at(const struct vypr_monitor *m, const struct vypr_general *g, int slot,
			int span, int end)
{
	return slot >= 0 && m->at[slot] ? vypr_general_marked(g, m->at[slot], span, end) : 0;
}

static int has_come(const struct vypr_observation *seen, enum vypr_moment moment)
{
	return (moment == VYPR_BEFORE ? seen->site_begin : seen->site_end) != VYPR_NO_SITE;
}

/* Where the second end is not known and may be earlier than now, as it hangs off a previous_*
 * or does not exist, nothing is counted. */
static void load_count(struct vypr_monitor *m, struct vypr_general *g, int i)
{
	const struct vypr_span *span = &g->plan->general->spans[i];
	uint64_t from = mark_at(m, g, span->from, i, 0), to = mark_at(m, g, span->to, i, 1);
	int ends = span->to >= 0 && has_come(&m->observations[span->to], span->to_moment);

	if (span->to >= 0 && vypr_general_is_vague(m, g, span->to))
		from = 0;
	m->captured[span->capture] = vypr_general_span(m, g, span, from, to, ends);
	if (m->captured[span->capture].known == VYPR_KNOWN_SO_FAR)
		m->observations[span->domain] = g->domains[span->domain].last;
}

static void load_counts(struct vypr_monitor *m, struct vypr_general *g)
{
	for (int i = 0; i < g->plan->general->span_count; i++)
		load_count(m, g, i);
}

void vypr_general_assemble(struct vypr_monitor *m, struct vypr_general *g,
			   const struct vypr_binding *b)
{
	const struct vypr_form *form = &g->plan->form;

	for (int i = 0; i < form->slot_count; i++)
		if (form->slots[i].use == VYPR_USE_LEADING)
			load_family(m, g, i, b->members[i].occurrence);
		else if (form->slots[i].parent < 0)
			load_family(m, g, i, NULL);
	load_counts(m, g);
}

void vypr_general_show(struct vypr_monitor *m, const struct vypr_general *g)
{
	for (int i = 0; i < g->plan->form.slot_count; i++)
		if (m->observations[i].site_end == VYPR_NO_SITE)
			m->observations[i].end_ns = 0;
}

/* ---- items -------------------------------------------------------------------- */

static struct vypr_memo *memo_of(const struct view *v, int slot)
{
	int memo = v->g->plan->general->memo[slot];

	return memo < 0 ? NULL : &v->b->memos[memo];
}

static void compact(struct vypr_memo *memo)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < memo->count; i++)
		if (memo->open[i])
			memo->open[kept++] = memo->open[i];
	memo->count = kept;
}

/* Of a slot: the items from the first that was never looked at. */
static struct vypr_link *first_unseen(const struct vypr_list *items, uint64_t seen)
{
	struct vypr_link *link = items->last, *first = NULL;

	for (; link && ((struct vypr_occurrence *)link)->begin_order > seen;
	     link = link->prev)
		first = link;
	return first;
}

static int make_memo_room(struct vypr_monitor *m, struct vypr_memo *memo)
{
	uint32_t room = memo->room ? memo->room * 2 : 8;
	struct vypr_occurrence **open;

	if (memo->count < memo->room)
		return 1;
	open = realloc(memo->open, room * sizeof(struct vypr_occurrence *));
	if (!open) {
		vypr_monitor_fail(m, VYPR_NOMEM);
		return 0;
	}
	memo->open = open;
	memo->room = room;
	return 1;
}

/* All that were never looked at are held from now on, until they are settled. */
static void hold_unseen(const struct view *v, struct vypr_memo *memo,
			const struct vypr_list *items)
{
	struct vypr_link *link = first_unseen(items, memo->seen);

	for (; link; link = link->next) {
		struct vypr_occurrence *o = (struct vypr_occurrence *)link;

		memo->seen = o->begin_order;
		if (o->settled)
			continue;
		if (!make_memo_room(v->m, memo))
			return;
		memo->open[memo->count++] = o;
		o->holders++;
	}
}

/* What began until then, in order, is not "after" what it should be. */
static uint64_t too_early(const struct view *v, int slot)
{
	const struct vypr_form_slot *s = &v->g->plan->form.slots[slot];
	const struct vypr_occurrence *other;

	if (s->order != VYPR_ORDER_AFTER)
		return 0;
	other = v->m->at[s->order_slot];
	return other->end_order ? other->end_order : v->m->order;
}

static void begin(void *ctx, int slot)
{
	const struct view *v = ctx;
	const struct vypr_list *items = vypr_heads(v->g->activation, v->g->plan) + slot;
	struct vypr_memo *memo = memo_of(v, slot);

	uint64_t early = too_early(v, slot);

	v->m->cursors[slot].place = 0;
	v->m->cursors[slot].link = first_unseen(items, memo ? UINT64_MAX : early);
	if (!memo)
		return;
	compact(memo);
	if (memo->seen < early)
		memo->seen = early;
	hold_unseen(v, memo, items);
}

/* The item that comes next, whether it fits or not. */
static struct vypr_occurrence *advance(const struct view *v, int slot)
{
	struct vypr_cursor *cursor = &v->m->cursors[slot];
	struct vypr_memo *memo = memo_of(v, slot);
	struct vypr_link *link = cursor->link;

	if (memo)
		return cursor->place < memo->count ? memo->open[cursor->place++] : NULL;
	while (link && ((struct vypr_occurrence *)link)->settled)
		link = link->next;
	if (link)
		cursor->link = link->next;
	return (struct vypr_occurrence *)link;
}

static void settle(void *ctx, int slot)
{
	struct view *v = ctx;
	struct vypr_memo *memo = memo_of(v, slot);
	uint32_t place = v->m->cursors[slot].place;

	if (!memo || !memo->open[place - 1])
		return;
	memo->open[place - 1]->holders--;
	memo->open[place - 1] = NULL;
}

static void remain(void *ctx, int slot)
{
	struct view *v = ctx;
	const struct vypr_occurrence *o = v->m->at[slot];

	v->rest.waits |= vypr_general_is_live(v->g, o);
	v->rest.reason =
		vypr_reason_worse(v->rest.reason, vypr_general_reason(v->g, o));
}

static int next(void *ctx, int slot, enum vypr_truth *ret_fits)
{
	struct view *v = ctx;
	const struct vypr_form *form = &v->g->plan->form;
	int other = form->slots[slot].order_slot;
	struct vypr_occurrence *o;

	while ((o = advance(v, slot)) != NULL) {
		*ret_fits = vypr_general_within(v->m, v->g->plan, slot, o,
						other >= 0 ? v->m->at[other] : NULL);
		if (*ret_fits == VYPR_FALSE_NOW) {
			settle(ctx, slot);
			continue;
		}
		load_family(v->m, v->g, slot, o);
		load_counts(v->m, v->g);
		return 1;
	}
	return 0;
}

static int is_past(const struct view *v, int slot, uint64_t now_ns)
{
	const struct vypr_form_slot *s = &v->g->plan->form.slots[slot];
	uint64_t end = vypr_general_end_ns(v->m->at[s->order_slot]);
	int over;

	vypr_eval_within(&v->g->plan->form, s->within, end, now_ns > end ? now_ns : end,
			 &v->m->error, &over);
	return over;
}

/* What comes once is never "after v"; nothing is "before v" once v has begun; nothing is
 * "within" once that time is over, or once one of them came later: a binding that waits for
 * nothing else does not look at another one. */
static int has_all(const struct view *v, int slot)
{
	const struct vypr_form_slot *s = &v->g->plan->form.slots[slot];

	if (vypr_general_comes_once(s) &&
	    (s->order == VYPR_ORDER_AFTER || v->g->domains[slot].count))
		return 1;
	if (vypr_general_is_tainted(v->g))
		return 0;
	if (v->g->complete || s->order == VYPR_ORDER_BEFORE)
		return 1;
	if (s->within < 0)
		return 0;
	return is_past(v, slot, vypr_general_now(v->m, v->g)) ||
	       is_past(v, slot, v->g->domains[slot].last.begin_ns);
}

static int is_complete(void *ctx, int slot)
{
	struct view *v = ctx;
	int complete = has_all(v, slot);

	v->rest.waits |= !complete;
	return complete;
}

static void leave(void *ctx, int slot)
{
	const struct view *v = ctx;
	const struct vypr_form *form = &v->g->plan->form;

	load_family(v->m, v->g, slot, NULL);
	for (int i = 0; i < form->slot_count; i++)
		if (v->g->plan->general->outer[i] == slot)
			leave(ctx, i);
	load_counts(v->m, v->g);
}

void vypr_general_eval(struct vypr_monitor *m, struct vypr_general *g,
		       struct vypr_binding *b, struct vypr_judgement *ret_judgement,
		       struct vypr_rest *ret_rest)
{
	struct view view = { m, g, b, { 0, VYPR_REASON_NONE } };
	uint64_t now = m->timeless ? 0 : vypr_general_now(m, g);
	const struct vypr_world world = { begin, next, settle, remain, is_complete,
					  leave, &view.rest, &view };

	vypr_general_assemble(m, g, b);
	vypr_eval_world(&g->plan->form, m->observations, m->captured, &m->error, now, &world,
			ret_judgement);
	*ret_rest = view.rest;
	if (b->is_one != VYPR_TRUE_NOW && ret_judgement->truth == VYPR_FALSE_NOW)
		ret_judgement->truth = b->is_one;
}

enum vypr_truth vypr_general_worth(struct vypr_monitor *m, struct vypr_general *g,
				   const struct vypr_occurrence *o)
{
	const struct vypr_form *form = &g->plan->form;
	const struct vypr_node *n = &form->ast->nodes[vypr_root_of(o)->node];
	struct vypr_judgement judgement;

	load_family(m, g, o->quantifier, o);
	vypr_eval_part(form, n->d, m->observations, m->captured, &m->error,
		       vypr_general_now(m, g), &judgement);
	if (judgement.truth == VYPR_NOT_YET)
		return VYPR_NOT_YET;
	return judgement.truth == (n->kind == VYPR_NODE_EXISTS ? VYPR_FALSE_NOW :
								 VYPR_TRUE_NOW) ?
		       VYPR_FALSE_NOW :
		       VYPR_TRUE_NOW;
}
