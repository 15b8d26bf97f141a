/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A compiler of patterns that is quick when one of its short cuts fits. */
#include "spend.h"

struct pattern {
	unsigned letters, stars, flags;
};

static int compile(const struct pattern *p)
{
	if (p->letters == 0)
		return 0;
	spend(10);
	if (p->stars == 0)
		return 1; /* a plain text */
	if (p->stars == 1 && p->letters < 20)
		return 2; /* a prefix */
	if (p->flags & 1)
		spend(5);
	if (p->letters < 30)
		return 3; /* tried out one by one */
	spend(4000);
	return 4;
}

static int search(unsigned number)
{
	struct pattern p = { .letters = draw(33), .stars = draw(4) };

	if (number % 3 == 0)
		p.flags = 1;
	return compile(&p);
}

int main(void)
{
	int sum = 0;

	for (unsigned i = 0; i < 500; i++)
		sum += search(i);
	return sum == 0;
}

/* spec:
 *   search:
 *     - {name: quick, cftl: 'forall c in calls(compile): cost(c) < 1000 us'}
 * cause: branch 'p->letters < 30' false
 */
