/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static int log_it(int n) { return n; }
static int query(int n) { return n * 2; }

static int request(int n)
{
	int state = n;
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += query(i);
	if (n % 2)
		log_it(sum);
	state = sum;
	if (sum > 4)
		state = 4;
	return state;
}

int main(void)
{
	int sum = 0;

	for (int i = 0; i < 5; i++)
		sum += request(i);
	printf("%d\n", sum);
	return 0;
}

/* spec:
 *   request:
 *     - name: logged
 *       cftl: 'forall q in entry: exists t in calls(log_it): duration(t) < 1 h'
 *     - name: logged-alone
 *       cftl: 'exists t in calls(log_it): duration(t) < 1 h'
 *     - name: logged-after
 *       cftl: 'forall t in calls(query): exists l in calls(log_it) after t: duration(l) < 1 h'
 *     - name: all
 *       cftl: 'forall q in entry: forall s in changes(state): s(state) < 5'
 *     - name: nested
 *       cftl: 'exists s in changes(state): forall t in calls(query) after s: duration(t) < 0.1 ns'
 *     - name: before
 *       cftl: 'forall q in exit: exists s in changes(state) before q: s(state) == 4'
 *     - name: few
 *       cftl: 'forall q in entry: count(calls(query)) <= 2'
 *     - name: between
 *       cftl: 'forall q in changes(state): count(calls(query), q, next_change(q, state)) <= 2'
 *     - name: last
 *       cftl: 'forall q in exit: duration(previous_call(q, query)) < 1 h'
 *     - name: previous
 *       cftl: 'forall q in changes(state): previous_change(q, state)(state) < q(state)'
 *     - name: soon
 *       cftl: 'forall q in entry: exists t in calls(log_it) after q within [0, 1 h]: duration(t) < 1 h'
 *     - name: whole
 *       cftl: 'forall q in entry: total(calls(query)) < 1 h'
 * want-output: 10
 * want-verdict: logged 2 true 3 false 0 unknown
 * want-verdict: logged-alone 2 true 3 false 0 unknown
 * want-verdict: logged-after 4 true 6 false 0 unknown
 * want-verdict: all 10 true 2 false 0 unknown
 * want-verdict: nested 5 true 0 false 0 unknown
 * want-verdict: before 2 true 3 false 0 unknown
 * want-verdict: few 3 true 2 false 0 unknown
 * want-verdict: between 5 true 2 false 5 unknown
 * want-verdict: last 4 true 0 false 1 unknown
 * want-verdict: previous 2 true 5 false 5 unknown
 * want-verdict: soon 2 true 3 false 0 unknown
 * want-verdict: whole 5 true 0 false 0 unknown
 * want-site: 7 entry request [time]
 * want-site: 15 call log_it [time]
 * want-site: 15 call log_it [time]
 * want-site: 13 call query [time]
 * want-site: 15 call log_it [time]
 * want-site: 7 entry request [time]
 * want-site: 9 change state [value]
 * want-site: 16 change state [value]
 * want-site: 18 change state [value]
 * want-site: 9 change state [value]
 * want-site: 13 call query [time]
 * want-site: 16 change state [value]
 * want-site: 18 change state [value]
 * want-site: 9 change state [value]
 * want-site: 16 change state [value]
 * want-site: 18 change state [value]
 * want-site: 20 exit request
 * want-site: 7 entry request [time]
 * want-site: 13 call query [time]
 * want-site: 9 change state [value]
 * want-site: 13 call query [time]
 * want-site: 16 change state [value]
 * want-site: 18 change state [value]
 * want-site: 13 call query [time]
 * want-site: 20 exit request
 * want-site: 9 change state [value]
 * want-site: 16 change state [value]
 * want-site: 18 change state [value]
 * want-site: 7 entry request [time]
 * want-site: 15 call log_it [time]
 * want-site: 7 entry request [time]
 * want-site: 13 call query [time]
 * want-note: between: run_inner.c:9: this change of 'state' is left out: it is never next_change(q, state)
 * want-note: previous: run_inner.c:18: this change of 'state' is left out: it is never previous_change(q, state)
 * want-note: request: leaving it by longjmp, exit or the end of its thread is no exit; what is open then is unknown(unwound)
 */
