/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many events a second the monitor takes on one core.  Prints, judges nothing.
 */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "testsuite/trace.h"

#define ROUNDS 5
#define REPEATS 1000000
#define CALLS 2000 /* beside open bindings */

static uint64_t told;

static enum vypr_status count(void *ctx, const struct vypr_verdict *verdict)
{
	(void)ctx;
	told += verdict->kind == VYPR_VERDICT_TRUE;
	return VYPR_OK;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Feed the pattern over and over; seconds it took. */
static double run(struct trace_unit *t, struct vypr_event *pattern, int length, int enters)
{
	struct vypr_sink sink = { count, NULL };
	struct vypr_monitor *m;
	struct vypr_event entry = { .thread = 1, .frame = 1 };
	uint32_t unit;
	uint64_t time = 1;
	double start;

	if (vypr_monitor_new(&sink, &m) != VYPR_OK ||
	    vypr_monitor_add_unit(m, &t->unit, &unit) != VYPR_OK)
		return 0;
	told = 0;
	if (enters)
		vypr_monitor_feed(m, &entry);
	start = now();
	for (int i = 0; i < REPEATS; i++) {
		for (int e = 0; e < length; e++) {
			pattern[e].time_ns = time += 10;
			vypr_monitor_feed(m, &pattern[e]);
		}
	}
	start = now() - start;
	vypr_monitor_free(m);
	return start;
}

static void measure(const char *formula, const char *const *statements, uint32_t flags,
		    const int (*pattern)[2], int length)
{
	struct trace_unit t;
	struct vypr_event events[8];
	double best = 1e9, seconds;

	trace_unit_init(&t, (const uint32_t[]){ flags, 0 },
			(const char *const[]){ formula, NULL }, statements);
	for (int i = 0; i < length; i++)
		events[i] = trace_event(&t, (uint32_t)pattern[i][0], pattern[i][1]);
	for (int i = 0; i < ROUNDS; i++) {
		seconds = run(&t, events, length, (flags & VYPR_FUNCTION_ENTRY) != 0);
		best = seconds < best ? seconds : best;
	}
	printf("%6.1f M events/s  %5.1f ns/event  %" PRIu64 " true  %s\n",
	       REPEATS * (double)length / best / 1e6, best / (REPEATS * (double)length) * 1e9,
	       told, formula + 2);
	trace_unit_fini(&t);
}

/* Seconds for so many calls while so many bindings of the formula are open. */
static double run_open(const struct trace_unit *t, int open, int calls)
{
	struct vypr_sink sink = { count, NULL };
	struct vypr_monitor *m;
	struct vypr_event event = { .thread = 1, .frame = 1 };
	uint32_t unit;
	double start;

	if (vypr_monitor_new(&sink, &m) != VYPR_OK ||
	    vypr_monitor_add_unit(m, &t->unit, &unit) != VYPR_OK)
		return 0;
	vypr_monitor_feed(m, &event);
	event = trace_event(t, 1, 0);
	for (int i = 0; i < open; i++) {
		event.time_ns = (uint64_t)i + 1;
		vypr_monitor_feed(m, &event);
	}
	start = now();
	for (int i = 0; i < 2 * calls; i++) {
		event = trace_event(t, 2, i % 2);
		event.time_ns = (uint64_t)(open + 10 * i + 10);
		vypr_monitor_feed(m, &event);
	}
	start = now() - start;
	vypr_monitor_free(m);
	return start;
}

/* What an event costs beside bindings, or items, that stay open until the activation is left. */
static void measure_open(const char *formula)
{
	const uint32_t full = VYPR_FUNCTION_SCOPE | VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT;
	const char *const statements[] = { "0 entry", "0 change x", "0 call f", NULL };
	struct trace_unit t;

	trace_unit_init(&t, (const uint32_t[]){ full, 0 },
			(const char *const[]){ formula, NULL }, statements);
	for (int open = 10; open <= 100000; open *= 100) {
		double best = 1e9;

		for (int i = 0; i < ROUNDS; i++) {
			double seconds = run_open(&t, open, CALLS);

			best = seconds < best ? seconds : best;
		}
		printf("%6.1f ns/event  %6d open  %s\n", best / (2 * CALLS) * 1e9, open,
		       formula + 2);
	}
	trace_unit_fini(&t);
}

/* Seconds for an activation with so many changes and calls, and the most bytes it took. */
static double run_items(const struct trace_unit *t, int items)
{
	struct vypr_sink sink = { count, NULL };
	struct vypr_event e[] = { trace_event(t, 1, 0), trace_event(t, 2, 0),
				  trace_event(t, 2, 1), trace_event(t, 3, 0) };
	struct vypr_event edge = { .thread = 1, .frame = 1 };
	struct vypr_monitor *m;
	uint64_t time = 1;
	uint32_t unit;
	double start;

	if (vypr_monitor_new(&sink, &m) != VYPR_OK ||
	    vypr_monitor_add_unit(m, &t->unit, &unit) != VYPR_OK)
		return 0;
	start = now();
	edge.time_ns = time;
	vypr_monitor_feed(m, &edge);
	for (int i = 0; i < 4 * items; i++) {
		e[i % 4].time_ns = time += 1000;
		vypr_monitor_feed(m, &e[i % 4]);
		if (i % 4000 == 3999) /* as the collector does, 40 ms late */
			vypr_monitor_advance(m, time - 1000);
	}
	edge = trace_event(t, 4, 0);
	edge.time_ns = time;
	vypr_monitor_feed(m, &edge);
	start = now() - start;
	vypr_monitor_free(m);
	return start;
}

/* What an event costs in an activation of many. */
static void measure_items(const char *formula)
{
	const uint32_t full = VYPR_FUNCTION_SCOPE | VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT;
	const char *const statements[] = { "0 entry", "0 change x", "0 call f", "0 change y",
					   "0 exit", NULL };
	struct trace_unit t;

	trace_unit_init(&t, (const uint32_t[]){ full, 0 },
			(const char *const[]){ formula, NULL }, statements);
	for (int items = 100; items <= 100000; items *= 10) {
		double seconds = run_items(&t, items);

		printf("%9.1f ns/event  %6d items  %s\n", seconds / (4 * items) * 1e9, items,
		       formula + 2);
		if (seconds > 0.02)
			break; /* ten times as many may take a thousand times as long */
	}
	trace_unit_fini(&t);
}

int main(void)
{
	const uint32_t full = VYPR_FUNCTION_SCOPE | VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT;
	const char *const both[] = { "0 entry", "0 change x", "0 call f", NULL };
	const char *const two[] = { "0 entry", "0 exit", "0 change x", "0 call f", "0 call g",
				    NULL };
	const char *const call[] = { "0 call f", NULL };

	measure("0 forall q in changes(x): duration(next_call(q, f)) < 1 s", both, full,
		(const int[][2]){ { 1, 0 }, { 2, 0 }, { 2, 1 } }, 3);
	measure("0 forall c in calls(f): duration(c) < 1 s", call, VYPR_FUNCTION_SCOPE,
		(const int[][2]){ { 0, 0 }, { 0, 1 } }, 2);
	measure("0 forall c in calls(f): duration(c) < 1 s", both, full,
		(const int[][2]){ { 2, 0 }, { 2, 1 } }, 2);
	measure("0 forall q in changes(x): q(x) >= 0", both, full,
		(const int[][2]){ { 1, 0 } }, 1);
	/* two quantifiers and a next_call, each activation with one of each */
	measure("0 forall q in changes(x), c in calls(f) after q: duration(next_call(c, g)) < 1 s",
		two, full,
		(const int[][2]){ { 0, 0 }, { 2, 0 }, { 3, 0 }, { 3, 1 }, { 4, 0 }, { 4, 1 },
				  { 1, 0 } }, 7);
	measure_open("0 forall q in changes(x): exists c in calls(f) after q: duration(c) > 1 s");
	measure_open("0 forall q in changes(x): q(x) == 9 or (forall c in calls(f): duration(c) < "
		     "1 s)");
	measure_open("0 forall q in changes(x): q(x) == 9 or count(calls(f)) < 1000000");
	measure_open("0 forall q in changes(x): q(x) == 9 or total(calls(f)) < 1 min");
	measure_open("0 forall q in changes(x): q(x) == 9 or "
		     "count(calls(f), q, next_change(q, y)) < 1000000");
	measure_open("0 forall e in entry: (exists q in changes(x): "
		     "time_between(q, next_change(q, y)) > 1 h) or "
		     "(exists c in calls(f): duration(c) > 1 s)");
	measure_items("0 forall q in changes(x), c in calls(f) after q within [0, 100 us]: "
		      "duration(c) < 1 s");
	measure_items("0 forall q in changes(x), c in calls(f) before q within [0, 100 us]: "
		      "duration(c) < 1 s");
	measure_items("0 forall q in changes(x): exists c in calls(f) after q within [0, 100 us]: "
		      "duration(c) > 1 s");
	measure_items("0 forall q in changes(x): exists c in calls(f) before q within [0, 100 us]: "
		      "duration(c) > 1 s");
	measure_items("0 forall q in changes(x): exists c in calls(f) before q: duration(c) > 1 s");
	measure_items("0 forall q in changes(x): exists c in calls(f) after q: "
		      "forall r in changes(y) after c: r(y) >= 0");
	measure_items("0 exists q in changes(x): forall c in calls(f) after q: duration(c) < 1 ns");
	measure_items("0 exists q in changes(x): exists c in calls(f) after q within [0, 100 us]: "
		      "duration(c) > 1 s");
	return 0;
}
