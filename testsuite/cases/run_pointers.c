/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

typedef int op_t(int);
struct command { op_t *proc; const char *name; };

extern int never_linked(int);

__attribute__((noinline)) static int one(int n) { return n + 1; }
__attribute__((noinline)) int two(int n) { return n + 2; }
__attribute__((noinline)) static int three(int n) { return n + 3; }
__attribute__((noinline)) static int unseen(int n) { return n - 1; }

static int run(const struct command *c, int n)
{
	op_t *again = n & 1 ? one : three;
	int sum = 0;

	for (int i = 0; i < n; i++) {
		sum += c[i % 3].proc(i);
		sum += again(i);
	}
	return unseen(sum) + one(0);
}

static int recurse(op_t *f, int n)
{
	return n ? f(n) + recurse(f == one ? two : one, n - 1) : 0;
}

int main(void)
{
	static const struct command commands[] = {
		{ one, "one" }, { two, "two" }, { three, "three" },
	};
	int sum = run(commands, 7) + run(commands, 6) + recurse(one, 5);

	printf("%d\n", sum);
	return 0;
}

/* spec:
 *   run:
 *     - name: one
 *       cftl: 'forall t in calls(one): returned(t) == argument(t, 1) + 1'
 *     - name: two
 *       cftl: 'forall t in calls(two): argument(t, 1) < 2'
 *     - name: any of them
 *       cftl: 'forall t in calls(t*): returned(t) > 4'
 *     - name: the pointer
 *       cftl: 'forall t in calls(again): returned(t) == argument(t, 1) + 3'
 *     - name: every call
 *       cftl: 'forall t in calls(*): returned(t) > 1'
 *     - name: never
 *       cftl: 'forall t in calls(never_linked): duration(t) < 1 s'
 *     - name: unseen
 *       cftl: 'forall t in calls(unseen): duration(t) < 1 s'
 *     - name: next
 *       cftl: 'forall q in changes(i): returned(next_call(q, two)) == 3'
 *   recurse:
 *     - name: in turn
 *       cftl: 'forall t in calls(one): returned(t) % 2 == 0'
 * want-output: 144
 * want-verdict: one 14 true 0 false 0 unknown
 * want-verdict: two 2 true 2 false 0 unknown
 * want-verdict: any of them 10 true 4 false 0 unknown
 * want-verdict: the pointer 6 true 7 false 0 unknown
 * want-verdict: every call 25 true 5 false 0 unknown
 * want-verdict: never 0 true 0 false 0 unknown
 * want-verdict: unseen 2 true 0 false 0 unknown
 * want-verdict: next 4 true 6 false 5 unknown
 * want-verdict: in turn 3 true 0 false 0 unknown
 */
