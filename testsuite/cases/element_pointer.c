/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static int cells[4], *row, **table;

static void fill(int v)
{
	*row = v;
	if (table)
		**table = v + 1;
	row++;
}

int main(void)
{
	int *first = cells + 3;

	row = cells;
	fill(4);
	table = &first;
	fill(-2);
	fill(7);
	return 0;
}

/* spec:
 *   fill:
 *     - {name: value, cftl: 'forall q in changes(*row): q(*row) > 0'}
 *     - {name: corner, cftl: 'forall q in changes(**table): q(**table) > 0'}
 *     - {name: both, cftl: 'forall q in changes(*row): q(**table) <= q(*row)'}
 *     - {name: target share, cftl: 'forall q in changes(*row): 8 / (q(*row) - 4) > 0'}
 * want: value = true false true
 * want: corner = false true
 * want: both = unknown(no-value) false true
 * want: target share = unknown(no-value) false true
 * covers: pointer-target true=value false=value unknown=target share
 * covers: pointer-to-pointer true=corner false=corner unknown=both
 */
