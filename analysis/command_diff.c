/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command "diff": what stands on its two sides, and its exit codes.
 *
 *   STORE        all runs of a store
 *   STORE:RUNS   some of them: "3", "3-5", "3,7-9"
 *   :RUNS        of the store that -d names
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis/command.h"
#include "analysis/print.h"

#define MOST_RUNS 4096

struct operand {
	char store[4096];
	uint32_t *runs;
	size_t run_count;
};

static int refuse(const char *text)
{
	fprintf(stderr, "vypr-analyse: %s\n", text);
	return VYPR_WRONG;
}

static int add_runs(struct operand *o, unsigned long first, unsigned long last)
{
	uint32_t *more;

	if (first == 0 || last < first || last > UINT32_MAX ||
	    last - first >= MOST_RUNS - o->run_count)
		return 0;
	more = realloc(o->runs, (o->run_count + (last - first) + 1) * sizeof *more);
	if (!more)
		return 0;
	o->runs = more;
	while (first <= last)
		o->runs[o->run_count++] = (uint32_t)first++;
	return 1;
}

/* "3,7-9"; 0: it is not a list of runs. */
static int parse_runs(struct operand *o, const char *text)
{
	for (;;) {
		unsigned long first, last;
		char *end;

		if (*text < '0' || *text > '9')
			return 0;
		first = last = strtoul(text, &end, 10);
		if (*end == '-' && end[1] >= '0' && end[1] <= '9')
			last = strtoul(end + 1, &end, 10);
		if (!add_runs(o, first, last))
			return 0;
		if (*end == 0)
			return 1;
		if (*end != ',')
			return 0;
		text = end + 1;
	}
}

/* A file of this name is that file, whatever its name looks like. */
static int parse_operand(struct operand *o, const char *text, const char *store)
{
	const char *colon = strrchr(text, ':');
	struct stat st;

	if (colon && stat(text, &st) != 0) {
		if (!parse_runs(o, colon + 1))
			return refuse("runs are told as STORE:3, STORE:3-5 or STORE:3,7");
		if (colon == text)
			snprintf(o->store, sizeof o->store, "%s", store);
		else
			snprintf(o->store, sizeof o->store, "%.*s", (int)(colon - text),
				 text);
		return 0;
	}
	snprintf(o->store, sizeof o->store, "%s", text);
	return 0;
}

static int parse_sides(const struct vypr_arguments *arguments, struct operand *sides)
{
	const char *store = vypr_store_name(arguments);

	if (arguments->run_count && arguments->operand_count)
		return refuse("'diff' takes two sides, or --run twice, not both");
	if (arguments->run_count == 2) {
		for (int i = 0; i < 2; i++) {
			snprintf(sides[i].store, sizeof sides[i].store, "%s", store);
			if (!add_runs(&sides[i], arguments->runs[i], arguments->runs[i]))
				return refuse("out of memory");
		}
		return 0;
	}
	if (arguments->operand_count != 2)
		return refuse("'diff' needs two sides: STORE STORE, STORE:RUN STORE:RUN, or "
			      "--run N --run N");
	for (int i = 0; i < 2; i++)
		if (parse_operand(&sides[i], arguments->operands[i], store))
			return VYPR_WRONG;
	return 0;
}

static int is_same_file(const char *a, const char *b)
{
	struct stat x, y;

	return strcmp(a, b) == 0 || (stat(a, &x) == 0 && stat(b, &y) == 0 &&
				     x.st_dev == y.st_dev && x.st_ino == y.st_ino);
}

static int compare(const struct vypr_analysis_side *sides,
		   const struct vypr_arguments *arguments, struct vypr_output *output)
{
	struct vypr_analysis_diff_query query = { arguments->query.formula,
						  arguments->query.function,
						  arguments->query.file, 0 };
	struct vypr_analysis_error error;
	struct vypr_analysis_diff *d;
	int worse;

	if (vypr_analysis_diff(&sides[0], &sides[1], &query, &d, &error))
		return refuse(error.text);
	vypr_print_diff(output, d);
	worse = d->worse > 0;
	vypr_analysis_free(d);
	return worse ? VYPR_SAID : 0;
}

static int open_and_compare(const struct operand *operands,
			    const struct vypr_arguments *arguments,
			    struct vypr_output *output)
{
	struct vypr_analysis_side sides[2] = {
		{ NULL, operands[0].runs, operands[0].run_count },
		{ NULL, operands[1].runs, operands[1].run_count },
	};
	int same = is_same_file(operands[0].store, operands[1].store), code;

	if (vypr_open_store(operands[0].store, &sides[0].analysis))
		return VYPR_WRONG;
	if (same)
		sides[1].analysis = sides[0].analysis;
	else if (vypr_open_store(operands[1].store, &sides[1].analysis)) {
		vypr_analysis_close(sides[0].analysis);
		return VYPR_WRONG;
	}
	code = compare(sides, arguments, output);
	if (!same)
		vypr_analysis_close(sides[1].analysis);
	vypr_analysis_close(sides[0].analysis);
	return code;
}

int vypr_run_diff(struct vypr_analysis *analysis, const struct vypr_arguments *arguments,
		  struct vypr_output *output, struct vypr_analysis_error *reterr)
{
	struct operand *sides = calloc(2, sizeof *sides);
	int code = sides ? parse_sides(arguments, sides) : refuse("out of memory");

	(void)analysis;
	(void)reterr;
	if (code == 0)
		code = open_and_compare(sides, arguments, output);
	if (sides) {
		free(sides[0].runs);
		free(sides[1].runs);
	}
	free(sides);
	return code;
}
