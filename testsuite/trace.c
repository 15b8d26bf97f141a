/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how to make a unit from formulas and statements: the roles come from comparing
 * names, as the compiler's choice of sites does in the end.
 */
#include "testsuite/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/parse.h"

static void give_up(const char *what, const char *detail)
{
	fprintf(stderr, "trace: %s: %s\n", what, detail);
	abort();
}

/* What is called str... is a string. */
static enum vypr_type type_of(const char *lvalue)
{
	return strncmp(lvalue, "str", 3) == 0 ? VYPR_TYPE_STRING : VYPR_TYPE_I64;
}

/* "FORMULA; record x y" */
static void parse_formula(const char *text, struct vypr_ast *ast)
{
	const char *record = strstr(text, "; record ");
	struct vypr_diag diag;

	if (vypr_parse(text, record ? (size_t)(record - text) : strlen(text), NULL, ast,
		       &diag) != VYPR_OK)
		give_up(text, diag.text);
	for (record = record ? record + 9 : NULL; record && *record;) {
		size_t size = strcspn(record, " ");

		if (vypr_parse_record(record, size, NULL, ast, &diag) != VYPR_OK)
			give_up(text, diag.text);
		record += size + (record[size] == ' ');
	}
}

static void add_formula(struct trace_unit *t, const char *text)
{
	uint32_t n = t->unit.formula_count++;
	struct vypr_formula *f = &t->formulas[n];
	struct vypr_diag diag;

	f->function = (uint32_t)(text[0] - '0');
	f->objective = 1;
	f->key = n + 1;
	parse_formula(text + 2, &f->ast);
	if (vypr_form_make(&f->ast, &t->forms[n], &diag) != VYPR_OK)
		give_up(text, diag.text);
	f->capture_count = (uint32_t)t->forms[n].capture_count;
	f->capture_types = calloc(f->capture_count + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < f->capture_count; i++)
		if (t->forms[n].captures[i].type == VYPR_TYPE_NONE)
			t->forms[n].captures[i].type =
				type_of(vypr_ast_string(&f->ast,
							t->forms[n].captures[i].lvalue));
	for (uint32_t i = 0; i < f->capture_count; i++)
		f->capture_types[i] = t->forms[n].captures[i].type;
}

static uint32_t add_site(struct trace_unit *t, enum vypr_event_kind kind,
			 uint32_t function, const char *subject, uint32_t flags)
{
	uint32_t n = t->unit.site_count++;

	if (n >= TRACE_MOST)
		give_up("sites", "too many");
	t->sites[n] = (struct vypr_site){ .kind = kind, .function = function,
					  .line = n + 1, .flags = flags,
					  .type = VYPR_TYPE_I64, .pair = UINT32_MAX };
	t->made[n].kind = kind;
	t->made[n].of = -1;
	snprintf(t->made[n].subject, sizeof t->made[n].subject, "%s", subject);
	return n;
}

static void add_value(struct trace_unit *t, uint32_t function, const char *subject,
		      const char *when, unsigned of)
{
	uint32_t n = add_site(t, VYPR_EVENT_VALUE, function, subject, VYPR_SITE_VALUED);
	uint32_t main_site = t->statement[of];

	t->sites[n].type = type_of(subject);
	t->made[n].of = (int)main_site;
	if (t->sites[main_site].kind != VYPR_EVENT_BEGIN)
		t->made[n].moment = VYPR_AT;
	else
		t->made[n].moment =
			strcmp(when, "before") == 0 ? VYPR_BEFORE : VYPR_AFTER;
}

static void add_statement(struct trace_unit *t, const char *text)
{
	char word[16] = "", subject[16] = "", when[16] = "";
	unsigned function = 0, of = 0;
	uint32_t n = t->unit.site_count, timed = VYPR_SITE_TIMED;

	sscanf(text, "%u %15s %15s %15s %u", &function, word, subject, when, &of);
	t->statement[t->statements++] = n;
	if (strcmp(word, "change") == 0) {
		add_site(t, VYPR_EVENT_CHANGE, function, subject,
			 timed | VYPR_SITE_VALUED);
	} else if (strcmp(word, "call") == 0) {
		add_site(t, VYPR_EVENT_BEGIN, function, subject, timed | VYPR_SITE_BITS);
		add_site(t, VYPR_EVENT_END, function, subject, timed);
		t->sites[n].pair = n + 1;
		t->sites[n + 1].pair = n;
	} else if (strcmp(word, "left") == 0) {
		add_site(t, VYPR_EVENT_END, function, subject, timed | VYPR_SITE_UNWINDS);
	} else if (strcmp(word, "value") == 0) {
		add_value(t, function, subject, when, of);
	} else if (strcmp(word, "entry") == 0) {
		add_site(t, VYPR_EVENT_ENTRY, function, "", timed);
	} else if (strcmp(word, "exit") == 0) {
		add_site(t, VYPR_EVENT_EXIT, function, "", timed);
	} else if (strcmp(word, "line") == 0) {
		t->made[add_site(t, VYPR_EVENT_CHANGE, function, subject, timed)].is_line = 1;
	} else if (strcmp(word, "path") == 0) {
		add_site(t, VYPR_EVENT_PATH, function, "", 0);
	} else if (strcmp(word, "gap") == 0) {
		add_site(t, VYPR_EVENT_GAP, function, "", 0);
	} else if (strcmp(word, "land") == 0) {
		add_site(t, VYPR_EVENT_LAND, function, "", 0);
	} else if (strcmp(word, "peek") == 0) {
		add_site(t, VYPR_EVENT_PATH, function, "", VYPR_SITE_PEEK);
	} else if (strcmp(word, "unwind") == 0) {
		n = add_site(t, VYPR_EVENT_UNWIND, function, "", 0);
		t->sites[n].block = 3;
	} else {
		give_up("no such statement", text);
	}
}

static int is_slot(const struct trace_unit *t, uint32_t site, uint32_t formula, int slot)
{
	const struct vypr_form_slot *s = &t->forms[formula].slots[slot];
	const struct vypr_ast *ast = &t->formulas[formula].ast;
	const struct trace_site *made = &t->made[site];
	uint32_t function = t->formulas[formula].function;

	if (s->during >= 0)
		function = (uint32_t)(vypr_ast_string(ast, s->during)[2] - '0');
	if (t->sites[site].function != function)
		return 0;
	switch (s->kind) {
	case VYPR_SLOT_ENTRY: return made->kind == VYPR_EVENT_ENTRY;
	case VYPR_SLOT_EXIT: return made->kind == VYPR_EVENT_EXIT;
	case VYPR_SLOT_LINE: return made->is_line && atoi(made->subject) == s->line;
	case VYPR_SLOT_CHANGE:
		if (made->kind != VYPR_EVENT_CHANGE || made->is_line)
			return 0;
		break;
	case VYPR_SLOT_CALL:
		if (made->kind != VYPR_EVENT_BEGIN && made->kind != VYPR_EVENT_END)
			return 0;
	}
	return strcmp(vypr_ast_string(ast, s->what), made->subject) == 0;
}

/* The subject of a VALUE that is this capture: x, #1 (argument), #r (returned), #c (cpu),
 * #l (length). */
static void capture_subject(const struct trace_unit *t, uint32_t formula,
			    const struct vypr_form_capture *c, char *text, size_t size)
{
	if (c->kind == VYPR_CAPTURE_ARGUMENT)
		snprintf(text, size, "#%d", c->number);
	else if (c->kind == VYPR_CAPTURE_RETURNED)
		snprintf(text, size, "#r");
	else if (c->kind == VYPR_CAPTURE_CPU)
		snprintf(text, size, "#c");
	else if (c->kind == VYPR_CAPTURE_LENGTH)
		snprintf(text, size, "#l");
	else
		snprintf(text, size, "%s",
			 vypr_ast_string(&t->formulas[formula].ast, c->lvalue));
}

static int is_capture(const struct trace_unit *t, uint32_t site, uint32_t formula,
		      int capture)
{
	const struct vypr_form_capture *c = &t->forms[formula].captures[capture];
	const struct trace_site *made = &t->made[site];
	char subject[32];

	capture_subject(t, formula, c, subject, sizeof subject);
	if (c->kind >= VYPR_CAPTURE_COUNT || strcmp(subject, made->subject) != 0)
		return 0;
	if (made->kind == VYPR_EVENT_CHANGE)
		return is_slot(t, site, formula, c->slot);
	return made->kind == VYPR_EVENT_VALUE && made->moment == c->moment &&
	       is_slot(t, (uint32_t)made->of, formula, c->slot);
}

static void add_role(struct trace_unit *t, struct vypr_site *site, uint32_t formula,
		     enum vypr_role_kind kind, int index)
{
	if (t->unit.role_count >= sizeof t->roles / sizeof *t->roles)
		give_up("roles", "too many");
	t->roles[t->unit.role_count++] =
		(struct vypr_role){ formula, kind, (uint32_t)index };
	site->role_count++;
}

static void add_roles(struct trace_unit *t, uint32_t site)
{
	struct vypr_site *s = &t->sites[site];

	s->first_role = t->unit.role_count;
	for (uint32_t f = 0; f < t->unit.formula_count; f++) {
		for (int i = 0; i < t->forms[f].slot_count; i++)
			if (is_slot(t, site, f, i))
				add_role(t, s, f, VYPR_ROLE_SLOT, i);
		for (int i = 0; i < t->forms[f].capture_count; i++)
			if (is_capture(t, site, f, i))
				add_role(t, s, f, VYPR_ROLE_CAPTURE, i);
	}
}

void trace_unit_init(struct trace_unit *t, const uint32_t *functions,
		     const char *const *formulas, const char *const *statements)
{
	memset(t, 0, sizeof *t);
	for (; functions[t->unit.function_count]; t->unit.function_count++) {
		uint32_t n = t->unit.function_count;

		t->functions[n] = (struct vypr_function){
			.flags = functions[n], .first_block = n * 8, .block_count = 8
		};
	}
	for (uint32_t i = 0; i < 4 * 8; i++)
		t->blocks[i].loop_header = UINT32_MAX;
	t->unit.block_count = t->unit.function_count * 8;
	for (; *formulas; formulas++)
		add_formula(t, *formulas);
	for (; *statements; statements++)
		add_statement(t, *statements);
	for (uint32_t i = 0; i < t->unit.site_count; i++)
		add_roles(t, i);
	t->unit.functions = t->functions;
	t->unit.blocks = t->blocks;
	t->unit.sites = t->sites;
	t->unit.roles = t->roles;
	t->unit.formulas = t->formulas;
}

void trace_unit_fini(struct trace_unit *t)
{
	for (uint32_t i = 0; i < t->unit.formula_count; i++) {
		vypr_form_fini(&t->forms[i]);
		vypr_ast_fini(&t->formulas[i].ast);
		free(t->formulas[i].capture_types);
	}
}

struct vypr_event trace_event(const struct trace_unit *t, uint32_t statement, int end)
{
	return (struct vypr_event){ .site = t->statement[statement] + (end != 0),
				    .thread = 1, .frame = 1 };
}
