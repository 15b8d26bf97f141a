/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * From rings to verdicts: the loop around the monitor that the living process and the
 * recovery of a dead one share.
 *
 *   ring ─► address to (unit, site), ticks to ns ─► vypr_monitor_feed ─► writer ─► store
 *
 * A checkpoint (how far each ring was read, the clock's map, the monitor's open state)
 * is committed with the verdicts that came of it, so that whoever goes on from the
 * store counts each event exactly once.
 *
 * One thread.
 */
#ifndef VYPR_RUNTIME_READER_H
#define VYPR_RUNTIME_READER_H

#include "runtime/clock.h"
#include "runtime/runfile.h"
#include "runtime/store_write.h"
#include "spec/monitor.h"

/* Of a string in TEXT slots (spec/event.h). */
#define VYPR_TEXT_BYTES 24u
#define VYPR_TEXTS_MOST ((VYPR_STRING_MOST + VYPR_TEXT_BYTES - 1) / VYPR_TEXT_BYTES)

/* A ring that is being read: a chunk while one thread has it. */
struct vypr_source {
	uint32_t chunk;
	uint64_t thread;
	uint64_t consumed;       /* pos up to which the monitor was fed */
	uint64_t lost_seen;
	struct vypr_sampled *sampled; /* what is known of its thread (runtime/sampler.h); NULL */
	uint64_t made;           /* slots up to here have their pages (collector) */
	uint32_t ended;          /* fed to its end */
	uint32_t begun;          /* bytes behind consumed of an event that is not whole yet */
	struct vypr_ring *ring;
};

struct vypr_reader_unit {
	uint64_t address, sites; /* sites 0: its object was unloaded */
	uint32_t number;
	struct vypr_unit unit;
};

struct vypr_reader {
	struct vypr_monitor *monitor;
	struct vypr_writer *writer;
	struct vypr_clock clock;
	struct vypr_reader_unit **units;   /* in order of number */
	struct vypr_reader_unit **by_address;
	uint32_t unit_count;
	struct vypr_reader_unit *last;     /* of the last event: the next is likely its own */
	struct vypr_source *sources;
	uint32_t source_count, source_capacity;
	uint64_t events, lost, strays;
	uint64_t unplaced;                 /* strays that no unit knew, in this process */
	uint64_t refused;                  /* events of threads without a ring; set by the owner */
	enum vypr_status failed;           /* of a feed that failed for want of memory */
	int recording;                     /* the writer keeps what the monitor is told */
	uint64_t advanced_ns;              /* of the last advance */
	uint64_t unrecorded_ns;            /* the same, when it is not recorded; else 0 */
	unsigned texts;                    /* TEXT slots in a row up to here, in text */
	char text[VYPR_TEXTS_MOST * VYPR_TEXT_BYTES + 1];
};

/* writer stays the caller's.  recording: the writer is told to keep all that the monitor
 * is told. */
enum vypr_status vypr_reader_init(struct vypr_reader *reader, struct vypr_writer *writer,
				  int uses_tsc, struct vypr_clock_pair start,
				  int recording);
void vypr_reader_fini(struct vypr_reader *reader);

/* The next unit of the run; bytes stay borrowed.  gone: only for its number. */
enum vypr_status vypr_reader_add_unit(struct vypr_reader *reader,
				      const unsigned char *bytes, size_t size,
				      uint64_t address, int gone);
/* The unit's addresses may be used again: events of it are all read.  number: how many
 * were added before it. */
void vypr_reader_unit_gone(struct vypr_reader *reader, uint32_t number);

/* The source of a ring, made at its released position when new. */
enum vypr_status vypr_reader_source(struct vypr_reader *reader, uint32_t chunk,
				    struct vypr_ring *ring,
				    struct vypr_source **ret_source);
/* Feed what the ring has, at most "most" events; returns how many. */
uint64_t vypr_reader_drain(struct vypr_reader *reader, struct vypr_source *source,
			   uint64_t most);
/* Whether nothing but an event that is not whole is left in the ring. */
int vypr_reader_has_all(const struct vypr_source *source);
/* The writer of this ring is gone and all is drained: nested events, untold losses, and
 * then, unless the whole process died, the end of the thread. */
void vypr_reader_end(struct vypr_reader *reader, struct vypr_source *source,
		     int whole_process);

/* Ticks of the first timed event of the ring that has not been fed; 0 none. */
uint64_t vypr_reader_unread(const struct vypr_source *source);
/* All that happened before now has been fed: what waits for a deadline that has passed is
 * decided.  Nothing is done before the clock is ready. */
enum vypr_status vypr_reader_advance(struct vypr_reader *reader, uint64_t now_ns);
/* The clock's error, once it can be converted. */
void vypr_reader_set_clock_error(struct vypr_reader *reader);
/* Nothing comes any more, from any thread. */
enum vypr_status vypr_reader_finish(struct vypr_reader *reader, enum vypr_reason reason);

/* ---- reader_checkpoint.c, and what it needs of reader.c */

/* Everything so far, with a checkpoint unless the run has ended. */
enum vypr_status vypr_reader_commit(struct vypr_reader *reader, enum vypr_run_state state,
				    uint64_t now_ns, struct vypr_diag *reterr_diag);
/* Put the checkpoint of an earlier reader back; all units have been added. */
enum vypr_status vypr_reader_resume(struct vypr_reader *reader, struct vypr_store *store,
				    uint32_t run, const unsigned char *bytes, size_t size);
/* Another source, not set; NULL: no memory. */
struct vypr_source *vypr_reader_add_source(struct vypr_reader *reader);
/* Record the time of the last advance, when that is not recorded yet. */
void vypr_reader_record_time(struct vypr_reader *reader);

#endif
