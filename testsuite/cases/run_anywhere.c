/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buf { long len; char text[8]; struct { int low, high; } mark; };
struct box { struct buf first, *more; };
static int table[6];
static struct buf bufs[3];

__attribute__((noinline)) static void grow(struct buf *b)
{
	if (b)
		b->len += b->len & 1;
}

static long fields(struct box *box, int n)
{
	struct buf local = { 1, "a", { 0, 0 } }, *heap = malloc(sizeof *heap);

	heap->len = n;
	box->first.len = 3;
	box->first = local;
	*heap = box->first;
	grow(heap);
	grow(&local);
	grow(NULL);
	heap->mark.high = n + 1;
	box->more = heap;
	box->more->len--;
	n = (int)(heap->len + local.len);
	free(heap);
	return n;
}

static int elements(int n)
{
	int *p = table + 1, sum = 0;

	table[0] = n;
	for (int i = 1; i < n; i++)
		table[i] = i * i;
	p[2] = -1;
	*p = -2;
	p[n] = 7;
	bufs[n - 2].len = n;
	bufs[0] = bufs[1];
	for (int i = 0; i < 6; i++)
		sum += table[i];
	memset(table, 0, sizeof table);
	memset(table, 0, sizeof table);
	return sum;
}

int main(void)
{
	struct box box;
	long sum = fields(&box, 5);

	printf("%ld %d\n", sum, elements(4));
	return 0;
}

/* spec:
 *   fields:
 *     - name: any
 *       cftl: 'forall q in changes(struct buf.len): q(struct buf.len) in [1, 2]'
 *     - name: deeper
 *       cftl: 'forall q in changes(struct buf.mark.high): q(struct buf.mark.high) == 6'
 *     - name: text
 *       cftl: 'forall q in changes(struct buf.text): q(struct buf.text) == "a"'
 *   elements:
 *     - name: element
 *       cftl: 'forall q in changes(table[*]): q(table[*]) > 1'
 *     - name: through a pointer
 *       cftl: 'forall q in changes(p[*]): q(p[*]) < 0'
 *     - name: field of an element
 *       cftl: 'forall q in changes(bufs[*].len): q(bufs[*].len) == 4'
 * want-output: 3 12
 * want-verdict: any 5 true 2 false 0 unknown
 * want-verdict: deeper 1 true 3 false 0 unknown
 * want-verdict: text 3 true 0 false 0 unknown
 * want-verdict: element 3 true 1 false 1 unknown
 * want-verdict: through a pointer 2 true 1 false 0 unknown
 * want-verdict: field of an element 1 true 1 false 0 unknown
 */
