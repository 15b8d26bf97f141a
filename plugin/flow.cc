/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can come after what, over the control-flow graph of a function.
 *
 * Moments at one statement:  0 a call begins   1 it has ended   2 a variable changed.
 * A call that throws has ended, but has stored nothing: on its exception edge there is
 * moment 1 and no moment 2.  3 is the end of a line, where nothing else follows;
 * 4 lies on the way of an exception out of the function.
 */
#include "plugin/look.h"

struct walk {
	const vec<struct vp_match> *events;
	bool first_only;
	vec<bool> *hit;
	vec<basic_block> todo;
	vec<bool> seen; /* blocks entered, by index */
	vec<vec<unsigned>> in_block; /* events of each block, in order */
};

static bool throws_from(gimple *stmt, basic_block bb)
{
	return stmt && stmt == gimple_seq_last_stmt(bb_seq(bb));
}

static void enter(struct walk *walk, basic_block bb)
{
	if (walk->seen[bb->index])
		return;
	walk->seen[bb->index] = true;
	walk->todo.safe_push(bb);
}

static void leave(struct walk *walk, basic_block bb, bool by_exception, bool normally)
{
	edge e;
	edge_iterator ei;

	FOR_EACH_EDGE (e, ei, bb->succs)
		if (e->flags & EDGE_EH ? by_exception : normally)
			enter(walk, e->dest);
}

static bool is_later(const struct vp_match *event, int at, int phase)
{
	return event->at > at || (event->at == at && event->phase > phase);
}

/* Go through a block from behind (at, phase). */
static void scan(struct walk *walk, basic_block bb, int at, int phase, gimple *from)
{
	bool exception = true, normally = true;
	unsigned i, index;

	/* behind a store: not on the exception edge of the same statement */
	if (phase >= 2 && throws_from(from, bb))
		exception = false;
	FOR_EACH_VEC_ELT (walk->in_block[bb->index], i, index) {
		const struct vp_match *event = &(*walk->events)[index];

		if (!is_later(event, at, phase))
			continue;
		(*walk->hit)[index] = true;
		if (!walk->first_only || event->conditional)
			continue;
		normally = false;
		if (!(event->phase >= 2 && throws_from(event->stmt, bb)))
			exception = false;
		break;
	}
	leave(walk, bb, exception, normally);
}

static void sort_into_blocks(struct walk *walk, struct function *fun)
{
	unsigned i;

	walk->in_block.safe_grow_cleared(last_basic_block_for_fn(fun), true);
	walk->seen.safe_grow_cleared(last_basic_block_for_fn(fun), true);
	for (i = 0; i < walk->events->length(); i++)
		walk->in_block[(*walk->events)[i].bb->index].safe_push(i);
}

void vp_flow_after(struct function *fun, const vec<struct vp_position> &from,
		   const vec<struct vp_match> &events, bool first_only,
		   vec<bool> *ret_hit)
{
	struct walk walk = { &events, first_only, ret_hit, vNULL, vNULL, vNULL };
	struct vp_position *position;
	unsigned i;

	ret_hit->truncate(0);
	ret_hit->safe_grow_cleared(events.length(), true);
	sort_into_blocks(&walk, fun);
	FOR_EACH_VEC_ELT (from, i, position)
		scan(&walk, position->bb, position->at, position->phase, position->stmt);
	while (walk.todo.length())
		scan(&walk, walk.todo.pop(), -1, 0, NULL);
	/* an exception or a longjmp can leave the function anywhere, without an edge */
	for (i = 0; i < events.length(); i++)
		if (events[i].bb == EXIT_BLOCK_PTR_FOR_FN(fun) && !from.is_empty())
			(*ret_hit)[i] = true;
	for (i = 0; i < walk.in_block.length(); i++)
		walk.in_block[i].release();
	walk.in_block.release();
	walk.todo.release();
	walk.seen.release();
}
