/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The store: one LMDB file (vypr.db, with vypr.db-lock beside it, and while a process
 * runs vypr.db-run-* with its rings).  Tables and records are in
 * runtime/schema.def.  The only door to it, for the runtime and the analysis.
 *
 * Words: a formula row is one formula of one unit (one build); rows of different builds
 * that have the same file, function, name and text are one formula to a person.
 * A verdict is named by RUN.ROW.N: the run, the formula row, and its position
 * among the row's verdicts of that run.
 *
 * Writers commit a few times a second; readers see the last commit, never block
 * and are never blocked.
 */
#ifndef VYPR_RUNTIME_STORE_H
#define VYPR_RUNTIME_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "spec/eval.h"
#include "spec/event.h"
#include "spec/path.h"
#include "spec/unit.h"
#include "spec/verdict.h"

#define VYPR_SCHEMA_VERSION 2

struct vypr_store;

enum vypr_store_mode { VYPR_STORE_READ, VYPR_STORE_WRITE };

/* Open a store; WRITE creates it.  READ works on a read-only file system.
 * Errors  ABSENT, FORMAT (not a store, truncated, a directory), VERSION, IO, FULL, NOMEM;
 *         the diag names the file. */
enum vypr_status vypr_store_open(const char *path, enum vypr_store_mode mode,
				 struct vypr_store **ret_store,
				 struct vypr_diag *reterr_diag);
void vypr_store_close(struct vypr_store *store);

/* ---- reading: one snapshot at a time -------------------------------------- */

/* A consistent view; everything borrowed below is valid until view_end. */
enum vypr_status vypr_store_view_begin(struct vypr_store *store,
				       struct vypr_diag *reterr_diag);
void vypr_store_view_end(struct vypr_store *store);

enum vypr_run_state { VYPR_RUN_LIVE, VYPR_RUN_ENDED, VYPR_RUN_DIED };

struct vypr_run {
	uint32_t id;             /* from 1 */
	enum vypr_run_state state;
	uint32_t pid;
	const char *host, *program, *arguments;  /* arguments joined by spaces */
	uint64_t start_realtime_ns;   /* since 1970 */
	uint64_t start_monotonic_ns;  /* the same moment */
	uint64_t end_monotonic_ns;    /* last commit */
	uint64_t events, verdicts, lost, strays, threads, open_most;
	uint64_t recorded;       /* what vypr_store_recorded tells; 0: events were not recorded */
	struct vypr_clock_error clock_error;
	int uses_tsc;
};

/* Unit of a run, by the index that verdicts carry; decoded once, borrowed. */
struct vypr_row {
	uint32_t id;             /* formula row, from 1 */
	uint64_t unit_hash;
	uint32_t formula;        /* index in the unit */
	const struct vypr_unit *unit;
	const struct vypr_form *form;
};

enum vypr_status vypr_store_runs(struct vypr_store *store, struct vypr_run **ret_runs,
				 size_t *ret_count);            /* free */
enum vypr_status vypr_store_rows(struct vypr_store *store, struct vypr_row **ret_rows,
				 size_t *ret_count);            /* free */
/* The unit that a run knows as number n (function numbers of path nodes: n << 16 | f). */
enum vypr_status vypr_store_run_unit(struct vypr_store *store, uint32_t run, uint32_t n,
				     const struct vypr_unit **ret_unit);

/* A mergeable histogram with an error below 3 %: log-linear, 32 buckets an octave,
 * for negative and positive values.  Sparse. */
struct vypr_histogram_bucket {
	int32_t index;           /* vypr_histogram_low(index) .. vypr_histogram_low(index + 1) */
	uint64_t count;
};
double vypr_histogram_low(int32_t index);
int32_t vypr_histogram_index(double value);

/* Kept as verdicts are written; one per formula row, run and hour. */
struct vypr_summary {
	uint32_t row, run;
	uint64_t hour;           /* realtime hours since 1970 */
	uint64_t count[VYPR_VERDICT_KINDS];
	uint64_t unknown[VYPR_REASONS];
	uint64_t measured;       /* verdicts with a measured quantity */
	enum vypr_quantity quantity;
	double min, max, sum;    /* of the measured quantity; 0 when measured is 0 */
	double worst_severity;   /* least of the true and false ones that an atom decided
				  * which has the measured one's unit; INFINITY: none */
	uint32_t bucket_count;
	const struct vypr_histogram_bucket *buckets;
};
enum vypr_status vypr_store_summaries(struct vypr_store *store,
				      struct vypr_summary **ret_summaries,
				      size_t *ret_count);       /* free */

/* One verdict read back.  observations and captured as the row's form says, strings with
 * their contents; verdict.unit is 0, the row tells it. */
struct vypr_stored_verdict {
	uint32_t run, row;
	uint64_t number;         /* from 1 */
	struct vypr_verdict verdict;
};

struct vypr_filter {
	uint32_t run, row;       /* 0 any */
	unsigned kinds;          /* 1 << VYPR_VERDICT_...; 0 any */
	uint64_t since_ns, until_ns; /* realtime of the verdict; 0 open */
};

/* Call visit for each verdict that passes, by row, run, number; blocks that cannot hold any
 * are skipped.  Stops when visit returns other than OK and returns that. */
enum vypr_status vypr_store_verdicts(struct vypr_store *store,
				     const struct vypr_filter *filter,
				     enum vypr_status (*visit)(void *ctx,
					     const struct vypr_stored_verdict *verdict),
				     void *ctx);
/* Errors ABSENT. */
enum vypr_status vypr_store_verdict(struct vypr_store *store, uint32_t run, uint32_t row,
				    uint64_t number,
				    enum vypr_status (*visit)(void *ctx,
					    const struct vypr_stored_verdict *verdict),
				    void *ctx);
enum vypr_status vypr_store_path_node(struct vypr_store *store, uint32_t run, uint32_t id,
				      struct vypr_path_node *ret_node);

/* A string value of a run; borrowed.  Errors ABSENT. */
enum vypr_status vypr_store_string(struct vypr_store *store, uint32_t run, uint32_t id,
				   const struct vypr_string **ret_string);

/* ---- samples ---------------------------------------------------------------- */

/* A thread at one moment, while something of it was being measured (runtime/sampler.h).
 * Numbers count from the thread's start. */
struct vypr_sample {
	uint64_t time_ns;        /* monotonic, as observations have it */
	uint64_t ran_ns;         /* on a CPU */
	uint64_t queued_ns;      /* able to run, and not running; up to its last switch */
	uint64_t turns;          /* times it was put on a CPU */
	uint64_t blocked;        /* 1 + times it stopped running by itself, when last seen in
				  * 'R'; 0 not known */
	uint64_t minor, major;   /* page faults; major ones read from a file */
	uint8_t state;           /* 'R', 'S', 'D', 'T', as in proc(5) */
	uint8_t wait;            /* enum vypr_wait */
};

enum vypr_wait {
#define VYPR_WAIT(name, text) VYPR_WAIT_##name,
#define VYPR_WAIT_CALL(name, text) VYPR_WAIT_##name,
#include "runtime/wait.def"
#undef VYPR_WAIT_CALL
#undef VYPR_WAIT
	VYPR_WAITS
};
/* "futex"; "a lock or a condition", what it is for in plain words; "" for unseen. */
const char *vypr_wait_name(enum vypr_wait wait);
const char *vypr_wait_text(enum vypr_wait wait);

/* Call visit for those of a thread of a run, in the order of time, from the last one that is not
 * after from_ns to the first one that is not before until_ns.  Stops when visit returns other
 * than OK and returns that.  A store of before there were samples has none. */
enum vypr_status vypr_store_samples(struct vypr_store *store, uint32_t run, uint32_t thread,
				    uint64_t from_ns, uint64_t until_ns,
				    enum vypr_status (*visit)(void *ctx,
					    const struct vypr_sample *sample),
				    void *ctx);

/* ---- recorded events -------------------------------------------------------- */

/* With the option record_events=1 all that a run's monitor was told is kept, in order: one
 * that has the run's units (vypr_store_run_unit 0, 1, ...), and is told the same, says
 * the same. */
enum vypr_recorded_kind {
	VYPR_RECORDED_EVENT,     /* vypr_monitor_feed(event) */
	VYPR_RECORDED_LOST,      /* vypr_monitor_lost(event.thread, count) */
	VYPR_RECORDED_END,       /* vypr_monitor_end(event.thread, reason) */
	VYPR_RECORDED_ADVANCE,   /* vypr_monitor_advance(event.time_ns); of those that decided
				  * nothing the last before something else was told */
	VYPR_RECORDED_CLOCK,     /* vypr_monitor_set_clock_error(clock_error) */
	VYPR_RECORDED_KINDS
};

struct vypr_recorded {
	enum vypr_recorded_kind kind;
	struct vypr_event event; /* EVENT: whole, text valid during the visit; the others: the
				  * members that are named above */
	uint64_t count;
	enum vypr_reason reason;
	struct vypr_clock_error clock_error;
};

/* Call visit for each of a run, in order.  Stops when visit returns other than OK and
 * returns that.  Errors ABSENT: the run did not record. */
enum vypr_status vypr_store_recorded(struct vypr_store *store, uint32_t run,
				     enum vypr_status (*visit)(void *ctx,
					     const struct vypr_recorded *recorded),
				     void *ctx);

/* ---- recovery ------------------------------------------------------------- */

/* What became of the processes that died with events in their rings. */
struct vypr_recovered {
	uint32_t run, pid;
	uint64_t events, verdicts;
	char program[256];
};
/* Turn what dead processes left beside this store (vypr.db-run-*) into verdicts, each exactly once,
 * and remove it.  Processes that are alive are left alone.
 * ret_recovered malloc'ed. */
enum vypr_status vypr_store_recover(const char *path, struct vypr_recovered **ret_recovered,
				    size_t *ret_count, struct vypr_diag *reterr_diag);

#endif
