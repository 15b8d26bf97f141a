/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how quantities compute: exactly in 128-bit integers as long as they fit, in
 * floating point otherwise, with the clock's error carried along as an interval would
 * carry it.  Every 64-bit integer, signed or not, is exact in both.  What is only known
 * to be at least so much stays that, or becomes at most so much, through + - * / by what
 * is known.
 */
#include "spec/quantity.h"

#include <math.h>

#define NS_PER_S 1000000000

static double magnitude(double x)
{
	return x < 0 ? -x : x;
}

double vypr_quantity_double(const struct quantity *x)
{
	return x->real ? x->f : vypr_quantity_to_double(x->i);
}

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
		*x = (struct quantity){ .f = (double)x->i * NS_PER_S,
					.real = 1,
					.dimension = QUANTITY_TIME };
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

enum quantity_open vypr_quantity_turned(enum quantity_open open)
{
	if (open == QUANTITY_EXACT)
		return open;
	return open == QUANTITY_AT_LEAST ? QUANTITY_AT_MOST : QUANTITY_AT_LEAST;
}

static int sign_of(const struct quantity *x)
{
	if (x->real)
		return (x->f > 0) - (x->f < 0);
	return (x->i > 0) - (x->i < 0);
}

/* One is at least (at most) so much, and is multiplied or divided by what is known. */
static enum quantity_open scaled(enum quantity_open open, const struct quantity *factor)
{
	int sign = sign_of(factor);

	if (sign == 0)
		return QUANTITY_EXACT;
	return sign < 0 ? vypr_quantity_turned(open) : open;
}

/* 0: nothing can be said of the result. */
static int compute_open(enum vypr_node_kind kind, const struct quantity *x,
			const struct quantity *y, enum quantity_open *ret_open)
{
	enum quantity_open of_y = y->open;

	*ret_open = QUANTITY_EXACT;
	if (!x->open && !y->open)
		return 1;
	if (kind == VYPR_NODE_ADD || kind == VYPR_NODE_SUB) {
		if (kind == VYPR_NODE_SUB)
			of_y = vypr_quantity_turned(of_y);
		*ret_open = x->open ? x->open : of_y;
		return !x->open || !of_y || x->open == of_y;
	}
	if (kind == VYPR_NODE_MUL && x->open && y->open) {
		*ret_open = QUANTITY_AT_LEAST;
		return x->open == QUANTITY_AT_LEAST && y->open == QUANTITY_AT_LEAST &&
		       is_not_negative(x) && is_not_negative(y);
	}
	if (kind == VYPR_NODE_MOD || (kind == VYPR_NODE_DIV && y->open))
		return 0;
	*ret_open = x->open ? scaled(x->open, y) : scaled(y->open, x);
	return 1;
}

int vypr_quantity_compute(enum vypr_node_kind kind, struct quantity *x,
			  struct quantity *y, struct quantity *ret)
{
	int divides = kind == VYPR_NODE_DIV || kind == VYPR_NODE_MOD;
	enum quantity_open open;
	quantity_int exact;

	if (x->is_text || y->is_text || !compute_open(kind, x, y, &open))
		return 0;
	if (kind != VYPR_NODE_MUL && kind != VYPR_NODE_DIV)
		vypr_quantity_match(x, y);
	if (divides && (y->real ? y->f == 0 : y->i == 0))
		return 0;
	*ret = (struct quantity){ .dimension = wider(x, y),
				  .error = compute_error(kind, x, y),
				  .not_negative = stays_not_negative(kind, x, y),
				  .open = open,
				  .until_now = x->until_now | y->until_now };
	if (kind == VYPR_NODE_DIV && y->dimension == QUANTITY_TIME) {
		ret->dimension = QUANTITY_NUMBER;
		make_real(x);
	}
	if (!x->real && !y->real && compute_int(kind, x->i, y->i, &exact)) {
		ret->i = exact;
		return 1;
	}
	ret->real = 1;
	ret->f = compute_real(kind, vypr_quantity_double(x), vypr_quantity_double(y));
	return 1;
}

int vypr_quantity_negate(enum vypr_node_kind kind, struct quantity *x)
{
	quantity_int zero = 0;
	int is_abs = kind == VYPR_NODE_ABS;

	if (x->is_text)
		return 0;
	x->not_negative = is_abs;
	x->is_character = x->is_null = 0;
	if (is_abs && sign_of(x) >= 0) /* "at most 5" may be -7 */
		return x->open != QUANTITY_AT_MOST;
	if (is_abs && x->open == QUANTITY_AT_LEAST)
		return 0;
	x->open = vypr_quantity_turned(x->open);
	if (!x->real && __builtin_sub_overflow(zero, x->i, &zero))
		make_real(x);
	if (x->real)
		x->f = -x->f;
	else
		x->i = zero;
	return 1;
}
