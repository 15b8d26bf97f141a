/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdlib.h>

struct task { int priority; struct task *next; };

static struct task *first;
static int length;

static void enqueue(struct task *t)
{
	struct task **at = &first;

	while (*at && (*at)->priority >= t->priority)
		at = &(*at)->next;
	t->next = *at;
	*at = t;
	length++;
}

static struct task *take(void)
{
	struct task *t = first;

	if (!t)
		exit(0);
	first = t->next;
	length--;
	return t;
}

static void work_off(int n)
{
	while (n--)
		take();
}

int main(void)
{
	struct task tasks[] = { { 2, NULL }, { 5, NULL }, { 1, NULL } };

	for (int i = 0; i < 3; i++)
		enqueue(&tasks[i]);
	work_off(2);
	work_off(2);
	return 1;
}

/* spec:
 *   enqueue:
 *     - {name: last, cftl: 'forall q in changes(t->next): q(t->next) == NULL'}
 *     - name: order
 *       cftl: 'forall q in changes(t->next): q(t->next->priority) < q(t->priority)'
 *     - {name: grows, cftl: 'forall q in changes(length): q(length) < 3'}
 *   work_off:
 *     - {name: urgent, cftl: 'forall c in calls(take): after(c)(length) > 0'}
 *     - {name: there, cftl: 'forall c in calls(take): before(c)(first) != NULL'}
 *     - name: falling
 *       cftl: 'forall c in calls(take): before(next_call(c, take))(first->priority) < 2'
 * want: last = true false true
 * want: order = unknown(no-value) true unknown(no-value)
 * want: grows = true true false
 * want: urgent = true true false unknown(unwound)
 * want: there = true true true false
 * want: falling = false unknown(no-event) unknown(no-value) unknown(unwound)
 */
