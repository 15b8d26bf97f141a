/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

struct node { int key; struct node *left, *right; };

static struct node *insert(struct node *to, struct node *n)
{
	struct node **side;

	if (!to)
		return n;
	side = n->key < to->key ? &to->left : &to->right;
	*side = insert(*side, n);
	return to;
}

int main(void)
{
	struct node nodes[] = { { 5, NULL, NULL }, { 2, NULL, NULL }, { 3, NULL, NULL } };
	struct node *tree = NULL;

	for (int i = 0; i < 3; i++)
		tree = insert(tree, nodes + i);
	return tree->left->right->key - 3;
}

/* spec:
 *   insert:
 *     - {name: leaf, cftl: 'forall e in entry: e(to) == NULL'}
 *     - {name: left, cftl: 'forall e in entry: e(to->left) == NULL'}
 *     - {name: found, cftl: 'forall c in calls(insert): argument(c, 1) == NULL'}
 *     - {name: same, cftl: 'forall c in calls(insert): returned(c) == argument(c, 2)'}
 * want: leaf = true false true false false true
 * want: left = unknown(no-value) true unknown(no-value) false true unknown(no-value)
 * want: found = true false true
 * want: same = true false true
 * covers: null true=leaf false=leaf unknown=left
 * covers: pointer true=leaf false=leaf unknown=left
 * covers: recursion true=leaf false=leaf unknown=left
 */
