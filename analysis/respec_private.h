/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rooms of another specification's matching share.
 *
 *   respec.c        properties, the functions that they mean, the units that come out
 *   respec_match.c  slots and captures: which sites
 *   respec_known.c  what the compiler wrote into recorded formulas
 *   respec_words.c  memory, and problems with their words
 */
#ifndef VYPR_ANALYSIS_RESPEC_PRIVATE_H
#define VYPR_ANALYSIS_RESPEC_PRIVATE_H

#include "analysis/respec.h"

struct respec_role {
	uint32_t site;
	struct vypr_role role;
};

/* A unit while it is made. */
struct respec_draft {
	const struct vypr_unit *from;
	struct vypr_form **forms; /* of its recorded formulas; NULL: paths only */
	struct vypr_formula *formulas;
	size_t formula_count;
	struct respec_role *roles;
	size_t role_count;
	char *strings;
	size_t strings_size, strings_room;
};

/* A recorded slot or capture. */
struct respec_found {
	uint32_t unit, formula;
	int slot, capture;
};

struct respec_maker {
	struct vypr_respec *r;
	struct respec_draft *drafts;
	uint32_t draft_count;
	int out_of_memory;
	/* the property that is matched */
	const struct vypr_property *property;
	uint32_t order;
	struct vypr_form form;
	int seen; /* something that it looks at was recorded in the function */
	struct vypr_respec_problem *problems; /* of the function */
	size_t problem_count;
};

/* ---- respec_words.c */

/* Of the report; NULL sets out_of_memory. */
void *vypr_respec_get(struct respec_maker *m, size_t size);
vypr_str vypr_respec_string(struct respec_maker *m, struct respec_draft *d,
			    const char *text);
/* Of the function that is matched; one of the same words at the same place is enough. */
void vypr_respec_problem_at(struct respec_maker *m, int line, int column, int end_column,
			    const char *text);
void vypr_respec_problem(struct respec_maker *m, int32_t node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* They are worth telling. */
void vypr_respec_keep_problems(struct respec_maker *m);
const char *vypr_respec_function_name(const struct vypr_unit *unit, uint32_t function);
/* "calls of g", "changes of x", "line 7", "the entry" */
const char *vypr_respec_thing(struct respec_maker *m, int slot);
/* "in 'f'" */
const char *vypr_respec_place(struct respec_maker *m, int slot,
			      const struct vypr_unit *unit, uint32_t function);
/* Where a slot stands in the text. */
int32_t vypr_respec_node_of(const struct respec_maker *m, int slot);

/* ---- respec_match.c: what is not found becomes a problem */

/* formula: of the draft; nothing for slots "during" a function. */
void vypr_respec_match_slot(struct respec_maker *m, int slot, uint32_t unit,
			    uint32_t function, uint32_t formula);
void vypr_respec_match_capture(struct respec_maker *m, int capture, uint32_t unit,
			       uint32_t function, uint32_t formula);
/* The site of the scope's ENTRY or EXIT; -1: there is none. */
int vypr_respec_own_moment(const struct vypr_unit *unit, uint32_t function,
			   enum vypr_slot_kind kind);
/* The type of a capture that needs no compiler to say it; NONE. */
uint32_t vypr_respec_plain_type(const struct vypr_form_capture *c);

/* ---- respec_known.c */

/* A copy in the report, with what the compiler knows of the unit; 0: out of memory. */
int vypr_respec_copy_ast(struct respec_maker *m, uint32_t unit,
			 const struct vypr_ast *from, struct vypr_ast *ret_ast);

/* ---- respec.c */

/* Of the property that is matched. */
uint64_t vypr_respec_key(const struct respec_maker *m);
/* The formula of the property in this unit; one of another file's is made when there is
 * none. */
uint32_t vypr_respec_formula_in(struct respec_maker *m, uint32_t unit, uint64_t key);

#endif
