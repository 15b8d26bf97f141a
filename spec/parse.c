/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what a parse as a whole is: its limits, where in the file a byte lies, how an
 * error gets its place and its words, and how the tree and its strings grow.
 *
 * One token of look-ahead; a second one where a dot may begin a method.  The first error
 * ends the parse.
 */
#include "spec/parse.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/parser.h"
#include "spec/suggest.h"

static const struct vypr_word words[] = {
#define VYPR_WORD(text, role, node, arguments)                                           \
	{ text, VYPR_WORD_##role, VYPR_NODE_##node, arguments },
#include "spec/word.def"
#undef VYPR_WORD
};

enum { WORD_COUNT = sizeof words / sizeof words[0] };

/* ---- places --------------------------------------------------------------- */

static void own_place(void *ctx, size_t offset, int *ret_line, int *ret_column)
{
	const struct vypr_parser *p = ctx;
	size_t low = 0, high = p->line_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (p->line_starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	*ret_line = (int)low + 1;
	*ret_column = (int)(offset - p->line_starts[low]) + 1;
}

/* Where each line of the text begins, for a text that is a file of its own. */
static bool index_lines(struct vypr_parser *p)
{
	const char *text = p->lexer.text;
	size_t count = 1;

	for (size_t i = 0; i < p->size; i++)
		count += text[i] == '\n';
	p->line_starts = calloc(count, sizeof *p->line_starts);
	if (!p->line_starts)
		return false;
	p->line_count = 1;
	for (size_t i = 0; i < p->size; i++)
		if (text[i] == '\n')
			p->line_starts[p->line_count++] = (uint32_t)i + 1;
	p->own_map.place = own_place;
	p->own_map.ctx = p;
	p->map = &p->own_map;
	return true;
}

/* The place of [start, end): where it begins, and its last column on that line. */
static void place(const struct vypr_parser *p, size_t start, size_t end, int *ret_line,
		  int *ret_column, int *ret_end_column)
{
	const char *text = p->lexer.text;
	size_t low = start, high = end > start ? end : start + 1;
	int line, column;

	p->map->place(p->map->ctx, start, ret_line, ret_column);
	while (high - low > 1) { /* low: last byte known to be on the first line */
		size_t middle = low + (high - low) / 2;

		p->map->place(p->map->ctx, middle, &line, &column);
		if (line == *ret_line)
			low = middle;
		else
			high = middle;
	}
	while (low > start && strchr(" \t\r\n\\", text[low]))
		low--;
	p->map->place(p->map->ctx, low, &line, ret_end_column);
}

/* ---- errors --------------------------------------------------------------- */

static int32_t fail_v(struct vypr_parser *p, enum vypr_status status, size_t start,
		      size_t end, const char *format, va_list args)
{
	char text[sizeof p->diag->text];
	int line, column, end_column;

	place(p, start, end, &line, &column, &end_column);
	vsnprintf(text, sizeof text, format, args);
	p->status = vypr_diag_set(p->diag, status, line, column, end_column, "%s", text);
	return -1;
}

int32_t vypr_parser_fail(struct vypr_parser *p, enum vypr_status status, size_t start,
			 size_t end, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fail_v(p, status, start, end, format, args);
	va_end(args);
	return -1;
}

int32_t vypr_parser_fail_at(struct vypr_parser *p, enum vypr_status status, int32_t node,
			    const char *text)
{
	const struct vypr_node *n = &p->ast.nodes[node];

	p->status = vypr_diag_set(p->diag, status, (int)n->line, (int)n->column,
				  (int)n->end_column, "%s", text);
	return -1;
}

static int32_t no_memory(struct vypr_parser *p)
{
	p->status = vypr_diag_set(p->diag, VYPR_NOMEM, 0, 0, 0, "out of memory");
	return -1;
}

/* C operators that have another spelling here. */
static const char *spelling_of(int symbol)
{
	switch (symbol) {
	case VYPR_SYM_AND: return "and";
	case VYPR_SYM_OR: return "or";
	case '!': return "not";
	case '=': return "==";
	case VYPR_SYM_ARROW: return "implies";
	default: return NULL;
	}
}

static void hint_for_token(struct vypr_parser *p)
{
	const char *spelling =
		p->token.kind == VYPR_TOKEN_SYMBOL ? spelling_of(p->token.symbol) : NULL;

	if (spelling && p->diag)
		snprintf(p->diag->hint, sizeof p->diag->hint, "write '%s'", spelling);
	else if (p->token.kind == VYPR_TOKEN_NAME && !vypr_parser_word(p, p->token))
		vypr_parser_suggest(p, p->token.start, p->token.end, ~0u, false);
}

int32_t vypr_parser_expected(struct vypr_parser *p, const char *format, ...)
{
	char what[160];
	size_t length = p->token.end - p->token.start;
	va_list args;

	if (p->token.kind == VYPR_TOKEN_BAD)
		return vypr_parser_fail(p, VYPR_SYNTAX, p->token.start, p->token.end,
					"%s", p->token.problem);
	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	if (p->token.kind == VYPR_TOKEN_END)
		vypr_parser_fail(p, VYPR_SYNTAX,
				 p->lexer.limit < p->size ? p->token.start : p->taken, 0,
				 "expected %s, found the end of the %s", what,
				 p->lexer.limit < p->size ? "quoted text" : "formula");
	else
		vypr_parser_fail(p, VYPR_SYNTAX, p->token.start, p->token.end,
				 p->token.kind == VYPR_TOKEN_QUOTED
					 ? "expected %s, found %.*s%s"
					 : "expected %s, found '%.*s%s'",
				 what, (int)(length > 32 ? 32 : length),
				 p->lexer.text + p->token.start,
				 length > 32 ? "..." : "");
	hint_for_token(p);
	return -1;
}

int32_t vypr_parser_suggest(struct vypr_parser *p, size_t start, size_t end,
			    unsigned roles, bool variables)
{
	const char *candidates[WORD_COUNT + VYPR_DEPTH_LIMIT];
	char word[64];
	size_t n = 0;

	if (end - start >= sizeof word)
		return -1;
	memcpy(word, p->lexer.text + start, end - start);
	word[end - start] = '\0';
	for (int i = p->scope_count; variables && i-- > 0;)
		candidates[n++] = vypr_ast_string(&p->ast, p->scopes[i].name);
	for (size_t i = 0; i < WORD_COUNT; i++)
		if (roles & 1u << words[i].role)
			candidates[n++] = words[i].text;
	vypr_suggest_hint(p->diag, word, candidates, n);
	return -1;
}

/* ---- tokens --------------------------------------------------------------- */

void vypr_parser_take(struct vypr_parser *p)
{
	p->taken = p->token.end;
	p->token = vypr_lex_next(&p->lexer);
}

struct vypr_token vypr_parser_peek(const struct vypr_parser *p)
{
	struct vypr_lexer ahead = p->lexer;

	return vypr_lex_next(&ahead);
}

bool vypr_parser_at(const struct vypr_parser *p, int symbol)
{
	return p->token.kind == VYPR_TOKEN_SYMBOL && p->token.symbol == symbol;
}

static bool token_is(const struct vypr_parser *p, struct vypr_token token,
		     const char *name)
{
	size_t n = strlen(name);

	return token.kind == VYPR_TOKEN_NAME && token.end - token.start == n &&
	       memcmp(p->lexer.text + token.start, name, n) == 0;
}

bool vypr_parser_at_name(const struct vypr_parser *p, const char *name)
{
	return token_is(p, p->token, name);
}

bool vypr_parser_accept(struct vypr_parser *p, int symbol)
{
	bool yes = vypr_parser_at(p, symbol);

	if (yes)
		vypr_parser_take(p);
	return yes;
}

bool vypr_parser_accept_name(struct vypr_parser *p, const char *name)
{
	bool yes = vypr_parser_at_name(p, name);

	if (yes)
		vypr_parser_take(p);
	return yes;
}

bool vypr_parser_need(struct vypr_parser *p, int symbol, const char *where)
{
	char text[3] = { (char)(symbol & 0xff), (char)(symbol >> 8), '\0' };

	if (vypr_parser_accept(p, symbol))
		return true;
	vypr_parser_expected(p, "'%s' %s", text, where);
	return false;
}

bool vypr_parser_open(struct vypr_parser *p, const char *where)
{
	if (vypr_parser_at(p, '(') && ++p->parentheses > VYPR_DEPTH_LIMIT) {
		vypr_parser_fail(p, VYPR_LIMIT, p->token.start, p->token.end,
				 "more than %d parentheses inside each other",
				 VYPR_DEPTH_LIMIT);
		return false;
	}
	return vypr_parser_need(p, '(', where);
}

bool vypr_parser_close(struct vypr_parser *p, const char *where)
{
	p->parentheses--;
	return vypr_parser_need(p, ')', where);
}

bool vypr_parser_enter_quotes(struct vypr_parser *p, struct vypr_lexer *ret_outer)
{
	if (p->token.kind != VYPR_TOKEN_QUOTED)
		return false;
	*ret_outer = p->lexer;
	p->lexer.position = p->token.start + 1;
	p->lexer.limit = p->token.end - 1;
	p->token = vypr_lex_next(&p->lexer);
	return true;
}

bool vypr_parser_leave_quotes(struct vypr_parser *p, struct vypr_lexer outer)
{
	if (p->token.kind != VYPR_TOKEN_END) {
		vypr_parser_expected(p, "the end of the quoted name");
		return false;
	}
	p->lexer = outer;
	p->taken = outer.position; /* the closing quote is the last thing taken */
	p->token = vypr_lex_next(&p->lexer);
	return true;
}

const struct vypr_word *vypr_parser_word(const struct vypr_parser *p,
					 struct vypr_token token)
{
	for (size_t i = 0; i < WORD_COUNT; i++)
		if (token_is(p, token, words[i].text))
			return &words[i];
	return NULL;
}

int vypr_parser_find_scope(const struct vypr_parser *p, struct vypr_token token)
{
	for (int i = p->scope_count; i-- > 0;)
		if (token_is(p, token, vypr_ast_string(&p->ast, p->scopes[i].name)))
			return i;
	return -1;
}

/* ---- the tree ------------------------------------------------------------- */

static bool grow_nodes(struct vypr_parser *p)
{
	size_t capacity = p->node_capacity ? p->node_capacity * 2 : 64;
	struct vypr_node *nodes;
	struct vypr_node_mark *marks;

	if (p->ast.node_count < p->node_capacity)
		return true;
	nodes = realloc(p->ast.nodes, capacity * sizeof *nodes);
	if (nodes)
		p->ast.nodes = nodes;
	marks = realloc(p->marks, capacity * sizeof *marks);
	if (marks)
		p->marks = marks;
	if (!nodes || !marks)
		return false;
	p->node_capacity = capacity;
	return true;
}

/* The depth is a property of the tree alone, so what was printed can be read again. */
static bool adopt(struct vypr_parser *p, int32_t node, int32_t child)
{
	struct vypr_node_mark *mark = &p->marks[node];

	if (child >= 0 && p->marks[child].depth >= mark->depth)
		mark->depth = p->marks[child].depth + 1;
	if (mark->depth <= VYPR_DEPTH_LIMIT)
		return true;
	vypr_parser_fail(p, VYPR_LIMIT, mark->start, p->taken,
			 "the formula is more than %d levels deep", VYPR_DEPTH_LIMIT);
	return false;
}

int32_t vypr_parser_node(struct vypr_parser *p, enum vypr_node_kind kind, size_t start,
			 int32_t a, int32_t b)
{
	int line, column, end_column;
	struct vypr_node *node;
	int32_t index;

	if (!grow_nodes(p))
		return no_memory(p);
	place(p, start, p->taken, &line, &column, &end_column);
	index = (int32_t)p->ast.node_count++;
	node = &p->ast.nodes[index];
	memset(node, 0, sizeof *node);
	node->kind = (uint8_t)kind;
	node->a = a;
	node->b = b;
	node->c = node->d = node->str = -1;
	node->line = (uint32_t)line;
	node->column = (uint32_t)column;
	node->end_column = (uint32_t)end_column;
	p->marks[index].start = (uint32_t)start;
	p->marks[index].depth = 1;
	return adopt(p, index, a) && adopt(p, index, b) ? index : -1;
}

void vypr_parser_extend(struct vypr_parser *p, int32_t node)
{
	int line, column, end_column;

	place(p, p->marks[node].start, p->taken, &line, &column, &end_column);
	p->ast.nodes[node].end_column = (uint32_t)end_column;
}

struct vypr_node *vypr_parser_at_node(struct vypr_parser *p, int32_t node)
{
	return &p->ast.nodes[node];
}

bool vypr_parser_set_c(struct vypr_parser *p, int32_t node, int32_t child)
{
	p->ast.nodes[node].c = child;
	return adopt(p, node, child);
}

bool vypr_parser_set_d(struct vypr_parser *p, int32_t node, int32_t child)
{
	p->ast.nodes[node].d = child;
	return adopt(p, node, child);
}

enum vypr_node_class vypr_parser_class(const struct vypr_parser *p, int32_t node)
{
	static const uint8_t classes[] = {
#define VYPR_NODE(name, class) VYPR_CLASS_##class,
#include "spec/node.def"
#undef VYPR_NODE
	};

	return classes[p->ast.nodes[node].kind];
}

size_t vypr_parser_start_of(const struct vypr_parser *p, int32_t node)
{
	return p->marks[node].start;
}

/* ---- strings -------------------------------------------------------------- */

int32_t vypr_parser_string_begin(const struct vypr_parser *p)
{
	return (int32_t)p->ast.strings_size;
}

bool vypr_parser_string_add(struct vypr_parser *p, const char *text, size_t size)
{
	size_t need = p->ast.strings_size + size;

	if (need > p->strings_capacity) {
		size_t capacity = p->strings_capacity ? p->strings_capacity : 256;
		char *strings;

		while (capacity < need)
			capacity *= 2;
		strings = realloc(p->ast.strings, capacity);
		if (!strings)
			return no_memory(p) >= 0;
		p->ast.strings = strings;
		p->strings_capacity = capacity;
	}
	memcpy(p->ast.strings + p->ast.strings_size, text, size);
	p->ast.strings_size = need;
	return true;
}

bool vypr_parser_string_add_token(struct vypr_parser *p)
{
	bool fine = vypr_parser_string_add(p, p->lexer.text + p->token.start,
					   p->token.end - p->token.start);

	vypr_parser_take(p);
	return fine;
}

bool vypr_parser_string_end(struct vypr_parser *p)
{
	return vypr_parser_string_add(p, "", 1);
}

/* ---- the whole ------------------------------------------------------------ */

int32_t vypr_parser_enter(struct vypr_parser *p)
{
	if (++p->recursion <= VYPR_RECURSION_LIMIT)
		return 0;
	return vypr_parser_fail(p, VYPR_LIMIT, p->token.start, p->token.end,
				"the formula is more than %d levels deep",
				VYPR_DEPTH_LIMIT);
}

void vypr_parser_exit(struct vypr_parser *p)
{
	p->recursion--;
}

/* From the serial of the variable to the node that binds it. */
static void bind_variables(struct vypr_parser *p)
{
	for (size_t i = 0; i < p->ast.node_count; i++)
		if (p->ast.nodes[i].kind == VYPR_NODE_VAR)
			p->ast.nodes[i].a = p->quantifiers[p->ast.nodes[i].a];
}

static int32_t parse_all(struct vypr_parser *p)
{
	const struct vypr_word *word;

	if (!p->map && !index_lines(p))
		return no_memory(p);
	if (p->size > VYPR_TEXT_LIMIT)
		return vypr_parser_fail(p, VYPR_LIMIT, 0, 1,
					"a formula of more than %d KiB",
					VYPR_TEXT_LIMIT / 1024);
	p->token = vypr_lex_next(&p->lexer);
	word = vypr_parser_word(p, p->token);
	if (vypr_parser_at_name(p, "Specification") ||
	    (word && word->role == VYPR_WORD_QUANTIFIER))
		p->ast.root = vypr_parser_quantified(p);
	else
		p->ast.root = vypr_parser_expected(p, "'forall' or 'exists'");
	if (p->ast.root < 0)
		return -1;
	if (p->token.kind != VYPR_TOKEN_END)
		return vypr_parser_expected(p, "the end of the formula");
	bind_variables(p);
	return p->ast.root;
}

enum vypr_status vypr_parse(const char *text, size_t size,
			    const struct vypr_place_map *map, struct vypr_ast *ret_ast,
			    struct vypr_diag *reterr_diag)
{
	struct vypr_parser p = {
		.lexer = { .text = text, .position = 0, .limit = size },
		.size = size,
		.map = map,
		.diag = reterr_diag,
	};

	if (parse_all(&p) >= 0) {
		assert(p.status == VYPR_OK && p.scope_count == 0);
		*ret_ast = p.ast;
	} else {
		vypr_ast_fini(&p.ast);
	}
	free(p.marks);
	free(p.line_starts);
	free(p.quantifiers);
	return p.status;
}
