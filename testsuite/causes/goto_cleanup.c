/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of a small database: what fails late has to be taken back. */
#include "spend.h"

struct change {
	unsigned rows, user;
	int locked;
};

static unsigned journal;

static int write_rows(const struct change *c)
{
	for (unsigned i = 0; i < c->rows; i++)
		journal++;
	spend(c->rows * 2);
	return c->rows % 13 == 12 ? -1 : 0;
}

static int apply(struct change *c)
{
	int status = -2;

	if (c->user == 0)
		goto out;
	c->locked = 1;
	status = -3;
	if (c->rows > 60)
		goto unlock;
	status = write_rows(c);
	if (status != 0)
		goto undo;
	spend(20);
	goto unlock;
undo:
	journal -= c->rows;
	spend(4000);
unlock:
	c->locked = 0;
out:
	return status;
}

static int commit(unsigned number)
{
	struct change c = { .rows = draw(64), .user = draw(15) };

	if (number % 50 == 7)
		c.user = 1;
	return apply(&c);
}

int main(void)
{
	int failed = 0;

	for (unsigned i = 0; i < 500; i++)
		failed += commit(i) != 0;
	return failed == 0;
}

/* spec:
 *   commit:
 *     - {name: quick, paths: deep, cftl: 'forall c in calls(apply): cost(c) < 1000 us'}
 * cause: branch 'status != 0' true | branch 'c->rows % 13 == 12' true
 */
