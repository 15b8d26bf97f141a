/* SPDX-License-Identifier: GPL-3.0-or-later */
static inline __attribute__((always_inline)) int small(int n)
{
	return n + 1;
}
static int once(int n)
{
	return small(n) * 2;
}

int f(int n)
{
	return once(n) + small(n);
}

/* spec:
 *   f:
 *     - 'forall t in calls(small): duration(t) < 1 s'
 *     - 'forall t in calls(once): duration(t) < 1 s'
 *   once:
 *     - 'forall t in calls(small): duration(t) < 1 s'
 * want-site: 13 call small [time]
 * want-site: 13 call once [time]
 * want-site: 8 call small [time]
 */
