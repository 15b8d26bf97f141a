/* SPDX-License-Identifier: GPL-3.0-or-later */
int g(int n);

int f(int n)
{
	int x, y, z;

	if ((x = g(n)))
		n++;
	while ((y = g(n)) > 0)
		n--;
	z = n > 3 ? g(1) : g(2);
	x = y = n;
	return x, y, z;
}

/* spec:
 *   f:
 *     - 'forall q in changes(x): q(x) > 0'
 *     - 'forall q in changes(y): q(y) > 0'
 *     - 'forall t in calls(g): duration(t) < 1 s'
 * want-site: 8 change x [value]
 * want-site: 13 change x [value]
 * want-site: 10 change y [value]
 * want-site: 13 change y [value]
 * want-site: 8 call g [time]
 * want-site: 10 call g [time]
 * want-site: 12 call g [time]
 * want-site: 12 call g [time]
 */
