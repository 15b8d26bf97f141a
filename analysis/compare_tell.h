/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files share that make a report of a comparison.
 */
#ifndef VYPR_ANALYSIS_COMPARE_TELL_H
#define VYPR_ANALYSIS_COMPARE_TELL_H

#include "analysis/compare.h"
#include "analysis/compare_words.h"

struct vypr_compare_teller {
	struct vypr_compare_words words;
	struct vypr_analysis_comparison *out;
	struct vypr_report *report;
	const struct vypr_compared_graph *g;
	uint64_t *bad, *good; /* of the different paths */
	uint32_t *slot; /* of parameters */
	uint32_t *value; /* of sequences: index in its parameter's values */
};

/* The parameter of this element's slot, behind the others. */
enum vypr_status vypr_compare_add_parameter(struct vypr_compare_teller *t,
					    const struct vypr_element *e,
					    const char *inside);
enum vypr_status vypr_compare_tell_paths(struct vypr_compare_teller *t,
					 const struct vypr_collection *c);
enum vypr_status vypr_compare_tell_graph(struct vypr_compare_teller *t);

#endif
