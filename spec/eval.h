/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What a formula means for one binding: three-valued evaluation over what has been
 * seen so far.  The only place that knows (cftl.md sections 3 and 4).
 */
#ifndef VYPR_SPEC_EVAL_H
#define VYPR_SPEC_EVAL_H

#include "spec/form.h"
#include "spec/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MEASURED: rests on a "?" whose left side is known; stays what it is, as IN_MARGIN. */
enum vypr_truth {
	VYPR_FALSE_NOW, VYPR_TRUE_NOW, VYPR_NOT_YET, VYPR_IN_MARGIN, VYPR_MEASURED
};

/* Errors of the clock: a time t read as a difference lies within
 * abs_ns + t * relative.  Closer to a bound than that is IN_MARGIN. */
struct vypr_clock_error {
	uint64_t abs_ns;
	double relative;
};

/* TEXT: value and bound are 0, and severity says only where it lies. */
enum vypr_quantity { VYPR_QUANTITY_NUMBER, VYPR_QUANTITY_NS, VYPR_QUANTITY_TEXT };

/* Why: the first atom (in the order of the text) on which the truth rests (where both
 * sides of an implication make it false: the right one, the left is its condition), its
 * sides and severity: signed distance from the observed value to the nearest bound,
 * positive inside (for two terms: the difference of the sides).  Inside is where the formula asks
 * for it to be, below "not" and in a condition where the atom is false: what is true has no
 * severity below 0, what is false none above.
 * atom -1: none (constants only).  value is the left side.
 *
 * Numbers.  Integers are exact in 128 bits, whatever the signs and widths of what was
 * captured; what does not fit becomes floating point.  / and % of integers cut off
 * towards zero as in C, but time / time is a fraction.  Integers and floating
 * point are compared exactly.  Division by zero has no value: its atom stays NOT_YET.
 *
 * Texts are compared by their bytes, as strcmp does; the null pointer is different from all.
 * Of two that were cut off and agree in what is kept nothing is known: NOT_YET.
 *
 * What is at least so much (a call in progress, a KNOWN_SO_FAR count) decides an atom when it
 * is past the bound, by more than the clock's error; value is what it was at least. */
struct vypr_judgement {
	enum vypr_truth truth;
	int atom;
	int side;                /* 0 left, 1 low bound, 2 high bound: the one that decided */
	enum vypr_quantity quantity;
	double value, bound, severity;
	int until_now;           /* value is the time that had passed: nothing ended it */
};

/* Evaluate; observations and captured as in struct vypr_verdict, site_begin / site_end
 * VYPR_NO_SITE and known 0 for what has not been seen.  Beside site_end VYPR_NO_SITE, end_ns
 * says that nothing more will be known: it had not come, or ended, until then.
 * now_ns  everything before this time has been seen, 0: not known.  For a stored verdict: 0,
 *         and when that decides nothing, verdict.time_ns, as the monitor does.  What has
 *         begun and not ended by now lasts at least until now, so that a deadline is decided
 *         when it passes.
 * A quantifier inside the formula is judged by what its slot holds, its witness (all of
 * its variable's values are the monitor's work).
 * Cost  O(nodes); no allocation. */
void vypr_eval(const struct vypr_form *form, const struct vypr_observation *observations,
	       const struct vypr_captured *captured, const struct vypr_clock_error *error,
	       uint64_t now_ns, struct vypr_judgement *ret_judgement);

/* What an evaluation has left open of the items that it looked at. */
struct vypr_rest {
	int waits;               /* more may come of an item, or more items */
	enum vypr_reason reason; /* why something is not known of an item */
};

/* What the quantifiers inside a formula range over: the monitor's part of their evaluation.
 * observations and captured are filled by it while an item of a slot is looked at. */
struct vypr_world {
	/* Start with the first item of an inner slot that is not settled yet. */
	void (*begin)(void *ctx, int slot);
	/* Look at the next one; 0 when there is none so far.
	 * ret_fits  TRUE_NOW; whether it is "within" cannot be told: IN_MARGIN by this clock,
	 *           NOT_YET without a time */
	int (*next)(void *ctx, int slot, enum vypr_truth *ret_fits);
	/* Whatever comes, the item that is looked at will never be the one that decides. */
	void (*settle)(void *ctx, int slot);
	/* It is open whether the item that is looked at decides. */
	void (*remain)(void *ctx, int slot);
	/* Will there be no more items? */
	int (*is_complete)(void *ctx, int slot);
	/* No item decides it: the slot, and those of quantifiers inside, are empty again. */
	void (*leave)(void *ctx, int slot);
	/* What the others say of the part of the formula that is open; of what is decided nothing
	 * matters. */
	struct vypr_rest *rest;
	void *ctx;
};

/* As vypr_eval.  world: NULL, or where the items of inner quantifiers come from; the slots of
 * one that is decided by an item hold that item, its witness, in the end. */
void vypr_eval_world(const struct vypr_form *form,
		     const struct vypr_observation *observations,
		     const struct vypr_captured *captured,
		     const struct vypr_clock_error *error, uint64_t now_ns,
		     const struct vypr_world *world, struct vypr_judgement *ret_judgement);

/* A part of the formula alone, without quantifiers inside. */
void vypr_eval_part(const struct vypr_form *form, int32_t node,
		    const struct vypr_observation *observations,
		    const struct vypr_captured *captured,
		    const struct vypr_clock_error *error, uint64_t now_ns,
		    struct vypr_judgement *ret_judgement);

/* Does the time between two moments lie in an INTERVAL of the formula?  NOT_YET: a moment has
 * no time.  ret_over: it is past the high end, and can only grow. */
enum vypr_truth vypr_eval_within(const struct vypr_form *form, int32_t interval,
				 uint64_t from_ns, uint64_t to_ns,
				 const struct vypr_clock_error *error, int *ret_over);

/* The left side of one atom alone (0-based); 0 when it is not known, goes on (what had not ended
 * has not been measured), or is a text. */
int vypr_eval_atom(const struct vypr_form *form, int atom,
		   const struct vypr_observation *observations,
		   const struct vypr_captured *captured,
		   struct vypr_judgement *ret_judgement);

#ifdef __cplusplus
}
#endif
#endif
