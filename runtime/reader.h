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

/* A ring that is being read: a chunk while one thread has it. */
struct vypr_source {
	uint32_t chunk;
	uint64_t thread;
	uint64_t consumed;       /* pos up to which the monitor was fed */
	uint64_t lost_seen;
	uint32_t ended;          /* fed to its end */
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
	uint64_t refused;                  /* events of threads without a ring; set by the owner */
	enum vypr_status failed;           /* of a feed that failed for want of memory */
};

/* writer stays the caller's. */
enum vypr_status vypr_reader_init(struct vypr_reader *reader, struct vypr_writer *writer,
				  int uses_tsc, struct vypr_clock_pair start);
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
/* The writer of this ring is gone and all is drained: nested events, untold losses, and
 * then, unless the whole process died, the end of the thread. */
void vypr_reader_end(struct vypr_reader *reader, struct vypr_source *source,
		     int whole_process);

/* Everything so far, with a checkpoint unless the run has ended. */
enum vypr_status vypr_reader_commit(struct vypr_reader *reader, enum vypr_run_state state,
				    uint64_t now_ns, struct vypr_diag *reterr_diag);
/* Put the checkpoint of an earlier reader back; all units have been added. */
enum vypr_status vypr_reader_resume(struct vypr_reader *reader, struct vypr_store *store,
				    uint32_t run, const unsigned char *bytes, size_t size);

#endif
