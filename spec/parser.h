/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the parser share.  Private to spec/parse*.c.
 *
 *   parse.c          the whole: limits, errors with their place, growing tree
 *   parse_formula.c  operators, and what stands between them
 *   parse_call.c     words with arguments, method chains
 *   parse_want.c     what a node may stand for
 *   parse_domain.c   quantifiers and domains, infix and PyCFTL
 *   parse_term.c     numbers, texts, constants
 *   parse_name.c     C lvalues and callees, made canonical
 *   parse_record.c   what is recorded with each verdict
 *
 * Every function that makes a node returns its index or -1; after -1 the error
 * has been reported and nothing more may be read.
 */
#ifndef VYPR_SPEC_PARSER_H
#define VYPR_SPEC_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "spec/lex.h"
#include "spec/parse.h"

enum {
	VYPR_DEPTH_LIMIT = 200,  /* of the tree, and of parentheses */
	VYPR_RECURSION_LIMIT = 1000, /* of anything else, such as "not not not" */
	VYPR_TEXT_LIMIT = 64 * 1024
};

enum vypr_node_class {
	VYPR_CLASS_FORM, VYPR_CLASS_DOM, VYPR_CLASS_TERM, VYPR_CLASS_STATE,
	VYPR_CLASS_TRANS, VYPR_CLASS_AUX
};

enum vypr_word_role {
	VYPR_WORD_QUANTIFIER, VYPR_WORD_DOMAIN, VYPR_WORD_CALL, VYPR_WORD_BINARY,
	VYPR_WORD_NOT, VYPR_WORD_LITERAL, VYPR_WORD_PART
};

struct vypr_word {
	const char *text;
	enum vypr_word_role role;
	enum vypr_node_kind kind;
	const char *arguments;
};

/* A variable while its quantifier is being read.  VAR nodes refer to it by serial
 * until the quantifier's own node exists. */
struct vypr_scope {
	int32_t name;            /* offset in the strings */
	int serial;
};

/* What the parser remembers of a node and the tree does not keep. */
struct vypr_node_mark {
	uint32_t start;          /* offset of its first byte */
	uint32_t depth;          /* of the tree below, 1 for a leaf */
};

struct vypr_parser {
	struct vypr_lexer lexer;
	struct vypr_token token; /* the next one, not yet taken */
	size_t size;
	size_t taken;            /* end of the last token that was taken */
	const struct vypr_place_map *map;
	struct vypr_place_map own_map;
	uint32_t *line_starts;   /* own map only */
	size_t line_count;
	struct vypr_ast ast;
	size_t node_capacity, strings_capacity;
	struct vypr_node_mark *marks; /* beside each node */
	struct vypr_scope scopes[VYPR_DEPTH_LIMIT];
	int scope_count;
	int32_t *quantifiers;    /* by serial: the node */
	int serial_count, serial_capacity;
	int parentheses, recursion;
	enum vypr_status status;
	struct vypr_diag *diag;
};

/* ---- parse.c */
int32_t vypr_parser_fail(struct vypr_parser *p, enum vypr_status status, size_t start,
			 size_t end, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* "expected WHAT, found ..." at the next token */
int32_t vypr_parser_expected(struct vypr_parser *p, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
int32_t vypr_parser_fail_at(struct vypr_parser *p, enum vypr_status status, int32_t node,
			    const char *text);
/* add "did you mean" to the error just reported; roles: 1 << role, 0 for none; returns -1 */
int32_t vypr_parser_suggest(struct vypr_parser *p, size_t start, size_t end, unsigned roles,
			    bool variables);

void vypr_parser_take(struct vypr_parser *p);
struct vypr_token vypr_parser_peek(const struct vypr_parser *p);
bool vypr_parser_at(const struct vypr_parser *p, int symbol);
bool vypr_parser_at_name(const struct vypr_parser *p, const char *name);
bool vypr_parser_accept(struct vypr_parser *p, int symbol);
bool vypr_parser_accept_name(struct vypr_parser *p, const char *name);
/* where: "after the callee" */
bool vypr_parser_need(struct vypr_parser *p, int symbol, const char *where);
bool vypr_parser_open(struct vypr_parser *p, const char *where); /* '(', counted */
bool vypr_parser_close(struct vypr_parser *p, const char *where); /* ')' */
/* Read inside a quoted text as if the quotes were not there. */
bool vypr_parser_enter_quotes(struct vypr_parser *p, struct vypr_lexer *ret_outer);
bool vypr_parser_leave_quotes(struct vypr_parser *p, struct vypr_lexer outer);

int32_t vypr_parser_node(struct vypr_parser *p, enum vypr_node_kind kind, size_t start,
			 int32_t a, int32_t b);
/* more of the text belongs to the node: up to what was taken last */
void vypr_parser_extend(struct vypr_parser *p, int32_t node);
struct vypr_node *vypr_parser_at_node(struct vypr_parser *p, int32_t node);
/* set c or d of a node just made, counting its depth */
bool vypr_parser_set_c(struct vypr_parser *p, int32_t node, int32_t child);
bool vypr_parser_set_d(struct vypr_parser *p, int32_t node, int32_t child);
enum vypr_node_class vypr_parser_class(const struct vypr_parser *p, int32_t node);
size_t vypr_parser_start_of(const struct vypr_parser *p, int32_t node);

/* Strings grow at the end: add pieces, then finish; the offset it began at is the string. */
int32_t vypr_parser_string_begin(const struct vypr_parser *p);
bool vypr_parser_string_add(struct vypr_parser *p, const char *text, size_t size);
bool vypr_parser_string_add_token(struct vypr_parser *p); /* and takes it */
bool vypr_parser_string_end(struct vypr_parser *p);

const struct vypr_word *vypr_parser_word(const struct vypr_parser *p, struct vypr_token token);
/* innermost first; -1 */
int vypr_parser_find_scope(const struct vypr_parser *p, struct vypr_token token);

/* ---- parse_formula.c */
int32_t vypr_parser_formula(struct vypr_parser *p);
int32_t vypr_parser_term(struct vypr_parser *p);
int32_t vypr_parser_expression(struct vypr_parser *p); /* a formula or a term */
int32_t vypr_parser_interval(struct vypr_parser *p);
int32_t vypr_parser_enter(struct vypr_parser *p); /* recursion; -1 when too deep */
void vypr_parser_exit(struct vypr_parser *p);

/* ---- parse_call.c */
/* At the word; first: what stood before the dot, or -1. */
int32_t vypr_parser_call(struct vypr_parser *p, int32_t first, size_t start);
int32_t vypr_parser_if(struct vypr_parser *p); /* If(a).then(b) */

/* ---- parse_want.c: the node, or -1 when it is something else (or -1) */
int32_t vypr_parser_want_formula(struct vypr_parser *p, int32_t node);
int32_t vypr_parser_want_term(struct vypr_parser *p, int32_t node);
int32_t vypr_parser_want_moment(struct vypr_parser *p, int32_t node);

/* ---- parse_domain.c */
struct vypr_quantifier_head {
	enum vypr_node_kind kind;
	size_t start;
	int32_t domain, within;
	enum vypr_order order;
	int32_t order_var;
};
int32_t vypr_parser_quantified(struct vypr_parser *p);
/* head: NULL when no quantifier takes an "after" */
int32_t vypr_parser_domain(struct vypr_parser *p, struct vypr_quantifier_head *head);
/* "during g [on any thread]", if it is there; else -1 */
bool vypr_parser_during(struct vypr_parser *p, int32_t *ret_during);
int32_t vypr_parser_var(struct vypr_parser *p);

/* ---- parse_term.c */
int32_t vypr_parser_number(struct vypr_parser *p);
int32_t vypr_parser_quoted(struct vypr_parser *p);
int32_t vypr_parser_constant(struct vypr_parser *p);
int32_t vypr_parser_plain_number(struct vypr_parser *p, const char *what, int64_t *ret_value);

/* ---- parse_name.c: return the string's offset */
int32_t vypr_parser_lvalue(struct vypr_parser *p);
int32_t vypr_parser_callee(struct vypr_parser *p, const char *what);
int32_t vypr_parser_constant_name(struct vypr_parser *p);

#endif
