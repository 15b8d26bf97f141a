/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files that edit a function: insert.cc (where), event.cc (the code of one
 * event), pathreg.cc (the path register).
 *
 * The code has a CFG and is not in SSA form: a temporary may be assigned on
 * several ways, and needs no PHI.  Everything is put on edges: "on e" means that
 * the code runs when e is taken, and the edge that is returned is the one to
 * put the next thing on.  Edges are never abnormal; blocks keep their labels, so
 * basic_block pointers taken before stay the starts of what they were.
 */
#ifndef VYPR_PLUGIN_INSERT_H
#define VYPR_PLUGIN_INSERT_H

#include "plugin/plugin.h"
#include "spec/path.h"

/* One function while it is edited. */
struct vp_editor {
	const struct vp_unit *unit;
	struct vp_function *f;
	tree frame;              /* variable whose address names the activation; NULL: none yet */
	tree path;               /* the path register; NULL: none kept */
	tree told, last;         /* how often a check found it full, and the block of the last
				  * one; NULL: no checks */
	bool calls;              /* events by call, not inline */
};

/* ---- event.cc --------------------------------------------------------------- */

/* One event to send.  value is an expression, NULL for 0; send and size as in
 * vp_point.  When flag is not NULL the event is sent if it is true. */
struct vp_event {
	uint32_t site;
	tree value, size;
	enum vp_send send;
	tree flag;
};

static inline struct vp_event vp_event_of_word(uint32_t site, tree value)
{
	struct vp_event event = { site, value, NULL_TREE, VP_SEND_WORD, NULL_TREE };
	return event;
}

edge vp_event_send(struct vp_editor *ed, edge e, const struct vp_event *event);

/* A place on e with a block to begin in; ret_rest is the edge behind it. */
edge vp_open_place(edge e, edge *ret_rest);
/* Statement at the end of a block that ends in no control statement. */
void vp_put(basic_block bb, gimple *stmt);
tree vp_put_unary(basic_block bb, tree type, enum tree_code code, tree a);
tree vp_put_binary(basic_block bb, tree type, enum tree_code code, tree a, tree b);
/* What is put on the edge returned runs only if lhs code rhs.  e's source must have no
 * other successor, and its destination may have others: it is where both ways meet. */
edge vp_put_when(edge e, enum tree_code code, tree lhs, tree rhs);
/* The same while a site is on. */
edge vp_put_when_on(edge e, uint32_t site);
/* An operand that holds the value of an expression; the same in 64 bits, of a type that
 * is wanted (NONE: its own). */
tree vp_put_operand(basic_block bb, tree expression);
tree vp_put_u64(basic_block bb, tree expression, enum vypr_type wanted);

/* ---- copy.cc ----------------------------------------------------------------- */

/* What is put on the edge returned runs only if all that the expression reads is there; it
 * is rewritten so that reading it does no harm.  NULL_TREE: nothing is read. */
edge vp_put_reads(edge e, tree *expr);

/* ---- condition.cc ----------------------------------------------------------- */

/* How a condition turned out; zero to begin. */
struct vp_outcome {
	tree flag, old, unseen;
};
/* On each edge to the statement; and on the edge behind it. */
edge vp_condition_before(edge e, const struct vp_condition *condition,
			 struct vp_outcome *outcome);
edge vp_condition_after(edge e, const struct vp_condition *condition,
			struct vp_outcome *outcome);

/* ---- pathreg.cc ------------------------------------------------------------- */

/* A check sends the register when this many bits or more are in use; path.cc sees to it
 * that no way leads over more than VP_PATH_MOST_BITS without one. */
#define VP_PATH_CHECK_BITS 31
#define VP_PATH_MOST_BITS 62

/* What to edit, found before the first edit moves statements. */
struct vp_path_branch {
	uint32_t block;
	gimple *stmt;
};
struct vp_path_work {
	vec<struct vp_path_branch> branches;
};

tree vp_path_value(struct vp_editor *ed, basic_block bb);  /* of the register */
void vp_path_restart(struct vp_editor *ed, basic_block bb); /* register = 1 */
/* What is to be sent as the register on the edge returned; before it a GAP, if it has
 * restarted untold. */
edge vp_path_put_word(struct vp_editor *ed, edge e, tree *ret_word);
void vp_path_find(struct vp_editor *ed, struct vp_path_work *ret_work);
/* Appends bits, restarts, checks; work is used up. */
void vp_path_insert(struct vp_editor *ed, struct vp_path_work *work);

/* ---- tail.cc ---------------------------------------------------------------- */

/* Take these calls away from the return that they share with others. */
void vp_tails_give_returns(vec<struct vp_tail> *tails);

/* ---- landing.cc ------------------------------------------------------------- */

/* On the way of an exception from the call out of the function, which has nothing for it; NULL
 * when none leaves it so. */
edge vp_edge_unwinding(gimple *stmt);
/* On its way from the call to what the function has for it; NULL when that is nothing. */
edge vp_edge_leaving(gimple *stmt);
/* On the edge behind a setjmp: the address that LAND sends, and whether it is to be sent; result
 * is what the setjmp gave back, NULL_TREE: it is never the call itself that returns. */
void vp_put_landed(basic_block bb, tree result, tree *ret_address, tree *ret_flag);

/* ---- insert.cc -------------------------------------------------------------- */

/* Between stmt and what is before it in its block. */
edge vp_edge_before(gimple *stmt);
/* After the labels of a block, or after the call that returns twice that it begins with.
 * More can be put at the end of the edge's source. */
edge vp_edge_at_start(basic_block bb);

#endif
