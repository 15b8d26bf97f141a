/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what a node may stand for: "(" may open a formula or a term, and which of the two
 * came out is checked here, where one of them is wanted.
 */
#include "spec/parser.h"

#include <string.h>

/* Something stands behind a value, and it is not what could end a formula. */
static bool at_strange_operator(const struct vypr_parser *p)
{
	if (p->token.kind == VYPR_TOKEN_END || vypr_parser_at(p, ')') ||
	    vypr_parser_at(p, ','))
		return false;
	return !vypr_parser_word(p, p->token);
}

int32_t vypr_parser_want_formula(struct vypr_parser *p, int32_t node)
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

int32_t vypr_parser_want_term(struct vypr_parser *p, int32_t node)
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

int32_t vypr_parser_want_moment(struct vypr_parser *p, int32_t node)
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
