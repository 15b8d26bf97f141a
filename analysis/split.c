/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which splits of a column are predicates, and what a split is held against.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"
#include "analysis/rank_private.h"

#define NUMBERS_OF_CLASSES 32
#define LEAST_OF_CLASS 2 /* items, so that no number of one item is a cause */

/* The best of one column, of each kind and direction. */
enum slot { SLOT_BRANCH, SLOT_ABOVE, SLOT_AT_MOST, SLOT_EQUAL, SLOTS };

struct split_tally {
	struct vypr_split split;
	struct vypr_tally taken, known;
};

static int note_signature(struct vypr_round *r, enum vypr_predicate_kind kind,
			  uint64_t signature)
{
	if (!vypr_grow(&r->signatures[kind], r->signature_count[kind],
		       &r->signature_capacity[kind], sizeof *r->signatures[kind]))
		return 0;
	r->signatures[kind][r->signature_count[kind]++] = signature;
	return 1;
}

/* Taken by all or by none it tells nothing. */
static int is_candidate(const struct split_tally *t)
{
	return t->taken.bad + t->taken.good > 0 &&
	       (t->taken.bad < t->known.bad || t->taken.good < t->known.good) &&
	       t->known.bad > 0 && t->known.good > 0;
}

static int is_toward_bad(const struct split_tally *t)
{
	return (double)t->taken.bad * (double)t->known.good >
	       (double)t->taken.good * (double)t->known.bad;
}

/* Where it was decided: at the branch; of other columns, among all that are known. */
static struct vypr_tally reached_of(const struct vypr_round *r, const struct split_tally *t)
{
	const struct vypr_column *column = &r->columns->samples->columns[t->split.column];

	return column->branch == VYPR_NO_BRANCH ? t->known
						: r->columns->branches[column->branch];
}

static void fill(const struct vypr_round *r, const struct split_tally *t,
		 struct vypr_ranked *ranked)
{
	struct vypr_tally reached = reached_of(r, t);

	memset(ranked, 0, sizeof *ranked);
	ranked->split = t->split;
	ranked->signature = t->taken.signature;
	ranked->counts.bad_taken = t->taken.bad;
	ranked->counts.good_taken = t->taken.good;
	ranked->counts.bad_reached = reached.bad;
	ranked->counts.good_reached = reached.good;
	ranked->counts.bad = t->known.bad;
	ranked->counts.good = t->known.good;
	ranked->relation_to = -1;
	ranked->log_p = vypr_fisher(t->taken.bad, t->taken.bad + t->taken.good, t->known.bad,
				    t->known.bad + t->known.good);
}

static enum vypr_status consider(struct vypr_round *r, const struct split_tally *t,
				 struct vypr_ranked *best)
{
	struct vypr_ranked one;

	if (!is_candidate(t))
		return VYPR_OK;
	if (!note_signature(r, t->split.kind, t->taken.signature))
		return VYPR_NOMEM;
	if (!is_toward_bad(t))
		return VYPR_OK;
	fill(r, t, &one);
	if (best->counts.bad_taken == 0 || one.log_p < best->log_p)
		*best = one;
	return VYPR_OK;
}

/* ---- the splits of one column ---- */

static enum vypr_status thresholds(struct vypr_round *r, struct split_tally *t,
				   const struct vypr_tally *codes, struct vypr_ranked *best)
{
	const struct vypr_columns *c = r->columns;
	const struct vypr_column *column = &c->samples->columns[t->split.column];
	const struct vypr_coded *coded = &c->coded[t->split.column];
	struct vypr_tally below = { 0, 0, 0 };
	enum vypr_status status = VYPR_OK;

	for (uint32_t k = 0; status == VYPR_OK && k + 1 < coded->code_count; k++) {
		int is_outcome = column->kind == VYPR_PREDICATE_COUNT && k == 0;

		below = vypr_tally_add(below, codes[k]);
		t->split.kind = is_outcome ? VYPR_PREDICATE_BRANCH : column->kind;
		t->split.code = k;
		t->split.threshold = coded->cuts[k];
		t->split.comparison = VYPR_ABOVE;
		t->taken = vypr_tally_less(t->known, below);
		status = consider(r, t, &best[is_outcome ? SLOT_BRANCH : SLOT_ABOVE]);
		if (status != VYPR_OK || !column->values)
			continue;
		t->split.comparison = VYPR_AT_MOST;
		t->taken = below;
		status = consider(r, t, &best[SLOT_AT_MOST]);
	}
	return status;
}

/* Of a column by row, 0 is all the others. */
static enum vypr_status equals(struct vypr_round *r, struct split_tally *t,
			       const struct vypr_tally *codes, struct vypr_ranked *best)
{
	const struct vypr_columns *c = r->columns;
	const struct vypr_column *column = &c->samples->columns[t->split.column];
	const struct vypr_coded *coded = &c->coded[t->split.column];
	enum vypr_status status = VYPR_OK;

	t->split.kind = column->kind;
	t->split.comparison = VYPR_EQUAL;
	for (uint32_t k = !column->values; status == VYPR_OK && k < coded->code_count; k++) {
		if (codes[k].bad + codes[k].good < LEAST_OF_CLASS)
			continue;
		t->split.code = k;
		t->split.threshold = coded->cuts[k];
		t->taken = codes[k];
		status = consider(r, t, &best[SLOT_EQUAL]);
	}
	return status;
}

/* Numbers that are compared with thresholds are classes, too, while they are few. */
static int has_classes(const struct vypr_columns *c, uint32_t number)
{
	const struct vypr_column *column = &c->samples->columns[number];

	return column->classes && c->coded[number].exact &&
	       (!column->ordered || c->coded[number].code_count <= NUMBERS_OF_CLASSES);
}

static enum vypr_status split_column(struct vypr_round *r, uint32_t number,
				     struct vypr_tally *codes)
{
	const struct vypr_column *column = &r->columns->samples->columns[number];
	struct vypr_ranked best[SLOTS];
	struct split_tally t;
	enum vypr_status status = VYPR_OK;

	memset(best, 0, sizeof best);
	memset(&t, 0, sizeof t);
	t.split.column = number;
	vypr_columns_tally(r->columns, number, codes, &t.known);
	if (column->ordered)
		status = thresholds(r, &t, codes, best);
	if (status == VYPR_OK && has_classes(r->columns, number))
		status = equals(r, &t, codes, best);
	for (int i = 0; status == VYPR_OK && i < SLOTS; i++) {
		if (best[i].counts.bad_taken == 0)
			continue;
		if (!vypr_grow(&r->ranked, r->count, &r->capacity, sizeof *r->ranked))
			return VYPR_NOMEM;
		r->ranked[r->count++] = best[i];
	}
	return status;
}

/* ---- outcomes that all took who came to the branch ---- */

static int is_forced(const struct vypr_ranked *r)
{
	return r->split.kind == VYPR_PREDICATE_BRANCH &&
	       r->counts.bad_taken == r->counts.bad_reached &&
	       r->counts.good_taken == r->counts.good_reached;
}

static int is_near(uint64_t x, uint64_t y, uint64_t all)
{
	return (x > y ? x - y : y - x) <= all / 100;
}

/* A forced outcome was decided where it was not: by some that never came to the branch, or by
 * another branch.  Nothing known decided it unless that took as many, but for some
 * paths that end in between. */
static int is_decided_elsewhere(const struct vypr_round *r, const struct vypr_ranked *p)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct vypr_ranked *q = &r->ranked[i];

		if (q->split.kind == VYPR_PREDICATE_BRANCH && !is_forced(q) &&
		    is_near(p->counts.bad_taken, q->counts.bad_taken, p->counts.bad) &&
		    is_near(p->counts.good_taken, q->counts.good_taken, p->counts.good))
			return 0;
	}
	return 1;
}

static void widen_forced(struct vypr_round *r)
{
	uint8_t *wide = calloc(r->count + 1, 1);

	if (!wide)
		return;
	for (size_t i = 0; i < r->count; i++)
		wide[i] = is_forced(&r->ranked[i]) && is_decided_elsewhere(r, &r->ranked[i]);
	for (size_t i = 0; i < r->count; i++) {
		struct vypr_counts *c = &r->ranked[i].counts;

		c->bad_reached = wide[i] ? c->bad : c->bad_reached;
		c->good_reached = wide[i] ? c->good : c->good_reached;
	}
	free(wide);
}

/* ---- all ---- */

static int compare_numbers(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

static size_t count_different(uint64_t *numbers, size_t count)
{
	size_t different = 0;

	if (count)
		qsort(numbers, count, sizeof *numbers, compare_numbers);
	for (size_t i = 0; i < count; i++)
		different += i == 0 || numbers[i] != numbers[i - 1];
	return different;
}

static enum vypr_status count_compared(struct vypr_round *r)
{
	size_t total = 0, at = 0;
	uint64_t *all;

	for (int k = 0; k < VYPR_PREDICATE_KINDS; k++) {
		r->compared[k] = count_different(r->signatures[k], r->signature_count[k]);
		total += r->signature_count[k];
	}
	all = malloc((total + 1) * sizeof *all);
	if (!all)
		return VYPR_NOMEM;
	for (int k = 0; k < VYPR_PREDICATE_KINDS; k++)
		for (size_t i = 0; i < r->signature_count[k]; i++)
			all[at++] = r->signatures[k][i];
	r->different = count_different(all, total);
	free(all);
	return VYPR_OK;
}

enum vypr_status vypr_round_splits(struct vypr_round *round)
{
	struct vypr_tally *codes = malloc((VYPR_CODES_MOST + 1) * sizeof *codes);
	enum vypr_status status = codes ? VYPR_OK : VYPR_NOMEM;

	for (size_t i = 0; status == VYPR_OK && i < round->columns->samples->column_count; i++)
		status = split_column(round, (uint32_t)i, codes);
	free(codes);
	if (status == VYPR_OK)
		status = count_compared(round);
	widen_forced(round);
	return status;
}

void vypr_round_fini(struct vypr_round *round)
{
	for (int k = 0; k < VYPR_PREDICATE_KINDS; k++)
		free(round->signatures[k]);
	free(round->ranked);
	memset(round, 0, sizeof *round);
}
