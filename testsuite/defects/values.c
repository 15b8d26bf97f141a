/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers: negative ones and 0, strict and not strict, between two values, with arithmetic;
 * one negated atom alone, a disjunction that is false.
 */
#include <string.h>
#include <unistd.h>

static void g(void) { usleep(2000); }

void f(int n, int m)
{
	int x = n;
	int y = m;

	x = n + m;
	g();
	y -= x;
}

int main(void)
{
	f(-1, -1);
	f(0, 0);
	f(5, 5);
	return 0;
}

/* spec:
 *   f:
 *     - {name: below, cftl: 'forall q in changes(x): q(x) < 10'}
 *     - {name: below 0, cftl: 'forall q in changes(x): q(x) < 0'}
 *     - {name: strictly, cftl: 'forall q in changes(y): q(y) < q(m)'}
 *     - {name: not strictly, cftl: 'forall q in changes(y): q(y) <= q(m)'}
 *     - {name: more, cftl: 'forall q in changes(x): q(x) > 4'}
 *     - {name: at least, cftl: 'forall q in changes(x): q(x) >= 5'}
 *     - {name: with a constant, cftl: 'forall q in changes(x): q(x) + 3 == 8'}
 *     - {name: on the right, cftl: 'forall q in changes(x): 8 == 3 + q(x)'}
 *     - {name: of a duration, cftl: 'forall c in calls(g): duration(c) * 2 >= 4 ms'}
 *     - {name: doubled, cftl: 'forall c in calls(g): duration(c) * 2 < 1 ms'}
 *     - {name: no leak, cftl: 'forall q in changes(x): q(x) * 2 == 10 and q(x) == 5'}
 *     - {name: no leak back, cftl: 'forall q in changes(x): q(x) == 5 and q(x) * 2 == 10'}
 *     - {name: one negated, cftl: 'forall q in changes(x): not q(x) < 0'}
 *     - {name: neither, cftl: 'forall q in changes(x): q(x) == 77 or q(x) == 78'}
 *     - {name: zero, cftl: 'forall q in changes(x): q(x) == 0'}
 *     - {name: zero in, cftl: 'forall q in changes(x): q(x) in [0, 1)'}
 *     - {name: open, cftl: 'forall q in changes(x): q(x) in (0, 10)'}
 *     - {name: zero false, cftl: 'forall q in changes(x): q(x) != 0'}
 * run -: below = true true true true true false
 * run -: below 0 = true true false false false false
 * run -: strictly = false false false false false true
 * run -: not strictly = true false true true true true
 * run -: more = false false false false true true
 * run -: at least = false false false false true true
 * run -: with a constant = false false false false true false
 * run -: on the right = false false false false true false
 * run -: of a duration = true true true
 * run -: doubled = false false false
 * run -: no leak = false false false false true false
 * run -: no leak back = false false false false true false
 * run -: one negated = false false true true true true
 * run -: neither = false false false false false false
 * run -: zero = false false true true false false
 * run -: zero in = false false true true false false
 * run -: open = false false false false true false
 * run -: zero false = true true false false true true
 */
