/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is an explanation to be believed?  Simulated programs, with the cause that was planted, or with
 * none: how often is one named that is not there, is the one that is there found, and
 * does the interval of its importance cover the truth.  VYPR_TEST_SIMULATIONS is how many of
 * each (make check-long: 1000); they are the same each time, and the rates are printed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/rank.h"
#include "testsuite/suite.h"

#define ITEMS_MOST 2000
#define COLUMNS 24

/* ---- a program ---- */

/* Branches 0 to 6 with two outcomes each (columns 0 to 13), how often two loops ran (14, 15) and a
 * function was called (16), two values (17, 18), a class (19), threads (20). */
enum { BRANCHES = 7, LOOP, INNER, CALLEE, SIZE, DEPTH, MODE, THREAD, ROLES };

struct call {
	int took[BRANCHES]; /* 1 true, 0 false, -1 not reached */
	uint32_t loop, inner, calls;
	double size, depth, mode, thread;
};

static struct program {
	size_t count;
	struct call calls[ITEMS_MOST];
	uint8_t bad[ITEMS_MOST];
	uint32_t row[ITEMS_MOST];
	double measured[ITEMS_MOST], values[4][ITEMS_MOST];
	struct vypr_cell cells[COLUMNS][ITEMS_MOST];
	struct vypr_column columns[COLUMNS];
} program;

static uint64_t state;

static uint64_t draw(void)
{
	uint64_t x = state += 0x9e3779b97f4a7c15ULL;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

static double uniform(void)
{
	return (double)(draw() >> 11) * 0x1p-53;
}

static int chance(double p)
{
	return uniform() < p;
}

/* 0 and 1 by themselves; 2 inside 0; 3 nearly as 1; 4 rare; 5 as the size says; 6 a coin. */
static void run(struct call *c)
{
	c->size = floor(exp(uniform() * 8));
	c->depth = (double)(draw() % 9);
	c->mode = (double)(draw() % 5);
	c->thread = 1 + (double)(draw() % 4);
	c->took[0] = chance(0.3);
	c->took[1] = chance(0.37);
	c->took[2] = c->took[0] ? chance(0.4) : -1;
	c->took[3] = chance(0.05) ? chance(0.5) : c->took[1];
	c->took[4] = chance(0.08);
	c->took[5] = c->size > 500;
	c->took[6] = chance(0.5);
	c->loop = (uint32_t)(c->size / 4) + (uint32_t)(draw() % 3);
	c->inner = c->took[2] == 1 ? 1 + (uint32_t)(draw() % 20) : 0;
	c->calls = (uint32_t)(c->took[1] * (1 + (int)(draw() % 3)));
}

static void run_all(size_t count)
{
	program.count = count;
	memset(program.bad, 0, sizeof program.bad);
	for (size_t i = 0; i < count; i++)
		run(&program.calls[i]);
}

/* ---- as columns ---- */

static void add_cell(uint32_t column, size_t row, uint32_t value)
{
	struct vypr_column *c = &program.columns[column];

	if (value == 0)
		return;
	program.cells[column][c->cell_count].row = (uint32_t)row;
	program.cells[column][c->cell_count++].value = value;
}

static void fill_row(size_t i)
{
	const struct call *c = &program.calls[i];

	for (uint32_t b = 0; b < BRANCHES; b++) {
		add_cell(2 * b, i, c->took[b] == 1);
		add_cell(2 * b + 1, i, c->took[b] == 0);
	}
	add_cell(14, i, c->loop);
	add_cell(15, i, c->inner);
	add_cell(16, i, c->calls);
	program.values[0][i] = c->size;
	program.values[1][i] = c->depth;
	program.values[2][i] = c->mode;
	program.values[3][i] = c->thread;
	program.row[i] = (uint32_t)i;
	program.measured[i] = program.bad[i] ? 10 + uniform() : 1 + uniform();
}

static struct vypr_column *begin_column(uint32_t number, enum vypr_predicate_kind kind)
{
	struct vypr_column *c = &program.columns[number];

	c->kind = kind;
	c->branch = kind == VYPR_PREDICATE_COUNT ? number / 2 : VYPR_NO_BRANCH;
	c->place = number;
	c->ordered = kind != VYPR_PREDICATE_ATTRIBUTE;
	c->cells = program.cells[number];
	return c;
}

static struct vypr_samples samples(void)
{
	struct vypr_samples s = { program.count, program.count, 21,		program.bad,
				  program.row,	 program.measured, program.columns };

	memset(program.columns, 0, sizeof program.columns);
	for (uint32_t i = 0; i < 15; i++)
		begin_column(i, VYPR_PREDICATE_COUNT);
	begin_column(15, VYPR_PREDICATE_COUNT)->branch = 8;
	begin_column(16, VYPR_PREDICATE_CALLEE);
	for (uint32_t i = 0; i < 3; i++) {
		begin_column(17 + i, VYPR_PREDICATE_VALUE)->values = program.values[i];
		program.columns[17 + i].classes = 1;
	}
	program.columns[19].ordered = 0;
	begin_column(20, VYPR_PREDICATE_ATTRIBUTE)->values = program.values[3];
	program.columns[20].classes = 1;
	for (size_t i = 0; i < program.count; i++)
		fill_row(i);
	return s;
}

static int simulations(int few)
{
	const char *set = getenv("VYPR_TEST_SIMULATIONS");

	if (set && atoi(set) > 0)
		return atoi(set);
	return getenv("VYPR_TEST_LONG") ? 1000 : few;
}

/* ---- none is there ---- */

static const struct {
	size_t count;
	double bad;
} nothings[] = { { 60, 0.1 }, { 300, 0.03 }, { 300, 0.1 }, { 300, 0.5 }, { 1500, 0.1 } };

/* As many bad ones as the share says, dealt out at random. */
static void deal(double share)
{
	size_t bad = (size_t)((double)program.count * share);

	for (size_t i = 0; i < program.count; i++)
		program.bad[i] = i < bad;
	for (size_t i = program.count; i > 1; i--) {
		size_t other = draw() % i;
		uint8_t kept = program.bad[i - 1];

		program.bad[i - 1] = program.bad[other];
		program.bad[other] = kept;
	}
}

/* What the test has to be able to see: is there one by its own p? */
static int seems_caused(const struct vypr_ranking *g)
{
	for (size_t i = 0; i < g->count; i++)
		if (g->ranked[i].log_p <= log(0.05) && g->ranked[i].strength > 0)
			return 1;
	return 0;
}

START_TEST(shuffled_labels_have_no_cause)
{
	int all = simulations(60), wrong = 0, careless = 0;

	state = 1000 + (uint64_t)_i;
	for (int i = 0; i < all; i++) {
		struct vypr_samples s;
		struct vypr_ranking g;

		run_all(nothings[_i].count);
		deal(nothings[_i].bad);
		s = samples();
		ck_assert(!vypr_rank(&s, &g));
		wrong += g.cause_count > 0;
		careless += seems_caused(&g);
		vypr_ranking_fini(&g);
	}
	printf("# %zu calls, %.0f %% of them bad, labels shuffled %d times: a cause is named %d "
	       "times, and would be %d times if what is compared were not paid for\n",
	       nothings[_i].count, nothings[_i].bad * 100, all, wrong, careless);
	fflush(stdout);
	ck_assert_int_le(wrong * 20, all);
	ck_assert_int_gt(careless * 20, all);
}
END_TEST

/* ---- one is there ---- */

static int is_long(const struct call *c)
{
	return c->took[0] == 1;
}

static int is_nested(const struct call *c)
{
	return c->took[2] == 1;
}

static int is_rare(const struct call *c)
{
	return c->took[4] == 1;
}

static int is_pair(const struct call *c)
{
	return c->took[0] == 1 && c->took[1] == 1;
}

static int is_big(const struct call *c)
{
	return c->size > 1500;
}

static int is_looping(const struct call *c)
{
	return c->inner > 12;
}

static int is_mode(const struct call *c)
{
	return c->mode == 3;
}

static int is_thread(const struct call *c)
{
	return c->thread == 2;
}

static const struct planted {
	const char *name;
	int (*cause)(const struct call *c);
	double bad, else_bad; /* chance with the cause, and without it */
	enum vypr_predicate_kind kind;
	uint32_t columns[2]; /* one of them has to be named, of a pair both */
	int least; /* of a hundred times */
} planted[] = {
	{ "a branch", is_long, 1, 0, VYPR_PREDICATE_BRANCH, { 0, 0 }, 97 },
	{ "a branch that is not all", is_long, 0.8, 0.03, VYPR_PREDICATE_BRANCH, { 0, 0 }, 97 },
	{ "a branch inside another", is_nested, 0.95, 0.01, VYPR_PREDICATE_BRANCH, { 4, 4 }, 97 },
	{ "a rare branch", is_rare, 0.9, 0.01, VYPR_PREDICATE_BRANCH, { 8, 8 }, 97 },
	/* each alone is weak; 1 and 3 are nearly the same, and now and then 3 is taken for 1 */
	{ "two together", is_pair, 1, 0, VYPR_PREDICATE_CONJUNCTION, { 0, 2 }, 97 },
	{ "two that are not all", is_pair, 0.9, 0.02, VYPR_PREDICATE_CONJUNCTION, { 0, 2 }, 85 },
	{ "a size", is_big, 0.95, 0.01, VYPR_PREDICATE_VALUE, { 17, 14 }, 97 },
	{ "how often a loop ran", is_looping, 0.95, 0.01, VYPR_PREDICATE_COUNT, { 15, 15 }, 97 },
	{ "a class", is_mode, 0.9, 0.02, VYPR_PREDICATE_VALUE, { 19, 19 }, 97 },
	{ "a thread", is_thread, 0.9, 0.02, VYPR_PREDICATE_ATTRIBUTE, { 20, 20 }, 97 },
};

static void label(const struct planted *p)
{
	for (size_t i = 0; i < program.count; i++)
		program.bad[i] = chance(p->cause(&program.calls[i]) ? p->bad : p->else_bad);
}

static int is_found(const struct planted *p, const struct vypr_ranking *g)
{
	const struct vypr_ranked *r = &g->causes[0];

	if (g->cause_count == 0)
		return 0;
	if (p->kind == VYPR_PREDICATE_CONJUNCTION)
		return r->split.kind == p->kind && r->parts[0].column == p->columns[0] &&
		       r->parts[1].column == p->columns[1];
	return r->split.column == p->columns[0] || r->split.column == p->columns[1];
}

START_TEST(what_is_there_is_found)
{
	const struct planted *p = &planted[_i];
	int all = simulations(40), found = 0, others = 0;

	state = 2000 + (uint64_t)_i;
	for (int i = 0; i < all; i++) {
		struct vypr_samples s;
		struct vypr_ranking g;

		run_all(600);
		label(p);
		s = samples();
		ck_assert(!vypr_rank(&s, &g));
		found += is_found(p, &g);
		others += g.cause_count > 1;
		vypr_ranking_fini(&g);
	}
	printf("# %s: found in %d of %d, something else beside it in %d\n", p->name, found, all,
	       others);
	fflush(stdout);
	ck_assert_int_ge(found * 100, all * p->least);
	ck_assert_int_le(others * 20, all);
}
END_TEST

/* ---- several, and what goes along ---- */

START_TEST(several_causes_come_out_one_after_the_other)
{
	int all = simulations(20), found = 0;

	state = 3000;
	for (int i = 0; i < all; i++) {
		struct vypr_samples s;
		struct vypr_ranking g;
		int branches = 0, size = 0;

		run_all(1000);
		for (size_t k = 0; k < program.count; k++)
			program.bad[k] = is_nested(&program.calls[k]) ||
					 is_rare(&program.calls[k]) || is_big(&program.calls[k]);
		s = samples();
		ck_assert(!vypr_rank(&s, &g));
		for (size_t k = 0; k < g.cause_count; k++) {
			branches += g.causes[k].split.column == 4 ||
				    g.causes[k].split.column == 8;
			size += g.causes[k].split.column == 17;
		}
		found += branches == 2 && size == 1 && g.cause_count == 3 && g.unexplained == 0;
		vypr_ranking_fini(&g);
	}
	printf("# three causes: all of them, and nothing else, in %d of %d\n", found, all);
	fflush(stdout);
	ck_assert_int_ge(found * 100, all * 95);
}
END_TEST

/* As in a parser: the decoy is taken by all slow ones and a tenth of the others. */
START_TEST(a_decoy_is_below_the_cause_and_named_as_one)
{
	int all = simulations(20), right = 0;

	state = 4000;
	for (int i = 0; i < all; i++) {
		struct vypr_samples s;
		struct vypr_ranking g;

		run_all(1000);
		for (size_t k = 0; k < program.count; k++) {
			struct call *c = &program.calls[k];

			program.bad[k] = (uint8_t)is_rare(c);
			c->took[6] = is_rare(c) || chance(0.1);
		}
		s = samples();
		ck_assert(!vypr_rank(&s, &g));
		ck_assert_uint_eq(g.cause_count, 1);
		ck_assert_uint_eq(g.causes[0].split.column, 8);
		for (size_t k = 1; k < g.count; k++)
			if (g.ranked[k].split.column == 12 && g.ranked[k].first)
				right += g.ranked[k].relation == VYPR_RELATION_ON_WAY &&
					 g.ranked[k].relation_to == 0;
		vypr_ranking_fini(&g);
	}
	printf("# a decoy is below the cause and named as one in %d of %d\n", right, all);
	ck_assert_int_eq(right, all);
}
END_TEST

/* ---- the interval ---- */

static const struct {
	size_t count;
	double reached, taken, bad, other_bad, far_bad;
} truths[] = {
	{ 1000, 1, 0.1, 0.9, 0.01, 0 },	  { 300, 1, 0.1, 0.8, 0.05, 0 },
	{ 300, 0.5, 0.2, 0.9, 0.02, 0 },  { 1000, 1, 0.05, 1, 0, 0 },
	{ 200, 1, 0.2, 0.6, 0.1, 0 },	  { 2000, 0.3, 0.3, 0.95, 0.05, 0.01 },
	{ 2000, 1, 0.5, 0.2, 0.01, 0 },	  { 500, 0.8, 0.04, 1, 0.01, 0.005 },
};
#define TRUTHS (sizeof truths / sizeof truths[0])

static double true_importance(size_t i)
{
	double r = truths[i].reached, t = truths[i].taken, n = (double)truths[i].count;
	double context = t * truths[i].bad + (1 - t) * truths[i].other_bad;
	double bad = r * context + (1 - r) * truths[i].far_bad;
	double increase = truths[i].bad - context;
	double sensitivity = log(n * r * t * truths[i].bad + 1) / log(n * bad + 1);

	return 2 / (1 / increase + 1 / sensitivity);
}

static struct vypr_counts draw_counts(size_t i)
{
	struct vypr_counts c;

	memset(&c, 0, sizeof c);
	for (size_t k = 0; k < truths[i].count; k++) {
		int reached = chance(truths[i].reached);
		int taken = reached && chance(truths[i].taken);
		int bad = chance(taken	   ? truths[i].bad
				 : reached ? truths[i].other_bad
					   : truths[i].far_bad);

		c.bad += (uint64_t)bad;
		c.good += (uint64_t)!bad;
		c.bad_reached += (uint64_t)(reached && bad);
		c.good_reached += (uint64_t)(reached && !bad);
		c.bad_taken += (uint64_t)(taken && bad);
		c.good_taken += (uint64_t)(taken && !bad);
	}
	return c;
}

START_TEST(the_interval_of_the_importance_covers_the_truth)
{
	int all = simulations(250), sum = 0;

	state = 5000;
	for (size_t i = 0; i < TRUTHS; i++) {
		double truth = true_importance(i), width = 0;
		int covered = 0;

		for (int k = 0; k < all; k++) {
			struct vypr_counts counts = draw_counts(i);
			double low, high;

			vypr_importance_interval(&counts, &low, &high);
			covered += low <= truth && truth <= high;
			width += (high - low) / all;
		}
		printf("# importance %.3f of %zu calls: covered in %d of %d, width %.3f\n", truth,
		       truths[i].count, covered, all, width);
		fflush(stdout);
		sum += covered;
		if (all >= 1000)
			ck_assert_int_ge(covered * 100, all * 93);
	}
	ck_assert_int_ge(sum * 100, all * (int)TRUTHS * 93);
}
END_TEST

/* Of two exponential groups; ln 2 is the median of one. */
START_TEST(the_interval_of_the_effect_covers_the_truth)
{
	static double values[400];
	static uint32_t order[400];
	static uint8_t holds[400];
	int all = simulations(1000), covered = 0;

	state = 6000;
	for (int i = 0; i < all; i++) {
		double difference, low, high, truth = 4 * log(2);

		for (size_t k = 0; k < 400; k++) {
			holds[k] = k % 10 == 0;
			values[k] = -log(1 - uniform()) * (holds[k] ? 5 : 1);
			order[k] = (uint32_t)k;
		}
		for (size_t k = 1; k < 400; k++) /* by insertion */
			for (size_t m = k; m > 0 && values[order[m]] < values[order[m - 1]]; m--) {
				uint32_t kept = order[m];

				order[m] = order[m - 1];
				order[m - 1] = kept;
			}
		ck_assert(vypr_median_difference(order, 400, values, holds, &difference, &low,
						 &high));
		covered += low <= truth && truth <= high;
	}
	printf("# the difference of medians is covered in %d of %d\n", covered, all);
	ck_assert_int_ge(covered * 100, all * 93);
}
END_TEST

/* Fisher's tea, and sums of binomial coefficients. */
START_TEST(fishers_test_is_exact)
{
	ck_assert_double_eq_tol(exp(vypr_fisher(4, 4, 4, 8)), 1.0 / 70, 1e-12);
	ck_assert_double_eq_tol(exp(vypr_fisher(3, 4, 4, 8)), 17.0 / 70, 1e-12);
	ck_assert_double_eq_tol(exp(vypr_fisher(10, 12, 13, 30)), 0.00046518094336, 1e-12);
	ck_assert_double_eq(vypr_fisher(2, 4, 4, 8), 0);
	ck_assert_double_eq_tol(vypr_fisher(100000, 100000, 100000, 1000000), -325076.3507, 0.001);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("honest");
	TCase *nothing = tcase_create("nothing"), *cause = tcase_create("cause"),
	      *interval = tcase_create("interval");

	tcase_set_timeout(nothing, 900);
	tcase_set_timeout(cause, 900);
	tcase_set_timeout(interval, 900);
	tcase_add_loop_test(nothing, shuffled_labels_have_no_cause, 0,
			    sizeof nothings / sizeof nothings[0]);
	tcase_add_loop_test(cause, what_is_there_is_found, 0, sizeof planted / sizeof planted[0]);
	tcase_add_test(cause, several_causes_come_out_one_after_the_other);
	tcase_add_test(cause, a_decoy_is_below_the_cause_and_named_as_one);
	tcase_add_test(interval, the_interval_of_the_importance_covers_the_truth);
	tcase_add_test(interval, the_interval_of_the_effect_covers_the_truth);
	tcase_add_test(interval, fishers_test_is_exact);
	suite_add_tcase(suite, nothing);
	suite_add_tcase(suite, cause);
	suite_add_tcase(suite, interval);
	return suite_run(suite);
}
