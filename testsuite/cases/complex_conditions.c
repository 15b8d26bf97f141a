/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int calls_made;

static int probe(int n)
{
	if (++calls_made > 8)
		exit(0);
	return n > 2;
}

static int choose(int a, int b, int c)
{
	int r = probe(a) && (probe(b) || probe(c)) ? probe(a + b) : !probe(c);

	return r;
}

int main(void)
{
	choose(1, 9, 9);
	choose(3, 1, 5);
	choose(3, 3, 0);
	return 1;
}

/* spec:
 *   choose:
 *     - {name: high, cftl: 'forall c in calls(probe): returned(c) == 1'}
 *     - {name: result, cftl: 'forall q in changes(r): q(r) == 1'}
 *     - {name: few, cftl: 'forall e in entry: count(calls(probe)) <= 3'}
 *     - name: then
 *       cftl: 'forall c in calls(probe): argument(next_call(c, probe), 1) >= argument(c, 1)'
 * want: high = false true true false true true true true unknown(unwound)
 * want: result = false true
 * want: few = true false unknown(unwound)
 * want: then = true unknown(no-event) false true false unknown(no-event) true true unknown(unwound)
 * covers: in-condition true=high false=high unknown=high
 */
