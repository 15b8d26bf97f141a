/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One statement of the source that GCC has made several of: the state is after the last.
 *
 *      struct buf b = { .len = n };       b = {};   b.len = n;
 *      struct pair p = { 1, f(2) };       p.first = 1;   _1 = f (2);   p.second = _1;
 *
 * Whether an object is cleared first, filled field by field or copied from a constant is
 * the choice of a release, a processor and a level; all parts have the statement's place.
 */
#include "plugin/look.h"

/* So many statements on, it is another one's turn. */
#define FAR 256

gimple *vp_next_statement(gimple *stmt)
{
	gimple_stmt_iterator gsi = gsi_for_stmt(stmt);
	basic_block bb = gimple_bb(stmt);
	edge e;

	gsi_next_nondebug(&gsi);
	if (!gsi_end_p(gsi))
		return gsi_stmt(gsi);
	e = find_fallthru_edge(bb->succs);
	if (!e || e->dest->index < NUM_FIXED_BLOCKS || !single_pred_p(e->dest))
		return NULL;
	gsi = gsi_start_nondebug_after_labels_bb(e->dest);
	return gsi_end_p(gsi) ? NULL : gsi_stmt(gsi);
}

static bool is_same_place(gimple *x, gimple *y)
{
	return LOCATION_LOCUS(gimple_location(x)) == LOCATION_LOCUS(gimple_location(y));
}

/* Does the later part write what the earlier one wrote of the place? */
static bool writes_again(const struct vp_ref *ref, tree earlier, tree later)
{
	tree part;

	if (ref->readable && vp_contains(ref->place, later))
		return true;
	if (!vp_contains(earlier, later))
		return false;
	for (part = later;; part = TREE_OPERAND(part, 0)) {
		if (vp_same(part, ref->place))
			return true;
		if (!handled_component_p(part))
			return vp_contains(later, ref->place);
	}
}

bool vp_is_written_on(const struct vp_ref *ref, gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt), later;
	gimple *next = stmt;
	int left;

	if (!gimple_assign_single_p(stmt) || gimple_location(stmt) == UNKNOWN_LOCATION ||
	    !(AGGREGATE_TYPE_P(TREE_TYPE(lhs)) || AGGREGATE_TYPE_P(TREE_TYPE(ref->expr))))
		return false;
	for (left = FAR; left && (next = vp_next_statement(next)); left--) {
		later = gimple_assign_single_p(next) ? gimple_assign_lhs(next) : NULL_TREE;
		if (later && TREE_CODE(later) != SSA_NAME && !gimple_clobber_p(next) &&
		    is_same_place(stmt, next) &&
		    writes_again(ref, vp_origin(lhs), vp_origin(later)))
			return true;
	}
	return false;
}
