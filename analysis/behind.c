/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes the edge out of the graph and looks whether the block can still be reached.
 */
#include <stdlib.h>

#include "analysis/behind.h"

struct search {
	const struct vypr_unit *unit;
	uint32_t first_block, block, edge; /* the edge that is out */
	uint32_t *work, count;
	unsigned char *seen;
};

static void enter(struct search *s, uint32_t block)
{
	if (s->seen[block])
		return;
	s->seen[block] = 1;
	s->work[s->count++] = block;
}

static void reach(struct search *s, uint32_t entry)
{
	enter(s, entry);
	while (s->count) {
		uint32_t block = s->work[--s->count];
		const struct vypr_block *b = &s->unit->blocks[s->first_block + block];

		for (uint32_t e = 0; e < b->edge_count; e++)
			if (block != s->block || e != s->edge)
				enter(s, s->unit->edges[b->first_edge + e].target);
	}
}

int vypr_stands_behind(const struct vypr_unit *unit, uint32_t function, uint32_t target,
		       uint32_t block, uint32_t edge)
{
	const struct vypr_function *f = &unit->functions[function];
	struct search s = { .unit = unit, .first_block = f->first_block, .block = block,
			    .edge = edge };
	int behind = -1;

	s.work = malloc((f->block_count + (size_t)1) * sizeof *s.work);
	s.seen = calloc(f->block_count + (size_t)1, 1);
	if (s.work && s.seen) {
		reach(&s, f->entry_block);
		behind = !s.seen[target];
	}
	free(s.work);
	free(s.seen);
	return behind;
}
