/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

typedef int operation(int, int);

static int plus(int a, int b) { return a + b; }
static int minus(int a, int b) { return a - b; }
static int ratio(int a, int b) { if (!b) exit(0); return a / b; }

static int apply(operation *op, int a, int b)
{
	return op(a, b);
}

int main(void)
{
	apply(plus, 2, 3);
	apply(minus, 2, 3);
	apply(plus, -7, 3);
	apply(ratio, 9, 3);
	apply(ratio, 9, 0);
	return 1;
}

/* spec:
 *   apply:
 *     - {name: plus, cftl: 'forall c in calls(plus): returned(c) > 0'}
 *     - {name: ratio, cftl: 'forall c in calls(ratio): returned(c) == 3'}
 *     - {name: any, cftl: 'forall c in calls(op): returned(c) > 0'}
 * want: plus = true false
 * want: ratio = true unknown(unwound)
 * want: any = true false false true unknown(unwound)
 * covers: compared-by-address true=plus false=plus unknown=ratio
 * covers: through-pointer true=any false=any unknown=any
 */
