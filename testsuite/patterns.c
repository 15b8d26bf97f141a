/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Patterns of temporal properties over a million events each, with bounds that reach over
 * ten, a hundred and a thousand events: what the monitor says of every binding is what
 * a computation without it says.  Then memory: ten million bindings of which ten are open.
 *
 * Prints TAP, and the cost of an event at each scale, which should be the same.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "testsuite/trace.h"

#define EVENTS 1000000
#define SCALES 3
#define FULL (VYPR_FUNCTION_SCOPE | VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT)

enum { ENTRY, EXIT, X, Y, F }; /* statements */
static const char *const statements[] = { "0 entry", "0 exit", "0 change x", "0 change y",
					  "0 call f", NULL };

enum answer { NOTHING, IS_TRUE, IS_FALSE, IS_UNKNOWN };

/* What happened: a change of x or y, or a call of f with its duration, at a time. */
struct happening {
	uint64_t time, duration;
	int statement;
	enum answer wanted, told;
};

static struct happening trace[EVENTS];
static int count, test, failed;
static uint64_t rng;

static uint64_t below(uint64_t bound)
{
	rng ^= rng << 13;
	rng ^= rng >> 7;
	rng ^= rng << 17;
	return (rng >> 11) % bound;
}

static void result(int good, const char *name)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++test, name);
	failed += !good;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- traces ------------------------------------------------------------------------ */

/* about one in `rare` is something other than a change of x */
static void make_trace(int other, uint64_t rare)
{
	uint64_t time = 1000;

	for (count = 0; count < EVENTS - 1; count++) {
		struct happening *h = &trace[count];

		memset(h, 0, sizeof *h);
		h->time = time += 500 + below(1000);
		h->statement = below(rare) ? X : other;
		if (h->statement == F)
			time += h->duration = 100 + below(2000 * rare);
	}
}

/* The first one of the kind after it; count when there is none. */
static void find_next(int statement, int *next)
{
	int last = count;

	for (int i = count - 1; i >= 0; i--) {
		next[i] = last;
		if (trace[i].statement == statement)
			last = i;
	}
}

/* ---- patterns ---------------------------------------------------------------------- */

struct pattern {
	const char *name, *formula;  /* with the bound in microseconds, up to three times */
	int other;
	enum answer (*answer)(int i, int next, uint64_t bound);
	int next_of, of;             /* what follows, of what */
};

static enum answer truth(int is_true)
{
	return is_true ? IS_TRUE : IS_FALSE;
}

/* after each x, f begins within the bound */
static enum answer response(int i, int next, uint64_t bound)
{
	return truth(next < count && trace[next].time - trace[i].time <= bound);
}

/* after each x, no y until the bound has passed */
static enum answer absence(int i, int next, uint64_t bound)
{
	return truth(next >= count || trace[next].time - trace[i].time > bound);
}

/* y comes again and again, not too soon and not too late */
static enum answer recurrence(int i, int next, uint64_t bound)
{
	uint64_t gap;

	if (next >= count)
		return IS_FALSE;
	gap = trace[next].time - trace[i].time;
	return truth(gap >= bound / 4 && gap <= bound);
}

/* each f takes at most the bound */
static enum answer bounded(int i, int next, uint64_t bound)
{
	(void)next;
	return truth(trace[i].duration <= bound);
}

static const struct pattern patterns[] = {
	{ "response", "0 forall q in changes(x): time_between(q, before(next_call(q, f))) <= %d us",
	  F, response, F, X },
	{ "absence", "0 forall q in changes(x): time_between(q, next_change(q, y)) > %d us", Y,
	  absence, Y, X },
	{ "absence in an interval",
	  "0 forall q in changes(x): not (exists u in changes(y) after q within [0, %d us]: true)",
	  Y, absence, Y, X },
	{ "recurrence",
	  "0 forall q in changes(y): time_between(q, next_change(q, y)) in [%d us / 4, %d us]", Y,
	  recurrence, Y, Y },
	{ "bounded time", "0 forall c in calls(f): duration(c) <= %d us", F, bounded, F, F },
};

/* ---- the monitor ------------------------------------------------------------------- */

static enum vypr_status hear(void *ctx, const struct vypr_verdict *v)
{
	const struct vypr_observation *o = v->observations;
	uint64_t time = o->begin_ns ? o->begin_ns : o->end_ns;
	struct happening *low = trace, *high = trace + count;

	(void)ctx;
	while (high - low > 1) {
		struct happening *middle = low + (high - low) / 2;

		if (middle->time <= time)
			low = middle;
		else
			high = middle;
	}
	if (low->time != time || low->told != NOTHING)
		low->told = IS_UNKNOWN + 1; /* of something else, or twice */
	else
		low->told = v->kind == VYPR_VERDICT_TRUE    ? IS_TRUE
			    : v->kind == VYPR_VERDICT_FALSE ? IS_FALSE
							    : IS_UNKNOWN;
	return VYPR_OK;
}

static void feed(struct vypr_monitor *m, struct vypr_event e, uint64_t time)
{
	e.time_ns = time;
	vypr_monitor_feed(m, &e);
}

/* Seconds that it took, but for the search in hear(). */
static double run(struct trace_unit *t, uint64_t bound)
{
	const struct vypr_sink sink = { hear, NULL };
	struct vypr_monitor *m;
	uint32_t unit;
	double start;

	if (vypr_monitor_new(&sink, &m) != VYPR_OK ||
	    vypr_monitor_add_unit(m, &t->unit, &unit) != VYPR_OK)
		return 0;
	start = now();
	feed(m, trace_event(t, ENTRY, 0), 0);
	for (int i = 0; i < count; i++) {
		struct vypr_event e = trace_event(t, (uint32_t)trace[i].statement, 0);

		feed(m, e, trace[i].time);
		if (trace[i].statement == F) {
			e = trace_event(t, F, 1);
			feed(m, e, trace[i].time + trace[i].duration);
		}
		if (i % 4096 == 4095)
			vypr_monitor_advance(m, trace[i].time + trace[i].duration);
	}
	vypr_monitor_advance(m, trace[count - 1].time + trace[count - 1].duration +
					2 * bound + 1);
	feed(m, trace_event(t, EXIT, 0), 0);
	start = now() - start;
	vypr_monitor_free(m);
	return start;
}

static int compare(const struct pattern *p, int *counts)
{
	int wrong = 0;

	memset(counts, 0, 4 * sizeof *counts);
	for (int i = 0; i < count; i++) {
		counts[trace[i].wanted]++;
		if (trace[i].wanted == trace[i].told)
			continue;
		if (wrong++ < 3)
			printf("# %s: binding %d at %" PRIu64 ": %d, not %d\n", p->name, i,
			       trace[i].time, trace[i].told, trace[i].wanted);
	}
	return wrong;
}

/* One pattern at one scale: nanoseconds for an event, 0 when wrong. */
static double measure(const struct pattern *p, int microseconds, int *next)
{
	const uint64_t bound = (uint64_t)microseconds * 1000;
	char formula[160];
	const char *const formulas[] = { formula, NULL };
	struct trace_unit t;
	double seconds, best = 1e9;
	int wrong = 0, counts[4];

	snprintf(formula, sizeof formula, p->formula, microseconds, microseconds);
	trace_unit_init(&t, (const uint32_t[]){ FULL, 0 }, formulas, statements);
	make_trace(p->other, (uint64_t)microseconds);
	find_next(p->next_of, next);
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < count; i++) {
			trace[i].told = NOTHING;
			trace[i].wanted = trace[i].statement == p->of
						  ? p->answer(i, next[i], bound)
						  : NOTHING;
		}
		seconds = run(&t, bound);
		best = seconds < best ? seconds : best;
		wrong += compare(p, counts);
	}
	trace_unit_fini(&t);
	printf("# %s, %d us: %d true, %d false, %.1f ns/event\n", p->name, microseconds,
	       counts[IS_TRUE], counts[IS_FALSE], best / count * 1e9);
	return wrong ? 0 : best / count * 1e9;
}

static void try_pattern(const struct pattern *p, int *next)
{
	char name[160];
	int good = 1, scale = 10;

	for (int i = 0; i < SCALES; i++, scale *= 10)
		good &= measure(p, scale, next) > 0;
	snprintf(name, sizeof name, "%s: every verdict is right at every scale", p->name);
	result(good, name);
}

/* ---- memory ------------------------------------------------------------------------- */

#define BINDINGS 10000000
#define OPEN 10

static uint64_t told_true;

static enum vypr_status tally(void *ctx, const struct vypr_verdict *v)
{
	(void)ctx;
	told_true += v->kind == VYPR_VERDICT_TRUE;
	return VYPR_OK;
}

static long peak_kib(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void try_memory(void)
{
	const char *const formulas[] = {
		"0 forall q in changes(x): duration(next_call(q, f)) < 1 s", NULL
	};
	const struct vypr_sink sink = { tally, NULL };
	struct vypr_monitor_counts counts;
	struct vypr_monitor *m;
	struct trace_unit t;
	struct vypr_event e;
	uint32_t unit;
	uint64_t time = 1;
	long before, after;

	trace_unit_init(&t, (const uint32_t[]){ FULL, 0 }, formulas, statements);
	if (vypr_monitor_new(&sink, &m) != VYPR_OK ||
	    vypr_monitor_add_unit(m, &t.unit, &unit) != VYPR_OK)
		exit(99);
	for (uint32_t thread = 1; thread <= OPEN; thread++) {
		e = trace_event(&t, ENTRY, 0);
		e.thread = thread;
		feed(m, e, time++);
		e = trace_event(&t, X, 0);
		e.thread = thread;
		feed(m, e, time++);
	}
	e = trace_event(&t, ENTRY, 0);
	e.thread = OPEN + 1;
	feed(m, e, time++);
	before = peak_kib();
	for (int i = 0; i < BINDINGS; i++) {
		const int steps[][2] = { { X, 0 }, { F, 0 }, { F, 1 } };

		for (int s = 0; s < 3; s++) {
			e = trace_event(&t, (uint32_t)steps[s][0], steps[s][1]);
			e.thread = OPEN + 1;
			feed(m, e, time++);
		}
	}
	after = peak_kib();
	vypr_monitor_counts(m, &counts);
	printf("# %d bindings, %" PRIu64 " open, at most %" PRIu64
	       "; %ld KiB, %ld more than before the first\n",
	       BINDINGS, counts.open, counts.open_most, after, after - before);
	result(told_true == BINDINGS && counts.open == OPEN,
	       "ten million bindings are decided and ten are open");
	result(after - before < 512, "memory is for open bindings only");
	vypr_monitor_free(m);
	trace_unit_fini(&t);
}

int main(int argc, char **argv)
{
	int *next = malloc(EVENTS * sizeof *next);

	rng = argc > 1 ? strtoull(argv[1], NULL, 0) : (uint64_t)time(NULL) << 20 | 1;
	printf("# seed %" PRIu64 "\n", rng);
	if (!next)
		return 99;
	try_memory();
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		try_pattern(&patterns[i], next);
	free(next);
	printf("1..%d\n", test);
	return getenv("AM_TAP_AWK") ? 0 : failed != 0;
}
