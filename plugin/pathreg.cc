/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The path register in the code: what path.cc has planned, put into one function.
 *
 * vypr_path is 1 at entry, and leaving a block that has bits shifts in the value of the
 * edge taken.  In a function that calls setjmp it is volatile, so that it still
 * has its value when longjmp comes back.
 */
#include "plugin/insert.h"

static unsigned most_words = VYPR_PATH_MAX_WORDS;

void vp_path_set_most_words(unsigned words)
{
	most_words = words;
}

static const struct vypr_block *block_at(const struct vp_editor *ed, uint32_t block)
{
	return &ed->unit->blocks[ed->unit->functions[ed->f->index].first_block + block];
}

static uint32_t block_count(const struct vp_editor *ed)
{
	return ed->unit->functions[ed->f->index].block_count;
}

static tree new_register(const char *name)
{
	tree type = uint64_type_node;
	if (cfun->calls_setjmp)
		type = build_qualified_type(type, TYPE_QUAL_VOLATILE);
	tree decl = create_tmp_var(type, name);
	if (cfun->calls_setjmp) {
		TREE_THIS_VOLATILE(decl) = 1;
		TREE_SIDE_EFFECTS(decl) = 1;
	}
	vp_quiet_decl(decl);
	return decl;
}

static void put_registers(struct vp_editor *ed)
{
	ed->path = new_register("vypr_path");
	if (ed->f->gap_site == UINT32_MAX)
		return;
	ed->told = new_register("vypr_told");
	ed->last = new_register("vypr_last");
}

static tree put_copy(basic_block bb, tree decl)
{
	tree copy = create_tmp_var(uint64_type_node);
	vp_put(bb, gimple_build_assign(copy, decl));
	return copy;
}

static void put_constant(basic_block bb, tree decl, uint64_t value)
{
	vp_put(bb, gimple_build_assign(decl, build_int_cst(uint64_type_node, value)));
}

tree vp_path_value(struct vp_editor *ed, basic_block bb)
{
	return put_copy(bb, ed->path);
}

void vp_path_restart(struct vp_editor *ed, basic_block bb)
{
	put_constant(bb, ed->path, 1);
}

/* GAP, if the register has restarted untold. */
static edge put_gap(struct vp_editor *ed, edge e)
{
	edge rest;
	e = vp_open_place(e, &rest);
	tree told = put_copy(e->src, ed->told);
	e = vp_put_when(e, GT_EXPR, told, build_int_cst(uint64_type_node, most_words));
	put_constant(e->src, ed->told, most_words);
	struct vp_event event = vp_event_of_word(ed->f->gap_site, ed->last);
	vp_event_send(ed, e, &event);
	return rest;
}

/* register = register << bits | value, where value is an operand or constant. */
static void put_bits(struct vp_editor *ed, basic_block bb, uint32_t bits, tree value)
{
	tree shifted = vp_put_binary(bb, uint64_type_node, LSHIFT_EXPR, vp_path_value(ed, bb),
				     build_int_cst(integer_type_node, bits));
	tree sum = vp_put_binary(bb, uint64_type_node, PLUS_EXPR, shifted, value);
	vp_put(bb, gimple_build_assign(ed->path, sum));
}

static void put_constant_bits(struct vp_editor *ed, basic_block bb, uint32_t bits,
			      uint32_t value)
{
	put_bits(ed, bb, bits, build_int_cst(uint64_type_node, value));
}

/* ---- branches ---------------------------------------------------------------- */

void vp_path_find(struct vp_editor *ed, struct vp_path_work *ret_work)
{
	ret_work->branches = vNULL;
	if (!ed->f->keeps_path)
		return;
	for (uint32_t i = 0; i < block_count(ed); i++) {
		if (block_at(ed, i)->bits == 0)
			continue;
		struct vp_path_branch branch = { i, vp_last_stmt(ed->f->bb_of[i]) };
		ret_work->branches.safe_push(branch);
	}
}

/* Comparing floats twice is not free and may trap; two edges are. */
static bool is_plain_compare(const gcond *cond)
{
	return !FLOAT_TYPE_P(TREE_TYPE(gimple_cond_lhs(cond))) &&
	       !COMPLEX_FLOAT_TYPE_P(TREE_TYPE(gimple_cond_lhs(cond)));
}

/* One bit before the condition: compare, set, shift; no jump is added. */
static void insert_compare(struct vp_editor *ed, gcond *cond)
{
	edge e = vp_edge_before(cond);
	tree bit = vp_put_binary(e->src, boolean_type_node, gimple_cond_code(cond),
				 gimple_cond_lhs(cond), gimple_cond_rhs(cond));
	put_bits(ed, e->src, 1, vp_put_unary(e->src, uint64_type_node, NOP_EXPR, bit));
}

/* The unit's edge from a block to the block that e leads to; NULL when there is none. */
static const struct vypr_edge *unit_edge(struct vp_editor *ed, uint32_t block, uint32_t target)
{
	const struct vypr_block *from = block_at(ed, block);
	for (uint32_t i = 0; i < from->edge_count; i++)
		if (ed->unit->edges[from->first_edge + i].target == target)
			return &ed->unit->edges[from->first_edge + i];
	return NULL;
}

/* Edges may be split only after all of them are known. */
static void insert_on_edges(struct vp_editor *ed, const struct vp_path_branch *branch)
{
	auto_vec<edge> out;
	edge e;
	edge_iterator i;
	FOR_EACH_EDGE(e, i, gimple_bb(branch->stmt)->succs)
		out.safe_push(e);
	for (edge to : out) {
		uint32_t target = ed->f->block_of[to->dest->index];
		const struct vypr_edge *known = unit_edge(ed, branch->block, target);
		if (!known || (to->flags & EDGE_COMPLEX))
			continue;
		put_constant_bits(ed, split_edge(to), block_at(ed, branch->block)->bits,
				  known->value);
	}
}

/* A computed goto tells where it went by the target's entry bits. */
static void insert_branch(struct vp_editor *ed, const struct vp_path_branch *branch)
{
	gcond *cond = dyn_cast<gcond *>(branch->stmt);
	if (cond && is_plain_compare(cond))
		insert_compare(ed, cond);
	else if (block_at(ed, branch->block)->kind != VYPR_BLOCK_GOTO)
		insert_on_edges(ed, branch);
}

/* ---- starts of blocks -------------------------------------------------------- */

/* What happens where a block starts; UINT32_MAX: no such site. */
struct start {
	bool restart;
	uint32_t check_site, unwind_site;
};

/* told = code(told, 1); the number before. */
static tree put_told(struct vp_editor *ed, basic_block bb, enum tree_code code)
{
	tree told = put_copy(bb, ed->told);
	tree more = vp_put_binary(bb, uint64_type_node, code, told,
				  build_int_cst(uint64_type_node, 1));
	vp_put(bb, gimple_build_assign(ed->told, more));
	return told;
}

/* The register, and whether it is the first word that is told. */
static tree put_word(basic_block bb, tree path, tree told)
{
	tree none = vp_put_binary(bb, boolean_type_node, EQ_EXPR, told,
				  build_int_cst(uint64_type_node, 0));
	tree first = vp_put_binary(bb, uint64_type_node, LSHIFT_EXPR,
				   vp_put_unary(bb, uint64_type_node, NOP_EXPR, none),
				   build_int_cst(integer_type_node, 63));
	return vp_put_binary(bb, uint64_type_node, BIT_IOR_EXPR, path, first);
}

edge vp_path_put_word(struct vp_editor *ed, edge e, tree *ret_word)
{
	*ret_word = ed->path;
	if (!ed->told)
		return e;
	e = put_gap(ed, e);
	*ret_word = put_word(e->src, vp_path_value(ed, e->src), put_copy(e->src, ed->told));
	return e;
}

static edge insert_unwind(struct vp_editor *ed, edge e, uint32_t site)
{
	struct vp_event event = vp_event_of_word(site, NULL_TREE);
	e = vp_path_put_word(ed, e, &event.value);
	edge rest = vp_event_send(ed, e, &event);
	vp_path_restart(ed, rest->src);
	if (ed->told)
		put_told(ed, rest->src, MAX_EXPR);
	return rest;
}

/* The register is full: it begins again, also when nothing is sent. */
static void insert_full(struct vp_editor *ed, edge e, uint32_t block, uint32_t site)
{
	tree path = vp_path_value(ed, e->src), told = put_told(ed, e->src, PLUS_EXPR);
	put_constant(e->src, ed->last, block);
	vp_path_restart(ed, e->src);
	struct vp_event event = vp_event_of_word(site, put_word(e->src, path, told));
	vp_event_send(ed, vp_put_when(e, LT_EXPR, told,
				      build_int_cst(uint64_type_node, most_words)),
		      &event);
}

static void insert_check(struct vp_editor *ed, edge e, uint32_t block, uint32_t site)
{
	tree high = vp_put_binary(e->src, uint64_type_node, RSHIFT_EXPR,
				  vp_path_value(ed, e->src),
				  build_int_cst(integer_type_node, VP_PATH_CHECK_BITS));
	e = vp_put_when(e, NE_EXPR, high, build_int_cst(uint64_type_node, 0));
	insert_full(ed, e, block, site);
}

/* What was told since the last restart is not the beginning of what comes. */
static edge insert_restart(struct vp_editor *ed, edge e)
{
	edge rest;
	vp_path_restart(ed, e->src);
	if (!ed->told)
		return e;
	e = vp_open_place(e, &rest);
	e = vp_put_when(e, NE_EXPR, put_copy(e->src, ed->told),
			build_int_cst(uint64_type_node, 0));
	put_constant(e->src, ed->told, 0);
	struct vp_event event = vp_event_of_word(
		ed->f->gap_site, build_int_cst(uint64_type_node, UINT32_MAX));
	vp_event_send(ed, e, &event);
	return rest;
}

/* Entering comes first, so that what is sent here tells how this block was reached. */
static void insert_start(struct vp_editor *ed, uint32_t block, const struct start *start)
{
	const struct vypr_block *unit_block = block_at(ed, block);
	if (unit_block->entry_bits == 0 && !start->restart &&
	    start->check_site == UINT32_MAX && start->unwind_site == UINT32_MAX)
		return;
	edge e = vp_edge_at_start(ed->f->bb_of[block]);
	if (unit_block->entry_bits > 0)
		put_constant_bits(ed, e->src, unit_block->entry_bits,
				  unit_block->entry_value);
	if (start->restart)
		e = insert_restart(ed, e);
	if (start->unwind_site != UINT32_MAX)
		e = insert_unwind(ed, e, start->unwind_site);
	if (start->check_site != UINT32_MAX)
		insert_check(ed, e, block, start->check_site);
}

static void find_starts(const struct vp_editor *ed, vec<struct start> *ret_starts)
{
	const struct vp_function *f = ed->f;
	ret_starts->safe_grow_cleared(block_count(ed));
	for (struct start &start : *ret_starts)
		start.check_site = start.unwind_site = UINT32_MAX;
	for (uint32_t block : f->restarts)
		(*ret_starts)[block].restart = true;
	for (unsigned i = 0; i < f->check_blocks.length(); i++)
		(*ret_starts)[f->check_blocks[i]].check_site = f->check_sites[i];
	for (unsigned i = 0; i < f->unwind_blocks.length(); i++)
		(*ret_starts)[f->unwind_blocks[i]].unwind_site = f->unwind_sites[i];
}

/* Branches before starts: where an edge leads is known by the block it enters, as long as
 * no start has been split off. */
void vp_path_insert(struct vp_editor *ed, struct vp_path_work *work)
{
	if (!ed->f->keeps_path)
		return;
	put_registers(ed);
	for (const struct vp_path_branch &branch : work->branches)
		insert_branch(ed, &branch);
	auto_vec<struct start> starts;
	find_starts(ed, &starts);
	for (uint32_t i = 0; i < block_count(ed); i++)
		insert_start(ed, i, &starts[i]);
	basic_block first = split_edge(single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(cfun)));
	vp_path_restart(ed, first);
	if (ed->told)
		put_constant(first, ed->told, 0);
	work->branches.release();
}
