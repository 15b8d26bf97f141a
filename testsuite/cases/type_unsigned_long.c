/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <stddef.h>

struct big { unsigned long n; long m; const struct big *other; };

static void store(struct big *b, unsigned long n, long m)
{
	b->n = n;
	b->m = m;
}

int main(void)
{
	const struct big most = { ULONG_MAX, LONG_MIN, NULL };
	struct big b = { 0, 0, NULL };

	store(&b, ULONG_MAX, -1);
	b.other = &most;
	store(&b, 1, LONG_MIN);
	return 0;
}

/* spec:
 *   store:
 *     - {name: largest, cftl: 'forall q in changes(b->n): q(b->n) == ULONG_MAX'}
 *     - {name: mixed, cftl: 'forall q in changes(b->m): q(b->m) < q(b->n)'}
 *     - {name: not equal, cftl: 'forall q in changes(b->m): q(b->m) == q(b->n)'}
 *     - {name: other, cftl: 'forall q in changes(b->m): q(b->other->m) < q(b->n)'}
 *     - {name: sum, cftl: 'forall q in changes(b->n): q(b->n) + 1 == 18446744073709551616.0'}
 * want: largest = true false
 * want: mixed = true true
 * want: not equal = false false
 * want: other = unknown(no-value) true
 * want: sum = true false
 * covers: unsigned-long true=largest false=largest unknown=other
 * covers: mixed-signs true=mixed false=not equal unknown=other
 * covers: long true=mixed false=not equal unknown=other
 */
