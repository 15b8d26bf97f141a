/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int allocated;

static void *get_block(int n)
{
	allocated += n;
	if (allocated > 9)
		exit(0);
	return &allocated;
}

static void grow(int steps)
{
	for (int i = 1; i <= steps; i++)
		get_block(i);
}

int main(void)
{
	grow(1);
	grow(3);
	grow(2);
	grow(1);
	return 1;
}

/* spec:
 *   grow:
 *     - {name: few, cftl: 'forall e in entry: count(entry(get_block)) < 3'}
 *     - name: matched
 *       cftl: 'forall e in entry: count(entry(get_block)) == count(exit(get_block))'
 *     - {name: left, cftl: 'forall e in exit: e(allocated) - count(exit(get_block)) == 0'}
 *     - {name: entered, cftl: 'forall e in entry(get_block): e(n) == 1'}
 *     - {name: done, cftl: 'forall e in entry: exists x in exit(get_block): x(allocated) < 7'}
 *     - {name: big, cftl: 'forall x in exit(get_block): x(allocated) < 7'}
 * want: few = true false unknown(unwound)
 * want: matched = true true unknown(unwound)
 * want: left = true false
 * want: entered = true true false false true false
 * want: done = true true unknown(unwound)
 * want: big = true true true false false
 * covers: entry-of true=few false=few unknown=few
 * covers: exit-of true=done false=big unknown=done
 */
