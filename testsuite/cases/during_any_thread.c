/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stddef.h>

static int jobs;

static int unit(int n) { return n > 4 ? -1 : n; }

static void *worker(void *arg)
{
	unit(*(int *)arg);
	return arg;
}

static void spread(int n)
{
	pthread_t thread;

	jobs = n;
	pthread_create(&thread, NULL, worker, &jobs);
	pthread_join(thread, NULL);
	jobs = 0;
}

int main(void)
{
	spread(3);
	spread(7);
	return 0;
}

/* spec:
 *   spread:
 *     - name: fine
 *       cftl: 'forall c in calls(unit) during worker on any thread: returned(c) > 0'
 *     - name: done
 *       cftl: 'forall e in entry: exists c in calls(unit) during worker on any thread: returned(c) == e(n)'
 *     - name: share
 *       cftl: 'forall c in calls(unit) during worker on any thread: 8 / (argument(c, 1) - 3) == 2'
 * want: fine = true false
 * want: done = true false
 * want: share = unknown(no-value) true
 * covers: during-any-thread true=fine false=fine unknown=share
 * covers: threads true=fine false=fine unknown=share
 */
