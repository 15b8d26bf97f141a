/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sensitivity SLOW_US COUNT: 1000 requests, COUNT of which are cold, and so much slower.
 * The others take 60 to 90 us each by what is in them.  Most cold ones are remote as
 * well, and some others are.
 */
#include <stdlib.h>

#include "causes/spend.h"

#define REQUESTS 1000

struct request {
	unsigned kind, size;
	int cold, remote;
};

static unsigned slow_us, slow_count;

static unsigned read_header(const struct request *r)
{
	unsigned fields = 2;

	while (fields < 6 && draw(3) != 0)
		fields++;
	if (r->remote)
		spend(2);
	return fields;
}

static void answer(const struct request *r)
{
	unsigned fields = read_header(r);

	switch (r->kind) {
	case 0: spend(60); break;
	case 1: spend(66); break;
	default: spend(62);
	}
	if (r->size > 3000)
		spend(4);
	if (r->cold)
		spend(slow_us);
	for (unsigned i = 0; i < fields; i++)
		spend(draw(4));
	if (r->size % 2)
		spend(2);
}

static void serve(unsigned number)
{
	struct request r = { .kind = draw(4), .size = draw(4000) };

	r.cold = number * slow_count / REQUESTS != (number + 1) * slow_count / REQUESTS;
	r.remote = draw(10) < (r.cold ? 7 : 1);
	answer(&r);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	slow_us = (unsigned)atoi(argv[1]);
	slow_count = (unsigned)atoi(argv[2]);
	for (unsigned i = 0; i < REQUESTS; i++)
		serve(i);
	return 0;
}
