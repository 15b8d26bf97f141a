/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how terms compute: exactly in 128-bit integers as long as they fit, in floating
 * point otherwise, with the clock's error carried along as an interval would
 * carry it.  Every 64-bit integer, signed or not, is exact in both.
 */
#include "spec/quantity.h"

#include <math.h>
#include <string.h>

#define NS_PER_S 1000000000

static double magnitude(double x)
{
	return x < 0 ? -x : x;
}

double vypr_quantity_double(const struct quantity *x)
{
	return x->real ? x->f : (double)x->i;
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
	case VYPR_TYPE_PTR:
		set_int(x, bits, dimension);
		return;
	case VYPR_TYPE_F64:
		memcpy(&f, &bits, sizeof f);
		set_real(x, f, dimension);
		return;
	case VYPR_TYPE_NONE:
	case VYPR_TYPE_I64:
	case VYPR_TYPE_CHAR:
	case VYPR_TYPE_STRING:
		break;
	}
	set_int(x, (int64_t)bits, dimension);
}

static int constant(const struct vypr_node *n, struct quantity *x)
{
	uint64_t bits;

	memcpy(&bits, &n->v, sizeof bits);
	set_bits(x, bits, (enum vypr_type)n->op, QUANTITY_BARE);
	return n->op != VYPR_TYPE_NONE;
}

static int value(const struct quantity_view *view, int32_t node, struct quantity *x)
{
	int capture = view->form->refs[node].capture;

	if (!view->captured[capture].known)
		return 0;
	set_bits(x, view->captured[capture].value, view->form->captures[capture].type,
		 QUANTITY_NUMBER);
	return 1;
}

void vypr_quantity_span(const struct quantity_view *view, uint64_t from, uint64_t to,
		     struct quantity *x)
{
	set_int(x, (quantity_int)to - (quantity_int)from, QUANTITY_TIME);
	if (view->error)
		x->error = (double)view->error->abs_ns +
			   view->error->relative * magnitude((double)x->i);
}

static int duration(const struct quantity_view *view, int32_t call, struct quantity *x)
{
	const struct vypr_observation *o =
		&view->observations[view->form->refs[call].slot];

	if (o->site_end == VYPR_NO_SITE || !o->begin_ns || !o->end_ns)
		return 0;
	/* no call ends before it begins, but two clocks may say so within their error */
	vypr_quantity_span(view, o->begin_ns, o->end_ns < o->begin_ns ? o->begin_ns : o->end_ns, x);
	x->not_negative = 1;
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

static int time_between(const struct quantity_view *view, const struct vypr_node *n,
			struct quantity *x)
{
	uint64_t from = time_of(view, n->a), to = time_of(view, n->b);

	if (!from || !to)
		return 0;
	vypr_quantity_span(view, from, to, x);
	return 1;
}

/* ---- arithmetic ------------------------------------------------------------ */

static void make_real(struct quantity *x)
{
	if (!x->real) {
		x->f = (double)x->i;
		x->real = 1;
	}
}

static void scale_to_ns(struct quantity *x)
{
	x->dimension = QUANTITY_TIME;
	if (x->real)
		x->f *= NS_PER_S;
	else if (__builtin_mul_overflow(x->i, (quantity_int)NS_PER_S, &x->i))
		set_real(x, (double)x->i * NS_PER_S, QUANTITY_TIME);
}

void vypr_quantity_match(struct quantity *x, struct quantity *y)
{
	if (x->dimension == QUANTITY_TIME && y->dimension == QUANTITY_BARE)
		scale_to_ns(y);
	else if (y->dimension == QUANTITY_TIME && x->dimension == QUANTITY_BARE)
		scale_to_ns(x);
}

static enum quantity_dimension wider(const struct quantity *x, const struct quantity *y)
{
	return x->dimension > y->dimension ? x->dimension : y->dimension;
}

/* The remainder as C's fmod, exact, without the mathematics library: take away
 * y * 2^k while it fits, the largest k first. */
static double remainder_of(double x, double y)
{
	double rest = magnitude(x), step, unit = magnitude(y);
	int e_rest, e_unit;

	if (!(rest <= 1.7976931348623157e308))
		return rest - rest; /* infinite, NaN */
	if (!(unit <= 1.7976931348623157e308))
		return x;
	while (rest >= unit) {
		frexp(rest, &e_rest);
		frexp(unit, &e_unit);
		step = ldexp(unit, e_rest - e_unit);
		if (step > rest)
			step = ldexp(unit, e_rest - e_unit - 1);
		rest -= step;
	}
	return x < 0 ? -rest : rest;
}

static int compute_int(enum vypr_node_kind kind, quantity_int x, quantity_int y,
		       quantity_int *ret)
{
	if (kind == VYPR_NODE_ADD)
		return !__builtin_add_overflow(x, y, ret);
	if (kind == VYPR_NODE_SUB)
		return !__builtin_sub_overflow(x, y, ret);
	if (kind == VYPR_NODE_MUL)
		return !__builtin_mul_overflow(x, y, ret);
	if (y == -1) { /* the one divisor that can overflow */
		*ret = 0;
		return kind == VYPR_NODE_MOD || !__builtin_sub_overflow(*ret, x, ret);
	}
	*ret = kind == VYPR_NODE_DIV ? x / y : x % y;
	return 1;
}

static double compute_real(enum vypr_node_kind kind, double x, double y)
{
	if (kind == VYPR_NODE_ADD)
		return x + y;
	if (kind == VYPR_NODE_SUB)
		return x - y;
	if (kind == VYPR_NODE_MUL)
		return x * y;
	return kind == VYPR_NODE_DIV ? x / y : remainder_of(x, y);
}

/* Errors add up; a factor stretches them; a quotient has those of both. */
static double compute_error(enum vypr_node_kind kind, const struct quantity *x,
			    const struct quantity *y)
{
	double a = magnitude(vypr_quantity_double(x)),
	       b = magnitude(vypr_quantity_double(y));

	if (x->error == 0 && y->error == 0)
		return 0;
	if (kind == VYPR_NODE_MUL)
		return x->error * b + y->error * a;
	if (kind == VYPR_NODE_DIV)
		return (x->error + y->error * a / b) / b;
	return x->error + y->error;
}

static int is_not_negative(const struct quantity *x)
{
	if (x->error > 0)
		return x->not_negative;
	return x->real ? x->f >= 0 : x->i >= 0;
}

static int stays_not_negative(enum vypr_node_kind kind, const struct quantity *x,
			      const struct quantity *y)
{
	if (kind == VYPR_NODE_MOD)
		return is_not_negative(x);
	return kind != VYPR_NODE_SUB && is_not_negative(x) && is_not_negative(y);
}

static int arithmetic(const struct quantity_view *view, const struct vypr_node *n,
		      struct quantity *ret)
{
	enum vypr_node_kind kind = (enum vypr_node_kind)n->kind;
	int divides = kind == VYPR_NODE_DIV || kind == VYPR_NODE_MOD;
	struct quantity x, y;
	quantity_int exact;

	if (!vypr_quantity_eval(view, n->a, &x) || !vypr_quantity_eval(view, n->b, &y))
		return 0;
	if (kind != VYPR_NODE_MUL && kind != VYPR_NODE_DIV)
		vypr_quantity_match(&x, &y);
	if (divides && (y.real ? y.f == 0 : y.i == 0))
		return 0;
	*ret = (struct quantity){ .dimension = wider(&x, &y),
				  .error = compute_error(kind, &x, &y),
				  .not_negative = stays_not_negative(kind, &x, &y) };
	if (kind == VYPR_NODE_DIV && y.dimension == QUANTITY_TIME) {
		ret->dimension = QUANTITY_NUMBER;
		make_real(&x);
	}
	if (!x.real && !y.real && compute_int(kind, x.i, y.i, &exact)) {
		ret->i = exact;
		return 1;
	}
	ret->real = 1;
	ret->f = compute_real(kind, vypr_quantity_double(&x), vypr_quantity_double(&y));
	return 1;
}

static int negative(const struct quantity_view *view, const struct vypr_node *n,
		    struct quantity *x)
{
	quantity_int zero = 0;

	if (!vypr_quantity_eval(view, n->a, x))
		return 0;
	x->not_negative = n->kind == VYPR_NODE_ABS;
	if (n->kind == VYPR_NODE_ABS && (x->real ? !(x->f < 0) : x->i >= 0))
		return 1;
	if (!x->real && __builtin_sub_overflow(zero, x->i, &zero))
		make_real(x);
	if (x->real)
		x->f = -x->f;
	else
		x->i = zero;
	return 1;
}

int vypr_quantity_eval(const struct quantity_view *view, int32_t node,
		       struct quantity *ret)
{
	const struct vypr_node *n = &view->form->ast->nodes[node];

	if (n->kind == VYPR_NODE_INTEGER || n->kind == VYPR_NODE_REAL) {
		set_literal(ret, n);
		return 1;
	}
	if (n->kind == VYPR_NODE_VALUE)
		return value(view, node, ret);
	if (n->kind == VYPR_NODE_DURATION)
		return duration(view, n->a, ret);
	if (n->kind == VYPR_NODE_TIME_BETWEEN)
		return time_between(view, n, ret);
	if (n->kind == VYPR_NODE_CONSTANT)
		return constant(n, ret);
	if (n->kind == VYPR_NODE_CHARACTER || n->kind == VYPR_NODE_NULLPTR) {
		set_int(ret, n->kind == VYPR_NODE_CHARACTER ? n->v.i : 0,
			QUANTITY_NUMBER);
		return 1;
	}
	if (n->kind == VYPR_NODE_NEG || n->kind == VYPR_NODE_ABS)
		return negative(view, n, ret);
	if (n->kind >= VYPR_NODE_ADD && n->kind <= VYPR_NODE_MOD)
		return arithmetic(view, n, ret);
	return 0;
}

/* ---- comparison ------------------------------------------------------------ */

#define ORDER(x, y)                                                                     \
	((x) < (y) ? QUANTITY_LESS : (x) > (y) ? QUANTITY_GREATER : QUANTITY_EQUAL)

/* An integer beside a floating point number, without rounding either. */
static enum quantity_order compare_mixed(quantity_int i, double f)
{
	const double beyond = 0x1p127;
	quantity_int whole;

	if (f != f)
		return QUANTITY_UNORDERED;
	if (f >= beyond)
		return QUANTITY_LESS;
	if (f < -beyond)
		return QUANTITY_GREATER;
	whole = (quantity_int)f;
	if (i != whole)
		return ORDER(i, whole);
	return ORDER((double)whole, f);
}

enum quantity_order vypr_quantity_compare(const struct quantity *x,
					  const struct quantity *y)
{
	enum quantity_order order;

	if (!x->real && !y->real)
		return ORDER(x->i, y->i);
	if (x->real && y->real)
		return x->f != x->f || y->f != y->f ? QUANTITY_UNORDERED
						    : ORDER(x->f, y->f);
	if (y->real)
		return compare_mixed(x->i, y->f);
	order = compare_mixed(y->i, x->f);
	if (order == QUANTITY_LESS)
		return QUANTITY_GREATER;
	return order == QUANTITY_GREATER ? QUANTITY_LESS : order;
}

double vypr_quantity_difference(const struct quantity *x, const struct quantity *y)
{
	quantity_int difference;

	if (!x->real && !y->real && !__builtin_sub_overflow(x->i, y->i, &difference))
		return (double)difference;
	return vypr_quantity_double(x) - vypr_quantity_double(y);
}

/* x cannot be negative: is y so low that this alone answers x op y? */
static int is_answered_by_sign(enum vypr_compare op, const struct quantity *x,
			       const struct quantity *y)
{
	double bound = vypr_quantity_double(y);

	if (!x->not_negative || y->error > 0)
		return 0;
	return bound < 0 || (bound == 0 && (op == VYPR_GE || op == VYPR_LT));
}

static enum vypr_compare mirrored(enum vypr_compare op)
{
	switch (op) {
	case VYPR_EQ:
	case VYPR_NE: return op;
	case VYPR_LT: return VYPR_GT;
	case VYPR_LE: return VYPR_GE;
	case VYPR_GT: return VYPR_LT;
	case VYPR_GE: return VYPR_LE;
	}
	return op;
}

int vypr_quantity_in_margin(enum vypr_compare op, const struct quantity *x,
			    const struct quantity *y)
{
	double error = x->error + y->error;

	return error > 0 && magnitude(vypr_quantity_difference(x, y)) < error &&
	       !is_answered_by_sign(op, x, y) && !is_answered_by_sign(mirrored(op), y, x);
}
