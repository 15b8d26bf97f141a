/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The tree of one CFTL formula: an array of nodes that refer to each other by
 * index, and a pool of NUL-terminated strings.  It is what the parser makes,
 * what the compiler completes (values of constants), what travels in the unit,
 * and what the evaluator reads.  Children come before their parents in the
 * array, except that a VAR points back at the quantifier that binds it.
 */
#ifndef VYPR_SPEC_AST_H
#define VYPR_SPEC_AST_H

#include <stddef.h>
#include <stdint.h>

#include "spec/status.h"

#ifdef __cplusplus
extern "C" {
#endif

enum vypr_node_kind {
#define VYPR_NODE(name, class) VYPR_NODE_##name,
#include "spec/node.def"
#undef VYPR_NODE
	VYPR_NODE_KINDS
};

enum vypr_order { VYPR_ORDER_NONE, VYPR_ORDER_AFTER, VYPR_ORDER_BEFORE };
enum vypr_compare { VYPR_EQ, VYPR_NE, VYPR_LT, VYPR_LE, VYPR_GT, VYPR_GE };
enum vypr_unit_of {
	VYPR_UNIT_NONE, VYPR_UNIT_NS, VYPR_UNIT_US, VYPR_UNIT_MS,
	VYPR_UNIT_S, VYPR_UNIT_MIN, VYPR_UNIT_H
};

/* The type of a captured value or of a resolved constant.  ENUM values are I64
 * with names known to the compiler only; BOOL is 0 or 1; PTR an address. */
enum vypr_type {
	VYPR_TYPE_NONE, VYPR_TYPE_I64, VYPR_TYPE_U64, VYPR_TYPE_F64,
	VYPR_TYPE_BOOL, VYPR_TYPE_PTR, VYPR_TYPE_CHAR,
	VYPR_TYPE_STRING         /* its contents; the 64 bits are its id in the run */
};

/* Whose paths a property keeps: nobody's; the scope's; also of the measured
 * callee; also of all it calls in the same file; or of the functions listed. */
enum vypr_path_mode {
	VYPR_PATHS_OFF, VYPR_PATHS_SCOPE, VYPR_PATHS_CALLEE, VYPR_PATHS_DEEP,
	VYPR_PATHS_LIST
};

struct vypr_node {
	uint8_t kind;            /* enum vypr_node_kind */
	uint8_t op;              /* see node.def */
	int32_t a, b, c, d;      /* children, -1: none */
	int32_t str;             /* offset into strings, -1: none */
	union {
		int64_t i;
		double f;
	} v;
	uint32_t line;           /* place in the specification file, 1-based */
	uint32_t column, end_column; /* bytes, 1-based, inclusive */
};

struct vypr_ast {
	struct vypr_node *nodes;
	size_t node_count;
	char *strings;
	size_t strings_size;
	int32_t root;            /* the outermost FORALL or EXISTS */
};

/* A name of a kind, for messages and --json ("next_call"). */
const char *vypr_node_name(enum vypr_node_kind kind);

/* Frees what the ast points to and zeroes it.  Used on malloc'ed asts only;
 * asts inside a decoded unit belong to the unit. */
void vypr_ast_fini(struct vypr_ast *ast);

/* Is it a comparison with "?"? */
static inline int vypr_node_measures(const struct vypr_ast *ast, int32_t node)
{
	const struct vypr_node *n = &ast->nodes[node];

	return n->kind == VYPR_NODE_COMPARE && n->b >= 0 &&
	       ast->nodes[n->b].kind == VYPR_NODE_QUESTION;
}

/* The text at str, "" for -1. */
static inline const char *vypr_ast_string(const struct vypr_ast *ast, int32_t str)
{
	return str < 0 ? "" : ast->strings + str;
}

#ifdef __cplusplus
}
#endif
#endif
