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
	spend(30);
	if (!n)
		return new_node(key);
	if (key < n->key)
		n->left = insert(n->left, key);
	else if (key > n->key)
		n->right = insert(n->right, key);
	return n;
}

static struct node *root;

/* Where keys come from: the last below a part of the tree that is a list. */
static const unsigned least[] = { 1000, 1000, 1000, 1000, 1000, 101 };
static const unsigned range[] = { 100000, 50000, 100000, 50000, 100000, 300 };

static void add(unsigned number)
{
	unsigned from = draw(6), key = least[from] + draw(range[from]);

	if (number % 5 == 0)
		key |= 1;
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
	root = insert(NULL, 500);
	for (unsigned i = 1; i <= 100; i++)
		insert(root, i);
	for (unsigned i = 1; i <= 400; i++)
		add(i);
	free_tree(root);
	return 0;
}

/* spec:
 *   add:
 *     - {name: quick, paths: deep, cftl: 'forall c in calls(insert): cost(c) < 1500 us'}
 * cause: count 'key > n->key' | count '!n' | callee insert | count 'key < n->key'
 */
