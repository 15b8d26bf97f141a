/* SPDX-License-Identifier: GPL-3.0-or-later */
static int low, mid, high;

static void sort(int a, int b, int c)
{
	low = a;
	mid = b;
	high = c;
	if (a > 90)
		low = mid - high;
}

int main(void)
{
	sort(1, 2, 3);
	sort(5, 5, 4);
	sort(99, 2, 2);
	return 0;
}

/* spec:
 *   sort:
 *     - name: rising
 *       cftl: 'forall a in changes(low), b in changes(mid) after a, c in changes(high) after b: a(low) <= b(mid) and b(mid) <= c(high)'
 *     - name: shares
 *       cftl: 'forall a in changes(low), b in changes(mid) after a, c in changes(high) after b: a(low) % (b(mid) - c(high)) == 0'
 *     - {name: last, cftl: 'forall c in changes(high), a in changes(low) after c: a(low) == 0'}
 *     - name: odd
 *       cftl: 'forall a in changes(low), b in changes(mid) after a, c in changes(high) after b: a(low) % 3 == 1'
 * want: rising = true false false
 * want: shares = true true unknown(no-value)
 * want: last = true
 * want: odd = true false false
 * covers: forall-three true=rising false=rising unknown=shares
 * covers: remainder true=shares false=odd unknown=shares
 */
