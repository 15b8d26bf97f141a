/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct state { int level; struct state *outer; };

static void enter(struct state *s) { s->level++; }
static void leave(struct state *s) { s->level--; }
static int look(const struct state *s) { return s->level; }

int main(void)
{
	struct state a = { 0, NULL }, b = { 0, &a };

	enter(&b);
	enter(&b);
	leave(&b);
	leave(&a);
	return look(&a) + look(&b);
}

/* spec:
 *   "*":
 *     - {name: level, in: {containing_change_of: s->level}, cftl: 'forall e in exit: e(s->level) > 0'}
 *     - {name: outer, in: {containing_change_of: s->level}, cftl: 'forall e in exit: e(s->outer->level) == 0'}
 * want: level = true true true false
 * want: outer = true true true unknown(no-value)
 * covers: containing true=level false=level unknown=outer
 */
