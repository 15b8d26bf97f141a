/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading what may not be there.  The program has not looked, so neither may code of ours in
 * it: libvypr copies, and says whether it could.
 *
 *      p->next->n        if (p != 0) {
 *                                there = __vypr_copy (&p->next, &copy1, 8);  q = copy1;
 *                                if (there && q != 0) {
 *                                        there = __vypr_copy (&q->n, &copy2, 4);
 *                                        if (there) ...  copy2 ...
 *
 * What is surely there is marked (plugin/there.cc), and read as ever.  A copy lives between
 * two statements, so that a call behind it can still become a jump.
 */
#include "plugin/insert.h"

static edge put_value(edge e, tree *expr);

/* ---- tests --------------------------------------------------------------------- */

static edge when_not_null(edge e, tree pointer)
{
	while (TREE_CODE(pointer) == POINTER_PLUS_EXPR || CONVERT_EXPR_P(pointer))
		pointer = TREE_OPERAND(pointer, 0);
	if (!POINTER_TYPE_P(TREE_TYPE(pointer)) || TREE_CODE(pointer) == ADDR_EXPR)
		return e;
	pointer = vp_put_operand(e->src, pointer);
	return vp_put_when(e, NE_EXPR, pointer, build_zero_cst(TREE_TYPE(pointer)));
}

/* Has the array the size that its type says?  The last one of a structure may have more. */
static bool is_sized(tree array)
{
	tree domain = TYPE_DOMAIN(TREE_TYPE(array)), next;

	if (!domain || !TYPE_MAX_VALUE(domain) || !TYPE_MIN_VALUE(domain) ||
	    TREE_CODE(TYPE_MAX_VALUE(domain)) != INTEGER_CST ||
	    TREE_CODE(TYPE_MIN_VALUE(domain)) != INTEGER_CST)
		return false;
	if (TREE_CODE(array) != COMPONENT_REF)
		return DECL_P(array) || TREE_CODE(array) == ARRAY_REF;
	for (next = DECL_CHAIN(TREE_OPERAND(array, 1)); next; next = DECL_CHAIN(next))
		if (TREE_CODE(next) == FIELD_DECL)
			return true;
	return false;
}

static edge when_in_bounds(edge e, tree array, tree index)
{
	tree domain = TYPE_DOMAIN(TREE_TYPE(array));
	tree first = fold_convert(sizetype, TYPE_MIN_VALUE(domain));
	tree last = fold_convert(sizetype, TYPE_MAX_VALUE(domain));

	index = vp_put_operand(e->src, fold_build2(MINUS_EXPR, sizetype,
						   fold_convert(sizetype, index), first));
	return vp_put_when(e, LE_EXPR, index, fold_build2(MINUS_EXPR, sizetype, last, first));
}

/* ---- places -------------------------------------------------------------------- */

static edge put_element(edge e, tree element, bool *ret_there)
{
	tree array = TREE_OPERAND(element, 0), *index = &TREE_OPERAND(element, 1);

	if (TREE_CODE(*index) == INTEGER_CST)
		return e;
	e = put_value(e, index);
	if (TREE_THIS_NOTRAP(element))
		return e;
	if (is_sized(array))
		return when_in_bounds(e, array, *index);
	*ret_there = false;
	return e;
}

static edge put_memory(edge e, tree memory, bool *ret_there)
{
	e = put_value(e, &TREE_OPERAND(memory, 0));
	if (TREE_THIS_NOTRAP(memory))
		return e;
	*ret_there = false;
	return when_not_null(e, TREE_OPERAND(memory, 0));
}

/* Behind the edge returned the address of the place is known; is the place there? */
static edge put_place(edge e, tree place, bool *ret_there)
{
	*ret_there = true;
	for (; handled_component_p(place); place = TREE_OPERAND(place, 0))
		if (TREE_CODE(place) == ARRAY_REF || TREE_CODE(place) == ARRAY_RANGE_REF)
			e = put_element(e, place, ret_there);
	if (TREE_CODE(place) == MEM_REF || TREE_CODE(place) == INDIRECT_REF)
		return put_memory(e, place, ret_there);
	if (VAR_P(place) && DECL_EXTERNAL(place) && DECL_WEAK(place))
		*ret_there = false;
	return e;
}

/* Of what a pointer leads to, by numbers: a sanitizer would look at &p->n as if the program had
 * said so, and p may be anything. */
static tree address_of(tree place)
{
	poly_int64 bits, at;
	machine_mode mode;
	int is_unsigned, reverse, is_volatile;
	tree offset, type = build_pointer_type(char_type_node), sum;
	tree base = get_inner_reference(place, &bits, &at, &offset, &mode, &is_unsigned,
					&reverse, &is_volatile);

	if (TREE_CODE(base) != MEM_REF || !at.is_constant())
		return build_fold_addr_expr(place);
	sum = fold_convert(sizetype, TREE_OPERAND(base, 0));
	sum = size_binop(PLUS_EXPR, sum, fold_convert(sizetype, TREE_OPERAND(base, 1)));
	sum = size_binop(PLUS_EXPR, sum, size_int(at.to_constant() / BITS_PER_UNIT));
	if (offset)
		sum = size_binop(PLUS_EXPR, sum, fold_convert(sizetype, offset));
	return fold_convert(type, sum);
}

/* ---- copies -------------------------------------------------------------------- */

/* Whether so many bytes at the address could be copied into a variable. */
static tree put_copy_call(basic_block bb, tree from, tree to, tree size)
{
	tree there = create_tmp_var(uint64_type_node);
	tree pointer = build1(ADDR_EXPR, build_pointer_type(TREE_TYPE(to)), to);
	tree address = vp_put_operand(bb, from);
	gcall *call = gimple_build_call(vp_hook("__vypr_copy"), 3, address, pointer, size);

	gimple_call_set_lhs(call, there);
	vp_put(bb, call);
	return there;
}

static tree copy_variable(tree type)
{
	tree copy = create_tmp_var(type);

	TREE_ADDRESSABLE(copy) = 1;
	TREE_USED(copy) = 1;
	vp_quiet_decl(copy);
	return copy;
}

static void put_end_of(basic_block bb, tree copy)
{
	vp_put(bb, gimple_build_assign(copy, vp_clobber(copy)));
}

/* A truth value or enumerator that is none must not be loaded as one. */
static tree copied_type(tree type)
{
	type = TYPE_MAIN_VARIANT(type);
	if (TREE_CODE(type) == BOOLEAN_TYPE || TREE_CODE(type) == ENUMERAL_TYPE)
		return build_nonstandard_integer_type(tree_to_uhwi(TYPE_SIZE(type)),
						      TYPE_UNSIGNED(type));
	return type;
}

static edge put_plain_copy(edge e, tree *place)
{
	basic_block bb = e->src;
	tree copy = copy_variable(copied_type(TREE_TYPE(*place)));
	tree value = create_tmp_var(TREE_TYPE(copy));
	tree size = fold_convert(uint64_type_node, TYPE_SIZE_UNIT(TREE_TYPE(copy)));
	tree there = put_copy_call(bb, address_of(*place), copy, size);

	vp_put(bb, gimple_build_assign(value, copy));
	put_end_of(bb, copy);
	*place = value;
	return vp_put_when(e, NE_EXPR, there, build_zero_cst(uint64_type_node));
}

/* The bytes that hold a bit-field, of its structure, as a number. */
static edge put_bits_copy(edge e, tree *place)
{
	basic_block bb = e->src;
	tree field = TREE_OPERAND(*place, 1), type = TREE_TYPE(field);
	HOST_WIDE_INT at = int_bit_position(field), size = tree_to_uhwi(DECL_SIZE(field));
	tree outer = fold_convert(sizetype, address_of(TREE_OPERAND(*place, 0)));
	tree from = fold_convert(build_pointer_type(char_type_node),
				 size_binop(PLUS_EXPR, outer, size_int(at / BITS_PER_UNIT)));
	tree copy = copy_variable(uint64_type_node), bytes;
	tree word = create_tmp_var(uint64_type_node), there;

	bytes = build_int_cst(uint64_type_node,
			      (at % BITS_PER_UNIT + size + BITS_PER_UNIT - 1) / BITS_PER_UNIT);
	vp_put(bb, gimple_build_assign(copy, build_zero_cst(uint64_type_node)));
	there = put_copy_call(bb, from, copy, bytes);
	vp_put(bb, gimple_build_assign(word, copy));
	put_end_of(bb, copy);
	word = vp_put_binary(bb, uint64_type_node, LSHIFT_EXPR, word,
			     build_int_cst(integer_type_node,
					   64 - size - at % BITS_PER_UNIT));
	if (!TYPE_UNSIGNED(type))
		word = vp_put_unary(bb, build_nonstandard_integer_type(64, 0), NOP_EXPR, word);
	*place = vp_put_binary(bb, TREE_TYPE(word), RSHIFT_EXPR, word,
			       build_int_cst(integer_type_node, 64 - size));
	return vp_put_when(e, NE_EXPR, there, build_zero_cst(uint64_type_node));
}

static bool is_bits(tree place)
{
	return TREE_CODE(place) == COMPONENT_REF && DECL_BIT_FIELD(TREE_OPERAND(place, 1));
}

/* Bits that lie over nine bytes, or where the first byte is the highest, are left alone. */
static edge put_copy(edge e, tree *place)
{
	tree field = is_bits(*place) ? TREE_OPERAND(*place, 1) : NULL_TREE;

	if (!field)
		return put_plain_copy(e, place);
	if (!BYTES_BIG_ENDIAN && int_bit_position(field) % BITS_PER_UNIT +
					 tree_to_uhwi(DECL_SIZE(field)) <= 64)
		return put_bits_copy(e, place);
	*place = build_zero_cst(uint64_type_node);
	return vp_put_when(e, NE_EXPR, *place, *place);
}

/* ---- values -------------------------------------------------------------------- */

static bool is_place(tree expr)
{
	return handled_component_p(expr) || TREE_CODE(expr) == MEM_REF ||
	       TREE_CODE(expr) == INDIRECT_REF || VAR_P(expr);
}

static edge put_value(edge e, tree *expr)
{
	bool there;

	if (TREE_CODE(*expr) == ADDR_EXPR) {
		e = put_place(e, TREE_OPERAND(*expr, 0), &there);
		if (!there)
			*expr = fold_convert(TREE_TYPE(*expr),
					     address_of(TREE_OPERAND(*expr, 0)));
		return e;
	}
	if (is_place(*expr)) {
		e = put_place(e, *expr, &there);
		return there ? e : put_copy(e, expr);
	}
	if (EXPR_P(*expr))
		for (int i = 0; i < TREE_OPERAND_LENGTH(*expr); i++)
			if (TREE_OPERAND(*expr, i))
				e = put_value(e, &TREE_OPERAND(*expr, i));
	return e;
}

edge vp_put_reads(edge e, tree *expr)
{
	if (!*expr)
		return e;
	*expr = unshare_expr(*expr);
	return put_value(e, expr);
}
