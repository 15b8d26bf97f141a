/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static int calls;

static int step(int n)
{
	calls++;
	return n + 1;
}

static int walk(int n)
{
	int x = n;

	for (int i = 0; i < n; i++) {
		if (i & 1)
			x = step(x);
		x += 2;
	}
	return x;
}

int main(void)
{
	int sum = 0;

	for (int i = 0; i < 5; i++)
		sum += walk(i);
	printf("%d %d\n", sum, calls);
	return 0;
}

/* spec:
 *   walk:
 *     - name: soon
 *       cftl: 'forall q in changes(x): duration(next_call(q, step)) < 1 h'
 *     - name: after
 *       cftl: 'forall q in changes(x), t in calls(step) after q: duration(t) < 1 h'
 *     - name: change
 *       cftl: 'forall t in calls(step): time_between(after(t), next_change(t, x)) < 1 h'
 * want-output: 34 4
 * want-verdict: soon 9 true 0 false 10 unknown
 * want-verdict: after 11 true 0 false 0 unknown
 * want-verdict: change 4 true 0 false 0 unknown
 */
