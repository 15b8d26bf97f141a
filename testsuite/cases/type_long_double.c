/* SPDX-License-Identifier: GPL-3.0-or-later */
static long double mass;
static const long double *unit;

static __attribute__((noipa)) void weigh(const long double *kg)
{
	mass += *kg;
}

int main(void)
{
	static const long double gram = 0.001L, loads[] = { 0.5L, 2, -2.5L };

	weigh(&loads[0]);
	unit = &gram;
	weigh(&loads[1]);
	weigh(&loads[2]);
	return 0;
}

/* spec:
 *   weigh:
 *     - {name: light, cftl: 'forall q in changes(mass): q(mass) <= 0.5'}
 *     - {name: heavy, cftl: 'forall q in changes(mass): q(mass) > q(*unit)'}
 * want: light = true false true
 * want: heavy = unknown(no-value) true false
 * covers: long-double true=light false=light unknown=heavy
 */
