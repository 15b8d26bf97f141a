/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readers of a table that another thread moves to a new place now and then: who reads
 * meanwhile looks in both. */
#include <pthread.h>
#include <semaphore.h>

#include "spend.h"

static struct table {
	unsigned size, moving, reads;
} table = { .size = 100 };

static sem_t may_move, moved;

static void *move(void *arg)
{
	for (unsigned i = 0; i < 500; i++) {
		sem_wait(&may_move);
		table.moving = draw(12) == 0;
		table.size += table.moving;
		sem_post(&moved);
	}
	return arg;
}

static unsigned look_up(unsigned key)
{
	unsigned place = key % table.size;

	if (place > 90)
		spend(3);
	spend(15);
	if (table.moving) {
		place += table.size;
		spend(3000);
	}
	if (place % 2)
		place++;
	return place;
}

static unsigned answer(unsigned number)
{
	unsigned key = draw(10000);

	sem_post(&may_move);
	sem_wait(&moved);
	if (number % 3 == 0)
		key = number;
	return look_up(key);
}

int main(void)
{
	pthread_t thread;
	unsigned sum = 0;

	sem_init(&may_move, 0, 0);
	sem_init(&moved, 0, 0);
	if (pthread_create(&thread, NULL, move, NULL) != 0)
		return 1;
	for (unsigned i = 0; i < 500; i++)
		sum += answer(i);
	pthread_join(thread, NULL);
	return sum == 0;
}

/* spec:
 *   answer:
 *     - {name: quick, record: [key, number], cftl: 'forall c in calls(look_up): cost(c) < 1000 us'}
 * cause: branch 'table.moving' true
 */
