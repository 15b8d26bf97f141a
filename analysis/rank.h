/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which predicates tell two groups of items apart (analysis/samples.h).  Pure: numbers in,
 * numbers out, the same each time.
 *
 * Everything that is looked at is paid for: each kind has its share of an error of 5 %, and
 * within a kind it is divided by the number of different sets of items (Bonferroni).  Fisher's
 * test is exact for labels that are dealt out at random, whatever the columns have to do with
 * each other, so at most 5 % of shuffled labels name a cause.
 */
#ifndef VYPR_ANALYSIS_RANK_H
#define VYPR_ANALYSIS_RANK_H

#include "analysis/column.h"
#include "analysis/interval.h"

/* A split of a column. */
struct vypr_split {
	enum vypr_predicate_kind kind;
	enum vypr_comparison comparison;
	uint32_t column, code;
	double threshold; /* the greatest value at most the code; EQUAL: the value */
};

/* What one has to do with a cause. */
enum vypr_relation {
	VYPR_RELATION_NONE,   /* it tells something of its own */
	VYPR_RELATION_SAME,   /* the same set of items */
	VYPR_RELATION_PART,   /* only items that the cause explains */
	VYPR_RELATION_ON_WAY, /* all items that the cause explains */
	VYPR_RELATION_ALONG   /* tells nothing more when the cause is known */
};

struct vypr_ranked {
	struct vypr_split split; /* of a CONJUNCTION: its kind alone */
	struct vypr_split parts[2];
	struct vypr_counts part_counts[2]; /* of either alone */
	struct vypr_counts counts;
	double increase, importance, strength;
	double importance_all; /* with all for reached */
	double difference, low, high;
	double log_p; /* of this alone */
	double p, q; /* corrected for all compared; Benjamini and Hochberg's */
	uint64_t signature; /* equal: the same items */
	int first; /* 1: stands for all of its signature */
	int separates; /* may be named */
	enum vypr_relation relation;
	int relation_to; /* number of the cause, -1 none */
	/* of those that are told (the first VYPR_RANK_TOLD that are first, and causes): */
	double importance_low, importance_high;
	double bad_median, good_median; /* of the column; NAN none */
	int has_effect;
	double effect, effect_low, effect_high;
};

#define VYPR_RANK_TOLD 10
#define VYPR_CAUSES_MOST 5

struct vypr_ranking {
	struct vypr_ranked *ranked; /* best first */
	size_t count;
	size_t compared; /* different sets of items */
	struct vypr_ranked causes[VYPR_CAUSES_MOST];
	size_t cause_count;
	uint64_t unexplained; /* bad items that no cause holds of */
	struct vypr_columns columns;
};

enum vypr_status vypr_rank(const struct vypr_samples *samples,
			   struct vypr_ranking *ret_ranking);
void vypr_ranking_fini(struct vypr_ranking *ranking);

/* Of each item: 1 where it holds. */
enum vypr_status vypr_ranked_members(const struct vypr_columns *columns,
				     const struct vypr_ranked *ranked, uint8_t *ret_holds);

#endif
