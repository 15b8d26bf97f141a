/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where: what is quantified over, what comes next, what was before, how many there were.
 */
#include <stdlib.h>
#include <string.h>

static int G;

static int f(int n) { return n * 2; }
static int g(int n) { int x = n; x = f(x); G = x; return x + 1; }
static void h(int n) { if (n < 0) exit(0); }

int work(int n, int *p)
{
	int x = n;
	int y = 0;

	y = f(x);
	for (int i = 0; i < n; i++) {
		x += g(i);
		if (x > 100)
			return x;
	}
	y = 7;
	h(n);
	return y;
}

int idle(int n)
{
	return n;
}

int main(void)
{
	int v = 3;

	work(0, &v);
	work(2, NULL);
	work(120, &v);
	idle(1);
	work(-1, &v);
	return 0;
}

/* spec:
 *   work:
 *     - {name: entry t, cftl: 'forall e in entry: e(n) < 200'}
 *     - {name: entry f, cftl: 'forall e in entry: e(n) > 200'}
 *     - {name: entry u, cftl: 'forall e in entry: e(*p) == 3'}
 *     - {name: exit t, cftl: 'forall e in exit: e(n) < 200'}
 *     - {name: exit f, cftl: 'forall e in exit: e(n) == 0'}
 *     - {name: exit u, cftl: 'forall e in exit: 100 / e(n) > 0'}
 *     - {name: line t, cftl: 'forall l in line(25): l(y) == 7'}
 *     - {name: line f, cftl: 'forall l in line(25): l(y) == 8'}
 *     - {name: line u, cftl: 'forall l in line(25): 10 % l(n) == 0'}
 *     - {name: entry of t, cftl: 'forall e in entry(g): e(n) < 200'}
 *     - {name: entry of f, cftl: 'forall e in entry(g): e(n) == 0'}
 *     - {name: exit of t, cftl: 'forall e in exit(h): e(n) >= 0'}
 *     - {name: exists t, cftl: 'exists q in changes(x): q(x) >= -1'}
 *     - {name: exists f, cftl: 'exists q in changes(x): q(x) == 55'}
 *     - {name: exists u, cftl: 'exists c in calls(g): duration(next_call(c, g)) > 1 h'}
 *     - {name: forall in t, cftl: 'forall e in entry: e(n) < 200 and (forall q in changes(y): q(y) < 999)'}
 *     - {name: forall in f, cftl: 'forall e in entry: e(n) < 200 and (forall q in changes(y): q(y) != 7)'}
 *     - {name: exists in t, cftl: 'forall q in changes(y): q(y) < 0 or (exists c in calls(f): returned(c) > -9)'}
 *     - {name: exists in f, cftl: 'forall e in entry: e(n) > 200 or (exists c in calls(g): returned(c) == 3)'}
 *     - {name: during t, cftl: 'forall c in calls(f) during g: argument(c, 1) >= 0'}
 *     - {name: during f, cftl: 'forall q in changes(x) during g: q(x) < 1'}
 *     - {name: next during, cftl: 'forall q in changes(y): argument(next_call(q, f during g), 1) == 0'}
 *     - {name: after t, cftl: 'forall q in changes(y), c in calls(h) after q: duration(c) < 1 h'}
 *     - {name: after f, cftl: 'forall q in changes(y), c in calls(h) after q: argument(c, 1) == 2'}
 *     - {name: before f, cftl: 'forall c in calls(h), q in changes(y) before c: q(y) == 7'}
 *     - {name: next t, cftl: 'forall q in changes(x): duration(next_call(q, f)) < 1 h'}
 *     - {name: next change, cftl: 'forall c in calls(f): next_change(c, y)(y) == 0'}
 *     - {name: chain, cftl: 'forall q in changes(x): next_change(next_call(q, g), x)(x) > 5'}
 *     - {name: previous t, cftl: 'forall c in calls(h): previous_change(c, y)(y) == 7'}
 *     - {name: previous f, cftl: 'forall c in calls(h): returned(previous_call(c, f)) > 0'}
 *     - {name: previous u, cftl: 'forall c in calls(g): returned(previous_call(c, g)) > 0'}
 *     - {name: count t, cftl: 'forall e in entry: count(calls(g)) < 99'}
 *     - {name: count f, cftl: 'forall e in entry: count(calls(g)) >= 2'}
 *     - {name: count span, cftl: 'forall q in changes(y): q(y) != 0 or count(calls(g), q, next_change(q, y)) == 0'}
 *     - {name: total t, cftl: 'forall e in entry: total(calls(g)) < 1 h'}
 *     - {name: total f, cftl: 'forall e in entry: total(calls(g)) > 1 h'}
 *   idle:
 *     - {name: no calls, cftl: 'forall e in entry: e(n) == 1'}
 * run -: entry t = true true true true
 * run -: entry f = false false false false
 * run -: entry u = true unknown(no-value) true true
 * run -: exit t = true true true
 * run -: exit f = true false false
 * run -: exit u = unknown(no-value) true false
 * run -: line t = true true true
 * run -: line f = false false false
 * run -: line u = unknown(no-value) true true
 * run -: entry of t = true true true
 * run -: entry of f = false true true
 * run -: exit of t = true true
 * run -: exists t = true true true true
 * run -: exists f = false false false unknown(unwound)
 * run -: exists u = false unknown(no-event) unknown(no-event) unknown(unwound)
 * run -: forall in t = true true true unknown(unwound)
 * run -: forall in f = false false true false
 * run -: exists in t = true true true true true true true true true true true
 * run -: exists in f = false true false unknown(unwound)
 * run -: during t = true true true
 * run -: during f = false false true true true true
 * run -: next during = true true true true true true true true unknown(unwound) unknown(unwound) unknown(unwound)
 * run -: after t = true true true true true true unknown(unwound) unknown(unwound) unknown(unwound)
 * run -: after f = false false false true true true false false false
 * run -: before f = false false true false false true false false true
 * run -: next t = true true unknown(no-event) unknown(no-event) true unknown(no-event) true
 * run -: next change = true false false false
 * run -: chain = unknown(no-event) false true unknown(no-event) true unknown(no-event) unknown(unwound)
 * run -: previous t = true true true
 * run -: previous f = false true false
 * run -: previous u = true unknown(no-event) unknown(no-event)
 * run -: count t = true true true unknown(unwound)
 * run -: count f = false true false unknown(unwound)
 * run -: count span = true true true true true true true true true true true
 * run -: total t = true true true unknown(unwound)
 * run -: total f = false false false unknown(unwound)
 * run -: no calls = true
 */
