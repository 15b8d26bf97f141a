/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdatomic.h>

atomic_int hits;

void f(int n)
{
	atomic_store(&hits, n);
	hits = n;
	atomic_fetch_add(&hits, 2);
	hits++;
}

/* spec:
 *   f:
 *     - 'forall q in changes(hits): q(hits) > 0'
 * want-site: 8 change hits [value]
 * want-site: 9 change hits [value]
 * want-site: 10 change hits [value]
 * want-site: 11 change hits [value]
 */
