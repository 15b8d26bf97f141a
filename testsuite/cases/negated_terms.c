/* SPDX-License-Identifier: GPL-3.0-or-later */
static int x;
static const int *y;

static void set(int n)
{
	x = n;
}

int main(void)
{
	static const int two = 2;

	set(-3);
	y = &two;
	set(3);
	set(0);
	return 0;
}

/* spec:
 *   set:
 *     - {name: twice, cftl: 'forall q in changes(x): -(-q(x)) == q(x)'}
 *     - {name: minus, cftl: 'forall q in changes(x): -q(x) - -3 == 6'}
 *     - {name: not not, cftl: 'forall q in changes(x): not not q(x) > 0'}
 *     - name: de morgan
 *       cftl: 'forall q in changes(x): not (q(x) > 0 or q(x) < 0) iff q(x) == 0'
 *     - {name: product, cftl: 'forall q in changes(x): -q(x) * -q(*y) == 6'}
 *     - {name: distance, cftl: 'forall q in changes(x): abs(-q(x) + q(*y)) <= 2'}
 *     - {name: zero, cftl: 'forall q in changes(x): abs(q(x)) - 3 == 0'}
 * want: twice = true true true
 * want: minus = true false false
 * want: not not = false true false
 * want: de morgan = true true true
 * want: product = unknown(no-value) true false
 * want: distance = unknown(no-value) true true
 * want: zero = true true false
 * covers: negate true=minus false=minus unknown=product
 * covers: abs true=zero false=zero unknown=distance
 */
