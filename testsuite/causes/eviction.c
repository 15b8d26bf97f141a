/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cache of pages: where a new one has to go in, an old one has to go out, and is written
 * first when it was changed.  Reading the new one is what one would suspect. */
#include "spend.h"

#define PLACES 16

struct place {
	unsigned page;
	int changed;
};

static struct place places[PLACES];

static void write_back(struct place *p)
{
	if (p->page % 3 == 0)
		spend(5);
	spend(2500);
	p->changed = 0;
}

static void make_room(struct place *p)
{
	if (p->page > 30)
		spend(3);
	if (p->changed)
		write_back(p);
}

static struct place *find(unsigned page)
{
	struct place *p = &places[page % PLACES];

	if (p->page != page) {
		make_room(p);
		p->page = page;
		spend(40);
	}
	return p;
}

static void use(unsigned number)
{
	struct place *p = find(draw(24));

	if (number % 7 == 0)
		p->changed = 1;
}

int main(void)
{
	for (unsigned i = 0; i < 600; i++)
		use(i);
	return 0;
}

/* spec:
 *   use:
 *     - {name: quick, paths: deep, cftl: 'forall c in calls(find): cost(c) < 1000 us'}
 * cause: branch 'p->changed' true | callee write_back
 */
