/* SPDX-License-Identifier: GPL-3.0-or-later */
static int sum(int n)
{
	int x = n;

	if (n > 1) {
		int x = n * 2;

		x -= 5;
		n = x;
	}
	x += n;
	return x;
}

int main(void)
{
	return sum(1) + sum(2) + sum(4) != 2 + 1 + 7;
}

/* spec:
 *   sum:
 *     - {name: outer, cftl: 'forall q in changes(x@4): q(x@4) < 4'}
 *     - {name: inner, cftl: 'forall q in changes(x@7): q(x@7) > 0'}
 *     - {name: share, cftl: 'forall q in changes(x@7): 8 / (q(x@7) + 1) > 1'}
 * want: outer = true true true true false false
 * want: inner = true false true true
 * want: share = false unknown(no-value) false true
 * covers: declared-line true=outer false=outer unknown=share
 */
