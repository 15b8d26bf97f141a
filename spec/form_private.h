/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What the rooms that make a form share.
 *
 *   form.c             formulas, and the whole
 *   form_quantifier.c  quantifiers, their order and distance; what is recorded
 *   form_slot.c        domains, states and transitions: slots
 *   form_term.c        terms: captures and dimensions
 */
#ifndef VYPR_SPEC_FORM_PRIVATE_H
#define VYPR_SPEC_FORM_PRIVATE_H

#include "spec/form.h"

/* What a term measures.  BARE: a number that may also stand for seconds.  VALUE: of the
 * program, a number or a text.  ANY: a constant that is not resolved. */
enum form_dimension {
	FORM_BARE, FORM_NUMBER, FORM_TIME, FORM_VALUE, FORM_TEXT, FORM_ANY
};

struct form_builder {
	struct vypr_form *form;
	struct vypr_diag *diag;
	enum vypr_status status;
	size_t visits, visits_most;  /* a tree is seen once; more is not a tree */
	int depth;
};

static inline const struct vypr_node *form_node(const struct form_builder *b, int32_t node)
{
	return &b->form->ast->nodes[node];
}

static inline const char *form_text(const struct form_builder *b, int32_t str)
{
	return vypr_ast_string(b->form->ast, str);
}

/* 0, with the first thing that is wrong and its place. */
#define FORM_FAIL(b, code, node, ...)                                                   \
	((b)->status = vypr_diag_set((b)->diag, code, (int)form_node(b, node)->line,     \
				     (int)form_node(b, node)->column,                    \
				     (int)form_node(b, node)->end_column, __VA_ARGS__),  \
	 0)

/* All of these return 0 when something is wrong. */

/* form.c.  Every visit passes here: the node exists, and the walk stays bounded for any
 * bytes. */
int vypr_form_enter(struct form_builder *b, int32_t node);

/* form_slot.c */
/* Something looks at this moment of the slot. */
void vypr_form_need(struct form_builder *b, int slot, enum vypr_moment moment, int timed);
enum vypr_moment vypr_form_natural_moment(enum vypr_slot_kind kind);
int vypr_form_bind_var(struct form_builder *b, int32_t node);
/* Find out what a state or transition stands for; its ref says. */
int vypr_form_place(struct form_builder *b, int32_t node);
/* A term that wants a state, a transition. */
int vypr_form_want_state(struct form_builder *b, int32_t node, const char *who);
int vypr_form_want_transition(struct form_builder *b, int32_t node, const char *who);
int vypr_form_place_domain(struct form_builder *b, int32_t node,
			   struct vypr_form_slot *slot);

/* form_term.c */
int vypr_form_term(struct form_builder *b, int32_t node,
		   enum form_dimension *ret_dimension);
/* Both sides of + - % and of comparisons. */
int vypr_form_join(struct form_builder *b, int32_t node, enum form_dimension x,
		   enum form_dimension y, enum form_dimension *ret_dimension);
/* node is, or has as its child, a VALUE whose state has been placed. */
int vypr_form_capture_lvalue(struct form_builder *b, int32_t node, int32_t value,
			     enum vypr_capture_kind kind, int recorded);

/* form_quantifier.c */
int vypr_form_inner_quantifier(struct form_builder *b, int32_t node);
/* The leading ones. */
int vypr_form_quantifiers(struct form_builder *b);
/* "record:" keeps values of the state bound first, of a call those before it. */
int vypr_form_records(struct form_builder *b);

#endif
