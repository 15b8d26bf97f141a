/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>

jmp_buf place;
void g(void);

int f(int n)
{
	int x = n;

	if (setjmp(place)) {
		x = 2;
		g();
	}
	g();
	return x;
}

/* spec:
 *   f:
 *     - 'forall t in calls(g): duration(t) < 1 s'
 *     - 'forall q in changes(x): duration(next_call(q, g)) < 1 s'
 * want-site: 13 call g [time]
 * want-site: 15 call g [time]
 * want-site: 9 change x
 * want-site: 12 change x
 * want-site: 13 call g [time]
 * want-site: 15 call g [time]
 */
