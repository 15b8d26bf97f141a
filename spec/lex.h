/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From characters to the tokens of CFTL.  Names, numbers, quoted texts and symbols
 * only: what a word means is the parser's business, since "count" may be a word of
 * the language here and a C variable there.
 */
#ifndef VYPR_SPEC_LEX_H
#define VYPR_SPEC_LEX_H

#include <stddef.h>

enum vypr_token_kind {
	VYPR_TOKEN_END,
	VYPR_TOKEN_NAME,
	VYPR_TOKEN_NUMBER,       /* with a C suffix, without a unit of time */
	VYPR_TOKEN_QUOTED,       /* '...' or "...", with the quotes */
	VYPR_TOKEN_SYMBOL,
	VYPR_TOKEN_BAD           /* see problem */
};

/* Symbols are their characters: '(' or VYPR_SYM2('-', '>'). */
#define VYPR_SYM2(x, y) ((x) | (y) << 8)
#define VYPR_SYM_ARROW VYPR_SYM2('-', '>')
#define VYPR_SYM_SCOPE VYPR_SYM2(':', ':')
#define VYPR_SYM_EQ VYPR_SYM2('=', '=')
#define VYPR_SYM_NE VYPR_SYM2('!', '=')
#define VYPR_SYM_LE VYPR_SYM2('<', '=')
#define VYPR_SYM_GE VYPR_SYM2('>', '=')
#define VYPR_SYM_AND VYPR_SYM2('&', '&')
#define VYPR_SYM_OR VYPR_SYM2('|', '|')

struct vypr_token {
	enum vypr_token_kind kind;
	int symbol;              /* SYMBOL; else 0 */
	size_t start, end;       /* bytes of the text: [start, end) */
	const char *problem;     /* BAD: what is wrong */
};

/* A position in a text; copy it to look ahead.  limit is moved in while the inside
 * of a quoted name is read. */
struct vypr_lexer {
	const char *text;
	size_t position, limit;
};

/* The token at the position, which moves behind it.  White space and line
 * continuations are skipped.  At the limit: END, again and again. */
struct vypr_token vypr_lex_next(struct vypr_lexer *lexer);

/* The symbol of two characters that x and y make when nothing is between them, or 0. */
int vypr_lex_pair(int x, int y);

#endif
