/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * make_trace STORE FORMULA: a run that recorded its events, made from a trace on the
 * standard input, one happening a line:
 *
 *      TIME x  TIME y  TIME z  TIME w  a change of that variable
 *      TIME (    TIME )                a call of f begins, ends
 *      TIME .                          everything before is known
 *
 * All of it in one activation of the function "scope".  The verdicts go into the store, as
 * of a run that was alive, and to the standard output: when the first thing that the
 * verdict is about began, and what it is.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/store_write.h"
#include "testsuite/trace.h"

#define FULL (VYPR_FUNCTION_SCOPE | VYPR_FUNCTION_ENTRY | VYPR_FUNCTION_EXIT)
#define COMMIT_EVERY 65536

enum { ENTRY, EXIT, X, Y, Z, W, F }; /* statements */
static const char *const statements[] = { "0 entry",    "0 exit",     "0 change x",
					  "0 change y", "0 change z", "0 change w", "0 call f", NULL };

struct making {
	struct trace_unit trace;
	struct vypr_unit unit; /* decoded from bytes, as every reader sees it */
	unsigned char *bytes;
	struct vypr_store *store;
	struct vypr_writer *writer;
	struct vypr_monitor *monitor;
	char strings[1024];
};

static void give_up(const char *what)
{
	fprintf(stderr, "make_trace: %s\n", what);
	exit(1);
}

static vypr_str text(struct making *m, const char *words)
{
	vypr_str at = m->trace.unit.strings_size;
	size_t size = strlen(words) + 1;

	if (at + size > sizeof m->strings)
		give_up("long formula");
	memcpy(m->strings + at, words, size);
	m->trace.unit.strings_size += (uint32_t)size;
	return at;
}

static void make_unit(struct making *m, const char *formula)
{
	const char *formulas[] = { NULL, NULL };
	char numbered[512];
	size_t size;

	snprintf(numbered, sizeof numbered, "0 %s", formula);
	formulas[0] = numbered;
	trace_unit_init(&m->trace, (const uint32_t[]){ FULL, 0 }, formulas, statements);
	m->trace.unit.strings = m->strings;
	m->trace.unit.strings_size = 1;
	m->trace.unit.source_file = text(m, "trace.c");
	m->trace.functions[0].name = m->trace.functions[0].symbol = text(m, "scope");
	m->trace.functions[0].file = m->trace.unit.source_file;
	m->trace.formulas[0].name = text(m, "pattern");
	m->trace.formulas[0].text = text(m, formula);
	if (vypr_unit_encode(&m->trace.unit, &m->bytes, &size) != VYPR_OK ||
	    vypr_unit_decode(m->bytes, size, &m->unit) != VYPR_OK ||
	    vypr_writer_add_unit(m->writer, m->bytes, size, &m->unit) != VYPR_OK)
		give_up("no unit");
}

/* One line a verdict: what is told again is the same one. */
static enum vypr_status hear(void *ctx, const struct vypr_verdict *v)
{
	const struct vypr_observation *first = v->observations;
	struct making *m = ctx;

	if (v->told && *v->told)
		return vypr_writer_put(m->writer, v);
	printf("%" PRIu64 " %s\n", first->begin_ns ? first->begin_ns : first->end_ns,
	       v->kind == VYPR_VERDICT_UNKNOWN ? vypr_reason_name(v->reason)
					       : vypr_verdict_name(v->kind));
	return vypr_writer_put(m->writer, v);
}

static void open_all(struct making *m, const char *path, const char *formula)
{
	const struct vypr_run run = { .pid = 1,
				      .host = "here",
				      .program = "./trace",
				      .arguments = "./trace",
				      .start_realtime_ns = 1767225600000000000,
				      .threads = 1,
				      .state = VYPR_RUN_ENDED };
	const struct vypr_sink sink = { hear, m };
	struct vypr_diag diag;
	uint32_t number;

	if (vypr_store_open(path, VYPR_STORE_WRITE, &m->store, &diag) != VYPR_OK)
		give_up(diag.text);
	vypr_store_set_sync(m->store, 0);
	if (vypr_writer_new(m->store, &run, "trace", &m->writer) != VYPR_OK)
		give_up("no run");
	vypr_writer_set_recording(m->writer, 1);
	make_unit(m, formula);
	if (vypr_monitor_new(&sink, &m->monitor) != VYPR_OK ||
	    vypr_monitor_add_unit(m->monitor, &m->unit, &number) != VYPR_OK)
		give_up("no monitor");
}

static void commit(struct making *m)
{
	struct vypr_diag diag;

	if (vypr_writer_commit(m->writer, vypr_monitor_paths(m->monitor), NULL, 0, &diag) !=
	    VYPR_OK)
		give_up(diag.text);
}

static void close_all(struct making *m)
{
	commit(m);
	vypr_monitor_free(m->monitor);
	vypr_writer_free(m->writer);
	vypr_store_close(m->store);
	vypr_unit_fini(&m->unit);
	trace_unit_fini(&m->trace);
	free(m->bytes);
}

static void feed(struct making *m, struct vypr_event event, uint64_t time)
{
	struct vypr_recorded recorded = { .kind = VYPR_RECORDED_EVENT };

	event.time_ns = time;
	recorded.event = event;
	vypr_writer_run(m->writer)->events++;
	vypr_writer_run(m->writer)->end_monotonic_ns = time;
	if (vypr_writer_record(m->writer, &recorded) != VYPR_OK ||
	    vypr_monitor_feed(m->monitor, &event) != VYPR_OK)
		give_up("an event is refused");
}

static void advance(struct making *m, uint64_t time)
{
	struct vypr_recorded recorded = { .kind = VYPR_RECORDED_ADVANCE,
					  .event = { .time_ns = time } };

	if (vypr_writer_record(m->writer, &recorded) != VYPR_OK ||
	    vypr_monitor_advance(m->monitor, time) != VYPR_OK)
		give_up("time is refused");
}

static void happen(struct making *m, uint64_t time, char what)
{
	switch (what) {
	case 'x': feed(m, trace_event(&m->trace, X, 0), time); break;
	case 'y': feed(m, trace_event(&m->trace, Y, 0), time); break;
	case 'z': feed(m, trace_event(&m->trace, Z, 0), time); break;
	case 'w': feed(m, trace_event(&m->trace, W, 0), time); break;
	case '(': feed(m, trace_event(&m->trace, F, 0), time); break;
	case ')': feed(m, trace_event(&m->trace, F, 1), time); break;
	case '.': advance(m, time); break;
	default: give_up("no such happening");
	}
}

int main(int argc, char **argv)
{
	static struct making m;
	uint64_t time = 0, count = 0;
	char what;

	if (argc != 3)
		return 2;
	open_all(&m, argv[1], argv[2]);
	feed(&m, trace_event(&m.trace, ENTRY, 0), 1);
	while (scanf("%" SCNu64 " %c", &time, &what) == 2) {
		happen(&m, time, what);
		if (++count % COMMIT_EVERY == 0)
			commit(&m);
	}
	feed(&m, trace_event(&m.trace, EXIT, 0), time + 1);
	close_all(&m);
	return 0;
}
