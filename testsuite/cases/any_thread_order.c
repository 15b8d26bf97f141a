/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stddef.h>

static int stage;

static void prepare(int n) { stage = n; }

static void *helper(void *arg)
{
	prepare(*(int *)arg);
	return NULL;
}

static int service(int n)
{
	pthread_t thread;
	int input = n;

	if (n != 2) {
		pthread_create(&thread, NULL, helper, &input);
		pthread_join(thread, NULL);
	}
	return stage;
}

int main(void)
{
	for (int n = 1; n < 4; n++)
		service(n);
	return 0;
}

/* spec:
 *   service:
 *     - name: prepared
 *       cftl: 'forall e in entry: exists q in changes(stage) during prepare on any thread: q(n) == 3'
 *     - name: helpers
 *       cftl: 'forall e in entry: count(calls(prepare) during helper on any thread) == 1'
 *     - name: last
 *       cftl: 'forall e in exit: argument(previous_call(e, prepare during helper on any thread), 1) == 3'
 *     - name: first
 *       cftl: 'forall e in entry: argument(previous_call(e, prepare during helper on any thread), 1) == 1'
 * want: prepared = false false true
 * want: helpers = true false true
 * want: last = false false true
 * want: first = unknown(no-event) true true
 * covers: during-any-thread true=prepared false=prepared unknown=first
 */
