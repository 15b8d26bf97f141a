/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how two builds are compared: which tests are made, which of them say that a
 * formula got worse, and when that is more than chance.
 */
#include "analysis/diff.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/bounds.h"

#define LEVEL 0.05

void vypr_diff_test_share(struct vypr_analysis_share *share, struct vypr_alike alike)
{
	struct vypr_share_test t = vypr_share_test(share->before, share->before_all,
						   share->after, share->after_all, alike);

	if (share->before + share->after == 0)
		t.p = NAN; /* what never happened is no test */
	share->p = share->q = t.p;
	share->low = t.low;
	share->high = t.high;
}

/* ---- one formula ---- */

static const char *measured_text(const struct vypr_subject *s, struct vypr_report *report)
{
	return vypr_node_text(report, s->form->ast, vypr_measured_node(s->form));
}

static int lower_is_worse(const struct vypr_form *form)
{
	struct vypr_bound_kind kind;

	if (form->measured_atom < 0 ||
	    !vypr_bound_kind_of(form, form->measured_atom, &kind))
		return -1;
	return kind.is_lower;
}

static void name(const struct vypr_diff_pair *pair, struct vypr_report *report,
		 struct vypr_analysis_formula_change *f)
{
	const struct vypr_subject *s = pair->after ? pair->after : pair->before;
	int32_t node = vypr_measured_node(s->form);

	f->name = s->name;
	f->file = s->file;
	f->function = s->function;
	f->text = s->text;
	f->text_before = f->result = f->sentence = "";
	f->state = !pair->before ? "new" : !pair->after ? "gone" : "same";
	if (pair->before && pair->after && strcmp(pair->before->text, s->text) != 0) {
		f->state = "changed";
		f->text_before = pair->before->text;
	}
	f->measured = measured_text(s, report);
	f->is_time = vypr_form_is_time(s->form, node);
	f->is_lower = lower_is_worse(s->form);
	f->alike = 1;
	f->failed.p = f->failed.q = f->unknown.p = f->unknown.q = NAN;
	f->shift.p = f->shift.q = f->shift.same_path_p = f->shift.same_path_q = NAN;
}

static void count(const struct vypr_diff_sample *before,
		  const struct vypr_diff_sample *after,
		  struct vypr_analysis_formula_change *f)
{
	f->before_true = before->count[VYPR_VERDICT_TRUE];
	f->before_false = before->count[VYPR_VERDICT_FALSE];
	f->before_unknown = before->count[VYPR_VERDICT_UNKNOWN];
	f->before_measured = before->count[VYPR_VERDICT_MEASURED];
	f->after_true = after->count[VYPR_VERDICT_TRUE];
	f->after_false = after->count[VYPR_VERDICT_FALSE];
	f->after_unknown = after->count[VYPR_VERDICT_UNKNOWN];
	f->after_measured = after->count[VYPR_VERDICT_MEASURED];
	f->failed = (struct vypr_analysis_share){
		.before = f->before_false,
		.before_all = f->before_false + f->before_true,
		.after = f->after_false,
		.after_all = f->after_false + f->after_true,
		.p = NAN, .q = NAN, .low = -1, .high = 1
	};
	f->unknown = (struct vypr_analysis_share){
		.before = f->before_unknown,
		.before_all = f->failed.before_all + f->before_unknown + f->before_measured,
		.after = f->after_unknown,
		.after_all = f->failed.after_all + f->after_unknown + f->after_measured,
		.p = NAN, .q = NAN, .low = -1, .high = 1
	};
}

static double mean(const struct vypr_diff_sample *s)
{
	double sum = 0;

	for (size_t i = 0; i < s->sorted_count; i++)
		sum += s->sorted[i];
	return sum / (double)s->sorted_count;
}

static void shift(const struct vypr_diff_sample *before,
		  const struct vypr_diff_sample *after, struct vypr_alike alike,
		  struct vypr_analysis_shift *s)
{
	s->before_count = before->sorted_count;
	s->after_count = after->sorted_count;
	if (!s->before_count || !s->after_count)
		return;
	s->before_mean = mean(before);
	s->after_mean = mean(after);
	s->before_median = vypr_quantile(before->sorted, before->sorted_count, 0.5);
	s->after_median = vypr_quantile(after->sorted, after->sorted_count, 0.5);
	s->before_p99 = vypr_quantile(before->sorted, before->sorted_count, 0.99);
	s->after_p99 = vypr_quantile(after->sorted, after->sorted_count, 0.99);
	s->p = s->q = vypr_mann_whitney(before->sorted, before->sorted_count, after->sorted,
					after->sorted_count, alike, &s->more);
	vypr_medians_differ(before->sorted, before->sorted_count, after->sorted,
			       after->sorted_count, alike, &s->difference, &s->low,
			       &s->high);
}

/* A formula whose text was changed is another question: its verdicts are not held against
 * those of the old one, and what both measure is. */
static enum vypr_status compare(const struct vypr_diff_pair *pair,
				const struct vypr_diff_sample *before,
				const struct vypr_diff_sample *after,
				struct vypr_diff_how *how, struct vypr_report *report,
				struct vypr_analysis_formula_change *f)
{
	int same_measure = strcmp(measured_text(pair->before, report), f->measured) == 0;
	enum vypr_status status = vypr_diff_alike(before, after, how);

	if (status != VYPR_OK)
		return status;
	f->alike = how->judged.factor > how->measured.factor ? how->judged.factor
							      : how->measured.factor;
	f->by_run = how->by_run;
	if (!*f->text_before) {
		vypr_diff_test_share(&f->failed, how->judged);
		vypr_diff_test_share(&f->unknown, how->judged);
	}
	if (same_measure && *f->measured)
		shift(before, after, how->measured, &f->shift);
	status = vypr_diff_ways(before, after, how, report, f);
	return status == VYPR_OK ? vypr_diff_sites(before, after, report, f) : status;
}

static enum vypr_status compare_pair(const struct vypr_diff_side *sides,
				     const struct vypr_diff_pair *pair, double level,
				     struct vypr_report *report,
				     struct vypr_analysis_formula_change *f)
{
	struct vypr_diff_sample before = { 0 }, after = { 0 };
	struct vypr_diff_how how = { .level = level };
	enum vypr_status status = VYPR_OK;

	name(pair, report, f);
	if (pair->before)
		status = vypr_diff_sample_init(&before, &sides[0], pair->before);
	if (status == VYPR_OK && pair->after)
		status = vypr_diff_sample_init(&after, &sides[1], pair->after);
	if (status == VYPR_OK)
		count(&before, &after, f);
	if (status == VYPR_OK && pair->before && pair->after)
		status = compare(pair, &before, &after, &how, report, f);
	vypr_diff_sample_fini(&before);
	vypr_diff_sample_fini(&after);
	return status;
}

/* ---- all of them ---- */

#define TESTS 4 /* of a formula */

static void take_p(const struct vypr_analysis_formula_change *f, double *p)
{
	p[0] = f->failed.p;
	p[1] = f->unknown.p;
	p[2] = f->shift.p;
	p[3] = f->shift.same_path_p;
}

static void give_q(struct vypr_analysis_formula_change *f, const double *q, double level)
{
	f->failed.q = q[0];
	f->unknown.q = q[1];
	f->shift.q = q[2];
	f->shift.same_path_q = q[3];
	f->failed.significant = q[0] < level;
	f->unknown.significant = q[1] < level;
	f->shift.significant = q[2] < level;
	f->shift.same_path_significant = q[3] < level;
}

static int adjust(struct vypr_analysis_diff *d)
{
	size_t count = d->formula_count * TESTS;
	double *p = malloc((count + 1) * sizeof *p);
	int fine;

	for (size_t i = 0; p && i < d->formula_count; i++)
		take_p(&d->formulas[i], &p[TESTS * i]);
	for (size_t i = 0; p && i < count; i++)
		d->tests += !isnan(p[i]);
	fine = p && vypr_adjust(p, count);
	for (size_t i = 0; fine && i < d->formula_count; i++)
		give_q(&d->formulas[i], &p[TESTS * i], d->level);
	free(p);
	return fine;
}

static double rise(const struct vypr_analysis_share *s)
{
	return (double)s->after / (double)s->after_all -
	       (double)s->before / (double)s->before_all;
}

/* Larger or smaller: bits 1 worse, 2 better; neither where no side is. */
static int judge(const struct vypr_analysis_formula_change *f, int larger)
{
	if (f->is_lower < 0)
		return 0;
	return larger != f->is_lower ? 1 : 2;
}

static int judge_paths(const struct vypr_analysis_formula_change *f)
{
	int all = 0;

	for (size_t i = 0; i < f->path_count; i++)
		if (f->paths[i].significant)
			all |= judge(f, f->paths[i].more > 0.5);
	return all;
}

static const char *result_of(const struct vypr_analysis_formula_change *f)
{
	const struct vypr_analysis_shift *s = &f->shift;
	int all = 0;

	if (isnan(f->failed.p) && isnan(s->p) && !f->failed.before_all + !f->failed.after_all)
		return "";
	if (f->failed.significant)
		all |= rise(&f->failed) > 0 ? 1 : 2;
	if (s->significant)
		all |= judge(f, s->more > 0.5);
	if (s->same_path_significant)
		all |= judge_paths(f);
	if (all)
		return all & 1 ? "worse" : "better";
	return s->significant || s->same_path_significant || f->unknown.significant
		       ? "different"
		       : "alike";
}

static void conclude(struct vypr_analysis_diff *d)
{
	for (size_t i = 0; i < d->formula_count; i++) {
		struct vypr_analysis_formula_change *f = &d->formulas[i];

		f->result = result_of(f);
		d->worse += strcmp(f->result, "worse") == 0;
		d->better += strcmp(f->result, "better") == 0;
		d->different += strcmp(f->result, "different") == 0;
		f->sentence = vypr_diff_sentence(f, d->memory);
	}
}

static enum vypr_status compare_all(const struct vypr_diff_side *sides,
				    const struct vypr_diff_pair *pairs, size_t count,
				    struct vypr_analysis_diff *d)
{
	enum vypr_status status = VYPR_OK;

	d->formulas = vypr_report_alloc(d->memory, (count + 1) * sizeof *d->formulas);
	d->before_runs = vypr_diff_run_count(&sides[0]);
	d->after_runs = vypr_diff_run_count(&sides[1]);
	if (!d->formulas)
		return VYPR_NOMEM;
	for (size_t i = 0; status == VYPR_OK && i < count; i++)
		status = compare_pair(sides, &pairs[i], d->level, d->memory,
				      &d->formulas[i]);
	d->formula_count = count;
	if (status != VYPR_OK || !adjust(d))
		return status == VYPR_OK ? VYPR_NOMEM : status;
	conclude(d);
	return vypr_report_failed(d->memory) ? VYPR_NOMEM : VYPR_OK;
}

/* ---- questions that cannot be answered ---- */

static int check_runs(const struct vypr_analysis_side *side,
		      struct vypr_analysis_error *reterr)
{
	for (size_t i = 0; i < side->run_count; i++)
		if (!vypr_analysis_find_run(side->analysis, side->runs[i]))
			return vypr_fail(reterr, VYPR_ABSENT, "there is no run %u in the store",
					 side->runs[i]);
	return 0;
}

static int check_query(const struct vypr_analysis_side *side,
		       const struct vypr_analysis_diff_query *query,
		       struct vypr_analysis_error *reterr)
{
	const struct vypr_analysis *a = side->analysis;

	if (query && query->function && !vypr_analysis_has_function(a, query->function))
		return vypr_analysis_no_function(a, query->function, reterr);
	if (query && query->file && !vypr_analysis_has_file(a, query->file))
		return vypr_analysis_no_file(a, query->file, reterr);
	return 0;
}

static int nothing_common(const struct vypr_diff_pair *pairs, size_t count,
			  const struct vypr_analysis_diff_query *query,
			  struct vypr_analysis_error *reterr)
{
	for (size_t i = 0; i < count; i++)
		if (pairs[i].before && pairs[i].after)
			return 0;
	if (query && query->formula)
		return vypr_fail(reterr, VYPR_NAME, "no formula called '%s' is on both sides",
				 query->formula);
	return vypr_fail(reterr, VYPR_NAME, "no formula is on both sides: nothing to compare");
}

static int diff(const struct vypr_diff_side *sides,
		const struct vypr_analysis_diff_query *query, struct vypr_analysis_diff *d,
		struct vypr_analysis_error *reterr)
{
	struct vypr_diff_pair *pairs = NULL;
	size_t count = 0;
	enum vypr_status status = vypr_diff_match(&sides[0], &sides[1], query, &pairs, &count);
	int code = status == VYPR_OK ? nothing_common(pairs, count, query, reterr)
				     : vypr_fail_status(reterr, status);

	if (code == 0) {
		status = compare_all(sides, pairs, count, d);
		code = status == VYPR_OK ? 0 : vypr_fail_status(reterr, status);
	}
	free(pairs);
	return code;
}

static int diff_sides(const struct vypr_analysis_side *before,
		      const struct vypr_analysis_side *after,
		      const struct vypr_analysis_diff_query *query,
		      struct vypr_analysis_diff *d, struct vypr_analysis_error *reterr)
{
	struct vypr_diff_side sides[2];
	enum vypr_status status = vypr_diff_side_init(&sides[0], before);
	int code;

	if (status != VYPR_OK)
		return vypr_fail_status(reterr, status);
	status = vypr_diff_side_init(&sides[1], after);
	code = status == VYPR_OK ? diff(sides, query, d, reterr)
				 : vypr_fail_status(reterr, status);
	vypr_diff_side_fini(&sides[0]);
	if (status == VYPR_OK)
		vypr_diff_side_fini(&sides[1]);
	return code;
}

int vypr_analysis_diff(const struct vypr_analysis_side *before,
		       const struct vypr_analysis_side *after,
		       const struct vypr_analysis_diff_query *query,
		       struct vypr_analysis_diff **ret_diff,
		       struct vypr_analysis_error *reterr)
{
	struct vypr_report *report;
	struct vypr_analysis_diff *d;
	int code = check_runs(before, reterr);

	if (!code)
		code = check_runs(after, reterr);
	if (!code)
		code = check_query(after, query, reterr);
	if (code)
		return code;
	report = vypr_report_new();
	d = report ? vypr_report_alloc(report, sizeof *d) : NULL;
	if (!d) {
		vypr_report_free(report);
		return vypr_fail_status(reterr, VYPR_NOMEM);
	}
	d->memory = report;
	d->level = query && query->level > 0 ? query->level : LEVEL;
	code = diff_sides(before, after, query, d, reterr);
	if (code) {
		vypr_report_free(report);
		return code;
	}
	*ret_diff = d;
	return 0;
}
