/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdlib.h>

struct list { struct list *next, *prev; };

static struct list *head;

static void push(struct list *l)
{
	l->next = head;
	if (head)
		head->prev = l;
	head = l;
}

int main(void)
{
	struct list a = { NULL, NULL }, b = a, c = a;

	push(&a);
	push(&b);
	push(&c);
	return 0;
}

/* spec:
 *   push:
 *     - {name: first, cftl: 'forall q in changes(l->next): q(l->next) == NULL'}
 *     - {name: linked, cftl: 'forall q in changes(head): q(l->next->prev) == q(head)'}
 *     - {name: own, cftl: 'forall q in changes(head): q(head) == q(l)'}
 *     - {name: not head, cftl: 'forall q in changes(head->prev): q(head->prev) != q(l)'}
 * want: first = true false false
 * want: linked = unknown(no-value) true true
 * want: own = true true true
 * want: not head = false false
 * covers: pointer true=first false=first unknown=linked
 * covers: terms-both-sides true=own false=not head unknown=linked
 */
