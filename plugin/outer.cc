/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a nested function (of GNU C, of Fortran) sees the variables of those around it: they lie in
 * a structure of the outer one, whose address it is given.
 *
 *      void f (int n)                     FRAME.0.n = n
 *      {
 *              void g (void) { n++; }     CHAIN->n = CHAIN->n + 1
 *              g ();                      g () [static chain: &FRAME.0]
 *
 * Only what some nested function uses is there, and the structure of the function around that
 * one is what the field __chain points to.
 */
#include "plugin/look.h"

struct outer_variable {
	tree function, field, decl;
};
static vec<struct outer_variable> made;

static bool is_named(tree decl, const char *name)
{
	return DECL_NAME(decl) && !strcmp(IDENTIFIER_POINTER(DECL_NAME(decl)), name);
}

/* A parameter that is a structure is there as its address. */
static bool is_by_address(tree outer, tree field)
{
	tree parameter;

	if (!POINTER_TYPE_P(TREE_TYPE(field)))
		return false;
	for (parameter = DECL_ARGUMENTS(outer); parameter; parameter = DECL_CHAIN(parameter))
		if (DECL_NAME(parameter) == DECL_NAME(field) &&
		    AGGREGATE_TYPE_P(TREE_TYPE(parameter)))
			return true;
	return false;
}

/* A variable of the nested function that stands for what is at the expression. */
static tree stand_in(tree function, tree field, tree expr)
{
	struct outer_variable *other, fresh;
	unsigned i;

	FOR_EACH_VEC_ELT (made, i, other)
		if (other->function == function && other->field == field)
			return other->decl;
	fresh.function = function;
	fresh.field = field;
	fresh.decl = build_decl(DECL_SOURCE_LOCATION(field), VAR_DECL, DECL_NAME(field),
				TREE_TYPE(expr));
	DECL_CONTEXT(fresh.decl) = function;
	SET_DECL_VALUE_EXPR(fresh.decl, expr);
	DECL_HAS_VALUE_EXPR_P(fresh.decl) = 1;
	vp_quiet_decl(fresh.decl);
	made.safe_push(fresh);
	return fresh.decl;
}

static tree field_of(tree frame, tree field)
{
	return build3(COMPONENT_REF, TREE_TYPE(field), frame, field, NULL_TREE);
}

void vp_outer_find(tree function, const char *name, vec<tree> *found)
{
	struct function *fun = DECL_STRUCT_FUNCTION(function);
	tree chain = fun ? fun->static_chain_decl : NULL_TREE, outer = function;

	while (chain && !found->length()) {
		tree frame = vp_dereferenced(chain), field, next = NULL_TREE;

		outer = decl_function_context(outer);
		if (!outer || !RECORD_OR_UNION_TYPE_P(TREE_TYPE(frame)))
			return;
		for (field = TYPE_FIELDS(TREE_TYPE(frame)); field; field = DECL_CHAIN(field)) {
			tree expr = field_of(frame, field);

			if (is_named(field, "__chain"))
				next = expr;
			if (!is_named(field, name))
				continue;
			if (is_by_address(outer, field))
				expr = vp_dereferenced(expr);
			found->safe_push(stand_in(function, field, expr));
		}
		chain = next;
	}
}

tree vp_outer_place(tree parameter)
{
	tree function = DECL_CONTEXT(parameter), decl, field;
	unsigned i;

	FOR_EACH_VEC_SAFE_ELT (DECL_STRUCT_FUNCTION(function)->local_decls, i, decl)
		if (vp_is_frame(decl))
			for (field = TYPE_FIELDS(TREE_TYPE(decl)); field; field = DECL_CHAIN(field))
				if (DECL_NAME(field) == DECL_NAME(parameter) &&
				    TREE_TYPE(field) == TREE_TYPE(parameter))
					return field_of(decl, field);
	return NULL_TREE;
}

const char *vp_outer_has(tree function, const char *name)
{
	tree outer = function;

	while ((outer = decl_function_context(outer))) {
		auto_vec<tree> found;

		vp_scope_find(outer, VP_NAME_VARIABLE, name, &found);
		if (found.length() && decl_function_context(found[0]) == outer)
			return vp_display_name(outer);
	}
	return NULL;
}
