/* SPDX-License-Identifier: GPL-3.0-or-later */
static int litres, bottles;

static void pour(int l, int b)
{
	bottles = b;
	litres = l;
}

int main(void)
{
	pour(7, 2);
	pour(9, 0);
	pour(-7, 2);
	return 0;
}

/* spec:
 *   pour:
 *     - {name: each, cftl: 'forall q in changes(litres): q(litres) / q(bottles) >= 3'}
 *     - {name: half, cftl: 'forall q in changes(litres): q(litres) / 2 in [-4, 4]'}
 *     - {name: rest, cftl: 'forall q in changes(litres): q(litres) % q(bottles) == 1'}
 *     - {name: minus, cftl: 'forall q in changes(litres): q(litres) % 2 == -1'}
 * want: each = true unknown(no-value) false
 * want: half = true true true
 * want: rest = true unknown(no-value) false
 * want: minus = false false true
 * covers: divide true=each false=each unknown=each
 * covers: remainder true=rest false=rest unknown=rest
 */
