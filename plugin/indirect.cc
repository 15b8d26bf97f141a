/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which functions a call through a pointer may be a call of, as far as their names go; which
 * one it is, is compared at run time.
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
