/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of slots without a statement, and of statements that are not seen.
 */
#include "plugin/look.h"
#include "spec/parse.h"

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

	switch (s->kind) {
	case VYPR_SLOT_CALL: return xasprintf("call of '%s'", text);
	case VYPR_SLOT_CHANGE: return xasprintf("change of '%s'", text);
	case VYPR_SLOT_LINE: return xasprintf("statement on line %d", (int)s->line);
	case VYPR_SLOT_ENTRY: return "entry";
	case VYPR_SLOT_EXIT: return "exit";
	}
	return "";
}

static const char *variable_of(const struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];

	return vypr_ast_string(&formula->ast, formula->ast.nodes[s->node].str);
}

static const char *why_empty(const struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];
	const char *function = vp_display_name(formula->function->decl);
	const char *text = what(formula, slot);

	if (!formula->slots[slot].length())
		return xasprintf("no %s in function '%s'", text, function);
	if (s->order != VYPR_ORDER_NONE)
		return xasprintf("no %s in function '%s' can come %s '%s'", text,
				 function,
				 s->order == VYPR_ORDER_AFTER ? "after" : "before",
				 variable_of(formula, s->order_slot));
	if (s->use == VYPR_USE_PREVIOUS)
		return xasprintf("no %s in function '%s' can come before", text, function);
	if (s->use == VYPR_USE_DOMAIN)
		return xasprintf("no %s in function '%s' can come between", text,
				 function);
	return xasprintf("no %s in function '%s' can follow", text, function);
}

/* The word in the source of the specification that the slot is about. */
static struct vp_place place_of(const struct vp_formula *formula, int slot)
{
	const struct vypr_form_slot *s = &formula->form.slots[slot];

	return vp_place_of_node(formula->file->path,
				&formula->ast.nodes[vp_node_of_slot(formula, slot)],
				vypr_ast_string(&formula->ast, s->what));
}

void vp_leave_out_tails(struct vp_look *look, struct vp_formula *formula, int slot)
{
	struct vp_place place = place_of(formula, slot);
	unsigned i;

	for (i = 0; i < formula->slots[slot].length();) {
		gimple *stmt = formula->slots[slot][i].stmt;
		int line;

		if (!stmt || !vp_must_tail(stmt)) {
			i++;
			continue;
		}
		line = expand_location(gimple_location(stmt)).line;
		vp_warn(formula->property, VYPR_WARNING_NOT_INSTRUMENTED, &place, NULL,
			"the call on line %d is left out: it must be a tail call", line);
		vp_note(look, "%s: the call on line %d is left out: it must be a tail call",
			formula->name, line);
		formula->slots[slot].ordered_remove(i);
	}
}

/* A count of nothing is 0, a quantifier over nothing true or false: that may be meant. */
static bool may_be_empty(const struct vp_formula *formula, int slot)
{
	enum vypr_slot_use use = formula->form.slots[slot].use;

	return use == VYPR_USE_INNER || use == VYPR_USE_DOMAIN || !formula->scope;
}

bool vp_check_matched(struct vp_look *look, struct vp_formula *formula, int slot)
{
	enum vypr_slot_use use = formula->form.slots[slot].use;
	enum vypr_warning topic = formula->slots[slot].length()
						? VYPR_WARNING_UNREACHABLE
						: VYPR_WARNING_NO_MATCH;
	struct vp_place place = place_of(formula, slot);
	const char *why;

	if (count_needed(formula, slot))
		return true;
	why = why_empty(formula, slot);
	if (may_be_empty(formula, slot) && formula->named)
		vp_warn(formula->property, topic, &place, NULL, "%s", why);
	if (may_be_empty(formula, slot) || !formula->exact ||
	    vp_is_off(formula->property, topic)) {
		vp_note(look, "%s: left out: %s", formula->name, why);
		formula->dropped = formula->dropped || use == VYPR_USE_LEADING;
		return true;
	}
	vp_error_about(topic, &place, NULL, "%s", why);
	return false;
}

/* ---- notes for the plan ------------------------------------------------------------ */

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
		if (event->needed || !event->stmt)
			continue;
		free(vp_statement_text(event->stmt, &span));
		vp_note(look, "%s: %s:%d: this %s is left out: %s", formula->name,
			lbasename(span.file ? span.file : "?"), span.line,
			what(formula, slot), why_unreached(formula, slot));
	}
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

void vp_note_unmatched(struct vp_look *look, struct vp_formula *formula, int slot)
{
	note_unreached(look, formula, slot);
	switch (formula->form.slots[slot].kind) {
	case VYPR_SLOT_CHANGE: note_escapes(look, formula, slot); break;
	case VYPR_SLOT_CALL:
	case VYPR_SLOT_ENTRY:
	case VYPR_SLOT_EXIT:
	case VYPR_SLOT_LINE: break;
	}
}
