/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the characters of a formula make tokens.
 */
#include "spec/lex.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static int at(const struct vypr_lexer *lexer, size_t position)
{
	return position < lexer->limit ? (unsigned char)lexer->text[position] : EOF;
}

static int is_name_start(int c)
{
	return c >= 0 && (c == '_' || c == '$' || c >= 0x80 || isalpha(c));
}

static int is_name_part(int c)
{
	return is_name_start(c) || (c >= 0 && isdigit(c));
}

static int is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/* A backslash before white space is a continued line; the line's end itself can have
 * become a space in a folded YAML text. */
static void skip_space(struct vypr_lexer *lexer)
{
	for (;; lexer->position++) {
		int c = at(lexer, lexer->position);
		int next = at(lexer, lexer->position + 1);

		if (c == '\\' && (next == EOF || is_space(next)))
			continue;
		if (!is_space(c))
			return;
	}
}

static size_t skip_digits(const struct vypr_lexer *lexer, size_t p, int hexadecimal)
{
	for (;; p++) {
		int c = at(lexer, p);

		if (c == EOF || !(hexadecimal ? isxdigit(c) : isdigit(c)))
			return p;
	}
}

/* An exponent is one only with a digit in it: "5e" is 5 and a name. */
static size_t skip_exponent(const struct vypr_lexer *lexer, size_t p, int mark)
{
	size_t q = p + 1;

	if (p >= lexer->limit || tolower(at(lexer, p)) != mark)
		return p;
	if (at(lexer, q) == '+' || at(lexer, q) == '-')
		q++;
	return skip_digits(lexer, q, 0) > q ? skip_digits(lexer, q, 0) : p;
}

/* The C suffix at p, unless the letters there are more than that ("us" is a unit). */
static size_t skip_suffix(const struct vypr_lexer *lexer, size_t p, int real)
{
	static const char *const integers[] = {
		"u", "l", "ul", "lu", "ll", "ull", "llu"
	};
	static const char *const reals[] = { "f", "l" };
	const char *const *suffixes = real ? reals : integers;
	size_t count = real ? 2 : sizeof integers / sizeof integers[0];
	size_t end = p;

	while (is_name_part(at(lexer, end)))
		end++;
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(suffixes[i]), same = 0;

		while (same < n && p + same < end &&
		       tolower((unsigned char)lexer->text[p + same]) == suffixes[i][same])
			same++;
		if (end > p && same == n && n == end - p)
			return end;
	}
	return p;
}

/* The dot belongs to the number unless a name follows: x@120.len */
static size_t skip_fraction(const struct vypr_lexer *lexer, size_t p, int hexadecimal)
{
	int next = at(lexer, p + 1);

	if (at(lexer, p) != '.' || is_name_start(next) || next == '.')
		return p;
	return skip_digits(lexer, p + 1, hexadecimal);
}

static size_t skip_number(const struct vypr_lexer *lexer, size_t p)
{
	int mark = p + 1 < lexer->limit ? tolower(at(lexer, p + 1)) : 0;
	int hexadecimal = at(lexer, p) == '0' && mark == 'x';
	size_t end, fraction;

	if (at(lexer, p) == '0' && mark == 'b' && at(lexer, p + 2) != EOF &&
	    isdigit(at(lexer, p + 2)))
		return skip_suffix(lexer, skip_digits(lexer, p + 2, 0), 0);
	end = skip_digits(lexer, hexadecimal ? p + 2 : p, hexadecimal);
	fraction = skip_fraction(lexer, end, hexadecimal);
	p = skip_exponent(lexer, fraction, hexadecimal ? 'p' : 'e');
	return skip_suffix(lexer, p, p != end);
}

static void lex_quoted(const struct vypr_lexer *lexer, struct vypr_token *token)
{
	int quote = at(lexer, token->start);
	size_t p = token->start + 1;

	while (p < lexer->limit && at(lexer, p) != quote)
		p += at(lexer, p) == '\\' ? 2 : 1;
	if (p < lexer->limit) {
		token->kind = VYPR_TOKEN_QUOTED;
		token->end = p + 1;
		return;
	}
	token->kind = VYPR_TOKEN_BAD;
	token->problem = "this quote is not closed";
}

int vypr_lex_pair(int x, int y)
{
	static const char pairs[][2] = { { '-', '>' }, { ':', ':' }, { '=', '=' },
					 { '!', '=' }, { '<', '=' }, { '>', '=' },
					 { '&', '&' }, { '|', '|' } };

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (pairs[i][0] == x && pairs[i][1] == y)
			return VYPR_SYM2(x, y);
	return 0;
}

static void lex_symbol(const struct vypr_lexer *lexer, struct vypr_token *token)
{
	int c = at(lexer, token->start);
	int pair = vypr_lex_pair(c, at(lexer, token->start + 1));

	token->kind = VYPR_TOKEN_SYMBOL;
	token->symbol = pair ? pair : c;
	token->end = token->start + (pair ? 2 : 1);
	if (c == '\\' || !isprint(c)) {
		token->kind = VYPR_TOKEN_BAD;
		token->symbol = 0;
		token->problem = c == '\\' ? "'\\' can only stand at the end of a line"
					   : "this character cannot be in a formula";
	}
}

struct vypr_token vypr_lex_next(struct vypr_lexer *lexer)
{
	struct vypr_token token = { .kind = VYPR_TOKEN_END };
	int c;

	skip_space(lexer);
	token.start = token.end = lexer->position;
	c = at(lexer, lexer->position);
	if (c == EOF)
		return token;
	if (is_name_start(c)) {
		token.kind = VYPR_TOKEN_NAME;
		while (is_name_part(at(lexer, token.end)))
			token.end++;
	} else if (isdigit(c) || (c == '.' && at(lexer, token.start + 1) != EOF &&
				  isdigit(at(lexer, token.start + 1)))) {
		token.kind = VYPR_TOKEN_NUMBER;
		token.end = skip_number(lexer, token.start);
	} else if (c == '\'' || c == '"') {
		token.end = token.start + 1;
		lex_quoted(lexer, &token);
	} else {
		lex_symbol(lexer, &token);
	}
	lexer->position = token.end;
	return token;
}
