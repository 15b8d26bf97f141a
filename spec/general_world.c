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
};

/* ---- what is looked at -------------------------------------------------------- */

/* The instance was left by EXIT: until then at least, what has not come was waited for. */
static int is_left(const struct vypr_occurrence *o)
{
	return vypr_general_of(o->activation, o->plan)->complete;
}

/* Of a slot: what has not been seen will not come.  A call was left, nobody waits for a
 * next_*, or what it starts from will not come. */
static int is_dead(const struct vypr_occurrence *o, int slot)
{
	const struct vypr_form_slot *s = &o->plan->form.slots[slot];
	const struct vypr_observation *seen = &o->observations[slot], *from;

	if (o->tracks[slot].list || seen->site_end != VYPR_NO_SITE)
		return 0;
	if (seen->site_begin != VYPR_NO_SITE)
		return s->needs_end;
	if (s->use != VYPR_USE_NEXT)
		return 0;
	from = &o->observations[s->parent];
	if ((s->from == VYPR_BEFORE ? from->site_begin : from->site_end) != VYPR_NO_SITE)
		return o->reason == VYPR_REASON_LOST || !is_left(o);
	return is_dead(o, s->parent);
}

/* It has no time, and does not last or wait until now: an end without a time says so. */
static void bury(struct vypr_observation *seen)
{
	seen->site_end = 0;
	seen->end_ns = 0;
}

static void load_slot(struct vypr_monitor *m, const struct vypr_form *form, int slot,
		      const struct vypr_occurrence *o)
{
	m->at[slot] = (struct vypr_occurrence *)o;
	if (o)
		m->observations[slot] = o->observations[slot];
	else
		m->observations[slot] = (struct vypr_observation){
			.site_begin = VYPR_NO_SITE, .site_end = VYPR_NO_SITE
		};
	if (o ? is_dead(o, slot) :
		form->slots[slot].use == VYPR_USE_NEXT &&
			form->slots[vypr_root_slot(form, slot)].use == VYPR_USE_PREVIOUS)
		bury(&m->observations[slot]);
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
static void load_family(struct vypr_monitor *m, const struct vypr_form *form, int root,
			const struct vypr_occurrence *o)
{
	load_slot(m, form, root, o);
	for (int i = root + 1; i < form->slot_count; i++) {
		const struct vypr_form_slot *s = &form->slots[i];

		if (s->parent < 0 || vypr_root_slot(form, s->parent) != root)
			continue;
		if (s->use == VYPR_USE_NEXT)
			load_slot(m, form, i, o);
		else
			load_family(m, form, i, o ? o->links[i] : NULL);
	}
}

static uint64_t mark_at(const struct vypr_monitor *m, int slot, int index)
{
	return slot >= 0 && m->at[slot] ? m->at[slot]->marks[index] : 0;
}

static void load_counts(struct vypr_monitor *m, struct vypr_general *g)
{
	const struct vypr_general_plan *plan = g->plan->general;

	for (int i = 0; i < plan->span_count; i++) {
		const struct vypr_span *span = &plan->spans[i];

		m->captured[span->capture] = vypr_general_span(
			m, g, span, mark_at(m, span->from, 2 * i),
			mark_at(m, span->to, 2 * i + 1));
		if (m->captured[span->capture].known == VYPR_KNOWN_SO_FAR)
			m->observations[span->domain] = g->domains[span->domain].last;
	}
}

void vypr_general_assemble(struct vypr_monitor *m, struct vypr_general *g,
			   const struct vypr_binding *b)
{
	const struct vypr_form *form = &g->plan->form;

	for (int i = 0; i < form->slot_count; i++)
		if (form->slots[i].use == VYPR_USE_LEADING)
			load_family(m, form, i, b->members[i].occurrence);
		else if (form->slots[i].parent < 0)
			load_family(m, form, i, NULL);
	load_counts(m, g);
}

void vypr_general_show(struct vypr_monitor *m, const struct vypr_general *g)
{
	for (int i = 0; i < g->plan->form.slot_count; i++) {
		if (g->plan->form.slots[i].use == VYPR_USE_DOMAIN)
			continue; /* what was counted last, when it decided */
		if (m->at[i])
			m->observations[i] = m->at[i]->observations[i];
		else
			m->observations[i] = (struct vypr_observation){
				.site_begin = VYPR_NO_SITE, .site_end = VYPR_NO_SITE
			};
	}
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

		if (!make_memo_room(v->m, memo))
			return;
		memo->open[memo->count++] = o;
		memo->seen = o->begin_order;
		o->holders++;
	}
}

/* The item that was looked at until now. */
static void close_item(const struct view *v, int slot)
{
	struct vypr_cursor *cursor = &v->m->cursors[slot];

	if (cursor->open && v->m->at[slot])
		v->m->open_reason = vypr_general_worse(
			v->m->open_reason, vypr_general_reason(v->m->at[slot]));
	cursor->open = 0;
}

static void begin(void *ctx, int slot)
{
	const struct view *v = ctx;
	const struct vypr_list *items = vypr_heads(v->g->activation, v->g->plan) + slot;
	struct vypr_memo *memo = memo_of(v, slot);

	v->m->cursors[slot].place = 0;
	v->m->cursors[slot].link = items->first;
	v->m->cursors[slot].open = 0;
	if (!memo)
		return;
	compact(memo);
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
	if (link)
		cursor->link = link->next;
	return (struct vypr_occurrence *)link;
}

static void settle(void *ctx, int slot)
{
	const struct view *v = ctx;
	struct vypr_memo *memo = memo_of(v, slot);
	uint32_t place = v->m->cursors[slot].place;

	v->m->cursors[slot].open = 0;
	if (!memo || !memo->open[place - 1])
		return;
	memo->open[place - 1]->holders--;
	memo->open[place - 1] = NULL;
}

static int next(void *ctx, int slot, enum vypr_truth *ret_fits)
{
	const struct view *v = ctx;
	const struct vypr_form *form = &v->g->plan->form;
	int other = form->slots[slot].order_slot;
	struct vypr_occurrence *o;

	close_item(v, slot);
	while ((o = advance(v, slot)) != NULL) {
		*ret_fits = vypr_general_within(v->m, v->g->plan, slot, o,
						other >= 0 ? v->m->at[other] : NULL);
		if (*ret_fits == VYPR_FALSE_NOW) {
			settle(ctx, slot);
			continue;
		}
		load_family(v->m, form, slot, o);
		load_counts(v->m, v->g);
		v->m->cursors[slot].open = 1;
		return 1;
	}
	return 0;
}

static int is_past(const struct view *v, int slot, uint64_t now_ns)
{
	const struct vypr_form_slot *s = &v->g->plan->form.slots[slot];
	uint64_t end = vypr_general_end_ns(v->m->at[s->order_slot]);
	int over;

	vypr_eval_within(&v->g->plan->form, s->within, end, now_ns, &v->m->error, &over);
	return over;
}

/* Nothing is "before v" once v has begun; nothing is "within" once that time is over, or once
 * one of them came later: a binding that waits for nothing else does not look at another one. */
static int is_complete(void *ctx, int slot)
{
	const struct view *v = ctx;
	const struct vypr_form_slot *s = &v->g->plan->form.slots[slot];

	if (vypr_general_is_tainted(v->g))
		return 0;
	if (v->g->complete || s->order == VYPR_ORDER_BEFORE)
		return 1;
	if (s->within < 0)
		return 0;
	return is_past(v, slot, vypr_general_now(v->m, v->g)) ||
	       is_past(v, slot, v->g->domains[slot].last.begin_ns);
}

static void leave(void *ctx, int slot)
{
	const struct view *v = ctx;
	const struct vypr_form *form = &v->g->plan->form;

	load_family(v->m, form, slot, NULL);
	for (int i = 0; i < form->slot_count; i++)
		if (v->g->plan->general->outer[i] == slot)
			leave(ctx, i);
	load_counts(v->m, v->g);
}

/* How long it took what was left or lost is not known. */
static int is_doubtful(const struct vypr_binding *b)
{
	for (int i = 0; i < b->plan->form.quantifier_count; i++) {
		enum vypr_reason reason = b->members[i].occurrence->reason;

		if (reason == VYPR_REASON_UNWOUND || reason == VYPR_REASON_LOST)
			return 1;
	}
	return 0;
}

void vypr_general_eval(struct vypr_monitor *m, struct vypr_general *g,
		       struct vypr_binding *b, struct vypr_judgement *ret_judgement)
{
	struct view view = { m, g, b };
	const struct vypr_world world = { begin, next, settle, is_complete, leave, &view };

	m->open_reason = VYPR_REASON_NONE;
	vypr_general_assemble(m, g, b);
	vypr_eval_world(&g->plan->form, m->observations, m->captured, &m->error,
			is_doubtful(b) ? 0 : vypr_general_now(m, g), &world,
			ret_judgement);
	if (b->is_one != VYPR_TRUE_NOW && ret_judgement->truth == VYPR_FALSE_NOW)
		ret_judgement->truth = b->is_one;
}
