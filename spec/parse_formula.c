/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the operators and how tightly they bind, words with arguments, and the method
 * form of PyCFTL, which is only another order of the same words: x.f(a) is f(x, a).
 *
 * Formulas and terms are read by one function, since "(" may open either; which of the
 * two came out is checked where it matters.
 */
#include "spec/parser.h"

#include <stdio.h>
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

/* ---- what a node may stand for -------------------------------------------- */

/* Something stands behind a value, and it is not what could end a formula. */
static bool at_strange_operator(const struct vypr_parser *p)
{
	if (p->token.kind == VYPR_TOKEN_END || vypr_parser_at(p, ')') ||
	    vypr_parser_at(p, ','))
		return false;
	return !vypr_parser_word(p, p->token);
}

static int32_t want_formula(struct vypr_parser *p, int32_t node)
{
	if (node < 0)
		return -1;
	switch (vypr_parser_class(p, node)) {
	case VYPR_CLASS_FORM: return node;
	case VYPR_CLASS_TERM:
		if (at_strange_operator(p))
			return vypr_parser_expected(p, "a comparison of this value");
		return vypr_parser_fail_at(
			p, VYPR_SYNTAX, node,
			"this is a value; say what should hold of it, as in "
			"... < 10");
	case VYPR_CLASS_STATE:
	case VYPR_CLASS_TRANS:
		return vypr_parser_fail_at(
			p, VYPR_SYNTAX, node,
			"this is a moment of the run; say what should hold then, "
			"as in q(x) < 10 or duration(c) < 1 s");
	case VYPR_CLASS_DOM:
	case VYPR_CLASS_AUX: break;
	}
	return vypr_parser_fail_at(p, VYPR_SYNTAX, node, "a formula was expected here");
}

/* "true" is a formula until it is compared: then it is the constant. */
static int32_t constant_of(struct vypr_parser *p, int32_t node)
{
	struct vypr_node *n = vypr_parser_at_node(p, node);
	bool yes = n->kind == VYPR_NODE_TRUE;
	int32_t string = vypr_parser_string_begin(p);

	n->kind = VYPR_NODE_CONSTANT;
	n->op = VYPR_TYPE_BOOL;
	n->v.i = yes;
	n->str = string;
	if (!vypr_parser_string_add(p, yes ? "true" : "false", yes ? 5 : 6))
		return -1;
	return node;
}

static int32_t want_term(struct vypr_parser *p, int32_t node)
{
	enum vypr_node_kind kind;

	if (node < 0)
		return -1;
	kind = (enum vypr_node_kind)vypr_parser_at_node(p, node)->kind;
	if (kind == VYPR_NODE_TRUE || kind == VYPR_NODE_FALSE)
		return constant_of(p, node);
	if (kind == VYPR_NODE_COMPARE &&
	    vypr_parser_at_node(p, vypr_parser_at_node(p, node)->b)->kind ==
		    VYPR_NODE_QUESTION)
		return vypr_parser_fail_at(p, VYPR_SYNTAX, node,
					   "'?' must be all of the right side");
	if (kind == VYPR_NODE_COMPARE || kind == VYPR_NODE_IN)
		return vypr_parser_fail_at(
			p, VYPR_SYNTAX, node,
			"comparisons do not chain; join two of them with 'and', or "
			"write x in [a, b]");
	switch (vypr_parser_class(p, node)) {
	case VYPR_CLASS_TERM: return node;
	case VYPR_CLASS_STATE:
		return vypr_parser_fail_at(
			p, VYPR_SYNTAX, node,
			"a moment of the run has no value of its own; ask for one, "
			"as in q(x) or duration(c)");
	case VYPR_CLASS_TRANS:
		return vypr_parser_fail_at(
			p, VYPR_SYNTAX, node,
			"a call has no value of its own; ask for one, as in "
			"duration(c) or returned(c)");
	case VYPR_CLASS_FORM:
	case VYPR_CLASS_DOM:
	case VYPR_CLASS_AUX: break;
	}
	return vypr_parser_fail_at(p, VYPR_SYNTAX, node, "a value was expected here");
}

static int32_t unknown_variable(struct vypr_parser *p, int32_t node)
{
	const char *name = vypr_ast_string(&p->ast, vypr_parser_at_node(p, node)->str);
	size_t start = vypr_parser_start_of(p, node);

	vypr_parser_fail(p, VYPR_NAME, start, start + strlen(name),
			 "no quantifier binds a variable '%.64s'", name);
	return vypr_parser_suggest(p, start, start + strlen(name), 1u << VYPR_WORD_CALL,
				   true);
}

static int32_t want_moment(struct vypr_parser *p, int32_t node)
{
	if (node < 0 || vypr_parser_class(p, node) == VYPR_CLASS_STATE ||
	    vypr_parser_class(p, node) == VYPR_CLASS_TRANS)
		return node;
	if (vypr_parser_at_node(p, node)->kind == VYPR_NODE_CONSTANT)
		return unknown_variable(p, node);
	return vypr_parser_fail_at(
		p, VYPR_SYNTAX, node,
		"a state or a call was expected here, such as a quantified "
		"variable or next_call(q, f)");
}

/* ---- words with arguments ------------------------------------------------- */

/* What has been read of one call.  Nodes in order; a name goes to str, a number to i. */
struct call {
	const struct vypr_word *word;
	size_t start;
	int32_t nodes[3];
	int count;
	int32_t str;
	int64_t number;
	int32_t during;
};

static int32_t want(struct vypr_parser *p, char letter, int32_t node)
{
	if (node < 0)
		return -1;
	switch (letter) {
	case 'm': return want_moment(p, node);
	case 'f': return want_formula(p, node);
	case 'e': return want_term(p, node);
	case 'v':
		if (vypr_parser_at_node(p, node)->kind == VYPR_NODE_VALUE)
			return node;
		return vypr_parser_fail_at(
			p, VYPR_SYNTAX, node,
			"the value of a variable was expected here, such as q(x)");
	case 'd':
		if (vypr_parser_class(p, node) == VYPR_CLASS_DOM)
			return node;
		return vypr_parser_fail_at(
			p, VYPR_SYNTAX, node,
			"what to look at was expected here, such as calls(f)");
	default:
		return vypr_parser_fail_at(
			p, VYPR_SYNTAX, node,
			"this has no such method; a name was expected here");
	}
}

static bool read_argument(struct vypr_parser *p, struct call *call, char letter)
{
	int32_t node = 0;

	switch (letter) {
	case 'l': call->str = vypr_parser_lvalue(p); return call->str >= 0;
	case 'c':
		call->str = vypr_parser_callee(p, "the name of a function");
		return call->str >= 0;
	case 'n': return vypr_parser_plain_number(p, "a number", &call->number) >= 0;
	case 'i': node = vypr_parser_interval(p); break;
	case 'd': node = vypr_parser_domain(p, NULL); break;
	default: node = want(p, letter, parse_binary(p, PREC_IFF)); break;
	}
	if (node < 0)
		return false;
	call->nodes[call->count++] = node;
	return true;
}

static const char *after_argument(char letter)
{
	switch (letter) {
	case 'l': return "after the variable";
	case 'c': return "after the callee";
	case 'n': return "after the number";
	case 'i': return "after the interval";
	case 'd': return "after what to look at";
	default: return "after the argument";
	}
}

/* and/or of any number of formulas, from the left */
static bool fold(struct vypr_parser *p, struct call *call)
{
	if (call->count < 2)
		return true;
	call->nodes[0] = vypr_parser_node(p, call->word->kind, call->start,
					  call->nodes[0], call->nodes[1]);
	call->count = 1;
	return call->nodes[0] >= 0;
}

static bool is_junction(const struct call *call)
{
	return call->word->kind == VYPR_NODE_AND || call->word->kind == VYPR_NODE_OR;
}

/* The arguments between the parentheses; the first one may have come before the dot. */
static bool read_arguments(struct vypr_parser *p, struct call *call)
{
	const char *letters = call->word->arguments + call->count;
	bool any = false, optional = false;
	char last = call->word->arguments[0];

	for (;;) {
		if (*letters == '?') {
			optional = true;
			letters++;
		}
		if (*letters == '\0' || *letters == '~')
			return true;
		if ((optional || *letters == '+') && vypr_parser_at(p, ')'))
			return true;
		optional = false;
		if (any && !vypr_parser_need(p, ',', after_argument(last)))
			return false;
		any = true;
		if (*letters != '+')
			last = *letters++;
		if (!read_argument(p, call, last) ||
		    (is_junction(call) && !fold(p, call)))
			return false;
	}
}

/* next(q, calls(f)): the domain's node becomes the NEXT_CALL. */
static int32_t make_next(struct vypr_parser *p, struct call *call)
{
	bool next = call->word->kind == VYPR_NODE_NEXT_CALL;
	struct vypr_node domain = *vypr_parser_at_node(p, call->nodes[1]);
	enum vypr_node_kind kind;
	int32_t node;

	if (domain.kind == VYPR_NODE_CALLS)
		kind = next ? VYPR_NODE_NEXT_CALL : VYPR_NODE_PREVIOUS_CALL;
	else if (domain.kind == VYPR_NODE_CHANGES)
		kind = next ? VYPR_NODE_NEXT_CHANGE : VYPR_NODE_PREVIOUS_CHANGE;
	else
		return vypr_parser_fail_at(p, VYPR_SYNTAX, call->nodes[1],
					   "expected changes(...) or calls(...) here");
	if ((size_t)call->nodes[1] + 1 == p->ast.node_count)
		p->ast.node_count--; /* its place is taken; "during" before it stays */
	node = vypr_parser_node(p, kind, call->start, call->nodes[0], -1);
	if (node < 0 || (domain.d >= 0 && !vypr_parser_set_d(p, node, domain.d)))
		return -1;
	vypr_parser_at_node(p, node)->str = domain.str;
	return node;
}

/* The node of a call whose arguments are known. */
static int32_t make_call(struct vypr_parser *p, struct call *call)
{
	int32_t a = call->nodes[0], b = call->count > 1 ? call->nodes[1] : -1, node;
	struct vypr_node *n;

	if (is_junction(call)) {
		if (vypr_parser_start_of(p, a) == call->start)
			vypr_parser_extend(p, a); /* to its closing parenthesis */
		return a;
	}
	if (strcmp(call->word->arguments, "md") == 0)
		return make_next(p, call);
	node = vypr_parser_node(p, call->word->kind, call->start, a, b);
	if (node < 0 ||
	    (call->count > 2 && !vypr_parser_set_c(p, node, call->nodes[2])) ||
	    (call->during >= 0 && !vypr_parser_set_d(p, node, call->during)))
		return -1;
	n = vypr_parser_at_node(p, node);
	n->str = call->str;
	n->v.i = call->number;
	return node;
}

/* At the word; first: what stood before the dot, or -1. */
static int32_t parse_call(struct vypr_parser *p, int32_t first, size_t start)
{
	struct call call = { .word = vypr_parser_word(p, p->token),
			     .start = start,
			     .str = -1,
			     .during = -1 };
	const char *letters = call.word->arguments;
	char where[32];

	if (first >= 0) {
		call.nodes[call.count++] = want(p, letters[0], first);
		if (call.nodes[0] < 0)
			return -1;
	}
	snprintf(where, sizeof where, "after '%s'", call.word->text);
	vypr_parser_take(p);
	if (!vypr_parser_open(p, where) || !read_arguments(p, &call) ||
	    (strchr(letters, '~') && !vypr_parser_during(p, &call.during)) ||
	    !vypr_parser_close(p, after_argument(strchr(letters, 'c')	? 'c'
						 : strchr(letters, 'l') ? 'l'
									: 'e')))
		return -1;
	return make_call(p, &call);
}

/* If(a).then(b) */
static int32_t parse_if(struct vypr_parser *p)
{
	size_t start = p->token.start;
	int32_t a, b;

	vypr_parser_take(p);
	if (!vypr_parser_open(p, "after 'If'") || (a = vypr_parser_formula(p)) < 0 ||
	    !vypr_parser_close(p, "after the condition"))
		return -1;
	if (!vypr_parser_need(p, '.', "and 'then(...)' after 'If(...)'"))
		return -1;
	if (!vypr_parser_accept_name(p, "then"))
		return vypr_parser_expected(p, "'then' after 'If(...).'");
	if (!vypr_parser_open(p, "after 'then'") || (b = vypr_parser_formula(p)) < 0 ||
	    !vypr_parser_close(p, "after the consequence"))
		return -1;
	return vypr_parser_node(p, VYPR_NODE_IMPLIES, start, a, b);
}

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
	case VYPR_WORD_CALL: return parse_call(p, -1, p->token.start);
	case VYPR_WORD_LITERAL: return parse_literal(p, word);
	case VYPR_WORD_PART:
		if (strcmp(word->text, "If") == 0)
			return parse_if(p);
		break;
	case VYPR_WORD_BINARY:
	case VYPR_WORD_NOT: break;
	}
	return vypr_parser_expected(p, "a formula or a value");
}

static int32_t parse_parenthesized(struct vypr_parser *p)
{
	int32_t node;

	if (!vypr_parser_open(p, "") || (node = parse_binary(p, PREC_IFF)) < 0 ||
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

	if (want_moment(p, moment) < 0 || !vypr_parser_open(p, "") ||
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
		return parse_call(p, object, vypr_parser_start_of(p, object));
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
	a = want_formula(p, parse_binary(p, PREC_NOT));
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
		node = want_term(p, parse_unary(p));
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

	a = formulas ? want_formula(p, a) : want_term(p, a);
	if (a < 0)
		return -1;
	vypr_parser_take(p);
	b = parse_right(p, op);
	if (b >= 0 && vypr_parser_class(p, b) != VYPR_CLASS_AUX)
		b = formulas ? want_formula(p, b) : want_term(p, b);
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

int32_t vypr_parser_formula(struct vypr_parser *p)
{
	return want_formula(p, parse_binary(p, PREC_IFF));
}

int32_t vypr_parser_term(struct vypr_parser *p)
{
	return want_term(p, parse_binary(p, PREC_ADD));
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
