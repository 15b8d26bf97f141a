/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the keys of a property's long form, what may stand behind each, and what it
 * means.
 */
#include "spec/spec_private.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/suggest.h"

static bool read_name(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	struct vypr_spec_reader *r = p->reader;

	(void)key;
	if (!vypr_spec_read_text(r, value, "'name'", &p->property->name))
		return false;
	for (size_t i = r->list; i + 1 < r->spec.property_count; i++) {
		const struct vypr_property *other = &r->spec.properties[i];

		if (other->name.text &&
		    strcmp(other->name.text, p->property->name.text) == 0)
			return vypr_spec_fail(
				r, VYPR_SYNTAX, value,
				"the name '%.64s' is taken by the property on line "
				"%d",
				other->name.text, other->line);
	}
	return true;
}

static bool read_note(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	return vypr_spec_read_text(p->reader, value, "'note'", &p->property->note);
}

static bool read_cftl(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	p->cftl = value;
	return vypr_spec_want(p->reader, value, VYPR_YAML_SCALAR, "'cftl'", "a formula");
}

static bool read_record(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	p->record = value;
	return vypr_spec_read_texts(p->reader, value, "'record'", &p->property->record,
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

static bool read_objective(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	double share = 0;

	(void)key;
	if (!vypr_spec_want(p->reader, value, VYPR_YAML_SCALAR, "'objective'",
			    "a share such as 99.9 %"))
		return false;
	if (!share_of(value->text, &share))
		return vypr_spec_fail(
			p->reader, VYPR_SYNTAX, value,
			"'objective' must be a share such as 99.9 %%, not '%.32s'",
			value->text);
	if (share > 1) {
		vypr_spec_fail(p->reader, VYPR_RANGE, value,
			       "'objective' must be between 0 %% and 100 %%");
		if (!strchr(value->text, '%') && share <= 100)
			vypr_spec_hint(p->reader, "write it with a '%'");
		return false;
	}
	p->property->objective = share;
	return true;
}

static bool read_path_list(struct vypr_property_reader *p, yaml *value)
{
	p->property->paths = VYPR_PATHS_LIST;
	return vypr_spec_read_texts(p->reader, value, "'paths'",
				    &p->property->path_functions,
				    &p->property->path_function_count);
}

static bool read_paths(struct vypr_property_reader *p, yaml *key, yaml *value)
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
	if (!vypr_spec_want(p->reader, value, VYPR_YAML_SCALAR, "'paths'",
			    "off, scope, callee, deep or a list of functions"))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(modes[i], value->text) == 0) {
			p->property->paths = (enum vypr_path_mode)i;
			return true;
		}
	vypr_spec_fail(
		p->reader, VYPR_SYNTAX, value,
		"'paths' must be off, scope, callee, deep or a list of functions, not "
		"'%.32s'",
		value->text);
	vypr_suggest_hint(p->reader->diag, value->text, modes, count);
	return false;
}

static bool read_call_of(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	return vypr_spec_read_text(p->reader, value, "'containing_call_of'",
				   &p->property->containing_call_of);
}

static bool read_change_of(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	return vypr_spec_read_text(p->reader, value, "'containing_change_of'",
				   &p->property->containing_change_of);
}

static bool read_in(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	static const struct vypr_spec_key keys[] = {
		{ "containing_call_of", read_call_of },
		{ "containing_change_of", read_change_of },
	};

	if (!vypr_spec_want(p->reader, value, VYPR_YAML_MAP, "'in'", "a mapping") ||
	    !vypr_spec_read_keys(p, value, keys, sizeof keys / sizeof keys[0], "'in'"))
		return false;
	if (value->count == 0)
		return vypr_spec_fail(p->reader, VYPR_SYNTAX, value,
				      "'in' must not be empty");
	if (!vypr_is_glob(p->property->function.text)) {
		vypr_spec_fail(
			p->reader, VYPR_SYNTAX, key,
			"'in' selects functions, and '%.64s' is one function already",
			p->property->function.text);
		vypr_spec_hint(p->reader, "write the property under \"*\"");
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
static bool read_warning(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	bool off;

	for (int i = 0; i < VYPR_WARNINGS; i++) {
		if (strcmp(warning_names[i], key->text) != 0)
			continue;
		off = value->kind == VYPR_YAML_SCALAR && strcmp(value->text, "off") == 0;
		if (!off &&
		    (value->kind != VYPR_YAML_SCALAR || strcmp(value->text, "on") != 0))
			return vypr_spec_fail(p->reader, VYPR_SYNTAX, value,
					      "a warning is 'on' or 'off'");
		if (off)
			p->property->warnings_off |= 1u << i;
		return true;
	}
	vypr_spec_fail(p->reader, VYPR_NAME, key, "there is no warning '%.32s'",
		       key->text);
	vypr_suggest_hint(p->reader->diag, key->text, warning_names, VYPR_WARNINGS);
	return false;
}

static bool read_warnings(struct vypr_property_reader *p, yaml *key, yaml *value)
{
	(void)key;
	if (!vypr_spec_want(p->reader, value, VYPR_YAML_MAP, "'warnings'",
			    "a mapping of warnings to on or off"))
		return false;
	for (size_t i = 0; i < value->count; i += 2)
		if (!read_warning(p, value->items[i], value->items[i + 1]))
			return false;
	return true;
}

static const struct vypr_spec_key property_keys[] = {
	{ "cftl", read_cftl },	 { "name", read_name },
	{ "note", read_note },	 { "objective", read_objective },
	{ "paths", read_paths }, { "record", read_record },
	{ "in", read_in },	 { "warnings", read_warnings },
};

bool vypr_spec_read_property_keys(struct vypr_property_reader *p, yaml *map)
{
	return vypr_spec_read_keys(p, map, property_keys,
				   sizeof property_keys / sizeof property_keys[0],
				   "a property");
}
