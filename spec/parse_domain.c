/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows quantifiers, in both notations, and what they range over.
 *
 *   forall q in changes(x), t in calls(f) after q: F
 *   Forall(q = changes('x')).Forall(t = calls('f'), after='q').Check(lambda q, t: F)
 *
 * are both FORALL q (FORALL t F).  A variable can be seen from the quantifiers after its
 * own and from the body.
 */
#include "spec/parser.h"

#include <stdlib.h>
#include <string.h>

/* ---- variables ------------------------------------------------------------ */

int32_t vypr_parser_var(struct vypr_parser *p)
{
	struct vypr_scope scope = p->scopes[vypr_parser_find_scope(p, p->token)];
	size_t start = p->token.start;
	int32_t node;

	vypr_parser_take(p);
	node = vypr_parser_node(p, VYPR_NODE_VAR, start, -1, -1);
	if (node < 0)
		return -1;
	vypr_parser_at_node(p, node)->str = scope.name;
	vypr_parser_at_node(p, node)->a = scope.serial; /* until bind_variables */
	return node;
}

/* The variable named here, which may be in quotes. */
static int32_t parse_bound_name(struct vypr_parser *p)
{
	struct vypr_lexer outer;
	bool quoted = vypr_parser_enter_quotes(p, &outer);
	struct vypr_token token = p->token;
	size_t n = token.end - token.start;
	int32_t node;

	if (token.kind != VYPR_TOKEN_NAME)
		return vypr_parser_expected(p, "the name of a variable");
	if (vypr_parser_find_scope(p, token) < 0) {
		vypr_parser_fail(p, VYPR_NAME, token.start, token.end,
				 "no quantifier before this one binds a variable '%.*s'",
				 (int)(n > 64 ? 64 : n), p->lexer.text + token.start);
		return vypr_parser_suggest(p, token.start, token.end, 0, true);
	}
	node = vypr_parser_var(p);
	if (node < 0 || (quoted && !vypr_parser_leave_quotes(p, outer)))
		return -1;
	return node;
}

static int new_serial(struct vypr_parser *p)
{
	if (p->serial_count == p->serial_capacity) {
		int capacity = p->serial_capacity ? p->serial_capacity * 2 : 8;
		int32_t *grown =
			realloc(p->quantifiers, (size_t)capacity * sizeof *grown);

		if (!grown)
			return vypr_parser_fail(p, VYPR_NOMEM, 0, 0, "out of memory");
		p->quantifiers = grown;
		p->serial_capacity = capacity;
	}
	p->quantifiers[p->serial_count] = -1;
	return p->serial_count++;
}

/* The name of a new variable; it is not in scope yet. */
static bool parse_new_name(struct vypr_parser *p, struct vypr_scope *ret_scope)
{
	struct vypr_token token = p->token;
	const char *text = p->lexer.text + token.start;
	int n = (int)(token.end - token.start > 64 ? 64 : token.end - token.start);

	if (token.kind != VYPR_TOKEN_NAME) {
		vypr_parser_expected(p, "the name of a variable");
		return false;
	}
	if (vypr_parser_word(p, token)) {
		vypr_parser_fail(
			p, VYPR_SYNTAX, token.start, token.end,
			"'%.*s' is a word of the language and cannot name a variable", n,
			text);
		return false;
	}
	if (vypr_parser_find_scope(p, token) >= 0) {
		vypr_parser_fail(p, VYPR_SYNTAX, token.start, token.end,
				 "the variable '%.*s' is bound already", n, text);
		return false;
	}
	ret_scope->name = vypr_parser_string_begin(p);
	ret_scope->serial = new_serial(p);
	return ret_scope->serial >= 0 && vypr_parser_string_add_token(p) &&
	       vypr_parser_string_end(p);
}

static bool push_scope(struct vypr_parser *p, struct vypr_scope scope)
{
	if (p->scope_count == VYPR_DEPTH_LIMIT) {
		vypr_parser_fail(p, VYPR_LIMIT, p->token.start, p->token.end,
				 "more than %d quantifiers inside each other",
				 VYPR_DEPTH_LIMIT);
		return false;
	}
	p->scopes[p->scope_count++] = scope;
	return true;
}

/* ---- domains -------------------------------------------------------------- */

bool vypr_parser_during(struct vypr_parser *p, int32_t *ret_during)
{
	size_t start = p->token.start;
	bool any_thread = false;
	int32_t string, node;

	*ret_during = -1;
	if (!vypr_parser_accept_name(p, "during"))
		return true;
	string = vypr_parser_callee(p, "the name of a function after 'during'");
	if (string < 0)
		return false;
	if (vypr_parser_accept_name(p, "on")) {
		any_thread = true;
		if (!vypr_parser_accept_name(p, "any") ||
		    !vypr_parser_accept_name(p, "thread")) {
			vypr_parser_expected(p, "'on any thread'");
			return false;
		}
	}
	node = vypr_parser_node(p, VYPR_NODE_DURING, start, -1, -1);
	if (node < 0)
		return false;
	vypr_parser_at_node(p, node)->str = string;
	vypr_parser_at_node(p, node)->op = any_thread;
	*ret_during = node;
	return true;
}

/* .during('g') */
static bool parse_during_method(struct vypr_parser *p, int32_t *ret_during)
{
	size_t start = p->token.start;
	int32_t string, node;

	vypr_parser_take(p);
	vypr_parser_take(p);
	if (!vypr_parser_open(p, "after 'during'") ||
	    (string = vypr_parser_callee(p, "the name of a function")) < 0 ||
	    !vypr_parser_close(p, "after the function"))
		return false;
	node = vypr_parser_node(p, VYPR_NODE_DURING, start, -1, -1);
	if (node < 0)
		return false;
	vypr_parser_at_node(p, node)->str = string;
	*ret_during = node;
	return true;
}

static bool at_during_method(const struct vypr_parser *p)
{
	struct vypr_lexer ahead = p->lexer;
	struct vypr_token name = vypr_lex_next(&ahead);

	return vypr_parser_at(p, '.') && name.kind == VYPR_TOKEN_NAME &&
	       name.end - name.start == 6 &&
	       memcmp(p->lexer.text + name.start, "during", 6) == 0;
}

static bool set_order(struct vypr_parser *p, struct vypr_quantifier_head *head,
		      enum vypr_order order, size_t start, int32_t var)
{
	if (var < 0)
		return false;
	if (head->order != VYPR_ORDER_NONE) {
		vypr_parser_fail(p, VYPR_SYNTAX, start, p->taken,
				 "this quantifier has an 'after' or 'before' already");
		return false;
	}
	head->order = order;
	head->order_var = var;
	return true;
}

static bool set_within(struct vypr_parser *p, struct vypr_quantifier_head *head,
		       size_t start)
{
	int32_t interval = vypr_parser_interval(p);

	if (interval >= 0 && head->within >= 0) {
		vypr_parser_fail(p, VYPR_SYNTAX, start, p->taken,
				 "this quantifier has a 'within' already");
		return false;
	}
	head->within = interval;
	return interval >= 0;
}

/* after='q', before='q', within=[a, b]: the next token is the keyword. */
static bool parse_keyword(struct vypr_parser *p, struct vypr_quantifier_head *head)
{
	struct vypr_token token = p->token;
	bool after = vypr_parser_at_name(p, "after"),
	     within = vypr_parser_at_name(p, "within");

	if (vypr_parser_at_name(p, "record")) {
		vypr_parser_fail(
			p, VYPR_SYNTAX, token.start, token.end,
			"'record' is not part of a formula; write record: [...] beside "
			"'cftl:' in the long form");
		return false;
	}
	if (!after && !within && !vypr_parser_at_name(p, "before")) {
		vypr_parser_expected(p, "after=, before= or within=");
		return false;
	}
	vypr_parser_take(p);
	if (!vypr_parser_need(p, '=', "after the keyword"))
		return false;
	if (within)
		return set_within(p, head, token.start);
	return set_order(p, head, after ? VYPR_ORDER_AFTER : VYPR_ORDER_BEFORE,
			 token.start, parse_bound_name(p));
}

static bool parse_keywords(struct vypr_parser *p, struct vypr_quantifier_head *head)
{
	while (head && vypr_parser_accept(p, ','))
		if (!parse_keyword(p, head))
			return false;
	return true;
}

/* What is between the parentheses of a domain. */
static bool parse_subject(struct vypr_parser *p, enum vypr_node_kind kind,
			  struct vypr_quantifier_head *head, int32_t *ret_str,
			  int64_t *ret_line)
{
	bool optional = kind == VYPR_NODE_ENTRY || kind == VYPR_NODE_EXIT;
	const char *where = "after the callee";

	if (optional && !vypr_parser_at(p, '('))
		return true;
	if (!vypr_parser_open(p, kind == VYPR_NODE_CHANGES ? "after 'changes'"
				 : kind == VYPR_NODE_CALLS ? "after 'calls'"
							   : "after 'line'"))
		return false;
	if (kind == VYPR_NODE_LINE) {
		where = "after the line";
		if (vypr_parser_plain_number(p, "the number of a line", ret_line) < 0)
			return false;
	} else if (kind == VYPR_NODE_CHANGES) {
		where = "after the variable";
		if ((*ret_str = vypr_parser_lvalue(p)) < 0)
			return false;
	} else if (!(optional && vypr_parser_at(p, ')')) &&
		   (*ret_str = vypr_parser_callee(p, "the name of a function")) < 0) {
		return false;
	}
	return parse_keywords(p, head) && vypr_parser_close(p, where);
}

/* future(D): D after the variable of the quantifier before this one */
static int32_t parse_future(struct vypr_parser *p, struct vypr_quantifier_head *head)
{
	size_t start = p->token.start;
	struct vypr_scope scope;
	int32_t domain, var;

	vypr_parser_take(p);
	if (!head || p->scope_count == 0)
		return vypr_parser_fail(p, VYPR_SYNTAX, start, p->taken,
					"'future' needs a quantifier before its own");
	scope = p->scopes[p->scope_count - 1];
	if (!vypr_parser_open(p, "after 'future'") ||
	    (domain = vypr_parser_domain(p, NULL)) < 0 ||
	    !vypr_parser_close(p, "after what to look at"))
		return -1;
	var = vypr_parser_node(p, VYPR_NODE_VAR, start, -1, -1);
	if (!set_order(p, head, VYPR_ORDER_AFTER, start, var))
		return -1;
	vypr_parser_at_node(p, var)->str = scope.name;
	vypr_parser_at_node(p, var)->a = scope.serial;
	return domain;
}

int32_t vypr_parser_domain(struct vypr_parser *p, struct vypr_quantifier_head *head)
{
	const struct vypr_word *word = vypr_parser_word(p, p->token);
	size_t start = p->token.start;
	int32_t string = -1, during = -1, node;
	int64_t line = 0;

	if (vypr_parser_at_name(p, "future"))
		return parse_future(p, head);
	if (!word || word->role != VYPR_WORD_DOMAIN) {
		struct vypr_token token = p->token;

		vypr_parser_expected(
			p, "changes(...), calls(...), entry, exit or line(...)");
		return token.kind != VYPR_TOKEN_NAME
			       ? -1
			       : vypr_parser_suggest(p, token.start, token.end,
						     1u << VYPR_WORD_DOMAIN, false);
	}
	vypr_parser_take(p);
	if (!parse_subject(p, word->kind, head, &string, &line))
		return -1;
	if (at_during_method(p) ? !parse_during_method(p, &during)
				: !vypr_parser_during(p, &during))
		return -1;
	node = vypr_parser_node(p, word->kind, start, -1, -1);
	if (node < 0 || (during >= 0 && !vypr_parser_set_d(p, node, during)))
		return -1;
	vypr_parser_at_node(p, node)->str = string;
	vypr_parser_at_node(p, node)->v.i = line;
	return node;
}

/* ---- quantifiers ---------------------------------------------------------- */

static int32_t parse_infix(struct vypr_parser *p, enum vypr_node_kind kind);
static int32_t parse_python(struct vypr_parser *p);

/* The node, once the body is known; the variable goes out of scope. */
static int32_t finish(struct vypr_parser *p, const struct vypr_quantifier_head *head,
		      struct vypr_scope scope, int32_t body)
{
	int32_t node;

	if (body < 0)
		return -1;
	p->scope_count--;
	node = vypr_parser_node(p, head->kind, head->start, head->domain,
				head->order_var);
	if (node < 0 || !vypr_parser_set_c(p, node, head->within) ||
	    !vypr_parser_set_d(p, node, body))
		return -1;
	vypr_parser_at_node(p, node)->str = scope.name;
	vypr_parser_at_node(p, node)->op = (uint8_t)head->order;
	p->quantifiers[scope.serial] = node;
	return node;
}

static bool parse_infix_head(struct vypr_parser *p, struct vypr_quantifier_head *head,
			     struct vypr_scope *ret_scope)
{
	if (!parse_new_name(p, ret_scope))
		return false;
	if (!vypr_parser_accept_name(p, "in")) {
		vypr_parser_expected(p, "'in' after the variable");
		return false;
	}
	head->domain = vypr_parser_domain(p, head);
	if (head->domain < 0)
		return false;
	for (;;) {
		size_t start = p->token.start;

		if (vypr_parser_accept_name(p, "after")) {
			if (!set_order(p, head, VYPR_ORDER_AFTER, start,
				       parse_bound_name(p)))
				return false;
		} else if (vypr_parser_accept_name(p, "before")) {
			if (!set_order(p, head, VYPR_ORDER_BEFORE, start,
				       parse_bound_name(p)))
				return false;
		} else if (vypr_parser_accept_name(p, "within")) {
			if (!set_within(p, head, start))
				return false;
		} else {
			return true;
		}
	}
}

/* At the quantifier's word, or after a comma at its variable: then it is of the same
 * kind. */
static int32_t parse_infix(struct vypr_parser *p, enum vypr_node_kind kind)
{
	struct vypr_quantifier_head head = {
		.start = p->token.start, .domain = -1, .within = -1, .order_var = -1
	};
	const struct vypr_word *word = vypr_parser_word(p, p->token);
	struct vypr_scope scope;
	int32_t body;

	if (vypr_parser_enter(p) < 0)
		return -1;
	head.kind = kind;
	if (word && word->role == VYPR_WORD_QUANTIFIER) {
		head.kind = word->kind;
		vypr_parser_take(p);
	}
	if (!parse_infix_head(p, &head, &scope) || !push_scope(p, scope))
		return -1;
	if (vypr_parser_accept(p, ','))
		body = parse_infix(p, head.kind);
	else if (vypr_parser_accept(p, ':'))
		body = vypr_parser_formula(p);
	else
		body = vypr_parser_expected(p, "',' or ':' after the quantifier");
	vypr_parser_exit(p);
	return finish(p, &head, scope, body);
}

static bool parse_lambda(struct vypr_parser *p)
{
	if (!vypr_parser_accept_name(p, "lambda")) {
		vypr_parser_expected(p, "'lambda'");
		return false;
	}
	while (!vypr_parser_at(p, ':')) {
		struct vypr_token token = p->token;
		size_t n = token.end - token.start;

		if (token.kind != VYPR_TOKEN_NAME) {
			vypr_parser_expected(p, "the name of a variable");
			return false;
		}
		if (vypr_parser_find_scope(p, token) < 0) {
			vypr_parser_fail(p, VYPR_NAME, token.start, token.end,
					 "no quantifier binds a variable '%.*s'",
					 (int)(n > 64 ? 64 : n),
					 p->lexer.text + token.start);
			vypr_parser_suggest(p, token.start, token.end, 0, true);
			return false;
		}
		vypr_parser_take(p);
		if (!vypr_parser_at(p, ':') &&
		    !vypr_parser_need(p, ',', "or ':' after the variable"))
			return false;
	}
	vypr_parser_take(p);
	return true;
}

static int32_t parse_check(struct vypr_parser *p)
{
	int32_t body;

	vypr_parser_take(p);
	if (!vypr_parser_open(p, "after 'Check'") || !parse_lambda(p) ||
	    (body = vypr_parser_formula(p)) < 0 ||
	    !vypr_parser_close(p, "after the formula"))
		return -1;
	return body;
}

/* At Forall or Exists, before "(". */
static int32_t parse_python(struct vypr_parser *p)
{
	struct vypr_quantifier_head head = {
		.start = p->token.start, .domain = -1, .within = -1, .order_var = -1
	};
	const struct vypr_word *word = vypr_parser_word(p, p->token);
	struct vypr_scope scope;
	int32_t body;

	if (vypr_parser_enter(p) < 0)
		return -1;
	head.kind = word->kind;
	vypr_parser_take(p);
	if (!vypr_parser_open(p, "after 'Forall'") || !parse_new_name(p, &scope) ||
	    !vypr_parser_need(p, '=', "after the variable") ||
	    (head.domain = vypr_parser_domain(p, &head)) < 0 ||
	    !parse_keywords(p, &head) || !vypr_parser_close(p, "after the quantifier") ||
	    !vypr_parser_need(p, '.',
			      "and Forall(...) or Check(...) after the quantifier") ||
	    !push_scope(p, scope))
		return -1;
	word = vypr_parser_word(p, p->token);
	if (word && word->role == VYPR_WORD_QUANTIFIER)
		body = parse_python(p);
	else if (vypr_parser_at_name(p, "Check") || vypr_parser_at_name(p, "check"))
		body = parse_check(p);
	else
		body = vypr_parser_expected(p, "Forall(...) or Check(...)");
	vypr_parser_exit(p);
	return finish(p, &head, scope, body);
}

int32_t vypr_parser_quantified(struct vypr_parser *p)
{
	const struct vypr_word *word;

	if (vypr_parser_accept_name(p, "Specification") &&
	    (!vypr_parser_open(p, "after 'Specification'") ||
	     !vypr_parser_close(p, "after 'Specification('") ||
	     !vypr_parser_need(p, '.', "after 'Specification()'")))
		return -1;
	word = vypr_parser_word(p, p->token);
	if (!word || word->role != VYPR_WORD_QUANTIFIER)
		return vypr_parser_expected(p, "'forall' or 'exists'");
	if (vypr_parser_peek(p).symbol == '(')
		return parse_python(p);
	return parse_infix(p, word->kind);
}
