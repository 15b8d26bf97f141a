/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how texts and mappings of the wrapper are read: each with its place, no key that
 * is not known, and never more than a bound of what aliases can make of a small file.
 */
#include "spec/spec_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "spec/suggest.h"

enum {
	/* What aliases can make of a small file is bounded by what is looked at. */
	VISIT_LIMIT = 8 * 1024 * 1024,
	VISIT_COST = 16
};

bool vypr_spec_fail(struct vypr_spec_reader *r, enum vypr_status status, yaml *at,
		    const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	r->status = vypr_yaml_fail(&r->source, r->diag, status, at->start, at->end, "%s",
				   text);
	return false;
}

bool vypr_spec_no_memory(struct vypr_spec_reader *r)
{
	r->status = vypr_diag_set(r->diag, VYPR_NOMEM, 0, 0, 0, "out of memory");
	return false;
}

void vypr_spec_hint(struct vypr_spec_reader *r, const char *text)
{
	if (r->diag)
		snprintf(r->diag->hint, sizeof r->diag->hint, "%s", text);
}

bool vypr_spec_visit(struct vypr_spec_reader *r, yaml *node)
{
	r->visited += VISIT_COST + (node->kind == VYPR_YAML_SCALAR ? node->size : 0);
	if (r->visited <= VISIT_LIMIT)
		return true;
	return vypr_spec_fail(r, VYPR_LIMIT, node,
			      "aliases make more than %d MiB of this file",
			      VISIT_LIMIT / 1024 / 1024);
}

static const char *kind_name(yaml *node)
{
	switch (node->kind) {
	case VYPR_YAML_SCALAR: return "a text";
	case VYPR_YAML_LIST: return "a list";
	case VYPR_YAML_MAP: return "a mapping";
	}
	return "";
}

bool vypr_spec_is_null(yaml *node)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL" };

	if (node->kind != VYPR_YAML_SCALAR || node->style != VYPR_YAML_PLAIN)
		return false;
	for (size_t i = 0; i < sizeof nulls / sizeof nulls[0]; i++)
		if (strcmp(node->text, nulls[i]) == 0)
			return true;
	return false;
}

/* what: "'name'", wanted: "a text" */
bool vypr_spec_want(struct vypr_spec_reader *r, yaml *node, enum vypr_yaml_kind kind,
		    const char *what, const char *wanted)
{
	if (!vypr_spec_visit(r, node))
		return false;
	if (node->kind == kind && !vypr_spec_is_null(node))
		return true;
	return vypr_spec_fail(r, VYPR_SYNTAX, node, "%.80s must be %s, and is %s", what,
			      wanted,
			      vypr_spec_is_null(node) ? "empty" : kind_name(node));
}

/* The text of a scalar and its place, without quotes. */
bool vypr_spec_read_text(struct vypr_spec_reader *r, yaml *node, const char *what,
			 struct vypr_text *ret_text)
{
	struct vypr_scalar_map map;
	size_t start, end, last;

	if (!vypr_spec_want(r, node, VYPR_YAML_SCALAR, what, "a text"))
		return false;
	if (node->size == 0)
		return vypr_spec_fail(r, VYPR_SYNTAX, node, "%.80s must not be empty",
				      what);
	if (strlen(node->text) != node->size)
		return vypr_spec_fail(r, VYPR_SYNTAX, node,
				      "%.80s must not contain a NUL", what);
	if (!vypr_scalar_map_init(&map, &r->source, node))
		return vypr_spec_no_memory(r);
	start = map.offsets[0];
	end = map.offsets[node->size - 1];
	vypr_scalar_map_fini(&map);
	last = vypr_lines_line_end(&r->source, start);
	ret_text->text = node->text; /* in the region already */
	vypr_lines_place(&r->source, start, &ret_text->line, &ret_text->column);
	ret_text->end_column = ret_text->column + (int)((end < last ? end : last) - start);
	return true;
}

/* A list of texts; fails on an empty one. */
bool vypr_spec_read_texts(struct vypr_spec_reader *r, yaml *node, const char *what,
			  struct vypr_text **ret_texts, size_t *ret_count)
{
	struct vypr_text *texts;
	char item[96];

	if (!vypr_spec_want(r, node, VYPR_YAML_LIST, what, "a list of texts"))
		return false;
	if (node->count == 0)
		return vypr_spec_fail(r, VYPR_SYNTAX, node,
				      "%.80s must not be an empty list", what);
	texts = vypr_region_alloc(r->region, node->count * sizeof *texts);
	if (!texts)
		return vypr_spec_no_memory(r);
	snprintf(item, sizeof item, "an entry of %.64s", what);
	for (size_t i = 0; i < node->count; i++)
		if (!vypr_spec_read_text(r, node->items[i], item, &texts[i]))
			return false;
	*ret_texts = texts;
	*ret_count = node->count;
	return true;
}

static bool unknown_key(struct vypr_spec_reader *r, yaml *key,
			const struct vypr_spec_key *keys, size_t count, const char *where)
{
	const char *names[16];

	for (size_t i = 0; i < count && i < 16; i++)
		names[i] = keys[i].name;
	vypr_spec_fail(r, VYPR_SYNTAX, key, "unknown key '%.64s' in %s", key->text,
		       where);
	if (strncasecmp(key->text, "forall ", 7) == 0 ||
	    strncasecmp(key->text, "exists ", 7) == 0)
		vypr_spec_hint(
			r,
			"a formula has ': ' in it, so YAML needs quotes around it or '|' "
			"before it");
	else
		vypr_suggest_hint(r->diag, key->text, names, count);
	return false;
}

bool vypr_spec_read_keys(struct vypr_property_reader *p, yaml *map,
			 const struct vypr_spec_key *keys, size_t count,
			 const char *where)
{
	for (size_t i = 0; i < map->count; i += 2) {
		yaml *key = map->items[i], *value = map->items[i + 1];
		size_t k = 0;

		if (!vypr_spec_visit(p->reader, key))
			return false;
		while (k < count && strcmp(keys[k].name, key->text) != 0)
			k++;
		if (k == count)
			return unknown_key(p->reader, key, keys, count, where);
		if (!keys[k].read(p, key, value))
			return false;
	}
	return true;
}
