/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

int g(int n);

int f(int n)
{
	if (0)
		g(1);
	if (n > 3 && n < 9)
		g(2);
	return (int)strlen("abc") + n;
}

/* spec:
 *   f:
 *     - 'forall t in calls(g): duration(t) < 1 s'
 * want-site: 11 call g [time]
 */
