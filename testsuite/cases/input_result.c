/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static unsigned key = 40;

static void rotate(unsigned by)
{
	if (by > 31)
		abort();
	key = key << by | key >> (32 - by);
}

static void scramble(unsigned a, unsigned b)
{
	rotate(a);
	rotate(b);
}

int main(void)
{
	scramble(1, 2);
	scramble(3, 40);
	return 0;
}

/* spec:
 *   scramble:
 *     - {name: grows, cftl: 'forall c in calls(rotate): result(c)(key) > input(c)(key)'}
 *     - {name: doubles, cftl: 'forall c in calls(rotate): result(c)(key) == 2 * input(c)(key)'}
 *     - {name: even, cftl: 'forall c in calls(rotate): input(c)(key) % 16 == 0'}
 * want: grows = true true true unknown(died)
 * want: doubles = true false false unknown(died)
 * want: even = false true true true
 * want-end: SIGABRT
 * covers: input true=grows false=doubles unknown=grows
 * covers: result true=grows false=doubles unknown=doubles
 * covers: unsigned true=grows false=doubles unknown=grows
 */
