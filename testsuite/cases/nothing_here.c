/* SPDX-License-Identifier: GPL-3.0-or-later */
int f(int n)
{
	return n;
}

/* spec:
 *   "zz*":
 *     - 'forall t in calls(g): duration(t) < 1 s'
 *   "*":
 *     - 'forall t in calls(nowhere): duration(t) < 1 s'
 */
