/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bounds from measurements: which value lets a share of them pass, and how a person would
 * write it.
 */
#ifndef VYPR_ANALYSIS_BOUNDS_H
#define VYPR_ANALYSIS_BOUNDS_H

#include "analysis/analysis.h"

#define VYPR_BOUNDS_SHARE 0.99

/* What an atom "term op ?" measured. */
struct vypr_measured {
	double *values; /* sorted by vypr_measured_sort */
	size_t count, capacity;
	int is_time;
	int all_integers;
};
void vypr_measured_fini(struct vypr_measured *measured);
void vypr_measured_sort(struct vypr_measured *measured);
/* Add what the atom measured in all verdicts of the subject. */
enum vypr_status vypr_measured_add(struct vypr_analysis *analysis,
				   const struct vypr_subject *subject, int atom,
				   struct vypr_measured *measured);

/* How an atom compares.  0: nothing that a bound can be proposed for. */
struct vypr_bound_kind {
	int is_lower, is_strict;
};
int vypr_bound_kind_of(const struct vypr_form *form, int atom,
		       struct vypr_bound_kind *ret_kind);
/* Does the atom have a "?"? */
int vypr_atom_measures(const struct vypr_form *form, int atom);

/* The bound that lets this share of them pass, rounded outwards to three digits (whole
 * numbers not at all); count is not 0 and they are sorted. */
double vypr_bound_of(const struct vypr_measured *measured, struct vypr_bound_kind kind,
		     double share);
/* As a formula says it. */
const char *vypr_bound_text(struct vypr_report *report, double bound, int is_time);
/* Those that do not keep the bound. */
uint64_t vypr_bound_failed(const struct vypr_measured *measured,
			   struct vypr_bound_kind kind, double bound);

/* The Wilson score interval of a share k/n, at 95 %. */
void vypr_wilson(uint64_t k, uint64_t n, double *ret_low, double *ret_high);

#endif
