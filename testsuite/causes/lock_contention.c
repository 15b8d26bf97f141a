/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of prices that another thread renews, with the lock held all the while. */
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "spend.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned prices[64];
static atomic_int ended;

static void *renew(void *arg)
{
	while (!ended) {
		pthread_mutex_lock(&lock);
		for (unsigned i = 0; i < 64; i++)
			prices[i] += draw(10);
		usleep(30000);
		pthread_mutex_unlock(&lock);
		usleep(10000);
	}
	return arg;
}

static unsigned price_of(unsigned item, unsigned count)
{
	unsigned price;

	if (count == 0)
		return 0;
	pthread_mutex_lock(&lock);
	price = prices[item % 64];
	pthread_mutex_unlock(&lock);
	if (count > 10)
		price -= price / 10;
	spend(5);
	return price * count;
}

static unsigned offer(unsigned number)
{
	unsigned item = draw(100), count = draw(16), price = price_of(item, count);

	if (number % 8 == 0)
		spend(50);
	return price;
}

int main(void)
{
	pthread_t thread;
	unsigned sum = 0;

	if (pthread_create(&thread, NULL, renew, NULL) != 0)
		return 1;
	for (unsigned i = 0; i < 600; i++) {
		spend(400);
		sum += offer(i);
	}
	ended = 1;
	pthread_join(thread, NULL);
	return sum == 0;
}

/* spec:
 *   offer:
 *     - {name: quick, cftl: 'forall c in calls(price_of): duration(c) < 6 ms'}
 * clock: a thread that waits does not count
 * cause: waiting
 */
