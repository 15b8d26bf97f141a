/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what belongs to one side of a comparison, and by which keys its parts are found on
 * the other: those of the unit, with the function's name and its file's, so that static
 * functions of one name in two files are two.
 */
#include "analysis/diff.h"

#include <stdlib.h>
#include <string.h>

/* ---- keys ---- */

static uint64_t join(uint64_t x, uint64_t y)
{
	return vypr_map_mix(x ^ vypr_map_mix(y));
}

static uint64_t text_key(const char *text)
{
	return vypr_hash64(text, strlen(text), 0);
}

static uint64_t function_key(const struct vypr_unit *unit, uint32_t function)
{
	const char *file = vypr_function_file(unit, function);
	const char *slash = strrchr(file, '/');

	return join(text_key(slash ? slash + 1 : file),
		    unit->functions[function].key);
}

static uint64_t block_key(const struct vypr_unit *unit, uint32_t function, uint32_t block)
{
	const struct vypr_function *f = &unit->functions[function];

	return join(function_key(unit, function), unit->blocks[f->first_block + block].key);
}

uint64_t vypr_diff_branch_key(const struct vypr_feature *f)
{
	return f->branch == VYPR_NO_BRANCH ? function_key(f->unit, f->function)
					   : block_key(f->unit, f->function, f->block);
}

uint64_t vypr_diff_site_key(const struct vypr_unit *unit, uint32_t site)
{
	return join(function_key(unit, unit->sites[site].function), unit->sites[site].key);
}

/* Edges without a label are told apart by their order among those of their kind. */
uint64_t vypr_diff_outcome_key(const struct vypr_feature *o)
{
	const struct vypr_function *f = &o->unit->functions[o->function];
	const struct vypr_block *block = &o->unit->blocks[f->first_block + o->block];
	const struct vypr_edge *edges = &o->unit->edges[block->first_edge];
	uint64_t key = vypr_diff_branch_key(o);
	uint32_t order = 0;

	if (o->branch == VYPR_NO_BRANCH)
		return key;
	key = join(key, edges[o->edge].kind);
	if (edges[o->edge].label)
		key = join(key, text_key(vypr_unit_string(o->unit, edges[o->edge].label)));
	for (uint32_t i = 0; !edges[o->edge].label && i < o->edge; i++)
		order += edges[i].kind == edges[o->edge].kind;
	return join(key, order);
}

/* ---- a side ---- */

int vypr_diff_has_run(const struct vypr_diff_side *side, uint32_t run)
{
	for (size_t i = 0; i < side->run_count; i++)
		if (side->runs[i] == run)
			return 1;
	return side->run_count == 0;
}

size_t vypr_diff_run_count(const struct vypr_diff_side *side)
{
	return side->run_count ? side->run_count : side->a->run_count;
}

static int put(struct vypr_map *map, uint64_t key, uint32_t value)
{
	int is_new;

	return vypr_map_put(map, key, value, &is_new) != NULL;
}

/* Runs go upwards: where builds differ, the line is the newest one's. */
static int put_line(struct vypr_map *map, uint64_t key, uint32_t line)
{
	int is_new;
	uint32_t *at = vypr_map_put(map, key, line, &is_new);

	if (at)
		*at = line;
	return at != NULL;
}

static int add_branches(struct vypr_diff_side *side, const struct vypr_unit *unit,
			uint32_t function)
{
	const struct vypr_function *f = &unit->functions[function];
	uint64_t own = function_key(unit, function);

	if (!put(&side->branches, own, 1) || !put_line(&side->lines, own, f->line))
		return 0;
	for (uint32_t i = 0; i < f->block_count; i++) {
		const struct vypr_block *b = &unit->blocks[f->first_block + i];
		uint64_t key = block_key(unit, function, i);

		if (b->kind == VYPR_BLOCK_PLAIN || b->kind == VYPR_BLOCK_EXIT)
			continue;
		if (!put(&side->branches, key, 1) ||
		    !put_line(&side->lines, key,
			      b->condition_line ? b->condition_line : b->end_line))
			return 0;
	}
	return 1;
}

static enum vypr_status add_unit(struct vypr_diff_side *side, const struct vypr_unit *unit)
{
	int is_new;

	if (!vypr_map_put(&side->units, unit->hash, 1, &is_new))
		return VYPR_NOMEM;
	for (uint32_t f = 0; is_new && f < unit->function_count; f++)
		if (!add_branches(side, unit, f))
			return VYPR_NOMEM;
	for (uint32_t s = 0; is_new && s < unit->site_count; s++) {
		uint64_t key = vypr_diff_site_key(unit, s);

		if (!put(&side->sites, key, 1) ||
		    !put_line(&side->lines, key, unit->sites[s].line))
			return VYPR_NOMEM;
	}
	return VYPR_OK;
}

static enum vypr_status add_run(struct vypr_diff_side *side, uint32_t run)
{
	const struct vypr_unit *unit;
	enum vypr_status status = VYPR_OK;

	for (uint32_t n = 0; status == VYPR_OK &&
			     vypr_store_run_unit(side->a->store, run, n, &unit) == VYPR_OK;
	     n++)
		status = add_unit(side, unit);
	return status;
}

enum vypr_status vypr_diff_side_init(struct vypr_diff_side *side,
				     const struct vypr_analysis_side *from)
{
	enum vypr_status status;

	memset(side, 0, sizeof *side);
	side->a = from->analysis;
	side->runs = from->runs;
	side->run_count = from->run_count;
	status = vypr_store_summaries(side->a->store, &side->summaries,
				      &side->summary_count);
	for (size_t i = 0; status == VYPR_OK && i < side->a->run_count; i++)
		if (vypr_diff_has_run(side, side->a->runs[i].id))
			status = add_run(side, side->a->runs[i].id);
	if (status != VYPR_OK)
		vypr_diff_side_fini(side);
	return status;
}

void vypr_diff_side_fini(struct vypr_diff_side *side)
{
	vypr_map_fini(&side->units);
	vypr_map_fini(&side->branches);
	vypr_map_fini(&side->sites);
	vypr_map_fini(&side->lines);
	free(side->summaries);
	side->summaries = NULL;
}

int vypr_diff_has_subject(const struct vypr_diff_side *side, const struct vypr_subject *s)
{
	for (size_t i = 0; i < s->row_count; i++)
		if (vypr_map_get(&side->units, side->a->rows[s->rows[i]].unit_hash))
			return 1;
	return 0;
}
