/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the statistics of an explanation work on: items of two groups and columns of
 * numbers.  Knows nothing of programs.
 *
 * An item is a verdict; a row, what many items have in common (the way they went), so that
 * columns of paths are as long as there are different paths.
 */
#ifndef VYPR_ANALYSIS_SAMPLES_H
#define VYPR_ANALYSIS_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

enum vypr_predicate_kind {
#define VYPR_PREDICATE(name, word, share, cost) VYPR_PREDICATE_##name,
#include "analysis/predicate.def"
#undef VYPR_PREDICATE
	VYPR_PREDICATE_KINDS
};

#define VYPR_NO_ROW UINT32_MAX
#define VYPR_NO_GROUP 2
#define VYPR_NO_BRANCH UINT32_MAX

struct vypr_cell {
	uint32_t row, value;
};

struct vypr_column {
	enum vypr_predicate_kind kind; /* COUNT: of an outcome; more than 0 times is BRANCH */
	int ordered;       /* is compared with thresholds */
	int classes;       /* is compared for equality */
	uint32_t branch;   /* COUNT: outcomes of one branch have one; an item reached it when any
			    * of them is not 0.  Else NO_BRANCH */
	uint64_t place;    /* of two that tell as much the smaller is told first */
	const double *values; /* of each item, NAN unknown; NULL: of each row, cells */
	const struct vypr_cell *cells; /* ascending rows; one that is not there is 0 */
	size_t cell_count;
};

struct vypr_samples {
	size_t item_count, row_count, column_count;
	const uint8_t *bad;     /* of each item: 1 bad, 0 good, NO_GROUP takes no part */
	const uint32_t *row;    /* of each item, NO_ROW unknown */
	const double *measured; /* of each item, NAN unknown */
	const struct vypr_column *columns;
};

#endif
