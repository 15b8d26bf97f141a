/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A caller of another machine that tries again after an error, and waits longer each
 * time: a few tries are quick enough, more are not. */
#include "spend.h"

static int attempt(unsigned server)
{
	spend(10);
	return draw(20) < (server == 3 ? 17u : 2u);
}

static int request(unsigned server, unsigned size)
{
	unsigned tries = 0;

	if (size > 900)
		spend(20);
	while (attempt(server)) {
		spend(25u << 2 * tries);
		if (++tries > 4)
			return -1;
	}
	if (size % 2)
		spend(5);
	return (int)tries;
}

static int ask(unsigned number)
{
	unsigned server = draw(8), size = draw(1000);

	if (number % 20 == 0)
		size = 0;
	return request(server, size);
}

int main(void)
{
	int failed = 0;

	for (unsigned i = 0; i < 600; i++)
		failed += ask(i) < 0;
	return failed > 500;
}

/* spec:
 *   ask:
 *     - {name: quick, cftl: 'forall c in calls(request): cost(c) < 2000 us'}
 * cause: count 'attempt' | count '++tries > 4' | branch '++tries > 4' true
 */
