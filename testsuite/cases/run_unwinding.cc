/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

static int made, gone;

struct guard {
	int number;
	guard(int n) : number(n) { made++; }
	~guard() { gone++; }
};

static void fail_at(int n, int bad)
{
	if (n == bad)
		throw n;
}

static int plain(int n)
{
	int local = n + 1;

	fail_at(n, 1);
	local++;
	fail_at(n, 2);
	return local;
}

static int guarded(int n)
{
	guard g(n);

	fail_at(n, 2);
	if (n > 2)
		fail_at(n, 3);
	return g.number;
}

static int never(int n) noexcept
{
	return n + 1;
}

int main()
{
	int sum = 0;

	for (int i = 0; i < 5; i++) {
		try {
			sum += plain(i);
		} catch (int n) {
			sum += 10 * n;
		}
		try {
			sum += guarded(i) + never(i);
		} catch (int n) {
			sum += 100 * n;
		}
	}
	printf("%d %d %d\n", sum, made, gone);
	return 0;
}

/* spec:
 *   plain:
 *     - name: any-way
 *       cftl: 'forall q in exit: q(n) < 2'
 *     - name: local
 *       cftl: 'forall q in exit: q(local) > 0'
 *     - name: after
 *       cftl: 'forall t in calls(fail_at), q in exit after t: q(n) < 2'
 *     - name: next
 *       cftl: 'forall t in calls(fail_at): duration(next_call(t, fail_at)) < 1 h'
 *   guarded:
 *     - name: cleaned
 *       cftl: 'forall q in exit: q(gone) == q(made)'
 *     - name: took
 *       cftl: 'forall q in entry, r in exit: time_between(q, r) < 1 h'
 *   never:
 *     - name: one
 *       cftl: 'forall q in exit: q(n) >= 0'
 * want-output: 556 5 5
 * want-verdict: any-way 2 true 3 false 0 unknown
 * want-verdict: local 3 true 0 false 2 unknown
 * want-verdict: after 3 true 6 false 0 unknown
 * want-verdict: next 3 true 0 false 6 unknown
 * want-verdict: cleaned 5 true 0 false 0 unknown
 * want-verdict: took 5 true 0 false 0 unknown
 * want-verdict: one 3 true 0 false 0 unknown
 * want-site: 22 value n [value]
 * want-site: 22 exit plain [exception]
 * want-site: 24 value n [value]
 * want-site: 24 exit plain [exception]
 * want-site: 26 value n [value]
 * want-site: 26 exit plain
 * want-site: 22 exit plain [exception]
 * want-site: 24 exit plain [exception]
 * want-site: 26 value local [value]
 * want-site: 26 exit plain
 * want-site: 22 call fail_at
 * want-site: 22 value n [value]
 * want-site: 22 exit plain [exception]
 * want-site: 24 call fail_at [time]
 * want-site: 24 value n [value]
 * want-site: 24 exit plain [exception]
 * want-site: 26 value n [value]
 * want-site: 26 exit plain
 * want-site: 22 call fail_at
 * want-site: 24 call fail_at [time]
 * want-site: 36 value gone [value]
 * want-site: 36 value made [value]
 * want-site: 36 exit guarded [exception] [time]
 * want-site: 36 value gone [value]
 * want-site: 36 value made [value]
 * want-site: 36 exit guarded [time]
 * want-site: 28 entry guarded [time]
 * want-site: 36 exit guarded [exception] [time]
 * want-site: 36 exit guarded [time]
 * want-site: 41 value n [value]
 * want-site: 41 exit never
 * want-note: next: run_unwinding.cc:22: this call of 'fail_at' is left out: it is never next_call(t, fail_at)
 * want-note: local: no value of 'local' from line 22: it need not exist where an exception leaves
 * want-note: local: no value of 'local' from line 24: it need not exist where an exception leaves
 * want-note: plain: leaving it by longjmp, exit or the end of its thread is no exit; what is open then is unknown(unwound)
 * want-note: guarded: leaving it by longjmp, exit or the end of its thread is no exit; what is open then is unknown(unwound)
 * want-note: never: leaving it by longjmp, exit or the end of its thread is no exit; what is open then is unknown(unwound)
 */
