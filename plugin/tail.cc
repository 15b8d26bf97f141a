/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tail calls that a program may need: without them, deep recursion runs out of stack.
 *
 * An EXIT before the return makes every tail call in front of it an ordinary one.  So where
 * the call can lead back to its function, EXIT is sent before the call, and the call
 * gets a return of its own, without the EXIT of the one that it shared:
 *
 *     b1: r = f();  goto b3;            b1: EXIT  r = f();  return r;
 *     b2: r = 0;                  ─►    b2: r = 0;
 *     b3: return r;                     b3: EXIT  return r;
 *
 * What is called then is no longer inside, as it is on the machine.  The same is done for
 * every call that must be a tail call, also where nothing is optimised.
 */
#include "plugin/insert.h"

struct tail_search {
	const struct vp_function *f;
	bool optimized;
	hash_set<gimple *> observed, observed_after; /* statements with points */
	hash_set<basic_block> seen;
	auto_vec<gimple *> after;                    /* from the return back */
	vec<struct vp_tail> *found;
};

/* ---- where a call leads -------------------------------------------------------- */

static bool leads_to(cgraph_node *from, cgraph_node *to, hash_set<cgraph_node *> *seen)
{
	from = from->ultimate_alias_target();
	if (from == to)
		return true;
	if (seen->add(from))
		return false;
	for (cgraph_edge *e = from->callees; e; e = e->next_callee)
		if (leads_to(e->callee, to, seen))
			return true;
	return false;
}

static bool is_recursive(const struct tail_search *s, gimple *call)
{
	hash_set<cgraph_node *> seen;
	tree decl = gimple_call_fndecl(call);
	cgraph_node *self = cgraph_node::get(s->f->decl);
	cgraph_node *callee = decl ? cgraph_node::get(decl) : NULL;
	if (!decl)
		return true;
	return callee && self && leads_to(callee, self->ultimate_alias_target(), &seen);
}

/* ---- from a return back to calls ------------------------------------------------- */

static bool is_temporary(tree operand)
{
	return TREE_CODE(operand) == SSA_NAME ||
	       (VAR_P(operand) && DECL_ARTIFICIAL(operand));
}

/* Does the statement only hand on the result of a call, or drop a variable?  Sums and
 * products become loops, too, when the function calls itself.  The statement will be
 * there twice, so it may not define an SSA name. */
static bool hands_on(gimple *stmt, tree *wanted)
{
	if (gimple_clobber_p(stmt))
		return true;
	if (!is_gimple_assign(stmt) || gimple_has_volatile_ops(stmt) || !*wanted ||
	    gimple_assign_lhs(stmt) != *wanted || TREE_CODE(*wanted) == SSA_NAME)
		return false;
	enum tree_code code = gimple_assign_rhs_code(stmt);
	if (code == PLUS_EXPR || code == MULT_EXPR) {
		*wanted = is_temporary(gimple_assign_rhs2(stmt)) ? gimple_assign_rhs2(stmt)
								 : gimple_assign_rhs1(stmt);
		return true;
	}
	*wanted = gimple_assign_rhs1(stmt);
	return (DECL_P(*wanted) || is_temporary(*wanted)) &&
	       (gimple_assign_single_p(stmt) || CONVERT_EXPR_CODE_P(code));
}

static void take_call(struct tail_search *s, gimple *call, tree wanted)
{
	if (gimple_call_internal_p(call) || gimple_call_noreturn_p(as_a<gcall *>(call)) ||
	    s->observed_after.contains(call) || !single_succ_p(gimple_bb(call)) ||
	    (wanted && gimple_call_lhs(call) != wanted) ||
	    !(vp_must_tail(call) || (s->optimized && is_recursive(s, call))))
		return;
	struct vp_tail tail = { call, vNULL };
	for (unsigned i = s->after.length(); i-- > 0;)
		tail.rest.safe_push(s->after[i]);
	s->found->safe_push(tail);
}

/* Over one statement; false: no further. */
static bool step_back(struct tail_search *s, gimple *stmt, tree *wanted)
{
	if (s->observed.contains(stmt) && !is_gimple_call(stmt))
		return false;
	switch (gimple_code(stmt)) {
	case GIMPLE_LABEL:
	case GIMPLE_DEBUG:
	case GIMPLE_PREDICT:
	case GIMPLE_NOP:
		return true;
	case GIMPLE_RETURN:
		*wanted = gimple_return_retval(as_a<greturn *>(stmt));
		break;
	case GIMPLE_CALL:
		take_call(s, stmt, *wanted);
		return false;
	default:
		if (!hands_on(stmt, wanted))
			return false;
	}
	s->after.safe_push(stmt);
	return true;
}

/* Where the path register is looked at, nothing is skipped. */
static bool is_watched(const struct tail_search *s, basic_block bb)
{
	uint32_t block = s->f->block_of[bb->index];
	return s->f->check_blocks.contains(block) || s->f->unwind_blocks.contains(block) ||
	       s->f->restarts.contains(block);
}

static void search_back(struct tail_search *s, basic_block bb, tree wanted)
{
	unsigned depth = s->after.length();
	bool on = bb != ENTRY_BLOCK_PTR_FOR_FN(s->f->fun) && !s->seen.add(bb);
	edge e;
	edge_iterator it;
	for (gimple_stmt_iterator i = gsi_last_bb(bb); on && !gsi_end_p(i); gsi_prev(&i))
		on = step_back(s, gsi_stmt(i), &wanted);
	if (on && !is_watched(s, bb))
		FOR_EACH_EDGE(e, it, bb->preds)
			if (!(e->flags & EDGE_COMPLEX) && single_succ_p(e->src))
				search_back(s, e->src, wanted);
	s->after.truncate(depth);
}

void vp_tails_find(const struct vp_function *f, vec<struct vp_tail> *ret_tails)
{
	struct tail_search s;
	edge e;
	edge_iterator it;
	if (f->fun->calls_setjmp)
		return;
	s.f = f;
	s.optimized = opt_for_fn(f->decl, optimize) &&
		      opt_for_fn(f->decl, flag_optimize_sibling_calls);
	s.found = ret_tails;
	for (const struct vp_point &point : f->points) {
		s.observed.add(point.stmt);
		if (point.where == VP_AFTER || point.where == VP_EXCEPTION ||
		    point.where == VP_UNWIND)
			s.observed_after.add(point.stmt);
	}
	FOR_EACH_EDGE(e, it, EXIT_BLOCK_PTR_FOR_FN(f->fun)->preds)
		if (gimple *last = vp_last_stmt(e->src))
			if (gimple_code(last) == GIMPLE_RETURN)
				search_back(&s, e->src, NULL_TREE);
}

/* ---- a return of its own --------------------------------------------------------- */

static void give_return(struct vp_tail *tail)
{
	basic_block bb = gimple_bb(tail->call);
	edge e = gsi_stmt(gsi_last_bb(bb)) == tail->call ? single_succ_edge(bb)
							 : split_block(bb, tail->call);
	basic_block own = create_empty_bb(e->src);
	own->count = e->src->count;
	if (current_loops)
		add_bb_to_loop(own, current_loops->tree_root);
	for (gimple *stmt : tail->rest) {
		gimple_stmt_iterator end = gsi_last_bb(own);
		gsi_insert_after(&end, gimple_copy(stmt), GSI_NEW_STMT);
	}
	make_edge(own, EXIT_BLOCK_PTR_FOR_FN(cfun), 0);
	redirect_edge_succ(e, own);
	tail->rest.release();
}

void vp_tails_give_returns(vec<struct vp_tail> *tails)
{
	for (struct vp_tail &tail : *tails)
		give_return(&tail);
	if (!tails->is_empty())
		delete_unreachable_blocks();
}
