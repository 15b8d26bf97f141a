/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of sectors from a disk that is slow when it likes: nothing in the program is
 * to blame for it. */
#include "spend.h"

struct request {
	unsigned sector, count;
	int write;
};

static unsigned crc(unsigned sector, unsigned count)
{
	unsigned sum = sector;

	for (unsigned i = 0; i < count; i++)
		sum = sum * 17 + i;
	return sum;
}

static unsigned transfer(const struct request *r)
{
	unsigned sum = 0;

	if (r->write)
		sum = crc(r->sector, r->count);
	if (r->sector > 5000)
		spend(4);
	spend(15 + draw(10) / 9 * 4000);
	if (r->count > 12 || r->sector % 8)
		spend(2);
	if (!r->write)
		sum = crc(r->sector, r->count);
	return sum;
}

static unsigned serve(unsigned number)
{
	struct request r = { .sector = draw(10000), .count = 1 + draw(16) };

	if (draw(3) == 0)
		r.write = 1;
	if (number % 5 == 0)
		r.sector -= r.sector % 8;
	return transfer(&r);
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 500; i++)
		sum += serve(i);
	return sum == 0;
}

/* spec:
 *   serve:
 *     - {name: quick, record: [r.sector, r.count, number], cftl: 'forall c in calls(transfer): cost(c) < 1000 us'}
 * cause: none
 */
