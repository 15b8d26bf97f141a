/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what the compiler may leave out (plugin/events.cc): of a quantifier's statements
 * those from which a later quantifier cannot be reached, of next_* all but the first
 * behind its parent's.
 */
#include "analysis/cover.h"

#include <string.h>

static int same_text(const struct vypr_form *x, int32_t a, const struct vypr_form *y,
		     int32_t b)
{
	if (a < 0 || b < 0)
		return a < 0 && b < 0;
	return strcmp(vypr_ast_string(x->ast, a), vypr_ast_string(y->ast, b)) == 0;
}

int vypr_cover_same_thing(const struct vypr_form *x, int slot, const struct vypr_form *y,
			  int wanted_slot)
{
	const struct vypr_form_slot *a = &x->slots[slot], *b = &y->slots[wanted_slot];

	return a->kind == b->kind && a->line == b->line &&
	       same_text(x, a->what, y, b->what) && same_text(x, a->during, y, b->during);
}

/* Counted only between two states. */
static int is_bounded_domain(const struct vypr_form *form, int slot)
{
	const struct vypr_ast *ast = form->ast;

	for (size_t i = 0; i < ast->node_count; i++)
		if ((ast->nodes[i].kind == VYPR_NODE_COUNT ||
		     ast->nodes[i].kind == VYPR_NODE_TOTAL) &&
		    ast->nodes[i].a == form->slots[slot].node && ast->nodes[i].b >= 0)
			return 1;
	return 0;
}

/* None of its statements is left out. */
static int is_whole(const struct vypr_form *form, int slot)
{
	const struct vypr_form_slot *s = &form->slots[slot];

	if (s->parent >= 0 || s->order != VYPR_ORDER_NONE || s->use == VYPR_USE_NEXT ||
	    s->use == VYPR_USE_PREVIOUS || is_bounded_domain(form, slot))
		return 0;
	for (int i = 0; i < form->slot_count; i++)
		if (form->slots[i].order != VYPR_ORDER_NONE &&
		    form->slots[i].order_slot == slot)
			return 0;
	return 1;
}

/* The same thing at the same place of an equal chain of slots. */
static int same_slot(const struct vypr_form *x, int slot, const struct vypr_form *y,
		     int wanted)
{
	const struct vypr_form_slot *a = &x->slots[slot], *b = &y->slots[wanted];

	if (!vypr_cover_same_thing(x, slot, y, wanted) || a->use != b->use ||
	    a->order != b->order || (a->parent < 0) != (b->parent < 0))
		return 0;
	if (a->parent >= 0 &&
	    (a->from != b->from || !same_slot(x, a->parent, y, b->parent)))
		return 0;
	return a->order == VYPR_ORDER_NONE ||
	       same_slot(x, a->order_slot, y, b->order_slot);
}

static int same_quantifiers(const struct vypr_form *x, const struct vypr_form *y)
{
	int count = 0;

	for (int i = 0; i < x->slot_count && i < y->slot_count; i++) {
		if (x->slots[i].quantifier < 0 || y->slots[i].quantifier < 0)
			break;
		if (!same_slot(x, i, y, i))
			return 0;
		count++;
	}
	return count == x->quantifier_count && count == y->quantifier_count;
}

static int root_of(const struct vypr_form *form, int slot)
{
	while (form->slots[slot].parent >= 0)
		slot = form->slots[slot].parent;
	return slot;
}

int vypr_cover_all(const struct vypr_form *x, int slot, const struct vypr_form *y,
		   int wanted_slot)
{
	if (!vypr_cover_same_thing(x, slot, y, wanted_slot))
		return 0;
	if (is_whole(x, slot))
		return 1;
	return same_slot(x, slot, y, wanted_slot) &&
	       (is_whole(x, root_of(x, slot)) || same_quantifiers(x, y));
}

int vypr_cover_capture(const struct vypr_form *x, int slot, const struct vypr_form *y,
		       int wanted_capture)
{
	const struct vypr_form_capture *b = &y->captures[wanted_capture];

	for (int i = 0; i < x->capture_count; i++) {
		const struct vypr_form_capture *a = &x->captures[i];

		if (a->slot == slot && a->moment == b->moment && a->kind == b->kind &&
		    a->number == b->number && same_text(x, a->lvalue, y, b->lvalue))
			return i;
	}
	return -1;
}
