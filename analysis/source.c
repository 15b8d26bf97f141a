/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows where a unit's source file may lie.  Only the file that was given to the
 * compiler has its hash in the unit; the text of others cannot be trusted.
 */
#include "analysis/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES (64u << 20)

void vypr_source_fini(struct vypr_source *source)
{
	free(source->file);
	free(source->bytes);
	free(source->lines);
	memset(source, 0, sizeof *source);
}

static char *read_all(const char *path, size_t *ret_size)
{
	FILE *in = fopen(path, "rb");
	char *bytes = NULL;
	size_t size = 0, room = 0;

	if (!in)
		return NULL;
	for (;;) {
		char *more;

		if (size == room) {
			room = room ? room * 2 : 1u << 16;
			more = room > MOST_BYTES ? NULL : realloc(bytes, room + 1);
			if (!more)
				break;
			bytes = more;
		}
		size += fread(bytes + size, 1, room - size, in);
		if (size < room) {
			int failed = ferror(in);

			fclose(in);
			if (failed)
				break;
			bytes[size] = '\0';
			*ret_size = size;
			return bytes;
		}
	}
	free(bytes);
	return NULL;
}

static char *join_path(const char *directory, const char *file)
{
	size_t size = strlen(directory) + strlen(file) + 2;
	char *path = malloc(size);

	if (path)
		snprintf(path, size, "%s%s%s", *file == '/' ? "" : directory,
			 *file == '/' || !*directory ? "" : "/", file);
	return path;
}

/* Cut into lines in place. */
static int cut(struct vypr_source *s, size_t size)
{
	size_t count = 1, n = 0;

	for (size_t i = 0; i < size; i++)
		count += s->bytes[i] == '\n';
	s->lines = calloc(count + 1, sizeof *s->lines);
	if (!s->lines)
		return 0;
	s->lines[n++] = s->bytes;
	for (size_t i = 0; i < size; i++) {
		if (s->bytes[i] != '\n')
			continue;
		s->bytes[i] = '\0';
		if (i > 0 && s->bytes[i - 1] == '\r')
			s->bytes[i - 1] = '\0';
		s->lines[n++] = s->bytes + i + 1;
	}
	s->line_count = n;
	return 1;
}

static int load(struct vypr_source *s, const char *path)
{
	size_t size;

	free(s->bytes);
	s->bytes = read_all(path, &size);
	if (!s->bytes || vypr_hash64(s->bytes, size, 0) != s->unit->source_hash)
		return 0;
	return cut(s, size);
}

int vypr_source_open(struct vypr_source *s, const struct vypr_unit *unit,
		     const char *file)
{
	char *path;

	if (s->unit == unit && s->file && strcmp(s->file, file) == 0)
		return s->lines != NULL;
	vypr_source_fini(s);
	s->unit = unit;
	s->file = strdup(file);
	if (!s->file || strcmp(file, vypr_unit_string(unit, unit->source_file)) != 0)
		return 0;
	path = join_path(vypr_unit_string(unit, unit->directory), file);
	if (path && !load(s, path) && *file != '/')
		load(s, file); /* the tree was moved: from here */
	free(path);
	return s->lines != NULL;
}

const char *vypr_source_line(const struct vypr_source *source, uint32_t line)
{
	return line > 0 && line <= source->line_count ? source->lines[line - 1] : NULL;
}

/* ---- what a line is ---- */

/* Copy a line without its comments; texts in quotes become one quote. */
static void strip(const char *line, int *in_comment, char *buf, size_t size)
{
	size_t used = 0;

	while (*line && used + 1 < size) {
		if (*in_comment) {
			*in_comment = strncmp(line, "*/", 2) != 0;
			line += *in_comment ? 1 : 2;
		} else if (strncmp(line, "/*", 2) == 0) {
			*in_comment = 1;
			line += 2;
		} else if (strncmp(line, "//", 2) == 0) {
			break;
		} else if (*line == '"' || *line == '\'') {
			char quote = *line++;

			buf[used++] = quote;
			while (*line && *line != quote)
				line += *line == '\\' && line[1] ? 2 : 1;
			line += *line != '\0';
		} else {
			buf[used++] = *line++;
		}
	}
	buf[used] = '\0';
}

static int is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

static int is_statement_word(const char *word, size_t length)
{
	static const char *const words[] = { "return",	 "goto",      "throw",
					     "delete",	 "co_return", "co_yield",
					     "co_await", "break",     "continue",
					     "case",	 "default",   "else",
					     "do" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i]) == length && strncmp(words[i], word, length) == 0)
			return 1;
	return 0;
}

/* Two words or more, and but * & , [ ] < > : beside them, up to a semicolon. */
static int is_declaration(const char *s)
{
	size_t words = 0;

	while (*s && *s != ';') {
		const char *start = s;

		while (is_word(*s))
			s++;
		if (s > start) {
			if (words++ == 0 && is_statement_word(start, (size_t)(s - start)))
				return 0;
		} else if (strchr(" \t*&,[]<>:", *s)) {
			s++;
		} else {
			return 0;
		}
	}
	return words > 1 && *s == ';' && s[1 + strspn(s + 1, " \t\r")] == '\0';
}

int vypr_source_is_code(const char *line, int *in_comment)
{
	char text[512];
	const char *s = text;

	strip(line, in_comment, text, sizeof text);
	s += strspn(s, " \t\r\f");
	return *s && *s != '#' && !is_declaration(s);
}
