/* SPDX-License-Identifier: GPL-3.0-or-later */
int g(int n);
int h(int a, int b);

int f(int n)
{
	return h(g(n), g(g(n)));
}

/* spec:
 *   f:
 *     - 'forall t in calls(g): duration(t) < 1 s'
 *     - 'forall t in calls(h): duration(t) < 1 s'
 *     - 'forall t in calls(g): duration(next_call(t, h)) < 1 s'
 * want-site: 7 call g [time]
 * want-site: 7 call g [time]
 * want-site: 7 call g [time]
 * want-site: 7 call h [time]
 * want-site: 7 call g [time]
 * want-site: 7 call g [time]
 * want-site: 7 call g [time]
 * want-site: 7 call h [time]
 */
