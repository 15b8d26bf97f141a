/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct list { int head; struct list *tail; };

static int sum(const struct list *l)
{
	return l ? l->head + sum(l->tail) : 0;
}

int main(void)
{
	struct list c = { 3, NULL }, b = { -2, &c }, a = { 1, &b };

	return sum(&a) != 2;
}

/* spec:
 *   sum:
 *     - {name: more, cftl: 'forall e in entry: e(l) != NULL'}
 *     - {name: positive, cftl: 'forall e in entry: e(l->head) > 0'}
 *     - {name: longer, cftl: 'forall e in entry: e(l->tail->head) == 3'}
 * want: more = true true true false
 * want: positive = true false true unknown(no-value)
 * want: longer = false true unknown(no-value) unknown(no-value)
 * covers: entry true=more false=more unknown=positive
 * covers: recursion true=positive false=positive unknown=positive
 * covers: pointer true=more false=more unknown=longer
 */
