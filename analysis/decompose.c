/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the change of a mean is shared out.  A way k has the shares p and q of the two
 * samples and the means a and b in them:
 *
 *   sum q b - sum p a  =  sum (q - p) (a + b) / 2  +  sum (b - a) (p + q) / 2
 *                         other ways are taken        the same ways take longer
 *
 * A way that only one sample took has that one's mean in both.
 */
#include <math.h>
#include <string.h>

#include "analysis/significance.h"

#define Z95 1.959963984540054

struct both {
	double n, m;
	double x_variance, y_variance; /* within the ways, of one each */
};

static double squares_about_mean(double count, double sum, double squares)
{
	double rest = count > 0 ? squares - sum * sum / count : 0;

	return rest > 0 ? rest : 0;
}

static struct both sum_up(const struct vypr_both *cells, size_t count)
{
	double x = 0, y = 0, ways_x = 0, ways_y = 0;
	struct both r = { 0, 0, 0, 0 };

	for (size_t k = 0; k < count; k++) {
		const struct vypr_both *c = &cells[k];

		r.n += c->n;
		r.m += c->m;
		x += squares_about_mean(c->n, c->x_sum, c->x_squares);
		y += squares_about_mean(c->m, c->y_sum, c->y_squares);
		ways_x += c->n > 0;
		ways_y += c->m > 0;
	}
	r.x_variance = r.n > ways_x ? x / (r.n - ways_x) : 0;
	r.y_variance = r.m > ways_y ? y / (r.m - ways_y) : 0;
	return r;
}

static double variance(double count, double sum, double squares, double common)
{
	return count > 1 ? squares_about_mean(count, sum, squares) / (count - 1) : common;
}

static void interval(double value, double variance, double *ret_low, double *ret_high)
{
	double reach = Z95 * sqrt(variance > 0 ? variance : 0);

	*ret_low = value - reach;
	*ret_high = value + reach;
}

void vypr_share_out(const struct vypr_both *cells, size_t count, struct vypr_alike alike,
		      struct vypr_parts *s)
{
	struct both all = sum_up(cells, count);
	double c1 = 0, c2 = 0, d1 = 0, d2 = 0, time_variance = 0;

	memset(s, 0, sizeof *s);
	if (all.n <= 0 || all.m <= 0)
		return;
	for (size_t k = 0; k < count; k++) {
		const struct vypr_both *c = &cells[k];
		double p = c->n / all.n, q = c->m / all.m, w = (p + q) / 2;
		double a = c->n > 0 ? c->x_sum / c->n : c->y_sum / c->m;
		double b = c->m > 0 ? c->y_sum / c->m : a, middle = (a + b) / 2;

		if (c->n <= 0 && c->m <= 0)
			continue;
		s->path += (q - p) * middle;
		c1 += p * middle;
		c2 += p * middle * middle;
		d1 += q * middle;
		d2 += q * middle * middle;
		if (c->n <= 0 || c->m <= 0) {
			s->unmatched += w;
			continue;
		}
		s->time += w * (b - a);
		time_variance += w * w *
				 (variance(c->n, c->x_sum, c->x_squares, all.x_variance) / c->n +
				  variance(c->m, c->y_sum, c->y_squares, all.y_variance) / c->m);
	}
	s->total = s->path + s->time;
	interval(s->path, alike.factor * ((c2 - c1 * c1) / all.n + (d2 - d1 * d1) / all.m),
		 &s->path_low, &s->path_high);
	interval(s->time, alike.factor * time_variance, &s->time_low, &s->time_high);
}
