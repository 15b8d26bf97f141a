/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what the compiler writes into a formula, values of constants and names of types,
 * and that recorded formulas of the same source file have it.
 */
#include "analysis/respec_private.h"

#include <string.h>

/* ---- what the compiler knows ---- */

/* The first node of the recorded formulas' of the unit for which same returns 1. */
static const struct vypr_node *
known_node(const struct respec_maker *m, uint32_t unit,
	   int (*same)(const struct vypr_ast *recorded, const struct vypr_node *n,
		       const char *text),
	   const char *text, const struct vypr_ast **ret_ast)
{
	const struct vypr_unit *from = m->drafts[unit].from;

	for (uint32_t f = 0; f < from->formula_count; f++) {
		const struct vypr_ast *ast = &from->formulas[f].ast;

		for (size_t i = 0; i < ast->node_count; i++)
			if (same(ast, &ast->nodes[i], text)) {
				*ret_ast = ast;
				return &ast->nodes[i];
			}
	}
	return NULL;
}

static int is_constant(const struct vypr_ast *ast, const struct vypr_node *n,
		       const char *text)
{
	return n->kind == VYPR_NODE_CONSTANT && n->op != VYPR_TYPE_NONE &&
	       strcmp(vypr_ast_string(ast, n->str), text) == 0;
}

static int is_type(const struct vypr_ast *ast, const struct vypr_node *n,
		   const char *text)
{
	return n->kind == VYPR_NODE_TYPE && n->str >= 0 && n->a >= 0 &&
	       strcmp(vypr_ast_string(ast, ast->nodes[n->a].str), text) == 0;
}

/* A word beside type(...) is the name of a type. */
static int names_type(const struct vypr_ast *ast, int32_t node)
{
	for (size_t i = 0; i < ast->node_count; i++) {
		const struct vypr_node *n = &ast->nodes[i];

		if (n->kind != VYPR_NODE_COMPARE || n->a < 0 || n->b < 0)
			continue;
		if ((n->a == node && ast->nodes[n->b].kind == VYPR_NODE_TYPE) ||
		    (n->b == node && ast->nodes[n->a].kind == VYPR_NODE_TYPE))
			return 1;
	}
	return 0;
}

static int32_t add_ast_string(struct respec_maker *m, struct vypr_ast *ast,
			      const char *text)
{
	size_t size = strlen(text) + 1;
	char *strings = vypr_respec_get(m, ast->strings_size + size);

	if (!strings)
		return -1;
	memcpy(strings, ast->strings, ast->strings_size);
	memcpy(strings + ast->strings_size, text, size);
	ast->strings = strings;
	ast->strings_size += size;
	return (int32_t)(ast->strings_size - size);
}

static void resolve_node(struct respec_maker *m, uint32_t unit, struct vypr_ast *ast,
			 int32_t node)
{
	struct vypr_node *n = &ast->nodes[node];
	const struct vypr_node *known;
	const struct vypr_ast *where;

	if (n->kind == VYPR_NODE_CONSTANT && names_type(ast, node)) {
		n->kind = VYPR_NODE_STRING;
	} else if (n->kind == VYPR_NODE_CONSTANT && n->op == VYPR_TYPE_NONE) {
		known = known_node(m, unit, is_constant, vypr_ast_string(ast, n->str),
				   &where);
		if (!known) {
			vypr_respec_problem(m, node, "the value of '%s' was not recorded",
					    vypr_ast_string(ast, n->str));
			return;
		}
		n->op = known->op;
		n->v = known->v;
	} else if (n->kind == VYPR_NODE_TYPE && n->a >= 0) {
		const char *lvalue = vypr_ast_string(ast, ast->nodes[n->a].str);

		known = known_node(m, unit, is_type, lvalue, &where);
		if (!known)
			vypr_respec_problem(m, node, "the type of '%s' was not recorded",
					    lvalue);
		else
			n->str = add_ast_string(m, ast,
						vypr_ast_string(where, known->str));
	}
}

/* A copy in the report. */
int vypr_respec_copy_ast(struct respec_maker *m, uint32_t unit,
			 const struct vypr_ast *from, struct vypr_ast *ret_ast)
{
	*ret_ast = *from;
	ret_ast->nodes = vypr_respec_get(m, (from->node_count + 1) * sizeof *from->nodes);
	ret_ast->strings = vypr_respec_get(m, from->strings_size + 1);
	if (!ret_ast->nodes || !ret_ast->strings)
		return 0;
	memcpy(ret_ast->nodes, from->nodes, from->node_count * sizeof *from->nodes);
	memcpy(ret_ast->strings, from->strings, from->strings_size);
	for (size_t i = 0; i < from->node_count; i++)
		resolve_node(m, unit, ret_ast, (int32_t)i);
	return 1;
}
