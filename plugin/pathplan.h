/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of a function while its paths are planned: the graph of the unit, where
 * paths end, and what each block needs.  Shared by path.cc, pathloop.cc and pathcheck.cc;
 * path.cc says what the words mean.
 */
#ifndef VYPR_PLUGIN_PATHPLAN_H
#define VYPR_PLUGIN_PATHPLAN_H

#include "plugin/insert.h"

enum { NO_BLOCK = UINT32_MAX };

/* The plan of one function; blocks are counted from the function's first. */
struct vp_path_graph {
	struct vp_unit *unit;
	struct vp_function *f;
	uint32_t count, entry;
	auto_vec<uint32_t> first_pred, preds;
	/* destinations; the returns are one: NO_BLOCK */
	auto_vec<uint32_t> destinations;
	auto_vec<bool> restart, needs_bits, leads, check, unwind;
};

static inline struct vypr_function *vp_graph_function(const struct vp_path_graph *p)
{
	return &p->unit->functions[p->f->index];
}

static inline struct vypr_block *vp_graph_block(const struct vp_path_graph *p,
						uint32_t block)
{
	return &p->unit->blocks[vp_graph_function(p)->first_block + block];
}

static inline struct vypr_edge *vp_graph_edge(const struct vp_path_graph *p,
					      uint32_t block, uint32_t edge)
{
	return &p->unit->edges[vp_graph_block(p, block)->first_edge + edge];
}

/* Blocks from which the destination can be reached.  A restart block is included, but
 * ways that enter one are not.  NO_BLOCK: the returns. */
void vp_path_reach(const struct vp_path_graph *p, uint32_t destination,
		   vec<bool> *ret_reach);

/* Restart at the headers of interpreters, if every destination lies in one. */
void vp_path_choose_restarts(struct vp_path_graph *p);
/* The restart block that comes before the block, else the entry. */
uint32_t vp_path_restart_before(const struct vp_path_graph *p, uint32_t block);

/* Mark the blocks where the register is looked at, so that it never overflows. */
void vp_path_place_checks(struct vp_path_graph *p);

#endif
