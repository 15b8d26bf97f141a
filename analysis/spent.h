/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a thread's time between two moments went for, from its samples (runtime/store.h).
 *
 *      samples        s0        s1            s2         s3
 *      span               [........................]
 *      parts              |--a--|------b------|--c-|
 *
 * Of each two samples it is known how much the thread ran between them.  All of b is inside.
 * Of a, the thread ran at most what it ran from s0 to s1, and at least that less what of it fits
 * before the span; c likewise.  So the bounds hold whatever happened in between, and a span with
 * no sample inside has bounds too.
 */
#ifndef VYPR_ANALYSIS_SPENT_H
#define VYPR_ANALYSIS_SPENT_H

#include "analysis/analysis.h"

struct vypr_bounds_of {
	double least, most;
};

struct vypr_spent {
	double wall, looked;
	struct vypr_bounds_of ran, minor, major, turns;
	double queued;
	double waits[VYPR_WAITS];
};

/* From samples that are fed in the order of time. */
struct vypr_spending {
	uint64_t from_ns, until_ns;
	struct vypr_sample last; /* time_ns 0: none yet */
	uint64_t first_inside_ns, last_inside_ns;
	struct vypr_spent spent;
};
void vypr_spending_begin(struct vypr_spending *spending, uint64_t from_ns,
			 uint64_t until_ns);
void vypr_spending_take(struct vypr_spending *spending, const struct vypr_sample *sample);
void vypr_spending_end(struct vypr_spending *spending, struct vypr_spent *ret_spent);

/* The same of a thread of a run, from the store.  Below a millisecond nothing is asked: there
 * are no samples then. */
enum vypr_status vypr_spent_of(const struct vypr_analysis *a, uint32_t run,
			       uint32_t thread, uint64_t from_ns, uint64_t until_ns,
			       struct vypr_spent *ret_spent);

/* ran, queued and waited are wall; waited may be off by as much as ran. */
struct vypr_bounds_of vypr_spent_waited(const struct vypr_spent *spent);

/* ---- which time of a verdict ---- */

#define VYPR_MOMENTS 32

/* A moment that a verdict has seen. */
struct vypr_moment_of {
	int slot;
	enum vypr_moment moment;
	uint64_t time_ns;
};

/* Those of the verdict's own thread, in the order of time; the span that is measured, or from
 * the first to the last. */
struct vypr_timing {
	struct vypr_moment_of moments[VYPR_MOMENTS];
	size_t count;
	size_t from, until; /* of moments */
	int is_measured;
	int goes_on; /* a call that had not ended: until when it was decided */
};
/* 0: there are no two. */
int vypr_timing_of(const struct vypr_form *form, const struct vypr_verdict *verdict,
		   struct vypr_timing *ret_timing);

/* Columns for who compares verdicts by numbers: what the measured span ran and waited, at the
 * middle of their bounds; NAN where these are further apart than a quarter of the span. */
enum vypr_status vypr_spent_columns(const struct vypr_analysis *a,
				    const struct vypr_row *row,
				    const struct vypr_stored_verdict *v, double *ret_ran,
				    double *ret_waited);

#endif
