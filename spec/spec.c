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
#include "spec/spec_private.h"

#include <stdlib.h>
#include <string.h>

#include "spec/form.h"
#include "spec/parse.h"
#include "spec/unit.h"

enum { SIZE_LIMIT = 1024 * 1024, PROPERTY_LIMIT = 10000 };

/* ---- formulas ------------------------------------------------------------- */

/* The variables of "record:" become part of the tree, each with its place. */
static bool read_records(struct vypr_spec_reader *r, yaml *list,
			 struct vypr_property *property)
{
	for (size_t i = 0; list && i < list->count; i++) {
		struct vypr_scalar_map map;
		struct vypr_place_map place_map = { vypr_scalar_map_place, &map };

		if (!vypr_scalar_map_init(&map, &r->source, list->items[i]))
			return vypr_spec_no_memory(r);
		r->status = vypr_parse_record(list->items[i]->text, list->items[i]->size,
					      &place_map, &property->ast, r->diag);
		vypr_scalar_map_fini(&map);
		if (r->status != VYPR_OK)
			return false;
	}
	return true;
}

/* Parse, and see that every construct has a meaning, so that the error has its place. */
static bool read_formula(struct vypr_spec_reader *r, yaml *node, yaml *record,
			 struct vypr_property *property)
{
	struct vypr_scalar_map map;
	struct vypr_place_map place_map = { vypr_scalar_map_place, &map };
	struct vypr_form form;

	if (!vypr_scalar_map_init(&map, &r->source, node))
		return vypr_spec_no_memory(r);
	r->status =
		vypr_parse(node->text, node->size, &place_map, &property->ast, r->diag);
	vypr_scalar_map_fini(&map);
	if (r->status != VYPR_OK || !read_records(r, record, property))
		return false;
	r->status = vypr_form_make(&property->ast, &form, r->diag);
	if (r->status == VYPR_OK)
		vypr_form_fini(&form);
	return r->status == VYPR_OK;
}

static struct vypr_property *new_property(struct vypr_spec_reader *r, yaml *at)
{
	struct vypr_property *property;

	if (r->spec.property_count == PROPERTY_LIMIT) {
		vypr_spec_fail(r, VYPR_LIMIT, at, "more than %d properties",
			       PROPERTY_LIMIT);
		return NULL;
	}
	if (r->spec.property_count == r->capacity) {
		size_t capacity = r->capacity ? r->capacity * 2 : 16;
		struct vypr_property *grown =
			realloc(r->spec.properties, capacity * sizeof *grown);

		if (!grown) {
			vypr_spec_no_memory(r);
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

static bool read_long_form(struct vypr_spec_reader *r, yaml *node,
			   struct vypr_property *property)
{
	struct vypr_property_reader p = { r, property, NULL, NULL };

	if (!vypr_spec_read_property_keys(&p, node))
		return false;
	if (!p.cftl)
		return vypr_spec_fail(r, VYPR_SYNTAX, node,
				      "this property has no 'cftl'");
	return read_formula(r, p.cftl, p.record, property);
}

static bool read_property(struct vypr_spec_reader *r, yaml *node,
			  const struct vypr_text *module,
			  const struct vypr_text *function, size_t ordinal)
{
	struct vypr_property *property;

	if (!vypr_spec_visit(r, node))
		return false;
	if (node->kind == VYPR_YAML_LIST || vypr_spec_is_null(node))
		return vypr_spec_fail(
			r, VYPR_SYNTAX, node,
			"a property must be a formula or a mapping with a 'cftl', "
			"and is %s",
			vypr_spec_is_null(node) ? "empty" : "a list");
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

static bool read_function(struct vypr_spec_reader *r, yaml *key, yaml *value,
			  const struct vypr_text *module)
{
	struct vypr_text function;
	struct vypr_property *property;

	if (!vypr_spec_read_text(r, key, "the name of a function", &function))
		return false;
	if (!vypr_spec_want(r, value, VYPR_YAML_LIST, "what a function has",
			    "a list of properties")) {
		vypr_spec_hint(r, vypr_spec_is_null(value)
					  ? "write [] to record paths only"
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

static bool read_version(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	if (!vypr_spec_want(p->reader, value, VYPR_YAML_SCALAR, "'version'", "a number"))
		return false;
	if (strcmp(value->text, "1") == 0)
		return true;
	return vypr_spec_fail(
		p->reader, VYPR_VERSION, value,
		"version '%.16s' of the language is not known here; this reads version 1",
		value->text);
}

static bool read_transactions(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	struct vypr_spec *spec = &p->reader->spec;

	(void)key;
	if (!vypr_spec_read_texts(p->reader, value, "'transactions'", &spec->transactions,
				  &spec->transaction_count))
		return false;
	for (size_t i = 0; i < spec->transaction_count; i++) {
		const char *text = spec->transactions[i].text, *colon = strchr(text, ':');

		if (!colon || colon == text || !colon[1])
			return vypr_spec_fail(
				p->reader, VYPR_SYNTAX, value->items[i],
				"a transaction is written \"module:function\", not "
				"'%.64s'",
				text);
	}
	return true;
}

static bool read_settings(struct vypr_spec_reader *r, yaml *value)
{
	static const struct vypr_spec_key keys[] = {
		{ "version", read_version },
		{ "transactions", read_transactions },
	};
	struct vypr_property_reader p = { r, NULL, NULL, NULL };

	return vypr_spec_want(r, value, VYPR_YAML_MAP, "'vypr'",
			      "a mapping of settings") &&
	       vypr_spec_read_keys(&p, value, keys, sizeof keys / sizeof keys[0],
				   "the settings");
}

static bool read_module(struct vypr_spec_reader *r, yaml *key, yaml *value)
{
	struct vypr_text module;

	if (!vypr_spec_read_text(r, key, "the name of a module", &module))
		return false;
	if (!vypr_spec_want(r, value, VYPR_YAML_MAP, "what a module has",
			    "a mapping of functions to lists of properties"))
		return false;
	for (size_t i = 0; i < value->count; i += 2)
		if (!read_function(r, value->items[i], value->items[i + 1], &module))
			return false;
	return true;
}

static bool read_all(struct vypr_spec_reader *r, yaml *root)
{
	if (!root || vypr_spec_is_null(root))
		return true; /* an empty file asks for nothing */
	if (!vypr_spec_want(r, root, VYPR_YAML_MAP, "a specification",
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

static bool read_bytes(struct vypr_spec_reader *r, const char *bytes, size_t size)
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
		return vypr_spec_no_memory(r);
	r->status = vypr_yaml_read(&r->source, r->region, &root, r->diag);
	return r->status == VYPR_OK && read_all(r, root);
}

enum vypr_status vypr_spec_read_bytes(const char *file, const char *bytes, size_t size,
				      struct vypr_spec *ret_spec,
				      struct vypr_diag *reterr_diag)
{
	struct vypr_spec_reader r = { .diag = reterr_diag, .region = vypr_region_new() };
	bool fine = false;

	r.spec.region = r.region;
	if (r.region)
		r.spec.file = vypr_region_copy(r.region, file, strlen(file));
	if (!r.region || !r.spec.file)
		vypr_spec_no_memory(&r);
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
