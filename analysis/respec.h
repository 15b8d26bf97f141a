/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Another specification on what was recorded: units with the same sites as a run's, and
 * other formulas.
 */
#ifndef VYPR_ANALYSIS_RESPEC_H
#define VYPR_ANALYSIS_RESPEC_H

#include "analysis/replay.h"
#include "spec/spec.h"

struct vypr_respec_problem {
	int line, column, end_column;
	const char *text;
};

struct vypr_respec {
	struct vypr_report *report; /* owns all that follows */
	const struct vypr_spec *spec;
	const struct vypr_run_units *recorded;
	struct vypr_run_units units; /* as recorded, with the new formulas */
	struct vypr_respec_problem *problems;
	size_t problem_count;
};

/* Match every property to the run's sites: each slot of a formula to the statements that
 * a recorded formula watches for a slot that means the same, or more.  What cannot be
 * answered becomes a problem, and units are not made then.
 * Errors  NOMEM, FORMAT */
enum vypr_status vypr_respec_make(const struct vypr_spec *spec,
				  const struct vypr_run_units *recorded,
				  struct vypr_report *report,
				  struct vypr_respec *ret_respec);

#endif
