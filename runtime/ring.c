/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how a ring is written when a signal handler may interrupt any instruction, and
 * death may come between any two stores.
 *
 * A handler that finds busy set may not touch pos: the interrupted code has read it and
 * will write pos + 32.  It keeps its events in nested[], and sets end to 0 so that the
 * interrupted code's next event comes here and moves them into the ring first.
 *
 *   nested_count = turn << 32 | n      one word, so that "taken all, next turn" is one
 *                                      instruction and a handler's new event cannot
 *                                      fall between
 *   drain_from, drain_turn             events of that turn lie in the ring from there,
 *                                      so (pos - drain_from) / 32 of them are moved:
 *                                      true after each store, also for a dead process,
 *                                      also for a drain that siglongjmp left
 *
 * An event of several slots is written whole before pos is moved past all of it.  In
 * nested[] its places are reserved by one instruction; each place that no event was
 * written to has site NONE, so one that is given up in the middle is seen as that.
 *
 * An abandoned push (busy set, nobody will come back) is recognised by its frame: an
 * event of the same frame, or of one further up the stack, runs after it, not in it.
 */
#include "runtime/ring.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>

#define SLOT sizeof(struct vypr_slot)
#define ORDER() atomic_signal_fence(memory_order_seq_cst)

static uint64_t load(const uint64_t *word)
{
	return __atomic_load_n(word, __ATOMIC_RELAXED);
}

static void store(uint64_t *word, uint64_t value)
{
	ORDER();
	__atomic_store_n(word, value, __ATOMIC_RELAXED);
	ORDER();
}

void vypr_ring_init(struct vypr_ring *ring, uint64_t size, uint64_t thread, uint64_t tid,
		    int always_slow)
{
	uint64_t turn = ring->nested_count >> 32;
	uint32_t left = (uint32_t)ring->nested_count;

	/* those of a thread that found no room for them as it ended */
	for (uint32_t i = 0; i < left && i < VYPR_RING_NESTED; i++)
		ring->nested[i].site = VYPR_SLOT_NONE;
	ring->magic = VYPR_RING_MAGIC;
	ring->size = size;
	ring->mask = size - 1;
	ring->base = (uint64_t)(uintptr_t)ring + VYPR_RING_SLOTS_AT;
	ring->thread = thread;
	ring->tid = tid;
	ring->closed = 0;
	ring->lost = ring->lost_told = ring->stalled = ring->waiting = 0;
	ring->nested_count = (turn + 1) << 32;
	ring->drain_turn = 0;
	__atomic_store_n(&ring->released, ring->pos, __ATOMIC_RELAXED);
	ring->busy = always_slow ? VYPR_BUSY_ALWAYS : 0;
	store(&ring->end, ring->pos + size);
}

/* ---- room ------------------------------------------------------------------- */

static int has_room(struct vypr_ring *ring, unsigned slots)
{
	uint64_t released = __atomic_load_n(&ring->released, __ATOMIC_ACQUIRE);

	return load(&ring->pos) + slots * SLOT <= released + ring->size;
}

/* Wait for room, as long as the policy says; once given up, do not wait again until
 * there was room. */
static int find_room(struct vypr_ring *ring, unsigned slots,
		     const struct vypr_ring_wait *wait)
{
	for (unsigned round = 0; !has_room(ring, slots); round++) {
		if (load(&ring->stalled) || !wait || !wait->more(wait->ctx, round)) {
			store(&ring->stalled, 1);
			return 0;
		}
	}
	store(&ring->stalled, 0);
	return 1;
}

static void append(struct vypr_ring *ring, const struct vypr_slot *event, unsigned slots)
{
	uint64_t pos = load(&ring->pos);

	for (unsigned i = 0; i < slots; i++)
		*vypr_ring_slot(ring, pos + i * SLOT) = event[i];
	ORDER();
	__atomic_store_n(&ring->pos, pos + slots * SLOT, __ATOMIC_RELEASE);
	ORDER();
}

static void lose(struct vypr_ring *ring)
{
	__atomic_fetch_add(&ring->lost, 1, __ATOMIC_RELAXED);
}

/* Say in the stream what has been lost since it was last said.  0: no room for it. */
static int tell_lost(struct vypr_ring *ring)
{
	uint64_t lost = load(&ring->lost);
	struct vypr_slot message = { VYPR_SLOT_LOST, 0, lost, 0 };

	if (lost == load(&ring->lost_told))
		return 1;
	if (!has_room(ring, 1))
		return 0;
	/* the number is a running total: told twice, by death in between, is told once */
	append(ring, &message, 1);
	store(&ring->lost_told, lost);
	return 1;
}

/* ---- nested events ---------------------------------------------------------- */

/* The site is written last, so that a place which is given up half filled is no event. */
static void fill_nested(struct vypr_slot *slot, const struct vypr_slot *event)
{
	slot->time = event->time;
	slot->value = event->value;
	slot->frame = event->frame;
	store(&slot->site, event->site);
}

/* From a handler that has interrupted a push.  The places are reserved by one
 * instruction, so that a handler in this handler takes the next ones. */
static void keep_nested(struct vypr_ring *ring, const struct vypr_slot *event, unsigned slots)
{
	uint64_t count = __atomic_fetch_add(&ring->nested_count, slots, __ATOMIC_RELAXED);
	uint32_t first = (uint32_t)count;

	if (first + slots > VYPR_RING_NESTED) {
		__atomic_fetch_sub(&ring->nested_count, slots, __ATOMIC_RELAXED);
		lose(ring);
	} else {
		for (unsigned i = 0; i < slots; i++)
			fill_nested(ring->nested + first + i, event + i);
	}
	store(&ring->end, 0);
}

void vypr_ring_nested(const struct vypr_ring *ring, uint32_t *ret_first, uint32_t *ret_end)
{
	uint64_t count = load(&ring->nested_count);
	uint64_t moved = 0;

	if (load(&ring->drain_turn) == (count >> 32) && ring->drain_turn)
		moved = (load(&ring->pos) - load(&ring->drain_from)) / SLOT;
	*ret_end = (uint32_t)count < VYPR_RING_NESTED ? (uint32_t)count : VYPR_RING_NESTED;
	*ret_first = moved < *ret_end ? (uint32_t)moved : *ret_end;
}

/* Begin to move this turn's events, or go on where an abandoned drain stopped. */
static uint32_t drain_begin(struct vypr_ring *ring, uint64_t turn)
{
	uint32_t first, end;

	if (load(&ring->drain_turn) != turn) {
		store(&ring->drain_from, load(&ring->pos));
		store(&ring->drain_turn, turn);
	}
	vypr_ring_nested(ring, &first, &end);
	return first;
}

/* Move nested[] into the ring; busy is ours.  0: no room, the rest stays. */
static int drain(struct vypr_ring *ring)
{
	uint64_t count = load(&ring->nested_count), none;
	uint32_t i;

	if (!(uint32_t)count)
		return 1;
	/* a LOST slot in the middle would upset the count of those moved */
	if (load(&ring->drain_turn) != count >> 32 && !tell_lost(ring))
		return 0;
	i = drain_begin(ring, count >> 32);
	do {
		count = load(&ring->nested_count);
		for (; i < (uint32_t)count && i < VYPR_RING_NESTED; i++) {
			if (!has_room(ring, 1))
				return 0;
			append(ring, ring->nested + i, 1);
			store(&ring->nested[i].site, VYPR_SLOT_NONE);
		}
		none = ((count >> 32) + 1) << 32;
	} while (!__atomic_compare_exchange_n(&ring->nested_count, &count, none, 0,
					      __ATOMIC_RELAXED, __ATOMIC_RELAXED));
	return 1;
}

/* ---- put -------------------------------------------------------------------- */

/* Whether an event with this frame cannot have interrupted the push that holds busy. */
static int abandoned(uint64_t held, uint64_t frame)
{
	uint64_t holder = held & ~(uint64_t)7;
	stack_t stack;
	uint64_t low, high;

	if (!holder)
		return 0;
	if (sigaltstack(NULL, &stack) || (stack.ss_flags & SS_DISABLE))
		return frame >= holder;
	low = (uint64_t)(uintptr_t)stack.ss_sp;
	high = low + stack.ss_size;
	if (holder >= low && holder < high) /* the push ran on the alternate stack */
		return !(stack.ss_flags & SS_ONSTACK) || frame >= holder;
	return !(stack.ss_flags & SS_ONSTACK) && frame >= holder;
}

/* With busy ours: earlier events first, then this one.  0: no room for all of them. */
static int put_in_order(struct vypr_ring *ring, const struct vypr_slot *event,
			unsigned slots)
{
	if (!drain(ring) || !tell_lost(ring) || !has_room(ring, slots))
		return 0;
	append(ring, event, slots);
	return 1;
}

/* Inline code may write up to end; not while something waits for the slow way. */
static void open_inline(struct vypr_ring *ring)
{
	uint64_t released = __atomic_load_n(&ring->released, __ATOMIC_ACQUIRE);
	int wait = (uint32_t)load(&ring->nested_count) != 0 ||
		   load(&ring->lost) != load(&ring->lost_told);

	store(&ring->end, wait ? 0 : released + ring->size);
}

static void set_busy(struct vypr_ring *ring, const struct vypr_slot *event)
{
	uint64_t always = load(&ring->busy) & VYPR_BUSY_ALWAYS;

	store(&ring->busy, (event->frame & ~(uint64_t)7) | always | 1);
}

static void clear_busy(struct vypr_ring *ring)
{
	open_inline(ring);
	store(&ring->busy, load(&ring->busy) & VYPR_BUSY_ALWAYS);
}

/* Never wait with busy set: handlers that come meanwhile wait too, instead of filling
 * nested[], and one of them may finish the draining that had no room. */
static void put_or_lose(struct vypr_ring *ring, const struct vypr_slot *event,
			unsigned slots, const struct vypr_ring_wait *wait)
{
	uint64_t time = event[slots - 1].time;
	int room, done, marked;

	/* the oldest one's: not a handler's that waits while we do */
	marked = time && !has_room(ring, slots) && !load(&ring->waiting);
	if (marked)
		store(&ring->waiting, time);
	do {
		room = find_room(ring, slots, wait);
		set_busy(ring, event + slots - 1);
		done = put_in_order(ring, event, slots);
		if (!done && !room)
			lose(ring);
		clear_busy(ring);
	} while (!done && room);
	/* after pos: who finds no mark and then reads pos sees the event */
	if (marked)
		__atomic_store_n(&ring->waiting, 0, __ATOMIC_RELEASE);
}

void vypr_ring_put(struct vypr_ring *ring, const struct vypr_slot *event, unsigned slots,
		   const struct vypr_ring_wait *wait)
{
	const struct vypr_slot *last = event + slots - 1; /* which has the frame */
	uint64_t held = load(&ring->busy) & ~(uint64_t)VYPR_BUSY_ALWAYS;
	int tries = 0;

	if (held && !abandoned(held, last->frame)) {
		keep_nested(ring, event, slots);
		return;
	}
	if (held)
		clear_busy(ring); /* nobody comes back to it */
	put_or_lose(ring, event, slots, wait);
	/* a handler that came between the drain and here has set end to 0 or found
	 * busy clear; in the first case its events go in now, not with our next one */
	while ((uint32_t)load(&ring->nested_count) && tries++ < 3) {
		set_busy(ring, last);
		drain(ring);
		clear_busy(ring);
	}
}

void vypr_ring_close(struct vypr_ring *ring, const struct vypr_ring_wait *wait)
{
	uint64_t always = load(&ring->busy) & VYPR_BUSY_ALWAYS;

	/* whatever push was under way on this thread will not be finished */
	store(&ring->busy, always | 1);
	while (!drain(ring) || !tell_lost(ring))
		if (!find_room(ring, 1, wait))
			break;
	__atomic_store_n(&ring->closed, 1, __ATOMIC_RELEASE);
}
