/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <stddef.h>

static long a, *b;

static void set(long n)
{
	a = n;
}

int main(void)
{
	static long one = 1;

	set(LONG_MAX);
	b = &one;
	set(LONG_MIN);
	set(7);
	return 0;
}

/* spec:
 *   set:
 *     - {name: beyond, cftl: 'forall q in changes(a): q(a) + 1 > q(a)'}
 *     - {name: double, cftl: 'forall q in changes(a): q(a) * 2 > 9223372036854775807'}
 *     - {name: minus, cftl: 'forall q in changes(a): -q(a) > 0'}
 *     - {name: least, cftl: 'forall q in changes(a): abs(q(a)) == 9223372036854775808'}
 *     - {name: sum, cftl: 'forall q in changes(a): q(a) + q(*b) == -9223372036854775807'}
 *     - {name: rest, cftl: 'forall q in changes(a): q(a) % 10 == 7'}
 *     - {name: above, cftl: 'forall q in changes(a): q(a) + 1 > 10'}
 *     - {name: share, cftl: 'forall q in changes(a): q(a) * q(*b) == 7'}
 * want: beyond = true true true
 * want: double = true false false
 * want: minus = false true false
 * want: least = false true false
 * want: sum = unknown(no-value) true false
 * want: rest = true false true
 * want: above = true false false
 * want: share = unknown(no-value) false true
 * covers: add true=beyond false=above unknown=sum
 * covers: multiply true=double false=double unknown=share
 */
