/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A parser of settings, in which the slow thing is three calls below the measured one. */
#include "spend.h"

struct reader {
	unsigned at, size, seed;
};

static unsigned next(struct reader *r)
{
	r->at++;
	return r->seed = r->seed * 1103515245u + 12345u;
}

static int resolve(unsigned name)
{
	spend(4);
	if (name % 23 == 0)
		spend(2500); /* not in the table: asks another machine */
	return name % 2 == 0;
}

static int read_reference(struct reader *r)
{
	unsigned name = next(r) >> 16;

	if (name % 5 == 0)
		return 0;
	return resolve(name);
}

static int read_value(struct reader *r)
{
	unsigned kind = (next(r) >> 16) % 4;

	if (kind == 0)
		return read_reference(r);
	if (kind == 1)
		spend(3);
	return kind > 1;
}

static int read_section(struct reader *r)
{
	int values = 0;

	while (r->at < r->size) {
		if ((next(r) >> 16) % 16 == 0)
			r->at += 2;
		values += read_value(r);
	}
	return values;
}

static int load_section(unsigned number)
{
	struct reader r = { .size = 4 + draw(8), .seed = number };

	return read_section(&r);
}

int main(void)
{
	int values = 0;

	for (unsigned i = 0; i < 400; i++)
		values += load_section(i * 31);
	return values == 0;
}

/* spec:
 *   load_section:
 *     - {name: quick, paths: deep, cftl: 'forall c in calls(read_section): cost(c) < 1000 us'}
 * cause: branch 'name % 23 == 0' true
 */
