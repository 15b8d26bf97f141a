/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Diagnostics of the compiler that lie in a specification file: GCC is told of
 * the file as if it had been included, so that it prints the line, a caret and
 * the replacement that is offered, in each of its output formats.
 */
#include "plugin/look.h"

static location_t position(const char *file, int line, int column)
{
	location_t loc;

	linemap_add(line_table, LC_ENTER, 0, file, line);
	linemap_line_start(line_table, line, column + 120);
	loc = linemap_position_for_column(line_table, column > 0 ? column : 1);
	linemap_add(line_table, LC_LEAVE, 0, NULL, 0);
	return loc;
}

static location_t location_of(const struct vp_place *place)
{
	location_t start, end;

	if (!place || !place->file || place->line <= 0)
		return UNKNOWN_LOCATION;
	start = position(place->file, place->line, place->column);
	if (place->end_column <= place->column)
		return start;
	/* both ends in one map: the second is counted from the first */
	end = linemap_position_for_loc_and_offset(line_table, start,
						  place->end_column - place->column);
	return make_location(start, start, end);
}

/* GCC's own names for the two changed with 15 */
enum gravity { ERROR, WARNING };

const char *vp_rule;

static void say(enum gravity kind, const struct vp_place *place, const char *hint,
		const char *format, va_list args)
{
	location_t loc = location_of(place);
	gcc_rich_location rich(loc);
	char *text = xvasprintf(format, args);

	if (hint && *hint && place && place->column > 0)
		rich.add_fixit_replace(hint);
	if (hint && *hint && kind == ERROR)
		error_at(&rich, "vypr: %s; did you mean %qs?", text, hint);
	else if (kind == ERROR)
		error_at(&rich, "vypr: %s", text);
	else if (hint && *hint)
		warning_at(&rich, 0, "vypr: %s; did you mean %qs?", text, hint);
	else
		warning_at(&rich, 0, "vypr: %s", text);
	free(text);
}

/* What has a name is told by it wherever GCC tells the option that controls a warning. */
static void say_about(enum gravity kind, enum vypr_warning warning,
		      const struct vp_place *place, const char *hint, const char *format,
		      va_list args)
{
	static bool named;

	if (!named)
		vp_name_rules();
	named = true;
	vp_rule = concat("vypr-", vypr_warning_name(warning), NULL);
	say(kind, place, hint, format, args);
	vp_rule = NULL;
}

void vp_error(const struct vp_place *place, const char *hint, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(ERROR, place, hint, format, args);
	va_end(args);
}

bool vp_is_off(const struct vypr_property *property, enum vypr_warning warning)
{
	return property->warnings_off & 1u << warning;
}

void vp_error_about(enum vypr_warning warning, const struct vp_place *place, const char *hint,
		    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_about(ERROR, warning, place, hint, format, args);
	va_end(args);
}

void vp_warn(const struct vypr_property *property, enum vypr_warning warning,
	     const struct vp_place *place, const char *hint, const char *format, ...)
{
	va_list args;

	if (vp_is_off(property, warning))
		return;
	va_start(args, format);
	say_about(WARNING, warning, place, hint, format, args);
	va_end(args);
}

/* The word that a hint of the readers offers: X of "did you mean 'X'?"; NULL for others.
 */
static const char *word_of_hint(const char *hint)
{
	static const char start[] = "did you mean '";
	size_t length = strlen(hint);

	if (!startswith(hint, start) || strcmp(hint + length - 2, "'?") != 0)
		return NULL;
	return xstrndup(hint + strlen(start), length - strlen(start) - 2);
}

void vp_error_diag(const char *file, const struct vypr_diag *diag)
{
	struct vp_place place = { file, diag->line, diag->column, diag->end_column };
	const char *text = *diag->text ? diag->text : vypr_status_text(diag->status);
	const char *word = word_of_hint(diag->hint);

	if (word || !*diag->hint)
		vp_error(&place, word, "%s", text);
	else
		vp_error(&place, NULL, "%s; %s", text, diag->hint);
}

static bool is_word(char c)
{
	return ISALNUM(c) || c == '_';
}

/* Offset of word in text[0..size), as a whole word where it is one; -1: not there. */
static int find_word(const char *text, int size, const char *word)
{
	int length = strlen(word), i;

	for (i = 0; i + length <= size; i++)
		if (!strncmp(text + i, word, length) &&
		    !(i > 0 && is_word(text[i - 1]) && is_word(word[0])) &&
		    !(i + length < size && is_word(text[i + length]) &&
		      is_word(word[length - 1])))
			return i;
	return -1;
}

struct vp_place vp_place_of_node(const char *file, const struct vypr_node *node,
				 const char *word)
{
	struct vp_place place = { file, (int)node->line, (int)node->column,
				  (int)node->end_column };
	size_t length;
	const char *line = vp_source_line(file, node->line, &length);
	int first = node->column - 1, at;

	if (!line || !word || !*word || first < 0 || first >= (int)length)
		return place;
	at = find_word(line + first, length - first, word);
	if (at >= 0) {
		place.column = first + at + 1;
		place.end_column = place.column + strlen(word) - 1;
	}
	return place;
}

struct vp_place vp_place_of_text(const char *file, const struct vypr_text *text)
{
	struct vp_place place = { file, text->line, text->column, text->end_column };

	return place;
}
