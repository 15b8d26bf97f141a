/* SPDX-License-Identifier: GPL-3.0-or-later */
static double mean, weight;

static void observe(double v)
{
	weight += 1;
	mean += (v - mean) / weight;
}

int main(void)
{
	observe(1);
	observe(2);
	observe(-9);
	return 0;
}

/* spec:
 *   observe:
 *     - {name: half, cftl: 'forall q in changes(mean): q(mean) * 2 in [0.5, 3.5]'}
 *     - {name: tiny, cftl: 'forall q in changes(mean): q(mean) > -1e-3'}
 *     - {name: big, cftl: 'forall q in changes(mean): q(mean) < 15E-1'}
 *     - {name: share, cftl: 'forall q in changes(mean): 1 / (q(mean) - 1.0) == 2.0'}
 *     - {name: exponent, cftl: 'forall q in changes(mean): 1 / (q(mean) - 1e0) == 2e0'}
 * want: half = true true false
 * want: tiny = true true false
 * want: big = true false true
 * want: share = unknown(no-value) true false
 * want: exponent = unknown(no-value) true false
 * covers: real true=half false=half unknown=share
 * covers: exponent true=tiny false=tiny unknown=exponent
 * covers: double true=half false=half unknown=share
 */
