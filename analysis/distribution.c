/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which edges of bins a person can read.
 */
#include <math.h>

#include "analysis/distribution.h"

#define FEWEST_RATIO 4 /* largest to least, from which on edges grow */

/* Of one decade, as in preferred numbers; finest first. */
static const struct series {
	double steps[10];
	int count;
} decades[] = {
	{ { 1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8 }, 10 },
	{ { 1, 1.5, 2, 3, 5, 7 }, 6 },
	{ { 1, 2, 5 }, 3 },
	{ { 1 }, 1 },
};
#define SERIES (sizeof decades / sizeof decades[0])

struct range {
	double min, max;
	double positive; /* the least value above 0 */
	int whole; /* no value has a fraction */
};

static struct range find_range(const struct vypr_grouped *values, size_t count)
{
	struct range r = { INFINITY, -INFINITY, INFINITY, 1 };

	for (size_t i = 0; i < count; i++) {
		if (!isfinite(values[i].value))
			continue;
		r.min = fmin(r.min, values[i].value);
		r.max = fmax(r.max, values[i].value);
		r.whole &= values[i].value == floor(values[i].value);
		if (values[i].value > 0)
			r.positive = fmin(r.positive, values[i].value);
	}
	return r;
}

static double edge_at(const struct series *s, int index)
{
	int decade = index >= 0 ? index / s->count : -((s->count - 1 - index) / s->count);

	return s->steps[index - decade * s->count] * pow(10, decade);
}

/* The last edge that is not above the value. */
static int edge_below(const struct series *s, double value)
{
	int index = ((int)floor(log10(value)) - 1) * s->count;

	while (edge_at(s, index + 1) <= value)
		index++;
	return index;
}

/* Edges that grow; 0 when there would be too many. */
static size_t growing_edges(const struct series *s, const struct range *r, double *edges)
{
	int index = edge_below(s, r->positive);
	size_t count = 0;

	if (r->min <= 0)
		edges[count++] = 0;
	for (; count <= VYPR_MOST_BINS; index++) {
		edges[count++] = edge_at(s, index);
		if (edges[count - 1] > r->max)
			return count;
	}
	return 0;
}

/* The least of 1, 2, 5 times a power of ten of which so many cover the span. */
static double even_step(double span)
{
	double power = pow(10, floor(log10(span / VYPR_MOST_BINS)));
	static const double steps[] = { 1, 2, 5, 10 };

	for (int i = 0; i < 3; i++)
		if (span / (steps[i] * power) < VYPR_MOST_BINS - 1)
			return steps[i] * power;
	return 10 * power;
}

static size_t even_edges(const struct range *r, double *edges)
{
	double step = r->max > r->min ? even_step(r->max - r->min) : 0, first;
	size_t count = 0;

	if (!(step > 0) || !(r->min + step > r->min)) {
		edges[0] = r->min;
		edges[1] = r->max;
		return 2;
	}
	if (r->whole && step < 1)
		step = 1;
	first = floor(r->min / step);
	while (count <= VYPR_MOST_BINS) {
		edges[count] = (first + (double)count) * step;
		if (edges[count++] > r->max)
			break;
	}
	return count;
}

static size_t find_edges(const struct range *r, double *edges, int *ret_logarithmic)
{
	size_t count = 0;

	*ret_logarithmic = r->min >= 0 && r->max / r->positive >= FEWEST_RATIO;
	for (size_t i = 0; *ret_logarithmic && !count && i < SERIES; i++)
		count = growing_edges(&decades[i], r, edges);
	if (count)
		return count;
	*ret_logarithmic = 0;
	return even_edges(r, edges);
}

static void count_values(const struct vypr_grouped *values, size_t count,
			 struct vypr_analysis_distribution *d)
{
	for (size_t i = 0; i < count; i++) {
		size_t bin = 0;

		if (!isfinite(values[i].value))
			continue;
		while (bin + 1 < d->bin_count && values[i].value >= d->bins[bin].high)
			bin++;
		if (values[i].bad)
			d->bins[bin].bad++;
		else
			d->bins[bin].good++;
	}
}

enum vypr_status vypr_distribute(const struct vypr_grouped *values, size_t count,
				 struct vypr_report *report,
				 struct vypr_analysis_distribution *ret_distribution)
{
	struct vypr_analysis_distribution d = { 0 };
	struct range range = find_range(values, count);
	double edges[VYPR_MOST_BINS + 1];
	size_t edge_count;

	if (!(range.min <= range.max)) {
		*ret_distribution = d;
		return VYPR_OK;
	}
	edge_count = find_edges(&range, edges, &d.logarithmic);
	for (size_t i = 0; i + 1 < edge_count; i++) {
		struct vypr_analysis_bin *bin =
			vypr_report_push(report, &d.bins, &d.bin_count, sizeof *bin);

		if (!bin)
			return VYPR_NOMEM;
		bin->low = edges[i];
		bin->high = edges[i + 1];
	}
	count_values(values, count, &d);
	*ret_distribution = d;
	return VYPR_OK;
}
