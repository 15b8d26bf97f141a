/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From paths to numbers: rows are different ways that verdicts went, features are branch
 * outcomes and called functions, cells how often.  A path is walked once, however many
 * verdicts took it.
 */
#ifndef VYPR_ANALYSIS_FEATURES_H
#define VYPR_ANALYSIS_FEATURES_H

#include "analysis/samples.h"
#include "analysis/trace.h"

/* A branch outcome: block of a unit left by an edge; or a function that was called. */
struct vypr_feature {
	const struct vypr_unit *unit;
	uint32_t function, block;
	uint32_t edge; /* index among the block's */
	uint32_t branch; /* VYPR_NO_BRANCH: a call of the function */
	uint32_t depth; /* calls below the scope, the least seen */
	uint64_t place; /* smaller is nearer to the scope, earlier */
};

struct vypr_features;

enum vypr_status vypr_features_new(const struct vypr_path_source *source,
				   struct vypr_features **ret_features);
void vypr_features_free(struct vypr_features *features);

/* A row: begin, then any number of add, then end.  After an error the row
 * has what was added before.  Errors FORMAT, ABSENT: not readable; NOMEM. */
enum vypr_status vypr_features_begin(struct vypr_features *features);
/* path: a ROOT or BITS node of the scope, stop: the block where it ends; calls: a LIST or
 * CALL node. 0: nothing. */
enum vypr_status vypr_features_add_path(struct vypr_features *features, uint32_t run,
					uint32_t path, uint32_t stop);
enum vypr_status vypr_features_add_calls(struct vypr_features *features, uint32_t run,
					 uint32_t calls);
enum vypr_status vypr_features_end(struct vypr_features *features);
/* Since begin: was a path known up to a longjmp only? */
int vypr_features_jumped(const struct vypr_features *features);

/* What has been collected; borrowed until the next call. */
struct vypr_feature_table {
	const struct vypr_feature *features;
	size_t feature_count;
	const size_t *start; /* rows, row_count + 1 */
	const struct vypr_feature_cell {
		uint32_t feature, count;
	} *cells; /* each feature at most once in a row */
	size_t row_count;
};
void vypr_features_table(const struct vypr_features *features,
			 struct vypr_feature_table *ret_table);

/* Words for an outcome of a block: "true", "false", "case 3", "exception". */
const char *vypr_outcome_word(const struct vypr_unit *unit, const struct vypr_edge *edge);
/* Whether leaving this block is a choice. */
int vypr_is_branch(const struct vypr_unit *unit, const struct vypr_block *block);

#endif
