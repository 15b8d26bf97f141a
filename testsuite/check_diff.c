/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comparison: tests and intervals against numbers that were computed otherwise (fractions,
 * enumeration of all orders), and stores that are equal, or differ in one known thing.
 *
 * VYPR_TEST_PAIRS  pairs of equal stores to compare, instead of 60
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/significance.h"
#include "analysis/vypr-analysis.h"
#include "testsuite/analysis_store.h"
#include "testsuite/suite.h"

/* ---- numbers ---- */

static const struct {
	uint64_t a, n, b, m;
	double p;
} shares[] = {
	{ 3, 4, 1, 4, 0.485714285714 },
	{ 8, 10, 1, 11, 0.00190521552751 },
	{ 1, 11, 8, 10, 0.00190521552751 },
	{ 0, 10, 0, 10, 1 },
	{ 5, 40, 15, 40, 0.0187723828558 },
	{ 37, 600, 74, 600, 0.000301181174766 },
	{ 37, 600, 60, 600, 0.0194115867318 },
	{ 1, 1000, 9, 1000, 0.0211775293968 },
	{ 100, 1000, 100, 1000, 1 },
	{ 0, 500, 3, 500, 0.249249249249 },
	{ 10, 20, 30, 60, 1 },
	{ 5000, 100000, 5200, 100000, 0.0431049086108 },
	{ 10, 10, 0, 10, 1.08250882245e-05 },
	{ 1, 1, 0, 1, 1 },
};

START_TEST(shares_are_tested_as_by_fisher)
{
	double p = vypr_fisher_both(shares[_i].a, shares[_i].n, shares[_i].b, shares[_i].m);

	ck_assert_double_eq_tol(p, shares[_i].p, 1e-7 * shares[_i].p);
}
END_TEST

START_TEST(shares_of_millions_are_tested_as_fast)
{
	ck_assert_double_lt(vypr_fisher_both(100000, 1000000, 101000, 1000000), 0.02);
	ck_assert_double_gt(vypr_fisher_both(100000, 1000000, 100100, 1000000), 0.8);
	ck_assert_double_lt(vypr_fisher_both(0, 1000000, 1000000, 1000000), 1e-300);
}
END_TEST

/* Enumerated, or the normal distribution with the corrections for ties and steps. */
static const struct {
	double x[16], y[16];
	size_t n, m;
	double p, more;
} ranks[] = {
	{ { 1, 2, 3 }, { 4, 5, 6 }, 3, 3, 0.1, 1 },
	{ { 4, 5, 6 }, { 1, 2, 3 }, 3, 3, 0.1, 0 },
	{ { 1.5, 3.1, 4.2, 8 }, { 2, 3.5, 9, 10, 11 }, 4, 5, 0.285714285714, 0.75 },
	{ { 1, 2, 5, 7, 9 }, { 3, 4, 6, 8, 10 }, 5, 5, 0.547619047619, 0.64 },
	{ { 1, 2, 3, 4, 5, 6 }, { 7, 8, 9, 10, 11, 12 }, 6, 6, 0.0021645021645, 1 },
	{ { 1, 1, 2, 2, 3 }, { 2, 3, 3, 4, 4 }, 5, 5, 0.052411628671, 0.88 },
	{ { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2 },
	  { 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 },
	  15, 15, 0.076540604214, 0.666666666667 },
	{ { 1, 1, 1, 1 }, { 1, 1, 1, 1 }, 4, 4, 1, 0.5 },
	{ { 1 }, { 2 }, 1, 1, 1, 1 },
};

START_TEST(quantities_are_tested_as_by_mann_and_whitney)
{
	double more, p = vypr_mann_whitney(ranks[_i].x, ranks[_i].n, ranks[_i].y,
					   ranks[_i].m, VYPR_INDEPENDENT, &more);

	ck_assert_double_eq_tol(p, ranks[_i].p, 1e-9);
	ck_assert_double_eq_tol(more, ranks[_i].more, 1e-9);
}
END_TEST

static const struct {
	double t, freedom, p;
} students[] = {
	{ 2, 1, 0.295167235 },		{ 12.7062, 1, 0.0500000186 },
	{ 4.3027, 2, 0.0499989824 },	{ 2.7764, 4, 0.0500023077 },
	{ 3, 5, 0.0300992479 },		{ 1, 7, 0.350616663 },
	{ 2.0244, 38, 0.0499993722 },	{ -2.0244, 38, 0.0499993722 },
	{ 1.959964, INFINITY, 0.05 },	{ 0, 3, 1 },
};

START_TEST(student_is_integrated)
{
	ck_assert_double_eq_tol(vypr_student(students[_i].t, students[_i].freedom),
				students[_i].p, 1e-7);
}
END_TEST

/* The example of Benjamini and Hochberg's paper: four of these are found at 5 %. */
START_TEST(many_tests_are_adjusted_as_in_the_paper)
{
	double p[] = { 0.0459, 0.0001, 0.0004, NAN,    0.0019, 0.0095, 0.0201, 0.0278,
		       0.0298, 0.0344, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000 };
	int found = 0;

	ck_assert(vypr_adjust(p, 16));
	for (int i = 0; i < 16; i++)
		found += p[i] < 0.05;
	ck_assert_int_eq(found, 4);
	ck_assert_double_eq_tol(p[1], 0.0015, 1e-12);
	ck_assert_double_eq_tol(p[5], 0.035625, 1e-12);
	ck_assert_double_eq_tol(p[8], 0.0298 * 15 / 7, 1e-12);
	ck_assert(isnan(p[3]));
}
END_TEST

/* A half of the calls goes each way, 10 and 30; then a quarter and three quarters, 12 and 30. */
START_TEST(a_mean_is_split_into_path_and_time)
{
	const struct vypr_both cells[] = { { 50, 25, 500, 300, 5050, 3610 },
					   { 50, 75, 1500, 2250, 45050, 67510 },
					   { 0, 0, 0, 0, 0, 0 } };
	struct vypr_parts s;

	vypr_share_out(cells, 3, VYPR_INDEPENDENT, &s);
	ck_assert_double_eq_tol(s.total, 25.5 - 20, 1e-9);
	ck_assert_double_eq_tol(s.path, 0.25 * (30 - 11), 1e-9);
	ck_assert_double_eq_tol(s.time, 0.375 * 2, 1e-9);
	ck_assert_double_eq(s.unmatched, 0);
	ck_assert_double_gt(s.path_low, 0);
	ck_assert_double_gt(s.time_low, 0);
}
END_TEST

START_TEST(a_path_of_one_side_is_a_path_and_told)
{
	const struct vypr_both cells[] = { { 100, 60, 1000, 600, 10000, 6000 },
					   { 0, 40, 0, 2000, 0, 100000 } };
	struct vypr_parts s;

	vypr_share_out(cells, 2, VYPR_INDEPENDENT, &s);
	ck_assert_double_eq_tol(s.total, 16, 1e-9);
	ck_assert_double_eq_tol(s.path, 16, 1e-9);
	ck_assert_double_eq(s.time, 0);
	ck_assert_double_eq_tol(s.unmatched, 0.2, 1e-9);
}
END_TEST

static uint64_t seed = 7;

static double draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (double)(seed >> 11) / 9007199254740992.0;
}

static int compare_doubles(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static void draw_sorted(double *v, size_t count, double shift)
{
	for (size_t i = 0; i < count; i++)
		v[i] = shift - log(draw());
	qsort(v, count, sizeof *v, compare_doubles);
}

START_TEST(the_interval_of_medians_covers_the_truth)
{
	double x[101], y[61], difference, low, high;
	int covered = 0;

	for (int i = 0; i < 2000; i++) {
		draw_sorted(x, 101, 0);
		draw_sorted(y, 61, 0.4);
		vypr_medians_differ(x, 101, y, 61, VYPR_INDEPENDENT, &difference, &low,
				       &high);
		covered += low <= 0.4 && 0.4 <= high;
	}
	ck_assert_int_ge(covered, 1880);
	ck_assert_int_le(covered, 1980);
}
END_TEST

/* Machine moods: groups of five have a share of their value in common. */
START_TEST(what_is_alike_counts_less)
{
	double x[400], y[400];
	uint32_t group[400];
	struct vypr_alike alike;

	for (int i = 0; i < 400; i++) {
		group[i] = (uint32_t)i / 5;
		x[i] = i % 5 ? x[i - 1] : draw();
		y[i] = i % 5 ? y[i - 1] : draw();
	}
	alike = vypr_alike_of(&(struct vypr_sequence){ x, group, 400 },
			      &(struct vypr_sequence){ y, group, 400 });
	ck_assert_double_eq_tol(alike.factor, 5, 0.1);
	ck_assert_double_eq(alike.freedom, 158);
	for (int i = 0; i < 400; i++)
		x[i] = i % 5;
	alike = vypr_alike_of(&(struct vypr_sequence){ x, group, 400 },
			      &(struct vypr_sequence){ x, group, 400 });
	ck_assert_double_eq(alike.factor, 1);
}
END_TEST

/* ---- stores ---- */

static char directory[64];
static struct demo demo;
static struct vypr_analysis *sides[2];

static void setup(void)
{
	strcpy(directory, "/tmp/vypr-check-diff.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
}

static void teardown(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf %s", directory);
	ck_assert_int_eq(system(command), 0);
}

static char *path_of(int side)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%d.db", directory, side);
	return path;
}

static void begin(int side)
{
	memset(&demo, 0, sizeof demo);
	demo_begin(&demo, path_of(side), directory, side ? "GCC 13.2.0 -O2" : "GCC 12.2.0 -O2");
}

static struct vypr_analysis_diff *diff(void)
{
	struct vypr_analysis_error error = { 0 };
	struct vypr_analysis_diff *d = NULL;
	struct vypr_analysis_side s[2] = { { 0 } };

	for (int i = 0; i < 2; i++) {
		ck_assert_msg(!vypr_analysis_open(path_of(i), &sides[i], &error), "%s",
			      error.text);
		s[i].analysis = sides[i];
	}
	ck_assert_msg(!vypr_analysis_diff(&s[0], &s[1], NULL, &d, &error), "%s", error.text);
	return d;
}

static void done(struct vypr_analysis_diff *d)
{
	vypr_analysis_free(d);
	vypr_analysis_close(sides[0]);
	vypr_analysis_close(sides[1]);
}

/* Calls of which a share is slow, goes through "n > 100"; the rest takes about fast ns. */
static void put_calls(int count, double slow_share, uint64_t fast, uint64_t slow)
{
	for (int i = 0; i < count; i++) {
		int is_slow = draw() < slow_share;
		double time = (double)(is_slow ? slow : fast) * (0.9 + 0.2 * draw());

		demo_quick(&demo, (uint64_t)time, draw() < 0.5, is_slow, 1);
	}
}

START_TEST(equal_stores_are_not_told_apart)
{
	const char *many = getenv("VYPR_TEST_PAIRS");
	int pairs = many ? atoi(many) : 60, told = 0, outcomes = 0;

	for (int i = 0; i < pairs; i++) {
		struct vypr_analysis_diff *d;

		for (int side = 0; side < 2; side++) {
			unlink(path_of(side));
			begin(side);
			put_calls(150, 0.2, 8800000, 9500000);
			demo_end(&demo);
		}
		d = diff();
		told += d->worse + d->better + d->different > 0;
		for (size_t k = 0; k < d->formulas[0].outcome_count; k++)
			outcomes += d->formulas[0].outcomes[k].share.significant;
		done(d);
	}
	if (many)
		fprintf(stderr, "%d of %d told apart, %d outcomes\n", told, pairs, outcomes);
	ck_assert_int_le(told, pairs / 20);
	ck_assert_int_le(outcomes, pairs / 10);
}
END_TEST

/* The machine is slow for a while now and then: fifty calls in a row. */
START_TEST(moods_of_the_machine_are_not_taken_for_a_change)
{
	int told = 0;

	for (int i = 0; i < 40; i++) {
		struct vypr_analysis_diff *d;

		for (int side = 0; side < 2; side++) {
			unlink(path_of(side));
			begin(side);
			for (int mood = 0; mood < 40; mood++)
				put_calls(50, 0, (uint64_t)(5000000 + 4500000 * draw()),
					  9500000);
			demo_end(&demo);
		}
		d = diff();
		ck_assert_double_gt(d->formulas[0].alike, 10);
		told += d->worse + d->better > 0;
		done(d);
	}
	ck_assert_int_le(told, 4);
}
END_TEST

static struct vypr_analysis_diff *diff_of(double share_before, double share_after,
					  uint64_t slow_before, uint64_t slow_after)
{
	begin(0);
	put_calls(600, share_before, 2000000, slow_before);
	demo_end(&demo);
	begin(1);
	put_calls(600, share_after, 2000000, slow_after);
	demo_end(&demo);
	return diff();
}

START_TEST(a_branch_that_is_taken_more_often_is_named)
{
	struct vypr_analysis_diff *d = diff_of(0.05, 0.25, 12000000, 12000000);
	const struct vypr_analysis_formula_change *f = &d->formulas[0];

	ck_assert_uint_eq(d->worse, 1);
	ck_assert_str_eq(f->name, "quick");
	ck_assert_str_eq(f->result, "worse");
	ck_assert(f->failed.significant && f->shift.significant);
	ck_assert(!f->shift.same_path_significant);
	ck_assert_str_eq(f->outcomes[0].condition, "n > 100");
	ck_assert_str_eq(f->outcomes[0].outcome, "true");
	ck_assert(f->outcomes[0].share.significant);
	ck_assert_uint_eq(f->outcomes[0].share.before, f->before_false);
	ck_assert_uint_eq(f->outcomes[0].share.after, f->after_false);
	ck_assert(!f->outcomes[1].share.significant);
	ck_assert_double_gt(f->shift.path_part, 0.95 * f->shift.mean_change);
	ck_assert_double_gt(f->shift.path_low, 0);
	done(d);
}
END_TEST

START_TEST(a_path_that_takes_longer_is_named)
{
	struct vypr_analysis_diff *d = diff_of(0.1, 0.1, 5000000, 8000000);
	const struct vypr_analysis_formula_change *f = &d->formulas[0];

	ck_assert_str_eq(f->result, "worse");
	ck_assert(!f->failed.significant);
	ck_assert(f->shift.same_path_significant);
	ck_assert(f->paths[0].significant);
	ck_assert_ptr_nonnull(strstr(f->paths[0].outcomes, "n > 100 (true)"));
	ck_assert_double_gt(f->paths[0].more, 0.99);
	ck_assert_double_gt(f->shift.time_low, 0);
	ck_assert(f->shift.path_low < 0 && f->shift.path_high > 0);
	done(d);
}
END_TEST

START_TEST(what_got_better_is_not_worse)
{
	struct vypr_analysis_diff *d = diff_of(0.25, 0.05, 12000000, 12000000);

	ck_assert_uint_eq(d->worse, 0);
	ck_assert_uint_eq(d->better, 1);
	ck_assert_str_eq(d->formulas[0].result, "better");
	done(d);
}
END_TEST

START_TEST(runs_are_compared_where_there_are_three)
{
	struct vypr_analysis_diff *d;

	for (int side = 0; side < 2; side++)
		for (int run = 0; run < 4; run++) {
			begin(side);
			put_calls(100, 0, (uint64_t)(5000000 + 500000 * run), 9500000);
			demo_end(&demo);
		}
	d = diff();
	ck_assert_int_eq(d->formulas[0].by_run, 1);
	ck_assert_double_gt(d->formulas[0].alike, 20);
	ck_assert_str_eq(d->formulas[0].result, "alike");
	done(d);
}
END_TEST

static void stricter(struct unit_maker *m)
{
	m->unit.formula_count = 0;
	unit_formula(m, "quick", "forall c in calls(work): duration(c) < 1 ms", DEMO_HANDLE, 0);
	unit_formula(m, "added", "forall c in calls(work): duration(c) < 2 ms", DEMO_HANDLE, 0);
}

START_TEST(a_changed_formula_is_told_and_not_judged)
{
	struct vypr_analysis_diff *d;

	begin(0);
	put_calls(60, 0, 5000000, 0);
	demo_end(&demo);
	memset(&demo, 0, sizeof demo);
	demo.formulas = stricter;
	demo_begin(&demo, path_of(1), directory, "GCC 12.2.0 -O2");
	for (int i = 0; i < 60; i++) {
		struct vypr_observation o = { DEMO_BEGIN, DEMO_END, demo.now,
					      demo.now + 5000000, 0, 0 };
		struct vypr_verdict v = { .thread = 1,
					  .call = ++demo.calls,
					  .time_ns = demo.now + 5000000,
					  .kind = VYPR_VERDICT_FALSE,
					  .observations = &o };

		demo.now += 5000000;
		ck_assert(!vypr_writer_put(demo.writer, &v));
	}
	demo_end(&demo);
	d = diff();
	ck_assert_uint_eq(d->formula_count, 4);
	ck_assert_str_eq(d->formulas[0].name, "quick");
	ck_assert_str_eq(d->formulas[0].state, "changed");
	ck_assert_str_eq(d->formulas[0].text_before,
			 "forall c in calls(work): duration(c) < 10 ms");
	ck_assert(isnan(d->formulas[0].failed.p));
	ck_assert_uint_eq(d->formulas[0].shift.before_count, 60);
	ck_assert_str_eq(d->formulas[1].name, "added");
	ck_assert_str_eq(d->formulas[1].state, "new");
	ck_assert_str_eq(d->formulas[2].state, "gone");
	ck_assert_str_eq(d->formulas[3].state, "gone");
	ck_assert_uint_eq(d->worse, 0);
	done(d);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("diff");
	TCase *numbers = tcase_create("numbers"), *stores = tcase_create("stores");

	tcase_add_loop_test(numbers, shares_are_tested_as_by_fisher, 0,
			    sizeof shares / sizeof shares[0]);
	tcase_add_test(numbers, shares_of_millions_are_tested_as_fast);
	tcase_add_loop_test(numbers, quantities_are_tested_as_by_mann_and_whitney, 0,
			    sizeof ranks / sizeof ranks[0]);
	tcase_add_loop_test(numbers, student_is_integrated, 0,
			    sizeof students / sizeof students[0]);
	tcase_add_test(numbers, many_tests_are_adjusted_as_in_the_paper);
	tcase_add_test(numbers, a_mean_is_split_into_path_and_time);
	tcase_add_test(numbers, a_path_of_one_side_is_a_path_and_told);
	tcase_add_test(numbers, the_interval_of_medians_covers_the_truth);
	tcase_add_test(numbers, what_is_alike_counts_less);
	suite_add_tcase(suite, numbers);
	tcase_add_checked_fixture(stores, setup, teardown);
	tcase_set_timeout(stores, 600);
	tcase_add_test(stores, equal_stores_are_not_told_apart);
	tcase_add_test(stores, moods_of_the_machine_are_not_taken_for_a_change);
	tcase_add_test(stores, a_branch_that_is_taken_more_often_is_named);
	tcase_add_test(stores, a_path_that_takes_longer_is_named);
	tcase_add_test(stores, what_got_better_is_not_worse);
	tcase_add_test(stores, runs_are_compared_where_there_are_three);
	tcase_add_test(stores, a_changed_formula_is_told_and_not_judged);
	suite_add_tcase(suite, stores);
	return suite_run(suite);
}
