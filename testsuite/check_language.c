/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random formulas of the whole language on random traces: quantifiers inside formulas, what
 * was before, counts, entry, exit, lines, other functions, distances in time.  The monitor
 * and the oracle tell the same verdicts at the same steps, also when the monitor is saved
 * and loaded on the way.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "testsuite/differ.h"
#include "testsuite/suite.h"

#define PAIRS_USUAL 20
#define PARTS 60

/* ---- random formulas ------------------------------------------------------------ */

struct text {
	char bytes[2048];
	int is_call[6];              /* by variable */
	int variables, inner;
};

static void add(struct text *x, const char *piece)
{
	strncat(x->bytes, piece, sizeof x->bytes - strlen(x->bytes) - 1);
}

static int one_in(uint32_t n)
{
	return differ_below(n) == 0;
}

static const char *pick(const char *a, const char *b)
{
	return differ_below(2) ? a : b;
}

static void add_name(struct text *x, int variable)
{
	add(x, (const char[]){ (char)('q' + variable), 0 });
}

/* only_calls: returns whether it is one of calls. */
static int add_domain(struct text *x, int only_calls)
{
	uint32_t what = only_calls ? 5 + differ_below(5) : differ_below(12);

	if (what >= 10)
		add(x, what == 10 ? pick("entry", "exit") : pick("line(5)", "entry(fn1)"));
	else
		add(x, what < 5 ? pick("changes(x)", "changes(y)") :
				  pick("calls(f)", "calls(g)"));
	if (what < 10 && one_in(6))
		add(x, " during fn1");
	return what >= 5 && what < 10;
}

static void add_state(struct text *x, int depth);

static void add_call(struct text *x, int depth)
{
	int v = (int)differ_below((uint32_t)x->variables);

	if (x->is_call[v] && (depth <= 0 || differ_below(2))) {
		add_name(x, v);
		return;
	}
	if (one_in(5)) {
		add(x, "previous_call(");
		add_state(x, depth - 1);
		add(x, ", f during fn1)");
		return;
	}
	if (one_in(6)) {
		add(x, "next_call(");
		add_state(x, depth - 1);
		add(x, ", f during fn1)");
		return;
	}
	add(x, pick("next_call(", "previous_call("));
	add_state(x, depth - 1);
	add(x, pick(", f)", ", g)"));
}

static void add_state(struct text *x, int depth)
{
	int v = (int)differ_below((uint32_t)x->variables);

	if (depth > 0 && differ_below(2)) {
		if (differ_below(2)) {
			add(x, pick("before(", "after("));
			add_call(x, depth - 1);
			add(x, ")");
			return;
		}
		add(x, pick("next_change(", "previous_change("));
		add_state(x, depth - 1);
		add(x, one_in(4) ? ", x during fn1)" : pick(", x)", ", y)"));
		return;
	}
	if (x->is_call[v])
		add(x, pick("before(", "after("));
	add_name(x, v);
	if (x->is_call[v])
		add(x, ")");
}

static void add_end(struct text *x)
{
	if (!one_in(5)) {
		add_state(x, 1);
		return;
	}
	add(x, pick("before(previous_call(", "after(previous_call("));
	add_state(x, 0);
	add(x, ", f during fn1))");
}

static void add_range(struct text *x)
{
	if (differ_below(2)) {
		add(x, ", ");
		add_end(x);
		add(x, ", ");
		add_end(x);
	}
	add(x, ")");
}

static void add_bound(struct text *x, int low, uint32_t range, const char *unit)
{
	static const char *const compare[] = { " == ", " != ", " < ",
					       " <= ", " > ",  " >= " };
	char bound[32];

	add(x, compare[differ_below(6)]);
	snprintf(bound, sizeof bound, "%d%s", low + (int)differ_below(range), unit);
	add(x, bound);
}

static void add_count(struct text *x)
{
	if (one_in(3)) {
		add(x, "total(");
		add_domain(x, 1);
		add_range(x);
		add_bound(x, 0, 150, " ns");
	} else {
		add(x, "count(");
		add_domain(x, 0);
		add_range(x);
		add_bound(x, 0, 4, "");
	}
}

static void add_value(struct text *x)
{
	if (one_in(4)) {
		int argument = (int)differ_below(2);

		add(x, argument ? "argument(" : "returned(");
		add_call(x, 1);
		add(x, argument ? ", 1)" : ")");
	} else {
		add_state(x, 2);
		add(x, pick("(x)", "(y)"));
	}
	add_bound(x, -3, 7, "");
}

static void add_atom(struct text *x)
{
	uint32_t what = differ_below(9);

	if (what < 2) {
		add_count(x);
	} else if (what < 5) {
		add_value(x);
	} else if (what < 7) {
		add(x, "duration(");
		add_call(x, 2);
		add(x, ")");
		add_bound(x, 0, 120, " ns");
	} else {
		add(x, "time_between(");
		add_state(x, 2);
		add(x, ", ");
		add_state(x, 2);
		add(x, ")");
		add_bound(x, 0, 120, " ns");
	}
}

static void add_quantifier(struct text *x)
{
	char piece[64];
	int v = x->variables, call;

	add_name(x, v);
	add(x, " in ");
	call = add_domain(x, 0);
	if (v && differ_below(2)) {
		add(x, pick(" after ", " before "));
		add_name(x, (int)differ_below((uint32_t)v));
		if (one_in(3)) {
			snprintf(piece, sizeof piece, " within %s%u ns, %u ns%s",
				 pick("[", "("), differ_below(40), differ_below(200),
				 pick("]", ")"));
			add(x, piece);
		}
	}
	x->is_call[v] = call;
	x->variables++;
	add(x, ": ");
}

static void add_formula(struct text *x, int depth)
{
	static const char *const operators[] = { " and ", " or ", " implies ", " iff " };
	int variables = x->variables;

	if (depth > 0 && x->inner < 2 && one_in(2)) {
		x->inner++;
		add(x, pick("(exists ", "(forall "));
		add_quantifier(x);
		add_formula(x, depth - 1);
		add(x, ")");
		x->variables = variables;
		return;
	}
	if (depth == 0 || one_in(4)) {
		if (one_in(12))
			add(x, pick("true", "false"));
		else
			add_atom(x);
		return;
	}
	add(x, differ_below(4) ? "(" : "not (");
	add_formula(x, depth - 1);
	add(x, operators[differ_below(4)]);
	add_formula(x, depth - 1);
	add(x, ")");
}

static void make_formula(struct text *x, int function)
{
	uint32_t leading = differ_below(4);

	memset(x, 0, sizeof *x);
	snprintf(x->bytes, sizeof x->bytes, "%d ", function);
	if (leading == 0) {
		x->inner++;
		add(x, "exists ");
		add_quantifier(x);
	}
	for (uint32_t i = 0; i < leading && i < 2; i++) {
		if (i)
			x->bytes[strlen(x->bytes) - 2] = '\0';
		add(x, i ? ", " : "forall ");
		add_quantifier(x);
	}
	add(x, "(");
	add_formula(x, 2);
	add(x, ")");
}

/* ---- random traces ---------------------------------------------------------------- */

static const char *const statements[] = {
	"0 entry", "0 exit", "0 change x", "0 change y", "0 call f", "0 call g",  /* 0 .. 5 */
	"0 line 5", "0 value y of 2", "0 value x of 3", "0 value #1 before 4",	   /* 6 .. 9 */
	"0 value #r of 4", "0 value x of 0", "0 value x of 1",			   /* .. 12 */
	"0 value x before 5",							   /* 13 */
	"1 entry", "1 exit", "1 change x", "1 call f", "1 value y of 16",	   /* .. 18 */
	"1 value #1 before 17", NULL						   /* 19 */
};

struct run {
	const struct trace_unit *t;
	struct oracle_item *items;
	int count, most;
	uint64_t now;
};

static struct oracle_item *put(struct run *r)
{
	memset(&r->items[r->count], 0, sizeof *r->items);
	return &r->items[r->count++];
}

static void put_event(struct run *r, uint32_t statement, int is_end, uint32_t thread,
		      uint64_t frame)
{
	struct oracle_item *item = put(r);

	item->event = trace_event(r->t, statement, is_end);
	item->event.thread = thread;
	item->event.frame = frame;
	item->event.value = (uint64_t)((int64_t)differ_below(7) - 3);
	if (r->t->sites[item->event.site].flags & VYPR_SITE_TIMED)
		item->event.time_ns = r->now += differ_below(60);
}

static void pass_time(struct run *r)
{
	struct oracle_item *item = put(r);

	item->what = ORACLE_ADVANCE;
	item->event.time_ns = r->now += differ_below(90);
}

static void lose(struct run *r, uint32_t thread)
{
	struct oracle_item *item = put(r);

	item->what = ORACLE_LOST;
	item->event.thread = thread;
}

static void end(struct run *r, uint32_t thread)
{
	struct oracle_item *item = put(r);

	item->what = ORACLE_END;
	item->event.thread = thread;
	item->reason = differ_below(2) ? VYPR_REASON_DIED : VYPR_REASON_UNWOUND;
}

static void value(struct run *r, uint32_t statement, uint32_t thread, uint64_t frame)
{
	if (differ_below(6))
		put_event(r, statement, 0, thread, frame);
}

static void run_function(struct run *r, uint32_t thread, uint64_t frame, int function);

/* 0: the call is left by longjmp or an exception. */
static int run_inside(struct run *r, uint32_t thread, uint64_t frame)
{
	if (one_in(6))
		pass_time(r);
	if (frame < 4 && differ_below(2))
		run_function(r, thread, frame + 1, (int)differ_below(2));
	return differ_below(10) != 0;
}

static void run_call(struct run *r, uint32_t statement, uint32_t before, uint32_t after,
		     uint32_t thread, uint64_t frame)
{
	if (before)
		value(r, before, thread, frame);
	put_event(r, statement, 0, thread, frame);
	if (!run_inside(r, thread, frame))
		return;
	put_event(r, statement, 1, thread, frame);
	if (after)
		value(r, after, thread, frame);
}

static void run_statement(struct run *r, uint32_t thread, uint64_t frame, int function)
{
	uint32_t what = differ_below(function ? 2 : 5);

	if (function && what == 0) {
		put_event(r, 16, 0, thread, frame);
		value(r, 18, thread, frame);
	} else if (function) {
		run_call(r, 17, 19, 0, thread, frame);
	} else if (what < 2) {
		put_event(r, 2 + what, 0, thread, frame);
		value(r, 7 + what, thread, frame);
	} else if (what == 2) {
		run_call(r, 4, 9, 10, thread, frame);
	} else if (what == 3) {
		run_call(r, 5, 13, 0, thread, frame);
	} else {
		put_event(r, 6, 0, thread, frame);
	}
}

static void run_function(struct run *r, uint32_t thread, uint64_t frame, int function)
{
	uint32_t left = differ_below(6);

	put_event(r, function ? 14 : 0, 0, thread, frame);
	if (!function)
		value(r, 11, thread, frame);
	while (left-- && r->count < r->most) {
		run_statement(r, thread, frame, function);
		if (one_in(10))
			pass_time(r);
		if (one_in(50))
			lose(r, thread);
	}
	if (one_in(8))
		return;
	if (!function)
		value(r, 12, thread, frame);
	put_event(r, function ? 15 : 1, 0, thread, frame);
}

/* Anything in any order: what a bug, or lost events, may show. */
static void run_wild(struct run *r)
{
	uint32_t thread = 1 + differ_below(2), what = differ_below(40);
	uint32_t statement = differ_below(20);
	int is_call = r->t->made[r->t->statement[statement]].kind == VYPR_EVENT_BEGIN;

	if (what == 0)
		lose(r, thread);
	else if (what < 4)
		pass_time(r);
	else if (what == 4)
		end(r, thread);
	else
		put_event(r, statement, is_call && differ_below(2), thread,
			  1 + differ_below(3));
}

static int make_trace(const struct trace_unit *t, struct oracle_item *items, int most)
{
	struct run r = { t, items, 0, most, 1000 };
	int wild = one_in(4);

	while (r.count < most) {
		if (wild)
			run_wild(&r);
		else
			run_function(&r, 1 + differ_below(2), 1, !!one_in(3));
	}
	for (uint32_t thread = 1; thread <= 2; thread++)
		end(&r, thread);
	return r.count;
}

/* ---- the comparison ---------------------------------------------------------------- */

static size_t judge_pair(void)
{
	static const uint32_t functions[] = { 13, 13, 0 }; /* SCOPE, ENTRY, EXIT */
	struct text texts[3];
	const char *const lines[] = { texts[0].bytes, texts[1].bytes, texts[2].bytes, NULL };
	struct oracle_item items[DIFFER_ITEMS];
	struct trace_unit t;
	size_t decided;
	int count;

	for (int i = 0; i < 3; i++)
		make_formula(&texts[i], i == 2);
	trace_unit_init(&t, functions, lines, statements);
	count = make_trace(&t, items, 10 + (int)differ_below(50));
	decided = differ_judge(&t, lines, items, count);
	trace_unit_fini(&t);
	return decided;
}

START_TEST(the_monitor_tells_what_the_oracle_tells)
{
	differ_pairs(_i, PAIRS_USUAL, judge_pair);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("language");
	TCase *tcase = tcase_create("language");

	tcase_set_timeout(tcase, 600);
	tcase_add_loop_test(tcase, the_monitor_tells_what_the_oracle_tells, 0, PARTS);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
