/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct cell { int v; struct cell *up; };

static int x, y;

static void copy(const struct cell *c)
{
	x = c->v;
	y = x = c->v + 1;
	x = y;
}

int main(void)
{
	struct cell root = { 4, NULL }, leaf = { 7, &root };

	copy(&leaf);
	copy(&root);
	return 0;
}

/* spec:
 *   copy:
 *     - {name: plain, cftl: 'forall q in changes(x): q(x) >= 5'}
 *     - {name: both, cftl: 'forall q in changes(y): q(y) == q(x)'}
 *     - {name: above, cftl: 'forall q in changes(y): q(c->up->v) < q(y)'}
 * want: plain = true true true false true true
 * want: both = true true
 * want: above = true unknown(no-value)
 * covers: assignment true=plain false=plain unknown=above
 * covers: global true=plain false=plain unknown=above
 */
