/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing is entered twice: that is known before the process ends in the middle.
 */
#include <stdlib.h>

static int x;

static void f(int n)
{
	x = n;
	if (n > 1)
		exit(0);
	x = 7;
}

int main(void)
{
	f(1);
	f(2);
	return 1;
}

/* spec:
 *   f:
 *     - name: again
 *       warnings: {unreachable: off}
 *       cftl: 'forall q in changes(x): exists e in entry after q: e(n) > 0'
 *     - name: all
 *       warnings: {unreachable: off}
 *       cftl: 'forall q in changes(x): q(x) == 7 or (forall e in entry after q: e(n) > 5)'
 * want: again = false false false
 * want: all = true true true
 */
