/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which functions a call through a pointer may be a call of, as far as their names go; which
 * one it is, is compared at run time.
 *
 * Comparing needs the function's address, and that must not change what is linked: a
 * function that is only declared is referred to by a weak name of ours, as
 * __attribute__ ((weakref)) does, so that it is neither missed nor pulled in.
 */
#include "plugin/look.h"

enum { MOST = 64 };

/* Calls with the wrong number of arguments are no calls of it. */
static bool may_agree(int parameters, tree call_type)
{
	int arguments = call_type ? vp_scope_parameters(call_type) : -1;

	return parameters != -2 &&
	       (parameters == -1 || arguments == -1 || parameters == arguments);
}

static bool may_have_type(tree function_type, tree call_type)
{
	return call_type && TREE_CODE(function_type) == TREE_CODE(call_type) &&
	       may_agree(vp_scope_parameters(function_type), call_type);
}

/* Does anybody have the address of a function that only this file knows? */
static bool may_be_pointed_to(struct cgraph_node *node)
{
	struct cgraph_node *alias;

	if (TREE_PUBLIC(node->decl) || node->address_taken || node->alias)
		return true;
	for (alias = symtab->first_function(); alias; alias = symtab->next_function(alias))
		if (alias->alias && alias->ultimate_alias_target() == node)
			return true;
	return false;
}

static void add(vec<tree> *functions, tree function)
{
	if (functions->length() < MOST && !functions->contains(function))
		functions->safe_push(function);
}

/* A C function that is declared, but that this file neither calls nor has: by its name. */
static void add_declared(const char *name, tree call_type, vec<tree> *functions)
{
	if (!vp_scope_mangles() &&
	    may_agree(vp_scope_declared_parameters(name), call_type))
		add(functions, get_identifier(name));
}

bool vp_callee_candidates(const struct vp_callee *callee, gimple *stmt,
			  vec<tree> *ret_functions)
{
	struct cgraph_node *node;
	bool known = false;

	if (callee->pointer || !vp_is_indirect(stmt))
		return false;
	FOR_EACH_FUNCTION (node) {
		if (DECL_ARTIFICIAL(node->decl) ||
		    !vp_function_named(node->decl, callee->text))
			continue;
		known = true;
		if (may_have_type(TREE_TYPE(node->decl), gimple_call_fntype(stmt)) &&
		    may_be_pointed_to(node))
			add(ret_functions, node->decl);
	}
	if (!known && !callee->glob)
		add_declared(callee->text, gimple_call_fntype(stmt), ret_functions);
	return ret_functions->length() > 0;
}

/* ---- addresses --------------------------------------------------------------------- */

static tree weak_name(tree name)
{
	static hash_map<tree, tree> *known;
	tree type = build_function_type_list(void_type_node, NULL_TREE), decl, *old;
	struct cgraph_node *node;

	if (!known)
		known = new hash_map<tree, tree>;
	old = known->get(name);
	if (old)
		return *old;
	decl = build_fn_decl(concat("vypr_weak.", IDENTIFIER_POINTER(name), NULL), type);
	TREE_PUBLIC(decl) = 0;
	DECL_WEAK(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	DECL_ATTRIBUTES(decl) = tree_cons(
		get_identifier("weakref"), NULL_TREE,
		tree_cons(get_identifier("alias"),
			  build_tree_list(NULL_TREE,
					  build_string(IDENTIFIER_LENGTH(name) + 1,
						       IDENTIFIER_POINTER(name))),
			  NULL_TREE));
	node = cgraph_node::get_create(decl);
	node->alias = node->weakref = node->transparent_alias = true;
	node->alias_target = name;
	known->put(name, decl);
	return decl;
}

tree vp_callee_address(tree function)
{
	struct cgraph_node *node;

	if (TREE_CODE(function) == IDENTIFIER_NODE)
		return weak_name(function);
	node = cgraph_node::get(function);
	if (node && !node->definition && !node->address_taken)
		return weak_name(DECL_ASSEMBLER_NAME(function));
	if (node)
		node->mark_address_taken();
	TREE_ADDRESSABLE(function) = 1;
	return function;
}
