/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The YAML wrapper: what its keys mean, what is refused, and that every place in a formula
 * is the place in the file, in all the ways in which YAML can write a text.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "spec/form.h"
#include "spec/parse.h"
#include "spec/spec.h"
#include "spec/unit.h"
#include "testsuite/suite.h"

static enum vypr_status read_spec(const char *text, struct vypr_spec *ret_spec,
				  struct vypr_diag *diag)
{
	size_t size = strlen(text);
	char *exact = malloc(size ? size : 1);
	enum vypr_status status;

	ck_assert_ptr_nonnull(exact);
	memcpy(exact, text, size);
	memset(diag, 0, sizeof *diag);
	status = vypr_spec_read_bytes("t.yml", exact, size, ret_spec, diag);
	free(exact);
	return status;
}

static void must_read(const char *text, struct vypr_spec *ret_spec)
{
	struct vypr_diag diag;

	ck_assert_msg(read_spec(text, ret_spec, &diag) == VYPR_OK, "%d:%d: %s\n%s", diag.line,
		      diag.column, diag.text, text);
}

static void check_text(const struct vypr_text *text, const char *want, int line, int column,
		       int end_column)
{
	ck_assert_pstr_eq(text->text, want);
	ck_assert_msg(text->line == line && text->column == column &&
			      text->end_column == end_column,
		      "%s at %d:%d-%d", want, text->line, text->column, text->end_column);
}

static void check_formula(const struct vypr_property *property, const char *want)
{
	char text[512];

	ck_assert_uint_lt(vypr_print(&property->ast, property->ast.root, text, sizeof text),
			  sizeof text);
	ck_assert_str_eq(text, want);
}

/* ---- what is read --------------------------------------------------------- */

static const char whole[] =
	"upload.c:\n"
	"  check_hashes:\n"
	"    - |\n"
	"      forall q in changes(hashes):\n"
	"        duration(next_call(q, find_new_hashes)) in [0, 300 ms]\n"
	"    - name: auth-then-fast       # long form\n"
	"      cftl: |\n"
	"        Forall(q = changes('auth')).\n"
	"        Forall(t = calls('execute'), after='q').\n"
	"        Check(lambda q, t: If(q('auth').equals(True)).then(t.duration()._in([0, 0.5])))\n"
	"      objective: 99.9 %\n"
	"      paths: [ns::f, \"g\"]\n"
	"      note: from ticket 1234     # free text\n"
	"  'quiet': []\n"
	"\"src/*.c\":\n"
	"  \"*\":\n"
	"    - {cftl: \"forall c in calls(g): duration(c) < 1 s\", paths: off}\n"
	"vypr:\n"
	"  version: 1\n";

START_TEST(every_key_is_read)
{
	struct vypr_spec spec;
	const struct vypr_property *p;

	must_read(whole, &spec);
	p = spec.properties;
	ck_assert_uint_eq(spec.property_count, 4);
	ck_assert_str_eq(spec.file, "t.yml");
	ck_assert_uint_eq(spec.hash, vypr_hash64(whole, sizeof whole - 1, 0));

	check_text(&p[0].module, "upload.c", 1, 1, 8);
	check_text(&p[0].function, "check_hashes", 2, 3, 14);
	ck_assert_ptr_null(p[0].name.text);
	ck_assert_int_eq(p[0].ordinal, 1);
	check_formula(&p[0], "forall q in changes(hashes): "
			     "duration(next_call(q, find_new_hashes)) in [0, 300 ms]");
	ck_assert_double_eq(p[0].objective, 1.0);
	ck_assert_int_eq(p[0].paths, VYPR_PATHS_CALLEE);
	ck_assert_ptr_null(p[0].note.text);
	ck_assert_uint_eq(p[0].record_count, 0);

	check_text(&p[1].name, "auth-then-fast", 6, 13, 26);
	ck_assert_int_eq(p[1].ordinal, 2);
	ck_assert_int_eq(p[1].line, 6);
	ck_assert_int_eq(p[1].column, 7);
	check_formula(&p[1], "forall q in changes(auth), t in calls(execute) after q: q(auth) == "
			     "true implies duration(t) in [0, 0.5]");
	ck_assert_double_eq(p[1].objective, 0.999);
	ck_assert_int_eq(p[1].paths, VYPR_PATHS_LIST);
	ck_assert_uint_eq(p[1].path_function_count, 2);
	check_text(&p[1].path_functions[0], "ns::f", 12, 15, 19);
	check_text(&p[1].path_functions[1], "g", 12, 23, 23);
	check_text(&p[1].note, "from ticket 1234", 13, 13, 28);

	check_text(&p[2].function, "quiet", 14, 4, 8);
	ck_assert_uint_eq(p[2].ast.node_count, 0);
	ck_assert_int_eq(p[2].paths, VYPR_PATHS_SCOPE);
	ck_assert_int_eq(p[2].ordinal, 0);

	check_text(&p[3].module, "src/*.c", 15, 2, 8);
	check_text(&p[3].function, "*", 16, 4, 4);
	ck_assert_int_eq(p[3].ordinal, 1);
	ck_assert_int_eq(p[3].paths, VYPR_PATHS_OFF);
	vypr_spec_fini(&spec);
	ck_assert_ptr_null(spec.properties);
}
END_TEST

/* A file with one property, whose text may contain what YAML makes of it. */
static const struct {
	const char *objective;
	double want;
} objectives[] = {
	{ "100 %", 1 },	    { "99.9 %", 0.999 }, { "99.9%", 0.999 }, { "'99.99 %'", 0.9999 },
	{ "0.95", 0.95 },   { "1", 1 },		 { "0 %", 0 },	     { "50%", 0.5 },
	{ "99.999%", 0.99999 }, { ".5", 0.5 },	 { "1.0", 1 },	     { "7 %  ", 0.07 },
};

START_TEST(what_is_recorded_is_part_of_the_formula)
{
	static const char text[] = "a.c:\n  f:\n    - record: [n, \"req -> path\",\n"
				   "               '*p']\n"
				   "      cftl: 'forall q in changes(x): q(x) < ?'\n";
	static const struct {
		const char *lvalue;
		uint32_t line, column, end_column;
	} want[] = { { "n", 3, 16, 16 }, { "req->path", 3, 20, 30 }, { "*p", 4, 17, 18 } };
	const struct vypr_ast *ast;
	struct vypr_spec spec;
	struct vypr_form form;
	int32_t record;

	must_read(text, &spec);
	check_formula(&spec.properties[0], "forall q in changes(x): q(x) < ?");
	ck_assert_uint_eq(spec.properties[0].record_count, 3);
	ast = &spec.properties[0].ast;
	record = (int32_t)ast->nodes[ast->root].v.i - 1;
	for (size_t i = 0; i < 3; i++) {
		const struct vypr_node *value = &ast->nodes[ast->nodes[record].a];

		ck_assert_str_eq(vypr_ast_string(ast, value->str), want[i].lvalue);
		ck_assert_uint_eq(value->line, want[i].line);
		ck_assert_uint_eq(value->column, want[i].column);
		ck_assert_uint_eq(value->end_column, want[i].end_column);
		record = ast->nodes[record].b;
	}
	ck_assert_int_eq(record, -1);
	ck_assert_int_eq(vypr_form_make(ast, &form, NULL), VYPR_OK);
	ck_assert_int_eq(form.capture_count, 4);
	ck_assert(form.measures && !form.captures[0].recorded);
	for (int i = 1; i < 4; i++) {
		ck_assert_int_eq(form.captures[i].recorded, 1);
		ck_assert_int_eq(form.captures[i].needed, 0);
		ck_assert_int_eq(form.captures[i].moment, VYPR_AT);
		ck_assert_str_eq(vypr_ast_string(ast, form.captures[i].lvalue),
				 want[i - 1].lvalue);
	}
	vypr_form_fini(&form);
	vypr_spec_fini(&spec);
}
END_TEST

START_TEST(functions_can_be_chosen_by_what_they_contain)
{
	struct vypr_spec spec;

	must_read("a.c:\n  '*':\n    - in: {containing_call_of: f, containing_change_of: x}\n"
		  "      cftl: 'forall q in changes(x): q(x) < 1'\n",
		  &spec);
	check_text(&spec.properties[0].containing_call_of, "f", 3, 32, 32);
	check_text(&spec.properties[0].containing_change_of, "x", 3, 57, 57);
	vypr_spec_fini(&spec);
}
END_TEST

START_TEST(a_property_turns_warnings_off)
{
	struct vypr_spec spec;

	must_read("a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n"
		  "      warnings: {unreachable: off, no-match: on, constant: off}\n",
		  &spec);
	ck_assert_uint_eq(spec.properties[0].warnings_off,
			  1u << VYPR_WARNING_UNREACHABLE | 1u << VYPR_WARNING_CONSTANT);
	vypr_spec_fini(&spec);
}
END_TEST

START_TEST(transactions_are_calls_of_a_function_in_a_module)
{
	struct vypr_spec spec;

	must_read("vypr:\n  transactions: [\"server.c:handle_request\", '*:ns::f']\n", &spec);
	ck_assert_uint_eq(spec.transaction_count, 2);
	check_text(&spec.transactions[0], "server.c:handle_request", 2, 19, 41);
	check_text(&spec.transactions[1], "*:ns::f", 2, 46, 52);
	vypr_spec_fini(&spec);
}
END_TEST

START_TEST(an_objective_is_the_nearest_number)
{
	struct vypr_spec spec;
	char text[256];

	snprintf(text, sizeof text,
		 "a.c:\n  f:\n    - objective: %s\n      cftl: 'forall q in changes(x): q(x) < 1'\n",
		 objectives[_i].objective);
	must_read(text, &spec);
	ck_assert(spec.properties[0].objective == objectives[_i].want);
	vypr_spec_fini(&spec);
}
END_TEST

START_TEST(json_is_yaml)
{
	struct vypr_spec spec;

	must_read("{\"a.c\": {\"f\": [\"forall q in changes(\\\"x\\\"):\\n q(x) == 1\",\n"
		  "  {\"name\": \"n\\u00e9\", \"cftl\": \"forall q in changes(x): q(x) < 1\",\n"
		  "   \"objective\": 0.5, \"paths\": \"deep\"}], \"g\": []},\n"
		  " \"vypr\": {\"version\": 1}}\n",
		  &spec);
	ck_assert_uint_eq(spec.property_count, 3);
	check_formula(&spec.properties[0], "forall q in changes(x): q(x) == 1");
	check_text(&spec.properties[1].name, "n\xc3\xa9", 2, 13, 14);
	ck_assert_int_eq(spec.properties[1].ordinal, 2);
	ck_assert_int_eq(spec.properties[1].paths, VYPR_PATHS_DEEP);
	vypr_spec_fini(&spec);
}
END_TEST

START_TEST(a_text_without_properties_asks_for_nothing)
{
	static const char *const texts[] = { "",	 "\n# nothing\n", "---\n", "--- ~\n...\n",
					     "{}\n",	 "a.c: {}\n",	  "vypr: {}\n",
					     "\xef\xbb\xbf" };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct vypr_spec spec;

		must_read(texts[i], &spec);
		ck_assert_uint_eq(spec.property_count, 0);
		vypr_spec_fini(&spec);
	}
}
END_TEST

START_TEST(a_byte_order_mark_is_skipped)
{
	struct vypr_spec spec;

	must_read("\xef\xbb\xbf" "a.c: {f: []}\n", &spec);
	check_text(&spec.properties[0].module, "a.c", 1, 1, 3);
	vypr_spec_fini(&spec);
}
END_TEST

START_TEST(an_alias_stands_for_what_its_anchor_marks)
{
	struct vypr_spec spec;

	must_read("a.c:\n  f: &common\n    - &one 'forall q in changes(x): q(x) < 1'\n"
		  "    - *one\n  g: *common\nb.c:\n  f: *common\n",
		  &spec);
	ck_assert_uint_eq(spec.property_count, 6);
	for (size_t i = 0; i < 6; i++) {
		check_formula(&spec.properties[i], "forall q in changes(x): q(x) < 1");
		ck_assert_int_eq(spec.properties[i].ordinal, (int)(i % 2) + 1);
		ck_assert_uint_eq(spec.properties[i].ast.nodes[0].line, 3);
	}
	ck_assert_str_eq(spec.properties[5].module.text, "b.c");
	vypr_spec_fini(&spec);
}
END_TEST

START_TEST(ordinals_count_within_a_function_of_a_module)
{
	static const struct {
		const char *function;
		int ordinal;
	} want[] = { { "f", 1 }, { "f", 2 }, { "f", 3 }, { "g", 1 }, { "f", 1 } };
	struct vypr_spec spec;

	must_read("a.c:\n  f: [&p 'forall q in changes(x): true', {name: n, cftl: *p}, *p]\n"
		  "  g: [*p]\nb.c:\n  f: [*p]\n",
		  &spec);
	ck_assert_uint_eq(spec.property_count, 5);
	for (size_t i = 0; i < 5; i++) {
		ck_assert_str_eq(spec.properties[i].function.text, want[i].function);
		ck_assert_int_eq(spec.properties[i].ordinal, want[i].ordinal);
	}
	vypr_spec_fini(&spec);
}
END_TEST

/* ---- places --------------------------------------------------------------- */

/* Each text has the wrong byte sequence @@ in it once, and that is where the error must be. */
static const char *const placed[] = {
	/* literal blocks */
	"a.c:\n  f:\n    - |\n      forall q in changes(x):\n        duration(next_call(q, f))\n"
	"          @@ [0, 300 ms]\n",
	"a.c:\n  f:\n    - |\n          @@",
	"a.c:\n  f:\n    -   |  # a comment: with a colon\n\n\n         forall q in @@\n",
	"a.c:\n  f:\n    - |2-\n        forall q in changes(x):\n      q(x) < @@\n\n",
	"a.c:\n  f:\n    - |+\n      forall q in changes(x):\n\n\n      \tq(x) < @@\n\n\n",
	"a.c:\r\n  f:\r\n    - |\r\n      forall q in changes(x):\r\n        q(x) < @@\r\n",
	"a.c:\n  f:\n    - cftl: |\n        forall q in changes(x):\n          q(x) < @@\n",
	"a.c:\n  f:\n    - cftl: &a !!str |\n        forall q in changes(x):\n          q(x) < @@\n",
	"a.c:\n  f:\n    - |\n      forall q in changes(\xc3\xa9\xc3\xa9): \xc3\xa9 < @@\n",
	/* folded blocks */
	"a.c:\n  f:\n    - >\n      forall q in\n      changes(x):\n        q(x) <\n      @@\n",
	"a.c:\n  f:\n    - >-\n      forall q in\n\n\n      changes(x): @@\n",
	/* double quotes */
	"a.c:\n  f:\n    - \"forall q in changes(x): @@\"\n",
	"a.c:\n  f:\n    - \"forall q in\n\n       changes(x): \\\n         q(x) \\t\\x3c  @@\"\n",
	"a.c:\n  f:\n    - \"forall q in changes(x): q(x) == \\\"\\u00e9\\\" and\\n @@\"\n",
	"a.c: {f: [\"forall q in changes(x): \\x71(x) @@\"]}\n",
	/* single quotes */
	"a.c:\n  f:\n    - 'forall q in changes(x): q(x) == ''a'' or q(x) == ''\\''''\n       or @@'\n",
	"a.c:\n  f:\n    - 'forall q in changes(''x''): @@'\n",
	/* plain */
	"a.c:\n  f:\n    - forall q in\n        changes(x)\n        @@\n",
	"a.c: {f: [ forall q in   @@ ]}\n",
	/* two documents' worth of other text before */
	"# caf\xc3\xa9\na.c:\n  g: [] # \xe2\x82\xac\n  f: ['forall q in @@']\n",
};

START_TEST(an_error_in_a_formula_is_at_its_place_in_the_file)
{
	const char *text = placed[_i], *mark = strstr(text, "@@");
	struct vypr_spec spec;
	struct vypr_diag diag;
	int line = 1, column = 1;

	for (const char *c = text; c < mark; c++) {
		column = *c == '\n' ? 1 : column + 1;
		line += *c == '\n';
	}
	ck_assert_int_eq(read_spec(text, &spec, &diag), VYPR_SYNTAX);
	ck_assert_str_eq(diag.file, "t.yml");
	ck_assert_msg(strstr(diag.text, ", found '@'") != NULL, "%s", diag.text);
	ck_assert_msg(diag.line == line && diag.column == column && diag.end_column == column,
		      "%d:%d-%d instead of %d:%d\n%s", diag.line, diag.column, diag.end_column, line,
		      column, text);
}
END_TEST

START_TEST(nodes_lie_where_their_text_lies)
{
	struct vypr_spec spec;
	const struct vypr_ast *ast;

	must_read("a.c:\n  f:\n    - |\n      forall q in changes(x):\n"
		  "        q(x) in [0,\n           300]\n",
		  &spec);
	ast = &spec.properties[0].ast;
	ck_assert_uint_eq(ast->nodes[ast->root].line, 4);
	ck_assert_uint_eq(ast->nodes[ast->root].column, 7);
	ck_assert_uint_eq(ast->nodes[ast->root].end_column, 29);
	for (size_t i = 0; i < ast->node_count; i++) {
		const struct vypr_node *n = &ast->nodes[i];

		if (n->kind == VYPR_NODE_IN)
			ck_assert(n->line == 5 && n->column == 9 && n->end_column == 19);
		else if (n->kind == VYPR_NODE_INTEGER && n->v.i == 300)
			ck_assert(n->line == 6 && n->column == 12 && n->end_column == 14);
	}
	vypr_spec_fini(&spec);
}
END_TEST

/* ---- what is refused ------------------------------------------------------ */

#define F "forall q in changes(x): q(x) < 1"

static const struct {
	const char *text;
	enum vypr_status status;
	int line, column, end_column;
	const char *message, *hint;
} rejected[] = {
	{ "a.c\n",
	  VYPR_SYNTAX, 1, 1, 3,
	  "a specification must be a mapping of modules to functions, and is a text",
	  "" },
	{ "- a.c\n",
	  VYPR_SYNTAX, 1, 1, 5,
	  "a specification must be a mapping of modules to functions, and is a list",
	  "" },
	{ "a.c: 3\n",
	  VYPR_SYNTAX, 1, 6, 6,
	  "what a module has must be a mapping of functions to lists of "
	  "properties, and is a text",
	  "" },
	{ "a.c:\n",
	  VYPR_SYNTAX, 1, 5, 5,
	  "what a module has must be a mapping of functions to lists of "
	  "properties, and is empty",
	  "" },
	{ "a.c: [f]\n",
	  VYPR_SYNTAX, 1, 6, 8,
	  "what a module has must be a mapping of functions to lists of "
	  "properties, and is a list",
	  "" },
	{ "a.c:\n  f: 3\n",
	  VYPR_SYNTAX, 2, 6, 6,
	  "what a function has must be a list of properties, and is a text",
	  "begin each property with '- '" },
	{ "a.c:\n  f:\n",
	  VYPR_SYNTAX, 2, 5, 5,
	  "what a function has must be a list of properties, and is empty",
	  "write [] to record paths only" },
	{ "a.c:\n  f: {cftl: x}\n",
	  VYPR_SYNTAX, 2, 6, 14,
	  "what a function has must be a list of properties, and is a mapping",
	  "begin each property with '- '" },
	{ "a.c:\n  f: ['']\n",
	  VYPR_SYNTAX, 2, 8, 8,
	  "expected 'forall' or 'exists', found the end of the formula",
	  "" },
	{ "a.c:\n  f: [~]\n",
	  VYPR_SYNTAX, 2, 7, 7,
	  "a property must be a formula or a mapping with a 'cftl', and is empty",
	  "" },
	{ "a.c:\n  f: [[x]]\n",
	  VYPR_SYNTAX, 2, 7, 9,
	  "a property must be a formula or a mapping with a 'cftl', and is a list",
	  "" },
	{ "'': {f: []}\n",
	  VYPR_SYNTAX, 1, 1, 2,
	  "the name of a module must not be empty",
	  "" },
	{ "a.c: {'': []}\n",
	  VYPR_SYNTAX, 1, 7, 8,
	  "the name of a function must not be empty",
	  "" },
	{ "[a]: {}\n",
	  VYPR_SYNTAX, 1, 1, 3,
	  "a key must be a text",
	  "" },
	{ "? {a: b}\n: c\n",
	  VYPR_SYNTAX, 1, 3, 8,
	  "a key must be a text",
	  "" },
	{ "a.c:\n  f:\n    - forall q in changes(x): q(x) < 1\n",
	  VYPR_SYNTAX, 3, 7, 28,
	  "unknown key 'forall q in changes(x)' in a property",
	  "a formula has ': ' in it, so YAML needs quotes around it or '|' before it" },
	{ "a.c:\n  f:\n    - cftl forall q in changes(x): q(x) < 1\n",
	  VYPR_SYNTAX, 3, 7, 33,
	  "unknown key 'cftl forall q in changes(x)' in a property",
	  "" },
	{ "a.c:\n  f: forall q in changes(x): q(x) < 1\n",
	  VYPR_SYNTAX, 2, 28, 28,
	  "a ': ' that YAML does not allow here",
	  "a formula has ': ' in it, so YAML needs quotes around it or '|' before it" },
	{ "a.c:\n  f: [{name: n, cftl: '" F "'}, '" F "', {cftl: '" F "', name: n}]\n",
	  VYPR_SYNTAX, 2, 145, 145,
	  "the name 'n' is taken by the property on line 2",
	  "" },
	{ "a.c:\n  f:\n    - name: x\n",
	  VYPR_SYNTAX, 3, 7, 13,
	  "this property has no 'cftl'",
	  "" },
	{ "a.c:\n  f:\n    - {}\n",
	  VYPR_SYNTAX, 3, 7, 8,
	  "this property has no 'cftl'",
	  "" },
	{ "a.c:\n  f:\n    - cftl:\n",
	  VYPR_SYNTAX, 3, 12, 12,
	  "'cftl' must be a formula, and is empty",
	  "" },
	{ "a.c:\n  f:\n    - cftl: [x]\n",
	  VYPR_SYNTAX, 3, 13, 15,
	  "'cftl' must be a formula, and is a list",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'q(x) < 1'\n",
	  VYPR_SYNTAX, 3, 14, 14,
	  "expected 'forall' or 'exists', found 'q'",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      nmae: "
	  "x\n",
	  VYPR_SYNTAX, 4, 7, 10,
	  "unknown key 'nmae' in a property",
	  "did you mean 'name'?" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "object: 1\n",
	  VYPR_SYNTAX, 4, 7, 12,
	  "unknown key 'object' in a property",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      zzz: 1\n",
	  VYPR_SYNTAX, 4, 7, 9,
	  "unknown key 'zzz' in a property",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      cftl: "
	  "x\n",
	  VYPR_SYNTAX, 4, 7, 10,
	  "the key 'cftl' is here already, on line 3",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      name: "
	  "[x]\n",
	  VYPR_SYNTAX, 4, 13, 15,
	  "'name' must be a text, and is a list",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      name:\n",
	  VYPR_SYNTAX, 4, 12, 12,
	  "'name' must be a text, and is empty",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      name: "
	  "''\n",
	  VYPR_SYNTAX, 4, 13, 14,
	  "'name' must not be empty",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      note: "
	  "{}\n",
	  VYPR_SYNTAX, 4, 13, 14,
	  "'note' must be a text, and is a mapping",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "objective: all\n",
	  VYPR_SYNTAX, 4, 18, 20,
	  "'objective' must be a share such as 99.9 %, not 'all'",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "objective: 99.9\n",
	  VYPR_RANGE, 4, 18, 21,
	  "'objective' must be between 0 % and 100 %",
	  "write it with a '%'" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "objective: 101 %\n",
	  VYPR_RANGE, 4, 18, 22,
	  "'objective' must be between 0 % and 100 %",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "objective: 300\n",
	  VYPR_RANGE, 4, 18, 20,
	  "'objective' must be between 0 % and 100 %",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "objective: -1 %\n",
	  VYPR_SYNTAX, 4, 18, 21,
	  "'objective' must be a share such as 99.9 %, not '-1 %'",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "objective: 1.2.3 %\n",
	  VYPR_SYNTAX, 4, 18, 24,
	  "'objective' must be a share such as 99.9 %, not '1.2.3 %'",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "objective: 5 %%\n",
	  VYPR_SYNTAX, 4, 18, 21,
	  "'objective' must be a share such as 99.9 %, not '5 %%'",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "objective: [1]\n",
	  VYPR_SYNTAX, 4, 18, 20,
	  "'objective' must be a share such as 99.9 %, and is a list",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "objective:\n",
	  VYPR_SYNTAX, 4, 17, 17,
	  "'objective' must be a share such as 99.9 %, and is empty",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "paths: callees\n",
	  VYPR_SYNTAX, 4, 14, 20,
	  "'paths' must be off, scope, callee, deep or a list of functions, not "
	  "'callees'",
	  "did you mean 'callee'?" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "paths: none\n",
	  VYPR_SYNTAX, 4, 14, 17,
	  "'paths' must be off, scope, callee, deep or a list of functions, not "
	  "'none'",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "paths: []\n",
	  VYPR_SYNTAX, 4, 14, 15,
	  "'paths' must not be an empty list",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "paths: [[f]]\n",
	  VYPR_SYNTAX, 4, 15, 17,
	  "an entry of 'paths' must be a text, and is a list",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "paths: {f: g}\n",
	  VYPR_SYNTAX, 4, 14, 19,
	  "'paths' must be off, scope, callee, deep or a list of functions, and is "
	  "a mapping",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "paths: [f, '']\n",
	  VYPR_SYNTAX, 4, 18, 19,
	  "an entry of 'paths' must not be empty",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "record: n\n",
	  VYPR_SYNTAX, 4, 15, 15,
	  "'record' must be a list of texts, and is a text",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      "
	  "record: []\n",
	  VYPR_SYNTAX, 4, 15, 16,
	  "'record' must not be an empty list",
	  "" },
	{ "a.c:\n  f:\n    - record: [n, 'req->']\n      cftl: 'forall q in changes(x): "
	  "q(x) < 1'\n",
	  VYPR_SYNTAX, 3, 25, 25,
	  "expected the name of a field, found the end of the formula",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      record:\n      "
	  "- n\n      - n + 1\n",
	  VYPR_SYNTAX, 6, 11, 11,
	  "expected the end of the variable, found '+'",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      in: x\n",
	  VYPR_SYNTAX, 4, 11, 11,
	  "'in' must be a mapping, and is a text",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      in: {}\n",
	  VYPR_SYNTAX, 4, 11, 12,
	  "'in' must not be empty",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      in: "
	  "{containing_calls_of: f}\n",
	  VYPR_SYNTAX, 4, 12, 30,
	  "unknown key 'containing_calls_of' in 'in'",
	  "did you mean 'containing_call_of'?" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      in: "
	  "{containing_call_of: f}\n",
	  VYPR_SYNTAX, 4, 7, 8,
	  "'in' selects functions, and 'f' is one function already",
	  "write the property under \"*\"" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      warnings: "
	  "off\n",
	  VYPR_SYNTAX, 4, 17, 19,
	  "'warnings' must be a mapping of warnings to on or off, and is a text",
	  "" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      warnings: "
	  "{no-mach: off}\n",
	  VYPR_NAME, 4, 18, 24,
	  "there is no warning 'no-mach'",
	  "did you mean 'no-match'?" },
	{ "a.c:\n  f:\n    - cftl: 'forall q in changes(x): q(x) < 1'\n      warnings: "
	  "{no-match: never}\n",
	  VYPR_SYNTAX, 4, 28, 32,
	  "a warning is 'on' or 'off'",
	  "" },
	{ "a.c: {f: []}\nb.c: {f: []}\na.c: {g: []}\n",
	  VYPR_SYNTAX, 3, 1, 3,
	  "the key 'a.c' is here already, on line 1",
	  "" },
	{ "a.c:\n  f: []\n  g: []\n  f: []\n",
	  VYPR_SYNTAX, 4, 3, 3,
	  "the key 'f' is here already, on line 2",
	  "" },
	{ "vypr: 1\n",
	  VYPR_SYNTAX, 1, 7, 7,
	  "'vypr' must be a mapping of settings, and is a text",
	  "" },
	{ "vypr: {version: 2}\n",
	  VYPR_VERSION, 1, 17, 17,
	  "version '2' of the language is not known here; this reads version 1",
	  "" },
	{ "vypr: {version: [1]}\n",
	  VYPR_SYNTAX, 1, 17, 19,
	  "'version' must be a number, and is a list",
	  "" },
	{ "vypr: {verson: 1}\n",
	  VYPR_SYNTAX, 1, 8, 13,
	  "unknown key 'verson' in the settings",
	  "did you mean 'version'?" },
	{ "vypr: {transactions: f}\n",
	  VYPR_SYNTAX, 1, 22, 22,
	  "'transactions' must be a list of texts, and is a text",
	  "" },
	{ "vypr: {transactions: [f]}\n",
	  VYPR_SYNTAX, 1, 23, 23,
	  "a transaction is written \"module:function\", not 'f'",
	  "" },
	{ "vypr: {transactions: ['server.c:']}\n",
	  VYPR_SYNTAX, 1, 23, 33,
	  "a transaction is written \"module:function\", not 'server.c:'",
	  "" },
	{ "a.c:\n\tf: []\n",
	  VYPR_SYNTAX, 2, 1, 1,
	  "YAML cannot be indented by tabs; use spaces",
	  "" },
	{ "a.c:\n  f:\n  \t- x\n",
	  VYPR_SYNTAX, 3, 3, 3,
	  "YAML cannot be indented by tabs; use spaces",
	  "" },
	{ "a.c: {f: []\n",
	  VYPR_SYNTAX, 2, 1, 1,
	  "did not find expected ',' or '}' while parsing a flow mapping",
	  "" },
	{ "a.c:\n  f:\n    - 'forall q in changes(x): q(x) < 3\n  g: []\n",
	  VYPR_SYNTAX, 3, 7, 7,
	  "this quote is not closed",
	  "" },
	{ "a.c:\n  f:\n    - \"forall q in changes(x): q(x) < 3\n  g:\n    - \"calls\"\n",
	  VYPR_SYNTAX, 5, 8, 8,
	  "did not find expected '-' indicator while parsing a block collection",
	  "a quote that was opened on line 3 is closed here" },
	{ "a.c: {f: [}\n",
	  VYPR_SYNTAX, 1, 11, 11,
	  "did not find expected node content while parsing a flow node",
	  "" },
	{ "a.c: 'x\n",
	  VYPR_SYNTAX, 1, 6, 6,
	  "this quote is not closed",
	  "" },
	{ "a.c: \"\\q\"\n",
	  VYPR_SYNTAX, 1, 7, 7,
	  "found unknown escape character while parsing a quoted scalar",
	  "" },
	{ "a.c: *x\n",
	  VYPR_SYNTAX, 1, 6, 7,
	  "no anchor '&x' before this",
	  "" },
	{ "a.c: {f: &a [*a]}\n",
	  VYPR_LIMIT, 1, 14, 15,
	  "'*a' stands inside itself",
	  "" },
	{ "a.c: !!python/object:x {f: []}\n",
	  VYPR_SYNTAX, 1, 6, 24,
	  "the tag tag:yaml.org,2002:python/object:x has no meaning here",
	  "" },
	{ "a.c: {f: []}\n---\nb.c: {}\n",
	  VYPR_SYNTAX, 2, 1, 3,
	  "a specification is one YAML document",
	  "" },
	{ "a.c: {f: []}\n}\n",
	  VYPR_SYNTAX, 2, 1, 1,
	  "did not find expected key while parsing a block mapping",
	  "" },
	{ "%YAML 3.0\n--- {}\n",
	  VYPR_SYNTAX, 1, 1, 1,
	  "found incompatible YAML document",
	  "" },
	{ "a.c: @x\n",
	  VYPR_SYNTAX, 1, 6, 6,
	  "found character that cannot start any token while scanning for the next "
	  "token",
	  "" },
	{ "a.c: \xff\n",
	  VYPR_SYNTAX, 1, 6, 6,
	  "not a text in UTF-8: invalid leading UTF-8 octet",
	  "" },
	{ "a.c:\n  f:\n    - |\n      forall c in calls(f):\n        "
	  "duration(before(c)) < 1 s\n",
	  VYPR_TYPE, 5, 18, 26,
	  "'duration' wants a call, and this is a state",
	  "" },
	{ "a.c:\n  f:\n    - |\n      forall c in calls(f):\n        duration(c) < "
	  "duratoin(c)\n",
	  VYPR_NAME, 5, 23, 30,
	  "'duratoin' is neither a word of the language nor a quantified variable",
	  "did you mean 'duration'?" },
};

START_TEST(what_is_not_a_specification_is_refused_with_its_place)
{
	struct vypr_spec spec = { .property_count = 4711 };
	struct vypr_diag diag;

	ck_assert_int_eq(read_spec(rejected[_i].text, &spec, &diag), rejected[_i].status);
	ck_assert_str_eq(diag.text, rejected[_i].message);
	ck_assert_str_eq(diag.hint, rejected[_i].hint);
	ck_assert_msg(diag.line == rejected[_i].line && diag.column == rejected[_i].column &&
			      diag.end_column == rejected[_i].end_column,
		      "%d:%d-%d", diag.line, diag.column, diag.end_column);
	ck_assert_str_eq(diag.file, "t.yml");
	ck_assert_uint_eq(spec.property_count, 4711);
}
END_TEST

START_TEST(every_beginning_of_a_specification_ends_cleanly)
{
	char *head = strdup(whole);

	for (size_t n = 0; n < sizeof whole - 1; n++) {
		struct vypr_spec spec;
		struct vypr_diag diag;

		memcpy(head, whole, n);
		head[n] = '\0';
		if (read_spec(head, &spec, &diag) == VYPR_OK)
			vypr_spec_fini(&spec);
		else
			ck_assert_msg(diag.line > 0 && diag.column > 0 && diag.text[0], "%s", head);
	}
	free(head);
}
END_TEST

/* ---- limits --------------------------------------------------------------- */

static char *times(const char *head, const char *piece, size_t n, const char *tail)
{
	char *text = malloc(strlen(head) + n * strlen(piece) + strlen(tail) + 1);
	char *end = stpcpy(text, head);

	while (n-- > 0)
		end = stpcpy(end, piece);
	strcpy(end, tail);
	return text;
}

static enum vypr_status read_and_free(char *text, struct vypr_diag *diag)
{
	struct vypr_spec spec;
	enum vypr_status status = read_spec(text, &spec, diag);

	if (status == VYPR_OK)
		vypr_spec_fini(&spec);
	free(text);
	return status;
}

START_TEST(a_file_has_a_largest_size)
{
	struct vypr_diag diag;

	ck_assert_int_eq(read_and_free(times("{}", "\n", 1024 * 1024 - 2, ""), &diag), VYPR_OK);
	ck_assert_int_eq(read_and_free(times("{}", "\n", 1024 * 1024 - 1, ""), &diag), VYPR_LIMIT);
	ck_assert_str_eq(diag.text, "a specification of more than 1 MiB");
}
END_TEST

START_TEST(depth_and_numbers_have_limits)
{
	struct vypr_diag diag;
	char name[64];

	for (size_t n = 15; n < 100000; n *= 7) {
		ck_assert_int_eq(read_and_free(times("a: ", "[", n, ""), &diag),
				 n < 16 ? VYPR_SYNTAX : VYPR_LIMIT);
		ck_assert_int_eq(read_and_free(times("a: ", "{a: ", n, ""), &diag),
				 n < 16 ? VYPR_SYNTAX : VYPR_LIMIT);
		ck_assert_int_eq(read_and_free(times("", "- ", n, ""), &diag),
				 n < 16 ? VYPR_SYNTAX : VYPR_LIMIT);
	}
	ck_assert_int_eq(read_and_free(times("a.c: {f: [&p '" F "'", ", *p", 9999, "]}"), &diag),
			 VYPR_OK);
	ck_assert_int_eq(read_and_free(times("a.c: {f: [&p '" F "'", ", *p", 10000, "]}"), &diag),
			 VYPR_LIMIT);
	ck_assert_str_eq(diag.text, "more than 10000 properties");
	snprintf(name, sizeof name, "a.c: {f: [");
	ck_assert_int_eq(read_and_free(times(name, "&a '" F "', ", 1001, "]}"), &diag), VYPR_LIMIT);
	ck_assert_str_eq(diag.text, "more than 1000 anchors");
}
END_TEST

/* Nine aliases of nine aliases ...: as lists of functions, of properties and of texts. */
START_TEST(anchors_that_explode_are_refused_quickly)
{
	char text[8192], *end = text;
	struct vypr_diag diag;
	struct vypr_spec spec;

	end += sprintf(end, "a.c:\n  f: &a0 ['" F "']\n");
	for (int i = 1; i < 14; i++)
		end += sprintf(end, "  f%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i,
			       i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
	ck_assert_int_eq(read_spec(text, &spec, &diag), VYPR_SYNTAX);
	ck_assert_int_eq(diag.line, 2);

	/* flat, but wide: a list of 20000 names in each of 5000 properties */
	end = malloc(1024 * 1024);
	strcpy(end, "a.c:\n  f:\n  - &p\n    cftl: " "'" F "'\n    paths: [");
	for (size_t i = 0, at = strlen(end); i < 20000; i++)
		at += (size_t)sprintf(end + at, "g,");
	strcat(end, "g]\n");
	for (size_t i = 0, at = strlen(end); i < 5000; i++)
		at += (size_t)sprintf(end + at, "  - *p\n");
	ck_assert_int_eq(read_and_free(end, &diag), VYPR_LIMIT);
	ck_assert_str_eq(diag.text, "aliases make more than 8 MiB of this file");
}
END_TEST

START_TEST(a_nul_cannot_hide)
{
	static const char text[] = "a.c:\n  f\0g: []\n";
	struct vypr_diag diag = { 0 };
	struct vypr_spec spec;

	ck_assert_int_eq(vypr_spec_read_bytes("t.yml", text, sizeof text - 1, &spec, &diag),
			 VYPR_SYNTAX);
	ck_assert_str_eq(diag.text, "not a text in UTF-8: control characters are not allowed");
}
END_TEST

/* ---- files ---------------------------------------------------------------- */

START_TEST(a_file_is_read_from_the_disk)
{
	char name[] = "/tmp/vypr-check-spec.XXXXXX";
	int fd = mkstemp(name);
	struct vypr_spec spec;
	struct vypr_diag diag = { 0 };

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, whole, sizeof whole - 1), (int)sizeof whole - 1);
	close(fd);
	ck_assert_int_eq(vypr_spec_read(name, &spec, &diag), VYPR_OK);
	ck_assert_uint_eq(spec.property_count, 4);
	ck_assert_str_eq(spec.file, name);
	vypr_spec_fini(&spec);
	unlink(name);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_says_why)
{
	struct vypr_spec spec;
	struct vypr_diag diag = { 0 };

	ck_assert_int_eq(vypr_spec_read("/nowhere/at/all.yml", &spec, &diag), VYPR_ABSENT);
	ck_assert_str_eq(diag.text, "cannot read the specification '/nowhere/at/all.yml': "
				    "No such file or directory");
	ck_assert_str_eq(diag.file, "/nowhere/at/all.yml");
	ck_assert_int_eq(vypr_spec_read("/dev/null/x.yml", &spec, &diag), VYPR_ABSENT);
	ck_assert_int_eq(vypr_spec_read("/tmp", &spec, &diag), VYPR_IO);
	ck_assert_str_eq(diag.text, "cannot read the specification '/tmp': Is a directory");
	ck_assert_int_eq(vypr_spec_read("/dev/zero", &spec, &diag), VYPR_LIMIT);
	ck_assert_int_eq(vypr_spec_read("/tmp", &spec, NULL), VYPR_IO);
}
END_TEST

/* ---- the manual page ------------------------------------------------------ */

/* Take the troff out of a line: \(dq is a quote, \e and \- what they look like. */
static void plain(char *line)
{
	char *out = line;

	for (const char *in = line; *in && *in != '\n'; in++) {
		if (in[0] != '\\')
			*out++ = *in;
		else if (strncmp(in, "\\(dq", 4) == 0)
			*out++ = '"', in += 3;
		else if (in[1] == 'e' || in[1] == '-')
			*out++ = in[1] == 'e' ? '\\' : '-', in++;
	}
	*out = '\0';
}

/* ".B" with something that holds or not is an example; what it needs may be quantified. */
static bool is_example(const char *line)
{
	return strncmp(line, ".B ", 3) == 0 &&
	       (strstr(line, " < ") || strstr(line, " == ") || strstr(line, " in [") ||
		strstr(line, " in ("));
}

START_TEST(the_manual_page_says_what_is_true)
{
	const char *top = getenv("top_srcdir");
	char name[4096], line[512], text[1024];
	int examples = 0;
	FILE *page;

	snprintf(name, sizeof name, "%s/spec/vypr-spec.5", top ? top : ".");
	page = fopen(name, "r");
	ck_assert_msg(page != NULL, "%s", name);
	while (fgets(line, sizeof line, page)) {
		struct vypr_ast ast;
		struct vypr_form form;
		struct vypr_diag diag = { 0 };
		enum vypr_status status;

		if (!is_example(line))
			continue;
		plain(line);
		snprintf(text, sizeof text, "%s%s",
			 strncmp(line, ".B forall", 9) == 0 ?
				 "" :
				 "forall q in changes(x), c in calls(f): ",
			 line + 3);
		ck_assert_msg(vypr_parse(text, strlen(text), NULL, &ast, &diag) == VYPR_OK,
			      "%s: %s", text, diag.text);
		status = vypr_form_make(&ast, &form, &diag);
		ck_assert_msg(status == VYPR_OK, "%s: %s", text, diag.text);
		vypr_form_fini(&form);
		vypr_ast_fini(&ast);
		examples++;
	}
	fclose(page);
	ck_assert_int_ge(examples, 15);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("spec");
	TCase *reading = tcase_create("reading"), *places = tcase_create("places");
	TCase *refusing = tcase_create("refusing"), *files = tcase_create("files");

	tcase_add_test(reading, every_key_is_read);
	tcase_add_test(reading, transactions_are_calls_of_a_function_in_a_module);
	tcase_add_test(reading, what_is_recorded_is_part_of_the_formula);
	tcase_add_test(reading, functions_can_be_chosen_by_what_they_contain);
	tcase_add_test(reading, a_property_turns_warnings_off);
	tcase_add_loop_test(reading, an_objective_is_the_nearest_number, 0, COUNT(objectives));
	tcase_add_test(reading, json_is_yaml);
	tcase_add_test(reading, a_text_without_properties_asks_for_nothing);
	tcase_add_test(reading, a_byte_order_mark_is_skipped);
	tcase_add_test(reading, an_alias_stands_for_what_its_anchor_marks);
	tcase_add_test(reading, ordinals_count_within_a_function_of_a_module);
	tcase_add_loop_test(places, an_error_in_a_formula_is_at_its_place_in_the_file, 0,
			    COUNT(placed));
	tcase_add_test(places, nodes_lie_where_their_text_lies);
	tcase_add_loop_test(refusing, what_is_not_a_specification_is_refused_with_its_place, 0,
			    COUNT(rejected));
	tcase_add_test(refusing, every_beginning_of_a_specification_ends_cleanly);
	tcase_add_test(refusing, a_file_has_a_largest_size);
	tcase_set_timeout(refusing, 60);
	tcase_add_test(refusing, depth_and_numbers_have_limits);
	tcase_add_test(refusing, anchors_that_explode_are_refused_quickly);
	tcase_add_test(refusing, a_nul_cannot_hide);
	tcase_add_test(files, a_file_is_read_from_the_disk);
	tcase_add_test(files, the_manual_page_says_what_is_true);
	tcase_add_test(files, a_file_that_cannot_be_read_says_why);
	suite_add_tcase(suite, reading);
	suite_add_tcase(suite, places);
	suite_add_tcase(suite, refusing);
	suite_add_tcase(suite, files);
	return suite_run(suite);
}
