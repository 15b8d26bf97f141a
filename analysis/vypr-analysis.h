/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libvypr-analysis: questions about a VyPR store, and their answers as plain
 * structs.  vypr-analyse(1) is this library and two renderers, text and JSON.
 *
 *      struct vypr_analysis *a;
 *      struct vypr_analysis_error e;
 *      struct vypr_analysis_summary *s;
 *
 *      if (vypr_analysis_open("vypr.db", &a, &e) ||
 *          vypr_analysis_summarise(a, &s, &e))
 *              errx(1, "%s", e.text);
 *      for (size_t i = 0; i < s->formula_count; i++)
 *              printf("%s: %llu false\n", s->formulas[i].name,
 * s->formulas[i].false_count); vypr_analysis_free(s); vypr_analysis_close(a);
 *
 * Functions return 0, or a positive code and a sentence in reterr (which may be NULL);
 * ret_ arguments are written only on success.  A report is freed by vypr_analysis_free
 * and must not be used after vypr_analysis_close.  Texts are never NULL unless said.
 * An analysis shows the store as it was when it was opened; it has one owner
 * thread at a time, different ones are independent.
 *
 * Spans of time are nanoseconds.  Points in time are nanoseconds since 1970, UTC.
 * Quantities (value, bound, severity) are nanoseconds where is_time, else plain numbers.
 */
#ifndef VYPR_ANALYSIS_H
#define VYPR_ANALYSIS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct vypr_analysis;

struct vypr_analysis_error {
	int code;
	char text[640];
};

int vypr_analysis_open(const char *store, struct vypr_analysis **ret_analysis,
		       struct vypr_analysis_error *reterr);
void vypr_analysis_close(struct vypr_analysis *analysis);
void vypr_analysis_free(void *report); /* NULL is allowed */

/* "12.3 ms", "480 ns", "-1.2 s"; or the plain number.  buf at least 32 bytes; returns it.
 */
const char *vypr_analysis_quantity(double value, int is_time, char *buf, size_t size);

/* ---- recovery: what processes left that died before they could store it ---- */

struct vypr_analysis_death {
	uint32_t run, pid;
	const char *program;
	uint64_t events, verdicts;
};
struct vypr_analysis_deaths {
	void *memory;
	struct vypr_analysis_death *deaths;
	size_t count;
};
/* Store it now, each event once.  Call before opening. */
int vypr_analysis_recover(const char *store, struct vypr_analysis_deaths **ret_deaths,
			  struct vypr_analysis_error *reterr);

/* ---- summary ---------------------------------------------------------------- */

struct vypr_analysis_unknown {
	const char *reason; /* "no-event" */
	uint64_t count;
};

/* A property of one function, over all runs and builds in the store. */
struct vypr_analysis_formula {
	const char *name, *file, *function, *text, *note;
	const char *spec_file;
	uint32_t spec_line;
	uint64_t true_count, false_count, unknown_count;
	struct vypr_analysis_unknown *unknown; /* the reasons that occurred */
	size_t unknown_kinds;
	const char *measured; /* the measured term, "duration(c)"; "" none */
	int is_time;
	uint64_t judged_measured; /* verdicts that are "measured": a "?" judges nothing */
	uint64_t measured_count; /* verdicts with a measured quantity, of any kind; 0: the
				  * following seven mean nothing */
	double min, max, mean, p50, p90, p99, p999; /* within 3 % */
	double worst_severity; /* of atoms with the same unit; NAN when there is none */
	double objective; /* share that must be true */
	int met; /* -1: nothing was decided */
	size_t runs; /* runs with a verdict */
};

struct vypr_analysis_run {
	uint32_t id, pid;
	const char *state; /* "live", "ended", "died" */
	const char *host, *program, *arguments;
	int64_t start, end;
	uint64_t events, verdicts, lost, strays, threads;
};

/* A function that a specification is about and no object file of a program has, in its last
 * run. */
struct vypr_analysis_missing {
	const char *program, *module, *function, *spec_file;
	uint32_t spec_line;
};

/* An inline function of which a program has another object file's copy, which was compiled
 * without the specification, in its last run. */
struct vypr_analysis_dropped {
	const char *program, *function, *file;
	uint32_t line;
};

/* A source file of a program whose object files were compiled with different specifications, or
 * versions of one, in its last run: the first of each. */
struct vypr_analysis_mixed {
	const char *program, *source_file, *spec_file;
};

struct vypr_analysis_summary {
	void *memory;
	struct vypr_analysis_formula *formulas; /* in the order of the specification */
	size_t formula_count;
	struct vypr_analysis_run *runs;
	size_t run_count;
	uint64_t lost; /* events dropped, all runs */
	size_t died; /* runs that ended without finishing: killed, _exit, execve */
	struct vypr_analysis_missing *missing;
	size_t missing_count;
	struct vypr_analysis_dropped *dropped;
	size_t dropped_count;
	struct vypr_analysis_mixed *mixed; /* none, or two or more of a program */
	size_t mixed_count;
};
int vypr_analysis_summarise(struct vypr_analysis *analysis,
			    struct vypr_analysis_summary **ret_summary,
			    struct vypr_analysis_error *reterr);

/* ---- verdicts --------------------------------------------------------------- */

struct vypr_analysis_query {
	const char *formula, *function, *file; /* NULL any; file also by a path suffix */
	int want_true, want_false, want_unknown, want_measured; /* none set: all */
	int64_t since, until; /* 0 open */
	uint32_t run; /* 0 any */
	uint64_t limit; /* 0 none */
	uint64_t transaction; /* number of its activation in its run; 0 any */
	uint64_t skip; /* leave out the first so many that pass */
};

struct vypr_analysis_verdict {
	char id[48]; /* RUN.ROW.N */
	const char *formula, *file, *function;
	const char *text; /* of the formula: builds may have others under this name */
	const char *verdict; /* "true", "false", "unknown", "measured" */
	const char *reason; /* of an unknown one, else "" */
	int64_t time; /* 0 unknown */
	uint32_t run, thread;
	uint64_t call; /* number of the activation in its run */
	uint64_t transaction; /* number of the activation of the transaction it is in, 0
				 none */
	int is_time, has_value, has_severity;
	int severity_is_time; /* the atom that decided need not be the measured one */
	double value, severity;
	uint32_t line; /* of the measured statement, or of the first one seen */
};
/* visit returns 0 to go on; anything else ends the search, which then succeeds. */
int vypr_analysis_verdicts(struct vypr_analysis *analysis,
			   const struct vypr_analysis_query *query,
			   int (*visit)(void *ctx,
					const struct vypr_analysis_verdict *verdict),
			   void *ctx, struct vypr_analysis_error *reterr);

/* ---- where time went --------------------------------------------------------- */

/* What a thread waited in when it was looked at. */
struct vypr_analysis_wait {
	const char *call; /* system call: "futex"; or "stopped", "memory"; "" not seen */
	const char *text; /* for what: "a lock or a condition"; "" not seen */
	double time;
};

/* What the time between two moments of a thread went for, from looks at the thread from outside
 * (libvypr(7), "samples").  Of what lies between two looks it is known how much of it the thread
 * ran, but not when; so there is a least and a most where a look is not just at a moment.
 * Spans, in nanoseconds; wall is ran + queued + waited. */
struct vypr_analysis_spent {
	double wall;
	double looked; /* between the first and the last look inside, 0 where there are not
			* two; below a millisecond there are none */
	double ran_least, ran_most; /* on a processor; 0 to wall: not known */
	double queued; /* about: able to run, but others ran on the processors */
	double waited_least, waited_most; /* neither */
	double minor_least, minor_most; /* page faults; major: from a file */
	double major_least, major_most;
	double turns_least, turns_most; /* times that it was put on a processor */
	struct vypr_analysis_wait *waits; /* longest first; about */
	size_t wait_count;
};

/* From one moment of a verdict to the next. */
struct vypr_analysis_segment {
	const char *from, *to; /* "q", "before(c)" */
	struct vypr_analysis_spent spent;
};

/* Calls inside, of one statement, that some property of the same specification measures. */
struct vypr_analysis_inside {
	const char *callee, *file;
	uint32_t line;
	uint64_t calls;
	double time; /* of all together */
	double longest;
};

/* Of one verdict. */
struct vypr_analysis_budget {
	const char *from, *to; /* the span: that of the measured quantity if it is one */
	struct vypr_analysis_spent spent;
	struct vypr_analysis_segment *segments; /* none when there is one only */
	size_t segment_count;
	struct vypr_analysis_inside *insides; /* longest together first */
	size_t inside_count;
	double allowed; /* NAN: the bound is not one of this span's time */
	const char *late_callee, *late_file; /* the first call inside that began when the
					      * allowed time was used up; NULL none */
	uint32_t late_line;
	double late_after; /* how long after that */
	const char *sentence; /* "" nothing is known but how long it took */
};

/* Of a group, over the middle half of it by how long they took (all of less than four): means,
 * so that they add up. */
struct vypr_analysis_budget_side {
	uint64_t count; /* verdicts with such a span, */
	uint64_t used; /* of the middle half, and at most 1000 of them evenly */
	struct vypr_analysis_spent spent;
};

/* A part of the span: a segment, or all calls inside of one statement. */
struct vypr_analysis_budget_part {
	const char *kind; /* "segment", "callee" */
	const char *from, *to; /* segment; to: the callee */
	const char *file; /* callee */
	uint32_t line;
	double bad, good; /* means of its time; a verdict without it counts as 0 */
	double bad_calls, good_calls;
	double share; /* of what bad ones took longer than good ones */
};

/* Of a formula's bad verdicts against its good ones. */
struct vypr_analysis_budgets {
	struct vypr_analysis_budget_side bad, good;
	struct vypr_analysis_budget_part *parts; /* that grew most first */
	size_t part_count;
	/* Of what bad ones took longer, the shares that they ran, were queued and waited: the
	 * interval has what is not known between two looks, and of which verdicts there are,
	 * 95 % (bootstrap over the verdicts, where there are five).  All 0 to 1: not known. */
	double ran_low, ran_high, queued_low, queued_high, waited_low, waited_high;
	const char *answer; /* "waiting", "running", "queued": more than half for certain;
			     * "unclear"; "" not known */
	int same_path; /* most bad ones went a way that good ones went too */
	double same_path_share;
	const char *late_callee, *late_file; /* as above: in most bad ones that have one */
	uint32_t late_line;
	uint64_t late_count, late_of; /* bad ones used: with this one, with any */
	const char *sentence; /* "" nothing is known */
};

/* ---- one verdict ------------------------------------------------------------ */

/* A moment: a statement that was passed. */
struct vypr_analysis_place {
	int seen;
	uint32_t line, column;
	const char *text; /* of the statement */
	int64_t time; /* 0 not timed */
};

struct vypr_analysis_observation {
	const char *name; /* "q", "next_call(q, f)" */
	const char *what; /* "change", "call", "entry", "exit", "line" */
	const char *subject; /* lvalue, callee, number of the line; "" none */
	const char
		*during; /* the function in whose activations it was seen, "" the scope */
	const char *file; /* of its statement */
	int bound; /* of a quantified variable */
	struct vypr_analysis_place begin, end; /* a change has only the end */
	int64_t duration; /* -1 not measured */
	int running; /* a call that had not ended when its deadline passed, */
	const char *
		*stack; /* and the recorded functions it was in then, innermost last */
	size_t stack_count;
	uint32_t path, callee; /* path ids, 0 none; path: of the scope's activation */
	uint64_t callee_calls; /* recorded calls inside */
};

struct vypr_analysis_value {
	const char *name; /* "q(hashes)" */
	const char
		*type; /* "i64", "u64", "f64", "bool", "ptr", "char", "string", "none" */
	int known;
	int seen; /* its moment has been: what is not known then has no value there */
	int at_least; /* a count that was not complete */
	int truncated; /* a string of which only the beginning is kept */
	int recorded; /* only because "record:" asks for it */
	const char *text; /* strings in quotes, escaped, with ... when truncated */
	const char *enumerator; /* the constant of the formula with this value, "" none */
};

struct vypr_analysis_detail {
	void *memory;
	struct vypr_analysis_verdict head;
	const char *text, *note, *spec_file;
	uint32_t spec_line;
	const char *program, *host;
	uint32_t pid;
	struct vypr_analysis_observation *observations;
	size_t observation_count;
	struct vypr_analysis_value *values;
	size_t value_count;
	const char *atom; /* the atom that decided, "" none */
	const char *side; /* "left", "low", "high", "" */
	int atom_is_time;
	int measured; /* the atom has a "?": atom_bound means nothing */
	int atom_at_least; /* atom_value was still growing */
	double atom_value, atom_bound;
	const char *left, *right; /* the sides of an atom of texts; "" of numbers */
	const struct vypr_analysis_budget *budget; /* NULL: no two moments are timed */
};
int vypr_analysis_show(struct vypr_analysis *analysis, const char *id,
		       struct vypr_analysis_detail **ret_detail,
		       struct vypr_analysis_error *reterr);

/* ---- paths ------------------------------------------------------------------ */

struct vypr_analysis_line {
	uint32_t number;
	uint64_t passed; /* times a block that begins on or covers it was passed */
	const char *text;
};

struct vypr_analysis_branch {
	uint32_t line, column;
	const char *condition; /* source text */
	const char *outcome; /* "true", "false", "case 3", "default", ... */
	uint64_t count; /* times taken on this path */
	uint64_t key; /* of the branch: `a && b` is two with one condition */
};

/* The path of one activation, up to an observation or to its end.  Calls inside
 * that were recorded follow their caller in the list, one deeper. */
struct vypr_analysis_walk {
	const char *function, *file;
	uint32_t depth; /* 0 the scope */
	uint64_t repeated; /* times in a row with this same path */
	const char *leads_to; /* "c", "next_call(q, f)", "" the end of the activation */
	const char *ends; /* "observation", "exit", "unwound", "running", "longjmp" (one
			   * came back into the function: what followed is not known),
			   * "unknown" */
	int from_entry; /* 0: what came before is not recorded */
	int continued; /* 1: the walk before is the beginning of this one, and what
			* lies between may be missing */
	int from_disk; /* 1: the lines are the source file's, unchanged since */
	uint32_t *blocks;
	size_t block_count;
	struct vypr_analysis_branch *branches; /* in order of first passing */
	size_t branch_count;
	struct vypr_analysis_line *lines;
	size_t line_count;
};

#define VYPR_ANALYSIS_NO_PARAMETER UINT32_MAX

/* The graph of the function, with the times that paths took each edge. */
struct vypr_analysis_node {
	uint32_t line, end_line;
	const char *condition, *kind; /* "", "condition", "switch", "goto", "exit" */
	uint64_t passed; /* by the one path, or by all compared */
};
struct vypr_analysis_edge {
	uint32_t from, to;
	const char *outcome; /* "true", "case 3", "exception"; "" the only way */
	uint64_t passed; /* likewise */
	uint64_t bad, good; /* of comparisons: verdicts whose paths took it */
	uint32_t parameter; /* of comparisons; NO_PARAMETER: paths do not part here */
};
struct vypr_analysis_graph {
	const char *function, *file;
	uint32_t start, end; /* blocks; end: UINT32_MAX several, or the exit */
	struct vypr_analysis_node *nodes;
	size_t node_count;
	struct vypr_analysis_edge *edges;
	size_t edge_count;
};

/* How often a walk ran a loop, each time that it came to it. */
struct vypr_analysis_turns {
	uint32_t walk; /* index */
	uint32_t line, depth; /* depth: 0 in no other loop */
	const char *loop; /* "for loop", "loop" */
	const char *iterations; /* "20"; "3, 4 2 times": the first time three */
	uint64_t entered;
};

struct vypr_analysis_path {
	void *memory;
	struct vypr_analysis_verdict head;
	struct vypr_analysis_walk *walks;
	size_t walk_count;
	int cut; /* more calls inside than are shown */
	struct vypr_analysis_observation *observations; /* with their times */
	size_t observation_count;
	struct vypr_analysis_turns *turns; /* of the loops of all walks, in order */
	size_t turns_count;
	struct vypr_analysis_graph *graphs; /* of the walks of depth 0 */
	size_t graph_count;
};
int vypr_analysis_path(struct vypr_analysis *analysis, const char *id,
		       struct vypr_analysis_path **ret_path,
		       struct vypr_analysis_error *reterr);

/* ---- comparing paths --------------------------------------------------------- */

/* What a parameter is in some of the paths, and the verdicts of each group that have it. */
struct vypr_analysis_parameter_value {
	const char *text; /* "true", "5", "case 3"; in a loop, in order: "true 3, false" */
	uint64_t bad, good, paths;
};

/* A place where paths differ. */
struct vypr_analysis_parameter {
	const char *kind; /* "branch": the way out of it; "count": completed turns of a
			   * loop; "subpath": the way through a part without structure */
	const char *text; /* "branch at if (n > 10)", "iterations of the for loop" */
	const char *condition; /* source text, "" none */
	const char *inside; /* "in each turn of the for loop at line 7", "in the last turn of
			     * ...", "" */
	uint32_t line, column;
	uint32_t until; /* line where the paths of a branch have met again; 0: not before
			 * their end, or that of the turn */
	int repeated; /* some path comes here several times */
	uint64_t bad, good; /* verdicts whose paths come here */
	struct vypr_analysis_parameter_value *values; /* whole paths' */
	size_t value_count;
	struct vypr_analysis_parameter_value *outcomes; /* at least once; the same as values
							 * when not repeated */
	size_t outcome_count;
};

/* The parametric path: what the paths have in common, in order, nested by depth. */
struct vypr_analysis_element {
	const char *kind; /* "lines": all that came here passed them; "branch", deeper its
			   * "way"s and what only several of them "shared"; "loop", deeper
			   * "turn" (each but the last), "last", and the "way"s it is left
			   * by; "subpath" */
	uint32_t depth;
	uint32_t line, end_line; /* first and last; 0 none */
	const char *text; /* of lines: "12, 15-17"; of a way: "true", "case 3", "ends here", "left to line 9"; of a
			   * loop how often when that is no parameter */
	uint32_t parameter; /* index; VYPR_ANALYSIS_NO_PARAMETER */
	uint64_t passed; /* times, by all different paths */
	uint32_t *blocks; /* of lines */
	size_t block_count;
};

/* One of the different paths. */
struct vypr_analysis_compared {
	char id[48]; /* of a verdict that took it, the first bad one if there is one */
	uint64_t bad, good;
	size_t blocks; /* how many it passes */
	uint32_t *values; /* of each parameter, index in its values; NO_PARAMETER: the path
			   * does not come there */
};

/* Verdicts that were left out. */
struct vypr_analysis_left_out {
	const char *reason;
	uint64_t count;
};

struct vypr_analysis_comparison {
	void *memory;
	const char *name, *file, *function, *text; /* name, text: "" of several formulas */
	const char *grouping; /* "false" against all others; "slowest" tenth against the
			       * rest; "none": all are good */
	const char *from, *to; /* observations; from "": where the record begins */
	int from_entry; /* it begins at the function's entry, */
	uint32_t from_line; /* or here, at the head of a loop that dispatches */
	uint64_t bad, good; /* verdicts compared */
	uint64_t incomplete; /* of them: turns of a long loop may be missing */
	struct vypr_analysis_left_out *left_out;
	size_t left_out_count;
	struct vypr_analysis_compared *paths; /* the most frequent first */
	size_t path_count;
	struct vypr_analysis_parameter *parameters; /* in the order of the elements */
	size_t parameter_count;
	struct vypr_analysis_element *elements;
	size_t element_count;
	struct vypr_analysis_graph graph;
	int inside; /* the paths are the measured call's: function and file are its */
};

struct vypr_analysis_compare_query {
	const char *formula, *function, *file; /* all verdicts of a formula; or NULL and */
	const char *const *ids; /* two or more verdicts */
	size_t id_count;
	const char *from, *to; /* observations, "q" or "next_call(q, f)": what lies between
				* them; NULL: the beginning, the last one */
	int inside; /* the paths of the measured call itself, to its exit */
};
int vypr_analysis_compare(struct vypr_analysis *analysis,
			  const struct vypr_analysis_compare_query *query,
			  struct vypr_analysis_comparison **ret_comparison,
			  struct vypr_analysis_error *reterr);

/* ---- bounds ------------------------------------------------------------------ */

struct vypr_analysis_bound {
	const char *name; /* "p99", "max", "99.5 %"; of lower bounds "p1", "min" */
	double value;
	const char *text; /* as a formula says it: "12.1 ms" */
	uint64_t failed; /* of the measurements, those that it would have failed */
	double share, low, high; /* failed, and its Wilson score interval of 95 % */
};

/* A "?", or the measured bound of a judged formula. */
struct vypr_analysis_measurement {
	const char *name, *file, *function, *text;
	const char *term, *operator; /* "duration(c)" "<=" */
	int judged; /* the formula has a bound already */
	int is_time, is_lower; /* lower: the term has to be at least the bound */
	uint64_t count; /* 0: nothing was measured, and there are no bounds */
	double min, median, max;
	struct vypr_analysis_bound *bounds;
	size_t bound_count;
	size_t chosen; /* of bounds: the one for the share that was asked for */
};

struct vypr_analysis_bounds {
	void *memory;
	double share;
	struct vypr_analysis_measurement *measurements;
	size_t count;
};

struct vypr_analysis_bounds_query {
	const char *formula, *function, *file; /* NULL: all that have a "?" */
	double share; /* that the chosen bound lets pass; NAN: 0.99 */
};
int vypr_analysis_bounds(struct vypr_analysis *analysis,
			 const struct vypr_analysis_bounds_query *query,
			 struct vypr_analysis_bounds **ret_bounds,
			 struct vypr_analysis_error *reterr);

/* A specification with bounds in the place of its "?", every other byte as it was. */
struct vypr_analysis_bounded {
	void *memory;
	const char *spec; /* the file that was read */
	const char *bytes;
	size_t size;
	size_t replaced;
	struct vypr_analysis_problem *left; /* "?" for which nothing was measured */
	size_t left_count;
};
/* spec: the file; NULL: the one that the formulas were compiled from. */
int vypr_analysis_write_bounds(struct vypr_analysis *analysis, const char *spec,
			       double share, struct vypr_analysis_bounded **ret_bounded,
			       struct vypr_analysis_error *reterr);

/* ---- judging recorded events again ------------------------------------------ */

/* Something of a specification that cannot be answered, or is wrong. */
struct vypr_analysis_problem {
	const char *file;
	int line, column, end_column; /* as in compilers' messages; 0 unknown */
	const char *text, *hint;
};

/* A property of one function, over all runs that were judged again. */
struct vypr_analysis_rechecked {
	const char *name, *file, *function, *text;
	uint64_t true_count, false_count, unknown_count, measured_count;
	struct vypr_analysis_unknown *unknown; /* the reasons that occurred */
	size_t unknown_kinds;
	uint64_t stored; /* verdicts in the store */
	uint64_t different; /* of them, or of these, that the other does not have as it is
			     */
	char first[48]; /* ID of the first that differs, "" none */
	const char *first_stored, *first_now; /* its verdict there and here, "" none */
	const char *first_parts; /* what else differs, "time, values"; "" nothing or none */
	uint32_t order; /* in its specification */
};

struct vypr_analysis_recheck {
	void *memory;
	size_t runs, unrecorded; /* judged again; without recorded events */
	uint64_t events, verdicts;
	int compared; /* 0: another specification has no stored verdicts */
	int agrees; /* compared, and nothing differs */
	struct vypr_analysis_rechecked *formulas; /* in the order of the specification */
	size_t formula_count;
	struct vypr_analysis_problem *problems; /* any: nothing was judged */
	size_t problem_count;
};

struct vypr_analysis_recheck_query {
	uint32_t run; /* 0: all that recorded */
	const char *spec; /* a specification file instead of the runs' own; NULL none */
};

/* Feed the recorded events to the monitor once more.  visit is called for each verdict as
 * it is decided (NULL: for none); its ID is that of the stored one, "" with another
 * specification.  It ends the whole by returning other than 0. */
int vypr_analysis_recheck(
	struct vypr_analysis *analysis, const struct vypr_analysis_recheck_query *query,
	int (*visit)(void *ctx, const struct vypr_analysis_verdict *verdict), void *ctx,
	struct vypr_analysis_recheck **ret_recheck, struct vypr_analysis_error *reterr);

/* ---- explanation ------------------------------------------------------------ */

/* What is said of a verdict that may tell the groups apart, and how well it does.
 * kind         "branch": the outcome was taken;  "count": more often than threshold;  "callee":
 *              the function was called more often than threshold;  "value": subject, a recorded
 *              value or an argument, is above (at most) threshold, or is class;  "attribute":
 *              subject ("thread", "transaction", "run") is class;  "path": the whole path is
 *              this one;  "conjunction": both parts are so
 * taken        verdicts of which it holds;  reached: of which it could have been told (that came
 *              to the branch, that have the value)
 * increase, importance: Liblit et al., "Scalable Statistical Bug Isolation" (2005), with an
 * interval of 95 %.  low, high: interval of difference, 95 % for all compared together.
 * p            of one-sided Fisher's exact test, times all that was compared
 * q            by Benjamini and Hochberg: the share of false ones to expect up to this one
 * relation     to the cause of this number (causes, from 0): "same" set of verdicts; "part of":
 *              only verdicts that it explains have it; "on the way": all of them have it;
 *              "goes along with": it tells nothing more when the cause is known; "": it does,
 *              or there is no cause, and relation_to is -1 */
struct vypr_analysis_predicate {
	const char *function, *file, *condition, *source; /* "" where there is none */
	const char *outcome; /* "true"; "true, 2+ times" */
	uint32_t line, column;
	uint32_t depth; /* 0 scope, 1 measured callee, ... */
	const char *kind, *subject;
	const char *text; /* all of it in words: "`n > 100` (true) at demo.c:15" */
	const char *comparison; /* ">", "<=", "==", "" */
	double threshold; /* NAN none */
	const char *class_name; /* of "==", else "" */
	uint64_t bad_taken, good_taken, bad_reached, good_reached;
	double increase, importance, importance_low, importance_high;
	double difference, low, high;
	double p, q;
	int separates; /* it may be named as what tells the groups apart */
	double bad_median, good_median; /* of the count or value; NAN none */
	double effect, effect_low, effect_high; /* difference of the medians of the measured
						 * quantity with and without it; NAN none */
	const char *relation;
	int relation_to;
	struct vypr_analysis_predicate *parts; /* of a conjunction: two */
	size_t part_count;
	struct vypr_analysis_predicate *same; /* those of the same verdicts */
	size_t same_count;
	uint64_t key; /* of the branch, 0 none; as in struct vypr_analysis_branch */
	const char *behind; /* of a cause: another outcome in the function that every way to
			     * this branch takes and not every call, as in text; "" none */
};

/* How the measured values lie: bins of equal width, or of about equal ratio; each holds
 * low <= value < high, the last one its high too. */
struct vypr_analysis_bin {
	double low, high;
	uint64_t bad, good;
};
struct vypr_analysis_distribution {
	struct vypr_analysis_bin *bins;
	size_t bin_count; /* 0: nothing was measured */
	int logarithmic;
};

/* The lines around the causes in one function, in order; gaps are left out. */
struct vypr_analysis_marked_line {
	uint32_t number;
	const char *text;
	const char *note; /* "true: 29 of 29 false, 0 of 211 true", "" none */
	int cause; /* of causes, -1 none */
};
struct vypr_analysis_excerpt {
	const char *file, *function;
	struct vypr_analysis_marked_line *lines;
	size_t line_count;
};

struct vypr_analysis_explanation {
	void *memory;
	const char *name, *file, *function, *text;
	const char *sentence; /* the answer, plain English */
	const char
		*grouping; /* "false" against true; "slowest" tenth against the rest when
			    * none is false, "slowest of all false" when none is true */
	double cut; /* slowest: the least measured value in it */
	int is_time;
	uint64_t bad, good; /* verdicts in the groups */
	uint64_t bad_paths, good_paths; /* of them with a recorded path */
	uint64_t unreadable; /* verdicts whose path could not be rebuilt */
	uint64_t jumped; /* whose path is known up to a longjmp only */
	uint64_t distinct; /* different paths */
	size_t compared; /* different sets of verdicts compared */
	int separates; /* 1: the first predicate tells the groups apart */
	struct vypr_analysis_predicate *predicates; /* best first */
	size_t predicate_count;
	/* One after the other: the best, the best of the verdicts of which that does not hold,
	 * and so on, as long as one separates.  The numbers of each are those of that round. */
	struct vypr_analysis_predicate *causes;
	size_t cause_count;
	uint64_t unexplained; /* bad verdicts of which no cause holds */
	const struct vypr_analysis_budgets *budget; /* NULL: no two moments are timed */
	const char *bad_example, *good_example; /* ids, "" none */
	double bad_example_value, good_example_value;
	struct vypr_analysis_distribution distribution; /* of both groups */
	struct vypr_analysis_excerpt *excerpts; /* what there is to read; none without a cause */
	size_t excerpt_count;
};
/* formula: a name; function and file narrow it down when several have it (NULL any). */
int vypr_analysis_explain(struct vypr_analysis *analysis, const char *formula,
			  const char *function, const char *file,
			  struct vypr_analysis_explanation **ret_explanation,
			  struct vypr_analysis_error *reterr);

/* ---- differences between builds, or runs ------------------------------------- */

/* What stands on one side of a comparison.  Both may be of one analysis: a store must not be
 * opened twice in a process. */
struct vypr_analysis_side {
	struct vypr_analysis *analysis;
	const uint32_t *runs; /* only these */
	size_t run_count; /* 0: all of the store */
};

struct vypr_analysis_diff_query {
	const char *formula, *function, *file; /* NULL any */
	double level; /* of significance, for all tests together; 0: 0.05 */
};

/* How often something is so: part of all before, and after. */
struct vypr_analysis_share {
	uint64_t before, before_all, after, after_all;
	double low, high; /* 95 % interval of the share after less that before (Newcombe) */
	double p; /* Fisher's exact test; NAN: nothing to test */
	double q; /* p, adjusted for all tests of its kind (Benjamini and Hochberg) */
	int significant; /* q is below the level */
};

/* The measured quantity.  Counts 0: the rest means nothing. */
struct vypr_analysis_shift {
	uint64_t before_count, after_count;
	double before_mean, after_mean, before_median, after_median, before_p99, after_p99;
	double difference, low, high; /* of the medians, and its interval of 95 % */
	double more; /* P(one after is larger than one before), equal ones half */
	double p, q; /* Mann-Whitney; as in a share */
	int significant;
	/* That on some path it changed (each path by itself, and Simes over paths): one that
	 * few take can be slower without being noticed among all. */
	double same_path_p, same_path_q;
	int same_path_significant;
	/* Of the change of the mean: because paths are taken more or less often, and because
	 * the same paths take longer or shorter, with intervals of 95 %.  Verdicts whose path
	 * is not known are one path. */
	double mean_change, path_part, path_low, path_high, time_part, time_low, time_high;
	double unmatched; /* share of verdicts on paths that the other side never took; it
			   * is in path_part */
};

/* A branch outcome, or a recorded function: how many verdicts took it at least once, and how
 * often by one in the mean. */
struct vypr_analysis_outcome_change {
	const char *function, *file, *condition, *outcome; /* "", "called": a function */
	uint32_t line_before, line_after; /* 0: the branch is not there */
	uint32_t depth;
	struct vypr_analysis_share share;
	double before_times, after_times;
	size_t same; /* other outcomes that the same verdicts took */
};

/* Verdicts that took the same branches, of those that are in both builds, equally often to
 * within a factor of two. */
struct vypr_analysis_path_change {
	const char *outcomes; /* those that tell it from others, "" none */
	struct vypr_analysis_share share;
	double before_mean, after_mean; /* of the measured quantity, NAN: there is none */
	double p, q, more; /* of what is measured on it, as in a shift */
	int significant;
	const char *before_example, *after_example; /* ids, "" none */
};

/* A statement that is measured. */
struct vypr_analysis_site_change {
	const char *file, *text;
	uint32_t line_before, line_after; /* 0: it is not there, or was not passed */
	uint64_t before, after, before_false, after_false; /* verdicts */
	double before_mean, after_mean; /* NAN: nothing was measured */
};

struct vypr_analysis_formula_change {
	const char *name, *file, *function, *text; /* after; of one that is gone, before */
	const char *text_before; /* "" where it is the same */
	const char *state; /* "same", "changed": another text; "new", "gone" */
	const char *result; /* "worse", "better", "different": no side is better; "alike":
			     * nothing that could not be chance; "": nothing to compare */
	const char *sentence; /* the answer, plain English */
	const char *measured;
	int is_time, is_lower; /* lower values are worse; -1: neither */
	uint64_t before_true, before_false, before_unknown, before_measured;
	uint64_t after_true, after_false, after_unknown, after_measured;
	struct vypr_analysis_share failed, unknown; /* false of decided; unknown of all */
	struct vypr_analysis_shift shift;
	double alike; /* so many verdicts in a row tell as much as one, at least 1 */
	int by_run; /* 1: runs were compared, there being three or more on each side */
	struct vypr_analysis_outcome_change *outcomes; /* significant first */
	size_t outcome_count;
	size_t new_branches, gone_branches; /* passed by verdicts of one side, not in the
					     * other's build */
	struct vypr_analysis_path_change *paths; /* at most ten: significant ones first, then
						  * those that change the mean most */
	size_t path_count, distinct_paths;
	struct vypr_analysis_site_change *sites; /* in the order after */
	size_t site_count;
};

struct vypr_analysis_diff {
	void *memory;
	uint64_t before_runs, after_runs;
	struct vypr_analysis_formula_change *formulas; /* in the order after, then gone */
	size_t formula_count;
	size_t worse, better, different;
	size_t tests; /* of shares and quantities, that q is adjusted for */
	double level;
};
int vypr_analysis_diff(const struct vypr_analysis_side *before,
		       const struct vypr_analysis_side *after,
		       const struct vypr_analysis_diff_query *query, /* NULL: all */
		       struct vypr_analysis_diff **ret_diff,
		       struct vypr_analysis_error *reterr);

/* ---- an explanation counted again --------------------------------------------- */

struct vypr_analysis_claim {
	const char *what; /* "bad with `n > 100` (true) at demo.c:15" */
	double claimed, found;
	int agrees;
};
struct vypr_analysis_verification {
	void *memory;
	int agrees; /* all do */
	struct vypr_analysis_claim *claims;
	size_t claim_count;
	const char **unchecked; /* causes of a kind that cannot be counted so, nor those after */
	size_t unchecked_count;
	uint64_t cut; /* verdicts with more calls inside than were looked at */
};
/* Count again what the explanation says of its groups and causes, one verdict and one path
 * after the other, with code that it was not made with.  Cost: that of vypr_analysis_path
 * for each verdict. */
int vypr_analysis_verify(struct vypr_analysis *analysis,
			 const struct vypr_analysis_explanation *explanation,
			 struct vypr_analysis_verification **ret_verification,
			 struct vypr_analysis_error *reterr);

#ifdef __cplusplus
}
#endif
#endif
