/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what quantifiers look at besides what they bind: the order of two, the time
 * between them, and the values that are recorded with the first.
 */
#include "spec/form_private.h"

static int may_be_time(enum form_dimension x)
{
	return x == FORM_TIME || x == FORM_BARE || x == FORM_ANY;
}

static int quantifier_within(struct form_builder *b, int32_t node,
			     struct vypr_form_slot *slot)
{
	const struct vypr_node *interval;
	struct vypr_form_slot *other;
	enum form_dimension low, high;

	slot->within = form_node(b, node)->c;
	if (slot->within < 0)
		return 1;
	if (!vypr_form_enter(b, slot->within))
		return 0;
	interval = form_node(b, slot->within);
	if (interval->kind != VYPR_NODE_INTERVAL)
		return FORM_FAIL(b, VYPR_FORMAT, slot->within,
				 "an interval is wanted here");
	if (slot->order == VYPR_ORDER_NONE)
		return FORM_FAIL(b, VYPR_TYPE, slot->within,
				 "'within' wants 'after' or 'before' another variable");
	if (!vypr_form_term(b, interval->a, &low) ||
	    !vypr_form_term(b, interval->b, &high))
		return 0;
	if (!may_be_time(low) || !may_be_time(high))
		return FORM_FAIL(b, VYPR_TYPE, slot->within, "'within' wants times");
	/* from the end of the earlier one to the beginning of the later one */
	other = &b->form->slots[slot->order_slot];
	for (int i = 0; i < 2; i++) {
		struct vypr_form_slot *s = i ? other : slot;

		s->timed_begin |= s->kind == VYPR_SLOT_CALL;
		s->needs_begin |= s->kind == VYPR_SLOT_CALL;
		s->timed_end = s->needs_end = 1;
	}
	b->form->general = 1;
	return 1;
}

/* "after v": v's end is looked at.  "before v": one's own. */
static int quantifier_order(struct form_builder *b, int32_t node,
			    struct vypr_form_slot *slot)
{
	const struct vypr_node *n = form_node(b, node);
	struct vypr_form_slot *other;

	slot->order = (enum vypr_order)n->op;
	if (n->op == VYPR_ORDER_NONE)
		return 1;
	if (n->op > VYPR_ORDER_BEFORE)
		return FORM_FAIL(b, VYPR_FORMAT, node, "no such order");
	if (!vypr_form_enter(b, n->b))
		return 0;
	if (form_node(b, n->b)->kind != VYPR_NODE_VAR)
		return FORM_FAIL(b, VYPR_FORMAT, n->b, "a variable is wanted here");
	if (!vypr_form_bind_var(b, n->b))
		return 0;
	slot->order_slot = b->form->refs[n->b].slot;
	other = &b->form->slots[slot->order_slot];
	if (slot->order == VYPR_ORDER_AFTER)
		other->needs_end = 1;
	else
		slot->needs_end = 1;
	return 1;
}

static int quantifier(struct form_builder *b, int32_t node, enum vypr_slot_use use)
{
	const struct vypr_node *n = form_node(b, node);
	struct vypr_form_slot slot = {
		.use = use, .node = node, .parent = -1, .quantifier = -1, .order_slot = -1
	};

	if (!vypr_form_place_domain(b, n->a, &slot) ||
	    !quantifier_order(b, node, &slot) || !quantifier_within(b, node, &slot))
		return 0;
	if (use == VYPR_USE_LEADING)
		slot.quantifier = b->form->quantifier_count;
	b->form->refs[node].slot = b->form->slot_count;
	b->form->slots[b->form->slot_count++] = slot;
	return 1;
}

int vypr_form_inner_quantifier(struct form_builder *b, int32_t node)
{
	b->form->general = 1;
	return quantifier(b, node, VYPR_USE_INNER);
}

static int leading_quantifier(struct form_builder *b, int32_t node)
{
	if (b->form->quantifier_count == VYPR_QUANTIFIERS_MOST)
		return FORM_FAIL(b, VYPR_LIMIT, node, "more than %d quantifiers",
				 VYPR_QUANTIFIERS_MOST);
	if (!quantifier(b, node, VYPR_USE_LEADING))
		return 0;
	b->form->quantifier_count++;
	return 1;
}

int vypr_form_quantifiers(struct form_builder *b)
{
	int32_t node = b->form->ast->root;

	for (;;) {
		if (!vypr_form_enter(b, node))
			return 0;
		if (form_node(b, node)->kind != VYPR_NODE_FORALL)
			break;
		if (!leading_quantifier(b, node))
			return 0;
		node = form_node(b, node)->d;
	}
	if (b->form->quantifier_count == 0 &&
	    form_node(b, node)->kind != VYPR_NODE_EXISTS)
		return FORM_FAIL(b, VYPR_FORMAT, node,
				 "a property begins with a quantifier");
	b->form->body = node;
	return 1;
}

/* "record:" keeps values of the state bound first, of a call those before it. */
int vypr_form_records(struct form_builder *b)
{
	int64_t first = form_node(b, b->form->ast->root)->v.i;
	int32_t node = first > 0 && first <= INT32_MAX ? (int32_t)first - 1 : -1;

	for (; node >= 0; node = form_node(b, node)->b) {
		int32_t value;

		if (!vypr_form_enter(b, node))
			return 0;
		value = form_node(b, node)->a;
		if (form_node(b, node)->kind != VYPR_NODE_RECORD ||
		    !vypr_form_enter(b, value) ||
		    form_node(b, value)->kind != VYPR_NODE_VALUE)
			return FORM_FAIL(b, VYPR_FORMAT, node, "a record is wanted here");
		if (!vypr_form_place(b, form_node(b, value)->a))
			return 0;
		if (b->form->refs[form_node(b, value)->a].moment == VYPR_AFTER)
			b->form->refs[form_node(b, value)->a].moment = VYPR_BEFORE;
		vypr_form_capture_lvalue(b, value, value, VYPR_CAPTURE_VALUE, 1);
	}
	return 1;
}
