/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows which constructs have a meaning and what each needs to see.  One walk over the
 * tree in the order of the text: formulas, terms, then the states and transitions that
 * terms speak of, each of which becomes a slot, or finds that it is one already.
 */
#include "spec/form.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST 2000

/* What a term measures.  BARE: a number that may also stand for seconds. */
enum dimension { BARE, NUMBER, TIME };

struct builder {
	struct vypr_form *form;
	struct vypr_diag *diag;
	enum vypr_status status;
	size_t visits, visits_most;  /* a tree is seen once; more is not a tree */
	int depth;
};

static const struct vypr_node *node_at(const struct builder *b, int32_t node)
{
	return &b->form->ast->nodes[node];
}

#define FAIL(b, code, node, ...)                                                        \
	((b)->status = vypr_diag_set((b)->diag, code, (int)node_at(b, node)->line,       \
				     (int)node_at(b, node)->column,                      \
				     (int)node_at(b, node)->end_column, __VA_ARGS__),    \
	 0)

/* Every visit passes here: the node exists, and the walk stays bounded for any bytes. */
static int enter(struct builder *b, int32_t node)
{
	if (node < 0 || (size_t)node >= b->form->ast->node_count ||
	    ++b->visits > b->visits_most) {
		b->status = vypr_diag_set(b->diag, VYPR_FORMAT, 0, 0, 0,
					  "the formula is not a tree");
		return 0;
	}
	if (b->depth >= DEPTH_MOST)
		return FAIL(b, VYPR_LIMIT, node, "the formula is nested too deeply");
	return 1;
}

/* ---- slots ----------------------------------------------------------------- */

static const char *text_at(const struct builder *b, int32_t str)
{
	return vypr_ast_string(b->form->ast, str);
}

static int same_slot(const struct builder *b, const struct vypr_form_slot *x,
		     const struct vypr_form_slot *y)
{
	return x->use == y->use && x->parent >= 0 && x->kind == y->kind &&
	       x->parent == y->parent && x->from == y->from &&
	       x->any_thread == y->any_thread &&
	       strcmp(text_at(b, x->what), text_at(b, y->what)) == 0 &&
	       strcmp(text_at(b, x->during), text_at(b, y->during)) == 0;
}

/* The number of a slot; a NEXT_* or PREVIOUS_* one has that of an equal one. */
static int add_slot(struct builder *b, const struct vypr_form_slot *slot)
{
	struct vypr_form *form = b->form;

	for (int i = 0; i < form->slot_count; i++)
		if (same_slot(b, &form->slots[i], slot))
			return i;
	form->slots[form->slot_count] = *slot;
	return form->slot_count++;
}

/* Something looks at this moment of the slot. */
static void need(struct builder *b, int slot, enum vypr_moment moment, int timed)
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

static int set_ref(struct builder *b, int32_t node, int slot, enum vypr_moment moment)
{
	b->form->refs[node].slot = slot;
	b->form->refs[node].moment = moment;
	return 1;
}

static enum vypr_moment natural_moment(enum vypr_slot_kind kind)
{
	return kind == VYPR_SLOT_CALL ? VYPR_AFTER : VYPR_AT;
}

static int bind_var(struct builder *b, int32_t node)
{
	const struct vypr_node *n = node_at(b, node);

	for (int i = 0; i < b->form->slot_count; i++) {
		const struct vypr_form_slot *s = &b->form->slots[i];

		if (s->node == n->a && s->use <= VYPR_USE_INNER)
			return set_ref(b, node, i, natural_moment(s->kind));
	}
	return FAIL(b, VYPR_TYPE, node, "'%s' is not bound by a quantifier",
		    text_at(b, n->str));
}

static int place(struct builder *b, int32_t node);

/* "during f", "during f on any thread" */
static int place_during(struct builder *b, int32_t during, struct vypr_form_slot *slot)
{
	slot->during = -1;
	if (during < 0)
		return 1;
	if (!enter(b, during))
		return 0;
	if (node_at(b, during)->kind != VYPR_NODE_DURING || node_at(b, during)->str < 0)
		return FAIL(b, VYPR_FORMAT, during, "a function is wanted here");
	slot->during = node_at(b, during)->str;
	slot->any_thread = node_at(b, during)->op == 1;
	b->form->general = 1;
	return 1;
}

/* What is always looked at in a slot: that it happened. */
static void need_itself(struct vypr_form_slot *slot)
{
	slot->needs_begin = slot->kind == VYPR_SLOT_CALL;
	slot->needs_end = slot->kind != VYPR_SLOT_CALL;
}

/* next_ and previous_: from a call they start at its end or beginning that lies on
 * their side, unless before( ) or after( ) says which. */
static int place_next(struct builder *b, int32_t node, enum vypr_slot_kind kind,
		      enum vypr_slot_use use)
{
	const struct vypr_node *n = node_at(b, node);
	struct vypr_form_slot slot = { .kind = kind, .use = use, .node = node, .what = n->str,
				       .quantifier = -1, .order_slot = -1, .within = -1 };
	enum vypr_node_kind from;

	if (!place_during(b, n->d, &slot) || !place(b, n->a))
		return 0;
	from = node_at(b, n->a)->kind;
	slot.parent = b->form->refs[n->a].slot;
	slot.from = b->form->refs[n->a].moment;
	if (use == VYPR_USE_PREVIOUS) {
		b->form->general = 1;
		if (slot.from == VYPR_AFTER && from != VYPR_NODE_AFTER)
			slot.from = VYPR_BEFORE;
	}
	need_itself(&slot);
	need(b, slot.parent, slot.from, 0);
	return set_ref(b, node, add_slot(b, &slot), natural_moment(kind));
}

/* before(t), after(t) */
static int place_side(struct builder *b, int32_t node, enum vypr_moment moment)
{
	const struct vypr_node *n = node_at(b, node);
	int slot;

	if (!place(b, n->a))
		return 0;
	slot = b->form->refs[n->a].slot;
	if (b->form->slots[slot].kind != VYPR_SLOT_CALL ||
	    node_at(b, n->a)->kind == VYPR_NODE_BEFORE ||
	    node_at(b, n->a)->kind == VYPR_NODE_AFTER)
		return FAIL(b, VYPR_TYPE, n->a, "'%s' wants a call, and this is a state",
			    vypr_node_name(n->kind));
	return set_ref(b, node, slot, moment);
}

/* Find out what a state or transition stands for; its ref says. */
static int place_kind(struct builder *b, int32_t node)
{
	switch ((enum vypr_node_kind)node_at(b, node)->kind) {
	case VYPR_NODE_VAR:
		return bind_var(b, node);
	case VYPR_NODE_BEFORE:
		return place_side(b, node, VYPR_BEFORE);
	case VYPR_NODE_AFTER:
		return place_side(b, node, VYPR_AFTER);
	case VYPR_NODE_NEXT_CHANGE:
		return place_next(b, node, VYPR_SLOT_CHANGE, VYPR_USE_NEXT);
	case VYPR_NODE_NEXT_CALL:
		return place_next(b, node, VYPR_SLOT_CALL, VYPR_USE_NEXT);
	case VYPR_NODE_PREVIOUS_CHANGE:
		return place_next(b, node, VYPR_SLOT_CHANGE, VYPR_USE_PREVIOUS);
	case VYPR_NODE_PREVIOUS_CALL:
		return place_next(b, node, VYPR_SLOT_CALL, VYPR_USE_PREVIOUS);
	case VYPR_NODE_FORALL: case VYPR_NODE_EXISTS: case VYPR_NODE_IMPLIES:
	case VYPR_NODE_IFF: case VYPR_NODE_OR: case VYPR_NODE_AND: case VYPR_NODE_NOT:
	case VYPR_NODE_TRUE: case VYPR_NODE_FALSE: case VYPR_NODE_COMPARE:
	case VYPR_NODE_IN: case VYPR_NODE_CHANGES: case VYPR_NODE_CALLS:
	case VYPR_NODE_ENTRY: case VYPR_NODE_EXIT: case VYPR_NODE_LINE:
	case VYPR_NODE_DURING: case VYPR_NODE_INTERVAL: case VYPR_NODE_QUESTION:
	case VYPR_NODE_RECORD:
	case VYPR_NODE_INTEGER: case VYPR_NODE_REAL: case VYPR_NODE_STRING:
	case VYPR_NODE_CHARACTER: case VYPR_NODE_CONSTANT: case VYPR_NODE_NULLPTR:
	case VYPR_NODE_VALUE: case VYPR_NODE_LENGTH: case VYPR_NODE_TYPE:
	case VYPR_NODE_DURATION: case VYPR_NODE_CPU: case VYPR_NODE_TIME_BETWEEN:
	case VYPR_NODE_COUNT: case VYPR_NODE_TOTAL: case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED: case VYPR_NODE_ADD: case VYPR_NODE_SUB:
	case VYPR_NODE_MUL: case VYPR_NODE_DIV: case VYPR_NODE_MOD: case VYPR_NODE_NEG:
	case VYPR_NODE_ABS: case VYPR_NODE_KINDS:
		break;
	}
	return FAIL(b, VYPR_FORMAT, node, "a state or a call is wanted here");
}

static int place(struct builder *b, int32_t node)
{
	int good;

	if (!enter(b, node))
		return 0;
	b->depth++;
	good = place_kind(b, node);
	b->depth--;
	return good;
}

/* A term that wants a state. */
static int want_state(struct builder *b, int32_t node, const char *who)
{
	const struct vypr_form_ref *ref;
	enum vypr_node_kind kind;

	if (!place(b, node))
		return 0;
	ref = &b->form->refs[node];
	kind = node_at(b, node)->kind;
	if (b->form->slots[ref->slot].kind == VYPR_SLOT_CALL &&
	    kind != VYPR_NODE_BEFORE && kind != VYPR_NODE_AFTER)
		return FAIL(b, VYPR_TYPE, node,
			    "%s wants a state: say before( ) or after( ) of this call",
			    who);
	return 1;
}

static int want_transition(struct builder *b, int32_t node, const char *who)
{
	enum vypr_node_kind kind;

	if (!place(b, node))
		return 0;
	kind = node_at(b, node)->kind;
	if (b->form->slots[b->form->refs[node].slot].kind != VYPR_SLOT_CALL ||
	    kind == VYPR_NODE_BEFORE || kind == VYPR_NODE_AFTER)
		return FAIL(b, VYPR_TYPE, node, "%s wants a call, and this is a state",
			    who);
	return 1;
}

/* ---- terms ----------------------------------------------------------------- */

static int same_capture(const struct builder *b, const struct vypr_form_capture *x,
			const struct vypr_form_capture *y)
{
	return x->slot == y->slot && x->moment == y->moment && x->kind == y->kind &&
	       x->number == y->number && x->kind < VYPR_CAPTURE_COUNT &&
	       strcmp(text_at(b, x->lvalue), text_at(b, y->lvalue)) == 0;
}

/* The number of a capture, an equal one's when there is one. */
static int add_capture(struct builder *b, const struct vypr_form_capture *capture)
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
	need(b, capture->slot, capture->moment, 0);
	return i;
}

/* node is, or has as its child, a VALUE whose state has been placed. */
static int capture_lvalue(struct builder *b, int32_t node, int32_t value,
			  enum vypr_capture_kind kind, int recorded)
{
	const struct vypr_node *n = node_at(b, value);
	struct vypr_form_ref *ref = &b->form->refs[node];
	struct vypr_form_capture capture = { .kind = kind, .lvalue = n->str, .node = node,
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
static int enter_value(struct builder *b, int32_t value)
{
	if (!enter(b, value))
		return 0;
	if (node_at(b, value)->kind != VYPR_NODE_VALUE)
		return FAIL(b, VYPR_FORMAT, value, "the value of a variable is wanted here");
	return want_state(b, node_at(b, value)->a, "a value");
}

static int term_length(struct builder *b, int32_t node)
{
	int32_t value = node_at(b, node)->a;

	return enter_value(b, value) &&
	       capture_lvalue(b, node, value, VYPR_CAPTURE_LENGTH, 0);
}

/* The compiler knows it: the state matters only as a place where the name is looked up. */
static int term_type(struct builder *b, int32_t node)
{
	int32_t value = node_at(b, node)->a;
	const struct vypr_form_ref *at;

	if (!enter_value(b, value))
		return 0;
	at = &b->form->refs[node_at(b, value)->a];
	b->form->refs[node].slot = at->slot;
	b->form->refs[node].moment = at->moment;
	return 1;
}

/* argument, returned, and the two ends of cpu */
static int capture_call(struct builder *b, int32_t node, enum vypr_capture_kind kind,
			enum vypr_moment moment, int number)
{
	struct vypr_form_ref *ref = &b->form->refs[node];
	struct vypr_form_capture capture = { .kind = kind, .lvalue = -1, .node = node,
					     .moment = moment, .number = number,
					     .needed = 1 };

	ref->slot = capture.slot = b->form->refs[node_at(b, node)->a].slot;
	ref->moment = moment;
	if (kind == VYPR_CAPTURE_CPU)
		capture.type = VYPR_TYPE_U64;
	return add_capture(b, &capture);
}

static int term_call(struct builder *b, int32_t node)
{
	const struct vypr_node *n = node_at(b, node);
	struct vypr_form_ref *ref = &b->form->refs[node];

	if (!want_transition(b, n->a, n->kind == VYPR_NODE_CPU ? "'cpu'" :
			     n->kind == VYPR_NODE_ARGUMENT ? "'argument'" : "'returned'"))
		return 0;
	if (n->kind == VYPR_NODE_RETURNED) {
		ref->capture = capture_call(b, node, VYPR_CAPTURE_RETURNED, VYPR_AFTER, 0);
		return 1;
	}
	if (n->kind == VYPR_NODE_CPU) {
		ref->capture_after =
			capture_call(b, node, VYPR_CAPTURE_CPU, VYPR_AFTER, 0);
		ref->capture = capture_call(b, node, VYPR_CAPTURE_CPU, VYPR_BEFORE, 0);
		return 1;
	}
	if (n->v.i < 1 || n->v.i > 127)
		return FAIL(b, VYPR_RANGE, node, "arguments are counted from 1 to 127");
	ref->capture = capture_call(b, node, VYPR_CAPTURE_ARGUMENT, VYPR_BEFORE, (int)n->v.i);
	return 1;
}

static int place_domain(struct builder *b, int32_t node, struct vypr_form_slot *slot);

/* count(D, s, t), total(D, s, t): what begins between the two. */
static int term_count(struct builder *b, int32_t node)
{
	const struct vypr_node *n = node_at(b, node);
	struct vypr_form_ref *ref = &b->form->refs[node];
	struct vypr_form_slot slot = { .use = VYPR_USE_DOMAIN, .node = n->a, .parent = -1,
				       .quantifier = -1, .order_slot = -1, .within = -1 };
	struct vypr_form_capture capture = {
		.kind = n->kind == VYPR_NODE_COUNT ? VYPR_CAPTURE_COUNT : VYPR_CAPTURE_TOTAL,
		.lvalue = -1, .node = node, .type = VYPR_TYPE_U64, .needed = 1
	};

	if (!place_domain(b, n->a, &slot))
		return 0;
	if (n->kind == VYPR_NODE_TOTAL && slot.kind != VYPR_SLOT_CALL)
		return FAIL(b, VYPR_TYPE, n->a, "'total' adds up the times of calls");
	/* a call counts when it begins, and adds its time when it ends */
	capture.moment = natural_moment(slot.kind);
	if (n->kind == VYPR_NODE_COUNT && slot.kind == VYPR_SLOT_CALL)
		capture.moment = VYPR_BEFORE;
	capture.slot = ref->slot = b->form->slot_count;
	b->form->slots[b->form->slot_count++] = slot;
	need(b, ref->slot, capture.moment, n->kind == VYPR_NODE_TOTAL);
	if (n->kind == VYPR_NODE_TOTAL)
		need(b, ref->slot, VYPR_BEFORE, 1);
	ref->capture = add_capture(b, &capture);
	b->form->general = 1;
	if ((n->b >= 0) != (n->c >= 0))
		return FAIL(b, VYPR_FORMAT, node, "two states are wanted here");
	for (int i = 0; n->b >= 0 && i < 2; i++) {
		int32_t state = i ? n->c : n->b;

		if (!want_state(b, state, vypr_node_name(n->kind)))
			return 0;
		need(b, b->form->refs[state].slot, b->form->refs[state].moment, 0);
	}
	return 1;
}

static int term_duration(struct builder *b, int32_t node)
{
	int32_t call = node_at(b, node)->a;

	if (!want_transition(b, call, "'duration'"))
		return 0;
	need(b, b->form->refs[call].slot, VYPR_BEFORE, 1);
	need(b, b->form->refs[call].slot, VYPR_AFTER, 1);
	return 1;
}

static int term_time_between(struct builder *b, int32_t node)
{
	const int32_t sides[] = { node_at(b, node)->a, node_at(b, node)->b };

	for (int i = 0; i < 2; i++) {
		if (!want_state(b, sides[i], "'time_between'"))
			return 0;
		need(b, b->form->refs[sides[i]].slot, b->form->refs[sides[i]].moment, 1);
	}
	return 1;
}

static int term(struct builder *b, int32_t node, enum dimension *ret_dimension);

/* Both sides of + - % and of comparisons. */
static int join(struct builder *b, int32_t node, enum dimension x, enum dimension y,
		enum dimension *ret_dimension)
{
	if ((x == TIME && y == NUMBER) || (x == NUMBER && y == TIME))
		return FAIL(b, VYPR_TYPE, node, "a time and a value do not go together");
	*ret_dimension = x == BARE ? y : x;
	return 1;
}

static int term_product(struct builder *b, int32_t node, enum dimension x,
			enum dimension y, enum dimension *ret_dimension)
{
	int divides = node_at(b, node)->kind == VYPR_NODE_DIV;

	if (!divides && x == TIME && y == TIME)
		return FAIL(b, VYPR_TYPE, node,
			    "the product of two times has no meaning");
	if (divides && x != TIME && y == TIME)
		return FAIL(b, VYPR_TYPE, node,
			    "a number divided by a time has no meaning");
	if (x == TIME && y == TIME)
		*ret_dimension = NUMBER;
	else if (x == TIME || y == TIME)
		*ret_dimension = TIME;
	else
		*ret_dimension = x == BARE ? y : x;
	return 1;
}

static int term_arithmetic(struct builder *b, int32_t node, enum dimension *ret_dimension)
{
	const struct vypr_node *n = node_at(b, node);
	enum dimension x, y;

	if (!term(b, n->a, &x) || !term(b, n->b, &y))
		return 0;
	if (n->kind == VYPR_NODE_MUL || n->kind == VYPR_NODE_DIV)
		return term_product(b, node, x, y, ret_dimension);
	return join(b, node, x, y, ret_dimension);
}

static int term_kind(struct builder *b, int32_t node, enum dimension *ret_dimension)
{
	const struct vypr_node *n = node_at(b, node);

	*ret_dimension = NUMBER;
	switch ((enum vypr_node_kind)n->kind) {
	case VYPR_NODE_INTEGER:
	case VYPR_NODE_REAL:
		*ret_dimension = n->op == VYPR_UNIT_NONE ? BARE : TIME;
		return n->op <= VYPR_UNIT_H ||
		       FAIL(b, VYPR_FORMAT, node, "no such unit of time");
	case VYPR_NODE_CONSTANT:
		*ret_dimension = BARE;
		return n->op <= VYPR_TYPE_STRING ||
		       FAIL(b, VYPR_FORMAT, node, "no such type of constant");
	case VYPR_NODE_CHARACTER:
	case VYPR_NODE_NULLPTR:
		return 1;
	case VYPR_NODE_STRING:
		return 1;
	case VYPR_NODE_VALUE:
		return want_state(b, n->a, "a value") &&
		       capture_lvalue(b, node, node, VYPR_CAPTURE_VALUE, 0);
	case VYPR_NODE_LENGTH:
		return term_length(b, node);
	case VYPR_NODE_TYPE:
		return term_type(b, node);
	case VYPR_NODE_CPU:
		*ret_dimension = TIME;
		return term_call(b, node);
	case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED:
		return term_call(b, node);
	case VYPR_NODE_COUNT:
		return term_count(b, node);
	case VYPR_NODE_TOTAL:
		*ret_dimension = TIME;
		return term_count(b, node);
	case VYPR_NODE_DURATION:
		*ret_dimension = TIME;
		return term_duration(b, node);
	case VYPR_NODE_TIME_BETWEEN:
		*ret_dimension = TIME;
		return term_time_between(b, node);
	case VYPR_NODE_ADD: case VYPR_NODE_SUB: case VYPR_NODE_MUL: case VYPR_NODE_DIV:
	case VYPR_NODE_MOD:
		return term_arithmetic(b, node, ret_dimension);
	case VYPR_NODE_NEG:
	case VYPR_NODE_ABS:
		return term(b, n->a, ret_dimension);
	case VYPR_NODE_QUESTION:
		return FAIL(b, VYPR_TYPE, node,
			    "'?' stands alone on the right of a comparison");
	case VYPR_NODE_FORALL: case VYPR_NODE_EXISTS: case VYPR_NODE_IMPLIES:
	case VYPR_NODE_IFF: case VYPR_NODE_OR: case VYPR_NODE_AND: case VYPR_NODE_NOT:
	case VYPR_NODE_TRUE: case VYPR_NODE_FALSE: case VYPR_NODE_COMPARE:
	case VYPR_NODE_IN: case VYPR_NODE_CHANGES: case VYPR_NODE_CALLS:
	case VYPR_NODE_ENTRY: case VYPR_NODE_EXIT: case VYPR_NODE_LINE:
	case VYPR_NODE_DURING: case VYPR_NODE_INTERVAL: case VYPR_NODE_VAR:
	case VYPR_NODE_BEFORE: case VYPR_NODE_AFTER: case VYPR_NODE_NEXT_CHANGE:
	case VYPR_NODE_PREVIOUS_CHANGE: case VYPR_NODE_NEXT_CALL:
	case VYPR_NODE_PREVIOUS_CALL: case VYPR_NODE_RECORD: case VYPR_NODE_KINDS:
		break;
	}
	return FAIL(b, VYPR_FORMAT, node, "a term is wanted here");
}

static int term(struct builder *b, int32_t node, enum dimension *ret_dimension)
{
	int good;

	if (!enter(b, node))
		return 0;
	b->depth++;
	good = term_kind(b, node, ret_dimension);
	b->depth--;
	return good;
}

/* ---- formulas -------------------------------------------------------------- */

static void add_atom(struct builder *b, int32_t node)
{
	b->form->refs[node].atom = b->form->atom_count;
	b->form->atoms[b->form->atom_count++] = node;
}

static int formula_compare(struct builder *b, int32_t node)
{
	const struct vypr_node *n = node_at(b, node);
	enum dimension x, y;

	add_atom(b, node);
	if (n->op > VYPR_GE)
		return FAIL(b, VYPR_FORMAT, node, "no such comparison");
	if (!term(b, n->a, &x))
		return 0;
	if (n->b >= 0 && (size_t)n->b < b->form->ast->node_count &&
	    node_at(b, n->b)->kind == VYPR_NODE_QUESTION) {
		b->form->measures = 1;
		return enter(b, n->b);
	}
	return term(b, n->b, &y) && join(b, node, x, y, &x);
}

static int formula_in(struct builder *b, int32_t node)
{
	const struct vypr_node *n = node_at(b, node);
	const struct vypr_node *interval;
	enum dimension x, low, high;

	add_atom(b, node);
	if (!term(b, n->a, &x) || !enter(b, n->b))
		return 0;
	interval = node_at(b, n->b);
	if (interval->kind != VYPR_NODE_INTERVAL)
		return FAIL(b, VYPR_FORMAT, n->b, "an interval is wanted here");
	return term(b, interval->a, &low) && term(b, interval->b, &high) &&
	       join(b, node, x, low, &low) && join(b, node, x, high, &high) &&
	       join(b, node, low, high, &x);
}

static int formula(struct builder *b, int32_t node);
static int inner_quantifier(struct builder *b, int32_t node);

static int formula_kind(struct builder *b, int32_t node)
{
	const struct vypr_node *n = node_at(b, node);

	switch ((enum vypr_node_kind)n->kind) {
	case VYPR_NODE_IMPLIES: case VYPR_NODE_IFF: case VYPR_NODE_OR: case VYPR_NODE_AND:
		return formula(b, n->a) && formula(b, n->b);
	case VYPR_NODE_NOT:
		return formula(b, n->a);
	case VYPR_NODE_TRUE:
	case VYPR_NODE_FALSE:
		return 1;
	case VYPR_NODE_COMPARE:
		return formula_compare(b, node);
	case VYPR_NODE_IN:
		return formula_in(b, node);
	case VYPR_NODE_FORALL:
	case VYPR_NODE_EXISTS:
		return inner_quantifier(b, node) && formula(b, n->d);
	case VYPR_NODE_CHANGES: case VYPR_NODE_CALLS: case VYPR_NODE_ENTRY:
	case VYPR_NODE_EXIT: case VYPR_NODE_LINE: case VYPR_NODE_DURING:
	case VYPR_NODE_INTERVAL: case VYPR_NODE_QUESTION: case VYPR_NODE_INTEGER:
	case VYPR_NODE_REAL: case VYPR_NODE_STRING: case VYPR_NODE_CHARACTER:
	case VYPR_NODE_CONSTANT: case VYPR_NODE_NULLPTR: case VYPR_NODE_VALUE:
	case VYPR_NODE_LENGTH: case VYPR_NODE_TYPE: case VYPR_NODE_DURATION:
	case VYPR_NODE_CPU: case VYPR_NODE_TIME_BETWEEN: case VYPR_NODE_COUNT:
	case VYPR_NODE_TOTAL: case VYPR_NODE_ARGUMENT: case VYPR_NODE_RETURNED:
	case VYPR_NODE_ADD: case VYPR_NODE_SUB: case VYPR_NODE_MUL: case VYPR_NODE_DIV:
	case VYPR_NODE_MOD: case VYPR_NODE_NEG: case VYPR_NODE_ABS: case VYPR_NODE_VAR:
	case VYPR_NODE_BEFORE: case VYPR_NODE_AFTER: case VYPR_NODE_NEXT_CHANGE:
	case VYPR_NODE_PREVIOUS_CHANGE: case VYPR_NODE_NEXT_CALL:
	case VYPR_NODE_PREVIOUS_CALL: case VYPR_NODE_RECORD: case VYPR_NODE_KINDS:
		break;
	}
	return FAIL(b, VYPR_FORMAT, node, "a formula is wanted here");
}

static int formula(struct builder *b, int32_t node)
{
	int good;

	if (!enter(b, node))
		return 0;
	b->depth++;
	good = formula_kind(b, node);
	b->depth--;
	return good;
}

/* ---- quantifiers ----------------------------------------------------------- */

static int domain_kind(struct builder *b, int32_t node, enum vypr_slot_kind *ret_kind)
{
	enum vypr_node_kind kind = node_at(b, node)->kind;

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
		return FAIL(b, VYPR_FORMAT, node, "a domain is wanted here");
	return 1;
}

/* entry(f) is entry during f; "entry(f) during g" would be neither. */
static int place_domain(struct builder *b, int32_t node, struct vypr_form_slot *slot)
{
	const struct vypr_node *n;

	if (!enter(b, node) || !domain_kind(b, node, &slot->kind))
		return 0;
	n = node_at(b, node);
	slot->what = n->str;
	slot->line = slot->kind == VYPR_SLOT_LINE ? n->v.i : 0;
	if (!place_during(b, n->d, slot))
		return 0;
	if (slot->kind == VYPR_SLOT_ENTRY || slot->kind == VYPR_SLOT_EXIT) {
		b->form->general = 1;
		if (n->str >= 0 && slot->during >= 0)
			return FAIL(b, VYPR_TYPE, n->d,
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

static int quantifier_within(struct builder *b, int32_t node, struct vypr_form_slot *slot)
{
	const struct vypr_node *interval;
	struct vypr_form_slot *other;
	enum dimension low, high;

	slot->within = node_at(b, node)->c;
	if (slot->within < 0)
		return 1;
	if (!enter(b, slot->within))
		return 0;
	interval = node_at(b, slot->within);
	if (interval->kind != VYPR_NODE_INTERVAL)
		return FAIL(b, VYPR_FORMAT, slot->within, "an interval is wanted here");
	if (slot->order == VYPR_ORDER_NONE)
		return FAIL(b, VYPR_TYPE, slot->within,
			    "'within' wants 'after' or 'before' another variable");
	if (!term(b, interval->a, &low) || !term(b, interval->b, &high))
		return 0;
	if (low == NUMBER || high == NUMBER)
		return FAIL(b, VYPR_TYPE, slot->within, "'within' wants times");
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
static int quantifier_order(struct builder *b, int32_t node, struct vypr_form_slot *slot)
{
	const struct vypr_node *n = node_at(b, node);
	struct vypr_form_slot *other;

	slot->order = (enum vypr_order)n->op;
	if (n->op == VYPR_ORDER_NONE)
		return 1;
	if (n->op > VYPR_ORDER_BEFORE)
		return FAIL(b, VYPR_FORMAT, node, "no such order");
	if (!enter(b, n->b))
		return 0;
	if (node_at(b, n->b)->kind != VYPR_NODE_VAR)
		return FAIL(b, VYPR_FORMAT, n->b, "a variable is wanted here");
	if (!bind_var(b, n->b))
		return 0;
	slot->order_slot = b->form->refs[n->b].slot;
	other = &b->form->slots[slot->order_slot];
	if (slot->order == VYPR_ORDER_AFTER)
		other->needs_end = 1;
	else
		slot->needs_end = 1;
	return 1;
}

static int quantifier(struct builder *b, int32_t node, enum vypr_slot_use use)
{
	const struct vypr_node *n = node_at(b, node);
	struct vypr_form_slot slot = { .use = use, .node = node, .parent = -1,
				       .quantifier = -1, .order_slot = -1 };

	if (!place_domain(b, n->a, &slot) || !quantifier_order(b, node, &slot) ||
	    !quantifier_within(b, node, &slot))
		return 0;
	if (use == VYPR_USE_LEADING)
		slot.quantifier = b->form->quantifier_count;
	b->form->refs[node].slot = b->form->slot_count;
	b->form->slots[b->form->slot_count++] = slot;
	return 1;
}

static int inner_quantifier(struct builder *b, int32_t node)
{
	b->form->general = 1;
	return quantifier(b, node, VYPR_USE_INNER);
}

static int leading_quantifier(struct builder *b, int32_t node)
{
	if (b->form->quantifier_count == VYPR_QUANTIFIERS_MOST)
		return FAIL(b, VYPR_LIMIT, node, "more than %d quantifiers",
			    VYPR_QUANTIFIERS_MOST);
	if (!quantifier(b, node, VYPR_USE_LEADING))
		return 0;
	b->form->quantifier_count++;
	return 1;
}

static int quantifiers(struct builder *b)
{
	int32_t node = b->form->ast->root;

	for (;;) {
		if (!enter(b, node))
			return 0;
		if (node_at(b, node)->kind != VYPR_NODE_FORALL)
			break;
		if (!leading_quantifier(b, node))
			return 0;
		node = node_at(b, node)->d;
	}
	if (b->form->quantifier_count == 0 && node_at(b, node)->kind != VYPR_NODE_EXISTS)
		return FAIL(b, VYPR_FORMAT, node, "a property begins with a quantifier");
	b->form->body = node;
	return 1;
}

/* "record:" keeps values of the state bound first, of a call those before it. */
static int records(struct builder *b)
{
	int64_t first = node_at(b, b->form->ast->root)->v.i;
	int32_t node = first > 0 && first <= INT32_MAX ? (int32_t)first - 1 : -1;

	for (; node >= 0; node = node_at(b, node)->b) {
		int32_t value;

		if (!enter(b, node))
			return 0;
		value = node_at(b, node)->a;
		if (node_at(b, node)->kind != VYPR_NODE_RECORD || !enter(b, value) ||
		    node_at(b, value)->kind != VYPR_NODE_VALUE)
			return FAIL(b, VYPR_FORMAT, node, "a record is wanted here");
		if (!place(b, node_at(b, value)->a))
			return 0;
		if (b->form->refs[node_at(b, value)->a].moment == VYPR_AFTER)
			b->form->refs[node_at(b, value)->a].moment = VYPR_BEFORE;
		capture_lvalue(b, value, value, VYPR_CAPTURE_VALUE, 1);
	}
	return 1;
}

/* ---- the whole ------------------------------------------------------------- */

static int measures_time(const struct vypr_ast *ast, int32_t node)
{
	const struct vypr_node *n;

	if (node < 0)
		return 0;
	n = &ast->nodes[node];
	if (n->kind == VYPR_NODE_DURATION || n->kind == VYPR_NODE_TIME_BETWEEN ||
	    n->kind == VYPR_NODE_CPU || n->kind == VYPR_NODE_TOTAL)
		return 1;
	if (n->kind < VYPR_NODE_ADD || n->kind > VYPR_NODE_ABS)
		return 0;
	return measures_time(ast, n->a) || measures_time(ast, n->b);
}

static void choose_measured(struct vypr_form *form)
{
	form->measured_atom = form->atom_count ? 0 : -1;
	for (int i = 0; i < form->atom_count; i++) {
		if (measures_time(form->ast, form->ast->nodes[form->atoms[i]].a)) {
			form->measured_atom = i;
			return;
		}
	}
}

static enum vypr_status allocate(struct vypr_form *form, const struct vypr_ast *ast)
{
	size_t count = ast->node_count;

	memset(form, 0, sizeof *form);
	form->ast = ast;
	form->slots = calloc(count + 1, sizeof *form->slots);
	form->captures = calloc(count + 1, sizeof *form->captures);
	form->atoms = calloc(count + 1, sizeof *form->atoms);
	form->refs = calloc(count + 1, sizeof *form->refs);
	if (!form->slots || !form->captures || !form->atoms || !form->refs)
		return VYPR_NOMEM;
	for (size_t i = 0; i < count; i++)
		form->refs[i] = (struct vypr_form_ref){ -1, -1, -1, -1, VYPR_AT };
	return VYPR_OK;
}

enum vypr_status vypr_form_make(const struct vypr_ast *ast, struct vypr_form *ret_form,
				struct vypr_diag *reterr_diag)
{
	struct vypr_form form;
	struct builder b = { .form = &form, .diag = reterr_diag,
			     .visits_most = ast->node_count };

	b.status = allocate(&form, ast);
	if (b.status != VYPR_OK)
		vypr_diag_set(reterr_diag, b.status, 0, 0, 0, "%s",
			      vypr_status_text(b.status));
	else if (quantifiers(&b)) {
		b.visits--; /* the body was looked at already */
		(void)(formula(&b, form.body) && records(&b));
	}
	if (b.status != VYPR_OK) {
		vypr_form_fini(&form);
		return b.status;
	}
	choose_measured(&form);
	form.needs_exit = form.quantifier_count > 1 ||
			  form.slot_count > form.quantifier_count || form.general;
	*ret_form = form;
	return VYPR_OK;
}

void vypr_form_fini(struct vypr_form *form)
{
	free(form->slots);
	free(form->captures);
	free(form->atoms);
	free(form->refs);
	memset(form, 0, sizeof *form);
}

int vypr_form_slot_of(const struct vypr_form *form, int32_t node,
		      enum vypr_moment *ret_moment)
{
	if (node < 0 || (size_t)node >= form->ast->node_count)
		return -1;
	if (ret_moment)
		*ret_moment = form->refs[node].moment;
	return form->refs[node].slot;
}

int vypr_form_capture_of(const struct vypr_form *form, int32_t value_node)
{
	if (value_node < 0 || (size_t)value_node >= form->ast->node_count)
		return -1;
	return form->refs[value_node].capture;
}

int vypr_form_is_time(const struct vypr_form *form, int32_t term)
{
	const struct vypr_node *n;

	if (term < 0 || (size_t)term >= form->ast->node_count)
		return 0;
	n = &form->ast->nodes[term];
	if (n->kind == VYPR_NODE_INTEGER || n->kind == VYPR_NODE_REAL)
		return n->op != VYPR_UNIT_NONE;
	if (n->kind == VYPR_NODE_DURATION || n->kind == VYPR_NODE_CPU ||
	    n->kind == VYPR_NODE_TIME_BETWEEN || n->kind == VYPR_NODE_TOTAL)
		return 1;
	if (n->kind < VYPR_NODE_ADD || n->kind > VYPR_NODE_ABS)
		return 0;
	if (n->kind == VYPR_NODE_DIV && vypr_form_is_time(form, n->b))
		return 0;
	return vypr_form_is_time(form, n->a) || vypr_form_is_time(form, n->b);
}
