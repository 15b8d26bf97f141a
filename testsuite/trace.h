/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Units and traces for the tests of spec/: from formulas and a list of statements to a
 * unit as the compiler would make it, and from short lines of text to events.
 *
 * A statement is one of
 *      change x          CHANGE x, TIMED and VALUED
 *      call f            BEGIN and END of a call of f
 *      value y of N      the value of y just after statement N (a call: after it)
 *      value y before N  the value of y just before the call N
 *      line 5            CHANGE without a value
 *      value #1 before N, value #r of N    what is passed to a call, and given back
 *      value #c before N, value #c of N    the CPU time;  value #l of N  a length
 *      entry, exit, path, peek, unwind
 * Variables called str... are strings.  A formula may end with "; record x y".
 * in a function, whose number comes first: "0 change x".  In formulas it is called "fn0".  Its events are sent by number.
 */
#ifndef TESTSUITE_TRACE_H
#define TESTSUITE_TRACE_H

#include "spec/monitor.h"

#define TRACE_MOST 32

/* What a site was made from. */
struct trace_site {
	enum vypr_event_kind kind;
	char subject[16];
	int is_line;             /* CHANGE: the moment after a line, the subject */
	int of;                  /* VALUE: site it belongs to, else -1 */
	enum vypr_moment moment; /* VALUE: when */
};

struct trace_unit {
	struct vypr_unit unit;
	struct vypr_function functions[4];
	struct vypr_block blocks[4 * 8];
	struct vypr_site sites[TRACE_MOST];
	struct trace_site made[TRACE_MOST];
	struct vypr_formula formulas[8];
	struct vypr_form forms[8];
	struct vypr_role roles[512];
	uint32_t statement[TRACE_MOST]; /* first site of the statement */
	uint32_t statements;
};

/* functions: flags of each.  formulas: text of each, with the function it is about as
 * first digit.  Both end with 0 / NULL.  Aborts with a message when it cannot. */
void trace_unit_init(struct trace_unit *t, const uint32_t *functions,
		     const char *const *formulas, const char *const *statements);
void trace_unit_fini(struct trace_unit *t);

/* The event of a statement; end: of a call, its END. */
struct vypr_event trace_event(const struct trace_unit *t, uint32_t statement, int end);

#endif
