/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdlib.h>

struct tree { struct tree *left, *right; int weight; };

static int weigh(const struct tree *t)
{
	int sum;

	if (!t)
		return 0;
	if (t->weight < 0)
		exit(0);
	sum = weigh(t->left);
	sum += weigh(t->right) + t->weight;
	return sum;
}

int main(void)
{
	struct tree a = { NULL, NULL, 3 }, b = { NULL, NULL, 4 }, c = { &a, &b, 1 },
		    d = { &c, NULL, -1 };

	weigh(&c);
	weigh(&d);
	return 1;
}

/* spec:
 *   weigh:
 *     - {name: first, cftl: 'forall q in changes(sum): next_change(q, sum)(sum) > q(sum)'}
 *     - {name: sum, cftl: 'forall q in changes(sum): q(sum) < 4'}
 *     - {name: below, cftl: 'forall c in calls(weigh): returned(c) > 0'}
 *     - {name: known, cftl: 'forall e in entry: e(t->weight) > 0'}
 * want: first = true unknown(no-event) true unknown(no-event) true unknown(no-event)
 * want: sum = true false true true true false
 * want: below = true true false false false false
 * want: known = true true unknown(no-value) unknown(no-value) true unknown(no-value) unknown(no-value) false
 * covers: deep-recursion true=sum false=sum unknown=known
 * covers: recursion true=first false=sum unknown=first
 */
