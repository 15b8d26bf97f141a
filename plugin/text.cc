/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in the source file at a place, and keys that stay the same when
 * something else in the file is edited.
 *
 * GCC's own access to source lines differs in every version from 14 on, so the
 * files are read here.
 */
#include "plugin/look.h"

enum { LONGEST = 120 };

struct source {
	char *name;
	char *bytes;
	size_t size;
	vec<size_t> lines; /* offset of each line */
};
static vec<struct source *> sources;

static void read_bytes(struct source *source)
{
	FILE *file = fopen(source->name, "r");
	size_t room = 65536, got;
	size_t i;

	source->bytes = XNEWVEC(char, room);
	if (!file)
		return;
	while ((got = fread(source->bytes + source->size, 1, room - source->size,
			    file))) {
		source->size += got;
		if (source->size == room)
			source->bytes = XRESIZEVEC(char, source->bytes, room *= 2);
	}
	fclose(file);
	source->lines.safe_push(0);
	for (i = 0; i < source->size; i++)
		if (source->bytes[i] == '\n')
			source->lines.safe_push(i + 1);
}

static struct source *source_of(const char *name)
{
	struct source *source;
	unsigned i;

	FOR_EACH_VEC_ELT (sources, i, source)
		if (!strcmp(source->name, name))
			return source;
	source = XCNEW(struct source);
	source->name = xstrdup(name);
	read_bytes(source);
	sources.safe_push(source);
	return source;
}

const char *vp_source_line(const char *file, int line, size_t *ret_length)
{
	struct source *source = file ? source_of(file) : NULL;
	size_t start, end;

	if (!source || line < 1 || (unsigned)line > source->lines.length())
		return NULL;
	start = source->lines[line - 1];
	end = (unsigned)line < source->lines.length() ? source->lines[line]
						      : source->size;
	while (end > start &&
	       (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
		end--;
	*ret_length = end - start;
	return source->bytes + start;
}

uint64_t vp_file_hash(const char *file)
{
	struct source *source = source_of(file);

	return vypr_hash64(source->bytes, source->size, 0);
}

uint64_t vp_key(const char *symbol, const char *kind, const char *text, unsigned ordinal)
{
	uint64_t hash = vypr_hash64(symbol, strlen(symbol) + 1, 0);

	hash = vypr_hash64(kind, strlen(kind) + 1, hash);
	hash = vypr_hash64(text, strlen(text) + 1, hash);
	return vypr_hash64(&ordinal, sizeof ordinal, hash);
}

const char *vp_display_name(tree decl)
{
	return xstrdup(lang_hooks.decl_printable_name(decl, 1));
}

const char *vp_symbol(tree decl)
{
	const char *name = IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(decl));

	return *name == '*' ? name + 1 : name;
}

/* ---- spans ---------------------------------------------------------------- */

static location_t outside_macros(location_t loc)
{
	return linemap_resolve_location(line_table, loc, LRK_MACRO_EXPANSION_POINT, NULL);
}

/* Where in the source: a pointer that walks over lines, for finding brackets. */
struct cursor {
	const char *file;
	int line, column; /* 1-based */
};

static int cursor_char(const struct cursor *cursor)
{
	size_t length;
	const char *line = vp_source_line(cursor->file, cursor->line, &length);

	if (!line)
		return -1;
	return (size_t)cursor->column <= length ? line[cursor->column - 1] : '\n';
}

static void cursor_next(struct cursor *cursor)
{
	if (cursor_char(cursor) == '\n') {
		cursor->line++;
		cursor->column = 1;
	} else {
		cursor->column++;
	}
}

/* Move over a quoted text that begins here. */
static void skip_quoted(struct cursor *cursor)
{
	int quote = cursor_char(cursor), c;

	for (;;) {
		cursor_next(cursor);
		c = cursor_char(cursor);
		if (c == quote || c == '\n' || c < 0)
			return;
		if (c == '\\')
			cursor_next(cursor);
	}
}

/* From an opening bracket to the one that closes it. */
static bool find_closing(struct cursor *cursor)
{
	int depth = 0, steps;

	for (steps = 0; steps < 4096; steps++) {
		int c = cursor_char(cursor);

		if (c < 0)
			return false;
		if (c == '"' || c == '\'')
			skip_quoted(cursor);
		else if (c == '(' || c == '[' || c == '{')
			depth++;
		else if (c == ')' || c == ']' || c == '}')
			if (--depth == 0)
				return true;
		cursor_next(cursor);
	}
	return false;
}

static void skip_blanks(struct cursor *cursor)
{
	int c;

	while ((c = cursor_char(cursor)) == ' ' || c == '\t' || c == '\n')
		cursor_next(cursor);
}

/* A macro's use with its arguments, when the location is inside its expansion. */
static void stretch_over_arguments(struct vp_span *span)
{
	struct cursor cursor = { span->file, span->end_line, span->end_column };

	while (ISIDNUM(cursor_char(&cursor))) {
		span->end_column = cursor.column;
		cursor_next(&cursor);
	}
	skip_blanks(&cursor);
	if (cursor_char(&cursor) == '(' && find_closing(&cursor)) {
		span->end_line = cursor.line;
		span->end_column = cursor.column;
	}
}

bool vp_span_of(location_t loc, struct vp_span *ret_span)
{
	bool macro = linemap_location_from_macro_expansion_p(line_table, loc);
	source_range range = get_range_from_loc(line_table, loc);
	expanded_location start, end;

	if (LOCATION_LOCUS(loc) <= BUILTINS_LOCATION)
		return false;
	start = expand_location(outside_macros(macro ? loc : range.m_start));
	end = expand_location(outside_macros(macro ? loc : range.m_finish));
	if (!start.file || start.line <= 0)
		return false;
	ret_span->file = start.file;
	ret_span->line = ret_span->end_line = start.line;
	ret_span->column = ret_span->end_column = start.column;
	if (end.file && !strcmp(end.file, start.file) &&
	    (end.line > start.line ||
	     (end.line == start.line && end.column >= start.column))) {
		ret_span->end_line = end.line;
		ret_span->end_column = end.column;
	}
	/* what ends inside a macro ends with all of its use */
	if (macro || linemap_location_from_macro_expansion_p(line_table, range.m_finish))
		stretch_over_arguments(ret_span);
	return true;
}

char *vp_span_text(const struct vp_span *span)
{
	struct cursor cursor = { span->file, span->line, span->column };
	char *text = XNEWVEC(char, LONGEST + 8);
	size_t length = 0;

	while (length < LONGEST &&
	       (cursor.line < span->end_line ||
		(cursor.line == span->end_line && cursor.column <= span->end_column))) {
		int c = cursor_char(&cursor);

		if (c < 0)
			break;
		if (c != '\n' && c != '\t' && c != ' ' && c != '\\')
			text[length++] = c;
		else if (c != '\\' && length && text[length - 1] != ' ')
			text[length++] = ' ';
		else if (c == '\\')
			text[length++] = c;
		cursor_next(&cursor);
	}
	while (length && text[length - 1] == ' ')
		length--;
	strcpy(text + length, length >= LONGEST ? "..." : "");
	return text;
}

char *vp_word_at(location_t loc)
{
	struct vp_span span;
	struct cursor cursor;
	char word[LONGEST + 1];
	size_t length = 0;

	if (!vp_span_of(loc, &span))
		return xstrdup("");
	cursor.file = span.file;
	cursor.line = span.line;
	cursor.column = span.column;
	while (length < LONGEST && ISIDNUM(cursor_char(&cursor))) {
		word[length++] = cursor_char(&cursor);
		cursor_next(&cursor);
	}
	word[length] = '\0';
	return xstrdup(word);
}

/* An initialiser has the place of the declarator only: "n" of "int n = f(3), m". */
static void stretch_over_initialiser(struct vp_span *span)
{
	struct cursor cursor = { span->file, span->end_line, span->end_column + 1 };
	struct cursor last = cursor;
	int c, steps;

	while (cursor_char(&cursor) == '[' && find_closing(&cursor))
		cursor_next(&cursor);
	skip_blanks(&cursor);
	if (cursor_char(&cursor) != '=')
		return;
	for (steps = 0; steps < 4096; steps++) {
		c = cursor_char(&cursor);
		if (c < 0 || c == ';' || c == ',' || c == ')')
			break;
		if ((c == '(' || c == '[' || c == '{') && !find_closing(&cursor))
			return;
		if (c == '"' || c == '\'')
			skip_quoted(&cursor);
		if (c != ' ' && c != '\n' && c != '\t')
			last = cursor;
		cursor_next(&cursor);
	}
	span->end_line = last.line;
	span->end_column = last.column;
}

static bool is_identifier(const char *text)
{
	if (!*text || ISDIGIT(*text))
		return false;
	while (ISIDNUM(*text))
		text++;
	return !*text;
}

/* The place of "x = f (y)" is that of the call: back over "x = ". */
static void stretch_over_target(struct vp_span *span)
{
	size_t length;
	const char *line = vp_source_line(span->file, span->line, &length);
	int at = span->column - 2, depth = 0;

	while (line && at >= 0 && ISBLANK(line[at]))
		at--;
	if (!line || at < 1 || line[at] != '=' || strchr("=!<>", line[at - 1]))
		return;
	at -= strchr("+-*/%&|^", line[at - 1]) ? 2 : 1;
	while (at >= 0 && ISBLANK(line[at]))
		at--;
	for (; at >= 0; at--) {
		char c = line[at];

		depth += (c == ']' || c == ')') - (c == '[' || c == '(');
		if (depth < 0 || (depth == 0 && !ISIDNUM(c) && !strchr(".[(", c) &&
				  !(c == '>' && at > 0 && line[at - 1] == '-') &&
				  !(c == '-' && line[at + 1] == '>')))
			break;
	}
	if (at + 2 < span->column && line[at + 1] != '=')
		span->column = at + 2;
}

/* "asm" alone: with what stands in its brackets. */
static void stretch_over_asm(struct vp_span *span)
{
	struct cursor cursor = { span->file, span->line, span->column };

	while (ISIDNUM(cursor_char(&cursor)) || ISSPACE(cursor_char(&cursor)))
		cursor_next(&cursor);
	if (cursor_char(&cursor) == '(' && find_closing(&cursor)) {
		span->end_line = cursor.line;
		span->end_column = cursor.column;
	}
}

/* A word of a directive (#pragma omp): all of its line. */
static bool stretch_over_directive(struct vp_span *span)
{
	size_t length, first = 0;
	const char *line = vp_source_line(span->file, span->line, &length);

	while (line && first < length && ISBLANK(line[first]))
		first++;
	if (!line || first >= length || line[first] != '#')
		return false;
	span->column = first + 1;
	span->end_line = span->line;
	span->end_column = length;
	return true;
}

char *vp_statement_text(gimple *stmt, struct vp_span *ret_span)
{
	char *text;

	memset(ret_span, 0, sizeof *ret_span);
	if (!vp_span_of(gimple_location(stmt), ret_span))
		return xstrdup("");
	text = vp_span_text(ret_span);
	if (!stretch_over_directive(ret_span)) {
		if (gimple_code(stmt) == GIMPLE_ASM)
			stretch_over_asm(ret_span);
		else if (gimple_get_lhs(stmt) && is_identifier(text))
			stretch_over_initialiser(ret_span);
	}
	free(text);
	return vp_span_text(ret_span);
}

char *vp_change_text(gimple *stmt, struct vp_span *ret_span)
{
	char *text = vp_statement_text(stmt, ret_span);

	if (!is_gimple_call(stmt) || !gimple_call_lhs(stmt))
		return text;
	free(text);
	stretch_over_target(ret_span);
	return vp_span_text(ret_span);
}

/* ---- a call among its arguments --------------------------------------------- */

/* GCC gives the calls in the arguments of a call the place of the outer one.  They are
 * found again by name, in the order in which they are evaluated: what was lowered
 * first has the smaller ordinal. */
struct calls {
	const char *name;
	vec<struct cursor> found;
};

static void find_calls(struct calls *calls, struct cursor from, struct cursor to);

static bool before(const struct cursor *x, const struct cursor *y)
{
	return x->line < y->line || (x->line == y->line && x->column < y->column);
}

/* The arguments of the call whose bracket is at open, last one first, as GCC lowers them.
 */
static void find_in_arguments(struct calls *calls, struct cursor open,
			      struct cursor close)
{
	auto_vec<struct cursor> starts;
	struct cursor cursor = open, end = close;

	cursor_next(&cursor);
	starts.safe_push(cursor);
	while (before(&cursor, &close)) {
		int c = cursor_char(&cursor);

		if (c == '"' || c == '\'')
			skip_quoted(&cursor);
		else if ((c == '(' || c == '[' || c == '{') && !find_closing(&cursor))
			return;
		cursor_next(&cursor);
		if (c == ',')
			starts.safe_push(cursor);
	}
	while (starts.length()) {
		struct cursor start = starts.pop();

		find_calls(calls, start, end);
		end = start;
	}
}

/* A word followed by a bracket, and what is in it. */
static bool read_call(struct calls *calls, struct cursor *cursor)
{
	struct cursor start = *cursor, open, close;
	char word[LONGEST + 1];
	size_t length = 0;

	while (ISIDNUM(cursor_char(cursor))) {
		if (length < LONGEST)
			word[length++] = cursor_char(cursor);
		cursor_next(cursor);
	}
	word[length] = '\0';
	open = *cursor;
	skip_blanks(&open);
	close = open;
	if (cursor_char(&open) != '(' || !find_closing(&close))
		return false;
	find_in_arguments(calls, open, close);
	if (!strcmp(word, calls->name))
		calls->found.safe_push(start);
	*cursor = close;
	return true;
}

static void find_calls(struct calls *calls, struct cursor from, struct cursor to)
{
	while (before(&from, &to)) {
		int c = cursor_char(&from);

		if (c < 0)
			return;
		if (c == '"' || c == '\'')
			skip_quoted(&from);
		if (ISIDST(c) && !read_call(calls, &from))
			continue;
		cursor_next(&from);
	}
}

char *vp_call_text(gimple *stmt, const char *name, unsigned ordinal,
		   struct vp_span *ret_span)
{
	char *text = vp_statement_text(stmt, ret_span);
	struct calls calls = { name, vNULL };
	struct cursor from = { ret_span->file, ret_span->line, ret_span->column };
	struct cursor to = { ret_span->file, ret_span->end_line,
			     ret_span->end_column + 1 };

	if (!*text ||
	    linemap_location_from_macro_expansion_p(line_table, gimple_location(stmt)))
		return text;
	find_calls(&calls, from, to);
	if (calls.found.length() <= ordinal)
		return text;
	free(text);
	ret_span->line = ret_span->end_line = calls.found[ordinal].line;
	ret_span->column = ret_span->end_column = calls.found[ordinal].column;
	stretch_over_arguments(ret_span);
	calls.found.release();
	return vp_span_text(ret_span);
}

/* "if (x)" has the place of the bracket: what stands between it and its partner. */
static char *text_in_brackets(struct vp_span *span)
{
	struct cursor open = { span->file, span->line, span->column }, close = open;
	struct vp_span inner = *span;

	if (cursor_char(&open) != '(' || !find_closing(&close) || close.column < 2)
		return NULL;
	cursor_next(&open);
	skip_blanks(&open);
	inner.line = open.line;
	inner.column = open.column;
	inner.end_line = close.line;
	inner.end_column = close.column - 1;
	*span = inner;
	return vp_span_text(span);
}

/* The statement that computed the operand of a condition, or NULL. */
static gimple *definition(tree operand)
{
	if (operand && TREE_CODE(operand) == SSA_NAME)
		return SSA_NAME_DEF_STMT(operand);
	return NULL;
}

static tree condition_operand(gimple *stmt)
{
	if (gcond *cond = dyn_cast<gcond *>(stmt))
		return integer_zerop(gimple_cond_rhs(cond)) ? gimple_cond_lhs(cond)
							    : NULL;
	if (gswitch *sw = dyn_cast<gswitch *>(stmt))
		return gimple_switch_index(sw);
	return NULL;
}

char *vp_condition_text(gimple *stmt, struct vp_span *ret_span)
{
	gimple *def = definition(condition_operand(stmt));
	char *text = NULL;

	memset(ret_span, 0, sizeof *ret_span);
	if (vp_span_of(gimple_location(stmt), ret_span)) {
		text = text_in_brackets(ret_span);
		if (!text)
			text = vp_span_text(ret_span);
		if (strlen(text) > 1 && gimple_code(stmt) != GIMPLE_SWITCH)
			return text;
	}
	if (def && vp_span_of(gimple_location(def), ret_span))
		return vp_span_text(ret_span);
	return text ? text : xstrdup("");
}

/* ---- labels --------------------------------------------------------------- */

static char *label_in_source(tree label)
{
	struct vp_span span;
	struct cursor cursor;
	char *text;

	if (!vp_span_of(DECL_SOURCE_LOCATION(label), &span))
		return NULL;
	cursor.file = span.file;
	cursor.line = span.line;
	cursor.column = span.column;
	while (cursor_char(&cursor) != ':' && cursor_char(&cursor) != '\n') {
		if (cursor_char(&cursor) == '\'')
			skip_quoted(&cursor);
		cursor_next(&cursor);
	}
	span.end_line = cursor.line;
	span.end_column = cursor.column - 1;
	text = vp_span_text(&span);
	if (startswith(text, "case ") || startswith(text, "default"))
		return text;
	free(text);
	return NULL;
}

char *vp_case_text(tree label)
{
	tree low = CASE_LOW(label), high = CASE_HIGH(label);
	char *text = label_in_source(CASE_LABEL(label));

	if (text)
		return text;
	if (!low)
		return xstrdup("default");
	if (!high)
		return xasprintf("case %lld", (long long)TREE_INT_CST_LOW(low));
	return xasprintf("case %lld ... %lld", (long long)TREE_INT_CST_LOW(low),
			 (long long)TREE_INT_CST_LOW(high));
}
