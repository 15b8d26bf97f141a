/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which branch outcomes tell two groups of verdicts apart.  Works on a sparse
 * matrix of numbers; knows nothing of programs.
 *
 * A row is a set of verdicts that went the same way; a column (predicate) is
 * "this branch was left by this edge", at least once or at least twice.
 */
#ifndef VYPR_ANALYSIS_RANK_H
#define VYPR_ANALYSIS_RANK_H

#include <stddef.h>
#include <stdint.h>

#include "spec/status.h"

struct vypr_matrix {
	size_t row_count;
	const uint64_t *bad, *good; /* verdicts of each row in either group */
	const size_t *start; /* row r has columns start[r] .. start[r+1] - 1 */
	const uint32_t *columns; /* without repetition within a row */
	size_t predicate_count, branch_count;
	const uint32_t *branch; /* of each predicate */
	const uint64_t *place; /* of each predicate: smaller is nearer and earlier */
};

struct vypr_ranked {
	uint32_t predicate;
	uint64_t bad_taken, good_taken, bad_reached, good_reached;
	double increase, importance, difference, low, high;
	double strength; /* as importance, with increase as a share of what it could be */
	uint64_t signature; /* equal: taken by the same verdicts */
	int first; /* 1: stands for all of its signature */
};

/* Rank predicates that are more frequent among the bad: those that separate first, then those
 * that are not chance; among these by importance.  What all took is left out.
 * ret_compared  different sets of verdicts that were compared, the number that the
 *               intervals are corrected for */
enum vypr_status vypr_rank(const struct vypr_matrix *matrix,
			   struct vypr_ranked **ret_ranked, size_t *ret_count,
			   size_t *ret_compared);

/* An interval that begins above it is not chance. */
#define VYPR_RANK_LEAST_DIFFERENCE 0.05

/* Whether the best one may be named as what separates the groups: its interval
 * excludes 0 by a margin, and it is not weak.  Where nearly all are bad, no
 * increase can be large: then what counts is how much of the rest it takes away. */
int vypr_rank_separates(const struct vypr_ranked *ranked);

/* Newcombe's hybrid score interval for a/n - b/m, at two-sided error alpha. */
void vypr_difference_interval(uint64_t a, uint64_t n, uint64_t b, uint64_t m,
			      double alpha, double *ret_low, double *ret_high);

#endif
