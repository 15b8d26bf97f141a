/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statements of each slot of a formula, and which of them can matter.
 *
 * A quantifier's statements are all that match, those that an "after" or "before" allows;
 * a statement from which the rest of the binding cannot be reached is left out.
 * Of a next_* slot a statement matters if some path from a statement of its parent
 * reaches it before any other statement of the same slot:
 *
 *      q = 1;  f ();  f ();  if (c) f ();          next_call(q, f): the first only
 */
#include "plugin/look.h"
#include "spec/parse.h"

/* ---- matching ----------------------------------------------------------------- */

static void add_call(struct vp_formula *formula, int slot, struct vp_match *event)
{
	if (!vp_callee_matches(&formula->callees[slot], event->stmt))
		return;
	event->phase = 0;
	formula->slots[slot].safe_push(*event);
}

static void add_change(struct vp_formula *formula, int slot, struct vp_match *event)
{
	struct vp_ref *ref;
	unsigned i;

	FOR_EACH_VEC_ELT (formula->lvalues[slot].refs, i, ref) {
		event->change = vp_lvalue_change(ref, event->stmt, &event->value);
		if (event->change == VP_CHANGE_NONE)
			continue;
		event->phase = 2;
		event->ref = i;
		event->conditional = event->change == VP_CHANGE_MAYBE;
		formula->slots[slot].safe_push(*event);
		return;
	}
}

static void match_slot(struct vp_formula *formula, int slot)
{
	gimple_stmt_iterator gsi;
	struct vp_match event;
	basic_block bb;
	int at;

	FOR_EACH_BB_FN (bb, formula->function->fun)
		for (gsi = gsi_start_bb(bb), at = 0; !gsi_end_p(gsi);
		     gsi_next(&gsi), at++) {
			if (is_gimple_debug(gsi_stmt(gsi)))
				continue;
			memset(&event, 0, sizeof event);
			event.stmt = gsi_stmt(gsi);
			event.bb = bb;
			event.at = at;
			if (formula->form.slots[slot].kind == VYPR_SLOT_CALL)
				add_call(formula, slot, &event);
			else
				add_change(formula, slot, &event);
		}
}

/* ---- need --------------------------------------------------------------------- */

/* When in an event the moment is; a state has one moment only. */
static int phase_of(const struct vp_match *event, enum vypr_moment moment)
{
	if (event->phase == 2)
		return 2;
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

static void need_quantifier(struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];

	switch (s->order) {
	case VYPR_ORDER_NONE: need_all(formula, slot); break;
	case VYPR_ORDER_AFTER:
		need_after(formula, slot, s->order_slot, VYPR_AFTER, false);
		break;
	case VYPR_ORDER_BEFORE:
		need_all(formula, slot);
		keep_leading_to(formula, slot, s->order_slot);
		break;
	}
}

/* ---- saying ------------------------------------------------------------------- */

static unsigned count_needed(const struct vp_formula *formula, int slot)
{
	struct vp_match *event;
	unsigned i, count = 0;

	FOR_EACH_VEC_ELT (formula->slots[slot], i, event)
		count += event->needed;
	return count;
}

static const char *what(const struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];
	const char *text = vypr_ast_string(&formula->ast, s->what);

	return xasprintf(s->kind == VYPR_SLOT_CALL ? "call of '%s'" : "change of '%s'",
			 text);
}

static const char *why_empty(const struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];
	const char *function = vp_display_name(formula->function->decl);

	if (!formula->slots[slot].length())
		return xasprintf("no %s in function '%s'", what(formula, slot), function);
	if (s->parent >= 0)
		return xasprintf("no %s in function '%s' can follow", what(formula, slot),
				 function);
	if (s->order != VYPR_ORDER_NONE)
		return xasprintf(
			"no %s in function '%s' can come %s '%s'", what(formula, slot),
			function, s->order == VYPR_ORDER_AFTER ? "after" : "before",
			vypr_ast_string(
				&formula->ast,
				formula->ast
					.nodes[formula->form.slots[s->order_slot].node]
					.str));
	gcc_unreachable();
}

static bool check_empty(struct vp_look *look, struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];
	const struct vypr_node *node = &formula->ast.nodes[s->node];
	struct vp_place place;

	if (count_needed(formula, slot))
		return true;
	if (s->quantifier >= 0 && node->a >= 0)
		node = &formula->ast.nodes[node->a];
	if (!formula->exact) {
		vp_note(look, "%s: left out: %s", formula->name,
			why_empty(formula, slot));
		formula->dropped = formula->dropped || s->parent < 0;
		return true;
	}
	place = vp_place_of_node(formula->file->path, node,
				 vypr_ast_string(&formula->ast, s->what));
	vp_error(&place, NULL, "%s", why_empty(formula, slot));
	return false;
}

/* Why an event is of no use: "it is never next_change(q, x)". */
static const char *why_unreached(const struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];
	char text[160];

	if (s->parent < 0)
		return "no observation can come to it";
	vypr_print(&formula->ast, s->node, text, sizeof text);
	return xasprintf("it is never %s", text);
}

static void note_unreached(struct vp_look *look, struct vp_formula *formula, int slot)
{
	struct vp_match *event;
	struct vp_span span;
	unsigned i;

	FOR_EACH_VEC_ELT (formula->slots[slot], i, event) {
		if (event->needed)
			continue;
		free(vp_statement_text(event->stmt, &span));
		vp_note(look,
			"%s: %s:%d: this %s is left out: %s", formula->name,
			lbasename(span.file ? span.file : "?"), span.line,
			what(formula, slot), why_unreached(formula, slot));
	}
}

static void note_pointers(struct vp_look *look, struct vp_formula *formula, int slot)
{
	gimple_stmt_iterator gsi;
	basic_block bb;
	unsigned count = 0;

	if (formula->callees[slot].pointer)
		return;
	FOR_EACH_BB_FN (bb, formula->function->fun)
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			count += vp_is_indirect(gsi_stmt(gsi));
	if (count)
		vp_note(look,
			"%s: %u %s through pointers in '%s' %s not compared with '%s'",
			formula->name, count, count == 1 ? "call" : "calls",
			vp_display_name(formula->function->decl),
			count == 1 ? "is" : "are", formula->callees[slot].text);
}

/* Could be written where this function does not name it. */
static bool escapes(const struct vp_ref *ref)
{
	return !ref->direct || !DECL_P(ref->base) || is_global_var(ref->base) ||
	       TREE_ADDRESSABLE(ref->base);
}

static void note_escapes(struct vp_look *look, struct vp_formula *formula, int slot)
{
	struct vp_ref *ref;
	unsigned i;

	FOR_EACH_VEC_ELT (formula->lvalues[slot].refs, i, ref)
		if (ref->base && escapes(ref))
			vp_note(look,
				"%s: '%s' may also be written through other pointers or "
				"in "
				"other functions; that is not seen",
				formula->name, formula->lvalues[slot].text);
}

/* Stops at the first slot without a statement: what depends on it has none either. */
static bool find_needed(struct vp_look *look, struct vp_formula *formula)
{
	const struct vypr_form *form = &formula->form;
	bool ok = true;
	int i;

	for (i = 0; ok && !formula->dropped && i < form->slot_count; i++)
		if (form->slots[i].parent < 0) {
			need_quantifier(formula, i);
			ok = check_empty(look, formula, i);
		}
	for (i = form->slot_count - 1; i >= 0; i--)
		if (form->slots[i].parent < 0 && form->slots[i].order == VYPR_ORDER_AFTER)
			keep_leading_to(formula, form->slots[i].order_slot, i);
	for (i = 0; ok && !formula->dropped && i < form->slot_count; i++)
		if (form->slots[i].parent >= 0) {
			need_after(formula, i, form->slots[i].parent, form->slots[i].from,
				   true);
			ok = check_empty(look, formula, i);
		}
	return ok;
}

bool vp_find_events(struct vp_look *look, struct vp_formula *formula)
{
	bool ok;
	int i;

	for (i = 0; i < formula->form.slot_count; i++)
		match_slot(formula, i);
	ok = find_needed(look, formula);
	for (i = 0; ok && !formula->dropped && i < formula->form.slot_count; i++) {
		note_unreached(look, formula, i);
		if (formula->form.slots[i].kind == VYPR_SLOT_CALL)
			note_pointers(look, formula, i);
		else
			note_escapes(look, formula, i);
	}
	return ok;
}
