/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Left by an exception, and threads that have activations of their own.
 */
#include <pthread.h>
#include <unistd.h>

static void quick(int n)
{
	(void)n;
}

static void fails(int n)
{
	if (n)
		throw n;
}

void leaves(int n)
{
	int x = n;

	fails(n);
	quick(x);
}

static pthread_barrier_t meet;

void *thread(void *number)
{
	long x = (long)number;

	pthread_barrier_wait(&meet);
	if (x == 0)
		quick(0);
	pthread_barrier_wait(&meet);
	return number;
}

int main()
{
	pthread_t threads[2];

	leaves(0);
	try {
		leaves(1);
	} catch (int) {
	}
	pthread_barrier_init(&meet, nullptr, 2);
	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], nullptr, thread, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], nullptr);
	return 0;
}

/* spec:
 *   leaves:
 *     - {name: thrown, cftl: 'forall q in changes(x): duration(next_call(q, quick)) < 1 h'}
 *     - {name: in the call, cftl: 'forall c in calls(fails): duration(c) < 1 h'}
 *   thread:
 *     - {name: own thread, cftl: 'forall q in changes(x): q(x) == 0 implies duration(next_call(q, quick)) < 1 h'}
 *     - {name: other thread, cftl: 'forall q in changes(x): q(x) == 1 implies duration(next_call(q, quick)) < 1 h'}
 * run -: thrown = true unknown(unwound)
 * run -: in the call = true unknown(unwound)
 * run -: own thread = true true
 * run -: other thread = true unknown(no-event)
 */
