/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the question "why" is put: which verdicts are held against which, and
 * what of the ranking is told.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/budget.h"
#include "analysis/describe.h"
#include "analysis/distribution.h"
#include "analysis/excerpt.h"
#include "analysis/gather.h"
#include "analysis/matrix.h"
#include "analysis/words.h"

#define SLOW_SHARE 0.1

/* ---- groups ---- */

static int compare_doubles(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* The least value of the slowest tenth; 0 when there is no telling them apart. */
static int slow_cut(const struct vypr_gather *g, double *ret_cut,
		    enum vypr_status *ret_status)
{
	double *values = malloc((g->count + 1) * sizeof *values);
	size_t count = 0, slow;

	*ret_status = values ? VYPR_OK : VYPR_NOMEM;
	for (size_t i = 0; values && i < g->count; i++)
		if (g->verdicts[i].has_value && !isnan(g->verdicts[i].value))
			values[count++] = g->verdicts[i].value;
	if (count < 2) {
		free(values);
		return 0;
	}
	qsort(values, count, sizeof *values, compare_doubles);
	slow = (size_t)((double)count * SLOW_SHARE);
	*ret_cut = values[count - (slow ? slow : 1)];
	slow = *ret_cut > values[0];
	free(values);
	return (int)slow;
}

static void split_by_value(struct vypr_gather *g, double cut)
{
	for (size_t i = 0; i < g->count; i++) {
		struct vypr_gathered *v = &g->verdicts[i];

		v->bad = v->has_value && v->value >= cut;
		v->good = v->has_value && v->value < cut;
	}
}

static void split_by_kind(struct vypr_gather *g)
{
	for (size_t i = 0; i < g->count; i++) {
		g->verdicts[i].bad = g->verdicts[i].kind == VYPR_VERDICT_FALSE;
		g->verdicts[i].good = g->verdicts[i].kind == VYPR_VERDICT_TRUE;
	}
}

static size_t count_kind(const struct vypr_gather *g, enum vypr_verdict_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < g->count; i++)
		count += g->verdicts[i].kind == kind;
	return count;
}

static enum vypr_status split(struct vypr_gather *g, struct vypr_analysis_explanation *e)
{
	size_t false_count = count_kind(g, VYPR_VERDICT_FALSE);
	size_t true_count = count_kind(g, VYPR_VERDICT_TRUE);
	enum vypr_status status = VYPR_OK;

	e->grouping = "false";
	split_by_kind(g);
	if (false_count && true_count)
		return VYPR_OK;
	if (!slow_cut(g, &e->cut, &status))
		return status;
	e->grouping = false_count ? "slowest of all false" : "slowest";
	split_by_value(g, e->cut);
	return VYPR_OK;
}

static void count_groups(struct vypr_gather *g, struct vypr_analysis_explanation *e)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_gathered *v = &g->verdicts[i];
		struct vypr_way *way = v->way == VYPR_NO_WAY ? NULL : &g->ways[v->way];

		e->bad += v->bad;
		e->good += v->good;
		if (!way || !way->readable) {
			e->unreadable += way && (v->bad || v->good);
			continue;
		}
		way->bad += v->bad;
		way->good += v->good;
		e->jumped += way->jumped && (v->bad || v->good);
		e->bad_paths += v->bad;
		e->good_paths += v->good;
	}
}

/* ---- examples ---- */

/* The slowest bad one of which the first finding holds, the fastest good one of which it
 * does not; holds: NULL, there is none. */
static const struct vypr_gathered *find_example(const struct vypr_gather *g,
						const uint8_t *holds, int bad)
{
	const struct vypr_gathered *best = NULL;

	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_gathered *v = &g->verdicts[i];
		int better =
			!best || (bad ? v->value > best->value : v->value < best->value);

		if (!(bad ? v->bad : v->good) || !better)
			continue;
		if (holds && holds[i] != bad)
			continue;
		best = v;
	}
	return best;
}

static const char *example_id(struct vypr_report *report, const struct vypr_gathered *v)
{
	char id[48] = "";

	if (v)
		vypr_id_format(id, sizeof id, v->run, v->row, v->number);
	return vypr_report_string(report, id);
}

static enum vypr_status tell_examples(const struct vypr_gather *g,
				      const struct vypr_ranking *ranking,
				      struct vypr_analysis_explanation *e)
{
	const struct vypr_gathered *bad = NULL, *good = NULL;
	uint8_t *holds = ranking->count ? malloc(g->count + 1) : NULL;
	enum vypr_status status = VYPR_OK;

	if (ranking->count)
		status = holds ? vypr_ranked_members(&ranking->columns, ranking->ranked, holds)
			       : VYPR_NOMEM;
	if (status == VYPR_OK && e->bad && e->good) {
		bad = find_example(g, holds, 1);
		good = find_example(g, holds, 0);
	}
	free(holds);
	e->bad_example = example_id(e->memory, bad);
	e->good_example = example_id(e->memory, good);
	e->bad_example_value = bad && bad->has_value ? bad->value : NAN;
	e->good_example_value = good && good->has_value ? good->value : NAN;
	return status;
}

/* ---- the whole ---- */

static enum vypr_status distribute(const struct vypr_gather *g,
				   struct vypr_analysis_explanation *e)
{
	struct vypr_grouped *values = malloc((g->count + 1) * sizeof *values);
	enum vypr_status status = values ? VYPR_OK : VYPR_NOMEM;
	size_t count = 0;

	for (size_t i = 0; values && i < g->count; i++) {
		const struct vypr_gathered *v = &g->verdicts[i];

		if (!v->has_value || !(v->bad || v->good))
			continue;
		values[count].value = v->value;
		values[count++].bad = v->bad;
	}
	if (values)
		status = vypr_distribute(values, count, e->memory, &e->distribution);
	free(values);
	return status;
}

static enum vypr_status rank(const struct vypr_gather *g, struct vypr_analysis_explanation *e)
{
	struct vypr_matrix matrix;
	struct vypr_ranking ranking;
	enum vypr_status status = vypr_matrix_init(&matrix, g);

	if (status != VYPR_OK)
		return status;
	status = vypr_rank(&matrix.samples, &ranking);
	if (status == VYPR_OK) {
		e->compared = ranking.compared;
		e->unexplained = e->bad ? ranking.unexplained : 0;
		vypr_describe(&matrix, &ranking, e);
		status = tell_examples(g, &ranking, e);
		vypr_ranking_fini(&ranking);
	}
	vypr_matrix_fini(&matrix);
	return status;
}

static enum vypr_status explain(struct vypr_gather *g,
				struct vypr_analysis_explanation *e)
{
	enum vypr_status status = split(g, e);

	if (status != VYPR_OK)
		return status;
	count_groups(g, e);
	e->is_time = g->is_time;
	e->distinct = g->way_count;
	status = distribute(g, e);
	if (status == VYPR_OK)
		status = vypr_budget_explain(g, e->memory, &e->budget);
	if (status == VYPR_OK)
		status = rank(g, e);
	if (status == VYPR_OK)
		e->sentence = vypr_explanation_sentence(g, e, e->memory);
	return status == VYPR_OK && vypr_report_failed(e->memory) ? VYPR_NOMEM : status;
}

static enum vypr_status gather_and_explain(struct vypr_analysis *analysis,
					   const struct vypr_subject *subject,
					   struct vypr_analysis_explanation *e)
{
	struct vypr_gather gather;
	enum vypr_status status = vypr_gather_begin(analysis, subject, &gather);

	if (status != VYPR_OK)
		return status;
	e->name = subject->name;
	e->file = subject->file;
	e->function = subject->function;
	e->text = subject->text;
	status = explain(&gather, e);
	if (status == VYPR_OK)
		status = vypr_excerpts(analysis, e);
	vypr_gather_fini(&gather);
	return status;
}

int vypr_analysis_explain(struct vypr_analysis *analysis, const char *formula,
			  const char *function, const char *file,
			  struct vypr_analysis_explanation **ret_explanation,
			  struct vypr_analysis_error *reterr)
{
	const struct vypr_subject *subject = NULL;
	struct vypr_analysis_explanation *e;
	struct vypr_report *report;
	enum vypr_status status;
	int code = vypr_analysis_find_subject(analysis, formula, function, file, &subject,
					      reterr);

	if (code)
		return code;
	report = vypr_report_new();
	e = report ? vypr_report_alloc(report, sizeof *e) : NULL;
	if (!e) {
		vypr_report_free(report);
		return vypr_fail_status(reterr, VYPR_NOMEM);
	}
	e->memory = report;
	status = gather_and_explain(analysis, subject, e);
	if (status != VYPR_OK) {
		vypr_report_free(report);
		return vypr_fail_status(reterr, status);
	}
	*ret_explanation = e;
	return 0;
}
