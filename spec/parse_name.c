/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how C lvalues and names of functions look inside a formula, and their canonical
 * text: no white space but between two words ("struct buf.len", "f(unsigned int)").
 *
 *   lvalue  = { "*" } ( "(" lvalue ")" | [ "struct" ] name { "::" name } [ "@" line ] )
 *             { "." name | "->" name | "[" index "]" }
 *   callee  = what C and C++ call a function, a pattern of it with * and ?, or an lvalue
 *
 * An index and what stands in a callee's brackets are kept as written, token by token.
 */
#include "spec/parser.h"

#include <ctype.h>
#include <string.h>

enum { BRACKET_LIMIT = 64 };

static bool is_word(struct vypr_token token)
{
	return token.kind == VYPR_TOKEN_NAME || token.kind == VYPR_TOKEN_NUMBER;
}

static bool one_of(int symbol, const char *set)
{
	return symbol > 0 && symbol < 0x80 && strchr(set, symbol);
}

static bool add(struct vypr_parser *p, const char *text)
{
	return vypr_parser_string_add(p, text, strlen(text));
}

/* A name with its "::" parts. */
static bool add_scoped_name(struct vypr_parser *p, const char *what)
{
	if (vypr_parser_at(p, VYPR_SYM_SCOPE) && !vypr_parser_string_add_token(p))
		return false;
	for (;;) {
		if (p->token.kind != VYPR_TOKEN_NAME) {
			vypr_parser_expected(p, "%s", what);
			return false;
		}
		if (!vypr_parser_string_add_token(p))
			return false;
		if (!vypr_parser_at(p, VYPR_SYM_SCOPE))
			return true;
		if (!vypr_parser_string_add_token(p))
			return false;
	}
}

static int closing(int symbol)
{
	switch (symbol) {
	case '(': return ')';
	case '[': return ']';
	case '<': return '>';
	default: return 0;
	}
}

/* Tokens that would become another one, or a word, if they touched. */
static bool needs_space(const struct vypr_parser *p, struct vypr_token before)
{
	const char *text = p->lexer.text;

	if (is_word(before) && (is_word(p->token) || (before.kind == VYPR_TOKEN_NUMBER &&
						      text[p->token.start] == '.')))
		return true;
	if (before.kind != VYPR_TOKEN_SYMBOL || p->token.kind != VYPR_TOKEN_SYMBOL)
		return false;
	if (before.symbol == p->token.symbol && one_of(before.symbol, "+-<>"))
		return before.end != p->token.start; /* a - -1 is not a--1, 1<<2 stays */
	return vypr_lex_pair(text[before.end - 1], text[p->token.start]);
}

/* What may stand between brackets: no quotes, no statements, no assignments. */
static bool may_be_inside(const struct vypr_parser *p)
{
	if (is_word(p->token))
		return true;
	return p->token.kind == VYPR_TOKEN_SYMBOL && !one_of(p->token.symbol, "=;{}#`");
}

/* From the opening bracket to the one that closes it.  Inside "<" only the other pairs
 * nest without doubt, so a "<" within "(" or "[" is an operator. */
static bool add_bracketed(struct vypr_parser *p, const char *what)
{
	int stack[BRACKET_LIMIT];
	int depth = 0;
	struct vypr_token before = { .kind = VYPR_TOKEN_END };
	size_t start = p->token.start;

	do {
		int close = closing(p->token.symbol);

		if (!may_be_inside(p) || (one_of(p->token.symbol, ")]") &&
					  p->token.symbol != stack[depth - 1])) {
			vypr_parser_expected(p, "'%c' %s", stack[depth - 1], what);
			return false;
		}
		if (depth > 0 && p->token.kind == VYPR_TOKEN_SYMBOL &&
		    p->token.symbol == stack[depth - 1]) {
			depth--;
		} else if (close &&
			   (close != '>' || depth == 0 || stack[depth - 1] == '>')) {
			if (depth == BRACKET_LIMIT) {
				vypr_parser_fail(
					p, VYPR_LIMIT, start, p->token.end,
					"more than %d brackets inside each other",
					BRACKET_LIMIT);
				return false;
			}
			stack[depth++] = close;
		}
		if (needs_space(p, before) && !add(p, " "))
			return false;
		before = p->token;
		if (!vypr_parser_string_add_token(p))
			return false;
	} while (depth > 0);
	return true;
}

static bool add_index(struct vypr_parser *p)
{
	struct vypr_token next = vypr_parser_peek(p);

	if (next.kind == VYPR_TOKEN_SYMBOL && next.symbol == ']') {
		vypr_parser_take(p);
		vypr_parser_expected(p, "an index such as 3, i or *");
		return false;
	}
	return add_bracketed(p, "after the index");
}

/* x.f(a) is the word f with two arguments, so in a term a dot before "name (" ends the
 * name. */
static bool at_method(const struct vypr_parser *p)
{
	struct vypr_lexer ahead = p->lexer;
	struct vypr_token name = vypr_lex_next(&ahead);
	struct vypr_token open = vypr_lex_next(&ahead);

	return vypr_parser_at(p, '.') && name.kind == VYPR_TOKEN_NAME &&
	       open.symbol == '(';
}

static bool add_members(struct vypr_parser *p, bool in_term)
{
	for (;;) {
		if (vypr_parser_at(p, '[')) {
			if (!add_index(p))
				return false;
		} else if (vypr_parser_at(p, VYPR_SYM_ARROW) ||
			   (vypr_parser_at(p, '.') && !(in_term && at_method(p)))) {
			if (!vypr_parser_string_add_token(p))
				return false;
			if (p->token.kind != VYPR_TOKEN_NAME) {
				vypr_parser_expected(p, "the name of a field");
				return false;
			}
			if (!vypr_parser_string_add_token(p))
				return false;
		} else {
			return true;
		}
	}
}

static bool at_tag(const struct vypr_parser *p)
{
	return vypr_parser_at_name(p, "struct") || vypr_parser_at_name(p, "union") ||
	       vypr_parser_at_name(p, "class") || vypr_parser_at_name(p, "enum");
}

static bool add_declaration_line(struct vypr_parser *p)
{
	const char *text = p->lexer.text;

	if (!vypr_parser_at(p, '@'))
		return true;
	if (!vypr_parser_string_add_token(p))
		return false;
	for (size_t i = p->token.start; i < p->token.end; i++)
		if (!isdigit((unsigned char)text[i]))
			p->token.kind = VYPR_TOKEN_SYMBOL;
	if (p->token.kind != VYPR_TOKEN_NUMBER) {
		vypr_parser_expected(p, "the line of the declaration after '@'");
		return false;
	}
	return vypr_parser_string_add_token(p);
}

static bool add_tagged(struct vypr_parser *p)
{
	bool is_class = vypr_parser_at_name(p, "class");

	if (!vypr_parser_string_add_token(p))
		return false;
	if (is_class && p->token.kind != VYPR_TOKEN_NAME) /* a variable, in C */
		return add_declaration_line(p);
	if (!add(p, " ") ||
	    !add_scoped_name(p, "the name of the type"))
		return false;
	if (vypr_parser_at(p, '.'))
		return true;
	vypr_parser_expected(p, "'.' and a field after the type");
	return false;
}

static bool add_lvalue(struct vypr_parser *p, int depth)
{
	if (depth > BRACKET_LIMIT) {
		vypr_parser_fail(p, VYPR_LIMIT, p->token.start, p->token.end,
				 "more than %d brackets inside each other",
				 BRACKET_LIMIT);
		return false;
	}
	while (vypr_parser_at(p, '*'))
		if (!vypr_parser_string_add_token(p))
			return false;
	if (vypr_parser_at(p, '(')) {
		if (!vypr_parser_string_add_token(p) || !add_lvalue(p, depth + 1) ||
		    !add(p, ")") || !vypr_parser_need(p, ')', "in the variable"))
			return false;
	} else if (at_tag(p)) {
		if (!add_tagged(p))
			return false;
	} else {
		if (!add_scoped_name(p, "a C variable such as n, s->len or a[3]") ||
		    !add_declaration_line(p))
			return false;
	}
	return add_members(p, false);
}

int32_t vypr_parser_lvalue(struct vypr_parser *p)
{
	int32_t string = vypr_parser_string_begin(p);
	struct vypr_lexer outer;
	bool quoted = vypr_parser_enter_quotes(p, &outer);

	if (!add_lvalue(p, 0) || !vypr_parser_string_end(p) ||
	    (quoted && !vypr_parser_leave_quotes(p, outer)))
		return -1;
	return string;
}

/* A name in a term: an enumerator, a macro, a type after type(...) ==, or an expression
 * that the compiler may be able to fold. */
int32_t vypr_parser_constant_name(struct vypr_parser *p)
{
	int32_t string = vypr_parser_string_begin(p);

	if (at_tag(p) && (!vypr_parser_string_add_token(p) || !add(p, " ")))
		return -1;
	if (!add_scoped_name(p, "a name") || !add_members(p, true) ||
	    !vypr_parser_string_end(p))
		return -1;
	return string;
}

/* ---- callees -------------------------------------------------------------- */

/* After the word operator: symbols up to the parameter list, or a type. */
static bool add_operator(struct vypr_parser *p)
{
	bool any = false;
	struct vypr_token before;

	if (!vypr_parser_string_add_token(p))
		return false;
	if (vypr_parser_at(p, '(') || vypr_parser_at(p, '[')) {
		int close = vypr_parser_at(p, '(') ? ')' : ']';

		return vypr_parser_string_add_token(p) &&
		       add(p, close == ')' ? ")" : "]") &&
		       vypr_parser_need(p, close, "after 'operator'");
	}
	before = (struct vypr_token){ .kind = VYPR_TOKEN_NAME, .end = p->taken };
	while ((is_word(p->token) && before.kind != VYPR_TOKEN_SYMBOL &&
		!vypr_parser_at_name(p, "during")) ||
	       (p->token.kind == VYPR_TOKEN_SYMBOL && p->token.symbol != VYPR_SYM_SCOPE &&
		!one_of(p->token.symbol, "(),:["))) {
		if (needs_space(p, before) && !add(p, " "))
			return false;
		before = p->token;
		any = true;
		if (!vypr_parser_string_add_token(p))
			return false;
	}
	if (!any)
		vypr_parser_expected(p, "an operator after 'operator'");
	return any;
}

/* A word continues the name after a joint, or where it touches a word or a wildcard;
 * in "f during g" it does not. */
static bool word_continues(const struct vypr_parser *p, struct vypr_token before)
{
	if (before.symbol == VYPR_SYM_SCOPE || before.symbol == VYPR_SYM_ARROW ||
	    one_of(before.symbol, ".~"))
		return true;
	return before.kind == VYPR_TOKEN_END ||
	       (before.end == p->token.start &&
		(is_word(before) || one_of(before.symbol, "*?")));
}

/* One piece of a callee; ret_more is 0 when the callee ends here. */
static bool add_callee_piece(struct vypr_parser *p, struct vypr_token before,
			     bool *ret_more)
{
	int symbol = p->token.symbol;

	*ret_more = true;
	if (before.symbol == '(' && vypr_parser_at_name(p, "const")) /* T::f(int) const */
		return add(p, " ") && vypr_parser_string_add_token(p);
	if (is_word(p->token) && word_continues(p, before))
		return vypr_parser_at_name(p, "operator")
			       ? add_operator(p)
			       : vypr_parser_string_add_token(p);
	if (symbol == '(' || symbol == '[' || (symbol == '<' && is_word(before)))
		return add_bracketed(p, "in the name of the function");
	if (symbol == VYPR_SYM_SCOPE || symbol == VYPR_SYM_ARROW ||
	    one_of(symbol, ".*?~"))
		return vypr_parser_string_add_token(p);
	*ret_more = false;
	return true;
}

static bool add_callee(struct vypr_parser *p, const char *what)
{
	struct vypr_token before = { .kind = VYPR_TOKEN_END };
	bool more = true, any = false;

	if (p->token.kind == VYPR_TOKEN_NUMBER) { /* a digit cannot begin a name */
		vypr_parser_expected(p, "%s", what);
		return false;
	}
	while (more) {
		struct vypr_token token = p->token;

		if (!add_callee_piece(p, before, &more))
			return false;
		any = any || more;
		before = token;
		before.end = p->taken;
	}
	if (!any)
		vypr_parser_expected(p, "%s", what);
	return any;
}

int32_t vypr_parser_callee(struct vypr_parser *p, const char *what)
{
	int32_t string = vypr_parser_string_begin(p);
	struct vypr_lexer outer;
	bool quoted = vypr_parser_enter_quotes(p, &outer);

	if (!add_callee(p, what) || !vypr_parser_string_end(p) ||
	    (quoted && !vypr_parser_leave_quotes(p, outer)))
		return -1;
	return string;
}
