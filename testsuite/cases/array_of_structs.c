/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct cell { int value; struct cell *link; };

static struct cell cells[3];

static void put(int i, int v)
{
	cells[i].value = v;
	cells[0].link = i ? &cells[i] : NULL;
}

int main(void)
{
	put(1, 5);
	put(2, 8);
	put(0, 2);
	return 0;
}

/* spec:
 *   put:
 *     - {name: value, cftl: 'forall q in changes(cells[i].value): q(cells[i].value) > 4'}
 *     - {name: first, cftl: 'forall q in changes(cells[0].value): q(cells[0].value) == 2'}
 *     - {name: link, cftl: 'forall q in changes(cells[0].link): q(cells[0].link->value) == q(v)'}
 *     - {name: any, cftl: 'forall q in changes(cells[*].value): q(v) < 8'}
 *     - name: field
 *       cftl: 'forall q in changes(struct cell.value): q(struct cell.value) == q(v)'
 *     - {name: any share, cftl: 'forall q in changes(cells[i].value): 6 / q(i) == 3'}
 *     - {name: share, cftl: 'forall q in changes(cells[*].value): 6 / q(i) == 3'}
 * want: value = true true false
 * want: first = true
 * want: link = true true unknown(no-value)
 * want: any = true false true
 * want: field = true true true
 * want: any share = false true unknown(no-value)
 * want: share = false true unknown(no-value)
 * covers: element-variable true=value false=value unknown=any share
 * covers: any-element true=any false=any unknown=share
 */
