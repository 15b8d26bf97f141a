/* SPDX-License-Identifier: GPL-3.0-or-later */
int f(int n)
{
	int x;

	x = n;
	x += 2;
	x++;
	--x;
	x = x * x;
	return x;
}

/* spec:
 *   f:
 *     - 'forall q in changes(x): q(x) < 100'
 * want-site: 6 change x [value]
 * want-site: 7 change x [value]
 * want-site: 8 change x [value]
 * want-site: 9 change x [value]
 * want-site: 10 change x [value]
 */
