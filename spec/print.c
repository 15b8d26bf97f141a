/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the canonical text of a tree, the infix notation with as few parentheses as the
 * binding strengths allow, and when two trees are the same.
 */
#include "spec/parse.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* A tree from the parser is at most 200 deep; one from elsewhere ends here. */
enum { PRINT_DEPTH_LIMIT = 1000 };

struct out {
	char *buf;
	size_t size, length;
	int depth;
	const struct vypr_ast *ast;
};

static void put(struct out *o, const char *text)
{
	for (; *text; text++, o->length++)
		if (o->length + 1 < o->size)
			o->buf[o->length] = *text;
}

static void putf(struct out *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void putf(struct out *o, const char *format, ...)
{
	char text[64];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	put(o, text);
}

/* Binding strengths; more binds tighter.  0: a quantifier, which reaches as far as it
 * can. */
enum { QUANTIFIED, IFF, IMPLIES, OR, AND, NOT, COMPARISON, SUM, PRODUCT, UNARY, PRIMARY };

static int strength(enum vypr_node_kind kind)
{
	switch (kind) {
	case VYPR_NODE_FORALL:
	case VYPR_NODE_EXISTS: return QUANTIFIED;
	case VYPR_NODE_IFF: return IFF;
	case VYPR_NODE_IMPLIES: return IMPLIES;
	case VYPR_NODE_OR: return OR;
	case VYPR_NODE_AND: return AND;
	case VYPR_NODE_NOT: return NOT;
	case VYPR_NODE_COMPARE:
	case VYPR_NODE_IN: return COMPARISON;
	case VYPR_NODE_ADD:
	case VYPR_NODE_SUB: return SUM;
	case VYPR_NODE_MUL:
	case VYPR_NODE_DIV:
	case VYPR_NODE_MOD: return PRODUCT;
	case VYPR_NODE_NEG: return UNARY;
	case VYPR_NODE_TRUE:
	case VYPR_NODE_FALSE:
	case VYPR_NODE_CHANGES:
	case VYPR_NODE_CALLS:
	case VYPR_NODE_ENTRY:
	case VYPR_NODE_EXIT:
	case VYPR_NODE_LINE:
	case VYPR_NODE_DURING:
	case VYPR_NODE_INTERVAL:
	case VYPR_NODE_QUESTION:
	case VYPR_NODE_INTEGER:
	case VYPR_NODE_REAL:
	case VYPR_NODE_STRING:
	case VYPR_NODE_CHARACTER:
	case VYPR_NODE_CONSTANT:
	case VYPR_NODE_NULLPTR:
	case VYPR_NODE_VALUE:
	case VYPR_NODE_LENGTH:
	case VYPR_NODE_TYPE:
	case VYPR_NODE_DURATION:
	case VYPR_NODE_CPU:
	case VYPR_NODE_TIME_BETWEEN:
	case VYPR_NODE_COUNT:
	case VYPR_NODE_TOTAL:
	case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED:
	case VYPR_NODE_ABS:
	case VYPR_NODE_VAR:
	case VYPR_NODE_BEFORE:
	case VYPR_NODE_AFTER:
	case VYPR_NODE_NEXT_CHANGE:
	case VYPR_NODE_PREVIOUS_CHANGE:
	case VYPR_NODE_NEXT_CALL:
	case VYPR_NODE_PREVIOUS_CALL:
	case VYPR_NODE_RECORD:
	case VYPR_NODE_KINDS: break;
	}
	return PRIMARY;
}

static void print_node(struct out *o, int32_t index);

static const struct vypr_node *node_at(const struct out *o, int32_t index)
{
	return &o->ast->nodes[index];
}

static const char *text_of(const struct out *o, const struct vypr_node *n)
{
	return vypr_ast_string(o->ast, n->str);
}

/* An operand: in parentheses unless it binds at least as tightly. */
static void print_operand(struct out *o, int32_t index, int least)
{
	bool inside = index >= 0 && strength(node_at(o, index)->kind) < least;

	if (inside)
		put(o, "(");
	print_node(o, index);
	if (inside)
		put(o, ")");
}

static void print_binary(struct out *o, const struct vypr_node *n, const char *between)
{
	int own = strength(n->kind);
	bool to_the_right = n->kind == VYPR_NODE_IMPLIES;

	print_operand(o, n->a, own + to_the_right);
	put(o, between);
	print_operand(o, n->b, own + !to_the_right);
}

static void print_quantifier(struct out *o, const struct vypr_node *n, bool inner,
			     int outer)
{
	static const char *const orders[] = { "", " after ", " before " };
	const struct vypr_node *body;

	if (!inner || n->kind != outer)
		put(o, n->kind == VYPR_NODE_FORALL ? "forall " : "exists ");
	put(o, text_of(o, n));
	put(o, " in ");
	print_node(o, n->a);
	if (n->op && n->op <= VYPR_ORDER_BEFORE) {
		put(o, orders[n->op]);
		print_node(o, n->b);
	}
	if (n->c >= 0) {
		put(o, " within ");
		print_node(o, n->c);
	}
	if (n->d < 0)
		return;
	body = node_at(o, n->d);
	if (body->kind == VYPR_NODE_FORALL || body->kind == VYPR_NODE_EXISTS) {
		put(o, ", ");
		if (++o->depth < PRINT_DEPTH_LIMIT)
			print_quantifier(o, body, true, n->kind);
		o->depth--;
	} else {
		put(o, ": ");
		print_node(o, n->d);
	}
}

static void print_character(struct out *o, int c, char quote)
{
	if (c == quote || c == '\\')
		putf(o, "\\%c", c);
	else if (c == '\n')
		put(o, "\\n");
	else if (c == '\t')
		put(o, "\\t");
	else if (c < 0x20 || c == 0x7f || (quote == '\'' && c >= 0x80))
		putf(o, "\\x%02x", (unsigned)c);
	else
		putf(o, "%c", c);
}

static void print_string(struct out *o, const char *text)
{
	put(o, "\"");
	for (; *text; text++)
		print_character(o, (unsigned char)*text, '"');
	put(o, "\"");
}

static void print_number(struct out *o, const struct vypr_node *n)
{
	static const char *const units[] = {
		"",
#define VYPR_TIME_UNIT(name, text, nanoseconds) [VYPR_UNIT_##name] = " " text,
#include "spec/time_unit.def"
#undef VYPR_TIME_UNIT
	};

	put(o, text_of(o, n));
	if (n->op < sizeof units / sizeof units[0])
		put(o, units[n->op]);
}

static void print_during(struct out *o, int32_t during)
{
	if (during < 0)
		return;
	put(o, " during ");
	put(o, text_of(o, node_at(o, during)));
	if (node_at(o, during)->op)
		put(o, " on any thread");
}

static void print_domain(struct out *o, const struct vypr_node *n)
{
	put(o, vypr_node_name(n->kind));
	if (n->kind == VYPR_NODE_LINE)
		putf(o, "(%lld)", (long long)n->v.i);
	else if (n->str >= 0) {
		put(o, "(");
		put(o, text_of(o, n));
		put(o, ")");
	}
	print_during(o, n->d);
}

/* name(a, b, c) with what the node has of them */
static void print_call(struct out *o, const struct vypr_node *n)
{
	const int32_t nodes[] = { n->a, n->b, n->c };

	put(o, vypr_node_name(n->kind));
	put(o, "(");
	for (size_t i = 0; i < 3; i++) {
		if (nodes[i] < 0)
			continue;
		put(o, i ? ", " : "");
		print_node(o, nodes[i]);
	}
	if (n->kind == VYPR_NODE_ARGUMENT)
		putf(o, ", %lld", (long long)n->v.i);
	if (n->str >= 0 && n->kind != VYPR_NODE_TYPE) { /* that one the compiler wrote */
		put(o, ", ");
		put(o, text_of(o, n));
	}
	print_during(o, n->d);
	put(o, ")");
}

static void print_value(struct out *o, const struct vypr_node *n)
{
	print_node(o, n->a);
	put(o, "(");
	put(o, text_of(o, n));
	put(o, ")");
}

static void print_interval(struct out *o, const struct vypr_node *n)
{
	put(o, n->op & 1 ? "(" : "[");
	print_node(o, n->a);
	put(o, ", ");
	print_node(o, n->b);
	put(o, n->op & 2 ? ")" : "]");
}

static void print_prefix(struct out *o, const struct vypr_node *n, const char *operator,
			 int least)
{
	put(o, operator);
	print_operand(o, n->a, least);
}

static void print_compare(struct out *o, const struct vypr_node *n)
{
	static const char *const operators[] = { " == ", " != ", " < ",
						 " <= ", " > ",	 " >= " };

	print_binary(o, n, operators[n->op <= VYPR_GE ? n->op : VYPR_EQ]);
}

/* One line for each kind of node; long because there are many. */
static void print_kind(struct out *o, const struct vypr_node *n)
{
	switch ((enum vypr_node_kind)n->kind) {
	case VYPR_NODE_FORALL:
	case VYPR_NODE_EXISTS: print_quantifier(o, n, false, 0); return;
	case VYPR_NODE_IMPLIES: print_binary(o, n, " implies "); return;
	case VYPR_NODE_IFF: print_binary(o, n, " iff "); return;
	case VYPR_NODE_OR: print_binary(o, n, " or "); return;
	case VYPR_NODE_AND: print_binary(o, n, " and "); return;
	case VYPR_NODE_NOT: print_prefix(o, n, "not ", NOT); return;
	case VYPR_NODE_COMPARE: print_compare(o, n); return;
	case VYPR_NODE_IN: print_binary(o, n, " in "); return;
	case VYPR_NODE_ADD: print_binary(o, n, " + "); return;
	case VYPR_NODE_SUB: print_binary(o, n, " - "); return;
	case VYPR_NODE_MUL: print_binary(o, n, " * "); return;
	case VYPR_NODE_DIV: print_binary(o, n, " / "); return;
	case VYPR_NODE_MOD: print_binary(o, n, " % "); return;
	case VYPR_NODE_NEG: print_prefix(o, n, "-", PRIMARY); return;
	case VYPR_NODE_CHANGES:
	case VYPR_NODE_CALLS:
	case VYPR_NODE_ENTRY:
	case VYPR_NODE_EXIT:
	case VYPR_NODE_LINE: print_domain(o, n); return;
	case VYPR_NODE_INTERVAL: print_interval(o, n); return;
	case VYPR_NODE_QUESTION: put(o, "?"); return;
	case VYPR_NODE_INTEGER:
	case VYPR_NODE_REAL: print_number(o, n); return;
	case VYPR_NODE_STRING: print_string(o, text_of(o, n)); return;
	case VYPR_NODE_CHARACTER:
		put(o, "'");
		print_character(o, (unsigned char)n->v.i, '\'');
		put(o, "'");
		return;
	case VYPR_NODE_CONSTANT:
	case VYPR_NODE_VAR: put(o, text_of(o, n)); return;
	case VYPR_NODE_NULLPTR: put(o, "NULL"); return;
	case VYPR_NODE_VALUE: print_value(o, n); return;
	case VYPR_NODE_TRUE:
	case VYPR_NODE_FALSE: put(o, vypr_node_name(n->kind)); return;
	case VYPR_NODE_LENGTH:
	case VYPR_NODE_TYPE:
	case VYPR_NODE_DURATION:
	case VYPR_NODE_CPU:
	case VYPR_NODE_TIME_BETWEEN:
	case VYPR_NODE_COUNT:
	case VYPR_NODE_TOTAL:
	case VYPR_NODE_ARGUMENT:
	case VYPR_NODE_RETURNED:
	case VYPR_NODE_ABS:
	case VYPR_NODE_BEFORE:
	case VYPR_NODE_AFTER:
	case VYPR_NODE_NEXT_CHANGE:
	case VYPR_NODE_PREVIOUS_CHANGE:
	case VYPR_NODE_NEXT_CALL:
	case VYPR_NODE_PREVIOUS_CALL: print_call(o, n); return;
	case VYPR_NODE_DURING:
	case VYPR_NODE_RECORD:
	case VYPR_NODE_KINDS: return;
	}
}

static void print_node(struct out *o, int32_t index)
{
	if (index < 0)
		return;
	if (++o->depth > PRINT_DEPTH_LIMIT)
		put(o, "...");
	else
		print_kind(o, node_at(o, index));
	o->depth--;
}

size_t vypr_print(const struct vypr_ast *ast, int32_t node, char *buf, size_t size)
{
	struct out o = { .buf = buf, .size = size, .ast = ast };

	print_node(&o, node);
	if (size > 0)
		buf[o.length < size ? o.length : size - 1] = '\0';
	return o.length;
}

/* ---- equality ------------------------------------------------------------- */

/* Quantifiers that have been matched so far, innermost first. */
struct pair {
	int32_t x, y;
	const struct pair *outer;
};

static bool same_text(const struct vypr_ast *x, int32_t a, const struct vypr_ast *y,
		      int32_t b)
{
	return (a < 0) == (b < 0) &&
	       strcmp(vypr_ast_string(x, a), vypr_ast_string(y, b)) == 0;
}

static bool same_binder(int32_t a, int32_t b, const struct pair *pairs)
{
	for (; pairs; pairs = pairs->outer)
		if (pairs->x == a || pairs->y == b)
			return pairs->x == a && pairs->y == b;
	return false;
}

static bool same_tree(const struct vypr_ast *x, int32_t a, const struct vypr_ast *y,
		      int32_t b, const struct pair *pairs, int depth)
{
	const struct vypr_node *m, *n;
	struct pair own = { a, b, pairs };
	const struct pair *inside = pairs;

	if (a < 0 || b < 0 || depth > PRINT_DEPTH_LIMIT)
		return a < 0 && b < 0;
	m = &x->nodes[a];
	n = &y->nodes[b];
	if (m->kind != n->kind || m->op != n->op || !same_text(x, m->str, y, n->str))
		return false;
	if (m->kind == VYPR_NODE_VAR)
		return same_binder(m->a, n->a, pairs);
	if (m->kind == VYPR_NODE_FORALL || m->kind == VYPR_NODE_EXISTS)
		inside = &own; /* the variable is seen in the body only */
	else if (m->v.i != n->v.i) /* of a quantifier it is what is recorded */
		return false;
	return same_tree(x, m->a, y, n->a, pairs, depth + 1) &&
	       same_tree(x, m->b, y, n->b, pairs, depth + 1) &&
	       same_tree(x, m->c, y, n->c, pairs, depth + 1) &&
	       same_tree(x, m->d, y, n->d, inside, depth + 1);
}

int vypr_ast_equal(const struct vypr_ast *x, const struct vypr_ast *y)
{
	if (x->node_count == 0 || y->node_count == 0)
		return x->node_count == y->node_count;
	return same_tree(x, x->root, y, y->root, NULL, 0);
}
