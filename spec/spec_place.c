/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows where in the file each byte of a YAML scalar came from.
 *
 * libyaml gives the text of a scalar and where the scalar begins and ends, not how the
 * two correspond.  But all that YAML does to a text is to change white space
 * (indentation, folded lines), to double or escape characters between quotes, and nothing
 * else; so one walk over both finds the origin of every byte that is not white space:
 *
 *     file   |- | \n      forall q in \n        changes(x)
 *     text                forall q in \n  changes(x)
 */
#include "spec/spec_yaml.h"

#include <stdlib.h>
#include <string.h>

/* ---- lines ---------------------------------------------------------------- */

bool vypr_lines_init(struct vypr_lines *source, const char *bytes, size_t size)
{
	size_t count = 1;

	for (size_t i = 0; i < size; i++)
		count += bytes[i] == '\n';
	source->bytes = bytes;
	source->size = size;
	source->line_count = 1;
	source->line_starts = calloc(count, sizeof *source->line_starts);
	if (!source->line_starts)
		return false;
	for (size_t i = 0; i < size; i++)
		if (bytes[i] == '\n')
			source->line_starts[source->line_count++] = (uint32_t)i + 1;
	return true;
}

void vypr_lines_fini(struct vypr_lines *source)
{
	free(source->line_starts);
	memset(source, 0, sizeof *source);
}

static size_t line_of(const struct vypr_lines *source, size_t offset)
{
	size_t low = 0, high = source->line_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (source->line_starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void vypr_lines_place(const struct vypr_lines *source, size_t offset, int *ret_line,
		      int *ret_column)
{
	size_t line = line_of(source, offset);

	*ret_line = (int)line + 1;
	*ret_column = (int)(offset - source->line_starts[line]) + 1;
}

size_t vypr_lines_line_end(const struct vypr_lines *source, size_t offset)
{
	size_t line = line_of(source, offset), start = source->line_starts[line];
	size_t end = line + 1 < source->line_count ? source->line_starts[line + 1]
						   : source->size;

	while (end > start &&
	       (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
		end--;
	return end > start ? end - 1 : start;
}

/* ---- scalars -------------------------------------------------------------- */

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct walk {
	const char *raw; /* the file */
	size_t at, end; /* what of it belongs to the scalar */
	enum vypr_yaml_style style;
};

/* Past the anchor and the tag, to the scalar itself. */
static void skip_properties(struct walk *w)
{
	while (w->at < w->end && (w->raw[w->at] == '&' || w->raw[w->at] == '!')) {
		while (w->at < w->end && !is_white(w->raw[w->at]))
			w->at++;
		while (w->at < w->end && is_white(w->raw[w->at]))
			w->at++;
	}
}

static void skip_header(struct walk *w)
{
	skip_properties(w);
	switch (w->style) {
	case VYPR_YAML_PLAIN: return;
	case VYPR_YAML_SINGLE:
	case VYPR_YAML_DOUBLE: w->at += w->at < w->end; return;
	case VYPR_YAML_LITERAL:
	case VYPR_YAML_FOLDED:
		while (w->at < w->end && w->raw[w->at] != '\n')
			w->at++;
		w->at += w->at < w->end;
		return;
	}
}

static size_t utf8_length(unsigned long code)
{
	return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/* The escape at w->at: its length in the file; ret_text: in the text (0: a joined line).
 */
static size_t escape_length(const struct walk *w, size_t *ret_text)
{
	char c = w->at + 1 < w->end ? w->raw[w->at + 1] : '\0';
	size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
	char hex[9] = "";

	*ret_text = 1;
	if (c == '\n' || c == '\r')
		*ret_text = 0;
	else if (c == 'N' || c == '_')
		*ret_text = 2;
	else if (c == 'L' || c == 'P')
		*ret_text = 3;
	else if (digits && w->end - w->at >= 2 + digits) {
		memcpy(hex, w->raw + w->at + 2, digits);
		*ret_text = utf8_length(strtoul(hex, NULL, 16));
	}
	return 2 + digits;
}

/* Find one byte of the text at or after w->at; ret_used: how many text bytes that place
 * stands for.  False when the file says something else. */
static bool find(struct walk *w, char c, size_t *ret_place, size_t *ret_used)
{
	*ret_used = 1;
	for (; w->at < w->end; w->at++) {
		char r = w->raw[w->at];

		if (w->style == VYPR_YAML_DOUBLE && r == '\\') {
			size_t length = escape_length(w, ret_used);
			bool white =
				w->at + 1 < w->end && strchr("tnr \t", w->raw[w->at + 1]);

			*ret_place = w->at;
			w->at += length;
			if (*ret_used > 0 && (is_white(c) || !white))
				return true;
			*ret_used = 1;
			w->at--;
			continue;
		}
		if (r == c || (is_white(r) && is_white(c))) {
			*ret_place = w->at++;
			if (c == '\'' && w->style == VYPR_YAML_SINGLE)
				w->at++;
			return true;
		}
		if (is_white(c)) { /* a line break that YAML added, or white space it
				      moved */
			*ret_place = w->at;
			return true;
		}
		if (!is_white(r))
			return false;
	}
	*ret_place = w->end > 0 ? w->end - 1 : 0;
	return is_white(c);
}

/* Where the text cannot be found byte by byte, everything lies at the scalar's beginning.
 */
static void give_up(struct vypr_scalar_map *map, size_t start)
{
	for (size_t i = 0; i <= map->size; i++)
		map->offsets[i] = (uint32_t)start;
}

/* A white byte gets the first white place there is, which need not be its own; tokens
 * begin and end with other bytes. */
bool vypr_scalar_map_init(struct vypr_scalar_map *map, const struct vypr_lines *source,
			  const struct vypr_yaml_node *scalar)
{
	struct walk w = { .raw = source->bytes,
			  .at = scalar->start,
			  .end = scalar->end,
			  .style = scalar->style };
	size_t i = 0, used, where = scalar->start;

	map->source = source;
	map->size = scalar->size;
	map->offsets = calloc(scalar->size + 1, sizeof *map->offsets);
	if (!map->offsets)
		return false;
	skip_header(&w);
	map->offsets[0] = (uint32_t)w.at;
	while (i < scalar->size) {
		if (!find(&w, scalar->text[i], &where, &used)) {
			give_up(map, scalar->start);
			return true;
		}
		for (; used > 0 && i < scalar->size; used--)
			map->offsets[i++] = (uint32_t)where;
	}
	map->offsets[i] = (uint32_t)(i > 0 ? where + 1 : w.at);
	return true;
}

void vypr_scalar_map_fini(struct vypr_scalar_map *map)
{
	free(map->offsets);
	memset(map, 0, sizeof *map);
}

void vypr_scalar_map_place(void *ctx, size_t offset, int *ret_line, int *ret_column)
{
	const struct vypr_scalar_map *map = ctx;

	vypr_lines_place(map->source,
			 map->offsets[offset <= map->size ? offset : map->size], ret_line,
			 ret_column);
}
