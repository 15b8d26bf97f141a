/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the operators and how tightly they bind, and what may stand between two of them.
 *
 * Formulas and terms are read by one function, since "(" may open either.
 */
#include "spec/parser.h"

#include <string.h>

enum precedence {
	PREC_IFF = 1,
	PREC_IMPLIES,
	PREC_OR,
	PREC_AND,
	PREC_NOT,
	PREC_COMPARE,
	PREC_ADD,
	PREC_MUL
};

static int32_t parse_binary(struct vypr_parser *p, enum precedence least);

/* ---- primaries and what follows them -------------------------------------- */

static int32_t parse_literal(struct vypr_parser *p, const struct vypr_word *word)
{
	size_t start = p->token.start;

	vypr_parser_take(p);
	return vypr_parser_node(p, word->kind, start, -1, -1);
}

static int32_t parse_word(struct vypr_parser *p, const struct vypr_word *word)
{
	switch (word->role) {
	case VYPR_WORD_QUANTIFIER: return vypr_parser_quantified(p);
	case VYPR_WORD_DOMAIN: return vypr_parser_domain(p, NULL);
	case VYPR_WORD_CALL: return vypr_parser_call(p, -1, p->token.start);
	case VYPR_WORD_LITERAL: return parse_literal(p, word);
	case VYPR_WORD_PART:
		if (strcmp(word->text, "If") == 0)
			return vypr_parser_if(p);
		break;
	case VYPR_WORD_BINARY:
	case VYPR_WORD_NOT: break;
	}
	return vypr_parser_expected(p, "a formula or a value");
}

static int32_t parse_parenthesized(struct vypr_parser *p)
{
	int32_t node;

	if (!vypr_parser_open(p, "") || (node = vypr_parser_expression(p)) < 0 ||
	    !vypr_parser_close(p, "to close the parenthesis"))
		return -1;
	return node;
}

static int32_t parse_primary(struct vypr_parser *p)
{
	const struct vypr_word *word;

	switch (p->token.kind) {
	case VYPR_TOKEN_NUMBER: return vypr_parser_number(p);
	case VYPR_TOKEN_QUOTED: return vypr_parser_quoted(p);
	case VYPR_TOKEN_SYMBOL:
		if (p->token.symbol == '(')
			return parse_parenthesized(p);
		if (p->token.symbol == VYPR_SYM_SCOPE)
			return vypr_parser_constant(p);
		break;
	case VYPR_TOKEN_NAME:
		if (vypr_parser_find_scope(p, p->token) >= 0)
			return vypr_parser_var(p);
		word = vypr_parser_word(p, p->token);
		return word ? parse_word(p, word) : vypr_parser_constant(p);
	case VYPR_TOKEN_END:
	case VYPR_TOKEN_BAD: break;
	}
	return vypr_parser_expected(p, "a formula or a value");
}

/* state ( lvalue ) */
static int32_t parse_value(struct vypr_parser *p, int32_t moment)
{
	int32_t string, node;

	if (vypr_parser_want_moment(p, moment) < 0 || !vypr_parser_open(p, "") ||
	    (string = vypr_parser_lvalue(p)) < 0 ||
	    !vypr_parser_close(p, "after the variable"))
		return -1;
	node = vypr_parser_node(p, VYPR_NODE_VALUE, vypr_parser_start_of(p, moment),
				moment, -1);
	if (node >= 0)
		vypr_parser_at_node(p, node)->str = string;
	return node;
}

static int32_t parse_method(struct vypr_parser *p, int32_t object)
{
	const struct vypr_word *word;

	vypr_parser_take(p);
	word = vypr_parser_word(p, p->token);
	if (vypr_parser_at_name(p, "in"))
		return vypr_parser_expected(p, "'_in' as the method's name");
	if (word && word->role == VYPR_WORD_CALL)
		return vypr_parser_call(p, object, vypr_parser_start_of(p, object));
	vypr_parser_expected(p, "a method such as duration() or next_call(f)");
	return p->token.kind == VYPR_TOKEN_NAME
		       ? vypr_parser_suggest(p, p->token.start, p->token.end,
					     1u << VYPR_WORD_CALL, false)
		       : -1;
}

static bool takes_arguments(const struct vypr_parser *p, int32_t node)
{
	enum vypr_node_class class = vypr_parser_class(p, node);

	return class == VYPR_CLASS_STATE || class == VYPR_CLASS_TRANS;
}

static int32_t parse_postfix(struct vypr_parser *p)
{
	int32_t node = parse_primary(p);

	while (node >= 0) {
		if (vypr_parser_at(p, '(') && takes_arguments(p, node))
			node = parse_value(p, node);
		else if (vypr_parser_at(p, '.'))
			node = parse_method(p, node);
		else
			break;
	}
	return node;
}

/* ---- operators ------------------------------------------------------------ */

struct operator
{
	enum precedence precedence;
	enum vypr_node_kind kind;
	enum vypr_compare compare;
};

static bool symbol_operator(int symbol, struct operator* ret_operator)
{
	static const struct {
		int symbol;
		struct operator op;
	} table[] = {
		{ VYPR_SYM_EQ, { PREC_COMPARE, VYPR_NODE_COMPARE, VYPR_EQ } },
		{ VYPR_SYM_NE, { PREC_COMPARE, VYPR_NODE_COMPARE, VYPR_NE } },
		{ '<', { PREC_COMPARE, VYPR_NODE_COMPARE, VYPR_LT } },
		{ VYPR_SYM_LE, { PREC_COMPARE, VYPR_NODE_COMPARE, VYPR_LE } },
		{ '>', { PREC_COMPARE, VYPR_NODE_COMPARE, VYPR_GT } },
		{ VYPR_SYM_GE, { PREC_COMPARE, VYPR_NODE_COMPARE, VYPR_GE } },
		{ '+', { PREC_ADD, VYPR_NODE_ADD, 0 } },
		{ '-', { PREC_ADD, VYPR_NODE_SUB, 0 } },
		{ '*', { PREC_MUL, VYPR_NODE_MUL, 0 } },
		{ '/', { PREC_MUL, VYPR_NODE_DIV, 0 } },
		{ '%', { PREC_MUL, VYPR_NODE_MOD, 0 } },
	};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (table[i].symbol == symbol) {
			*ret_operator = table[i].op;
			return true;
		}
	return false;
}

static bool word_operator(const struct vypr_word *word, struct operator* ret_operator)
{
	if (!word || word->role != VYPR_WORD_BINARY)
		return false;
	ret_operator->kind = word->kind;
	ret_operator->compare = 0;
	ret_operator->precedence = word->kind == VYPR_NODE_IFF	     ? PREC_IFF
				   : word->kind == VYPR_NODE_IMPLIES ? PREC_IMPLIES
				   : word->kind == VYPR_NODE_OR	     ? PREC_OR
				   : word->kind == VYPR_NODE_AND     ? PREC_AND
								     : PREC_COMPARE;
	return true;
}

static bool at_operator(const struct vypr_parser *p, struct operator* ret_operator)
{
	if (p->token.kind == VYPR_TOKEN_SYMBOL)
		return symbol_operator(p->token.symbol, ret_operator);
	return p->token.kind == VYPR_TOKEN_NAME &&
	       word_operator(vypr_parser_word(p, p->token), ret_operator);
}

static int32_t parse_not(struct vypr_parser *p)
{
	size_t start = p->token.start;
	int32_t a;

	vypr_parser_take(p);
	a = vypr_parser_want_formula(p, parse_binary(p, PREC_NOT));
	return a < 0 ? -1 : vypr_parser_node(p, VYPR_NODE_NOT, start, a, -1);
}

static int32_t parse_unary(struct vypr_parser *p)
{
	size_t start = p->token.start;
	int32_t node;

	if (vypr_parser_enter(p) < 0)
		return -1;
	if (vypr_parser_at_name(p, "not") && vypr_parser_find_scope(p, p->token) < 0) {
		node = parse_not(p);
	} else if (vypr_parser_accept(p, '-')) {
		node = vypr_parser_want_term(p, parse_unary(p));
		node = node < 0 ? -1
				: vypr_parser_node(p, VYPR_NODE_NEG, start, node, -1);
	} else {
		node = parse_postfix(p);
	}
	vypr_parser_exit(p);
	return node;
}

static int32_t parse_question(struct vypr_parser *p)
{
	size_t start = p->token.start;

	vypr_parser_take(p);
	return vypr_parser_node(p, VYPR_NODE_QUESTION, start, -1, -1);
}

static int32_t parse_right(struct vypr_parser *p, const struct operator* op)
{
	if (op->kind == VYPR_NODE_IN)
		return vypr_parser_interval(p);
	if (op->kind == VYPR_NODE_COMPARE && vypr_parser_at(p, '?'))
		return parse_question(p);
	/* to the right: implies; to the left, or not at all: the others */
	return parse_binary(
		p, op->kind == VYPR_NODE_IMPLIES ? op->precedence : op->precedence + 1);
}

static int32_t combine(struct vypr_parser *p, const struct operator* op, int32_t a)
{
	bool formulas = op->precedence < PREC_NOT;
	size_t start = vypr_parser_start_of(p, a);
	int32_t b, node;

	a = formulas ? vypr_parser_want_formula(p, a) : vypr_parser_want_term(p, a);
	if (a < 0)
		return -1;
	vypr_parser_take(p);
	b = parse_right(p, op);
	if (b >= 0 && vypr_parser_class(p, b) != VYPR_CLASS_AUX)
		b = formulas ? vypr_parser_want_formula(p, b) : vypr_parser_want_term(p, b);
	if (b < 0)
		return -1;
	node = vypr_parser_node(p, op->kind, start, a, b);
	if (node >= 0)
		vypr_parser_at_node(p, node)->op = (uint8_t)op->compare;
	return node;
}

static int32_t parse_binary(struct vypr_parser *p, enum precedence least)
{
	struct operator op;
	int32_t node = parse_unary(p);

	while (node >= 0 && at_operator(p, &op) && op.precedence >= least)
		node = combine(p, &op, node);
	return node;
}

int32_t vypr_parser_expression(struct vypr_parser *p)
{
	return parse_binary(p, PREC_IFF);
}

int32_t vypr_parser_formula(struct vypr_parser *p)
{
	return vypr_parser_want_formula(p, vypr_parser_expression(p));
}

int32_t vypr_parser_term(struct vypr_parser *p)
{
	return vypr_parser_want_term(p, parse_binary(p, PREC_ADD));
}

/* [a, b] (a, b) [a, b) (a, b] */
int32_t vypr_parser_interval(struct vypr_parser *p)
{
	size_t start = p->token.start;
	bool low_open = vypr_parser_at(p, '('), high_open;
	int32_t low, high, node;

	if (!low_open && !vypr_parser_at(p, '['))
		return vypr_parser_expected(p, "an interval such as [0, 1] or (0, 1)");
	vypr_parser_take(p);
	if ((low = vypr_parser_term(p)) < 0 ||
	    !vypr_parser_need(p, ',', "between the ends of the interval") ||
	    (high = vypr_parser_term(p)) < 0)
		return -1;
	high_open = vypr_parser_at(p, ')');
	if (!high_open && !vypr_parser_at(p, ']'))
		return vypr_parser_expected(p, "']' or ')' after the interval");
	vypr_parser_take(p);
	node = vypr_parser_node(p, VYPR_NODE_INTERVAL, start, low, high);
	if (node >= 0)
		vypr_parser_at_node(p, node)->op = (uint8_t)(low_open | high_open << 1);
	return node;
}
