/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The structure in which a function keeps what its nested functions use (outer.cc): the parameters
 * among that are copied into it before anything else.
 */
#include "plugin/plugin.h"

bool vp_is_frame(tree decl)
{
	tree name = VAR_P(decl) && DECL_ARTIFICIAL(decl) ? TYPE_NAME(TREE_TYPE(decl)) : NULL_TREE;

	name = name && DECL_P(name) ? DECL_NAME(name) : name;
	return name && startswith(IDENTIFIER_POINTER(name), "FRAME.");
}

bool vp_is_frame_copy(gimple *stmt)
{
	tree lhs, value;

	if (!gimple_assign_single_p(stmt))
		return false;
	lhs = gimple_assign_lhs(stmt);
	value = gimple_assign_rhs1(stmt);
	return TREE_CODE(value) == PARM_DECL && TREE_CODE(lhs) == COMPONENT_REF &&
	       vp_is_frame(TREE_OPERAND(lhs, 0)) &&
	       DECL_NAME(TREE_OPERAND(lhs, 1)) == DECL_NAME(value);
}
