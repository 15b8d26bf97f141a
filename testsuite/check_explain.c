/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Explanation over stores made by hand: a known cause beside a decoy, no cause, no
 * false verdicts, no paths, two builds, bits that do not fit the graph.
 */
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "analysis/trace.h"
#include "analysis/vypr-analysis.h"
#include "spec/monitor.h"
#include "testsuite/analysis_store.h"
#include "testsuite/suite.h"

static char directory[64], path[128];
static struct demo demo;

static void setup(void)
{
	strcpy(directory, "/tmp/vypr-check-explain.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/vypr.db", directory);
	memset(&demo, 0, sizeof demo); /* without a fork, that of the test before */
	demo_begin(&demo, path, directory, "GCC 12.2.0 -O2");
}

static void teardown(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf %s", directory);
	ck_assert_int_eq(system(command), 0);
}

static struct vypr_analysis *analysis;

/* Code that the explanation was not made with counts the same. */
static int is_verified(const struct vypr_analysis_explanation *e)
{
	struct vypr_analysis_verification *v;
	struct vypr_analysis_error error;
	int code = vypr_analysis_verify(analysis, e, &v, &error), agrees;

	ck_assert_msg(!code, "%s", error.text);
	agrees = v->agrees;
	for (size_t i = 0; i < v->claim_count; i++)
		if (!v->claims[i].agrees)
			fprintf(stderr, "# %s: claimed %g, found %g\n", v->claims[i].what,
				v->claims[i].claimed, v->claims[i].found);
	for (size_t i = 0; i < v->claim_count; i++)
		ck_assert_int_eq(v->claims[i].agrees,
				 fabs(v->claims[i].claimed - v->claims[i].found) < 1e-6);
	vypr_analysis_free(v);
	return agrees;
}

static struct vypr_analysis_explanation *explain(const char *formula)
{
	struct vypr_analysis_explanation *e = NULL;
	struct vypr_analysis_error error;
	int code = vypr_analysis_open(path, &analysis, &error);

	ck_assert_msg(!code, "%s", error.text);
	code = vypr_analysis_explain(analysis, formula, NULL, NULL, &e, &error);
	ck_assert_msg(!code, "%s", error.text);
	ck_assert(is_verified(e));
	return e;
}

static void done(struct vypr_analysis_explanation *e)
{
	vypr_analysis_free(e);
	vypr_analysis_close(analysis);
}

static uint64_t seed = 7;

static uint64_t draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	return seed ^= seed << 17;
}

/* The decoy is taken by two of three slow calls and by one of three others. */
START_TEST(a_known_cause_is_named_and_the_decoy_is_not)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 240; i++) {
		int slow = i % 10 == 0;

		demo_quick(&demo, slow ? 13000000 : 2000000 + draw() % 7000000,
			   slow ? draw() % 3 != 0 : draw() % 3 == 0, slow, 1);
	}
	demo_end(&demo);
	e = explain("quick");
	ck_assert_uint_eq(e->bad, 24);
	ck_assert_uint_eq(e->good, 216);
	ck_assert_int_eq(e->separates, 1);
	ck_assert_str_eq(e->predicates[0].condition, "n > 100");
	ck_assert_str_eq(e->predicates[0].outcome, "true");
	ck_assert_uint_eq(e->predicates[0].line, 15);
	ck_assert_uint_eq(e->predicates[0].depth, 1);
	ck_assert_uint_eq(e->predicates[0].bad_taken, 24);
	ck_assert_uint_eq(e->predicates[0].good_taken, 0);
	ck_assert_str_eq(
		e->sentence,
		"24 of 240 calls of work at demo.c:25 took 10 ms or longer; all 24 "
		"took `n > 100` (true) at demo.c:15, none of the 216 others did; "
		"Importance 0.95, 95 % CI 0.89 to 0.97.");
	ck_assert_str_eq(e->bad_example, "1.1.1");
	ck_assert(*e->good_example);
	ck_assert_uint_eq(e->distinct, 4);
	done(e);
}
END_TEST

START_TEST(a_wrong_number_is_found)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 240; i++)
		demo_quick(&demo, i % 10 ? 2000000 : 13000000, i % 3 == 0, i % 10 == 0, 1);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_uint_eq(e->cause_count, 1);
	e->causes[0].good_taken++;
	ck_assert(!is_verified(e));
	e->causes[0].good_taken--;
	e->bad++;
	ck_assert(!is_verified(e));
	done(e);
}
END_TEST

/* Nine of ten slow calls take the branch, and one of twenty others. */
START_TEST(a_cause_that_is_not_the_only_one_is_told_with_its_counts)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 400; i++) {
		int slow = i % 10 == 0, taken = slow ? i % 100 != 0 : i % 20 == 1;

		demo_quick(&demo, slow ? 13000000 : 2000000, draw() % 2, taken, 1);
	}
	demo_end(&demo);
	e = explain("quick");
	ck_assert_int_eq(e->separates, 1);
	ck_assert_str_eq(
		e->sentence,
		"40 of 400 calls of work at demo.c:25 took 10 ms or longer; 36 of "
		"these 40 took `n > 100` (true) at demo.c:15, so did 20 of the 360 "
		"others; Importance 0.70, 95 % CI 0.60 to 0.78.  4 are left unexplained.");
	done(e);
}
END_TEST

/* Truth and branches are drawn apart. */
START_TEST(without_a_cause_none_is_named)
{
	struct vypr_analysis_explanation *e;

	seed = 1000 + (uint64_t)_i;
	for (int i = 0; i < 300; i++)
		demo_quick(&demo, draw() % 10 == 0 ? 13000000 : 2000000, draw() % 3 == 0,
			   draw() % 4 == 0, 1);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_int_eq(e->separates, 0);
	ck_assert_ptr_nonnull(strstr(e->sentence, "no branch separates them"));
	done(e);
}
END_TEST

/* All slow ones and half of the others took it: a step on the way, but no chance. */
START_TEST(a_branch_on_the_way_is_not_called_chance)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 1000; i++)
		demo_quick(&demo, i % 38 == 0 ? 13000000 : 2000000, draw() % 2,
			   i % 2 == 0, 1);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_int_eq(e->separates, 0);
	ck_assert_str_eq(
		e->sentence,
		"27 of 1000 calls of work at demo.c:25 took 10 ms or longer; no branch "
		"separates them: the nearest, `n > 100` (true) at demo.c:15, was taken "
		"by 27 of these 27 and by 473 of the 973 others.  What decides may lie "
		"in a function whose path is not recorded (paths in vypr-spec(5)).");
	done(e);
}
END_TEST

START_TEST(without_false_verdicts_the_slowest_tenth_is_held_against_the_rest)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 200; i++)
		demo_quick(&demo, i % 10 == 0 ? 8000000 : 2000000, draw() % 3 == 0,
			   i % 10 == 0, 1);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_str_eq(e->grouping, "slowest");
	ck_assert_str_eq(
		e->sentence,
		"No verdict is false, so the slowest 20 of 200 calls of work at "
		"demo.c:25 (8 ms or longer) are held against the rest; all 20 took "
		"`n > 100` (true) at demo.c:15, none of the 180 others did; "
		"Importance 0.95, 95 % CI 0.87 to 0.97.");
	done(e);
}
END_TEST

/* Not of explanations, but it wants the same store. */
START_TEST(the_middle_of_many_zeros_is_zero)
{
	struct vypr_analysis_summary *r = NULL;
	struct vypr_analysis_error error;

	for (int i = 0; i < 20; i++)
		demo_quick(&demo, i < 15 ? 0 : 8000000, 0, 0, 0);
	demo_end(&demo);
	ck_assert(!vypr_analysis_open(path, &analysis, &error));
	ck_assert_msg(!vypr_analysis_summarise(analysis, &r, &error), "%s", error.text);
	ck_assert_double_eq(r->formulas[0].p50, 0);
	ck_assert_double_eq(r->formulas[0].p90, 8000000);
	vypr_analysis_free(r);
	vypr_analysis_close(analysis);
}
END_TEST

static void integer_formula(struct unit_maker *m)
{
	m->unit.formula_count = 0;
	unit_formula(m, "small", "forall q in changes(r): q(r) < 10", DEMO_HANDLE, 1);
}

static void pointer_formula(struct unit_maker *m)
{
	m->unit.formula_count = 0;
	unit_formula(m, "small", "forall q in changes(r): q(r) == NULL", DEMO_HANDLE, 1);
	m->types[0][0] = VYPR_TYPE_PTR;
}

/* What was measured are 2, 2, 2, 45 and 100: no percentile lies between two integers.  Of
 * pointers there are none. */
START_TEST(percentiles_of_integers_are_integers)
{
	static const uint64_t values[] = { 2, 2, 2, 45, 100 };
	struct vypr_analysis_summary *r = NULL;
	struct vypr_analysis_error error;

	demo_end(&demo);
	ck_assert_int_eq(unlink(path), 0);
	memset(&demo, 0, sizeof demo);
	demo.formulas = _i ? pointer_formula : integer_formula;
	demo_begin(&demo, path, directory, "GCC 12.2.0 -O2");
	for (size_t i = 0; i < 5; i++) {
		struct vypr_observation o = { VYPR_NO_SITE, DEMO_CHANGE, 0, ++demo.now, 0, 0 };
		struct vypr_captured captured = { .value = values[i], .known = 1 };
		struct vypr_verdict v = { .thread = 1,
					  .call = i + 1,
					  .time_ns = demo.now,
					  .observations = &o,
					  .captured = &captured,
					  .kind = VYPR_VERDICT_TRUE };

		ck_assert(!vypr_writer_put(demo.writer, &v));
	}
	demo_end(&demo);
	ck_assert(!vypr_analysis_open(path, &analysis, &error));
	ck_assert_msg(!vypr_analysis_summarise(analysis, &r, &error), "%s", error.text);
	ck_assert_uint_eq(r->formulas[0].measured_count, _i ? 0 : 5);
	if (!_i) {
		ck_assert_double_eq(r->formulas[0].p50, 2);
		ck_assert_double_eq(r->formulas[0].p90, 100);
		ck_assert_double_eq(r->formulas[0].max, 100);
	}
	vypr_analysis_free(r);
	vypr_analysis_close(analysis);
}
END_TEST

START_TEST(equal_times_make_no_groups)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 20; i++)
		demo_quick(&demo, 8000000, 0, i % 2, 1);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_int_eq(e->separates, 0);
	ck_assert_str_eq(
		e->sentence,
		"All 20 calls of work at demo.c:25 are alike, so there are no two "
		"groups to compare.");
	done(e);
}
END_TEST

START_TEST(verdicts_without_paths_are_counted_and_left_out)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 200; i++)
		demo_quick(&demo, i % 10 == 0 ? 12000000 : 2000000, draw() % 3 == 0,
			   i % 10 == 0, i % 4 < 2);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_uint_eq(e->bad, 20);
	ck_assert_uint_eq(e->bad_paths, 10);
	ck_assert_uint_eq(e->good_paths, 90);
	ck_assert_str_eq(
		e->sentence,
		"20 of 200 calls of work at demo.c:25 took 10 ms or longer; all 10 "
		"took `n > 100` (true) at demo.c:15, none of the 90 others did; "
		"Importance 0.95, 95 % CI 0.81 to 0.98.  10 are left unexplained. "
		"(Paths are known for 10 of the 20 and for 90 of the 180 others.)");
	done(e);
}
END_TEST

START_TEST(no_paths_at_all_is_said)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 20; i++)
		demo_quick(&demo, i % 10 == 0 ? 12000000 : 2000000, 0, 0, 0);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_int_eq(e->separates, 0);
	ck_assert_str_eq(
		e->sentence,
		"2 of 20 calls of work at demo.c:25 took 10 ms or longer; no paths "
		"were recorded, so nothing can be said about branches.");
	done(e);
}
END_TEST

/* ---- verdicts that no event decided ---- */

static void silent_formulas(struct unit_maker *m)
{
	m->unit.formula_count = 0;
	unit_formula(m, "called", "exists c in calls(log): duration(c) < 1 s", DEMO_HANDLE,
		     0);
	unit_formula(m, "soon",
		     "forall e in entry: time_between(e, before(next_call(e, log))) < 1 ms",
		     DEMO_HANDLE, 0);
}

static void begin_silent(void)
{
	demo.formulas = silent_formulas;
	vypr_writer_free(demo.writer);
	vypr_store_close(demo.store);
	demo_begin(&demo, path, directory, "GCC 12.2.0 -O3");
}

/* begun, ended: sites of the call of log, if they were seen */
static void put_silent(uint32_t formula, enum vypr_verdict_kind kind, uint32_t entered,
		       uint32_t begun, uint32_t way)
{
	struct vypr_observation o[3] = {
		{ VYPR_NO_SITE, entered, 0, demo.now, 0, 0 },
		{ begun, VYPR_NO_SITE, demo.now + 10, 0, way, 0 },
		{ VYPR_NO_SITE, VYPR_NO_SITE, 0, 0, 0, 0 },
	};
	struct vypr_verdict v = { .formula = formula, .thread = 1, .kind = kind };

	v.call = ++demo.calls;
	v.time_ns = demo.now += 1000;
	v.observations = formula == 1 ? o : o + 1;
	ck_assert(!vypr_writer_put(demo.writer, &v));
}

START_TEST(what_did_not_happen_has_no_path_and_that_is_said)
{
	struct vypr_analysis_explanation *e;

	begin_silent();
	for (int i = 0; i < 10; i++)
		put_silent(0, i < 4 ? VYPR_VERDICT_TRUE : VYPR_VERDICT_FALSE, 0,
			   i < 4 ? DEMO_LOG_BEGIN : VYPR_NO_SITE,
			   i < 4 ? demo_path(&demo, DEMO_HANDLE, 2) : 0);
	demo_end(&demo);
	e = explain("called");
	ck_assert_str_eq(
		e->sentence,
		"6 of 10 verdicts of called are false; what these asked for did not happen, "
		"so they have no path to compare: nothing in calls(log) made them true before "
		"handle was left.");
	done(e);
}
END_TEST

START_TEST(what_has_not_come_has_no_path_and_that_is_said)
{
	struct vypr_analysis_explanation *e;

	begin_silent();
	for (int i = 0; i < 10; i++)
		put_silent(1, i < 4 ? VYPR_VERDICT_TRUE : VYPR_VERDICT_FALSE, DEMO_CHANGE,
			   i < 4 ? DEMO_LOG_BEGIN : VYPR_NO_SITE,
			   i < 4 ? demo_path(&demo, DEMO_HANDLE, 2) : 0);
	demo_end(&demo);
	e = explain("soon");
	ck_assert_str_eq(
		e->sentence,
		"6 of 10 verdicts of soon are false; these were decided because time had passed, "
		"before next_call(e, log) came, so they have no path to compare.");
	done(e);
}
END_TEST

START_TEST(that_some_have_not_come_is_said_too)
{
	struct vypr_analysis_explanation *e;

	begin_silent();
	for (int i = 0; i < 10; i++)
		put_silent(1, i < 4 ? VYPR_VERDICT_TRUE : VYPR_VERDICT_FALSE, DEMO_CHANGE,
			   i < 6 ? DEMO_LOG_BEGIN : VYPR_NO_SITE,
			   i < 6 ? demo_path(&demo, DEMO_HANDLE, 2) : 0);
	demo_end(&demo);
	e = explain("soon");
	ck_assert_uint_eq(e->bad_paths, 2);
	ck_assert_ptr_nonnull(strstr(
		e->sentence, "(Paths are known for 2 of the 6 and for 4 of the 4 others; 4 were "
			     "decided because time had passed, before next_call(e, log) "
			     "came.)"));
	done(e);
}
END_TEST

START_TEST(nothing_decided_is_said)
{
	struct vypr_analysis_explanation *e;

	demo_end(&demo);
	e = explain("never");
	ck_assert_str_eq(e->sentence, "No verdict of never has been decided.");
	done(e);
}
END_TEST

/* Two units with the same keys: one branch, added up. */
START_TEST(builds_are_joined_by_keys)
{
	struct vypr_analysis_explanation *e;

	demo_run(&demo);
	demo_end(&demo);
	demo_begin(&demo, path, directory, "GCC 12.2.0 -O0");
	demo_run(&demo);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_uint_eq(e->bad, 10);
	ck_assert_uint_eq(e->good, 70);
	ck_assert_str_eq(e->predicates[0].condition, "n > 100");
	ck_assert_uint_eq(e->predicates[0].bad_taken, 10);
	ck_assert_uint_eq(e->predicates[0].good_reached, 70);
	done(e);
}
END_TEST

START_TEST(a_path_that_does_not_fit_is_counted)
{
	struct vypr_observation o = { DEMO_BEGIN,	   DEMO_END, demo.now,
				      demo.now + 12000000, 0,	     0 };
	struct vypr_verdict v = {
		.thread = 1, .call = 1, .observations = &o, .kind = VYPR_VERDICT_FALSE
	};
	struct vypr_analysis_explanation *e;

	demo_run(&demo);
	o.path = demo_path(&demo, DEMO_HANDLE, 0xff);
	v.time_ns = o.end_ns;
	ck_assert(!vypr_writer_put(demo.writer, &v));
	demo_end(&demo);
	e = explain("quick");
	ck_assert_uint_eq(e->bad, 6);
	ck_assert_uint_eq(e->bad_paths, 5);
	ck_assert_uint_eq(e->unreadable, 1);
	ck_assert_int_eq(e->separates, 1);
	done(e);
}
END_TEST

/* Told of the only verdict: its path and where the nodes are. */
struct told {
	struct vypr_monitor *monitor;
	uint32_t path;
};

static enum vypr_status tell(void *ctx, const struct vypr_verdict *verdict)
{
	((struct told *)ctx)->path = verdict->observations[0].path;
	return VYPR_OK;
}

static enum vypr_status told_node(void *ctx, uint32_t run, uint32_t id,
				  struct vypr_path_node *ret_node)
{
	(void)run;
	*ret_node = vypr_monitor_paths(((struct told *)ctx)->monitor)->nodes[id];
	return VYPR_OK;
}

static enum vypr_status told_unit(void *ctx, uint32_t run, uint32_t number,
				  const struct vypr_unit **ret_unit)
{
	(void)ctx;
	(void)run;
	(void)number;
	*ret_unit = &demo.unit;
	return VYPR_OK;
}

static void feed(struct told *told, uint32_t site, uint64_t time, uint64_t value)
{
	struct vypr_event event = {
		.site = site, .thread = 1, .time_ns = time, .value = value, .frame = 99
	};

	ck_assert(!vypr_monitor_feed(told->monitor, &event));
}

/* A loop flushes its bits so often: the beginning and the end are there, and the
 * beginning is whole while it is just one restart. */
START_TEST(a_long_path_keeps_its_beginning)
{
	static const struct {
		int flushes;
		size_t head, tail; /* words; head 0: none was needed */
	} rows[] = { { 3, 0, 3 },   { 16, 0, 16 }, { 17, 17, 0 }, { 20, 17, 3 },
		     { 34, 17, 0 }, { 40, 17, 6 }, { 400, 17, 9 } };
	struct told told = { NULL, 0 };
	struct vypr_sink sink = { tell, &told };
	struct vypr_path_source source = { told_node, told_unit, &told };
	struct vypr_trace trace = { 0 };
	uint32_t number;

	demo_end(&demo);
	memset(&demo, 0, sizeof demo);
	demo.with_path_site = 1;
	demo_unit(&demo, directory, "GCC");
	ck_assert(!vypr_monitor_new(&sink, &told.monitor));
	ck_assert(!vypr_monitor_add_unit(told.monitor, &demo.unit, &number));
	for (int i = 0; i < rows[_i].flushes; i++)
		feed(&told, DEMO_FLUSH, 0, 0x100 + (uint64_t)i);
	feed(&told, DEMO_BEGIN, 1000, 1);
	feed(&told, DEMO_END, 2000, 0);
	ck_assert_uint_ne(told.path, 0);
	ck_assert(!vypr_trace_read(&source, 1, told.path, &trace));
	ck_assert_uint_eq(trace.count, rows[_i].tail);
	ck_assert_uint_eq(trace.head != 0, rows[_i].head != 0);
	if (rows[_i].tail)
		ck_assert_uint_eq(trace.words[trace.count - 1].word,
				  0x100 + (uint64_t)rows[_i].flushes - 1);
	if (rows[_i].head) {
		ck_assert_uint_eq(trace.head_stop, 1);
		ck_assert(!vypr_trace_read(&source, 1, trace.head, &trace));
		ck_assert_uint_eq(trace.count, rows[_i].head);
		ck_assert_uint_eq(trace.head, 0);
		ck_assert_uint_eq(trace.words[0].word, 0x100);
		ck_assert_uint_eq(trace.words[16].word, 0x110);
	}
	vypr_trace_fini(&trace);
	vypr_monitor_free(told.monitor);
	vypr_unit_fini(&demo.unit);
	free(demo.bytes);
}
END_TEST

/* The branch that decides lies in the beginning only. */
START_TEST(the_beginning_of_a_long_path_is_compared)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 100; i++) {
		int slow = i % 5 == 0;
		uint32_t head = demo_path(&demo, DEMO_WORK, 4 | slow), tail, call;
		struct vypr_observation o = { DEMO_BEGIN,
					      DEMO_END,
					      demo.now + 1,
					      demo.now + (slow ? 12000000 : 1000000),
					      0,
					      0 };
		struct vypr_verdict v = { .thread = 1,
					  .call = 1,
					  .observations = &o,
					  .kind = slow ? VYPR_VERDICT_FALSE
						       : VYPR_VERDICT_TRUE };

		tail = vypr_paths_intern(&demo.paths, VYPR_PATH_ROOT, DEMO_WORK, 5, head);
		tail = vypr_paths_intern(&demo.paths, VYPR_PATH_ROOT, DEMO_WORK, 5, tail);
		call = vypr_paths_intern(&demo.paths, VYPR_PATH_CALL, tail, 0, 0);
		o.callee = vypr_paths_intern(&demo.paths, VYPR_PATH_LIST, 0, call, 1);
		v.time_ns = demo.now = o.end_ns;
		ck_assert(!vypr_writer_put(demo.writer, &v));
	}
	demo_end(&demo);
	e = explain("quick");
	ck_assert_uint_eq(e->unreadable, 0);
	ck_assert_int_eq(e->separates, 1);
	ck_assert_str_eq(e->predicates[0].condition, "n > 100");
	ck_assert_uint_eq(e->predicates[0].bad_taken, 20);
	ck_assert_uint_eq(e->predicates[0].good_taken, 0);
	done(e);
}
END_TEST

/* A loop in slow: twice around by the slow ones, once by the others. */
START_TEST(that_a_branch_was_taken_again_separates)
{
	struct vypr_analysis_explanation *e;

	for (int i = 0; i < 60; i++) {
		int slow = i % 5 == 0;
		struct vypr_observation o = { DEMO_BEGIN, DEMO_END, demo.now + 1,
					      demo.now + (slow ? 12000000 : 1000000), 0, 0 };
		struct vypr_verdict v = { .thread = 1, .call = 1, .observations = &o };
		uint32_t call = vypr_paths_intern(&demo.paths, VYPR_PATH_CALL,
						  demo_path(&demo, DEMO_SLOW, slow ? 0xe : 6),
						  0, 0);

		o.callee = vypr_paths_intern(&demo.paths, VYPR_PATH_LIST, 0, call, 1);
		v.kind = slow ? VYPR_VERDICT_FALSE : VYPR_VERDICT_TRUE;
		v.time_ns = demo.now = o.end_ns;
		ck_assert(!vypr_writer_put(demo.writer, &v));
	}
	demo_end(&demo);
	e = explain("quick");
	ck_assert_int_eq(e->separates, 1);
	ck_assert_str_eq(e->sentence,
			 "12 of 60 calls of work at demo.c:25 took 10 ms or longer; all 12 "
			 "took `i < n` (true, 2+ times) at demo.c:6, none of the 48 others "
			 "did; Importance 0.89, 95 % CI 0.75 to 0.94.");
	ck_assert_uint_eq(e->predicate_count, 1);
	ck_assert_uint_eq(e->compared, 2); /* taken again, and not */
	ck_assert_uint_eq(e->predicates[0].bad_reached, 12);
	ck_assert_uint_eq(e->predicates[0].good_reached, 48);
	done(e);
}
END_TEST

/* Where all that there is was recorded, nothing lies in what was not. */
static void deep_formula(struct unit_maker *m)
{
	m->unit.formula_count = 0;
	unit_formula(m, "quick", "forall c in calls(work): duration(c) < 10 ms",
		     DEMO_HANDLE, 0);
	m->formulas[0].paths = VYPR_PATHS_DEEP;
}

START_TEST(with_deep_paths_no_other_function_is_suspected)
{
	struct vypr_analysis_explanation *e;

	demo_end(&demo);
	ck_assert_int_eq(unlink(path), 0);
	memset(&demo, 0, sizeof demo);
	demo.formulas = deep_formula;
	demo_begin(&demo, path, directory, "GCC 12.2.0 -O2");
	for (int i = 0; i < 20; i++)
		demo_quick(&demo, i % 5 == 0 ? 12000000 : 1000000, 0, 0, 1);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_str_eq(e->sentence,
			 "4 of 20 calls of work at demo.c:25 took 10 ms or longer; no branch "
			 "separates them: no outcome was taken, or taken more often, by a "
			 "larger share of these than of the others.  What decides may be a "
			 "value that no branch tests.");
	done(e);
}
END_TEST

/* ---- values ---- */

static void value_formula(struct unit_maker *m)
{
	struct vypr_diag diag;

	m->unit.formula_count = 0;
	unit_formula(m, "quick", "forall c in calls(work): duration(c) < 10 ms", DEMO_HANDLE, 2);
	if (vypr_parse_record("n", 1, NULL, &m->formulas[0].ast, &diag) ||
	    vypr_parse_record("name", 4, NULL, &m->formulas[0].ast, &diag))
		abort();
	m->types[0][1] = VYPR_TYPE_STRING;
}

/* Row 0: slow above 1000; row 1: slow of one name; row 2: slow on one thread. */
static void put_value(int row, int i, const struct vypr_string *const *names)
{
	uint64_t n = draw() % 2000;
	int name = (int)(draw() % 3), slow;
	uint32_t thread = 1 + draw() % 4;
	struct vypr_captured captured[2] = {
		{ .value = n, .known = VYPR_KNOWN },
		{ .value = names[name]->id, .known = VYPR_KNOWN, .string = names[name] },
	};
	struct vypr_observation o = { DEMO_BEGIN, DEMO_END, demo.now + 1, 0, 0, 0 };
	struct vypr_verdict v = { .thread = thread,
				  .call = (uint64_t)i + 1,
				  .observations = &o,
				  .captured = captured };

	slow = row == 0 ? n > 1000 : row == 1 ? name == 1 : thread == 2;
	o.end_ns = demo.now + (slow ? 12000000 : 1000000);
	o.path = demo_path(&demo, DEMO_HANDLE, 2);
	o.callee = demo_calls(&demo, (int)(draw() % 2), 0);
	v.kind = slow ? VYPR_VERDICT_FALSE : VYPR_VERDICT_TRUE;
	v.time_ns = demo.now = o.end_ns;
	ck_assert(!vypr_writer_put(demo.writer, &v));
}

START_TEST(values_texts_and_threads_are_causes)
{
	static const struct {
		const char *kind, *subject, *comparison, *class_name, *said;
	} rows[] = {
		{ "value", "before(c)(n)", ">", "", "had before(c)(n) > " },
		{ "value", "before(c)(name)", "==", "\"b\"", "had before(c)(name) = \"b\", " },
		{ "attribute", "thread", "==", "2", "were of thread 2, " },
	};
	struct vypr_analysis_explanation *e;
	const struct vypr_string *names[3];

	demo_end(&demo);
	ck_assert_int_eq(unlink(path), 0);
	memset(&demo, 0, sizeof demo);
	demo.formulas = value_formula;
	demo_begin(&demo, path, directory, "GCC 12.2.0 -O2");
	for (uint32_t i = 0; i < 3; i++) {
		struct vypr_string *s = calloc(1, sizeof *s + 2);

		ck_assert_ptr_nonnull(s);
		s->id = i + 1;
		s->size = 1;
		s->bytes[0] = (char)('a' + i);
		ck_assert(!vypr_writer_add_string(demo.writer, s));
		names[i] = s;
	}
	for (int i = 0; i < 300; i++)
		put_value(_i, i, names);
	demo_end(&demo);
	e = explain("quick");
	ck_assert_int_eq(e->separates, 1);
	ck_assert_uint_eq(e->cause_count, 1);
	ck_assert_uint_eq(e->unexplained, 0);
	ck_assert_str_eq(e->causes[0].kind, rows[_i].kind);
	ck_assert_str_eq(e->causes[0].subject, rows[_i].subject);
	ck_assert_str_eq(e->causes[0].comparison, rows[_i].comparison);
	ck_assert_str_eq(e->causes[0].class_name, rows[_i].class_name);
	ck_assert_msg(strstr(e->sentence, rows[_i].said) != NULL, "%s", e->sentence);
	ck_assert_ptr_nonnull(strstr(e->sentence, "no branch explains it"));
	if (_i == 0) {
		ck_assert_double_gt(e->causes[0].threshold, 980);
		ck_assert_double_le(e->causes[0].threshold, 1000);
		ck_assert_double_gt(e->causes[0].bad_median, 1300);
		ck_assert_double_lt(e->causes[0].good_median, 700);
	}
	ck_assert_double_eq_tol(e->causes[0].effect, 11e6, 2);
	done(e);
	for (int i = 0; i < 3; i++)
		free((void *)(uintptr_t)names[i]);
}
END_TEST

/* ---- a deadline that passed ---- */

static void next_formula(struct unit_maker *m)
{
	m->unit.formula_count = 0;
	unit_formula(m, "next",
		     "forall q in changes(r): time_between(q, after(next_call(q, log))) < 1 ms",
		     DEMO_HANDLE, 0);
}

/* The call of log is still running when too much time has passed since q. */
START_TEST(what_a_deadline_ended_is_at_least_so_long_and_not_measured)
{
	struct vypr_observation o[2] = {
		{ VYPR_NO_SITE, DEMO_CHANGE, 0, DEMO_START_MONO + 1000, 0, 0 },
		{ DEMO_LOG_BEGIN, VYPR_NO_SITE, DEMO_START_MONO + 2000, 0, 0, 0 },
	};
	struct vypr_verdict v = { .thread = 1,
				  .call = 1,
				  .time_ns = DEMO_START_MONO + 1001500,
				  .observations = o,
				  .kind = VYPR_VERDICT_FALSE };
	struct vypr_analysis_detail *d = NULL;
	struct vypr_analysis_error error;

	demo_end(&demo);
	ck_assert_int_eq(unlink(path), 0);
	memset(&demo, 0, sizeof demo);
	demo.formulas = next_formula;
	demo_begin(&demo, path, directory, "GCC 12.2.0 -O2");
	ck_assert(!vypr_writer_put(demo.writer, &v));
	demo_end(&demo);
	ck_assert(!vypr_analysis_open(path, &analysis, &error));
	ck_assert_msg(!vypr_analysis_show(analysis, "1.1.1", &d, &error), "%s", error.text);
	ck_assert_int_eq(d->head.has_value, 0);
	ck_assert_int_eq(d->atom_at_least, 1);
	ck_assert_double_eq(d->atom_value, 1000500);
	ck_assert_int_eq(d->observations[0].running, 0);
	ck_assert_int_eq(d->observations[1].running, 1);
	vypr_analysis_free(d);
	vypr_analysis_close(analysis);
}
END_TEST

/* The block of the call ends with a condition on the line below. */
static void condition_behind_the_call(struct unit_maker *m)
{
	m->unit.formula_count = 0;
	unit_formula(m, "quick", "forall c in calls(work): duration(c) < 10 ms",
		     DEMO_HANDLE, 0);
	m->blocks[2].condition = unit_text(m, "r > 0");
	m->blocks[2].condition_line = 26;
}

START_TEST(a_path_ends_with_the_statement_of_its_observation)
{
	struct vypr_analysis_path *p = NULL;
	struct vypr_analysis_error error;
	FILE *source;
	char file[128];

	demo_end(&demo);
	ck_assert_int_eq(unlink(path), 0);
	memset(&demo, 0, sizeof demo);
	demo.formulas = condition_behind_the_call;
	demo_begin(&demo, path, directory, "GCC 12.2.0 -O2");
	demo_quick(&demo, 12000000, 0, 0, 1);
	demo_end(&demo);
	snprintf(file, sizeof file, "%s/demo.c", directory);
	source = fopen(file, "w");
	ck_assert(source && fputs(demo_source, source) >= 0 && fclose(source) == 0);
	ck_assert(!vypr_analysis_open(path, &analysis, &error));
	ck_assert_msg(!vypr_analysis_path(analysis, "1.1.1", &p, &error), "%s", error.text);
	for (size_t i = 0; i < p->walks[0].line_count; i++) {
		const struct vypr_analysis_line *l = &p->walks[0].lines[i];

		ck_assert_msg(l->passed == (l->number == 23 || l->number == 25),
			      "line %u: %llu", l->number, (unsigned long long)l->passed);
	}
	vypr_analysis_free(p);
	vypr_analysis_close(analysis);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("explain");
	TCase *tcase = tcase_create("explain");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, a_known_cause_is_named_and_the_decoy_is_not);
	tcase_add_test(tcase, a_wrong_number_is_found);
	tcase_add_test(tcase, a_cause_that_is_not_the_only_one_is_told_with_its_counts);
	tcase_add_loop_test(tcase, without_a_cause_none_is_named, 0, 10);
	tcase_add_test(tcase, a_branch_on_the_way_is_not_called_chance);
	tcase_add_test(tcase,
		       without_false_verdicts_the_slowest_tenth_is_held_against_the_rest);
	tcase_add_test(tcase, the_middle_of_many_zeros_is_zero);
	tcase_add_loop_test(tcase, percentiles_of_integers_are_integers, 0, 2);
	tcase_add_test(tcase, equal_times_make_no_groups);
	tcase_add_test(tcase, verdicts_without_paths_are_counted_and_left_out);
	tcase_add_test(tcase, no_paths_at_all_is_said);
	tcase_add_test(tcase, nothing_decided_is_said);
	tcase_add_test(tcase, what_did_not_happen_has_no_path_and_that_is_said);
	tcase_add_test(tcase, what_has_not_come_has_no_path_and_that_is_said);
	tcase_add_test(tcase, that_some_have_not_come_is_said_too);
	tcase_add_test(tcase, builds_are_joined_by_keys);
	tcase_add_test(tcase, a_path_that_does_not_fit_is_counted);
	tcase_add_loop_test(tcase, a_long_path_keeps_its_beginning, 0, 7);
	tcase_add_test(tcase, the_beginning_of_a_long_path_is_compared);
	tcase_add_test(tcase, a_path_ends_with_the_statement_of_its_observation);
	tcase_add_test(tcase, that_a_branch_was_taken_again_separates);
	tcase_add_loop_test(tcase, values_texts_and_threads_are_causes, 0, 3);
	tcase_add_test(tcase, with_deep_paths_no_other_function_is_suspected);
	tcase_add_test(tcase,
		       what_a_deadline_ended_is_at_least_so_long_and_not_measured);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
