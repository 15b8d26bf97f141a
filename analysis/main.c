/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * vypr-analyse: a thin command over libvypr-analysis.
 *
 * Exit codes: 0 answered, 1 could not (store, ID, formula), 2 wrong usage.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/caret.h"
#include "analysis/command.h"
#include "analysis/plot.h"
#include "analysis/print.h"
#include "vypr-config.h"

static int run_summary(struct vypr_analysis *analysis,
		       const struct vypr_arguments *arguments, struct vypr_output *output,
		       struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_summary *summary;
	int code = vypr_analysis_summarise(analysis, &summary, reterr);

	(void)arguments;
	if (code)
		return code;
	vypr_print_summary(output, summary);
	vypr_analysis_free(summary);
	return 0;
}

static int print_one(void *ctx, const struct vypr_analysis_verdict *verdict)
{
	struct vypr_verdict_list *list = ctx;

	vypr_print_verdict(list, verdict);
	return ferror(list->output->out);
}

static int run_verdicts(struct vypr_analysis *analysis,
			const struct vypr_arguments *arguments,
			struct vypr_output *output, struct vypr_analysis_error *reterr)
{
	struct vypr_verdict_list list = { .output = output };
	int code = vypr_analysis_verdicts(analysis, &arguments->query, print_one, &list,
					  reterr);

	if (code == 0)
		vypr_print_verdicts_end(&list);
	return code;
}

static int run_show(struct vypr_analysis *analysis,
		    const struct vypr_arguments *arguments, struct vypr_output *output,
		    struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_detail *detail;
	int code = vypr_analysis_show(analysis, arguments->operand, &detail, reterr);

	if (code)
		return code;
	vypr_print_detail(output, detail);
	vypr_analysis_free(detail);
	return 0;
}

static int run_path(struct vypr_analysis *analysis,
		    const struct vypr_arguments *arguments, struct vypr_output *output,
		    struct vypr_analysis_error *reterr)
{
	const struct vypr_groups one = { NULL, 0, 0 };
	struct vypr_analysis_path *path;
	int code = vypr_analysis_path(analysis, arguments->operand, &path, reterr);

	if (code)
		return code;
	for (size_t i = 0; arguments->dot && i < path->graph_count; i++)
		vypr_print_dot(output->out, &path->graphs[i], &one);
	if (!arguments->dot)
		vypr_print_path(output, path);
	vypr_analysis_free(path);
	return 0;
}

static int print_explanation(const struct vypr_arguments *arguments,
			     struct vypr_output *output,
			     const struct vypr_analysis_explanation *e,
			     struct vypr_analysis_error *reterr)
{
	struct vypr_histogram_words words = vypr_explanation_words(e);
	char *svg;
	int code;

	if (arguments->html)
		return vypr_print_html(output->out, e, &words, reterr);
	if (!arguments->svg) {
		vypr_print_explanation(output, e);
		return 0;
	}
	code = vypr_plot_distribution(&e->distribution, e->is_time, &words, &svg, reterr);
	if (code)
		return code;
	fputs(svg, output->out);
	free(svg);
	return 0;
}

static int verify(struct vypr_analysis *analysis,
		  const struct vypr_analysis_explanation *e, struct vypr_output *output,
		  struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_verification *v;
	int code = vypr_analysis_verify(analysis, e, &v, reterr);

	if (code)
		return code;
	vypr_print_verification(output, e, v);
	code = v->agrees ? 0 : VYPR_SAID;
	vypr_analysis_free(v);
	return code;
}

static int run_explain(struct vypr_analysis *analysis,
		       const struct vypr_arguments *arguments, struct vypr_output *output,
		       struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_explanation *explanation;
	int code = vypr_analysis_explain(analysis, arguments->operand,
					 arguments->query.function, arguments->query.file,
					 &explanation, reterr);

	if (code)
		return code;
	code = arguments->verify
		       ? verify(analysis, explanation, output, reterr)
		       : print_explanation(arguments, output, explanation, reterr);
	vypr_analysis_free(explanation);
	return code;
}

/* In the compiler's layout. */
static void tell_problem(const struct vypr_arguments *arguments,
			 const struct vypr_analysis_problem *p)
{
	struct vypr_diag diag = { .line = p->line,
				  .column = p->column,
				  .end_column = p->end_column };

	snprintf(diag.text, sizeof diag.text, "%s", p->text);
	snprintf(diag.hint, sizeof diag.hint, "%s", p->hint);
	vypr_print_caret(stderr, arguments->colour, p->file, &diag);
}

static int write_file(const char *file, const struct vypr_analysis_bounded *b,
		      struct vypr_analysis_error *reterr)
{
	FILE *out = strcmp(file, "-") == 0 ? stdout : fopen(file, "wb");
	int fine = out && fwrite(b->bytes, 1, b->size, out) == b->size;

	if (out && out != stdout)
		fine &= fclose(out) == 0;
	if (fine)
		return 0;
	reterr->code = 1;
	snprintf(reterr->text, sizeof reterr->text, "%s: %s", file, strerror(errno));
	return 1;
}

/* A formula that is not there is the first thing to say. */
static int refuse_narrow(struct vypr_analysis *analysis,
			 const struct vypr_analysis_bounds_query *query,
			 struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_bounds *b;
	int code;

	if (!query->formula && !query->function && !query->file)
		return 0;
	code = vypr_analysis_bounds(analysis, query, &b, reterr);
	if (code)
		return code;
	vypr_analysis_free(b);
	fputs("vypr-analyse: --write is about every \"?\" of the specification, not of one "
	      "FORMULA, --function or --file\n",
	      stderr);
	return VYPR_WRONG;
}

static int write_bounds(struct vypr_analysis *analysis,
			const struct vypr_arguments *arguments,
			struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_bounded *b;
	char count[40];
	int code = vypr_analysis_write_bounds(analysis, arguments->spec, arguments->share,
					      &b, reterr);

	if (code)
		return code;
	code = write_file(arguments->write, b, reterr);
	for (size_t i = 0; !code && i < b->left_count; i++)
		tell_problem(arguments, &b->left[i]);
	if (!code && strcmp(arguments->write, "-") != 0)
		printf("%s: %s of %s\n", arguments->write,
		       vypr_count_text(b->replaced, "bound", "bounds", count,
				       sizeof count),
		       b->spec);
	if (!code && b->left_count)
		code = VYPR_SAID;
	vypr_analysis_free(b);
	return code;
}

static int run_bounds(struct vypr_analysis *analysis,
		      const struct vypr_arguments *arguments, struct vypr_output *output,
		      struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_bounds_query query = { arguments->operand,
						    arguments->query.function,
						    arguments->query.file,
						    arguments->share };
	struct vypr_analysis_bounds *b;
	int code;

	if (arguments->write) {
		code = refuse_narrow(analysis, &query, reterr);
		return code ? code : write_bounds(analysis, arguments, reterr);
	}
	code = vypr_analysis_bounds(analysis, &query, &b, reterr);
	if (code)
		return code;
	vypr_print_bounds(output, b);
	vypr_analysis_free(b);
	return 0;
}

static int run_recheck(struct vypr_analysis *analysis,
		       const struct vypr_arguments *arguments, struct vypr_output *output,
		       struct vypr_analysis_error *reterr)
{
	struct vypr_analysis_recheck_query query = { arguments->query.run,
						     arguments->spec };
	struct vypr_verdict_list list = { .output = output };
	struct vypr_analysis_recheck *r;
	int code = vypr_analysis_recheck(
		analysis, &query, arguments->list ? print_one : NULL, &list, &r, reterr);
	int fine;

	if (code)
		return code;
	fine = !r->problem_count && (!r->compared || r->agrees);
	for (size_t i = 0; i < r->problem_count; i++)
		tell_problem(arguments, &r->problems[i]);
	if (arguments->list && !r->problem_count)
		vypr_print_verdicts_end(&list);
	else if (!r->problem_count)
		vypr_print_recheck(output, r);
	vypr_analysis_free(r);
	return fine ? 0 : VYPR_SAID;
}

static int run_help(struct vypr_analysis *analysis,
		    const struct vypr_arguments *arguments, struct vypr_output *output,
		    struct vypr_analysis_error *reterr)
{
	(void)analysis;
	(void)output;
	(void)reterr;
	return vypr_help_words(arguments->operands, arguments->operand_count) ? VYPR_WRONG
									      : 0;
}

const struct vypr_command vypr_commands[] = {
	{ "summary", NULL, "how often each formula held, and its measurements",
	  "For each formula, in the order of the specification: how many verdicts are "
	  "true,\n"
	  "false and unknown, and why; percentiles of what it measures; the objective.",
	  VYPR_OPTION_JSON, 0, run_summary },
	{ "verdicts", NULL, "list verdicts",
	  "One line for each verdict.  Without options, all of them.",
	  VYPR_OPTION_JSON | VYPR_OPTION_SEARCH, 0, run_verdicts },
	{ "show", "ID", "one verdict in full",
	  "The binding, what was observed and when, the values, and the atom that "
	  "decided.\n"
	  "ID is RUN.ROW.N, as in the first column of 'verdicts'.",
	  VYPR_OPTION_JSON, 0, run_show },
	{ "path", "ID", "the source with the path of one verdict marked",
	  "The lines that were passed, the branches that were taken and how often, in "
	  "the\n"
	  "function and in the recorded calls below the measured one.",
	  VYPR_OPTION_JSON | VYPR_OPTION_DOT, 0, run_path },
	{ "compare", "FORMULA|ID...", "where paths differ, and where they are alike",
	  "The paths of the verdicts of a formula, or of two or more verdicts, as one: what "
	  "all\n"
	  "passed, and a parameter for each branch and loop count that differs, with its "
	  "values\n"
	  "and how many verdicts of each group have them.",
	  VYPR_OPTION_JSON | VYPR_OPTION_DOT | VYPR_OPTION_COMPARE | VYPR_OPTION_NARROW,
	  VYPR_COMMAND_MANY, vypr_run_compare },
	{ "explain", "FORMULA", "what separates false from true",
	  "Hold the false verdicts against the true ones (or the slowest tenth against "
	  "the\n"
	  "rest, when all are alike) and say which branch tells them apart, if one does.",
	  VYPR_OPTION_JSON | VYPR_OPTION_NARROW | VYPR_OPTION_EXPLAIN, 0, run_explain },
	{ "bounds", "[FORMULA]", "propose bounds from what was measured",
	  "For each \"?\" (or the bound of FORMULA): bounds that common shares of the "
	  "measurements\n"
	  "keep, and how many would have failed.  --write copies the specification "
	  "with them.",
	  VYPR_OPTION_JSON | VYPR_OPTION_NARROW | VYPR_OPTION_BOUNDS,
	  VYPR_COMMAND_OPTIONAL, run_bounds },
	{ "diff", "A B", "what changed between two builds or runs",
	  "Compare the runs of two stores, or of one (A is STORE, STORE:RUNS or :RUNS): how "
	  "often\n"
	  "formulas fail, what they measure, and which paths are taken; with tests of what "
	  "is chance.\n"
	  "Exit status: 0 nothing got worse, 1 something did, 2 it could not be compared.",
	  VYPR_OPTION_JSON | VYPR_OPTION_NARROW | VYPR_OPTION_DIFF | VYPR_OPTION_STORE,
	  VYPR_COMMAND_STORELESS | VYPR_COMMAND_MANY | VYPR_COMMAND_OPTIONAL, vypr_run_diff },
	{ "recheck", NULL, "judge recorded events again",
	  "Feed the events that runs recorded (option record_events=1) to the monitor "
	  "once more\n"
	  "and compare its verdicts with the stored ones; or judge them by another "
	  "specification.",
	  VYPR_OPTION_JSON | VYPR_OPTION_RECHECK, 0, run_recheck },
	{ "spec check", "FILE...", "is a specification well-formed?",
	  "Read specifications without a compiler and say what is wrong in them, and "
	  "where.\n"
	  "Names of functions and variables are the compiler's business: see 'spec "
	  "plan'.",
	  VYPR_OPTION_JSON, VYPR_COMMAND_STORELESS | VYPR_COMMAND_MANY,
	  vypr_run_spec_check },
	{ "spec print", "FILE...", "a specification in canonical form",
	  "Print specifications with every formula in the infix notation as it was "
	  "understood.",
	  VYPR_OPTION_JSON, VYPR_COMMAND_STORELESS | VYPR_COMMAND_MANY,
	  vypr_run_spec_print },
	{ "spec plan", "FILE -- CC...", "what would be watched in a program",
	  "Run the compiler as it is given behind '--' for what it understands of the\n"
	  "specification, and print which statements would be watched.  Nothing is "
	  "written.",
	  0, VYPR_COMMAND_STORELESS | VYPR_COMMAND_RUNS, vypr_run_spec_plan },
	{ "help", "[COMMAND]", "what a command does, and its options",
	  "The same as COMMAND --help.", 0,
	  VYPR_COMMAND_STORELESS | VYPR_COMMAND_OPTIONAL | VYPR_COMMAND_MANY, run_help },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL }
};

static int fail(const char *text)
{
	fprintf(stderr, "vypr-analyse: %s\n", text);
	return 1;
}

/* What died, said once: by the command that stores what it left. */
static void tell_deaths(const struct vypr_analysis_deaths *deaths)
{
	for (size_t i = 0; i < deaths->count; i++) {
		const struct vypr_analysis_death *d = &deaths->deaths[i];
		const char *slash = strrchr(d->program, '/');

		fprintf(stderr,
			"run %u (%s, pid %u) ended without finishing (killed, _exit or "
			"execve); %llu verdict%s recovered\n",
			d->run, slash ? slash + 1 : d->program, d->pid,
			(unsigned long long)d->verdicts, d->verdicts == 1 ? "" : "s");
	}
}

/* Recover, then open.  A store that cannot be opened is one error, not two. */
int vypr_open_store(const char *store, struct vypr_analysis **ret_analysis)
{
	struct vypr_analysis_deaths *deaths = NULL;
	struct vypr_analysis_error error, unrecovered;
	int failed = vypr_analysis_recover(store, &deaths, &unrecovered);

	if (vypr_analysis_open(store, ret_analysis, &error)) {
		vypr_analysis_free(deaths);
		return fail(error.text);
	}
	if (failed)
		fprintf(stderr,
			"vypr-analyse: warning: what dead processes left is not in "
			"this report: %s\n",
			unrecovered.text);
	else
		tell_deaths(deaths);
	vypr_analysis_free(deaths);
	return 0;
}

static int exit_code(int code, const struct vypr_analysis_error *error)
{
	if (code == VYPR_WRONG)
		return 2;
	if (code == VYPR_SAID)
		return 1;
	return code ? fail(error->text) : 0;
}

const char *vypr_store_name(const struct vypr_arguments *arguments)
{
	const char *store = arguments->store ? arguments->store : getenv("VYPR_STORE");

	return store && *store ? store : "vypr.db";
}

static int run(const struct vypr_command *command, const struct vypr_arguments *arguments)
{
	struct vypr_analysis_error error;
	struct vypr_analysis *analysis = NULL;
	struct vypr_output output;
	int code;

	if (!(command->flags & VYPR_COMMAND_STORELESS) &&
	    vypr_open_store(vypr_store_name(arguments), &analysis))
		return 1;
	vypr_output_begin(&output, stdout, arguments->json, arguments->colour);
	output.store = arguments->store;
	code = command->run(analysis, arguments, &output, &error);
	vypr_analysis_close(analysis);
	return exit_code(code, &error);
}

static int finish(int code)
{
	if (fflush(stdout) || ferror(stdout)) {
		if (errno == EPIPE)
			return 1;
		fprintf(stderr, "vypr-analyse: cannot write: %s\n", strerror(errno));
		return 1;
	}
	return code;
}

int main(int argc, char **argv)
{
	const struct vypr_command *command;
	struct vypr_arguments arguments;
	int code = vypr_arguments_parse(argc, argv, &arguments, &command);

	if (code)
		return code;
	if (arguments.version) {
		printf("vypr-analyse %s\n", PACKAGE_VERSION);
		return finish(0);
	}
	if (arguments.help) {
		vypr_help(stdout, command, arguments.family);
		return finish(0);
	}
	if (!command) {
		vypr_help(stderr, NULL, arguments.family);
		return 2;
	}
	return finish(run(command, &arguments));
}
