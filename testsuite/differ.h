/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Running the monitor on a trace and comparing what it tells with what the oracle tells.
 */
#ifndef TESTSUITE_DIFFER_H
#define TESTSUITE_DIFFER_H

#include "testsuite/oracle.h"

#define DIFFER_VERDICTS 20000
#define DIFFER_ITEMS 400

/* Random pairs of a trace and its formulas.  Each has a seed; a test takes as many as
 * VYPR_TEST_PAIRS says (else its usual number) from VYPR_TEST_SEED (else 1) on, part by part,
 * so that a difference is found again with its own seed and one pair.  judge_pair returns how
 * many of its verdicts are decided; the usual number without any fails the test. */
void differ_pairs(int part, int usual, size_t (*judge_pair)(void));
uint32_t differ_below(uint32_t bound);

/* Fails the test unless the oracle and the monitor, in one go and handed over to another
 * process now and then, tell the same; shows the first difference, on as short a part of the
 * trace as still has one.  Returns how many verdicts are decided. */
size_t differ_judge(const struct trace_unit *t, const char *const *lines,
		    const struct oracle_item *items, int count);

#endif
