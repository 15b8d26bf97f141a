/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows when a predicate may be named, and which of two is told first.
 */
#include "analysis/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"
#include "analysis/rank_private.h"

#define LEAST_GAIN 0.05 /* of what is less simple, to come first */

static const struct {
	double share, cost;
} kinds[] = {
#define VYPR_PREDICATE(name, word, share, cost) { share, cost },
#include "analysis/predicate.def"
#undef VYPR_PREDICATE
};

double vypr_predicate_cost(enum vypr_predicate_kind kind)
{
	return kinds[kind].cost;
}

/* Kinds of which there is nothing to compare leave their share to the others. */
double vypr_round_correction(const struct vypr_round *round, enum vypr_predicate_kind kind)
{
	double shares = 0;

	for (int k = 0; k < VYPR_PREDICATE_KINDS; k++)
		shares += round->compared[k] ? kinds[k].share : 0;
	return (double)round->compared[kind] * shares / kinds[kind].share;
}

void vypr_score(const struct vypr_round *round, struct vypr_ranked *ranked)
{
	struct vypr_counts *c = &ranked->counts, wide = *c;
	double correction = vypr_round_correction(round, ranked->split.kind), unused;

	ranked->importance = vypr_importance(c, &ranked->increase, &ranked->strength);
	wide.bad_reached = c->bad;
	wide.good_reached = c->good;
	ranked->importance_all = vypr_importance(&wide, &unused, &unused);
	ranked->difference = (double)c->bad_taken / (double)c->bad -
			     (double)c->good_taken / (double)c->good;
	vypr_difference_interval(c->bad_taken, c->bad, c->good_taken, c->good,
				 VYPR_ERROR_LEVEL / correction, &ranked->low, &ranked->high);
	ranked->p = fmin(1, exp(ranked->log_p + log(correction)));
	ranked->separates = ranked->p <= VYPR_ERROR_LEVEL && ranked->low > 0 &&
			    ranked->difference >= VYPR_LEAST_DIFFERENCE &&
			    ranked->strength >= VYPR_LEAST_STRENGTH;
}

/* ---- order ---- */

/* What can be said of it: 2 it may be named, 1 it is not chance, 0 neither. */
static int certainty(const struct vypr_ranked *r)
{
	/* one whole path of many is only worth telling as a cause */
	if (r->split.kind == VYPR_PREDICATE_PATH && !r->separates)
		return -1;
	return (r->p <= VYPR_ERROR_LEVEL && r->low > 0) + r->separates;
}

static uint64_t place_of(const struct vypr_ranked *r, const struct vypr_column *columns)
{
	uint32_t column = r->split.kind == VYPR_PREDICATE_CONJUNCTION ? r->parts[0].column
								      : r->split.column;

	return columns[column].place;
}

static int compare_by(double a, double b)
{
	return fabs(a - b) <= 1e-12 ? 0 : a < b ? 1 : -1;
}

/* More certain first, however important a few items make another; then better; then
 * nearer to the measured call and earlier on the path. */
static int compare_ranked(const void *x, const void *y, void *ctx)
{
	const struct vypr_ranked *a = x, *b = y;
	const struct vypr_column *columns = ctx;
	double cost_a = kinds[a->split.kind].cost, cost_b = kinds[b->split.kind].cost;
	uint64_t place_a = place_of(a, columns), place_b = place_of(b, columns);
	int order = certainty(b) - certainty(a);

	if (!order)
		order = compare_by(a->importance - cost_a, b->importance - cost_b);
	if (!order)
		order = compare_by(a->difference, b->difference);
	if (!order)
		order = (place_a > place_b) - (place_a < place_b);
	if (!order)
		order = (a->split.column > b->split.column) -
			(a->split.column < b->split.column);
	return order;
}

/* The importance of a branch is what it adds to coming there, that of other kinds is of
 * all: where the simpler one tells as much of all, it comes first. */
static void prefer_simple(struct vypr_round *r)
{
	struct vypr_ranked best;
	size_t at = 0;

	for (size_t i = 1; r->count && i < r->count; i++) {
		const struct vypr_ranked *top = &r->ranked[0], *one = &r->ranked[i];

		if (certainty(one) < certainty(top))
			break;
		if (kinds[one->split.kind].cost < kinds[top->split.kind].cost &&
		    one->importance_all + LEAST_GAIN >= top->importance_all) {
			at = i;
			break;
		}
	}
	if (at == 0)
		return;
	best = r->ranked[at];
	memmove(&r->ranked[1], &r->ranked[0], at * sizeof *r->ranked);
	r->ranked[0] = best;
}

/* ---- one stands for all of its signature ---- */

static enum vypr_status mark_firsts(struct vypr_ranked *ranked, size_t count)
{
	struct vypr_map seen = { NULL, 0, 0 };
	enum vypr_status status = VYPR_OK;

	for (size_t i = 0; status == VYPR_OK && i < count; i++)
		if (!vypr_map_put(&seen, ranked[i].signature, 0, &ranked[i].first))
			status = VYPR_NOMEM;
	vypr_map_fini(&seen);
	return status;
}

static int compare_chance(const void *x, const void *y)
{
	const struct vypr_ranked *a = *(struct vypr_ranked *const *)x,
				 *b = *(struct vypr_ranked *const *)y;

	if (a->log_p != b->log_p)
		return a->log_p < b->log_p ? -1 : 1;
	return (a > b) - (a < b);
}

/* Of those that stand for themselves.  What was compared and is not kept has a greater p, so
 * that leaving it out can only make q greater. */
static enum vypr_status fill_q(struct vypr_round *r)
{
	struct vypr_ranked **order = malloc((r->count + 1) * sizeof(struct vypr_ranked *));
	double least = 1, compared = (double)(r->different +
					      r->compared[VYPR_PREDICATE_CONJUNCTION]);
	size_t count = 0;

	if (!order)
		return VYPR_NOMEM;
	for (size_t i = 0; i < r->count; i++)
		if (r->ranked[i].first)
			order[count++] = &r->ranked[i];
	if (count)
		qsort(order, count, sizeof(struct vypr_ranked *), compare_chance);
	for (size_t i = count; i-- > 0;) {
		double q = exp(order[i]->log_p) * compared / (double)(i + 1);

		least = q < least ? q : least;
		order[i]->q = least;
	}
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; !r->ranked[i].first && k < count; k++)
			if (order[k]->signature == r->ranked[i].signature)
				r->ranked[i].q = order[k]->q;
	free(order);
	return VYPR_OK;
}

enum vypr_status vypr_round_sort(struct vypr_round *round)
{
	enum vypr_status status;

	if (round->count)
		qsort_r(round->ranked, round->count, sizeof *round->ranked, compare_ranked,
			(void *)(uintptr_t)round->columns->samples->columns);
	prefer_simple(round);
	status = mark_firsts(round->ranked, round->count);
	return status == VYPR_OK ? fill_q(round) : status;
}
