/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

static int begun, halfway, done;

static void work(int ms) { usleep((unsigned)ms * 1000u); }

static void job(int n)
{
	begun = n;
	work(n ? 0 : 30);
	halfway = n;
	if (n == 2)
		exit(0);
	if (n)
		work(30);
	done = n;
}

int main(void)
{
	for (int n = 0; n < 3; n++)
		job(n);
	return 1;
}

/* spec:
 *   job:
 *     - name: first slow
 *       cftl: 'forall q in changes(begun): q(begun) == 0 implies time_between(q, next_change(q, halfway)) >= 30 ms'
 *     - name: sum
 *       cftl: 'forall q in changes(begun): q(begun) == 2 or time_between(q, next_change(next_change(q, halfway), done)) > 20 ms - 1 ms'
 *     - name: parts
 *       cftl: 'forall q in changes(begun): time_between(q, next_change(q, halfway)) <= time_between(q, next_change(q, done)) + 1 s'
 *     - name: hours
 *       cftl: 'forall q in changes(begun): time_between(q, next_change(q, done)) in [1 h, 2 h]'
 *     - name: backwards
 *       cftl: 'forall q in changes(done): time_between(q, previous_change(q, begun)) < 0 s'
 * want: first slow = true true true
 * want: sum = true true true
 * want: parts = true true true
 * want: hours = false false unknown(unwound)
 * want: backwards = true true
 * covers: time-between true=first slow false=hours unknown=hours
 */
