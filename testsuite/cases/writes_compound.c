/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct counter { long hits; struct counter *total; };

static void hit(struct counter *c, long by)
{
	c->hits += by;
	c->hits *= 2;
	c->hits <<= 1;
	c->hits -= 3;
	c->hits %= 50;
	c->hits |= 4;
	c->hits ^= 1;
	if (c->total)
		c->total->hits++;
}

int main(void)
{
	struct counter all = { 0, NULL }, one = { 0, &all };

	hit(&one, 4);
	hit(&all, 1);
	return 0;
}

/* spec:
 *   hit:
 *     - {name: odd, cftl: 'forall q in changes(c->hits): q(c->hits) % 2 == 1'}
 *     - {name: total, cftl: 'forall q in changes(c->hits): q(c->total->hits) == 0'}
 * want: odd = false false false true true true false false false false true true true false
 * want: total = true true true true true true true unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value) unknown(no-value)
 * covers: compound true=odd false=odd unknown=total
 */
