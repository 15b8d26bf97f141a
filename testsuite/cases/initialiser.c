/* SPDX-License-Identifier: GPL-3.0-or-later */
int g(int n);

int f(int n)
{
	int x = g(n), y = 2;
	static int s = 4;
	const int z = n + y;

	s += z;
	return x + s;
}

/* spec:
 *   f:
 *     - 'forall q in changes(x): q(x) == 1'
 *     - 'forall q in changes(y): q(y) == 2'
 *     - 'forall q in changes(z): q(z) > 0'
 *     - 'forall q in changes(s): q(s) > 0'
 * want-site: 6 change x [value]
 * want-site: 6 change y [value]
 * want-site: 8 change z [value]
 * want-site: 10 change s [value]
 */
