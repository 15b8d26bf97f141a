/* SPDX-License-Identifier: GPL-3.0-or-later */
static long cells;
static const long *price;
static int rows, columns;

static void grid(int r, int c)
{
	rows = r;
	columns = c;
	cells = (long)r * c;
}

int main(void)
{
	static const long seven = 7;

	grid(3, 4);
	price = &seven;
	grid(-2, 50000);
	grid(70000, 70000);
	return 0;
}

/* spec:
 *   grid:
 *     - {name: area, cftl: 'forall q in changes(cells): q(cells) == q(rows) * q(columns)'}
 *     - {name: cheap, cftl: 'forall q in changes(cells): q(cells) * 3 < 40'}
 *     - {name: cost, cftl: 'forall q in changes(cells): q(cells) * q(*price) > 0'}
 *     - name: wide
 *       cftl: 'forall q in changes(cells): q(cells) * 1000000000000 > 9223372036854775807'
 * want: area = true true true
 * want: cheap = true true false
 * want: cost = unknown(no-value) false true
 * want: wide = false false true
 * covers: multiply true=area false=cheap unknown=cost
 */
