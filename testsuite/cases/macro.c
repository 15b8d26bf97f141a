/* SPDX-License-Identifier: GPL-3.0-or-later */
int work(int n);
#define TWICE(n) (work(n) + work(n))
#define SET(var, value) \
	do { (var) = (value); } while (0)

int f(int n)
{
	int x;

	SET(x, n);
	return TWICE(x);
}

/* spec:
 *   f:
 *     - 'forall t in calls(work): duration(t) < 1 s'
 *     - 'forall q in changes(x): q(x) > 0'
 * want-site: 12 call work [time]
 * want-site: 12 call work [time]
 * want-site: 11 change x [value]
 */
