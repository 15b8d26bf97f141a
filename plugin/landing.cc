/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a call that is left by an exception gets a place to stop on its way.
 *
 *     bb: ... call ();             bb: ... call (); ──exception──► landing: <points> resx
 *         rest              ─►         │                                     (goes on)
 *                                  rest
 *
 * The region is a cleanup: it catches nothing, is not looked at while a handler is searched
 * for, and so an exception that nobody catches ends the program where it did.
 *
 * Where the function has handlers for some exceptions, those alone come to its own landing pad;
 * the cleanup lies before that, and the exception goes on from there to where it would have
 * gone, or out of the function.
 *
 * And where a longjmp comes back to.  It leaves calls that nobody sees end, so the function
 * with the setjmp says that it is there again, and how far up its own variables reach:
 *
 *     r = setjmp (place);                    r = setjmp (place);
 *     rest                           ─►      if (r != 0) LAND (cfa)
 *                                            rest
 */
#include "plugin/insert.h"

static void put_landing(basic_block bb, eh_landing_pad pad, int region)
{
	tree label = create_artificial_label(UNKNOWN_LOCATION);
	pad->post_landing_pad = label;
	EH_LANDING_PAD_NR(label) = pad->index;
	vp_put(bb, gimple_build_label(label));
	vp_put(bb, gimple_build_resx(region));
	bb->count = profile_count::zero();
	if (current_loops)
		add_bb_to_loop(bb, current_loops->tree_root);
}

static void make_exception_edge(gimple *stmt)
{
#if VP_GCC_MAJOR >= 14
	make_eh_edge(stmt);
#else
	make_eh_edges(stmt);
#endif
}

/* A cleanup for the statement within that region; from it the exception goes on to the landing
 * pad, or, 0, out of the function. */
static edge make_landing(gimple *stmt, eh_region outer, int next)
{
	eh_region region = gen_eh_region_cleanup(outer);
	eh_landing_pad pad = gen_eh_landing_pad(region);
	basic_block landing = create_empty_bb(gimple_bb(stmt));
	put_landing(landing, pad, region->index);
	gimple *resx = gsi_stmt(gsi_last_bb(landing));
	if (next) {
		add_stmt_to_eh_lp(resx, next);
		make_exception_edge(resx);
	}
	add_stmt_to_eh_lp(stmt, pad->index);
	make_exception_edge(stmt);
	return vp_edge_before(resx);
}

/* Does every exception stop in the function that comes to the region? */
static bool stops_all(eh_region region)
{
	for (; region; region = region->outer)
		switch (region->type) {
		case ERT_CLEANUP:
		case ERT_MUST_NOT_THROW:
			return true;
		case ERT_TRY:
			for (eh_catch c = region->u.eh_try.first_catch; c; c = c->next_catch)
				if (!c->type_list)
					return true;
			break;
		case ERT_ALLOWED_EXCEPTIONS:
			break;
		}
	return false;
}

edge vp_edge_leaving(gimple *stmt)
{
	edge e;
	edge_iterator i;
	int number = lookup_stmt_eh_lp(stmt);
	if (number <= 0 || !stmt_can_throw_internal(cfun, stmt))
		return NULL;
	FOR_EACH_EDGE(e, i, gimple_bb(stmt)->succs)
		if (e->flags & EDGE_EH)
			break;
	eh_region region = get_eh_region_from_lp_number(number);
	if (!e || stops_all(region))
		return e;
	remove_edge(e);
	remove_stmt_from_eh_lp(stmt);
	return make_landing(stmt, region, number);
}

edge vp_edge_unwinding(gimple *stmt)
{
	if (!stmt_can_throw_external(cfun, stmt) || vp_must_tail(stmt))
		return NULL;
	if (!stmt_ends_bb_p(stmt))
		split_block(gimple_bb(stmt), stmt);
	edge landing = make_landing(stmt, NULL, 0);
	if (function_needs_eh_personality(cfun) == eh_personality_lang &&
	    !DECL_FUNCTION_PERSONALITY(cfun->decl))
		DECL_FUNCTION_PERSONALITY(cfun->decl) = lang_hooks.eh_personality();
	return landing;
}

bool vp_is_setjmp(gimple *stmt)
{
	tree decl = is_gimple_call(stmt) ? gimple_call_fndecl(stmt) : NULL_TREE;
	const char *name = decl && DECL_NAME(decl) ? IDENTIFIER_POINTER(DECL_NAME(decl)) : "";

	if (decl && fndecl_built_in_p(decl, BUILT_IN_NORMAL))
		return DECL_FUNCTION_CODE(decl) == BUILT_IN_SETJMP_RECEIVER;
	return decl && (gimple_call_flags(stmt) & ECF_RETURNS_TWICE) && !strstr(name, "fork") &&
	       !strstr(name, "context");
}

void vp_put_landed(basic_block bb, tree result, tree *ret_address, tree *ret_flag)
{
	tree address = create_tmp_var(ptr_type_node), flag = create_tmp_var(boolean_type_node);
	gcall *call = gimple_build_call(builtin_decl_explicit(BUILT_IN_DWARF_CFA), 0);

	gimple_call_set_lhs(call, address);
	vp_put(bb, call);
	vp_put(bb, result ? gimple_build_assign(flag, NE_EXPR, result,
						build_zero_cst(TREE_TYPE(result)))
			  : gimple_build_assign(flag, boolean_true_node));
	*ret_address = address;
	*ret_flag = flag;
}
