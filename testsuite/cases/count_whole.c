/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int query(int n) { if (n > 6) exit(0); return n; }

static int page(int items)
{
	int sum = 0;

	for (int i = 0; i < items; i++)
		sum += query(i);
	return sum;
}

int main(void)
{
	page(0);
	page(2);
	page(4);
	page(8);
	return 1;
}

/* spec:
 *   page:
 *     - {name: at most three, cftl: 'forall e in entry: count(calls(query)) <= 3'}
 *     - {name: some, cftl: 'forall e in entry: count(calls(query)) > 0'}
 *     - {name: exact, cftl: 'forall e in entry: count(calls(query)) == 8'}
 *     - {name: even, cftl: 'forall e in entry: count(calls(query)) % 2 == 0'}
 * want: at most three = true true false false
 * want: some = false true true true
 * want: exact = false false false unknown(unwound)
 * want: even = true true true unknown(unwound)
 * covers: count true=some false=some unknown=exact
 */
