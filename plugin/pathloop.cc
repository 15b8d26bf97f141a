/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which loops are interpreters, and that paths begin at their headers.
 */
#include "plugin/pathplan.h"

/* A loop with a computed goto, or with more branches than this in a turn, is an
 * interpreter: what its earlier turns did fills words that nobody reads.  A loop inside
 * is taken to have eight turns. */
#define INTERPRETER_BRANCHES 64
#define INNER_TURNS_LOG2 3

/* Blocks that lie in the loop of this header. */
static void find_loop(const struct vp_path_graph *p, uint32_t header, vec<bool> *ret_loop)
{
	uint32_t depth = vp_graph_block(p, header)->loop_depth;
	auto_vec<bool> after;
	auto_vec<uint32_t> work;
	after.safe_grow_cleared(p->count);
	for (work.safe_push(header); !work.is_empty();) {
		uint32_t b = work.pop();
		for (uint32_t e = 0; e < vp_graph_block(p, b)->edge_count; e++) {
			uint32_t target = vp_graph_edge(p, b, e)->target;
			if (after[target] ||
			    vp_graph_block(p, target)->loop_depth < depth)
				continue;
			after[target] = true;
			work.safe_push(target);
		}
	}
	for (work.safe_push(header); !work.is_empty();) {
		uint32_t b = work.pop();
		for (uint32_t i = p->first_pred[b]; i < p->first_pred[b + 1]; i++) {
			if (!after[p->preds[i]] || (*ret_loop)[p->preds[i]])
				continue;
			(*ret_loop)[p->preds[i]] = true;
			if (p->preds[i] != header)
				work.safe_push(p->preds[i]);
		}
	}
}

static bool is_interpreter_loop(const struct vp_path_graph *p, uint32_t header,
				const vec<bool> &loop)
{
	uint32_t branches = 0;
	for (uint32_t b = 0; b < p->count; b++) {
		const struct vypr_block *block = vp_graph_block(p, b);
		if (!loop[b])
			continue;
		if (block->kind == VYPR_BLOCK_GOTO)
			return true;
		uint32_t inside =
			block->loop_depth - vp_graph_block(p, header)->loop_depth;
		if (block->edge_count > 1)
			branches += 1u << MIN(inside * INNER_TURNS_LOG2, 8);
	}
	return branches > INTERPRETER_BRANCHES;
}

/* For each block, the header of the innermost interpreter that it lies in. */
static void find_interpreters(const struct vp_path_graph *p, vec<uint32_t> *ret_headers)
{
	for (uint32_t b = 0; b < p->count; b++)
		ret_headers->safe_push(NO_BLOCK);
	for (uint32_t header = 0; header < p->count; header++) {
		if (vp_graph_block(p, header)->loop_header != header)
			continue;
		auto_vec<bool> loop;
		loop.safe_grow_cleared(p->count);
		find_loop(p, header, &loop);
		if (!is_interpreter_loop(p, header, loop))
			continue;
		for (uint32_t b = 0; b < p->count; b++) {
			uint32_t known = (*ret_headers)[b];
			if (loop[b] && (known == NO_BLOCK ||
					vp_graph_block(p, known)->loop_depth <
						vp_graph_block(p, header)->loop_depth))
				(*ret_headers)[b] = header;
		}
	}
}

/* Every way to the block from the entry goes through a restart block. */
static bool is_behind_restart(const struct vp_path_graph *p, uint32_t block)
{
	auto_vec<bool> reach;
	reach.safe_grow_cleared(p->count);
	vp_path_reach(p, block, &reach);
	return !reach[p->entry] || p->restart[p->entry];
}

void vp_path_choose_restarts(struct vp_path_graph *p)
{
	auto_vec<uint32_t> headers;
	find_interpreters(p, &headers);
	for (uint32_t destination : p->destinations)
		if (destination == NO_BLOCK || headers[destination] == NO_BLOCK)
			return;
	for (uint32_t destination : p->destinations)
		p->restart[headers[destination]] = true;
	bool all = true;
	for (uint32_t destination : p->destinations)
		all = all && is_behind_restart(p, destination);
	for (uint32_t b = 0; b < p->count; b++) {
		p->restart[b] = p->restart[b] && all;
		if (p->restart[b])
			p->f->restarts.safe_push(b);
	}
}

uint32_t vp_path_restart_before(const struct vp_path_graph *p, uint32_t block)
{
	auto_vec<bool> reach;
	reach.safe_grow_cleared(p->count);
	vp_path_reach(p, block, &reach);
	for (uint32_t restart : p->f->restarts)
		if (reach[restart])
			return restart;
	return p->entry;
}
