/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the question "why" is put: which verdicts are held against which, and
 * what of the ranking is told.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/distribution.h"
#include "analysis/excerpt.h"
#include "analysis/gather.h"
#include "analysis/rank.h"
#include "analysis/source.h"
#include "analysis/words.h"

#define MOST_PREDICATES 10
#define MOST_SAME 8
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

/* ---- ranking ---- */

static enum vypr_status rank(const struct vypr_gather *g, struct vypr_ranked **ret_ranked,
			     size_t *ret_count, size_t *ret_compared)
{
	uint64_t *bad = calloc(g->way_count + 1, sizeof *bad);
	uint64_t *good = calloc(g->way_count + 1, sizeof *good);
	struct vypr_feature_table table;
	struct vypr_matrix m = { 0 };
	enum vypr_status status = bad && good ? VYPR_OK : VYPR_NOMEM;

	vypr_features_table(g->features, &table);
	for (size_t i = 0; status == VYPR_OK && i < g->way_count; i++) {
		bad[i] = g->ways[i].bad;
		good[i] = g->ways[i].good;
	}
	m.row_count = table.row_count;
	m.bad = bad;
	m.good = good;
	m.start = table.start;
	m.columns = table.columns;
	m.predicate_count = table.outcome_count;
	m.branch_count = table.branch_count;
	m.branch = table.branch;
	m.place = table.place;
	if (status == VYPR_OK)
		status = vypr_rank(&m, ret_ranked, ret_count, ret_compared);
	free(bad);
	free(good);
	return status;
}

struct telling {
	const struct vypr_gather *gather;
	struct vypr_feature_table table;
	const struct vypr_ranked *ranked;
	size_t count;
	struct vypr_source source;
	struct vypr_report *report;
};

static void describe(struct telling *t, const struct vypr_ranked *r,
		     struct vypr_analysis_predicate *p)
{
	const struct vypr_outcome *o = &t->table.outcomes[r->predicate];
	const struct vypr_unit *unit = o->unit;
	const struct vypr_function *f = &unit->functions[o->function];
	const struct vypr_block *b = &unit->blocks[f->first_block + o->block];
	const char *line = NULL;

	p->function = vypr_unit_string(unit, f->name);
	p->file = vypr_function_file(unit, o->function);
	p->condition = vypr_unit_string(unit, b->condition);
	p->outcome = vypr_outcome_word(unit, &unit->edges[b->first_edge + o->edge]);
	if (o->again)
		p->outcome = vypr_report_format(t->report, "%s, 2+ times", p->outcome);
	p->line = b->condition_line ? b->condition_line : b->end_line;
	p->column = b->condition_column;
	p->depth = o->depth;
	if (vypr_source_open(&t->source, unit, p->file))
		line = vypr_source_line(&t->source, p->line);
	p->source = line ? vypr_report_string(t->report, line) : p->condition;
	p->bad_taken = r->bad_taken;
	p->good_taken = r->good_taken;
	p->bad_reached = r->bad_reached;
	p->good_reached = r->good_reached;
	p->increase = r->increase;
	p->importance = r->importance;
	p->difference = r->difference;
	p->low = r->low;
	p->high = r->high;
	p->kind = o->again ? "count" : "branch";
	p->threshold = o->again ? 1 : NAN;
	p->comparison = o->again ? ">" : "";
	p->subject = p->class_name = p->relation = "";
	p->text = vypr_report_format(t->report, "`%s` (%s)", p->condition, p->outcome);
	p->importance_low = p->importance_high = p->p = p->q = NAN;
	p->bad_median = p->good_median = NAN;
	p->effect = p->effect_low = p->effect_high = NAN;
	p->relation_to = -1;
	p->separates = vypr_rank_separates(r);
}

/* Outcomes of other branches that the same verdicts took. */
static int tell_same(struct telling *t, size_t first, struct vypr_analysis_predicate *p)
{
	for (size_t i = 0; i < t->count && p->same_count < MOST_SAME; i++) {
		struct vypr_analysis_predicate *same;

		if (i == first || t->ranked[i].signature != t->ranked[first].signature ||
		    t->table.outcomes[t->ranked[i].predicate].again)
			continue;
		same = vypr_report_push(t->report, &p->same, &p->same_count,
					sizeof *same);
		if (!same)
			return 0;
		describe(t, &t->ranked[i], same);
	}
	return 1;
}

static int tell(struct telling *t, struct vypr_analysis_explanation *e)
{
	int ok = 1;

	for (size_t i = 0; ok && i < t->count && e->predicate_count < MOST_PREDICATES;
	     i++) {
		struct vypr_analysis_predicate *p;

		if (!t->ranked[i].first)
			continue;
		p = vypr_report_push(t->report, &e->predicates, &e->predicate_count,
				     sizeof *p);
		ok = p != NULL;
		if (!p)
			break;
		describe(t, &t->ranked[i], p);
		ok = tell_same(t, i, p);
	}
	vypr_source_fini(&t->source);
	return ok;
}

/* ---- examples ---- */

static int row_has(const struct telling *t, uint32_t way, uint32_t predicate)
{
	for (size_t i = t->table.start[way]; i < t->table.start[way + 1]; i++)
		if (t->table.columns[i] == predicate)
			return 1;
	return 0;
}

/* The slowest bad one that took the best outcome, the fastest good one that did not. */
static const struct vypr_gathered *find_example(const struct telling *t, int bad)
{
	const struct vypr_gather *g = t->gather;
	const struct vypr_gathered *best = NULL;

	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_gathered *v = &g->verdicts[i];
		int better =
			!best || (bad ? v->value > best->value : v->value < best->value);

		if (!(bad ? v->bad : v->good) || !better)
			continue;
		if (t->count && (v->way == VYPR_NO_WAY || !g->ways[v->way].readable ||
				 row_has(t, v->way, t->ranked[0].predicate) != bad))
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

static void tell_examples(const struct telling *t, struct vypr_analysis_explanation *e)
{
	int two = e->bad && e->good;
	const struct vypr_gathered *bad = two ? find_example(t, 1) : NULL;
	const struct vypr_gathered *good = two ? find_example(t, 0) : NULL;

	e->bad_example = example_id(t->report, bad);
	e->good_example = example_id(t->report, good);
	e->bad_example_value = bad && bad->has_value ? bad->value : NAN;
	e->good_example_value = good && good->has_value ? good->value : NAN;
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

static enum vypr_status explain(struct vypr_gather *g,
				struct vypr_analysis_explanation *e)
{
	struct telling t = { .gather = g, .report = e->memory };
	struct vypr_ranked *ranked = NULL;
	enum vypr_status status = split(g, e);

	if (status != VYPR_OK)
		return status;
	count_groups(g, e);
	status = distribute(g, e);
	if (status != VYPR_OK)
		return status;
	status = rank(g, &ranked, &t.count, &e->compared);
	if (status != VYPR_OK)
		return status;
	e->is_time = g->is_time;
	e->distinct = g->way_count;
	t.ranked = ranked;
	vypr_features_table(g->features, &t.table);
	if (tell(&t, e)) {
		e->separates = t.count > 0 && vypr_rank_separates(&ranked[0]);
		e->causes = e->predicates;
		e->cause_count = e->separates != 0;
		e->unexplained = e->bad - (e->separates ? ranked[0].bad_taken : 0);
		tell_examples(&t, e);
		e->sentence = vypr_explanation_sentence(g, e, t.report);
	}
	free(ranked);
	return vypr_report_failed(t.report) ? VYPR_NOMEM : VYPR_OK;
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
