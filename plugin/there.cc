/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a value is surely there at a moment, so that code in the program may read it; all
 * else is read by libvypr, which an address of nothing does not harm (plugin/copy.cc).
 *
 *      p->x = 1;  f (p->y);      before the call p->y: the program has just used *p
 *                                after it: f may have given it back
 *
 * Sure are variables, and what the program itself reaches through the same pointer on the
 * only way to the moment or right behind it, with nothing in between that may move the
 * pointer or unmap what it points to.  An object that is used at all is taken to be
 * whole.  References and "this" are good until something is called; pointers that the
 * compiler made are always.
 *
 * What is sure is marked TREE_THIS_NOTRAP: a MEM_REF, or an ARRAY_REF for its index.
 */
#include "plugin/look.h"

struct searching {
	tree wanted; /* as vp_origin has it */
	auto_vec<tree> variables; /* of which it is made */
	auto_vec<gimple *> pending; /* statements before, which computed what was found */
	bool found;
	bool moves; /* a call may move it: something of it is in memory */
	int loads; /* in memory that no variable is: 1 pointers, 2 other values */
};

enum { FAR = 300 }; /* statements to look at */

/* ---- what it is made of ----------------------------------------------------------- */

static tree take_variable(tree *at, int *walk, void *search)
{
	struct searching *s = (struct searching *)search;

	if (TYPE_P(*at))
		*walk = 0;
	else if (DECL_P(*at) && TREE_CODE(*at) != FIELD_DECL) {
		if (TREE_THIS_VOLATILE(*at))
			return *at;
		s->variables.safe_push(*at);
	}
	return NULL_TREE;
}

static tree take_definition(tree *at, int *walk, void *search)
{
	struct searching *s = (struct searching *)search;
	gimple *def;
	unsigned i;

	if (TYPE_P(*at))
		*walk = 0;
	if (TREE_CODE(*at) != SSA_NAME)
		return NULL_TREE;
	def = SSA_NAME_DEF_STMT(*at);
	if (!def || !is_gimple_assign(def) || s->pending.contains(def))
		return NULL_TREE;
	s->pending.safe_push(def);
	for (i = 1; i < gimple_num_ops(def); i++)
		walk_tree(gimple_op_ptr(def, i), take_definition, s, NULL);
	return NULL_TREE;
}

/* ---- what a statement reaches ----------------------------------------------------- */

static bool is_as_large(tree used, tree wanted)
{
	tree x = TYPE_SIZE_UNIT(TREE_TYPE(used)), y = TYPE_SIZE_UNIT(TREE_TYPE(wanted));

	return x && y && tree_fits_uhwi_p(x) && tree_fits_uhwi_p(y) &&
	       tree_to_uhwi(x) >= tree_to_uhwi(y);
}

static bool reaches(const struct searching *s, tree operand)
{
	for (; operand; operand = TREE_OPERAND(operand, 0)) {
		if (TREE_CODE(operand) == TREE_CODE(s->wanted) &&
		    vp_same(vp_origin(operand), s->wanted) &&
		    is_as_large(operand, s->wanted))
			return true;
		if (!handled_component_p(operand))
			return false;
	}
	return false;
}

static void note_use(struct searching *s, tree operand)
{
	if (s->found || !operand || !reaches(s, operand))
		return;
	s->found = true;
	walk_tree(&operand, take_definition, s, NULL);
}

static void note_arguments(struct searching *s, gimple *stmt)
{
	unsigned i;

	for (i = 0; i < gimple_call_num_args(stmt); i++)
		note_use(s, gimple_call_arg(stmt, i));
}

static void note_uses(struct searching *s, gimple *stmt)
{
	if (is_gimple_assign(stmt)) {
		note_use(s, gimple_assign_lhs(stmt));
		note_use(s, gimple_assign_rhs1(stmt));
	} else if (is_gimple_call(stmt)) {
		note_use(s, gimple_call_lhs(stmt));
	}
}

/* ---- what may change it ----------------------------------------------------------- */

static bool is_harmless_call(gimple *stmt)
{
	return gimple_call_internal_p(stmt) ||
	       (gimple_call_flags(stmt) & (ECF_CONST | ECF_PURE));
}

/* Could what is written through a pointer be of that type? */
static bool may_be_of(tree lhs, bool pointer)
{
	tree type = TREE_TYPE(lhs);

	return POINTER_TYPE_P(type) || AGGREGATE_TYPE_P(type) || !pointer ||
	       integer_onep(TYPE_SIZE_UNIT(type));
}

static bool may_write(tree lhs, tree variable)
{
	tree base = get_base_address(lhs);

	if (!base || DECL_P(base) || TREE_CODE(base) == SSA_NAME)
		return base == variable;
	return !is_gimple_reg(variable) &&
	       may_be_of(lhs, POINTER_TYPE_P(TREE_TYPE(variable)));
}

static bool disturbs(const struct searching *s, gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt), variable, base;
	unsigned i;

	if (gimple_code(stmt) == GIMPLE_ASM)
		return true;
	if (is_gimple_call(stmt) && !is_harmless_call(stmt) && s->found && s->moves)
		return true;
	if (!lhs || TREE_CODE(lhs) == SSA_NAME || gimple_clobber_p(stmt))
		return false;
	FOR_EACH_VEC_ELT (s->variables, i, variable)
		if (may_write(lhs, variable))
			return true;
	base = get_base_address(lhs);
	return s->loads && !(base && DECL_P(base)) && may_be_of(lhs, s->loads == 1);
}

/* ---- the way to the moment --------------------------------------------------------- */

enum answer { THERE, UNSURE, LOOK_BACK };

static void came_to(struct searching *s, gimple *stmt)
{
	unsigned i;

	for (i = 0; i < s->pending.length(); i++)
		if (s->pending[i] == stmt)
			s->pending.unordered_remove(i--);
}

static enum answer step_back(struct searching *s, gimple *stmt)
{
	if (disturbs(s, stmt))
		return UNSURE;
	came_to(s, stmt);
	note_uses(s, stmt);
	if (s->found && s->pending.is_empty())
		return THERE;
	if (is_gimple_call(stmt) && !s->found && !is_harmless_call(stmt))
		return UNSURE;
	return LOOK_BACK;
}

/* The caller sees to it that it is there: for a while, or (by the language) all the time. */
static bool is_given(tree wanted)
{
	tree pointer = TREE_CODE(wanted) == MEM_REF ? TREE_OPERAND(wanted, 0) : NULL_TREE;

	return pointer && TREE_CODE(pointer) == PARM_DECL &&
	       (TREE_CODE(TREE_TYPE(pointer)) == REFERENCE_TYPE || DECL_ARTIFICIAL(pointer));
}

static bool is_given_for_good(tree wanted)
{
	tree pointer = TREE_OPERAND(wanted, 0);
	const char *name = DECL_NAME(pointer) ? IDENTIFIER_POINTER(DECL_NAME(pointer)) : "";

	if (TREE_CODE(TREE_TYPE(pointer)) == REFERENCE_TYPE)
		return startswith(lang_hooks.name, "GNU Fortran") ||
		       DECL_BY_REFERENCE(pointer);
	return strcmp(name, "this") && strcmp(name, "__closure");
}

/* From the end of the iterator's block, or from there, back to where the ways meet. */
static bool look_back(struct searching *s, struct function *fun, gimple_stmt_iterator gsi,
		      basic_block bb)
{
	int left = FAR;

	for (;;) {
		for (; !gsi_end_p(gsi) && left-- > 0; gsi_prev(&gsi))
			switch (step_back(s, gsi_stmt(gsi))) {
			case THERE: return true;
			case UNSURE: return false;
			case LOOK_BACK: break;
			}
		if (left <= 0 || !single_pred_p(bb) ||
		    (single_pred_edge(bb)->flags & EDGE_COMPLEX))
			return false;
		bb = single_pred(bb);
		if (bb == ENTRY_BLOCK_PTR_FOR_FN(fun))
			return !s->found && is_given(s->wanted);
		gsi = gsi_last_bb(bb);
	}
}

static bool is_there(struct searching *s, const struct vp_moment *moment)
{
	gimple_stmt_iterator gsi;

	if (is_given(s->wanted) && is_given_for_good(s->wanted))
		return true;
	if (moment->where == VP_ENTRY)
		return is_given(s->wanted);
	if (!moment->stmt || (moment->where != VP_BEFORE && moment->where != VP_AFTER))
		return false;
	gsi = gsi_for_stmt(moment->stmt);
	if (moment->where == VP_BEFORE) {
		if (is_gimple_call(moment->stmt))
			note_arguments(s, moment->stmt);
		if (s->found && s->pending.is_empty())
			return true;
		gsi_prev(&gsi);
	}
	return look_back(s, moment->fun, gsi, gimple_bb(moment->stmt));
}

/* ---- marks -------------------------------------------------------------------------- */

static tree find_load(tree *at, int *walk, void *found)
{
	if (TYPE_P(*at))
		*walk = 0;
	if ((REFERENCE_CLASS_P(*at) || TREE_CODE(*at) == INDIRECT_REF) &&
	    !AGGREGATE_TYPE_P(TREE_TYPE(*at)))
		*(int *)found |= POINTER_TYPE_P(TREE_TYPE(*at)) ? 1 : 2;
	return NULL_TREE;
}

/* What is loaded before the address is known: 1 pointers, 2 other values. */
static int loads_of(tree wanted)
{
	int found = 0;

	walk_tree(&TREE_OPERAND(wanted, 0), find_load, &found, NULL);
	if (TREE_CODE(wanted) == ARRAY_REF)
		walk_tree(&TREE_OPERAND(wanted, 1), find_load, &found, NULL);
	return found;
}

static bool is_sure(tree place, const struct vp_moment *moment)
{
	struct searching s;
	tree variable;
	unsigned i;

	s.wanted = vp_origin(place);
	s.found = s.moves = false;
	if (DECL_P(s.wanted)) /* a pointer that only ever leads to one variable */
		return true;
	if (TREE_CODE(s.wanted) != TREE_CODE(place) ||
	    walk_tree(&s.wanted, take_variable, &s, NULL))
		return false;
	s.loads = loads_of(s.wanted);
	s.moves = s.loads;
	FOR_EACH_VEC_ELT (s.variables, i, variable)
		s.moves |= !is_gimple_reg(variable);
	return is_there(&s, moment);
}

static tree mark(tree *at, int *walk, void *moment)
{
	if (TYPE_P(*at))
		*walk = 0;
	if ((TREE_CODE(*at) == MEM_REF ||
	     (TREE_CODE(*at) == ARRAY_REF && !TREE_CONSTANT(TREE_OPERAND(*at, 1)))) &&
	    is_sure(*at, (const struct vp_moment *)moment))
		TREE_THIS_NOTRAP(*at) = 1;
	return NULL_TREE;
}

/* Of what an address leads to, only the address is needed. */
static tree find_unsure(tree *at, int *walk, void *unused)
{
	tree place;

	(void)unused;
	if (TYPE_P(*at))
		*walk = 0;
	if (TREE_CODE(*at) == MEM_REF && !TREE_THIS_NOTRAP(*at))
		return *at;
	if (TREE_CODE(*at) != ADDR_EXPR)
		return NULL_TREE;
	*walk = 0;
	for (place = TREE_OPERAND(*at, 0); handled_component_p(place);)
		place = TREE_OPERAND(place, 0);
	return TREE_CODE(place) == MEM_REF
		       ? walk_tree(&TREE_OPERAND(place, 0), find_unsure, NULL, NULL)
		       : NULL_TREE;
}

bool vp_mark_there(tree expr, const struct vp_moment *moment)
{
	vp_store_function(moment->fun->decl);
	walk_tree(&expr, mark, const_cast<struct vp_moment *>(moment), NULL);
	return !walk_tree(&expr, find_unsure, NULL, NULL);
}

static tree mark_made(tree *at, int *walk, void *unused)
{
	tree pointer = TREE_CODE(*at) == MEM_REF ? TREE_OPERAND(*at, 0) : NULL_TREE;

	(void)unused;
	if (TYPE_P(*at))
		*walk = 0;
	if (pointer && VAR_P(pointer) && DECL_ARTIFICIAL(pointer))
		TREE_THIS_NOTRAP(*at) = 1;
	return NULL_TREE;
}

void vp_mark_made(tree expr)
{
	walk_tree(&expr, mark_made, NULL, NULL);
}
