/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Traces with exact lists of verdicts, paths included; and state of any content.
 *
 * A trace is a line of words: "N" sends statement N, "N." the END of call N; what follows
 * changes the events from there on or the last one:
 *      @T  time of the last event        =V  its value
 *      #F  frame, from here on           L   events were lost here
 *      D   the process died              !T  thread, from here on
 *      AT  everything before time T has been fed
 * A verdict is "formula:call:kind" or "formula:call:reason", in the order told.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "testsuite/suite.h"
#include "testsuite/trace.h"

#define FULL (VYPR_FUNCTION_SCOPE | VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT)
#define PATHS (FULL | VYPR_FUNCTION_RECORDED)
#define LEAF (VYPR_FUNCTION_RECORDED | VYPR_FUNCTION_EXIT)

static const char *const statements[] = {
	"0 entry", "0 exit", "0 change x", "0 call f", "0 change y", "0 value y of 2",
	"0 value x before 3", "0 call g", "0 path", "0 peek", "0 unwind", /* 0 .. 10 */
	"1 call f", "1 change x", "2 path", "2 exit", "0 gap", "1 land",  /* 11 .. 16 */
	"0 land", "0 left f", NULL
};

struct heard {
	char verdicts[1024], paths[1024];
};

static enum vypr_status hear(void *ctx, const struct vypr_verdict *v)
{
	struct heard *h = ctx;
	size_t n = strlen(h->verdicts), p = strlen(h->paths);

	snprintf(h->verdicts + n, sizeof h->verdicts - n, "%s%u:%" PRIu64 ":%s",
		 n ? " " : "", v->formula, v->call,
		 v->kind == VYPR_VERDICT_UNKNOWN ? vypr_reason_name(v->reason)
						 : vypr_verdict_name(v->kind));
	snprintf(h->paths + p, sizeof h->paths - p, "%s%u/%u", p ? " " : "",
		 v->observations[0].path, v->observations[0].callee);
	return VYPR_OK;
}

/* One event of the trace at the text; where it ends. */
static const char *read_event(const struct trace_unit *t, const char *text,
			      uint64_t *frame, uint32_t *thread, struct vypr_event *e)
{
	char *end;
	unsigned long statement = strtoul(text, &end, 10);

	*e = trace_event(t, (uint32_t)statement, *end == '.');
	end += *end == '.';
	for (;;) {
		char *at = end + strspn(end, " ");

		if (*at == '@')
			e->time_ns = strtoull(at + 1, &end, 10);
		else if (*at == '=')
			e->value = at[1] == '-' ? (uint64_t)strtoll(at + 1, &end, 0) :
						  strtoull(at + 1, &end, 0);
		else
			break;
	}
	e->frame = *frame;
	e->thread = *thread;
	return end;
}

static void play(const struct trace_unit *t, struct vypr_monitor *m, const char *text)
{
	uint64_t frame = 1;
	uint32_t thread = 1;
	struct vypr_event e;
	char *end;

	while (*(text += strspn(text, " "))) {
		enum vypr_status status = VYPR_OK;

		end = (char *)text + 1;
		if (*text == '#')
			frame = strtoull(text + 1, &end, 10);
		else if (*text == '!')
			thread = (uint32_t)strtoul(text + 1, &end, 10);
		else if (*text == 'L')
			status = vypr_monitor_lost(m, thread, 3);
		else if (*text == 'A')
			status = vypr_monitor_advance(m, strtoull(text + 1, &end, 10));
		else if (*text == 'D')
			status = vypr_monitor_end(m, 0, VYPR_REASON_DIED);
		else {
			end = (char *)read_event(t, text, &frame, &thread, &e);
			status = vypr_monitor_feed(m, &e);
		}
		ck_assert_int_eq(status, VYPR_OK);
		text = end;
	}
}

static struct vypr_monitor *start(struct trace_unit *t, const char *const *formulas,
				  struct heard *h)
{
	const struct vypr_sink sink = { hear, h };
	struct vypr_monitor *m;
	uint32_t unit;

	memset(h, 0, sizeof *h);
	trace_unit_init(t, (const uint32_t[]){ PATHS, VYPR_FUNCTION_SCOPE, LEAF, 0 },
			formulas, statements);
	ck_assert_int_eq(vypr_monitor_new(&sink, &m), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(m, &t->unit, &unit), VYPR_OK);
	return m;
}

#define NEXT "0 forall q in changes(x): duration(next_call(q, f)) < 1 us"
#define CALL "0 forall c in calls(f): duration(c) < 1 us"
#define BARE "1 forall c in calls(f): duration(c) < 1 us"

static const struct {
	const char *formulas[3], *trace, *want;
} rows[] = {
	{ { NEXT }, "0 2 @1 3 @10 3. @20 1", "0:1:true" },
	{ { NEXT }, "0 2 @1 3 @10 3. @2010 1", "0:1:false" },
	{ { NEXT }, "0 2 @1 2 @2 3 @10 3. @20 1", "0:1:true 0:1:true" },
	{ { NEXT }, "0 3 @1 3. @2 2 @3 1", "0:1:no-event" },
	{ { NEXT }, "0 2 @1 3 @10 3. @20 3 @30 3. @9999 1", "0:1:true" },
	{ { NEXT }, "0 2 @1 3 @10 1", "0:1:unwound" },
	{ { NEXT }, "0 2 @1 3 @10 2 @11 1", "0:1:unwound 0:1:no-event" },
	{ { NEXT }, "0 2 @1 0 1", "0:1:unwound" },
	{ { NEXT },
	  "0 2 @1 #2 0 2 @2 3 @3 3. @4 1 #1 3 @5 3. @6 1",
	  "0:2:true 0:1:true" },
	{ { NEXT }, "0 2 @1 #2 0 2 @2 #1 3 @5 3. @6 1", "0:2:unwound 0:1:true" },
	/* a frame is used again by a call from elsewhere: its caller stays */
	{ { NEXT },
	  "#5 0 2 @1 #9 0 2 @2 #5 0 1 #9 3 @3 3. @4 1",
	  "0:1:unwound 0:2:true" },
	{ { NEXT },
	  "#5 0 2 @1 #4 0 2 @2 #5 0 #4 3 @3 3. @4 1 #5 1",
	  "0:1:unwound 0:2:true" },
	{ { NEXT }, "#9 0 #5 0 2 @1 #4 0 2 @2 #5 0 1 #9 1", "0:2:unwound 0:3:unwound" },
	{ { NEXT, BARE },
	  "#5 11 @1 #9 0 2 @2 #5 11 @3 11. @4 #9 3 @5 3. @6 1",
	  "1:1:unwound 1:3:true 0:2:true" },
	{ { NEXT }, "0 2 @1 D", "0:1:died" },
	{ { NEXT },
	  "0 2 @1 L 3 @2 3. @3 2 @4 3 @5 3. @6 2 @7 1",
	  "0:1:lost 0:1:true 0:1:lost" },
	{ { NEXT }, "0 2 @1 !2 0 3 @2 3. @3 !1 3 @4 3. @5 1 !2 1", "0:1:true" },
	{ { CALL }, "0 3 @1 3 @2 3. @3 1", "0:1:unwound 0:1:true" },
	/* a longjmp comes to the function, or to one whose activation is not known */
	{ { NEXT }, "0 2 @1 3 @5 17 3 @10 3. @20 1", "0:1:unwound" },
	{ { CALL }, "0 3 @1 #2 11 @2 #1 17 3 @10 3. @20 1", "0:1:unwound 0:1:true" },
	{ { CALL }, "#5 0 3 @1 #9 16 =8", "0:1:unwound" },
	{ { CALL }, "#9 0 3 @1 #5 16 =8 #9 3. @2 1", "0:1:true" },
	{ { CALL },
	  "#9 0 3 @1 #7 0 3 @2 #6 0 3 @3 #5 16 =8 #9 3. @4 1",
	  "0:3:unwound 0:2:unwound 0:1:true" },
	/* an exception leaves the call, and the function goes on */
	{ { CALL }, "0 3 @1 18 @10 1", "0:1:unwound" },
	{ { CALL }, "0 3 @1 18 @2010 3 @2020 3. @2030 1", "0:1:false 0:1:true" },
	{ { CALL }, "0 3 @1 3. @2 18 @3 1", "0:1:true" },
	{ { NEXT }, "0 2 @1 3 @10 18 @20 3 @30 3. @40 1", "0:1:unwound" },
	{ { "0 forall c in calls(f): next_change(c, x)(x) > 0" },
	  "0 3 18 2 =1 3 18 1",
	  "0:1:true 0:1:unwound" },
	{ { "0 forall c in calls(f), q in changes(x) after c: q(x) > 0" },
	  "0 3 18 2 =1 1",
	  "0:1:true" },
	{ { CALL }, "0 3. @1 1", "" },
	{ { CALL }, "0 3 @0 3. @5 1", "0:1:no-value" }, /* its begin has no time */
	{ { BARE }, "11 @1 11. @2 11 @3 11. @4", "0:1:true 0:2:true" },
	{ { BARE }, "11 @1 #2 11 @2 11. @3 #1 11. @4", "0:2:true 0:1:true" },
	{ { BARE }, "11 @1 #2 11 @2 #1 11. @4", "0:2:unwound 0:1:true" },
	{ { BARE, "1 forall q in changes(x): q(x) > 3" },
	  "12 =4 12 =3 12 =-1",
	  "1:1:true 1:2:false 1:3:false" },
	{ { "0 forall q in changes(x): q(y) > 3" },
	  "0 2 5 =4 2 5 =1 2 1",
	  "0:1:true 0:1:false 0:1:no-value" },
	{ { "0 forall q in changes(x): q(y) > 3" },
	  "0 2 2 5 =9 1",
	  "0:1:no-value 0:1:true" },
	{ { "0 forall c in calls(f): before(c)(x) > 3" },
	  "0 6 =9 3 @1 3. @2 3 @3 3. @4 1",
	  "0:1:true 0:1:no-value" },
	{ { "0 forall q in changes(x): q(x) / 0 == 1 or q(x) == 2" },
	  "0 2 =1 2 =2 1",
	  "0:1:no-value 0:1:true" },
	/* decided by one side at once; by the other later */
	{ { "0 forall q in changes(x): q(x) == 1 implies duration(next_call(q, f)) < 1 "
	    "us" },
	  "0 2 =0 2 =1 3 @1 3. @2 1",
	  "0:1:true 0:1:true" },
	/* the next change is a later one; a chain takes one event for each link */
	{ { "0 forall q in changes(x): next_change(q, x)(x) > q(x)" },
	  "0 2 =1 2 =2 2 =0 1",
	  "0:1:true 0:1:false 0:1:no-event" },
	{ { "0 forall q in changes(x): next_change(next_change(q, x), x)(x) == 3" },
	  "0 2 =1 2 =2 2 =3 1",
	  "0:1:true 0:1:no-event 0:1:no-event" },
	/* pairs */
	{ { "0 forall q in changes(x), r in changes(y) after q: r(y) > q(x)" },
	  "0 4 =9 2 =1 4 =2 2 =3 4 =0 1",
	  "0:1:true 0:1:false 0:1:false" },
	{ { "0 forall q in changes(x), r in changes(y) before q: r(y) > q(x)" },
	  "0 4 =9 2 =1 4 =2 2 =3 4 =0 1",
	  "0:1:true 0:1:true 0:1:false" },
	{ { "0 forall q in changes(x), r in changes(x): q(x) == r(x)" },
	  "0 2 =1 2 =2 1",
	  "0:1:true 0:1:false 0:1:true 0:1:false" },
	{ { "0 forall q in changes(x), t in calls(f) after q: duration(t) < 1 us" },
	  "0 2 3 @1 3. @2 3 @3 3. @9999 1",
	  "0:1:true 0:1:false" },
	{ { "0 forall q in changes(x), t in calls(f) after q: duration(t) < 1 us" },
	  "0 2 3 @1 3 @3 1",
	  "0:1:unwound 0:1:unwound" },
	{ { "0 forall c in calls(f), d in calls(g) after c: duration(d) > duration(c)" },
	  "0 3 @1 7 @2 7. @9 3 @10 3. @11 7 @12 7. @20 1",
	  "0:1:unwound 0:1:unwound 0:1:true" },
	/* several formulas at one site */
	{ { NEXT, CALL }, "0 2 @1 3 @10 3. @20 1", "0:1:true 1:1:true" },
};

START_TEST(a_trace_gives_these_verdicts_and_no_others)
{
	const char *const *formulas = rows[_i].formulas;
	struct trace_unit t;
	struct heard h;
	struct vypr_monitor *m = start(&t, formulas, &h);

	play(&t, m, rows[_i].trace);
	ck_assert_msg(strcmp(h.verdicts, rows[_i].want) == 0,
		      "%s\n  on %s\n  gives %s\n  not %s", formulas[0], rows[_i].trace,
		      h.verdicts, rows[_i].want);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

/* ---- paths ------------------------------------------------------------------------ */

/* "(kind a b c)" with names for what a, b are: R function.block, B, C, L.  A ROOT that goes
 * on from a beginning is behind it: "-" nothing lies between, ".." what lies there is not
 * told. */
static void show_path(const struct vypr_paths *paths, uint32_t id, char *text,
		      size_t size)
{
	const struct vypr_path_node *n = &paths->nodes[id];
	char left[256] = "", inner[256] = "";

	if (n->kind != VYPR_PATH_ROOT && n->a)
		show_path(paths, n->a, left, sizeof left);
	if ((n->kind == VYPR_PATH_CALL || n->kind == VYPR_PATH_LIST) && n->b)
		show_path(paths, (uint32_t)n->b, inner, sizeof inner);
	switch ((enum vypr_path_kind)n->kind) {
	case VYPR_PATH_ROOT:
		if (n->c)
			show_path(paths, n->c, left, sizeof left);
		snprintf(text, size, "%s%sR%u.%" PRIu64, left,
			 !n->c					      ? ""
			 : paths->nodes[n->c].kind == VYPR_PATH_ROOT ? ".."
								      : "-",
			 n->a, n->b);
		break;
	case VYPR_PATH_BITS:
		snprintf(text, size, "%s %" PRIx64 "%s", left, n->b, n->c ? "!" : "");
		break;
	case VYPR_PATH_CALL:
		snprintf(text, size, "{%s%s%s%s}", left, *inner ? " : " : "", inner,
			 n->c ? " unwound" : "");
		break;
	case VYPR_PATH_LIST:
		snprintf(text, size, "%s%s%s*%u", left, *left ? " " : "", inner, n->c);
		break;
	case VYPR_PATH_NONE:
		snprintf(text, size, "-");
	}
}

struct path_heard {
	struct vypr_monitor *m;
	char text[2048];
};

static enum vypr_status hear_path(void *ctx, const struct vypr_verdict *v)
{
	struct path_heard *h = ctx;
	char path[512], callee[512];
	size_t n = strlen(h->text);

	show_path(vypr_monitor_paths(h->m), v->observations[0].path, path, sizeof path);
	show_path(vypr_monitor_paths(h->m), v->observations[0].callee, callee,
		  sizeof callee);
	snprintf(h->text + n, sizeof h->text - n, "[%s | %s]", path, callee);
	return VYPR_OK;
}

static const struct {
	const char *formula, *trace, *want;
} path_rows[] = {
	/* 0b1 is no branch; 5 = 101 is two */
	{ CALL, "0 3 @1 =1 3. @2 1", "[R0.0 | -]" },
	{ CALL, "0 3 @1 =5 3. @2 1", "[R0.0 5 | -]" },
	{ CALL, "0 8 =6 3 @1 =5 3. @2 1", "[R0.0 6 5 | -]" },
	{ CALL, "0 8 =1 3 @1 =5 3. @2 1", "[R0.0 5 | -]" },
	{ CALL, "0 10 =2 3 @1 =1 3. @2 1", "[R0.0 2! | -]" },
	{ CALL, "0 8 =6 3 @1 =5 3. @2 1 #1 0 3 @1 =3 3. @2 1",
	  "[R0.0 6 5 | -][R0.0 3 | -]" },
	{ "0 forall q in changes(x): q(x) == 0", "0 9 =5 2 2 8 =2 9 =3 2 1",
	  "[R0.0 5 | -][- | -][R0.0 2 3 | -]" },
	/* the last PATH was sent in block 0, the register restarted in block 5, then 6 */
	{ CALL, "0 8 =6 15 =5 3 @1 =2 3. @2 15 =6 3 @1 =3 3. @2 1",
	  "[R0.0 6-R0.0..R0.5 2 | -][R0.0 6-R0.0..R0.6 3 | -]" },
	{ CALL, "0 8 =6 15 =5 8 =7 3 @1 =2 3. @2 1", "[R0.0 6-R0.0..R0.5 7 2 | -]" },
	{ CALL, "0 8 =6 15 =800 3 @1 =2 3. @2 1", "[R0.0 6 2 | -]" },
	{ "0 forall q in changes(x): q(x) == 0", "0 8 =2 15 =5 9 =3 2 1",
	  "[R0.0 2-R0.0..R0.5 3 | -]" },
	/* a word that is the first of its activation forgets the prefix */
	{ CALL, "0 8 =6 3 @1 =0x8000000000000002 3. @2 1", "[R0.0 2 | -]" },
	{ CALL, "0 3 @1 =1 #2 13 =7 14 =0x8000000000000003 #1 3. @2 1",
	  "[R0.0 | {R2.0 3}*1]" },
	{ CALL, "0 3 @1 =1 #2 13 =7 13 =0x8000000000000002 14 =3 #1 3. @2 1",
	  "[R0.0 | {R2.0 2 3}*1]" },
	/* callees: a recorded leaf sends PATH and EXIT only */
	{ CALL, "0 3 @1 =1 #2 14 =3 #1 3. @2 1", "[R0.0 | {R2.0 3}*1]" },
	{ CALL, "0 3 @1 =1 #2 13 =7 14 =3 14 =2 14 =2 #1 3. @2 1",
	  "[R0.0 | {R2.0 7 3}*1 {R2.0 2}*2]" },
	{ CALL, "0 3 @1 =1 #2 0 #3 14 =2 #2 1 =1 #1 3. @2 1",
	  "[R0.0 | {R0.0 : {R2.0 2}*1}*1]" },
	/* a measured call inside a measured call; the function between is not recorded */
	{ CALL, "0 3 @1 =1 #2 11 @2 #3 14 =2 #2 11. @3 #1 3. @4 1",
	  "[R0.0 | {R2.0 2}*1]" },
	/* what is left unseen is told as unwound */
	{ CALL, "0 3 @1 =1 #2 0 8 =6 #1 3. @2 1", "[R0.0 | {R0.0 6 unwound}*1]" },
	/* after lost events the path is not known, until the next call */
	{ CALL, "0 L 3 @1 =5 3. @2 1 0 3 @1 =5 3. @2 1", "[- | -][R0.0 5 | -]" },
};

START_TEST(a_verdict_carries_its_path_and_its_calls)
{
	struct trace_unit t;
	struct heard unused;
	struct path_heard h = { NULL, "" };
	const struct vypr_sink sink = { hear_path, &h };
	const char *const formulas[] = { path_rows[_i].formula, NULL };
	uint32_t unit;

	vypr_monitor_free(start(&t, formulas, &unused));
	ck_assert_int_eq(vypr_monitor_new(&sink, &h.m), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(h.m, &t.unit, &unit), VYPR_OK);
	play(&t, h.m, path_rows[_i].trace);
	ck_assert_msg(strcmp(h.text, path_rows[_i].want) == 0, "%s\n  gives %s\n  not %s",
		      path_rows[_i].trace, h.text, path_rows[_i].want);
	vypr_monitor_free(h.m);
	trace_unit_fini(&t);
}
END_TEST

/* ---- what is told again --------------------------------------------------------- */

struct again_heard {
	struct vypr_monitor *m;
	uint64_t count, again;
	int wants;
	char text[1024];
};

/* "+N" a verdict that may be told again, "=N" when it is, else "."; kind, time, its last slot */
static enum vypr_status hear_again(void *ctx, const struct vypr_verdict *v)
{
	struct again_heard *h = ctx;
	const struct vypr_form *form = vypr_monitor_form(h->m, v->unit, v->formula);
	const struct vypr_observation *o = &v->observations[form->slot_count - 1];
	char sign = v->told ? '+' : '.', callee[256];
	size_t n = strlen(h->text);

	h->count++;
	if (v->told && *v->told) {
		sign = '=';
		h->again++;
	} else if (v->told && h->wants) {
		*v->told = h->count;
	}
	show_path(vypr_monitor_paths(h->m), o->callee, callee, sizeof callee);
	snprintf(h->text + n, sizeof h->text - n, "%s%c%d %s %d: %d-%d %s", n ? ", " : "",
		 sign, v->told ? (int)*v->told : 0,
		 v->kind == VYPR_VERDICT_UNKNOWN ? vypr_reason_name(v->reason) :
						   vypr_verdict_name(v->kind),
		 (int)v->time_ns, (int)o->begin_ns, (int)o->end_ns, callee);
	return VYPR_OK;
}

#define SOON "0 forall q in changes(x): time_between(q, next_change(q, y)) < 1 us"
#define EITHER "0 forall c in calls(f): duration(c) < 1 us or " \
	       "duration(next_call(c, g)) < 1 us"
#define GENERAL "0 forall q in changes(x): q(x) == 0 or " \
		"(forall c in calls(f) after q: duration(c) < 1 us)"

static const struct {
	const char *formula, *trace, *want;
} again_rows[] = {
	/* what it has entered, then what it has done */
	{ CALL, "0 3 @1 A2000 #2 14 =3 #1 3. @3000 1",
	  "+1 false 2000: 1-0 -, =1 false 2000: 1-3000 {R2.0 3}*1" },
	{ CALL, "0 3 @1 #2 0 A2000 1 #1 3. @3000 1",
	  "+1 false 2000: 1-0 {R0.0 unwound}*1, =1 false 2000: 1-3000 {R0.0}*1" },
	{ CALL, "0 3 @1 A2000 A3000 3. @3000 3 @3001 3. @3002 1",
	  "+1 false 2000: 1-0 -, =1 false 2000: 1-3000 -, .0 true 3002: 3001-3002 -" },
	{ "0 forall c in calls(f): duration(c) > 1 us", "0 3 @1 A2000 3. @3000 1",
	  "+1 true 2000: 1-0 -, =1 true 2000: 1-3000 -" },
	{ SOON, "0 2 @1 A2000 4 @3000 1",
	  "+1 false 2000: 0-0 -, =1 false 2000: 0-3000 -" },
	/* the first word is the last one */
	{ CALL, "0 3 @1 A2000 1", "+1 false 2000: 1-0 -" },
	{ CALL, "0 3 @1 A2000 D", "+1 false 2000: 1-0 -" },
	{ CALL, "0 3 @1 A2000 L 3. @3000 1", "+1 false 2000: 1-0 -" },
	{ CALL, "0 3 @1 A2000 18 @3000 1", "+1 false 2000: 1-0 -" },
	{ CALL, "0 3 @1 A2000 2 =1 1", "+1 false 2000: 1-0 -" },
	{ SOON, "0 2 @1 A2000 1", "+1 false 2000: 0-0 -" },
	/* an event of before: the clocks of two processors */
	{ CALL, "0 3 @1 A2000 3. @500 1", "+1 false 2000: 1-0 -" },
	/* not by time alone, or not while it goes on */
	{ CALL, "0 3 @1 3. @3000 A9000 1", ".0 false 3000: 1-3000 -" },
	{ CALL, "0 3 @1 18 @3000 1", ".0 false 3000: 1-0 -" },
	/* both sides are needed */
	{ EITHER, "0 3 @1 3. @2000 7 @2001 A4000 7. @5000 1",
	  "+1 false 4000: 2001-0 -, =1 false 4000: 2001-5000 -" },
	{ "0 forall c in calls(f), d in calls(g) after c: duration(d) < 1 us",
	  "0 3 3. 3 3. 7 @1 A2000 7. @3000 1",
	  "+1 false 2000: 1-0 -, +2 false 2000: 1-0 -, =1 false 2000: 1-3000 -, "
	  "=2 false 2000: 1-3000 -" },
	/* the side that is told was seen, the other one rests on time */
	{ "0 forall c in calls(f): duration(c) > 1 us implies before(c)(x) > 3",
	  "0 6 =1 3 @1 A2000 3. @3000 1",
	  "+1 false 2000: 1-0 -, =1 false 2000: 1-3000 -" },
	/* the other engine */
	{ GENERAL, "0 2 =1 3 @1 #2 0 A2000 1 #1 3. @3000 1",
	  "+1 false 2000: 1-0 {R0.0 unwound}*1, =1 false 2000: 1-3000 {R0.0}*1" },
	{ GENERAL, "0 2 =1 3 @1 A2000 1", "+1 false 2000: 1-0 -" },
	{ GENERAL, "0 2 =1 3 @1 A2000 D", "+1 false 2000: 1-0 -" },
	{ "0 forall q in changes(x): total(calls(f)) < 1 us",
	  "0 2 3 @1 3. @801 3 @900 A2000 3. @3000 1",
	  "+1 false 2000: 900-0 -, =1 false 2000: 900-3000 -" },
};

static struct vypr_monitor *start_again(struct trace_unit *t, const char *formula,
					struct again_heard *h)
{
	const struct vypr_sink sink = { hear_again, h };
	const char *const formulas[] = { formula, NULL };
	struct vypr_monitor *m;
	uint32_t unit;

	trace_unit_init(t, (const uint32_t[]){ PATHS, VYPR_FUNCTION_SCOPE, LEAF, 0 },
			formulas, statements);
	ck_assert_int_eq(vypr_monitor_new(&sink, &m), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(m, &t->unit, &unit), VYPR_OK);
	h->m = m;
	return m;
}

START_TEST(what_a_deadline_decides_is_told_again_when_it_has_ended)
{
	struct again_heard h = { .wants = 1 };
	struct trace_unit t;
	struct vypr_monitor *m = start_again(&t, again_rows[_i].formula, &h);
	struct vypr_monitor_counts counts;

	play(&t, m, again_rows[_i].trace);
	ck_assert_msg(strcmp(h.text, again_rows[_i].want) == 0,
		      "%s\n  on %s\n  gives %s\n  not   %s", again_rows[_i].formula,
		      again_rows[_i].trace, h.text, again_rows[_i].want);
	vypr_monitor_counts(m, &counts);
	ck_assert_uint_eq(counts.open, 0);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

START_TEST(who_does_not_ask_is_told_once)
{
	struct again_heard h = { .wants = 0 };
	struct trace_unit t;
	struct vypr_monitor *m = start_again(&t, CALL, &h);
	struct vypr_monitor_counts counts;

	play(&t, m, "0 3 @1 A2000");
	vypr_monitor_counts(m, &counts);
	ck_assert_uint_eq(counts.open, 0);
	play(&t, m, "3. @3000 1");
	ck_assert_str_eq(h.text, "+0 false 2000: 1-0 -");
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

START_TEST(so_many_wait_to_be_told_again_and_no_more)
{
	struct again_heard h = { .wants = 1 };
	struct trace_unit t;
	struct vypr_monitor *m = start_again(&t, SOON, &h);
	struct vypr_monitor_counts counts;

	play(&t, m, "0");
	for (int i = 0; i < 5000; i++)
		play(&t, m, "2 @1");
	play(&t, m, "A2000");
	ck_assert_uint_eq(h.count, 5000);
	vypr_monitor_counts(m, &counts);
	ck_assert_uint_eq(counts.open, 4096);
	play(&t, m, "4 @3000");
	ck_assert_uint_eq(h.again, 4096);
	ck_assert_uint_eq(h.count, 9096);
	play(&t, m, "2 @4001 A8000 4 @9000 1"); /* there is room again */
	ck_assert_uint_eq(h.again, 4097);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

/* ---- what is measured now ---- */

static const struct {
	const char *formula, *trace;
	uint32_t thread;
	uint64_t before;
	int want;
} measured_rows[] = {
	{ CALL, "0 3 @100", 1, 100, 1 },
	{ CALL, "0 3 @100", 1, 99, 0 },
	{ CALL, "0 3 @100", 2, 100, 0 },
	{ CALL, "0 3 @100 3. @200", 1, 1000, 0 },
	{ CALL, "0 3 @100 3. @200 3 @300", 1, 250, 0 },
	{ CALL, "0 3 @100 3. @200 3 @300", 1, 300, 1 },
	{ CALL, "0 3 @100 #2 0 3 @200", 1, 150, 1 },
	{ CALL, "0 3 @100 #2 0 3 @200", 1, 99, 0 },
	{ CALL, "0 3 @100 #2 0 3 @200 3. @300 1", 1, 1000, 1 },
	{ NEXT, "0 2 @100", 1, 100, 1 },
	{ NEXT, "0 2 @100", 1, 99, 0 },
	{ NEXT, "0 2 @100 3 @150 3. @200", 1, 1000, 0 },
	{ NEXT, "0 2 @100 1", 1, 1000, 0 },
};

START_TEST(it_is_known_whether_something_is_measured)
{
	const char *const formulas[] = { measured_rows[_i].formula, NULL };
	struct trace_unit t;
	struct heard h;
	struct vypr_monitor *m = start(&t, formulas, &h);

	play(&t, m, measured_rows[_i].trace);
	ck_assert_int_eq(vypr_monitor_measures(m, measured_rows[_i].thread,
					       measured_rows[_i].before),
			 measured_rows[_i].want);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

START_TEST(a_long_path_begins_again_where_it_was_cut)
{
	const char *const formulas[] = { CALL, NULL };
	struct trace_unit t;
	struct heard h;
	struct vypr_monitor *m = start(&t, formulas, &h);
	const struct vypr_path_node *n;

	t.sites[t.statement[8]].block = 5;
	play(&t, m, "0");
	for (int i = 0; i < VYPR_PATH_MAX_WORDS + 1; i++)
		play(&t, m, "8 =5");
	play(&t, m, "8 =7 3 @1 =6 3. @2");
	n = &vypr_monitor_paths(m)->nodes[atoi(h.paths)];
	ck_assert_uint_eq(n->b, 6);
	n = &vypr_monitor_paths(m)->nodes[n->a];
	ck_assert_uint_eq(n->b, 7);
	n = &vypr_monitor_paths(m)->nodes[n->a];
	ck_assert(n->kind == VYPR_PATH_ROOT && n->b == 5);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

START_TEST(a_decided_verdict_leaves_nothing_behind)
{
	const char *const formulas[] = { NEXT, BARE, NULL };
	struct vypr_monitor_counts counts;
	struct trace_unit t;
	struct heard h;
	struct vypr_monitor *m = start(&t, formulas, &h);

	play(&t, m, "0");
	for (int i = 0; i < 1000; i++) {
		play(&t, m, "2 @1 3 @2 3. @3 #2 11 @4 11. @5");
		h.verdicts[0] = h.paths[0] = '\0';
	}
	vypr_monitor_counts(m, &counts);
	ck_assert_uint_eq(counts.open, 0);
	ck_assert_uint_eq(counts.open_most, 1);
	ck_assert_uint_eq(counts.fed, 5001);
	ck_assert_uint_eq(counts.strays, 0);
	ck_assert_uint_eq(counts.calls, 1001);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

START_TEST(a_verdict_inside_the_margin_is_unknown)
{
	const struct vypr_clock_error error = { 50, 0 };
	const char *const formulas[] = { CALL, NULL };
	struct trace_unit t;
	struct heard h;
	struct vypr_monitor *m = start(&t, formulas, &h);

	vypr_monitor_set_clock_error(m, &error);
	play(&t, m, "0 3 @1 3. @951 3 @1 3. @952 3 @1 3. @1051 1");
	ck_assert_str_eq(h.verdicts, "0:1:true 0:1:margin 0:1:false");
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

/* ---- saved state ------------------------------------------------------------------- */

static const char *const saved_formulas[] = {
	"0 forall q in changes(x): duration(next_call(next_change(q, y), f)) < 1 us",
	"0 forall q in changes(x), t in calls(f) after q: duration(t) < next_change(q, "
	"y)(y) * 1 ns",
	"1 forall c in calls(f): duration(c) < 1 us", NULL
};
#define SAVED_TRACE "0 8 =5 2 =1 2 =2 4 =3 3 @9 =1 #2 14 =5 11 @10 #3 14 =3 !2 6 =3"

static void load_paths(struct vypr_monitor *to, const struct vypr_paths *paths)
{
	for (uint32_t i = 1; i < paths->count; i++)
		ck_assert_int_eq(vypr_monitor_load_path(to, &paths->nodes[i]), VYPR_OK);
}

START_TEST(every_prefix_of_a_state_is_refused)
{
	struct trace_unit t, t2;
	struct heard h, h2;
	struct vypr_monitor *m = start(&t, saved_formulas, &h);
	struct vypr_monitor *to = start(&t2, saved_formulas, &h2);
	unsigned char *bytes, *piece;
	size_t size;

	play(&t, m, SAVED_TRACE);
	load_paths(to, vypr_monitor_paths(m));
	ck_assert_int_eq(vypr_monitor_save(m, &bytes, &size), VYPR_OK);
	for (size_t n = 0; n < size; n++) {
		piece = malloc(n + !n);
		memcpy(piece, bytes, n);
		ck_assert_int_eq(vypr_monitor_load(to, piece, n), VYPR_FORMAT);
		free(piece);
	}
	ck_assert_int_eq(vypr_monitor_load(to, bytes, size), VYPR_OK);
	play(&t, m, "#2 11. @30 #1 3. @50 1 D");
	play(&t, to, "#2 11. @30 #1 3. @50 1 D");
	ck_assert_str_ne(h.verdicts, "");
	ck_assert_str_eq(h.verdicts, h2.verdicts);
	free(bytes);
	vypr_monitor_free(m);
	vypr_monitor_free(to);
	trace_unit_fini(&t);
	trace_unit_fini(&t2);
}
END_TEST

START_TEST(a_forged_state_does_no_harm)
{
	struct trace_unit t;
	struct heard h;
	struct vypr_monitor *m = start(&t, saved_formulas, &h);
	unsigned char *bytes, *forged;
	uint32_t rng = 77 + (uint32_t)_i, taken = 0;
	size_t size;

	play(&t, m, SAVED_TRACE);
	ck_assert_int_eq(vypr_monitor_save(m, &bytes, &size), VYPR_OK);
	forged = malloc(size);
	for (int round = 0; round < 3000; round++) {
		memcpy(forged, bytes, size);
		for (int changes = 1 + round % 3; changes; changes--) {
			rng = rng * 1664525 + 1013904223;
			forged[(rng >> 4) % size] = (unsigned char)(rng >> 24) % 8;
		}
		if (vypr_monitor_load(m, forged, size) != VYPR_OK)
			continue;
		taken++;
		play(&t, m, "2 =1 4 =3 3 @20 #2 14 =3 11. @30 #1 3. @50 1");
		h.verdicts[0] = h.paths[0] = '\0';
	}
	ck_assert_uint_gt(taken, 0);
	free(forged);
	free(bytes);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

START_TEST(what_the_units_do_not_know_is_refused)
{
	const char *const formulas[] = { NEXT, NULL };
	struct trace_unit t;
	struct heard h;
	struct vypr_monitor *m = start(&t, formulas, &h);
	struct vypr_event e = trace_event(&t, 0, 0);
	struct vypr_path_node node = { .kind = VYPR_PATH_BITS, .a = 1 };

	e.site = t.unit.site_count;
	ck_assert_int_eq(vypr_monitor_feed(m, &e), VYPR_FORMAT);
	e.site = 0;
	e.unit = 1;
	ck_assert_int_eq(vypr_monitor_feed(m, &e), VYPR_FORMAT);
	ck_assert_int_eq(vypr_monitor_load_path(m, &node), VYPR_FORMAT);
	ck_assert_ptr_nonnull(vypr_monitor_form(m, 0, 0));
	ck_assert_ptr_null(vypr_monitor_form(m, 0, 1));
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof *(table))

int main(void)
{
	Suite *suite = suite_create("monitor");
	TCase *tcase = tcase_create("monitor");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, a_trace_gives_these_verdicts_and_no_others, 0,
			    ROWS(rows));
	tcase_add_loop_test(tcase, a_verdict_carries_its_path_and_its_calls, 0,
			    ROWS(path_rows));
	tcase_add_loop_test(tcase, what_a_deadline_decides_is_told_again_when_it_has_ended, 0,
			    ROWS(again_rows));
	tcase_add_test(tcase, who_does_not_ask_is_told_once);
	tcase_add_test(tcase, so_many_wait_to_be_told_again_and_no_more);
	tcase_add_loop_test(tcase, it_is_known_whether_something_is_measured, 0,
			    sizeof measured_rows / sizeof *measured_rows);
	tcase_add_test(tcase, a_long_path_begins_again_where_it_was_cut);
	tcase_add_test(tcase, a_decided_verdict_leaves_nothing_behind);
	tcase_add_test(tcase, a_verdict_inside_the_margin_is_unknown);
	tcase_add_test(tcase, every_prefix_of_a_state_is_refused);
	tcase_add_loop_test(tcase, a_forged_state_does_no_harm, 0, 3);
	tcase_add_test(tcase, what_the_units_do_not_know_is_refused);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
