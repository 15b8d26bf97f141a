/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static int inner(int n) { return n + 1; }

static int request(int n)
{
	return inner(n) + inner(n);
}

int main(void)
{
	printf("%d\n", request(1) + request(2));
	return 0;
}

/* spec:
 *   inner:
 *     - 'forall q in entry: q(n) < 2'
 * want-output: 10
 * want-verdict: inner#1 2 true 2 false 0 unknown
 */
