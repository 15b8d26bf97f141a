/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>

struct order { int paid, packed, sent; struct order *previous; };

static int closed;

static void close_order(const struct order *o)
{
	closed = o->paid + o->packed + o->sent;
}

int main(void)
{
	struct order a = { 1, 1, 1, NULL }, b = { 1, 0, 1, &a }, c = { 0, 0, 0, &b };

	close_order(&a);
	close_order(&b);
	close_order(&c);
	return closed;
}

/* spec:
 *   close_order:
 *     - name: chain
 *       cftl: 'forall q in changes(closed): q(o->sent) == 1 implies q(o->packed) == 1 implies q(o->paid) == 1'
 *     - name: sent
 *       cftl: 'forall q in changes(closed): q(o->sent) == 1 implies q(o->packed) == 1'
 *     - name: previous
 *       cftl: 'forall q in changes(closed): q(o->previous->sent) == 1 implies q(o->sent) == 1'
 *     - name: before
 *       cftl: 'forall q in changes(closed): q(o->previous->packed) == 1 implies q(o->previous->paid) == 0'
 *     - name: equal
 *       cftl: 'forall q in changes(closed): q(o->paid) == 1 iff q(o->packed) == 1 iff q(o->sent) == 1'
 *     - name: both
 *       cftl: 'forall q in changes(closed): q(o->sent) == 1 or q(o->paid) == 1 and q(o->packed) == 1'
 *     - name: either
 *       cftl: 'forall q in changes(closed): q(o->previous->sent) == 1 or q(o->paid) == 0 and q(closed) == 0'
 * want: chain = true true true
 * want: sent = true false true
 * want: previous = true true false
 * want: before = unknown(no-value) false true
 * want: equal = true false false
 * want: both = true true false
 * want: either = unknown(no-value) true true
 * covers: implies true=sent false=sent unknown=before
 * covers: precedence true=both false=both unknown=either
 */
