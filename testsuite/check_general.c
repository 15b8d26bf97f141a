/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole language on traces with exact lists of verdicts: quantifiers inside formulas,
 * what was before, what is counted, other functions and threads, deadlines.
 *
 * A verdict is "call:kind" or "call:reason", in the order told, and in brackets the times of
 * the slots that were seen, those of calls as BEGIN-END.
 */
#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "testsuite/play.h"
#include "testsuite/suite.h"

#define FULL (VYPR_FUNCTION_SCOPE | VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT)

/* fn0 is the scope, fn1 another function, fn2 one that sends neither ENTRY nor EXIT */
static const char *const statements[] = {
	"0 entry", "0 exit", "0 change x", "0 call f", "0 change y",	   /* 0 .. 4 */
	"0 value y of 2", "0 value #1 before 3", "0 call g", "0 line 5",   /* 5 .. 8 */
	"0 value x of 1", "0 value x of 0",				   /* 9, 10 */
	"1 entry", "1 exit", "1 call f", "1 change x", "1 value #1 before 13", /* 11 .. 15 */
	"2 call f", "2 change x", "2 value y of 17", NULL		   /* 16 .. 18 */
};

struct heard {
	const struct trace_unit *t;
	char verdicts[2048];
	uint64_t count;
};

static void hear_slots(struct heard *h, const struct vypr_verdict *v)
{
	char *text = h->verdicts;

	for (int i = 0; i < h->t->forms[v->formula].slot_count; i++) {
		const struct vypr_observation *o = &v->observations[i];
		size_t n = strlen(text), room = sizeof h->verdicts - n;

		if (o->site_begin != VYPR_NO_SITE && o->site_end != VYPR_NO_SITE)
			snprintf(text + n, room, " %" PRIu64 "-%" PRIu64, o->begin_ns,
				 o->end_ns);
		else if (o->site_begin != VYPR_NO_SITE)
			snprintf(text + n, room, " %" PRIu64 "-", o->begin_ns);
		else if (o->site_end != VYPR_NO_SITE)
			snprintf(text + n, room, " %" PRIu64, o->end_ns);
		else
			snprintf(text + n, room, " .");
	}
}

static enum vypr_status hear(void *ctx, const struct vypr_verdict *v)
{
	struct heard *h = ctx;
	size_t n = strlen(h->verdicts);

	h->count++;
	if (n > sizeof h->verdicts - 200)
		return VYPR_OK;
	snprintf(h->verdicts + n, sizeof h->verdicts - n, "%s%" PRIu64 ":%s [",
		 n ? " " : "", v->call,
		 v->kind == VYPR_VERDICT_UNKNOWN ? vypr_reason_name(v->reason)
						 : vypr_verdict_name(v->kind));
	hear_slots(h, v);
	strcat(h->verdicts, " ]");
	return VYPR_OK;
}

static struct vypr_monitor *start(struct trace_unit *t, const char *formula,
				  struct heard *h)
{
	const struct vypr_sink sink = { hear, h };
	const char *const formulas[] = { formula, NULL };
	struct vypr_monitor *m;
	uint32_t unit;

	memset(h, 0, sizeof *h);
	h->t = t;
	trace_unit_init(t, (const uint32_t[]){ FULL, FULL, VYPR_FUNCTION_SCOPE, 0 },
			formulas, statements);
	ck_assert_int_eq(vypr_monitor_new(&sink, &m), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(m, &t->unit, &unit), VYPR_OK);
	return m;
}

static const struct {
	const char *formula, *trace, *want;
} rows[] = {
	/* exists: a witness decides it at once, none only at the end */
	{ "0 exists t in calls(f): duration(t) > 5 ns",
	  "0 @1 3 @2 3. @3 3 @10 3. @20 3 @30 3. @50 1 @60", "1:true [ 10-20 ]" },
	{ "0 exists t in calls(f): duration(t) > 5 ns", "0 @1 3 @2 3. @3 1 @60",
	  "1:false [ . ]" },
	{ "0 exists t in calls(f): duration(t) > 5 ns", "0 @1 1 @60", "1:false [ . ]" },
	{ "0 exists t in calls(f): duration(t) > 5 ns", "0 @1 3 @2 #2 11 #1 1 @60",
	  "1:unwound [ . ]" },
	{ "0 exists t in calls(f): duration(t) > 5 ns", "0 @1 3 @2 3. @3 E",
	  "1:unwound [ . ]" },
	{ "0 exists t in calls(f): duration(t) > 5 ns", "0 @1 3 @2 3. @3 D",
	  "1:died [ . ]" },
	{ "0 exists t in calls(f): duration(t) > 5 ns", "0 @1 3 @2 3. @3 L 1 @4",
	  "1:lost [ . ]" },
	{ "0 forall q in changes(x): exists t in calls(f) after q: duration(t) > 5 ns",
	  "0 @1 3 @2 3. @9 2 @10 3 @11 3. @12 2 @13 3 @20 3. @30 2 @40 1 @60",
	  "1:true [ 10 20-30 ] 1:true [ 13 20-30 ] 1:false [ 40 . ]" },
	{ "0 forall q in changes(x): exists t in calls(f): duration(t) > 5 ns",
	  "0 @1 3 @2 3. @9 2 @10 1 @60", "1:true [ 10 2-9 ]" },
	{ "0 forall q in changes(x): exists t in calls(f) before q: duration(t) > 5 ns",
	  "0 @1 3 @2 3. @3 2 @4 3 @5 3. @15 2 @16 1 @60",
	  "1:false [ 4 . ] 1:true [ 16 5-15 ]" },
	/* forall inside: a counterexample decides it at once */
	{ "0 forall q in changes(x): true and (forall t in calls(f) after q: duration(t) < 5 "
	  "ns)",
	  "0 @1 2 @2 3 @3 3. @4 2 @5 3 @6 3. @16 2 @17 1 @60",
	  "1:false [ 2 6-16 ] 1:false [ 5 6-16 ] 1:true [ 17 . ]" },
	/* one inside the other */
	{ "0 forall q in changes(x): exists t in calls(f) after q: forall r in changes(y) "
	  "after t: r(y) == 1",
	  "0 @1 2 @2 3 @3 3. @4 4 @5 =0 3 @6 3. @7 4 @8 =1 1 @9", "1:true [ 2 6-7 . ]" },
	{ "0 forall q in changes(x): exists t in calls(f) after q: forall r in changes(y) "
	  "after t: r(y) == 1",
	  "0 @1 2 @2 3 @3 3. @4 3 @6 3. @7 4 @8 =0 1 @9", "1:false [ 2 . . ]" },
	/* negation and other connectives around them */
	{ "0 forall q in changes(x): not (exists r in changes(y) after q: r(y) == 7)",
	  "0 @1 2 @2 4 @3 =1 4 @4 =7 2 @5 4 @6 =1 1 @9", "1:false [ 2 4 ] 1:true [ 5 . ]" },
	{ "0 forall q in changes(x): q(x) == 1 or (exists r in changes(y) after q: true)",
	  "0 @1 2 @2 =1 2 @3 =2 4 @4 2 @5 =2 1 @9",
	  "1:true [ 2 . ] 1:true [ 3 4 ] 1:false [ 5 . ]" },
	/* what is undecided of an item at the end leaves the rest unknown */
	{ "0 exists q in changes(x): exists r in changes(y) after q: duration(next_call(r, f)) > "
	  "5 ns", "0 @1 2 @2 4 @3 1 @9", "1:no-event [ . . . ]" },
	{ "0 exists q in changes(x): duration(next_call(q, f)) > 5 ns", "0 @1 2 @2 1 @9",
	  "1:no-event [ . . ]" },
	{ "0 exists q in changes(x): duration(next_call(q, f)) > 5 ns",
	  "0 @1 2 @2 3 @3 3. @20 1 @29", "1:true [ 2 3-20 ]" },
	/* previous */
	{ "0 forall q in changes(x): duration(previous_call(q, f)) < 5 ns",
	  "0 @1 2 @2 3 @3 3. @4 2 @5 3 @6 3. @16 2 @17 1 @60",
	  "1:no-event [ 2 . ] 1:true [ 5 3-4 ] 1:false [ 17 6-16 ]" },
	{ "0 forall t in calls(f): time_between(previous_change(t, x), before(t)) < 5 ns",
	  "0 @1 3 @2 3. @3 2 @4 3 @5 3. @6 2 @7 3 @20 3. @21 1 @60",
	  "1:no-event [ 2- . ] 1:true [ 5- 4 ] 1:false [ 20- 7 ]" },
	{ "0 forall q in changes(x): duration(previous_call(previous_call(q, f), f)) < 5 ns",
	  "0 @1 2 @2 3 @3 3. @4 2 @5 3 @6 3. @16 2 @17 3 @18 3. @19 2 @20 1 @60",
	  "1:no-event [ 2 . . ] 1:no-event [ 5 3-4 . ] 1:true [ 17 6-16 3-4 ] "
	  "1:false [ 20 18-19 6-16 ]" },
	{ "0 forall q in changes(x): time_between(q, next_change(previous_call(q, f), y)) "
	  "< 5 ns",
	  "0 @1 3 @2 3. @3 4 @4 2 @5 3 @6 3. @7 2 @8 4 @20 2 @21 1 @60",
	  "1:true [ 5 2-3 4 ] 1:false [ 8 6-7 20 ] 1:true [ 21 6-7 20 ]" },
	{ "0 forall q in changes(x): previous_change(q, x)(x) < q(x)",
	  "0 @1 2 @2 =1 2 @3 =2 2 @4 =1 1 @60",
	  "1:no-event [ 2 . ] 1:true [ 3 2 ] 1:false [ 4 3 ]" },
	/* entry, exit, line */
	{ "0 forall e in entry, l in line(5): time_between(e, l) < 5 ns",
	  "0 @1 8 @2 8 @10 1 @60", "1:true [ 1 2 ] 1:false [ 1 10 ]" },
	{ "0 forall e in entry, l in exit: time_between(e, l) < 5 ns",
	  "0 @1 1 @60 0 @70 1 @73", "1:false [ 1 60 ] 2:true [ 70 73 ]" },
	{ "0 forall e in exit: e(x) == 3", "0 @1 9 =3 1 @60 0 @61 9 =2 1 @62",
	  "1:true [ 60 ] 2:false [ 62 ]" },
	{ "0 forall e in entry: e(x) == 3", "0 @1 10 =3 1 @60 0 @61 10 =2 1 @62",
	  "1:true [ 1 ] 2:false [ 61 ]" },
	/* an activation has one entry: nothing more is waited for */
	{ "0 exists e in entry: e(x) == 3", "0 @1 10 =2 D", "1:false [ . ]" },
	{ "0 exists e in entry: e(x) == 3", "0 @1 10 =3 D", "1:true [ 1 ]" },
	{ "0 exists e in entry: e(x) == 3", "0 @1 3 @2 D", "1:no-value [ . ]" },
	{ "0 exists e in entry: e(x) == 3", "2 @1 D", "1:died [ . ]" },
	{ "0 exists t in calls(f): exists e in entry: e(x) == 2", "0 @1 10 =2 3 @2 D",
	  "1:true [ 2- 1 ]" },
	{ "0 forall q in changes(x): exists e in entry before q: e(x) == q(x)",
	  "0 @1 10 =2 2 @2 =3 2 @3 =2 D", "1:false [ 2 . ] 1:true [ 3 1 ]" },
	{ "0 forall q in changes(x): true and (forall e in entry: e(x) < q(x))",
	  "0 @1 10 =2 2 @2 =3 2 @3 =2 D", "1:true [ 2 . ] 1:false [ 3 1 ]" },
	{ "0 forall q in changes(x): exists e in entry: duration(next_call(e, f)) < 5 ns",
	  "0 @1 2 @2 3 @3 3. @9 2 @10 D", "1:false [ 2 . . ] 1:false [ 10 . . ]" },
	{ "0 exists e in entry during fn1: true", "0 @1 3 @2 D", "1:died [ . ]" },
	{ "0 forall q in changes(x): exists e in entry after q: true", "0 @1 2 @2 D",
	  "1:false [ 2 . ]" },
	{ "0 forall q in changes(x): true and (forall e in entry after q: e(x) == 1)",
	  "0 @1 2 @2 D", "1:true [ 2 . ]" },
	{ "0 forall q in entry: exists e in entry(fn1) after q: true", "0 @1 2 @2 D",
	  "1:died [ 1 . ]" },
	{ "0 forall l in line(5): exists t in calls(f) before l: true",
	  "0 @1 8 @2 3 @3 3. @4 8 @5 1 @9", "1:false [ 2 . ] 1:true [ 5 3-4 ]" },
	/* arguments */
	{ "0 exists t in calls(f): argument(t, 1) == 4",
	  "0 @1 6 =3 3 @2 3. @3 6 =4 3 @4 3. @5 1 @9", "1:true [ 4- ]" },
	/* count: decided when it is passed, else at the end; a call counts when it begins */
	{ "0 forall e in entry: count(calls(f)) <= 2", "0 @1 3 @2 3. @3 3 @4 3. @5 3 @6 3. @7 1",
	  "1:false [ 1 6- ]" },
	{ "0 forall e in entry: count(calls(f)) <= 2", "0 @1 3 @2 3. @3 3 @4 3. @5 1 @6",
	  "1:true [ 1 . ]" },
	{ "0 forall e in entry: count(changes(x)) >= 2", "0 @1 2 @2 2 @3 2 @4 1 @6",
	  "1:true [ 1 3 ]" },
	{ "0 forall e in entry: count(changes(x)) == 1", "0 @1 2 @2 1 @6 0 @7 1 @8 0 @9 2 @10 2 @11 1",
	  "1:true [ 1 . ] 2:false [ 7 . ] 3:false [ 9 11 ]" },
	{ "0 forall q in changes(x): count(calls(f), q, next_change(q, x)) == 1",
	  "0 @1 2 @2 3 @3 3. @4 2 @5 3 @6 3. @7 3 @8 3. @9 2 @10 2 @11 1 @12",
	  "1:true [ 2 . 5 ] 1:false [ 5 8- . ] 1:false [ 10 . 11 ] 1:no-event [ 11 . . ]" },
	{ "0 forall q in changes(x): count(changes(y), previous_change(q, x), q) <= 1",
	  "0 @1 4 @2 2 @3 4 @4 2 @5 4 @6 4 @7 2 @8 1 @9",
	  "1:no-event [ 3 . . ] 1:true [ 5 . 3 ] 1:false [ 8 . 5 ]" },
	{ "0 forall q in changes(x): count(changes(x), q, next_change(q, x)) == 0",
	  "0 @1 2 @2 2 @3 1", "1:true [ 2 . 3 ] 1:no-event [ 3 . . ]" },
	{ "0 forall q in changes(x), r in changes(y): count(calls(f), q, r) == 0",
	  "0 @1 4 @2 3 @3 3. @4 2 @5 3 @6 3. @7 4 @8 1 @9",
	  "1:true [ 5 2 . ] 1:false [ 5 8 . ]" },
	{ "0 exists t in calls(g): count(changes(x), before(t), after(t)) == 0",
	  "0 @1 7 @2 7. @3 1 @9", "1:true [ 2-3 . ]" },
	/* the exit is counted until it is known that there is no other end */
	{ "0 exists q in calls(f): count(exit, before(q), next_change(before(q), x)) < 1",
	  "0 @1 3 @2 3. @3 1 @4", "1:false [ . . . ]" },
	/* until what was before: nothing to count where nothing was; until what is left: no more */
	{ "0 forall q in changes(x): count(calls(f), q, previous_change(q, x)) < 1",
	  "0 @1 2 @2 3 @3 3. @4 2 @5 1 @6", "1:no-event [ 2 . . ] 1:true [ 5 . 2 ]" },
	{ "0 forall q in changes(x): count(calls(f), q, previous_change(q, x)) >= 2",
	  "0 @1 2 @2 3 @3 3. @4 3 @5 3. @6 1 @7", "1:no-event [ 2 . . ]" },
	{ "0 forall t in calls(g): count(calls(f), before(t), after(t)) >= 2 or after(t)(x) > 0",
	  "0 @1 7 @2 3 @3 3. @4 3 @5 3. @6 1 @7", "1:unwound [ 2- . ]" },
	/* from what was before in another function: what had begun here by then does not count */
	{ "0 forall q in changes(y): count(calls(f), previous_change(q, x during fn1), q) == 1",
	  "0 @1 3 @2 3. @3 7 @4 #2 11 @5 14 @6 12 @7 #1 7. @8 3 @9 3. @10 4 @11 3 @12 3. @13 4 @14 1",
	  "1:true [ 11 . 6 ] 1:false [ 14 . 6 ]" },
	{ "0 forall q in changes(y): count(calls(f), previous_change(q, x during fn1), q) == 1",
	  "#2 11 @1 14 @2 12 @3 #1 0 @4 3 @5 3. @6 4 @7 3 @8 3. @9 4 @10 1",
	  "2:true [ 7 . 2 ] 2:false [ 10 . 2 ]" },
	{ "0 forall q in changes(y): count(calls(f), q, previous_change(q, x during fn1)) == 0",
	  "0 @1 3 @2 3. @3 7 @4 #2 11 @5 14 @6 12 @7 #1 7. @8 3 @9 3. @10 4 @11 1 @12",
	  "1:true [ 11 . 6 ]" },
	{ "0 forall q in changes(y): total(calls(f), before(previous_call(q, f during fn1)), q) <= "
	  "4 ns",
	  "0 @1 3 @2 3. @9 7 @10 #2 11 @11 13 @12 13. @13 12 @14 #1 7. @15 3 @16 3. @19 4 @20 3 "
	  "@21 3. @23 4 @24 1 @25",
	  "1:true [ 20 . 12-13 ] 1:false [ 24 . 12-13 ]" },
	{ "0 forall q in changes(y): count(calls(f) during fn1, previous_change(q, x during fn1), "
	  "q) == 1",
	  "0 @1 7 @2 #2 11 @3 13 @4 13. @5 14 @6 13 @7 13. @8 12 @9 #1 7. @10 4 @11 1 @12",
	  "1:true [ 11 . 6 ]" },
	{ "0 forall q in changes(y): count(calls(f), previous_change(q, x during fn1 on any thread), "
	  "q) == 1",
	  "0 @1 3 @2 3. @3 !2 #5 11 @4 14 @5 12 @6 !1 #1 3 @7 3. @8 4 @9 1 @10 D",
	  "1:true [ 9 . 5 ]" },
	{ "0 forall q in changes(y): count(calls(f), before(previous_call(q, f during fn1)), "
	  "next_change(q, x)) <= 1",
	  "#2 11 @1 13 @2 13. @3 12 @4 #1 0 @5 3 @6 3. @7 4 @8 E", "2:unwound [ 8 . 2-3 . ]" },
	/* total: whole durations; a call in progress lasts at least until now */
	{ "0 forall e in entry: total(calls(f)) <= 10 ns",
	  "0 @1 3 @2 3. @7 3 @8 3. @13 1 @14 0 @20 3 @21 3. @29 3 @30 3. @33 1 @40",
	  "1:true [ 1 . ] 2:false [ 20 30-33 ]" },
	{ "0 forall e in entry: total(calls(f)) <= 10 ns", "0 @1 3 @2 >12 >13 3. @14 1 @15",
	  "1:false [ 1 2- ]" },
	{ "0 forall e in entry: total(calls(f)) <= 10 ns", "0 @1 3 @2 2 @4 1 @5",
	  "1:unwound [ 1 . ]" },
	/* also when it was left without its end */
	{ "0 exists t in calls(f): total(calls(f)) <= 10 ns", "0 @1 3 @2 >20 1 @21",
	  "1:false [ . 2- ]" },
	{ "0 forall q in changes(x): total(calls(f)) <= 10 ns", "0 @1 3 @2 >20 2 @21 1 @22",
	  "1:false [ 21 2- ]" },
	{ "0 forall q in changes(x): total(calls(f)) <= 30 ns", "0 @1 3 @2 >20 2 @21 1 @22",
	  "1:unwound [ 21 . ]" },
	{ "0 forall q in changes(x): total(calls(f), q, next_change(q, x)) < 5 ns",
	  "0 @1 3 @2 3. @9 2 @10 3 @11 3. @13 2 @15 3 @16 3. @18 3 @19 3. @26 2 @30 1 @40",
	  "1:true [ 10 . 15 ] 1:false [ 15 19-26 . ] 1:no-event [ 30 . . ]" },
	/* within */
	{ "0 forall q in changes(x): exists t in calls(f) after q within [2 ns, 5 ns]: true",
	  "0 @1 2 @2 3 @3 3. @4 2 @5 3 @8 3. @9 2 @10 2 @20 1 @50",
	  "1:false [ 2 . ] 1:true [ 5 8- ] 1:false [ 10 . ] 1:false [ 20 . ]" },
	{ "0 forall q in changes(x): exists t in calls(f) after q within [2 ns, 5 ns]: true",
	  "0 @1 2 @2 >7 >8 3 @9 3. @10 1 @50", "1:false [ 2 . ]" },
	{ "0 forall q in changes(x), t in calls(f) after q within [0 ns, 5 ns]: "
	  "duration(t) < 3 ns",
	  "0 @1 2 @2 3 @3 3. @4 3 @7 3. @12 3 @13 3. @20 1 @21",
	  "1:true [ 2 3-4 ] 1:false [ 2 7-12 ]" },
	{ "0 forall q in changes(x): exists t in calls(f) before q within [0 ns, 3 ns]: true",
	  "0 @1 3 @2 3. @3 2 @6 2 @7 1 @8", "1:true [ 6 2-3 ] 1:false [ 7 . ]" },
	{ "0 forall q in changes(x): (exists t in calls(f) after q within [2 ns, 5 ns]: true) or "
	  "next_change(q, y)(y) == 1",
	  "0 @1 2 @2 3 @10 3. @11 4 @12 =0 2 @13 4 @14 =1 1 @20",
	  "1:false [ 2 . 12 ] 1:true [ 13 . 14 ]" },
	/* deadlines pass while the call runs, or has not come */
	{ "0 exists q in changes(x): duration(next_call(q, f)) > 5 ns",
	  "0 @1 2 @2 3 @3 >8 >9 3. @20 1 @29", "1:true [ 2 3- ]" },
	/* what time has decided stays decided, also of a call that is left */
	{ "0 forall q in calls(f), r in changes(x): duration(q) <= 5 ns",
	  "0 @1 3 @2 >10 2 @11 1 @12", "1:false [ 2- 11 ]" },
	{ "0 exists t in calls(f): exists r in changes(y): duration(t) <= 5 ns or r(y) == 1",
	  "0 @1 3 @2 >10 4 @11 =2 1 @12", "1:false [ . . ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f)) < 1 s and "
	  "time_between(q, before(next_call(q, f during fn1))) < 5 ns",
	  "0 @1 2 @2 1 @3 #9 0 @50 D", "1:false [ 2 . . ]" },
	/* the order of two decides before the second comes */
	{ "0 forall q in changes(x): time_between(next_change(q, y), q) <= 5 ns",
	  "0 @1 2 @2 2 @3 4 @4 1 @5", "1:true [ 2 . ] 1:true [ 3 . ]" },
	/* it is told when nothing more can come of what is open for it */
	{ "0 forall q in changes(x): (exists t in calls(f): q(x) == 1 and "
	  "duration(next_call(t, f during fn1)) < 5 ns) or q(y) == 3",
	  "0 @1 2 @2 =1 2 @3 =2 3 @4 3. @5 1 @6 #9 0 @7 D",
	  "1:no-value [ 3 . . ] 1:died [ 2 . . ]" },
	/* nor for what is open beside what has settled a part of it */
	{ "0 forall q in changes(x): q(y) == 3 iff (exists t in calls(f): duration(next_call(t, g)) < "
	  "5 ns)",
	  "0 @1 3 @2 3. @3 7 @4 7. @5 3 @6 3. @7 2 @9 3 @10 3. @11 D",
	  "1:no-value [ 9 . . ]" },
	{ "0 forall q in changes(x): q(y) == 3 iff (true or (exists t in calls(f): "
	  "duration(next_call(t, g)) < 5 ns))", "0 @1 2 @9 3 @10 3. @11 D",
	  "1:no-value [ 9 . . ]" },
	{ "0 forall q in calls(g), r in calls(f) before q: "
	  "true iff (false and before(next_call(after(r), g))(y) == 3)",
	  "3 @2 3. @3 7 @4 7. @5 E", "1:false [ 4- 2-3 4- ]" },
	/* during, on the same thread */
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1)) < 5 ns",
	  "0 @1 2 @2 3 @3 #2 11 13 @4 13. @5 12 #1 3. @6 1 @7", "1:true [ 2 4-5 ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1)) < 5 ns",
	  "0 @1 2 @2 1 @3 #2 11 @4 13 @5 13. @15 12 @16", "1:false [ 2 5-15 ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1)) < 5 ns",
	  "0 @1 2 @2 1 @3 #2 11 @4 13 @5 12 @6 E", "1:unwound [ 2 5- ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1)) < 5 ns",
	  "0 @1 2 @2 1 @3 E", "1:unwound [ 2 . ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1)) < 5 ns",
	  "0 @1 2 @2 1 @3 !2 11 @4 13 @5 13. @6 12 @7 !1 D", "1:died [ 2 . ]" },
	{ "0 forall q in changes(x): duration(previous_call(q, f during fn1)) < 5 ns",
	  "#2 11 @1 13 @2 13. @3 12 @4 #1 0 @5 2 @6 1 @7", "2:true [ 6 2-3 ]" },
	/* what follows it in the scope: of this activation, and later than it */
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1), f)) < 5 "
	  "ns",
	  "0 @1 3 @2 3. @9 7 @10 #2 11 @11 14 @12 12 @13 #1 7. @14 3 @15 3. @16 3 @17 3. @27 "
	  "2 @28 1 @30", "1:true [ 28 12 15-16 ]" },
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1), f)) < 5 "
	  "ns",
	  "#2 11 @1 14 @2 12 @3 #1 0 @4 3 @5 3. @15 3 @16 3. @17 2 @20 1 @30",
	  "2:false [ 20 2 5-15 ]" },
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1), f)) < 5 "
	  "ns",
	  "#2 11 @1 14 @2 12 @3 #1 0 @4 2 @5 2 @6 3 @7 3. @8 1 @9 0 @10 2 @11 1 @12",
	  "2:true [ 5 2 7-8 ] 2:true [ 6 2 7-8 ] 3:no-event [ 11 2 . ]" },
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1), f)) < 5 "
	  "ns", "0 @4 3 @5 3. @6 2 @7 1 @8", "1:no-event [ 7 . . ]" },
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1), f)) < 5 "
	  "ns", "#2 11 @1 14 @2 12 @3 #1 0 @4 2 @5 3 @6 >12 3. @20 1 @22",
	  "2:false [ 5 2 6- ]" },
	{ "0 forall q in changes(x): time_between(previous_change(q, x during fn1), "
	  "before(next_call(previous_change(q, x during fn1), f))) < 5 ns",
	  "#2 11 @1 14 @2 12 @3 #1 0 @4 2 @5 >7 >8 1 @30", "2:false [ 5 2 . ]" },
	{ "0 forall q in changes(x): next_change(next_call(previous_change(q, x during fn1), f), "
	  "y)(y) == 1",
	  "0 @1 7 @2 #2 11 @3 14 @4 12 @5 #1 7. @6 4 @7 =2 3 @8 3. @9 2 @10 4 @11 =1 4 @12 =2 1",
	  "1:true [ 10 4 8-9 11 ]" },
	{ "0 forall q in changes(y): previous_change(previous_change(q, x during fn1), x)(x) == 1",
	  "0 @1 2 @2 =1 7 @3 #2 11 @4 14 @5 12 @6 #1 7. @7 2 @8 =2 4 @9 1 @10 0 @11 2 @12 =1 4 "
	  "@13 1 @14", "1:true [ 9 5 2 ] 3:no-event [ 13 5 . ]" },
	{ "0 forall q in changes(x): count(calls(f), next_change(previous_change(q, x during fn1), "
	  "y), q) == 1",
	  "#2 11 @1 14 @2 12 @3 #1 0 @4 3 @5 3. @6 4 @7 3 @8 3. @9 2 @10 3 @11 3. @12 2 @13 1 @14",
	  "2:true [ 10 . 2 7 ] 2:false [ 13 . 2 7 ]" },
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1), f)) < 5 "
	  "ns and next_change(q, y)(y) == 1",
	  "0 @1 7 @2 #2 11 @3 14 @4 12 @5 #1 7. @6 2 @7 3 @8 3. @9 7 @10 #2 11 @11 14 @12 12 @13 "
	  "#1 7. @14 2 @15 3 @16 3. @26 4 @27 =1 1 @28",
	  "1:false [ 15 12 16-26 . ] 1:true [ 7 4 8-9 27 ]" },
	/* events that were lost since make it uncertain which it is */
	{ "0 forall q in changes(x), r in calls(f): duration(next_call(previous_change(r, x during "
	  "fn1), g)) < 5 ns",
	  "#2 11 @1 14 @2 12 @3 #1 0 @4 3 @5 3. @6 L 2 @7 7 @8 7. @9 1 @10",
	  "2:lost [ 7 5- 2 . ]" },
	/* what follows it there */
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1), f during "
	  "fn1)) < 5 ns",
	  "#2 11 @1 14 @2 13 @3 13. @4 12 @5 #1 0 @6 2 @7 1 @8", "2:true [ 7 2 3-4 ]" },
	{ "0 forall q in changes(x): duration(next_call(next_call(previous_change(q, x during fn1), "
	  "f during fn1), f)) < 5 ns",
	  "#2 11 @1 14 @2 12 @3 #1 0 @4 2 @5 3 @6 3. @7 7 @8 #2 11 @9 13 @10 13. @11 12 @12 #1 7. "
	  "@13 3 @14 3. @15 1 @16", "2:true [ 5 2 10-11 14-15 ]" },
	/* on the own thread, of what was on any thread before */
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1 on any "
	  "thread), f during fn1)) < 5 ns",
	  "#2 11 @1 13 @2 13. @3 !2 #5 11 @4 14 @5 13 @6 13. @7 12 @8 !1 #2 13 @9 13. @10 12 @11 "
	  "#1 0 @12 2 @13 1 @14 D", "3:true [ 13 5 9-10 ]" },
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1 on any "
	  "thread), f during fn1)) < 5 ns",
	  "!2 #5 11 @1 14 @2 12 @3 !1 #1 0 @4 2 @5 1 @6 >9 D", "2:died [ 5 2 . ]" },
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1 on any "
	  "thread), f during fn1)) < 5 ns",
	  "!2 #5 11 @1 14 @2 12 @3 !1 #1 0 @4 2 @5 1 @6 E !2 #5 11 @8 13 @9 13. @10 >20",
	  "2:unwound [ 5 2 . ]" },
	{ "0 forall q in changes(x): count(calls(f) during fn1) <= 1",
	  "#2 11 @1 13 @2 13. @3 12 @4 #1 0 @5 2 @6 3 @7 #2 11 @8 13 @9 13. @10 12 @11 #1 3. "
	  "@12 2 @13 1 @14", "2:true [ 6 . ] 2:true [ 13 . ]" },
	{ "0 exists e in entry(fn1): true", "0 @1 3 @2 #2 11 @3 12 @4 #1 3. @5 1 @6 0 @7 1 @8",
	  "1:true [ 3 ] 3:false [ . ]" },
	{ "0 exists t in calls(f) during fn2: duration(t) > 5 ns",
	  "0 @1 3 @2 #2 16 @3 16. @4 16 @5 16. @12 #1 3. @15 1 @16", "1:true [ 5-12 ]" },
	{ "0 forall q in changes(x) during fn2: q(y) == 1",
	  "0 @1 3 @2 #2 17 @3 18 =1 17 @4 18 =2 17 @5 #1 3. @15 1 @16 #2 17 @20",
	  "1:true [ 3 ] 1:false [ 4 ] 1:no-value [ 5 ]" },
	/* on any thread: in the order of time, once it is known */
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1 on any thread)) < 5 "
	  "ns",
	  "0 @1 2 @2 !2 #5 11 @1 13 @1 13. @1 13 @3 13. @4 12 @9 !1 #1 1 @5 >20",
	  "1:true [ 2 3-4 ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1 on any thread)) < 5 "
	  "ns",
	  "!2 #5 11 @1 13 @4 13. @14 12 @19 !1 #1 0 @1 2 @2 1 @5 >12 >20",
	  "1:false [ 2 4- ]" },
	{ "0 exists t in calls(f) during fn1 on any thread: duration(t) > 5 ns",
	  "!2 #5 11 @2 13 @3 13. @20 12 @21 !1 #1 0 @1 1 @30 D", "1:true [ 3-20 ]" },
	{ "0 exists t in calls(f) during fn1 on any thread: duration(t) > 5 ns",
	  "!2 #5 11 @2 13 @3 13. @20 12 @21 !1 #1 0 @4 1 @30 D", "2:false [ . ]" },
	{ "0 exists t in calls(f) during fn1 on any thread: duration(t) > 5 ns",
	  "!2 #5 11 @2 L !1 #1 0 @1 1 @30 D", "1:lost [ . ]" },
	{ "0 forall q in changes(x): duration(previous_call(q, f during fn1 on any thread)) "
	  "< 5 ns",
	  "!2 #5 11 @2 13 @3 13. @6 12 @21 !1 #1 0 @5 2 @6 2 @10 1 @30 D",
	  "2:no-event [ 6 . ] 2:true [ 10 3-6 ]" },
	{ "0 forall e in entry: count(calls(f) during fn1 on any thread) <= 1",
	  "0 @1 !2 #5 11 @2 13 @3 13. @4 13 @5 13. @6 12 @7 !1 #1 1 @8 D",
	  "1:false [ 1 5- ]" },
	/* also when the own thread has ended, until all do; on that thread nothing comes then */
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1 on any thread)) < 5 "
	  "ns", "0 @1 2 @2 1 @3 E !2 #5 11 @4 13 @5 13. @6 12 @7 >20 D", "1:true [ 2 5-6 ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1 on any thread)) < 5 "
	  "ns", "0 @1 2 @2 1 @3 E #5 11 @4 13 @5 13. @6 12 @7 2 @8 D",
	  "1:true [ 2 5-6 ] 3:died [ 8 . ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1 on any thread)) < 5 "
	  "ns", "0 @1 2 @2 1 @3 E !2 #5 11 @4 >20 D", "1:died [ 2 . ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1 on any thread)) < 5 "
	  "ns", "0 @1 2 @2 E !2 #5 11 @4 13 @5 13. @6 >20 D", "1:unwound [ 2 . ]" },
	{ "0 forall q in changes(x): duration(next_call(q, f during fn1 on any thread)) < 5 "
	  "ns", "0 @1 2 @2 1 @3 E 0 @4 2 @5 1 @6 E !2 #5 11 @7 13 @8 13. @9 >20 D",
	  "1:true [ 2 8-9 ] 2:true [ 5 8-9 ]" },
	{ "0 forall q in changes(x): time_between(q, before(next_call(q, f during fn1 on any "
	  "thread))) < 5 ns", "0 @1 2 @2 1 @3 E !2 #5 11 @4 >20 D", "1:false [ 2 . ]" },
	{ "0 forall q in changes(x): duration(next_call(next_change(q, x during fn1), f during fn1 "
	  "on any thread)) < 5 ns", "0 @1 2 @2 1 @3 E !2 #5 11 @4 14 @5 13 @6 13. @7 >20 D",
	  "1:unwound [ 2 . . ]" },
	{ "0 forall q in changes(x): duration(next_call(next_call(q, f during fn1 on any thread), f "
	  "during fn1)) < 5 ns", "0 @1 2 @2 1 @3 E !2 #5 11 @4 13 @6 13. @7 13 @8 13. @9 >20 D",
	  "1:unwound [ 2 6-7 . ]" },
	{ "0 forall q in changes(x): duration(next_call(previous_change(q, x during fn1), f during "
	  "fn1 on any thread)) < 5 ns",
	  "#2 11 @1 14 @2 12 @3 #1 0 @4 2 @5 1 @6 E !2 #5 11 @7 13 @8 13. @9 12 @10 >20 D",
	  "2:true [ 5 2 8-9 ]" },
};

START_TEST(a_trace_gives_these_verdicts_and_no_others)
{
	struct trace_unit t;
	struct heard h;
	struct play p = { 1, 1 };
	struct vypr_monitor_counts counts;
	struct vypr_monitor *m;

	m = start(&t, rows[_i].formula, &h);
	ck_assert_int_eq(play(&t, m, &p, rows[_i].trace), VYPR_OK);
	vypr_monitor_counts(m, &counts);
	ck_assert_msg(strcmp(h.verdicts, rows[_i].want) == 0,
		      "%s\n  on %s\n  gives %s\n  not   %s", rows[_i].formula,
		      rows[_i].trace, h.verdicts, rows[_i].want);
	ck_assert_uint_eq(counts.open, 0);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

/* Another process goes on from the saved bytes. */
static struct vypr_monitor *hand_over(const struct trace_unit *t, struct vypr_monitor *m,
				      struct heard *h)
{
	const struct vypr_sink sink = { hear, h };
	const struct vypr_paths *paths = vypr_monitor_paths(m);
	struct vypr_monitor_counts before, after;
	struct vypr_monitor *next;
	unsigned char *bytes;
	uint32_t unit;
	size_t size;

	ck_assert_int_eq(vypr_monitor_new(&sink, &next), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(next, &t->unit, &unit), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_save(m, &bytes, &size), VYPR_OK);
	for (uint32_t i = 1; i < paths->count; i++)
		ck_assert_int_eq(vypr_monitor_load_path(next, &paths->nodes[i]), VYPR_OK);
	for (size_t n = 0; n < size; n++)
		ck_assert_int_eq(vypr_monitor_load(next, bytes, n), VYPR_FORMAT);
	ck_assert_int_eq(vypr_monitor_load(next, bytes, size), VYPR_OK);
	vypr_monitor_counts(m, &before);
	vypr_monitor_counts(next, &after);
	ck_assert_mem_eq(&before, &after, sizeof before);
	free(bytes);
	vypr_monitor_free(m);
	return next;
}

/* Where the event after this text begins. */
static size_t next_event(const char *text)
{
	size_t n = strspn(text, " ");

	n += strcspn(text + n, " ");
	while (text[n] && (text[n + 1] == '@' || text[n + 1] == '='))
		n += 1 + strcspn(text + n + 1, " ");
	return n;
}

START_TEST(a_trace_that_is_handed_over_at_each_event_gives_the_same)
{
	const char *text = rows[_i].trace;
	struct trace_unit t;
	struct heard h, unheard;
	struct play p = { 1, 1 };
	struct vypr_monitor *m = start(&t, rows[_i].formula, &h);
	char word[64];

	while (*text) {
		size_t n = next_event(text);

		snprintf(word, sizeof word, "%.*s", (int)n, text);
		ck_assert_int_eq(play(&t, m, &p, word), VYPR_OK);
		text += n;
		unheard = h;
		m = hand_over(&t, m, &h);
		ck_assert_uint_eq(h.count, unheard.count);
	}
	ck_assert_str_eq(h.verdicts, rows[_i].want);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

static const struct {
	const char *formula, *trace, *want;
} doubtful[] = { /* clock error: 100 ns */
	{ "0 forall e in entry: total(calls(f)) > 0 s", "0 @1 1 @9", "1:false [ 1 . ]" },
	{ "0 forall e in entry: total(calls(f)) > 0 s", "0 @1 3 @2 3. @3 1 @9",
	  "1:margin [ 1 . ]" },
	{ "0 forall e in entry: total(calls(f)) > 0 s", "0 @1 3 @2 3. @2 1 @9",
	  "1:margin [ 1 . ]" },
	{ "0 forall q in changes(x): total(calls(f), q, next_change(q, x)) == 0 s",
	  "0 @1 3 @2 3. @9 2 @10 2 @20 3 @21 3. @22 2 @30 D",
	  "1:true [ 10 . 20 ] 1:margin [ 20 . 30 ] 1:died [ 30 . . ]" },
};

START_TEST(a_clock_with_an_error_gives_these_verdicts)
{
	const struct vypr_clock_error error = { 100, 0 };
	struct trace_unit t;
	struct heard h;
	struct play p = { 1, 1 };
	struct vypr_monitor *m = start(&t, doubtful[_i].formula, &h);

	vypr_monitor_set_clock_error(m, &error);
	ck_assert_int_eq(play(&t, m, &p, doubtful[_i].trace), VYPR_OK);
	ck_assert_str_eq(h.verdicts, doubtful[_i].want);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

static const char *const bounded[] = {
	"0 forall q in changes(x): exists t in calls(f) after q: duration(t) < 1 us",
	"0 exists t in calls(f): duration(t) > 1 s",
	"0 forall e in entry: exists t in calls(f): duration(t) > 1 s",
	"0 forall q in changes(x): duration(previous_call(q, f)) < 1 us",
	"0 forall q in changes(x): total(calls(f), previous_change(q, x), q) < 1 us",
	"0 forall e in entry: count(calls(f)) >= 0 and total(calls(f)) >= 0 ns",
	"0 forall q in changes(x): exists t in calls(f) during fn2 after q: true",
	"0 forall q in changes(x): count(calls(f), after(previous_call(q, f during fn2)), q) < 9",
	"0 forall q in changes(x): total(calls(f), after(previous_call(q, f during fn2)), q) < 1 s",
	"0 forall q in changes(x): duration(next_call(previous_call(q, f during fn2), f)) < 1 us",
	"0 forall q in changes(x): duration(previous_call(previous_call(q, f during fn2), f)) < "
	"1 us",
	"0 forall q in changes(x): exists t in calls(f) before q: duration(t) > 1 s",
	"0 forall q in changes(x): exists t in calls(f) before q within [0, 10 ns]: q(x) == "
	"before(t)(x)",
	"0 forall q in changes(x), t in calls(f) after q within [0, 10 ns]: duration(t) < 1 us",
	"0 forall q in changes(x), t in calls(f) before q within [0, 10 ns]: q(x) > 0",
	"0 exists q in changes(y): forall t in calls(f) after q: duration(t) < 1 us",
};

/* Of 20,000 bindings few are open at a time; memory does not grow with the others. */
START_TEST(memory_is_bounded_by_what_is_open)
{
	struct trace_unit t;
	struct heard h;
	struct play p = { 1, 1 };
	struct vypr_monitor *m = start(&t, bounded[_i], &h);
	struct vypr_monitor_counts counts;
	size_t used = 0;

	ck_assert_int_eq(play(&t, m, &p, "0 @1"), VYPR_OK);
	for (int i = 0; i < 200000; i += 10) {
		char text[128];

		snprintf(text, sizeof text, "2 @%d 3 @%d #2 16 @%d 16. @%d #1 3. @%d", i + 2,
			 i + 3, i + 4, i + 5, i + 6);
		ck_assert_int_eq(play(&t, m, &p, text), VYPR_OK);
		if (i == 1000)
			used = mallinfo2().uordblks;
	}
	ck_assert_uint_le(mallinfo2().uordblks, used + 4096);
	vypr_monitor_counts(m, &counts);
	ck_assert_uint_le(counts.open_most, 2);
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof *(table))

int main(void)
{
	Suite *suite = suite_create("general");
	TCase *tcase = tcase_create("general");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, a_trace_gives_these_verdicts_and_no_others, 0,
			    ROWS(rows));
	tcase_add_loop_test(tcase, a_trace_that_is_handed_over_at_each_event_gives_the_same,
			    0, ROWS(rows));
	tcase_add_loop_test(tcase, a_clock_with_an_error_gives_these_verdicts, 0,
			    ROWS(doubtful));
	tcase_add_loop_test(tcase, memory_is_bounded_by_what_is_open, 0, ROWS(bounded));
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
