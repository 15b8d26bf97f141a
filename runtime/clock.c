/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the CPU's counter and how it is calibrated.
 */
#include "runtime/clock.h"

#include <time.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#include <x86intrin.h>
#endif

#define READY_NS 10000000ULL
#define AGAIN_NS 100000000ULL
#define MEET_NS 1e9

int vypr_clock_tsc_is_invariant(void)
{
#if defined(__x86_64__) || defined(__i386__)
	unsigned a, b, c, d;

	return __get_cpuid(0x80000007, &a, &b, &c, &d) && (d >> 8 & 1);
#elif defined(__aarch64__)
	return 1;
#else
	return 0;
#endif
}

uint64_t vypr_clock_monotonic_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t vypr_clock_realtime_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t vypr_clock_ticks(int uses_tsc)
{
	if (!uses_tsc)
		return vypr_clock_monotonic_ns();
#if defined(__x86_64__) || defined(__i386__)
	return __rdtsc();
#elif defined(__aarch64__)
	uint64_t ticks;

	__asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
	return ticks;
#else
	return 0;
#endif
}

/* The narrowest of a few brackets: an interrupt in between would spoil one. */
struct vypr_clock_pair vypr_clock_pair_now(int uses_tsc)
{
	struct vypr_clock_pair best = { 0, 0 };
	uint64_t width = UINT64_MAX;

	if (!uses_tsc) {
		best.ticks = best.ns = vypr_clock_monotonic_ns();
		return best;
	}
	for (int i = 0; i < 5; i++) {
		uint64_t before = vypr_clock_ticks(1), ns = vypr_clock_monotonic_ns();
		uint64_t after = vypr_clock_ticks(1);

		if (after - before >= width)
			continue;
		width = after - before;
		best.ticks = before + width / 2;
		best.ns = ns;
	}
	return best;
}

void vypr_clock_init(struct vypr_clock *clock, int uses_tsc, struct vypr_clock_pair start)
{
	double slope = uses_tsc ? 0 : 1;

	*clock = (struct vypr_clock){ .uses_tsc = uses_tsc != 0, .start = start,
				      .last = start };
	clock->now = (struct vypr_clock_piece){ start.ticks, start.ns, slope };
	clock->old = clock->now;
	clock->greatest = start.ticks;
}

int vypr_clock_is_ready(const struct vypr_clock *clock)
{
	return clock->now.slope > 0;
}

static uint64_t on_piece(const struct vypr_clock_piece *piece, uint64_t ticks)
{
	double way = (double)(int64_t)(ticks - piece->ticks) * piece->slope;

	return piece->ns + (uint64_t)(int64_t)way;
}

void vypr_clock_learn(struct vypr_clock *clock, struct vypr_clock_pair pair, int force)
{
	struct vypr_clock_piece next;
	double slope, error;

	if (!clock->uses_tsc || pair.ticks <= clock->last.ticks ||
	    pair.ns <= clock->start.ns ||
	    pair.ns - clock->last.ns < (force && !vypr_clock_is_ready(clock) ? 1
					: vypr_clock_is_ready(clock)	     ? AGAIN_NS
									     : READY_NS))
		return;
	slope = (double)(pair.ns - clock->start.ns) /
		(double)(pair.ticks - clock->start.ticks);
	clock->last = pair;
	if (!vypr_clock_is_ready(clock)) {
		clock->now.slope = clock->old.slope = slope;
		return;
	}
	next.ticks = pair.ticks > clock->greatest ? pair.ticks : clock->greatest;
	next.ns = on_piece(&clock->now, next.ticks);
	error = (double)(int64_t)(pair.ns - on_piece(&clock->now, pair.ticks));
	/* never stand still, whatever the clock did (a suspended machine) */
	next.slope = slope * (1 + error / MEET_NS);
	if (next.slope < slope / 2)
		next.slope = slope / 2;
	if (next.slope > slope * 2)
		next.slope = slope * 2;
	clock->old = clock->now;
	clock->now = next;
}

uint64_t vypr_clock_ns(struct vypr_clock *clock, uint64_t ticks)
{
	if (!clock->uses_tsc)
		return ticks;
	if (ticks > clock->greatest)
		clock->greatest = ticks;
	return on_piece(ticks >= clock->now.ticks ? &clock->now : &clock->old, ticks);
}

/* Skew between cores is below 10 ns where it was measured, a bracket about 60 ns wide. */
void vypr_clock_error(const struct vypr_clock *clock, struct vypr_clock_error *ret_error)
{
	double baseline = (double)(clock->last.ns - clock->start.ns);

	ret_error->abs_ns = clock->uses_tsc ? 10 : 1;
	ret_error->relative = 0;
	if (!clock->uses_tsc)
		return;
	ret_error->relative = 2e-5;
	if (baseline > 0 && 100 / baseline > ret_error->relative)
		ret_error->relative = 100 / baseline;
}
