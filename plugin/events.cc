/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of the statements of each slot can matter.
 *
 * A quantifier's statements are all that match, those that an "after" or "before" allows;
 * a leading one's, from which the rest of the binding cannot be reached, is left out.
 * Of a next_* slot a statement matters if some path from a statement of its parent
 * reaches it before any other statement of the same slot:
 *
 *      q = 1;  f ();  f ();  if (c) f ();          next_call(q, f): the first only
 *
 * Of a previous_* slot, if its parent can be reached from it; of a count or total, if it can
 * come after the first of the two states.  All this is about one activation: of what
 * happens "during" a function, everything matters.  That finds what can never come, for a
 * message; then story.cc leaves out what never comes together with the rest.
 */
#include "plugin/look.h"

/* When in an event the moment is; a state has one moment only. */
static int phase_of(const struct vp_match *event, enum vypr_moment moment)
{
	if (event->phase >= 2)
		return event->phase;
	return moment == VYPR_BEFORE ? 0 : 1;
}

static void positions(const struct vp_formula *formula, int slot, enum vypr_moment moment,
		      vec<struct vp_position> *ret)
{
	struct vp_match *event;
	unsigned i;

	FOR_EACH_VEC_ELT (formula->slots[slot], i, event) {
		struct vp_position position = { event->bb, event->at,
						phase_of(event, moment), event->stmt };

		if (event->needed)
			ret->safe_push(position);
	}
}

static void need_all(struct vp_formula *formula, int slot)
{
	struct vp_match *event;
	unsigned i;

	FOR_EACH_VEC_ELT (formula->slots[slot], i, event)
		event->needed = true;
}

static void need_after(struct vp_formula *formula, int slot, int base,
		       enum vypr_moment moment, bool first_only)
{
	auto_vec<struct vp_position> from;
	vec<bool> hit = vNULL;
	struct vp_match *event;
	unsigned i;

	positions(formula, base, moment, &from);
	vp_flow_after(formula->function->fun, from, formula->slots[slot], first_only,
		      &hit);
	FOR_EACH_VEC_ELT (formula->slots[slot], i, event)
		event->needed = hit[i];
	hit.release();
}

/* Can anything needed of `later` follow this event? */
static bool leads_to(const struct vp_formula *formula, const struct vp_match *event,
		     int later)
{
	auto_vec<struct vp_position> from;
	struct vp_position position = { event->bb, event->at, phase_of(event, VYPR_AFTER),
					event->stmt };
	vec<bool> hit = vNULL;
	struct vp_match *other;
	bool found = false;
	unsigned i;

	from.safe_push(position);
	vp_flow_after(formula->function->fun, from, formula->slots[later], false, &hit);
	FOR_EACH_VEC_ELT (formula->slots[later], i, other)
		found = found || (hit[i] && other->needed);
	hit.release();
	return found;
}

static void keep_leading_to(struct vp_formula *formula, int slot, int later)
{
	struct vp_match *event;
	unsigned i;

	FOR_EACH_VEC_ELT (formula->slots[slot], i, event)
		event->needed = event->needed && leads_to(formula, event, later);
}

/* Are the statements of the base in the same activation?  Those of a function that is
 * looked at may be in one before: what the graph of one activation says is nothing then. */
static bool is_in_activation(const struct vp_formula *formula, int base)
{
	return formula->scope && formula->here[base];
}

static void need_quantifier(struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];

	need_all(formula, slot);
	if (s->order == VYPR_ORDER_NONE || !is_in_activation(formula, s->order_slot))
		return;
	if (s->order == VYPR_ORDER_AFTER)
		need_after(formula, slot, s->order_slot, VYPR_AFTER, false);
	else
		keep_leading_to(formula, slot, s->order_slot);
}

/* Of count(D, s, t), s or t. */
static int state_of_count(const struct vp_formula *formula, int slot, bool last,
			  enum vypr_moment *ret_moment)
{
	const struct vypr_ast *ast = &formula->ast;
	size_t i;

	for (i = 0; i < ast->node_count; i++) {
		const struct vypr_node *node = &ast->nodes[i];

		if ((node->kind == VYPR_NODE_COUNT || node->kind == VYPR_NODE_TOTAL) &&
		    node->a == formula->form.slots[slot].node)
			return vypr_form_slot_of(&formula->form, last ? node->c : node->b,
						 ret_moment);
	}
	return -1;
}

static int first_state_of(const struct vp_formula *formula, int slot,
			  enum vypr_moment *ret_moment)
{
	return state_of_count(formula, slot, false, ret_moment);
}

static void need_domain(struct vp_formula *formula, int slot)
{
	enum vypr_moment moment;
	int first = first_state_of(formula, slot, &moment);

	if (first >= 0 && is_in_activation(formula, first))
		need_after(formula, slot, first, moment, false);
	else
		need_all(formula, slot);
}

static void need_related(struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];

	need_all(formula, slot);
	if (!is_in_activation(formula, s->parent))
		return;
	if (s->use == VYPR_USE_NEXT)
		need_after(formula, slot, s->parent, s->from, true);
	else
		keep_leading_to(formula, slot, s->parent);
}

/* What must be known before the slot is asked about; -1: nothing. */
static int base_of(const struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];

	switch (s->use) {
	case VYPR_USE_LEADING:
	case VYPR_USE_INNER: return s->order_slot;
	case VYPR_USE_NEXT:
	case VYPR_USE_PREVIOUS: return s->parent;
	case VYPR_USE_DOMAIN: return first_state_of(formula, slot, NULL);
	}
	return -1;
}

static void need_slot(struct vp_formula *formula, int slot)
{
	switch (formula->form.slots[slot].use) {
	case VYPR_USE_LEADING:
	case VYPR_USE_INNER: need_quantifier(formula, slot); break;
	case VYPR_USE_NEXT:
	case VYPR_USE_PREVIOUS: need_related(formula, slot); break;
	case VYPR_USE_DOMAIN: need_domain(formula, slot); break;
	}
}

/* Stops at the first slot that is empty and may not be: what depends on it is empty too. */
static bool find_slot(struct vp_look *look, struct vp_formula *formula, int slot,
		      vec<bool> *done)
{
	int base = base_of(formula, slot);

	if ((*done)[slot] || !formula->here[slot] || formula->dropped)
		return true;
	(*done)[slot] = true;
	if (base >= 0 && !find_slot(look, formula, base, done))
		return false;
	if (formula->dropped)
		return true;
	need_slot(formula, slot);
	return vp_check_matched(look, formula, slot);
}

static bool is_leading(const struct vp_formula *formula, int slot)
{
	return formula->form.slots[slot].use == VYPR_USE_LEADING;
}

/* A binding that has no later variable is none. */
static void keep_bindings(struct vp_formula *formula)
{
	const struct vypr_form *form = &formula->form;
	int i;

	for (i = form->slot_count - 1; i >= 0; i--)
		if (is_leading(formula, i) && formula->here[i] &&
		    form->slots[i].order == VYPR_ORDER_AFTER &&
		    is_in_activation(formula, form->slots[i].order_slot))
			keep_leading_to(formula, form->slots[i].order_slot, i);
}

/* Leave out what is no part of any story (story.cc). */
static void keep_told(struct vp_formula *formula, int slot)
{
	bool counts = formula->form.slots[slot].use == VYPR_USE_DOMAIN;
	int first = counts ? state_of_count(formula, slot, false, NULL) : -1;
	int until = counts ? state_of_count(formula, slot, true, NULL) : -1;
	vec<bool> told = vNULL;
	struct vp_match *event;
	unsigned i;

	if (vp_story_needed(formula, slot, first, until, &told))
		FOR_EACH_VEC_ELT (formula->slots[slot], i, event)
			event->needed = event->needed && told[i];
	told.release();
}

static bool find_needed(struct vp_look *look, struct vp_formula *formula)
{
	vec<bool> done = vNULL;
	bool ok = true;
	int i;

	done.safe_grow_cleared(formula->form.slot_count, true);
	for (i = 0; ok && i < formula->form.slot_count; i++)
		if (is_leading(formula, i))
			ok = find_slot(look, formula, i, &done);
	keep_bindings(formula);
	for (i = 0; ok && i < formula->form.slot_count; i++)
		ok = find_slot(look, formula, i, &done);
	done.release();
	return ok;
}

bool vp_find_events(struct vp_look *look, struct vp_formula *formula)
{
	bool ok;
	int i;

	for (i = 0; i < formula->form.slot_count; i++)
		if (formula->here[i]) {
			vp_match_slot(formula, i);
			vp_leave_out_tails(look, formula, i);
		}
	ok = find_needed(look, formula);
	for (i = 0; ok && !formula->dropped && i < formula->form.slot_count; i++)
		if (formula->here[i])
			keep_told(formula, i);
	for (i = 0; ok && !formula->dropped && i < formula->form.slot_count; i++)
		if (formula->here[i])
			vp_note_unmatched(look, formula, i);
	return ok;
}
