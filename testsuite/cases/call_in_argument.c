/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int depth;

static int half(int n)
{
	if (n < 0)
		exit(0);
	depth++;
	return n / 2;
}

static int quarter(int n)
{
	return half(half(n));
}

int main(void)
{
	quarter(20);
	quarter(1);
	quarter(half(4) - 3);
	return 1;
}

/* spec:
 *   quarter:
 *     - {name: even, cftl: 'forall c in calls(half): argument(c, 1) % 2 == 0'}
 *     - {name: halves, cftl: 'forall c in calls(half): returned(c) * 2 == argument(c, 1)'}
 *     - {name: second, cftl: 'forall c in calls(half): returned(next_call(c, half)) < 5'}
 * want: even = true true false true false
 * want: halves = true true false true unknown(unwound)
 * want: second = false unknown(no-event) true unknown(no-event) unknown(unwound)
 * covers: in-argument true=halves false=halves unknown=halves
 */
