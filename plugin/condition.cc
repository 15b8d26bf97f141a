/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is found out around a statement, so that its points know whether they are meant:
 *
 *      flag = pointer == &f;                 a call through a pointer: whose is it?
 *      ... BEGIN if flag ...
 *      r = pointer ();
 *      ... END if flag ...
 *
 *      old = x, unseen = 0;                  a call that was given &x: did it write x?
 *      g (&x);
 *      flag = unseen || x != old;
 *      ... CHANGE if flag ...
 *
 *      flag = a == 0;                        a line goes on when a is true
 *      ... CHANGE if flag ...
 *      if (a != 0) ...
 *
 * What is larger than 64 bits is compared by a hash, of which libvypr knows how to read
 * memory that may not be there.
 */
#include "plugin/insert.h"

static tree one_bit(void)
{
	return boolean_type_node;
}

static void assign(basic_block bb, tree variable, tree value)
{
	vp_put(bb, gimple_build_assign(variable, value));
}

/* ---- whose call ---------------------------------------------------------------- */

static edge compare_pointer(edge e, const struct vp_condition *condition,
			    struct vp_outcome *outcome)
{
	edge rest, in = vp_open_place(e, &rest);
	tree pointer = vp_put_operand(in->src, condition->pointer);
	tree sum = boolean_false_node;
	for (tree candidate : condition->callees) {
		tree callee = vp_callee_address(candidate);
		tree address = build1(ADDR_EXPR, build_pointer_type(TREE_TYPE(callee)), callee);
		tree same = vp_put_unary(in->src, TREE_TYPE(pointer), NOP_EXPR, address);
		same = vp_put_binary(in->src, one_bit(), EQ_EXPR, pointer, same);
		sum = sum == boolean_false_node
			? same : vp_put_binary(in->src, one_bit(), BIT_IOR_EXPR, sum, same);
	}
	if (condition->others)
		sum = vp_put_binary(in->src, one_bit(), EQ_EXPR, sum, boolean_false_node);
	assign(in->src, outcome->flag, sum);
	return rest;
}

/* ---- where it leads ------------------------------------------------------------- */

static edge foresee_jump(edge e, const struct vp_condition *condition,
			 struct vp_outcome *outcome)
{
	edge rest, in = vp_open_place(e, &rest);
	gcond *jump = as_a<gcond *>(condition->stmt);
	tree taken = vp_put_binary(in->src, one_bit(), gimple_cond_code(jump),
				   gimple_cond_lhs(jump), gimple_cond_rhs(jump));
	if (condition->leaving == VP_LEAVES_WHEN_FALSE)
		taken = vp_put_binary(in->src, one_bit(), EQ_EXPR, taken, boolean_false_node);
	assign(in->src, outcome->flag, taken);
	return rest;
}

/* ---- whether it changed --------------------------------------------------------- */

static tree put_digest(basic_block bb, tree value, tree size, const struct vp_condition *condition)
{
	tree digest = create_tmp_var(uint64_type_node);
	tree bytes = vp_put_operand(bb, value);
	size = vp_put_u64(bb, size, VYPR_TYPE_U64);
	gcall *call = gimple_build_call(vp_hook("__vypr_digest"), 3, bytes, size,
					build_int_cst(uint64_type_node, condition->text));
	gimple_call_set_lhs(call, digest);
	vp_put(bb, call);
	return digest;
}

/* What it is now, where it can be read. */
static edge put_current(edge e, const struct vp_condition *condition, tree value,
			tree *ret_current)
{
	tree size = condition->size;
	e = vp_put_when_on(e, condition->site);
	e = vp_put_reads(vp_put_reads(e, &value), &size);
	*ret_current = size ? put_digest(e->src, value, size, condition)
			    : vp_put_u64(e->src, value, VYPR_TYPE_NONE);
	return e;
}

static edge remember(edge e, const struct vp_condition *condition,
		     struct vp_outcome *outcome)
{
	edge rest, in = vp_open_place(e, &rest);
	assign(in->src, outcome->old, build_zero_cst(uint64_type_node));
	assign(in->src, outcome->unseen, boolean_true_node);
	tree current;
	in = put_current(in, condition, condition->before, &current);
	assign(in->src, outcome->old, current);
	assign(in->src, outcome->unseen, boolean_false_node);
	return rest;
}

static edge compare_values(edge e, const struct vp_condition *condition,
			   struct vp_outcome *outcome)
{
	edge rest, in = vp_open_place(e, &rest);
	assign(in->src, outcome->flag, boolean_false_node);
	tree current;
	in = put_current(in, condition, condition->value, &current);
	tree differs = vp_put_binary(in->src, one_bit(), NE_EXPR, current, outcome->old);
	tree either = vp_put_binary(in->src, one_bit(), BIT_IOR_EXPR, differs,
				    outcome->unseen);
	assign(in->src, outcome->flag, either);
	return rest;
}

/* ---- both ------------------------------------------------------------------------ */

edge vp_condition_before(edge e, const struct vp_condition *condition,
			 struct vp_outcome *outcome)
{
	if (!outcome->flag)
		outcome->flag = create_tmp_var(one_bit());
	if (condition->pointer)
		return compare_pointer(e, condition, outcome);
	if (condition->leaving != VP_LEAVES)
		return foresee_jump(e, condition, outcome);
	if (!outcome->old) {
		outcome->old = create_tmp_var(uint64_type_node);
		outcome->unseen = create_tmp_var(one_bit());
	}
	return remember(e, condition, outcome);
}

edge vp_condition_after(edge e, const struct vp_condition *condition,
			struct vp_outcome *outcome)
{
	return condition->pointer || condition->leaving != VP_LEAVES
		? e : compare_values(e, condition, outcome);
}
