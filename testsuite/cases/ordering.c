/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct score { int points; const struct score *best; };

static void add(struct score *s, int points)
{
	s->points += points;
}

int main(void)
{
	struct score champion = { 10, NULL }, s = { 0, &champion };

	add(&s, 9);
	add(&s, 1);
	add(&s, 1);
	add(&champion, 1);
	return 0;
}

/* spec:
 *   add:
 *     - {name: below, cftl: 'forall q in changes(s->points): q(s->points) < 10'}
 *     - {name: not above, cftl: 'forall q in changes(s->points): q(s->points) <= 10'}
 *     - {name: above, cftl: 'forall q in changes(s->points): q(s->points) > 10'}
 *     - {name: not below, cftl: 'forall q in changes(s->points): q(s->points) >= 10'}
 *     - {name: behind, cftl: 'forall q in changes(s->points): q(s->points) < q(s->best->points)'}
 *     - {name: up to, cftl: 'forall q in changes(s->points): q(s->points) <= q(s->best->points)'}
 *     - {name: ahead, cftl: 'forall q in changes(s->points): q(s->points) > q(s->best->points)'}
 *     - {name: from, cftl: 'forall q in changes(s->points): q(s->points) >= q(s->best->points)'}
 * want: below = true false false false
 * want: not above = true true false false
 * want: above = false false true true
 * want: not below = false true true true
 * want: behind = true false false unknown(no-value)
 * want: up to = true true false unknown(no-value)
 * want: ahead = false false true unknown(no-value)
 * want: from = false true true unknown(no-value)
 * covers: less true=below false=below unknown=behind
 * covers: less-equal true=up to false=up to unknown=up to
 * covers: greater true=above false=above unknown=ahead
 * covers: greater-equal true=from false=from unknown=from
 * covers: terms-both-sides true=ahead false=ahead unknown=ahead
 */
