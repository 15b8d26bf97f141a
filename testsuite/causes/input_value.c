/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scaler of pictures: no branch tests the width, but all the work goes by it. */
#include "spend.h"

struct picture {
	unsigned width, depth, quality;
};

static unsigned scale(const struct picture *p)
{
	unsigned filter = 1;

	if (p->quality > 5)
		filter = 2;
	if (p->depth == 16)
		filter++;
	spend(p->width * p->width / 1000);
	return filter;
}

static unsigned thumbnail(unsigned number)
{
	struct picture p = { .depth = 8, .quality = draw(10) };
	unsigned filter;

	p.width = 100 + draw(300) + draw(12) / 11 * 2400;
	if (number % 2)
		p.depth = 16;
	filter = scale(&p);
	if (filter == 3)
		spend(2);
	return filter;
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 500; i++)
		sum += thumbnail(i);
	return sum == 0;
}

/* spec:
 *   thumbnail:
 *     - {name: quick, record: [p.width, p.quality, number], cftl: 'forall c in calls(scale): cost(c) < 1000 us'}
 * cause: value 'p.width' >
 */
