/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which outcomes and paths are worth telling, and how a path is named: by the outcomes
 * that few verdicts took.
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/diff_ways.h"

#define MOST_PATHS 10
#define MOST_TOLD 4 /* outcomes that tell a path from others */

/* ---- telling outcomes ---- */

static struct vypr_analysis_share share_of(const struct vypr_comparison *c, uint64_t before,
					   uint64_t after)
{
	return (struct vypr_analysis_share){ .before = before,
					     .before_all = c->known[VYPR_DIFF_BEFORE],
					     .after = after,
					     .after_all = c->known[VYPR_DIFF_AFTER] };
}

static uint32_t line_in(const struct vypr_diff_sample *side, uint64_t key)
{
	const uint32_t *line = vypr_map_get(&side->side->lines, key);

	return line ? *line : 0;
}

static const char *word_of(const struct vypr_feature *o)
{
	const struct vypr_function *f = &o->unit->functions[o->function];
	const struct vypr_block *b = &o->unit->blocks[f->first_block + o->block];

	if (o->branch == VYPR_NO_BRANCH)
		return "called";
	return vypr_outcome_word(o->unit, &o->unit->edges[b->first_edge + o->edge]);
}

static const struct vypr_feature *newest(const struct vypr_seen *o)
{
	return o->outcome[VYPR_DIFF_AFTER].unit ? &o->outcome[VYPR_DIFF_AFTER] : &o->outcome[VYPR_DIFF_BEFORE];
}

static void tell_outcome(const struct vypr_comparison *c, const struct vypr_seen *seen,
			 struct vypr_analysis_outcome_change *to)
{
	const struct vypr_feature *o = newest(seen);
	const struct vypr_function *f = &o->unit->functions[o->function];

	to->function = vypr_unit_string(o->unit, f->name);
	to->file = vypr_function_file(o->unit, o->function);
	to->condition = o->branch == VYPR_NO_BRANCH
				? ""
				: vypr_unit_string(o->unit, o->unit->blocks[f->first_block +
									   o->block]
								 .condition);
	to->outcome = word_of(o);
	to->depth = o->depth;
	to->line_before = line_in(c->side[VYPR_DIFF_BEFORE], seen->branch_key);
	to->line_after = line_in(c->side[VYPR_DIFF_AFTER], seen->branch_key);
	to->share = share_of(c, seen->taken[VYPR_DIFF_BEFORE], seen->taken[VYPR_DIFF_AFTER]);
	to->before_times = seen->times[VYPR_DIFF_BEFORE] / (double)c->known[VYPR_DIFF_BEFORE];
	to->after_times = seen->times[VYPR_DIFF_AFTER] / (double)c->known[VYPR_DIFF_AFTER];
}

/* What all took, or a branch of one build, tells nothing. */
static int is_told(const struct vypr_comparison *c, const struct vypr_seen *o)
{
	return o->common && o->taken[VYPR_DIFF_BEFORE] + o->taken[VYPR_DIFF_AFTER] > 0 &&
	       (o->taken[VYPR_DIFF_BEFORE] < c->known[VYPR_DIFF_BEFORE] ||
			     o->taken[VYPR_DIFF_AFTER] < c->known[VYPR_DIFF_AFTER]);
}

static double rise(const struct vypr_comparison *c, const struct vypr_seen *o)
{
	return (double)o->taken[VYPR_DIFF_AFTER] / (double)c->known[VYPR_DIFF_AFTER] -
	       (double)o->taken[VYPR_DIFF_BEFORE] / (double)c->known[VYPR_DIFF_BEFORE];
}

/* What the same verdicts took, or all others, is one thing to say. */
static uint64_t subject_of(const struct vypr_comparison *c, const struct vypr_seen *o)
{
	uint64_t others = c->signature - o->signature;

	return o->signature < others ? o->signature : others;
}

struct order {
	const struct vypr_comparison *c;
	const struct vypr_seen *o;
	uint64_t subject;
};

static int compare_subjects(const void *x, const void *y)
{
	const struct order *a = x, *b = y;
	int up_a = rise(a->c, a->o) > 0, up_b = rise(b->c, b->o) > 0;

	if (a->subject != b->subject)
		return a->subject < b->subject ? -1 : 1;
	if (up_a != up_b)
		return up_b - up_a;
	return (a->o->place > b->o->place) - (a->o->place < b->o->place);
}

static int compare_outcomes(const void *x, const void *y)
{
	const struct vypr_analysis_outcome_change *a = x, *b = y;
	double p = (double)a->share.after / (double)a->share.after_all -
		   (double)a->share.before / (double)a->share.before_all;
	double q = (double)b->share.after / (double)b->share.after_all -
		   (double)b->share.before / (double)b->share.before_all;

	if (a->share.significant != b->share.significant)
		return b->share.significant - a->share.significant;
	if (fabs(p) != fabs(q))
		return fabs(p) < fabs(q) ? 1 : -1;
	return (a->line_after > b->line_after) - (a->line_after < b->line_after);
}

static int adjust(struct vypr_analysis_share **shares, size_t count, double level)
{
	double *p = malloc((count + 1) * sizeof *p);
	int fine;

	for (size_t i = 0; p && i < count; i++)
		p[i] = shares[i]->p;
	fine = p && vypr_adjust(p, count);
	for (size_t i = 0; fine && i < count; i++) {
		shares[i]->q = p[i];
		shares[i]->significant = p[i] < level;
	}
	free(p);
	return fine;
}

static enum vypr_status test_outcomes(struct vypr_analysis_formula_change *f,
				      struct vypr_alike alike, double level)
{
	struct vypr_analysis_share **shares =
		malloc((f->outcome_count + 1) * sizeof *shares);
	int fine;

	for (size_t i = 0; shares && i < f->outcome_count; i++) {
		shares[i] = &f->outcomes[i].share;
		vypr_diff_test_share(shares[i], alike);
	}
	fine = shares && adjust(shares, f->outcome_count, level);
	free(shares);
	if (f->outcome_count)
		qsort(f->outcomes, f->outcome_count, sizeof *f->outcomes,
		      compare_outcomes);
	return fine ? VYPR_OK : VYPR_NOMEM;
}

static void tell_all(const struct vypr_comparison *c, const struct order *order, size_t count,
		     struct vypr_analysis_formula_change *f)
{
	for (size_t i = 0; i < count; i++) {
		if (i && order[i].subject == order[i - 1].subject) {
			f->outcomes[f->outcome_count - 1].same++;
			continue;
		}
		tell_outcome(c, order[i].o, &f->outcomes[f->outcome_count++]);
	}
}

enum vypr_status vypr_diff_tell_outcomes(const struct vypr_comparison *c,
					 const struct vypr_diff_how *how,
					 struct vypr_analysis_formula_change *f)
{
	struct order *order = malloc((c->seen_count + 1) * sizeof *order);
	size_t count = 0;

	f->outcomes = vypr_report_alloc(c->report,
					(c->seen_count + 1) * sizeof *f->outcomes);
	if (!order || !f->outcomes) {
		free(order);
		return VYPR_NOMEM;
	}
	for (size_t i = 0; i < c->seen_count; i++)
		if (c->known[VYPR_DIFF_BEFORE] && c->known[VYPR_DIFF_AFTER] && is_told(c, &c->seen[i]))
			order[count++] = (struct order){ c, &c->seen[i],
							 subject_of(c, &c->seen[i]) };
	qsort(order, count, sizeof *order, compare_subjects);
	tell_all(c, order, count, f);
	free(order);
	return test_outcomes(f, how->judged, how->level);
}

/* ---- telling paths ---- */

static double mean(double sum, double count)
{
	return count > 0 ? sum / count : NAN;
}

/* What the class does to the change of the mean; of what is not measured, of its share. */
static double weight_of(const struct vypr_comparison *c, const struct vypr_diff_class *k, double middle)
{
	double p = (double)k->count[VYPR_DIFF_BEFORE] / (double)c->side[VYPR_DIFF_BEFORE]->gather.count;
	double q = (double)k->count[VYPR_DIFF_AFTER] / (double)c->side[VYPR_DIFF_AFTER]->gather.count;
	double a = mean(k->cell.x_sum, k->cell.n), b = mean(k->cell.y_sum, k->cell.m);

	if (isnan(a) && isnan(b))
		return fabs(q - p);
	if (isnan(a) || isnan(b))
		return fabs((q - p) * ((isnan(a) ? b : a) - middle));
	return fabs((q - p) * ((a + b) / 2 - middle)) + fabs((b - a) * (p + q) / 2);
}

struct weighed {
	size_t number;
	int significant;
	double weight;
};

static int compare_weights(const void *x, const void *y)
{
	const struct weighed *a = x, *b = y;

	if (a->significant != b->significant)
		return b->significant - a->significant;
	if (a->weight != b->weight)
		return a->weight < b->weight ? 1 : -1;
	return (a->number > b->number) - (a->number < b->number);
}

/* An outcome on a path. */
struct passed {
	const struct vypr_seen *o;
	uint32_t count;
};

static int compare_rare(const void *x, const void *y)
{
	const struct vypr_seen *a = ((const struct passed *)x)->o;
	const struct vypr_seen *b = ((const struct passed *)y)->o;
	uint64_t n = a->taken[0] + a->taken[1], m = b->taken[0] + b->taken[1];

	if (n != m)
		return n < m ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

/* "i < n (true)", "i < n (true, 8 to 15 times)" where paths differ in it */
static const char *passed_text(const struct vypr_comparison *c, const struct passed *p)
{
	uint32_t low = 1u << vypr_diff_step(p->count);
	struct vypr_analysis_outcome_change o = { 0 };
	const char *what;

	tell_outcome(c, p->o, &o);
	what = *o.condition ? o.condition : o.function;
	if (p->o->least == p->o->most)
		return vypr_report_format(c->report, "%s (%s)", what, o.outcome);
	if (low == 1)
		return vypr_report_format(c->report, "%s (%s, once)", what, o.outcome);
	return vypr_report_format(c->report, "%s (%s, %u to %u times)", what, o.outcome, low,
				  2 * low - 1);
}

static const char *name_path(const struct vypr_comparison *c, const struct vypr_diff_class *k)
{
	int s = k->way[VYPR_DIFF_AFTER] == SIZE_MAX ? VYPR_DIFF_BEFORE : VYPR_DIFF_AFTER;
	const struct vypr_feature_table *t = &c->table[s];
	struct passed *list;
	const char *text = "";
	size_t count = 0, start, end;

	if (k->way[s] == SIZE_MAX)
		return "";
	start = t->start[k->way[s]];
	end = t->start[k->way[s] + 1];
	list = malloc((end - start + 1) * sizeof *list);
	for (size_t i = start; list && i < end; i++) {
		const struct vypr_seen *o = &c->seen[c->number[s][t->cells[i].feature]];

		if (o->common && (is_told(c, o) || o->least < o->most))
			list[count++] = (struct passed){ o, t->cells[i].count };
	}
	if (count)
		qsort(list, count, sizeof *list, compare_rare);
	for (size_t i = 0; i < count && i < MOST_TOLD; i++) {
		text = vypr_report_format(c->report, "%s%s%s", text, *text ? ", " : "",
					  passed_text(c, &list[i]));
	}
	free(list);
	return text;
}

static const char *example(const struct vypr_comparison *c, const struct vypr_diff_class *k, int s)
{
	const struct vypr_gathered *v;
	char id[48];

	if (k->example[s] == SIZE_MAX)
		return "";
	v = &c->side[s]->gather.verdicts[k->example[s]];
	vypr_id_format(id, sizeof id, v->run, v->row, v->number);
	return vypr_report_string(c->report, id);
}

static struct vypr_analysis_share share_of_class(const struct vypr_comparison *c,
						 const struct vypr_diff_class *k,
						 struct vypr_alike alike)
{
	struct vypr_analysis_share share = {
		.before = k->count[VYPR_DIFF_BEFORE],
		.before_all = c->side[VYPR_DIFF_BEFORE]->gather.count,
		.after = k->count[VYPR_DIFF_AFTER],
		.after_all = c->side[VYPR_DIFF_AFTER]->gather.count,
	};

	vypr_diff_test_share(&share, alike);
	return share;
}

static void tell_path(const struct vypr_comparison *c, const struct vypr_diff_class *k,
		      struct vypr_analysis_path_change *to)
{
	to->outcomes = name_path(c, k);
	to->before_mean = mean(k->cell.x_sum, k->cell.n);
	to->after_mean = mean(k->cell.y_sum, k->cell.m);
	to->p = k->p;
	to->q = k->q;
	to->more = k->more;
	to->before_example = example(c, k, VYPR_DIFF_BEFORE);
	to->after_example = example(c, k, VYPR_DIFF_AFTER);
}

static int test_classes(const struct vypr_comparison *c, struct vypr_analysis_share *shares,
			struct vypr_alike alike, double level)
{
	struct vypr_analysis_share **list =
		malloc((c->class_count + 1) * sizeof *list);
	int fine;

	for (size_t i = 0; list && i < c->class_count; i++) {
		shares[i] = share_of_class(c, &c->classes[i], alike);
		list[i] = &shares[i];
	}
	fine = list && adjust(list, c->class_count, level);
	free(list);
	return fine;
}

enum vypr_status vypr_diff_tell_paths(const struct vypr_comparison *c,
				      const struct vypr_diff_how *how,
				      struct vypr_analysis_formula_change *f)
{
	double middle = (f->shift.before_mean + f->shift.after_mean) / 2;
	struct weighed *order = malloc((c->class_count + 1) * sizeof *order);
	struct vypr_analysis_share *shares =
		calloc(c->class_count + 1, sizeof *shares);
	int fine = order && shares && test_classes(c, shares, how->judged, how->level);

	for (size_t i = 0; fine && i < c->class_count; i++)
		order[i] = (struct weighed){ i, c->classes[i].q < how->level,
					     weight_of(c, &c->classes[i], middle) };
	if (fine)
		qsort(order, c->class_count, sizeof *order, compare_weights);
	f->distinct_paths = c->class_count;
	f->path_count = c->class_count < MOST_PATHS ? c->class_count : MOST_PATHS;
	f->paths = vypr_report_alloc(c->report, (f->path_count + 1) * sizeof *f->paths);
	fine = fine && f->paths;
	for (size_t i = 0; fine && i < f->path_count; i++) {
		tell_path(c, &c->classes[order[i].number], &f->paths[i]);
		f->paths[i].share = shares[order[i].number];
		f->paths[i].significant = f->paths[i].q < how->level;
	}
	free(order);
	free(shares);
	return fine ? VYPR_OK : VYPR_NOMEM;
}

