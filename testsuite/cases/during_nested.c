/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int depth;

static void leaf(int n) { depth = n; if (n > 6) exit(0); }
static void middle(int n) { leaf(n); leaf(n + 1); }
static void top(int n) { middle(n); leaf(0); middle(n + 2); }

int main(void)
{
	top(1);
	top(4);
	return 1;
}

/* spec:
 *   top:
 *     - {name: inner, cftl: 'forall e in entry: count(calls(leaf) during middle) == 4'}
 *     - {name: own, cftl: 'forall e in entry: count(calls(leaf)) == 1'}
 *     - {name: deep, cftl: 'forall c in calls(leaf) during middle: argument(c, 1) < 5'}
 *     - name: middles
 *       cftl: 'forall c in calls(middle): exists d in calls(leaf) during middle after c: argument(d, 1) > 3'
 *     - {name: few, cftl: 'forall e in entry: count(calls(leaf) during middle) < 3'}
 * want: inner = true unknown(unwound)
 * want: own = true unknown(unwound)
 * want: deep = true true true true true false false false
 * want: middles = true false true unknown(unwound)
 * want: few = false false
 * covers: count-during true=inner false=few unknown=inner
 */
