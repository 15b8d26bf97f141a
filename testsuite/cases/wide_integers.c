/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

static int64_t total;
static uint64_t bits;
static const uint64_t *mask;

static void add(int64_t n)
{
	total += n;
	bits |= (uint64_t)1 << (n & 63);
}

int main(void)
{
	static const uint64_t all = UINT64_MAX;

	add(INT64_C(9007199254740993));
	mask = &all;
	add(62);
	add(-1);
	return 0;
}

/* spec:
 *   add:
 *     - {name: exact, cftl: 'forall q in changes(total): q(total) == 9007199254740993'}
 *     - {name: neighbour, cftl: 'forall q in changes(total): q(total) > 9007199254740992'}
 *     - {name: double, cftl: 'forall q in changes(total): q(total) * 1.0 == 9007199254740992.0'}
 *     - {name: high, cftl: 'forall q in changes(bits): q(bits) >= 0x8000000000000000'}
 *     - {name: mask, cftl: 'forall q in changes(bits): q(bits) < q(*mask)'}
 *     - {name: odd, cftl: 'forall q in changes(total): 1000000000000 % (q(total) % 10 - 3) == 1'}
 * want: exact = true false false
 * want: neighbour = true true true
 * want: double = true false false
 * want: high = false false true
 * want: mask = unknown(no-value) true true
 * want: odd = unknown(no-value) false false
 * covers: long-integer true=exact false=exact unknown=odd
 */
