/* SPDX-License-Identifier: GPL-3.0-or-later */
void g(void), h(void);

void f(int n)
{
	int x = n;

	h();
	if (n)
		return;
	x = 2;
	g();
	x = 3;
	(void)x;
}

/* spec:
 *   f:
 *     - 'forall q in changes(x), t in calls(g) after q: duration(t) < 1 s'
 *     - 'forall t in calls(h), q in changes(x) after t: q(x) > 0'
 * want-site: 6 change x
 * want-site: 11 change x [value]
 * want-site: 12 call g [time]
 * want-site: 8 call h
 * want-site: 11 change x [value]
 * want-site: 13 change x [value]
 */
