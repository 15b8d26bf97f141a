/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As false_sharing, on any machine: the time is that of a processor whose line of the cache
 * another one writes to.  Which counter it is, is not recorded, and no branch knows: all that is
 * to be seen from inside a process is that it ran, for longer, on the same way. */
#include "spend.h"

#define LINE 8 /* counters */

static unsigned long counters[64];

/* of each line, what a write to it costs: another thread writes to the first one */
static const unsigned costs[] = { 25, 1, 1, 1, 1, 1, 1, 1 };

static const unsigned slots[] = { 16, 24, 32, 40, 3, 48, 56, 20, 28, 36 };

static unsigned long count(unsigned slot, unsigned weight)
{
	if (weight == 0)
		return 0;
	for (unsigned i = 0; i < 100; i++) {
		counters[slot] += weight;
		spend(costs[slot / LINE]);
	}
	if (weight > 90)
		spend(2);
	return counters[slot];
}

static unsigned long note(unsigned number)
{
	unsigned slot = slots[draw(10)], weight = draw(100);

	if (number % 10 == 0)
		weight = 1;
	return count(slot, weight);
}

int main(void)
{
	unsigned long sum = 0;

	for (unsigned i = 0; i < 400; i++)
		sum += note(i);
	return sum == 0;
}

/* spec:
 *   note:
 *     - {name: quick, record: [weight], cftl: 'forall c in calls(count): cost(c) < 1000 us'}
 * cause: running | queued
 */
