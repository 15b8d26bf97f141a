/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command that compares paths.
 */
#include <string.h>

#include "analysis/command.h"
#include "analysis/print.h"

/* IDs, or the name of a formula. */
int vypr_run_compare(struct vypr_analysis *analysis,
		     const struct vypr_arguments *arguments, struct vypr_output *output,
		     struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_compare_query query = {
		.function = arguments->query.function,
		.file = arguments->query.file,
		.from = arguments->from,
		.to = arguments->to,
		.inside = arguments->inside,
	};
	struct vypr_analysis_comparison *c;
	struct vypr_groups groups;
	int code;

	if (arguments->operand_count == 1 &&
	    strspn(arguments->operand, "0123456789.") != strlen(arguments->operand)) {
		query.formula = arguments->operand;
	} else {
		query.ids = (const char *const *)arguments->operands;
		query.id_count = arguments->operand_count;
	}
	code = vypr_analysis_compare(analysis, &query, &c, reterr);
	if (code)
		return code;
	groups = (struct vypr_groups){ c->grouping, c->bad, c->good };
	if (arguments->dot)
		vypr_print_dot(output->out, &c->graph, &groups);
	else
		vypr_print_comparison(output, c);
	vypr_analysis_free(c);
	return 0;
}
