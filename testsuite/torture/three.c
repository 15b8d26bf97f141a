/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Third part.
 */
#include "parts.h"

static __attribute__((noinline)) int helper(int n)
{
	int k;

	k = n - 50;
	return k;
}

int part_three(int n)
{
	int r;

	r = helper(n);
	return r < 0 ? -r : r;
}
