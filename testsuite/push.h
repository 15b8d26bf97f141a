/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An event as the plugin emits it, by hand (spec/event.h).
 */
#ifndef TESTSUITE_PUSH_H
#define TESTSUITE_PUSH_H

#include "runtime/clock.h"
#include "runtime/hooks.h"

#define PUSH_VOLATILE(x) (*(volatile uint64_t *)&(x))

static inline __attribute__((always_inline)) void push_at(struct vypr_ring **tls,
							  uint64_t site, uint64_t time,
							  uint64_t value, uint64_t frame)
{
	struct vypr_ring *ring = *(struct vypr_ring *volatile *)tls;
	volatile struct vypr_slot *slot;
	uint64_t pos;

	if (PUSH_VOLATILE(ring->busy) == 0) {
		PUSH_VOLATILE(ring->busy) = frame;
		pos = PUSH_VOLATILE(ring->pos);
		if (pos < PUSH_VOLATILE(ring->end)) {
			slot = (volatile struct vypr_slot *)(uintptr_t)(
				PUSH_VOLATILE(ring->base) +
				(pos & PUSH_VOLATILE(ring->mask)));
			slot->site = site;
			slot->time = time;
			slot->value = value;
			slot->frame = frame;
#ifdef __SANITIZE_THREAD__
			__atomic_store_n(&ring->pos, pos + 32, __ATOMIC_RELEASE);
#else
			PUSH_VOLATILE(ring->pos) = pos + 32;
#endif
			PUSH_VOLATILE(ring->busy) = 0;
			return;
		}
		PUSH_VOLATILE(ring->busy) = 0;
	}
	__vypr_event(site, time, value, frame);
}

/* In a function of its own activation: its local is the frame. */
#define PUSH(site, value)                                                               \
	do {                                                                            \
		uint64_t push_frame;                                                    \
		__asm__("" : "=m"(push_frame));                                         \
		push_at(&__vypr_ring, (site), vypr_push_ticks(), (uint64_t)(value),     \
			(uint64_t)(uintptr_t)&push_frame);                              \
	} while (0)

static inline uint64_t vypr_push_ticks(void)
{
#if defined(__x86_64__)
	return __builtin_ia32_rdtsc();
#else
	return 1;
#endif
}

#endif
