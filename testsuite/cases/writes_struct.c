/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

struct point { int x, y; };
struct shape { struct point at; const struct point *old; };

static struct shape s;

static void move(struct point to, const struct point *from)
{
	s.at = to;
	s.old = from;
	memset(&s, 0, sizeof s);
	s = (struct shape){ { to.y, to.x }, from };
}

int main(void)
{
	const struct point origin = { 0, 0 };

	move((struct point){ 1, 2 }, &origin);
	move((struct point){ -1, 3 }, 0);
	return 0;
}

/* spec:
 *   move:
 *     - {name: right, cftl: 'forall q in changes(s.at.x): q(s.at.x) >= 0'}
 *     - {name: crossed, cftl: 'forall q in changes(s.at.y): q(s.at.y) == q(to.x)'}
 *     - {name: moved, cftl: 'forall q in changes(s.at): q(from->x) < q(s.at.x)'}
 * want: right = true true true false true true
 * want: crossed = false false true false false true
 * want: moved = true false true unknown(no-value) unknown(no-value) unknown(no-value)
 * covers: whole-struct true=right false=right unknown=moved
 * covers: member true=right false=right unknown=moved
 * covers: chain true=right false=right unknown=moved
 */
