/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

enum level { LOW = -1, HIGH = 250 };
struct box { unsigned char small; signed char tiny; double half; struct box *next; };
static long total;

static void fill(struct box *b, int n)
{
	b->small = (unsigned char)n;
	b->tiny = (signed char)n;
	b->half = n / 2.0;
	b->next = n & 1 ? b : 0;
	total += n;
}

static void twice(int *n)
{
	*n *= 2;
}

static int by_address(int n)
{
	int x = n;

	twice(&x);
	return x;
}

int main(void)
{
	struct box b;
	int sum = 0;

	for (int i = -2; i < 8; i++)
		fill(&b, i);
	for (int i = 0; i < 4; i++)
		sum += by_address(i);
	printf("%ld %d\n", total, sum);
	return 0;
}

/* spec:
 *   fill:
 *     - name: small
 *       cftl: 'forall q in changes(b->small): q(b->small) < HIGH'
 *     - name: tiny
 *       cftl: 'forall q in changes(b->tiny): q(b->tiny) > LOW'
 *     - name: half
 *       cftl: 'forall q in changes(b->half): q(b->half) in (-0.5, 2.5]'
 *     - name: next
 *       cftl: 'forall q in changes(b->next): q(b->next) != NULL'
 *     - name: total
 *       cftl: 'forall q in changes(total): q(total) >= 0 or q(n) == -2'
 *   by_address:
 *     - name: by address
 *       cftl: 'forall q in changes(x): q(x) < 4'
 *   main:
 *     - name: grows
 *       cftl: 'forall t in calls(by_address): after(t)(i) == before(t)(i)'
 * want-output: 25 12
 * want-verdict: small 8 true 2 false 0 unknown
 * want-verdict: tiny 8 true 2 false 0 unknown
 * want-verdict: half 6 true 4 false 0 unknown
 * want-verdict: next 5 true 5 false 0 unknown
 * want-verdict: total 7 true 3 false 0 unknown
 * want-verdict: by address 5 true 2 false 0 unknown
 * want-verdict: grows 4 true 0 false 0 unknown
 */
