/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static const int *bias;

static int counter(int by)
{
	static int total = 10;
	static const int most = 15;

	total += by;
	if (total > most)
		total = most;
	return total;
}

int main(void)
{
	static const int five = 5;

	counter(2);
	bias = &five;
	counter(2);
	counter(2);
	return counter(0) != 15;
}

/* spec:
 *   counter:
 *     - {name: room, cftl: 'forall q in changes(total): q(total) < most'}
 *     - {name: exact, cftl: 'forall q in changes(total): q(total) == 14'}
 *     - {name: biased, cftl: 'forall q in changes(total): q(total) - q(*bias) in [9, 10]'}
 *     - {name: most biased, cftl: 'forall q in changes(total): q(*bias) * 3 == most'}
 * want: room = true true false false false
 * want: exact = false true false false false
 * want: biased = unknown(no-value) true false true true
 * want: most biased = unknown(no-value) true true true true
 * covers: static-variable true=room false=room unknown=biased
 * covers: constant-variable true=room false=room unknown=most biased
 */
