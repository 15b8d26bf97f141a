/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Running the monitor on a trace and comparing what it tells with what the oracle tells.
 */
#ifndef TESTSUITE_DIFFER_H
#define TESTSUITE_DIFFER_H

#include "testsuite/oracle.h"

#define DIFFER_VERDICTS 20000
#define DIFFER_ITEMS 400

/* Random numbers.  Each pair of a trace and its formulas has a seed; a test takes as many as
 * VYPR_TEST_PAIRS says (else its usual number) from VYPR_TEST_SEED (else 1) on, part by part,
 * so that a difference is found again with its own seed and one pair. */
uint64_t differ_first_seed(int part, int pairs);
int differ_pairs(int usual);
void differ_begin(uint64_t pair);
uint32_t differ_below(uint32_t bound);

/* handed_over: now and then another process goes on from the saved state.  Returns how many
 * verdicts; fails the test when something is left open. */
size_t differ_monitor_run(const struct trace_unit *t, const struct oracle_item *items,
			  int count, int handed_over, struct oracle_verdict *verdicts);

/* Fails the test when x is not y, and shows the first difference, on as short a part of the
 * trace as still has one.  Both are sorted. */
void differ_compare(const struct trace_unit *t, const char *const *lines,
		    const struct oracle_item *items, int count, struct oracle_verdict *x,
		    size_t nx, struct oracle_verdict *y, size_t ny);

#endif
