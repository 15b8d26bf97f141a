/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows when two verdicts went the same way: the same paths and the same calls
 * inside, by id, since equal paths have equal ids within a run.
 */
#include "analysis/gather.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"

#define PARTS 3 /* numbers that an observation adds to a way */
#define MOST_SLOTS 64

static uint64_t way_hash(uint32_t run, const uint32_t *ids, uint32_t count)
{
	uint64_t hash = vypr_map_mix(run);

	for (uint32_t i = 0; i < count; i++)
		hash = vypr_map_mix(hash ^ ids[i]);
	return hash;
}

static int way_equal(const struct vypr_gather *g, const struct vypr_way *way,
		     uint32_t run, const uint32_t *ids, uint32_t observations)
{
	return way->run == run && way->observations == observations &&
	       memcmp(&g->pool[way->first], ids, observations * PARTS * sizeof *ids) == 0;
}

static size_t find_place(const struct vypr_gather *g, uint32_t run, const uint32_t *ids,
			 uint32_t observations)
{
	size_t at = way_hash(run, ids, observations * PARTS) & (g->table_size - 1);

	while (g->table[at] &&
	       !way_equal(g, &g->ways[g->table[at] - 1], run, ids, observations))
		at = (at + 1) & (g->table_size - 1);
	return at;
}

static int grow_table(struct vypr_gather *g)
{
	size_t size = g->table_size ? g->table_size * 2 : 256;
	uint32_t *table = calloc(size, sizeof *table);

	if (!table)
		return 0;
	free(g->table);
	g->table = table;
	g->table_size = size;
	for (size_t i = 0; i < g->way_count; i++) {
		const struct vypr_way *way = &g->ways[i];
		size_t at =
			find_place(g, way->run, &g->pool[way->first], way->observations);

		table[at] = (uint32_t)i + 1;
	}
	return 1;
}

static enum vypr_status add_way(struct vypr_gather *g, uint32_t run, const uint32_t *ids,
				uint32_t observations, uint32_t *ret_way)
{
	struct vypr_way way = { .run = run,
				.first = g->pool_count,
				.observations = observations };
	size_t at;

	if (g->way_count * 2 >= g->table_size && !grow_table(g))
		return VYPR_NOMEM;
	at = find_place(g, run, ids, observations);
	if (g->table[at]) {
		*ret_way = g->table[at] - 1;
		return VYPR_OK;
	}
	if (!vypr_grow(&g->ways, g->way_count, &g->way_capacity, sizeof *g->ways))
		return VYPR_NOMEM;
	for (uint32_t i = 0; i < observations * PARTS; i++) {
		if (!vypr_grow(&g->pool, g->pool_count, &g->pool_capacity,
			       sizeof *g->pool))
			return VYPR_NOMEM;
		g->pool[g->pool_count++] = ids[i];
	}
	g->ways[g->way_count] = way;
	*ret_way = (uint32_t)g->way_count++;
	g->table[at] = *ret_way + 1;
	return VYPR_OK;
}

static enum vypr_status way_of(struct vypr_gather *g, const struct vypr_row *row,
			       const struct vypr_stored_verdict *v, uint32_t *ret_way)
{
	uint32_t ids[PARTS * MOST_SLOTS], any = 0;
	int slots =
		row->form->slot_count > MOST_SLOTS ? MOST_SLOTS : row->form->slot_count;

	for (int i = 0; i < slots; i++) {
		const struct vypr_observation *o = &v->verdict.observations[i];
		uint32_t site = vypr_observation_site(o);

		ids[PARTS * i] = row->form->slots[i].during < 0 ? o->path : 0;
		ids[PARTS * i + 1] = ids[PARTS * i] && site < row->unit->site_count
					     ? row->unit->sites[site].block
					     : UINT32_MAX;
		ids[PARTS * i + 2] = o->callee;
		any |= ids[PARTS * i] | o->callee;
	}
	*ret_way = VYPR_NO_WAY;
	return any ? add_way(g, v->run, ids, (uint32_t)slots, ret_way) : VYPR_OK;
}

/* What is not seen of a verdict that has no path. */
static enum vypr_lack lack_of(struct vypr_gather *g, const struct vypr_form *form,
			      const struct vypr_observation *observations)
{
	int seen = 0, awaited = -1;

	for (int i = 0; i < form->slot_count; i++) {
		if (vypr_observation_site(&observations[i]) != VYPR_NO_SITE)
			seen = 1;
		else if (form->slots[i].use == VYPR_USE_NEXT && awaited < 0)
			awaited = i;
	}
	if (!seen)
		return VYPR_LACK_EVENT;
	if (awaited < 0)
		return VYPR_LACK_PATH;
	if (g->awaited < 0)
		g->awaited = awaited;
	return VYPR_LACK_NEXT;
}

/* In the row's own unit. */
static uint32_t site_of(const struct vypr_row *row, const struct vypr_stored_verdict *v)
{
	int slot = vypr_measured_slot(row->form);

	if (slot < 0 || row->form->slots[slot].during >= 0)
		return VYPR_NO_SITE;
	return vypr_observation_site(&v->verdict.observations[slot]);
}

static void note_line(struct vypr_gather *g, const struct vypr_row *row,
		      const struct vypr_stored_verdict *v)
{
	int slot = vypr_measured_slot(row->form);
	uint32_t site = slot < 0 ? VYPR_NO_SITE
				 : vypr_observation_site(&v->verdict.observations[slot]);
	uint32_t line = site < row->unit->site_count ? row->unit->sites[site].line : 0;

	if (line == 0 || g->several_lines)
		return;
	g->several_lines = g->line && g->line != line;
	g->line = g->several_lines ? 0 : line;
}

static enum vypr_status visit_one(void *ctx, const struct vypr_stored_verdict *v)
{
	struct vypr_gather *g = ctx;
	const struct vypr_row *row = vypr_analysis_find_row(g->analysis, v->row);
	struct vypr_gathered one = { .run = v->run, .row = v->row, .number = v->number };
	enum vypr_status status;
	int is_time = 0;

	if (!row || !vypr_grow(&g->verdicts, g->count, &g->capacity, sizeof one))
		return row ? VYPR_NOMEM : VYPR_FORMAT;
	one.kind = (uint8_t)v->verdict.kind;
	one.has_value = vypr_measure(row->form, &v->verdict, &one.value, &is_time) != 0;
	if (one.has_value)
		g->is_time = is_time;
	status = way_of(g, row, v, &one.way);
	if (status != VYPR_OK)
		return status;
	one.site = site_of(row, v);
	note_line(g, row, v);
	if (one.way == VYPR_NO_WAY)
		one.lack = (uint8_t)lack_of(g, row->form, v->verdict.observations);
	g->verdicts[g->count] = one;
	return vypr_attributes_add(&g->attributes, row, v, g->count++);
}

/* A row of the matrix for each way, in the same order. */
static enum vypr_status rebuild(struct vypr_gather *g, struct vypr_way *way)
{
	enum vypr_status status = vypr_features_begin(g->features);

	for (uint32_t i = 0; status == VYPR_OK && i < way->observations; i++) {
		const uint32_t *ids = &g->pool[way->first + PARTS * i];

		status = vypr_features_add_path(g->features, way->run, ids[0], ids[1]);
		if (status == VYPR_OK)
			status = vypr_features_add_calls(g->features, way->run, ids[2]);
	}
	way->readable = status == VYPR_OK;
	way->jumped = vypr_features_jumped(g->features);
	if (status == VYPR_NOMEM)
		return status;
	return vypr_features_end(g->features);
}

static enum vypr_status read_all(struct vypr_gather *g)
{
	struct vypr_filter filter = { .kinds = 1u << VYPR_VERDICT_TRUE |
					       1u << VYPR_VERDICT_FALSE |
					       1u << VYPR_VERDICT_MEASURED };
	struct vypr_path_source source = vypr_path_source_of(g->analysis->store);
	enum vypr_status status = vypr_features_new(&source, &g->features);

	if (status == VYPR_OK)
		status = vypr_attributes_init(&g->attributes);
	for (size_t i = 0; status == VYPR_OK && i < g->subject->row_count; i++) {
		filter.row = g->analysis->rows[g->subject->rows[i]].id;
		status = vypr_store_verdicts(g->analysis->store, &filter, visit_one, g);
	}
	if (status == VYPR_OK)
		vypr_attributes_end(&g->attributes);
	for (size_t i = 0; status == VYPR_OK && i < g->way_count; i++)
		status = rebuild(g, &g->ways[i]);
	return status;
}

enum vypr_status vypr_gather_begin(struct vypr_analysis *analysis,
				   const struct vypr_subject *subject,
				   struct vypr_gather *ret_gather)
{
	enum vypr_status status;

	memset(ret_gather, 0, sizeof *ret_gather);
	ret_gather->analysis = analysis;
	ret_gather->subject = subject;
	ret_gather->awaited = -1;
	ret_gather->is_time =
		vypr_form_is_time(subject->form, vypr_measured_node(subject->form));
	status = read_all(ret_gather);
	if (status != VYPR_OK)
		vypr_gather_fini(ret_gather);
	return status;
}

void vypr_gather_fini(struct vypr_gather *gather)
{
	free(gather->verdicts);
	free(gather->ways);
	free(gather->pool);
	free(gather->table);
	vypr_features_free(gather->features);
	vypr_attributes_fini(&gather->attributes);
	memset(gather, 0, sizeof *gather);
}
