/* SPDX-License-Identifier: GPL-3.0-or-later */
static unsigned long memo[40];
static int hits;

static unsigned long fib(int n)
{
	unsigned long r;

	if (n < 2)
		return (unsigned long)n;
	if (memo[n]) {
		hits++;
		return memo[n];
	}
	r = fib(n - 1) + fib(n - 2);
	memo[n] = r;
	return r;
}

int main(void)
{
	return fib(5) + fib(6) != 13;
}

/* spec:
 *   fib:
 *     - {name: stored, cftl: 'forall q in changes(memo[n]): q(memo[n]) > 2'}
 *     - {name: hits, cftl: 'forall q in changes(hits): q(n) >= 4'}
 *     - {name: both, cftl: 'forall e in entry: e(n) < 2 or count(calls(fib)) == 2'}
 *     - name: larger
 *       cftl: 'forall c in calls(fib): returned(next_call(c, fib)) <= returned(c)'
 * want: stored = true true false false true
 * want: hits = false false true true
 * want: both = true true true true true true true false false true false false
 * want: larger = true unknown(no-event) true unknown(no-event) true unknown(no-event) true unknown(no-event) true unknown(no-event)
 * covers: recursion true=stored false=stored unknown=larger
 */
