/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command line of vypr-analyse: one table of commands and options, from which help,
 * parsing and completion come.
 */
#ifndef VYPR_ANALYSIS_COMMAND_H
#define VYPR_ANALYSIS_COMMAND_H

#include "analysis/text.h"
#include "analysis/vypr-analysis.h"

struct vypr_arguments {
	const char *store, *colour;
	const char *operand; /* ID or FORMULA */
	int json, help, version;
	struct vypr_analysis_query query;
};

struct vypr_command {
	const char *name, *operand, *summary, *text;
	unsigned options; /* bits of the options it takes */
	int (*run)(struct vypr_analysis *analysis, const struct vypr_arguments *arguments,
		   struct vypr_output *output, struct vypr_analysis_error *reterr);
};

/* All, ending with a NULL name. */
extern const struct vypr_command vypr_commands[];

enum vypr_options {
	VYPR_OPTION_GLOBAL = 1,
	VYPR_OPTION_JSON = 2,
	VYPR_OPTION_SEARCH = 4,
	VYPR_OPTION_NARROW = 8
};

/* NULL command: none was named.  Returns 0, or 2 after saying what is wrong on stderr. */
int vypr_arguments_parse(int argc, char **argv, struct vypr_arguments *ret_arguments,
			 const struct vypr_command **ret_command);
void vypr_help(FILE *out, const struct vypr_command *command);

#endif
