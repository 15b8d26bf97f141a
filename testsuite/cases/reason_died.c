/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>

static int step;

static int crunch(int n)
{
	if (n == 3)
		raise(SIGKILL);
	return n * n;
}

static int run(void)
{
	int sum = 0;

	for (step = 1; step < 9; step++)
		sum += crunch(step);
	return sum;
}

int main(void)
{
	return run();
}

/* spec:
 *   run:
 *     - {name: one, cftl: 'forall c in calls(crunch): returned(c) == 1'}
 *     - {name: next, cftl: 'forall q in changes(step): returned(next_call(q, crunch)) < 4'}
 *     - {name: few, cftl: 'forall e in entry: count(calls(crunch)) < 9'}
 *     - {name: some, cftl: 'forall e in entry: count(calls(crunch)) > 2'}
 * want: one = true false unknown(died)
 * want: next = true false unknown(died)
 * want: few = unknown(died)
 * want: some = true
 * want-end: SIGKILL
 * covers: reason-died true=one false=one unknown=one
 */
