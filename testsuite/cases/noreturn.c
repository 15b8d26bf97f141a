/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

void g(void);

void f(int n)
{
	g();
	if (n)
		exit(1);
	g();
	abort();
}

/* spec:
 *   f:
 *     - 'forall t in calls(g): duration(next_call(t, exit)) < 1 s'
 *     - 'forall t in calls(abort): duration(t) < 1 s'
 * want-site: 8 call g
 * want-site: 10 begin exit [time]
 * want-site: 11 call g
 * want-site: 12 begin abort [time]
 */
