/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What a term is worth: a number with its dimension and the clock's error in it.
 * Private to spec/eval.c.
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

/* Exact while real is 0; then i is the value.  Times are in ns. */
struct quantity {
	quantity_int i;
	double f;
	double error;            /* the true value lies within +- error */
	int real;
	int not_negative;        /* the true value is known not to be, whatever the error */
	enum quantity_dimension dimension;
};

enum quantity_order {
	QUANTITY_LESS, QUANTITY_EQUAL, QUANTITY_GREATER, QUANTITY_UNORDERED
};

struct quantity_view {
	const struct vypr_form *form;
	const struct vypr_observation *observations;
	const struct vypr_captured *captured;
	const struct vypr_clock_error *error;   /* NULL: exact */
};

/* 0 when the term has no value (yet). */
int vypr_quantity_eval(const struct quantity_view *view, int32_t node,
		       struct quantity *ret);

/* The time from one moment to another, both known. */
void vypr_quantity_span(const struct quantity_view *view, uint64_t from, uint64_t to,
			struct quantity *x);

/* Turn a BARE one beside a time into ns. */
void vypr_quantity_match(struct quantity *x, struct quantity *y);
enum quantity_order vypr_quantity_compare(const struct quantity *x,
					  const struct quantity *y);
double vypr_quantity_difference(const struct quantity *x, const struct quantity *y);
/* Can the clock not tell whether x op y? */
int vypr_quantity_in_margin(enum vypr_compare op, const struct quantity *x,
			    const struct quantity *y);
double vypr_quantity_double(const struct quantity *x);

#ifdef __cplusplus
}
#endif
#endif
