/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a value that is to be recorded becomes part of a formula's tree: a chain of
 * RECORD nodes beside it, that the formula's text does not show.
 */
#include "spec/parser.h"

#include <stdlib.h>
#include <string.h>

static void line_one(void *ctx, size_t offset, int *ret_line, int *ret_column)
{
	(void)ctx;
	*ret_line = 1;
	*ret_column = (int)offset + 1;
}

/* One C variable and nothing else: a VALUE with its place, in a tree of its own. */
static int32_t parse_lvalue(struct vypr_parser *p)
{
	int32_t text, value;

	p->token = vypr_lex_next(&p->lexer);
	text = vypr_parser_lvalue(p);
	if (text < 0)
		return -1;
	if (p->token.kind != VYPR_TOKEN_END)
		return vypr_parser_expected(p, "the end of the variable");
	value = vypr_parser_node(p, VYPR_NODE_VALUE, 0, -1, -1);
	if (value >= 0)
		vypr_parser_at_node(p, value)->str = text;
	return value;
}

/* Room for more nodes and strings; on failure the tree is as it was. */
static int make_room(struct vypr_ast *ast, size_t nodes, size_t strings)
{
	void *moved = realloc(ast->nodes, (ast->node_count + nodes) * sizeof *ast->nodes);

	if (!moved)
		return 0;
	ast->nodes = moved;
	moved = realloc(ast->strings, ast->strings_size + strings);
	if (!moved)
		return 0;
	ast->strings = moved;
	return 1;
}

static int32_t append_node(struct vypr_ast *ast, enum vypr_node_kind kind, int32_t a,
			   int32_t str, const struct vypr_node *place)
{
	ast->nodes[ast->node_count] =
		(struct vypr_node){ .kind = (uint8_t)kind,
				    .a = a,
				    .b = -1,
				    .c = -1,
				    .d = -1,
				    .str = str,
				    .line = place->line,
				    .column = place->column,
				    .end_column = place->end_column };
	return (int32_t)ast->node_count++;
}

/* The last of the chain refers to it, the root to the first. */
static void link_record(struct vypr_ast *ast, int32_t record)
{
	int32_t last = (int32_t)ast->nodes[ast->root].v.i - 1;

	if (last < 0) {
		ast->nodes[ast->root].v.i = record + 1;
		return;
	}
	while (ast->nodes[last].b >= 0)
		last = ast->nodes[last].b;
	ast->nodes[last].b = record;
}

/* VAR of the first variable, VALUE, RECORD. */
static enum vypr_status append(struct vypr_ast *ast, const struct vypr_ast *lvalue,
			       int32_t value)
{
	const struct vypr_node *place = &lvalue->nodes[value];
	const char *text = lvalue->strings + place->str;
	size_t size = strlen(text) + 1;
	int32_t str = (int32_t)ast->strings_size, node;

	if (!make_room(ast, 3, size))
		return VYPR_NOMEM;
	memcpy(ast->strings + str, text, size);
	ast->strings_size += size;
	node = append_node(ast, VYPR_NODE_VAR, ast->root, ast->nodes[ast->root].str,
			   place);
	node = append_node(ast, VYPR_NODE_VALUE, node, str, place);
	link_record(ast, append_node(ast, VYPR_NODE_RECORD, node, -1, place));
	return VYPR_OK;
}

enum vypr_status vypr_parse_record(const char *text, size_t size,
				   const struct vypr_place_map *map, struct vypr_ast *ast,
				   struct vypr_diag *reterr_diag)
{
	const struct vypr_place_map own = { line_one, NULL };
	struct vypr_parser p = {
		.lexer = { .text = text, .position = 0, .limit = size },
		.size = size,
		.map = map ? map : &own,
		.diag = reterr_diag,
	};
	int32_t value = parse_lvalue(&p);

	if (value >= 0) {
		p.status = append(ast, &p.ast, value);
		if (p.status != VYPR_OK)
			vypr_diag_set(reterr_diag, p.status, 0, 0, 0, "%s",
				      vypr_status_text(p.status));
	}
	vypr_ast_fini(&p.ast);
	free(p.marks);
	return p.status;
}
