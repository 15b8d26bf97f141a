/* SPDX-License-Identifier: GPL-3.0-or-later */
int g(int n);

int f(int n)
{
	int shared = n;
	int inner(int k)
	{
		shared += k;
		return g(k);
	}

	shared = inner(2);
	return shared;
}

/* spec:
 *   f:
 *     - 'forall q in changes(shared): q(shared) > 0'
 *   inner:
 *     - 'forall t in calls(g): duration(t) < 1 s'
 * want-site: 6 change shared [value]
 * want-site: 13 change shared [value]
 * want-site: 13 change shared [value]
 * want-site: 10 call g [time]
 */
