/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists that double their room: adding is slow when all has to be copied. */
#include "spend.h"

struct list {
	unsigned count, room, sum;
};

static struct list lists[40];

static void grow(struct list *l)
{
	l->room = l->room ? l->room * 2 : 4;
	spend(1500 + l->count * 20);
}

static void add(struct list *l, unsigned value)
{
	if (l->count == l->room)
		grow(l);
	l->count++;
	if (value % 10 == 0)
		l->sum = 0;
	l->sum += value;
	spend(10);
}

static void collect(unsigned number)
{
	unsigned value = draw(1000);

	if (number % 7 == 0)
		value /= 2;
	add(&lists[draw(40)], value);
}

int main(void)
{
	for (unsigned i = 0; i < 2000; i++)
		collect(i);
	return 0;
}

/* spec:
 *   collect:
 *     - {name: quick, cftl: 'forall c in calls(add): cost(c) < 1000 us'}
 * cause: branch 'l->count == l->room' true
 */
