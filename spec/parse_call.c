/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows words with arguments, and the method form of PyCFTL, which is only another order
 * of the same words: x.f(a) is f(x, a).
 */
#include "spec/parser.h"

#include <stdio.h>
#include <string.h>

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
	case 'm': return vypr_parser_want_moment(p, node);
	case 'f': return vypr_parser_want_formula(p, node);
	case 'e': return vypr_parser_want_term(p, node);
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
	default: node = want(p, letter, vypr_parser_expression(p)); break;
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
int32_t vypr_parser_call(struct vypr_parser *p, int32_t first, size_t start)
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
int32_t vypr_parser_if(struct vypr_parser *p)
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
