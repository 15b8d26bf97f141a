/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What a term is worth: a number with its dimension and the clock's error in it.
 * Private to spec/eval.c.
 *
 *   quantity.c          measurements and constants
 *   quantity_compute.c  arithmetic
 *   quantity_order.c    comparisons
 */
#ifndef VYPR_SPEC_QUANTITY_H
#define VYPR_SPEC_QUANTITY_H

#include "spec/eval.h"

#ifdef __cplusplus
extern "C" {
#endif

__extension__ typedef __int128 quantity_int;

/* BARE: a number that means seconds beside a time. */
enum quantity_dimension { QUANTITY_BARE, QUANTITY_NUMBER, QUANTITY_TIME };

/* What is known of a value that may still change: it only grows, or only falls. */
enum quantity_open { QUANTITY_EXACT, QUANTITY_AT_LEAST, QUANTITY_AT_MOST };

/* A number is exact while real is 0; then i is the value.  Times are in ns.
 * A text has its bytes instead, which are borrowed from the formula or the captured
 * string; NULL is the null pointer. */
struct quantity {
	union {
		quantity_int i;
		struct {
			const char *text;
			size_t size; /* bytes of the text */
		};
	};
	double f;
	double error; /* the true value lies within +- error */
	uint8_t dimension; /* enum quantity_dimension */
	uint8_t open; /* enum quantity_open */
	uint8_t until_now; /* so much has passed until now: nothing ended it */
	uint8_t real;
	uint8_t not_negative; /* the true value is known not to be, whatever the error */
	uint8_t is_text;
	uint8_t truncated; /* the text had more bytes */
	uint8_t is_type; /* the name of a type: spaces do not matter */
	uint8_t is_null; /* the constant NULL, a number beside numbers */
	uint8_t is_character; /* a constant character, a number beside numbers */
	char character;
};

enum quantity_order {
	QUANTITY_LESS,
	QUANTITY_EQUAL,
	QUANTITY_GREATER,
	QUANTITY_UNORDERED
};

struct quantity_view {
	const struct vypr_form *form;
	const struct vypr_observation *observations;
	const struct vypr_captured *captured;
	const struct vypr_clock_error *error; /* NULL: exact */
	uint64_t now_ns; /* all before was seen; 0: not known */
};

/* 0 when the term has no value (yet). */
int vypr_quantity_eval(const struct quantity_view *view, int32_t node,
		       struct quantity *ret);

/* The name of a type: of a TYPE or CONSTANT node. */
int vypr_quantity_type(const struct quantity_view *view, int32_t node,
		       struct quantity *x);

/* The time from one moment to another, both known. */
void vypr_quantity_span(const struct quantity_view *view, uint64_t from, uint64_t to,
			struct quantity *x);

/* + - * / %, and - and abs in place; 0 when there is no value. */
int vypr_quantity_compute(enum vypr_node_kind kind, struct quantity *x,
			  struct quantity *y, struct quantity *ret);
int vypr_quantity_negate(enum vypr_node_kind kind, struct quantity *x);

/* Turn a BARE one beside a time into ns. */
void vypr_quantity_match(struct quantity *x, struct quantity *y);
enum quantity_order vypr_quantity_compare(const struct quantity *x,
					  const struct quantity *y);
/* Of texts: -1, 0, 1. */
double vypr_quantity_difference(const struct quantity *x, const struct quantity *y);
/* Is x op y?  IN_MARGIN when the clock cannot tell; NOT_YET when that may still change,
 * or when they cannot be compared. */
enum vypr_truth vypr_quantity_holds(enum vypr_compare op, const struct quantity *x,
				    const struct quantity *y);
enum quantity_open vypr_quantity_turned(enum quantity_open open);
double vypr_quantity_double(const struct quantity *x);

/* Nearly all fit into 64 bits, which the processor converts. */
static inline double vypr_quantity_to_double(quantity_int i)
{
	return (quantity_int)(int64_t)i == i ? (double)(int64_t)i : (double)i;
}

#ifdef __cplusplus
}
#endif
#endif
