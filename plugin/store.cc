/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which statements write a place, and what they write.
 *
 *   x = _1                    the operand is the value; x itself is not read again,
 *                             it may be volatile, or another thread's by now
 *   s = t, s = {}, asm        x lies in what is written: read afterwards
 *   f (&x)                    may write: compare with what it was
 */
#include "plugin/look.h"

/* ---- temporaries ------------------------------------------------------------ */

static tree stripped(tree expr)
{
	while (CONVERT_EXPR_P(expr) || TREE_CODE(expr) == NON_LVALUE_EXPR ||
	       TREE_CODE(expr) == VIEW_CONVERT_EXPR)
		expr = TREE_OPERAND(expr, 0);
	return expr;
}

/* Pointers that only ever hold the address of one variable: what they hold. */
static hash_map<tree, tree> *fixed;
static tree fixed_in;

static bool is_pointer_variable(tree decl)
{
	return VAR_P(decl) && POINTER_TYPE_P(TREE_TYPE(decl)) && is_gimple_reg(decl);
}

/* For comparing only: without their conversions the operands do not fit. */
static tree untyped(enum tree_code code, tree type, tree x, tree y)
{
	tree expr = build_nt(code, x, y);

	TREE_TYPE(expr) = type;
	return expr;
}

/* &a + n, as strcat (a, "x") becomes memcpy (&a + strlen (&a), "x", 2) */
static tree sum_in(gimple *stmt, tree lhs)
{
	if (!is_gimple_assign(stmt) || !DECL_ARTIFICIAL(lhs) ||
	    gimple_assign_rhs_code(stmt) != POINTER_PLUS_EXPR ||
	    TREE_CODE(gimple_assign_rhs1(stmt)) != ADDR_EXPR)
		return NULL_TREE;
	return untyped(POINTER_PLUS_EXPR, TREE_TYPE(lhs), gimple_assign_rhs1(stmt),
		       gimple_assign_rhs2(stmt));
}

/* D = CHAIN->__chain, as a nested function comes to what is further out */
static bool is_frame_pointer(tree lhs, tree value)
{
	return DECL_ARTIFICIAL(lhs) && !DECL_NAME(lhs) && TREE_CODE(value) == COMPONENT_REF;
}

static void note_definition(gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt), value, *known;
	bool good = is_gimple_assign(stmt) && gimple_assign_single_p(stmt);

	if (!lhs || !is_pointer_variable(lhs) || gimple_clobber_p(stmt))
		return;
	value = good ? gimple_assign_rhs1(stmt) : sum_in(stmt, lhs);
	if (value && TREE_CODE(value) != POINTER_PLUS_EXPR && TREE_CODE(value) != ADDR_EXPR &&
	    !(TREE_CODE(value) == PARM_DECL &&
	      TREE_CODE(TREE_TYPE(value)) == REFERENCE_TYPE) &&
	    !is_frame_pointer(lhs, value))
		value = NULL_TREE;
	known = fixed->get(lhs);
	if (known)
		*known = NULL_TREE;
	else
		fixed->put(lhs, value);
}

static void find_fixed_pointers(tree function)
{
	gimple_stmt_iterator gsi;
	basic_block bb;

	if (function == fixed_in)
		return;
	delete fixed;
	fixed = new hash_map<tree, tree>;
	fixed_in = function;
	FOR_EACH_BB_FN (bb, DECL_STRUCT_FUNCTION(function))
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			if (gimple_code(gsi_stmt(gsi)) == GIMPLE_ASM)
				continue;
			note_definition(gsi_stmt(gsi));
		}
}

void vp_store_function(tree function)
{
	find_fixed_pointers(function);
}

static tree origin(tree expr, int depth);

static tree origin_of_pointer(tree decl, int depth)
{
	tree *value = fixed && is_pointer_variable(decl) ? fixed->get(decl) : NULL;

	return value && *value ? origin(*value, depth + 1) : decl;
}

static tree origin_of_name(tree name, int depth)
{
	gimple *def = SSA_NAME_DEF_STMT(name);
	enum tree_code code;

	if (!def || !is_gimple_assign(def) || SSA_NAME_VAR(name))
		return name;
	code = gimple_assign_rhs_code(def);
	if (gimple_assign_single_p(def) || CONVERT_EXPR_CODE_P(code) ||
	    code == NON_LVALUE_EXPR)
		return origin(gimple_assign_rhs1(def), depth + 1);
	if (get_gimple_rhs_class(code) == GIMPLE_BINARY_RHS)
		return untyped(code, TREE_TYPE(name),
			       origin(gimple_assign_rhs1(def), depth + 1),
			       origin(gimple_assign_rhs2(def), depth + 1));
	return name;
}

static tree rebuilt(tree expr, int depth)
{
	tree copy = copy_node(expr);

	TREE_OPERAND(copy, 0) = origin(TREE_OPERAND(expr, 0), depth + 1);
	if (TREE_CODE(expr) == ARRAY_REF)
		TREE_OPERAND(copy, 1) = origin(TREE_OPERAND(expr, 1), depth + 1);
	return copy;
}

static tree origin(tree expr, int depth)
{
	if (depth > 40)
		return expr;
	expr = stripped(expr);
	switch (TREE_CODE(expr)) {
	case SSA_NAME: return origin_of_name(expr, depth);
	case VAR_DECL: return origin_of_pointer(expr, depth);
	case COMPONENT_REF:
	case ARRAY_REF:
	case INDIRECT_REF:
	case REALPART_EXPR:
	case IMAGPART_EXPR:
	case BIT_FIELD_REF:
	case ADDR_EXPR: return rebuilt(expr, depth);
	case MEM_REF:
		expr = rebuilt(expr, depth);
		if (TREE_CODE(TREE_OPERAND(expr, 0)) == ADDR_EXPR &&
		    integer_zerop(TREE_OPERAND(expr, 1)))
			return TREE_OPERAND(TREE_OPERAND(expr, 0), 0);
		return expr;
	default: return expr;
	}
}

tree vp_origin(tree expr)
{
	return origin(expr, 0);
}

/* ---- comparing -------------------------------------------------------------- */

static bool is_memory(tree expr)
{
	return TREE_CODE(expr) == MEM_REF || TREE_CODE(expr) == INDIRECT_REF;
}

static bool plain_memory(tree expr)
{
	return TREE_CODE(expr) == INDIRECT_REF || integer_zerop(TREE_OPERAND(expr, 1));
}

/* A variable that was given another place is that place. */
static tree placed(tree expr)
{
	expr = stripped(expr);
	if (VAR_P(expr) && DECL_HAS_VALUE_EXPR_P(expr))
		return vp_origin(DECL_VALUE_EXPR(expr));
	return expr;
}

static bool same_field(tree x, tree y)
{
	return x == y ||
	       (DECL_NAME(x) && DECL_NAME(x) == DECL_NAME(y) &&
		TYPE_MAIN_VARIANT(DECL_CONTEXT(x)) == TYPE_MAIN_VARIANT(DECL_CONTEXT(y)));
}

static bool same_operands(tree x, tree y)
{
	int i;

	for (i = 0; i < TREE_OPERAND_LENGTH(x); i++)
		if (TREE_OPERAND(x, i) && TREE_OPERAND(y, i) &&
		    !vp_same(TREE_OPERAND(x, i), TREE_OPERAND(y, i)))
			return false;
	return true;
}

/* What is open (plugin/anywhere.cc) is any object of its type, or any index. */
static bool is_meant(tree any, tree expr)
{
	return !RECORD_OR_UNION_TYPE_P(TREE_TYPE(any)) ||
	       TYPE_MAIN_VARIANT(TREE_TYPE(any)) == TYPE_MAIN_VARIANT(TREE_TYPE(expr));
}

/* *(p + any) */
static bool is_any_element(tree memory)
{
	tree pointer = is_memory(memory) ? TREE_OPERAND(memory, 0) : NULL_TREE;

	return pointer && TREE_CODE(pointer) == POINTER_PLUS_EXPR &&
	       TREE_CODE(TREE_OPERAND(pointer, 1)) == PLACEHOLDER_EXPR;
}

static bool is_element(tree any, tree memory)
{
	tree pointer = stripped(TREE_OPERAND(memory, 0));

	if (TREE_CODE(pointer) == POINTER_PLUS_EXPR)
		pointer = TREE_OPERAND(pointer, 0);
	return TYPE_SIZE(TREE_TYPE(any)) == TYPE_SIZE(TREE_TYPE(memory)) &&
	       vp_same(pointer, TREE_OPERAND(TREE_OPERAND(any, 0), 0));
}

bool vp_same(tree x, tree y)
{
	x = placed(x);
	y = placed(y);
	if (x == y)
		return true;
	if (TREE_CODE(y) == PLACEHOLDER_EXPR)
		return is_meant(y, x);
	if (TREE_CODE(x) == PLACEHOLDER_EXPR)
		return is_meant(x, y);
	if (is_any_element(y) && is_memory(x))
		return is_element(y, x);
	if (is_memory(x) && is_memory(y))
		return plain_memory(x) && plain_memory(y)
			       ? vp_same(TREE_OPERAND(x, 0), TREE_OPERAND(y, 0))
			       : TREE_CODE(x) == TREE_CODE(y) && same_operands(x, y);
	if (TREE_CODE(x) != TREE_CODE(y))
		return false;
	if (TREE_CODE(x) == INTEGER_CST)
		return wi::to_widest(x) == wi::to_widest(y);
	if (TREE_CODE(x) == COMPONENT_REF)
		return same_field(TREE_OPERAND(x, 1), TREE_OPERAND(y, 1)) &&
		       vp_same(TREE_OPERAND(x, 0), TREE_OPERAND(y, 0));
	if (DECL_P(x) || TREE_CODE(x) == SSA_NAME || !EXPR_P(x))
		return false;
	return TREE_OPERAND_LENGTH(x) == TREE_OPERAND_LENGTH(y) && same_operands(x, y);
}

bool vp_contains(tree outer, tree inner)
{
	for (;;) {
		inner = placed(inner);
		if (vp_same(outer, inner))
			return true;
		if (!handled_component_p(inner))
			return false;
		inner = TREE_OPERAND(inner, 0);
	}
}

enum relation { APART, EXACT, OVERLAP, PERHAPS };

/* Places in one variable, by their bits. */
static enum relation by_extent(tree written, tree place)
{
	poly_int64 offset_w, size_w, max_w, offset_p, size_p, max_p;
	bool reverse;
	tree base_w =
		get_ref_base_and_extent(written, &offset_w, &size_w, &max_w, &reverse);
	tree base_p =
		get_ref_base_and_extent(place, &offset_p, &size_p, &max_p, &reverse);

	if (base_w != base_p || !DECL_P(base_p))
		return APART;
	if (!known_eq(size_p, max_p) ||
	    !ranges_maybe_overlap_p(offset_w, max_w, offset_p, max_p))
		return APART;
	return known_eq(size_w, max_w) ? OVERLAP : PERHAPS;
}

static enum relation relate(tree written, tree place)
{
	if (vp_same(written, place))
		return EXACT;
	if (vp_contains(written, place) || vp_contains(place, written))
		return OVERLAP;
	return by_extent(written, place);
}

/* ---- statements ------------------------------------------------------------- */

static tree read_again(const struct vp_ref *ref)
{
	return unshare_expr(ref->expr);
}

static enum vp_change change_of_lhs(const struct vp_ref *ref, gimple *stmt, tree lhs,
				    tree *ret_value)
{
	tree rhs = gimple_assign_single_p(stmt) ? gimple_assign_rhs1(stmt) : NULL_TREE;

	switch (relate(vp_origin(lhs), ref->place)) {
	case APART: return VP_CHANGE_NONE;
	case EXACT:
		if (is_gimple_reg(lhs))
			*ret_value = lhs;
		else
			*ret_value = rhs && is_gimple_val(rhs) ? unshare_expr(rhs)
							       : read_again(ref);
		return VP_CHANGE_VALUE;
	case OVERLAP: *ret_value = read_again(ref); return VP_CHANGE_READ;
	case PERHAPS: *ret_value = read_again(ref); return VP_CHANGE_MAYBE;
	}
	return VP_CHANGE_NONE;
}

static enum vp_change change_of_asm(const struct vp_ref *ref, gasm *stmt, tree *ret_value)
{
	unsigned i;

	for (i = 0; i < gimple_asm_noutputs(stmt); i++)
		if (relate(vp_origin(TREE_VALUE(gimple_asm_output_op(stmt, i))),
			   ref->place) != APART) {
			*ret_value = read_again(ref);
			return VP_CHANGE_READ;
		}
	return VP_CHANGE_NONE;
}

/* Does the argument give the callee a way to write the place? */
static bool gives_away(tree argument, const struct vp_ref *ref)
{
	tree address = vp_origin(argument), place = ref->place, object;

	while (TREE_CODE(address) == POINTER_PLUS_EXPR) /* a + n is in a */
		address = TREE_OPERAND(address, 0);
	if (is_memory(place) &&
	    TREE_CODE(TREE_TYPE(TREE_OPERAND(place, 0))) == REFERENCE_TYPE)
		return vp_same(address, TREE_OPERAND(place, 0));
	if (TREE_CODE(address) != ADDR_EXPR)
		return false;
	object = TREE_OPERAND(address, 0);
	if (is_memory(object) && TREE_CODE(TREE_OPERAND(object, 0)) == ADDR_EXPR)
		object = TREE_OPERAND(TREE_OPERAND(object, 0), 0); /* a + 2 */
	if (TREE_CODE(object) == ARRAY_REF) /* &a[1] reaches all of a */
		object = TREE_OPERAND(object, 0);
	return vp_contains(object, place) || vp_contains(place, object);
}

static bool is_pointer_to_const(tree type)
{
	return type && POINTER_TYPE_P(type) && TYPE_READONLY(TREE_TYPE(type));
}

static bool cannot_write(gimple *stmt)
{
	tree callee = gimple_call_fndecl(stmt);

	return gimple_call_internal_p(stmt) ||
	       (gimple_call_flags(stmt) & (ECF_CONST | ECF_PURE | ECF_NORETURN)) ||
	       (callee && DECL_CXX_DESTRUCTOR_P(callee));
}

static bool is_atomic_write(gimple *stmt)
{
	tree callee = gimple_call_fndecl(stmt);
	const char *name = callee ? vp_symbol(callee) : "";

	return gimple_call_num_args(stmt) > 1 && (startswith(name, "__atomic_store_") ||
						  startswith(name, "__atomic_exchange_"));
}

static bool is_integer_write(const struct vp_ref *ref, gimple *stmt)
{
	tree value = gimple_call_arg(stmt, 1);

	return is_gimple_val(value) && INTEGRAL_TYPE_P(TREE_TYPE(value)) &&
	       INTEGRAL_TYPE_P(TREE_TYPE(ref->expr));
}

/* Before it, there is nothing to compare with. */
static bool is_constructor(gimple *stmt)
{
	tree callee = gimple_call_fndecl(stmt);

	return callee && DECL_CXX_CONSTRUCTOR_P(callee);
}

/* Can it be told whether the place is what it was? */
static bool can_compare(const struct vp_ref *ref)
{
	struct vp_value bytes;

	return vp_type_of(TREE_TYPE(ref->expr)) != VYPR_TYPE_NONE ||
	       vp_bytes_of(ref->expr, &bytes);
}

bool vp_may_write(gimple *stmt, unsigned argument)
{
	tree types = gimple_call_fntype(stmt) ? TYPE_ARG_TYPES(gimple_call_fntype(stmt))
					      : NULL_TREE;

	if (cannot_write(stmt))
		return false;
	for (; types && argument; argument--)
		types = TREE_CHAIN(types);
	return !is_pointer_to_const(types ? TREE_VALUE(types) : NULL_TREE);
}

static enum vp_change change_by_call(const struct vp_ref *ref, gimple *stmt,
				     tree *ret_value)
{
	unsigned i;

	if (!can_compare(ref))
		return VP_CHANGE_NONE;
	for (i = 0; i < gimple_call_num_args(stmt); i++) {
		if (!vp_may_write(stmt, i) || !gives_away(gimple_call_arg(stmt, i), ref))
			continue;
		*ret_value = read_again(ref);
		if (i == 0 && is_atomic_write(stmt) && is_integer_write(ref, stmt)) {
			/* the function's parameter is unsigned */
			*ret_value = fold_convert(TYPE_MAIN_VARIANT(TREE_TYPE(ref->expr)),
						  gimple_call_arg(stmt, 1));
			return VP_CHANGE_VALUE;
		}
		return i == 0 && is_constructor(stmt) ? VP_CHANGE_READ : VP_CHANGE_MAYBE;
	}
	/* a nested function of this one */
	if (gimple_call_chain(as_a<gcall *>(stmt)) &&
	    gives_away(gimple_call_chain(as_a<gcall *>(stmt)), ref)) {
		*ret_value = read_again(ref);
		return VP_CHANGE_MAYBE;
	}
	return VP_CHANGE_NONE;
}

static enum vp_change change_of(const struct vp_ref *ref, gimple *stmt,
				struct vp_written *ret_written)
{
	tree lhs = gimple_get_lhs(stmt), *value = &ret_written->value;
	enum vp_change change = VP_CHANGE_NONE;

	if (!ref->readable)
		return vp_anywhere_change(ref, stmt, ret_written);
	if (gasm *assembly = dyn_cast<gasm *>(stmt))
		return change_of_asm(ref, assembly, value);
	if (lhs && TREE_CODE(lhs) != SSA_NAME)
		change = change_of_lhs(ref, stmt, lhs, value);
	if (change == VP_CHANGE_NONE && is_gimple_call(stmt))
		change = change_by_call(ref, stmt, value);
	return change;
}

enum vp_change vp_lvalue_change(const struct vp_ref *ref, gimple *stmt,
				struct vp_written *ret_written)
{
	enum vp_change change;

	memset(ret_written, 0, sizeof *ret_written);
	if (gimple_clobber_p(stmt) || vp_is_frame_copy(stmt))
		return VP_CHANGE_NONE;
	change = change_of(ref, stmt, ret_written);
	return change != VP_CHANGE_NONE && vp_is_written_on(ref, stmt) ? VP_CHANGE_NONE
								       : change;
}

/* ---- results ------------------------------------------------------------------------ */

static bool is_made(tree operand)
{
	return TREE_CODE(operand) == SSA_NAME || (VAR_P(operand) && DECL_ARTIFICIAL(operand));
}

/* The value of the statement, when it does no more than convert what holds has; NULL_TREE:
 * it does. */
static tree converted(gimple *stmt, tree holds, tree value)
{
	enum tree_code code;
	tree type;

	if (!is_gimple_assign(stmt) || gimple_assign_rhs1(stmt) != holds)
		return NULL_TREE;
	code = gimple_assign_rhs_code(stmt);
	type = TREE_TYPE(gimple_assign_lhs(stmt));
	if (code == NE_EXPR)
		return fold_build2(code, type, value, gimple_assign_rhs2(stmt));
	if (code == FLOAT_EXPR || code == FIX_TRUNC_EXPR)
		return fold_build1(code, type, value);
	return gimple_assign_single_p(stmt) || CONVERT_EXPR_CODE_P(code)
		       ? fold_convert(type, value) : NULL_TREE;
}

tree vp_result_for(const struct vp_ref *ref, gimple *call)
{
	tree holds = gimple_call_lhs(call), value = holds;
	gimple *stmt = call;
	int left;

	for (left = 8; left && holds && is_made(holds); left--) {
		stmt = vp_next_statement(stmt);
		value = stmt ? converted(stmt, holds, value) : NULL_TREE;
		if (!value)
			return NULL_TREE;
		holds = gimple_assign_lhs(stmt);
		if (vp_same(vp_origin(holds), ref->place))
			return value;
	}
	return NULL_TREE;
}
