/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histograms of two groups: edges that a person can read, each value in one bin.
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/distribution.h"
#include "testsuite/suite.h"

/* Two values, and the bins that hold them. */
static const struct row {
	double min, max;
	size_t bins;
	double first, second, last; /* edges: the lowest two, the highest */
	int logarithmic;
} rows[] = {
	{ 1, 1, 1, 1, 1, 1, 0 },
	{ 0, 10, 11, 0, 1, 11, 0 },
	{ 0, 0, 1, 0, 0, 0, 0 },
	{ 100, 103, 4, 100, 101, 104, 0 },
	{ 0.5, 1.5, 21, 0.5, 0.55, 1.55, 0 },
	{ -3, 90, 20, -5, 0, 95, 0 },
	{ 1, 10, 11, 1, 1.25, 12.5, 1 },
	{ 3, 50, 14, 2.5, 3.2, 63, 1 },
	{ 150e3, 57e6, 16, 150e3, 200e3, 70e6, 1 },
	{ 80, 2.1e9, 24, 50, 100, 5e9, 1 },
	{ 1e-9, 1e9, 19, 1e-9, 1e-8, 1e10, 1 },
	{ 1e-300, 1e300, 21, 0, 5e298, 1.05e300, 0 },
};

static struct vypr_analysis_distribution
distribute(struct vypr_report *report, const struct vypr_grouped *values, size_t count)
{
	struct vypr_analysis_distribution d;

	ck_assert_int_eq(vypr_distribute(values, count, report, &d), VYPR_OK);
	return d;
}

START_TEST(edges_can_be_read)
{
	const struct row *r = &rows[_i];
	const struct vypr_grouped values[] = { { r->max, 1 }, { r->min, 0 }, { NAN, 1 } };
	struct vypr_report *report = vypr_report_new();
	struct vypr_analysis_distribution d = distribute(report, values, 3);
	const struct vypr_analysis_bin *last = &d.bins[d.bin_count - 1];

	ck_assert_uint_eq(d.bin_count, r->bins);
	ck_assert_int_eq(d.logarithmic, r->logarithmic);
	ck_assert_double_eq_tol(d.bins[0].low, r->first, fabs(r->first) * 1e-9 + 1e-30);
	ck_assert_double_eq_tol(d.bins[0].high, r->second,
				fabs(r->second) * 1e-9 + 1e-30);
	ck_assert_double_eq_tol(last->high, r->last, fabs(r->last) * 1e-9 + 1e-30);
	ck_assert_uint_eq(d.bins[0].good, 1);
	ck_assert_uint_eq(last->bad, 1);
	vypr_report_free(report);
}
END_TEST

START_TEST(each_value_is_in_one_bin)
{
	struct vypr_report *report = vypr_report_new();
	struct vypr_grouped values[1000];
	struct vypr_analysis_distribution d;
	uint64_t bad = 0, good = 0;

	srand(1);
	for (size_t i = 0; i < 1000; i++) {
		values[i].value = exp(rand() % 1000 / 70.0) - 1;
		values[i].bad = rand() % 4 == 0;
	}
	d = distribute(report, values, 1000);
	for (size_t b = 0; b < d.bin_count; b++) {
		uint64_t inside = 0;

		for (size_t i = 0; i < 1000; i++)
			inside += values[i].value >= d.bins[b].low &&
				  values[i].value < d.bins[b].high;
		ck_assert_uint_eq(d.bins[b].bad + d.bins[b].good, inside);
		ck_assert(b == 0 || d.bins[b].low == d.bins[b - 1].high);
		bad += d.bins[b].bad;
		good += d.bins[b].good;
	}
	ck_assert_uint_eq(bad + good, 1000);
	vypr_report_free(report);
}
END_TEST

START_TEST(zeros_come_before_edges_that_grow)
{
	const struct vypr_grouped values[] = { { 0, 0 }, { 3, 0 }, { 40, 1 } };
	struct vypr_report *report = vypr_report_new();
	struct vypr_analysis_distribution d = distribute(report, values, 3);

	ck_assert_int_eq(d.logarithmic, 1);
	ck_assert_double_eq(d.bins[0].low, 0);
	ck_assert_double_eq(d.bins[0].high, 2.5);
	ck_assert_uint_eq(d.bins[0].good, 1);
	ck_assert_uint_eq(d.bins[1].good, 1);
	ck_assert_uint_eq(d.bins[d.bin_count - 1].bad, 1);
	vypr_report_free(report);
}
END_TEST

START_TEST(without_values_there_are_no_bins)
{
	const struct vypr_grouped none[] = { { NAN, 1 }, { INFINITY, 0 } };
	struct vypr_report *report = vypr_report_new();

	ck_assert_uint_eq(distribute(report, none, 2).bin_count, 0);
	ck_assert_uint_eq(distribute(report, none, 0).bin_count, 0);
	vypr_report_free(report);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("distribution");
	TCase *tcase = tcase_create("distribution");

	tcase_add_loop_test(tcase, edges_can_be_read, 0, sizeof rows / sizeof rows[0]);
	tcase_add_test(tcase, each_value_is_in_one_bin);
	tcase_add_test(tcase, zeros_come_before_edges_that_grow);
	tcase_add_test(tcase, without_values_there_are_no_bins);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
