/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how several causes come out one after the other: the best one is taken, the items that
 * it holds of are taken away, and the rest is ranked again; and what the others that were
 * found have to do with these causes.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/rank_private.h"

#define NEARLY_ALL 0.99
#define MOSTLY 0.9

enum vypr_status vypr_ranked_members(const struct vypr_columns *columns,
				     const struct vypr_ranked *ranked, uint8_t *ret_holds)
{
	const struct vypr_split *s = &ranked->split;
	size_t count = columns->samples->item_count;
	enum vypr_status status;
	uint8_t *other;

	if (s->kind != VYPR_PREDICATE_CONJUNCTION)
		return vypr_columns_members(columns, s->column, s->comparison, s->code,
					    ret_holds);
	other = malloc(count + 1);
	if (!other)
		return VYPR_NOMEM;
	s = ranked->parts;
	status = vypr_columns_members(columns, s[0].column, s[0].comparison, s[0].code,
				      ret_holds);
	if (status == VYPR_OK)
		status = vypr_columns_members(columns, s[1].column, s[1].comparison,
					      s[1].code, other);
	for (size_t i = 0; status == VYPR_OK && i < count; i++)
		ret_holds[i] &= other[i];
	free(other);
	return status;
}

/* ---- the numbers of what is told ---- */

struct telling {
	const struct vypr_columns *columns;
	uint32_t *order; /* items whose quantity is known, ascending */
	size_t order_count;
	uint8_t *holds;
};

static int compare_measured(const void *x, const void *y, void *ctx)
{
	const double *measured = ctx;
	uint32_t i = *(const uint32_t *)x, k = *(const uint32_t *)y;
	double a = measured[i], b = measured[k];

	if (a != b)
		return a < b ? -1 : 1;
	return (i > k) - (i < k);
}

static enum vypr_status begin_telling(struct telling *t, const struct vypr_columns *c)
{
	const struct vypr_samples *s = c->samples;

	t->columns = c;
	t->order_count = 0;
	t->order = malloc((s->item_count + 1) * sizeof *t->order);
	t->holds = malloc(s->item_count + 1);
	if (!t->order || !t->holds)
		return VYPR_NOMEM;
	for (size_t i = 0; i < s->item_count; i++)
		if (c->alive[i] && !isnan(s->measured[i]))
			t->order[t->order_count++] = (uint32_t)i;
	qsort_r(t->order, t->order_count, sizeof *t->order, compare_measured,
		(void *)(uintptr_t)s->measured);
	return VYPR_OK;
}

static void end_telling(struct telling *t)
{
	free(t->order);
	free(t->holds);
}

static double median_code(const struct vypr_tally *codes, const struct vypr_coded *coded, int bad,
			  uint64_t all)
{
	uint64_t seen = 0;

	for (uint32_t k = 0; k < coded->code_count; k++) {
		seen += bad ? codes[k].bad : codes[k].good;
		if (seen * 2 >= all)
			return coded->cuts[k];
	}
	return NAN;
}

static void fill_medians(const struct vypr_columns *c, struct vypr_ranked *r)
{
	struct vypr_tally *codes, known;
	uint32_t column = r->split.column;

	r->bad_median = r->good_median = NAN;
	if (r->split.kind == VYPR_PREDICATE_CONJUNCTION ||
	    !c->samples->columns[column].ordered)
		return;
	codes = malloc((VYPR_CODES_MOST + 1) * sizeof *codes);
	if (!codes)
		return;
	vypr_columns_tally(c, column, codes, &known);
	r->bad_median = median_code(codes, &c->coded[column], 1, known.bad);
	r->good_median = median_code(codes, &c->coded[column], 0, known.good);
	free(codes);
}

/* Those that take no more part are left out. */
static void compact(struct telling *t)
{
	size_t kept = 0;

	for (size_t i = 0; i < t->order_count; i++)
		if (t->columns->alive[t->order[i]])
			t->order[kept++] = t->order[i];
	t->order_count = kept;
}

static enum vypr_status tell(struct telling *t, struct vypr_ranked *r)
{
	enum vypr_status status = vypr_ranked_members(t->columns, r, t->holds);

	if (status != VYPR_OK)
		return status;
	vypr_importance_interval(&r->counts, &r->importance_low, &r->importance_high);
	fill_medians(t->columns, r);
	r->has_effect = vypr_median_difference(t->order, t->order_count,
					       t->columns->samples->measured, t->holds,
					       &r->effect, &r->effect_low, &r->effect_high);
	return VYPR_OK;
}

/* ---- rounds ---- */

static enum vypr_status run_round(struct vypr_round *round, const struct vypr_columns *columns)
{
	enum vypr_status status;

	memset(round, 0, sizeof *round);
	round->columns = columns;
	if (columns->all.bad == 0 || columns->all.good == 0)
		return VYPR_OK;
	status = vypr_round_splits(round);
	if (status == VYPR_OK)
		status = vypr_round_pairs(round);
	for (size_t i = 0; status == VYPR_OK && i < round->count; i++)
		vypr_score(round, &round->ranked[i]);
	return status == VYPR_OK ? vypr_round_sort(round) : status;
}

/* The best of a round is a cause; what it explains takes no more part. */
static enum vypr_status eliminate(struct vypr_ranking *g, struct telling *t,
				  struct vypr_ranked *best)
{
	struct vypr_columns *c = &g->columns;
	enum vypr_status status = tell(t, best);

	if (status != VYPR_OK)
		return status;
	best->relation_to = -1;
	g->causes[g->cause_count++] = *best;
	for (size_t i = 0; i < c->samples->item_count; i++)
		c->alive[i] &= !t->holds[i];
	compact(t);
	return vypr_columns_count(c);
}

/* ---- relations ---- */

/* In one part of the items: those of which it holds, all of them, and the bad ones of both. */
struct overlap {
	uint64_t bad_both, both, bad_cause, cause, bad_own, own, bad_rest, rest;
};

static struct overlap count_overlap(const struct vypr_samples *s, const uint8_t *own,
				    const uint8_t *cause)
{
	struct overlap o;

	memset(&o, 0, sizeof o);
	for (size_t i = 0; i < s->item_count; i++) {
		unsigned bad = s->bad[i];

		if (bad == VYPR_NO_GROUP)
			continue;
		if (cause[i]) {
			o.cause++;
			o.bad_cause += bad;
			o.both += own[i];
			o.bad_both += bad & own[i];
			continue;
		}
		o.rest++;
		o.bad_rest += bad;
		o.own += own[i];
		o.bad_own += bad & own[i];
	}
	return o;
}

/* Of the items that the cause explains, and of the others: does it tell good from bad? */
static int tells_more(const struct overlap *o)
{
	double limit = log(VYPR_ERROR_LEVEL / (2 * VYPR_RANK_TOLD));

	return vypr_fisher(o->bad_both, o->both, o->bad_cause, o->cause) <= limit ||
	       vypr_fisher(o->bad_own, o->own, o->bad_rest, o->rest) <= limit;
}

static enum vypr_relation relation_of(const struct overlap *o)
{
	if (o->own == 0 && o->both == o->cause)
		return VYPR_RELATION_SAME;
	if ((double)o->both >= NEARLY_ALL * (double)(o->both + o->own))
		return VYPR_RELATION_PART;
	if ((double)o->both >= NEARLY_ALL * (double)o->cause)
		return VYPR_RELATION_ON_WAY;
	return tells_more(o) ? VYPR_RELATION_NONE : VYPR_RELATION_ALONG;
}

static enum vypr_status relate_all(struct vypr_ranking *g)
{
	const struct vypr_samples *s = g->columns.samples;
	uint8_t *own = malloc(s->item_count + 1), *cause = malloc(s->item_count + 1);
	enum vypr_status status = own && cause ? VYPR_OK : VYPR_NOMEM;
	size_t told = 0;

	for (size_t i = 1; status == VYPR_OK && i < g->count && told < VYPR_RANK_TOLD; i++) {
		struct vypr_ranked *r = &g->ranked[i];

		told += r->first != 0;
		status = vypr_ranked_members(&g->columns, r, own);
		for (size_t k = 0; status == VYPR_OK && k < g->cause_count &&
				   r->relation == VYPR_RELATION_NONE;
		     k++) {
			struct overlap o;

			status = vypr_ranked_members(&g->columns, &g->causes[k], cause);
			if (status != VYPR_OK)
				break;
			o = count_overlap(s, own, cause);
			r->relation = relation_of(&o);
			r->relation_to = r->relation ? (int)k : -1;
		}
	}
	free(own);
	free(cause);
	return status;
}

/* ---- one after the other ---- */

/* A threshold that nearly all pass that an earlier cause explains says no more than that one:
 * what grows with the one grows with the other.  What is left of a path when what decides on
 * it is known is no reason. */
static enum vypr_status is_restated(const struct vypr_ranking *g, const struct vypr_ranked *r,
				    uint8_t *own, uint8_t *cause, int *ret_restated)
{
	enum vypr_status status = vypr_ranked_members(&g->columns, r, own);

	*ret_restated = r->split.kind == VYPR_PREDICATE_PATH;
	if (r->split.kind == VYPR_PREDICATE_BRANCH ||
	    r->split.kind == VYPR_PREDICATE_CONJUNCTION ||
	    r->split.comparison == VYPR_EQUAL)
		return status;
	for (size_t k = 0; status == VYPR_OK && !*ret_restated && k < g->cause_count; k++) {
		struct overlap o;

		status = vypr_ranked_members(&g->columns, &g->causes[k], cause);
		if (status != VYPR_OK)
			break;
		o = count_overlap(g->columns.samples, own, cause);
		*ret_restated = (double)o.both >= MOSTLY * (double)o.cause;
	}
	return status;
}

/* The first of a round that may be named and is not a cause said again; NULL. */
static enum vypr_status choose(const struct vypr_ranking *g, struct vypr_round *round,
			       struct vypr_ranked **ret_best)
{
	uint8_t *own = malloc(g->columns.samples->item_count + 1);
	uint8_t *cause = malloc(g->columns.samples->item_count + 1);
	enum vypr_status status = own && cause ? VYPR_OK : VYPR_NOMEM;

	*ret_best = NULL;
	for (size_t i = 0; status == VYPR_OK && !*ret_best && i < round->count; i++) {
		int restated;

		if (!round->ranked[i].separates)
			break;
		status = is_restated(g, &round->ranked[i], own, cause, &restated);
		if (!restated)
			*ret_best = &round->ranked[i];
	}
	free(own);
	free(cause);
	return status;
}

static enum vypr_status find_causes(struct vypr_ranking *g, struct telling *t)
{
	enum vypr_status status = VYPR_OK;
	struct vypr_ranked *best = NULL;

	if (g->count && g->ranked[0].separates)
		best = &g->ranked[0];
	if (best)
		status = eliminate(g, t, best);
	while (status == VYPR_OK && best && g->cause_count < VYPR_CAUSES_MOST) {
		struct vypr_round round;

		status = run_round(&round, &g->columns);
		if (status == VYPR_OK)
			status = choose(g, &round, &best);
		if (status == VYPR_OK && best)
			status = eliminate(g, t, best);
		vypr_round_fini(&round);
	}
	g->unexplained = g->columns.all.bad;
	return status;
}

/* ---- all ---- */

static enum vypr_status tell_all(struct vypr_ranking *g)
{
	struct telling t = { NULL, NULL, 0, NULL };
	enum vypr_status status = begin_telling(&t, &g->columns);
	size_t told = 0;

	for (size_t i = 0; status == VYPR_OK && i < g->count && told < VYPR_RANK_TOLD; i++) {
		told += g->ranked[i].first != 0;
		status = tell(&t, &g->ranked[i]);
	}
	if (status == VYPR_OK)
		status = find_causes(g, &t);
	end_telling(&t);
	return status;
}

enum vypr_status vypr_rank(const struct vypr_samples *samples,
			   struct vypr_ranking *ret_ranking)
{
	struct vypr_ranking *g = ret_ranking;
	struct vypr_round round;
	enum vypr_status status;

	memset(g, 0, sizeof *g);
	memset(&round, 0, sizeof round);
	status = vypr_columns_init(&g->columns, samples);
	if (status != VYPR_OK)
		return status;
	status = run_round(&round, &g->columns);
	g->ranked = round.ranked;
	g->count = round.count;
	g->compared = round.different;
	round.ranked = NULL;
	vypr_round_fini(&round);
	if (status == VYPR_OK)
		status = tell_all(g);
	if (status == VYPR_OK)
		status = relate_all(g);
	if (status != VYPR_OK)
		vypr_ranking_fini(g);
	return status;
}

void vypr_ranking_fini(struct vypr_ranking *ranking)
{
	free(ranking->ranked);
	if (ranking->columns.samples)
		vypr_columns_fini(&ranking->columns);
	memset(ranking, 0, sizeof *ranking);
}
