/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branches, loops and values of a comparison in words.
 */
#ifndef VYPR_ANALYSIS_COMPARE_WORDS_H
#define VYPR_ANALYSIS_COMPARE_WORDS_H

#include "analysis/compare.h"
#include "analysis/source.h"

/* A loop to a person. */
struct vypr_compare_loop {
	const char *name; /* "for loop", "loop" */
	const char *condition;
	uint32_t line, column;
	uint32_t more; /* its turns are so many more than come back to the header */
};
struct vypr_compare_words {
	const struct vypr_compared_graph *g;
	struct vypr_parametric p;
	struct vypr_report *report;
	struct vypr_source source;
	int from_disk;
	struct vypr_compare_loop *loops; /* of the structure */
};
/* Errors  NOMEM. */
enum vypr_status vypr_compare_words_init(struct vypr_compare_words *w,
					 const struct vypr_compared_graph *g,
					 struct vypr_report *report);
void vypr_compare_words_fini(struct vypr_compare_words *w);

const struct vypr_block *vypr_compare_block(const struct vypr_compare_words *w,
					    uint32_t node);
/* "true", "case 3", "ends here" */
const char *vypr_compare_edge_word(const struct vypr_compare_words *w, uint32_t edge);
/* "branch at if (n > 10)" */
const char *vypr_compare_branch_text(struct vypr_compare_words *w, uint32_t node);

/* An item of a slot, and a sequence of items, equal ones in a row told once. */
const char *vypr_compare_item_text(struct vypr_compare_words *w,
				   const struct vypr_slot_values *slot, uint32_t item);
const char *vypr_compare_sequence_text(struct vypr_compare_words *w,
				       const struct vypr_slot_values *slot,
				       const struct vypr_sequence *sequence);

#endif
