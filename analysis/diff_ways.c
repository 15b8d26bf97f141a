/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what the paths of two builds have in common.  A path is told by the outcomes of the
 * branches that both builds have, by how often it took them, to within a factor of two, and by
 * the statement that was measured.  A branch that the edit brought is part of the time
 * on the path, not another path.
 */
#include "analysis/diff_ways.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void comparison_fini(struct vypr_comparison *c)
{
	for (int s = 0; s < VYPR_DIFF_SIDES; s++) {
		free(c->number[s]);
		free(c->ways[s]);
		free(c->way_key[s]);
		free(c->class_of[s]);
	}
	vypr_map_fini(&c->seen_map);
	vypr_map_fini(&c->class_map);
	free(c->seen);
	free(c->classes);
}

/* ---- outcomes ---- */

static int is_in(const struct vypr_map *map, uint64_t key)
{
	return vypr_map_get(map, key) != NULL;
}

static uint32_t add_seen(struct vypr_comparison *c, int s, size_t i)
{
	const struct vypr_feature *o = &c->table[s].features[i];
	uint64_t key = vypr_diff_outcome_key(o);
	struct vypr_seen new = { .key = key,
			    .branch_key = vypr_diff_branch_key(o),
			    .place = UINT64_MAX,
			    .least = UINT32_MAX };
	int is_new;
	uint32_t *at = vypr_map_put(&c->seen_map, key, (uint32_t)c->seen_count, &is_new);

	if (!at || !vypr_grow(&c->seen, c->seen_count, &c->seen_capacity, sizeof new))
		return UINT32_MAX;
	if (is_new) {
		new.common = is_in(&c->side[VYPR_DIFF_BEFORE]->side->branches, new.branch_key) &&
			     is_in(&c->side[VYPR_DIFF_AFTER]->side->branches, new.branch_key);
		c->seen[c->seen_count++] = new;
	}
	c->seen[*at].outcome[s] = *o;
	if (o->place < c->seen[*at].place)
		c->seen[*at].place = o->place;
	return *at;
}

static enum vypr_status number_outcomes(struct vypr_comparison *c, int s)
{
	size_t count = c->table[s].feature_count;

	c->number[s] = calloc(count + 1, sizeof *c->number[s]);
	for (size_t i = 0; c->number[s] && i < count; i++) {
		c->number[s][i] = add_seen(c, s, i);
		if (c->number[s][i] == UINT32_MAX)
			return VYPR_NOMEM;
	}
	return c->number[s] ? VYPR_OK : VYPR_NOMEM;
}

/* ---- ways ---- */

static enum vypr_status count_ways(struct vypr_comparison *c, int s)
{
	const struct vypr_gather *g = &c->side[s]->gather;

	c->ways[s] = calloc(g->way_count + 1, sizeof *c->ways[s]);
	c->way_key[s] = calloc(g->way_count + 1, sizeof *c->way_key[s]);
	if (!c->ways[s] || !c->way_key[s])
		return VYPR_NOMEM;
	for (size_t i = 0; i < g->count; i++) {
		uint32_t way = g->verdicts[i].way;

		if (way == VYPR_NO_WAY || !g->ways[way].readable)
			continue;
		c->ways[s][way]++;
		c->known[s]++;
	}
	return VYPR_OK;
}

static void count_outcomes(struct vypr_comparison *c, int s)
{
	const struct vypr_feature_table *t = &c->table[s];

	for (size_t way = 0; way < c->side[s]->gather.way_count; way++) {
		uint64_t mark = vypr_map_mix((way + 1) * VYPR_DIFF_SIDES + (uint64_t)s);

		if (!c->ways[s][way])
			continue;
		c->signature += mark;
		c->way_key[s][way] = 1;
		for (size_t i = t->start[way]; i < t->start[way + 1]; i++) {
			struct vypr_seen *o = &c->seen[c->number[s][t->cells[i].feature]];
			uint32_t step = vypr_diff_step(t->cells[i].count);

			o->taken[s] += c->ways[s][way];
			o->times[s] += (double)c->ways[s][way] * t->cells[i].count;
			o->least = step < o->least ? step : o->least;
			o->most = step > o->most ? step : o->most;
			o->signature += mark;
			if (o->common)
				c->way_key[s][way] += vypr_map_mix(o->key + step);
		}
	}
}

/* ---- classes ---- */

static struct vypr_diff_class *find_class(struct vypr_comparison *c, uint64_t key)
{
	struct vypr_diff_class new = { .way = { SIZE_MAX, SIZE_MAX },
			     .example = { SIZE_MAX, SIZE_MAX } };
	int is_new;
	uint32_t *at = vypr_map_put(&c->class_map, key, (uint32_t)c->class_count, &is_new);

	if (!at ||
	    !vypr_grow(&c->classes, c->class_count, &c->class_capacity, sizeof new))
		return NULL;
	if (is_new)
		c->classes[c->class_count++] = new;
	return &c->classes[*at];
}

static void add_value(struct vypr_both *cell, int s, double value)
{
	*(s == VYPR_DIFF_BEFORE ? &cell->n : &cell->m) += 1;
	*(s == VYPR_DIFF_BEFORE ? &cell->x_sum : &cell->y_sum) += value;
	*(s == VYPR_DIFF_BEFORE ? &cell->x_squares : &cell->y_squares) += value * value;
}

/* Verdicts of one statement follow each other: its key is not computed again. */
struct site_memory {
	uint32_t row, site;
	uint64_t key;
};

static uint64_t site_key(const struct vypr_comparison *c, int s, const struct vypr_gathered *v,
			 struct site_memory *last)
{
	const struct vypr_row *row;

	if (v->row == last->row && v->site == last->site)
		return last->key;
	row = vypr_analysis_find_row(c->side[s]->side->a, v->row);
	last->row = v->row;
	last->site = v->site;
	last->key = row && v->site < row->unit->site_count
			    ? vypr_diff_site_key(row->unit, v->site)
			    : 0;
	return last->key;
}

static enum vypr_status classify(struct vypr_comparison *c, int s)
{
	const struct vypr_gather *g = &c->side[s]->gather;
	struct site_memory last = { 0 };

	c->class_of[s] = malloc((g->count + 1) * sizeof *c->class_of[s]);
	if (!c->class_of[s])
		return VYPR_NOMEM;
	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_gathered *v = &g->verdicts[i];
		uint64_t way_key = v->way == VYPR_NO_WAY ? 0 : c->way_key[s][v->way];
		struct vypr_diff_class *class =
			find_class(c, vypr_map_mix(way_key ^ site_key(c, s, v, &last)));

		if (!class)
			return VYPR_NOMEM;
		if (class->example[s] == SIZE_MAX) {
			class->example[s] = i;
			class->way[s] = way_key ? v->way : SIZE_MAX;
		}
		class->count[s]++;
		c->class_of[s][i] = (uint32_t)(class - c->classes);
		if (v->has_value && !isnan(v->value) && c->side[s]->sorted)
			add_value(&class->cell, s, v->value);
	}
	return VYPR_OK;
}

/* ---- the whole ---- */

static enum vypr_status count_branches(const struct vypr_comparison *c,
				       struct vypr_analysis_formula_change *f)
{
	struct vypr_map told = { 0 };
	enum vypr_status status = VYPR_OK;

	for (size_t i = 0; status == VYPR_OK && i < c->seen_count; i++) {
		const struct vypr_seen *o = &c->seen[i];
		int is_new;

		if (o->common)
			continue;
		if (!vypr_map_put(&told, o->branch_key, 0, &is_new))
			status = VYPR_NOMEM;
		else if (is_new && o->outcome[VYPR_DIFF_AFTER].unit)
			f->new_branches++;
		else if (is_new)
			f->gone_branches++;
	}
	vypr_map_fini(&told);
	return status;
}

static enum vypr_status split(const struct vypr_comparison *c, struct vypr_alike alike,
			      struct vypr_analysis_formula_change *f)
{
	struct vypr_both *cells = malloc((c->class_count + 1) * sizeof *cells);
	struct vypr_analysis_shift *to = &f->shift;
	struct vypr_parts s;

	if (!cells)
		return VYPR_NOMEM;
	for (size_t i = 0; i < c->class_count; i++)
		cells[i] = c->classes[i].cell;
	vypr_share_out(cells, c->class_count, alike, &s);
	free(cells);
	to->mean_change = s.total;
	to->path_part = s.path;
	to->path_low = s.path_low;
	to->path_high = s.path_high;
	to->time_part = s.time;
	to->time_low = s.time_low;
	to->time_high = s.time_high;
	to->unmatched = s.unmatched;
	return VYPR_OK;
}

static enum vypr_status compare_ways(struct vypr_comparison *c)
{
	enum vypr_status status = VYPR_OK;

	for (int s = 0; status == VYPR_OK && s < VYPR_DIFF_SIDES; s++) {
		vypr_features_table(c->side[s]->gather.features, &c->table[s]);
		status = number_outcomes(c, s);
		if (status == VYPR_OK)
			status = count_ways(c, s);
	}
	for (int s = 0; status == VYPR_OK && s < VYPR_DIFF_SIDES; s++)
		count_outcomes(c, s);
	for (int s = 0; status == VYPR_OK && s < VYPR_DIFF_SIDES; s++)
		status = classify(c, s);
	return status;
}

enum vypr_status vypr_diff_ways(const struct vypr_diff_sample *before,
				const struct vypr_diff_sample *after,
				const struct vypr_diff_how *how,
				struct vypr_report *report,
				struct vypr_analysis_formula_change *f)
{
	struct vypr_comparison c = { .side = { before, after }, .report = report };
	enum vypr_status status = compare_ways(&c);

	if (status == VYPR_OK && f->shift.before_count && f->shift.after_count)
		status = vypr_diff_times(&c, how->measured, &f->shift.same_path_p);
	f->shift.same_path_q = f->shift.same_path_p;
	if (status == VYPR_OK)
		status = split(&c, how->measured, f);
	if (status == VYPR_OK)
		status = vypr_diff_tell_outcomes(&c, how, f);
	if (status == VYPR_OK)
		status = count_branches(&c, f);
	if (status == VYPR_OK)
		status = vypr_diff_tell_paths(&c, how, f);
	comparison_fini(&c);
	return status;
}
