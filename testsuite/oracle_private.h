/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rooms of the oracle share.
 *
 *   oracle.c          activations; bindings of leading variables and what comes next
 *   oracle_atom.c     what terms are worth, and atoms
 *   oracle_general.c  bindings of formulas that look at more
 */
#ifndef TESTSUITE_ORACLE_PRIVATE_H
#define TESTSUITE_ORACLE_PRIVATE_H

#include "testsuite/oracle.h"

#define STEPS 512
#define ACTIVATIONS 512

struct act {
	uint32_t thread, function;
	uint64_t frame, call;
	int steps[STEPS], count;     /* its events */
	int end;                     /* step at which it was left; STEPS: never */
	enum vypr_reason reason;
	int tainted_from;            /* step; STEPS: never */
	int on_stack;
};

struct world {
	const struct trace_unit *t;
	const struct oracle_item *items;
	int count;
	struct act acts[ACTIVATIONS];
	int act_count;
	int stack[4][ACTIVATIONS], depth[4]; /* by thread */
	int lost[4];
};

/* A slot as seen at some step.  Positions are in the activation's steps; -1: not. */
struct seen {
	int begin, end;
	int open;                    /* more of it, or values, may come */
	int unwound;
	int dead;                    /* step that showed that no more will come of it; -1 */
};

struct knowledge {
	struct seen seen[ORACLE_SLOTS];
	struct vypr_observation observations[ORACLE_SLOTS];
	struct vypr_captured captured[ORACLE_CAPTURES];
	int open, unwound;
	uint64_t now;                /* nothing else has happened before it; 0: that is not known */
	uint64_t until[ORACLE_SLOTS]; /* it has not come, or ended, before it */
};

struct question {
	const struct world *w;
	const struct act *a;
	uint32_t formula;
	const struct vypr_form *form;
	const int *tuple;            /* positions of the quantifiers */
	int step;                    /* known until here, inclusive */
	int timeless;                /* the time that has passed tells nothing */
};

/* An atom; -1: unknown. */
int oracle_atom(const struct question *q, const struct knowledge *k,
		const struct vypr_node *n);
/* The first step after another at which events of the thread were lost. */
int oracle_first_loss(const struct world *w, uint32_t thread, int from);
/* The latest time that passed before a step; at least 1. */
uint64_t oracle_passed(const struct world *w, int step);
/* The latest time of the thread's events until a step. */
uint64_t oracle_latest(const struct world *w, uint32_t thread, int step);
int oracle_lost_between(const struct world *w, uint32_t thread, int from, int to);
/* The latest time of the thread that counts at this step. */
uint64_t oracle_time(const struct question *q);

/* Every verdict of it in an activation of its scope. */
void oracle_general(const struct world *w, const struct act *a, uint32_t formula,
		    void (*tell)(void *ctx, const struct oracle_verdict *v), void *ctx);

#endif
