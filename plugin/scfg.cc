/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The symbolic control-flow graph: the blocks and edges of a function as this
 * compilation has them, with the source text of each branch.  It belongs to the
 * object file: the same source folds "a && b" into one branch at -O2 and has two
 * at -O0.
 */
#include "plugin/look.h"

/* ---- blocks and edges ------------------------------------------------------- */

static gimple *last_of(basic_block bb)
{
	gimple_stmt_iterator gsi = gsi_last_bb(bb);

	while (!gsi_end_p(gsi) && is_gimple_debug(gsi_stmt(gsi)))
		gsi_prev(&gsi);
	return gsi_end_p(gsi) ? NULL : gsi_stmt(gsi);
}

static enum vypr_block_kind kind_of(struct function *fun, basic_block bb)
{
	gimple *last = last_of(bb);

	if (bb == EXIT_BLOCK_PTR_FOR_FN(fun))
		return VYPR_BLOCK_EXIT;
	if (!last)
		return VYPR_BLOCK_PLAIN;
	if (gimple_code(last) == GIMPLE_COND)
		return VYPR_BLOCK_COND;
	if (gimple_code(last) == GIMPLE_SWITCH)
		return VYPR_BLOCK_SWITCH;
	return computed_goto_p(last) ? VYPR_BLOCK_GOTO : VYPR_BLOCK_PLAIN;
}

static void set_lines(struct vypr_block *block, basic_block bb)
{
	gimple_stmt_iterator gsi;
	struct vp_span span;

	for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
		if (is_gimple_debug(gsi_stmt(gsi)) || gimple_clobber_p(gsi_stmt(gsi)) ||
		    !vp_span_of(gimple_location(gsi_stmt(gsi)), &span))
			continue;
		if (!block->line)
			block->line = span.line;
		block->end_line = span.line;
	}
}

static void set_condition(struct vp_unit *unit, struct vypr_block *block, basic_block bb)
{
	struct vp_span span;
	char *text;

	if (block->kind == VYPR_BLOCK_PLAIN || block->kind == VYPR_BLOCK_EXIT)
		return;
	text = vp_condition_text(last_of(bb), &span);
	block->condition = vp_string(unit, text);
	block->condition_line = span.line;
	block->condition_column = span.column;
	block->condition_end_column = span.end_line == span.line ? span.end_column : 0;
	free(text);
}

static enum vypr_edge_kind edge_kind(edge e, enum vypr_block_kind kind)
{
	if (e->flags & EDGE_EH)
		return VYPR_EDGE_EXCEPTION;
	if (kind == VYPR_BLOCK_GOTO || (e->flags & EDGE_ABNORMAL))
		return VYPR_EDGE_ABNORMAL;
	if (e->flags & EDGE_TRUE_VALUE)
		return VYPR_EDGE_TRUE;
	if (e->flags & EDGE_FALSE_VALUE)
		return VYPR_EDGE_FALSE;
	return kind == VYPR_BLOCK_SWITCH ? VYPR_EDGE_CASE : VYPR_EDGE_FALLTHROUGH;
}

/* "case 1, case 2" for all labels that lead to the edge's block. */
static vypr_str switch_label(struct vp_unit *unit, struct function *fun, gswitch *stmt,
			     edge e)
{
	char *text = xstrdup("");
	unsigned i;

	for (i = 1; i <= gimple_switch_num_labels(stmt); i++) {
		/* the default comes first in GIMPLE and last for a person */
		tree label =
			gimple_switch_label(stmt, i % gimple_switch_num_labels(stmt));
		char *one;

		if (label_to_block(fun, CASE_LABEL(label)) != e->dest)
			continue;
		one = vp_case_text(label);
		if (strlen(text) < 200)
			text = concat(text, *text ? ", " : "", one, NULL);
	}
	return vp_string(unit, text);
}

static void add_edges(struct vp_unit *unit, struct vp_function *f,
		      struct vypr_block *block, basic_block bb)
{
	edge e;
	edge_iterator ei;

	block->first_edge = unit->edges.length();
	FOR_EACH_EDGE (e, ei, bb->succs) {
		struct vypr_edge out;

		memset(&out, 0, sizeof out);
		out.target = f->block_of[e->dest->index];
		out.kind = edge_kind(e, (enum vypr_block_kind)block->kind);
		if (out.kind == VYPR_EDGE_CASE)
			out.label = switch_label(unit, f->fun,
						 as_a<gswitch *>(last_of(bb)), e);
		unit->edges.safe_push(out);
	}
	block->edge_count = unit->edges.length() - block->first_edge;
}

/* ---- loops ------------------------------------------------------------------ */

/* The natural loop of one back edge: what reaches its end without passing the header. */
static void loop_body(basic_block header, basic_block latch, vec<bool> *body)
{
	auto_vec<basic_block> todo;
	edge e;
	edge_iterator ei;

	(*body)[header->index] = true;
	todo.safe_push(latch);
	while (todo.length()) {
		basic_block bb = todo.pop();

		if ((*body)[bb->index])
			continue;
		(*body)[bb->index] = true;
		FOR_EACH_EDGE (e, ei, bb->preds)
			todo.safe_push(e->src);
	}
}

static unsigned count_of(const vec<bool> &bits)
{
	unsigned i, count = 0;

	for (i = 0; i < bits.length(); i++)
		count += bits[i];
	return count;
}

/* All loops of one header are one loop. */
static void add_loop(struct vp_unit *unit, struct vp_function *f, basic_block header,
		     vec<unsigned> *sizes)
{
	uint32_t first = unit->functions[f->index].first_block;
	vec<bool> body = vNULL;
	unsigned i, size;
	edge e;
	edge_iterator ei;

	body.safe_grow_cleared(last_basic_block_for_fn(f->fun), true);
	FOR_EACH_EDGE (e, ei, header->preds)
		if (e->flags & EDGE_DFS_BACK)
			loop_body(header, e->src, &body);
	size = count_of(body);
	for (i = 0; i < f->bb_of.length(); i++) {
		struct vypr_block *block = &unit->blocks[first + i];

		if (!body[f->bb_of[i]->index])
			continue;
		block->loop_depth++;
		if (block->loop_header == UINT32_MAX || size < (*sizes)[i]) {
			block->loop_header = f->block_of[header->index];
			(*sizes)[i] = size;
		}
	}
	body.release();
}

static void set_loops(struct vp_unit *unit, struct vp_function *f)
{
	auto_vec<unsigned> sizes;
	basic_block bb;
	edge e;
	edge_iterator ei;

	push_cfun(f->fun);
	mark_dfs_back_edges();
	sizes.safe_grow_cleared(f->bb_of.length(), true);
	FOR_EACH_BB_FN (bb, f->fun) {
		bool header = false;

		FOR_EACH_EDGE (e, ei, bb->preds)
			header |= (e->flags & EDGE_DFS_BACK) != 0;
		if (header)
			add_loop(unit, f, bb, &sizes);
	}
	pop_cfun();
}

/* ---- keys ------------------------------------------------------------------- */

static void set_keys(struct vp_unit *unit, struct vp_function *f)
{
	struct vypr_function *function = &unit->functions[f->index];
	const char *symbol = &unit->strings[function->symbol];
	uint32_t i, j;

	for (i = 0; i < function->block_count; i++) {
		struct vypr_block *block = &unit->blocks[function->first_block + i];
		unsigned ordinal = 0;

		if (block->kind == VYPR_BLOCK_PLAIN || block->kind == VYPR_BLOCK_EXIT)
			continue;
		for (j = 0; j < i; j++)
			ordinal += unit->blocks[function->first_block + j].condition ==
				   block->condition;
		block->key = vp_key(symbol, "branch", &unit->strings[block->condition],
				    ordinal);
	}
}

/* ---- the function ----------------------------------------------------------- */

/* Where it is defined.  What a system header declares has its place there; of these it is the
 * body's. */
static bool function_span(const struct vp_function *f, struct vp_span *ret_span)
{
	location_t at = DECL_SOURCE_LOCATION(f->decl);

	if (in_system_header_at(at) && !in_system_header_at(f->fun->function_end_locus))
		at = f->fun->function_start_locus;
	return vp_span_of(at, ret_span);
}

static void add_function(struct vp_unit *unit, struct vp_function *f)
{
	struct vypr_function function;
	struct vp_span span;

	memset(&function, 0, sizeof function);
	function.name = vp_string(unit, vp_display_name(f->decl));
	function.symbol = vp_string(unit, vp_symbol(f->decl));
	if (function_span(f, &span)) {
		function.file = vp_file_string(unit, span.file);
		function.line = function.end_line = span.line;
	}
	if (vp_span_of(f->fun->function_end_locus, &span))
		function.end_line = span.line;
	function.key = vp_key(vp_symbol(f->decl), "function", "", 0);
	f->index = unit->functions.length();
	unit->functions.safe_push(function);
}

static void number_blocks(struct vp_function *f)
{
	basic_block bb;

	f->block_of.safe_grow_cleared(last_basic_block_for_fn(f->fun), true);
	FOR_EACH_BB_FN (bb, f->fun) {
		f->block_of[bb->index] = f->bb_of.length();
		f->bb_of.safe_push(bb);
	}
	bb = EXIT_BLOCK_PTR_FOR_FN(f->fun);
	f->block_of[bb->index] = f->bb_of.length();
	f->bb_of.safe_push(bb);
}

void vp_scfg_build(struct vp_unit *unit, struct vp_function *f)
{
	struct vypr_function *function;
	basic_block bb;
	unsigned i;

	add_function(unit, f);
	number_blocks(f);
	function = &unit->functions[f->index];
	function->first_block = unit->blocks.length();
	function->block_count = f->bb_of.length();
	function->entry_block =
		f->block_of[single_succ(ENTRY_BLOCK_PTR_FOR_FN(f->fun))->index];
	FOR_EACH_VEC_ELT (f->bb_of, i, bb) {
		struct vypr_block block;

		memset(&block, 0, sizeof block);
		block.loop_header = UINT32_MAX;
		block.kind = kind_of(f->fun, bb);
		if (block.kind != VYPR_BLOCK_EXIT)
			set_lines(&block, bb);
		set_condition(unit, &block, bb);
		add_edges(unit, f, &block, bb);
		unit->blocks.safe_push(block);
	}
	set_loops(unit, f);
	set_keys(unit, f);
}
