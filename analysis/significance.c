/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the tests and intervals of a comparison of two samples.
 */
#include "analysis/significance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/interval.h"

#define Z95 1.959963984540054
#define MANY 200 /* degrees of freedom from which Student's is the normal distribution */
#define EXACT_MOST 400 /* n * m up to which ranks are counted one by one */

/* ---- how much alike ---- */

static double mean_of(const struct vypr_sequence *s)
{
	double sum = 0;

	for (size_t i = 0; i < s->count; i++)
		sum += s->scores[i];
	return sum / (double)s->count;
}

/* Variances of the mean: if all are independent, and if only the groups are. */
struct spread {
	double alone, grouped, groups;
};

static struct spread spread_of(const struct vypr_sequence *s)
{
	double mean = mean_of(s), count = (double)s->count, sum = 0;
	struct spread r = { 0, 0, 0 };

	for (size_t i = 0; i < s->count; i++) {
		double off = s->scores[i] - mean;

		r.alone += off * off;
		sum += off;
		if (i + 1 < s->count && s->group[i + 1] == s->group[i])
			continue;
		r.grouped += sum * sum;
		r.groups++;
		sum = 0;
	}
	if (r.groups > 1)
		r.grouped *= r.groups / (r.groups - 1) / (count * count);
	r.alone /= count * count;
	return r;
}

struct vypr_alike vypr_alike_of(const struct vypr_sequence *x, const struct vypr_sequence *y)
{
	struct vypr_alike alike = VYPR_INDEPENDENT;
	struct spread a, b;

	if (x->count == 0 || y->count == 0)
		return alike;
	a = spread_of(x);
	b = spread_of(y);
	if (a.groups < 2 || b.groups < 2 || a.alone + b.alone <= 0)
		return alike;
	alike.factor = (a.grouped + b.grouped) / (a.alone + b.alone);
	alike.freedom = a.groups + b.groups - 2;
	if (alike.factor < 1)
		alike.factor = 1;
	return alike;
}

/* ---- distributions ---- */

/* Abramowitz and Stegun 26.7.3 and 26.7.4. */
double vypr_student(double t, double freedom)
{
	double angle, term, sum, c2;
	int k;

	t = fabs(t);
	if (!(freedom <= MANY))
		return erfc(t / M_SQRT2);
	angle = atan2(t, sqrt(freedom));
	c2 = cos(angle) * cos(angle);
	k = (int)freedom % 2 ? 3 : 2;
	term = k == 3 ? cos(angle) : 1;
	for (sum = freedom > 1 ? term : 0; k < (int)freedom; k += 2) {
		term *= c2 * (k - 1) / k;
		sum += term;
	}
	if ((int)freedom % 2)
		sum = M_2_PI * (angle + sin(angle) * sum);
	else
		sum *= sin(angle);
	return sum < 1 ? 1 - sum : 0;
}

double vypr_student_z95(double freedom)
{
	double z = Z95;

	while (freedom <= MANY && vypr_student(z, freedom) > 0.05)
		z *= 1.001;
	return z;
}

static double choose(double n, double k)
{
	int sign;

	return lgamma_r(n + 1, &sign) - lgamma_r(k + 1, &sign) -
	       lgamma_r(n - k + 1, &sign);
}

/* ---- shares ---- */

/* Of n and m, k have the mark: how many of n do. */
struct hypergeometric {
	double n, m, k, low, high;
};

static double log_mass(const struct hypergeometric *h, double x)
{
	return choose(h->n, x) + choose(h->m, h->k - x) - choose(h->n + h->m, h->k);
}

/* P(x) / P(x - step), step 1 or -1 */
static double ratio(const struct hypergeometric *h, double x, int step)
{
	double y = step > 0 ? x : x + 1; /* P(y) / P(y - 1) */
	double up = (h->n - y + 1) * (h->k - y + 1) / (y * (h->m - h->k + y));

	return step > 0 ? up : 1 / up;
}

/* The sum from x outwards, away from the mode. */
static double tail(const struct hypergeometric *h, double x, int step)
{
	double term = 1, sum = 0, first;

	if (x < h->low || x > h->high)
		return 0;
	first = exp(log_mass(h, x));
	for (; x >= h->low && x <= h->high && term > sum * 1e-17; x += step) {
		sum += term;
		if (x + step < h->low || x + step > h->high)
			break;
		term *= ratio(h, x + step, step);
	}
	return first * sum;
}

/* On the other side of the mode, the nearest x that is no more likely than limit. */
static double opposite(const struct hypergeometric *h, double mode, int step, double limit)
{
	double near = mode, far = step > 0 ? h->high + 1 : h->low - 1;

	if (log_mass(h, step > 0 ? h->high : h->low) > limit)
		return far;
	while (fabs(far - near) > 1) {
		double middle = floor((near + far) / 2);

		if (middle >= h->low && middle <= h->high && log_mass(h, middle) > limit)
			near = middle;
		else
			far = middle;
	}
	return log_mass(h, near) > limit ? far : near;
}

double vypr_fisher_both(uint64_t a, uint64_t n, uint64_t b, uint64_t m)
{
	struct hypergeometric h = { (double)n, (double)m, (double)a + (double)b, 0, 0 };
	double x = (double)a, mode, p;
	int step;

	h.low = h.k > h.m ? h.k - h.m : 0;
	h.high = h.k < h.n ? h.k : h.n;
	if (h.low == h.high)
		return 1;
	mode = floor((h.n + 1) * (h.k + 1) / (h.n + h.m + 2));
	if (x == mode)
		return 1;
	step = x > mode ? 1 : -1;
	p = tail(&h, x, step) +
	    tail(&h, opposite(&h, mode, -step, log_mass(&h, x) + 1e-7), -step);
	return p < 1 ? p : 1;
}

struct vypr_share_test vypr_share_test(uint64_t a, uint64_t n, uint64_t b, uint64_t m,
				       struct vypr_alike alike)
{
	struct vypr_share_test t = { NAN, -1, 1 };
	double z = vypr_student_z95(alike.freedom);
	double f = alike.factor * z * z / (Z95 * Z95);

	if (n == 0 || m == 0)
		return t;
	if (f > 1) {
		a = (uint64_t)llround((double)a / f);
		b = (uint64_t)llround((double)b / f);
		n = (uint64_t)ceil((double)n / f);
		m = (uint64_t)ceil((double)m / f);
	}
	t.p = vypr_fisher_both(a, n, b, m);
	vypr_difference_interval(b, m, a, n, 0.05, &t.low, &t.high);
	return t;
}

/* ---- ranks ---- */

struct ranks {
	double u, ties; /* pairs with y > x, half of equal ones; sum of t^3 - t */
};

static size_t run_of(const double *v, size_t at, size_t count, double value)
{
	size_t i = at;

	while (i < count && v[i] == value)
		i++;
	return i - at;
}

static struct ranks rank_both(const double *x, size_t n, const double *y, size_t m)
{
	struct ranks r = { 0, 0 };
	size_t i = 0, j = 0;

	while (i < n || j < m) {
		double value = j == m || (i < n && x[i] <= y[j]) ? x[i] : y[j];
		size_t here = run_of(x, i, n, value), there = run_of(y, j, m, value);
		double t = (double)(here + there);

		r.u += (double)there * ((double)i + (double)here / 2);
		r.ties += t * t * t - t;
		i += here;
		j += there;
	}
	return r;
}

/* How many of all orders have a u of at most so many, as a share: the counts are the
 * coefficients of the product of (1 - q^(m + i)) / (1 - q^i). */
static double exact_below(size_t n, size_t m, double u)
{
	double counts[EXACT_MOST + 1] = { 1 }, below = 0, all = 0;
	size_t most = n * m;

	for (size_t i = 1; i <= n; i++) {
		for (size_t k = most; k >= m + i; k--)
			counts[k] -= counts[k - m - i];
		for (size_t k = i; k <= most; k++)
			counts[k] += counts[k - i];
	}
	for (size_t k = 0; k <= most; k++) {
		all += counts[k];
		if ((double)k <= u)
			below += counts[k];
	}
	return below / all;
}

double vypr_mann_whitney(const double *x, size_t n, const double *y, size_t m,
			 struct vypr_alike alike, double *ret_more)
{
	struct ranks r = rank_both(x, n, y, m);
	double pairs = (double)n * (double)m, all = (double)n + (double)m;
	double least = r.u < pairs - r.u ? r.u : pairs - r.u, sigma, z, p;

	*ret_more = r.u / pairs;
	if (r.ties == 0 && alike.factor <= 1 && pairs <= EXACT_MOST) {
		p = 2 * exact_below(n, m, least);
		return p < 1 ? p : 1;
	}
	sigma = sqrt(pairs / 12 * (all + 1 - r.ties / (all * (all - 1))) * alike.factor);
	if (!(sigma > 0))
		return 1;
	z = (pairs / 2 - least - 0.5) / sigma;
	return z > 0 ? vypr_student(z, alike.freedom) : 1;
}

/* ---- medians ---- */

double vypr_quantile(const double *sorted, size_t count, double share)
{
	size_t at = (size_t)ceil(share * (double)count);

	if (count == 0)
		return NAN;
	if (share == 0.5 && count % 2 == 0)
		return (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
	return sorted[at == 0 ? 0 : at > count ? count - 1 : at - 1];
}

static void median_interval(const double *sorted, size_t count, struct vypr_alike alike,
			    double *ret_low, double *ret_high)
{
	double z = vypr_student_z95(alike.freedom);
	double rank = round(((double)count - z * sqrt((double)count * alike.factor)) / 2);
	size_t low;

	low = rank < 1 ? 1 : (size_t)rank;
	*ret_low = sorted[low - 1];
	*ret_high = sorted[count - low];
}

void vypr_medians_differ(const double *x, size_t n, const double *y, size_t m,
			    struct vypr_alike alike, double *ret_difference,
			    double *ret_low, double *ret_high)
{
	double a = vypr_quantile(x, n, 0.5), b = vypr_quantile(y, m, 0.5);
	double a_low, a_high, b_low, b_high;

	median_interval(x, n, alike, &a_low, &a_high);
	median_interval(y, m, alike, &b_low, &b_high);
	*ret_difference = b - a;
	*ret_low = b - a - hypot(b - b_low, a_high - a);
	*ret_high = b - a + hypot(b_high - b, a - a_low);
}

/* ---- many tests ---- */

static int compare_pointed(const void *x, const void *y)
{
	double a = **(double *const *)x, b = **(double *const *)y;

	return (a > b) - (a < b);
}

int vypr_adjust(double *p, size_t count)
{
	double **order = malloc((count + 1) * sizeof *order), least = 1;
	size_t tests = 0;

	if (!order)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (!isnan(p[i]))
			order[tests++] = &p[i];
	qsort(order, tests, sizeof *order, compare_pointed);
	for (size_t i = tests; i-- > 0;) {
		double q = *order[i] * (double)tests / (double)(i + 1);

		least = q < least ? q : least;
		*order[i] = least;
	}
	free(order);
	return 1;
}
