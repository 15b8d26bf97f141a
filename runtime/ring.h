/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The slow half of a ring's writer: what instrumented code does when it cannot write
 * its event inline (spec/event.h has the fast half and the memory).
 *
 *             put  close  read          X: the caller must exclude
 *   put        X     X     -            -: may overlap
 *   close      X     X     -            put, close: only the ring's own thread, and
 *   read       -     -     X                        signal handlers on it
 *                                       read: only the collector
 *
 * pos       writer, release: what lies below is whole; pairs with the reader's acquire
 * released  reader, release: what lies below is in the store; pairs with our acquire
 * waiting   writer, release: no event older than it will come; read it before pos
 * busy, end, nested, drain_*: the writer's thread alone, but a signal handler may come
 *           between any two instructions, and death between any two stores, so their
 *           order in the program is kept by signal fences.
 */
#ifndef VYPR_RUNTIME_RING_H
#define VYPR_RUNTIME_RING_H

#include "spec/event.h"

#define VYPR_PAGE 4096
#define VYPR_RING_SLOTS_AT \
	((sizeof(struct vypr_ring) + VYPR_PAGE - 1) / VYPR_PAGE * VYPR_PAGE)
#define VYPR_BUSY_ALWAYS 2u

/* What to do while the ring is full: more is asked before each look; 0 gives the
 * event up.  It may sleep; it is called in signal handlers too. */
struct vypr_ring_wait {
	int (*more)(void *ctx, unsigned round);
	void *ctx;
};

static inline struct vypr_slot *vypr_ring_slot(struct vypr_ring *ring, uint64_t pos)
{
	return (struct vypr_slot *)((char *)ring + VYPR_RING_SLOTS_AT +
				    (pos & (ring->size - 1)));
}

/* A ring in zeroed or used memory of VYPR_RING_SLOTS_AT + size bytes.  pos goes on from
 * where it was: everything below belongs to an earlier thread. */
void vypr_ring_init(struct vypr_ring *ring, uint64_t size, uint64_t thread, uint64_t tid,
		    int always_slow);
/* The most slots that are one event. */
#define VYPR_RING_TOGETHER 16
/* One event, in order with those of interrupted code and of handlers; or dropped and
 * counted.  It is so many slots, at most TOGETHER, which lie together: all of them or none,
 * whatever comes in between.  Safe in signal handlers. */
void vypr_ring_put(struct vypr_ring *ring, const struct vypr_slot *event, unsigned slots,
		   const struct vypr_ring_wait *wait);
/* The thread has ended. */
void vypr_ring_close(struct vypr_ring *ring, const struct vypr_ring_wait *wait);

/* Events in nested[] that are not in the ring, for the reader of a ring whose writer is
 * gone: indices *ret_first .. *ret_end - 1; slots with site 0 are none. */
void vypr_ring_nested(const struct vypr_ring *ring, uint32_t *ret_first, uint32_t *ret_end);

#endif
