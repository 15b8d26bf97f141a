/* SPDX-License-Identifier: GPL-3.0-or-later */
int table[8];

int f(int i, int *p, int (*grid)[4])
{
	int a[4] = { 0 };

	a[1] = 3;
	a[i] = 4;
	p[2] = 5;
	p[i] = 6;
	table[i] = 7;
	grid[1][2] = 8;
	return a[0] + a[1];
}

/* spec:
 *   f:
 *     - 'forall q in changes(a[i]): q(a[i]) == 4'
 *     - 'forall q in changes(p[2]): q(p[2]) == 5'
 *     - 'forall q in changes(p[i]): q(p[i]) == 6'
 *     - 'forall q in changes(table[i]): q(table[i]) == 7'
 *     - 'forall q in changes(grid[1][2]): q(grid[1][2]) == 8'
 *     - 'forall q in changes(a[1]): q(a[1]) == 3'
 * want-site: 6 change a[i] [value]
 * want-site: 9 change a[i] [value]
 * want-site: 10 change p[2] [value]
 * want-site: 11 change p[i] [value]
 * want-site: 12 change table[i] [value]
 * want-site: 13 change grid[1][2] [value]
 * want-site: 6 change a[1] [value]
 * want-site: 8 change a[1] [value]
 * want-site: 9 change a[1] [value]
 */
