/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static int twice(int n) { return 2 * n; }

static int walk(int n)
{
	int x = 0;

	for (int i = 0; i < n; i++) {
		x = twice(x) + 1;
		if (x > 5)
			x = 0;
	}
	return x;
}

int main(void)
{
	printf("%d\n", walk(0) + walk(5));
	return 0;
}

/* spec:
 *   walk:
 *     - name: after-assignment
 *       cftl: 'forall q in line(11): q(x) < 7'
 *     - name: jump
 *       cftl: 'forall q in line(12): q(x) < 7'
 *     - name: then
 *       cftl: 'forall q in line(11): duration(next_call(q, twice)) < 1 h'
 *     - name: return
 *       cftl: 'forall q in line(15): q(x) > 0'
 *     - name: start
 *       cftl: 'forall q in line(8): time_between(q, next_change(q, x)) < 1 h'
 *     - name: ordered
 *       cftl: 'forall q in changes(x), l in line(13) after q: q(x) == 0'
 * want-output: 3
 * want-verdict: after-assignment 4 true 1 false 0 unknown
 * want-verdict: jump 4 true 1 false 0 unknown
 * want-verdict: then 4 true 0 false 1 unknown
 * want-verdict: return 1 true 1 false 0 unknown
 * want-verdict: start 1 true 0 false 1 unknown
 * want-verdict: ordered 2 true 3 false 0 unknown
 * want-site: 11 line(11)
 * want-site: 11 value x [value]
 * want-site: 12 line(12)
 * want-site: 12 value x [value]
 * want-site: 11 call twice [time]
 * want-site: 11 line(11)
 * want-site: 15 line(15)
 * want-site: 15 value x [value]
 * want-site: 8 line(8) [time]
 * want-site: 11 change x [time] [value]
 * want-site: 8 change x [value]
 * want-site: 11 change x [time] [value]
 * want-site: 13 change x [value]
 * want-site: 13 line(13)
 */
