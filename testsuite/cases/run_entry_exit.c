/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static int level;

static int step(int n)
{
	int doubled = n * 2;
	int half;

	level += n;
	if (n < 0)
		return -1;
	half = n / 2;
	n = half;
	return doubled;
}

int main(void)
{
	int sum = 0;

	for (int i = -1; i < 4; i++)
		sum += step(i);
	printf("%d %d\n", sum, level);
	return 0;
}

/* spec:
 *   step:
 *     - name: begins
 *       cftl: 'forall q in entry: q(n) >= 0'
 *     - name: ends
 *       cftl: 'forall q in exit: q(n) < 1'
 *     - name: local
 *       cftl: 'forall q in exit: q(doubled) >= q(level)'
 *     - name: unset
 *       warnings: {no-value: off}
 *       cftl: 'forall q in exit: q(half) >= 0'
 *     - name: whole
 *       cftl: 'forall q in entry, r in exit after q: time_between(q, r) < 1 h'
 *     - name: change
 *       cftl: 'forall q in entry: next_change(q, n)(n) == 0'
 * want-output: 11 5
 * want-verdict: begins 4 true 1 false 0 unknown
 * want-verdict: ends 3 true 2 false 0 unknown
 * want-verdict: local 4 true 1 false 0 unknown
 * want-verdict: unset 0 true 0 false 5 unknown
 * want-verdict: whole 5 true 0 false 0 unknown
 * want-verdict: change 2 true 2 false 1 unknown
 * want-site: 6 entry step [time]
 * want-site: 6 value n [value]
 * want-site: 17 value n [value]
 * want-site: 17 exit step [time]
 * want-site: 17 value doubled [value]
 * want-site: 17 value level [value]
 * want-site: 17 exit step [time]
 * want-site: 17 exit step [time]
 * want-site: 6 entry step [time]
 * want-site: 17 exit step [time]
 * want-site: 6 entry step [time]
 * want-site: 15 change n [value]
 * want-function: step: entry exit path
 * want-note: unset: no value of 'half' from exit: it need not have a value
 * want-note: step: leaving it by longjmp, exit or the end of its thread is no exit; what is open then is unknown(unwound)
 */
