/* SPDX-License-Identifier: GPL-3.0-or-later */
static int seed = 3;

static int next(int m)
{
	int low = seed % m, high = seed / m;
	const int mixed = low * 16 - high;
	int digits[3] = { low, high };

	seed = mixed + digits[1] + digits[2];
	return mixed;
}

int main(void)
{
	next(2);
	next(5);
	next(1);
	return 0;
}

/* spec:
 *   next:
 *     - {name: low, cftl: 'forall q in changes(low): q(low) == 1'}
 *     - {name: mixed, cftl: 'forall q in changes(mixed): q(mixed) > 0'}
 *     - {name: share, cftl: 'forall q in changes(high): q(high) / q(low) >= 1'}
 *     - {name: third, cftl: 'forall q in changes(digits[2]): q(digits[2]) == 0'}
 *     - {name: second, cftl: 'forall q in changes(digits[1]): q(digits[1]) == q(high)'}
 *     - {name: first, cftl: 'forall q in changes(digits[0]): q(digits[0]) == 1'}
 *     - {name: first share, cftl: 'forall q in changes(digits[0]): 1 / q(digits[0]) == 1'}
 * want: low = true true false
 * want: mixed = true true false
 * want: share = true true unknown(no-value)
 * want: third = true true true
 * want: second = true true true
 * want: first = true true false
 * want: first share = true true unknown(no-value)
 * covers: initialiser true=low false=low unknown=share
 * covers: local true=mixed false=mixed unknown=share
 * covers: element true=third false=first unknown=first share
 */
