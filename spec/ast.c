/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the names of the kinds of nodes and who owns a tree's memory.
 */
#include "spec/ast.h"

#include <stdlib.h>
#include <string.h>

/* The names are the ones of node.def in small letters, made so by the compiler:
 * one list, and no table to fill at run time. */
#define LETTER(s, i) ((i) < sizeof(s) ? (s)[(i) < sizeof(s) ? (i) : 0] : 0)
#define SMALL(s, i)                                                                      \
	((char)(LETTER(s, i) >= 'A' && LETTER(s, i) <= 'Z' ? LETTER(s, i) + 32           \
							   : LETTER(s, i)))
#define SMALL4(s, i) SMALL(s, i), SMALL(s, i + 1), SMALL(s, i + 2), SMALL(s, i + 3)
#define SMALL16(s) SMALL4(s, 0), SMALL4(s, 4), SMALL4(s, 8), SMALL4(s, 12)

enum { NAME_SIZE = 16 };

static const char names[][NAME_SIZE] = {
#define VYPR_NODE(name, class) { SMALL16(#name) },
#include "spec/node.def"
#undef VYPR_NODE
};

#define VYPR_NODE(name, class)                                                           \
	_Static_assert(sizeof #name <= NAME_SIZE, "the name of a node is too long");
#include "spec/node.def"
#undef VYPR_NODE

const char *vypr_node_name(enum vypr_node_kind kind)
{
	return (unsigned)kind < VYPR_NODE_KINDS ? names[kind] : "unknown";
}

void vypr_ast_fini(struct vypr_ast *ast)
{
	free(ast->nodes);
	free(ast->strings);
	memset(ast, 0, sizeof *ast);
}
