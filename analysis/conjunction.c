/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which pairs of predicates are tried: of those that tell something alone the
 * most certain ones, each with each.  As which they are depends on the labels, every pair there
 * could have been is paid for.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"
#include "analysis/rank_private.h"

#define POOL_MOST 48
#define KEPT_MOST 8
#define SEARCHED_MOST 32768u /* items of a group that pairs are counted on */
#define LEAST_GAIN 0.05 /* of importance, over either part */

struct pool {
	struct vypr_ranked of[POOL_MOST];
	size_t count;
	size_t words[2]; /* of each bit set: good, bad */
	uint64_t *bits; /* each one's bad ones behind its good ones */
	double scale[2]; /* items that one bit stands for */
};

struct pair {
	size_t a, b;
	double importance;
};

static int compare_chance(const void *x, const void *y)
{
	const struct vypr_ranked *a = x, *b = y;

	if (a->log_p != b->log_p)
		return a->log_p < b->log_p ? -1 : 1;
	return a->signature < b->signature ? -1 : a->signature > b->signature;
}

/* The most certain ones, of one set the simplest. */
static void choose_pool(struct vypr_round *r, struct pool *pool)
{
	if (r->count)
		qsort(r->ranked, r->count, sizeof *r->ranked, compare_chance);
	for (size_t i = 0; i < r->count && pool->count < POOL_MOST; i++) {
		struct vypr_ranked *last =
			pool->count ? &pool->of[pool->count - 1] : NULL;

		if (r->ranked[i].split.kind == VYPR_PREDICATE_PATH)
			continue;
		if (!last || last->signature != r->ranked[i].signature)
			pool->of[pool->count++] = r->ranked[i];
		else if (vypr_predicate_cost(r->ranked[i].split.kind) <
			 vypr_predicate_cost(last->split.kind))
			*last = r->ranked[i];
	}
}

/* ---- counting on bits ---- */

static void fill_bits(const struct vypr_columns *c, struct pool *pool, size_t number,
		      const uint8_t *holds, const size_t *step)
{
	uint64_t *bits = pool->bits + number * (pool->words[0] + pool->words[1]);
	size_t seen[2] = { 0, 0 };

	for (size_t i = 0; i < c->samples->item_count; i++) {
		int bad = c->samples->bad[i] != 0;
		size_t at;

		if (!c->alive[i] || seen[bad]++ % step[bad])
			continue;
		at = (seen[bad] - 1) / step[bad];
		if (holds[i])
			bits[(bad ? pool->words[0] : 0) + at / 64] |= 1ULL << at % 64;
	}
}

static enum vypr_status make_bits(const struct vypr_columns *c, struct pool *pool)
{
	size_t step[2] = { 1 + c->all.good / SEARCHED_MOST, 1 + c->all.bad / SEARCHED_MOST };
	uint8_t *holds = malloc(c->samples->item_count + 1);
	enum vypr_status status = holds ? VYPR_OK : VYPR_NOMEM;

	pool->words[0] = c->all.good / step[0] / 64 + 1;
	pool->words[1] = c->all.bad / step[1] / 64 + 1;
	pool->scale[0] = (double)step[0];
	pool->scale[1] = (double)step[1];
	pool->bits = calloc((pool->words[0] + pool->words[1]) * (pool->count + 1),
			    sizeof *pool->bits);
	if (!pool->bits)
		status = VYPR_NOMEM;
	for (size_t i = 0; status == VYPR_OK && i < pool->count; i++) {
		status = vypr_ranked_members(c, &pool->of[i], holds);
		if (status == VYPR_OK)
			fill_bits(c, pool, i, holds, step);
	}
	free(holds);
	return status;
}

static uint64_t count_both(const uint64_t *a, const uint64_t *b, size_t words)
{
	uint64_t count = 0;

	for (size_t i = 0; i < words; i++)
		count += (uint64_t)__builtin_popcountll(a[i] & b[i]);
	return count;
}

/* About what the importance is; 0: it does not beat its parts. */
static double estimate(const struct vypr_columns *c, const struct pool *pool, size_t x, size_t y)
{
	size_t words = pool->words[0] + pool->words[1];
	const uint64_t *a = pool->bits + x * words, *b = pool->bits + y * words;
	struct vypr_counts both = { .bad = c->all.bad, .good = c->all.good };
	double unused, gain, parts = fmax(pool->of[x].importance_all, pool->of[y].importance_all);

	both.bad_reached = both.bad;
	both.good_reached = both.good;
	both.bad_taken = (uint64_t)((double)count_both(a + pool->words[0], b + pool->words[0],
						       pool->words[1]) *
				    pool->scale[1]);
	if (both.bad_taken < 2)
		return 0;
	both.good_taken =
		(uint64_t)((double)count_both(a, b, pool->words[0]) * pool->scale[0]);
	gain = vypr_importance(&both, &unused, &unused);
	return gain > parts + LEAST_GAIN / 2 ? gain : 0;
}

static void keep(struct pair *kept, size_t *count, struct pair one)
{
	size_t at = *count;

	if (at == KEPT_MOST && kept[at - 1].importance >= one.importance)
		return;
	at = at == KEPT_MOST ? at - 1 : (*count)++;
	for (; at > 0 && kept[at - 1].importance < one.importance; at--)
		kept[at] = kept[at - 1];
	kept[at] = one;
}

static size_t search(const struct vypr_columns *c, const struct pool *pool, struct pair *kept)
{
	size_t count = 0;

	for (size_t a = 0; a < pool->count; a++)
		for (size_t b = a + 1; b < pool->count; b++) {
			struct pair one = { a, b, estimate(c, pool, a, b) };

			if (one.importance > 0)
				keep(kept, &count, one);
		}
	return count;
}

/* ---- counting all ---- */

/* Does it tell more of those that have the one part than chance would?  As many as there are
 * splits could have been the other part. */
static int adds(const struct vypr_round *r, const struct vypr_ranked *both,
		const struct vypr_ranked *part)
{
	uint64_t bad = part->counts.bad_taken, all = bad + part->counts.good_taken;
	double log_p = vypr_fisher(both->counts.bad_taken,
				   both->counts.bad_taken + both->counts.good_taken, bad, all);

	return log_p + log((double)r->different + 1) <= log(VYPR_ERROR_LEVEL) &&
	       both->importance_all >= part->importance_all + LEAST_GAIN;
}

static enum vypr_status count_pair(struct vypr_round *r, const struct vypr_ranked *a,
				   const struct vypr_ranked *b, struct vypr_ranked *ret_both)
{
	const struct vypr_columns *c = r->columns;
	uint8_t *holds = malloc(c->samples->item_count + 1);
	enum vypr_status status = holds ? VYPR_OK : VYPR_NOMEM;
	struct vypr_ranked both = { .split = { .kind = VYPR_PREDICATE_CONJUNCTION } };

	both.parts[0] = a->split;
	both.parts[1] = b->split;
	both.part_counts[0] = a->counts;
	both.part_counts[1] = b->counts;
	both.relation_to = -1;
	if (status == VYPR_OK)
		status = vypr_ranked_members(c, &both, holds);
	for (size_t i = 0; status == VYPR_OK && i < c->samples->item_count; i++) {
		if (!c->alive[i] || !holds[i])
			continue;
		both.counts.bad_taken += c->samples->bad[i] != 0;
		both.counts.good_taken += c->samples->bad[i] == 0;
		both.signature += vypr_map_mix(i + 1);
	}
	both.counts.bad = both.counts.bad_reached = c->all.bad;
	both.counts.good = both.counts.good_reached = c->all.good;
	both.log_p = vypr_fisher(both.counts.bad_taken,
				 both.counts.bad_taken + both.counts.good_taken,
				 both.counts.bad, both.counts.bad + both.counts.good);
	free(holds);
	*ret_both = both;
	return status;
}

/* In the order of the path. */
static void order_parts(const struct vypr_round *r, struct vypr_ranked *both)
{
	const struct vypr_column *columns = r->columns->samples->columns;
	struct vypr_split first = both->parts[0];
	struct vypr_counts counts = both->part_counts[0];

	if (columns[first.column].place <= columns[both->parts[1].column].place)
		return;
	both->parts[0] = both->parts[1];
	both->parts[1] = first;
	both->part_counts[0] = both->part_counts[1];
	both->part_counts[1] = counts;
}

/* One that was found on a part of the items, on all of them. */
static enum vypr_status try_pair(struct vypr_round *r, const struct vypr_ranked *a,
				 const struct vypr_ranked *b)
{
	struct vypr_ranked both;
	enum vypr_status status = count_pair(r, a, b, &both);

	if (status != VYPR_OK)
		return status;
	vypr_score(r, &both);
	if (!adds(r, &both, a) || !adds(r, &both, b))
		return VYPR_OK;
	order_parts(r, &both);
	if (!vypr_grow(&r->ranked, r->count, &r->capacity, sizeof *r->ranked))
		return VYPR_NOMEM;
	r->ranked[r->count++] = both;
	return VYPR_OK;
}

static enum vypr_status try_pairs(struct vypr_round *r, struct pool *pool)
{
	struct pair kept[KEPT_MOST];
	enum vypr_status status = make_bits(r->columns, pool);
	size_t count;

	for (size_t i = 0; i < pool->count; i++)
		vypr_score(r, &pool->of[i]);
	count = status == VYPR_OK ? search(r->columns, pool, kept) : 0;
	for (size_t i = 0; status == VYPR_OK && i < count; i++)
		status = try_pair(r, &pool->of[kept[i].a], &pool->of[kept[i].b]);
	return status;
}

enum vypr_status vypr_round_pairs(struct vypr_round *round)
{
	struct pool *pool = calloc(1, sizeof *pool);
	size_t singles = round->different;
	enum vypr_status status = VYPR_OK;

	if (!pool)
		return VYPR_NOMEM;
	choose_pool(round, pool);
	if (pool->count > 1) {
		round->compared[VYPR_PREDICATE_CONJUNCTION] = singles * (singles - 1) / 2;
		status = try_pairs(round, pool);
	}
	free(pool->bits);
	free(pool);
	return status;
}
