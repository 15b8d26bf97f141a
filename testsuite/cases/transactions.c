/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int items;

static int step(int n) { items += n; if (items > 5) exit(0); return items; }

static void request(int n)
{
	for (int i = 0; i < n; i++)
		step(i);
}

int main(void)
{
	request(2);
	request(3);
	request(4);
	return 1;
}

/* spec:
 *   request:
 *     - {name: few, cftl: 'forall e in entry: count(calls(step)) <= 2'}
 *     - {name: low, cftl: 'forall c in calls(step): returned(c) < 2'}
 * want: few = true false false
 * want: low = true true true false false false false unknown(unwound)
 * settings: transactions: ["transactions.c:request"]
 * want-transaction: few 1 2 3
 * want-transaction: low 1 1 2 2 2 3 3 3
 * covers: transactions true=low false=low unknown=low
 */
