/* SPDX-License-Identifier: GPL-3.0-or-later */
static double x;
static const double *scale;

static void measure(double v)
{
	x = v;
}

int main(void)
{
	static const double two = 2;

	measure(1);
	scale = &two;
	measure(4.5);
	measure(-1);
	return 0;
}

/* spec:
 *   measure:
 *     - {name: range, cftl: 'forall q in changes(x): q(x) in [0, 4]'}
 *     - {name: scaled, cftl: 'forall q in changes(x): q(x) <= q(*scale)'}
 *     - {name: equal, cftl: 'forall q in changes(x): q(x) == 1'}
 * want: range = true false false
 * want: scaled = unknown(no-value) false true
 * want: equal = true false false
 * want-severity: range true 1
 * want-severity: range false -0.5
 * want-severity: range false -1
 * want-severity: scaled unknown null
 * want-severity: scaled false -2.5
 * want-severity: scaled true 3
 * want-severity: equal true 0
 * want-severity: equal false -3.5
 * want-severity: equal false -2
 * covers: severity true=range false=range unknown=scaled
 */
