/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stddef.h>

struct vector { double x, y; };

static double det, trace;

static struct vector apply(double a, double b, double c, double d, struct vector v)
{
	det = a * d - b * c;
	trace = a + d;
	return (struct vector){ a * v.x + b * v.y, c * v.x + d * v.y };
}

int main(void)
{
	struct vector v = { 1, 2 };

	v = apply(2, 0, 0, 2, v);
	v = apply(1, 1, 1, 1, v);
	v = apply(0, -1, 1, 0, v);
	return v.x > 0;
}

/* spec:
 *   apply:
 *     - {name: regular, cftl: 'forall q in changes(det): abs(q(det)) > 1e-9'}
 *     - {name: ratio, cftl: 'forall q in changes(trace): q(trace) / q(det) == 1'}
 *     - {name: turn, cftl: 'forall q in changes(trace): q(trace) < 1'}
 *     - {name: vector, cftl: 'forall e in entry: e(v.y) > e(v.x)'}
 *   main:
 *     - {name: length, cftl: 'forall q in changes(v): q(v.x) * q(v.x) + q(v.y) * q(v.y) < 50'}
 *     - {name: x, cftl: 'forall q in changes(v.x): q(v.x) >= 0'}
 * want: regular = true false true
 * want: ratio = true unknown(no-value) false
 * want: turn = false false true
 * want: vector = true true false
 * want: length = true true false false
 * want: x = true true true false
 */
