/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lvalues that are more than one place: a field in any object of a type, any element of an
 * array.  What is open in them is a PLACEHOLDER_EXPR, of the structure's type or of an
 * index; vp_same takes anything for it.
 *
 *      struct buf.len      <struct buf>.len      b->len = 3;   *b = other;   grow (&buf);
 *      a[*]                a[<index>]            a[i] = 3;     memset (a, 0, sizeof a);
 *
 * A place like that cannot be read.  What a statement writes can: by its own left side.
 */
#include "plugin/look.h"

/* ---- the type of that name -------------------------------------------------------- */

struct type_search {
	const char *name;
	hash_set<tree> seen;
	tree found;
	auto_vec<const char *> names;
};

static const char *name_of_type(tree type)
{
	tree name = TYPE_NAME(type);

	if (name && TREE_CODE(name) == TYPE_DECL)
		name = DECL_NAME(name);
	return name ? IDENTIFIER_POINTER(name) : NULL;
}

static bool has_name(tree type, const char *name)
{
	const char *plain = name_of_type(type);

	return plain && (!strcmp(plain, name) || !strcmp(vp_type_text(type), name));
}

static void look_at(struct type_search *search, tree type)
{
	tree field;

	while (type && (POINTER_TYPE_P(type) || TREE_CODE(type) == ARRAY_TYPE))
		type = TREE_TYPE(type);
	if (!type || !RECORD_OR_UNION_TYPE_P(type) || search->found ||
	    search->seen.add(TYPE_MAIN_VARIANT(type)))
		return;
	type = TYPE_MAIN_VARIANT(type);
	if (COMPLETE_TYPE_P(type) && has_name(type, search->name))
		search->found = type;
	else if (name_of_type(type))
		search->names.safe_push(name_of_type(type));
	for (field = TYPE_FIELDS(type); field; field = DECL_CHAIN(field))
		if (TREE_CODE(field) == FIELD_DECL)
			look_at(search, TREE_TYPE(field));
}

/* Of every place that the function names. */
static void look_in_code(struct type_search *search, tree function)
{
	gimple_stmt_iterator gsi;
	basic_block bb;
	unsigned i;

	FOR_EACH_BB_FN (bb, DECL_STRUCT_FUNCTION(function))
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
			for (i = 0; i < gimple_num_ops(gsi_stmt(gsi)); i++) {
				tree op = gimple_op(gsi_stmt(gsi), i);

				for (; op && handled_component_p(op);
				     op = TREE_OPERAND(op, 0))
					look_at(search, TREE_TYPE(op));
				look_at(search, op ? TREE_TYPE(op) : NULL_TREE);
			}
}

tree vp_anywhere_type(tree function, const char *name, const char **ret_hint)
{
	struct type_search search;
	varpool_node *variable;
	tree decl;

	search.name = name;
	search.found = NULL_TREE;
	for (decl = DECL_ARGUMENTS(function); decl; decl = DECL_CHAIN(decl))
		look_at(&search, TREE_TYPE(decl));
	look_in_code(&search, function);
	FOR_EACH_VARIABLE (variable)
		look_at(&search, TREE_TYPE(variable->decl));
	*ret_hint = search.found ? NULL : vp_suggest(name, search.names);
	return search.found;
}

/* ---- changes ------------------------------------------------------------------------ */

/* The fields of expr that lie on what is `old` in it, put on `place`; NULL_TREE where one
 * of them is open. */
static tree put_on(tree expr, tree old, tree place)
{
	tree copy;

	if (expr == old)
		return unshare_expr(place);
	if (TREE_CODE(expr) == ARRAY_REF &&
	    TREE_CODE(TREE_OPERAND(expr, 1)) == PLACEHOLDER_EXPR)
		return NULL_TREE;
	copy = copy_node(expr);
	TREE_OPERAND(copy, 0) = put_on(TREE_OPERAND(expr, 0), old, place);
	return TREE_OPERAND(copy, 0) ? copy : NULL_TREE;
}

/* Is lhs the place, or a part of it? */
static bool is_in(const struct vp_ref *ref, gimple *stmt, tree lhs,
		  struct vp_written *ret)
{
	tree rhs = gimple_assign_single_p(stmt) ? gimple_assign_rhs1(stmt) : NULL_TREE;
	tree part;

	for (part = lhs;; part = TREE_OPERAND(part, 0)) {
		if (vp_same(vp_origin(part), ref->place)) {
			ret->value = unshare_expr(part == lhs && rhs && is_gimple_val(rhs)
							  ? rhs : part);
			return true;
		}
		if (!handled_component_p(part))
			return false;
	}
}

/* Is the place in what is written? */
static bool holds(const struct vp_ref *ref, tree lhs, struct vp_written *ret)
{
	tree written = vp_origin(lhs), outer = ref->expr;

	while (handled_component_p(outer)) {
		outer = TREE_OPERAND(outer, 0);
		if (!vp_same(written, vp_origin(outer)))
			continue;
		ret->value = put_on(ref->expr, outer, lhs);
		return true;
	}
	return false;
}

/* The object whose address is passed.  What a pointer leads to is not looked at after the
 * call: it may have been freed. */
static bool is_given(const struct vp_ref *ref, tree argument, struct vp_written *ret)
{
	tree address = vp_origin(argument), object;

	if (TREE_CODE(address) != ADDR_EXPR)
		return false;
	object = TREE_OPERAND(address, 0);
	if (TREE_CODE(object) == ARRAY_REF) /* &a[0], the way in which a is passed */
		object = TREE_OPERAND(object, 0);
	if (!DECL_P(get_base_address(object)) || !holds(ref, object, ret))
		return false;
	ret->compare = ret->value ? ret->value : object;
	return true;
}

static enum vp_change by_call(const struct vp_ref *ref, gimple *stmt,
			      struct vp_written *ret)
{
	unsigned i;

	for (i = 0; i < gimple_call_num_args(stmt); i++)
		if (vp_may_write(stmt, i) && is_given(ref, gimple_call_arg(stmt, i), ret))
			return VP_CHANGE_MAYBE;
	return VP_CHANGE_NONE;
}

enum vp_change vp_anywhere_change(const struct vp_ref *ref, gimple *stmt,
				  struct vp_written *ret)
{
	tree lhs = gimple_get_lhs(stmt);

	if (lhs && TREE_CODE(lhs) != SSA_NAME) {
		if (is_in(ref, stmt, lhs, ret))
			return VP_CHANGE_VALUE;
		if (holds(ref, lhs, ret))
			return VP_CHANGE_READ;
	}
	return is_gimple_call(stmt) ? by_call(ref, stmt, ret) : VP_CHANGE_NONE;
}
