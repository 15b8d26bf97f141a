/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash table whose keys come in clusters: some searches look at many places. */
#include "spend.h"

#define SIZE 1024

static unsigned table[SIZE];

static unsigned place_of(unsigned key)
{
	return key < 5000 ? key * 7 % 64 : key * 2654435761u % SIZE;
}

static int insert(unsigned key)
{
	unsigned place = place_of(key), tries = 0;

	while (table[place] != 0 && table[place] != key) {
		spend(40);
		place = (place + 1) % SIZE;
		if (++tries == SIZE)
			return 0;
	}
	if (table[place] == key)
		return 2;
	table[place] = key;
	spend(10);
	return 1;
}

static int add(unsigned number)
{
	unsigned key = 5000 + draw(100000);

	if (number % 4 == 0)
		key = 1 + draw(4000);
	return insert(key);
}

int main(void)
{
	int added = 0;

	for (unsigned i = 0; i < 500; i++)
		added += add(i);
	return added == 0;
}

/* spec:
 *   add:
 *     - {name: quick, cftl: 'forall c in calls(insert): cost(c) < 2000 us'}
 * cause: count 'table[place] != 0 && table[place] != key' | count '++tries == SIZE'
 */
