/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the path register is looked at: on each loop that has bits, and on straight ways
 * that collect many.
 */
#include "plugin/pathplan.h"

enum colour { WHITE, GREY, BLACK };

/* Depth-first order without the edges that go back or enter a restart block. */
struct order {
	auto_vec<enum colour> colour;
	auto_vec<uint32_t> postorder;
	auto_vec<uint32_t> back_from, back_to;
};

static void visit_from(const struct vp_path_graph *p, uint32_t root, struct order *order)
{
	auto_vec<uint32_t> stack, next;
	stack.safe_push(root);
	next.safe_push(0);
	order->colour[root] = GREY;
	while (!stack.is_empty()) {
		uint32_t b = stack.last();
		if (next.last() == vp_graph_block(p, b)->edge_count) {
			order->colour[b] = BLACK;
			order->postorder.safe_push(b);
			stack.pop();
			next.pop();
			continue;
		}
		uint32_t target = vp_graph_edge(p, b, next.last()++)->target;
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

static void find_order(const struct vp_path_graph *p, struct order *order)
{
	order->colour.safe_grow_cleared(p->count);
	visit_from(p, p->entry, order);
	for (uint32_t b = 0; b < p->count; b++)
		if (order->colour[b] == WHITE &&
		    (p->restart[b] || p->first_pred[b] == p->first_pred[b + 1]))
			visit_from(p, b, order);
	for (uint32_t b = 0; b < p->count; b++)
		if (order->colour[b] == WHITE)
			visit_from(p, b, order);
}

/* Are there bits on a way from `to` back to `from`?  Blocks that lead to `from`
 * without going through `to` are at least those of every such way. */
static bool loop_has_bits(const struct vp_path_graph *p, uint32_t from, uint32_t to)
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
		bits = vp_graph_block(p, b)->bits > 0 ||
		       vp_graph_block(p, b)->entry_bits > 0;
		for (uint32_t i = p->first_pred[b]; b != to && i < p->first_pred[b + 1];
		     i++) {
			if (seen[p->preds[i]] || p->restart[b])
				continue;
			seen[p->preds[i]] = true;
			work.safe_push(p->preds[i]);
		}
	}
	return bits;
}

/* At most how many bits leave the block, when at most `in` enter it. */
static uint32_t bits_after(const struct vp_path_graph *p, uint32_t b, uint32_t in)
{
	if (p->unwind[b] || p->restart[b])
		return vp_graph_block(p, b)->bits;
	if (p->check[b])
		return VP_PATH_CHECK_BITS - 1 + vp_graph_block(p, b)->bits;
	return in + vp_graph_block(p, b)->entry_bits + vp_graph_block(p, b)->bits;
}

static uint32_t most_entry_bits(const struct vp_path_graph *p)
{
	uint32_t most = 0;
	for (uint32_t b = 0; b < p->count; b++)
		most = MAX(most, vp_graph_block(p, b)->entry_bits);
	return most;
}

/* Blocks in an order in which every one comes after those that lead to it. */
static void check_straight_ways(struct vp_path_graph *p, const struct order *order)
{
	auto_vec<uint32_t> in;
	uint32_t entry_bits = most_entry_bits(p);
	in.safe_grow_cleared(p->count);
	for (unsigned i = order->postorder.length(); i-- > 0;) {
		uint32_t b = order->postorder[i];
		if (bits_after(p, b, in[b]) + entry_bits > VP_PATH_MOST_BITS)
			p->check[b] = true;
		uint32_t out = bits_after(p, b, in[b]);
		for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++) {
			uint32_t target = vp_graph_edge(p, b, e)->target;
			in[target] = MAX(in[target], out);
		}
	}
}

void vp_path_place_checks(struct vp_path_graph *p)
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
