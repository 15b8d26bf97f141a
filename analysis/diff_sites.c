/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the measured statements of both sides, found by their keys wherever they moved.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/diff.h"

struct tally {
	uint64_t key;
	uint64_t count[2], failed[2], values[2];
	double sum[2];
	const struct vypr_unit *unit; /* the newest that has it */
	uint32_t site;
	uint32_t line[2];
};

struct tallies {
	struct vypr_map map;
	struct tally *items;
	size_t count, capacity;
};

static struct tally *find(struct tallies *t, const struct vypr_unit *unit, uint32_t site,
			  int side)
{
	uint64_t key = vypr_diff_site_key(unit, site);
	int is_new;
	uint32_t *at = vypr_map_put(&t->map, key, (uint32_t)t->count, &is_new);

	if (!at || !vypr_grow(&t->items, t->count, &t->capacity, sizeof *t->items))
		return NULL;
	if (is_new) {
		memset(&t->items[t->count], 0, sizeof *t->items);
		t->items[t->count++].key = key;
	}
	t->items[*at].unit = unit;
	t->items[*at].site = site;
	t->items[*at].line[side] = unit->sites[site].line;
	return &t->items[*at];
}

static void add(struct tally *t, const struct vypr_gathered *v, int side)
{
	t->count[side]++;
	t->failed[side] += v->kind == VYPR_VERDICT_FALSE;
	if (!v->has_value || isnan(v->value))
		return;
	t->values[side]++;
	t->sum[side] += v->value;
}

static enum vypr_status count_side(struct tallies *t, const struct vypr_diff_sample *sample,
				   int side)
{
	const struct vypr_gather *g = &sample->gather;
	const struct vypr_gathered *last = NULL;
	struct tally *at = NULL;

	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_gathered *v = &g->verdicts[i];

		if (!last || v->row != last->row || v->site != last->site) {
			const struct vypr_row *row =
				vypr_analysis_find_row(sample->side->a, v->row);

			last = v;
			at = NULL;
			if (!row || v->site >= row->unit->site_count)
				continue;
			at = find(t, row->unit, v->site, side);
			if (!at)
				return VYPR_NOMEM;
		}
		if (at)
			add(at, v, side);
	}
	return VYPR_OK;
}

static double mean(const struct tally *t, int side)
{
	return t->values[side] ? t->sum[side] / (double)t->values[side] : NAN;
}

static uint32_t line_of(const struct tally *t, const struct vypr_diff_sample *sample, int side)
{
	const uint32_t *line = vypr_map_get(&sample->side->lines, t->key);

	return t->line[side] ? t->line[side] : line ? *line : 0;
}

static int compare_lines(const void *x, const void *y)
{
	const struct vypr_analysis_site_change *a = x, *b = y;
	uint32_t n = a->line_after ? a->line_after : a->line_before;
	uint32_t m = b->line_after ? b->line_after : b->line_before;

	return n != m ? (n > m) - (n < m) : strcmp(a->text, b->text);
}

enum vypr_status vypr_diff_sites(const struct vypr_diff_sample *before,
				 const struct vypr_diff_sample *after,
				 struct vypr_report *report,
				 struct vypr_analysis_formula_change *f)
{
	struct tallies t = { 0 };
	enum vypr_status status = count_side(&t, before, 0);

	if (status == VYPR_OK)
		status = count_side(&t, after, 1);
	f->sites = vypr_report_alloc(report, (t.count + 1) * sizeof *f->sites);
	for (size_t i = 0; f->sites && i < t.count; i++) {
		const struct tally *one = &t.items[i];

		f->sites[f->site_count++] = (struct vypr_analysis_site_change){
			.file = vypr_function_file(one->unit,
						   one->unit->sites[one->site].function),
			.text = vypr_unit_string(one->unit, one->unit->sites[one->site].text),
			.line_before = line_of(one, before, 0),
			.line_after = line_of(one, after, 1),
			.before = one->count[0],
			.after = one->count[1],
			.before_false = one->failed[0],
			.after_false = one->failed[1],
			.before_mean = mean(one, 0),
			.after_mean = mean(one, 1),
		};
	}
	if (f->sites && f->site_count)
		qsort(f->sites, f->site_count, sizeof *f->sites, compare_lines);
	vypr_map_fini(&t.map);
	free(t.items);
	return f->sites ? status : VYPR_NOMEM;
}
