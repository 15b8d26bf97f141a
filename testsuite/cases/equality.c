/* SPDX-License-Identifier: GPL-3.0-or-later */
static int guess, secret = 5;
static const int *hint;

static int play(int n)
{
	guess = n;
	return n == secret;
}

int main(void)
{
	play(5);
	hint = &secret;
	play(4);
	play(5);
	return 0;
}

/* spec:
 *   play:
 *     - {name: right, cftl: 'forall q in changes(guess): q(guess) == q(secret)'}
 *     - {name: wrong, cftl: 'forall q in changes(guess): q(guess) != q(secret)'}
 *     - {name: hinted, cftl: 'forall q in changes(guess): q(*hint) == q(guess)'}
 *     - {name: misled, cftl: 'forall q in changes(guess): q(*hint) != q(guess)'}
 *     - {name: none, cftl: 'forall q in changes(guess): q(guess) != 6'}
 * want: right = true false true
 * want: wrong = false true false
 * want: hinted = unknown(no-value) false true
 * want: misled = unknown(no-value) true false
 * want: none = true true true
 * covers: equal true=right false=right unknown=hinted
 * covers: unequal true=wrong false=wrong unknown=misled
 */
