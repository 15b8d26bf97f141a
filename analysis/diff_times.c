/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows whether a path takes longer than it did: its verdicts of both sides are held against
 * each other, apart from those of all other paths.  Among all together a path that few take
 * would not be noticed, whatever it takes now.
 *
 * That some path does is one statement, by Simes (Biometrika 1986): the p-values in order,
 * the k-th of n times n / k, and the least of these.
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/diff_ways.h"

#define LEAST 4 /* verdicts of each side, to say something of a path */

/* Values by class, each class in order. */
struct grouped {
	double *values;
	size_t *start; /* of each class, and the end of the last */
};

static void grouped_fini(struct grouped *g)
{
	free(g->values);
	free(g->start);
}

static int compare_doubles(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static size_t count_of(const struct vypr_diff_class *k, int s)
{
	return (size_t)(s == VYPR_DIFF_BEFORE ? k->cell.n : k->cell.m);
}

/* start[k + 1] is where the next value of class k goes, and in the end its end. */
static void fill(const struct vypr_comparison *c, int s, struct grouped *g)
{
	const struct vypr_gather *gather = &c->side[s]->gather;

	for (size_t i = 0; i < gather->count; i++) {
		const struct vypr_gathered *v = &gather->verdicts[i];

		if (v->has_value && !isnan(v->value))
			g->values[g->start[c->class_of[s][i] + 1]++] = v->value;
	}
	for (size_t k = 0; k < c->class_count; k++)
		qsort(&g->values[g->start[k]], g->start[k + 1] - g->start[k],
		      sizeof *g->values, compare_doubles);
}

static enum vypr_status group(const struct vypr_comparison *c, int s, struct grouped *g)
{
	size_t at = 0;

	g->values = malloc((c->side[s]->sorted_count + 1) * sizeof *g->values);
	g->start = calloc(c->class_count + 2, sizeof *g->start);
	if (!g->values || !g->start) {
		grouped_fini(g);
		return VYPR_NOMEM;
	}
	for (size_t k = 0; k < c->class_count; k++) {
		g->start[k + 1] = at;
		at += count_of(&c->classes[k], s);
	}
	fill(c, s, g);
	return VYPR_OK;
}

static void test(struct vypr_diff_class *k, size_t number, const struct grouped *x,
		 const struct grouped *y, struct vypr_alike alike)
{
	size_t n = count_of(k, VYPR_DIFF_BEFORE), m = count_of(k, VYPR_DIFF_AFTER);

	k->p = k->q = NAN;
	k->more = 0.5;
	if (n >= LEAST && m >= LEAST)
		k->p = k->q = vypr_mann_whitney(&x->values[x->start[number]], n,
						&y->values[y->start[number]], m, alike,
						&k->more);
}

/* The least adjusted p is that of Simes. */
static enum vypr_status adjust(struct vypr_comparison *c, double *ret_simes)
{
	double *p = malloc((c->class_count + 1) * sizeof *p);
	int fine;

	for (size_t k = 0; p && k < c->class_count; k++)
		p[k] = c->classes[k].p;
	fine = p && vypr_adjust(p, c->class_count);
	*ret_simes = NAN;
	for (size_t k = 0; fine && k < c->class_count; k++) {
		c->classes[k].q = p[k];
		if (!isnan(p[k]) && !(p[k] >= *ret_simes))
			*ret_simes = p[k];
	}
	free(p);
	return fine ? VYPR_OK : VYPR_NOMEM;
}

enum vypr_status vypr_diff_times(struct vypr_comparison *c, struct vypr_alike alike,
				 double *ret_simes)
{
	struct grouped x = { 0 }, y = { 0 };
	enum vypr_status status;

	*ret_simes = NAN;
	if (!c->side[VYPR_DIFF_BEFORE]->sorted || !c->side[VYPR_DIFF_AFTER]->sorted)
		return VYPR_OK;
	status = group(c, VYPR_DIFF_BEFORE, &x);
	if (status != VYPR_OK)
		return status;
	status = group(c, VYPR_DIFF_AFTER, &y);
	for (size_t k = 0; status == VYPR_OK && k < c->class_count; k++)
		test(&c->classes[k], k, &x, &y, alike);
	grouped_fini(&x);
	if (status != VYPR_OK)
		return status;
	grouped_fini(&y);
	return adjust(c, ret_simes);
}
