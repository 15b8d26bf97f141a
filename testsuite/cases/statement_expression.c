/* SPDX-License-Identifier: GPL-3.0-or-later */
int g(int n);

int f(int n)
{
	int x = ({ int t = g(n); t * 2; });
	int a[n + 1];

	a[0] = x;
	x = a[0], n++;
	return x + n;
}

/* spec:
 *   f:
 *     - 'forall q in changes(x): q(x) > 0'
 *     - 'forall q in changes(t): q(t) > 0'
 *     - 'forall q in changes(a[0]): q(a[0]) > 0'
 * want-site: 6 change x [value]
 * want-site: 10 change x [value]
 * want-site: 6 change t [value]
 * want-site: 9 change a[0] [value]
 */
