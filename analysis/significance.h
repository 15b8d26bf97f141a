/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is what differs between two samples more than chance?  Works on numbers alone.
 *
 * alike: verdicts that follow each other are alike, so n of them tell as much as n / alike
 * that are not would (1: as they are).  freedom: of the estimate of alike.
 */
#ifndef VYPR_ANALYSIS_SIGNIFICANCE_H
#define VYPR_ANALYSIS_SIGNIFICANCE_H

#include <stddef.h>
#include <stdint.h>

struct vypr_alike {
	double factor; /* at least 1 */
	double freedom; /* INFINITY: known */
};
#define VYPR_INDEPENDENT ((struct vypr_alike){ 1, INFINITY })

/* One sample in the order in which it was seen.  group[i]: what may be alike has the same
 * number and lies together. */
struct vypr_sequence {
	const double *scores;
	const uint32_t *group;
	size_t count;
};
/* From the spread of the means of groups, against what independent numbers would have; 1 where
 * it is no larger.  Errors: fewer than two groups in either are independent. */
struct vypr_alike vypr_alike_of(const struct vypr_sequence *x, const struct vypr_sequence *y);

/* P(|T| >= t), Student's distribution; whole degrees of freedom, or INFINITY. */
double vypr_student(double t, double freedom);
double vypr_student_z95(double freedom); /* the t of 0.05 */

/* Fisher's exact test, two-sided, of a/n against b/m. */
double vypr_fisher_both(uint64_t a, uint64_t n, uint64_t b, uint64_t m);
/* The same, and Newcombe's interval of b/m - a/n at 95 %, for what may be alike. */
struct vypr_share_test {
	double p, low, high;
};
struct vypr_share_test vypr_share_test(uint64_t a, uint64_t n, uint64_t b, uint64_t m,
				       struct vypr_alike alike);

/* Mann-Whitney, two-sided: exact for small samples without ties, else the normal distribution
 * with its corrections.  Sorted; neither is empty.
 * ret_more  P(y > x) + P(y == x) / 2 */
double vypr_mann_whitney(const double *x, size_t n, const double *y, size_t m,
			 struct vypr_alike alike, double *ret_more);

/* The quantile of a sorted sample, halves between neighbours for the median. */
double vypr_quantile(const double *sorted, size_t count, double share);
/* Of median(y) - median(x): intervals of 95 % from order statistics of each, put together as
 * Newcombe does for shares (Zou and Donner, Statistics in Medicine 2008).  Sorted. */
void vypr_medians_differ(const double *x, size_t n, const double *y, size_t m,
			    struct vypr_alike alike, double *ret_difference,
			    double *ret_low, double *ret_high);

/* Benjamini and Hochberg (1995): p-values to q-values, in place.  NAN: not a test. */
int vypr_adjust(double *p, size_t count); /* 0: out of memory */

/* What went one way in both samples. */
struct vypr_both {
	double n, m; /* numbers */
	double x_sum, y_sum, x_squares, y_squares;
};
/* Why the mean of y is not that of x: because the ways are taken more or less often (path), or
 * because they take longer themselves (time); Kitagawa (JASA 1955).  path + time = total.
 * Intervals of 95 %. */
struct vypr_parts {
	double total, path, path_low, path_high, time, time_low, time_high;
	double unmatched; /* share of both that went where the other never did: in path */
};
void vypr_share_out(const struct vypr_both *cells, size_t count, struct vypr_alike alike,
		      struct vypr_parts *ret_parts);

#endif
