/* SPDX-License-Identifier: GPL-3.0-or-later */
int g(int n);

int f(int n)
{
	int x = g(n);

	g(x);
	return x;
}

/* spec:
 *   f:
 *     - 'forall t in calls(g): duration(t) < 1 s'
 *     - 'forall t in calls(g*): duration(t) < 2 s'
 *     - 'forall q in changes(x): duration(next_call(q, g)) < 1 s and q(x) > 0'
 * want-site: 6 call g [time]
 * want-site: 8 call g [time]
 * want-site: 6 call g [time]
 * want-site: 8 call g [time]
 * want-site: 6 change x [value]
 * want-site: 8 call g [time]
 */
