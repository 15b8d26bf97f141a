/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the statistics of an explanation.
 *
 *   failure  = bad(taken) / (bad + good)(taken)      how bad it is to take the outcome
 *   context  = bad(reached) / (bad + good)(reached)  how bad it was to come there at all
 *   increase = failure - context                     what the outcome itself adds
 *   importance = harmonic mean of increase and log(bad(taken)) / log(bad)
 *
 * from Liblit, Naik, Zheng, Aiken, Jordan: Scalable Statistical Bug Isolation (PLDI
 * 2005).  context is why the branch that decides wins over all that follow from
 * it: they are only reached when it has been taken.  The logarithms are of
 * n + 1, so that one bad verdict has a sensitivity as well.
 *
 * The interval of the difference of the shares is Newcombe's (Statistics in Medicine
 * 1998, method 10), which holds for shares of 0 and 1, with Bonferroni's correction.
 */
#include "analysis/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ERROR_LEVEL 0.05
#define LEAST_STRENGTH 0.10

struct tally {
	uint64_t bad, good;
};

struct sums {
	struct tally all, *taken, *reached;
	uint64_t *signature;
	size_t *seen; /* by branch: the last row that reached it, + 1 */
};

/* z with P(|Z| > z) = alpha, by bisection. */
static double critical_value(double alpha)
{
	double low = 0, high = 40;

	for (int i = 0; i < 80; i++) {
		double z = (low + high) / 2;

		if (erfc(z / M_SQRT2) > alpha)
			low = z;
		else
			high = z;
	}
	return low;
}

/* Wilson's score interval of k/n. */
static void wilson(uint64_t k, uint64_t n, double z, double *ret_low, double *ret_high)
{
	double p = (double)k / (double)n, zz = z * z / (double)n;
	double middle = (p + zz / 2) / (1 + zz);
	double half = z * sqrt(p * (1 - p) / (double)n + zz / (4 * (double)n)) / (1 + zz);

	*ret_low = k == 0 ? 0 : middle - half;
	*ret_high = k == n ? 1 : middle + half;
}

void vypr_difference_interval(uint64_t a, uint64_t n, uint64_t b, uint64_t m,
			      double alpha, double *ret_low, double *ret_high)
{
	double z, p, q, p_low, p_high, q_low, q_high;

	if (n == 0 || m == 0) {
		*ret_low = -1;
		*ret_high = 1;
		return;
	}
	z = critical_value(alpha);
	p = (double)a / (double)n;
	q = (double)b / (double)m;
	wilson(a, n, z, &p_low, &p_high);
	wilson(b, m, z, &q_low, &q_high);
	*ret_low = p - q - sqrt((p - p_low) * (p - p_low) + (q_high - q) * (q_high - q));
	*ret_high = p - q + sqrt((p_high - p) * (p_high - p) + (q - q_low) * (q - q_low));
}

static uint64_t mix(uint64_t x)
{
	x ^= x >> 30;
	x *= 0xbf58476d1ce4e5b9ULL;
	x ^= x >> 27;
	x *= 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

static void sums_fini(struct sums *s)
{
	free(s->taken);
	free(s->reached);
	free(s->signature);
	free(s->seen);
}

static enum vypr_status sums_init(struct sums *s, const struct vypr_matrix *m)
{
	memset(s, 0, sizeof *s);
	s->taken = calloc(m->predicate_count + 1, sizeof *s->taken);
	s->reached = calloc(m->branch_count + 1, sizeof *s->reached);
	s->signature = calloc(m->predicate_count + 1, sizeof *s->signature);
	s->seen = calloc(m->branch_count + 1, sizeof *s->seen);
	if (s->taken && s->reached && s->signature && s->seen)
		return VYPR_OK;
	sums_fini(s);
	return VYPR_NOMEM;
}

static void add_row(struct sums *s, const struct vypr_matrix *m, size_t row)
{
	uint64_t bad = m->bad[row], good = m->good[row];

	if (bad + good == 0)
		return;
	s->all.bad += bad;
	s->all.good += good;
	for (size_t i = m->start[row]; i < m->start[row + 1]; i++) {
		uint32_t predicate = m->columns[i], branch = m->branch[predicate];

		s->taken[predicate].bad += bad;
		s->taken[predicate].good += good;
		s->signature[predicate] += mix(row + 1);
		if (s->seen[branch] == row + 1)
			continue;
		s->seen[branch] = row + 1;
		s->reached[branch].bad += bad;
		s->reached[branch].good += good;
	}
}

static double share(struct tally t)
{
	return (double)t.bad / (double)(t.bad + t.good);
}

static double harmonic_mean(double x, double y)
{
	return x > 0 && y > 0 ? 2 / (1 / x + 1 / y) : 0;
}

/* Was nothing decided at the branch: did all that reached it take this outcome? */
static int is_forced(const struct sums *s, const struct vypr_matrix *m, uint32_t predicate)
{
	struct tally taken = s->taken[predicate],
		     reached = s->reached[m->branch[predicate]];

	return taken.bad == reached.bad && taken.good == reached.good;
}

/* reached: what came to where it was decided. */
static void score(const struct sums *s, uint32_t predicate, struct tally reached,
		  struct vypr_ranked *r)
{
	struct tally taken = s->taken[predicate];
	double sensitivity = log1p((double)taken.bad) / log1p((double)s->all.bad);

	r->predicate = predicate;
	r->bad_taken = taken.bad;
	r->good_taken = taken.good;
	r->bad_reached = reached.bad;
	r->good_reached = reached.good;
	r->signature = s->signature[predicate];
	r->increase = share(taken) - share(reached);
	r->importance = harmonic_mean(r->increase, sensitivity);
	r->strength = reached.good ? harmonic_mean(r->increase / (1 - share(reached)),
						   sensitivity)
				   : 0;
	r->difference = (double)taken.bad / (double)s->all.bad -
			(double)taken.good / (double)s->all.good;
}

static int compare_numbers(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

static size_t count_different(uint64_t *numbers, size_t count)
{
	size_t different = 0;

	qsort(numbers, count, sizeof *numbers, compare_numbers);
	for (size_t i = 0; i < count; i++)
		different += i == 0 || numbers[i] != numbers[i - 1];
	return different;
}

/* What can be said of it: 2 separates, 1 is not chance, 0 neither. */
static int certainty(const struct vypr_ranked *r)
{
	return (r->low > VYPR_RANK_LEAST_DIFFERENCE) + vypr_rank_separates(r);
}

/* More certain first, however important a few verdicts make another; then better; then
 * nearer to the measured call and earlier on the path. */
static int compare_ranked(const void *x, const void *y, void *ctx)
{
	const struct vypr_ranked *a = x, *b = y;
	const uint64_t *place = ctx;

	if (certainty(a) != certainty(b))
		return certainty(b) - certainty(a);
	if (fabs(a->importance - b->importance) > 1e-12)
		return a->importance < b->importance ? 1 : -1;
	if (fabs(a->difference - b->difference) > 1e-12)
		return a->difference < b->difference ? 1 : -1;
	if (place[a->predicate] != place[b->predicate])
		return place[a->predicate] < place[b->predicate] ? -1 : 1;
	return (a->predicate > b->predicate) - (a->predicate < b->predicate);
}

/* Signatures; the table has room for twice as many. */
struct set {
	uint64_t *table;
	size_t size;
};

static int set_init(struct set *set, size_t most)
{
	set->size = 16;
	while (set->size < most * 2)
		set->size *= 2;
	set->table = calloc(set->size, sizeof *set->table);
	return set->table != NULL;
}

/* The place of a signature in the set, or where it would be. */
static uint64_t *set_find(const struct set *set, uint64_t key)
{
	size_t at = mix(key) & (set->size - 1);

	while (set->table[at] && set->table[at] != key)
		at = (at + 1) & (set->size - 1);
	return &set->table[at];
}

/* The best of each signature stands for it. */
static enum vypr_status mark_firsts(struct vypr_ranked *ranked, size_t count)
{
	struct set seen;

	if (!set_init(&seen, count))
		return VYPR_NOMEM;
	for (size_t i = 0; i < count; i++) {
		uint64_t key = ranked[i].signature | 1, *place = set_find(&seen, key);

		ranked[i].first = *place != key;
		*place = key;
	}
	free(seen.table);
	return VYPR_OK;
}

/* Taken by all it tells nothing. */
static int is_candidate(const struct sums *s, uint32_t predicate)
{
	struct tally taken = s->taken[predicate];

	return taken.bad + taken.good > 0 &&
	       (taken.bad < s->all.bad || taken.good < s->all.good);
}

static int is_near(uint64_t x, uint64_t y, uint64_t all)
{
	return (x > y ? x - y : y - x) <= all / 100;
}

/* A forced outcome was decided where it was not: by some that never came to the branch, or by
 * another branch.  Nothing known decided it unless that took as many, but for some
 * paths that end in between. */
static int is_decided_elsewhere(const struct sums *s, const struct vypr_matrix *m, uint32_t p)
{
	if (!is_forced(s, m, p))
		return 0;
	for (uint32_t q = 0; q < m->predicate_count; q++)
		if (is_candidate(s, q) && !is_forced(s, m, q) &&
		    is_near(s->taken[p].bad, s->taken[q].bad, s->all.bad) &&
		    is_near(s->taken[p].good, s->taken[q].good, s->all.good))
			return 0;
	return 1;
}

/* Candidates.  Both directions are counted as compared, only those toward the bad are kept.
 * What was decided by never coming to the branch counts against all. */
static size_t collect(const struct sums *s, const struct vypr_matrix *m,
		      struct vypr_ranked *ranked, uint64_t *signatures,
		      size_t *ret_compared)
{
	size_t count = 0, compared = 0;

	for (uint32_t p = 0; p < m->predicate_count; p++) {
		if (!is_candidate(s, p))
			continue;
		signatures[compared++] = s->signature[p];
		score(s, p, is_decided_elsewhere(s, m, p) ? s->all : s->reached[m->branch[p]],
		      &ranked[count]);
		count += ranked[count].difference > 0;
	}
	*ret_compared = count_different(signatures, compared);
	return count;
}

enum vypr_status vypr_rank(const struct vypr_matrix *matrix,
			   struct vypr_ranked **ret_ranked, size_t *ret_count,
			   size_t *ret_compared)
{
	struct vypr_ranked *ranked = calloc(matrix->predicate_count + 1, sizeof *ranked);
	uint64_t *signatures = calloc(matrix->predicate_count + 1, sizeof *signatures);
	enum vypr_status status = ranked && signatures ? VYPR_OK : VYPR_NOMEM;
	size_t count = 0, compared = 0;
	struct sums sums = { { 0, 0 }, NULL, NULL, NULL, NULL };

	if (status == VYPR_OK)
		status = sums_init(&sums, matrix);
	if (status == VYPR_OK) {
		for (size_t row = 0; row < matrix->row_count; row++)
			add_row(&sums, matrix, row);
		if (sums.all.bad && sums.all.good)
			count = collect(&sums, matrix, ranked, signatures, &compared);
		for (size_t i = 0; i < count; i++)
			vypr_difference_interval(ranked[i].bad_taken, sums.all.bad,
						 ranked[i].good_taken, sums.all.good,
						 ERROR_LEVEL / (double)compared,
						 &ranked[i].low, &ranked[i].high);
		qsort_r(ranked, count, sizeof *ranked, compare_ranked,
			(void *)(uintptr_t)matrix->place);
		status = mark_firsts(ranked, count);
		sums_fini(&sums);
	}
	free(signatures);
	if (status != VYPR_OK) {
		free(ranked);
		return status;
	}
	*ret_ranked = ranked;
	*ret_count = count;
	*ret_compared = compared;
	return VYPR_OK;
}

int vypr_rank_separates(const struct vypr_ranked *ranked)
{
	return ranked->low > VYPR_RANK_LEAST_DIFFERENCE &&
	        ranked->strength >= LEAST_STRENGTH;
}
