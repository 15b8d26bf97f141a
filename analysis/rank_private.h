/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the ranking share: the predicates of one round of elimination.
 */
#ifndef VYPR_ANALYSIS_RANK_PRIVATE_H
#define VYPR_ANALYSIS_RANK_PRIVATE_H

#include "analysis/rank.h"

#define VYPR_ERROR_LEVEL 0.05
/* Above it a difference of shares is worth telling; above that, an importance. */
#define VYPR_LEAST_DIFFERENCE 0.05
#define VYPR_LEAST_STRENGTH 0.25

struct vypr_round {
	const struct vypr_columns *columns;
	struct vypr_ranked *ranked;
	size_t count, capacity;
	uint64_t *signatures[VYPR_PREDICATE_KINDS]; /* of all compared */
	size_t signature_count[VYPR_PREDICATE_KINDS],
		signature_capacity[VYPR_PREDICATE_KINDS];
	size_t compared[VYPR_PREDICATE_KINDS]; /* different ones */
	size_t different; /* of all kinds */
};

/* Count, score and test every split of every column, the best of each column and kind
 * are kept. */
enum vypr_status vypr_round_splits(struct vypr_round *round);
/* Then pairs of them. */
enum vypr_status vypr_round_pairs(struct vypr_round *round);
/* Then order them. */
enum vypr_status vypr_round_sort(struct vypr_round *round);
void vypr_round_fini(struct vypr_round *round);

/* The numbers that follow from counts, and whether it may be named. */
void vypr_score(const struct vypr_round *round, struct vypr_ranked *ranked);
/* How often a chance of this kind has to be counted. */
double vypr_round_correction(const struct vypr_round *round, enum vypr_predicate_kind kind);
double vypr_predicate_cost(enum vypr_predicate_kind kind);
int vypr_ranked_is_better(const struct vypr_ranked *a, const struct vypr_ranked *b,
			  const struct vypr_column *columns);

#endif
