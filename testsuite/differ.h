/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Running the monitor on a trace and comparing what it tells with what the oracle tells.
 */
#ifndef TESTSUITE_DIFFER_H
#define TESTSUITE_DIFFER_H

#include "testsuite/oracle.h"

#define DIFFER_VERDICTS 20000

/* Random numbers, the same after the same seed. */
extern uint64_t differ_rng;
uint32_t differ_below(uint32_t bound);

/* handed_over: now and then another process goes on from the saved state.  Returns how many
 * verdicts; fails the test when something is left open. */
size_t differ_monitor_run(const struct trace_unit *t, const struct oracle_item *items,
			  int count, int handed_over, struct oracle_verdict *verdicts);

/* Fails the test, and shows trace and formulas, when x is not y.  Both are sorted. */
void differ_compare(const struct trace_unit *t, const char *const *lines,
		    const struct oracle_item *items, int count, struct oracle_verdict *x,
		    size_t nx, struct oracle_verdict *y, size_t ny);

#endif
