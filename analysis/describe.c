/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what a split of a column is called: `n > 100` (true) at demo.c:15, argument(c, 1) > 6.
 */
#include "analysis/describe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/behind.h"
#include "analysis/source.h"

#define MOST_SAME 8

struct describing {
	const struct vypr_matrix *matrix;
	const struct vypr_ranking *ranking;
	struct vypr_source source;
	struct vypr_report *report;
};

static const char *const kind_words[] = {
#define VYPR_PREDICATE(name, word, share, cost) word,
#include "analysis/predicate.def"
#undef VYPR_PREDICATE
};

static const char *base_name(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

static const char *relation_word(enum vypr_relation relation)
{
	switch (relation) {
	case VYPR_RELATION_NONE: return "";
	case VYPR_RELATION_SAME: return "same";
	case VYPR_RELATION_PART: return "part of";
	case VYPR_RELATION_ON_WAY: return "on the way";
	case VYPR_RELATION_ALONG: return "goes along with";
	}
	return "";
}

static const char *comparison_word(enum vypr_comparison comparison)
{
	switch (comparison) {
	case VYPR_ABOVE: return ">";
	case VYPR_AT_MOST: return "<=";
	case VYPR_EQUAL: return "==";
	}
	return "";
}

/* ---- what it is ---- */

static void name_source(struct describing *d, const struct vypr_unit *unit,
			struct vypr_analysis_predicate *p)
{
	const char *line = NULL;

	if (vypr_source_open(&d->source, unit, p->file))
		line = vypr_source_line(&d->source, p->line);
	p->source = line ? vypr_report_string(d->report, line) : p->condition;
}

static void name_function(const struct vypr_feature *f, struct vypr_analysis_predicate *p)
{
	p->function = vypr_unit_string(f->unit, f->unit->functions[f->function].name);
	p->file = vypr_function_file(f->unit, f->function);
	p->depth = f->depth;
}

static const char *outcome_text(struct describing *d, const struct vypr_analysis_predicate *p)
{
	if (!*p->condition)
		return vypr_report_format(d->report, "line %u left by '%s'", p->line,
					  p->outcome);
	return vypr_report_format(d->report, "`%s` (%s) at %s:%u", p->condition, p->outcome,
				  base_name(p->file), p->line);
}

static void name_outcome(struct describing *d, const struct vypr_feature *f,
			 const struct vypr_split *s, struct vypr_analysis_predicate *p)
{
	const struct vypr_block *b =
		&f->unit->blocks[f->unit->functions[f->function].first_block + f->block];

	name_function(f, p);
	p->condition = vypr_unit_string(f->unit, b->condition);
	p->outcome = vypr_outcome_word(f->unit, &f->unit->edges[b->first_edge + f->edge]);
	p->line = b->condition_line ? b->condition_line : b->end_line;
	p->column = b->condition_column;
	p->key = b->key;
	if (s->kind == VYPR_PREDICATE_COUNT) {
		p->outcome = vypr_report_format(d->report, "%s, %.0f+ times", p->outcome,
						s->threshold + 1);
		p->comparison = comparison_word(s->comparison);
		p->threshold = s->threshold;
	}
	name_source(d, f->unit, p);
	p->text = outcome_text(d, p);
}

static void name_callee(struct describing *d, const struct vypr_feature *f,
			const struct vypr_split *s, struct vypr_analysis_predicate *p)
{
	name_function(f, p);
	p->subject = p->function;
	p->line = f->unit->functions[f->function].line;
	p->comparison = comparison_word(s->comparison);
	p->threshold = s->threshold;
	name_source(d, f->unit, p);
	p->text = s->threshold == 0
			  ? vypr_report_format(d->report, "%s called", p->function)
			  : vypr_report_format(d->report, "%s called %.0f+ times", p->function,
					       s->threshold + 1);
}

static void name_attribute(struct describing *d, const struct vypr_attribute *q,
			  const struct vypr_split *s, struct vypr_analysis_predicate *p)
{
	const char *value = vypr_attribute_text(q, s->threshold, d->report);
	const char *with = q->kind == VYPR_PREDICATE_ATTRIBUTE ? "" : "= ";

	p->subject = vypr_report_string(d->report, q->name); /* outlives what was gathered */
	p->comparison = comparison_word(s->comparison);
	if (s->comparison != VYPR_EQUAL) {
		p->threshold = s->threshold;
		p->text = vypr_report_format(d->report, "%s %s %s", q->name, p->comparison,
					     value);
		return;
	}
	p->class_name = value;
	p->text = q->with_run && s->threshold == 0
			  ? vypr_report_format(d->report, "no %s", q->name)
			  : vypr_report_format(d->report, "%s %s%s", q->name, with, value);
}

static void name_split(struct describing *d, const struct vypr_split *s,
		       struct vypr_analysis_predicate *p)
{
	const struct vypr_source_column *source = &d->matrix->sources[s->column];

	p->kind = kind_words[s->kind];
	p->function = p->file = p->condition = p->source = p->outcome = "";
	p->subject = p->text = p->comparison = p->class_name = p->relation = p->behind = "";
	p->threshold = NAN;
	p->relation_to = -1;
	if (s->kind == VYPR_PREDICATE_CONJUNCTION)
		return;
	if (source->attribute)
		name_attribute(d, source->attribute, s, p);
	else if (!source->feature)
		p->text = "the same whole path";
	else if (source->feature->branch == VYPR_NO_BRANCH)
		name_callee(d, source->feature, s, p);
	else
		name_outcome(d, source->feature, s, p);
}

/* Of a part only how many it holds for. */
static void fill_part(const struct vypr_counts *counts, struct vypr_analysis_predicate *p)
{
	double unused;

	p->bad_taken = counts->bad_taken;
	p->good_taken = counts->good_taken;
	p->bad_reached = counts->bad_reached;
	p->good_reached = counts->good_reached;
	p->importance = vypr_importance(counts, &p->increase, &unused);
	p->difference = (double)counts->bad_taken / (double)counts->bad -
			(double)counts->good_taken / (double)counts->good;
	p->importance_low = p->importance_high = p->p = p->q = NAN;
	p->low = p->high = p->bad_median = p->good_median = NAN;
	p->effect = p->effect_low = p->effect_high = NAN;
}

/* It stands where its later part does. */
static void name_parts(struct describing *d, const struct vypr_ranked *r,
		       struct vypr_analysis_predicate *p)
{
	for (int i = 0; i < 2; i++) {
		struct vypr_analysis_predicate *part = vypr_report_push(
			d->report, &p->parts, &p->part_count, sizeof *part);

		if (!part)
			return;
		name_split(d, &r->parts[i], part);
		fill_part(&r->part_counts[i], part);
	}
	for (int i = 0; i < 2; i++) {
		if (!*p->parts[i].file)
			continue;
		p->function = p->parts[i].function;
		p->file = p->parts[i].file;
		p->line = p->parts[i].line;
		p->column = p->parts[i].column;
		p->depth = p->parts[i].depth;
		p->source = p->parts[i].source;
	}
	p->text = vypr_report_format(d->report, "%s and %s", p->parts[0].text,
				     p->parts[1].text);
	p->condition = p->text;
}

/* ---- how well it tells ---- */

static void fill_numbers(const struct vypr_ranked *r, struct vypr_analysis_predicate *p)
{
	p->bad_taken = r->counts.bad_taken;
	p->good_taken = r->counts.good_taken;
	p->bad_reached = r->counts.bad_reached;
	p->good_reached = r->counts.good_reached;
	p->increase = r->increase;
	p->importance = r->importance;
	p->importance_low = r->importance_low;
	p->importance_high = r->importance_high;
	p->difference = r->difference;
	p->low = r->low;
	p->high = r->high;
	p->p = r->p;
	p->q = r->q;
	p->separates = r->separates;
	p->bad_median = r->bad_median;
	p->good_median = r->good_median;
	p->effect = r->has_effect ? r->effect : NAN;
	p->effect_low = r->has_effect ? r->effect_low : NAN;
	p->effect_high = r->has_effect ? r->effect_high : NAN;
	p->relation = relation_word(r->relation);
	p->relation_to = r->relation_to;
}

static void describe(struct describing *d, const struct vypr_ranked *r,
		     struct vypr_analysis_predicate *p)
{
	name_split(d, &r->split, p);
	if (r->split.kind == VYPR_PREDICATE_CONJUNCTION)
		name_parts(d, r, p);
	fill_numbers(r, p);
}

static int is_choice(const struct vypr_counts *c)
{
	return c->bad_taken + c->good_taken < c->bad_reached + c->good_reached;
}

/* The last outcome that every way to the cause's branch takes, and not every verdict that
 * came so far: both together are the cause. */
static void describe_behind(struct describing *d, const struct vypr_ranked *cause,
			    struct vypr_analysis_predicate *p)
{
	const struct vypr_ranking *g = d->ranking;
	const struct vypr_feature *own = d->matrix->sources[cause->split.column].feature;
	const struct vypr_ranked *best = NULL;
	struct vypr_analysis_predicate behind = { 0 };
	uint64_t place = 0;

	if (!own || own->branch == VYPR_NO_BRANCH)
		return;
	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_ranked *r = &g->ranked[i];
		const struct vypr_feature *f;

		if (r->split.kind != VYPR_PREDICATE_BRANCH || !is_choice(&r->counts))
			continue;
		f = d->matrix->sources[r->split.column].feature;
		if (f->unit != own->unit || f->function != own->function ||
		    f->block == own->block || f->place < place ||
		    vypr_stands_behind(f->unit, f->function, own->block, f->block,
				       f->edge) != 1)
			continue;
		place = f->place;
		best = r;
	}
	if (!best)
		return;
	name_split(d, &best->split, &behind);
	p->behind = behind.text;
}

/* Others of the same verdicts: one of each column is enough, and no chosen threshold where
 * the outcome itself tells it. */
static void describe_same(struct describing *d, size_t first, struct vypr_analysis_predicate *p)
{
	const struct vypr_ranking *g = d->ranking;

	for (size_t i = 0; i < g->count && p->same_count < MOST_SAME; i++) {
		const struct vypr_ranked *r = &g->ranked[i];
		struct vypr_analysis_predicate *same;

		if (i == first || r->signature != g->ranked[first].signature ||
		    r->split.kind == VYPR_PREDICATE_PATH ||
		    r->split.kind == VYPR_PREDICATE_CONJUNCTION ||
		    (r->split.kind == VYPR_PREDICATE_COUNT &&
		     g->ranked[first].split.kind == VYPR_PREDICATE_BRANCH))
			continue;
		same = vypr_report_push(d->report, &p->same, &p->same_count, sizeof *same);
		if (!same)
			return;
		describe(d, r, same);
	}
}

/* A whole path that does not separate, or of those that a cause explains, tells nothing. */
static int is_idle_path(const struct vypr_ranked *r)
{
	return r->split.kind == VYPR_PREDICATE_PATH &&
	       (!r->separates || r->relation != VYPR_RELATION_NONE);
}

static void describe_ranked(struct describing *d, struct vypr_analysis_explanation *e)
{
	const struct vypr_ranking *g = d->ranking;

	for (size_t i = 0; i < g->count && e->predicate_count < VYPR_RANK_TOLD; i++) {
		struct vypr_analysis_predicate *p;

		if (!g->ranked[i].first || is_idle_path(&g->ranked[i]))
			continue;
		p = vypr_report_push(d->report, &e->predicates, &e->predicate_count,
				     sizeof *p);
		if (!p)
			return;
		describe(d, &g->ranked[i], p);
		describe_same(d, i, p);
	}
}

void vypr_describe(const struct vypr_matrix *matrix, const struct vypr_ranking *ranking,
		   struct vypr_analysis_explanation *explanation)
{
	struct vypr_analysis_explanation *e = explanation;
	struct describing d = { .matrix = matrix, .ranking = ranking, .report = e->memory };

	describe_ranked(&d, e);
	for (size_t i = 0; i < ranking->cause_count; i++) {
		struct vypr_analysis_predicate *p =
			vypr_report_push(d.report, &e->causes, &e->cause_count, sizeof *p);

		if (!p)
			break;
		describe(&d, &ranking->causes[i], p);
		if (ranking->causes[i].split.kind != VYPR_PREDICATE_CONJUNCTION)
			describe_behind(&d, &ranking->causes[i], p);
		if (i == 0 && e->predicate_count) {
			p->same = e->predicates[0].same;
			p->same_count = e->predicates[0].same_count;
		}
	}
	e->separates = e->cause_count > 0;
	vypr_source_fini(&d.source);
}
