/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows which of two quantities is greater, and when that cannot be told: numbers
 * exactly, texts by their bytes, what the clock's error covers, and what is only known to
 * be at least or at most so much.
 */
#include "spec/quantity.h"

#include <string.h>

static double magnitude(double x)
{
	return x < 0 ? -x : x;
}

/* ---- comparison ------------------------------------------------------------ */

#define ORDER(x, y)                                                                      \
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

/* ---- texts ---------------------------------------------------------------------- */

/* A character beside a text is a text of one. */
static const char *bytes_of(const struct quantity *x, size_t *ret_size)
{
	*ret_size = x->is_text ? x->size : 1;
	return x->is_text ? x->text : &x->character;
}

static int is_null(const struct quantity *x)
{
	return x->is_text ? !x->text : x->is_null;
}

static int is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

/* A type has spaces only where two words would grow together: "struct buf *" and
 * "struct buf*" are one. */
static int is_same_type(const char *x, const char *y)
{
	for (char before = 0;; before = *x, x++, y++) {
		const char *from_x = x, *from_y = y;

		x += strspn(x, " ");
		y += strspn(y, " ");
		if (*x != *y ||
		    ((x > from_x) != (y > from_y) && is_word(before) && is_word(*x)))
			return 0;
		if (!*x)
			return 1;
	}
}

/* Two that were cut off and agree so far may be equal or not. */
static enum quantity_order compare_bytes(const struct quantity *x,
					 const struct quantity *y)
{
	size_t size_x, size_y;
	const char *text_x = bytes_of(x, &size_x), *text_y = bytes_of(y, &size_y);
	size_t common = size_x < size_y ? size_x : size_y;
	int order = common ? memcmp(text_x, text_y, common) : 0;

	if (order)
		return order < 0 ? QUANTITY_LESS : QUANTITY_GREATER;
	if ((x->truncated && y->truncated) || (x->truncated && size_x < size_y) ||
	    (y->truncated && size_y < size_x))
		return QUANTITY_UNORDERED;
	if (x->truncated || y->truncated)
		return x->truncated ? QUANTITY_GREATER : QUANTITY_LESS;
	return size_x < size_y	 ? QUANTITY_LESS
	       : size_x > size_y ? QUANTITY_GREATER
				 : QUANTITY_EQUAL;
}

/* The null pointer is different from every text, and neither before nor behind it.
 * UNORDERED: that cannot be told. */
static enum quantity_order compare_texts(const struct quantity *x,
					 const struct quantity *y, int *ret_only_equality)
{
	*ret_only_equality = 0;
	if (is_null(x) || is_null(y)) {
		*ret_only_equality = 1;
		return is_null(x) && is_null(y) ? QUANTITY_EQUAL : QUANTITY_LESS;
	}
	if ((!x->is_text && !x->is_character) || (!y->is_text && !y->is_character))
		return QUANTITY_UNORDERED; /* a number */
	if (x->is_type || y->is_type)
		if (is_same_type(x->text, y->text))
			return QUANTITY_EQUAL;
	return compare_bytes(x, y);
}

/* Texts are equal or not: there is no distance. */
static double text_difference(const struct quantity *x, const struct quantity *y)
{
	int only_equality;

	switch (compare_texts(x, y, &only_equality)) {
	case QUANTITY_LESS: return -1;
	case QUANTITY_GREATER: return 1;
	case QUANTITY_EQUAL:
	case QUANTITY_UNORDERED: break;
	}
	return 0;
}

double vypr_quantity_difference(const struct quantity *x, const struct quantity *y)
{
	quantity_int difference;

	if (x->is_text || y->is_text)
		return text_difference(x, y);
	if (!x->real && !y->real && !__builtin_sub_overflow(x->i, y->i, &difference))
		return vypr_quantity_to_double(difference);
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

/* Can the clock not tell whether x op y? */
static int is_in_margin(enum vypr_compare op, const struct quantity *x,
			const struct quantity *y)
{
	double error = x->error + y->error;

	return error > 0 && magnitude(vypr_quantity_difference(x, y)) < error &&
	       !is_answered_by_sign(op, x, y) && !is_answered_by_sign(mirrored(op), y, x);
}

/* ---- is it so? ------------------------------------------------------------------- */

static int holds(enum vypr_compare op, enum quantity_order order)
{
	switch (op) {
	case VYPR_EQ: return order == QUANTITY_EQUAL;
	case VYPR_NE: return order != QUANTITY_EQUAL;
	case VYPR_LT: return order == QUANTITY_LESS;
	case VYPR_LE: return order == QUANTITY_LESS || order == QUANTITY_EQUAL;
	case VYPR_GT: return order == QUANTITY_GREATER;
	case VYPR_GE: return order == QUANTITY_GREATER || order == QUANTITY_EQUAL;
	}
	return 0;
}

static enum vypr_truth truth_of(int so)
{
	return so ? VYPR_TRUE_NOW : VYPR_FALSE_NOW;
}

static enum vypr_truth texts_hold(enum vypr_compare op, const struct quantity *x,
				  const struct quantity *y)
{
	int only_equality;
	enum quantity_order order = compare_texts(x, y, &only_equality);

	if (order == QUANTITY_UNORDERED ||
	    (only_equality && op != VYPR_EQ && op != VYPR_NE))
		return VYPR_NOT_YET;
	return truth_of(holds(op, order));
}

/* x - y can only grow (or only fall): past the bound it stays past. */
static enum vypr_truth open_holds(enum vypr_compare op, const struct quantity *x,
				  const struct quantity *y)
{
	enum quantity_open open = x->open;
	enum quantity_order order;
	int grows;

	if (y->open) {
		if (x->open == y->open)
			return VYPR_NOT_YET;
		open = vypr_quantity_turned(y->open);
	}
	if (is_in_margin(op, x, y))
		return VYPR_NOT_YET;
	grows = open == QUANTITY_AT_LEAST;
	order = vypr_quantity_compare(x, y);
	if (order == (grows ? QUANTITY_GREATER : QUANTITY_LESS))
		return truth_of(holds(op, order));
	if (order == QUANTITY_EQUAL && (op == VYPR_GE || op == VYPR_LT))
		return grows ? truth_of(op == VYPR_GE) : VYPR_NOT_YET;
	if (order == QUANTITY_EQUAL && (op == VYPR_LE || op == VYPR_GT))
		return grows ? VYPR_NOT_YET : truth_of(op == VYPR_LE);
	return VYPR_NOT_YET;
}

enum vypr_truth vypr_quantity_holds(enum vypr_compare op, const struct quantity *x,
				    const struct quantity *y)
{
	if (x->is_text || y->is_text)
		return texts_hold(op, x, y);
	if (x->open || y->open)
		return open_holds(op, x, y);
	if (is_in_margin(op, x, y))
		return VYPR_IN_MARGIN;
	return truth_of(holds(op, vypr_quantity_compare(x, y)));
}
