/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static inline __attribute__((always_inline)) int clamp(int n, int most)
{
	if (most < 0)
		exit(0);
	return n > most ? most : n;
}

static inline int twice(int n)
{
	return clamp(2 * n, 100);
}

static int scale(int n, int most)
{
	return clamp(twice(n), most);
}

int main(void)
{
	scale(3, 10);
	scale(70, 200);
	scale(1, -1);
	return 1;
}

/* spec:
 *   scale:
 *     - {name: kept, cftl: 'forall c in calls(clamp): returned(c) == argument(c, 1)'}
 *     - {name: small, cftl: 'forall c in calls(twice): returned(c) < 10'}
 *   twice:
 *     - {name: full, cftl: 'forall c in calls(clamp): returned(c) == 100'}
 * want: kept = true true unknown(unwound)
 * want: small = true false true
 * want: full = false true false
 * covers: inline true=kept false=small unknown=kept
 */
