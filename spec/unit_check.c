/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what the fields of a unit may refer to.  After this check a reader follows any
 * index without looking; only what needs the meaning of a formula (slots of roles, the
 * shape of a tree) is left to vypr_form_make and the monitor.
 */
#include "spec/unit_private.h"

#include "spec/event.h"

#define FUNCTIONS_MOST 65536u

static int good_string(const struct vypr_unit *u, vypr_str s)
{
	return s == 0 || s < u->strings_size;
}

static int within(uint32_t first, uint32_t count, uint32_t all)
{
	return first <= all && count <= all - first;
}

/* A block of a function: 0 also means "none" in a function without a graph. */
static int good_block(const struct vypr_function *f, uint32_t block)
{
	return block < f->block_count || (f->block_count == 0 && block == 0);
}

static int good_edges(const struct vypr_unit *u, const struct vypr_function *f,
		      const struct vypr_block *b)
{
	for (uint32_t i = 0; i < b->edge_count; i++) {
		const struct vypr_edge *e = &u->edges[b->first_edge + i];

		if (e->target >= f->block_count || e->kind > VYPR_EDGE_ABNORMAL ||
		    !good_string(u, e->label))
			return 0;
	}
	return 1;
}

static int good_blocks(const struct vypr_unit *u, const struct vypr_function *f,
		       uint32_t *next_edge)
{
	for (uint32_t i = 0; i < f->block_count; i++) {
		const struct vypr_block *b = &u->blocks[f->first_block + i];

		if (b->kind > VYPR_BLOCK_EXIT || b->bits > 32 || b->entry_bits > 32 ||
		    !good_string(u, b->condition))
			return 0;
		if (b->loop_header != UINT32_MAX && b->loop_header >= f->block_count)
			return 0;
		if (b->edge_count == 0)
			continue;
		if (b->first_edge < *next_edge ||
		    !within(b->first_edge, b->edge_count, u->edge_count) ||
		    !good_edges(u, f, b))
			return 0;
		*next_edge = b->first_edge + b->edge_count;
	}
	return 1;
}

static int good_functions(const struct vypr_unit *u)
{
	uint32_t next_block = 0, next_edge = 0;

	if (u->function_count > FUNCTIONS_MOST)
		return 0;
	for (uint32_t i = 0; i < u->function_count; i++) {
		const struct vypr_function *f = &u->functions[i];

		if (!good_string(u, f->name) || !good_string(u, f->symbol) ||
		    !good_string(u, f->file) || !good_block(f, f->entry_block))
			return 0;
		if (f->block_count == 0)
			continue;
		if (f->first_block < next_block ||
		    !within(f->first_block, f->block_count, u->block_count) ||
		    !good_blocks(u, f, &next_edge))
			return 0;
		next_block = f->first_block + f->block_count;
	}
	return 1;
}

static int good_pair(const struct vypr_unit *u, const struct vypr_site *s)
{
	const struct vypr_site *other;

	if (s->pair == UINT32_MAX)
		return 1;
	if (s->pair >= u->site_count)
		return 0;
	other = &u->sites[s->pair];
	return other->function == s->function &&
	       ((s->kind == VYPR_EVENT_BEGIN && other->kind == VYPR_EVENT_END) ||
		(s->kind == VYPR_EVENT_END && other->kind == VYPR_EVENT_BEGIN));
}

static int good_site(const struct vypr_unit *u, const struct vypr_site *s)
{
	const struct vypr_function *f;

	if (s->kind >= VYPR_EVENT_KINDS || s->function >= u->function_count)
		return 0;
	f = &u->functions[s->function];
	return good_block(f, s->block) && good_block(f, s->path_start) &&
	       good_string(u, s->text) && good_string(u, s->subject) &&
	       s->type <= VYPR_TYPE_STRING && good_pair(u, s) &&
	       within(s->first_role, s->role_count, u->role_count);
}

static int good_role(const struct vypr_unit *u, const struct vypr_role *r)
{
	if (r->formula >= u->formula_count)
		return 0;
	if (r->kind == VYPR_ROLE_CAPTURE)
		return r->index < u->formulas[r->formula].capture_count;
	return r->kind == VYPR_ROLE_SLOT;
}

/* Children come before their parents, which rules out circles; a variable points at
 * its quantifier, wherever that is, and a record at the one that was added after it (who
 * follows them counts: vypr_form_make refuses a circle). */
static int good_child(const struct vypr_ast *ast, size_t parent, int32_t child)
{
	if (child < 0)
		return child == -1;
	if (ast->nodes[parent].kind == VYPR_NODE_VAR ||
	    ast->nodes[parent].kind == VYPR_NODE_RECORD)
		return (size_t)child < ast->node_count;
	return (size_t)child < parent;
}

static int good_ast(const struct vypr_ast *ast)
{
	if (ast->node_count > INT32_MAX || ast->strings_size > INT32_MAX)
		return 0;
	if (ast->strings_size && ast->strings[ast->strings_size - 1] != '\0')
		return 0;
	for (size_t i = 0; i < ast->node_count; i++) {
		const struct vypr_node *n = &ast->nodes[i];

		if (n->kind >= VYPR_NODE_KINDS || !good_child(ast, i, n->a) ||
		    !good_child(ast, i, n->b) || !good_child(ast, i, n->c) ||
		    !good_child(ast, i, n->d) || n->str < -1 ||
		    (n->str >= 0 && (size_t)n->str >= ast->strings_size))
			return 0;
	}
	return ast->root == -1 ||
	       (ast->root >= 0 && (size_t)ast->root < ast->node_count) ||
	       (ast->node_count == 0 && ast->root == 0);
}

static int good_scope(const struct vypr_unit *u, const struct vypr_formula *f)
{
	if (f->flags & ~(uint32_t)(VYPR_FORMULA_FOREIGN | VYPR_FORMULA_OFF))
		return 0;
	if (f->flags & VYPR_FORMULA_FOREIGN)
		return f->function == UINT32_MAX;
	return f->function < u->function_count;
}

static int good_formula(const struct vypr_unit *u, const struct vypr_formula *f)
{
	if (!good_string(u, f->name) || !good_string(u, f->text) ||
	    !good_string(u, f->note) || !good_string(u, f->spec_file) ||
	    !good_scope(u, f) || f->paths > VYPR_PATHS_LIST)
		return 0;
	for (uint32_t i = 0; i < f->capture_count; i++)
		if (f->capture_types[i] > VYPR_TYPE_STRING)
			return 0;
	return good_ast(&f->ast);
}

enum vypr_status vypr_unit_check(const struct vypr_unit *u)
{
	int good = good_string(u, u->source_file) && good_string(u, u->directory) &&
		   good_string(u, u->compiler) && good_functions(u);

	if (u->strings_size)
		good = good && u->strings[0] == '\0' &&
		       u->strings[u->strings_size - 1] == '\0';
	for (uint32_t i = 0; good && i < u->site_count; i++)
		good = good_site(u, &u->sites[i]);
	for (uint32_t i = 0; good && i < u->role_count; i++)
		good = good_role(u, &u->roles[i]);
	for (uint32_t i = 0; good && i < u->formula_count; i++)
		good = good_formula(u, &u->formulas[i]);
	for (uint32_t i = 0; good && i < u->wanted_count; i++)
		good = good_string(u, u->wanted[i].module) &&
		       good_string(u, u->wanted[i].function) &&
		       good_string(u, u->wanted[i].spec_file);
	return good ? VYPR_OK : VYPR_FORMAT;
}
