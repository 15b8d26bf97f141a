/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The address of a function, to compare a pointer with.  That must not change what is
 * linked: a function that is only declared is referred to by a weak name of ours, as
 * __attribute__ ((weakref)) does, so that it is neither missed nor pulled in.
 */
#include "plugin/plugin.h"

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
