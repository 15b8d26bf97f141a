/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The runtime as a guest in somebody's process: what the hooks, the start and end, and
 * the collector thread share.  One of it in a process.
 *
 *   NEW ─► LIVE ─► ENDED        at exit, after everything is in the store
 *    │      ├───► QUIET         something failed: said once, all sites off
 *    │      └───► FORKED ─► LIVE    in a child, with its first event
 *    └────► QUIET               enable=0, no room, a store that cannot be written
 *
 * state     any thread; changed with compare-exchange
 * units     under lock; the collector learns of them through the run file
 * wake      futex: the collector sleeps on it, whoever wants it changes it
 * acted     futex: counts the collector's commits; who waits for one sleeps on it
 */
#ifndef VYPR_RUNTIME_PROCESS_H
#define VYPR_RUNTIME_PROCESS_H

#include <limits.h>
#include <pthread.h>

#include "runtime/options.h"
#include "runtime/runfile.h"

enum vypr_process_state {
	VYPR_PROCESS_NEW, VYPR_PROCESS_LIVE, VYPR_PROCESS_QUIET, VYPR_PROCESS_FORKED,
	VYPR_PROCESS_STARTING, VYPR_PROCESS_ENDED
};

/* An object file's unit, as long as the object is loaded. */
struct vypr_process_unit {
	const unsigned char *bytes; /* its address names it */
	const unsigned char *text;  /* what is to be read of it: bytes, or marked by copies.c
				     * and off.c */
	uint64_t size;
	unsigned char *on;       /* one byte per site */
	uint64_t sites;
	uint64_t hash;
	uint32_t chunk;          /* its copy in the run file; UINT32_MAX none */
	uint32_t gone;           /* atomic; unloaded: bytes and on are not to be touched */
};

struct vypr_process {
	uint32_t state;          /* atomic; enum vypr_process_state */
	pthread_mutex_t lock;    /* units, start, end; never in a signal handler */
	struct vypr_process_unit units[VYPR_RUNFILE_CHUNKS];
	uint32_t unit_count;     /* atomic */
	uint32_t switching;      /* atomic; threads that write to on-bytes */
	struct vypr_options options;
	uint32_t off_found;      /* bit i: options.off[i] is the name of some property */
	int began;               /* the process that read the options */
	char store[PATH_MAX];    /* absolute */
	struct vypr_runfile file;
	pthread_t collector;
	uint32_t has_collector;
	uint32_t stop;           /* atomic; 1: the process ends, store all and stop */
	uint64_t stop_ticks;     /* when; set before stop */
	uint32_t want_commit;    /* atomic; somebody waits for one */
	uint32_t flushing;       /* atomic; somebody waits for all that was sent so far */
	uint32_t wake, acted;    /* atomic; futexes */
	uint32_t detached;       /* atomic, futex; the collector has its own descriptors */
	uint32_t finished;       /* atomic, futex; the collector is done */
	uint32_t said;           /* atomic; the reason for being quiet has been told */
	uint64_t unplaced, lost; /* events: that no unit knew, that there was no room for; set
				  * before finished */
	char missing[640];       /* functions that no unit has, "" none to tell of; likewise */
	char dropped[640];       /* inline functions whose copy is another one; likewise */
	char mixed[640];         /* different specifications; likewise */
	char reason[288];        /* why the collector gave up, for whoever may print it */
};

extern struct vypr_process vypr_process __attribute__((visibility("hidden")));

/* "vypr: message" on the standard error output, without disturbing the program. */
void vypr_say(const char *message);
void vypr_say_not_monitoring(const char *reason);
/* Stop observing: all sites off.  Says so once. */
void vypr_process_quiet(const char *reason);
/* Switch all sites of all units. */
void vypr_process_switch_off(void);

/* Open the run file and start the collector; state becomes LIVE or QUIET.  Called with
 * STARTING set by the caller and all signals blocked. */
void vypr_process_start(void);

/* In the child of a fork. */
void vypr_process_forked(void);

/* The calling thread's new ring, set in __vypr_ring; NULL: none to be had. */
struct vypr_ring *vypr_process_adopt(void);
/* The calling thread's ring; NULL: none to be had, and an event is counted as refused.
 * Both keep nothing of errno. */
struct vypr_ring *vypr_ring_of_thread(void);
/* An untimed event of so many slots into it. */
void vypr_send(struct vypr_ring *ring, const struct vypr_slot *event, unsigned slots);
/* The thread's key has a destructor that closes its ring. */
void vypr_process_make_key(void);
void vypr_process_forget_ring(void);
/* What this thread does in between is not observed: all signals are blocked, or it is a
 * thread of ours. */
void vypr_process_begin_ours(void);
void vypr_process_end_ours(void);

/* The collector thread's whole life. */
void *vypr_collect(void *unused);

/* futex; timeout_ns 0: for ever. */
void vypr_futex_wait(uint32_t *word, uint32_t value, uint64_t timeout_ns);
/* Until word is not 0, for so long at most; 1: it is. */
int vypr_futex_until(uint32_t *word, uint64_t timeout_ns);
/* Change the word, and wake who sleeps on it; notify: it was changed. */
void vypr_futex_wake(uint32_t *word);
void vypr_futex_notify(uint32_t *word);
void vypr_wake_collector(void);

#endif
