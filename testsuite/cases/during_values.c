/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int hits, misses;

static int cached(int key)
{
	if (key % 3 == 0)
		hits++;
	else
		misses++;
	if (misses > 3)
		exit(0);
	return key % 3 == 0;
}

static int compute(int key)
{
	return cached(key) ? key : key * 2;
}

static void page(int from, int to)
{
	for (int k = from; k < to; k++)
		compute(k);
}

int main(void)
{
	page(3, 4);
	page(4, 7);
	page(7, 9);
	return 1;
}

/* spec:
 *   page:
 *     - {name: warm, cftl: 'forall q in changes(misses) during cached: q(misses) < 2'}
 *     - name: hit
 *       cftl: 'forall e in entry: exists q in changes(hits) during cached: q(key) >= 6'
 *     - name: no miss
 *       cftl: 'forall e in entry: forall q in changes(misses) during cached: q(key) > 9'
 *     - {name: share, cftl: 'forall q in changes(hits) during cached: 6 / (q(key) - 6) == -2'}
 * want: warm = true false false false
 * want: hit = false true unknown(unwound)
 * want: share = true unknown(no-value)
 * want: no miss = false false false false
 * covers: during true=hit false=hit unknown=share
 */
