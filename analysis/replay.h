/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A run's recorded events once more through the monitor, with the run's own units or
 * with others that have the same sites.
 */
#ifndef VYPR_ANALYSIS_REPLAY_H
#define VYPR_ANALYSIS_REPLAY_H

#include "analysis/analysis.h"
#include "spec/monitor.h"

/* The units of a run in the order of their numbers. */
struct vypr_run_units {
	const struct vypr_unit **units;
	uint32_t count;
};
enum vypr_status vypr_run_units(struct vypr_analysis *analysis, uint32_t run,
				struct vypr_report *report,
				struct vypr_run_units *ret_units);

/* Feed all of it.  form of a verdict: valid as long as the verdict. */
typedef enum vypr_status vypr_replay_verdict(void *ctx,
					     const struct vypr_verdict *verdict,
					     const struct vypr_form *form);
enum vypr_status vypr_replay(struct vypr_analysis *analysis, const struct vypr_run *run,
			     const struct vypr_run_units *units,
			     vypr_replay_verdict *visit, void *ctx, uint64_t *ret_events);

#endif
