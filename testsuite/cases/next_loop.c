/* SPDX-License-Identifier: GPL-3.0-or-later */
void g(void), h(void);

void f(int n)
{
	int x = 0;

	while (n-- > 0) {
		g();
		x = n;
		if (n & 1)
			g();
		h();
		h();
	}
}

/* spec:
 *   f:
 *     - 'forall q in changes(x): duration(next_call(q, g)) < 1 s'
 *     - 'forall q in changes(x): duration(next_call(q, h)) < 1 s'
 *     - 'forall t in calls(h): time_between(after(t), next_change(t, x)) < 1 s'
 * want-site: 6 change x
 * want-site: 9 call g [time]
 * want-site: 10 change x [time]
 * want-site: 12 call g [time]
 * want-site: 6 change x
 * want-site: 10 change x [time]
 * want-site: 13 call h [time]
 * want-site: 10 change x [time]
 * want-site: 13 call h [time]
 * want-site: 14 call h [time of end]
 */
