/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of sessions that is swept when it is full, or old, or asked for. */
#include "spend.h"

static unsigned used, age, swept;

static void sweep(void)
{
	unsigned left = 0;

	for (unsigned i = 0; i < used; i += 8)
		if (draw(3) == 0)
			left++;
	spend(3000);
	used = left;
	age = 0;
	swept++;
}

static void add_session(unsigned kind)
{
	spend(20);
	used++;
	age++;
	if (used >= 40 || age > 60 || kind == 99)
		sweep();
	if (kind > 50)
		spend(8);
}

static void login(unsigned number)
{
	unsigned kind = draw(100);

	if (number % 3 == 0)
		used++;
	add_session(kind);
}

int main(void)
{
	for (unsigned i = 0; i < 600; i++)
		login(i);
	return swept == 0;
}

/* All that sweep() does is on the way of the slow ones alone. */

/* spec:
 *   login:
 *     - {name: quick, paths: deep, cftl: 'forall c in calls(add_session): cost(c) < 1000 us'}
 * cause: branch 'i < used' true | branch 'i < used' false | callee sweep
 */
