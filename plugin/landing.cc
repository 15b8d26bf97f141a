/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a call whose exception leaves the function gets a place to stop on its way.
 *
 *     bb: ... call ();             bb: ... call (); ──exception──► landing: <points> resx
 *         rest              ─►         │                                     (goes on)
 *                                  rest
 *
 * The region is a cleanup: it catches nothing, is not looked at while a handler is searched
 * for, and so an exception that nobody catches ends the program where it did.
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

edge vp_edge_unwinding(gimple *stmt)
{
	if (!stmt_can_throw_external(cfun, stmt))
		return NULL;
	if (!stmt_ends_bb_p(stmt))
		split_block(gimple_bb(stmt), stmt);
	eh_region region = gen_eh_region_cleanup(NULL);
	eh_landing_pad pad = gen_eh_landing_pad(region);
	basic_block landing = create_empty_bb(gimple_bb(stmt));
	put_landing(landing, pad, region->index);
	add_stmt_to_eh_lp(stmt, pad->index);
	make_exception_edge(stmt);
	if (function_needs_eh_personality(cfun) == eh_personality_lang &&
	    !DECL_FUNCTION_PERSONALITY(cfun->decl))
		DECL_FUNCTION_PERSONALITY(cfun->decl) = lang_hooks.eh_personality();
	return vp_edge_before(gsi_stmt(gsi_last_bb(landing)));
}
