/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small store made by hand: the unit of demo.c below, and verdicts whose truth,
 * times and paths the test says.
 *
 * Formulas  0 quick   calls of work below 10 ms; paths of handle, work and slow
 *           1 logged  a change of r below 0 is followed by a quick call of log
 *           2 never   on a function that is never called
 */
#ifndef TESTSUITE_ANALYSIS_STORE_H
#define TESTSUITE_ANALYSIS_STORE_H

#include "runtime/store_write.h"
#include "testsuite/analysis_unit.h"

static const char demo_source[] = "#include <stdio.h>\n"
				  "\n"
				  "static int slow(int n)\n"
				  "{\n"
				  "\tint s = 0;\n"
				  "\tfor (int i = 0; i < n; i++)\n"
				  "\t\ts += i;\n"
				  "\treturn s;\n"
				  "}\n"
				  "\n"
				  "static int work(int n, int decoy)\n"
				  "{\n"
				  "\tif (decoy)\n"
				  "\t\tn++;\n"
				  "\tif (n > 100)\n"
				  "\t\treturn slow(n);\n"
				  "\treturn n;\n"
				  "}\n"
				  "\n"
				  "int handle(int n)\n"
				  "{\n"
				  "\tint r;\n"
				  "\tif (n < 0)\n"
				  "\t\treturn -1;\n"
				  "\tr = work(n, n & 1);\n"
				  "\treturn r;\n"
				  "}\n"
				  "\n"
				  "int idle(void)\n"
				  "{\n"
				  "\treturn handle(1);\n"
				  "}\n";

enum { DEMO_HANDLE, DEMO_WORK, DEMO_SLOW, DEMO_IDLE };
enum { DEMO_BEGIN, DEMO_END, DEMO_CHANGE, DEMO_LOG_BEGIN, DEMO_LOG_END, DEMO_FLUSH };
#define DEMO_START_REAL 1767225600000000000ULL /* 2026-01-01T00:00:00Z */
#define DEMO_START_MONO 5000000000ULL

struct demo {
	struct unit_maker maker;
	unsigned char *bytes;
	size_t size;
	struct vypr_unit unit;
	struct vypr_store *store;
	struct vypr_writer *writer;
	struct vypr_paths paths;
	uint64_t now; /* monotonic */
	uint64_t calls;
	int with_path_site; /* a PATH site in handle, and roles, for the monitor */
	void (*formulas)(struct unit_maker *m); /* instead of the three; NULL */
};

static inline void demo_functions(struct unit_maker *m)
{
	unit_function(m, "handle", "demo.c", 20, 27);
	unit_cond(m, 23, "n < 0", 1, 2);
	unit_plain(m, 24, 3);
	unit_block(m, VYPR_BLOCK_PLAIN, 0, 25, 26, "");
	unit_edge(m, 3, VYPR_EDGE_FALLTHROUGH, 0, "");
	unit_exit(m, 27);
	unit_function(m, "work", "demo.c", 11, 18);
	unit_cond(m, 13, "decoy", 1, 2);
	unit_plain(m, 14, 2);
	unit_cond(m, 15, "n > 100", 3, 4);
	unit_plain(m, 16, 5);
	unit_plain(m, 17, 5);
	unit_exit(m, 18);
	unit_function(m, "slow", "demo.c", 3, 9);
	unit_plain(m, 5, 1);
	unit_cond(m, 6, "i < n", 2, 3);
	unit_plain(m, 7, 1);
	unit_plain(m, 8, 4);
	unit_exit(m, 9);
	unit_function(m, "idle", "demo.c", 29, 32);
	unit_plain(m, 31, 1);
	unit_exit(m, 32);
}

static inline void demo_source_file(struct demo *d, const char *directory,
				    const char *compiler)
{
	struct unit_maker *m = &d->maker;

	m->unit.source_file = unit_text(m, "demo.c");
	m->unit.directory = unit_text(m, directory);
	m->unit.compiler = unit_text(m, compiler);
	m->unit.source_hash = vypr_hash64(demo_source, strlen(demo_source), 0);
	if (vypr_unit_encode(&m->unit, &d->bytes, &d->size) ||
	    vypr_unit_decode(d->bytes, d->size, &d->unit))
		abort();
	unit_end(m);
}

/* directory: where demo.c will lie. */
static inline void demo_unit(struct demo *d, const char *directory, const char *compiler)
{
	struct unit_maker *m = &d->maker;

	unit_begin(m, "demo.c");
	demo_functions(m);
	unit_site(m, VYPR_EVENT_BEGIN, DEMO_HANDLE, 2, 25, "work(n, n & 1)", "work");
	unit_site(m, VYPR_EVENT_END, DEMO_HANDLE, 2, 25, "work(n, n & 1)", "work");
	m->sites[DEMO_BEGIN].pair = DEMO_END;
	m->sites[DEMO_END].pair = DEMO_BEGIN;
	unit_site(m, VYPR_EVENT_CHANGE, DEMO_HANDLE, 2, 25, "r = work(n, n & 1)", "r");
	unit_site(m, VYPR_EVENT_BEGIN, DEMO_HANDLE, 2, 26, "log(r)", "log");
	unit_site(m, VYPR_EVENT_END, DEMO_HANDLE, 2, 26, "log(r)", "log");
	m->sites[DEMO_LOG_BEGIN].pair = DEMO_LOG_END;
	m->sites[DEMO_LOG_END].pair = DEMO_LOG_BEGIN;
	if (d->with_path_site) {
		unit_site(m, VYPR_EVENT_PATH, DEMO_HANDLE, 1, 24, "", "");
		m->roles[0] = (struct vypr_role){ 0, VYPR_ROLE_SLOT, 0 };
		m->roles[1] = m->roles[0];
		m->unit.role_count = 2;
		m->sites[DEMO_BEGIN].role_count = m->sites[DEMO_END].role_count = 1;
		m->sites[DEMO_END].first_role = 1;
		m->sites[DEMO_BEGIN].flags |= VYPR_SITE_BITS;
	}
	if (d->formulas) {
		d->formulas(m);
		demo_source_file(d, directory, compiler);
		return;
	}
	unit_formula(m, "quick", "forall c in calls(work): duration(c) < 10 ms",
		     DEMO_HANDLE, 0);
	unit_formula(m, "logged",
		     "forall q in changes(r): q(r) < 0 implies "
		     "duration(next_call(q, log)) in [0, 1 s]",
		     DEMO_HANDLE, 1);
	unit_formula(m, "never", "forall c in calls(handle): duration(c) < 1 s",
		     DEMO_IDLE, 0);
	demo_source_file(d, directory, compiler);
}

static inline void demo_begin(struct demo *d, const char *path, const char *directory,
			      const char *compiler)
{
	const struct vypr_run run = {
		.pid = 41,
		.host = "here",
		.program = "./demo",
		.arguments = "./demo -n 40",
		.start_realtime_ns = DEMO_START_REAL,
		.start_monotonic_ns = DEMO_START_MONO,
		.end_monotonic_ns = DEMO_START_MONO + 1000000000,
		.events = 80,
		.strays = 2,
		.threads = 1,
		.state = VYPR_RUN_ENDED,
	};
	static struct demo kept;
	struct vypr_diag diag;

	kept = *d;
	memset(d, 0, sizeof *d);
	d->formulas = kept.formulas;
	d->with_path_site = kept.with_path_site;
	demo_unit(d, directory, compiler);
	d->now = DEMO_START_MONO;
	if (vypr_store_open(path, VYPR_STORE_WRITE, &d->store, &diag)) {
		fprintf(stderr, "%s\n", diag.text);
		abort();
	}
	if (vypr_writer_new(d->store, &run, compiler, &d->writer) ||
	    vypr_writer_add_unit(d->writer, d->bytes, d->size, &d->unit) ||
	    vypr_paths_init(&d->paths))
		abort();
}

static inline void demo_end(struct demo *d)
{
	struct vypr_diag diag;

	vypr_writer_run(d->writer)->state = VYPR_RUN_ENDED;
	if (vypr_writer_commit(d->writer, &d->paths, NULL, 0, &diag)) {
		fprintf(stderr, "%s\n", diag.text);
		abort();
	}
	vypr_writer_free(d->writer);
	vypr_store_close(d->store);
	vypr_paths_fini(&d->paths);
	vypr_unit_fini(&d->unit);
	free(d->bytes);
}

/* A path of one word. */
static inline uint32_t demo_path(struct demo *d, uint32_t function, uint64_t word)
{
	uint32_t root = vypr_paths_intern(&d->paths, VYPR_PATH_ROOT, function, 0, 0);

	return vypr_paths_intern(&d->paths, VYPR_PATH_BITS, root, word, 0);
}

/* The calls inside one call of work: work itself with its word, slow below it. */
static inline uint32_t demo_calls(struct demo *d, int decoy, int slow)
{
	uint32_t inner = 0, call;

	if (slow) {
		call = vypr_paths_intern(&d->paths, VYPR_PATH_CALL,
					 demo_path(d, DEMO_SLOW, 0x1e), 0, 0);
		inner = vypr_paths_intern(&d->paths, VYPR_PATH_LIST, 0, call, 1);
	}
	call = vypr_paths_intern(
		&d->paths, VYPR_PATH_CALL,
		demo_path(d, DEMO_WORK, 4 | (decoy ? 2 : 0) | (slow ? 1 : 0)), inner, 0);
	return vypr_paths_intern(&d->paths, VYPR_PATH_LIST, 0, call, 1);
}

/* A verdict of "quick".  paths 0: none recorded. */
static inline void demo_quick(struct demo *d, uint64_t duration_ns, int decoy, int slow,
			      int paths)
{
	struct vypr_observation o = {
		DEMO_BEGIN, DEMO_END, d->now + 1000, d->now + 1000 + duration_ns, 0, 0
	};
	struct vypr_verdict v = { .formula = 0,
				  .thread = 1,
				  .call = ++d->calls,
				  .kind = duration_ns < 10000000 ? VYPR_VERDICT_TRUE
								 : VYPR_VERDICT_FALSE };

	if (paths) {
		o.path = demo_path(d, DEMO_HANDLE, 2);
		o.callee = demo_calls(d, decoy, slow);
	}
	d->now = o.end_ns;
	v.time_ns = d->now;
	v.observations = &o;
	if (vypr_writer_put(d->writer, &v))
		abort();
}

/* A verdict of "logged": r was given this value and log was not called. */
static inline void demo_logged(struct demo *d, int64_t r)
{
	struct vypr_observation o[2] = {
		{ VYPR_NO_SITE, DEMO_CHANGE, 0, d->now + 500,
		  demo_path(d, DEMO_HANDLE, 2), 0 },
		{ VYPR_NO_SITE, VYPR_NO_SITE, 0, 0, 0, 0 },
	};
	struct vypr_captured captured = { .value = (uint64_t)r, .known = 1 };
	struct vypr_verdict v = {
		.formula = 1,
		.thread = 1,
		.call = d->calls,
		.kind = r < 0 ? VYPR_VERDICT_UNKNOWN : VYPR_VERDICT_TRUE,
		.reason = r < 0 ? VYPR_REASON_NO_EVENT : VYPR_REASON_NONE
	};

	d->now += 500;
	v.time_ns = d->now;
	v.observations = o;
	v.captured = &captured;
	if (vypr_writer_put(d->writer, &v))
		abort();
}

/* Forty calls: every eighth goes through "n > 100" and takes 12 ms. */
static inline void demo_run(struct demo *d)
{
	for (unsigned i = 1; i <= 40; i++) {
		int slow = i % 8 == 0;

		demo_quick(d, slow ? 12000000 + i * 1000 : 2000000 + i * 10000,
			   i % 3 == 0, slow, 1);
		if (i % 10 == 0)
			demo_logged(d, i == 20 ? -1 : (int64_t)i);
	}
}

#endif
