/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shapes of the examples in the papers on CFTL, with existential and interval ones.
 */
#include <string.h>
#include <unistd.h>

static int bad;
static void rest(int ms) { if (bad) usleep(ms * 1000); }
static void query(int n) { if (n == 1) rest(60); }
static void commit(int n) { if (n == 1) rest(60); }
static void lock(int n) { (void)n; }
static void unlock(int n) { if (n == 1) rest(110); }

void request(int n)
{
	const char *user = 0;
	int state = 0;

	query(n);
	if (!bad || n == 0)
		user = "someone";
	state = 1;
	commit(n);
	for (int i = 0; i < (bad ? 12 : 3); i++)
		query(2);
	state = 2;
}

void section(int n)
{
	int held = 0;

	lock(n);
	held = 1;
	unlock(n);
	if (!bad || n == 0)
		held = 0;
}

int main(int argc, char **argv)
{
	bad = argc > 1 && strcmp(argv[1], "bad") == 0;
	for (int n = 0; n < 2; n++) {
		request(n);
		section(n);
	}
	return 0;
}

/* spec:
 *   request:
 *     - name: some commit
 *       cftl: 'forall q in changes(state): exists t in calls(commit): duration(t) < 50 ms'
 *     - name: a user
 *       cftl: 'exists q in changes(user): q(user) != NULL'
 *     - name: later commit
 *       cftl: 'forall q in changes(user): exists t in calls(commit) after q within [0, 50 ms): true'
 *     - name: all quick
 *       cftl: 'forall e in exit: forall t in calls(query): duration(t) in [0, 50 ms]'
 *     - name: few
 *       cftl: 'forall e in entry: count(calls(query)) <= 10'
 *     - name: sum
 *       cftl: 'forall e in entry: total(calls(query)) <= 50 ms'
 *     - name: between
 *       cftl: 'forall q in changes(state): q(state) == 1 implies count(calls(query), q, next_change(q, state)) in [1, 10]'
 *   section:
 *     - name: released
 *       cftl: 'forall t in calls(lock): time_between(after(t), next_change(next_change(t, held), held)) <= 100 ms'
 *     - name: interval
 *       cftl: 'forall q in changes(held), t in calls(unlock) after q: q(held) == 1 implies duration(t) in [0, 0.1]'
 *     - name: order
 *       cftl: 'forall t in calls(unlock): previous_change(t, held)(held) == 1 and (exists u in calls(lock) before t: true)'
 * run good: some commit = true true true true true true
 * run good: a user = true true
 * run good: later commit = true true true true
 * run good: all quick = true true true true true true true true
 * run good: few = true true
 * run good: sum = true true
 * run good: between = true true true true true true
 * run good: released = true true
 * run good: interval = true true true true
 * run good: order = true true
 * run bad: some commit = true true true false false false
 * run bad: a user = true false
 * run bad: later commit = true true false
 * run bad: all quick = true true true true true true true true true true true true true false true true true true true true true true true true true true
 * run bad: few = false false
 * run bad: sum = true false
 * run bad: between = false true true false true true
 * run bad: released = true false
 * run bad: interval = true true false true
 * run bad: order = true true
 */
