/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counters, two of which lie in one line of the cache that another thread writes to. */
#include <pthread.h>
#include <stdatomic.h>

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
	for (unsigned i = 0; i < 20000; i++)
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

int main(void)
{
	pthread_t thread;
	unsigned long sum = 0;

	if (pthread_create(&thread, NULL, count_requests, NULL) != 0)
		return 1;
	for (unsigned i = 0; i < 400; i++)
		sum += note(i);
	ended = 1;
	pthread_join(thread, NULL);
	return sum == 0;
}

/* spec:
 *   note:
 *     - {name: quick, record: [slot, weight], cftl: 'forall c in calls(count): duration(c) < 300 us'}
 * clock: the cache is not counted
 * cause: value 'slot' <
 */
