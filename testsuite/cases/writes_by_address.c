/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static void read_into(int *to, int n)
{
	if (n)
		*to = n;
}

static int total(const int *v, int many)
{
	int x = 0, sum = 0;

	for (int i = 0; i < many; i++) {
		read_into(&x, v[i]);
		sum += x;
	}
	return sum;
}

int main(void)
{
	static const int v[] = { 3, 0, 3, 5, -1 };

	printf("%d\n", total(v, 5));
	return 0;
}

/* spec:
 *   total:
 *     - {name: positive, cftl: 'forall q in changes(x): q(x) > 0'}
 *     - {name: any, cftl: 'forall q in changes(x): q(x) >= 0'}
 *     - {name: share, cftl: 'forall q in changes(x): 15 % q(x) == 0'}
 * want: positive = false true true false
 * want: any = true true true false
 * want: share = unknown(no-value) true true true
 * want-output: 13
 * covers: by-address true=any false=any unknown=share
 */
