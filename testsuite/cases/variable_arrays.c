/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static int last;

static int reverse(int n, const int *v, const int *extra)
{
	int copy[n + 1];
	const int *p = extra;

	for (int i = 0; i < n; i++)
		copy[i] = v[n - 1 - i];
	copy[n] = 0;
	last = copy[0] + (p ? *p : 0);
	return last;
}

int main(void)
{
	static const int v[] = { 1, 2, 3 };

	reverse(3, v, NULL);
	reverse(1, v, v);
	return 0;
}

/* spec:
 *   reverse:
 *     - {name: big, cftl: 'forall q in changes(copy[i]): q(copy[i]) > 1'}
 *     - {name: ends, cftl: 'forall q in changes(copy[n]): q(copy[n]) == 0'}
 *     - {name: extra, cftl: 'forall q in changes(p): q(*p) == 1'}
 *     - {name: last, cftl: 'forall q in changes(last): q(last) == q(copy[0])'}
 *     - {name: extra i, cftl: 'forall q in changes(copy[i]): q(copy[i]) >= q(*p)'}
 * want: big = true true false false
 * want: ends = true true
 * want: extra = unknown(no-value) true
 * want: last = true false
 * want: extra i = unknown(no-value) unknown(no-value) unknown(no-value) true
 * covers: element-variable true=big false=big unknown=extra i
 */
