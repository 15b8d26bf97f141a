/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stddef.h>

static double x;
static const double *y;

static void set(double v)
{
	x = v;
}

int main(void)
{
	static const double huge = HUGE_VAL;

	set(NAN);
	y = &huge;
	set(HUGE_VAL);
	set(-0.0);
	return 0;
}

/* spec:
 *   set:
 *     - {name: finite, cftl: 'forall q in changes(x): q(x) < 1e308'}
 *     - {name: same, cftl: 'forall q in changes(x): q(x) == q(x)'}
 *     - {name: other, cftl: 'forall q in changes(x): q(x) >= q(*y)'}
 *     - {name: zero, cftl: 'forall q in changes(x): q(x) == 0'}
 *     - {name: different, cftl: 'forall q in changes(x): q(x) != 1'}
 * want: finite = false false true
 * want: same = false true true
 * want: other = unknown(no-value) true false
 * want: zero = false false true
 * want: different = true true true
 * covers: double true=finite false=finite unknown=other
 */
