/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ten million bindings of which ten are open: the monitor keeps what is open.  Prints TAP.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "testsuite/trace.h"

#define FULL (VYPR_FUNCTION_SCOPE | VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT)
#define BINDINGS 10000000
#define OPEN 10

enum { ENTRY, EXIT, X, Y, F }; /* statements */
static const char *const statements[] = { "0 entry", "0 exit", "0 change x", "0 change y",
					  "0 call f", NULL };

static int test, failed;
static uint64_t told_true;

static void result(int good, const char *name)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++test, name);
	failed += !good;
}

static void feed(struct vypr_monitor *m, struct vypr_event e, uint64_t time)
{
	e.time_ns = time;
	vypr_monitor_feed(m, &e);
}

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

int main(void)
{
	try_memory();
	printf("1..%d\n", test);
	return getenv("AM_TAP_AWK") ? 0 : failed != 0;
}
