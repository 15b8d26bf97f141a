/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of blocks: those that are compressed have to be unpacked first. */
#include "spend.h"

struct block {
	unsigned size, sum;
	int compressed;
};

static unsigned checksum(const struct block *b)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < b->size % 7; i++)
		sum = sum * 31 + i;
	return sum;
}

static int load(struct block *b)
{
	spend(20);
	if (b->size == 0)
		return -1;
	if (b->compressed)
		spend(4000);
	if (b->size % 2)
		spend(10);
	if (checksum(b) != b->sum)
		spend(5);
	b->sum = checksum(b);
	return 0;
}

static int read_block(unsigned number)
{
	struct block b = { .size = draw(4096), .compressed = draw(12) == 0 };
	int status;

	if (number % 16 == 0)
		b.size /= 2;
	status = load(&b);
	if (status != 0)
		return status;
	if (b.sum == 7)
		spend(3);
	return 0;
}

int main(void)
{
	int bad = 0;

	for (unsigned i = 0; i < 400; i++)
		bad += read_block(i) != 0;
	return bad == 400;
}

/* spec:
 *   read_block:
 *     - {name: quick, cftl: 'forall c in calls(load): cost(c) < 1000 us'}
 * cause: branch 'b->compressed' true
 */
