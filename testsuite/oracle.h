/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The second implementation of what CFTL means: slow and obvious, over a whole trace,
 * with nothing of the first but the parser and the numbering of slots.
 */
#ifndef TESTSUITE_ORACLE_H
#define TESTSUITE_ORACLE_H

#include "testsuite/trace.h"

#define ORACLE_SLOTS 32
#define ORACLE_CAPTURES 32

enum oracle_what { ORACLE_EVENT, ORACLE_LOST, ORACLE_END, ORACLE_ADVANCE };

/* One step of a trace. */
struct oracle_item {
	enum oracle_what what;
	struct vypr_event event;     /* LOST, END: thread alone counts; ADVANCE: time_ns */
	enum vypr_reason reason;     /* END */
};

struct oracle_verdict {
	int step;                    /* item at which it was told */
	uint32_t formula, thread;
	uint64_t call, time_ns;
	enum vypr_verdict_kind kind;
	enum vypr_reason reason;
	struct vypr_observation observations[ORACLE_SLOTS];
	struct vypr_captured captured[ORACLE_CAPTURES];
};

/* Every verdict of the trace, at most room of them, in no order; how many.  Paths and
 * callees are 0.  Clock error none.  One that time alone has decided is told again when it
 * is decided without, but where inner quantifiers and the like are looked at. */
size_t oracle_run(const struct trace_unit *t, const struct oracle_item *items, int count,
		  struct oracle_verdict *ret_verdicts, size_t room);

/* Does this formula look at such things? */
int oracle_is_general(const struct vypr_form *form);

#endif
