/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Measured calls that happened within spans of time of their threads: those that any property
 * of the store has seen begin and end.
 */
#ifndef VYPR_ANALYSIS_INSIDE_H
#define VYPR_ANALYSIS_INSIDE_H

#include "analysis/analysis.h"

struct vypr_inside_span {
	uint32_t run, thread;
	uint64_t from_ns, until_ns;
	uint32_t number; /* the caller's, for the calls */
	uint64_t reach_ns; /* set by find: until when it or one before it lasts */
};

struct vypr_inside_call {
	uint32_t span; /* its number */
	uint32_t site; /* of its beginning */
	const struct vypr_unit *unit;
	uint64_t begin_ns, end_ns;
};

/* The calls in each span but those that are the span, each once, by span and then by beginning;
 * malloc'ed.  Those of the first MOST found, where there are more.  Sorts the spans. */
#define VYPR_INSIDE_MOST 1000000
enum vypr_status vypr_inside_find(const struct vypr_analysis *a,
				  struct vypr_inside_span *spans, size_t span_count,
				  struct vypr_inside_call **ret_calls, size_t *ret_count);

#endif
