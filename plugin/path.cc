/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which branches a path needs.  Decides; edits nothing in the code.
 *
 * A destination is a block where the path register is sent: that of a BEGIN with bits or
 * of a PATH; the returns (all of them one destination) of a function whose own path
 * is kept; and a landing pad from which another destination can be reached.
 *
 * A branch gets bits only if two of its successors lead to one destination, or if it
 * lies in a loop with one (else nobody could tell how often the loop was run).  Any
 * other branch explains itself: who knows where a path ended knows that it took the
 * only successor that leads there.  So that is the rule for rebuilding a path from
 * its start, its bits and its destination:
 *
 *   - block.bits > 0: take the next bits of the path, follow the edge with that value;
 *   - several successors have entry_bits > 0 (a computed goto): the next entry_bits
 *     bits are the entry_value of the one that was entered;
 *   - else follow the only successor from which the destination can be reached
 *     without entering a restart block again.
 *
 * A restart block is one that is the path_start of a site and not the entry.  In a big
 * interpreter, each site lies in the dispatching loop, and what led to earlier
 * instructions does not matter: the register restarts at the header of that loop, and
 * only the branches on ways from there to the site get bits.  All other
 * instructions pay for a constant that nobody reads, that is, nothing.  Where a PATH was
 * sent since the last restart, a GAP says that it does not matter any more.
 *
 * The register holds 63 bits.  Checks stand where a loop with bits begins and where a
 * straight way collects more than VP_PATH_MOST_BITS.  Only the first
 * VYPR_PATH_MAX_WORDS that an activation fills are sent; then the register restarts
 * untold, and a GAP says so before it is sent the next time.  A loop of a million
 * turns costs as many events as one of a thousand.
 */
#include "plugin/insert.h"

enum { NO_BLOCK = UINT32_MAX };

/* A loop with a computed goto, or with more branches than this, is an interpreter. */
#define INTERPRETER_BRANCHES 64

/* The plan of one function; blocks are counted from the function's first. */
struct plan {
	struct vp_unit *unit;
	struct vp_function *f;
	uint32_t count, entry;
	auto_vec<uint32_t> first_pred, preds;
	/* destinations; the returns are one: NO_BLOCK */
	auto_vec<uint32_t> destinations;
	auto_vec<bool> restart, needs_bits, leads, check, unwind;
};

static struct vypr_function *plan_function(const struct plan *p)
{
	return &p->unit->functions[p->f->index];
}

static struct vypr_block *plan_block(const struct plan *p, uint32_t block)
{
	return &p->unit->blocks[plan_function(p)->first_block + block];
}

static struct vypr_edge *plan_edge(const struct plan *p, uint32_t block, uint32_t edge)
{
	return &p->unit->edges[plan_block(p, block)->first_edge + edge];
}

static void list_preds(struct plan *p)
{
	p->first_pred.safe_grow_cleared(p->count + 1);
	for (uint32_t b = 0; b < p->count; b++)
		for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++)
			p->first_pred[plan_edge(p, b, e)->target + 1]++;
	for (uint32_t b = 0; b < p->count; b++)
		p->first_pred[b + 1] += p->first_pred[b];
	auto_vec<uint32_t> fill;
	fill.safe_splice(p->first_pred);
	p->preds.safe_grow_cleared(p->first_pred[p->count]);
	for (uint32_t b = 0; b < p->count; b++)
		for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++)
			p->preds[fill[plan_edge(p, b, e)->target]++] = b;
}

static void init_plan(struct plan *p, struct vp_unit *unit, struct vp_function *f)
{
	p->unit = unit;
	p->f = f;
	p->count = plan_function(p)->block_count;
	p->entry = plan_function(p)->entry_block;
	p->restart.safe_grow_cleared(p->count);
	p->needs_bits.safe_grow_cleared(p->count);
	p->leads.safe_grow_cleared(p->count);
	p->check.safe_grow_cleared(p->count);
	p->unwind.safe_grow_cleared(p->count);
	list_preds(p);
}

/* ---- destinations ------------------------------------------------------------ */

static bool is_return(const struct plan *p, uint32_t block)
{
	gimple *last = p->f->bb_of[block] ? vp_last_stmt(p->f->bb_of[block]) : NULL;
	return last && gimple_code(last) == GIMPLE_RETURN;
}

static void add_destination(struct plan *p, uint32_t block)
{
	if (!p->destinations.contains(block))
		p->destinations.safe_push(block);
}

static void find_destinations(struct plan *p)
{
	for (const struct vypr_site &site : p->unit->sites) {
		if (site.function != p->f->index)
			continue;
		if ((site.flags & VYPR_SITE_BITS) || site.kind == VYPR_EVENT_PATH)
			add_destination(p, site.block);
	}
	if (plan_function(p)->flags & VYPR_FUNCTION_RECORDED)
		add_destination(p, NO_BLOCK);
}

/* ---- what leads where -------------------------------------------------------- */

static void start_backward(const struct plan *p, uint32_t destination,
			   vec<uint32_t> *ret_work, vec<bool> *ret_reach)
{
	for (uint32_t b = 0; b < p->count; b++) {
		(*ret_reach)[b] = destination == NO_BLOCK ? is_return(p, b) : b == destination;
		if ((*ret_reach)[b])
			ret_work->safe_push(b);
	}
}

/* Blocks from which the destination can be reached.  A restart block is included, but
 * ways that enter one are not. */
static void reach_backward(const struct plan *p, uint32_t destination, vec<bool> *ret_reach)
{
	auto_vec<uint32_t> work;
	start_backward(p, destination, &work, ret_reach);
	while (!work.is_empty()) {
		uint32_t b = work.pop();
		if (p->restart[b])
			continue;
		for (uint32_t i = p->first_pred[b]; i < p->first_pred[b + 1]; i++) {
			if ((*ret_reach)[p->preds[i]])
				continue;
			(*ret_reach)[p->preds[i]] = true;
			work.safe_push(p->preds[i]);
		}
	}
}

/* Exceptions tell of themselves, and setjmp's second return is nobody's choice. */
static bool is_choice(const struct vypr_block *block, const struct vypr_edge *edge)
{
	return edge->kind != VYPR_EDGE_EXCEPTION &&
	       (edge->kind != VYPR_EDGE_ABNORMAL || block->kind == VYPR_BLOCK_GOTO);
}

/* Do two successors of the block lead to the destination? */
static bool is_ambiguous(const struct plan *p, uint32_t b, const vec<bool> &reach)
{
	uint32_t only = NO_BLOCK;
	for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++) {
		const struct vypr_edge *edge = plan_edge(p, b, e);
		if (!is_choice(plan_block(p, b), edge) || !reach[edge->target] ||
		    p->restart[edge->target])
			continue;
		if (only != NO_BLOCK && only != edge->target)
			return true;
		only = edge->target;
	}
	return false;
}

static void reach_forward(const struct plan *p, uint32_t from, vec<bool> *ret_reach)
{
	auto_vec<uint32_t> work;
	work.safe_push(from);
	while (!work.is_empty()) {
		uint32_t b = work.pop();
		for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++) {
			uint32_t target = plan_edge(p, b, e)->target;
			if ((*ret_reach)[target] || p->restart[target])
				continue;
			(*ret_reach)[target] = true;
			work.safe_push(target);
		}
	}
}

static bool has_choice(const struct plan *p, uint32_t b)
{
	auto_vec<bool> all;
	all.safe_grow_cleared(p->count);
	for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++)
		all[plan_edge(p, b, e)->target] = true;
	return is_ambiguous(p, b, all);
}

/* Branches of the loops that the block lies in. */
static void mark_loops_of(struct plan *p, uint32_t block)
{
	auto_vec<bool> before, after;
	before.safe_grow_cleared(p->count);
	after.safe_grow_cleared(p->count);
	reach_forward(p, block, &after);
	if (!after[block])
		return;
	reach_backward(p, block, &before);
	for (uint32_t b = 0; b < p->count; b++)
		if (before[b] && after[b] && !p->needs_bits[b])
			p->needs_bits[b] = has_choice(p, b);
}

/* A landing pad is reached by any throw on the way: their loops count too. */
static void mark_loops_of_throws(struct plan *p, uint32_t pad)
{
	for (uint32_t b = 0; b < p->count; b++)
		for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++)
			if (plan_edge(p, b, e)->target == pad &&
			    plan_edge(p, b, e)->kind == VYPR_EDGE_EXCEPTION)
				mark_loops_of(p, b);
}

static void mark_branches(struct plan *p, uint32_t destination)
{
	auto_vec<bool> reach;
	reach.safe_grow_cleared(p->count);
	reach_backward(p, destination, &reach);
	for (uint32_t b = 0; b < p->count; b++) {
		p->leads[b] |= reach[b];
		p->needs_bits[b] |= reach[b] && is_ambiguous(p, b, reach);
	}
	if (destination == NO_BLOCK)
		return;
	mark_loops_of(p, destination);
	if (p->unwind[destination])
		mark_loops_of_throws(p, destination);
}

/* Landing pads on ways to a destination become destinations; they may make more. */
static bool mark_pads(struct plan *p)
{
	bool more = false;
	for (uint32_t b = 0; b < p->count; b++)
		for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++) {
			const struct vypr_edge *edge = plan_edge(p, b, e);
			if (edge->kind != VYPR_EDGE_EXCEPTION || !p->leads[edge->target] ||
			    p->unwind[edge->target])
				continue;
			p->unwind[edge->target] = true;
			add_destination(p, edge->target);
			more = true;
		}
	return more;
}

static void mark_all_branches(struct plan *p)
{
	unsigned done = 0;
	do {
		for (; done < p->destinations.length(); done++)
			mark_branches(p, p->destinations[done]);
	} while (mark_pads(p));
}

/* ---- interpreters ------------------------------------------------------------ */

static bool is_interpreter_loop(const struct plan *p, uint32_t header)
{
	uint32_t branches = 0;
	for (uint32_t b = 0; b < p->count; b++) {
		const struct vypr_block *block = plan_block(p, b);
		if (block->loop_header != header && b != header)
			continue;
		if (block->kind == VYPR_BLOCK_GOTO)
			return true;
		branches += block->edge_count > 1;
	}
	return branches > INTERPRETER_BRANCHES;
}

/* Every way to the block from the entry goes through a restart block. */
static bool is_behind_restart(const struct plan *p, uint32_t block)
{
	auto_vec<bool> reach;
	reach.safe_grow_cleared(p->count);
	reach_backward(p, block, &reach);
	return !reach[p->entry] || p->restart[p->entry];
}

static void choose_restarts(struct plan *p)
{
	for (uint32_t destination : p->destinations) {
		if (destination == NO_BLOCK)
			return;
		uint32_t header = plan_block(p, destination)->loop_header;
		if (header >= p->count || !is_interpreter_loop(p, header))
			return;
	}
	for (uint32_t destination : p->destinations)
		p->restart[plan_block(p, destination)->loop_header] = true;
	bool all = true;
	for (uint32_t destination : p->destinations)
		all = all && is_behind_restart(p, destination);
	for (uint32_t b = 0; b < p->count; b++) {
		p->restart[b] = p->restart[b] && all;
		if (p->restart[b])
			p->f->restarts.safe_push(b);
	}
}

static uint32_t restart_before(const struct plan *p, uint32_t block)
{
	auto_vec<bool> reach;
	reach.safe_grow_cleared(p->count);
	reach_backward(p, block, &reach);
	for (uint32_t restart : p->f->restarts)
		if (reach[restart])
			return restart;
	return p->entry;
}

/* ---- bits -------------------------------------------------------------------- */

static uint32_t bits_for(uint32_t choices)
{
	return choices < 2 ? 0 : ceil_log2(choices);
}

static void number_edges(const struct plan *p, uint32_t b)
{
	auto_vec<uint32_t> targets;
	for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++) {
		struct vypr_edge *edge = plan_edge(p, b, e);
		if (!is_choice(plan_block(p, b), edge))
			continue;
		unsigned at = 0;
		while (at < targets.length() && targets[at] != edge->target)
			at++;
		if (at == targets.length())
			targets.safe_push(edge->target);
		edge->value = at;
	}
	plan_block(p, b)->bits = bits_for(targets.length());
}

static void number_cond(const struct plan *p, uint32_t b)
{
	for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++)
		plan_edge(p, b, e)->value = plan_edge(p, b, e)->kind == VYPR_EDGE_TRUE;
	plan_block(p, b)->bits = 1;
}

/* All computed gotos share one numbering of the blocks they lead to. */
static void number_goto_targets(const struct plan *p)
{
	auto_vec<uint32_t> targets;
	for (uint32_t b = 0; b < p->count; b++) {
		if (!p->needs_bits[b] || plan_block(p, b)->kind != VYPR_BLOCK_GOTO)
			continue;
		for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++) {
			uint32_t target = plan_edge(p, b, e)->target;
			if (p->leads[target] && !targets.contains(target))
				targets.safe_push(target);
		}
	}
	for (unsigned i = 0; i < targets.length(); i++) {
		plan_block(p, targets[i])->entry_bits = bits_for(targets.length());
		plan_block(p, targets[i])->entry_value = i;
	}
}

static void number_branches(const struct plan *p)
{
	for (uint32_t b = 0; b < p->count; b++) {
		if (!p->needs_bits[b])
			continue;
		switch ((enum vypr_block_kind)plan_block(p, b)->kind) {
		case VYPR_BLOCK_COND:
			number_cond(p, b);
			break;
		case VYPR_BLOCK_GOTO:
			break;
		case VYPR_BLOCK_SWITCH:
		case VYPR_BLOCK_PLAIN:
		case VYPR_BLOCK_EXIT:
			number_edges(p, b);
			break;
		}
	}
	number_goto_targets(p);
}

/* ---- checks ------------------------------------------------------------------ */

enum colour { WHITE, GREY, BLACK };

/* Depth-first order without the edges that go back or enter a restart block. */
struct order {
	auto_vec<enum colour> colour;
	auto_vec<uint32_t> postorder;
	auto_vec<uint32_t> back_from, back_to;
};

static void visit_from(const struct plan *p, uint32_t root, struct order *order)
{
	auto_vec<uint32_t> stack, next;
	stack.safe_push(root);
	next.safe_push(0);
	order->colour[root] = GREY;
	while (!stack.is_empty()) {
		uint32_t b = stack.last();
		if (next.last() == plan_block(p, b)->edge_count) {
			order->colour[b] = BLACK;
			order->postorder.safe_push(b);
			stack.pop();
			next.pop();
			continue;
		}
		uint32_t target = plan_edge(p, b, next.last()++)->target;
		if (p->restart[target])
			continue;
		if (order->colour[target] == GREY) {
			order->back_from.safe_push(b);
			order->back_to.safe_push(target);
		} else if (order->colour[target] == WHITE) {
			order->colour[target] = GREY;
			stack.safe_push(target);
			next.safe_push(0);
		}
	}
}

static void find_order(const struct plan *p, struct order *order)
{
	order->colour.safe_grow_cleared(p->count);
	visit_from(p, p->entry, order);
	for (uint32_t b = 0; b < p->count; b++)
		if (order->colour[b] == WHITE && (p->restart[b] || p->first_pred[b] ==
						  p->first_pred[b + 1]))
			visit_from(p, b, order);
	for (uint32_t b = 0; b < p->count; b++)
		if (order->colour[b] == WHITE)
			visit_from(p, b, order);
}

/* Are there bits on a way from `to` back to `from`?  Blocks that lead to `from`
 * without going through `to` are at least those of every such way. */
static bool loop_has_bits(const struct plan *p, uint32_t from, uint32_t to)
{
	auto_vec<bool> seen;
	auto_vec<uint32_t> work;
	bool bits = false;
	seen.safe_grow_cleared(p->count);
	seen[to] = seen[from] = true;
	work.safe_push(to);
	if (from != to)
		work.safe_push(from);
	while (!work.is_empty() && !bits) {
		uint32_t b = work.pop();
		bits = plan_block(p, b)->bits > 0 || plan_block(p, b)->entry_bits > 0;
		for (uint32_t i = p->first_pred[b]; b != to && i < p->first_pred[b + 1]; i++) {
			if (seen[p->preds[i]] || p->restart[b])
				continue;
			seen[p->preds[i]] = true;
			work.safe_push(p->preds[i]);
		}
	}
	return bits;
}

/* At most how many bits leave the block, when at most `in` enter it. */
static uint32_t bits_after(const struct plan *p, uint32_t b, uint32_t in)
{
	if (p->unwind[b] || p->restart[b])
		return plan_block(p, b)->bits;
	if (p->check[b])
		return VP_PATH_CHECK_BITS - 1 + plan_block(p, b)->bits;
	return in + plan_block(p, b)->entry_bits + plan_block(p, b)->bits;
}

static uint32_t most_entry_bits(const struct plan *p)
{
	uint32_t most = 0;
	for (uint32_t b = 0; b < p->count; b++)
		most = MAX(most, plan_block(p, b)->entry_bits);
	return most;
}

/* Blocks in an order in which every one comes after those that lead to it. */
static void check_straight_ways(struct plan *p, const struct order *order)
{
	auto_vec<uint32_t> in;
	uint32_t entry_bits = most_entry_bits(p);
	in.safe_grow_cleared(p->count);
	for (unsigned i = order->postorder.length(); i-- > 0;) {
		uint32_t b = order->postorder[i];
		if (bits_after(p, b, in[b]) + entry_bits > VP_PATH_MOST_BITS)
			p->check[b] = true;
		uint32_t out = bits_after(p, b, in[b]);
		for (uint32_t e = 0; e < plan_block(p, b)->edge_count; e++) {
			uint32_t target = plan_edge(p, b, e)->target;
			in[target] = MAX(in[target], out);
		}
	}
}

static void place_checks(struct plan *p)
{
	struct order order;
	find_order(p, &order);
	for (unsigned i = 0; i < order.back_to.length(); i++) {
		uint32_t to = order.back_to[i];
		if (!p->check[to] && !p->unwind[to])
			p->check[to] = loop_has_bits(p, order.back_from[i], to);
	}
	check_straight_ways(p, &order);
}

/* ---- sites ------------------------------------------------------------------- */

static uint32_t add_path_site(const struct plan *p, uint32_t block, enum vypr_event_kind kind)
{
	struct vypr_site site = vypr_site();
	uint32_t ordinal = p->f->check_sites.length() + p->f->unwind_sites.length();
	site.kind = kind;
	site.function = p->f->index;
	site.block = block;
	site.line = plan_block(p, block)->line;
	site.pair = UINT32_MAX;
	site.path_start = restart_before(p, block);
	site.key = vypr_hash64(&ordinal, sizeof ordinal, plan_function(p)->key + kind);
	return vp_add_site(p->unit, &site);
}

static void add_sites(const struct plan *p)
{
	for (uint32_t b = 0; b < p->count; b++) {
		if (p->check[b]) {
			p->f->check_sites.safe_push(add_path_site(p, b, VYPR_EVENT_PATH));
			p->f->check_blocks.safe_push(b);
		}
		if (p->unwind[b]) {
			p->f->unwind_sites.safe_push(add_path_site(p, b, VYPR_EVENT_UNWIND));
			p->f->unwind_blocks.safe_push(b);
		}
	}
}

/* Sent before any event with the register; the block is in its value. */
static void add_gap_site(const struct plan *p)
{
	if (!p->f->check_blocks.is_empty() ||
	    (!p->f->restarts.is_empty() && !p->f->unwind_blocks.is_empty()))
		p->f->gap_site = add_path_site(p, p->entry, VYPR_EVENT_GAP);
}

/* Can it be left without its EXIT, by an exception or longjmp? */
static bool leaves_unseen(const struct plan *p)
{
	cgraph_node *node = cgraph_node::get(p->f->decl);
	return !node || node->callees || node->indirect_calls;
}

/* What a PATH has told belongs to one activation.  Another one may have its frame next,
 * so where nothing else says so, an ENTRY says that it is another.  EXIT says so, and
 * where it may not come, VYPR_PATH_FIRST does if there are checks that count words. */
static void add_entry(const struct plan *p)
{
	struct vypr_function *function = plan_function(p);
	struct vp_point point = vp_point();
	if ((function->flags & VYPR_FUNCTION_ENTRY) ||
	    (p->f->check_sites.is_empty() && p->f->unwind_sites.is_empty()))
		return;
	if ((function->flags & VYPR_FUNCTION_EXIT) &&
	    (!p->f->check_sites.is_empty() || !leaves_unseen(p)))
		return;
	point.where = VP_ENTRY;
	point.site = add_path_site(p, p->entry, VYPR_EVENT_ENTRY);
	p->unit->sites[point.site].line = function->line;
	p->unit->sites[point.site].subject = function->name;
	p->f->points.safe_push(point);
	function->flags |= VYPR_FUNCTION_ENTRY;
}

static void set_path_starts(const struct plan *p)
{
	for (struct vypr_site &site : p->unit->sites)
		if (site.function == p->f->index)
			site.path_start = p->f->restarts.is_empty()
				? p->entry : restart_before(p, site.block);
}

void vp_path_plan(struct vp_unit *unit, struct vp_function *f)
{
	struct plan p;
	init_plan(&p, unit, f);
	f->gap_site = UINT32_MAX;
	if (f->paths != VYPR_PATHS_OFF ||
	    (plan_function(&p)->flags & VYPR_FUNCTION_RECORDED))
		find_destinations(&p);
	f->keeps_path = !p.destinations.is_empty();
	if (f->keeps_path) {
		choose_restarts(&p);
		mark_all_branches(&p);
		number_branches(&p);
		place_checks(&p);
		add_sites(&p);
		add_gap_site(&p);
		add_entry(&p);
	}
	set_path_starts(&p);
}
