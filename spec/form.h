/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What a formula has to see: from the tree (spec/ast.h) to the list of things to
 * observe.  The plugin asks it which statements need which instrument; the
 * monitor fills its slots; the evaluator reads them; the analysis prints them.
 * All of them call vypr_form_make on the same tree, so a slot has the same
 * number everywhere.
 *
 * slot     something that is seen: the state or transition bound by a quantifier, next_ or
 *          previous_ of another slot, or the domain of a count or total
 * capture  a value at a slot's moment, or what was counted
 * atom     a COMPARE or IN node, numbered in the order of the text
 */
#ifndef VYPR_SPEC_FORM_H
#define VYPR_SPEC_FORM_H

#include "spec/ast.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Leading quantifiers of one property. */
#define VYPR_QUANTIFIERS_MOST 16

/* CALL is a transition, the others are states.  ENTRY and EXIT of the scope (what -1), or of
 * the function that is named; LINE is the moment after the statements of a line. */
enum vypr_slot_kind {
	VYPR_SLOT_CHANGE, VYPR_SLOT_CALL, VYPR_SLOT_ENTRY, VYPR_SLOT_EXIT, VYPR_SLOT_LINE
};

/* What a slot is in the formula. */
enum vypr_slot_use {
	VYPR_USE_LEADING,        /* variable of a leading forall */
	VYPR_USE_INNER,          /* variable of a quantifier inside the formula */
	VYPR_USE_NEXT,           /* next_change, next_call */
	VYPR_USE_PREVIOUS,
	VYPR_USE_DOMAIN          /* of a count or total: all that happens between two states */
};

/* When in a slot: a state has AT only; a transition has BEFORE and AFTER. */
enum vypr_moment { VYPR_AT, VYPR_BEFORE, VYPR_AFTER };

struct vypr_form_slot {
	enum vypr_slot_kind kind;
	enum vypr_slot_use use;
	int32_t node;            /* the quantifier, the NEXT_* or PREVIOUS_* node (first of
				  * equal ones), the domain */
	int32_t what;            /* string: lvalue or callee; -1: ENTRY, EXIT of the scope */
	int64_t line;            /* LINE */
	int32_t during;          /* string: the function whose activations are meant; -1: the
				  * scope.  entry(f) and exit(f) are ENTRY and EXIT during f. */
	unsigned any_thread : 1; /* ... on any thread */
	unsigned sought : 1;     /* NEXT, PREVIOUS: starts from what a previous_* "during" found,
				  * which may be older than the activation, and is not looked
				  * for where that was: it is sought among what has happened */
	int parent;              /* slot that a NEXT_* or PREVIOUS_* starts from, else -1 */
	enum vypr_moment from;   /* the moment of the parent it starts from: the first event
				  * strictly later (last one strictly earlier) than it.  A
				  * transition means AFTER (BEFORE for PREVIOUS_*). */
	int quantifier;          /* 0.. for a leading forall variable, else -1 */
	enum vypr_order order;   /* quantifiers only: "after v" / "before v" */
	int order_slot;          /* slot of v, -1 */
	int32_t within;          /* INTERVAL: time from v to this one ("after v") or from this
				  * one to v ("before v"); -1 */
	unsigned timed_begin : 1; /* some term needs the time of BEFORE */
	unsigned timed_end : 1;   /* some term needs the time of AFTER, or of AT */
	unsigned needs_begin : 1; /* BEFORE must be seen (order, capture, time, path) */
	unsigned needs_end : 1;
};

/* COUNT and TOTAL are the monitor's work; the others come with the events. */
enum vypr_capture_kind {
	VYPR_CAPTURE_VALUE,      /* of the lvalue */
	VYPR_CAPTURE_LENGTH,     /* of the lvalue: strlen, number of elements; U64 */
	VYPR_CAPTURE_ARGUMENT,   /* of the call, at BEFORE */
	VYPR_CAPTURE_RETURNED,   /* by the call, at AFTER */
	VYPR_CAPTURE_CPU,        /* the thread's CPU time, ns, at BEFORE and at AFTER; U64 */
	VYPR_CAPTURE_COUNT,      /* of the DOMAIN slot; U64 */
	VYPR_CAPTURE_TOTAL       /* of the DOMAIN slot, ns; U64 */
};

struct vypr_form_capture {
	int slot;
	enum vypr_moment moment;
	enum vypr_capture_kind kind;
	int32_t lvalue;          /* string: VALUE, LENGTH; else -1 */
	int number;              /* ARGUMENT: from 1 */
	int32_t node;            /* the node (first of equal ones) it is of */
	unsigned recorded : 1;   /* "record:" asks for it; it may be in scope at some sites only */
	unsigned needed : 1;     /* an atom looks at it */
	enum vypr_type type;     /* NONE until the compiler says; kept in the unit */
};

/* What a node of the tree stands for. */
struct vypr_form_ref {
	int slot;                /* STATE, TRANS, inner quantifier, COUNT, TOTAL: its slot; else -1 */
	int capture;             /* VALUE, LENGTH, ARGUMENT, RETURNED, CPU (of BEFORE), COUNT,
				  * TOTAL: its capture; else -1 */
	int capture_after;       /* CPU: that of AFTER */
	int atom;                /* COMPARE, IN: its number; else -1 */
	enum vypr_moment moment; /* of the slot */
};

struct vypr_form {
	const struct vypr_ast *ast;  /* borrowed */
	struct vypr_form_slot *slots;
	int slot_count, quantifier_count;
	struct vypr_form_capture *captures;
	int capture_count;
	struct vypr_form_ref *refs;  /* one for each node of the tree */
	int32_t *atoms;          /* node indices */
	int atom_count;
	int32_t body;            /* below the leading quantifiers; the root when it begins with
				  * exists: one binding for each activation then */
	int measured_atom;       /* whose left side is the measured quantity: the first with a
				  * duration or time_between, else the first; -1 none */
	int needs_exit;          /* ENTRY and EXIT of the scope must be seen: a NEXT_* slot,
				  * more than one quantifier, or general */
	int timed_exit;          /* EXIT of the scope has to be TIMED: a deadline may have passed
				  * before it, and a run that is judged again has to see that */
	int any_thread;          /* has a slot "on any thread": ENTRY, EXIT and every slot have to
				  * be TIMED, as order is that of time */
	int general;             /* looks at more than leading variables and what comes next in
				  * the same activation: inner quantifiers, previous_*,
				  * count, total, during, within, entry, exit */
	int measures;            /* has a "?": is measured, not judged */
};

/* Fails with TYPE where a state stands for a transition or the
 * other way round, a variable is not bound, or an atom mixes time and value; with LIMIT
 * where it is nested too deeply; with FORMAT when the nodes do not make a tree.
 *
 * Times and values.  A bare number or constant takes the side of what it meets: added
 * to or compared with a time it means seconds.  A time may be multiplied or divided by
 * a number, which then is only a number; time / time is a number.
 * ret_form  vypr_form_fini */
enum vypr_status vypr_form_make(const struct vypr_ast *ast, struct vypr_form *ret_form,
				struct vypr_diag *reterr_diag);
void vypr_form_fini(struct vypr_form *form);

/* Of a value "during" a function of another source file only that file's unit knows the type.
 * Does it lack any?  Then those of the same formula (of one key) in another unit are taken. */
int vypr_form_lacks_types(const struct vypr_form *form);
void vypr_form_join_types(struct vypr_form *form, const struct vypr_form *same);

/* The slot (and moment) that a STATE/TRANS node stands for; the capture of a VALUE node. */
int vypr_form_slot_of(const struct vypr_form *form, int32_t node, enum vypr_moment *ret_moment);
/* How many of a and b of a node without slot or capture belong to it: only these are known to
 * be a tree, whatever else a unit's bytes say. */
int vypr_form_parts(const struct vypr_node *node);
int vypr_form_capture_of(const struct vypr_form *form, int32_t value_node);
/* Is this term a time?  A bare number is none; time / time is none. */
int vypr_form_is_time(const struct vypr_form *form, int32_t term);

#ifdef __cplusplus
}
#endif
#endif
