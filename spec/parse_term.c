/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the leaves of a term: numbers with their units, texts, characters, names of
 * constants.  Numbers mean what they mean in C, in every locale.
 */
#include "spec/parser.h"

#include <errno.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/suggest.h"

enum { NUMBER_SIZE = 128 };

static const char *const unit_texts[] = {
#define VYPR_TIME_UNIT(name, text, nanoseconds) [VYPR_UNIT_##name] = text,
#include "spec/time_unit.def"
#undef VYPR_TIME_UNIT
};
static const int64_t unit_ns[] = {
	[VYPR_UNIT_NONE] = 1,
#define VYPR_TIME_UNIT(name, text, nanoseconds) [VYPR_UNIT_##name] = nanoseconds,
#include "spec/time_unit.def"
#undef VYPR_TIME_UNIT
};
enum { UNIT_COUNT = sizeof unit_ns / sizeof unit_ns[0] };

static bool copy_number(struct vypr_parser *p, char text[NUMBER_SIZE])
{
	size_t n = p->token.end - p->token.start;

	if (n >= NUMBER_SIZE) {
		vypr_parser_fail(p, VYPR_RANGE, p->token.start, p->token.end,
				 "a number of more than %d characters", NUMBER_SIZE - 1);
		return false;
	}
	memcpy(text, p->lexer.text + p->token.start, n);
	text[n] = '\0';
	return true;
}

static bool is_real(const char *text)
{
	bool hexadecimal = strlen(text) > 1 && (text[1] == 'x' || text[1] == 'X');

	return strpbrk(text, hexadecimal ? ".pP" : ".eE") != NULL;
}

static bool only_suffix(const char *end)
{
	return strspn(end, "uUlLfF") == strlen(end);
}

/* C99 strtod knows the program's decimal point; the language has its own. */
static bool read_real(const char *text, double *ret_value)
{
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	char *end;

	if (!c)
		return false;
	*ret_value = strtod_l(text, &end, c);
	freelocale(c);
	return end > text && only_suffix(end) && isfinite(*ret_value);
}

static bool read_integer(const char *text, uint64_t *ret_value)
{
	bool binary = text[0] == '0' && (text[1] == 'b' || text[1] == 'B');
	char *end;

	errno = 0;
	*ret_value = binary ? strtoull(text + 2, &end, 2) : strtoull(text, &end, 0);
	return errno == 0 && end > text && only_suffix(end);
}

static int32_t bad_number(struct vypr_parser *p, const char *text)
{
	if (text[0] == '0' && strpbrk(text, "89") && text[1] != 'x' && text[1] != 'X' &&
	    !is_real(text))
		return vypr_parser_fail(p, VYPR_SYNTAX, p->token.start, p->token.end,
					"a number that begins with 0 is octal in C: %s",
					text);
	if (text[0] == '0' && text[1] && strchr("xXbB", text[1]) && strlen(text) <= 3)
		return vypr_parser_fail(p, VYPR_SYNTAX, p->token.start, p->token.end,
					"this number has no digits: %s", text);
	return vypr_parser_fail(p, VYPR_RANGE, p->token.start, p->token.end,
				"the number %s does not fit in 64 bits", text);
}

/* The unit behind a number, if there is one. */
static enum vypr_unit_of take_unit(struct vypr_parser *p)
{
	for (int unit = 1; unit < UNIT_COUNT; unit++)
		if (vypr_parser_accept_name(p, unit_texts[unit]))
			return (enum vypr_unit_of)unit;
	return VYPR_UNIT_NONE;
}

/* How else people write units; by their beginnings. */
static const char *unit_meant(const char *word)
{
	static const struct {
		const char *beginning, *unit;
	} table[] = {
		{ "nsec", "ns" },    { "nano", "ns" },	   { "usec", "us" },
		{ "micro", "us" },   { "\xc2\xb5", "us" }, { "\xce\xbc", "us" },
		{ "msec", "ms" },    { "milli", "ms" },	   { "sec", "s" },
		{ "minute", "min" }, { "hour", "h" },	   { "hr", "h" },
	};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (strncmp(word, table[i].beginning, strlen(table[i].beginning)) == 0)
			return table[i].unit;
	return NULL;
}

/* A name that is neither a unit nor a word that can follow a number. */
static int32_t unknown_unit(struct vypr_parser *p)
{
	char word[32];
	size_t n = p->token.end - p->token.start;
	struct vypr_token token = p->token;

	vypr_parser_fail(p, VYPR_SYNTAX, token.start, token.end,
			 "'%.*s' is not a unit of time; the units are ns us ms s min h",
			 (int)(n > 32 ? 32 : n), p->lexer.text + token.start);
	if (n < sizeof word) {
		memcpy(word, p->lexer.text + token.start, n);
		word[n] = '\0';
		if (p->diag && unit_meant(word))
			snprintf(p->diag->hint, sizeof p->diag->hint, "write '%s'",
				 unit_meant(word));
		else
			vypr_suggest_hint(p->diag, word, unit_texts + 1, UNIT_COUNT - 1);
	}
	if (p->diag && !p->diag->hint[0])
		vypr_parser_suggest(p, token.start, token.end,
				    1u << VYPR_WORD_BINARY | 1u << VYPR_WORD_PART, false);
	return -1;
}

static int32_t finish_number(struct vypr_parser *p, int32_t node, int32_t string,
			     double value)
{
	enum vypr_unit_of unit = take_unit(p);
	struct vypr_node *n = vypr_parser_at_node(p, node);
	size_t start = vypr_parser_start_of(p, node);

	if (unit == VYPR_UNIT_NONE && p->token.kind == VYPR_TOKEN_NAME &&
	    !vypr_parser_word(p, p->token))
		return unknown_unit(p);
	if (unit != VYPR_UNIT_NONE && value * (double)unit_ns[unit] >= 0x1p63)
		return vypr_parser_fail(p, VYPR_RANGE, start, p->taken,
					"a time of more than 292 years");
	if (unit != VYPR_UNIT_NONE && n->kind == VYPR_NODE_CONSTANT)
		return vypr_parser_fail(p, VYPR_RANGE, start, p->taken,
					"a time of more than 292 years");
	vypr_parser_extend(p, node);
	n->str = string;
	if (n->kind != VYPR_NODE_CONSTANT)
		n->op = (uint8_t)unit;
	return node;
}

/* An integer over INT64_MAX is a constant whose value is known already. */
static int32_t integer_node(struct vypr_parser *p, size_t start, uint64_t value)
{
	bool wide = value > INT64_MAX;
	int32_t node = vypr_parser_node(p, wide ? VYPR_NODE_CONSTANT : VYPR_NODE_INTEGER,
					start, -1, -1);

	if (node < 0)
		return -1;
	vypr_parser_at_node(p, node)->v.i = (int64_t)value;
	if (wide)
		vypr_parser_at_node(p, node)->op = VYPR_TYPE_U64;
	return node;
}

int32_t vypr_parser_number(struct vypr_parser *p)
{
	char text[NUMBER_SIZE];
	size_t start = p->token.start;
	int32_t string = vypr_parser_string_begin(p), node;
	uint64_t integer = 0;
	double real = 0;
	bool has_point;

	if (!copy_number(p, text))
		return -1;
	has_point = is_real(text);
	if (!(has_point ? read_real(text, &real) : read_integer(text, &integer)))
		return bad_number(p, text);
	if (!vypr_parser_string_add_token(p) || !vypr_parser_string_end(p))
		return -1;
	if (!has_point) {
		node = integer_node(p, start, integer);
		return node < 0 ? -1 : finish_number(p, node, string, (double)integer);
	}
	node = vypr_parser_node(p, VYPR_NODE_REAL, start, -1, -1);
	if (node < 0)
		return -1;
	vypr_parser_at_node(p, node)->v.f = real;
	return finish_number(p, node, string, real);
}

int32_t vypr_parser_plain_number(struct vypr_parser *p, const char *what,
				 int64_t *ret_value)
{
	char text[NUMBER_SIZE];
	uint64_t value = 0;

	if (p->token.kind != VYPR_TOKEN_NUMBER)
		return vypr_parser_expected(p, "%s", what);
	if (!copy_number(p, text))
		return -1;
	if (is_real(text))
		return vypr_parser_expected(p, "%s", what);
	if (!read_integer(text, &value))
		return bad_number(p, text);
	if (value < 1 || value > INT32_MAX)
		return vypr_parser_fail(p, VYPR_RANGE, p->token.start, p->token.end,
					"expected %s, from 1 on", what);
	*ret_value = (int64_t)value;
	vypr_parser_take(p);
	return 0;
}

/* ---- texts ---------------------------------------------------------------- */

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = c ? strchr(digits, c | 0x20) : NULL;

	return found && (c >= 'A' || (c >= '0' && c <= '9')) ? (int)(found - digits) : -1;
}

/* The byte that the escape at text[i] means, or -1; i moves to its last character. */
static int escape(const char *text, size_t *i, size_t end)
{
	static const char letters[] = "abfnrtv\\'\"?";
	static const char bytes[] = "\a\b\f\n\r\t\v\\'\"?";
	const char *found;
	int value = 0, digits = 0;

	if (++*i >= end)
		return -1;
	found = text[*i] ? strchr(letters, text[*i]) : NULL;
	if (found)
		return (unsigned char)bytes[found - letters];
	if (text[*i] == 'x') {
		for (; digits < 2 && *i + 1 < end && hex_digit(text[*i + 1]) >= 0;
		     digits++)
			value = value * 16 + hex_digit(text[++*i]);
		return digits ? value : -1;
	}
	for (; digits < 3 && *i < end && text[*i] >= '0' && text[*i] <= '7'; digits++)
		value = value * 8 + (text[(*i)++] - '0');
	--*i;
	return digits && value < 256 ? value : -1;
}

static bool add_contents(struct vypr_parser *p, size_t start, size_t end,
			 size_t *ret_size)
{
	const char *text = p->lexer.text;

	*ret_size = 0;
	for (size_t i = start; i < end; i++, ++*ret_size) {
		size_t from = i;
		int c = text[i] == '\\' ? escape(text, &i, end) : (unsigned char)text[i];
		char byte = (char)c;

		if (c < 0) {
			vypr_parser_fail(
				p, VYPR_SYNTAX, from, i + 1,
				"unknown escape in a text; known are \\n \\t \\xHH and "
				"those of C");
			return false;
		}
		if (!vypr_parser_string_add(p, &byte, 1))
			return false;
	}
	return vypr_parser_string_end(p);
}

/* 'a' is a character as in C; 'ab' is a text as in Python, and so is everything in "". */
int32_t vypr_parser_quoted(struct vypr_parser *p)
{
	struct vypr_token token = p->token;
	int32_t string = vypr_parser_string_begin(p), node;
	bool character;
	size_t size;

	if (!add_contents(p, token.start + 1, token.end - 1, &size))
		return -1;
	character = p->lexer.text[token.start] == '\'' && size == 1;
	if (!character && strlen(vypr_ast_string(&p->ast, string)) != size)
		return vypr_parser_fail(
			p, VYPR_SYNTAX, token.start, token.end,
			"a text ends at its first NUL, so it cannot contain one");
	vypr_parser_take(p);
	node = vypr_parser_node(p, character ? VYPR_NODE_CHARACTER : VYPR_NODE_STRING,
				token.start, -1, -1);
	if (node < 0)
		return -1;
	if (character) {
		vypr_parser_at_node(p, node)->v.i = (signed char)p->ast.strings[string];
		p->ast.strings_size = (size_t)string;
	} else {
		vypr_parser_at_node(p, node)->str = string;
	}
	return node;
}

/* ---- names ---------------------------------------------------------------- */

static int32_t unknown_function(struct vypr_parser *p)
{
	struct vypr_token token = p->token;
	size_t n = token.end - token.start;

	vypr_parser_fail(
		p, VYPR_NAME, token.start, token.end,
		"'%.*s' is neither a word of the language nor a quantified variable",
		(int)(n > 64 ? 64 : n), p->lexer.text + token.start);
	return vypr_parser_suggest(p, token.start, token.end, ~0u, true);
}

int32_t vypr_parser_constant(struct vypr_parser *p)
{
	size_t start = p->token.start;
	int32_t string, node;

	if (vypr_parser_peek(p).symbol == '(')
		return unknown_function(p);
	string = vypr_parser_constant_name(p);
	if (string < 0)
		return -1;
	node = vypr_parser_node(p, VYPR_NODE_CONSTANT, start, -1, -1);
	if (node >= 0)
		vypr_parser_at_node(p, node)->str = string;
	return node;
}
