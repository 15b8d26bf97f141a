/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <stddef.h>

static int x;
static const int *y;

static void set(int n)
{
	x = n;
}

int main(void)
{
	static const int one = 1;

	set(INT_MAX);
	y = &one;
	set(INT_MIN);
	set(-1);
	return 0;
}

/* spec:
 *   set:
 *     - {name: high, cftl: 'forall q in changes(x): q(x) + 1 > INT_MAX'}
 *     - {name: low, cftl: 'forall q in changes(x): q(x) - 1 < -2147483648'}
 *     - {name: product, cftl: 'forall q in changes(x): q(x) * q(*y) == q(x)'}
 *     - {name: negated, cftl: 'forall q in changes(x): -q(x) > 0'}
 * want: high = true false false
 * want: low = false true false
 * want: product = unknown(no-value) true true
 * want: negated = false true true
 * covers: int true=high false=high unknown=product
 */
