/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns with their numbers coded in few steps, and how many of either group have each
 * code.  A predicate is a set of codes of one column: above one, up to one, or equal to it.
 */
#ifndef VYPR_ANALYSIS_COLUMN_H
#define VYPR_ANALYSIS_COLUMN_H

#include "analysis/samples.h"
#include "spec/status.h"

#define VYPR_CODES_MOST 1024u /* of a column by item */
#define VYPR_ROW_CODES_MOST 64u
#define VYPR_CODE_UNKNOWN UINT16_MAX

enum vypr_comparison { VYPR_ABOVE, VYPR_AT_MOST, VYPR_EQUAL };

struct vypr_coded {
	uint32_t code_count;
	double *cuts;    /* the greatest value of each code; the last has all above, too */
	uint16_t *codes; /* of each item; by row: of each cell */
	int exact;       /* each code is one value */
};

/* bad and good of a set of items, and a hash of it. */
struct vypr_tally {
	uint64_t bad, good, signature;
};

struct vypr_columns {
	const struct vypr_samples *samples;
	struct vypr_coded *coded; /* of each column */
	uint8_t *alive; /* of each item: takes part */
	/* of those that do: */
	struct vypr_tally *rows; /* of each row */
	struct vypr_tally all, with_row;
	struct vypr_tally *branches; /* that reached it */
	size_t branch_count;
};

enum vypr_status vypr_columns_init(struct vypr_columns *columns,
				   const struct vypr_samples *samples);
void vypr_columns_fini(struct vypr_columns *columns);
/* After alive has changed. */
enum vypr_status vypr_columns_count(struct vypr_columns *columns);

/* Of each code of a column, those that take part; ret_known: all of which a code is known. */
void vypr_columns_tally(const struct vypr_columns *columns, size_t column,
			struct vypr_tally *ret_codes, struct vypr_tally *ret_known);

/* Of each item, dead ones too: 1 where the predicate holds. */
enum vypr_status vypr_columns_members(const struct vypr_columns *columns, size_t column,
				      enum vypr_comparison comparison, uint32_t code,
				      uint8_t *ret_holds);

static inline struct vypr_tally vypr_tally_add(struct vypr_tally a, struct vypr_tally b)
{
	a.bad += b.bad;
	a.good += b.good;
	a.signature += b.signature;
	return a;
}

static inline struct vypr_tally vypr_tally_less(struct vypr_tally a, struct vypr_tally b)
{
	a.bad -= b.bad;
	a.good -= b.good;
	a.signature -= b.signature;
	return a;
}

#endif
