/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times, quantities, cells, wrapping and JSON as they are spelt.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/bounds.h"
#include "analysis/source.h"
#include "analysis/text.h"
#include "analysis/vypr-analysis.h"
#include "testsuite/suite.h"

static const struct {
	double value;
	int is_time;
	const char *text;
} quantities[] = {
	{ 0, 1, "0 ns" },	 { 480, 1, "480 ns" },	  { 999.4, 1, "999 ns" },
	{ 999.6, 1, "1 us" },	 { 12345, 1, "12.3 us" }, { 12345678, 1, "12.3 ms" },
	{ 999500000, 1, "1 s" }, { -1.5e9, 1, "-1.5 s" }, { 3600e9, 1, "3600 s" },
	{ 12, 0, "12" },	 { -0.25, 0, "-0.25" },
};

START_TEST(quantities_are_readable)
{
	char buf[64];

	ck_assert_str_eq(vypr_analysis_quantity(quantities[_i].value,
						quantities[_i].is_time, buf, sizeof buf),
			 quantities[_i].text);
}
END_TEST

static const struct {
	const char *text;
	int64_t ns; /* -1: not a time */
} times[] = {
	{ "2026-01-01", 1767225600000000000 },
	{ "2026-01-01T00:00:00Z", 1767225600000000000 },
	{ "2026-01-01 00:00:01.25", 1767225601250000000 },
	{ "2026-01-01T01:00:00.000000001+01:00", 1767225600000000001 },
	{ "2025-12-31T19:00:00-05:00", 1767225600000000000 },
	{ "yesterday", -1 },
	{ "2026-01-01T", -1 },
	{ "2026-01-01T00:00:00Zulu", -1 },
	{ "2026-01-01T00:00:00.", -1 },
	{ "2026-13-01", -1 },
	{ "2026-02-30", -1 },
	{ "2026-02-29T12:00:00Z", -1 },
	{ "2028-02-29", 1835395200000000000 },
	{ "2025-12-31T23:59:60Z", 1767225600000000000 }, /* a leap second */
	{ "2026-01-01T00:00:00+1", -1 },
	{ "", -1 },
};

START_TEST(times_are_read)
{
	int64_t ns = -1;

	ck_assert_int_eq(vypr_rfc3339_parse(times[_i].text, &ns), times[_i].ns >= 0);
	ck_assert_int_eq(ns, times[_i].ns);
}
END_TEST

START_TEST(times_are_written_with_nanoseconds)
{
	char buf[64];

	ck_assert_str_eq(vypr_rfc3339(1767225601000000009, buf, sizeof buf),
			 "2026-01-01T00:00:01.000000009Z");
	ck_assert_str_eq(vypr_rfc3339(-1, buf, sizeof buf),
			 "1969-12-31T23:59:59.999999999Z");
}
END_TEST

static char *written;
static size_t written_size;

static FILE *begin(void)
{
	FILE *out = open_memstream(&written, &written_size);

	ck_assert_ptr_nonnull(out);
	return out;
}

static void expect(FILE *out, const char *text)
{
	fclose(out);
	ck_assert_str_eq(written, text);
	free(written);
}

START_TEST(json_is_spelt_exactly)
{
	struct vypr_json j;
	FILE *out = begin();

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_string(&j, "s", "a\"\\\n\t\001\177\303\274\377\355\240\200");
	vypr_json_unsigned(&j, "u", UINT64_MAX);
	vypr_json_integer(&j, "i", INT64_MIN);
	vypr_json_open(&j, "a", '[');
	vypr_json_number(&j, NULL, 0.1);
	vypr_json_number(&j, NULL, NAN);
	vypr_json_number(&j, NULL, INFINITY);
	vypr_json_number(&j, NULL, 1e300);
	vypr_json_number(&j, NULL, 1 / 3.0);
	vypr_json_close(&j, ']');
	vypr_json_open(&j, "o", '{');
	vypr_json_close(&j, '}');
	vypr_json_bool(&j, "b", 1);
	vypr_json_quantity(&j, "ns", 12e6 + 0.4, 1);
	vypr_json_quantity(&j, "q", 2.5, 0);
	vypr_json_time(&j, "t", 1767225601000000009);
	vypr_json_time(&j, "z", 0);
	vypr_json_close(&j, '}');
	vypr_json_open(&j, NULL, '{');
	vypr_json_close(&j, '}');
	expect(out,
	       "{\"s\":"
	       "\"a\\\"\\\\\\n\\t\\u0001\\u007f\303\274\\ufffd\\ufffd\\ufffd\\ufffd\","
	       "\"u\":18446744073709551615,\"i\":-9223372036854775808,"
	       "\"a\":[0.1,null,null,1e+300,0.3333333333333333],\"o\":{},\"b\":true,"
	       "\"ns\":12000000,\"q\":2.5,\"t\":\"2026-01-01T00:00:01.000000009Z\","
	       "\"z\":null}\n{}\n");
}
END_TEST

START_TEST(cells_are_cut_and_padded_by_columns)
{
	FILE *out = begin();
	struct vypr_output o = { out, 0, 0, 80, NULL };

	vypr_text_cell(&o, "abc", 5);
	vypr_text_cell(&o, "abc", -5);
	vypr_text_cell(&o, "abcdef", 5);
	vypr_text_cell(&o, "\303\274\303\274\303\274\303\274", 3);
	vypr_text_cell(&o, "\303\274", 2);
	expect(out, "abc    abcabcd~\303\274\303\274~\303\274 ");
}
END_TEST

START_TEST(words_are_wrapped_at_the_width)
{
	FILE *out = begin();
	struct vypr_output o = { out, 0, 0, 12, NULL };

	vypr_text_wrap(&o, 2, 4, "one two three fourteen-letters five");
	expect(out, "one two\n    three\n    fourteen-letters\n    five\n");
}
END_TEST

START_TEST(no_line_ends_between_a_number_and_its_unit)
{
	FILE *out = begin();
	struct vypr_output o = { out, 0, 0, 12, NULL };

	vypr_text_wrap(&o, 0, 2, "takes 12 ms, max. 99.9 % or 1 in (2 s) 3 sheep");
	expect(out, "takes 12 ms,\n  max.\n  99.9 % or\n  1 in (2 s)\n  3 sheep\n");
}
END_TEST

static const struct {
	double share;
	const char *text;
} shares[] = { { 0, "0 %" },	     { 1, "100 %" },	     { 0.096, "9.6 %" },
	       { 0.0001, "<0.1 %" }, { 0.99999, ">99.9 %" }, { 0.999, "99.9 %" } };

START_TEST(shares_do_not_say_none_or_all_when_it_is_not)
{
	char buf[32];

	ck_assert_str_eq(vypr_percent_text(shares[_i].share, buf, sizeof buf),
			 shares[_i].text);
}
END_TEST

static const struct {
	const char *text;
	int is_code;
} code[] = {
	{ "", 0 },
	{ "\t  ", 0 },
	{ "\t/* x = 1; */", 0 },
	{ "\t// x = 1;", 0 },
	{ "/* a */ x = 1; /* b */", 1 },
	{ "#define X f()", 0 },
	{ "\tint r;", 0 },
	{ "\tconst struct buf *b, *c[4];", 0 },
	{ "\tstd::vector<int> v;", 0 },
	{ "\tint r = 0;", 1 },
	{ "\tint r(0);", 1 },
	{ "\treturn r;", 1 },
	{ "\tgoto out;", 1 },
	{ "\tdelete p;", 1 },
	{ "\tx;", 1 },
	{ "\tbreak;", 1 },
	{ "\ti++;", 1 },
	{ "}", 1 },
	{ "\tputs(\"/*\");", 1 },
	{ "\tc = '\\''; /* '*/", 1 },
};

START_TEST(a_line_without_code_is_known)
{
	int in_comment = 0;

	ck_assert_int_eq(vypr_source_is_code(code[_i].text, &in_comment),
			 code[_i].is_code);
	ck_assert_int_eq(in_comment, 0);
}
END_TEST

START_TEST(a_comment_goes_on_over_lines)
{
	int in_comment = 0;

	ck_assert_int_eq(vypr_source_is_code("f(); /* x", &in_comment), 1);
	ck_assert_int_eq(vypr_source_is_code("y = 1;", &in_comment), 0);
	ck_assert_int_eq(vypr_source_is_code("*/", &in_comment), 0);
	ck_assert_int_eq(vypr_source_is_code("z = 1;", &in_comment), 1);
}
END_TEST

/* Computed apart from the formula of the paper. */
static const struct {
	uint64_t k, n;
	double low, high;
} wilson[] = {
	{ 0, 10, 0, 0.2775328 },	 { 10, 10, 0.7224672, 1 },
	{ 5, 10, 0.2365931, 0.7634069 }, { 1, 100, 0.0017674, 0.0544862 },
	{ 0, 1, 0, 0.7934507 },
};

START_TEST(intervals_are_wilsons)
{
	double low, high;

	vypr_wilson(wilson[_i].k, wilson[_i].n, &low, &high);
	ck_assert_double_eq_tol(low, wilson[_i].low, 1e-6);
	ck_assert_double_eq_tol(high, wilson[_i].high, 1e-6);
}
END_TEST

static const struct {
	double values[10]; /* sorted, up to the first 0 behind the first */
	int is_time;
	struct vypr_bound_kind kind;
	double share;
	const char *text;
	uint64_t failed;
} bounds[] = {
	{ { 1, 2, 3, 4 }, 0, { 0, 0 }, 1, "4", 0 },
	{ { 1, 2, 3, 4 }, 0, { 0, 1 }, 1, "5", 0 },
	{ { 1, 2, 3, 4 }, 0, { 0, 0 }, 0.5, "2", 2 },
	{ { 1, 2, 3, 4 }, 0, { 0, 0 }, 0.51, "3", 1 },
	{ { 1, 2, 3, 4 }, 0, { 0, 0 }, 0, "1", 3 },
	{ { 1, 2, 3, 4 }, 0, { 1, 0 }, 1, "1", 0 },
	{ { 1, 2, 3, 4 }, 0, { 1, 1 }, 0.5, "2", 2 },
	{ { 123456 }, 0, { 0, 0 }, 1, "123456", 0 },
	{ { 0.123456, 2 }, 0, { 0, 0 }, 0.5, "0.124", 1 },
	{ { -0.5, 2.25 }, 0, { 1, 0 }, 1, "-0.5", 0 },
	{ { 999 }, 1, { 0, 0 }, 1, "999 ns", 0 },
	{ { 1234 }, 1, { 0, 0 }, 1, "1.24 us", 0 },
	{ { 1230 }, 1, { 0, 0 }, 1, "1.23 us", 0 },
	{ { 1230 }, 1, { 0, 1 }, 1, "1.24 us", 0 },
	{ { 999999 }, 1, { 0, 0 }, 1, "1 ms", 0 },
	{ { 12345678901 }, 1, { 0, 0 }, 1, "12.4 s", 0 },
	{ { 1234567 }, 1, { 1, 0 }, 1, "1.23 ms", 0 },
	{ { -1234567, 5 }, 1, { 1, 0 }, 1, "-1.24 ms", 0 },
};

START_TEST(bounds_let_their_share_pass)
{
	struct vypr_measured m = { (double *)bounds[_i].values, 1, 0, bounds[_i].is_time,
				   1 };
	struct vypr_report *report = vypr_report_new();
	double bound;

	while (m.count < 10 && m.values[m.count] != 0)
		m.count++;
	for (size_t i = 0; i < m.count; i++)
		m.all_integers &= m.values[i] == floor(m.values[i]);
	bound = vypr_bound_of(&m, bounds[_i].kind, bounds[_i].share);
	ck_assert_str_eq(vypr_bound_text(report, bound, m.is_time), bounds[_i].text);
	ck_assert_uint_eq(vypr_bound_failed(&m, bounds[_i].kind, bound),
			  bounds[_i].failed);
	vypr_report_free(report);
}
END_TEST

#define COUNT(rows) (int)(sizeof(rows) / sizeof((rows)[0]))

int main(void)
{
	Suite *suite = suite_create("text");
	TCase *tcase = tcase_create("text");

	tcase_add_loop_test(tcase, quantities_are_readable, 0, COUNT(quantities));
	tcase_add_loop_test(tcase, times_are_read, 0, COUNT(times));
	tcase_add_test(tcase, times_are_written_with_nanoseconds);
	tcase_add_test(tcase, json_is_spelt_exactly);
	tcase_add_test(tcase, cells_are_cut_and_padded_by_columns);
	tcase_add_test(tcase, words_are_wrapped_at_the_width);
	tcase_add_test(tcase, no_line_ends_between_a_number_and_its_unit);
	tcase_add_loop_test(tcase, shares_do_not_say_none_or_all_when_it_is_not, 0,
			    COUNT(shares));
	tcase_add_loop_test(tcase, a_line_without_code_is_known, 0, COUNT(code));
	tcase_add_test(tcase, a_comment_goes_on_over_lines);
	tcase_add_loop_test(tcase, intervals_are_wilsons, 0, COUNT(wilson));
	tcase_add_loop_test(tcase, bounds_let_their_share_pass, 0, COUNT(bounds));
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
