/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which branches a path needs.  Decides; edits nothing in the code.
 *
 * A destination is a block where the path register is sent: that of a BEGIN with bits or
 * of a PATH; the returns (all of them one destination) of a function whose own path
 * is kept; and a landing pad from which another destination can be reached.
 *
 * A branch gets bits only if two of its successors lead to one destination; and one of a
 * loop with a destination that has no such branch (else nobody could tell how often the
 * loop was run).  Any other branch explains itself: who knows where a path ended knows
 * that it took the only successor that leads there.  So that is the rule for rebuilding a
 * path from its start, its bits and its destination:
 *
 *   - block.bits > 0: take the next bits of the path, follow the edge with that value;
 *   - several successors have entry_bits > 0 (a computed goto): the next entry_bits
 *     bits are the entry_value of the one that was entered;
 *   - else follow the only successor from which the destination can be reached
 *     without entering a restart block again.
 *
 * A restart block is one that is the path_start of a site and not the entry.  In an
 * interpreter, each site lies in the dispatching loop, and what led to earlier
 * instructions (or tokens) does not matter: the register restarts at the header of that
 * loop, and only the branches on ways from there to the site get bits.  All other
 * instructions pay for a constant that nobody reads, that is, nothing.  Where a PATH was
 * sent since the last restart, a GAP says that it does not matter any more.
 *
 * The register holds 63 bits.  Checks stand where a loop with bits begins and where a
 * straight way collects more than VP_PATH_MOST_BITS.  Only the first
 * VYPR_PATH_MAX_WORDS that an activation fills are sent; then the register restarts
 * untold, and a GAP says so before it is sent the next time.  A loop of a million
 * turns costs as many events as one of a thousand.
 */
#include "plugin/pathplan.h"

static void list_preds(struct vp_path_graph *p)
{
	p->first_pred.safe_grow_cleared(p->count + 1);
	for (uint32_t b = 0; b < p->count; b++)
		for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++)
			p->first_pred[vp_graph_edge(p, b, e)->target + 1]++;
	for (uint32_t b = 0; b < p->count; b++)
		p->first_pred[b + 1] += p->first_pred[b];
	auto_vec<uint32_t> fill;
	fill.safe_splice(p->first_pred);
	p->preds.safe_grow_cleared(p->first_pred[p->count]);
	for (uint32_t b = 0; b < p->count; b++)
		for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++)
			p->preds[fill[vp_graph_edge(p, b, e)->target]++] = b;
}

static void init_plan(struct vp_path_graph *p, struct vp_unit *unit,
		      struct vp_function *f)
{
	p->unit = unit;
	p->f = f;
	p->count = vp_graph_function(p)->block_count;
	p->entry = vp_graph_function(p)->entry_block;
	p->restart.safe_grow_cleared(p->count);
	p->needs_bits.safe_grow_cleared(p->count);
	p->leads.safe_grow_cleared(p->count);
	p->check.safe_grow_cleared(p->count);
	p->unwind.safe_grow_cleared(p->count);
	list_preds(p);
}

/* ---- destinations ------------------------------------------------------------ */

static bool is_return(const struct vp_path_graph *p, uint32_t block)
{
	gimple *last = p->f->bb_of[block] ? vp_last_stmt(p->f->bb_of[block]) : NULL;
	return last && gimple_code(last) == GIMPLE_RETURN;
}

static void add_destination(struct vp_path_graph *p, uint32_t block)
{
	if (!p->destinations.contains(block))
		p->destinations.safe_push(block);
}

static void find_destinations(struct vp_path_graph *p)
{
	for (const struct vypr_site &site : p->unit->sites) {
		if (site.function != p->f->index)
			continue;
		if ((site.flags & VYPR_SITE_BITS) || site.kind == VYPR_EVENT_PATH)
			add_destination(p, site.block);
	}
	if (vp_graph_function(p)->flags & VYPR_FUNCTION_RECORDED)
		add_destination(p, NO_BLOCK);
}

/* ---- what leads where -------------------------------------------------------- */

static void start_backward(const struct vp_path_graph *p, uint32_t destination,
			   vec<uint32_t> *ret_work, vec<bool> *ret_reach)
{
	for (uint32_t b = 0; b < p->count; b++) {
		(*ret_reach)[b] =
			destination == NO_BLOCK ? is_return(p, b) : b == destination;
		if ((*ret_reach)[b])
			ret_work->safe_push(b);
	}
}

void vp_path_reach(const struct vp_path_graph *p, uint32_t destination,
		   vec<bool> *ret_reach)
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
static bool is_ambiguous(const struct vp_path_graph *p, uint32_t b,
			 const vec<bool> &reach)
{
	uint32_t only = NO_BLOCK;
	for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++) {
		const struct vypr_edge *edge = vp_graph_edge(p, b, e);
		if (!is_choice(vp_graph_block(p, b), edge) || !reach[edge->target] ||
		    p->restart[edge->target])
			continue;
		if (only != NO_BLOCK && only != edge->target)
			return true;
		only = edge->target;
	}
	return false;
}

static bool has_choice(const struct vp_path_graph *p, uint32_t b)
{
	auto_vec<bool> all;
	all.safe_grow_cleared(p->count);
	for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++)
		all[vp_graph_edge(p, b, e)->target] = true;
	return is_ambiguous(p, b, all);
}

static void mark_branches(struct vp_path_graph *p, uint32_t destination)
{
	auto_vec<bool> reach;
	reach.safe_grow_cleared(p->count);
	vp_path_reach(p, destination, &reach);
	for (uint32_t b = 0; b < p->count; b++) {
		p->leads[b] |= reach[b];
		p->needs_bits[b] |= reach[b] && is_ambiguous(p, b, reach);
	}
}

/* Landing pads on ways to a destination become destinations; they may make more. */
static bool mark_pads(struct vp_path_graph *p)
{
	bool more = false;
	for (uint32_t b = 0; b < p->count; b++)
		for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++) {
			const struct vypr_edge *edge = vp_graph_edge(p, b, e);
			if (edge->kind != VYPR_EDGE_EXCEPTION ||
			    !p->leads[edge->target] || p->unwind[edge->target])
				continue;
			p->unwind[edge->target] = true;
			add_destination(p, edge->target);
			more = true;
		}
	return more;
}

/* ---- loops without bits ------------------------------------------------------ */

/* The way round from a block back to it that leaves no bits, if there is one: of each
 * block on it, the one before.  As no branch on it is ambiguous, there is one only.  A
 * throw on the way is told by its landing. */
static bool find_round(const struct vp_path_graph *p, uint32_t block,
		       vec<uint32_t> *ret_before)
{
	auto_vec<uint32_t> work;
	for (uint32_t b = 0; b < p->count; b++)
		ret_before->safe_push(NO_BLOCK);
	work.safe_push(block);
	while (!work.is_empty()) {
		uint32_t b = work.pop();
		const struct vypr_block *from = vp_graph_block(p, b);
		for (uint32_t e = 0; !p->needs_bits[b] && e < from->edge_count; e++) {
			const struct vypr_edge *edge = vp_graph_edge(p, b, e);
			uint32_t target = edge->target;
			if (!is_choice(from, edge) || p->restart[target] ||
			    (*ret_before)[target] != NO_BLOCK)
				continue;
			(*ret_before)[target] = b;
			work.safe_push(target);
		}
	}
	return (*ret_before)[block] != NO_BLOCK;
}

/* A turn that leaves no bits would not be counted.  One branch is enough; the last one is
 * passed least often, as each of them may leave the loop. */
static void mark_round(struct vp_path_graph *p, uint32_t block)
{
	auto_vec<uint32_t> before;
	if (!find_round(p, block, &before))
		return;
	uint32_t b = before[block];
	while (b != block && !has_choice(p, b))
		b = before[b];
	p->needs_bits[b] = has_choice(p, b);
}

/* A landing pad is reached by any throw on the way: their loops count too. */
static void mark_rounds_of_throws(struct vp_path_graph *p, uint32_t pad)
{
	for (uint32_t b = 0; b < p->count; b++)
		for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++)
			if (vp_graph_edge(p, b, e)->target == pad &&
			    vp_graph_edge(p, b, e)->kind == VYPR_EDGE_EXCEPTION)
				mark_round(p, b);
}

static void mark_all_branches(struct vp_path_graph *p)
{
	unsigned done = 0;
	do {
		for (; done < p->destinations.length(); done++)
			mark_branches(p, p->destinations[done]);
	} while (mark_pads(p));
	for (uint32_t destination : p->destinations) {
		if (destination == NO_BLOCK)
			continue;
		mark_round(p, destination);
		if (p->unwind[destination])
			mark_rounds_of_throws(p, destination);
	}
}

/* ---- bits -------------------------------------------------------------------- */

static uint32_t bits_for(uint32_t choices)
{
	return choices < 2 ? 0 : ceil_log2(choices);
}

static void number_edges(const struct vp_path_graph *p, uint32_t b)
{
	auto_vec<uint32_t> targets;
	for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++) {
		struct vypr_edge *edge = vp_graph_edge(p, b, e);
		if (!is_choice(vp_graph_block(p, b), edge))
			continue;
		unsigned at = 0;
		while (at < targets.length() && targets[at] != edge->target)
			at++;
		if (at == targets.length())
			targets.safe_push(edge->target);
		edge->value = at;
	}
	vp_graph_block(p, b)->bits = bits_for(targets.length());
}

static void number_cond(const struct vp_path_graph *p, uint32_t b)
{
	for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++)
		vp_graph_edge(p, b, e)->value =
			vp_graph_edge(p, b, e)->kind == VYPR_EDGE_TRUE;
	vp_graph_block(p, b)->bits = 1;
}

/* All computed gotos share one numbering of the blocks they lead to. */
static void number_goto_targets(const struct vp_path_graph *p)
{
	auto_vec<uint32_t> targets;
	for (uint32_t b = 0; b < p->count; b++) {
		if (!p->needs_bits[b] || vp_graph_block(p, b)->kind != VYPR_BLOCK_GOTO)
			continue;
		for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++) {
			uint32_t target = vp_graph_edge(p, b, e)->target;
			if (p->leads[target] && !targets.contains(target))
				targets.safe_push(target);
		}
	}
	for (unsigned i = 0; i < targets.length(); i++) {
		vp_graph_block(p, targets[i])->entry_bits = bits_for(targets.length());
		vp_graph_block(p, targets[i])->entry_value = i;
	}
}

static void number_branches(const struct vp_path_graph *p)
{
	for (uint32_t b = 0; b < p->count; b++) {
		if (!p->needs_bits[b])
			continue;
		switch ((enum vypr_block_kind)vp_graph_block(p, b)->kind) {
		case VYPR_BLOCK_COND: number_cond(p, b); break;
		case VYPR_BLOCK_GOTO: break;
		case VYPR_BLOCK_SWITCH:
		case VYPR_BLOCK_PLAIN:
		case VYPR_BLOCK_EXIT: number_edges(p, b); break;
		}
	}
	number_goto_targets(p);
}

/* ---- sites ------------------------------------------------------------------- */

static uint32_t add_path_site(const struct vp_path_graph *p, uint32_t block,
			      enum vypr_event_kind kind)
{
	struct vypr_site site = vypr_site();
	uint32_t ordinal = p->f->check_sites.length() + p->f->unwind_sites.length();
	site.kind = kind;
	site.function = p->f->index;
	site.block = block;
	site.line = vp_graph_block(p, block)->line;
	site.pair = UINT32_MAX;
	site.path_start = vp_path_restart_before(p, block);
	site.key =
		vypr_hash64(&ordinal, sizeof ordinal, vp_graph_function(p)->key + kind);
	return vp_add_site(p->unit, &site);
}

static void add_sites(const struct vp_path_graph *p)
{
	for (uint32_t b = 0; b < p->count; b++) {
		if (p->check[b]) {
			p->f->check_sites.safe_push(add_path_site(p, b, VYPR_EVENT_PATH));
			p->f->check_blocks.safe_push(b);
		}
		if (p->unwind[b]) {
			p->f->unwind_sites.safe_push(
				add_path_site(p, b, VYPR_EVENT_UNWIND));
			p->f->unwind_blocks.safe_push(b);
		}
	}
}

/* Sent before any event with the register; the block is in its value. */
static void add_gap_site(const struct vp_path_graph *p)
{
	if (!p->f->check_blocks.is_empty() ||
	    (!p->f->restarts.is_empty() && !p->f->unwind_blocks.is_empty()))
		p->f->gap_site = add_path_site(p, p->entry, VYPR_EVENT_GAP);
}

/* Can it be left without its EXIT, by an exception or longjmp? */
static bool leaves_unseen(const struct vp_path_graph *p)
{
	cgraph_node *node = cgraph_node::get(p->f->decl);
	return !node || node->callees || node->indirect_calls;
}

/* What a PATH has told belongs to one activation.  Another one may have its frame next,
 * so where nothing else says so, an ENTRY says that it is another.  EXIT says so, and
 * where it may not come, VYPR_PATH_FIRST does if there are checks that count words. */
static void add_entry(const struct vp_path_graph *p)
{
	struct vypr_function *function = vp_graph_function(p);
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

static void set_path_starts(const struct vp_path_graph *p)
{
	for (struct vypr_site &site : p->unit->sites)
		if (site.function == p->f->index)
			site.path_start = p->f->restarts.is_empty()
						  ? p->entry
						  : vp_path_restart_before(p, site.block);
}

void vp_path_plan(struct vp_unit *unit, struct vp_function *f)
{
	struct vp_path_graph p;
	init_plan(&p, unit, f);
	f->gap_site = UINT32_MAX;
	if (f->paths != VYPR_PATHS_OFF ||
	    (vp_graph_function(&p)->flags & VYPR_FUNCTION_RECORDED))
		find_destinations(&p);
	f->keeps_path = !p.destinations.is_empty();
	if (f->keeps_path) {
		vp_path_choose_restarts(&p);
		mark_all_branches(&p);
		number_branches(&p);
		vp_path_place_checks(&p);
		add_sites(&p);
		add_gap_site(&p);
		add_entry(&p);
	}
	set_path_starts(&p);
}
