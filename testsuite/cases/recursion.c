/* SPDX-License-Identifier: GPL-3.0-or-later */
int f(int n)
{
	if (n < 2)
		return 1;
	return n * f(n - 1);
}

/* spec:
 *   f:
 *     - 'forall t in calls(f): duration(t) < 1 s'
 * want-site: 6 call f [time]
 */
