/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A product of sparse matrices: a row costs what its columns have in them. */
#include "spend.h"

#define ROWS 400

static unsigned columns[ROWS], lengths[ROWS];

static unsigned multiply_row(unsigned row)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < columns[row]; i++) {
		unsigned length = lengths[(row * 7 + i * 13) % ROWS];

		for (unsigned j = 0; j < length; j++) {
			sum += i * j;
			spend(10);
		}
		if (sum % 2)
			sum++;
	}
	return sum;
}

static unsigned product(unsigned row)
{
	if (row % 10 == 0)
		spend(5);
	return multiply_row(row);
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < ROWS; i++) {
		columns[i] = 2 + draw(3);
		lengths[i] = draw(16) == 0 ? 200 + draw(50) : 3 + draw(5);
	}
	for (unsigned i = 0; i < ROWS; i++)
		sum += product(i);
	return sum == 0;
}

/* spec:
 *   product:
 *     - {name: quick, cftl: 'forall c in calls(multiply_row): cost(c) < 1000 us'}
 * cause: count 'j < length'
 */
