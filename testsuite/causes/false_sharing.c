/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counters, two of which lie in one line of the cache that another thread writes to. */
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "spend.h"

static _Alignas(64) atomic_ulong counters[64];
static atomic_int ended;

static void *count_requests(void *arg)
{
	while (!ended)
		atomic_fetch_add(&counters[0], 1);
	return arg;
}

static const unsigned slots[] = { 16, 24, 32, 40, 3, 48, 56, 20, 28, 36 };

static unsigned long count(unsigned slot, unsigned weight)
{
	if (weight == 0)
		return 0;
	for (unsigned i = 0; i < 100000; i++)
		atomic_fetch_add(&counters[slot], weight);
	if (weight > 90)
		spend(2);
	return counters[slot];
}

static unsigned long note(unsigned number)
{
	unsigned slot = slots[draw(10)], weight = draw(100);

	if (number % 10 == 0)
		weight = 1;
	return count(slot, weight);
}

/* Of this thread, for what note() does; nanoseconds. */
static long cost_of(unsigned slot)
{
	struct timespec a, b;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
	for (int i = 0; i < 20; i++)
		count(slot, 1);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
	return ((b.tv_sec - a.tv_sec) * 1000000000 + b.tv_nsec - a.tv_nsec) / 20;
}

int main(void)
{
	pthread_t thread;
	unsigned long sum = 0;

	if (pthread_create(&thread, NULL, count_requests, NULL) != 0)
		return 1;
	/* one processor, or two that have one cache, or too busy for both threads */
	if (cost_of(3) < 1500000 || cost_of(40) > 700000)
		return 77;
	for (unsigned i = 0; i < 400; i++)
		sum += note(i);
	ended = 1;
	pthread_join(thread, NULL);
	return sum == 0;
}

/* spec:
 *   note:
 *     - {name: quick, record: [slot, weight], cftl: 'forall c in calls(count): cpu(c) < 1 ms'}
 * clock: the cache is not counted
 * cause: value 'slot' <
 */
