/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#define MOVE(p, dx, dy) ((p)->x += (dx), (p)->y += (dy))
#define BOTH(p, n) MOVE(p, n, n)
#define ORIGIN (0)

struct point { int x, y; };

static void walk(struct point *p, int n)
{
	MOVE(p, n, -n);
	BOTH(p, n);
	if (p->x > 9)
		exit(abs(p->y) - 2);
}

int main(void)
{
	struct point p = { 0, 1 };

	walk(&p, 1);
	walk(&p, 3);
	walk(&p, 2);
	return 1;
}

/* spec:
 *   walk:
 *     - {name: x, cftl: 'forall q in changes(p->x): q(p->x) < 6'}
 *     - {name: y, cftl: 'forall q in changes(p->y): q(p->y) >= ORIGIN'}
 *     - {name: then, cftl: 'forall q in changes(p->x): next_change(q, p->y)(p->y) == 1'}
 *     - {name: last, cftl: 'forall q in changes(p->y): next_change(q, p->x)(p->x) > 1'}
 *     - name: never macro
 *       cftl: 'forall q in changes(p->y): next_change(q, p->x)(p->x) > ORIGIN'
 * want: x = true true true false false false
 * want: y = true true false true false true
 * want: then = false true false true false true
 * want: last = true unknown(no-event) true unknown(no-event) true unknown(unwound)
 * want: never macro = true unknown(no-event) true unknown(no-event) true unknown(unwound)
 * want-end: 255
 * covers: macro true=y false=y unknown=never macro
 */
