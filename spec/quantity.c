/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what each measurement and constant of a formula is worth, for what has been seen.
 */
#include "spec/quantity.h"

#include <string.h>

static double magnitude(double x)
{
	return x < 0 ? -x : x;
}

static void set_int(struct quantity *x, quantity_int i, enum quantity_dimension dimension)
{
	*x = (struct quantity){ .i = i, .dimension = dimension };
}

static void set_real(struct quantity *x, double f, enum quantity_dimension dimension)
{
	*x = (struct quantity){ .f = f, .real = 1, .dimension = dimension };
}

/* ---- leaves ---------------------------------------------------------------- */

static int64_t ns_of_unit(uint8_t unit)
{
	static const int64_t ns[] = {
		1, /* none */
#define VYPR_TIME_UNIT(name, text, nanoseconds) nanoseconds,
#include "spec/time_unit.def"
#undef VYPR_TIME_UNIT
	};

	return unit < sizeof ns / sizeof *ns ? ns[unit] : 1;
}

static void set_literal(struct quantity *x, const struct vypr_node *n)
{
	enum quantity_dimension dimension =
		n->op == VYPR_UNIT_NONE ? QUANTITY_BARE : QUANTITY_TIME;

	if (n->kind == VYPR_NODE_INTEGER)
		set_int(x, (quantity_int)n->v.i * ns_of_unit(n->op), dimension);
	else
		set_real(x, n->v.f * (double)ns_of_unit(n->op), dimension);
}

/* 64 bits as a type says.  NONE: what the compiler did not say is read as signed. */
static void set_bits(struct quantity *x, uint64_t bits, enum vypr_type type,
		     enum quantity_dimension dimension)
{
	double f;

	switch (type) {
	case VYPR_TYPE_U64:
	case VYPR_TYPE_BOOL:
	case VYPR_TYPE_PTR: set_int(x, bits, dimension); return;
	case VYPR_TYPE_F64:
		memcpy(&f, &bits, sizeof f);
		set_real(x, f, dimension);
		return;
	case VYPR_TYPE_NONE:
	case VYPR_TYPE_I64:
	case VYPR_TYPE_CHAR:
	case VYPR_TYPE_STRING: break;
	}
	set_int(x, (int64_t)bits, dimension);
}

static void set_text(struct quantity *x, const char *text, size_t size)
{
	*x = (struct quantity){
		.text = text, .size = size, .is_text = 1, .dimension = QUANTITY_NUMBER
	};
}

static int constant(const struct quantity_view *view, const struct vypr_node *n,
		    struct quantity *x)
{
	const char *text;
	uint64_t bits;

	if (n->op == VYPR_TYPE_STRING) {
		text = view->form->ast->strings + n->v.i;
		set_text(x, text, strlen(text));
		return 1;
	}
	memcpy(&bits, &n->v, sizeof bits);
	set_bits(x, bits, (enum vypr_type)n->op, QUANTITY_BARE);
	return n->op != VYPR_TYPE_NONE;
}

static int character(const struct vypr_node *n, struct quantity *x)
{
	set_int(x, n->v.i, QUANTITY_NUMBER);
	x->is_character = 1;
	x->character = (char)n->v.i;
	return 1;
}

static int null_pointer(struct quantity *x)
{
	set_int(x, 0, QUANTITY_NUMBER);
	x->is_null = 1;
	return 1;
}

/* A word that the compiler could not resolve is the name of a type beside type( ). */
int vypr_quantity_type(const struct quantity_view *view, int32_t node, struct quantity *x)
{
	const struct vypr_node *n = &view->form->ast->nodes[node];
	const char *text = vypr_ast_string(view->form->ast, n->str);

	set_text(x, text, strlen(text));
	x->is_type = 1;
	return n->str >= 0;
}

/* The null pointer has no text, and id 0. */
static int string_value(const struct vypr_captured *captured, struct quantity *x)
{
	const struct vypr_string *s = captured->string;

	set_text(x, s ? s->bytes : NULL, s ? s->size : 0);
	x->truncated = s && s->truncated;
	return s || !captured->value;
}

/* Of how many calls a total is made is not known here, but whether there are any: it has the
 * clock's error of one, as those of several cancel as often as they add up. */
static void counted(const struct quantity_view *view, int is_time, int is_measured,
		    struct quantity *x)
{
	x->not_negative = 1;
	if (!is_time)
		return;
	x->dimension = QUANTITY_TIME;
	if (view->error && is_measured)
		x->error = (double)view->error->abs_ns +
			   view->error->relative * (double)x->i;
}

static int is_in_progress(const struct vypr_observation *call)
{
	return call->site_begin != VYPR_NO_SITE && call->site_end == VYPR_NO_SITE;
}

static int value(const struct quantity_view *view, int32_t node, struct quantity *x)
{
	int index = view->form->refs[node].capture;
	const struct vypr_form_capture *capture = &view->form->captures[index];
	const struct vypr_captured *captured = &view->captured[index];

	if (!captured->known)
		return 0;
	if (capture->type == VYPR_TYPE_STRING)
		return string_value(captured, x);
	set_bits(x, captured->value, capture->type, QUANTITY_NUMBER);
	if (capture->kind >= VYPR_CAPTURE_COUNT)
		counted(view, capture->kind == VYPR_CAPTURE_TOTAL,
			captured->known != VYPR_KNOWN_NONE, x);
	if (captured->known == VYPR_KNOWN_SO_FAR)
		x->open = QUANTITY_AT_LEAST;
	if (capture->kind == VYPR_CAPTURE_TOTAL)
		x->until_now = x->open && is_in_progress(&view->observations[capture->slot]);
	return 1;
}

/* The thread's own clock knows it exactly. */
static int cpu(const struct quantity_view *view, int32_t node, struct quantity *x)
{
	const struct vypr_form_ref *ref = &view->form->refs[node];
	const struct vypr_captured *before = &view->captured[ref->capture];
	const struct vypr_captured *after = &view->captured[ref->capture_after];

	if (!before->known || !after->known)
		return 0;
	set_int(x, (quantity_int)after->value - (quantity_int)before->value,
		QUANTITY_TIME);
	return 1;
}

void vypr_quantity_span(const struct quantity_view *view, uint64_t from, uint64_t to,
			struct quantity *x)
{
	set_int(x, (quantity_int)to - (quantity_int)from, QUANTITY_TIME);
	if (view->error)
		x->error =
			(double)view->error->abs_ns +
			view->error->relative * magnitude(vypr_quantity_to_double(x->i));
}

/* Until when it is known that the end has not come: now, or when there was an end to that. */
static uint64_t known_until(const struct quantity_view *view,
			    const struct vypr_observation *o)
{
	return o->end_ns ? o->end_ns : view->now_ns;
}

/* A call in progress has lasted until now, and goes on. */
static int duration(const struct quantity_view *view, int32_t call, struct quantity *x)
{
	const struct vypr_observation *o =
		&view->observations[view->form->refs[call].slot];
	int in_progress = o->site_end == VYPR_NO_SITE;
	uint64_t end = in_progress ? known_until(view, o) : o->end_ns;

	if (o->site_begin == VYPR_NO_SITE || !o->begin_ns || !end ||
	    (in_progress && end <= o->begin_ns))
		return 0;
	/* no call ends before it begins, but two clocks may say so within their error */
	vypr_quantity_span(view, o->begin_ns, end < o->begin_ns ? o->begin_ns : end, x);
	x->not_negative = 1;
	x->open = in_progress ? QUANTITY_AT_LEAST : QUANTITY_EXACT;
	x->until_now = in_progress != 0;
	return 1;
}

/* When a state was; 0: not seen. */
static uint64_t time_of(const struct quantity_view *view, int32_t state)
{
	const struct vypr_form_ref *ref = &view->form->refs[state];
	const struct vypr_observation *o = &view->observations[ref->slot];

	if (ref->moment == VYPR_BEFORE)
		return o->site_begin == VYPR_NO_SITE ? 0 : o->begin_ns;
	return o->site_end == VYPR_NO_SITE ? 0 : o->end_ns;
}

/* Has it not been yet, so that it can only come after what is known? */
static int may_come(const struct quantity_view *view, int32_t state)
{
	const struct vypr_form_ref *ref = &view->form->refs[state];
	const struct vypr_observation *o = &view->observations[ref->slot];
	int is_next = view->form->slots[ref->slot].use == VYPR_USE_NEXT;
	int begun = o->site_begin != VYPR_NO_SITE;

	if (o->site_end != VYPR_NO_SITE)
		return 0;
	return ref->moment == VYPR_AFTER ? is_next || begun : is_next && !begun;
}

/* Is a, or what it is a previous_* of, the same as b or what it is a next_* of, or earlier in
 * the same slot, so that their order is known? */
static int is_in_order(const struct vypr_form *form, const struct vypr_form_ref *a,
		       const struct vypr_form_ref *b)
{
	const struct vypr_form_slot *slots = form->slots;
	int x = a->slot, y;
	enum vypr_moment of_x = a->moment, of_y;

	for (;;) {
		for (y = b->slot, of_y = b->moment; y != x; y = slots[y].parent) {
			if (slots[y].use != VYPR_USE_NEXT)
				break;
			of_y = slots[y].from;
		}
		if (x == y && (of_x != VYPR_AFTER || of_y == VYPR_AFTER))
			return 1;
		if (slots[x].use != VYPR_USE_PREVIOUS)
			return 0;
		of_x = slots[x].from;
		x = slots[x].parent;
	}
}

/* The earliest time at which a state that may come can be, beside one that has been at x:
 * after what is known, and after x when it is later by its nature; 0: that is not known. */
static uint64_t earliest(const struct quantity_view *view, int32_t state, int is_later,
			 uint64_t x)
{
	uint64_t until = known_until(
		view, &view->observations[view->form->refs[state].slot]);

	return is_later && until < x ? x : until;
}

static int time_between(const struct quantity_view *view, const struct vypr_node *n,
			struct quantity *x)
{
	const struct vypr_form_ref *a = &view->form->refs[n->a];
	const struct vypr_form_ref *b = &view->form->refs[n->b];
	uint64_t from = time_of(view, n->a), to = time_of(view, n->b);
	enum quantity_open open = QUANTITY_EXACT;
	int in_order = is_in_order(view->form, a, b);

	if (from && !to && may_come(view, n->b)) {
		to = earliest(view, n->b, in_order, from);
		open = QUANTITY_AT_LEAST;
	} else if (to && !from && may_come(view, n->a)) {
		from = earliest(view, n->a, is_in_order(view->form, b, a), to);
		open = QUANTITY_AT_MOST;
	}
	if (!from || !to)
		return 0;
	vypr_quantity_span(view, from, in_order && to < from ? from : to, x);
	x->not_negative = in_order;
	x->open = open;
	x->until_now = open != QUANTITY_EXACT;
	return 1;
}

/* ---- any term -------------------------------------------------------------- */

int vypr_quantity_eval(const struct quantity_view *view, int32_t node,
		       struct quantity *ret)
{
	const struct vypr_node *n = &view->form->ast->nodes[node];
	struct quantity x, y;
	const char *text;

	if (n->kind == VYPR_NODE_INTEGER || n->kind == VYPR_NODE_REAL) {
		set_literal(ret, n);
		return 1;
	}
	if (n->kind == VYPR_NODE_DURATION)
		return duration(view, n->a, ret);
	if (n->kind == VYPR_NODE_TIME_BETWEEN)
		return time_between(view, n, ret);
	if (n->kind == VYPR_NODE_CPU)
		return cpu(view, node, ret);
	if (view->form->refs[node].capture >= 0) /* the other measurements */
		return value(view, node, ret);
	if (n->kind == VYPR_NODE_CONSTANT)
		return constant(view, n, ret);
	if (n->kind == VYPR_NODE_CHARACTER)
		return character(n, ret);
	if (n->kind == VYPR_NODE_NULLPTR)
		return null_pointer(ret);
	if (n->kind == VYPR_NODE_STRING) {
		text = vypr_ast_string(view->form->ast, n->str);
		set_text(ret, text, strlen(text));
		return 1;
	}
	if (n->kind == VYPR_NODE_TYPE)
		return vypr_quantity_type(view, node, ret);
	if (n->kind == VYPR_NODE_NEG || n->kind == VYPR_NODE_ABS)
		return vypr_quantity_eval(view, n->a, ret) &&
		       vypr_quantity_negate((enum vypr_node_kind)n->kind, ret);
	if (n->kind >= VYPR_NODE_ADD && n->kind <= VYPR_NODE_MOD)
		return vypr_quantity_eval(view, n->a, &x) &&
		       vypr_quantity_eval(view, n->b, &y) &&
		       vypr_quantity_compute((enum vypr_node_kind)n->kind, &x, &y, ret);
	return 0;
}
