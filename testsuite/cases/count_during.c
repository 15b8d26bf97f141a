/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

static int node(int n) { if (n > 8) exit(0); return n & 1; }

static int subtree(int n)
{
	if (n > 0)
		return node(n) + subtree(n - 2);
	return 0;
}

static int visit(int n)
{
	return subtree(n) + 1;
}

int main(void)
{
	visit(0);
	visit(3);
	visit(8);
	visit(10);
	return 1;
}

/* spec:
 *   visit:
 *     - {name: shallow, cftl: 'forall e in entry: count(calls(node) during subtree) < 3'}
 *     - {name: calls, cftl: 'forall e in entry: count(entry(subtree)) <= 4'}
 *     - {name: one, cftl: 'forall e in entry: count(calls(subtree)) == 1'}
 * want: shallow = true true false unknown(unwound)
 * want: calls = true true false unknown(unwound)
 * want: one = true true true unknown(unwound)
 * covers: count-during true=shallow false=shallow unknown=shallow
 * covers: deep-recursion true=shallow false=shallow unknown=shallow
 */
