/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

static unsigned char ticks = 253;
static const int *wraps;

static void tick(int n)
{
	while (n-- > 0)
		ticks++;
	--ticks;
}

int main(void)
{
	static const int none = 0;

	tick(1);
	wraps = &none;
	tick(4);
	return 0;
}

/* spec:
 *   tick:
 *     - {name: high, cftl: 'forall q in changes(ticks): q(ticks) > 100'}
 *     - {name: left, cftl: 'forall q in changes(n): q(n) >= 0'}
 *     - {name: known, cftl: 'forall q in changes(ticks): q(ticks) > q(*wraps)'}
 *     - {name: share, cftl: 'forall q in changes(n): 6 / q(n) >= 2'}
 * want: high = true true true true false false false
 * want: left = true false true true true true false
 * want: known = unknown(no-value) unknown(no-value) true true false true false
 * want: share = unknown(no-value) false true true true unknown(no-value) false
 * covers: increment true=high false=high unknown=known
 * covers: unsigned-char true=high false=high unknown=known
 * covers: parameter true=left false=left unknown=share
 */
