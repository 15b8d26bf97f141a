/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int stack[8], top;

static int pop(void)
{
	if (!top)
		exit(0);
	return stack[--top];
}

static void add(void)
{
	int a = pop();
	int b = pop();

	stack[top++] = a + b;
}

int main(void)
{
	stack[top++] = 1;
	stack[top++] = 2;
	stack[top++] = 3;
	add();
	add();
	add();
	return 1;
}

/* spec:
 *   add:
 *     - {name: left, cftl: 'forall c in calls(pop): after(c)(top) >= 1'}
 *     - {name: same, cftl: 'forall c in calls(pop): after(c)(top) == before(c)(top) - 1'}
 *     - {name: low, cftl: 'forall c in calls(pop): after(c)(top) < 2'}
 *     - name: swapped
 *       cftl: 'forall c in calls(pop): before(c)(top) - after(c)(top) == 2 * after(c)(top) - 1'
 * want: left = true true true false false unknown(unwound)
 * want: same = true true true true true unknown(unwound)
 * want: low = false true true true true unknown(unwound)
 * want: swapped = false true true false false unknown(unwound)
 * covers: after-call true=left false=left unknown=left
 * covers: terms-both-sides true=same false=swapped unknown=same
 */
