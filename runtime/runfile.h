/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The run file: what a process must leave behind when it is killed.  It lies beside the
 * store as STORE-run-IDENTITY, is mapped by the process, and holds copies of the
 * units and the rings of the threads.
 *
 *   head | table of chunks | chunk | chunk | ...
 *
 * The owner holds a shared flock; who gets the exclusive one knows that the process
 * image is gone and that nobody else recovers it.  Space of a chunk is reserved with
 * posix_fallocate before it is mapped: a full disk is an error, not a SIGBUS.
 *
 * A chunk's kind is written last: what has a kind is whole.
 */
#ifndef VYPR_RUNTIME_RUNFILE_H
#define VYPR_RUNTIME_RUNFILE_H

#include <limits.h>
#include <stddef.h>

#include "runtime/clock.h"
#include "runtime/ring.h"
#include "spec/status.h"

#define VYPR_RUNFILE_MAGIC 0x31454c4946525056ULL
#define VYPR_RUNFILE_VERSION 4
#define VYPR_RUNFILE_CHUNKS 8192
#define VYPR_RUNFILE_ARENA (256 << 10)

enum vypr_chunk_kind {
	VYPR_CHUNK_NONE,
	VYPR_CHUNK_UNIT,         /* address: of the unit in the process */
	VYPR_CHUNK_GONE,         /* a unit whose object was unloaded */
	VYPR_CHUNK_RING,         /* a thread's ring */
	VYPR_CHUNK_FREE,         /* a ring that no thread has */
	VYPR_CHUNK_TAKEN,        /* a free ring that a thread is about to take */
};

struct vypr_chunk {
	uint64_t offset, size;
	uint64_t address;
	uint32_t kind;           /* atomic */
	uint32_t sites;          /* unit: how many */
};

struct vypr_run_head {
	uint64_t magic;
	uint32_t version, chunk_count; /* chunk_count: atomic; entries given out */
	uint64_t end;            /* atomic; first byte no chunk has */
	uint64_t start_ticks;    /* the process's start time, as /proc/PID/stat has it */
	uint32_t pid;
	uint32_t private_lock;   /* 1: the lock is held where the program cannot close it */
	uint64_t uses_tsc;
	struct vypr_clock_pair start_pair; /* ns: start_monotonic_ns */
	struct vypr_clock_pair pairs[2];   /* the last ones learnt, newest: the greater */
	uint64_t start_realtime_ns;
	uint64_t threads;        /* atomic; thread numbers given out */
	uint64_t refused;        /* atomic; events of threads that got no ring */
	uint64_t record_events;  /* the option */
	uint64_t end_ticks;      /* when the process ended by itself; 0 it has not */
	char boot[40];
	char identity[64];
	char host[72], program[256], arguments[1024];
	struct vypr_chunk chunks[VYPR_RUNFILE_CHUNKS];
};

struct vypr_runfile {
	char path[PATH_MAX];
	struct vypr_run_head *head;  /* mapped; NULL: none */
	size_t head_bytes;
	int owner;
	void *at[VYPR_RUNFILE_CHUNKS]; /* atomic; where each chunk is mapped */
	/* owner: mapped room for units that no unit has yet */
	char *arena;
	uint64_t arena_offset;
	size_t arena_left;
};

/* A new one for this process, locked by the descriptor that is returned: keep it open.
 * runfile may be static memory of an earlier one.  Only system calls and no memory.
 * Errors  IO, FULL, with errno. */
enum vypr_status vypr_runfile_create(struct vypr_runfile *runfile, const char *store,
				     int *ret_fd);
/* A new chunk, mapped and zero, without a kind: publish it at once.  Safe in signal handlers
 * and in many threads at once.  Errors FULL, LIMIT, IO: there is none. */
enum vypr_status vypr_runfile_add(struct vypr_runfile *runfile, size_t size,
				  uint32_t *ret_chunk);
/* A copy of a unit that events name by address, published.  One thread at a time. */
enum vypr_status vypr_runfile_add_unit(struct vypr_runfile *runfile, const void *address,
				       const void *bytes, size_t size, uint32_t sites,
				       uint32_t *ret_chunk);
void vypr_runfile_publish(struct vypr_runfile *runfile, uint32_t chunk,
			  enum vypr_chunk_kind kind);
enum vypr_chunk_kind vypr_runfile_kind(const struct vypr_runfile *runfile, uint32_t chunk);
/* A free ring of at least size bytes of slots, now TAKEN; 0 when there is none. */
int vypr_runfile_reuse(struct vypr_runfile *runfile, size_t size, uint32_t *ret_chunk);
/* Unmap; the file stays. */
void vypr_runfile_drop(struct vypr_runfile *runfile);

/* Somebody else's, mapped privately; every chunk lies within the file.
 * Errors  BUSY: its process lives, or another recovers it.  FORMAT.  ABSENT. */
enum vypr_status vypr_runfile_open(struct vypr_runfile *runfile, const char *path,
				   int *ret_fd);

/* Newest calibration of the file. */
struct vypr_clock_pair vypr_runfile_pair(const struct vypr_run_head *head);
int vypr_runfile_read_boot(char *ret_text, size_t size);

#endif
