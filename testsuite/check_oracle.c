/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random formulas on random traces: the monitor and the oracle tell the same verdicts at
 * the same steps, also when the monitor is saved and loaded on the way.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "testsuite/differ.h"
#include "testsuite/suite.h"

#define PAIRS_USUAL 25
#define PARTS 80

/* ---- random formulas ------------------------------------------------------------ */

struct text {
	char bytes[1024];
	int quantifiers;
	int is_call[3];
	int general;             /* counts what never happens: the other engine judges it */
	int derived;             /* may speak of next_... */
};

static void add(struct text *x, const char *piece)
{
	strncat(x->bytes, piece, sizeof x->bytes - strlen(x->bytes) - 1);
}

static const char *pick(const char *a, const char *b)
{
	return differ_below(2) ? a : b;
}

static void add_state(struct text *x, int depth);

static void add_call(struct text *x, int depth)
{
	int q = (int)differ_below((uint32_t)x->quantifiers);

	if (x->is_call[q] && (depth == 0 || !x->derived || differ_below(2))) {
		add(x, (const char[]){ (char)('q' + q), 0 });
		return;
	}
	if (!x->derived || depth == 0) {
		for (q = 0; q < x->quantifiers; q++) {
			if (x->is_call[q]) {
				add(x, (const char[]){ (char)('q' + q), 0 });
				return;
			}
		}
		depth = 1;
	}
	add(x, "next_call(");
	if (differ_below(4) == 0)
		add_call(x, depth - 1);
	else
		add_state(x, depth - 1);
	add(x, pick(", f)", ", g)"));
}

static int has_kind(const struct text *x, int call)
{
	for (int q = 0; q < x->quantifiers; q++)
		if (x->is_call[q] == call)
			return 1;
	return 0;
}

static void add_state(struct text *x, int depth)
{
	int q = (int)differ_below((uint32_t)x->quantifiers);

	if (!x->is_call[q] && (depth <= 0 || !x->derived || differ_below(2))) {
		add(x, (const char[]){ (char)('q' + q), 0 });
	} else if (has_kind(x, 1) && (depth <= 0 || !x->derived || differ_below(2))) {
		add(x, pick("before(", "after("));
		add_call(x, depth > 0 ? depth - 1 : 0);
		add(x, ")");
	} else if (x->derived && depth > 0) {
		add(x, "next_change(");
		add_state(x, depth - 1);
		add(x, pick(", x)", ", y)"));
	} else {
		for (q = 0; x->is_call[q]; q++)
			;
		add(x, (const char[]){ (char)('q' + q), 0 });
	}
}

static void add_number(struct text *x)
{
	char number[16];

	snprintf(number, sizeof number, "%d", (int)differ_below(9) - 4);
	add(x, number);
}

static int can_call(const struct text *x)
{
	return x->derived || has_kind(x, 1);
}

static void add_value(struct text *x)
{
	static const char *const operators[] = { " + ", " - ", " * ", " / ", " % " };

	if (differ_below(5) == 0)
		add(x, "abs(");
	else
		add(x, "(");
	add_state(x, 2);
	add(x, pick("(x)", "(y)"));
	if (differ_below(4) == 0) {
		add(x, operators[differ_below(5)]);
		if (differ_below(2)) {
			add_state(x, 1);
			add(x, pick("(x)", "(y)"));
		} else {
			add_number(x);
		}
	}
	add(x, ")");
}

static void add_time(struct text *x)
{
	if (can_call(x) && differ_below(2)) {
		add(x, "duration(");
		add_call(x, 2);
		add(x, ")");
	} else {
		add(x, "time_between(");
		add_state(x, 2);
		add(x, ", ");
		add_state(x, 2);
		add(x, ")");
	}
}

static void add_atom(struct text *x)
{
	static const char *const compare[] = { " == ", " != ", " < ",
					       " <= ", " > ",  " >= " };
	char bound[64];

	if (differ_below(2)) {
		add_value(x);
		if (differ_below(4) == 0) {
			snprintf(bound, sizeof bound, " in %s%d, %u%s", pick("[", "("),
				 (int)differ_below(4) - 4, differ_below(4), pick("]", ")"));
			add(x, bound);
			return;
		}
		add(x, compare[differ_below(6)]);
		if (differ_below(4) == 0)
			add_value(x);
		else
			add_number(x);
		return;
	}
	add_time(x);
	add(x, compare[differ_below(6)]);
	if (differ_below(4) == 0) {
		add_time(x);
		return;
	}
	snprintf(bound, sizeof bound, "%u ns", differ_below(120));
	add(x, bound);
}

static void add_formula(struct text *x, int depth)
{
	static const char *const operators[] = { " and ", " or ", " implies ", " iff " };

	if (depth == 0 || differ_below(3) == 0) {
		if (differ_below(20) == 0)
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
	char piece[64];

	memset(x, 0, sizeof *x);
	x->quantifiers = function == 1 || differ_below(2) ? 1 : 2 + (differ_below(4) == 0);
	x->derived = function == 0 && differ_below(3) != 0;
	snprintf(x->bytes, sizeof x->bytes, "%d forall ", function);
	for (int q = 0; q < x->quantifiers; q++) {
		x->is_call[q] = differ_below(2) != 0;
		snprintf(piece, sizeof piece, "%s%c in %s(%s)", q ? ", " : "", 'q' + q,
			 x->is_call[q] ? "calls" : "changes",
			 x->is_call[q] ? pick("f", "g") : pick("x", "y"));
		add(x, piece);
		if (q && differ_below(2)) {
			snprintf(piece, sizeof piece, " %s %c", pick("after", "before"),
				 'q' + (int)differ_below((uint32_t)q));
			add(x, piece);
		}
	}
	add(x, ": ");
	x->general = function == 0 && differ_below(3) == 0;
	if (x->general)
		add(x, "(");
	add_formula(x, 2);
	if (x->general)
		add(x, x->is_call[0] ? ") and count(calls(none), before(q), before(q)) >= 0"
				     : ") and count(calls(none), q, q) >= 0");
}

/* ---- random traces ---------------------------------------------------------------- */

static const char *const statements[] = {
	"0 entry", "0 exit", "0 change x", "0 change y", "0 call f", "0 call g",
	"0 value y of 2", "0 value x of 3", "0 value x before 4", "0 value y of 4",
	"0 value y before 4", "0 value x of 5",
	"1 change x", "1 change y", "1 call f", "1 call g", "1 value y of 12",
	"1 value x before 14", "1 value x of 14", NULL
};

static uint64_t now;

static struct oracle_item *put(struct oracle_item *items, int *count)
{
	memset(&items[*count], 0, sizeof *items);
	return &items[(*count)++];
}

static void put_event(const struct trace_unit *t, struct oracle_item *items, int *count,
		      uint32_t statement, int is_end, uint32_t thread, uint64_t frame)
{
	struct oracle_item *item = put(items, count);

	item->event = trace_event(t, statement, is_end);
	item->event.thread = thread;
	item->event.frame = frame;
	item->event.value = (uint64_t)((int64_t)differ_below(7) - 3);
	if (t->sites[item->event.site].flags & VYPR_SITE_TIMED)
		item->event.time_ns = now += differ_below(60);
}

/* Nothing happens for a while, and that is seen. */
static void pass_time(struct oracle_item *items, int *count)
{
	put(items, count)->what = ORACLE_ADVANCE;
	items[*count - 1].event.time_ns = now += differ_below(90);
}

/* The values of a statement, now and then one of them missing. */
static void put_values(const struct trace_unit *t, struct oracle_item *items, int *count,
		       const uint32_t *values, uint32_t thread, uint64_t frame)
{
	for (; *values; values++)
		if (differ_below(6))
			put_event(t, items, count, *values, 0, thread, frame);
}

#define PUT(n, e) put_event(t, items, count, n, e, thread, frame)
#define VALUES(...) \
	put_values(t, items, count, (const uint32_t[]){ __VA_ARGS__, 0 }, thread, frame)

static void run_function(const struct trace_unit *t, struct oracle_item *items,
			 int *count, int most, uint32_t thread, uint64_t frame,
			 int function);

/* What happens inside a call; 0 when it is left by longjmp or an exception. */
static int run_inside(const struct trace_unit *t, struct oracle_item *items, int *count,
		      int most, uint32_t thread, uint64_t frame)
{
	if (differ_below(6) == 0)
		pass_time(items, count);
	if (frame < 4 && differ_below(2))
		run_function(t, items, count, most, thread, frame + 1, (int)differ_below(2));
	return differ_below(8) != 0;
}

static void run_statement_0(const struct trace_unit *t, struct oracle_item *items,
			    int *count, int most, uint32_t thread, uint64_t frame)
{
	switch (differ_below(4)) {
	case 0: PUT(2, 0); VALUES(6); break;
	case 1: PUT(3, 0); VALUES(7); break;
	case 2:
		VALUES(8, 10);
		PUT(4, 0);
		if (run_inside(t, items, count, most, thread, frame)) {
			PUT(4, 1);
			VALUES(9);
		}
		break;
	default:
		PUT(5, 0);
		if (run_inside(t, items, count, most, thread, frame)) {
			PUT(5, 1);
			VALUES(11);
		}
	}
}

static void run_statement_1(const struct trace_unit *t, struct oracle_item *items,
			    int *count, int most, uint32_t thread, uint64_t frame)
{
	switch (differ_below(4)) {
	case 0: PUT(12, 0); VALUES(16); break;
	case 1: PUT(13, 0); break;
	case 2:
		VALUES(17);
		PUT(14, 0);
		if (run_inside(t, items, count, most, thread, frame)) {
			PUT(14, 1);
			VALUES(18);
		}
		break;
	default:
		PUT(15, 0);
		if (run_inside(t, items, count, most, thread, frame))
			PUT(15, 1);
	}
}

static void run_function(const struct trace_unit *t, struct oracle_item *items,
			 int *count, int most, uint32_t thread, uint64_t frame,
			 int function)
{
	uint32_t statements_left = differ_below(6);

	if (function == 0)
		PUT(0, 0);
	while (statements_left-- && *count < most) {
		if (function == 0)
			run_statement_0(t, items, count, most, thread, frame);
		else
			run_statement_1(t, items, count, most, thread, frame);
		if (differ_below(10) == 0)
			pass_time(items, count);
		if (differ_below(40) == 0) {
			put(items, count)->what = ORACLE_LOST;
			items[*count - 1].event.thread = thread;
		}
	}
	if (function == 0 && differ_below(8))
		PUT(1, 0);
}

/* Anything in any order: what a bug, or lost events, may show. */
static void run_wild(const struct trace_unit *t, struct oracle_item *items, int *count)
{
	uint32_t thread = 1 + differ_below(2);
	uint64_t frame = 1 + differ_below(3);
	uint32_t what = differ_below(40);
	uint32_t statement = differ_below(19);

	if (what == 0) {
		put(items, count)->what = ORACLE_LOST;
		items[*count - 1].event.thread = thread;
	} else if (what < 4) {
		pass_time(items, count);
	} else if (what == 4) {
		put(items, count)->what = ORACLE_END;
		items[*count - 1].event.thread = thread;
		items[*count - 1].reason = VYPR_REASON_UNWOUND;
	} else {
		put_event(t, items, count, statement,
			  t->made[t->statement[statement]].kind == VYPR_EVENT_BEGIN &&
				  differ_below(2),
			  thread, frame);
	}
}

static int make_trace(const struct trace_unit *t, struct oracle_item *items, int most)
{
	int count = 0, wild = differ_below(3) == 0;

	now = 1000;
	while (count < most) {
		if (wild)
			run_wild(t, items, &count);
		else
			run_function(t, items, &count, most, 1 + differ_below(2), 1,
				     differ_below(3) == 0);
	}
	for (uint32_t thread = 1; thread <= 2; thread++) {
		put(items, &count)->what = ORACLE_END;
		items[count - 1].event.thread = thread;
		items[count - 1].reason =
			differ_below(2) ? VYPR_REASON_DIED : VYPR_REASON_UNWOUND;
	}
	return count;
}

/* ---- the comparison ---------------------------------------------------------------- */

static size_t judge_pair(void)
{
	static const uint32_t functions[] = { 13, 1, 0 }; /* SCOPE, ENTRY, EXIT; SCOPE */
	struct text texts[3];
	struct oracle_item items[DIFFER_ITEMS];
	struct trace_unit t;
	const char *const lines[] = { texts[0].bytes, texts[1].bytes, texts[2].bytes,
				      NULL };
	int count;
	size_t decided;

	make_formula(&texts[0], 0);
	make_formula(&texts[1], 0);
	make_formula(&texts[2], 1);
	trace_unit_init(&t, functions, lines, statements);
	count = make_trace(&t, items, 10 + (int)differ_below(70));
	for (uint32_t f = 0; f < 3; f++)
		ck_assert_int_le(t.forms[f].slot_count, ORACLE_SLOTS);
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
	Suite *suite = suite_create("oracle");
	TCase *tcase = tcase_create("oracle");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, the_monitor_tells_what_the_oracle_tells, 0, PARTS);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
