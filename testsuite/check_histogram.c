/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The histogram's buckets hold what they say, and adding is adding.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "runtime/histogram.h"
#include "testsuite/suite.h"

static const double values[] = {
	0.0, -0.0, DBL_TRUE_MIN, DBL_MIN, 1e-300, 0.1, 0.5, 0.999999, 1, 1.03125, 1.03124, 2,
	3, 31, 32, 33, 999, 1000, 1e6, 123456789, 3e9, 1e18, 1e300, DBL_MAX,
};

START_TEST(a_value_lies_in_its_bucket)
{
	double value = values[_i / 2] * (_i % 2 ? -1 : 1);
	int32_t index = vypr_histogram_index(value);

	ck_assert_msg(vypr_histogram_low(index) <= value, "%a in %d", value, index);
	ck_assert_msg(value < vypr_histogram_low(index + 1), "%a in %d", value, index);
}
END_TEST

START_TEST(bounds_rise_and_are_close)
{
	for (int32_t i = -65600; i < 65600; i++) {
		double low = vypr_histogram_low(i), high = vypr_histogram_low(i + 1);

		ck_assert_msg(low < high || isinf(low), "%d: %a %a", i, low, high);
		if (low > 1e-300 && high < INFINITY)
			ck_assert_msg(high / low - 1 <= 1 / 32.0 + 1e-12, "%d", i);
	}
}
END_TEST

START_TEST(infinity_and_nan_have_a_bucket)
{
	int32_t most = vypr_histogram_index(INFINITY);

	ck_assert_int_eq(most, vypr_histogram_index(DBL_MAX) + 1);
	ck_assert(isinf(vypr_histogram_low(most)));
	ck_assert_int_eq(vypr_histogram_index(-INFINITY), -most);
	ck_assert_int_eq(vypr_histogram_index(NAN), 0);
}
END_TEST

START_TEST(buckets_stay_sorted_and_count_all)
{
	struct vypr_histogram histogram = { 0 };
	uint64_t total = 0;
	unsigned state = 12345;

	for (int i = 0; i < 100000; i++) {
		state = state * 1664525 + 1013904223;
		ck_assert(!vypr_histogram_add(&histogram, (int)(state >> 16) % 300 - 100, 3));
	}
	for (uint32_t i = 0; i < histogram.count; i++) {
		ck_assert(!i || histogram.buckets[i - 1].index < histogram.buckets[i].index);
		ck_assert(histogram.buckets[i].count > 0);
		total += histogram.buckets[i].count;
	}
	ck_assert_uint_eq(total, 300000);
	ck_assert_uint_eq(histogram.count, 300);
	vypr_histogram_fini(&histogram);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("histogram");
	TCase *tc = tcase_create("histogram");

	tcase_add_loop_test(tc, a_value_lies_in_its_bucket, 0,
			    2 * sizeof values / sizeof *values);
	tcase_add_test(tc, bounds_rise_and_are_close);
	tcase_add_test(tc, infinity_and_nan_have_a_bucket);
	tcase_add_test(tc, buckets_stay_sorted_and_count_all);
	suite_add_tcase(suite, tc);
	return suite_run(suite);
}
