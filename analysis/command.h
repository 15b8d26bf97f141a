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
	const char *family; /* the first of two words that name a command; NULL none */
	const char *operand; /* the first one: ID, FORMULA or FILE; NULL none */
	char **operands; /* all of them */
	size_t operand_count;
	char **rest; /* behind "--", for VYPR_COMMAND_RUNS; NULL-terminated */
	int json, html, svg, verify, help, version;
	struct vypr_analysis_query query;
	const char *spec, *write; /* files */
	const char *from, *to; /* observations */
	int dot, inside;
	int list; /* each verdict */
	uint32_t runs[2]; /* of --run given twice */
	size_t run_count;
	double share; /* NAN: not given */
};

enum vypr_command_flags {
	VYPR_COMMAND_STORELESS = 1, /* analysis is NULL */
	VYPR_COMMAND_MANY = 2, /* takes any number of operands */
	VYPR_COMMAND_OPTIONAL = 4, /* the operand may be missing */
	VYPR_COMMAND_RUNS = 8 /* what stands behind "--" is a command */
};

struct vypr_command {
	const char *name; /* one word, or a word for all of a family and one of its own */
	const char *operand; /* as the usage says it; NULL none */
	const char *summary, *text;
	unsigned options; /* bits of the options it takes */
	unsigned flags;
	/* Returns 0; a status with reterr filled; or VYPR_SAID when all is said and the
	 * exit code is 1. */
	int (*run)(struct vypr_analysis *analysis, const struct vypr_arguments *arguments,
		   struct vypr_output *output, struct vypr_analysis_error *reterr);
};

#define VYPR_SAID (-1)
#define VYPR_WRONG (-2) /* the same for 2: asked wrongly */

/* All, ending with a NULL name. */
extern const struct vypr_command vypr_commands[];

enum vypr_options {
	VYPR_OPTION_GLOBAL = 1,
	VYPR_OPTION_JSON = 2,
	VYPR_OPTION_SEARCH = 4,
	VYPR_OPTION_NARROW = 8,
	VYPR_OPTION_BOUNDS = 16,
	VYPR_OPTION_RECHECK = 32,
	VYPR_OPTION_EXPLAIN = 1024,
	VYPR_OPTION_DIFF = 128,
	VYPR_OPTION_DOT = 2048,
	VYPR_OPTION_COMPARE = 4096,
	VYPR_OPTION_STORE = 64 /* all but VYPR_COMMAND_STORELESS */
};

/* NULL command: none was named.  Returns 0, or 2 after saying what is wrong on stderr. */
int vypr_arguments_parse(int argc, char **argv, struct vypr_arguments *ret_arguments,
			 const struct vypr_command **ret_command);
/* Of a command; else of the commands of a family; else of all. */
void vypr_help(FILE *out, const struct vypr_command *command, const char *family);
/* Of the command that these words name, or of its family.  Returns 0 or 2 as above. */
int vypr_help_words(char **words, size_t count);

/* The store to ask: -d's, the environment's, or the usual one. */
const char *vypr_store_name(const struct vypr_arguments *arguments);
/* Store what dead processes left, then open.  Returns 1 after saying what is wrong. */
int vypr_open_store(const char *store, struct vypr_analysis **ret_analysis);

/* command_diff.c */
int vypr_run_diff(struct vypr_analysis *, const struct vypr_arguments *,
		  struct vypr_output *, struct vypr_analysis_error *);
/* command_spec.c */
int vypr_run_spec_check(struct vypr_analysis *, const struct vypr_arguments *,
			struct vypr_output *, struct vypr_analysis_error *);
int vypr_run_spec_print(struct vypr_analysis *, const struct vypr_arguments *,
			struct vypr_output *, struct vypr_analysis_error *);
/* command_compare.c */
int vypr_run_compare(struct vypr_analysis *, const struct vypr_arguments *,
		     struct vypr_output *, struct vypr_analysis_error *);
/* command_plan.c */
int vypr_run_spec_plan(struct vypr_analysis *, const struct vypr_arguments *,
		       struct vypr_output *, struct vypr_analysis_error *);

#endif
