/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct leaf { int v; };
struct stem { struct leaf *leaf; struct stem *up; };

static int depth;

static void climb(const struct stem *s)
{
	for (; s; s = s->up)
		depth++;
}

int main(void)
{
	struct leaf l = { 5 };
	const struct stem root = { NULL, NULL }, twig = { &l, (struct stem *)&root };

	climb(&twig);
	return 0;
}

/* spec:
 *   climb:
 *     - {name: leaf, cftl: 'forall q in changes(depth): q(s->leaf->v) == 5'}
 *     - {name: high, cftl: 'forall q in changes(depth): q(s->up->leaf->v) > q(depth)'}
 *     - {name: both, cftl: 'forall q in changes(depth): q(s->leaf->v) > 4 and q(depth) > 1'}
 *     - {name: either, cftl: 'forall q in changes(depth): q(s->leaf->v) < 4 or q(depth) > 1'}
 *     - {name: wild, cftl: 'forall q in changes(depth): q(s->leaf->v) / (q(depth) - 1) == 0'}
 * want: leaf = true unknown(no-value)
 * want: high = unknown(no-value) unknown(no-value)
 * want: both = false unknown(no-value)
 * want: either = false true
 * want: wild = unknown(no-value) unknown(no-value)
 * covers: reason-no-value true=leaf false=both unknown=leaf
 */
