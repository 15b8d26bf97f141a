/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows libyaml: from its events to a tree, and from its words for an error to ours.
 * libyaml counts places in characters; this file turns them into bytes.
 */
#include "spec/spec_yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEPTH_LIMIT = 16, ANCHOR_LIMIT = 1000 };

struct anchor {
	const char *name;
	struct vypr_yaml_node *node;
};

struct frame {
	struct vypr_yaml_node *node;
	size_t capacity; /* of node->items, malloc'ed while it is open */
};

struct builder {
	yaml_parser_t parser;
	const struct vypr_lines *source;
	struct vypr_region *region;
	struct vypr_diag *diag;
	enum vypr_status status;
	uint32_t *byte_of; /* of each character; NULL: all are one byte */
	size_t character_count;
	struct frame frames[DEPTH_LIMIT];
	int depth;
	struct anchor anchors[ANCHOR_LIMIT];
	size_t anchor_count;
	const struct vypr_yaml_node *quoted; /* the last one that is */
	struct vypr_yaml_node *root;
	int documents;
};

/* ---- errors --------------------------------------------------------------- */

static enum vypr_status fail_v(const struct vypr_lines *source, struct vypr_diag *diag,
			       enum vypr_status status, size_t start, size_t end,
			       const char *format, va_list args)
{
	char text[256];
	size_t line_end = vypr_lines_line_end(source, start);
	int line, column, last_line, end_column;

	if (end > line_end + 1)
		end = line_end + 1;
	vypr_lines_place(source, start, &line, &column);
	vypr_lines_place(source, end > start ? end - 1 : start, &last_line, &end_column);
	vsnprintf(text, sizeof text, format, args);
	return vypr_diag_set(diag, status, line, column, end_column, "%s", text);
}

enum vypr_status vypr_yaml_fail(const struct vypr_lines *source, struct vypr_diag *diag,
				enum vypr_status status, size_t start, size_t end,
				const char *format, ...)
{
	va_list args;

	va_start(args, format);
	status = fail_v(source, diag, status, start, end, format, args);
	va_end(args);
	return status;
}

static bool fail(struct builder *b, enum vypr_status status, size_t start, size_t end,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));
static bool fail(struct builder *b, enum vypr_status status, size_t start, size_t end,
		 const char *format, ...)
{
	va_list args;

	va_start(args, format);
	b->status = fail_v(b->source, b->diag, status, start, end, format, args);
	va_end(args);
	return false;
}

static bool no_memory(struct builder *b)
{
	b->status = vypr_diag_set(b->diag, VYPR_NOMEM, 0, 0, 0, "out of memory");
	return false;
}

/* ---- places --------------------------------------------------------------- */

static bool index_characters(struct builder *b)
{
	const struct vypr_lines *source = b->source;
	size_t count = 0;

	for (size_t i = 0; i < source->size; i++)
		count += (source->bytes[i] & 0xc0) != 0x80;
	b->character_count = count;
	if (count == source->size)
		return true;
	b->byte_of = calloc(count + 1, sizeof *b->byte_of);
	if (!b->byte_of)
		return no_memory(b);
	count = 0;
	for (size_t i = 0; i < source->size; i++)
		if ((source->bytes[i] & 0xc0) != 0x80)
			b->byte_of[count++] = (uint32_t)i;
	b->byte_of[count] = (uint32_t)source->size;
	return true;
}

static size_t byte_at(const struct builder *b, yaml_mark_t mark)
{
	if (mark.index >= b->character_count)
		return b->source->size;
	return b->byte_of ? b->byte_of[mark.index] : mark.index;
}

/* ---- nodes ---------------------------------------------------------------- */

static struct vypr_yaml_node *new_node(struct builder *b, enum vypr_yaml_kind kind,
				       const yaml_event_t *event)
{
	struct vypr_yaml_node *node = vypr_region_alloc(b->region, sizeof *node);

	if (!node) {
		no_memory(b);
		return NULL;
	}
	node->kind = kind;
	node->start = byte_at(b, event->start_mark);
	node->end = byte_at(b, event->end_mark);
	return node;
}

static bool append(struct builder *b, struct vypr_yaml_node *node)
{
	struct frame *frame;

	if (b->depth == 0) {
		b->root = node;
		return true;
	}
	frame = &b->frames[b->depth - 1];
	if (frame->node->count == frame->capacity) {
		size_t capacity = frame->capacity ? frame->capacity * 2 : 16;
		struct vypr_yaml_node **items =
			realloc(frame->node->items, capacity * sizeof *items);

		if (!items)
			return no_memory(b);
		frame->node->items = items;
		frame->capacity = capacity;
	}
	frame->node->items[frame->node->count++] = node;
	return true;
}

static bool remember(struct builder *b, const yaml_char_t *anchor,
		     struct vypr_yaml_node *node)
{
	if (!anchor)
		return true;
	if (b->anchor_count == ANCHOR_LIMIT)
		return fail(b, VYPR_LIMIT, node->start, node->end, "more than %d anchors",
			    ANCHOR_LIMIT);
	b->anchors[b->anchor_count].node = node;
	b->anchors[b->anchor_count].name = vypr_region_copy(
		b->region, (const char *)anchor, strlen((const char *)anchor));
	return b->anchors[b->anchor_count++].name || no_memory(b);
}

static bool check_tag(struct builder *b, const yaml_char_t *tag,
		      struct vypr_yaml_node *node)
{
	static const char core[] = "tag:yaml.org,2002:";
	static const char *const known[] = { "str",   "seq",  "map", "int",
					     "float", "bool", "null" };
	const char *text = (const char *)tag;

	if (!text || strcmp(text, "!") == 0)
		return true;
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strncmp(text, core, sizeof core - 1) == 0 &&
		    strcmp(text + sizeof core - 1, known[i]) == 0)
			return true;
	return fail(b, VYPR_SYNTAX, node->start, node->end,
		    "the tag %.64s has no meaning here", text);
}

static bool on_scalar(struct builder *b, const yaml_event_t *event)
{
	static const enum vypr_yaml_style styles[] = {
		[YAML_ANY_SCALAR_STYLE] = VYPR_YAML_PLAIN,
		[YAML_PLAIN_SCALAR_STYLE] = VYPR_YAML_PLAIN,
		[YAML_SINGLE_QUOTED_SCALAR_STYLE] = VYPR_YAML_SINGLE,
		[YAML_DOUBLE_QUOTED_SCALAR_STYLE] = VYPR_YAML_DOUBLE,
		[YAML_LITERAL_SCALAR_STYLE] = VYPR_YAML_LITERAL,
		[YAML_FOLDED_SCALAR_STYLE] = VYPR_YAML_FOLDED,
	};
	struct vypr_yaml_node *node = new_node(b, VYPR_YAML_SCALAR, event);

	if (!node)
		return false;
	node->style = styles[event->data.scalar.style];
	node->size = event->data.scalar.length;
	node->text = vypr_region_copy(b->region, (const char *)event->data.scalar.value,
				      node->size);
	node->complete = true;
	if (node->style == VYPR_YAML_SINGLE || node->style == VYPR_YAML_DOUBLE)
		b->quoted = node;
	if (!node->text)
		return no_memory(b);
	return check_tag(b, event->data.scalar.tag, node) &&
	       remember(b, event->data.scalar.anchor, node) && append(b, node);
}

static bool on_alias(struct builder *b, const yaml_event_t *event)
{
	const char *name = (const char *)event->data.alias.anchor;
	size_t start = byte_at(b, event->start_mark), end = byte_at(b, event->end_mark);

	for (size_t i = b->anchor_count; i-- > 0;) { /* the last of a name counts */
		if (strcmp(b->anchors[i].name, name) != 0)
			continue;
		if (!b->anchors[i].node->complete)
			return fail(b, VYPR_LIMIT, start, end,
				    "'*%.64s' stands inside itself", name);
		return append(b, b->anchors[i].node);
	}
	return fail(b, VYPR_SYNTAX, start, end, "no anchor '&%.64s' before this", name);
}

static bool on_start(struct builder *b, enum vypr_yaml_kind kind,
		     const yaml_event_t *event, const yaml_char_t *anchor,
		     const yaml_char_t *tag)
{
	struct vypr_yaml_node *node = new_node(b, kind, event);

	if (!node || !check_tag(b, tag, node) || !remember(b, anchor, node) ||
	    !append(b, node))
		return false;
	if (b->depth == DEPTH_LIMIT)
		return fail(b, VYPR_LIMIT, node->start, node->end,
			    "lists and mappings more than %d levels deep", DEPTH_LIMIT);
	b->frames[b->depth].node = node;
	b->frames[b->depth++].capacity = 0;
	return true;
}

/* ---- duplicate keys ------------------------------------------------------- */

static int compare_text(const struct vypr_yaml_node *x, const struct vypr_yaml_node *y)
{
	size_t n = x->size < y->size ? x->size : y->size;
	int order = memcmp(x->text, y->text, n);

	return order ? order : (x->size > y->size) - (x->size < y->size);
}

/* Pointers to the keys inside items, so that equal ones keep the order of the file. */
static int compare_keys(const void *x, const void *y)
{
	struct vypr_yaml_node *const *a = *(struct vypr_yaml_node *const *const *)x;
	struct vypr_yaml_node *const *b = *(struct vypr_yaml_node *const *const *)y;
	int order = compare_text(*a, *b);

	return order ? order : (a > b) - (a < b);
}

static bool check_keys(struct builder *b, const struct vypr_yaml_node *map)
{
	size_t count = map->count / 2;
	struct vypr_yaml_node ***keys, **second = NULL, **first = NULL;
	int line, column;

	for (size_t i = 0; i < map->count; i += 2)
		if (map->items[i]->kind != VYPR_YAML_SCALAR)
			return fail(b, VYPR_SYNTAX, map->items[i]->start,
				    map->items[i]->end, "a key must be a text");
	keys = calloc(count ? count : 1, sizeof *keys);
	if (!keys)
		return no_memory(b);
	for (size_t i = 0; i < count; i++)
		keys[i] = &map->items[2 * i];
	qsort(keys, count, sizeof *keys, compare_keys);
	for (size_t i = 1; i < count; i++)
		if (compare_text(*keys[i - 1], *keys[i]) == 0 &&
		    (!second || keys[i] < second)) {
			second = keys[i];
			first = keys[i - 1];
		}
	free(keys);
	if (!second)
		return true;
	vypr_lines_place(b->source, (*first)->start, &line, &column);
	return fail(b, VYPR_SYNTAX, (*second)->start, (*second)->end,
		    "the key '%.64s' is here already, on line %d", (*second)->text, line);
}

/* Moves the items from the heap to the region. */
static bool on_end(struct builder *b, const yaml_event_t *event)
{
	struct vypr_yaml_node *node = b->frames[--b->depth].node, **items = node->items;
	size_t size = node->count * sizeof *items;

	node->end = byte_at(b, event->end_mark);
	node->items = vypr_region_alloc(b->region, size ? size : 1);
	if (node->items && size)
		memcpy(node->items, items, size);
	free(items);
	node->complete = true;
	if (!node->items) {
		node->count = 0;
		return no_memory(b);
	}
	return node->kind != VYPR_YAML_MAP || check_keys(b, node);
}

/* ---- events --------------------------------------------------------------- */

static bool on_event(struct builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (b->documents++ == 0)
			return true;
		return fail(b, VYPR_SYNTAX, byte_at(b, event->start_mark),
			    byte_at(b, event->end_mark),
			    "a specification is one YAML document");
	case YAML_SCALAR_EVENT: return on_scalar(b, event);
	case YAML_ALIAS_EVENT: return on_alias(b, event);
	case YAML_SEQUENCE_START_EVENT:
		return on_start(b, VYPR_YAML_LIST, event,
				event->data.sequence_start.anchor,
				event->data.sequence_start.tag);
	case YAML_MAPPING_START_EVENT:
		return on_start(b, VYPR_YAML_MAP, event, event->data.mapping_start.anchor,
				event->data.mapping_start.tag);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: return on_end(b, event);
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT: break;
	}
	return true;
}

/* A tab in the white space before a place. */
static bool tab_before(const struct vypr_lines *source, size_t offset)
{
	while (offset > 0 &&
	       (source->bytes[offset - 1] == ' ' || source->bytes[offset - 1] == '\t'))
		if (source->bytes[--offset] == '\t')
			return true;
	return false;
}

/* A quote that was forgotten ends at the next one, lines below: what follows makes no sense. */
static void hint_at_quote(struct builder *b, size_t at)
{
	int first, last, line, column;

	if (!b->quoted || !b->diag)
		return;
	vypr_lines_place(b->source, b->quoted->start, &first, &column);
	vypr_lines_place(b->source, b->quoted->end, &last, &column);
	vypr_lines_place(b->source, at, &line, &column);
	if (first < last && last == line)
		snprintf(b->diag->hint, sizeof b->diag->hint,
			 "a quote that was opened on line %d is closed here", first);
}

static bool on_yaml_error(struct builder *b)
{
	const yaml_parser_t *y = &b->parser;
	const struct vypr_lines *source = b->source;
	size_t at = byte_at(b, y->problem_mark);

	if (y->error == YAML_MEMORY_ERROR)
		return no_memory(b);
	if (y->error == YAML_READER_ERROR)
		return fail(b, VYPR_SYNTAX,
			    y->problem_offset < source->size ? y->problem_offset
							     : source->size,
			    0, "not a text in UTF-8: %s",
			    y->problem ? y->problem : "unknown byte");
	if ((at < source->size && source->bytes[at] == '\t') || tab_before(source, at))
		return fail(b, VYPR_SYNTAX, at, 0,
			    "YAML cannot be indented by tabs; use spaces");
	if (y->problem &&
	    strncmp(y->problem, "mapping values are not allowed", 30) == 0) {
		fail(b, VYPR_SYNTAX, at, 0, "a ': ' that YAML does not allow here");
		if (b->diag)
			snprintf(b->diag->hint, sizeof b->diag->hint, "%s",
				 "a formula has ': ' in it, so YAML needs quotes around "
				 "it or '|' "
				 "before it");
		return false;
	}
	if (y->context && strstr(y->context, "quoted scalar") && at == source->size)
		return fail(b, VYPR_SYNTAX, byte_at(b, y->context_mark), 0,
			    "this quote is not closed");
	fail(b, VYPR_SYNTAX, at, 0, "%s%s%s", y->problem ? y->problem : "bad YAML",
	     y->context ? " " : "", y->context ? y->context : "");
	hint_at_quote(b, at);
	return false;
}

static bool read_events(struct builder *b)
{
	bool more = true;

	while (more) {
		yaml_event_t event;

		if (!yaml_parser_parse(&b->parser, &event))
			return on_yaml_error(b);
		more = event.type != YAML_STREAM_END_EVENT;
		if (!on_event(b, &event))
			more = false;
		yaml_event_delete(&event);
	}
	return b->status == VYPR_OK;
}

enum vypr_status vypr_yaml_read(const struct vypr_lines *source,
				struct vypr_region *region,
				struct vypr_yaml_node **ret_root,
				struct vypr_diag *reterr_diag)
{
	struct builder *b = calloc(1, sizeof *b);
	enum vypr_status status;

	if (!b)
		return vypr_diag_set(reterr_diag, VYPR_NOMEM, 0, 0, 0, "out of memory");
	b->source = source;
	b->region = region;
	b->diag = reterr_diag;
	if (!yaml_parser_initialize(&b->parser)) {
		no_memory(b);
	} else {
		yaml_parser_set_encoding(&b->parser, YAML_UTF8_ENCODING);
		yaml_parser_set_input_string(
			&b->parser, (const unsigned char *)source->bytes, source->size);
		if (index_characters(b) && read_events(b))
			*ret_root = b->root;
		yaml_parser_delete(&b->parser);
	}
	while (b->depth > 0)
		free(b->frames[--b->depth].node->items);
	status = b->status;
	free(b->byte_of);
	free(b);
	return status;
}
