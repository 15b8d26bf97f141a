/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int shared, *watch;

static void add(int n)
{
	pthread_mutex_lock(&mutex);
	shared += n;
	pthread_mutex_unlock(&mutex);
}

static void *producer(void *arg)
{
	add(1);
	add(2);
	if (!arg)
		pthread_exit(NULL);
	add(3);
	return arg;
}

int main(void)
{
	pthread_t thread;

	for (int i = 0; i < 2; i++) {
		pthread_create(&thread, NULL, producer, i ? &shared : NULL);
		pthread_join(thread, NULL);
		watch = &shared;
	}
	return shared != 9;
}

/* spec:
 *   producer:
 *     - {name: adds, cftl: 'forall e in entry: count(calls(add)) == 3'}
 *     - {name: third, cftl: 'forall e in entry: exists c in calls(add): argument(c, 1) == 3'}
 *     - {name: most, cftl: 'forall c in calls(add): argument(c, 1) < 3'}
 *   add:
 *     - {name: watched, cftl: 'forall q in changes(shared): q(*watch) == q(shared)'}
 *     - {name: small, cftl: 'forall q in changes(shared): q(shared) < 5'}
 *     - name: locked
 *       cftl: 'forall q in changes(shared): returned(previous_call(q, pthread_mutex_lock)) == 0'
 * want: adds = true unknown(unwound)
 * want: third = true unknown(unwound)
 * want: most = false true true true true
 * want: watched = true true true unknown(no-value) unknown(no-value)
 * want: small = false false true true true
 * want: locked = true true true true true
 * covers: threads true=small false=small unknown=watched
 * covers: thread-exit true=third false=most unknown=third
 */
