/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stddef.h>

static _Thread_local int depth, *guess;

static void enter(int by)
{
	depth += by;
}

static void *worker(void *arg)
{
	enter(*(int *)arg);
	guess = &depth;
	enter(*(int *)arg);
	return NULL;
}

int main(void)
{
	static int steps[] = { 1, 4 };
	pthread_t thread;

	for (int i = 0; i < 2; i++) {
		pthread_create(&thread, NULL, worker, &steps[i]);
		pthread_join(thread, NULL);
	}
	return depth;
}

/* spec:
 *   enter:
 *     - {name: low, cftl: 'forall q in changes(depth): q(depth) < 5'}
 *     - {name: own, cftl: 'forall q in changes(depth): q(*guess) == q(depth)'}
 * want: low = false true true true
 * want: own = true true unknown(no-value) unknown(no-value)
 * covers: thread-local true=low false=low unknown=own
 * covers: threads true=low false=low unknown=own
 */
