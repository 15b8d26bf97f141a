/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The paths of two builds side by side: what diff_ways.c counts and diff_tell.c tells.
 */
#ifndef VYPR_ANALYSIS_DIFF_WAYS_H
#define VYPR_ANALYSIS_DIFF_WAYS_H

#include "analysis/diff.h"

enum { VYPR_DIFF_BEFORE, VYPR_DIFF_AFTER, VYPR_DIFF_SIDES };

struct vypr_seen {
	uint64_t key, branch_key;
	struct vypr_feature outcome[VYPR_DIFF_SIDES]; /* unit NULL: not there */
	uint64_t place;
	uint64_t taken[VYPR_DIFF_SIDES]; /* verdicts that took it */
	double times[VYPR_DIFF_SIDES]; /* by all of them together */
	uint32_t least, most; /* steps of its counts, where it was taken */
	uint64_t signature; /* of the ways that took it, on both sides */
	int common; /* the branch is in both builds */
};

/* Verdicts that went one way, in the words of both builds. */
struct vypr_diff_class {
	struct vypr_both cell;
	size_t way[VYPR_DIFF_SIDES], example[VYPR_DIFF_SIDES]; /* SIZE_MAX none */
	size_t count[VYPR_DIFF_SIDES]; /* with a value or not */
	double p, q, more; /* of its values: vypr_diff_times */
};

/* Counts are alike to within a factor of two: 1, 2 to 3, 4 to 7, ... */
static inline uint32_t vypr_diff_step(uint32_t count)
{
	uint32_t step = 0;

	while (count >>= 1)
		step++;
	return step;
}

struct vypr_comparison {
	const struct vypr_diff_sample *side[VYPR_DIFF_SIDES];
	struct vypr_feature_table table[VYPR_DIFF_SIDES];
	struct vypr_map seen_map, class_map;
	struct vypr_seen *seen;
	size_t seen_count, seen_capacity;
	uint32_t *number[VYPR_DIFF_SIDES]; /* of each side's outcomes, in seen */
	uint64_t *ways[VYPR_DIFF_SIDES]; /* verdicts on each */
	uint64_t *way_key[VYPR_DIFF_SIDES];
	uint64_t known[VYPR_DIFF_SIDES]; /* verdicts whose path is */
	uint64_t signature; /* of all ways */
	struct vypr_diff_class *classes;
	size_t class_count, class_capacity;
	uint32_t *class_of[VYPR_DIFF_SIDES]; /* of each verdict */
	struct vypr_report *report;
};

/* p, q and more of all classes.  ret_simes: that any of them changed. */
enum vypr_status vypr_diff_times(struct vypr_comparison *comparison, struct vypr_alike alike,
				 double *ret_simes);
enum vypr_status vypr_diff_tell_outcomes(const struct vypr_comparison *comparison,
					 const struct vypr_diff_how *how,
					 struct vypr_analysis_formula_change *f);
enum vypr_status vypr_diff_tell_paths(const struct vypr_comparison *comparison,
				      const struct vypr_diff_how *how,
				      struct vypr_analysis_formula_change *f);

#endif
