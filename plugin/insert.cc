/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where instruments go: finds the edges for each point of a function, has event.cc
 * put the code there, and leaves the function as later passes want it.
 *
 * First all statements are looked up, then edited: each edit moves statements to
 * new blocks, but never copies or removes one, so a gimple * stays good.
 */
#include "plugin/insert.h"

static unsigned inline_limit = 64;

void vp_insert_set_inline_limit(unsigned points)
{
	inline_limit = points;
}

/* ---- places ------------------------------------------------------------------ */

static gimple *previous_stmt(gimple *stmt)
{
	gimple_stmt_iterator gsi = gsi_for_stmt(stmt);
	gsi_prev(&gsi);
	return gsi_end_p(gsi) ? NULL : gsi_stmt(gsi);
}

edge vp_edge_before(gimple *stmt)
{
	gimple *previous = previous_stmt(stmt);
	if (!previous || gimple_code(previous) == GIMPLE_LABEL)
		return split_block_after_labels(gimple_bb(stmt));
	return split_block(gimple_bb(stmt), previous);
}

static gimple *first_real_stmt(basic_block bb)
{
	gimple_stmt_iterator gsi = gsi_start_nondebug_after_labels_bb(bb);
	return gsi_end_p(gsi) ? NULL : gsi_stmt(gsi);
}

static bool has_abnormal_entry(basic_block bb)
{
	edge e;
	edge_iterator i;
	FOR_EACH_EDGE(e, i, bb->preds)
		if (e->flags & EDGE_ABNORMAL)
			return true;
	return false;
}

/* setjmp: each longjmp enters the block that begins with the call. What stands before
 * the call must not run again then, and later passes want the call first. */
static bool is_returns_twice(gimple *stmt)
{
	return stmt && is_gimple_call(stmt) &&
	       (gimple_call_flags(stmt) & ECF_RETURNS_TWICE) &&
	       has_abnormal_entry(gimple_bb(stmt)) && first_real_stmt(gimple_bb(stmt)) == stmt;
}

static edge edge_after(gimple *stmt)
{
	basic_block bb = gimple_bb(stmt);
	if (stmt_ends_bb_p(stmt))
		return find_fallthru_edge(bb->succs);
	return split_block(bb, stmt);
}

edge vp_edge_at_start(basic_block bb)
{
	gimple *first = first_real_stmt(bb);
	if (!is_returns_twice(first))
		return split_block_after_labels(bb);
	edge after = edge_after(first);
	return single_succ_edge(split_edge(after));
}

static void edges_before(gimple *stmt, vec<edge> *ret_edges)
{
	edge e;
	edge_iterator i;
	if (!is_returns_twice(stmt)) {
		ret_edges->safe_push(vp_edge_before(stmt));
		return;
	}
	FOR_EACH_EDGE(e, i, gimple_bb(stmt)->preds)
		if (!(e->flags & EDGE_COMPLEX))
			ret_edges->safe_push(e);
}

/* Once parameters are where nested functions find them. */
static edge entry_edge(void)
{
	edge e = single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(cfun));
	gimple *last = NULL;
	basic_block bb;

	for (bb = e->dest; single_pred_p(bb); bb = single_succ(bb)) {
		for (gimple_stmt_iterator gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			if (vp_is_frame_copy(gsi_stmt(gsi)))
				last = gsi_stmt(gsi);
		if (!single_succ_p(bb) || single_succ(bb) == EXIT_BLOCK_PTR_FOR_FN(cfun))
			break;
	}
	return last ? edge_after(last) : e;
}

/* Every edge on which the point has to be put; none when it cannot happen (after a call
 * that does not return). */
static void edges_of_point(const struct vp_point *point, vec<edge> *ret_edges)
{
	edge e = NULL;
	switch (point->where) {
	case VP_ENTRY:
		e = entry_edge();
		break;
	case VP_BEFORE:
	case VP_EXIT:
		edges_before(point->stmt, ret_edges);
		break;
	case VP_AFTER:
	case VP_LANDED:
		e = edge_after(point->stmt);
		break;
	case VP_EXCEPTION:
		e = vp_edge_leaving(point->stmt);
		break;
	case VP_UNWIND:
		e = vp_edge_unwinding(point->stmt);
		break;
	}
	if (e)
		ret_edges->safe_push(e);
}

/* ---- points ------------------------------------------------------------------ */

/* Points of one place, in the order of the list: next[i] is the one after i, 0 none. */
struct places {
	auto_vec<unsigned> heads, next;
};

/* Statement and place as one key, not NULL; statements are at least 8 bytes apart. */
static void *place_key(const struct vp_point *point)
{
	return (point->stmt ? (char *)point->stmt : (char *)cfun) + point->where;
}

static void group_points(const vec<struct vp_point> &points, struct places *ret_places)
{
	hash_map<void *, unsigned> last;
	ret_places->next.safe_grow_cleared(points.length());
	for (unsigned i = 0; i < points.length(); i++) {
		bool seen;
		unsigned &before = last.get_or_insert(place_key(&points[i]), &seen);
		if (seen)
			ret_places->next[before] = i;
		else
			ret_places->heads.safe_push(i);
		before = i;
	}
}

static bool sends_register(const struct vp_editor *ed, const struct vypr_site *site)
{
	switch ((enum vypr_event_kind)site->kind) {
	case VYPR_EVENT_BEGIN:
		return !ed->path || (site->flags & VYPR_SITE_BITS);
	case VYPR_EVENT_EXIT:
	case VYPR_EVENT_PATH:
	case VYPR_EVENT_UNWIND:
		return true;
	case VYPR_EVENT_ENTRY:
	case VYPR_EVENT_CHANGE:
	case VYPR_EVENT_END:
	case VYPR_EVENT_VALUE:
	case VYPR_EVENT_GAP:
	case VYPR_EVENT_LAND:
	case VYPR_EVENT_KINDS:
		return false;
	}
	return false;
}

/* Where no register is kept, its value is 1: no bits. */
static tree point_value(const struct vp_editor *ed, const struct vp_point *point)
{
	if (point->value || !sends_register(ed, &ed->unit->sites[point->site]))
		return point->value;
	return ed->path ? ed->path : build_int_cst(uint64_type_node, 1);
}

static edge insert_point(struct vp_editor *ed, edge e, const struct vp_point *point,
			 struct vp_event *event)
{
	const struct vypr_site *site = &ed->unit->sites[point->site];
	if (point->where != VP_LANDED)
		event->value = point_value(ed, point);
	if (event->value == ed->path && ed->path)
		e = vp_path_put_word(ed, e, &event->value);
	edge rest = vp_event_send(ed, e, event);
	if (site->kind == VYPR_EVENT_PATH && !(site->flags & VYPR_SITE_PEEK) && ed->path)
		vp_path_restart(ed, rest->src);
	return rest;
}

/* What the points of one function hang on. */
struct circumstances {
	auto_vec<struct vp_outcome> outcomes;
	auto_vec<struct vp_event> events;
	struct places places;
};

static edge decide(struct vp_editor *ed, edge e, const struct vp_point *head,
		   struct circumstances *c)
{
	for (unsigned i = 0; i < c->outcomes.length(); i++)
		if (head->where == VP_AFTER && ed->f->conditions[i].stmt == head->stmt)
			e = vp_condition_after(e, &ed->f->conditions[i], &c->outcomes[i]);
	return e;
}

static edge prepare_landing(edge e, const struct vp_point *point, struct vp_event *event)
{
	edge rest, in = vp_open_place(e, &rest);
	vp_put_landed(in->src, gimple_call_lhs(point->stmt), &event->value, &event->flag);
	return rest;
}

static void insert_place(struct vp_editor *ed, struct circumstances *c, unsigned head)
{
	const vec<struct vp_point> &points = ed->f->points;
	auto_vec<edge> edges;
	edges_of_point(&points[head], &edges);
	for (edge e : edges) {
		unsigned i = head;
		if (points[head].where == VP_LANDED)
			e = prepare_landing(e, &points[head], &c->events[head]);
		e = decide(ed, e, &points[head], c);
		do {
			e = insert_point(ed, e, &points[i], &c->events[i]);
			i = c->places.next[i];
		} while (i);
	}
}

/* The variable that holds what the call gives back. */
static tree result_of(gimple *stmt)
{
	gcall *call = as_a<gcall *>(stmt);
	if (!gimple_call_lhs(call))
		gimple_call_set_lhs(call, create_tmp_var(gimple_call_return_type(call)));
	return gimple_call_lhs(call);
}

/* It has nothing to give back; who comes there has jumped. */
static bool is_receiver(gimple *stmt)
{
	return VOID_TYPE_P(gimple_call_return_type(as_a<gcall *>(stmt)));
}

static struct vp_event event_of(const struct vp_point *point, const struct circumstances *c)
{
	struct vp_event event = { point->site, NULL_TREE, point->size, point->send,
				  NULL_TREE };
	if (point->condition)
		event.flag = c->outcomes[point->condition - 1].flag;
	return event;
}

static void prepare_conditions(struct vp_editor *ed, struct circumstances *c)
{
	const vec<struct vp_condition> &conditions = ed->f->conditions;
	c->outcomes.safe_grow_cleared(conditions.length());
	for (unsigned i = 0; i < conditions.length(); i++) {
		auto_vec<edge> edges;
		edges_before(conditions[i].stmt, &edges);
		for (edge e : edges)
			vp_condition_before(e, &conditions[i], &c->outcomes[i]);
	}
}

static void insert_points(struct vp_editor *ed)
{
	vec<struct vp_point> &points = ed->f->points;
	struct circumstances c;
	for (struct vp_point &point : points)
		if (point.result)
			point.value = result_of(point.stmt);
		else if (point.where == VP_LANDED && !is_receiver(point.stmt))
			result_of(point.stmt);
	prepare_conditions(ed, &c);
	for (const struct vp_point &point : points)
		c.events.safe_push(event_of(&point, &c));
	group_points(points, &c.places);
	for (unsigned head : c.places.heads)
		insert_place(ed, &c, head);
}

/* One EXIT point stands for every return of the function, and for every tail call that
 * has to stay one. */
static void expand_exits(struct vp_function *f, vec<struct vp_tail> *ret_tails)
{
	auto_vec<struct vp_point> exits;
	edge e;
	edge_iterator it;
	for (unsigned i = 0; i < f->points.length();) {
		if (f->points[i].where != VP_EXIT) {
			i++;
			continue;
		}
		exits.safe_push(f->points[i]);
		f->points.ordered_remove(i);
	}
	if (exits.is_empty())
		return;
	vp_tails_find(f, ret_tails);
	for (const struct vp_tail &tail : *ret_tails)
		for (struct vp_point point : exits) {
			point.where = VP_BEFORE;
			point.stmt = tail.call;
			f->points.safe_push(point);
		}
	FOR_EACH_EDGE(e, it, EXIT_BLOCK_PTR_FOR_FN(cfun)->preds) {
		gimple *last = vp_last_stmt(e->src);
		if (!last || gimple_code(last) != GIMPLE_RETURN)
			continue;
		for (struct vp_point point : exits) {
			point.stmt = last;
			f->points.safe_push(point);
		}
	}
}

/* ---- what later passes want --------------------------------------------------- */

/* A call in front of a return becomes a jump only if no variable of the function
 * can be in use by then; ours has its address taken.  It ends there. */
static void end_frame_before(struct vp_editor *ed, gimple *call)
{
	gimple_stmt_iterator gsi = gsi_for_stmt(call);
	gimple *end = gimple_build_assign(ed->frame, vp_clobber(ed->frame));
	vp_quiet(end);
	gsi_insert_before(&gsi, end, GSI_SAME_STMT);
}

static bool is_user_call(gimple *stmt)
{
	return is_gimple_call(stmt) && !gimple_call_internal_p(stmt) &&
	       !vp_is_hook(gimple_call_fndecl(stmt));
}

static bool is_before_tail(gimple *stmt)
{
	switch (gimple_code(stmt)) {
	case GIMPLE_LABEL:
	case GIMPLE_DEBUG:
	case GIMPLE_PREDICT:
	case GIMPLE_RETURN:
		return true;
	case GIMPLE_ASSIGN:
		return gimple_clobber_p(stmt) ||
		       (gimple_assign_single_p(stmt) && !gimple_has_volatile_ops(stmt)) ||
		       gimple_assign_rhs_code(stmt) == PLUS_EXPR ||
		       gimple_assign_rhs_code(stmt) == MULT_EXPR;
	default:
		return false;
	}
}

/* Backward from a return over what does nothing, to the calls. */
static void end_frame_before_tails(struct vp_editor *ed, basic_block bb,
				   hash_set<basic_block> *seen)
{
	edge e;
	edge_iterator it;
	if (seen->add(bb))
		return;
	for (gimple_stmt_iterator gsi = gsi_last_bb(bb); !gsi_end_p(gsi); gsi_prev(&gsi)) {
		if (is_user_call(gsi_stmt(gsi)) && (optimize || vp_must_tail(gsi_stmt(gsi))))
			end_frame_before(ed, gsi_stmt(gsi));
		if (!is_before_tail(gsi_stmt(gsi)))
			return;
	}
	FOR_EACH_EDGE(e, it, bb->preds)
		if (e->src != ENTRY_BLOCK_PTR_FOR_FN(cfun) && single_succ_p(e->src))
			end_frame_before_tails(ed, e->src, seen);
}

static void end_frame(struct vp_editor *ed)
{
	hash_set<basic_block> seen;
	edge e;
	edge_iterator it;
	if (!ed->frame)
		return;
	FOR_EACH_EDGE(e, it, EXIT_BLOCK_PTR_FOR_FN(cfun)->preds)
		end_frame_before_tails(ed, e->src, &seen);
}

/* The function writes the ring now: calls of it may not be merged or dropped. */
static void forget_purity(tree decl)
{
	cgraph_node *node = cgraph_node::get(decl);
	node->set_const_flag(false, false);
	node->set_pure_flag(false, false);
}

/* The result of an equal call before may not stand for a measured one: there would be two
 * clock reads and no call.  The flags lie in the callee and in the type of the call.
 * Those of builtins stay: later passes make calls of them and rely on it. */
static void forget_purity_of_callee(gimple *call)
{
	tree decl = gimple_call_fndecl(call), type = gimple_call_fntype(call);
	if (decl && !fndecl_built_in_p(decl)) {
		TREE_READONLY(decl) = 0;
		DECL_PURE_P(decl) = 0;
		DECL_LOOPING_CONST_OR_PURE_P(decl) = 0;
	}
	if (type && TYPE_READONLY(type))
		gimple_call_set_fntype(as_a<gcall *>(call),
				       build_qualified_type(type, TYPE_UNQUALIFIED));
}

static void forget_purity_of_callees(const struct vp_unit *unit, const struct vp_function *f)
{
	for (const struct vp_point &point : f->points)
		if (point.stmt && is_gimple_call(point.stmt) &&
		    unit->sites[point.site].kind == VYPR_EVENT_BEGIN)
			forget_purity_of_callee(point.stmt);
}

static void finish_function(struct vp_function *f)
{
	free_dominance_info(CDI_DOMINATORS);
	free_dominance_info(CDI_POST_DOMINATORS);
	if (current_loops)
		loops_state_set(LOOPS_NEED_FIXUP);
	forget_purity(f->decl);
	cgraph_edge::rebuild_edges();
}

static bool wants_calls(const struct vp_function *f)
{
	return f->points.length() > inline_limit || opt_for_fn(f->decl, optimize_size) ||
	       (flag_sanitize & (SANITIZE_ADDRESS | SANITIZE_HWADDRESS | SANITIZE_THREAD));
}

void vp_insert(const struct vp_unit *unit, struct vp_function *f)
{
	struct vp_editor ed = { unit, f, NULL_TREE, NULL_TREE, NULL_TREE, NULL_TREE,
				wants_calls(f) };
	struct vp_path_work work;
	auto_vec<struct vp_tail> tails;
	if (f->points.is_empty() && !f->keeps_path)
		return;
	push_cfun(f->fun);
	free_dominance_info(CDI_DOMINATORS);
	free_dominance_info(CDI_POST_DOMINATORS);
	forget_purity_of_callees(unit, f);
	vp_path_find(&ed, &work);
	expand_exits(f, &tails);
	vp_path_insert(&ed, &work);
	insert_points(&ed);
	vp_tails_give_returns(&tails);
	end_frame(&ed);
	finish_function(f);
	pop_cfun();
}
