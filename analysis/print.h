/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The renderers: one pair (text, JSON) for each report of the library.
 */
#ifndef VYPR_ANALYSIS_PRINT_H
#define VYPR_ANALYSIS_PRINT_H

#include "analysis/text.h"
#include "analysis/vypr-analysis.h"
#include "spec/spec.h"

void vypr_print_summary(struct vypr_output *o, const struct vypr_analysis_summary *s);

/* A list: begin (zeroed), each verdict, end. */
struct vypr_verdict_list {
	struct vypr_output *output;
	char formula[128], function[128], file[128]; /* of the last one, for headings */
	uint64_t text;           /* hash of its formula's */
	unsigned long long count;
};
void vypr_print_verdict(struct vypr_verdict_list *list,
			const struct vypr_analysis_verdict *v);
void vypr_print_verdicts_end(struct vypr_verdict_list *list);

void vypr_print_detail(struct vypr_output *o, const struct vypr_analysis_detail *d);
void vypr_print_path(struct vypr_output *o, const struct vypr_analysis_path *p);
void vypr_print_comparison(struct vypr_output *o,
			   const struct vypr_analysis_comparison *c);
/* The graph for Graphviz.  name NULL: of one path. */
struct vypr_groups {
	const char *name; /* of the bad ones: "false" */
	uint64_t bad, good;
};
void vypr_print_dot(FILE *out, const struct vypr_analysis_graph *g,
		    const struct vypr_groups *groups);
void vypr_json_graph(struct vypr_json *j, const char *name,
		     const struct vypr_analysis_graph *g);
void vypr_print_explanation(struct vypr_output *o,
			    const struct vypr_analysis_explanation *e);

/* Nothing where all values are one. */
struct vypr_histogram_words {
	const char *value, *bad, *good; /* heads of the columns */
};
void vypr_print_histogram(const struct vypr_output *o,
			  const struct vypr_analysis_distribution *d, int is_time,
			  const struct vypr_histogram_words *words);

void vypr_print_verification(struct vypr_output *o,
			     const struct vypr_analysis_explanation *e,
			     const struct vypr_analysis_verification *v);
struct vypr_histogram_words
vypr_explanation_words(const struct vypr_analysis_explanation *e);
/* One page.  Errors: those of vypr_plot_distribution; nothing is written then. */
int vypr_print_html(FILE *out, const struct vypr_analysis_explanation *e,
		    const struct vypr_histogram_words *words,
		    struct vypr_analysis_error *reterr);
void vypr_print_excerpts(const struct vypr_output *o,
			 const struct vypr_analysis_explanation *e);
void vypr_json_excerpts(struct vypr_json *j, const struct vypr_analysis_explanation *e);

void vypr_print_bounds(struct vypr_output *o, const struct vypr_analysis_bounds *b);
void vypr_print_diff(struct vypr_output *o, const struct vypr_analysis_diff *d);
void vypr_print_recheck(struct vypr_output *o, const struct vypr_analysis_recheck *r);
/* "70 true, 10 false (12.5 %), 2 unknown (no-event 2), 3 measured" */
struct vypr_counts {
	unsigned long long true_count, false_count, unknown_count, measured_count;
	const struct vypr_analysis_unknown *unknown;
	size_t unknown_kinds;
};
void vypr_print_counts(const struct vypr_output *o, const struct vypr_counts *c);

/* As YAML that reads back as the same; in JSON one object for each property. */
void vypr_print_spec(struct vypr_output *o, const struct vypr_spec *spec,
		     const char *file);

/* Where the time of one verdict went; NULL: nothing, in JSON null. */
void vypr_print_budget(const struct vypr_output *o, const struct vypr_analysis_budget *b);
void vypr_json_budget(struct vypr_json *j, const char *name,
		      const struct vypr_analysis_budget *b);

void vypr_json_spent(struct vypr_json *j, const char *name,
		     const struct vypr_analysis_spent *s);
/* And of two groups, by what they are called. */
void vypr_print_budgets(const struct vypr_output *o, const struct vypr_analysis_budgets *b,
			const char *bad, const char *good);
void vypr_json_budgets(struct vypr_json *j, const char *name,
		       const struct vypr_analysis_budgets *b);

/* Members of a verdict in JSON, inside an open object. */
void vypr_json_verdict(struct vypr_json *j, const struct vypr_analysis_verdict *v);

void vypr_json_observation(struct vypr_json *j,
			   const struct vypr_analysis_observation *o);

#endif
