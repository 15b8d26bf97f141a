/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the time of one verdict went, and that of bad ones against good ones
 * (vypr-analysis.h, "where time went").
 */
#ifndef VYPR_ANALYSIS_BUDGET_H
#define VYPR_ANALYSIS_BUDGET_H

#include "analysis/inside.h"
#include "analysis/spent.h"

/* As the library tells it. */
void vypr_budget_tell_spent(const struct vypr_spent *spent, struct vypr_report *report,
			    struct vypr_analysis_spent *ret);
/* "q", "before(c)": a moment as formulas have it. */
const char *vypr_moment_name(struct vypr_report *report, const struct vypr_form *form,
			     const struct vypr_moment_of *moment);
/* Until when the span may last by the bound that decides; 0: the bound is not one of it. */
uint64_t vypr_budget_allowed(const struct vypr_analysis *a, const struct vypr_row *row,
			     const struct vypr_stored_verdict *v,
			     const struct vypr_timing *timing);
const char *vypr_site_callee(const struct vypr_unit *unit, uint32_t site);

/* NULL: there are no two moments, or no memory (vypr_report_failed). */
enum vypr_status vypr_budget_of(const struct vypr_analysis *a, const struct vypr_row *row,
				const struct vypr_stored_verdict *v,
				struct vypr_report *report,
				const struct vypr_analysis_budget **ret_budget);

/* ---- groups ---- */

/* A verdict of one of the groups; way: any number that is the same for the same path, UINT32_MAX
 * for none. */
struct vypr_budget_member {
	uint32_t run, row;
	uint64_t number;
	uint32_t way;
	int bad;
};

/* The members of one subject, in any order.  ret NULL: no two moments were seen in any. */
enum vypr_status vypr_budgets_of(const struct vypr_analysis *a,
				 const struct vypr_subject *subject,
				 const struct vypr_budget_member *members, size_t count,
				 struct vypr_report *report,
				 const struct vypr_analysis_budgets **ret_budgets);
/* The same of what was gathered, when it has been split (analysis/gather.h). */
struct vypr_gather;
enum vypr_status vypr_budget_explain(const struct vypr_gather *gather,
				     struct vypr_report *report,
				     const struct vypr_analysis_budgets **ret_budgets);

#endif
