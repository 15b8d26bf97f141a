/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a specification is written down: canonical formulas in YAML that reads back
 * as the same specification, or one JSON object for each property.
 */
#include <stdlib.h>
#include <string.h>

#include "analysis/print.h"
#include "spec/parse.h"

static const char *const path_modes[] = {
	[VYPR_PATHS_OFF] = "off",
	[VYPR_PATHS_SCOPE] = "scope",
	[VYPR_PATHS_CALLEE] = "callee",
	[VYPR_PATHS_DEEP] = "deep",
};

/* malloc'ed; NULL when out of memory. */
static char *formula_text(const struct vypr_ast *ast)
{
	size_t size = vypr_print(ast, ast->root, NULL, 0) + 1;
	char *text = malloc(size);

	if (text)
		vypr_print(ast, ast->root, text, size);
	return text;
}

/* ---- YAML ---- */

static int is_plain(const char *text)
{
	static const char *const words[] = { "null", "Null", "NULL" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(text, words[i]) == 0)
			return 0;
	return ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
		*text == '_') &&
	       text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "0123456789_./+-")] == '\0';
}

/* Double quotes with JSON's escapes are YAML. */
static void scalar(FILE *out, const char *text)
{
	struct vypr_json j;

	if (is_plain(text)) {
		fputs(text, out);
		return;
	}
	vypr_json_begin(&j, out);
	vypr_json_string(&j, NULL, text);
}

static void scalar_list(FILE *out, const char *key, const struct vypr_text *texts,
			size_t count)
{
	fprintf(out, "      %s: [", key);
	for (size_t i = 0; i < count; i++) {
		fputs(i ? ", " : "", out);
		scalar(out, texts[i].text);
	}
	fputs("]\n", out);
}

static void scalar_line(FILE *out, const char *key, const struct vypr_text *text)
{
	if (!text->text)
		return;
	fprintf(out, "      %s: ", key);
	scalar(out, text->text);
	putc('\n', out);
}

static void filter_line(FILE *out, const struct vypr_property *p)
{
	const struct vypr_text *call = &p->containing_call_of;
	const struct vypr_text *change = &p->containing_change_of;

	if (!call->text && !change->text)
		return;
	fputs("      in: {", out);
	if (call->text) {
		fputs("containing_call_of: ", out);
		scalar(out, call->text);
	}
	if (change->text) {
		fprintf(out, "%scontaining_change_of: ", call->text ? ", " : "");
		scalar(out, change->text);
	}
	fputs("}\n", out);
}

/* The share with as few digits as read back to the same number. */
static void objective_line(FILE *out, double objective)
{
	char text[48];

	if (objective == 1)
		return;
	for (int digits = 1; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*ge-2", digits, objective * 100);
		if (strtod(text, NULL) == objective)
			break;
	}
	if (strcspn(text, "e") !=
	    strlen(text) - 3) /* an exponent of its own: too small */
		snprintf(text, sizeof text, "%.17f", objective);
	else
		memcpy(text + strlen(text) - 3, " %", 3);
	fprintf(out, "      objective: %s\n", text);
}

static int is_short(const struct vypr_property *p)
{
	return !p->name.text && !p->record_count && p->objective == 1 &&
	       p->paths == VYPR_PATHS_CALLEE && !p->containing_call_of.text &&
	       !p->containing_change_of.text && !p->note.text;
}

static void yaml_property(FILE *out, const struct vypr_property *p)
{
	char *text = formula_text(&p->ast);

	if (!text)
		return;
	if (is_short(p)) {
		fprintf(out, "    - |\n      %s\n", text);
		free(text);
		return;
	}
	fprintf(out, "    - cftl: |\n        %s\n", text);
	free(text);
	scalar_line(out, "name", &p->name);
	if (p->record_count)
		scalar_list(out, "record", p->record, p->record_count);
	objective_line(out, p->objective);
	if (p->paths == VYPR_PATHS_LIST)
		scalar_list(out, "paths", p->path_functions, p->path_function_count);
	else if (p->paths != VYPR_PATHS_CALLEE)
		fprintf(out, "      paths: %s\n", path_modes[p->paths]);
	filter_line(out, p);
	scalar_line(out, "note", &p->note);
}

static int same_text(const struct vypr_text *x, const struct vypr_text *y)
{
	return strcmp(x->text, y->text) == 0;
}

static void yaml_spec(FILE *out, const struct vypr_spec *spec)
{
	const struct vypr_property *last = NULL;

	for (size_t i = 0; i < spec->property_count; i++) {
		const struct vypr_property *p = &spec->properties[i];
		int new_module = !last || !same_text(&last->module, &p->module);

		if (new_module) {
			scalar(out, p->module.text);
			fputs(":\n", out);
		}
		if (new_module || !same_text(&last->function, &p->function)) {
			fputs("  ", out);
			scalar(out, p->function.text);
			fputs(p->ast.node_count ? ":\n" : ": []\n", out);
		}
		if (p->ast.node_count)
			yaml_property(out, p);
		last = p;
	}
	if (!spec->transaction_count)
		return;
	fputs("vypr:\n  transactions:\n", out);
	for (size_t i = 0; i < spec->transaction_count; i++) {
		fputs("    - ", out);
		scalar(out, spec->transactions[i].text);
		putc('\n', out);
	}
}

/* ---- JSON ---- */

static void json_texts(struct vypr_json *j, const char *name,
		       const struct vypr_text *texts, size_t count)
{
	vypr_json_open(j, name, '[');
	for (size_t i = 0; i < count; i++)
		vypr_json_string(j, NULL, texts[i].text);
	vypr_json_close(j, ']');
}

static void json_text(struct vypr_json *j, const char *name, const struct vypr_text *text)
{
	if (text->text)
		vypr_json_string(j, name, text->text);
	else
		vypr_json_null(j, name);
}

static void json_name(struct vypr_json *j, const struct vypr_property *p)
{
	char name[512];

	if (p->name.text) {
		vypr_json_string(j, "name", p->name.text);
		return;
	}
	snprintf(name, sizeof name, "%s#%d", p->function.text, p->ordinal);
	vypr_json_string(j, "name", name);
}

static void json_property(FILE *out, const char *file, const struct vypr_property *p)
{
	char *text = p->ast.node_count ? formula_text(&p->ast) : NULL;
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_string(&j, "file", file);
	vypr_json_integer(&j, "line", p->line);
	vypr_json_integer(&j, "column", p->column);
	vypr_json_string(&j, "module", p->module.text);
	vypr_json_string(&j, "function", p->function.text);
	if (text) {
		json_name(&j, p);
		vypr_json_string(&j, "cftl", text);
	} else { /* paths only */
		vypr_json_null(&j, "name");
		vypr_json_null(&j, "cftl");
	}
	json_texts(&j, "record", p->record, p->record_count);
	vypr_json_number(&j, "objective", p->objective);
	if (p->paths == VYPR_PATHS_LIST)
		json_texts(&j, "paths", p->path_functions, p->path_function_count);
	else
		vypr_json_string(&j, "paths", path_modes[p->paths]);
	json_text(&j, "containing_call_of", &p->containing_call_of);
	json_text(&j, "containing_change_of", &p->containing_change_of);
	json_text(&j, "note", &p->note);
	vypr_json_close(&j, '}');
	free(text);
}

void vypr_print_spec(struct vypr_output *o, const struct vypr_spec *spec,
		     const char *file)
{
	if (!o->json) {
		yaml_spec(o->out, spec);
		return;
	}
	for (size_t i = 0; i < spec->property_count; i++)
		json_property(o->out, file, &spec->properties[i]);
}
