/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What a formula has to see: from the tree (spec/ast.h) to the list of things to
 * observe.  The plugin asks it which statements need which instrument; the
 * monitor fills its slots; the evaluator reads them; the analysis prints them.
 * All of them call vypr_form_make on the same tree, so a slot has the same
 * number everywhere.
 *
 * slot     something that happens at most once per binding: the state or transition
 *          bound by a quantifier, or next_change / next_call of another slot
 * capture  the value of an lvalue at a slot's moment
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

enum vypr_slot_kind { VYPR_SLOT_CHANGE, VYPR_SLOT_CALL };

/* When in a slot: a state has AT only; a transition has BEFORE and AFTER. */
enum vypr_moment { VYPR_AT, VYPR_BEFORE, VYPR_AFTER };

struct vypr_form_slot {
	enum vypr_slot_kind kind;
	int32_t node;            /* the quantifier, or the NEXT_* node (first of equal ones) */
	int32_t what;            /* string: lvalue or callee */
	int parent;              /* slot that a NEXT_* starts from; -1 for a quantifier */
	enum vypr_moment from;   /* the moment of the parent it starts from: the first event
				  * strictly later than it.  A transition means AFTER. */
	int quantifier;          /* 0.. for a leading forall variable, else -1 */
	enum vypr_order order;   /* quantifier only: "after v" / "before v" */
	int order_slot;          /* slot of v, -1 */
	unsigned timed_begin : 1; /* some term needs the time of BEFORE */
	unsigned timed_end : 1;   /* some term needs the time of AFTER, or of AT */
	unsigned needs_begin : 1; /* BEFORE must be seen (order, capture, time, path) */
	unsigned needs_end : 1;
};

struct vypr_form_capture {
	int slot;
	enum vypr_moment moment;
	int32_t lvalue;          /* string */
	enum vypr_type type;     /* NONE until the compiler says; kept in the unit */
};

/* What a node of the tree stands for. */
struct vypr_form_ref {
	int slot;                /* STATE, TRANS: its slot; else -1 */
	int capture;             /* VALUE: its capture; else -1 */
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
	int32_t body;            /* below the leading quantifiers */
	int measured_atom;       /* whose left side is the measured quantity: the first with a
				  * duration or time_between, else the first; -1 none */
	int needs_exit;          /* ENTRY and EXIT of the scope must be seen: a NEXT_* slot
				  * or more than one quantifier */
};

/* Fails with UNSUPPORTED and the place of the first construct that is parsed but
 * has no meaning yet; with TYPE where a state stands for a transition or the
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

/* The slot (and moment) that a STATE/TRANS node stands for; the capture of a VALUE node. */
int vypr_form_slot_of(const struct vypr_form *form, int32_t node, enum vypr_moment *ret_moment);
int vypr_form_capture_of(const struct vypr_form *form, int32_t value_node);
/* Is this term a time?  A bare number is none; time / time is none. */
int vypr_form_is_time(const struct vypr_form *form, int32_t term);

#ifdef __cplusplus
}
#endif
#endif
