/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The code of one event (spec/event.h has the protocol).  Inline it is
 *
 *         if (on[site]) {
 *                 ring = __vypr_ring;
 *                 time = clock;                     only at sites that are TIMED
 *                 if (ring->busy == 0) {
 *                         ring->busy = frame;       not 0; tells whose it is
 *                         pos = ring->pos;
 *                         if (pos < ring->end) {
 *                                 slot = ring->base + (pos & ring->mask);
 *                                 *slot = { site, time, value, frame };
 *                                 ring->pos = pos + 32;
 *                                 ring->busy = 0;
 *                                 goto done;
 *                         }
 *                         ring->busy = 0;
 *                 }
 *                 __vypr_event(site, time, value, frame);
 *         }
 *         done:
 *
 * At a BEGIN, __vypr_event is told to read the clock itself (VYPR_TIME_LATE).
 *
 * Why it is right under signal handlers of the same thread, with two tests where
 * the protocol has three.  Every access is volatile, so a handler sees them in this
 * order, and it leaves busy as it found it.
 *   - Before busy = frame: a handler that sends events finds busy 0 and moves pos; pos is
 *     read after, so nothing is overwritten.  That is why the test of pos need not be
 *     made before busy is set: it would have to be made again.
 *   - Between busy = frame and busy = 0: the handler's events see busy, go out of line
 *     into nested[], and end becomes 0.  If end is read after that, the test fails and
 *     the event goes out of line, with busy 0 again.  If it was read before, the slot
 *     is ours alone: nobody else writes the ring, and the reader does not look above
 *     pos.  The next event of this thread finds end 0.
 *   - After busy = 0 the slot is whole and lies below pos.
 * A thread without a ring shares one that is always busy; the first test keeps it
 * read-only.
 *
 * Another thread or process reads the slots after it has seen pos.  Where stores may be
 * seen out of order, pos is stored with release.
 *
 * The name of an activation is the address of an 8-byte variable of the function, not
 * __builtin_frame_address(0): the frame of a function that is inlined is that of its
 * caller, and a recursive function inlined into itself would give two activations
 * that are alive at once the same name.  Variables alive at once have different
 * addresses whatever is inlined, split or cloned.
 */
#include "plugin/insert.h"

/* ---- statements ------------------------------------------------------------- */

void vp_put(basic_block bb, gimple *stmt)
{
	gimple_set_location(stmt, UNKNOWN_LOCATION);
	vp_quiet(stmt);
	gimple_stmt_iterator gsi = gsi_last_bb(bb);
	gsi_insert_after(&gsi, stmt, GSI_NEW_STMT);
}

enum { PREFETCH_SLOTS = 16 };

static void put_all(basic_block bb, gimple_seq seq)
{
	while (!gimple_seq_empty_p(seq)) {
		gimple_stmt_iterator gsi = gsi_start(seq);
		gimple *stmt = gsi_stmt(gsi);
		gsi_remove(&gsi, false);
		vp_put(bb, stmt);
	}
}

tree vp_put_unary(basic_block bb, tree type, enum tree_code code, tree a)
{
	tree result = create_tmp_var(type);
	vp_put(bb, gimple_build_assign(result, code, a));
	return result;
}

tree vp_put_binary(basic_block bb, tree type, enum tree_code code, tree a, tree b)
{
	tree result = create_tmp_var(type);
	vp_put(bb, gimple_build_assign(result, code, a, b));
	return result;
}

static tree put_load(basic_block bb, tree reference)
{
	tree result = create_tmp_var(TYPE_MAIN_VARIANT(TREE_TYPE(reference)));
	vp_put(bb, gimple_build_assign(result, reference));
	return result;
}

/* A block beside e's source, in the same loop. */
static basic_block new_block(basic_block after)
{
	basic_block bb = create_empty_bb(after);
	if (current_loops)
		add_bb_to_loop(bb, after->loop_father);
	return bb;
}

edge vp_put_when(edge e, enum tree_code code, tree lhs, tree rhs)
{
	basic_block from = e->src, to = e->dest, body = new_block(from);
	vp_put(from, gimple_build_cond(code, lhs, rhs, NULL_TREE, NULL_TREE));
	e->flags &= ~EDGE_FALLTHRU;
	e->flags |= EDGE_FALSE_VALUE;
	e->probability = profile_probability::uninitialized();
	make_edge(from, body, EDGE_TRUE_VALUE);
	return make_edge(body, to, EDGE_FALLTHRU);
}

/* ---- memory of the ring ------------------------------------------------------ */

static tree volatile_u64_at(tree address, uint64_t offset)
{
	tree type = build_qualified_type(uint64_type_node, TYPE_QUAL_VOLATILE);
	tree alias = build_int_cst(build_pointer_type(uint64_type_node), offset);
	tree reference = build2(MEM_REF, type, address, alias);
	TREE_THIS_VOLATILE(reference) = 1;
	TREE_SIDE_EFFECTS(reference) = 1;
	TREE_THIS_NOTRAP(reference) = 1;
	return reference;
}

static tree put_ring_load(basic_block bb, tree ring, size_t offset)
{
	return put_load(bb, volatile_u64_at(ring, offset));
}

static void put_store(basic_block bb, tree address, size_t offset, tree value)
{
	vp_put(bb, gimple_build_assign(volatile_u64_at(address, offset), value));
}

/* The thread's ring, read again for every event: the slow way may have made one. */
static tree put_ring_pointer(basic_block bb)
{
	tree type = build_qualified_type(TREE_TYPE(vp_ring()), TYPE_QUAL_VOLATILE);
	tree address = build1(ADDR_EXPR, build_pointer_type(TREE_TYPE(vp_ring())), vp_ring());
	tree reference = build2(MEM_REF, type, address,
				build_int_cst(TREE_TYPE(address), 0));
	TREE_THIS_VOLATILE(reference) = 1;
	TREE_SIDE_EFFECTS(reference) = 1;
	TREE_THIS_NOTRAP(reference) = 1;
	return put_load(bb, reference);
}

static tree u64(uint64_t value)
{
	return build_int_cst(uint64_type_node, value);
}

/* ---- the clock --------------------------------------------------------------- */

/* GCC has no public name for the builtins of a target; NULL when it has no rdtsc. */
static tree rdtsc_builtin(void)
{
	if (!targetm.builtin_decl)
		return NULL_TREE;
	for (unsigned code = 0;; code++) {
		tree decl = targetm.builtin_decl(code, false);
		if (decl == error_mark_node)
			return NULL_TREE;
		if (decl && DECL_NAME(decl) &&
		    id_equal(DECL_NAME(decl), "__builtin_ia32_rdtsc"))
			return decl;
	}
}

static tree rdtsc(void)
{
	static bool searched, found;
	static unsigned at;
	if (searched)
		return found ? targetm.builtin_decl(at, false) : NULL_TREE;
	tree decl = rdtsc_builtin();
	searched = true;
	found = decl != NULL_TREE;
	if (found)
		at = DECL_MD_FUNCTION_CODE(decl);
	return decl;
}

static tree put_counter_read(basic_block bb, const char *instruction)
{
	tree result = create_tmp_var(uint64_type_node);
	vec<tree, va_gc> *outputs = NULL;
	tree constraint = build_tree_list(NULL_TREE, build_string(3, "=r"));
	vec_safe_push(outputs, build_tree_list(constraint, result));
	gasm *read = gimple_build_asm_vec(instruction, NULL, outputs, NULL, NULL);
	gimple_asm_set_volatile(read, true);
	vp_put(bb, read);
	return result;
}

/* The processor's constant counter; where we know none, 0, and the slow way reads a clock. */
static tree put_clock(basic_block bb)
{
	tree builtin = rdtsc();
	if (!builtin)
		return strncmp(VYPR_GCC_TARGET, "aarch64", 7) == 0
			? put_counter_read(bb, "mrs %0, cntvct_el0") : u64(0);
	gcall *call = gimple_build_call(builtin, 0);
	tree ticks = create_tmp_var(TREE_TYPE(TREE_TYPE(builtin)));
	gimple_call_set_lhs(call, ticks);
	vp_put(bb, call);
	return vp_put_unary(bb, uint64_type_node, NOP_EXPR, ticks);
}

/* ---- values ------------------------------------------------------------------ */

/* What we read is there (copy.cc); it does not trap, so it needs no exception edge under
 * -fnon-call-exceptions.  What we give the address of has one. */
static tree mark_notrap(tree *at, int *, void *)
{
	if (TREE_CODE(*at) == MEM_REF || TREE_CODE(*at) == INDIRECT_REF ||
	    TREE_CODE(*at) == ARRAY_REF)
		TREE_THIS_NOTRAP(*at) = 1;
	if (TREE_CODE(*at) == ADDR_EXPR)
		mark_addressable(TREE_OPERAND(*at, 0));
	return NULL_TREE;
}

tree vp_put_operand(basic_block bb, tree expression)
{
	gimple_seq seq = NULL;
	tree copy = unshare_expr(expression);
	walk_tree(&copy, mark_notrap, NULL, NULL);
	tree operand = force_gimple_operand(copy, &seq, true, NULL_TREE);
	put_all(bb, seq);
	return operand;
}

static tree put_pointer_as_u64(basic_block bb, tree pointer)
{
	tree type = build_nonstandard_integer_type(TYPE_PRECISION(TREE_TYPE(pointer)), 1);
	tree bits = vp_put_unary(bb, type, NOP_EXPR, pointer);
	return vp_put_unary(bb, uint64_type_node, NOP_EXPR, bits);
}

static tree put_real_as_u64(basic_block bb, tree real)
{
	if (TYPE_MAIN_VARIANT(TREE_TYPE(real)) != double_type_node)
		real = vp_put_unary(bb, double_type_node, NOP_EXPR, real);
	tree result = create_tmp_var(uint64_type_node);
	vp_put(bb, gimple_build_assign(result, fold_build1(VIEW_CONVERT_EXPR,
							   uint64_type_node, real)));
	return result;
}

/* 64 bits: integers extended as their type says, floating point as double; other
 * types have no value here. */
tree vp_put_u64(basic_block bb, tree expression, enum vypr_type wanted)
{
	tree type = expression ? TREE_TYPE(expression) : NULL_TREE;
	if (!type)
		return u64(0);
	if (wanted == VYPR_TYPE_F64 && INTEGRAL_TYPE_P(type))
		return put_real_as_u64(bb, vp_put_unary(bb, double_type_node, FLOAT_EXPR,
							vp_put_operand(bb, expression)));
	if (TREE_CODE(expression) == INTEGER_CST && INTEGRAL_TYPE_P(type))
		return fold_convert(uint64_type_node, expression);
	if (POINTER_TYPE_P(type))
		return put_pointer_as_u64(bb, vp_put_operand(bb, expression));
	if (INTEGRAL_TYPE_P(type))
		return vp_put_unary(bb, uint64_type_node, NOP_EXPR,
				    vp_put_operand(bb, expression));
	if (SCALAR_FLOAT_TYPE_P(type))
		return put_real_as_u64(bb, vp_put_operand(bb, expression));
	return u64(0);
}

/* ---- the event --------------------------------------------------------------- */

/* late_time is what the slow way gets: before a call it reads the clock itself when it is
 * done, so that the time it takes is not the call's. */
struct fields {
	tree site, time, late_time, value, frame;
};

static tree frame_address(struct vp_editor *ed, basic_block bb)
{
	if (!ed->frame) {
		ed->frame = create_tmp_var(uint64_type_node, "vypr_frame");
		TREE_ADDRESSABLE(ed->frame) = 1;
		TREE_USED(ed->frame) = 1;
		vp_quiet_decl(ed->frame);
	}
	tree pointer = build1(ADDR_EXPR, build_pointer_type(uint64_type_node), ed->frame);
	return put_pointer_as_u64(bb, pointer);
}

static void put_event_call(basic_block bb, tree hook, const struct fields *fields)
{
	vp_put(bb, gimple_build_call(hook, 4, fields->site, fields->late_time, fields->value,
				     fields->frame));
}

/* The monitor had the line of a slot last, and a store waits until it is here, with all
 * stores after it: it is asked for some events ahead.  Fortran has no such builtin. */
static void put_prefetch(basic_block bb, tree slot)
{
	tree prefetch = builtin_decl_explicit(BUILT_IN_PREFETCH);

	if (!prefetch)
		return;
	tree ahead = vp_put_binary(bb, TREE_TYPE(slot), POINTER_PLUS_EXPR, slot,
				   size_int(PREFETCH_SLOTS * sizeof(struct vypr_slot)));
	vp_put(bb, gimple_build_call(prefetch, 3, ahead, integer_one_node,
				     build_int_cst(integer_type_node, 3)));
}

static void put_slot(basic_block bb, tree ring, tree pos, const struct fields *fields)
{
	tree mask = put_ring_load(bb, ring, offsetof(struct vypr_ring, mask));
	tree base = put_ring_load(bb, ring, offsetof(struct vypr_ring, base));
	tree offset = vp_put_binary(bb, uint64_type_node, BIT_AND_EXPR, pos, mask);
	tree sum = vp_put_binary(bb, uint64_type_node, PLUS_EXPR, base, offset);
	tree word = vp_put_unary(bb, size_type_node, NOP_EXPR, sum);
	tree slot = vp_put_unary(bb, build_pointer_type(uint64_type_node), NOP_EXPR, word);
	put_store(bb, slot, offsetof(struct vypr_slot, site), fields->site);
	put_store(bb, slot, offsetof(struct vypr_slot, time), fields->time);
	put_store(bb, slot, offsetof(struct vypr_slot, value), fields->value);
	put_store(bb, slot, offsetof(struct vypr_slot, frame), fields->frame);
	put_prefetch(bb, slot);
}

/* ring->pos: what lies below it is whole for whoever reads the memory. */
static void put_pos(basic_block bb, tree ring, tree pos)
{
	if (rdtsc()) {
		put_store(bb, ring, offsetof(struct vypr_ring, pos), pos);
		return;
	}
	tree store = builtin_decl_explicit(BUILT_IN_ATOMIC_STORE_8);
	tree address = vp_put_binary(bb, TREE_TYPE(ring), POINTER_PLUS_EXPR, ring,
				     size_int(offsetof(struct vypr_ring, pos)));
	vp_put(bb, gimple_build_call(store, 3, address, pos,
				     build_int_cst(integer_type_node, MEMMODEL_RELEASE)));
}

static void put_fill(basic_block bb, tree ring, tree pos, const struct fields *fields)
{
	put_slot(bb, ring, pos, fields);
	put_pos(bb, ring, vp_put_binary(bb, uint64_type_node, PLUS_EXPR, pos,
					u64(sizeof(struct vypr_slot))));
	put_store(bb, ring, offsetof(struct vypr_ring, busy), u64(0));
}

/* The picture is at the head of this file: start, reserve, fill, undo, slow. */
static void put_inline(edge e, tree ring, const struct fields *fields)
{
	basic_block start = e->src, done = e->dest;
	tree busy = put_ring_load(start, ring, offsetof(struct vypr_ring, busy));
	basic_block slow = new_block(start), undo = new_block(start);
	edge reserved = vp_put_when(e, EQ_EXPR, busy, u64(0));
	redirect_edge_succ(find_edge(start, done), slow);

	basic_block reserve = reserved->src;
	put_store(reserve, ring, offsetof(struct vypr_ring, busy), fields->frame);
	tree pos = put_ring_load(reserve, ring, offsetof(struct vypr_ring, pos));
	tree end = put_ring_load(reserve, ring, offsetof(struct vypr_ring, end));
	edge filled = vp_put_when(reserved, LT_EXPR, pos, end);
	redirect_edge_succ(find_edge(reserve, done), undo);
	put_fill(filled->src, ring, pos, fields);

	put_store(undo, ring, offsetof(struct vypr_ring, busy), u64(0));
	make_edge(undo, slow, EDGE_FALLTHRU);
	put_event_call(slow, vp_hook("__vypr_event"), fields);
	make_edge(slow, done, EDGE_FALLTHRU);
}

/* What is sent lies out of the way: a site that is off costs no taken branch, and one that is
 * on two that are always foreseen. */
edge vp_put_when_on(edge e, uint32_t site)
{
	tree on = put_load(e->src, vp_site_on(site));
	edge in = vp_put_when(e, NE_EXPR, on, build_zero_cst(TREE_TYPE(on)));
	vp_put(in->src, gimple_build_predict(PRED_COLD_LABEL, NOT_TAKEN));
	return in;
}

edge vp_open_place(edge e, edge *ret_rest)
{
	basic_block head = split_edge(e);
	*ret_rest = single_succ_edge(split_edge(single_succ_edge(head)));
	return single_succ_edge(head);
}

static void put_word(struct vp_editor *ed, edge in, const struct vypr_site *site,
		     struct fields *fields)
{
	bool timed = site->flags & VYPR_SITE_TIMED;
	bool late = timed && site->kind == VYPR_EVENT_BEGIN;
	tree ring = ed->calls ? NULL_TREE : put_ring_pointer(in->src);
	if (timed && !(late && ed->calls))
		fields->time = put_clock(in->src);
	fields->late_time = late ? u64(VYPR_TIME_LATE) : fields->time;
	if (ed->calls)
		put_event_call(in->src, vp_hook_event_call(), fields);
	else
		put_inline(in, ring, fields);
}

/* What libvypr has to read itself. */
static void put_text(basic_block bb, const char *hook, const struct vp_event *event,
		     const struct fields *fields)
{
	tree text = vp_put_operand(bb, event->value);
	tree size = event->size ? vp_put_u64(bb, event->size, VYPR_TYPE_U64) : u64(UINT64_MAX);
	vp_put(bb, gimple_build_call(vp_hook(hook), 4, fields->site, text, size,
				     fields->frame));
}

static void put_event(struct vp_editor *ed, edge in, const struct vp_event *event)
{
	const struct vypr_site *site = &ed->unit->sites[event->site];
	struct fields fields = { NULL_TREE, u64(0), u64(0), u64(0), NULL_TREE };
	fields.site = vp_put_unary(in->src, uint64_type_node, NOP_EXPR,
				   TREE_OPERAND(vp_site_address(event->site), 0));
	fields.frame = frame_address(ed, in->src);
	switch (event->send) {
	case VP_SEND_WORD:
		fields.value = vp_put_u64(in->src, event->value, (enum vypr_type)site->type);
		put_word(ed, in, site, &fields);
		break;
	case VP_SEND_STRING:
		put_text(in->src, "__vypr_string", event, &fields);
		break;
	case VP_SEND_LENGTH:
		put_text(in->src, "__vypr_length", event, &fields);
		break;
	case VP_SEND_CPU:
		vp_put(in->src, gimple_build_call(vp_hook("__vypr_cpu"), 2, fields.site,
						  fields.frame));
		break;
	}
}

edge vp_event_send(struct vp_editor *ed, edge e, const struct vp_event *event)
{
	struct vp_event readable = *event;
	edge rest, in = vp_open_place(e, &rest);
	if (event->flag)
		in = vp_put_when(in, NE_EXPR, event->flag, boolean_false_node);
	in = vp_put_when_on(in, event->site);
	in = vp_put_reads(in, &readable.value);
	in = vp_put_reads(in, &readable.size);
	put_event(ed, in, &readable);
	return rest;
}
