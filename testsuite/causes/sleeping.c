/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sender that keeps to a rate which a table gives: it sleeps, and no branch says when.
 */
#include <unistd.h>

#include "spend.h"

static const unsigned pauses[] = { 0, 0, 0, 0, 0, 0, 15000, 0, 0, 0, 0 };

static unsigned seal(unsigned size)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < size % 5; i++)
		sum = sum * 7 + size;
	return sum;
}

static unsigned send_packet(unsigned size)
{
	unsigned sum;

	if (size < 64)
		size = 64;
	sum = seal(size);
	usleep(pauses[draw(11)]);
	if (size > 1000)
		spend(5);
	return sum;
}

static unsigned forward(unsigned number)
{
	unsigned size = draw(1500);

	if (number % 6 == 0)
		size = 40;
	return send_packet(size);
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 400; i++)
		sum += forward(i);
	return sum == 0;
}

/* spec:
 *   forward:
 *     - {name: quick, cftl: 'forall c in calls(send_packet): duration(c) < 8 ms'}
 * clock: sleep is not counted
 * cause: waiting
 */
