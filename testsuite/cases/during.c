/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int pages;

static int read_page(int n) { if (n == 13) exit(0); return n % 5; }

static int scan(int from, int to)
{
	for (int n = from; n < to; n++)
		pages += read_page(n) != 0;
	return pages;
}

static int query(int from, int to)
{
	return scan(from, to) > 0;
}

int main(void)
{
	query(1, 3);
	query(4, 6);
	query(12, 15);
	return 1;
}

/* spec:
 *   query:
 *     - {name: full, cftl: 'forall c in calls(read_page) during scan: returned(c) > 0'}
 *     - name: some
 *       cftl: 'forall e in entry: exists c in calls(read_page) during scan: returned(c) == 0'
 *     - {name: pages, cftl: 'forall q in changes(pages) during scan: q(pages) < 4'}
 * want: full = true true true false true unknown(unwound)
 * want: some = false true unknown(unwound)
 * want: pages = true true true true false
 * covers: during true=some false=some unknown=some
 */
