/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows GCC's layout of a located diagnostic, to the column:
 *
 *      spec.yml:4:7: error: vypr: unknown key 'objektive'; did you mean 'objective'?
 *          4 |       objektive: 99 %
 *            |       ^~~~~~~~~
 *            |       objective
 *
 * Columns are those of a terminal: a tab goes to the next multiple of 8, a character of
 * several bytes is one, or two where it is wide.
 */
#include "analysis/caret.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/text.h"

/* ---- columns ---- */

static int is_wide(uint32_t code)
{
	static const struct {
		uint32_t first, last;
	} wide[] = { { 0x1100, 0x115f },   { 0x2e80, 0x303e },	 { 0x3041, 0xa4cf },
		     { 0xa960, 0xa97c },   { 0xac00, 0xd7a3 },	 { 0xf900, 0xfaff },
		     { 0xfe30, 0xfe6f },   { 0xff01, 0xff60 },	 { 0xffe0, 0xffe6 },
		     { 0x1f300, 0x1f64f }, { 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd } };

	for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
		if (code >= wide[i].first && code <= wide[i].last)
			return 1;
	return 0;
}

/* The bytes of the character at s, at least 1. */
static size_t character(const char *s, size_t size, uint32_t *ret_code)
{
	unsigned char lead = (unsigned char)*s;
	size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

	*ret_code = length == 1 ? lead : lead & (0xffu >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if (i >= size || ((unsigned char)s[i] & 0xc0) != 0x80)
			return 1;
		*ret_code = *ret_code << 6 | (s[i] & 0x3f);
	}
	return length;
}

static int width_of(const char *s, size_t size, int before, size_t *ret_bytes)
{
	uint32_t code;

	*ret_bytes = character(s, size, &code);
	if (code == '\t')
		return 8 - before % 8;
	return is_wide(code) ? 2 : 1;
}

/* Terminal columns of what stands before byte number "bytes"; through: and of the
 * character there. */
static int columns_to(const char *line, size_t size, size_t bytes, int through)
{
	int columns = 0;
	size_t at = 0, length;

	while (at < size) {
		int width = width_of(line + at, size - at, columns, &length);

		if (at + length > bytes)
			return columns + (through ? width : 0);
		columns += width;
		at += length;
	}
	return columns + (int)(bytes - size) + through;
}

/* ---- the line ---- */

static char *read_line(const char *file, int number, size_t *ret_size)
{
	FILE *in = number > 0 ? fopen(file, "rb") : NULL;
	char *line = NULL;
	size_t room = 0;
	ssize_t size = -1;

	for (int i = 0; in && i < number; i++) {
		size = getline(&line, &room, in);
		if (size < 0)
			break;
	}
	if (in)
		fclose(in);
	if (size < 0) {
		free(line);
		return NULL;
	}
	while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r'))
		size--;
	*ret_size = (size_t)size;
	return line;
}

/* ---- printing ---- */

struct caret {
	FILE *out;
	struct vypr_output colours;
	const struct vypr_diag *diag;
	char *line; /* NULL: there is none */
	size_t size;
	char word[128]; /* the replacement that is offered, "" none */
};

static void paint(const struct caret *c, enum vypr_colour colour)
{
	vypr_text_colour(&c->colours, colour);
}

/* The word of "did you mean 'word'?". */
static void word_of_hint(const char *hint, char *ret_word, size_t size)
{
	static const char start[] = "did you mean '";
	size_t length = strlen(hint);

	*ret_word = '\0';
	if (strncmp(hint, start, sizeof start - 1) == 0 && length > sizeof start + 1 &&
	    strcmp(hint + length - 2, "'?") == 0)
		snprintf(ret_word, size, "%.*s", (int)(length - sizeof start - 1),
			 hint + sizeof start - 1);
}

static void print_words(const struct caret *c, const char *file)
{
	const struct vypr_diag *d = c->diag;
	const char *text = *d->text ? d->text : vypr_status_text(d->status);

	paint(c, VYPR_BOLD);
	fputs(file, c->out);
	if (d->line > 0)
		fprintf(c->out, ":%d", d->line);
	if (d->line > 0 && d->column > 0)
		fprintf(c->out, ":%d",
			c->line ? columns_to(c->line, c->size, (size_t)d->column - 1, 1)
				: d->column);
	fputs(": ", c->out);
	paint(c, VYPR_RED);
	fputs("error: ", c->out);
	paint(c, VYPR_PLAIN);
	fprintf(c->out, "vypr: %s%s%s\n", text, *d->hint ? "; " : "", d->hint);
}

static void print_source(const struct caret *c)
{
	int columns = 0;
	size_t length;

	fprintf(c->out, "%5d | ", c->diag->line);
	for (size_t at = 0; at < c->size; at += length) {
		int width = width_of(c->line + at, c->size - at, columns, &length);

		if (c->line[at] == '\t')
			fprintf(c->out, "%*s", width, "");
		else
			fwrite(c->line + at, 1, length, c->out);
		columns += width;
	}
	putc('\n', c->out);
}

static void print_below(const struct caret *c)
{
	const struct vypr_diag *d = c->diag;
	size_t first = (size_t)d->column - 1;
	int start = columns_to(c->line, c->size, first, 0), end = start + 1;
	int margin = d->line > 99999 ? snprintf(NULL, 0, "%d", d->line) : 5;

	if (d->end_column > d->column)
		end = columns_to(c->line, c->size, (size_t)d->end_column - 1, 1);
	fprintf(c->out, "%*s | %*s", margin, "", start, "");
	paint(c, VYPR_RED);
	putc('^', c->out);
	for (int i = start + 1; i < end; i++)
		putc('~', c->out);
	paint(c, VYPR_PLAIN);
	putc('\n', c->out);
	if (!*c->word)
		return;
	fprintf(c->out, "%*s | %*s", margin, "", start, "");
	paint(c, VYPR_GREEN);
	fputs(c->word, c->out);
	paint(c, VYPR_PLAIN);
	putc('\n', c->out);
}

void vypr_print_caret(FILE *out, const char *colour, const char *file,
		      const struct vypr_diag *diag)
{
	struct caret c = { .out = out, .diag = diag };

	vypr_output_begin(&c.colours, out, 0, colour);
	c.line = read_line(file, diag->line, &c.size);
	word_of_hint(diag->hint, c.word, sizeof c.word);
	print_words(&c, file);
	if (c.line && diag->column > 0) {
		print_source(&c);
		print_below(&c);
	}
	free(c.line);
}
