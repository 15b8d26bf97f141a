/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One binding at a time: numbers of every kind, texts, units, interval ends, three-valued
 * connectives, the clock's margin, what is only known so far, and which atom decided with what severity.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/eval.h"
#include "spec/parse.h"
#include "testsuite/suite.h"

#define NONE UINT64_MAX

/* In all formulas: q in changes(x), c in calls(f); x has a type and bits, the call took
 * ns (NONE: not known). */
struct fixture {
	struct vypr_ast ast;
	struct vypr_form form;
	struct vypr_observation observations[8];
	struct vypr_captured captured[8];
};

static void set_up(struct fixture *f, const char *body, enum vypr_type type,
		   uint64_t bits, uint64_t ns)
{
	char text[512] = "forall q in changes(x), c in calls(f): ";
	struct vypr_diag diag = { .text = "" };

	strncat(text, body, sizeof text - strlen(text) - 1);
	ck_assert_msg(vypr_parse(text, strlen(text), NULL, &f->ast, &diag) == VYPR_OK,
		      "%s: %s", body, diag.text);
	ck_assert_msg(vypr_form_make(&f->ast, &f->form, &diag) == VYPR_OK, "%s: %s", body,
		      diag.text);
	memset(f->observations, 0, sizeof f->observations);
	memset(f->captured, 0, sizeof f->captured);
	for (int i = 0; i < f->form.capture_count; i++) {
		f->form.captures[i].type = type;
		f->captured[i] = (struct vypr_captured){
			bits, type != VYPR_TYPE_NONE, NULL
		};
	}
	for (int i = 0; i < 8; i++)
		f->observations[i].site_begin = f->observations[i].site_end =
			VYPR_NO_SITE;
	if (ns != NONE)
		f->observations[1] =
			(struct vypr_observation){ 1, 2, 1000, 1000 + ns, 0, 0 };
}

static void tear_down(struct fixture *f)
{
	vypr_form_fini(&f->form);
	vypr_ast_fini(&f->ast);
}

static uint64_t bits_of(double f)
{
	uint64_t bits;

	memcpy(&bits, &f, sizeof bits);
	return bits;
}

#define T VYPR_TRUE_NOW
#define F VYPR_FALSE_NOW
#define U VYPR_NOT_YET
#define M VYPR_IN_MARGIN
#define I64 VYPR_TYPE_I64
#define U64 VYPR_TYPE_U64
#define F64 VYPR_TYPE_F64
#define NO VYPR_TYPE_NONE
#define MAX64 UINT64_MAX

static const struct truth_row {
	const char *body;
	enum vypr_type type;
	uint64_t x, ns;
	enum vypr_truth truth;
} truths[] = {
	/* signed and unsigned, 64 bits */
	{ "q(x) < 10", I64, (uint64_t)-1, NONE, T },
	{ "q(x) < 10", U64, MAX64, NONE, F },
	{ "q(x) == -1", U64, MAX64, NONE, F },
	{ "q(x) == -1", I64, MAX64, NONE, T },
	{ "q(x) > 9223372036854775807", U64, UINT64_C(1) << 63, NONE, T },
	{ "q(x) > 9223372036854775806", I64, INT64_MAX, NONE, T },
	{ "q(x) + 1 > q(x)", U64, MAX64, NONE, T },
	{ "q(x) - 1 < q(x)", I64, (uint64_t)INT64_MIN, NONE, T },
	{ "q(x) * q(x) > q(x)", U64, MAX64, NONE, T },
	{ "abs(q(x)) > 9223372036854775807", I64, (uint64_t)INT64_MIN, NONE, T },
	{ "-q(x) == 5", I64, (uint64_t)-5, NONE, T },
	{ "q(x) == 1", VYPR_TYPE_BOOL, 1, NONE, T },
	{ "q(x) == 'a'", VYPR_TYPE_CHAR, 'a', NONE, T },
	/* integer arithmetic as in C */
	{ "q(x) / 2 == -3", I64, (uint64_t)-7, NONE, T },
	{ "q(x) % 4 == -3", I64, (uint64_t)-7, NONE, T },
	{ "7 / q(x) == 0", I64, 0, NONE, U },
	{ "7 % q(x) == 0", I64, 0, NONE, U },
	{ "7.5 / q(x) == 0", I64, 0, NONE, U },
	{ "q(x) / 0 == 0 or true", I64, 3, NONE, T },
	/* pointers */
	{ "q(x) == NULL", VYPR_TYPE_PTR, 0, NONE, T },
	{ "q(x) != NULL", VYPR_TYPE_PTR, UINT64_C(0xffff888000000000), NONE, T },
	{ "q(x) > NULL", VYPR_TYPE_PTR, UINT64_C(0xffff888000000000), NONE, T },
	/* floating point against integers, exactly */
	{ "q(x) < 9007199254740993", F64, UINT64_C(0x4340000000000000), NONE, T },
	{ "q(x) == 9007199254740992", F64, UINT64_C(0x4340000000000000), NONE, T },
	{ "q(x) > 9007199254740992.0", I64, 9007199254740993, NONE, T },
	{ "q(x) > -1", F64, UINT64_C(0xbfe0000000000000), NONE, T }, /* -0.5 */
	{ "q(x) < 0", F64, UINT64_C(0xbfe0000000000000), NONE, T },
	{ "q(x) < 9223372036854775807", F64, UINT64_C(0x7ff0000000000000), NONE,
	  F }, /* inf */
	{ "q(x) == q(x)", F64, UINT64_C(0x7ff8000000000000), NONE, F }, /* NaN */
	{ "q(x) != q(x)", F64, UINT64_C(0x7ff8000000000000), NONE, T },
	{ "q(x) <= 0 or q(x) >= 0", F64, UINT64_C(0x7ff8000000000000), NONE, F },
	{ "q(x) % 2 == 1.5", F64, UINT64_C(0x400c000000000000), NONE, T }, /* 3.5 */
	/* interval ends */
	{ "q(x) in [0, 10]", I64, 0, NONE, T },
	{ "q(x) in (0, 10]", I64, 0, NONE, F },
	{ "q(x) in [0, 10]", I64, 10, NONE, T },
	{ "q(x) in [0, 10)", I64, 10, NONE, F },
	{ "q(x) in (0, 10)", I64, 1, NONE, T },
	{ "q(x) in [0, 10]", I64, (uint64_t)-1, NONE, F },
	{ "q(x) in [1, 1]", I64, 1, NONE, T },
	{ "q(x) in [1, 1)", I64, 1, NONE, F },
	{ "1 in [q(x), duration(c) / 1 ns]", I64, 2, NONE, F }, /* one end suffices */
	{ "1 in [q(x), duration(c) / 1 ns]", I64, 0, NONE, U },
	/* units, and bare numbers as seconds */
	{ "duration(c) == 300 ms", I64, 0, 300000000, T },
	{ "duration(c) == 0.3", I64, 0, 300000000, T },
	{ "duration(c) < 300 ms", I64, 0, 300000000, F },
	{ "duration(c) <= 1", I64, 0, 1000000000, T },
	{ "duration(c) <= 1", I64, 0, 1000000001, F },
	{ "duration(c) == 2 us", I64, 0, 2000, T },
	{ "duration(c) == 2 min", I64, 0, UINT64_C(120000000000), T },
	{ "duration(c) == 2 h", I64, 0, UINT64_C(7200000000000), T },
	{ "duration(c) == 1 s + 1", I64, 0, 2000000000, T },
	{ "duration(c) < q(x) * 10 us", I64, 3, 29999, T },
	{ "duration(c) < q(x) * 10 us", I64, 3, 30000, F },
	{ "duration(c) / duration(c) == 1", I64, 0, 7, T },
	{ "duration(c) / 4 ns == 1.75", I64, 0, 7, T },
	{ "time_between(before(c), after(c)) == 7 ns", I64, 0, 7, T },
	{ "time_between(after(c), before(c)) == -7 ns", I64, 0, 7, T },
	/* decided from one side */
	{ "duration(c) < 1 s", I64, 0, NONE, U },
	{ "q(x) == 1 and duration(c) < 1 s", I64, 0, NONE, F },
	{ "duration(c) < 1 s and q(x) == 1", I64, 0, NONE, F },
	{ "q(x) == 1 and duration(c) < 1 s", I64, 1, NONE, U },
	{ "q(x) == 1 or duration(c) < 1 s", I64, 1, NONE, T },
	{ "duration(c) < 1 s or q(x) == 1", I64, 1, NONE, T },
	{ "q(x) == 1 implies duration(c) < 1 s", I64, 0, NONE, T },
	{ "q(x) == 1 implies duration(c) < 1 s", I64, 1, NONE, U },
	{ "duration(c) < 1 s implies q(x) == 1", I64, 1, NONE, T },
	{ "duration(c) < 1 s implies q(x) == 1", I64, 0, NONE, U },
	{ "q(x) == 1 implies duration(c) < 1 s", I64, 1, 2000000000, F },
	{ "not (q(x) == 1)", I64, 1, NONE, F },
	{ "not (duration(c) < 1 s)", I64, 1, NONE, U },
	{ "q(x) == 1 iff duration(c) < 1 s", I64, 1, NONE, U },
	{ "q(x) == 1 iff duration(c) < 1 s", I64, 1, 5, T },
	{ "q(x) == 1 iff duration(c) < 1 s", I64, 0, 5, F },
	{ "true or duration(c) < 1 s", I64, 0, NONE, T },
	{ "false implies duration(c) < 1 s", I64, 0, NONE, T },
	{ "q(x) == 1 or true", NO, 0, NONE, T },
	{ "q(x) == 1", NO, 0, NONE, U },
};

START_TEST(a_formula_is_as_true_as_the_definition_says)
{
	const struct truth_row *row = &truths[_i];
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, row->body, row->type, row->x, row->ns);
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert_msg(j.truth == row->truth, "%s: %d, not %d", row->body, j.truth,
		      row->truth);
	ck_assert_msg(j.truth != T || j.severity >= 0, "%s: true by %g", row->body, j.severity);
	ck_assert_msg(j.truth != F || j.severity <= 0, "%s: false by %g", row->body,
		      j.severity);
	tear_down(&f);
}
END_TEST

static const struct margin_row {
	const char *body;
	uint64_t ns;
	enum vypr_truth truth;
} margins[] = { /* clock error: 100 ns + 1 % */
	{ "duration(c) < 10 us", 9000, T },
	{ "duration(c) < 10 us", 9801, T },  /* 198.01 ns of error, 199 away */
	{ "duration(c) < 10 us", 9805, M },
	{ "duration(c) < 10 us", 10202, M },
	{ "duration(c) < 10 us", 10203, F }, /* 202.03 of error, 203 away */
	{ "duration(c) >= 10 us", 10000, M },
	{ "duration(c) in [1 us, 10 us]", 5000, T },
	{ "duration(c) in [1 us, 10 us]", 1000, M },
	{ "duration(c) in [1 us, 10 us]", 9990, M },
	{ "duration(c) in [1 us, 10 us]", 20000, F },
	/* below 0 there is nothing: the low bound of a duration needs no clock */
	{ "duration(c) in [0, 10 us]", 10, T },
	{ "duration(c) in [0, 10 us]", 0, T },
	{ "duration(c) in [-1, 10 us]", 10, T },
	{ "duration(c) in (0, 10 us]", 10, M },
	{ "duration(c) in [0, 50 ns]", 10, M },
	{ "duration(c) >= 0", 10, T },
	{ "duration(c) < 0", 10, F },
	{ "duration(c) <= 0", 10, M },
	{ "duration(c) > -10 ns", 10, T },
	{ "abs(duration(c) - 10 us) in [0, 1 us]", 10000, T },
	{ "duration(c) - 10 us >= 0", 10000, M },
	{ "-duration(c) >= 0", 10, M },
	{ "duration(c) * 2 < 20 us", 9901, M },
	{ "duration(c) - duration(c) < 350 ns", 10000, M }, /* errors add up */
	{ "duration(c) / 10 us < 1", 10100, M },
	/* a duration is never negative, so some bounds need no clock */
	{ "duration(c) in [0, 1 ms]", 20, T },
	{ "duration(c) in [0, 1 ms]", 0, T },
	{ "duration(c) in [-5 ns, 1 ms]", 3, T },
	{ "duration(c) in (0, 1 ms]", 20, M }, /* it may be 0 */
	{ "duration(c) >= 0", 5, T },
	{ "0 <= duration(c)", 5, T },
	{ "duration(c) < 0", 5, F },
	{ "0 > duration(c)", 5, F },
	{ "duration(c) > 0", 5, M },
	{ "duration(c) <= 0", 5, M },
	{ "duration(c) != 0", 5, M },
	{ "duration(c) > -1 ns", 0, T },
	{ "duration(c) == -1 ns", 0, F },
	{ "duration(c) + duration(c) >= 0", 5, T },
	{ "duration(c) * 3 + 2 ns >= 0", 5, T },
	{ "duration(c) - duration(c) >= 0", 5, M },
	{ "-duration(c) >= 0", 5, M },
	{ "abs(duration(c) - 7 ns) >= 0", 5, T },
	{ "time_between(before(c), after(c)) >= 0", 5, T }, /* their order is known */
	{ "time_between(before(c), after(c)) > 0", 5, M },
	{ "time_between(after(c), before(c)) >= 0", 5, M }, /* that one may be */
	{ "q(x) == 0", 10000, T }, /* a value has no error */
	{ "duration(c) < 10 us or q(x) == 0", 10000, T },
	{ "duration(c) < 10 us and q(x) == 0", 10000, M },
	{ "duration(c) < 10 us and q(x) == 1", 10000, F },
	{ "not (duration(c) < 10 us)", 10000, M },
	{ "q(x) == 0 implies duration(c) < 10 us", 10000, M },
	{ "duration(c) < 10 us iff q(x) == 0", 10000, M },
	{ "duration(c) < 10 us and duration(next_call(c, g)) < 1 s", 10000, U },
	{ "duration(c) < 10 us iff duration(next_call(c, g)) < 1 s", 10000, M },
};

START_TEST(what_is_closer_to_the_bound_than_the_clocks_error_is_in_the_margin)
{
	const struct margin_row *row = &margins[_i];
	const struct vypr_clock_error error = { 100, 0.01 };
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, row->body, I64, 0, row->ns);
	vypr_eval(&f.form, f.observations, f.captured, &error, 0, &j);
	ck_assert_msg(j.truth == row->truth, "%s at %d: %d, not %d", row->body,
		      (int)row->ns, j.truth, row->truth);
	tear_down(&f);
}
END_TEST

static const struct why_row {
	const char *body;
	uint64_t x, ns;
	int atom, side;
	enum vypr_quantity quantity;
	double value, bound, severity;
} whys[] = {
#define NS VYPR_QUANTITY_NS
#define NUM VYPR_QUANTITY_NUMBER
	{ "q(x) < 10", 4, 0, 0, 0, NUM, 4, 10, 6 },
	{ "q(x) < 10", 14, 0, 0, 0, NUM, 14, 10, -4 },
	{ "q(x) > 10", 14, 0, 0, 0, NUM, 14, 10, 4 },
	{ "q(x) == 10", 14, 0, 0, 0, NUM, 14, 10, -4 },
	{ "q(x) != 10", 14, 0, 0, 0, NUM, 14, 10, 4 },
	{ "q(x) == 10", 10, 0, 0, 0, NUM, 10, 10, 0 },
	{ "q(x) <= 10", 10, 0, 0, 0, NUM, 10, 10, 0 },
	{ "q(x) in [0, 10]", 3, 0, 0, 1, NUM, 3, 0, 3 },
	{ "q(x) in [0, 10]", 8, 0, 0, 2, NUM, 8, 10, 2 },
	{ "q(x) in [0, 10]", 12, 0, 0, 2, NUM, 12, 10, -2 },
	{ "q(x) in [5, 10]", 1, 0, 0, 1, NUM, 1, 5, -4 },
	{ "duration(c) in [0, 300 ms]", 0, 400000000, 0, 2, NS, 4e8, 3e8, -1e8 },
	{ "duration(c) < 0.5", 0, 400000000, 0, 0, NS, 4e8, 5e8, 1e8 },
	/* and: the side that is false; or: the side that is true; else the first */
	{ "q(x) == 1 and duration(c) < 1 us", 1, 2000, 1, 0, NS, 2000, 1000, -1000 },
	{ "q(x) == 1 and duration(c) < 1 us", 2, 2000, 0, 0, NUM, 2, 1, -1 },
	{ "q(x) == 1 and duration(c) < 1 us", 1, 500, 0, 0, NUM, 1, 1, 0 },
	{ "q(x) == 1 or duration(c) < 1 us", 2, 500, 1, 0, NS, 500, 1000, 500 },
	/* or: what came last made it false */
	{ "q(x) == 1 or duration(c) < 1 us", 2, 2000, 1, 0, NS, 2000, 1000, -1000 },
	{ "duration(c) < 1 us or q(x) == 1", 2, 2000, 0, 0, NS, 2000, 1000, -1000 },
	{ "not (q(x) == 1 or duration(c) < 1 us)", 2, 2000, 1, 0, NS, 2000, 1000, 1000 },
	{ "true and duration(c) < 1 us", 2, 500, 0, 0, NS, 500, 1000, 500 },
	/* implies: what it asks for, unless the condition is false */
	{ "q(x) == 1 implies duration(c) < 1 us", 1, 2000, 1, 0, NS, 2000, 1000, -1000 },
	{ "q(x) == 1 implies duration(c) < 1 us", 1, 500, 1, 0, NS, 500, 1000, 500 },
	{ "q(x) == 1 implies duration(c) < 1 us", 0, 2000, 0, 0, NUM, 0, 1, 1 },
	/* not: inside is where the atom is false */
	{ "not (duration(c) < 1 us)", 0, 2000, 0, 0, NS, 2000, 1000, 1000 },
	{ "not (duration(c) < 1 us)", 0, 500, 0, 0, NS, 500, 1000, -500 },
	{ "not (not (duration(c) < 1 us))", 0, 500, 0, 0, NS, 500, 1000, 500 },
	{ "not (q(x) == 10)", 14, 0, 0, 0, NUM, 14, 10, 4 },
	{ "not (q(x) == 10)", 10, 0, 0, 0, NUM, 10, 10, 0 },
	{ "not (q(x) in [0, 10])", 12, 0, 0, 2, NUM, 12, 10, 2 },
	{ "not (q(x) == 1 and duration(c) < 1 us)", 1, 2000, 1, 0, NS, 2000, 1000, 1000 },
	{ "not (q(x) == 1 implies duration(c) < 1 us)", 1, 2000, 1, 0, NS, 2000, 1000, 1000 },
	{ "not (q(x) == 1 implies duration(c) < 1 us)", 0, 2000, 0, 0, NUM, 0, 1, -1 },
	/* iff: how far the first is from being otherwise */
	{ "q(x) < 10 iff duration(c) < 1 us", 4, 500, 0, 0, NUM, 4, 10, 6 },
	{ "q(x) < 10 iff duration(c) < 1 us", 4, 2000, 0, 0, NUM, 4, 10, -6 },
	{ "q(x) < 10 iff duration(c) < 1 us", 14, 2000, 0, 0, NUM, 14, 10, 4 },
	{ "q(x) < 10 iff duration(c) < 1 us", 14, 500, 0, 0, NUM, 14, 10, -4 },
	{ "false iff duration(c) < 1 us", 0, 2000, 0, 0, NS, 2000, 1000, 1000 },
	{ "true or q(x) == 1", 0, 0, -1, 0, NUM, 0, 0, 0 },
};

START_TEST(a_judgement_names_the_atom_the_side_and_the_distance)
{
	const struct why_row *row = &whys[_i];
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, row->body, I64, row->x, row->ns);
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert_msg(j.atom == row->atom && j.side == row->side &&
			      j.quantity == row->quantity,
		      "%s: atom %d side %d quantity %d", row->body, j.atom, j.side,
		      j.quantity);
	ck_assert_msg(j.severity != 0 || !signbit(j.severity), "%s: -0", row->body);
	ck_assert_msg(j.value == row->value && j.bound == row->bound &&
			      j.severity == row->severity,
		      "%s: value %g bound %g severity %g", row->body, j.value, j.bound,
		      j.severity);
	tear_down(&f);
}
END_TEST

START_TEST(the_left_side_of_an_atom_is_told_alone)
{
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, "q(x) == 1 and duration(c) < 1 us", I64, 7, 2000);
	ck_assert_int_eq(vypr_eval_atom(&f.form, 1, f.observations, f.captured, &j), 1);
	ck_assert(j.value == 2000 && j.quantity == VYPR_QUANTITY_NS && j.truth == F);
	ck_assert_int_eq(vypr_eval_atom(&f.form, 0, f.observations, f.captured, &j), 1);
	ck_assert(j.value == 7 && j.quantity == VYPR_QUANTITY_NUMBER);
	ck_assert_int_eq(vypr_eval_atom(&f.form, 2, f.observations, f.captured, &j), 0);
	f.captured[0].known = 0;
	ck_assert_int_eq(vypr_eval_atom(&f.form, 0, f.observations, f.captured, &j), 0);
	tear_down(&f);
}
END_TEST

/* ---- texts ---------------------------------------------------------------------- */

#define TEXT(x) x, sizeof(x) - 1, 0
#define CUT(x) x, sizeof(x) - 1, 1
#define NO_TEXT NULL, 0, 0

static const struct text_row {
	const char *body;
	const char *text;        /* of every capture; NULL: the null pointer */
	uint32_t size;
	int truncated;
	enum vypr_truth truth;
} texts[] = {
	{ "q(x) == 'auth'", TEXT("auth"), T },
	{ "q(x) == 'auth'", TEXT("autn"), F },
	{ "q(x) == 'auth'", TEXT("aut"), F },
	{ "q(x) == 'auth'", TEXT("auth2"), F },
	{ "q(x) != 'auth'", TEXT("autn"), T },
	{ "q(x) != 'auth'", TEXT("auth"), F },
	{ "'auth' == q(x)", TEXT("auth"), T },
	{ "q(x) == \"\"", TEXT(""), T },
	{ "q(x) == 'auth'", TEXT(""), F },
	{ "q(x) == q(y)", TEXT("same"), T },
	{ "q(x) == 'a'", TEXT("a"), T }, /* a character is a text of one */
	{ "q(x) == 'a'", TEXT("b"), F },
	{ "q(x) == 'a'", TEXT("ab"), F },
	{ "'b' > q(x)", TEXT("ab"), T },
	/* strcmp order: bytes are unsigned, what is longer is greater */
	{ "q(x) < 'b1'", TEXT("b"), T },
	{ "q(x) < 'b1'", TEXT("b1"), F },
	{ "q(x) <= 'b1'", TEXT("b1"), T },
	{ "q(x) > 'zz'", TEXT("\xc3\xa9"), T },
	{ "q(x) < 'zz'", TEXT("\xc3\xa9"), F },
	{ "q(x) >= 'b1'", TEXT("b2"), T },
	{ "q(x) in ['aa', 'cc']", TEXT("b"), T },
	{ "q(x) in ['aa', 'cc']", TEXT("d"), F },
	{ "q(x) in ['aa', 'cc')", TEXT("cc"), F },
	/* cut off: only what is kept is known */
	{ "q(x) == 'auth'", CUT("auth"), F },
	{ "q(x) > 'auth'", CUT("auth"), T },
	{ "q(x) == 'authentic'", CUT("auth"), U },
	{ "q(x) != 'authentic'", CUT("auth"), U },
	{ "q(x) < 'authentic'", CUT("auth"), U },
	{ "q(x) == 'authentic'", CUT("aunt"), F },
	{ "q(x) < 'authentic'", CUT("aunt"), T },
	{ "q(x) == q(y)", CUT("same"), U },
	{ "q(x) != q(y)", CUT("same"), U },
	/* the null pointer */
	{ "q(x) == NULL", NO_TEXT, T },
	{ "q(x) != NULL", NO_TEXT, F },
	{ "q(x) == NULL", TEXT(""), F },
	{ "NULL != q(x)", TEXT(""), T },
	{ "q(x) == ''", NO_TEXT, F },
	{ "q(x) != 'auth'", NO_TEXT, T },
	{ "q(x) == q(y)", NO_TEXT, T },
	{ "q(x) < 'auth'", NO_TEXT, U },
	{ "q(x) > NULL", TEXT("a"), U },
	/* what is no text */
	{ "q(x) == 5", TEXT("5"), U },
	{ "q(x) + 1 == 5", TEXT("5"), U },
	{ "-q(x) == 5", TEXT("5"), U },
	{ "abs(q(x)) == 5", TEXT("5"), U },
	{ "returned(c) == 'done'", TEXT("done"), T },
	{ "argument(c, 2) != 'done'", TEXT("done"), F },
};

START_TEST(texts_are_compared_by_their_bytes)
{
	const struct text_row *row = &texts[_i];
	struct vypr_string *string = calloc(1, sizeof *string + row->size + 1);
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, row->body, VYPR_TYPE_STRING, 0, NONE);
	string->id = 7;
	string->size = row->size;
	string->truncated = (uint32_t)row->truncated;
	if (row->text)
		memcpy(string->bytes, row->text, row->size);
	for (int i = 0; row->text && i < f.form.capture_count; i++)
		f.captured[i] = (struct vypr_captured){ 7, VYPR_KNOWN, string };
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert_msg(j.truth == row->truth, "%s with '%s': %d, not %d", row->body,
		      row->text ? row->text : "NULL", j.truth, row->truth);
	ck_assert((j.value == 0 && j.bound == 0) || strpbrk(row->body, "5"));
	if (j.truth == F)
		ck_assert_msg(j.severity <= 0, "%s: %g", row->body, j.severity);
	free(string);
	tear_down(&f);
}
END_TEST

START_TEST(a_text_without_its_bytes_is_not_known)
{
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, "q(x) == 'auth' or q(x) != 'auth'", VYPR_TYPE_STRING, 3, NONE);
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert_int_eq(j.truth, U);
	ck_assert_int_eq(vypr_eval_atom(&f.form, 0, f.observations, f.captured, &j), 0);
	tear_down(&f);
}
END_TEST

static const struct {
	const char *body, *type;
	enum vypr_truth truth;
} types[] = {
	{ "type(q(x)) == int", "int", T },
	{ "type(q(x)) == int", "long", F },
	{ "type(q(x)) == 'unsigned int'", "unsigned int", T },
	{ "type(q(x)) == 'unsigned int'", "unsignedint", F },
	{ "type(q(x)) == 'struct buf *'", "struct buf *", T },
	{ "type(q(x)) == 'struct buf*'", "struct buf *", T },
	{ "type(q(x)) == ' struct  buf * '", "struct buf *", T },
	{ "type(q(x)) == 'struct buf**'", "struct buf *", F },
	{ "type(q(x)) != 'struct buf**'", "struct buf *", T },
	{ "int == type(q(x))", "int", T },
	{ "type(q(x)) != int", NULL, U },
};

START_TEST(a_type_is_compared_by_its_name)
{
	struct vypr_judgement j;
	struct fixture f;
	char pool[600];
	size_t used;

	set_up(&f, types[_i].body, I64, 0, NONE);
	used = f.ast.strings_size;
	memcpy(pool, f.ast.strings, used);
	snprintf(pool + used, sizeof pool - used, "%s", types[_i].type ? types[_i].type : "");
	free(f.ast.strings);
	f.ast.strings = malloc(sizeof pool);
	memcpy(f.ast.strings, pool, sizeof pool);
	for (size_t i = 0; types[_i].type && i < f.ast.node_count; i++)
		if (f.ast.nodes[i].kind == VYPR_NODE_TYPE)
			f.ast.nodes[i].str = (int32_t)used;
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert_msg(j.truth == types[_i].truth, "%s, %s: %d", types[_i].body,
		      types[_i].type, j.truth);
	tear_down(&f);
}
END_TEST

/* ---- what is measured, and what is only known so far ------------------------------ */

#define MEAS VYPR_MEASURED

static const struct truth_row measured[] = {
	{ "duration(c) < ?", I64, 0, 5, MEAS },
	{ "duration(c) < ?", I64, 0, NONE, U },
	{ "q(x) == ?", I64, 3, NONE, MEAS },
	{ "q(x) == ?", VYPR_TYPE_STRING, 0, NONE, MEAS },
	{ "not (q(x) == ?)", I64, 3, NONE, MEAS },
	{ "q(x) == ? and q(x) == 3", I64, 3, NONE, MEAS },
	{ "q(x) == ? and q(x) == 4", I64, 3, NONE, F },
	{ "q(x) == ? or q(x) == 3", I64, 3, NONE, T },
	{ "q(x) == ? or q(x) == 4", I64, 3, NONE, MEAS },
	{ "q(x) == 3 implies duration(c) < ?", I64, 3, 5, MEAS },
	{ "q(x) == 3 implies duration(c) < ?", I64, 4, 5, T },
	{ "q(x) == ? implies q(x) == 4", I64, 3, NONE, MEAS },
	{ "q(x) == ? iff q(x) == 3", I64, 3, NONE, MEAS },
	{ "q(x) == ? and duration(c) < ?", I64, 3, NONE, U },
	{ "q(x) == ? and duration(c) < ?", I64, 3, 5, MEAS },
	{ "q(x) == ? iff duration(c) < 1 s", I64, 3, NONE, MEAS },
};

START_TEST(what_is_measured_is_neither_true_nor_false)
{
	const struct truth_row *row = &measured[_i];
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, row->body, row->type, row->x, row->ns);
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert_msg(j.truth == row->truth, "%s: %d, not %d", row->body, j.truth,
		      row->truth);
	ck_assert_int_eq(f.form.measures, 1);
	tear_down(&f);
}
END_TEST

START_TEST(a_measured_value_is_told)
{
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, "q(x) == 7 implies duration(c) < ?", I64, 7, 2000);
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert(j.truth == MEAS && j.atom == 1 && j.value == 2000 && j.bound == 0 &&
		  j.severity == 0 && j.quantity == VYPR_QUANTITY_NS);
	tear_down(&f);
}
END_TEST

/* c began at 1000 and has not ended; clock error: 100 ns + 1 %. */
static const struct {
	const char *body;
	uint64_t now;
	enum vypr_truth truth;
} hanging[] = {
	{ "duration(c) <= 10 us", 0, U },
	{ "duration(c) <= 10 us", 11000, U },
	{ "duration(c) <= 10 us", 11202, U },  /* 10202 ns: 202.02 of error, 202 past */
	{ "duration(c) <= 10 us", 11203, F },  /* 10203 ns: 202.03 of error, 203 past */
	{ "duration(c) < 10 us", 99999, F },
	{ "duration(c) == 10 us", 99999, F },
	{ "duration(c) != 10 us", 99999, T },
	{ "duration(c) != 10 us", 5000, U },
	{ "duration(c) > 10 us", 99999, T },
	{ "duration(c) >= 10 us", 99999, T },
	{ "duration(c) >= 10 us", 5000, U },
	{ "duration(c) in [0, 10 us]", 99999, F },
	{ "duration(c) in [0, 10 us]", 5000, U },
	{ "duration(c) in [1 us, 1 s]", 99999, U },
	{ "duration(c) >= 0", 1001, T },
	{ "duration(c) < 0", 1001, F },
	{ "duration(c) > 0", 1000, U },
	{ "10 us >= duration(c)", 99999, F },
	{ "10 us < duration(c)", 99999, T },
	{ "duration(c) + 1 us <= 10 us", 99999, F },
	{ "20 us - duration(c) >= 10 us", 99999, F },
	{ "20 us - duration(c) <= 10 us", 99999, T },
	{ "20 us - duration(c) >= 10 us", 5000, U },
	{ "-duration(c) < -10 us", 99999, T },
	{ "duration(c) * 2 <= 10 us", 7000, F },
	{ "duration(c) * -2 < -10 us", 7000, T },
	{ "duration(c) / 2 <= 10 us", 99999, F },
	{ "duration(c) % 10 us <= 1 us", 99999, U },
	{ "duration(c) - duration(c) <= 1 s", 99999, U },
	{ "duration(c) + duration(c) <= 10 us", 7000, F },
	{ "duration(c) / duration(c) <= 1", 99999, U },
	{ "abs(duration(c) - 10 us) <= 1 us", 5000, U },
	{ "abs(duration(c) - 10 us) <= 1 us", 99999, F },
	{ "abs(10 us - duration(c)) <= 1 us", 99999, F },
	{ "abs(10 us - duration(c)) <= 1 us", 5000, U },
	{ "duration(c) < ?", 99999, U },
	{ "not (duration(c) <= 10 us)", 99999, T },
	{ "duration(c) <= 10 us or q(x) == 0", 99999, T },
	{ "duration(c) <= 10 us implies q(x) == 1", 99999, T },
	{ "duration(c) <= 10 us iff q(x) == 1", 99999, T },
	{ "time_between(before(c), after(c)) <= 10 us", 99999, F },
	{ "time_between(after(c), before(c)) >= -10 us", 99999, F },
	{ "time_between(before(c), next_change(c, x)) <= 10 us", 99999, F },
	{ "time_between(next_change(c, x), before(c)) <= 10 us", 99999, T },
	{ "time_between(before(c), before(next_call(before(c), g))) <= 10 us", 99999, F },
	{ "time_between(before(c), previous_change(c, x)) <= 10 us", 99999, U },
	{ "time_between(next_change(c, x), next_change(c, y)) <= 10 us", 99999, U },
	{ "duration(next_call(c, g)) <= 10 us", 99999, U }, /* has not begun */
};

START_TEST(a_deadline_that_has_passed_decides)
{
	const struct vypr_clock_error error = { 100, 0.01 };
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, hanging[_i].body, I64, 0, NONE);
	f.observations[1].site_begin = 1;
	f.observations[1].begin_ns = 1000;
	vypr_eval(&f.form, f.observations, f.captured, &error, hanging[_i].now, &j);
	ck_assert_msg(j.truth == hanging[_i].truth, "%s at %d: %d, not %d",
		      hanging[_i].body, (int)hanging[_i].now, j.truth, hanging[_i].truth);
	tear_down(&f);
}
END_TEST

START_TEST(a_deadline_tells_what_it_was_at_least)
{
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, "duration(c) in [1 us, 10 us]", I64, 0, NONE);
	f.observations[1].site_begin = 1;
	f.observations[1].begin_ns = 1000;
	vypr_eval(&f.form, f.observations, f.captured, NULL, 21000, &j);
	ck_assert(j.truth == F && j.atom == 0 && j.side == 2 && j.value == 20000 &&
		  j.bound == 10000 && j.severity == -10000);
	f.observations[1].site_end = 2; /* it ended long before */
	f.observations[1].end_ns = 5000;
	vypr_eval(&f.form, f.observations, f.captured, NULL, 21000, &j);
	ck_assert(j.truth == T && j.value == 4000);
	tear_down(&f);
}
END_TEST

/* ---- captures that are no variables ------------------------------------------------ */

static const struct {
	const char *body;
	uint64_t values[3];      /* by capture */
	uint8_t known[3];
	enum vypr_truth truth;
} counts[] = {
	{ "count(calls(g)) <= 10", { 10 }, { VYPR_KNOWN }, T },
	{ "count(calls(g)) <= 10", { 11 }, { VYPR_KNOWN }, F },
	{ "count(calls(g)) <= 10", { 10 }, { VYPR_KNOWN_SO_FAR }, U },
	{ "count(calls(g)) <= 10", { 11 }, { VYPR_KNOWN_SO_FAR }, F },
	{ "count(calls(g)) < 10", { 10 }, { VYPR_KNOWN_SO_FAR }, F },
	{ "count(calls(g)) < 10", { 9 }, { VYPR_KNOWN_SO_FAR }, U },
	{ "count(calls(g)) >= 2", { 2 }, { VYPR_KNOWN_SO_FAR }, T },
	{ "count(calls(g)) >= 2", { 1 }, { VYPR_KNOWN_SO_FAR }, U },
	{ "count(calls(g)) > 2", { 2 }, { VYPR_KNOWN_SO_FAR }, U },
	{ "2 <= count(calls(g))", { 2 }, { VYPR_KNOWN_SO_FAR }, T },
	{ "2 > count(calls(g))", { 2 }, { VYPR_KNOWN_SO_FAR }, F },
	{ "2 < count(calls(g))", { 2 }, { VYPR_KNOWN_SO_FAR }, U },
	{ "-count(calls(g)) <= -2", { 2 }, { VYPR_KNOWN_SO_FAR }, T },
	{ "-count(calls(g)) > -2", { 2 }, { VYPR_KNOWN_SO_FAR }, F },
	{ "-count(calls(g)) < -2", { 2 }, { VYPR_KNOWN_SO_FAR }, U },
	{ "count(calls(g)) == 2", { 2 }, { VYPR_KNOWN_SO_FAR }, U },
	{ "count(calls(g)) == 2", { 3 }, { VYPR_KNOWN_SO_FAR }, F },
	{ "count(calls(g)) == 2", { 2 }, { VYPR_KNOWN }, T },
	{ "count(calls(g)) != 2", { 3 }, { VYPR_KNOWN_SO_FAR }, T },
	{ "count(calls(g)) in [2, 3]", { 2 }, { VYPR_KNOWN_SO_FAR }, U },
	{ "count(calls(g)) in [2, 3]", { 4 }, { VYPR_KNOWN_SO_FAR }, F },
	{ "count(calls(g)) in [2, 3)", { 3 }, { VYPR_KNOWN_SO_FAR }, F },
	{ "count(calls(g)) <= 10", { 0 }, { 0 }, U },
	{ "count(calls(g)) <= count(calls(h))", { 3, 2 },
	  { VYPR_KNOWN_SO_FAR, VYPR_KNOWN }, F },
	{ "count(calls(g)) <= count(calls(h))", { 3, 2 },
	  { VYPR_KNOWN_SO_FAR, VYPR_KNOWN_SO_FAR }, U },
	{ "count(calls(g)) * count(calls(h)) <= 5", { 3, 2 },
	  { VYPR_KNOWN_SO_FAR, VYPR_KNOWN_SO_FAR }, F },
	{ "count(calls(g)) * 0 == 0", { 3 }, { VYPR_KNOWN_SO_FAR }, T },
	{ "total(calls(g)) <= 5 us", { 5000 }, { VYPR_KNOWN }, T },
	{ "total(calls(g)) <= 5 us", { 5001 }, { VYPR_KNOWN_SO_FAR }, F },
	{ "total(calls(g)) <= 0.000005", { 5001 }, { VYPR_KNOWN }, F },
	{ "cpu(c) == 30 ns", { 1030, 1000 }, { VYPR_KNOWN, VYPR_KNOWN }, T },
	{ "cpu(c) <= 29 ns", { 1030, 1000 }, { VYPR_KNOWN, VYPR_KNOWN }, F },
	{ "cpu(c) <= 29 ns", { 1030, 1000 }, { 0, VYPR_KNOWN }, U },
	{ "cpu(c) <= 29 ns", { 1030, 1000 }, { VYPR_KNOWN, 0 }, U },
	{ "length(q(x)) == 7", { 7 }, { VYPR_KNOWN }, T },
	{ "length(q(x)) == 7", { 7 }, { 0 }, U },
	{ "argument(c, 1) + argument(c, 2) == 7", { 3, 4 }, { VYPR_KNOWN, VYPR_KNOWN }, T },
	{ "returned(c) < 0", { (uint64_t)-1 }, { VYPR_KNOWN }, T },
};

START_TEST(counts_sizes_and_what_a_call_was_given_are_values)
{
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, counts[_i].body, I64, 0, NONE);
	for (int i = 0; i < f.form.capture_count; i++)
		f.captured[i] =
			(struct vypr_captured){ counts[_i].values[i], counts[_i].known[i],
						NULL };
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert_msg(j.truth == counts[_i].truth, "%s, row %d: %d", counts[_i].body, _i,
		      j.truth);
	tear_down(&f);
}
END_TEST

static const struct {
	const char *body;
	enum vypr_known known;
	enum vypr_truth truth;
} totals[] = { /* clock error: 100 ns + 1 % */
	{ "total(calls(g)) > 0 s", VYPR_KNOWN, M },
	{ "total(calls(g)) > 0 s", VYPR_KNOWN_NONE, F },
	{ "total(calls(g)) == 0 s", VYPR_KNOWN, M },
	{ "total(calls(g)) == 0 s", VYPR_KNOWN_NONE, T },
	{ "total(calls(g)) <= 50 ns", VYPR_KNOWN, M },
	{ "total(calls(g)) <= 50 ns", VYPR_KNOWN_NONE, T },
	{ "total(calls(g)) > 0 s", VYPR_KNOWN_SO_FAR, U },
	{ "total(calls(g)) in (0, 1]", VYPR_KNOWN_NONE, F },
	{ "total(calls(g)) + 20 ns > 0", VYPR_KNOWN_NONE, T },
};

START_TEST(a_total_of_no_calls_is_nothing_whatever_the_clock)
{
	const struct vypr_clock_error error = { 100, 0.01 };
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, totals[_i].body, I64, 0, NONE);
	for (int i = 0; i < f.form.capture_count; i++)
		f.captured[i] = (struct vypr_captured){ .known = (uint8_t)totals[_i].known };
	vypr_eval(&f.form, f.observations, f.captured, &error, 0, &j);
	ck_assert_msg(j.truth == totals[_i].truth, "%s: %d", totals[_i].body, j.truth);
	tear_down(&f);
}
END_TEST

START_TEST(an_inner_quantifier_is_judged_by_its_witness)
{
	struct vypr_judgement j;
	struct fixture f;

	set_up(&f, "q(x) == 0 and (exists d in calls(g): duration(d) < 1 us)", I64, 0, NONE);
	ck_assert_int_eq(f.form.slots[2].use, VYPR_USE_INNER);
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert_int_eq(j.truth, U);
	f.observations[2] = (struct vypr_observation){ 3, 4, 1000, 1500, 0, 0 };
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert_int_eq(j.truth, T);
	ck_assert(j.atom == 0);
	f.observations[2].end_ns = 2500;
	vypr_eval(&f.form, f.observations, f.captured, NULL, 0, &j);
	ck_assert(j.truth == F && j.atom == 1 && j.value == 1500);
	tear_down(&f);
}
END_TEST

START_TEST(floating_point_remainders_are_exact)
{
	static const double rows[][3] = { { 5.5, 2, 1.5 },    { -5.5, 2, -1.5 },
					  { 5.5, -2, 1.5 },   { 1e300, 7, 1 },
					  { 0.1, 0.03, 0.010000000000000009 },
					  { 1, 4, 1 } };
	struct vypr_judgement j;
	struct fixture f;
	char body[64];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		snprintf(body, sizeof body, "q(x) %% %.17g == 0", rows[i][1]);
		set_up(&f, rows[i][1] < 0 ? "q(x) % -2.0 == 0" : body, F64,
		       bits_of(rows[i][0]), NONE);
		ck_assert(vypr_eval_atom(&f.form, 0, f.observations, f.captured, &j));
		ck_assert_msg(j.value == rows[i][2], "%g %% %g: %.17g", rows[i][0],
			      rows[i][1], j.value);
		tear_down(&f);
	}
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof *(table))

int main(void)
{
	Suite *suite = suite_create("eval");
	TCase *tcase = tcase_create("eval");

	tcase_add_loop_test(tcase, a_formula_is_as_true_as_the_definition_says, 0,
			    ROWS(truths));
	tcase_add_loop_test(
		tcase, what_is_closer_to_the_bound_than_the_clocks_error_is_in_the_margin,
		0, ROWS(margins));
	tcase_add_loop_test(tcase, a_judgement_names_the_atom_the_side_and_the_distance,
			    0, ROWS(whys));
	tcase_add_test(tcase, the_left_side_of_an_atom_is_told_alone);
	tcase_add_test(tcase, floating_point_remainders_are_exact);
	tcase_add_loop_test(tcase, texts_are_compared_by_their_bytes, 0, ROWS(texts));
	tcase_add_test(tcase, a_text_without_its_bytes_is_not_known);
	tcase_add_loop_test(tcase, a_type_is_compared_by_its_name, 0, ROWS(types));
	tcase_add_loop_test(tcase, what_is_measured_is_neither_true_nor_false, 0,
			    ROWS(measured));
	tcase_add_test(tcase, a_measured_value_is_told);
	tcase_add_loop_test(tcase, a_deadline_that_has_passed_decides, 0, ROWS(hanging));
	tcase_add_test(tcase, a_deadline_tells_what_it_was_at_least);
	tcase_add_loop_test(tcase, a_total_of_no_calls_is_nothing_whatever_the_clock, 0,
			    ROWS(totals));
	tcase_add_loop_test(tcase, counts_sizes_and_what_a_call_was_given_are_values, 0,
			    ROWS(counts));
	tcase_add_test(tcase, an_inner_quantifier_is_judged_by_its_witness);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
