/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A length on the right-hand side, and on both.
 */
void f(int n, const char *longer)
{
	const char *word = "abc";
	int x = n;
}

int main(void)
{
	f(2, "abcd");
	f(3, "abc");
	f(4, "");
	return 0;
}

/* spec:
 *   f:
 *     - {name: right, cftl: 'forall q in changes(x): q(x) < length(q(word))'}
 *     - {name: left, cftl: 'forall q in changes(x): length(q(word)) <= q(x)'}
 *     - {name: both, cftl: 'forall q in changes(x): length(q(word)) < length(q(longer))'}
 * run -: right = true false false
 * run -: left = false true true
 * run -: both = true false false
 */
