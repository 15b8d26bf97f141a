/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statements of each slot of a formula: those that have its kind and name, whether
 * they can matter or not.
 *
 * line(n): a line is done after the last of each run of its statements that nothing jumps
 * into or out of; where that one jumps, before it:
 *
 *      12   x = f (y) + 1;              _1 = f (y);  x = _1 + 1;  ◄ here
 *      13   if (x > 2)                  if (x > 2) goto ...       ◄ here, before it
 */
#include "plugin/look.h"

static void add_call(struct vp_formula *formula, int slot, struct vp_match *event)
{
	if (!vp_callee_matches(&formula->callees[slot], event->stmt) &&
	    !vp_callee_candidates(&formula->callees[slot], event->stmt, &event->callees))
		return;
	event->phase = 0;
	event->conditional = event->callees.length() > 0;
	formula->slots[slot].safe_push(*event);
}

/* s = (struct s){ a, b } and the like are written piece by piece.  What is between the
 * pieces is no state of the program: the last one that matters is. */
static bool is_piece_of_same(gimple *before, gimple *stmt)
{
	tree x = gimple_get_lhs(before), y = gimple_get_lhs(stmt);

	return is_gimple_assign(before) && is_gimple_assign(stmt) &&
	       gimple_location(stmt) != UNKNOWN_LOCATION &&
	       gimple_location(before) == gimple_location(stmt) && !vp_same(x, y) &&
	       get_base_address(x) && get_base_address(y) &&
	       operand_equal_p(get_base_address(x), get_base_address(y), 0);
}

static void push_change(struct vp_formula *formula, int slot, const struct vp_ref *ref,
			struct vp_match *event)
{
	vec<struct vp_match> *events = &formula->slots[slot];

	if (ref->readable && events->length() &&
	    is_piece_of_same(events->last().stmt, event->stmt))
		events->pop();
	events->safe_push(*event);
}

static void add_change(struct vp_formula *formula, int slot, struct vp_match *event)
{
	struct vp_ref *ref;
	unsigned i;

	FOR_EACH_VEC_ELT (formula->lvalues[slot].refs, i, ref) {
		event->change = vp_lvalue_change(ref, event->stmt, &event->written);
		if (event->change == VP_CHANGE_NONE)
			continue;
		event->phase = 2;
		event->ref = i;
		event->conditional = event->change == VP_CHANGE_MAYBE;
		push_change(formula, slot, ref, event);
		return;
	}
}

static struct vp_match match_at(gimple *stmt, basic_block bb, int at)
{
	struct vp_match event;

	memset(&event, 0, sizeof event);
	event.stmt = stmt;
	event.bb = bb;
	event.at = at;
	return event;
}

static void match_statements(struct vp_formula *formula, int slot)
{
	gimple_stmt_iterator gsi;
	basic_block bb;
	int at;

	FOR_EACH_BB_FN (bb, formula->function->fun)
		for (gsi = gsi_start_bb(bb), at = 0; !gsi_end_p(gsi);
		     gsi_next(&gsi), at++) {
			struct vp_match event = match_at(gsi_stmt(gsi), bb, at);

			if (is_gimple_debug(event.stmt))
				continue;
			if (formula->form.slots[slot].kind == VYPR_SLOT_CALL)
				add_call(formula, slot, &event);
			else
				add_change(formula, slot, &event);
		}
}

/* ---- lines ------------------------------------------------------------------------ */

/* The line of a statement of the program; 0: it belongs to no line. */
static int line_of(gimple *stmt, const char *file)
{
	location_t loc = LOCATION_LOCUS(gimple_location(stmt));
	expanded_location place;

	if (is_gimple_debug(stmt) || gimple_code(stmt) == GIMPLE_LABEL ||
	    gimple_code(stmt) == GIMPLE_PREDICT || gimple_code(stmt) == GIMPLE_NOP ||
	    gimple_clobber_p(stmt) || loc == UNKNOWN_LOCATION)
		return 0;
	place = expand_location(loc);
	return place.file && !strcmp(place.file, file) ? place.line : 0;
}

/* A return of its own, where several meet, is no statement of the program: its place is
 * that of one of them, or of the closing brace. */
static bool is_common_return(gimple *stmt, basic_block bb)
{
	return gimple_code(stmt) == GIMPLE_RETURN && EDGE_COUNT(bb->preds) > 1;
}

static void add_line(struct vp_formula *formula, int slot, struct vp_match *run)
{
	if (!run->stmt)
		return;
	run->phase = 3;
	run->jumps = is_ctrl_stmt(run->stmt) || (gimple_code(run->stmt) == GIMPLE_ASM &&
		gimple_asm_nlabels(as_a<gasm *>(run->stmt)) > 0);
	formula->slots[slot].safe_push(*run);
	run->stmt = NULL;
}

/* A block's first statement of the program, NULL if it has none; and its line. */
static gimple *first_stmt_of(basic_block bb, const char *file)
{
	gimple_stmt_iterator gsi;

	for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
		if (line_of(gsi_stmt(gsi), file))
			return gsi_stmt(gsi);
	return NULL;
}

static int first_line_of(basic_block bb, const char *file)
{
	gimple *first = first_stmt_of(bb, file);

	return first ? line_of(first, file) : 0;
}

/* Where a block goes, but for exceptions and longjmp; NULL: there are several ways. */
static basic_block only_way(basic_block bb)
{
	basic_block way = NULL;
	edge_iterator ei;
	edge e;

	FOR_EACH_EDGE (e, ei, bb->succs) {
		if (e->flags & EDGE_COMPLEX)
			continue;
		if (way)
			return NULL;
		way = e->dest;
	}
	return way;
}

enum { EMPTY_MOST = 8 };

/* Is the line what comes first this way?  Labels part what is one block otherwise. */
static bool comes_to(basic_block bb, const char *file, int line)
{
	int left, found;

	for (left = EMPTY_MOST; left && bb && bb->index >= NUM_FIXED_BLOCKS; left--) {
		found = first_line_of(bb, file);
		if (found)
			return found == line && !is_common_return(first_stmt_of(bb, file), bb);
		bb = only_way(bb);
	}
	return false;
}

/* How the line is left at the end of a block: "if (a && b)" goes on with b when a is true. */
static enum vp_leaving leaving_of(basic_block bb, const char *file, int line)
{
	gimple *last = vp_last_stmt(bb);
	bool when_true, when_false;
	edge true_edge, false_edge;

	if (!last || gimple_code(last) != GIMPLE_COND)
		return comes_to(only_way(bb), file, line) ? VP_NEVER_LEAVES : VP_LEAVES;
	extract_true_false_edges_from_block(bb, &true_edge, &false_edge);
	when_true = !comes_to(true_edge->dest, file, line);
	when_false = !comes_to(false_edge->dest, file, line);
	if (when_true != when_false)
		return when_true ? VP_LEAVES_WHEN_TRUE : VP_LEAVES_WHEN_FALSE;
	return when_true ? VP_LEAVES : VP_NEVER_LEAVES;
}

static void match_line(struct vp_formula *formula, int slot)
{
	const char *file = DECL_SOURCE_FILE(formula->function->decl);
	int wanted = formula->form.slots[slot].line, at, line;
	struct vp_match run;
	gimple_stmt_iterator gsi;
	basic_block bb;

	FOR_EACH_BB_FN (bb, formula->function->fun) {
		run = match_at(NULL, bb, 0);
		for (gsi = gsi_start_bb(bb), at = 0; !gsi_end_p(gsi);
		     gsi_next(&gsi), at++) {
			line = line_of(gsi_stmt(gsi), file);
			if (line && line != wanted)
				add_line(formula, slot, &run);
			else if (line && !is_common_return(gsi_stmt(gsi), bb))
				run = match_at(gsi_stmt(gsi), bb, at);
		}
		run.leaving = run.stmt ? leaving_of(bb, file, wanted) : VP_LEAVES;
		run.conditional = run.leaving != VP_LEAVES;
		if (run.leaving != VP_NEVER_LEAVES)
			add_line(formula, slot, &run);
	}
}

/* ---- all -------------------------------------------------------------------------- */

static void match_end(struct vp_formula *formula, int slot, basic_block bb)
{
	struct vp_match event = match_at(NULL, bb, 0);

	event.phase = 2;
	formula->slots[slot].safe_push(event);
}

/* Where an exception leaves the function: at a call, or where it goes on after destructors
 * and the like.  Where it may not, std::terminate is called instead. */
static bool is_left_at(struct function *fun, gimple *stmt)
{
	return (vp_is_call(stmt) || gimple_code(stmt) == GIMPLE_RESX) &&
	       stmt_can_throw_external(fun, stmt);
}

static void match_unwinding(struct vp_formula *formula, int slot)
{
	struct function *fun = formula->function->fun;
	gimple_stmt_iterator gsi;
	basic_block bb;
	int at;

	FOR_EACH_BB_FN (bb, fun)
		for (gsi = gsi_start_bb(bb), at = 0; !gsi_end_p(gsi);
		     gsi_next(&gsi), at++) {
			struct vp_match event = match_at(gsi_stmt(gsi), bb, at);

			if (!is_left_at(fun, event.stmt))
				continue;
			event.phase = 4;
			event.jumps = !vp_is_call(event.stmt);
			formula->slots[slot].safe_push(event);
		}
}

void vp_match_slot(struct vp_formula *formula, int slot)
{
	switch (formula->form.slots[slot].kind) {
	case VYPR_SLOT_CHANGE:
	case VYPR_SLOT_CALL: match_statements(formula, slot); break;
	case VYPR_SLOT_ENTRY:
		match_end(formula, slot,
			  ENTRY_BLOCK_PTR_FOR_FN(formula->function->fun));
		break;
	case VYPR_SLOT_EXIT:
		match_end(formula, slot, EXIT_BLOCK_PTR_FOR_FN(formula->function->fun));
		match_unwinding(formula, slot);
		break;
	case VYPR_SLOT_LINE: match_line(formula, slot); break;
	}
}
