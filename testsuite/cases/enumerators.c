/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

enum light { RED, AMBER = 5, GREEN };
struct crossing { enum light light; struct crossing *other; };

static void next(struct crossing *c)
{
	c->light = c->light == RED ? GREEN : c->light == GREEN ? AMBER : RED;
}

int main(void)
{
	struct crossing b = { RED, NULL }, a = { RED, &b };

	next(&a);
	next(&a);
	next(&b);
	return 0;
}

/* spec:
 *   next:
 *     - {name: go, cftl: 'forall q in changes(c->light): q(c->light) == GREEN'}
 *     - {name: order, cftl: 'forall q in changes(c->light): q(c->light) > AMBER'}
 *     - {name: safe, cftl: 'forall q in changes(c->light): q(c->other->light) == RED'}
 *     - {name: numbers, cftl: 'forall q in changes(c->light): q(c->light) in [AMBER, 5]'}
 * want: go = true false true
 * want: order = true false true
 * want: safe = true true unknown(no-value)
 * want: numbers = false true false
 * covers: enumerator true=go false=go unknown=safe
 * covers: enum true=go false=go unknown=safe
 */
