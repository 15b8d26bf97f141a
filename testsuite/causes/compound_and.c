/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cache of answers: what is stale and still wanted is fetched again. */
#include "spend.h"

struct entry {
	unsigned age, uses;
	int pinned;
};

static void fetch(struct entry *e)
{
	spend(4000);
	e->age = 0;
}

static int lookup(struct entry *e)
{
	spend(15);
	e->uses++;
	if (e->pinned)
		return 1;
	if (e->age > 20 && e->uses % 3 == 0)
		fetch(e);
	else if (e->age > 40)
		e->uses = 0;
	e->age++;
	if (e->uses > 50)
		e->uses -= 50;
	return e->age < 20;
}

static struct entry table[32];

static int answer(unsigned number)
{
	struct entry *e = &table[draw(32)];

	if (number % 64 == 0)
		e->pinned = !e->pinned;
	return lookup(e);
}

int main(void)
{
	int hits = 0;

	for (unsigned i = 0; i < 1500; i++)
		hits += answer(i);
	return hits == 0;
}

/* spec:
 *   answer:
 *     - {name: quick, cftl: 'forall c in calls(lookup): cost(c) < 1000 us'}
 * cause: branch 'e->age > 20 && e->uses % 3 == 0' true
 */
