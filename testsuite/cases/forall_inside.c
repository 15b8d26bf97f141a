/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int level;

static void fill(int by)
{
	level += by;
	if (level > 20)
		exit(0);
}

static int pump(int times, int by)
{
	for (int i = 0; i < times; i++)
		fill(by);
	return level;
}

int main(void)
{
	pump(2, 3);
	pump(0, 1);
	pump(3, -2);
	pump(9, 5);
	return 1;
}

/* spec:
 *   pump:
 *     - name: rises
 *       cftl: 'forall e in entry: e(times) < 0 or (forall c in calls(fill): after(c)(level) > before(c)(level))'
 *     - name: falls
 *       cftl: 'forall e in entry: e(times) >= 0 implies (forall c in calls(fill): argument(c, 1) < 5)'
 *     - {name: none, cftl: 'exists e in entry: forall c in calls(fill): argument(c, 1) == 0'}
 * 
 * want: rises = true true false unknown(unwound)
 * want: falls = true true true false
 * want: none = false true false false
 * covers: forall-inside true=rises false=rises unknown=rises
 */
