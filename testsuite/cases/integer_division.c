/* SPDX-License-Identifier: GPL-3.0-or-later */
static int a, b;

static void set(int x, int y)
{
	b = y;
	a = x;
}

int main(void)
{
	set(7, 2);
	set(-7, 2);
	set(7, -2);
	set(7, 0);
	return 0;
}

/* spec:
 *   set:
 *     - {name: quotient, cftl: 'forall q in changes(a): q(a) / q(b) == 3'}
 *     - {name: towards zero, cftl: 'forall q in changes(a): q(a) / q(b) == -3'}
 *     - {name: rest, cftl: 'forall q in changes(a): q(a) % q(b) == 1'}
 *     - name: identity
 *       cftl: 'forall q in changes(a): q(a) / q(b) * q(b) + q(a) % q(b) == q(a)'
 *     - {name: real, cftl: 'forall q in changes(a): q(a) / (q(b) * 1.0) in [-3.5, -3]'}
 *     - {name: guarded, cftl: 'forall q in changes(b): q(b) == 0 or 7 / q(b) > -4'}
 * want: quotient = true false false unknown(no-value)
 * want: towards zero = false true true unknown(no-value)
 * want: rest = true false true unknown(no-value)
 * want: identity = true true true unknown(no-value)
 * want: real = false true true unknown(no-value)
 * want: guarded = true true true true
 * covers: divide true=quotient false=quotient unknown=quotient
 * covers: remainder true=rest false=rest unknown=rest
 * covers: real true=real false=real unknown=real
 */
