/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

static int sent, received;

static void answer(int n, int ms)
{
	usleep((unsigned)ms * 1000u);
	if (ms > 40)
		exit(0);
	received = n;
}

static void ask(int n, int ms)
{
	sent = n;
	answer(n, ms);
	received = -n;
}

int main(void)
{
	ask(1, 0);
	ask(2, 40);
	ask(3, 41);
	return 1;
}

/* spec:
 *   ask:
 *     - name: slow
 *       cftl: 'forall q in changes(sent): q(sent) == 1 or time_between(q, next_change(q, received)) >= 40 ms'
 *     - name: quick
 *       cftl: 'forall q in changes(sent): q(sent) == 1 or time_between(q, next_change(q, received)) < 40 ms'
 *     - name: backwards
 *       cftl: 'forall q in changes(sent): time_between(next_change(q, received), q) < 0 s'
 *     - name: forwards
 *       cftl: 'forall q in changes(sent): time_between(next_change(q, received), q) > 0 s'
 *     - name: hour
 *       cftl: 'forall q in changes(sent): time_between(q, next_change(q, received)) in [0, 60 min]'
 *     - name: later
 *       cftl: 'forall q in changes(sent): time_between(q, next_change(q, received)) > 10 min'
 *     - {name: back, cftl: 'forall q in changes(sent): time_between(next_change(q, received), q) > -1 h'}
 * want: slow = true true true
 * want: quick = true false false
 * want: backwards = true true true
 * want: forwards = false false false
 * want: hour = true true unknown(unwound)
 * want: later = false false unknown(unwound)
 * want: back = true true unknown(unwound)
 * covers: time-between true=slow false=quick unknown=hour
 * covers: time-between-backwards true=backwards false=forwards unknown=back
 * covers: min true=hour false=later unknown=hour
 * covers: s true=backwards false=forwards
 */
