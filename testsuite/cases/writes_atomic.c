/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdatomic.h>
#include <stddef.h>

struct gauge { atomic_int now; struct gauge *peer; };

static void move(struct gauge *g, int by)
{
	atomic_fetch_add(&g->now, by);
	g->now++;
	atomic_store(&g->now, by);
}

int main(void)
{
	struct gauge a = { 0, NULL }, b = { 10, &a };

	move(&a, 2);
	move(&b, -5);
	return 0;
}

/* spec:
 *   move:
 *     - {name: low, cftl: 'forall q in changes(g->now): q(g->now) < 6'}
 *     - {name: peer, cftl: 'forall q in changes(g->now): q(g->peer->now) == 2'}
 *     - {name: high, cftl: 'forall q in changes(g->now): q(g->now) > 1'}
 * want: low = true true true true false true
 * want: peer = unknown(no-value) unknown(no-value) unknown(no-value) true true true
 * want: high = true true true true true false
 * covers: atomic true=low false=low unknown=peer
 */
