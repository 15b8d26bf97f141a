/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static int level;
static const int *limit;

static void set(int n) { level = n; }

static void sweep(int from, int to)
{
	for (int i = from; i <= to; i++) {
		level = i;
		set(i);
	}
}

int main(void)
{
	static const int four = 4;

	sweep(2, 5);
	limit = &four;
	sweep(4, 4);
	return 0;
}

/* spec:
 *   sweep:
 *     - {name: closed, cftl: 'forall q in changes(level): q(level) in [3, 4]'}
 *     - {name: open, cftl: 'forall q in changes(level): q(level) in (2, 5)'}
 *     - {name: left, cftl: 'forall q in changes(level): q(level) in (2, 4]'}
 *     - {name: right, cftl: 'forall q in changes(level): q(level) in [3, 5)'}
 *     - {name: closed limit, cftl: 'forall q in changes(level): q(level) in [3, q(*limit)]'}
 *     - {name: open limit, cftl: 'forall q in changes(level): q(level) in (q(*limit), 5)'}
 *     - {name: left limit, cftl: 'forall q in changes(level): q(level) in (2, q(*limit)]'}
 *     - {name: right limit, cftl: 'forall q in changes(level): q(level) in [q(*limit), 5)'}
 * want: closed = false true true false true
 * want: open = false true true false true
 * want: left = false true true false true
 * want: right = false true true false true
 * want: closed limit = false unknown(no-value) unknown(no-value) unknown(no-value) true
 * want: open limit = unknown(no-value) unknown(no-value) unknown(no-value) false false
 * want: left limit = false unknown(no-value) unknown(no-value) unknown(no-value) true
 * want: right limit = unknown(no-value) unknown(no-value) unknown(no-value) false true
 * covers: in-closed true=closed false=closed unknown=closed limit
 * covers: in-open true=open false=open unknown=open limit
 * covers: in-left-open true=left false=left unknown=left limit
 * covers: in-right-open true=right false=right unknown=right limit
 * covers: interval-of-terms true=right limit false=right limit unknown=right limit
 */
