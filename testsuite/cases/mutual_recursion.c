/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int steps;

static int is_odd(unsigned n);

static int is_even(unsigned n)
{
	steps++;
	if (steps > 9)
		exit(0);
	return n == 0 ? 1 : is_odd(n - 1);
}

static int is_odd(unsigned n)
{
	return n == 0 ? 0 : is_even(n - 1);
}

int main(void)
{
	is_even(4);
	is_even(3);
	is_even(100);
	return 1;
}

/* spec:
 *   is_even:
 *     - {name: even, cftl: 'forall q in changes(steps): q(n) % 2 == 0'}
 *     - {name: odd, cftl: 'forall c in calls(is_odd): returned(c) == 1'}
 *     - {name: deep, cftl: 'forall e in entry: count(calls(is_odd)) == 1'}
 * want: even = true true true false false true true true true true
 * want: odd = true true false false unknown(unwound) unknown(unwound) unknown(unwound) unknown(unwound)
 * want: deep = true true false true true unknown(unwound) unknown(unwound) unknown(unwound) unknown(unwound) unknown(unwound)
 * covers: mutual-recursion true=odd false=odd unknown=odd
 */
