/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of handlers: no branch says which of them is called. */
#include "spend.h"

struct job {
	unsigned kind, size;
};

static int copy(const struct job *j)
{
	spend(20);
	if (j->size > 50)
		spend(10);
	return 1;
}

static int rename_it(const struct job *j)
{
	spend(10);
	return j->size > 0;
}

static int compress(const struct job *j)
{
	spend(4000);
	if (j->size > 30)
		spend(10);
	return j->size > 10;
}

static int delete_it(const struct job *j)
{
	spend(15);
	if (j->size % 2)
		spend(2);
	return 0;
}

static int (*const handlers[])(const struct job *) = { copy, rename_it, delete_it,
						       compress };

static int run(const struct job *j)
{
	int done;

	if (j->size == 0)
		return 0;
	done = handlers[j->kind](j);
	if (done)
		spend(3);
	return done;
}

static const unsigned kinds[] = { 0, 1, 2, 0, 1, 2, 0, 0, 2, 1, 0, 3 };

static int take(unsigned number)
{
	struct job j = { .kind = kinds[draw(12)], .size = draw(100) };

	if (number % 9 == 0)
		j.size++;
	return run(&j);
}

int main(void)
{
	int done = 0;

	for (unsigned i = 0; i < 500; i++)
		done += take(i);
	return done == 0;
}

/* spec:
 *   take:
 *     - {name: quick, paths: [run, copy, rename_it, delete_it, compress], cftl: 'forall c in calls(run): cost(c) < 1000 us'}
 * cause: callee compress
 */
