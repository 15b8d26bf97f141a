/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what happens in a program that a formula can speak of.  States and transitions
 * become slots; one that starts from the same moment for the same thing is the same slot.
 */
#include "spec/form_private.h"

#include <string.h>

static int same_slot(const struct form_builder *b, const struct vypr_form_slot *x,
		     const struct vypr_form_slot *y)
{
	return x->use == y->use && x->parent >= 0 && x->kind == y->kind &&
	       x->parent == y->parent && x->from == y->from &&
	       x->any_thread == y->any_thread &&
	       strcmp(form_text(b, x->what), form_text(b, y->what)) == 0 &&
	       strcmp(form_text(b, x->during), form_text(b, y->during)) == 0;
}

/* The number of a slot; a NEXT_* or PREVIOUS_* one has that of an equal one. */
static int add_slot(struct form_builder *b, const struct vypr_form_slot *slot)
{
	struct vypr_form *form = b->form;

	for (int i = 0; i < form->slot_count; i++)
		if (same_slot(b, &form->slots[i], slot))
			return i;
	form->slots[form->slot_count] = *slot;
	return form->slot_count++;
}

/* Something looks at this moment of the slot. */
void vypr_form_need(struct form_builder *b, int slot, enum vypr_moment moment, int timed)
{
	struct vypr_form_slot *s = &b->form->slots[slot];

	if (moment == VYPR_BEFORE) {
		s->needs_begin = 1;
		s->timed_begin |= timed != 0;
	} else {
		s->needs_end = 1;
		s->timed_end |= timed != 0;
	}
}

static int set_ref(struct form_builder *b, int32_t node, int slot,
		   enum vypr_moment moment)
{
	b->form->refs[node].slot = slot;
	b->form->refs[node].moment = moment;
	return 1;
}

enum vypr_moment vypr_form_natural_moment(enum vypr_slot_kind kind)
{
	return kind == VYPR_SLOT_CALL ? VYPR_AFTER : VYPR_AT;
}

int vypr_form_bind_var(struct form_builder *b, int32_t node)
{
	const struct vypr_node *n = form_node(b, node);

	for (int i = 0; i < b->form->slot_count; i++) {
		const struct vypr_form_slot *s = &b->form->slots[i];

		if (s->node == n->a && s->use <= VYPR_USE_INNER)
			return set_ref(b, node, i, vypr_form_natural_moment(s->kind));
	}
	return FORM_FAIL(b, VYPR_TYPE, node, "'%s' is not bound by a quantifier",
			 form_text(b, n->str));
}

/* "during f", "during f on any thread" */
static int place_during(struct form_builder *b, int32_t during,
			struct vypr_form_slot *slot)
{
	slot->during = -1;
	if (during < 0)
		return 1;
	if (!vypr_form_enter(b, during))
		return 0;
	if (form_node(b, during)->kind != VYPR_NODE_DURING ||
	    form_node(b, during)->str < 0)
		return FORM_FAIL(b, VYPR_FORMAT, during, "a function is wanted here");
	slot->during = form_node(b, during)->str;
	slot->any_thread = form_node(b, during)->op == 1;
	b->form->general = 1;
	return 1;
}

/* What is always looked at in a slot: that it happened. */
static void need_itself(struct vypr_form_slot *slot)
{
	slot->needs_begin = slot->kind == VYPR_SLOT_CALL;
	slot->needs_end = slot->kind != VYPR_SLOT_CALL;
}

/* Who shares what is found: one activation of the scope, all of a thread, or all. */
enum sharing { BY_ACTIVATION, BY_THREAD, BY_ALL };

static enum sharing sharing_of(const struct vypr_form *form, int slot)
{
	const struct vypr_form_slot *s = &form->slots[slot];

	while (s->use == VYPR_USE_NEXT && !s->sought)
		s = &form->slots[s->parent];
	if (s->during < 0 || (s->use != VYPR_USE_PREVIOUS && !s->sought))
		return BY_ACTIVATION;
	return s->any_thread ? BY_ALL : BY_THREAD;
}

static int is_sought(const struct vypr_form *form, const struct vypr_form_slot *slot)
{
	enum sharing from = sharing_of(form, slot->parent);

	return (slot->during < 0 && from != BY_ACTIVATION) ||
	       (slot->during >= 0 && from == BY_ALL && !slot->any_thread);
}

/* next_ and previous_: from a call they start at its end or beginning that lies on
 * their side, unless before( ) or after( ) says which. */
static int place_next(struct form_builder *b, int32_t node, enum vypr_slot_kind kind,
		      enum vypr_slot_use use)
{
	const struct vypr_node *n = form_node(b, node);
	struct vypr_form_slot slot = { .kind = kind,
				       .use = use,
				       .node = node,
				       .what = n->str,
				       .quantifier = -1,
				       .order_slot = -1,
				       .within = -1 };
	enum vypr_node_kind from;

	if (!place_during(b, n->d, &slot) || !vypr_form_place(b, n->a))
		return 0;
	from = form_node(b, n->a)->kind;
	slot.parent = b->form->refs[n->a].slot;
	slot.from = b->form->refs[n->a].moment;
	slot.sought = is_sought(b->form, &slot) != 0;
	if (use == VYPR_USE_PREVIOUS) {
		b->form->general = 1;
		if (slot.from == VYPR_AFTER && from != VYPR_NODE_AFTER)
			slot.from = VYPR_BEFORE;
	}
	need_itself(&slot);
	slot.needs_end |= use == VYPR_USE_PREVIOUS; /* that it is over */
	vypr_form_need(b, slot.parent, slot.from, 0);
	return set_ref(b, node, add_slot(b, &slot), vypr_form_natural_moment(kind));
}

/* before(t), after(t) */
static int place_side(struct form_builder *b, int32_t node, enum vypr_moment moment)
{
	const struct vypr_node *n = form_node(b, node);
	int slot;

	if (!vypr_form_place(b, n->a))
		return 0;
	slot = b->form->refs[n->a].slot;
	if (b->form->slots[slot].kind != VYPR_SLOT_CALL ||
	    form_node(b, n->a)->kind == VYPR_NODE_BEFORE ||
	    form_node(b, n->a)->kind == VYPR_NODE_AFTER)
		return FORM_FAIL(b, VYPR_TYPE, n->a,
				 "'%s' wants a call, and this is a state",
				 vypr_node_name(n->kind));
	return set_ref(b, node, slot, moment);
}

/* Find out what a state or transition stands for; its ref says. */
static int place_kind(struct form_builder *b, int32_t node)
{
	switch ((enum vypr_node_kind)form_node(b, node)->kind) {
	case VYPR_NODE_VAR: return vypr_form_bind_var(b, node);
	case VYPR_NODE_BEFORE: return place_side(b, node, VYPR_BEFORE);
	case VYPR_NODE_AFTER: return place_side(b, node, VYPR_AFTER);
	case VYPR_NODE_NEXT_CHANGE:
		return place_next(b, node, VYPR_SLOT_CHANGE, VYPR_USE_NEXT);
	case VYPR_NODE_NEXT_CALL:
		return place_next(b, node, VYPR_SLOT_CALL, VYPR_USE_NEXT);
	case VYPR_NODE_PREVIOUS_CHANGE:
		return place_next(b, node, VYPR_SLOT_CHANGE, VYPR_USE_PREVIOUS);
	case VYPR_NODE_PREVIOUS_CALL:
		return place_next(b, node, VYPR_SLOT_CALL, VYPR_USE_PREVIOUS);
	case VYPR_NODE_FORALL:
	case VYPR_NODE_EXISTS:
	case VYPR_NODE_IMPLIES:
	case VYPR_NODE_IFF:
	case VYPR_NODE_OR:
	case VYPR_NODE_AND:
	case VYPR_NODE_NOT:
	case VYPR_NODE_TRUE:
	case VYPR_NODE_FALSE:
	case VYPR_NODE_COMPARE:
	case VYPR_NODE_IN:
	case VYPR_NODE_CHANGES:
	case VYPR_NODE_CALLS:
	case VYPR_NODE_ENTRY:
	case VYPR_NODE_EXIT:
	case VYPR_NODE_LINE:
	case VYPR_NODE_DURING:
	case VYPR_NODE_INTERVAL:
	case VYPR_NODE_QUESTION:
	case VYPR_NODE_RECORD:
	case VYPR_NODE_INTEGER:
	case VYPR_NODE_REAL:
	case VYPR_NODE_STRING:
	case VYPR_NODE_CHARACTER:
	case VYPR_NODE_CONSTANT:
	case VYPR_NODE_NULLPTR:
	case VYPR_NODE_VALUE:
	case VYPR_NODE_LENGTH:
	case VYPR_NODE_TYPE:
	case VYPR_NODE_DURATION:
	case VYPR_NODE_CPU:
	case VYPR_NODE_TIME_BETWEEN:
	case VYPR_NODE_COUNT:
	case VYPR_NODE_TOTAL:
	case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED:
	case VYPR_NODE_ADD:
	case VYPR_NODE_SUB:
	case VYPR_NODE_MUL:
	case VYPR_NODE_DIV:
	case VYPR_NODE_MOD:
	case VYPR_NODE_NEG:
	case VYPR_NODE_ABS:
	case VYPR_NODE_KINDS: break;
	}
	return FORM_FAIL(b, VYPR_FORMAT, node, "a state or a call is wanted here");
}

int vypr_form_place(struct form_builder *b, int32_t node)
{
	int good;

	if (!vypr_form_enter(b, node))
		return 0;
	b->depth++;
	good = place_kind(b, node);
	b->depth--;
	return good;
}

/* A term that wants a state. */
int vypr_form_want_state(struct form_builder *b, int32_t node, const char *who)
{
	const struct vypr_form_ref *ref;
	enum vypr_node_kind kind;

	if (!vypr_form_place(b, node))
		return 0;
	ref = &b->form->refs[node];
	kind = form_node(b, node)->kind;
	if (b->form->slots[ref->slot].kind == VYPR_SLOT_CALL &&
	    kind != VYPR_NODE_BEFORE && kind != VYPR_NODE_AFTER)
		return FORM_FAIL(
			b, VYPR_TYPE, node,
			"%s wants a state: say before( ) or after( ) of this call", who);
	return 1;
}

int vypr_form_want_transition(struct form_builder *b, int32_t node, const char *who)
{
	enum vypr_node_kind kind;

	if (!vypr_form_place(b, node))
		return 0;
	kind = form_node(b, node)->kind;
	if (b->form->slots[b->form->refs[node].slot].kind != VYPR_SLOT_CALL ||
	    kind == VYPR_NODE_BEFORE || kind == VYPR_NODE_AFTER)
		return FORM_FAIL(b, VYPR_TYPE, node,
				 "%s wants a call, and this is a state", who);
	return 1;
}

static int domain_kind(struct form_builder *b, int32_t node,
		       enum vypr_slot_kind *ret_kind)
{
	enum vypr_node_kind kind = form_node(b, node)->kind;

	if (kind == VYPR_NODE_CHANGES)
		*ret_kind = VYPR_SLOT_CHANGE;
	else if (kind == VYPR_NODE_CALLS)
		*ret_kind = VYPR_SLOT_CALL;
	else if (kind == VYPR_NODE_ENTRY)
		*ret_kind = VYPR_SLOT_ENTRY;
	else if (kind == VYPR_NODE_EXIT)
		*ret_kind = VYPR_SLOT_EXIT;
	else if (kind == VYPR_NODE_LINE)
		*ret_kind = VYPR_SLOT_LINE;
	else
		return FORM_FAIL(b, VYPR_FORMAT, node, "a domain is wanted here");
	return 1;
}

/* entry(f) is entry during f; "entry(f) during g" would be neither. */
int vypr_form_place_domain(struct form_builder *b, int32_t node,
			   struct vypr_form_slot *slot)
{
	const struct vypr_node *n;

	if (!vypr_form_enter(b, node) || !domain_kind(b, node, &slot->kind))
		return 0;
	n = form_node(b, node);
	slot->what = n->str;
	slot->line = slot->kind == VYPR_SLOT_LINE ? n->v.i : 0;
	if (!place_during(b, n->d, slot))
		return 0;
	if (slot->kind == VYPR_SLOT_ENTRY || slot->kind == VYPR_SLOT_EXIT) {
		b->form->general = 1;
		if (n->str >= 0 && slot->during >= 0)
			return FORM_FAIL(b, VYPR_TYPE, n->d,
					 "'%s' names its function already",
					 vypr_node_name(n->kind));
		if (n->str >= 0)
			slot->during = n->str;
		slot->what = -1;
	}
	slot->from = VYPR_AT;
	need_itself(slot);
	return 1;
}
