/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a formula has to see, and where it says that something has no meaning.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/form.h"
#include "spec/parse.h"
#include "testsuite/suite.h"

static void parse(const char *text, struct vypr_ast *ast)
{
	struct vypr_diag diag = { .text = "" };

	ck_assert_msg(vypr_parse(text, strlen(text), NULL, ast, &diag) == VYPR_OK,
		      "%s: %s", text, diag.text);
}

/* "kind what parent.from order-slot flags": B, b: begin needed, timed; E, e: end */
static void describe(const struct vypr_form *form, char *text, size_t size)
{
	static const char *const moments[] = { "at", "before", "after" };
	static const char *const kinds[] = { "change", "call", "entry", "exit", "line" };
	static const char *const uses[] = { "", "inner ", "", "previous ", "each " };
	static const char *const captures[] = { "",    "length ", "argument", "returned",
						"cpu", "count",   "total" };
	size_t n = 0;

	for (int i = 0; i < form->slot_count; i++) {
		const struct vypr_form_slot *s = &form->slots[i];

		n += (size_t)snprintf(text + n, size - n, "%s%s%s%s", i ? "; " : "",
				      s->sought ? "sought " : "", uses[s->use], kinds[s->kind]);
		if (s->what >= 0)
			n += (size_t)snprintf(text + n, size - n, " %s",
					      vypr_ast_string(form->ast, s->what));
		if (s->kind == VYPR_SLOT_LINE)
			n += (size_t)snprintf(text + n, size - n, " %d", (int)s->line);
		if (s->during >= 0)
			n += (size_t)snprintf(text + n, size - n, " during %s%s",
					      vypr_ast_string(form->ast, s->during),
					      s->any_thread ? " anywhere" : "");
		if (s->parent >= 0)
			n += (size_t)snprintf(text + n, size - n, " from %d.%s",
					      s->parent, moments[s->from]);
		if (s->order != VYPR_ORDER_NONE)
			n += (size_t)snprintf(
				text + n, size - n, " %s %d",
				s->order == VYPR_ORDER_AFTER ? "after" : "before",
				s->order_slot);
		n += (size_t)snprintf(text + n, size - n, " %s%s%s%s",
				      s->needs_begin ? "B" : "",
				      s->timed_begin ? "b" : "", s->needs_end ? "E" : "",
				      s->timed_end ? "e" : "");
	}
	for (int i = 0; i < form->capture_count; i++) {
		const struct vypr_form_capture *c = &form->captures[i];

		n += (size_t)snprintf(text + n, size - n, "; %s%s of %d.%s%s",
				      captures[c->kind], vypr_ast_string(form->ast, c->lvalue),
				      c->slot, moments[c->moment],
				      c->needed ? c->recorded ? " recorded too" : "" :
						  " recorded");
		if (c->kind == VYPR_CAPTURE_ARGUMENT)
			n += (size_t)snprintf(text + n, size - n, " %d", c->number);
	}
	snprintf(text + n, size - n, "; %d atoms, measured %d%s%s%s%s", form->atom_count,
		 form->measured_atom, form->needs_exit ? ", exit" : "",
		 form->timed_exit ? " timed" : "", form->general ? ", general" : "",
		 form->measures ? ", measures" : "");
}

static const struct {
	const char *text, *want;
} forms[] = {
	{ "forall q in changes(x): q(x) < 10",
	  "change x E; x of 0.at; 1 atoms, measured 0" },
	{ "forall c in calls(f): duration(c) < 1 s", "call f BbEe; 1 atoms, measured 0" },
	{ "forall c in calls(f): before(c)(x) == 1",
	  "call f B; x of 0.before; 1 atoms, measured 0" },
	{ "forall q in changes(x): duration(next_call(q, f)) in [0, 300 ms]",
	  "change x E; call f from 0.at BbEe; 1 atoms, measured 0, exit" },
	{ "forall q in changes(x): duration(next_call(q, f)) < after(next_call(q, f))(n) "
	  "* 1 ms",
	  "change x E; call f from 0.at BbEe; n of 1.after; 1 atoms, measured 0, exit" },
	{ "forall c in calls(f): next_change(c, x)(x) == 1 and next_change(before(c), "
	  "x)(x) == 1",
	  "call f BE; change x from 0.after E; change x from 0.before E; x of 1.at; "
	  "x of 2.at; 2 atoms, measured 0, exit" },
	{ "forall q in changes(a), t in calls(f) after q: q(a) == 1 implies duration(t) "
	  "< 1 s",
	  "change a E; call f after 0 BbEe; a of 0.at; 2 atoms, measured 1, exit" },
	{ "forall c in calls(f), d in calls(g) after c: true",
	  "call f BE; call g after 0 B; 0 atoms, measured -1, exit" },
	{ "forall c in calls(f), d in calls(g) before c: true",
	  "call f B; call g before 0 BE; 0 atoms, measured -1, exit" },
	{ "forall c in calls(f): time_between(before(c), next_change(c, x)) < 1 s",
	  "call f BbE; change x from 0.after Ee; 1 atoms, measured 0, exit timed" },
	{ "forall c in calls(f): time_between(before(c), after(c)) < 1 s",
	  "call f BbEe; 1 atoms, measured 0" },
	{ "forall c in calls(f): cpu(c) < duration(c) and argument(c, 2) == returned(c)",
	  "call f BbEe; cpu of 0.after; cpu of 0.before; argument of 0.before 2; "
	  "returned of 0.after; 2 atoms, measured 0" },
	{ "forall q in changes(s): length(q(s)) < 8 and q(s) != 'x y' and type(q(s)) == int",
	  "change s E; length s of 0.at; s of 0.at; 3 atoms, measured 0" },
	{ "forall c in calls(f): count(calls(g)) <= 10 and total(calls(g), before(c), "
	  "after(c)) <= 1 s",
	  "call f BE; each call g B; each call g BbEe; count of 1.before; "
	  "total of 2.after; 2 atoms, measured 1, exit, general" },
	{ "forall q in changes(x): exists r in calls(f) after q within [0, 1 s]: "
	  "duration(r) < 1 s",
	  "change x Ee; inner call f after 0 BbEe; 1 atoms, measured 0, exit, general" },
	{ "exists q in line(12): true",
	  "inner line 12 E; 0 atoms, measured -1, exit, general" },
	{ "forall e in entry(g), x in exit: time_between(e, x) < 1 s",
	  "entry during g Ee; exit Ee; 1 atoms, measured 0, exit, general" },
	{ "forall q in changes(x) during g on any thread: duration(previous_call(q, f)) < 1 s",
	  "change x during g anywhere Ee; previous call f from 0.at BbEe; 1 atoms, measured 0, "
	  "exit timed, general" },
	{ "forall q in changes(x): duration(next_call(previous_call(q, f during g), h)) < 1 s",
	  "change x E; previous call f during g from 0.at BE; sought call h from 1.after "
	  "BbEe; 1 atoms, measured 0, exit, general" },
	{ "forall q in changes(x): duration(next_call(next_call(previous_change(q, y during g), "
	  "f during h), f)) < 1 s",
	  "change x E; previous change y during g from 0.at E; call f during h from 1.at "
	  "BE; sought call f from 2.after BbEe; 1 atoms, measured 0, exit, general" },
	{ "forall q in changes(x): previous_change(next_call(previous_change(q, y during g), f), "
	  "z)(z) == 1",
	  "change x E; previous change y during g from 0.at E; sought call f from 1.at B; "
	  "previous change z from 2.before E; z of 3.at; 1 atoms, measured 0, exit, general" },
	{ "forall q in changes(x): next_change(previous_change(q, y during g on any thread), z "
	  "during h)(z) == 1",
	  "change x Ee; previous change y during g anywhere from 0.at Ee; sought change z "
	  "during h from 1.at Ee; z of 2.at; 1 atoms, measured 0, exit timed, general" },
	{ "forall c in calls(f): duration(c) < ? or before(c)(n) == ?",
	  "call f BbEe; n of 0.before; 2 atoms, measured 0, measures" },
};

START_TEST(a_form_lists_what_has_to_be_seen)
{
	struct vypr_ast ast;
	struct vypr_form form;
	struct vypr_diag diag;
	char text[1024];

	parse(forms[_i].text, &ast);
	ck_assert_int_eq(vypr_form_make(&ast, &form, &diag), VYPR_OK);
	describe(&form, text, sizeof text);
	ck_assert_str_eq(text, forms[_i].want);
	vypr_form_fini(&form);
	vypr_ast_fini(&ast);
}
END_TEST

static const struct {
	const char *text;
	enum vypr_status status;
	int column;              /* 1-based */
	const char *say;
} errors[] = {
	{ "forall q in changes(x): duration(q) < 1 s", VYPR_TYPE, 34,
	  "'duration' wants a call, and this is a state" },
	{ "forall c in calls(f): time_between(c, c) < 1 s", VYPR_TYPE, 36,
	  "'time_between' wants a state: say before( ) or after( ) of this call" },
	{ "forall c in calls(f): duration(c) < before(c)(x)", VYPR_TYPE, 0,
	  "a time and a value do not go together" },
	{ "forall c in calls(f): duration(c) * duration(c) < 1", VYPR_TYPE, 0,
	  "the product of two times has no meaning" },
	{ "forall c in calls(f): 1 / duration(c) < 1", VYPR_TYPE, 0,
	  "a number divided by a time has no meaning" },
	{ "forall c in calls(f): duration(c) < 'x y'", VYPR_TYPE, 0,
	  "a time and a text do not go together" },
	{ "forall c in calls(f): length(before(c)(s)) == 'x y'", VYPR_TYPE, 0,
	  "a number and a text do not go together" },
	{ "forall c in calls(f): 5 == 'x y'", VYPR_TYPE, 0,
	  "a number and a text do not go together" },
	{ "forall c in calls(f): type(before(c)(s)) in [1, 2]", VYPR_TYPE, 0,
	  "a number and a text do not go together" },
	{ "forall c in calls(f): 1 + 'x y' == 2", VYPR_TYPE, 27,
	  "one cannot calculate with a text" },
	{ "forall c in calls(f): abs(type(before(c)(s))) == 2", VYPR_TYPE, 27,
	  "one cannot calculate with a text" },
	{ "forall c in calls(f), d in calls(g) after c within [0, 'x y']: true", VYPR_TYPE, 0,
	  "'within' wants times" },
	{ "forall c in calls(f): argument(c, 128) == 1", VYPR_RANGE, 23,
	  "arguments are counted from 1 to 127" },
	{ "forall q in changes(x): total(changes(x)) < 1 s", VYPR_TYPE, 31,
	  "'total' adds up the times of calls" },
	{ "forall q in changes(x): before(q)(x) == 1", VYPR_TYPE, 32,
	  "'before' wants a call, and this is a state" },
};

START_TEST(what_has_no_meaning_is_said_with_its_place)
{
	struct vypr_ast ast;
	struct vypr_form form;
	struct vypr_diag diag = { .text = "" };
	enum vypr_status status;

	parse(errors[_i].text, &ast);
	status = vypr_form_make(&ast, &form, &diag);
	if (!status)
		vypr_form_fini(&form);
	ck_assert_msg(status == errors[_i].status, "%s: %d %s", errors[_i].text, diag.status,
		      diag.text);
	ck_assert_str_eq(diag.text, errors[_i].say);
	ck_assert_int_eq(diag.line, 1);
	if (errors[_i].column)
		ck_assert_int_eq(diag.column, errors[_i].column);
	vypr_ast_fini(&ast);
}
END_TEST

static const struct {
	const char *term;
	int is_time;
} terms[] = {
	{ "duration(t)", 1 },
	{ "time_between(before(t), after(t))", 1 },
	{ "duration(t) + 1", 1 },
	{ "2 * duration(t)", 1 },
	{ "duration(t) / 2", 1 },
	{ "abs(-duration(t))", 1 },
	{ "duration(t) % 10 ms", 1 },
	{ "duration(t) / 10 ms", 0 },
	{ "duration(t) / duration(t) * 2", 0 },
	{ "before(t)(n) * 10 us", 1 },
	{ "before(t)(n) + 1", 0 },
};

START_TEST(a_term_is_a_time_or_a_number)
{
	char text[200];
	struct vypr_ast ast;
	struct vypr_form form;
	struct vypr_diag diag;

	snprintf(text, sizeof text, "forall t in calls(f): %s > %s", terms[_i].term,
		 terms[_i].term);
	parse(text, &ast);
	ck_assert_msg(vypr_form_make(&ast, &form, &diag) == VYPR_OK, "%s", diag.text);
	ck_assert_msg(vypr_form_is_time(&form, ast.nodes[form.atoms[0]].a) ==
			      terms[_i].is_time,
		      "%s", terms[_i].term);
	vypr_form_fini(&form);
	vypr_ast_fini(&ast);
}
END_TEST

/* Every node in turn replaced by every kind: refused or taken, never followed astray. */
START_TEST(a_tree_of_wrong_kinds_is_refused)
{
	const char *text = "forall q in changes(x), t in calls(f) after q: "
			   "(q(x) in [0, 10] or not (duration(next_call(q, f)) < 1 s)) "
			   "implies -q(x) + 2 < abs(after(t)(y))";
	struct vypr_ast ast;
	struct vypr_form form;
	int taken = 0, refused = 0;

	parse(text, &ast);
	for (size_t i = 0; i < ast.node_count; i++) {
		uint8_t kind = ast.nodes[i].kind;

		for (int k = 0; k < VYPR_NODE_KINDS; k++) {
			ast.nodes[i].kind = (uint8_t)k;
			if (vypr_form_make(&ast, &form, NULL) == VYPR_OK) {
				taken++;
				vypr_form_fini(&form);
			} else {
				refused++;
			}
		}
		ast.nodes[i].kind = kind;
	}
	ck_assert_int_ge(taken, (int)ast.node_count);
	ck_assert_int_gt(refused, taken);
	vypr_ast_fini(&ast);
}
END_TEST

START_TEST(sharing_and_depth_are_refused)
{
	struct vypr_node nodes[64];
	struct vypr_ast ast = { nodes, 64, (char[]){ "x" }, 2, 63 };
	struct vypr_form form;

	for (int i = 0; i < 64; i++)
		nodes[i] = (struct vypr_node){ .kind = VYPR_NODE_AND,
					       .a = i - 1,
					       .b = i - 1,
					       .c = -1,
					       .d = -1,
					       .str = -1 };
	nodes[0] = (struct vypr_node){ .kind = VYPR_NODE_TRUE, .a = -1, .b = -1, .c = -1,
				       .d = -1, .str = -1 };
	nodes[1] = (struct vypr_node){
		.kind = VYPR_NODE_CHANGES, .a = -1, .b = -1, .c = -1, .d = -1, .str = 0
	};
	nodes[2].a = nodes[2].b = 0;
	nodes[63] = (struct vypr_node){
		.kind = VYPR_NODE_FORALL, .a = 1, .b = -1, .c = -1, .d = 62, .str = 0
	};
	ck_assert_int_eq(vypr_form_make(&ast, &form, NULL), VYPR_FORMAT);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof *(table))

int main(void)
{
	Suite *suite = suite_create("form");
	TCase *tcase = tcase_create("form");

	tcase_add_loop_test(tcase, a_form_lists_what_has_to_be_seen, 0, ROWS(forms));
	tcase_add_loop_test(tcase, what_has_no_meaning_is_said_with_its_place, 0,
			    ROWS(errors));
	tcase_add_loop_test(tcase, a_term_is_a_time_or_a_number, 0, ROWS(terms));
	tcase_add_test(tcase, a_tree_of_wrong_kinds_is_refused);
	tcase_add_test(tcase, sharing_and_depth_are_refused);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
