/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows where a column may be split: between any two of its values while they are few, else
 * between quantiles and at each of the highest, where the bad ones are.
 */
#include "analysis/column.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"

#define SAMPLE_MOST 65536u

static int compare_doubles(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static size_t remove_repeated(double *sorted, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (kept == 0 || sorted[i] != sorted[kept - 1])
			sorted[kept++] = sorted[i];
	return kept;
}

/* At most most of the sorted values: a quarter are the highest different ones, the rest
 * quantiles.  Returns how many are left. */
static uint32_t choose_cuts(double *sorted, size_t count, uint32_t most)
{
	double *different = malloc((count + 1) * sizeof *different);
	size_t kept, tail = most / 4, quantiles = most - tail, at = 0;

	if (!different)
		return 0;
	memcpy(different, sorted, count * sizeof *different);
	kept = remove_repeated(different, count);
	if (kept > most) {
		for (size_t i = 0; i < quantiles; i++)
			different[at++] = sorted[(count - 1) * (i + 1) / (quantiles + 1)];
		memmove(different + at, different + kept - tail, tail * sizeof *different);
		at += tail;
		qsort(different, at, sizeof *different, compare_doubles);
		kept = remove_repeated(different, at);
	}
	memcpy(sorted, different, kept * sizeof *sorted);
	free(different);
	return (uint32_t)kept;
}

static uint16_t code_of(const struct vypr_coded *c, double value)
{
	uint32_t low = 0, high = c->code_count - 1;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (value <= c->cuts[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return (uint16_t)low;
}

/* ---- by item ---- */

/* All bad ones while they are few, and one of so many good ones. */
static size_t take_sample(const struct vypr_samples *s, const double *values, double *sample)
{
	size_t count = 0, step[2], in[2] = { 0, 0 }, seen[2] = { 0, 0 };

	for (size_t i = 0; i < s->item_count; i++)
		if (s->bad[i] < VYPR_NO_GROUP)
			in[s->bad[i]] += !isnan(values[i]);
	for (int b = 0; b < 2; b++)
		step[b] = 1 + in[b] / (SAMPLE_MOST / 2);
	for (size_t i = 0; i < s->item_count; i++)
		if (s->bad[i] < VYPR_NO_GROUP && !isnan(values[i]) &&
		    seen[s->bad[i]]++ % step[s->bad[i]] == 0)
			sample[count++] = values[i];
	return count;
}

static enum vypr_status code_items(const struct vypr_samples *s, const struct vypr_column *column,
				   struct vypr_coded *c)
{
	size_t count;

	c->cuts = malloc((SAMPLE_MOST + 2) * sizeof *c->cuts);
	c->codes = malloc((s->item_count + 1) * sizeof *c->codes);
	if (!c->cuts || !c->codes)
		return VYPR_NOMEM;
	count = take_sample(s, column->values, c->cuts);
	qsort(c->cuts, count, sizeof *c->cuts, compare_doubles);
	c->code_count = count ? choose_cuts(c->cuts, count, VYPR_CODES_MOST) : 0;
	if (count && !c->code_count)
		return VYPR_NOMEM;
	c->exact = 1;
	for (size_t i = 0; i < s->item_count; i++) {
		c->codes[i] = VYPR_CODE_UNKNOWN;
		if (isnan(column->values[i]) || c->code_count == 0)
			continue;
		c->codes[i] = code_of(c, column->values[i]);
		c->exact &= c->cuts[c->codes[i]] == column->values[i];
	}
	return VYPR_OK;
}

/* ---- by row ---- */

static enum vypr_status code_cells(const struct vypr_column *column, struct vypr_coded *c)
{
	c->cuts = malloc((column->cell_count + 1) * sizeof *c->cuts);
	c->codes = malloc((column->cell_count + 1) * sizeof *c->codes);
	if (!c->cuts || !c->codes)
		return VYPR_NOMEM;
	c->cuts[0] = 0;
	for (size_t i = 0; i < column->cell_count; i++)
		c->cuts[i + 1] = column->cells[i].value;
	qsort(c->cuts + 1, column->cell_count, sizeof *c->cuts, compare_doubles);
	c->code_count = 1;
	if (column->cell_count)
		c->code_count += choose_cuts(c->cuts + 1, column->cell_count,
					     column->ordered ? VYPR_ROW_CODES_MOST
							     : VYPR_CODES_MOST);
	c->exact = 1;
	for (size_t i = 0; i < column->cell_count; i++) {
		c->codes[i] = code_of(c, column->cells[i].value);
		c->exact &= c->cuts[c->codes[i]] == column->cells[i].value;
	}
	return VYPR_OK;
}

/* ---- counting ---- */

void vypr_columns_fini(struct vypr_columns *columns)
{
	for (size_t i = 0; columns->coded && i < columns->samples->column_count; i++) {
		free(columns->coded[i].cuts);
		free(columns->coded[i].codes);
	}
	free(columns->coded);
	free(columns->alive);
	free(columns->rows);
	free(columns->branches);
}

enum vypr_status vypr_columns_init(struct vypr_columns *columns,
				   const struct vypr_samples *samples)
{
	enum vypr_status status = VYPR_OK;

	memset(columns, 0, sizeof *columns);
	columns->samples = samples;
	for (size_t i = 0; i < samples->column_count; i++)
		if (samples->columns[i].branch != VYPR_NO_BRANCH &&
		    samples->columns[i].branch >= columns->branch_count)
			columns->branch_count = samples->columns[i].branch + (size_t)1;
	columns->coded = calloc(samples->column_count + 1, sizeof *columns->coded);
	columns->alive = malloc(samples->item_count + 1);
	columns->rows = calloc(samples->row_count + 1, sizeof *columns->rows);
	columns->branches = calloc(columns->branch_count + 1, sizeof *columns->branches);
	if (!columns->coded || !columns->alive || !columns->rows || !columns->branches)
		status = VYPR_NOMEM;
	else
		for (size_t i = 0; i < samples->item_count; i++)
			columns->alive[i] = samples->bad[i] < VYPR_NO_GROUP;
	for (size_t i = 0; status == VYPR_OK && i < samples->column_count; i++)
		status = samples->columns[i].values
				 ? code_items(samples, &samples->columns[i], &columns->coded[i])
				 : code_cells(&samples->columns[i], &columns->coded[i]);
	if (status == VYPR_OK)
		status = vypr_columns_count(columns);
	if (status != VYPR_OK)
		vypr_columns_fini(columns);
	return status;
}

static struct vypr_tally tally_of(const struct vypr_samples *s, size_t item)
{
	struct vypr_tally t = { s->bad[item] != 0, s->bad[item] == 0, vypr_map_mix(item + 1) };

	return t;
}

struct step {
	uint32_t branch, column;
};

static int compare_steps(const void *x, const void *y)
{
	const struct step *a = x, *b = y;

	if (a->branch != b->branch)
		return a->branch < b->branch ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

/* Each row once for each branch that it reached; seen: of each row, the last branch + 1. */
static void count_branches(struct vypr_columns *c, const struct step *steps, size_t count,
			   uint32_t *seen)
{
	memset(c->branches, 0, (c->branch_count + 1) * sizeof *c->branches);
	for (size_t i = 0; i < count; i++) {
		const struct vypr_column *column = &c->samples->columns[steps[i].column];
		struct vypr_tally *branch = &c->branches[steps[i].branch];

		for (size_t k = 0; k < column->cell_count; k++) {
			uint32_t row = column->cells[k].row;

			if (seen[row] == steps[i].branch + 1 || column->cells[k].value == 0)
				continue;
			seen[row] = steps[i].branch + 1;
			*branch = vypr_tally_add(*branch, c->rows[row]);
		}
	}
}

static enum vypr_status reach(struct vypr_columns *c)
{
	const struct vypr_samples *s = c->samples;
	struct step *steps = malloc((s->column_count + 1) * sizeof *steps);
	uint32_t *seen = calloc(s->row_count + 1, sizeof *seen);
	size_t count = 0;

	for (size_t i = 0; steps && i < s->column_count; i++)
		if (s->columns[i].branch != VYPR_NO_BRANCH) {
			steps[count].branch = s->columns[i].branch;
			steps[count++].column = (uint32_t)i;
		}
	if (steps && seen) {
		qsort(steps, count, sizeof *steps, compare_steps);
		count_branches(c, steps, count, seen);
	}
	free(steps);
	free(seen);
	return steps && seen ? VYPR_OK : VYPR_NOMEM;
}

enum vypr_status vypr_columns_count(struct vypr_columns *c)
{
	const struct vypr_samples *s = c->samples;

	memset(&c->all, 0, sizeof c->all);
	memset(&c->with_row, 0, sizeof c->with_row);
	memset(c->rows, 0, s->row_count * sizeof *c->rows);
	for (size_t i = 0; i < s->item_count; i++) {
		struct vypr_tally one;

		if (!c->alive[i])
			continue;
		one = tally_of(s, i);
		c->all = vypr_tally_add(c->all, one);
		if (s->row[i] == VYPR_NO_ROW)
			continue;
		c->with_row = vypr_tally_add(c->with_row, one);
		c->rows[s->row[i]] = vypr_tally_add(c->rows[s->row[i]], one);
	}
	return reach(c);
}

static void tally_items(const struct vypr_columns *c, size_t column,
			struct vypr_tally *ret_codes, struct vypr_tally *ret_known)
{
	const uint16_t *codes = c->coded[column].codes;

	for (size_t i = 0; i < c->samples->item_count; i++)
		if (c->alive[i] && codes[i] != VYPR_CODE_UNKNOWN)
			ret_codes[codes[i]] = vypr_tally_add(ret_codes[codes[i]],
							     tally_of(c->samples, i));
	memset(ret_known, 0, sizeof *ret_known);
	for (uint32_t k = 0; k < c->coded[column].code_count; k++)
		*ret_known = vypr_tally_add(*ret_known, ret_codes[k]);
}

void vypr_columns_tally(const struct vypr_columns *columns, size_t column,
			struct vypr_tally *ret_codes, struct vypr_tally *ret_known)
{
	const struct vypr_column *what = &columns->samples->columns[column];
	const struct vypr_coded *coded = &columns->coded[column];

	memset(ret_codes, 0, coded->code_count * sizeof *ret_codes);
	if (what->values) {
		tally_items(columns, column, ret_codes, ret_known);
		return;
	}
	*ret_known = ret_codes[0] = columns->with_row;
	for (size_t i = 0; i < what->cell_count; i++) {
		struct vypr_tally row = columns->rows[what->cells[i].row];
		uint16_t code = coded->codes[i];

		ret_codes[0] = vypr_tally_less(ret_codes[0], row);
		ret_codes[code] = vypr_tally_add(ret_codes[code], row);
	}
}

/* ---- members ---- */

static uint8_t holds(uint32_t has, enum vypr_comparison comparison, uint32_t code)
{
	switch (comparison) {
	case VYPR_ABOVE: return has > code;
	case VYPR_AT_MOST: return has <= code;
	case VYPR_EQUAL: return has == code;
	}
	return 0;
}

enum vypr_status vypr_columns_members(const struct vypr_columns *columns, size_t column,
				      enum vypr_comparison comparison, uint32_t code,
				      uint8_t *ret_holds)
{
	const struct vypr_samples *s = columns->samples;
	const struct vypr_column *what = &s->columns[column];
	const uint16_t *codes = columns->coded[column].codes;
	uint8_t *rows;

	if (what->values) {
		for (size_t i = 0; i < s->item_count; i++)
			ret_holds[i] = codes[i] != VYPR_CODE_UNKNOWN &&
				       holds(codes[i], comparison, code);
		return VYPR_OK;
	}
	rows = malloc(s->row_count + 1);
	if (!rows)
		return VYPR_NOMEM;
	memset(rows, holds(0, comparison, code), s->row_count);
	for (size_t i = 0; i < what->cell_count; i++)
		rows[what->cells[i].row] = holds(codes[i], comparison, code);
	for (size_t i = 0; i < s->item_count; i++)
		ret_holds[i] = s->row[i] != VYPR_NO_ROW && rows[s->row[i]];
	free(rows);
	return VYPR_OK;
}
