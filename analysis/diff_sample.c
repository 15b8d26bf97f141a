/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the verdicts of one formula on one side, and what may be alike among them: a machine
 * that was busy for a second made all calls of that second slow, so they are not that
 * many witnesses.  Runs are compared where each side has three; else pieces of them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/diff.h"

#define LEAST_RUNS 3 /* on each side, to compare runs */
#define PIECES 20
#define LEAST_FOR_PIECES 100 /* verdicts of a side */
#define STEPS 7 /* scores are eighths of each side's values */

static void keep_runs(struct vypr_gather *g, const struct vypr_diff_side *side)
{
	size_t kept = 0;

	for (size_t i = 0; i < g->count; i++)
		if (vypr_diff_has_run(side, g->verdicts[i].run))
			g->verdicts[kept++] = g->verdicts[i];
	g->count = kept;
}

static int compare_doubles(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static enum vypr_status sort_values(struct vypr_diff_sample *s)
{
	const struct vypr_gather *g = &s->gather;

	s->sorted = malloc((g->count + 1) * sizeof *s->sorted);
	if (!s->sorted)
		return VYPR_NOMEM;
	for (size_t i = 0; i < g->count; i++)
		if (g->verdicts[i].has_value && !isnan(g->verdicts[i].value))
			s->sorted[s->sorted_count++] = g->verdicts[i].value;
	qsort(s->sorted, s->sorted_count, sizeof *s->sorted, compare_doubles);
	return VYPR_OK;
}

static void count_kinds(struct vypr_diff_sample *s)
{
	const struct vypr_gather *g = &s->gather;

	for (size_t i = 0; i < g->count; i++) {
		s->count[g->verdicts[i].kind]++;
		s->runs += i == 0 || g->verdicts[i].run != g->verdicts[i - 1].run;
	}
}

/* Kept while they were written: unknown verdicts are not read. */
static void count_unknown(struct vypr_diff_sample *s, const struct vypr_subject *subject)
{
	for (size_t i = 0; i < s->side->summary_count; i++) {
		const struct vypr_summary *one = &s->side->summaries[i];

		for (size_t k = 0; k < subject->row_count; k++)
			if (s->side->a->rows[subject->rows[k]].id == one->row &&
			    vypr_diff_has_run(s->side, one->run))
				s->count[VYPR_VERDICT_UNKNOWN] +=
					one->count[VYPR_VERDICT_UNKNOWN];
	}
}

enum vypr_status vypr_diff_sample_init(struct vypr_diff_sample *s,
				       const struct vypr_diff_side *side,
				       const struct vypr_subject *subject)
{
	enum vypr_status status;

	memset(s, 0, sizeof *s);
	s->side = side;
	status = vypr_gather_begin(side->a, subject, &s->gather);
	if (status != VYPR_OK)
		return status;
	vypr_attributes_fini(&s->gather.attributes); /* not compared */
	keep_runs(&s->gather, side);
	count_kinds(s);
	count_unknown(s, subject);
	if (!vypr_subject_points(subject))
		status = sort_values(s);
	if (status != VYPR_OK)
		vypr_diff_sample_fini(s);
	return status;
}

void vypr_diff_sample_fini(struct vypr_diff_sample *s)
{
	free(s->sorted);
	s->sorted = NULL;
	vypr_gather_fini(&s->gather);
}

/* ---- what may be alike ---- */

struct scored {
	double *scores;
	uint32_t *group;
	size_t count, capacity, group_capacity;
};

static void scored_fini(struct scored *s)
{
	free(s->scores);
	free(s->group);
}

/* Pieces end where their run does. */
static int add_score(struct scored *s, double score, const struct vypr_gathered *v,
		     const struct vypr_gathered *last, size_t piece)
{
	int next;

	if (!vypr_grow(&s->scores, s->count, &s->capacity, sizeof *s->scores) ||
	    !vypr_grow(&s->group, s->count, &s->group_capacity, sizeof *s->group))
		return 0;
	next = !last || last->run != v->run || last->row != v->row ||
	       (piece && s->count % piece == 0);
	s->scores[s->count] = score;
	s->group[s->count] = s->count ? s->group[s->count - 1] + (next != 0) : 0;
	s->count++;
	return 1;
}

struct scoring {
	double steps[2 * STEPS]; /* of what was measured */
	int step_count; /* 0: of being false */
	int by_run;
};

static void add_steps(struct scoring *how, const struct vypr_diff_sample *s)
{
	for (int i = 1; i <= STEPS; i++)
		how->steps[how->step_count++] =
			vypr_quantile(s->sorted, s->sorted_count, i / (STEPS + 1.0));
}

/* 0: it is not part of what is compared. */
static int score_of(const struct scoring *how, const struct vypr_gathered *v,
		    double *ret_score)
{
	if (!how->step_count) {
		*ret_score = v->kind == VYPR_VERDICT_FALSE;
		return v->kind != VYPR_VERDICT_MEASURED;
	}
	*ret_score = 0;
	for (int i = 0; i < how->step_count; i++)
		*ret_score += (v->value > how->steps[i]) + (v->value >= how->steps[i]);
	return v->has_value && !isnan(v->value);
}

static enum vypr_status score(const struct vypr_diff_sample *sample,
			      const struct scoring *how, struct scored *s)
{
	const struct vypr_gather *g = &sample->gather;
	const struct vypr_gathered *last = NULL;
	size_t piece = how->by_run ? 0
		       : g->count < LEAST_FOR_PIECES
			       ? 1
			       : (g->count + PIECES - 1) / PIECES;
	double value;

	for (size_t i = 0; i < g->count; i++) {
		if (!score_of(how, &g->verdicts[i], &value))
			continue;
		if (!add_score(s, value, &g->verdicts[i], last, piece))
			return VYPR_NOMEM;
		last = &g->verdicts[i];
	}
	return VYPR_OK;
}

static enum vypr_status alike(const struct vypr_diff_sample *before,
			      const struct vypr_diff_sample *after,
			      const struct scoring *how, struct vypr_alike *ret_alike)
{
	struct scored x = { 0 }, y = { 0 };
	enum vypr_status status = score(before, how, &x);

	if (status == VYPR_OK)
		status = score(after, how, &y);
	*ret_alike = VYPR_INDEPENDENT;
	if (status == VYPR_OK &&
	    (how->by_run || (x.count >= LEAST_FOR_PIECES && y.count >= LEAST_FOR_PIECES)))
		*ret_alike = vypr_alike_of(
			&(struct vypr_sequence){ x.scores, x.group, x.count },
			&(struct vypr_sequence){ y.scores, y.group, y.count });
	scored_fini(&x);
	scored_fini(&y);
	return status;
}

enum vypr_status vypr_diff_alike(const struct vypr_diff_sample *before,
				 const struct vypr_diff_sample *after,
				 struct vypr_diff_how *ret_how)
{
	struct scoring how = { .by_run = before->runs >= LEAST_RUNS &&
					 after->runs >= LEAST_RUNS };
	enum vypr_status status = alike(before, after, &how, &ret_how->judged);

	ret_how->by_run = how.by_run;
	ret_how->measured = VYPR_INDEPENDENT;
	if (status != VYPR_OK || !before->sorted_count || !after->sorted_count)
		return status;
	add_steps(&how, before);
	add_steps(&how, after);
	return alike(before, after, &how, &ret_how->measured);
}
