/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct probe { int celsius; const int *offset; };

static void take(struct probe *p, int celsius)
{
	p->celsius = celsius;
}

int main(void)
{
	static const int off = -30;
	struct probe p = { 0, NULL };

	take(&p, 4);
	p.offset = &off;
	take(&p, -6);
	take(&p, 50);
	return 0;
}

/* spec:
 *   take:
 *     - {name: near, cftl: 'forall q in changes(p->celsius): abs(q(p->celsius)) < 10'}
 *     - {name: below, cftl: 'forall q in changes(p->celsius): -q(p->celsius) > 0'}
 *     - name: distance
 *       cftl: 'forall q in changes(p->celsius): abs(q(p->celsius) + q(*p->offset)) == 20'
 *     - name: mirrored
 *       cftl: 'forall q in changes(p->celsius): -q(*p->offset) > -q(p->celsius)'
 *     - {name: colder, cftl: 'forall q in changes(p->celsius): -q(*p->offset) < q(p->celsius)'}
 * want: near = true true false
 * want: below = false true false
 * want: distance = unknown(no-value) false true
 * want: mirrored = unknown(no-value) true true
 * want: colder = unknown(no-value) false true
 * covers: abs true=near false=near unknown=distance
 * covers: negate true=below false=below unknown=mirrored
 */
