/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int level;

static int inc(int n) { level++; if (n > 50) exit(0); return n + 1; }
static int twice(int n) { return 2 * n; }

static int compute(int n)
{
	return twice(inc(twice(inc(n)))) + inc(twice(n));
}

int main(void)
{
	compute(1);
	compute(20);
	compute(30);
	return 1;
}

/* spec:
 *   compute:
 *     - {name: even, cftl: 'forall c in calls(twice): returned(c) % 4 == 0'}
 *     - name: inner
 *       cftl: 'forall c in calls(inc): argument(next_call(c, twice), 1) == returned(c)'
 *     - {name: small, cftl: 'forall c in calls(inc): returned(c) < 10'}
 *     - name: order
 *       cftl: 'forall c in calls(twice), d in calls(inc) after c: argument(d, 1) >= returned(c)'
 * want: even = true false false false false true false
 * want: inner = true true unknown(no-event) true true unknown(no-event) true unknown(unwound)
 * want: small = true true true false false false false unknown(unwound)
 * want: order = true false false true true false false true true
 * covers: in-argument true=small false=small unknown=small
 */
