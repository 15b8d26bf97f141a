/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows when the bindings of general formulas are over, and when an instance is: its
 * activation was left and nothing "during" another function is awaited.
 */
#include "spec/general.h"

/* ---- what may still come ------------------------------------------------------- */

int vypr_general_is_live(struct vypr_general *g, const struct vypr_occurrence *o)
{
	if (o->live)
		return 1;
	for (int i = 0; i < o->plan->form.slot_count; i++) {
		const struct vypr_occurrence *link = vypr_general_linked(g, o, i);

		if (link ? vypr_general_is_live(g, link) :
			   vypr_general_seeks(g, o, i) == VYPR_TRUE_NOW)
			return 1;
	}
	return 0;
}

/* Nothing of what it has looked at can come any more. */
static int is_over(struct vypr_general *g, const struct vypr_binding *b,
		   const struct vypr_rest *rest)
{
	if (rest->waits)
		return 0;
	for (int i = 0; i < g->plan->form.quantifier_count; i++)
		if (vypr_general_is_live(g, b->members[i].occurrence))
			return 0;
	return !g->plan->general->counts || (g->complete && !vypr_general_counts_on(g));
}

/* ---- why it is not known ------------------------------------------------------- */

/* What is next elsewhere is waited for until the thread ends. */
static enum vypr_reason why_not_found(const struct vypr_general *g, int slot)
{
	const struct vypr_form_slot *s = &g->plan->form.slots[slot];

	return s->use == VYPR_USE_NEXT && s->during >= 0 ? VYPR_REASON_UNWOUND :
							    VYPR_REASON_NO_EVENT;
}

enum vypr_reason vypr_general_reason(struct vypr_general *g, const struct vypr_occurrence *o)
{
	enum vypr_reason reason = o->reason;

	for (int i = 0; i < o->plan->form.slot_count; i++) {
		const struct vypr_occurrence *link = vypr_general_linked(g, o, i);

		if (link)
			reason = vypr_reason_worse(reason, vypr_general_reason(g, link));
		else if (vypr_general_seeks(g, o, i) == VYPR_FALSE_NOW)
			reason = vypr_reason_worse(reason, why_not_found(g, i));
	}
	return reason;
}

/* Of its members, the items that are open, and calls that were to be added up. */
static enum vypr_reason reason_of(struct vypr_general *g,
				  const struct vypr_binding *b,
				  const struct vypr_rest *rest)
{
	enum vypr_reason reason = rest->reason;

	for (int i = 0; i < g->plan->form.quantifier_count; i++)
		reason = vypr_reason_worse(
			reason, vypr_general_reason(g, b->members[i].occurrence));
	for (int i = 0; i < g->plan->form.slot_count; i++)
		if (g->domains[i].broken)
			reason = vypr_reason_worse(reason, VYPR_REASON_UNWOUND);
	return reason;
}

/* ---- verdicts ------------------------------------------------------------------ */

/* Values that are recorded with it follow at once. */
static int is_held(const struct vypr_binding *b)
{
	return b->plan->holds && b->plan->form.quantifier_count &&
	       vypr_is_held(b->members[0].occurrence);
}

/* What it says without the time that has passed: 0, nothing. */
static int eval_timeless(struct vypr_monitor *m, struct vypr_general *g,
			 struct vypr_binding *b, struct vypr_judgement *ret_judgement,
			 enum vypr_verdict_kind *ret_kind, struct vypr_rest *ret_rest)
{
	enum vypr_reason reason;

	m->timeless = 1;
	vypr_general_eval(m, g, b, ret_judgement, ret_rest);
	m->timeless = 0;
	return vypr_conclude_says(ret_judgement, ret_kind, &reason);
}

/* Is it decided by the time that has passed, and would not be without, while something goes on?
 * What it looks at is looked at again in the end. */
static int rests_on_time(struct vypr_monitor *m, struct vypr_general *g,
			 struct vypr_binding *b, struct vypr_judgement *judgement,
			 enum vypr_verdict_kind kind)
{
	struct vypr_judgement timeless;
	enum vypr_verdict_kind other;
	struct vypr_rest rest;
	int live = judgement->until_now, rests;

	for (int i = 0; g->plan->deadline && i < g->plan->form.quantifier_count; i++)
		live |= vypr_general_is_live(g, b->members[i].occurrence);
	if (!live || g->closing || !m->now_ns || !g->plan->general->timed ||
	    !vypr_may_tell_early(m, kind))
		return 0;
	rests = !eval_timeless(m, g, b, &timeless, &other, &rest) && !is_over(g, b, &rest);
	vypr_general_eval(m, g, b, judgement, &rest);
	return rests;
}

/* What its calls in progress have entered: those of its members, and of the items on which it
 * rests. */
static void mark_running(struct vypr_monitor *m, const struct vypr_general *g)
{
	const struct vypr_form *form = &g->plan->form;

	for (int i = 0; i < form->slot_count; i++)
		if (m->at[i] && (form->slots[i].use == VYPR_USE_LEADING ||
				 form->slots[i].use == VYPR_USE_INNER))
			vypr_deadline_mark(m, m->at[i], m->observations);
}

/* It has been told: 1 when it is decided by what was seen, which is told. */
static int tell_again(struct vypr_monitor *m, struct vypr_general *g, struct vypr_binding *b,
		      struct vypr_rest *ret_rest)
{
	struct vypr_judgement judgement;
	enum vypr_verdict_kind kind;

	if (!eval_timeless(m, g, b, &judgement, &kind, ret_rest))
		return 0;
	vypr_general_show(m, g);
	vypr_conclude_tell_again(m, g->plan, g->activation, kind, &judgement, &b->told);
	vypr_general_unbind(m, b);
	return 1;
}

/* 0: it is not decided, or that has been told already. */
static int tell_known(struct vypr_monitor *m, struct vypr_general *g,
		      struct vypr_binding *b, struct vypr_rest *ret_rest)
{
	struct vypr_judgement judgement;
	enum vypr_verdict_kind kind;
	enum vypr_reason reason;
	int early;

	if (b->told.number)
		return tell_again(m, g, b, ret_rest);
	vypr_general_eval(m, g, b, &judgement, ret_rest);
	if (!vypr_conclude_says(&judgement, &kind, &reason))
		return 0;
	early = rests_on_time(m, g, b, &judgement, kind);
	vypr_general_show(m, g);
	if (m->advancing_ns)
		mark_running(m, g);
	if (!early)
		vypr_conclude_tell(m, g->plan, g->activation, kind, reason, &judgement);
	if (!early || !vypr_conclude_tell_early(m, g->plan, g->activation, kind, &judgement,
						&b->told))
		vypr_general_unbind(m, b);
	return 1;
}

/* Slots of inner quantifiers are empty, as none of their items decided it. */
void vypr_general_give_up(struct vypr_monitor *m, struct vypr_general *g,
			  struct vypr_binding *b, enum vypr_reason reason)
{
	const struct vypr_observation none = { .site_begin = VYPR_NO_SITE,
					       .site_end = VYPR_NO_SITE };
	struct vypr_rest rest = { 0, VYPR_REASON_NONE };

	if (is_held(b) && tell_known(m, g, b, &rest))
		return;
	if (b->told.number) {
		vypr_general_unbind(m, b);
		return;
	}
	if (vypr_general_is_tainted(g) || reason_of(g, b, &rest) == VYPR_REASON_LOST)
		reason = VYPR_REASON_LOST;
	vypr_general_assemble(m, g, b);
	for (int i = 0; i < g->plan->form.slot_count; i++)
		if (g->plan->form.slots[i].use == VYPR_USE_DOMAIN)
			m->observations[i] = none;
	vypr_general_show(m, g);
	vypr_conclude_tell(m, g->plan, g->activation, VYPR_VERDICT_UNKNOWN, reason, NULL);
	vypr_general_unbind(m, b);
}

void vypr_general_conclude_binding(struct vypr_monitor *m, struct vypr_general *g,
				   struct vypr_binding *b)
{
	struct vypr_rest rest;
	enum vypr_reason reason;

	if (is_held(b) || tell_known(m, g, b, &rest) || !is_over(g, b, &rest))
		return;
	reason = reason_of(g, b, &rest);
	vypr_general_give_up(m, g, b,
			     reason == VYPR_REASON_NONE ? VYPR_REASON_NO_VALUE : reason);
}

void vypr_general_conclude_all(struct vypr_monitor *m, struct vypr_general *g)
{
	struct vypr_link *link = vypr_bindings_of(g->activation, g->plan)->first, *after;

	for (; link; link = after) {
		after = link->next;
		vypr_general_conclude_binding(m, g, (struct vypr_binding *)link);
	}
}

/* ---- what nobody will ask for ---------------------------------------------------- */

void vypr_general_drop(struct vypr_monitor *m, struct vypr_occurrence *o)
{
	for (int i = 0; i < o->plan->form.slot_count; i++)
		if (o->links[i])
			o->links[i]->holders--;
	vypr_occurrence_free(m, o);
}

/* Will bindings to come never look at what is an item now? */
static int is_transient(const struct vypr_general *g, int slot)
{
	const struct vypr_form *form = &g->plan->form;
	const struct vypr_form_slot *s = &form->slots[slot];

	if (g->plan->general->memo[slot] < 0)
		return 0;
	if (form->quantifier_count == 0)
		return 1;
	return form->quantifier_count == 1 && s->order == VYPR_ORDER_AFTER &&
	       s->order_slot == 0;
}

/* Is it too long ago for what comes from now on to be "within" of it? */
static int is_too_old(const struct vypr_monitor *m, const struct vypr_general *g,
		      const struct vypr_occurrence *o, int32_t within)
{
	int over;

	vypr_eval_within(&g->plan->form, within, vypr_general_end_ns(o),
			 vypr_conclude_time(m, g->plan, g->activation), &m->error, &over);
	return over;
}

/* The same of an item that is "before" the only variable: bindings that there are hold it. */
static int is_out_of_reach(const struct vypr_monitor *m, const struct vypr_general *g,
			   const struct vypr_occurrence *o)
{
	const struct vypr_form_slot *s = vypr_root_of(o);

	return g->plan->general->memo[o->quantifier] >= 0 &&
	       g->plan->form.quantifier_count == 1 && s->order == VYPR_ORDER_BEFORE &&
	       s->order_slot == 0 && s->within >= 0 && is_too_old(m, g, o, s->within);
}

/* Of two variables, one "within" of the other: will what comes make no tuple with it? */
static int is_unpaired(const struct vypr_monitor *m, const struct vypr_general *g,
		       const struct vypr_occurrence *o)
{
	const struct vypr_form *form = &g->plan->form;
	const struct vypr_form_slot *s = &form->slots[1];
	int later = s->order == VYPR_ORDER_AFTER; /* number of the one that comes later */

	if (form->quantifier_count != 2 || s->within < 0)
		return 0;
	return o->quantifier == later || is_too_old(m, g, o, s->within);
}

/* Is it an item that bindings have not looked at yet, or that others may? */
static int is_awaited(const struct vypr_monitor *m, const struct vypr_general *g,
		      const struct vypr_occurrence *o)
{
	if (o->settled || is_out_of_reach(m, g, o))
		return 0;
	return !is_transient(g, o->quantifier) ||
	       (g->plan->general->alone[o->quantifier] &&
		vypr_bindings_of(g->activation, g->plan)->first);
}

static const struct vypr_occurrence *last_over(const struct vypr_list *list)
{
	const struct vypr_occurrence *last = NULL;

	for (const struct vypr_link *l = list->first; l; l = l->next) {
		const struct vypr_occurrence *o = (const struct vypr_occurrence *)l;

		if (o->end_order && (!last || o->end_order > last->end_order))
			last = o;
	}
	return last;
}

static int is_kept(const struct vypr_monitor *m, const struct vypr_general *g,
		   const struct vypr_occurrence *o, const struct vypr_occurrence *last)
{
	if (vypr_root_of(o)->sought && !o->settled)
		return 1;
	switch (vypr_root_of(o)->use) {
	case VYPR_USE_PREVIOUS:
		return o->holders || !o->end_order || o == last;
	case VYPR_USE_INNER:
		return o->holders || is_awaited(m, g, o);
	case VYPR_USE_DOMAIN:
		return !o->end_order;
	case VYPR_USE_NEXT:
		return 0;
	case VYPR_USE_LEADING:
		return o->holders || !is_unpaired(m, g, o);
	}
	return 1;
}

/* Returns how many stay. */
static uint32_t prune_list(struct vypr_monitor *m, const struct vypr_general *g,
			   const struct vypr_list *list)
{
	const struct vypr_occurrence *last = last_over(list);
	struct vypr_link *link = list->first, *after;
	uint32_t kept = 0;

	for (; link; link = after) {
		after = link->next;
		if (is_kept(m, g, (struct vypr_occurrence *)link, last))
			kept++;
		else
			vypr_general_drop(m, (struct vypr_occurrence *)link);
	}
	return kept;
}

void vypr_general_prune(struct vypr_monitor *m, struct vypr_general *g)
{
	const struct vypr_form *form = &g->plan->form;

	g->patience = 0;
	for (int i = 0; i < form->slot_count; i++) {
		if (form->slots[i].sought)
			vypr_general_settle_sought(m, g, i);
		if (vypr_is_root(&form->slots[i]))
			g->patience += prune_list(
				m, g, vypr_heads(g->activation, g->plan) + i);
	}
}

void vypr_general_prune_some(struct vypr_monitor *m, struct vypr_general *g)
{
	if (g->patience)
		g->patience--;
	else
		vypr_general_prune(m, g);
}

/* ---- after an event ---------------------------------------------------------------- */

/* Instances may have found something in this home. */
static void touch_holders(struct vypr_monitor *m, const struct vypr_general *home)
{
	for (struct vypr_link *l = m->generals.first; l; l = l->next) {
		struct vypr_general *g = ((struct vypr_general_node *)l)->general;

		if (g != home && g->plan->key == home->plan->key)
			vypr_general_touch_all(m, g, 2);
	}
}

/* May something be decided by what is new of this item? */
static int makes_difference(struct vypr_monitor *m, struct vypr_general *g,
			    struct vypr_occurrence *o)
{
	int alone = g->plan->general->alone[o->quantifier];
	enum vypr_truth worth;

	if (!alone || g->complete)
		return 1;
	worth = o->settled ? VYPR_FALSE_NOW : vypr_general_worth(m, g, o);
	o->settled = worth == VYPR_FALSE_NOW;
	return alone < 2 || worth == VYPR_TRUE_NOW;
}

void vypr_general_touch(struct vypr_monitor *m, struct vypr_occurrence *o)
{
	struct vypr_general *g = vypr_general_of(o->activation, o->plan);
	struct vypr_link *link, *after;
	int looked;

	if (!g)
		return;
	switch (vypr_root_of(o)->use) {
	case VYPR_USE_LEADING:
		for (link = o->bindings.first; link; link = after) {
			after = link->next;
			vypr_general_conclude_binding(
				m, g, ((struct vypr_member *)link)->binding);
		}
		vypr_general_touch_all(m, g, 1);
		break;
	case VYPR_USE_INNER:
		vypr_general_touch_all(m, g, makes_difference(m, g, o) ? 2 : 1);
		break;
	case VYPR_USE_DOMAIN:
		vypr_general_touch_all(
			m, g, vypr_general_count_decides(m, g, o->quantifier) ? 2 : 1);
		break;
	case VYPR_USE_PREVIOUS:
	case VYPR_USE_NEXT:
		looked = o->holders || vypr_root_of(o)->sought;
		vypr_general_touch_all(m, g, looked ? 2 : 1);
		if (g->is_home && looked)
			touch_holders(m, g);
		break;
	}
}
