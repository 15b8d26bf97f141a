/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how sure a share, a difference or an importance is.
 *
 *   failure  = bad(taken) / (bad + good)(taken)      how bad it is to take the outcome
 *   context  = bad(reached) / (bad + good)(reached)  how bad it was to come there at all
 *   increase = failure - context                     what the outcome itself adds
 *   importance = harmonic mean of increase and log(bad(taken)) / log(bad)
 *
 * from Liblit, Naik, Zheng, Aiken, Jordan: Scalable Statistical Bug Isolation (PLDI
 * 2005).  context is why the branch that decides wins over all that follow from
 * it: they are only reached when it has been taken.  The logarithms are of
 * n + 1, so that one bad verdict has a sensitivity as well.
 *
 * The interval of the difference of shares is Newcombe's (Statistics in Medicine
 * 1998, method 10), which holds for shares of 0 and 1.
 */
#include "analysis/interval.h"

#include <math.h>
#include <stdlib.h>

#define DRAWS 1000
#define CELLS 6

/* ---- shares ---- */

/* z with P(|Z| > z) = alpha, by bisection. */
static double critical_value(double alpha)
{
	double low = 0, high = 40;

	for (int i = 0; i < 80; i++) {
		double z = (low + high) / 2;

		if (erfc(z / M_SQRT2) > alpha)
			low = z;
		else
			high = z;
	}
	return low;
}

/* Wilson's score interval of k/n. */
static void wilson(uint64_t k, uint64_t n, double z, double *ret_low, double *ret_high)
{
	double p = (double)k / (double)n, zz = z * z / (double)n;
	double middle = (p + zz / 2) / (1 + zz);
	double half = z * sqrt(p * (1 - p) / (double)n + zz / (4 * (double)n)) / (1 + zz);

	*ret_low = k == 0 ? 0 : middle - half;
	*ret_high = k == n ? 1 : middle + half;
}

void vypr_difference_interval(uint64_t a, uint64_t n, uint64_t b, uint64_t m,
			      double alpha, double *ret_low, double *ret_high)
{
	double z, p, q, p_low, p_high, q_low, q_high;

	if (n == 0 || m == 0) {
		*ret_low = -1;
		*ret_high = 1;
		return;
	}
	z = critical_value(alpha);
	p = (double)a / (double)n;
	q = (double)b / (double)m;
	wilson(a, n, z, &p_low, &p_high);
	wilson(b, m, z, &q_low, &q_high);
	*ret_low = p - q - sqrt((p - p_low) * (p - p_low) + (q_high - q) * (q_high - q));
	*ret_high = p - q + sqrt((p_high - p) * (p_high - p) + (q - q_low) * (q - q_low));
}

static double log_choose(double n, double k)
{
	int sign;

	return lgamma_r(n + 1, &sign) - lgamma_r(k + 1, &sign) -
	       lgamma_r(n - k + 1, &sign);
}

double vypr_fisher(uint64_t bad_taken, uint64_t taken, uint64_t bad, uint64_t all)
{
	double x = (double)bad_taken, n = (double)taken, k = (double)bad, m = (double)all;
	double term = 1, sum = 1, most = n < k ? n : k;
	double first;

	if (m == 0 || x * m <= n * k)
		return 0;
	first = log_choose(k, x) + log_choose(m - k, n - x) - log_choose(m, n);
	while (x < most && term > sum * 1e-9) {
		term *= (k - x) * (n - x) / ((x + 1) * (m - k - n + x + 1));
		sum += term;
		x++;
	}
	first += log(sum);
	return first < 0 ? first : 0;
}

/* ---- importance ---- */

static double harmonic_mean(double x, double y)
{
	return x > 0 && y > 0 ? 2 / (1 / x + 1 / y) : 0;
}

/* The same of shares of n items: bad and good of those that took it, of the others that
 * reached it, and of the rest. */
static double importance_of(const double *cell, double n, double *ret_increase,
			    double *ret_strength)
{
	double taken = cell[0] + cell[1], reached = taken + cell[2] + cell[3];
	double bad = cell[0] + cell[2] + cell[4], context, sensitivity;

	*ret_increase = *ret_strength = 0;
	if (taken <= 0 || bad <= 0)
		return 0;
	context = (cell[0] + cell[2]) / reached;
	sensitivity = log1p(n * cell[0]) / log1p(n * bad);
	*ret_increase = cell[0] / taken - context;
	if (context < 1)
		*ret_strength = harmonic_mean(*ret_increase / (1 - context), sensitivity);
	return harmonic_mean(*ret_increase, sensitivity);
}

static void cells_of(const struct vypr_counts *c, double *cells)
{
	cells[0] = (double)c->bad_taken;
	cells[1] = (double)c->good_taken;
	cells[2] = (double)(c->bad_reached - c->bad_taken);
	cells[3] = (double)(c->good_reached - c->good_taken);
	cells[4] = (double)(c->bad - c->bad_reached);
	cells[5] = (double)(c->good - c->good_reached);
}

double vypr_importance(const struct vypr_counts *counts, double *ret_increase,
		       double *ret_strength)
{
	double cells[CELLS];

	cells_of(counts, cells);
	return importance_of(cells, 1, ret_increase, ret_strength);
}

/* ---- drawing ---- */

static uint64_t next(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15ULL;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

static double uniform(uint64_t *state)
{
	return ((double)(next(state) >> 11) + 0.5) * 0x1p-53;
}

static double normal(uint64_t *state)
{
	double r = sqrt(-2 * log(uniform(state)));

	return r * cos(2 * M_PI * uniform(state));
}

/* Marsaglia and Tsang, A Simple Method for Generating Gamma Variables (2000). */
static double gamma_draw(double shape, uint64_t *state)
{
	double d, c;

	if (shape <= 0)
		return 0;
	if (shape < 1)
		return gamma_draw(shape + 1, state) * pow(uniform(state), 1 / shape);
	d = shape - 1.0 / 3;
	c = 1 / sqrt(9 * d);
	for (;;) {
		double x = normal(state), v = 1 + c * x;

		v = v * v * v;
		if (v > 0 && log(uniform(state)) < x * x / 2 + d - d * v + d * log(v))
			return d * v;
	}
}

static int compare_doubles(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static void draw_importance(const double *shapes, double n, double *ret_low, double *ret_high)
{
	double drawn[DRAWS], cells[CELLS], increase, strength;
	uint64_t state = 1;

	for (int i = 0; i < DRAWS; i++) {
		double sum = 0;

		for (int c = 0; c < CELLS; c++)
			sum += cells[c] = gamma_draw(shapes[c], &state);
		for (int c = 0; c < CELLS; c++)
			cells[c] /= sum;
		drawn[i] = importance_of(cells, n, &increase, &strength);
	}
	qsort(drawn, DRAWS, sizeof *drawn, compare_doubles);
	*ret_low = drawn[DRAWS / 40];
	*ret_high = drawn[DRAWS - 1 - DRAWS / 40];
}

/* A cell that is empty may be so by nature or by chance: the wider of the two. */
void vypr_importance_interval(const struct vypr_counts *counts, double *ret_low,
			      double *ret_high)
{
	double shapes[CELLS], n = (double)(counts->bad + counts->good), low, high;
	int all_reach = counts->bad_reached == counts->bad &&
			counts->good_reached == counts->good;

	cells_of(counts, shapes);
	draw_importance(shapes, n, ret_low, ret_high);
	for (int c = 0; c < (all_reach ? 4 : CELLS); c++)
		if (shapes[c] == 0)
			shapes[c] = 0.5;
	draw_importance(shapes, n, &low, &high);
	*ret_low = low < *ret_low ? low : *ret_low;
	*ret_high = high > *ret_high ? high : *ret_high;
}

/* ---- medians ---- */

struct middle {
	size_t count, low, at, high; /* of the sorted ones: the interval's ends and the median */
	double values[3];
};

static void middle_begin(struct middle *m, size_t count)
{
	double half = 1.96 * sqrt((double)count) / 2 + 0.5, mid = (double)(count - 1) / 2;

	m->count = count;
	m->low = mid - half > 0 ? (size_t)(mid - half) : 0;
	m->at = (count - 1) / 2;
	m->high = mid + half < (double)(count - 1) ? (size_t)ceil(mid + half) : count - 1;
}

static void middle_see(struct middle *m, size_t rank, double value)
{
	if (rank == m->low)
		m->values[0] = value;
	if (rank == m->at)
		m->values[1] = value;
	if (rank == m->high)
		m->values[2] = value;
}

int vypr_median_difference(const uint32_t *order, size_t count, const double *values,
			   const uint8_t *holds, double *ret_difference, double *ret_low,
			   double *ret_high)
{
	size_t with = 0, rank[2] = { 0, 0 };
	struct middle middle[2];
	double d[2];

	for (size_t i = 0; i < count; i++)
		with += holds[order[i]] != 0;
	if (with == 0 || with == count)
		return 0;
	middle_begin(&middle[0], count - with);
	middle_begin(&middle[1], with);
	for (size_t i = 0; i < count; i++) {
		int side = holds[order[i]] != 0;

		middle_see(&middle[side], rank[side]++, values[order[i]]);
	}
	*ret_difference = middle[1].values[1] - middle[0].values[1];
	d[0] = middle[1].values[1] - middle[1].values[0];
	d[1] = middle[0].values[2] - middle[0].values[1];
	*ret_low = *ret_difference - sqrt(d[0] * d[0] + d[1] * d[1]);
	d[0] = middle[1].values[2] - middle[1].values[1];
	d[1] = middle[0].values[1] - middle[0].values[0];
	*ret_high = *ret_difference + sqrt(d[0] * d[0] + d[1] * d[1]);
	return 1;
}
