/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how gathered verdicts become the groups whose time is compared.
 */
#include <stdlib.h>

#include "analysis/budget.h"
#include "analysis/gather.h"

enum vypr_status vypr_budget_explain(const struct vypr_gather *g,
				     struct vypr_report *report,
				     const struct vypr_analysis_budgets **ret_budgets)
{
	struct vypr_budget_member *members = calloc(g->count + 1, sizeof *members);
	enum vypr_status status;
	size_t count = 0;

	if (!members)
		return VYPR_NOMEM;
	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_gathered *v = &g->verdicts[i];

		if (v->bad || v->good)
			members[count++] = (struct vypr_budget_member){
				v->run, v->row, v->number, v->way, v->bad
			};
	}
	status = vypr_budgets_of(g->analysis, g->subject, members, count, report,
				 ret_budgets);
	free(members);
	return status;
}
