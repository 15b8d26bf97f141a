/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what is a column: each branch outcome, each called function, each recorded value and
 * attribute that is not the same for all, and the whole path.
 */
#include "analysis/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"

#define PATHS_MOST 200u
/* Places: what is on the path, by where it is; then values; then whose it is. */
#define PLACE_OF_VALUES (1ULL << 62)

void vypr_matrix_fini(struct vypr_matrix *m)
{
	free(m->columns);
	free(m->sources);
	free(m->cells);
	free(m->paths);
	free(m->bad);
	free(m->row);
	free(m->measured);
	memset(m, 0, sizeof *m);
}

static enum vypr_status fill_items(struct vypr_matrix *m, const struct vypr_gather *g)
{
	m->bad = malloc(g->count + 1);
	m->row = malloc((g->count + 1) * sizeof *m->row);
	m->measured = malloc((g->count + 1) * sizeof *m->measured);
	if (!m->bad || !m->row || !m->measured)
		return VYPR_NOMEM;
	for (size_t i = 0; i < g->count; i++) {
		const struct vypr_gathered *v = &g->verdicts[i];
		int known = v->way != VYPR_NO_WAY && g->ways[v->way].readable;

		m->bad[i] = v->bad ? 1 : v->good ? 0 : VYPR_NO_GROUP;
		m->row[i] = known ? v->way : VYPR_NO_ROW;
		m->measured[i] = v->has_value ? v->value : NAN;
	}
	m->samples.item_count = g->count;
	m->samples.row_count = g->way_count;
	m->samples.bad = m->bad;
	m->samples.row = m->row;
	m->samples.measured = m->measured;
	return VYPR_OK;
}

static void add_column(struct vypr_matrix *m, struct vypr_column column,
		       const struct vypr_feature *feature, const struct vypr_attribute *attribute)
{
	m->columns[m->samples.column_count] = column;
	m->sources[m->samples.column_count].feature = feature;
	m->sources[m->samples.column_count++].attribute = attribute;
}

/* ---- paths ---- */

static void add_features(struct vypr_matrix *m, const struct vypr_feature_table *t)
{
	for (size_t i = 0; i < t->feature_count; i++) {
		const struct vypr_feature *f = &t->features[i];
		int is_call = f->branch == VYPR_NO_BRANCH;
		struct vypr_column column = {
			.kind = is_call ? VYPR_PREDICATE_CALLEE : VYPR_PREDICATE_COUNT,
			.ordered = 1,
			.branch = f->branch,
			.place = f->place,
		};

		add_column(m, column, f, NULL);
	}
}

/* From rows of cells to columns of cells. */
static enum vypr_status fill_cells(struct vypr_matrix *m, const struct vypr_feature_table *t)
{
	struct vypr_cell *at;

	m->cells = malloc((t->start[t->row_count] + 1) * sizeof *m->cells);
	if (!m->cells)
		return VYPR_NOMEM;
	for (size_t i = 0; i < t->start[t->row_count]; i++)
		m->columns[t->cells[i].feature].cell_count++;
	at = m->cells;
	for (size_t i = 0; i < t->feature_count; i++) {
		m->columns[i].cells = at;
		at += m->columns[i].cell_count;
		m->columns[i].cell_count = 0;
	}
	for (size_t row = 0; row < t->row_count; row++)
		for (size_t i = t->start[row]; i < t->start[row + 1]; i++) {
			struct vypr_column *c = &m->columns[t->cells[i].feature];

			at = m->cells + (c->cells - m->cells) + c->cell_count++;
			at->row = (uint32_t)row;
			at->value = t->cells[i].count;
		}
	return VYPR_OK;
}

static uint64_t path_hash(const struct vypr_feature_table *t, size_t row)
{
	uint64_t hash = 0;

	for (size_t i = t->start[row]; i < t->start[row + 1]; i++)
		hash += vypr_map_mix(vypr_map_mix(t->cells[i].feature + 1ULL) ^
				     t->cells[i].count);
	return hash;
}

/* Paths that are the same in different runs are different rows.  Where there are too many, no one
 * path explains much. */
static enum vypr_status add_paths(struct vypr_matrix *m, const struct vypr_feature_table *t)
{
	struct vypr_column column = { .kind = VYPR_PREDICATE_PATH,
				      .classes = 1,
				      .branch = VYPR_NO_BRANCH,
				      .place = UINT64_MAX };
	struct vypr_map map = { NULL, 0, 0 };
	int is_new;

	m->paths = malloc((t->row_count + 1) * sizeof *m->paths);
	if (!m->paths)
		return VYPR_NOMEM;
	for (size_t row = 0; row < t->row_count; row++) {
		const uint32_t *number = vypr_map_put(&map, path_hash(t, row),
						      (uint32_t)map.count + 1, &is_new);

		if (!number) {
			vypr_map_fini(&map);
			return VYPR_NOMEM;
		}
		m->paths[row].row = (uint32_t)row;
		m->paths[row].value = *number;
	}
	column.cells = m->paths;
	column.cell_count = t->row_count;
	if (map.count > 1 && map.count <= PATHS_MOST)
		add_column(m, column, NULL, NULL);
	vypr_map_fini(&map);
	return VYPR_OK;
}

static void add_attributes(struct vypr_matrix *m, const struct vypr_attributes *q)
{
	for (size_t i = 0; i < q->count; i++) {
		struct vypr_column column = {
			.kind = q->of[i].kind,
			.ordered = q->of[i].ordered,
			.classes = q->of[i].classes,
			.branch = VYPR_NO_BRANCH,
			.place = PLACE_OF_VALUES + i,
			.values = q->of[i].values,
		};

		if (column.values)
			add_column(m, column, NULL, &q->of[i]);
	}
}

enum vypr_status vypr_matrix_init(struct vypr_matrix *matrix,
				  const struct vypr_gather *gather)
{
	struct vypr_matrix *m = matrix;
	struct vypr_feature_table t;
	enum vypr_status status;
	size_t most;

	memset(m, 0, sizeof *m);
	vypr_features_table(gather->features, &t);
	most = t.feature_count + gather->attributes.count + 2;
	m->columns = calloc(most, sizeof *m->columns);
	m->sources = calloc(most, sizeof *m->sources);
	status = m->columns && m->sources ? fill_items(m, gather) : VYPR_NOMEM;
	if (status == VYPR_OK) {
		add_features(m, &t);
		status = fill_cells(m, &t);
	}
	if (status == VYPR_OK)
		status = add_paths(m, &t);
	if (status == VYPR_OK)
		add_attributes(m, &gather->attributes);
	m->samples.columns = m->columns;
	if (status != VYPR_OK)
		vypr_matrix_fini(m);
	return status;
}
