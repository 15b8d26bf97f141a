/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * An event as it lies in a thread's ring, the ring itself, and the event as the
 * monitor reads it.  The plugin writes these offsets into user code, the
 * runtime reads them, the next reader of the store recovers them from the file
 * of a dead process.
 *
 * A ring has one writer, its thread (and signal handlers on it), and one reader.
 *
 *      released <= consumed <= pos <= end = released (as last seen) + size
 *
 * Inline code, for each event (all accesses volatile):
 *
 *      ring = __vypr_ring;                     thread-local, never NULL
 *      time = clock                            if the site is TIMED, else 0
 *      if (ring->busy != 0 || ring->pos >= ring->end)
 *              __vypr_event(site, time, value, frame);       out of line, cold
 *      else {
 *              ring->busy = frame;             not 0; see below
 *              p = ring->pos;                  read again: a handler may have come
 *              if (p >= ring->end) { ring->busy = 0; __vypr_event(...) }
 *              slot = ring->base + (p & ring->mask);
 *              fill slot; ring->pos = p + 32; ring->busy = 0;
 *      }
 *
 * pos moves only after its slot is whole: what lies below pos is exact, also
 * after SIGKILL.  An instrumented signal handler that interrupts the lines
 * between busy = frame and busy = 0 sees busy and goes out of line, where its events
 * are kept in nested[] and end is set to 0, so that the interrupted code's next
 * event also goes out of line and moves them into the ring.
 * The order stays: the interrupted event, then the handler's.
 *
 * busy holds the frame, so that a push which siglongjmp left for ever can be told from
 * one that is interrupted: an event of the same frame, or of one further up the stack,
 * cannot have interrupted it.  (busy = 1 works too, but then an abandoned push costs
 * the thread its inline path.)  Bit 1 of busy: always slow.
 *
 * A thread without a ring points at a static one whose busy is 1.
 */
#ifndef VYPR_SPEC_EVENT_H
#define VYPR_SPEC_EVENT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __cplusplus
#define VYPR_ALIGN64 alignas(64)
#else
#define VYPR_ALIGN64 _Alignas(64)
#endif

enum vypr_event_kind {
#define VYPR_EVENT(name, text, value) VYPR_EVENT_##name,
#include "spec/event.def"
#undef VYPR_EVENT
	VYPR_EVENT_KINDS
};

const char *vypr_event_name(enum vypr_event_kind kind);

/* site   address of the unit's bytes in the process + index of the site
 * time   clock ticks, 0 when the site is not TIMED
 * value  by kind, see event.def; integers sign- or zero-extended to 64 bits,
 *        floating point widened to double, bit pattern
 * frame  the same for all events of one activation of a function, different for all
 *        activations that live at the same time on a thread; may be used again after */
struct vypr_slot {
	uint64_t site, time, value, frame;
};

/* A slot whose site is below 4096 is a message of the runtime. */
enum vypr_slot_message {
	VYPR_SLOT_NONE = 0,      /* an event that was given up half written */
	VYPR_SLOT_LOST = 1,      /* events were dropped here; value: ring->lost so far */
	VYPR_SLOT_TEXT = 2       /* the next 24 bytes of a string are in time, value, frame; the
				  * VALUE it belongs to follows its last, with value: size |
				  * 1 << 32 if there was more.  All of it lies together. */
};

/* As the time of __vypr_event: the moment is when the event is in place.  A call begins
 * after its BEGIN was sent, so making a ring or waiting for room is not part of it. */
#define VYPR_TIME_LATE 1

#define VYPR_RING_MAGIC 0x676e69725f727076ULL
#define VYPR_RING_NESTED 1024

/* The part of a ring that instrumented code touches comes first, one cache
 * line; then the reader's; then what is written once. */
struct vypr_ring {
	uint64_t busy;           /* 0: free; else an event is being written, or always slow */
	uint64_t pos;            /* bytes ever written */
	uint64_t end;            /* pos may not reach this without looking again */
	uint64_t mask;           /* size - 1, size a power of two */
	uint64_t base;           /* address of the slots in the writing process */
	uint64_t drain_from;     /* nested[] being moved into the ring: pos of its first */
	uint64_t drain_turn;     /* which filling of nested[] that is, from 1 */
	uint64_t lost_told;      /* of lost, what LOST slots have said */
	VYPR_ALIGN64 uint64_t released; /* bytes the reader has committed and given back */
	uint64_t reader_state;   /* the runtime's own */
	uint64_t waiting;        /* time of the event that waits for room, 0 none */
	uint64_t reserved2[5];
	VYPR_ALIGN64 uint64_t magic;
	uint64_t size;           /* bytes of slots */
	uint64_t thread;         /* number of the thread in this run, from 1 */
	uint64_t tid;            /* kernel thread id */
	uint64_t closed;         /* 1: the thread has ended */
	uint64_t lost;           /* events dropped so far */
	uint64_t nested_count;   /* turn << 32 | events in nested[] */
	uint64_t stalled;        /* 1: waiting for room was given up; drop until there is */
	struct vypr_slot nested[VYPR_RING_NESTED];
	/* the slots follow at the next page boundary */
};

/* An event as the monitor is fed: site resolved, ticks turned to nanoseconds. */
struct vypr_event {
	uint32_t unit;           /* index returned by vypr_monitor_add_unit */
	uint32_t site;           /* index in the unit */
	uint32_t thread;         /* number of the thread in this run, from 1 */
	uint64_t time_ns;        /* monotonic; 0 when the site is not TIMED */
	uint64_t value;
	uint64_t frame;
	const char *text;        /* a STRING's bytes, else NULL; value as above (VYPR_SLOT_TEXT).
				  * A STRING that is the null pointer: text NULL, value 0 */
};

#ifdef __cplusplus
}
#endif
#endif
