/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Second part.
 */
#include "parts.h"

static __attribute__((noinline)) int helper(int n)
{
	int k;

	k = n * 2;
	k++;
	return k;
}

int part_two(int n)
{
	int r = 0;

	for (int i = 0; i < n; i++)
		r += helper(i);
	return r;
}
