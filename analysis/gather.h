/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All verdicts of one property in memory, for explanation: each with its measured
 * value and the way it went.  A way is a row of the feature matrix.
 */
#ifndef VYPR_ANALYSIS_GATHER_H
#define VYPR_ANALYSIS_GATHER_H

#include "analysis/analysis.h"
#include "analysis/features.h"
#include "analysis/attribute.h"

#define VYPR_NO_WAY UINT32_MAX

/* Why a verdict has no path. */
enum vypr_lack {
	VYPR_LACK_PATH,  /* none was recorded of what it saw */
	VYPR_LACK_EVENT, /* it saw nothing */
	VYPR_LACK_NEXT   /* what it waits for had not come; the slot is vypr_gather.awaited */
};

struct vypr_gathered {
	uint32_t run, row;
	uint64_t number;
	uint32_t way; /* VYPR_NO_WAY: no path was recorded */
	uint8_t kind; /* enum vypr_verdict_kind */
	uint8_t has_value, bad, good;
	uint8_t lack; /* enum vypr_lack */
	uint32_t site; /* of the measured statement in the row's unit; VYPR_NO_SITE */
	double value;
};

struct vypr_way {
	uint32_t run;
	size_t first; /* in pool: each observation's path, the block where it ends,
		       * and the calls inside */
	uint32_t observations;
	int readable, jumped; /* jumped: known up to a longjmp only */
	uint64_t bad, good;
};

struct vypr_gather {
	struct vypr_analysis *analysis;
	const struct vypr_subject *subject;
	struct vypr_gathered *verdicts;
	size_t count, capacity;
	struct vypr_way *ways;
	size_t way_count, way_capacity;
	uint32_t *pool;
	size_t pool_count, pool_capacity;
	uint32_t *table; /* open addressing, ways + 1 */
	size_t table_size;
	struct vypr_features *features;
	struct vypr_attributes attributes; /* of the verdicts */
	int is_time;
	/* of the measured statement, over all verdicts that saw it */
	uint32_t line; /* 0: none or several */
	int several_lines;
	int awaited; /* slot that had not come where a verdict lacks it; -1 none */
};

/* Read every decided verdict of the subject and rebuild each different way once. */
enum vypr_status vypr_gather_begin(struct vypr_analysis *analysis,
				   const struct vypr_subject *subject,
				   struct vypr_gather *ret_gather);
void vypr_gather_fini(struct vypr_gather *gather);

#endif
