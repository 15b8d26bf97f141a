/* SPDX-License-Identifier: GPL-3.0-or-later */
void g(void), h(void);

void f(int n)
{
	int x;

	g();
	x = n;
	h();
	g();
	(void)x;
}

/* spec:
 *   f:
 *     - 'forall q in changes(x), t in calls(g) before q: duration(t) < 1 s'
 * want-site: 8 call g [time]
 * want-site: 9 change x
 */
