/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * From ticks of the CPU's counter to nanoseconds of CLOCK_MONOTONIC.
 *
 * The map is piecewise linear, continuous and never goes back.  Each calibration begins
 * a new piece where the old one ends and bends it so that it meets the clock a second
 * later.  Ticks older than the last two pieces are read on the older of them.
 */
#ifndef VYPR_RUNTIME_CLOCK_H
#define VYPR_RUNTIME_CLOCK_H

#include "spec/eval.h"

/* The same moment on both clocks. */
struct vypr_clock_pair {
	uint64_t ticks, ns;
};

struct vypr_clock_piece {
	uint64_t ticks, ns;      /* where it begins */
	double slope;            /* ns per tick; 0: not known yet */
};

struct vypr_clock {
	uint64_t uses_tsc;       /* 0: ticks are nanoseconds */
	struct vypr_clock_pair start, last;
	struct vypr_clock_piece old, now;
	uint64_t greatest;       /* ticks that have been converted */
};

/* Whether the counter runs at one rate, on all CPUs, in all sleep states. */
int vypr_clock_tsc_is_invariant(void);
uint64_t vypr_clock_ticks(int uses_tsc);
uint64_t vypr_clock_monotonic_ns(void);
uint64_t vypr_clock_realtime_ns(void);
struct vypr_clock_pair vypr_clock_pair_now(int uses_tsc);

void vypr_clock_init(struct vypr_clock *clock, int uses_tsc, struct vypr_clock_pair start);
/* Learn a pair.  Nothing happens until it is 10 ms after the start ("force": 1 tick), and
 * then at most every 100 ms. */
void vypr_clock_learn(struct vypr_clock *clock, struct vypr_clock_pair pair, int force);
/* Whether conversion is possible. */
int vypr_clock_is_ready(const struct vypr_clock *clock);
uint64_t vypr_clock_ns(struct vypr_clock *clock, uint64_t ticks);
void vypr_clock_error(const struct vypr_clock *clock, struct vypr_clock_error *ret_error);

#endif
