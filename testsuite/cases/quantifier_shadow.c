/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int level, step;

static void go(int to)
{
	for (step = 0; step < to; step++) {
		level += step;
		if (level > 12)
			exit(0);
	}
	level = to;
}

int main(void)
{
	go(3);
	go(0);
	go(9);
	return 1;
}

/* spec:
 *   go:
 *     - name: step then level
 *       cftl: 'forall q in changes(step): exists q2 in changes(level) after q: q2(level) == 3'
 *     - name: lower
 *       cftl: 'forall q in changes(level): q(level) > 0 implies (exists s in changes(step) before q: s(step) == 2)'
 *     - name: pair
 *       cftl: 'exists q in changes(step), l in changes(level) after q: l(level) == q(step) + 3'
 *     - name: same
 *       cftl: 'exists q in changes(step): forall l in changes(level) after q: l(level) >= q(step)'
 *     - name: never
 *       cftl: 'exists q in changes(step): forall l in changes(level) after q: l(level) > 99'
 * want: step then level = true true true true false true true true unknown(unwound) unknown(unwound) unknown(unwound)
 * want: lower = true false true true true true false true true true true
 * want: pair = true false true
 * want: same = true true unknown(unwound)
 * want: never = false false unknown(unwound)
 * covers: exists-inside true=step then level false=step then level unknown=step then level
 * covers: exists-forall true=same false=never unknown=same
 */
