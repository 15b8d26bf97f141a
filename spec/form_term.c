/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what each term needs to see, and which terms go together: times with times,
 * texts with texts.
 */
#include "spec/form_private.h"

#include <string.h>

static int same_capture(const struct form_builder *b, const struct vypr_form_capture *x,
			const struct vypr_form_capture *y)
{
	return x->slot == y->slot && x->moment == y->moment && x->kind == y->kind &&
	       x->number == y->number && x->kind < VYPR_CAPTURE_COUNT &&
	       strcmp(form_text(b, x->lvalue), form_text(b, y->lvalue)) == 0;
}

/* The number of a capture, an equal one's when there is one. */
static int add_capture(struct form_builder *b, const struct vypr_form_capture *capture)
{
	struct vypr_form *form = b->form;
	int i;

	for (i = 0; i < form->capture_count; i++)
		if (same_capture(b, &form->captures[i], capture))
			break;
	if (i == form->capture_count)
		form->captures[form->capture_count++] = *capture;
	form->captures[i].needed |= capture->needed;
	form->captures[i].recorded |= capture->recorded;
	vypr_form_need(b, capture->slot, capture->moment, 0);
	return i;
}

/* node is, or has as its child, a VALUE whose state has been placed. */
int vypr_form_capture_lvalue(struct form_builder *b, int32_t node, int32_t value,
			     enum vypr_capture_kind kind, int recorded)
{
	const struct vypr_node *n = form_node(b, value);
	struct vypr_form_ref *ref = &b->form->refs[node];
	struct vypr_form_capture capture = { .kind = kind,
					     .lvalue = n->str,
					     .node = node,
					     .recorded = recorded != 0,
					     .needed = !recorded };

	ref->slot = capture.slot = b->form->refs[n->a].slot;
	ref->moment = capture.moment = b->form->refs[n->a].moment;
	if (kind == VYPR_CAPTURE_LENGTH)
		capture.type = VYPR_TYPE_U64;
	ref->capture = add_capture(b, &capture);
	return 1;
}

/* length(q(x)), type(q(x)) */
static int enter_value(struct form_builder *b, int32_t value)
{
	if (!vypr_form_enter(b, value))
		return 0;
	if (form_node(b, value)->kind != VYPR_NODE_VALUE)
		return FORM_FAIL(b, VYPR_FORMAT, value,
				 "the value of a variable is wanted here");
	return vypr_form_want_state(b, form_node(b, value)->a, "a value");
}

static int term_length(struct form_builder *b, int32_t node)
{
	int32_t value = form_node(b, node)->a;

	return enter_value(b, value) &&
	       vypr_form_capture_lvalue(b, node, value, VYPR_CAPTURE_LENGTH, 0);
}

/* The compiler knows it: the state matters only as a place where the name is looked up.
 */
static int term_type(struct form_builder *b, int32_t node)
{
	int32_t value = form_node(b, node)->a;
	const struct vypr_form_ref *at;

	if (!enter_value(b, value))
		return 0;
	at = &b->form->refs[form_node(b, value)->a];
	b->form->refs[node].slot = at->slot;
	b->form->refs[node].moment = at->moment;
	return 1;
}

/* argument, returned, and the two ends of cpu */
static int capture_call(struct form_builder *b, int32_t node, enum vypr_capture_kind kind,
			enum vypr_moment moment, int number)
{
	struct vypr_form_ref *ref = &b->form->refs[node];
	struct vypr_form_capture capture = { .kind = kind,
					     .lvalue = -1,
					     .node = node,
					     .moment = moment,
					     .number = number,
					     .needed = 1 };

	ref->slot = capture.slot = b->form->refs[form_node(b, node)->a].slot;
	ref->moment = moment;
	if (kind == VYPR_CAPTURE_CPU)
		capture.type = VYPR_TYPE_U64;
	return add_capture(b, &capture);
}

static int term_call(struct form_builder *b, int32_t node)
{
	const struct vypr_node *n = form_node(b, node);
	struct vypr_form_ref *ref = &b->form->refs[node];

	if (!vypr_form_want_transition(b, n->a,
				       n->kind == VYPR_NODE_CPU	       ? "'cpu'"
				       : n->kind == VYPR_NODE_ARGUMENT ? "'argument'"
								       : "'returned'"))
		return 0;
	if (n->kind == VYPR_NODE_RETURNED) {
		ref->capture =
			capture_call(b, node, VYPR_CAPTURE_RETURNED, VYPR_AFTER, 0);
		return 1;
	}
	if (n->kind == VYPR_NODE_CPU) {
		ref->capture_after =
			capture_call(b, node, VYPR_CAPTURE_CPU, VYPR_AFTER, 0);
		ref->capture = capture_call(b, node, VYPR_CAPTURE_CPU, VYPR_BEFORE, 0);
		return 1;
	}
	if (n->v.i < 1 || n->v.i > 127)
		return FORM_FAIL(b, VYPR_RANGE, node,
				 "arguments are counted from 1 to 127");
	ref->capture =
		capture_call(b, node, VYPR_CAPTURE_ARGUMENT, VYPR_BEFORE, (int)n->v.i);
	return 1;
}

/* count(D, s, t), total(D, s, t): what begins between the two. */
static int term_count(struct form_builder *b, int32_t node)
{
	const struct vypr_node *n = form_node(b, node);
	struct vypr_form_ref *ref = &b->form->refs[node];
	struct vypr_form_slot slot = { .use = VYPR_USE_DOMAIN,
				       .node = n->a,
				       .parent = -1,
				       .quantifier = -1,
				       .order_slot = -1,
				       .within = -1 };
	struct vypr_form_capture capture = { .kind = n->kind == VYPR_NODE_COUNT
							     ? VYPR_CAPTURE_COUNT
							     : VYPR_CAPTURE_TOTAL,
					     .lvalue = -1,
					     .node = node,
					     .type = VYPR_TYPE_U64,
					     .needed = 1 };

	if (!vypr_form_place_domain(b, n->a, &slot))
		return 0;
	if (n->kind == VYPR_NODE_TOTAL && slot.kind != VYPR_SLOT_CALL)
		return FORM_FAIL(b, VYPR_TYPE, n->a,
				 "'total' adds up the times of calls");
	/* a call counts when it begins, and adds its time when it ends */
	capture.moment = vypr_form_natural_moment(slot.kind);
	if (n->kind == VYPR_NODE_COUNT && slot.kind == VYPR_SLOT_CALL)
		capture.moment = VYPR_BEFORE;
	capture.slot = ref->slot = b->form->slot_count;
	b->form->slots[b->form->slot_count++] = slot;
	vypr_form_need(b, ref->slot, capture.moment, n->kind == VYPR_NODE_TOTAL);
	if (n->kind == VYPR_NODE_TOTAL)
		vypr_form_need(b, ref->slot, VYPR_BEFORE, 1);
	ref->capture = add_capture(b, &capture);
	b->form->general = 1;
	if ((n->b >= 0) != (n->c >= 0))
		return FORM_FAIL(b, VYPR_FORMAT, node, "two states are wanted here");
	for (int i = 0; n->b >= 0 && i < 2; i++) {
		int32_t state = i ? n->c : n->b;

		if (!vypr_form_want_state(b, state, vypr_node_name(n->kind)))
			return 0;
		vypr_form_need(b, b->form->refs[state].slot, b->form->refs[state].moment,
			       0);
	}
	return 1;
}

static int term_duration(struct form_builder *b, int32_t node)
{
	int32_t call = form_node(b, node)->a;

	if (!vypr_form_want_transition(b, call, "'duration'"))
		return 0;
	vypr_form_need(b, b->form->refs[call].slot, VYPR_BEFORE, 1);
	vypr_form_need(b, b->form->refs[call].slot, VYPR_AFTER, 1);
	return 1;
}

static int term_time_between(struct form_builder *b, int32_t node)
{
	const int32_t sides[] = { form_node(b, node)->a, form_node(b, node)->b };
	const struct vypr_form_ref *ref;

	for (int i = 0; i < 2; i++) {
		if (!vypr_form_want_state(b, sides[i], "'time_between'"))
			return 0;
		ref = &b->form->refs[sides[i]];
		vypr_form_need(b, ref->slot, ref->moment, 1);
		if (b->form->slots[ref->slot].use == VYPR_USE_NEXT)
			b->form->timed_exit = 1;
	}
	return 1;
}

/* What may be several things is what it meets. */
static int is_open(enum form_dimension x)
{
	return x == FORM_BARE || x == FORM_ANY;
}

static const char *name_of(enum form_dimension x)
{
	return x == FORM_TIME ? "a time" : x == FORM_TEXT ? "a text" : "a number";
}

int vypr_form_join(struct form_builder *b, int32_t node, enum form_dimension x,
		   enum form_dimension y, enum form_dimension *ret_dimension)
{
	if (x == FORM_ANY || y == FORM_ANY || x == y) {
		*ret_dimension = x == FORM_ANY ? y : x;
		return 1;
	}
	if (x == FORM_TEXT || y == FORM_TEXT) {
		*ret_dimension = FORM_TEXT;
		return x == FORM_VALUE || y == FORM_VALUE ||
		       FORM_FAIL(b, VYPR_TYPE, node, "%s and a text do not go together",
				 name_of(x == FORM_TEXT ? y : x));
	}
	if ((x == FORM_TIME && y != FORM_BARE) || (y == FORM_TIME && x != FORM_BARE))
		return FORM_FAIL(b, VYPR_TYPE, node,
				 "a time and a value do not go together");
	*ret_dimension = x == FORM_TIME || y == FORM_TIME ? FORM_TIME : FORM_NUMBER;
	return 1;
}

/* An operand of arithmetic; a value of the program has to be a number there. */
static int operand(struct form_builder *b, int32_t node, enum form_dimension *ret)
{
	if (!vypr_form_term(b, node, ret))
		return 0;
	if (*ret == FORM_TEXT)
		return FORM_FAIL(b, VYPR_TYPE, node, "one cannot calculate with a text");
	if (*ret == FORM_VALUE)
		*ret = FORM_NUMBER;
	return 1;
}

static int term_product(struct form_builder *b, int32_t node, enum form_dimension x,
			enum form_dimension y, enum form_dimension *ret_dimension)
{
	int divides = form_node(b, node)->kind == VYPR_NODE_DIV;

	if (!divides && x == FORM_TIME && y == FORM_TIME)
		return FORM_FAIL(b, VYPR_TYPE, node,
				 "the product of two times has no meaning");
	if (divides && x != FORM_TIME && y == FORM_TIME)
		return FORM_FAIL(b, VYPR_TYPE, node,
				 "a number divided by a time has no meaning");
	if (x == FORM_TIME && y == FORM_TIME)
		*ret_dimension = FORM_NUMBER;
	else if (x == FORM_TIME || y == FORM_TIME)
		*ret_dimension = FORM_TIME;
	else
		*ret_dimension = is_open(x) ? y : x;
	return 1;
}

static int term_arithmetic(struct form_builder *b, int32_t node,
			   enum form_dimension *ret_dimension)
{
	const struct vypr_node *n = form_node(b, node);
	enum form_dimension x, y;

	if (!operand(b, n->a, &x) || !operand(b, n->b, &y))
		return 0;
	if (n->kind == VYPR_NODE_MUL || n->kind == VYPR_NODE_DIV)
		return term_product(b, node, x, y, ret_dimension);
	return vypr_form_join(b, node, x, y, ret_dimension);
}

/* Its type is known when the compiler has resolved it; a word that nobody knows may be a
 * type's name. */
static int term_constant(struct form_builder *b, int32_t node,
			 enum form_dimension *ret_dimension)
{
	const struct vypr_node *n = form_node(b, node);

	*ret_dimension = n->op == VYPR_TYPE_NONE     ? FORM_ANY
			 : n->op == VYPR_TYPE_STRING ? FORM_TEXT
						     : FORM_BARE;
	if (n->op == VYPR_TYPE_STRING &&
	    (n->v.i < 0 || (uint64_t)n->v.i >= b->form->ast->strings_size))
		return FORM_FAIL(b, VYPR_FORMAT, node, "a text is wanted here");
	return n->op <= VYPR_TYPE_STRING ||
	       FORM_FAIL(b, VYPR_FORMAT, node, "no such type of constant");
}

static int term_kind(struct form_builder *b, int32_t node,
		     enum form_dimension *ret_dimension)
{
	const struct vypr_node *n = form_node(b, node);

	*ret_dimension = FORM_VALUE;
	switch ((enum vypr_node_kind)n->kind) {
	case VYPR_NODE_INTEGER:
	case VYPR_NODE_REAL:
		*ret_dimension = n->op == VYPR_UNIT_NONE ? FORM_BARE : FORM_TIME;
		return n->op <= VYPR_UNIT_H ||
		       FORM_FAIL(b, VYPR_FORMAT, node, "no such unit of time");
	case VYPR_NODE_CONSTANT: return term_constant(b, node, ret_dimension);
	case VYPR_NODE_CHARACTER: /* beside a text it is a text of one character */
	case VYPR_NODE_NULLPTR: return 1;
	case VYPR_NODE_STRING:
		*ret_dimension = FORM_TEXT;
		return n->str >= 0 ||
		       FORM_FAIL(b, VYPR_FORMAT, node, "a text is wanted here");
	case VYPR_NODE_VALUE:
		return vypr_form_want_state(b, n->a, "a value") &&
		       vypr_form_capture_lvalue(b, node, node, VYPR_CAPTURE_VALUE, 0);
	case VYPR_NODE_LENGTH: *ret_dimension = FORM_NUMBER; return term_length(b, node);
	case VYPR_NODE_TYPE: *ret_dimension = FORM_TEXT; return term_type(b, node);
	case VYPR_NODE_CPU: *ret_dimension = FORM_TIME; return term_call(b, node);
	case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED: return term_call(b, node);
	case VYPR_NODE_COUNT: *ret_dimension = FORM_NUMBER; return term_count(b, node);
	case VYPR_NODE_TOTAL: *ret_dimension = FORM_TIME; return term_count(b, node);
	case VYPR_NODE_DURATION:
		*ret_dimension = FORM_TIME;
		return term_duration(b, node);
	case VYPR_NODE_TIME_BETWEEN:
		*ret_dimension = FORM_TIME;
		return term_time_between(b, node);
	case VYPR_NODE_ADD:
	case VYPR_NODE_SUB:
	case VYPR_NODE_MUL:
	case VYPR_NODE_DIV:
	case VYPR_NODE_MOD: return term_arithmetic(b, node, ret_dimension);
	case VYPR_NODE_NEG:
	case VYPR_NODE_ABS: return operand(b, n->a, ret_dimension);
	case VYPR_NODE_QUESTION:
		return FORM_FAIL(b, VYPR_TYPE, node,
				 "'?' stands alone on the right of a comparison");
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
	case VYPR_NODE_VAR:
	case VYPR_NODE_BEFORE:
	case VYPR_NODE_AFTER:
	case VYPR_NODE_NEXT_CHANGE:
	case VYPR_NODE_PREVIOUS_CHANGE:
	case VYPR_NODE_NEXT_CALL:
	case VYPR_NODE_PREVIOUS_CALL:
	case VYPR_NODE_RECORD:
	case VYPR_NODE_KINDS: break;
	}
	return FORM_FAIL(b, VYPR_FORMAT, node, "a term is wanted here");
}

int vypr_form_term(struct form_builder *b, int32_t node,
		   enum form_dimension *ret_dimension)
{
	int good;

	if (!vypr_form_enter(b, node))
		return 0;
	b->depth++;
	good = term_kind(b, node, ret_dimension);
	b->depth--;
	return good;
}
