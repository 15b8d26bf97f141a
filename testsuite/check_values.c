/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes with events, and what time alone says: texts, values that are recorded, what
 * is measured, transactions, deadlines, and calls that hang.
 *
 * A verdict is shown as "formula:call:kind" or "formula:call:reason", then
 *      @T       its time, when asked for            tN   its transaction
 *      [...]    what was captured: a number, 'text', ~'text' when cut off, NULL, ?
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "testsuite/play.h"
#include "testsuite/suite.h"

#define SCOPE (VYPR_FUNCTION_SCOPE | VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT)
#define DEEP (SCOPE | VYPR_FUNCTION_RECORDED)
#define TRANSACTION (VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT | VYPR_FUNCTION_TRANSACTION)

static const char *const statements[] = {
	"0 entry", "0 exit", "0 change x", "0 call f", "0 value n of 2", /* 0 .. 4 */
	"0 value str of 2", "0 value str before 3", "0 value str2 of 3", /* 5 .. 7 */
	"0 value n before 3", "0 change y", "1 entry", "1 exit", "1 call f", /* .. 12 */
	"1 path", "2 path", "2 exit", "0 value #c before 3", "0 value #c of 3", /* .. 17 */
	"0 value #l of 2", "0 value #1 before 3", "0 value #r of 3", "3 entry", /* .. 21 */
	"3 exit", NULL
};

struct heard {
	struct vypr_monitor *m;
	const struct trace_unit *t;
	int times;
	char text[4096];
};

static void say(struct heard *h, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void say(struct heard *h, const char *format, ...)
{
	size_t n = strlen(h->text);
	va_list args;

	va_start(args, format);
	vsnprintf(h->text + n, sizeof h->text - n, format, args);
	va_end(args);
}

static void say_captured(struct heard *h, const struct vypr_form *form,
			 const struct vypr_captured *captured)
{
	for (int i = 0; i < form->capture_count; i++) {
		const struct vypr_captured *c = &captured[i];

		say(h, "%s", i ? " " : "[");
		if (!c->known)
			say(h, "?");
		else if (form->captures[i].type != VYPR_TYPE_STRING)
			say(h, "%" PRId64, (int64_t)c->value);
		else if (!c->string)
			say(h, "%s", c->value ? "lost" : "NULL");
		else
			say(h, "%s'%s'", c->string->truncated ? "~" : "",
			    c->string->bytes);
		if (c->known && c->string) {
			ck_assert_uint_eq(c->value, c->string->id);
			ck_assert_ptr_eq(c->string,
					 vypr_monitor_string(h->m, c->string->id));
		}
	}
	say(h, "%s", form->capture_count ? "]" : "");
}

static enum vypr_status hear(void *ctx, const struct vypr_verdict *v)
{
	struct heard *h = ctx;

	say(h, "%s%u:%" PRIu64 ":%s", *h->text ? " " : "", v->formula, v->call,
	    v->kind == VYPR_VERDICT_UNKNOWN ? vypr_reason_name(v->reason)
					    : vypr_verdict_name(v->kind));
	if (h->times)
		say(h, "@%" PRIu64, v->time_ns);
	if (v->transaction)
		say(h, "t%" PRIu64, v->transaction);
	say_captured(h, &h->t->forms[v->formula], v->captured);
	return VYPR_OK;
}

static void start(struct trace_unit *t, struct heard *h, const char *const *formulas)
{
	static const uint32_t functions[] = { DEEP, DEEP,
					      VYPR_FUNCTION_RECORDED | VYPR_FUNCTION_EXIT,
					      TRANSACTION, 0 };
	const struct vypr_sink sink = { hear, h };
	uint32_t unit;

	memset(h, 0, sizeof *h);
	h->t = t;
	trace_unit_init(t, functions, formulas, statements);
	ck_assert_int_eq(vypr_monitor_new(&sink, &h->m), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(h->m, &t->unit, &unit), VYPR_OK);
}

static void stop(struct trace_unit *t, struct heard *h)
{
	vypr_monitor_free(h->m);
	trace_unit_fini(t);
}

/* Another process goes on: paths and strings first, then what is open. */
static void hand_over(struct heard *h)
{
	const struct vypr_sink sink = { hear, h };
	struct vypr_monitor *next;
	unsigned char *bytes, *again;
	size_t size, size_again;
	uint32_t unit;

	ck_assert_int_eq(vypr_monitor_save(h->m, &bytes, &size), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_new(&sink, &next), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(next, &h->t->unit, &unit), VYPR_OK);
	for (uint32_t i = 1; i < vypr_monitor_paths(h->m)->count; i++)
		ck_assert_int_eq(
			vypr_monitor_load_path(next, &vypr_monitor_paths(h->m)->nodes[i]),
			VYPR_OK);
	for (uint32_t i = 1; i <= vypr_monitor_string_count(h->m); i++) {
		const struct vypr_string *s = vypr_monitor_string(h->m, i);

		ck_assert_int_eq(vypr_monitor_load_string(next, s->bytes, s->size,
							  (int)s->truncated),
				 VYPR_OK);
	}
	ck_assert_int_eq(vypr_monitor_load(next, bytes, size), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_save(next, &again, &size_again), VYPR_OK);
	ck_assert_uint_eq(size, size_again);
	ck_assert_mem_eq(bytes, again, size);
	free(bytes);
	free(again);
	vypr_monitor_free(h->m);
	h->m = next;
}

/* Word by word, handed over before each when asked to. */
static void play_all(struct trace_unit *t, struct heard *h, const char *trace, int handed)
{
	struct play p = { 1, 1 };
	char word[1024];

	while (*(trace += strspn(trace, " "))) {
		const char *end = trace;

		do { /* a word and what changes its event */
			size_t size = strcspn(end, " \"");

			end += size;
			if (*end == '"')
				end += strcspn(end + 1, "\"") + 2;
			end += strspn(end, " ");
		} while (*end == '@' || *end == '=');
		snprintf(word, sizeof word, "%.*s", (int)(end - trace), trace);
		trace = end;
		if (handed)
			hand_over(h);
		ck_assert_msg(play(t, h->m, &p, word) == VYPR_OK, "%s", word);
	}
}

#define TEXT "0 forall q in changes(x): q(str) == 'auth'"
#define RECORD "0 forall q in changes(x): q(x) < 10; record n str"
#define BEFORE "0 forall c in calls(f): duration(c) < 1 us; record n str"
#define CALL "0 forall c in calls(f): duration(c) <= 100 ns"
#define INNER "1 forall c in calls(f): duration(c) <= 100 ns"
#define GAP "0 forall q in changes(x): time_between(q, next_change(q, y)) <= 100 ns"

static const struct {
	const char *formulas[3], *trace, *want;
	int times;
} rows[] = {
	/* texts */
	{ { TEXT },
	  "0 2 5 =\"auth\" 2 5 =\"other\" 1",
	  "0:1:true['auth'] 0:1:false['other']",
	  0 },
	{ { TEXT }, "0 2 5 =0 2 5 =\"\" 1", "0:1:false[NULL] 0:1:false['']", 0 },
	{ { TEXT }, "0 2 5 =7 2 1", "0:1:no-value[?] 0:1:no-value[?]", 0 },
	{ { TEXT },
	  "0 2 5 =~\"auth\" 2 5 =~\"au\" 1",
	  "0:1:false[~'auth'] 0:1:no-value[~'au']",
	  0 },
	{ { "0 forall c in calls(f): before(c)(str) == after(c)(str2)" },
	  "0 6 =\"same\" 3 @1 3. @2 7 =\"same\" 6 =\"same\" 3 @3 3. @4 7 =\"other\" 1",
	  "0:1:true['same' 'same'] 0:1:false['same' 'other']",
	  0 },
	{ { "0 forall c in calls(f): before(c)(str) < after(c)(str2)" },
	  "0 6 =\"a\" 3 @1 3. @2 7 =\"b\" 6 =\"b\" 3 @3 3. @4 7 =\"a\" 1",
	  "0:1:true['a' 'b'] 0:1:false['b' 'a']",
	  0 },
	/* what is recorded comes with the verdict, and is never waited for in vain */
	{ { RECORD }, "0 2 =1 4 =7 5 =\"s\" 1", "0:1:true[1 7 's']", 0 },
	{ { RECORD }, "0 2 =1 5 =\"s\" 4 =7 1", "0:1:true[1 7 's']", 0 },
	{ { RECORD }, "0 2 =1 2 =11 4 =7 1", "0:1:true[1 ? ?] 0:1:false[11 7 ?]", 0 },
	{ { RECORD }, "0 2 =1 4 =7 3 @5", "0:1:true[1 7 ?]", 0 },
	{ { RECORD }, "0 2 =1 4 =7 D", "0:1:true[1 7 ?]", 0 },
	{ { RECORD }, "0 2 =1 4 =7 L 5 =\"s\"", "0:1:true[1 7 ?]", 0 },
	{ { RECORD }, "0 2 =1 4 =7 >1000", "", 0 },
	{ { RECORD }, "0 2 =1 @5 4 =7 >60000000", "0:1:true[1 7 ?]", 0 },
	{ { "0 forall q in changes(x): q(n) < 10 or q(x) > 5; record str" },
	  "0 2 =9 @5 >60000000 4 =1 5 =\"s\"",
	  "0:1:true[1 9 's']",
	  0 },
	{ { BEFORE },
	  "0 6 =\"s\" 8 =7 3 @1 3. @2 8 =9 3 @3 3. @4 3 @5 3. @6 1",
	  "0:1:true[7 's'] 0:1:true[9 ?] 0:1:true[? ?]",
	  0 },
	{ { "0 forall q in changes(x), r in changes(y) after q: q(x) < 10; record n" },
	  "0 2 =1 4 =7 9 9 2 =2 9 1",
	  "0:1:true[1 7] 0:1:true[1 7] 0:1:true[1 7] 0:1:true[2 ?]",
	  0 },
	{ { "0 forall q in changes(x), r in changes(y) before q: q(x) < 10; record n" },
	  "0 9 2 =1 4 =7 1",
	  "0:1:true[1 7]",
	  0 },
	{ { "0 forall q in changes(x): q(n) < 10; record n" },
	  "0 2 4 =7 1",
	  "0:1:true[7]",
	  0 },
	/* of general formulas too */
	{ { "0 forall q in changes(x): count(calls(f)) < 2; record n" },
	  "0 2 =1 4 =7 2 =2 1",
	  "0:1:true[0 7] 0:1:true[0 ?]",
	  0 },
	{ { "0 forall q in changes(x): count(calls(f)) < 0; record n" },
	  "0 2 =1 4 =7 2 =2 1",
	  "0:1:false[0 7] 0:1:false[0 ?]",
	  0 },
	{ { "0 forall q in changes(x): count(calls(f)) < 0; record n" },
	  "0 2 =1 D",
	  "0:1:false[0 ?]",
	  0 },
	/* what calls are given and give back, and their CPU time */
	{ { "0 forall c in calls(f): cpu(c) <= 30 ns" },
	  "0 16 =100 3 @1 3. @9 17 =130 16 =200 3 @10 3. @11 17 =231 1",
	  "0:1:true[130 100] 0:1:false[231 200]",
	  0 },
	{ { "0 forall c in calls(f): argument(c, 1) < returned(c)" },
	  "0 19 =1 3 @1 3. @2 20 =2 19 =1 3 @3 3. @4 20 =1 1",
	  "0:1:true[1 2] 0:1:false[1 1]",
	  0 },
	{ { "0 forall q in changes(x): length(q(x)) == 4" },
	  "0 2 18 =4 2 18 =5 1",
	  "0:1:true[4] 0:1:false[5]",
	  0 },
	/* measured */
	{ { "0 forall c in calls(f): duration(c) < ?" },
	  "0 3 @1 3. @2 3 @3 1",
	  "0:1:measured 0:1:unwound",
	  0 },
	{ { "0 forall q in changes(x): q(x) > 0 and q(x) < ?" },
	  "0 2 =0 2 =1 1",
	  "0:1:false[0] 0:1:measured[1]",
	  0 },
	/* transactions */
	{ { CALL },
	  "#9 21 #1 0 3 @1 3. @2 1 #9 22 #1 0 3 @3 3. @4 1",
	  "0:2:truet1 0:3:true",
	  0 },
	{ { CALL },
	  "#9 21 #8 21 #1 0 3 @1 3. @2 1 #8 22 #1 0 3 @3 3. @4 1",
	  "0:3:truet2 0:4:truet1",
	  0 },
	{ { CALL }, "#9 21 !2 #1 0 3 @1 3. @2 1", "0:2:true", 0 },
	{ { CALL }, "#9 21 #1 0 3 @1 #9 21 #1 3. @2", "0:2:true", 0 }, /* it was left */
	/* deadlines: told when time has passed, when it is left, and not before */
	{ { CALL }, "0 3 @1000 >1050 >1100", "", 1 },
	{ { CALL }, "0 3 @1000 >1101", "0:1:false@1101", 1 },
	{ { CALL }, "0 3 @1000 >1101 3. @1200 1 @1300", "0:1:false@1101", 1 },
	{ { CALL }, "0 3 @1000 3. @1050 >9999", "0:1:true@1050", 1 },
	{ { CALL }, "0 3 @1000 >1090 3. @1100 >9999", "0:1:true@1100", 1 },
	{ { CALL }, "0 3 @1000 D", "0:1:died@1000", 1 },
	{ { CALL }, "0 3 @1000 >1050 D", "0:1:died@1050", 1 },
	{ { CALL }, "0 3 @1000 1 @9999", "0:1:unwound@9999", 1 },
	{ { CALL }, "0 3 @1000 L >9999", "0:1:lost@1000", 1 },
	{ { CALL },
	  "0 3 @1000 !2 0 3 @1050 >1101 >1151",
	  "0:1:false@1101 0:2:false@1151",
	  1 },
	{ { "0 forall c in calls(f): duration(c) > 100 ns" },
	  "0 3 @1000 >1101",
	  "0:1:true@1101",
	  1 },
	{ { "0 forall c in calls(f): duration(c) in [0, 100 ns]" },
	  "0 3 @1000 >1101",
	  "0:1:false@1101",
	  1 },
	{ { "0 forall c in calls(f): not (duration(c) <= 0.0000001)" },
	  "0 3 @1000 >1101",
	  "0:1:true@1101",
	  1 },
	{ { "0 forall q in changes(x): duration(next_call(q, f)) <= 100 ns" },
	  "0 2 @1000 >9000 3 @9001 >9050 >9102",
	  "0:1:false@9102",
	  1 },
	{ { GAP }, "0 2 @1000 >1100 2 @1110 >1101 >1111", "0:1:false@1110", 1 },
	{ { GAP }, "0 2 @1000 >1101", "0:1:false@1101", 1 },
	{ { GAP }, "0 2 @1000 9 @1100 >9999", "0:1:true@1100", 1 },
	{ { GAP }, "0 2 @1000 1 @1100", "0:1:no-event@1100", 1 },
	{ { GAP }, "0 2 @1000 1 @1101", "0:1:false@1101", 1 },
	{ { GAP }, "0 2 @1000 3 @1101 D", "0:1:false@1101", 1 },
	/* what was left unseen was left before the event that shows it */
	{ { GAP }, "0 2 @1000 0 @9999", "0:1:unwound@1000", 1 },
	{ { GAP }, "#2 0 #1 0 2 @1000 #2 9 @9999", "0:2:unwound@1000", 1 },
	{ { "0 forall q in changes(x), c in calls(f) after q: time_between(q, after(c)) "
	    "<= "
	    "100 ns" },
	  "0 2 @1000 3 @1090 >1100 >1101",
	  "0:1:false@1101",
	  1 },
	{ { "0 forall q in changes(x): time_between(next_change(q, y), q) >= 0 ns" },
	  "0 2 @1000 >1001",
	  "0:1:false@1001",
	  1 },
};

START_TEST(a_trace_gives_these_verdicts_with_what_comes_with_them)
{
	struct trace_unit t;
	struct heard h;

	for (int handed = 0; handed < 2; handed++) {
		start(&t, &h, rows[_i].formulas);
		h.times = rows[_i].times;
		play_all(&t, &h, rows[_i].trace, handed);
		ck_assert_msg(strcmp(h.text, rows[_i].want) == 0,
			      "%s\n  on %s%s\n  gives %s\n  not   %s",
			      rows[_i].formulas[0], rows[_i].trace,
			      handed ? ", handed over" : "", h.text, rows[_i].want);
		h.text[0] = '\0'; /* what is open in the end is no matter */
		stop(&t, &h);
	}
}
END_TEST

/* ---- calls that hang --------------------------------------------------------------- */

/* The calls of a LIST: the function, * how often when more than once, what is inside in
 * brackets; ! unwound, ~ not ended. */
static void say_calls(struct heard *h, uint32_t list)
{
	const struct vypr_path_node *nodes = vypr_monitor_paths(h->m)->nodes;
	const struct vypr_path_node *run = &nodes[list], *call, *root;

	if (!list)
		return;
	ck_assert_uint_eq(run->kind, VYPR_PATH_LIST);
	if (run->a) {
		say_calls(h, run->a);
		say(h, " ");
	}
	call = &nodes[run->b];
	ck_assert_uint_eq(call->kind, VYPR_PATH_CALL);
	for (root = &nodes[call->a]; root->kind != VYPR_PATH_ROOT; root = &nodes[root->a])
		;
	say(h, "%u", root->a);
	if (run->c > 1)
		say(h, "*%u", run->c);
	say(h, "%s", call->c == 1 ? "!" : call->c == 2 ? "~" : "");
	if (call->b) {
		say(h, "(");
		say_calls(h, (uint32_t)call->b);
		say(h, ")");
	}
}

static enum vypr_status hear_calls(void *ctx, const struct vypr_verdict *v)
{
	struct heard *h = ctx;
	const struct vypr_form *form = &h->t->forms[v->formula];

	say(h, "%s%u:%s", *h->text ? "; " : "", v->formula,
	    v->kind == VYPR_VERDICT_UNKNOWN ? vypr_reason_name(v->reason)
					    : vypr_verdict_name(v->kind));
	for (int i = 0; i < form->slot_count; i++) {
		say(h, " [");
		say_calls(h, v->observations[i].callee);
		say(h, "]");
	}
	return VYPR_OK;
}

static const struct {
	const char *formulas[3], *trace, *want;
} hung[] = {
	{ { CALL }, "0 3 @1000 >2000", "0:false []" },
	{ { CALL }, "0 3 @1000 #2 10 >2000", "0:false [1~]" },
	{ { CALL }, "0 3 @1000 #2 10 11 10 >2000", "0:false [1 1~]" },
	{ { CALL },
	  "0 3 @1000 #2 10 11 #3 15 15 #2 10 #3 15 #4 10 #5 15 >2000",
	  "0:false [1 2*2 1~(2 1~(2))]" },
	/* what it did afterwards is told with another one's verdict */
	{ { CALL }, "0 3 @1000 #2 10 >1050 11 #1 3. @1060", "0:true [1]" },
	/* calls in progress inside it */
	{ { CALL, INNER },
	  "0 3 @1000 #2 10 12 @1000 #3 15 #4 10 >2000",
	  "1:false [2 1~]; 0:false [1~(2 1~)]" },
	/* also when nothing more comes */
	{ { CALL }, "0 3 @1000 #2 10 #3 15 #4 21 D", "0:died [1~(2 3~)]" },
	{ { CALL, INNER },
	  "0 3 @1000 #2 10 12 @1000 #3 15 #4 10 E",
	  "1:unwound [2 1~]; 0:unwound [1~(2 1~)]" },
	{ { "0 forall q in changes(x): duration(next_call(q, f)) <= 100 ns" },
	  "0 2 @1 3 @1000 #2 10 >2000",
	  "0:false [] [1~]" },
	{ { "0 forall q in changes(x), c in calls(f): duration(c) <= 100 ns" },
	  "0 2 @1 3 @1000 #2 10 >2000",
	  "0:false [] [1~]" },
	{ { "0 forall c in calls(f): count(calls(g)) < 5 and duration(c) <= 100 ns" },
	  "0 3 @1000 #2 10 >2000",
	  "0:false [1~] []" },
};

START_TEST(a_call_that_hangs_tells_what_it_has_entered)
{
	const struct vypr_sink sink = { hear_calls, NULL };
	struct vypr_sink own = sink;
	struct trace_unit t;
	struct heard h;
	uint32_t unit;

	start(&t, &h, hung[_i].formulas);
	vypr_monitor_free(h.m);
	own.ctx = &h;
	ck_assert_int_eq(vypr_monitor_new(&own, &h.m), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(h.m, &t.unit, &unit), VYPR_OK);
	play_all(&t, &h, hung[_i].trace, 0);
	ck_assert_msg(strcmp(h.text, hung[_i].want) == 0,
		      "%s\n  on %s\n  gives %s\n  not   %s", hung[_i].formulas[0],
		      hung[_i].trace, h.text, hung[_i].want);
	stop(&t, &h);
}
END_TEST

/* A recursion without end: the innermost are told, and it takes no longer than it must.
 */
START_TEST(a_deep_stack_tells_its_innermost_calls)
{
	static const char *const formulas[] = { INNER, NULL };
	const struct vypr_path_node *nodes;
	struct trace_unit t;
	struct heard h;
	char trace[64];
	uint32_t before, depth = 0;

	start(&t, &h, formulas);
	for (int i = 1; i <= 20000; i++) {
		snprintf(trace, sizeof trace, "#%d 10 12 @%d", i, 1000 + i);
		play_all(&t, &h, trace, 0);
	}
	before = vypr_monitor_paths(h.m)->count;
	play_all(&t, &h, "D", 0);
	nodes = vypr_monitor_paths(h.m)->nodes;
	ck_assert_uint_lt(vypr_monitor_paths(h.m)->count, before + 2000);
	for (uint32_t i = before; i < vypr_monitor_paths(h.m)->count; i++)
		depth += nodes[i].kind == VYPR_PATH_CALL;
	ck_assert_uint_eq(depth, 256);
	stop(&t, &h);
}
END_TEST

/* ---- what a run keeps of texts ----------------------------------------------------- */

static struct vypr_event text_event(struct trace_unit *t, uint32_t statement,
				    const char *text, uint64_t described)
{
	struct vypr_event e = trace_event(t, statement, 0);

	e.text = text;
	e.value = described;
	return e;
}

START_TEST(equal_texts_are_one)
{
	static const char *const formulas[] = { TEXT, NULL };
	struct trace_unit t;
	struct heard h;
	char big[1000];
	struct vypr_event e;

	start(&t, &h, formulas);
	play_all(&t, &h,
		 "0 2 5 =\"a\" 2 5 =\"b\" 2 5 =\"a\" 2 5 =~\"a\" 2 5 =\"\" 2 5 =0", 0);
	ck_assert_uint_eq(vypr_monitor_string_count(h.m), 4);
	ck_assert_str_eq(vypr_monitor_string(h.m, 1)->bytes, "a");
	ck_assert_str_eq(vypr_monitor_string(h.m, 2)->bytes, "b");
	ck_assert_uint_eq(vypr_monitor_string(h.m, 3)->truncated, 1);
	ck_assert_uint_eq(vypr_monitor_string(h.m, 4)->size, 0);
	ck_assert_ptr_null(vypr_monitor_string(h.m, 0));
	ck_assert_ptr_null(vypr_monitor_string(h.m, 5));
	memset(big, 'x', sizeof big); /* more than may be sent is cut off */
	e = text_event(&t, 5, big, sizeof big);
	ck_assert_int_eq(vypr_monitor_feed(h.m, &e), VYPR_OK);
	ck_assert_uint_eq(vypr_monitor_string(h.m, 5)->size, VYPR_STRING_MOST);
	ck_assert_uint_eq(vypr_monitor_string(h.m, 5)->truncated, 1);
	/* bytes, not what ends in a NUL */
	e = text_event(&t, 5, "a\0b", 3);
	ck_assert_int_eq(vypr_monitor_feed(h.m, &e), VYPR_OK);
	ck_assert_uint_eq(vypr_monitor_string(h.m, 6)->size, 3);
	ck_assert_mem_eq(vypr_monitor_string(h.m, 6)->bytes, "a\0b", 4);
	stop(&t, &h);
}
END_TEST

START_TEST(a_text_that_has_no_place_has_no_value_and_is_counted)
{
	static const char *const formulas[] = { TEXT, NULL };
	struct vypr_monitor_counts counts;
	struct trace_unit t;
	struct heard h;
	uint64_t room = VYPR_STRING_BYTES_MOST / VYPR_STRING_MOST;
	char bytes[VYPR_STRING_MOST] = "";

	start(&t, &h, formulas);
	for (uint64_t i = 0; i < room; i++) {
		memcpy(bytes, &i, sizeof i);
		ck_assert_int_eq(vypr_monitor_load_string(h.m, bytes, sizeof bytes, 0),
				 VYPR_OK);
	}
	ck_assert_int_eq(vypr_monitor_load_string(h.m, "auth", 4, 0), VYPR_LIMIT);
	play_all(&t, &h, "0 2 5 =\"auth\" 2 5 =\"\" 2 5 =\"auth\" 1", 0);
	ck_assert_str_eq(h.text, "0:1:no-value[?] 0:1:false[''] 0:1:no-value[?]");
	vypr_monitor_counts(h.m, &counts);
	ck_assert_uint_eq(counts.strings_refused, 2);
	stop(&t, &h);
}
END_TEST

START_TEST(strings_are_loaded_once_and_whole)
{
	static const char *const formulas[] = { TEXT, NULL };
	char big[VYPR_STRING_MOST + 1] = "";
	struct trace_unit t;
	struct heard h;

	start(&t, &h, formulas);
	ck_assert_int_eq(vypr_monitor_load_string(h.m, "auth", 4, 0), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_load_string(h.m, "auth", 4, 0), VYPR_FORMAT);
	ck_assert_int_eq(vypr_monitor_load_string(h.m, "auth", 4, 1), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_load_string(h.m, big, sizeof big, 0), VYPR_FORMAT);
	ck_assert_uint_eq(vypr_monitor_string_count(h.m), 2);
	stop(&t, &h);
}
END_TEST

/* What is open names a string that is not there. */
START_TEST(a_state_without_its_strings_is_refused)
{
	static const char *const formulas[] = {
		"0 forall c in calls(f): before(c)(str) == after(c)(str2)", NULL
	};
	const struct vypr_sink sink = { hear, NULL };
	struct vypr_monitor *next;
	unsigned char *bytes;
	struct trace_unit t;
	struct heard h;
	uint32_t unit;
	size_t size;

	start(&t, &h, formulas);
	play_all(&t, &h, "0 6 =\"a\" 3 @1", 0);
	ck_assert_int_eq(vypr_monitor_save(h.m, &bytes, &size), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_new(&sink, &next), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(next, &t.unit, &unit), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_load(next, bytes, size), VYPR_FORMAT);
	ck_assert_int_eq(vypr_monitor_load_string(next, "a", 1, 0), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_load(next, bytes, size), VYPR_OK);
	vypr_monitor_free(next);
	free(bytes);
	stop(&t, &h);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof *(table))

int main(void)
{
	Suite *suite = suite_create("values");
	TCase *tcase = tcase_create("values");

	tcase_add_loop_test(tcase, a_trace_gives_these_verdicts_with_what_comes_with_them,
			    0, ROWS(rows));
	tcase_add_loop_test(tcase, a_call_that_hangs_tells_what_it_has_entered, 0,
			    ROWS(hung));
	tcase_add_test(tcase, a_deep_stack_tells_its_innermost_calls);
	tcase_add_test(tcase, equal_texts_are_one);
	tcase_add_test(tcase, a_text_that_has_no_place_has_no_value_and_is_counted);
	tcase_add_test(tcase, strings_are_loaded_once_and_whole);
	tcase_add_test(tcase, a_state_without_its_strings_is_refused);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
