/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four workers, all with the same work; one of them has the slow device. */
#include <pthread.h>

#include "spend.h"

#define WORKERS 4

struct worker {
	pthread_t thread;
	unsigned delay, done;
};

static void write_out(struct worker *w, unsigned size)
{
	if (size == 0)
		return;
	spend(10);
	if (size > 200)
		spend(10);
	spend(w->delay);
	if (size % 2)
		spend(2);
	w->done++;
}

static void handle(struct worker *w, unsigned number)
{
	unsigned size = draw(256);

	if (number % 10 == 0)
		size = 0;
	write_out(w, size);
}

static void *work(void *arg)
{
	for (unsigned i = 0; i < 120; i++)
		handle(arg, i);
	return NULL;
}

int main(void)
{
	static struct worker workers[WORKERS] = {
		{ .delay = 10 }, { .delay = 15 }, { .delay = 3000 }, { .delay = 10 }
	};

	for (int i = 0; i < WORKERS; i++)
		if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
			return 1;
	for (int i = 0; i < WORKERS; i++)
		pthread_join(workers[i].thread, NULL);
	return workers[2].done == 0;
}

/* spec:
 *   handle:
 *     - {name: quick, cftl: 'forall c in calls(write_out): cost(c) < 1000 us'}
 * cause: thread
 */
