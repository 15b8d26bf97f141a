/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static int stored, seen;

static int store(int n)
{
	stored += n;
	return stored;
}

static int refill(int n)
{
	int got = 0;

	for (int i = 0; i < n; i++)
		got = store(i);
	seen = got;
	return got;
}

static int handle(int n)
{
	int mode = n;

	if (n > 1)
		refill(n);
	store(100);
	mode = 0;
	return mode;
}

static int other(int n)
{
	int mode = n;

	return refill(mode);
}

int main(void)
{
	for (int i = 0; i < 4; i++)
		handle(i);
	refill(2);
	other(3);
	printf("%d %d\n", stored, seen);
	return 0;
}

/* spec:
 *   handle:
 *     - name: few
 *       cftl: 'forall q in entry: count(calls(store) during refill) <= 2'
 *     - name: all
 *       cftl: 'forall q in entry: count(calls(store)) == 1'
 *     - name: value
 *       cftl: 'forall q in changes(stored) during store: q(stored) < 300'
 *     - name: entered
 *       cftl: 'forall q in entry(refill): q(n) < 3'
 *     - name: left
 *       cftl: 'forall q in exit(refill): q(got) < 200'
 *     - name: next
 *       cftl: 'forall q in changes(mode): duration(next_call(q, store during refill)) < 1 h'
 *     - name: next-change
 *       cftl: 'forall q in entry: next_change(q, seen during refill)(seen) < 200'
 *     - name: exists
 *       cftl: 'exists q in changes(seen) during refill: q(seen) > 0'
 *   "[ho]*":
 *     - name: both
 *       cftl: 'forall q in entry: count(calls(store) during refill) <= 2'
 * want-output: 408 408
 * want-verdict: few 3 true 1 false 0 unknown
 * want-verdict: all 4 true 0 false 0 unknown
 * want-verdict: value 4 true 5 false 0 unknown
 * want-verdict: entered 1 true 1 false 0 unknown
 * want-verdict: left 0 true 2 false 0 unknown
 * want-verdict: next 8 true 0 false 0 unknown
 * want-verdict: next-change 0 true 4 false 0 unknown
 * want-verdict: exists 2 true 2 false 0 unknown
 * want-verdict: both 3 true 1 false 0 unknown
 * want-verdict: both 0 true 1 false 0 unknown
 * want-site: 17 call store [time] during refill
 * want-site: 22 entry handle
 * want-site: 22 entry handle
 * want-site: 28 call store
 * want-site: 8 change stored [value] during store
 * want-site: 12 entry refill during refill
 * want-site: 12 value n [value] during refill
 * want-site: 20 value got [value] during refill
 * want-site: 20 exit refill during refill
 * want-site: 17 call store [time] during refill
 * want-site: 24 change mode
 * want-site: 29 change mode
 * want-site: 18 change seen [value] during refill
 * want-site: 22 entry handle
 * want-site: 18 change seen [value] during refill
 * want-site: 17 call store [time] during refill
 * want-site: 22 entry handle
 * want-site: 17 call store [time] during refill
 * want-site: 33 entry other
 */
