/* SPDX-License-Identifier: GPL-3.0-or-later */
void g(void), h(void);

void f(int n)
{
	int x;

	g();
	x = n;
	if (x > 1) {
		g();
		return;
	}
	h();
	g();
	x = 2;
	h();
}

/* spec:
 *   f:
 *     - 'forall q in changes(x), t in calls(g) after q: duration(t) < 1 s'
 *     - 'forall q in changes(x), t in calls(h) after q: duration(t) < 1 s and q(x) > 0'
 * want-site: 9 change x [value]
 * want-site: 11 call g [time]
 * want-site: 15 call g [time]
 * want-site: 9 change x [value]
 * want-site: 14 call h [time]
 * want-site: 16 change x [value]
 * want-site: 17 call h [time]
 */
