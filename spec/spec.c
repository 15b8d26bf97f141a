/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the wrapper: which keys there are, what may stand behind them, and what they
 * mean.
 *
 *   module:                     mapping
 *     function:                 mapping
 *       - formula               list of texts, or of mappings with a 'cftl'
 *   vypr: { version: 1, transactions: [...] }
 *
 * Every value is checked; the first thing that is wrong
 * ends the reading.
 */
#include "spec/spec.h"

#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "spec/form.h"
#include "spec/parse.h"
#include "spec/spec_yaml.h"
#include "spec/suggest.h"
#include "spec/unit.h"

enum {
	SIZE_LIMIT = 1024 * 1024,
	PROPERTY_LIMIT = 10000,
	/* What aliases can make of a small file is bounded by what is looked at. */
	VISIT_LIMIT = 8 * 1024 * 1024,
	VISIT_COST = 16
};

struct reader {
	struct vypr_lines source;
	struct vypr_spec spec;
	struct vypr_region *region;
	size_t capacity; /* of spec.properties */
	size_t visited;
	size_t list; /* first property of the list that is read */
	struct vypr_diag *diag;
	enum vypr_status status;
};

typedef const struct vypr_yaml_node yaml;

/* ---- errors and texts ----------------------------------------------------- */

static bool fail(struct reader *r, enum vypr_status status, yaml *at, const char *format,
		 ...) __attribute__((format(printf, 4, 5)));
static bool fail(struct reader *r, enum vypr_status status, yaml *at, const char *format,
		 ...)
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

static bool no_memory(struct reader *r)
{
	r->status = vypr_diag_set(r->diag, VYPR_NOMEM, 0, 0, 0, "out of memory");
	return false;
}

static void hint(struct reader *r, const char *text)
{
	if (r->diag)
		snprintf(r->diag->hint, sizeof r->diag->hint, "%s", text);
}

static bool visit(struct reader *r, yaml *node)
{
	r->visited += VISIT_COST + (node->kind == VYPR_YAML_SCALAR ? node->size : 0);
	if (r->visited <= VISIT_LIMIT)
		return true;
	return fail(r, VYPR_LIMIT, node, "aliases make more than %d MiB of this file",
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

static bool is_null(yaml *node)
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
static bool want(struct reader *r, yaml *node, enum vypr_yaml_kind kind, const char *what,
		 const char *wanted)
{
	if (!visit(r, node))
		return false;
	if (node->kind == kind && !is_null(node))
		return true;
	return fail(r, VYPR_SYNTAX, node, "%.80s must be %s, and is %s", what, wanted,
		    is_null(node) ? "empty" : kind_name(node));
}

/* The text of a scalar and its place, without quotes. */
static bool read_text(struct reader *r, yaml *node, const char *what,
		      struct vypr_text *ret_text)
{
	struct vypr_scalar_map map;
	size_t start, end;
	int line;

	if (!want(r, node, VYPR_YAML_SCALAR, what, "a text"))
		return false;
	if (node->size == 0)
		return fail(r, VYPR_SYNTAX, node, "%.80s must not be empty", what);
	if (strlen(node->text) != node->size)
		return fail(r, VYPR_SYNTAX, node, "%.80s must not contain a NUL", what);
	if (!vypr_scalar_map_init(&map, &r->source, node))
		return no_memory(r);
	start = map.offsets[0];
	end = map.offsets[node->size - 1];
	vypr_scalar_map_fini(&map);
	if (end > vypr_lines_line_end(&r->source, start))
		end = vypr_lines_line_end(&r->source, start);
	ret_text->text = node->text; /* in the region already */
	vypr_lines_place(&r->source, start, &ret_text->line, &ret_text->column);
	vypr_lines_place(&r->source, end, &line, &ret_text->end_column);
	return true;
}

/* A list of texts; fails on an empty one. */
static bool read_texts(struct reader *r, yaml *node, const char *what,
		       struct vypr_text **ret_texts, size_t *ret_count)
{
	struct vypr_text *texts;
	char item[96];

	if (!want(r, node, VYPR_YAML_LIST, what, "a list of texts"))
		return false;
	if (node->count == 0)
		return fail(r, VYPR_SYNTAX, node, "%.80s must not be an empty list",
			    what);
	texts = vypr_region_alloc(r->region, node->count * sizeof *texts);
	if (!texts)
		return no_memory(r);
	snprintf(item, sizeof item, "an entry of %.64s", what);
	for (size_t i = 0; i < node->count; i++)
		if (!read_text(r, node->items[i], item, &texts[i]))
			return false;
	*ret_texts = texts;
	*ret_count = node->count;
	return true;
}

/* ---- keys ----------------------------------------------------------------- */

struct property_reader {
	struct reader *reader;
	struct vypr_property *property;
	yaml *cftl;
	yaml *record;            /* NULL, or a list of texts */
};

struct key {
	const char *name;
	bool (*read)(struct property_reader *p, yaml *key, yaml *value);
};

static bool unknown_key(struct reader *r, yaml *key, const struct key *keys, size_t count,
			const char *where)
{
	const char *names[16];

	for (size_t i = 0; i < count && i < 16; i++)
		names[i] = keys[i].name;
	fail(r, VYPR_SYNTAX, key, "unknown key '%.64s' in %s", key->text, where);
	if (strncasecmp(key->text, "forall ", 7) == 0 ||
	    strncasecmp(key->text, "exists ", 7) == 0)
		hint(r, "a formula has ': ' in it, so YAML needs quotes around it or '|' "
			"before it");
	else
		vypr_suggest_hint(r->diag, key->text, names, count);
	return false;
}

static bool read_keys(struct property_reader *p, yaml *map, const struct key *keys,
		      size_t count, const char *where)
{
	for (size_t i = 0; i < map->count; i += 2) {
		yaml *key = map->items[i], *value = map->items[i + 1];
		size_t k = 0;

		if (!visit(p->reader, key))
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

/* ---- the long form of a property ------------------------------------------ */

static bool read_name(struct property_reader *p, yaml *key, yaml *value)
{
	struct reader *r = p->reader;

	(void)key;
	if (!read_text(r, value, "'name'", &p->property->name))
		return false;
	for (size_t i = r->list; i + 1 < r->spec.property_count; i++) {
		const struct vypr_property *other = &r->spec.properties[i];

		if (other->name.text &&
		    strcmp(other->name.text, p->property->name.text) == 0)
			return fail(r, VYPR_SYNTAX, value,
				    "the name '%.64s' is taken by the property on line "
				    "%d",
				    other->name.text, other->line);
	}
	return true;
}

static bool read_note(struct property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	return read_text(p->reader, value, "'note'", &p->property->note);
}

static bool read_cftl(struct property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	p->cftl = value;
	return want(p->reader, value, VYPR_YAML_SCALAR, "'cftl'", "a formula");
}

static bool read_record(struct property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	p->record = value;
	return read_texts(p->reader, value, "'record'", &p->property->record,
			  &p->property->record_count);
}

/* "99.9 %" is 99.9e-2: the nearest double to 0.999, which 99.9 / 100 is not. */
static bool share_of(const char *text, double *ret_share)
{
	char number[64];
	size_t digits = strspn(text, "0123456789."), rest;
	locale_t c;
	char *end;

	rest = digits + strspn(text + digits, " \t");
	if (digits == 0 || digits > 40 || (text[rest] != '%' && text[rest] != '\0') ||
	    (text[rest] == '%' && text[rest + 1 + strspn(text + rest + 1, " \t")]))
		return false;
	snprintf(number, sizeof number, "%.*s%s", (int)digits, text,
		 text[rest] == '%' ? "e-2" : "");
	c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (!c)
		return false;
	*ret_share = strtod_l(number, &end, c);
	freelocale(c);
	return *end == '\0';
}

static bool read_objective(struct property_reader *p, yaml *key, yaml *value)
{
	double share = 0;

	(void)key;
	if (!want(p->reader, value, VYPR_YAML_SCALAR, "'objective'",
		  "a share such as 99.9 %"))
		return false;
	if (!share_of(value->text, &share))
		return fail(p->reader, VYPR_SYNTAX, value,
			    "'objective' must be a share such as 99.9 %%, not '%.32s'",
			    value->text);
	if (share > 1) {
		fail(p->reader, VYPR_RANGE, value,
		     "'objective' must be between 0 %% and 100 %%");
		if (!strchr(value->text, '%') && share <= 100)
			hint(p->reader, "write it with a '%'");
		return false;
	}
	p->property->objective = share;
	return true;
}

static bool read_path_list(struct property_reader *p, yaml *value)
{
	p->property->paths = VYPR_PATHS_LIST;
	return read_texts(p->reader, value, "'paths'", &p->property->path_functions,
			  &p->property->path_function_count);
}

static bool read_paths(struct property_reader *p, yaml *key, yaml *value)
{
	static const char *const modes[] = {
		[VYPR_PATHS_OFF] = "off",
		[VYPR_PATHS_SCOPE] = "scope",
		[VYPR_PATHS_CALLEE] = "callee",
		[VYPR_PATHS_DEEP] = "deep",
	};
	size_t count = sizeof modes / sizeof modes[0];

	(void)key;
	if (value->kind == VYPR_YAML_LIST)
		return read_path_list(p, value);
	if (!want(p->reader, value, VYPR_YAML_SCALAR, "'paths'",
		  "off, scope, callee, deep or a list of functions"))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(modes[i], value->text) == 0) {
			p->property->paths = (enum vypr_path_mode)i;
			return true;
		}
	fail(p->reader, VYPR_SYNTAX, value,
	     "'paths' must be off, scope, callee, deep or a list of functions, not "
	     "'%.32s'",
	     value->text);
	vypr_suggest_hint(p->reader->diag, value->text, modes, count);
	return false;
}

static bool read_call_of(struct property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	return read_text(p->reader, value, "'containing_call_of'",
			 &p->property->containing_call_of);
}

static bool read_change_of(struct property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	return read_text(p->reader, value, "'containing_change_of'",
			 &p->property->containing_change_of);
}

static bool read_in(struct property_reader *p, yaml *key, yaml *value)
{
	static const struct key keys[] = {
		{ "containing_call_of", read_call_of },
		{ "containing_change_of", read_change_of },
	};

	if (!want(p->reader, value, VYPR_YAML_MAP, "'in'", "a mapping") ||
	    !read_keys(p, value, keys, sizeof keys / sizeof keys[0], "'in'"))
		return false;
	if (value->count == 0)
		return fail(p->reader, VYPR_SYNTAX, value, "'in' must not be empty");
	if (!vypr_is_glob(p->property->function.text)) {
		fail(p->reader, VYPR_SYNTAX, key,
		     "'in' selects functions, and '%.64s' is one function already",
		     p->property->function.text);
		hint(p->reader, "write the property under \"*\"");
		return false;
	}
	return true;
}

static const char *const warning_names[] = {
#define VYPR_WARNING(name, word, text) word,
#include "spec/warning.def"
#undef VYPR_WARNING
};

const char *vypr_warning_name(enum vypr_warning warning)
{
	return warning_names[warning];
}

/* "no-match: off" */
static bool read_warning(struct property_reader *p, yaml *key, yaml *value)
{
	bool off;

	for (int i = 0; i < VYPR_WARNINGS; i++) {
		if (strcmp(warning_names[i], key->text) != 0)
			continue;
		off = value->kind == VYPR_YAML_SCALAR && strcmp(value->text, "off") == 0;
		if (!off && (value->kind != VYPR_YAML_SCALAR ||
			     strcmp(value->text, "on") != 0))
			return fail(p->reader, VYPR_SYNTAX, value,
				    "a warning is 'on' or 'off'");
		if (off)
			p->property->warnings_off |= 1u << i;
		return true;
	}
	fail(p->reader, VYPR_NAME, key, "there is no warning '%.32s'", key->text);
	vypr_suggest_hint(p->reader->diag, key->text, warning_names, VYPR_WARNINGS);
	return false;
}

static bool read_warnings(struct property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	if (!want(p->reader, value, VYPR_YAML_MAP, "'warnings'",
		  "a mapping of warnings to on or off"))
		return false;
	for (size_t i = 0; i < value->count; i += 2)
		if (!read_warning(p, value->items[i], value->items[i + 1]))
			return false;
	return true;
}

static const struct key property_keys[] = {
	{ "cftl", read_cftl },	 { "name", read_name },
	{ "note", read_note },	 { "objective", read_objective },
	{ "paths", read_paths }, { "record", read_record },
	{ "in", read_in },
	{ "warnings", read_warnings },
};

/* ---- formulas ------------------------------------------------------------- */

/* The variables of "record:" become part of the tree, each with its place. */
static bool read_records(struct reader *r, yaml *list, struct vypr_property *property)
{
	for (size_t i = 0; list && i < list->count; i++) {
		struct vypr_scalar_map map;
		struct vypr_place_map place_map = { vypr_scalar_map_place, &map };

		if (!vypr_scalar_map_init(&map, &r->source, list->items[i]))
			return no_memory(r);
		r->status = vypr_parse_record(list->items[i]->text, list->items[i]->size,
					      &place_map, &property->ast, r->diag);
		vypr_scalar_map_fini(&map);
		if (r->status != VYPR_OK)
			return false;
	}
	return true;
}

/* Parse, and see that every construct has a meaning, so that the error has its place. */
static bool read_formula(struct reader *r, yaml *node, yaml *record,
			 struct vypr_property *property)
{
	struct vypr_scalar_map map;
	struct vypr_place_map place_map = { vypr_scalar_map_place, &map };
	struct vypr_form form;

	if (!vypr_scalar_map_init(&map, &r->source, node))
		return no_memory(r);
	r->status =
		vypr_parse(node->text, node->size, &place_map, &property->ast, r->diag);
	vypr_scalar_map_fini(&map);
	if (r->status != VYPR_OK || !read_records(r, record, property))
		return false;
	r->status = vypr_form_make(&property->ast, &form, r->diag);
	if (r->status != VYPR_OK)
		return false;
	r->status = vypr_form_meaning(&form, r->diag);
	vypr_form_fini(&form);
	return r->status == VYPR_OK;
}

static struct vypr_property *new_property(struct reader *r, yaml *at)
{
	struct vypr_property *property;

	if (r->spec.property_count == PROPERTY_LIMIT) {
		fail(r, VYPR_LIMIT, at, "more than %d properties", PROPERTY_LIMIT);
		return NULL;
	}
	if (r->spec.property_count == r->capacity) {
		size_t capacity = r->capacity ? r->capacity * 2 : 16;
		struct vypr_property *grown =
			realloc(r->spec.properties, capacity * sizeof *grown);

		if (!grown) {
			no_memory(r);
			return NULL;
		}
		r->spec.properties = grown;
		r->capacity = capacity;
	}
	property = &r->spec.properties[r->spec.property_count++];
	memset(property, 0, sizeof *property);
	property->objective = 1;
	property->paths = VYPR_PATHS_CALLEE;
	vypr_lines_place(&r->source, at->start, &property->line, &property->column);
	return property;
}

static bool read_long_form(struct reader *r, yaml *node, struct vypr_property *property)
{
	struct property_reader p = { r, property, NULL, NULL };

	if (!read_keys(&p, node, property_keys,
		       sizeof property_keys / sizeof property_keys[0], "a property"))
		return false;
	if (!p.cftl)
		return fail(r, VYPR_SYNTAX, node, "this property has no 'cftl'");
	return read_formula(r, p.cftl, p.record, property);
}

static bool read_property(struct reader *r, yaml *node, const struct vypr_text *module,
			  const struct vypr_text *function, size_t ordinal)
{
	struct vypr_property *property;

	if (!visit(r, node))
		return false;
	if (node->kind == VYPR_YAML_LIST || is_null(node))
		return fail(r, VYPR_SYNTAX, node,
			    "a property must be a formula or a mapping with a 'cftl', "
			    "and is %s",
			    is_null(node) ? "empty" : "a list");
	property = new_property(r, node);
	if (!property)
		return false;
	property->module = *module;
	property->function = *function;
	property->ordinal = (int)ordinal;
	return node->kind == VYPR_YAML_MAP ? read_long_form(r, node, property)
					   : read_formula(r, node, NULL, property);
}

/* ---- functions, modules, settings ----------------------------------------- */

static bool read_function(struct reader *r, yaml *key, yaml *value,
			  const struct vypr_text *module)
{
	struct vypr_text function;
	struct vypr_property *property;

	if (!read_text(r, key, "the name of a function", &function))
		return false;
	if (!want(r, value, VYPR_YAML_LIST, "what a function has",
		  "a list of properties")) {
		hint(r, is_null(value) ? "write [] to record paths only"
				       : "begin each property with '- '");
		return false;
	}
	r->list = r->spec.property_count;
	for (size_t i = 0; i < value->count; i++)
		if (!read_property(r, value->items[i], module, &function, i + 1))
			return false;
	if (value->count > 0)
		return true;
	property = new_property(r, key);
	if (!property)
		return false;
	property->module = *module;
	property->function = function;
	property->paths = VYPR_PATHS_SCOPE;
	return true;
}

static bool read_version(struct property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	if (!want(p->reader, value, VYPR_YAML_SCALAR, "'version'", "a number"))
		return false;
	if (strcmp(value->text, "1") == 0)
		return true;
	return fail(
		p->reader, VYPR_VERSION, value,
		"version '%.16s' of the language is not known here; this reads version 1",
		value->text);
}

static bool read_transactions(struct property_reader *p, yaml *key, yaml *value)
{
	struct vypr_spec *spec = &p->reader->spec;

	(void)key;
	if (!read_texts(p->reader, value, "'transactions'", &spec->transactions,
			&spec->transaction_count))
		return false;
	for (size_t i = 0; i < spec->transaction_count; i++) {
		const char *text = spec->transactions[i].text, *colon = strchr(text, ':');

		if (!colon || colon == text || !colon[1])
			return fail(p->reader, VYPR_SYNTAX, value->items[i],
				    "a transaction is written \"module:function\", not "
				    "'%.64s'",
				    text);
	}
	return true;
}

static bool read_settings(struct reader *r, yaml *value)
{
	static const struct key keys[] = {
		{ "version", read_version },
		{ "transactions", read_transactions },
	};
	struct property_reader p = { r, NULL, NULL, NULL };

	return want(r, value, VYPR_YAML_MAP, "'vypr'", "a mapping of settings") &&
	       read_keys(&p, value, keys, sizeof keys / sizeof keys[0], "the settings");
}

static bool read_module(struct reader *r, yaml *key, yaml *value)
{
	struct vypr_text module;

	if (!read_text(r, key, "the name of a module", &module))
		return false;
	if (!want(r, value, VYPR_YAML_MAP, "what a module has",
		  "a mapping of functions to lists of properties"))
		return false;
	for (size_t i = 0; i < value->count; i += 2)
		if (!read_function(r, value->items[i], value->items[i + 1], &module))
			return false;
	return true;
}

static bool read_all(struct reader *r, yaml *root)
{
	if (!root || is_null(root))
		return true; /* an empty file asks for nothing */
	if (!want(r, root, VYPR_YAML_MAP, "a specification",
		  "a mapping of modules to functions"))
		return false;
	for (size_t i = 0; i < root->count; i += 2) {
		yaml *key = root->items[i], *value = root->items[i + 1];

		if (strcmp(key->text, "vypr") == 0 ? !read_settings(r, value)
						   : !read_module(r, key, value))
			return false;
	}
	return true;
}

/* ---- the whole ------------------------------------------------------------ */

static bool read_bytes(struct reader *r, const char *bytes, size_t size)
{
	static const char mark[] =
		"\xef\xbb\xbf"; /* a byte order mark says nothing in UTF-8 */
	struct vypr_yaml_node *root = NULL;
	size_t skip = size >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;

	if (size > SIZE_LIMIT) {
		r->status = vypr_diag_set(r->diag, VYPR_LIMIT, 0, 0, 0,
					  "a specification of more than %d MiB",
					  SIZE_LIMIT / 1024 / 1024);
		return false;
	}
	r->spec.hash = vypr_hash64(bytes, size, 0);
	if (!vypr_lines_init(&r->source, bytes + skip, size - skip))
		return no_memory(r);
	r->status = vypr_yaml_read(&r->source, r->region, &root, r->diag);
	return r->status == VYPR_OK && read_all(r, root);
}

enum vypr_status vypr_spec_read_bytes(const char *file, const char *bytes, size_t size,
				      struct vypr_spec *ret_spec,
				      struct vypr_diag *reterr_diag)
{
	struct reader r = { .diag = reterr_diag, .region = vypr_region_new() };
	bool fine = false;

	r.spec.region = r.region;
	if (r.region)
		r.spec.file = vypr_region_copy(r.region, file, strlen(file));
	if (!r.region || !r.spec.file)
		no_memory(&r);
	else
		fine = read_bytes(&r, bytes, size);
	vypr_lines_fini(&r.source);
	if (fine) {
		*ret_spec = r.spec;
		return VYPR_OK;
	}
	if (reterr_diag)
		reterr_diag->file = file;
	vypr_spec_fini(&r.spec);
	return r.status;
}

void vypr_spec_fini(struct vypr_spec *spec)
{
	for (size_t i = 0; i < spec->property_count; i++)
		vypr_ast_fini(&spec->properties[i].ast);
	free(spec->properties);
	vypr_region_free(spec->region);
	memset(spec, 0, sizeof *spec);
}
