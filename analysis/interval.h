/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests and intervals of a table of two groups.
 */
#ifndef VYPR_ANALYSIS_INTERVAL_H
#define VYPR_ANALYSIS_INTERVAL_H

#include <stddef.h>
#include <stdint.h>

/* Newcombe's hybrid score interval for a/n - b/m, at two-sided error alpha. */
void vypr_difference_interval(uint64_t a, uint64_t n, uint64_t b, uint64_t m,
			      double alpha, double *ret_low, double *ret_high);

/* One-sided Fisher's exact test, its natural logarithm: of the chance that of taken, drawn from
 * all of which bad are bad, as many as bad_taken or more are.  0 when it is no more than to
 * be expected. */
double vypr_fisher(uint64_t bad_taken, uint64_t taken, uint64_t bad, uint64_t all);

/* The six counts that an importance is of. */
struct vypr_counts {
	uint64_t bad_taken, good_taken;
	uint64_t bad_reached, good_reached; /* these included */
	uint64_t bad, good; /* and these */
};

/* Liblit's, and its parts.  strength: with the increase as a share of what it could be. */
double vypr_importance(const struct vypr_counts *counts, double *ret_increase,
		       double *ret_strength);

/* 95 %.  The shares of the six cells are drawn from their posterior distribution, with and
 * without half an item more in each empty cell, always in the same way. */
void vypr_importance_interval(const struct vypr_counts *counts, double *ret_low,
			      double *ret_high);

/* Of the medians of those that hold and those that do not, with an interval of 95 % from the
 * intervals of either, which are order statistics (Newcombe's way to join them).
 * order  items by ascending values, count of them; holds: of each item, 0 or 1
 * 0: one of the groups is empty, nothing is written */
int vypr_median_difference(const uint32_t *order, size_t count, const double *values,
			   const uint8_t *holds, double *ret_difference, double *ret_low,
			   double *ret_high);

#endif
