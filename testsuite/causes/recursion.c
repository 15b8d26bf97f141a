/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search tree that some keys make deep. */
#include <stdlib.h>

#include "spend.h"

struct node {
	unsigned key;
	struct node *left, *right;
};

static struct node *new_node(unsigned key)
{
	struct node *n = calloc(1, sizeof *n);

	if (!n)
		abort();
	n->key = key;
	return n;
}

static struct node *insert(struct node *n, unsigned key)
{
	spend(20);
	if (!n)
		return new_node(key);
	if (key < n->key)
		n->left = insert(n->left, key);
	else if (key > n->key)
		n->right = insert(n->right, key);
	return n;
}

static struct node *root;

static void add(unsigned number)
{
	unsigned key = 100000 + draw(100000);

	if (number % 5 == 0)
		key = number; /* in order: a list, not a tree */
	root = insert(root, key);
}

static void free_tree(struct node *n)
{
	if (!n)
		return;
	free_tree(n->left);
	free_tree(n->right);
	free(n);
}

int main(void)
{
	for (unsigned i = 1; i <= 500; i++)
		add(i);
	free_tree(root);
	return 0;
}

/* spec:
 *   add:
 *     - {name: quick, paths: deep, cftl: 'forall c in calls(insert): cost(c) < 1000 us'}
 * cause: count 'key > n->key' | count '!n' | callee insert | count 'key < n->key'
 */
