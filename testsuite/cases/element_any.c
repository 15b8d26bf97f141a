/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static int heap[8], used;

static void sift(int i)
{
	while (i > 0 && heap[(i - 1) / 2] > heap[i]) {
		int t = heap[i];

		heap[i] = heap[(i - 1) / 2];
		heap[(i - 1) / 2] = t;
		i = (i - 1) / 2;
	}
}

static void push(int v)
{
	heap[used] = v;
	sift(used++);
}

int main(void)
{
	push(5);
	push(3);
	push(4);
	push(1);
	return heap[0] != 1;
}

/* spec:
 *   push:
 *     - {name: small, cftl: 'forall q in changes(heap[*]): q(v) < 5'}
 *     - {name: slot, cftl: 'forall q in changes(heap[used]): q(heap[used]) >= 4'}
 *     - {name: slot share, cftl: 'forall q in changes(heap[used]): q(heap[used]) / q(used) >= 1'}
 *     - {name: share, cftl: 'forall q in changes(heap[*]): 12 / q(used) > 5'}
 *     - {name: first, cftl: 'forall q in changes(heap[0]): q(heap[0]) == 5'}
 *   sift:
 *     - {name: moved, cftl: 'forall q in changes(heap[*]): q(i) == 1'}
 * want: small = false true true true
 * want: slot = true false true false
 * want: slot share = unknown(no-value) true true false
 * want: share = unknown(no-value) true true false
 * want: first = true
 * want: moved = true true false false true true
 * covers: any-element true=small false=small unknown=share
 * covers: element-variable true=slot false=slot unknown=slot share
 */
