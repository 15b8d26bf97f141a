/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of a comparison share: two sides, the formulas that are in both, and how
 * sites, branches and ways of one are found in the other (unit.h: keys).
 */
#ifndef VYPR_ANALYSIS_DIFF_H
#define VYPR_ANALYSIS_DIFF_H

#include "analysis/gather.h"
#include "analysis/map.h"
#include "analysis/significance.h"

struct vypr_diff_side {
	struct vypr_analysis *a;
	const uint32_t *runs; /* 0 of them: all */
	size_t run_count;
	struct vypr_map units, branches, sites; /* keys of what its builds have */
	struct vypr_map lines; /* of branches and sites, by key */
	struct vypr_summary *summaries;
	size_t summary_count;
};
enum vypr_status vypr_diff_side_init(struct vypr_diff_side *side,
				     const struct vypr_analysis_side *from);
void vypr_diff_side_fini(struct vypr_diff_side *side);
int vypr_diff_has_run(const struct vypr_diff_side *side, uint32_t run);
/* Is the formula in one of the builds that ran? */
int vypr_diff_has_subject(const struct vypr_diff_side *side, const struct vypr_subject *s);
size_t vypr_diff_run_count(const struct vypr_diff_side *side);

/* Of the branch that an outcome is one of; of a call, the function. */
uint64_t vypr_diff_branch_key(const struct vypr_feature *feature);
uint64_t vypr_diff_outcome_key(const struct vypr_feature *feature);
uint64_t vypr_diff_site_key(const struct vypr_unit *unit, uint32_t site);

/* Formulas; either may be NULL. */
struct vypr_diff_pair {
	const struct vypr_subject *before, *after;
};
enum vypr_status vypr_diff_match(const struct vypr_diff_side *before,
				 const struct vypr_diff_side *after,
				 const struct vypr_analysis_diff_query *query,
				 struct vypr_diff_pair **ret_pairs, size_t *ret_count);

/* The verdicts of one formula on one side. */
struct vypr_diff_sample {
	const struct vypr_diff_side *side;
	struct vypr_gather gather; /* zero: none */
	double *sorted; /* measured values */
	size_t sorted_count;
	uint64_t count[VYPR_VERDICT_KINDS]; /* unknown ones are not gathered */
	size_t runs;
};
enum vypr_status vypr_diff_sample_init(struct vypr_diff_sample *sample,
				       const struct vypr_diff_side *side,
				       const struct vypr_subject *subject);
void vypr_diff_sample_fini(struct vypr_diff_sample *sample);
/* How much verdicts are alike: in being false, and in what was measured. */
struct vypr_diff_how {
	struct vypr_alike judged, measured;
	int by_run;
	double level;
};
enum vypr_status vypr_diff_alike(const struct vypr_diff_sample *before,
				 const struct vypr_diff_sample *after,
				 struct vypr_diff_how *ret_how);

/* All tests of a share: p, and the interval. */
void vypr_diff_test_share(struct vypr_analysis_share *share, struct vypr_alike alike);

/* Fill outcomes and paths, and the two parts of the shift. */
enum vypr_status vypr_diff_ways(const struct vypr_diff_sample *before,
				const struct vypr_diff_sample *after,
				const struct vypr_diff_how *how,
				struct vypr_report *report,
				struct vypr_analysis_formula_change *f);
/* Fill sites. */
enum vypr_status vypr_diff_sites(const struct vypr_diff_sample *before,
				 const struct vypr_diff_sample *after,
				 struct vypr_report *report,
				 struct vypr_analysis_formula_change *f);

/* The sentence; all other fields are filled. */
const char *vypr_diff_sentence(const struct vypr_analysis_formula_change *f,
			       struct vypr_report *report);

#endif
