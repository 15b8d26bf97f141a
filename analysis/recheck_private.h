/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that judge a run again share: recheck.c (which runs, rows and formulas) and
 * recheck_compare.c (the verdicts, one after another).
 */
#ifndef VYPR_ANALYSIS_RECHECK_PRIVATE_H
#define VYPR_ANALYSIS_RECHECK_PRIVATE_H

#include "analysis/map.h"
#include "analysis/respec.h"

/* What a verdict has; the bits of parts are enough to name what differs. */
enum said_part { SAID_CALL, SAID_TIME, SAID_SEEN, SAID_PATHS, SAID_VALUES, SAID_PARTS };

struct said {
	uint64_t hash; /* of everything */
	uint8_t kind, reason;
	uint8_t parts[SAID_PARTS]; /* of each part's hash */
};

/* One that may be told again (spec/monitor.h): it is shown when that has happened, or all has been
 * told. */
struct unshown {
	uint64_t number;
	struct row_said *said;
	struct vypr_analysis_verdict head;
};

/* The verdicts of one row in one run. */
struct row_said {
	struct vypr_analysis_rechecked *formula;
	const struct vypr_row *row;
	uint64_t count; /* decided so far */
	struct said *said;
	size_t capacity;
	size_t compared;
};

struct recheck {
	struct vypr_analysis *analysis;
	const struct vypr_analysis_recheck_query *query;
	struct vypr_analysis_recheck *report;
	int (*visit)(void *ctx, const struct vypr_analysis_verdict *verdict);
	void *ctx;
	int stopped;
	const struct vypr_spec *spec; /* NULL: the run's own */
	/* of the run that is judged: */
	const struct vypr_run *run;
	struct vypr_run_units units;
	struct row_said **by_unit; /* by unit and formula */
	struct row_said *rows;
	struct unshown *unshown;
	size_t unshown_count, unshown_capacity;
	struct vypr_row *made; /* rows of another specification, in the order of rows */
	size_t row_count;
	uint64_t *reasons; /* by formula of the report and reason */
	size_t reason_count;
};

/* ---- recheck_compare.c */

/* A verdict of the run that is judged again; ctx is the recheck.  VYPR_LIMIT: the visitor has
 * seen enough. */
enum vypr_status vypr_recheck_decided(void *ctx, const struct vypr_verdict *v,
				      const struct vypr_form *form);
/* All has been told. */
enum vypr_status vypr_recheck_show_rest(struct recheck *r);
/* The row's stored verdicts beside those decided now. */
enum vypr_status vypr_recheck_compare(struct recheck *r, struct row_said *said);

#endif
