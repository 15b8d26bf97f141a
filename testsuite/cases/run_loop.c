/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A callee of a million turns tells the beginning and the end of its path, not the middle. */
#include <stdio.h>

static unsigned grind(unsigned n)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < n; i++) {
		if (i % 7 == 3)
			sum += i;
		else
			sum ^= i;
	}
	return sum;
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 3; i++)
		sum += grind(1000000);
	printf("%u\n", sum != 0);
	return 0;
}

/* spec:
 *   main:
 *     - name: quick
 *       cftl: 'forall c in calls(grind): duration(c) < 1 h'
 * want-output: 1
 * want-events: 61
 * want-verdict: quick 3 true 0 false 0 unknown
 */
