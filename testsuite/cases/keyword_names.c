/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct call { int before, after, in, not; };

static int forall, duration, class;
static const struct call *next_call;

static int exists(struct call *c)
{
	forall = c->before;
	duration = c->after - c->before;
	class = c->in;
	return c->not;
}

int main(void)
{
	struct call a = { 1, 4, 0, 0 }, b = { 2, 2, 1, 1 };

	exists(&a);
	next_call = &b;
	exists(&b);
	return 0;
}

/* spec:
 *   exists:
 *     - {name: one, cftl: 'forall q in changes(forall): q(forall) == 1'}
 *     - name: duration
 *       cftl: 'forall q in changes(duration): q(duration) > 0 and q(c->after) == 4'
 *     - {name: class, cftl: 'forall q in changes(class): q(class) == q(next_call->in)'}
 *     - name: members
 *       cftl: 'forall e in entry: e(c->in) == e(c->not) and e(c->before) <= e(c->after)'
 *   main:
 *     - {name: calls, cftl: 'forall c in calls(exists): returned(c) == 0'}
 * want: one = true false
 * want: duration = true false
 * want: class = unknown(no-value) true
 * want: members = true true
 * want: calls = true false
 * covers: global true=one false=one unknown=class
 */
