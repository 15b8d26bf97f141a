/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static int depth_of(int n)
{
	int below = 0;

	if (n > 0)
		below = depth_of(n - 1) + 1;
	return below;
}

int main(void)
{
	printf("%d\n", depth_of(3));
	return 0;
}

/* spec:
 *   depth_of:
 *     - name: own
 *       cftl: 'forall q in entry: count(changes(below)) <= 1'
 *     - name: other
 *       cftl: 'forall q in entry: count(changes(below) during depth_of) <= 4'
 *     - name: entered
 *       cftl: 'forall q in changes(below): count(entry(depth_of)) <= 3'
 * want-output: 3
 * want-verdict: own 1 true 3 false 0 unknown
 * want-verdict: other 2 true 2 false 0 unknown
 * want-verdict: entered 5 true 2 false 0 unknown
 * want-site: 4 entry depth_of
 * want-site: 6 change below
 * want-site: 9 change below
 * want-site: 4 entry depth_of
 * want-site: 6 change below
 * want-site: 9 change below
 * want-site: 4 entry depth_of
 * want-site: 6 change below
 * want-site: 9 change below
 */
