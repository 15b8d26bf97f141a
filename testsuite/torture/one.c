/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * First of three parts: a hundred rounds through the two others.
 */
#include <stdio.h>

#include "parts.h"

/* The three files have a static function, and a formula, of the same name each. */
static __attribute__((noinline)) int helper(int n)
{
	int k;

	k = n % 5;
	return k;
}

static int rounds(int count)
{
	int sum = 0, turn;

	for (int i = 0; i < count; i++) {
		turn = helper(i);
		sum += part_two(turn);
		if (i % 4 == 0)
			sum += part_three(i);
	}
	return sum;
}

int main(void)
{
	printf("%d\n", rounds(100));
	return 0;
}
