/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CFTL text to tree and back: what is read, how it is printed, what is refused and where.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "spec/parse.h"
#include "testsuite/suite.h"

/* text, and its canonical print where that differs */
static const struct {
	const char *text, *print;
} accepted[] = {
	/* quantifiers and domains (section 2) */
	{ "forall q in changes(x): q(x) < 10", NULL },
	{ "forall  q\tin\nchanges ( x )\r\n: q ( x )<10", "forall q in changes(x): q(x) < 10" },
	{ "exists c in calls(f): duration(c) > 1 s", NULL },
	{ "forall q in changes(a), t in calls(f): duration(t) < 1", NULL },
	{ "forall q in changes(a), forall t in calls(f): duration(t) < 1",
	  "forall q in changes(a), t in calls(f): duration(t) < 1" },
	{ "forall q in changes(a), exists t in calls(f) after q: duration(t) < 1", NULL },
	{ "forall q in changes(a), t in calls(f) before q: duration(t) < 1", NULL },
	{ "forall q in changes(a), t in calls(f) after q within [0, 5 ms): duration(t) < 1", NULL },
	{ "forall q in changes(a), t in calls(f) within (0, 5 ms] after q: duration(t) < 1",
	  "forall q in changes(a), t in calls(f) after q within (0, 5 ms]: duration(t) < 1" },
	{ "forall e in entry: e(n) > 0", NULL },
	{ "forall e in entry(): e(n) > 0", "forall e in entry: e(n) > 0" },
	{ "forall e in exit(g): e(n) > 0", NULL },
	{ "forall e in line(12): e(n) > 0", NULL },
	{ "forall q in changes(x) during g: q(x) > 0", NULL },
	{ "forall q in calls(f) during ns::g on any thread: duration(q) > 0", NULL },
	{ "forall q in changes(x): forall t in calls(f): duration(t) < 1",
	  "forall q in changes(x), t in calls(f): duration(t) < 1" },
	{ "forall q in changes(x): (forall t in calls(f): duration(t) < 1) and q(x) == 1", NULL },
	{ "forall q in changes(x): q(x) == 1 and forall t in calls(f): t(x) < 1 or t(y) < 2",
	  "forall q in changes(x): q(x) == 1 and (forall t in calls(f): t(x) < 1 or t(y) < 2)" },
	{ "forall q in changes(a), c in future(changes(b)): c(b) == q(a)",
	  "forall q in changes(a), c in changes(b) after q: c(b) == q(a)" },
	/* lvalues */
	{ "forall q in changes(s->len): q(s -> len) < 1", "forall q in changes(s->len): q(s->len) < 1" },
	{ "forall q in changes(s . len): q(a[ i + 1 ]) < q(a[*])",
	  "forall q in changes(s.len): q(a[i+1]) < q(a[*])" },
	{ "forall q in changes(*p): q(**p) < q((*p).x[3]->y)", NULL },
	{ "forall q in changes(x@120): q(x@120.len) < 1", NULL },
	{ "forall q in changes(struct  buf . len): q(union u.f) < 1",
	  "forall q in changes(struct buf.len): q(union u.f) < 1" },
	{ "forall q in changes(ns :: T :: n): q(::g) < 1", "forall q in changes(ns::T::n): q(::g) < 1" },
	{ "forall q in changes(count): q(duration) < q(in) + q(forall)", NULL },
	{ "forall q in changes(a[f(x, 2)][b[1]]): q(a[x - -1]) < q(t[1<<n])",
	  "forall q in changes(a[f(x,2)][b[1]]): q(a[x- -1]) < q(t[1<<n])" },
	/* callees */
	{ "forall c in calls(*): duration(c) < 1", NULL },
	{ "forall c in calls(foo_*2b?): duration(c) < 1", NULL },
	{ "forall c in calls(ns::T::f( int , char const * )): duration(c) < 1",
	  "forall c in calls(ns::T::f(int,char const*)): duration(c) < 1" },
	{ "forall c in calls(T::f(int) const): duration(c) < 1", NULL },
	{ "forall c in calls(std::vector<int>::~vector): duration(c) < 1", NULL },
	{ "forall c in calls(T::operator+): duration(c) < 1", NULL },
	{ "forall c in calls(operator  new): duration(c) < 1",
	  "forall c in calls(operator new): duration(c) < 1" },
	{ "forall c in calls(T::operator()): duration(c) < 1", NULL },
	{ "forall c in calls(T::operator[](int)): duration(c) < 1", NULL },
	{ "forall c in calls(c->cmd->proc): duration(c) < 1", NULL },
	{ "forall c in calls((*fp)): duration(c) < 1", NULL },
	{ "forall c in calls(ops[i]): duration(c) < 1", NULL },
	{ "forall c in calls(exit): duration(next_call(c, abs)) < 1", NULL },
	/* terms */
	{ "forall q in changes(x): length(q(s)) == 3 and type(q(s)) == int", NULL },
	{ "forall q in changes(x): type(q(s)) == struct buf", NULL },
	{ "forall c in calls(f): cpu(c) < duration(c)", NULL },
	{ "forall c in calls(f): time_between(before(c), after(c)) in (-1 us, 1 us)", NULL },
	{ "forall c in calls(f): count(calls(g)) + total(calls(g), before(c), after(c)) > 0", NULL },
	{ "forall c in calls(f): count(changes(x) during g, c, c) > 0", NULL },
	{ "forall c in calls(f): argument(c, 1) != returned(c)", NULL },
	{ "forall c in calls(f): abs(-returned(c)) >= -(-1)", NULL },
	{ "forall q in changes(x): q(x) + 1 - 2 * 3 / 4 % 5 < 0", NULL },
	{ "forall q in changes(x): q(x) - (1 - 2) - 3 < (1 + 2) * 3",
	  NULL },
	{ "forall q in changes(x): ((q(x))) < ((1))", "forall q in changes(x): q(x) < 1" },
	{ "forall q in changes(x): q(x) == 'a' or q(x) == '\\n' or q(x) == '\\'' or q(x) == '\\377'",
	  "forall q in changes(x): q(x) == 'a' or q(x) == '\\n' or q(x) == '\\'' or q(x) == '\\xff'" },
	{ "forall q in changes(x): q(x) == \"a\\\"b\\\\ \\x41\"",
	  "forall q in changes(x): q(x) == \"a\\\"b\\\\ A\"" },
	{ "forall q in changes(x): q(x) == 'ab'", "forall q in changes(x): q(x) == \"ab\"" },
	{ "forall q in changes(x): q(x) == \"\"", NULL },
	{ "forall q in changes(x): q(x) == NULL or q(x) == nullptr or q(x) == None",
	  "forall q in changes(x): q(x) == NULL or q(x) == NULL or q(x) == NULL" },
	{ "forall q in changes(x): q(x) == true and False != q(x) and True",
	  "forall q in changes(x): q(x) == true and false != q(x) and true" },
	{ "forall q in changes(x): q(x) < RED and q(y) != ns::BLUE", NULL },
	{ "forall q in changes(x): q(x) <= s->max + a[3].n", NULL },
	/* numbers and units */
	{ "forall q in changes(x): q(x) in [0x1F, 0755) and q(x) != 10uL and q(x) < 0b101", NULL },
	{ "forall q in changes(x): q(x) in (.5, 1e-3] or q(x) == 1.5f or q(x) > 0x1.8p3", NULL },
	{ "forall q in changes(x): q(x) < 18446744073709551615", NULL },
	{ "forall c in calls(f): duration(c) in [1ns, 2us] or duration(c) in [3ms, 4s]",
	  "forall c in calls(f): duration(c) in [1 ns, 2 us] or duration(c) in [3 ms, 4 s]" },
	{ "forall c in calls(f): duration(c) in [0.5 min, 1.5h]",
	  "forall c in calls(f): duration(c) in [0.5 min, 1.5 h]" },
	{ "forall c in calls(f): duration(c) < ?", NULL },
	/* binding strengths */
	{ "forall q in changes(x): not true and false or true implies false iff true", NULL },
	{ "forall q in changes(x): true implies (false implies true)",
	  "forall q in changes(x): true implies false implies true" },
	{ "forall q in changes(x): (true implies false) implies true", NULL },
	{ "forall q in changes(x): true or (false or true) and not (true and false)", NULL },
	{ "forall q in changes(x): (true iff false) iff (true iff false)",
	  "forall q in changes(x): true iff false iff (true iff false)" },
	{ "forall q in changes(x): not not q(x) < 1", NULL },
	{ "forall q in changes(x): not (q(x) < 1)", "forall q in changes(x): not q(x) < 1" },
	/* states and transitions chain and nest */
	{ "forall q in changes(x): duration(next_call(next_change(next_call(q, f), y), g)) < 1", NULL },
	{ "forall q in changes(x): previous_change(previous_call(q, f during g), x during h)(x) < 1",
	  NULL },
	{ "forall c in calls(f): after(c)(n) == before(c)(n) + 1", NULL },
	{ "forall c in calls(f): result(c)(n) == input(c)(n)",
	  "forall c in calls(f): after(c)(n) == before(c)(n)" },
	/* PyCFTL */
	{ "Forall(q = changes('a')).Check(lambda q: q('a')._in([0, 80]))",
	  "forall q in changes(a): q(a) in [0, 80]" },
	{ "Forall(q = changes('a')).Check(lambda q : q('a').__in([0, 80]) or q(a).__in__((0,80)))",
	  "forall q in changes(a): q(a) in [0, 80] or q(a) in (0, 80)" },
	{ "Forall(q = changes('a')).\\\n    Forall(t = calls('f', after='q')).\\\n    Check(\n"
	  "        lambda q, t: (\n            If(\n                q('a')._in([0, 80])\n"
	  "            ).then(\n                t.duration()._in([0, 0.8])\n            )\n        )\n"
	  "    )",
	  "forall q in changes(a), t in calls(f) after q: q(a) in [0, 80] implies duration(t) in "
	  "[0, 0.8]" },
	{ "Forall(q = changes('auth')).\nForall(t = calls('execute'), after='q').\n"
	  "Check(lambda q, t: If(q('auth').equals(True)).then(t.duration()._in([0, 0.5])))",
	  "forall q in changes(auth), t in calls(execute) after q: q(auth) == true implies "
	  "duration(t) in [0, 0.5]" },
	{ "Forall(q = changes('a')).Check(lambda q: q.next_call('f').duration()._in([0, 1]))",
	  "forall q in changes(a): duration(next_call(q, f)) in [0, 1]" },
	{ "Forall(t = calls(\"f\")).Check(lambda t: lnot(land(t.input()('n') < 1, lor(t.result()('n') "
	  "< 2, t.duration() < 3))))",
	  "forall t in calls(f): not (before(t)(n) < 1 and (after(t)(n) < 2 or duration(t) < 3))" },
	{ "Forall(q = changes('a')).Check(lambda q: all_are_true(q('a') > 1, one_is_true(q('b') > 2, "
	  "q('c') > 3, q('d') > 4), not_true(q('e') > 5)))",
	  "forall q in changes(a): q(a) > 1 and (q(b) > 2 or q(c) > 3 or q(d) > 4) and not q(e) > 5" },
	{ "Forall(q = changes('a')).Check(lambda q: q('a').length() < 10)",
	  "forall q in changes(a): length(q(a)) < 10" },
	{ "Forall(q = changes('a')).Check(lambda q: q('a').type().equals('int'))",
	  "forall q in changes(a): type(q(a)) == \"int\"" },
	{ "Forall(q = changes('s->len')).Check(lambda q: q('s->len') < q('a[3]') * 2)",
	  "forall q in changes(s->len): q(s->len) < q(a[3]) * 2" },
	{ "Forall(q = changes('a')).Check(lambda q: timeBetween(q, q.next_call('f').result())._in("
	  "[0, 2]))",
	  "forall q in changes(a): time_between(q, after(next_call(q, f))) in [0, 2]" },
	{ "Exists(q = changes('a')).Check(lambda q: q('a') == None)",
	  "exists q in changes(a): q(a) == NULL" },
	{ "Specification()\\\n    .forall(c = calls(\"func\").during(\"func1\"))\\\n    .check(\n"
	  "        lambda c : (\n            all_are_true(\n                c.duration() < 1,\n"
	  "                c.next(changes('flag').during('func2'))('flag').equals(True)\n"
	  "            )\n        )\n    )",
	  "forall c in calls(func) during func1: duration(c) < 1 and next_change(c, flag during "
	  "func2)(flag) == true" },
	{ "Specification().forall(q = changes('a').during('f')).forall(c = "
	  "future(calls('g').during('h'))).check(lambda q, c : timeBetween(q, c.after()) < 4.2)",
	  "forall q in changes(a) during f, c in calls(g) during h after q: time_between(q, "
	  "after(c)) < 4.2" },
	{ "forall q in changes('hashes'): q.next_call(find).duration() < 1 s and q('n').abs() in [0, 1)",
	  "forall q in changes(hashes): duration(next_call(q, find)) < 1 s and abs(q(n)) in [0, 1)" },
	{ "forall c in calls(f): c.argument(2).equals(c.returned())",
	  "forall c in calls(f): argument(c, 2) == returned(c)" },
	{ "forall c in calls(f): calls(g).during(h).count(c.before(), c.after()) < 3",
	  "forall c in calls(f): count(calls(g) during h, before(c), after(c)) < 3" },
	{ "forall q in changes(x): \\ q(x) < 1 \\\n", "forall q in changes(x): q(x) < 1" },
	/* properties of real programs */
	{ "forall q in changes(s->state): q(s->state)==BZ_S_OUTPUT implies "
	  "duration(next_call(q, copy_output_until_stop)) < 5 ms",
	  "forall q in changes(s->state): q(s->state) == BZ_S_OUTPUT implies "
	  "duration(next_call(q, copy_output_until_stop)) < 5 ms" },
	{ "forall c in calls(copy_input_until_stop): after(c)(s->nblock) >= before(c)(s->nblock) and "
	  "after(c)(s->nblock) <= s->nblockMAX + 5", NULL },
	{ "forall c in calls(BZ2_blockSort): duration(c) > duration(next_call(c, generateMTFValues))",
	  NULL },
	{ "forall q in changes(p->st): q(p->st) == JV_PARSER_STRING implies "
	  "time_between(q, next_change(q, p->st)) < 100 us", NULL },
	{ "forall c in calls(incstep): after(c)(g->GCdebt) <= before(c)(g->GCdebt)", NULL },
	{ "forall c in calls(do_store_item): returned(c) == STORED implies "
	  "after(c)(it->refcount) >= before(c)(it->refcount)", NULL },
	{ "forall q in changes(current_time): "
	  "time_between(q, next_change(q, current_time)) in [0.5 s, 1.5 s]", NULL },
};

/* text; status, line, column, last column; message; hint */
static const struct {
	const char *text;
	enum vypr_status status;
	int line, column, end_column;
	const char *message, *hint;
} rejected[] = {
	{ "",
	  VYPR_SYNTAX, 1, 1, 1,
	  "expected 'forall' or 'exists', found the end of the formula",
	  "" },
	{ "q(x) < 3",
	  VYPR_SYNTAX, 1, 1, 1,
	  "expected 'forall' or 'exists', found 'q'",
	  "" },
	{ "forall",
	  VYPR_SYNTAX, 1, 7, 7,
	  "expected the name of a variable, found the end of the formula",
	  "" },
	{ "forall 3 in changes(x): true",
	  VYPR_SYNTAX, 1, 8, 8,
	  "expected the name of a variable, found '3'",
	  "" },
	{ "forall q changes(x): true",
	  VYPR_SYNTAX, 1, 10, 16,
	  "expected 'in' after the variable, found 'changes'",
	  "" },
	{ "forall q in change(x): true",
	  VYPR_SYNTAX, 1, 13, 18,
	  "expected changes(...), calls(...), entry, exit or line(...), found 'change'",
	  "did you mean 'changes'?" },
	{ "forall q in x: true",
	  VYPR_SYNTAX, 1, 13, 13,
	  "expected changes(...), calls(...), entry, exit or line(...), found 'x'",
	  "" },
	{ "forall q in changes x: true",
	  VYPR_SYNTAX, 1, 21, 21,
	  "expected '(' after 'changes', found 'x'",
	  "" },
	{ "forall q in changes(): true",
	  VYPR_SYNTAX, 1, 21, 21,
	  "expected a C variable such as n, s->len or a[3], found ')'",
	  "" },
	{ "forall q in changes(x: true",
	  VYPR_SYNTAX, 1, 22, 22,
	  "expected ')' after the variable, found ':'",
	  "" },
	{ "forall q in changes(3): true",
	  VYPR_SYNTAX, 1, 21, 21,
	  "expected a C variable such as n, s->len or a[3], found '3'",
	  "" },
	{ "forall q in changes(x)",
	  VYPR_SYNTAX, 1, 23, 23,
	  "expected ',' or ':' after the quantifier, found the end of the formula",
	  "" },
	{ "forall q in changes(x) q(x) < 3",
	  VYPR_SYNTAX, 1, 24, 24,
	  "expected ',' or ':' after the quantifier, found 'q'",
	  "" },
	{ "forall q in changes(x):",
	  VYPR_SYNTAX, 1, 24, 24,
	  "expected a formula or a value, found the end of the formula",
	  "" },
	{ "forall q in calls(f: duration(q) < 3",
	  VYPR_SYNTAX, 1, 20, 20,
	  "expected ')' after the callee, found ':'",
	  "" },
	{ "forall q in calls(): true",
	  VYPR_SYNTAX, 1, 19, 19,
	  "expected the name of a function, found ')'",
	  "" },
	{ "forall q in calls(2f): true",
	  VYPR_SYNTAX, 1, 19, 19,
	  "expected the name of a function, found '2'",
	  "" },
	{ "forall q in calls(f g): true",
	  VYPR_SYNTAX, 1, 21, 21,
	  "expected ')' after the callee, found 'g'",
	  "" },
	{ "forall duration in calls(f): true",
	  VYPR_SYNTAX, 1, 8, 15,
	  "'duration' is a word of the language and cannot name a variable",
	  "" },
	{ "forall q in calls(f), q in calls(g): true",
	  VYPR_SYNTAX, 1, 23, 23,
	  "the variable 'q' is bound already",
	  "" },
	{ "forall q in calls(f) after q: true",
	  VYPR_NAME, 1, 28, 28,
	  "no quantifier before this one binds a variable 'q'",
	  "" },
	{ "forall q in calls(f), t in calls(g) after p: true",
	  VYPR_NAME, 1, 43, 43,
	  "no quantifier before this one binds a variable 'p'",
	  "" },
	{ "forall q in calls(f), t in calls(g) after q after q: true",
	  VYPR_SYNTAX, 1, 45, 51,
	  "this quantifier has an 'after' or 'before' already",
	  "" },
	{ "forall q in calls(f) within 3: true",
	  VYPR_SYNTAX, 1, 29, 29,
	  "expected an interval such as [0, 1] or (0, 1), found '3'",
	  "" },
	{ "forall q in future(changes(x)): q(x) < 1",
	  VYPR_SYNTAX, 1, 13, 18,
	  "'future' needs a quantifier before its own",
	  "" },
	{ "forall q in changes(x): q(x)",
	  VYPR_SYNTAX, 1, 25, 28,
	  "this is a value; say what should hold of it, as in ... < 10",
	  "" },
	{ "forall q in changes(x): q",
	  VYPR_SYNTAX, 1, 25, 25,
	  "this is a moment of the run; say what should hold then, as in q(x) < "
	  "10 or duration(c) < 1 s",
	  "" },
	{ "forall q in changes(x): q < 3",
	  VYPR_SYNTAX, 1, 25, 25,
	  "a moment of the run has no value of its own; ask for one, as in q(x) "
	  "or duration(c)",
	  "" },
	{ "forall c in calls(f): next_call(c, g) < 3",
	  VYPR_SYNTAX, 1, 23, 37,
	  "a call has no value of its own; ask for one, as in duration(c) or "
	  "returned(c)",
	  "" },
	{ "forall c in calls(f): c(x) == next_call(c, g)",
	  VYPR_SYNTAX, 1, 31, 45,
	  "a call has no value of its own; ask for one, as in duration(c) or "
	  "returned(c)",
	  "" },
	{ "forall q in changes(x): z(x) < 3",
	  VYPR_NAME, 1, 25, 25,
	  "'z' is neither a word of the language nor a quantified variable",
	  "" },
	{ "forall foo in changes(x): fo(x) < 3",
	  VYPR_NAME, 1, 27, 28,
	  "'fo' is neither a word of the language nor a quantified variable",
	  "did you mean 'foo'?" },
	{ "forall q in changes(x): duratoin(q) < 3",
	  VYPR_NAME, 1, 25, 32,
	  "'duratoin' is neither a word of the language nor a quantified variable",
	  "did you mean 'duration'?" },
	{ "forall c in calls(f): duration(d) < 3",
	  VYPR_NAME, 1, 32, 32,
	  "no quantifier binds a variable 'd'",
	  "" },
	{ "forall c in calls(f): duration c < 3",
	  VYPR_SYNTAX, 1, 32, 32,
	  "expected '(' after 'duration', found 'c'",
	  "" },
	{ "forall c in calls(f): duration() < 3",
	  VYPR_SYNTAX, 1, 32, 32,
	  "expected a formula or a value, found ')'",
	  "" },
	{ "forall c in calls(f): duration(c, c) < 3",
	  VYPR_SYNTAX, 1, 33, 33,
	  "expected ')' after the argument, found ','",
	  "" },
	{ "forall c in calls(f): duration(3) < 3",
	  VYPR_SYNTAX, 1, 32, 32,
	  "a state or a call was expected here, such as a quantified variable or "
	  "next_call(q, f)",
	  "" },
	{ "forall c in calls(f): length(c) < 3",
	  VYPR_SYNTAX, 1, 30, 30,
	  "the value of a variable was expected here, such as q(x)",
	  "" },
	{ "forall c in calls(f): count(c) < 3",
	  VYPR_SYNTAX, 1, 29, 29,
	  "expected changes(...), calls(...), entry, exit or line(...), found 'c'",
	  "" },
	{ "forall c in calls(f): argument(c) < 3",
	  VYPR_SYNTAX, 1, 33, 33,
	  "expected ',' after the argument, found ')'",
	  "" },
	{ "forall c in calls(f): argument(c, 0) < 3",
	  VYPR_RANGE, 1, 35, 35,
	  "expected a number, from 1 on",
	  "" },
	{ "forall c in calls(f): argument(c, 1.5) < 3",
	  VYPR_SYNTAX, 1, 35, 37,
	  "expected a number, found '1.5'",
	  "" },
	{ "forall c in calls(f): time_between(c) < 3",
	  VYPR_SYNTAX, 1, 37, 37,
	  "expected ',' after the argument, found ')'",
	  "" },
	{ "forall c in calls(f): next_call(c) < 3",
	  VYPR_SYNTAX, 1, 34, 34,
	  "expected ',' after the argument, found ')'",
	  "" },
	{ "forall c in calls(f): 0 < duration(c) < 3",
	  VYPR_SYNTAX, 1, 23, 37,
	  "comparisons do not chain; join two of them with 'and', or write x in [a, b]",
	  "" },
	{ "forall c in calls(f): duration(c) in 3",
	  VYPR_SYNTAX, 1, 38, 38,
	  "expected an interval such as [0, 1] or (0, 1), found '3'",
	  "" },
	{ "forall c in calls(f): duration(c) in [3]",
	  VYPR_SYNTAX, 1, 40, 40,
	  "expected ',' between the ends of the interval, found ']'",
	  "" },
	{ "forall c in calls(f): duration(c) in [0, 3",
	  VYPR_SYNTAX, 1, 43, 43,
	  "expected ']' or ')' after the interval, found the end of the formula",
	  "" },
	{ "forall c in calls(f): duration(c) in [0; 3]",
	  VYPR_SYNTAX, 1, 40, 40,
	  "expected ',' between the ends of the interval, found ';'",
	  "" },
	{ "forall c in calls(f): duration(c) < 3 msec",
	  VYPR_SYNTAX, 1, 39, 42,
	  "'msec' is not a unit of time; the units are ns us ms s min h",
	  "write 'ms'" },
	{ "forall c in calls(f): duration(c) < 3 sec",
	  VYPR_SYNTAX, 1, 39, 41,
	  "'sec' is not a unit of time; the units are ns us ms s min h",
	  "write 's'" },
	{ "forall c in calls(f): duration(c) < 300 years",
	  VYPR_SYNTAX, 1, 41, 45,
	  "'years' is not a unit of time; the units are ns us ms s min h",
	  "" },
	{ "forall c in calls(f): duration(c) < 99999999999999999999",
	  VYPR_RANGE, 1, 37, 56,
	  "the number 99999999999999999999 does not fit in 64 bits",
	  "" },
	{ "forall c in calls(f): duration(c) < 1e999",
	  VYPR_RANGE, 1, 37, 41,
	  "the number 1e999 does not fit in 64 bits",
	  "" },
	{ "forall c in calls(f): duration(c) < 3000000 h",
	  VYPR_RANGE, 1, 37, 45,
	  "a time of more than 292 years",
	  "" },
	{ "forall c in calls(f): duration(c) < 089",
	  VYPR_SYNTAX, 1, 37, 39,
	  "a number that begins with 0 is octal in C: 089",
	  "" },
	{ "forall c in calls(f): duration(c) < 0x",
	  VYPR_SYNTAX, 1, 37, 38,
	  "this number has no digits: 0x",
	  "" },
	{ "forall c in calls(f): duration(c) < 3 && true",
	  VYPR_SYNTAX, 1, 39, 40,
	  "expected the end of the formula, found '&&'",
	  "write 'and'" },
	{ "forall c in calls(f): duration(c) < 3 || true",
	  VYPR_SYNTAX, 1, 39, 40,
	  "expected the end of the formula, found '||'",
	  "write 'or'" },
	{ "forall c in calls(f): !(duration(c) < 3)",
	  VYPR_SYNTAX, 1, 23, 23,
	  "expected a formula or a value, found '!'",
	  "write 'not'" },
	{ "forall c in calls(f): duration(c) = 3",
	  VYPR_SYNTAX, 1, 35, 35,
	  "expected a comparison of this value, found '='",
	  "write '=='" },
	{ "forall c in calls(f): duration(c) -> true",
	  VYPR_SYNTAX, 1, 35, 36,
	  "expected a comparison of this value, found '->'",
	  "write 'implies'" },
	{ "forall c in calls(f): duration(c) < 3 adn true",
	  VYPR_SYNTAX, 1, 39, 41,
	  "'adn' is not a unit of time; the units are ns us ms s min h",
	  "did you mean 'and'?" },
	{ "forall c in calls(f): duration(c) < 3 and",
	  VYPR_SYNTAX, 1, 42, 42,
	  "expected a formula or a value, found the end of the formula",
	  "" },
	{ "forall c in calls(f): (duration(c) < 3",
	  VYPR_SYNTAX, 1, 39, 39,
	  "expected ')' to close the parenthesis, found the end of the formula",
	  "" },
	{ "forall c in calls(f): duration(c) < 3)",
	  VYPR_SYNTAX, 1, 38, 38,
	  "expected the end of the formula, found ')'",
	  "" },
	{ "forall c in calls(f): duration(c) < 3 true",
	  VYPR_SYNTAX, 1, 39, 42,
	  "expected the end of the formula, found 'true'",
	  "" },
	{ "forall c in calls(f): duration(c) < ? + 1",
	  VYPR_SYNTAX, 1, 23, 37,
	  "'?' must be all of the right side",
	  "" },
	{ "forall c in calls(f): 3 and true",
	  VYPR_SYNTAX, 1, 23, 23,
	  "this is a value; say what should hold of it, as in ... < 10",
	  "" },
	{ "forall c in calls(f): (true and false) < 3",
	  VYPR_SYNTAX, 1, 24, 37,
	  "a value was expected here",
	  "" },
	{ "forall c in calls(f): calls(g)",
	  VYPR_SYNTAX, 1, 23, 30,
	  "a formula was expected here",
	  "" },
	{ "forall c in calls(f): duration(c) < 3 secs",
	  VYPR_SYNTAX, 1, 39, 42,
	  "'secs' is not a unit of time; the units are ns us ms s min h",
	  "write 's'" },
	{ "forall c in calls(f): returned(c) == 'abc",
	  VYPR_SYNTAX, 1, 38, 38,
	  "this quote is not closed",
	  "" },
	{ "forall c in calls(f): returned(c) == \"a\\q\"",
	  VYPR_SYNTAX, 1, 40, 40,
	  "unknown escape in a text; known are \\n \\t \\xHH and those of C",
	  "" },
	{ "forall c in calls(f): returned(c) == \"a\\0b\"",
	  VYPR_SYNTAX, 1, 38, 43,
	  "a text ends at its first NUL, so it cannot contain one",
	  "" },
	{ "forall c in calls(f): returned(c) == # 3",
	  VYPR_SYNTAX, 1, 38, 38,
	  "expected a formula or a value, found '#'",
	  "" },
	{ "forall c in calls(f): c(s->) < 3",
	  VYPR_SYNTAX, 1, 28, 28,
	  "expected the name of a field, found ')'",
	  "" },
	{ "forall c in calls(f): c(s.3) < 3",
	  VYPR_SYNTAX, 1, 26, 27,
	  "expected ')' after the variable, found '.3'",
	  "" },
	{ "forall c in calls(f): c(a[]) < 3",
	  VYPR_SYNTAX, 1, 27, 27,
	  "expected an index such as 3, i or *, found ']'",
	  "" },
	{ "forall c in calls(f): c(a[3) < 3",
	  VYPR_SYNTAX, 1, 28, 28,
	  "expected ']' after the index, found ')'",
	  "" },
	{ "forall c in calls(f): c(x@y) < 3",
	  VYPR_SYNTAX, 1, 27, 27,
	  "expected the line of the declaration after '@', found 'y'",
	  "" },
	{ "forall c in calls(f): c(struct buf) < 3",
	  VYPR_SYNTAX, 1, 35, 35,
	  "expected '.' and a field after the type, found ')'",
	  "" },
	{ "forall c in calls(f): c(&x) < 3",
	  VYPR_SYNTAX, 1, 25, 25,
	  "expected a C variable such as n, s->len or a[3], found '&'",
	  "" },
	{ "forall c in calls(f): c(x + 1) < 3",
	  VYPR_SYNTAX, 1, 27, 27,
	  "expected ')' after the variable, found '+'",
	  "" },
	{ "forall c in calls(f): c('x) < 3",
	  VYPR_SYNTAX, 1, 25, 25,
	  "this quote is not closed",
	  "" },
	{ "forall c in calls(f): c('x y') < 3",
	  VYPR_SYNTAX, 1, 28, 28,
	  "expected the end of the quoted name, found 'y'",
	  "" },
	{ "forall c in calls(f): c.foo() < 3",
	  VYPR_SYNTAX, 1, 25, 27,
	  "expected a method such as duration() or next_call(f), found 'foo'",
	  "" },
	{ "forall c in calls(f): c.durations() < 3",
	  VYPR_SYNTAX, 1, 25, 33,
	  "expected a method such as duration() or next_call(f), found 'durations'",
	  "did you mean 'duration'?" },
	{ "forall c in calls(f): c.in([0, 1])",
	  VYPR_SYNTAX, 1, 25, 26,
	  "expected '_in' as the method's name, found 'in'",
	  "" },
	{ "forall c in calls(f) during: true",
	  VYPR_SYNTAX, 1, 28, 28,
	  "expected the name of a function after 'during', found ':'",
	  "" },
	{ "forall c in calls(f) during g on every thread: true",
	  VYPR_SYNTAX, 1, 34, 38,
	  "expected 'on any thread', found 'every'",
	  "" },
	{ "forall c in calls(f), t in calls(g, after='c'): true and x",
	  VYPR_SYNTAX, 1, 58, 58,
	  "this is a value; say what should hold of it, as in ... < 10",
	  "" },
	{ "Forall(q = changes('a'))",
	  VYPR_SYNTAX, 1, 25, 25,
	  "expected '.' and Forall(...) or Check(...) after the quantifier, "
	  "found the end of the formula",
	  "" },
	{ "Forall(q = changes('a')).Chek(lambda q: true)",
	  VYPR_SYNTAX, 1, 26, 29,
	  "expected Forall(...) or Check(...), found 'Chek'",
	  "did you mean 'Check'?" },
	{ "Forall(q changes('a')).Check(lambda q: true)",
	  VYPR_SYNTAX, 1, 10, 16,
	  "expected '=' after the variable, found 'changes'",
	  "" },
	{ "Forall(q = changes('a')).Check(q('a') < 1)",
	  VYPR_SYNTAX, 1, 32, 32,
	  "expected 'lambda', found 'q'",
	  "" },
	{ "Forall(q = changes('a')).Check(lambda r: true)",
	  VYPR_NAME, 1, 39, 39,
	  "no quantifier binds a variable 'r'",
	  "" },
	{ "Forall(q = changes('a')).Check(lambda q true)",
	  VYPR_SYNTAX, 1, 41, 44,
	  "expected ',' or ':' after the variable, found 'true'",
	  "" },
	{ "Forall(q = changes('a')).Check(lambda q: If(true))",
	  VYPR_SYNTAX, 1, 50, 50,
	  "expected '.' and 'then(...)' after 'If(...)', found ')'",
	  "" },
	{ "Forall(q = changes('a')).Check(lambda q: If(true).the(false))",
	  VYPR_SYNTAX, 1, 51, 53,
	  "expected 'then' after 'If(...).', found 'the'",
	  "did you mean 'then'?" },
	{ "Forall(q = changes('a')).Check(lambda q: land(true))",
	  VYPR_SYNTAX, 1, 51, 51,
	  "expected ',' after the argument, found ')'",
	  "" },
	{ "Forall(q = changes('a'), after='z').Check(lambda q: true)",
	  VYPR_NAME, 1, 33, 33,
	  "no quantifier before this one binds a variable 'z'",
	  "" },
	{ "Forall(q = calls('a', record=['x'])).Check(lambda q: true)",
	  VYPR_SYNTAX, 1, 23, 28,
	  "'record' is not part of a formula; write record: [...] beside 'cftl:' "
	  "in the long form",
	  "" },
	{ "Forall(q = calls('a'), efter='q').Check(lambda q: true)",
	  VYPR_SYNTAX, 1, 24, 28,
	  "expected after=, before= or within=, found 'efter'",
	  "did you mean 'after'?" },
	{ "Forall(q = calls('a')).Check(lambda q: q.next(entry('f')).duration() < 1)",
	  VYPR_SYNTAX, 1, 47, 56,
	  "expected changes(...) or calls(...) here",
	  "" },
	/* lines and columns count in bytes from the text's beginning */
	{ "forall q in changes(x):\n  q(x) < 3 and\n\t q(y) <> 4",
	  VYPR_SYNTAX, 3, 9, 9,
	  "expected a formula or a value, found '>'",
	  "" },
	{ "forall q in changes(x):\n  \xc3\xa9(x) < 3",
	  VYPR_NAME, 2, 3, 4,
	  "'\xc3\xa9' is neither a word of the language nor a quantified variable",
	  "" },
	{ "forall q in changes(x):\n\n  q(x)\n  + 1",
	  VYPR_SYNTAX, 3, 3, 6,
	  "this is a value; say what should hold of it, as in ... < 10",
	  "" },
	{ "forall q in changes(x): q(x) < 3 \\or true",
	  VYPR_SYNTAX, 1, 34, 34,
	  "'\\' can only stand at the end of a line",
	  "" },
};

/* ---- helpers -------------------------------------------------------------- */

static char *print(const struct vypr_ast *ast, int32_t node)
{
	size_t length = vypr_print(ast, node, NULL, 0);
	char *text = malloc(length + 1);

	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(vypr_print(ast, node, text, length + 1), length);
	ck_assert_uint_eq(strlen(text), length);
	return text;
}

/* The text is given without a NUL behind it, so that reading on is seen by a sanitizer. */
static enum vypr_status parse(const char *text, struct vypr_ast *ret_ast, struct vypr_diag *diag)
{
	size_t size = strlen(text);
	char *exact = malloc(size ? size : 1);
	enum vypr_status status;

	ck_assert_ptr_nonnull(exact);
	memcpy(exact, text, size);
	memset(diag, 0, sizeof *diag);
	status = vypr_parse(exact, size, NULL, ret_ast, diag);
	free(exact);
	return status;
}

static void must_parse(const char *text, struct vypr_ast *ret_ast)
{
	struct vypr_diag diag;

	ck_assert_msg(parse(text, ret_ast, &diag) == VYPR_OK, "%s\n%d:%d: %s", text, diag.line,
		      diag.column, diag.text);
}

static bool is_quantifier(const struct vypr_node *n)
{
	return n->kind == VYPR_NODE_FORALL || n->kind == VYPR_NODE_EXISTS;
}

/* What node.def promises of every tree. */
static void check_shape(const struct vypr_ast *ast)
{
	ck_assert_int_ge(ast->root, 0);
	ck_assert(is_quantifier(&ast->nodes[ast->root]));
	for (size_t i = 0; i < ast->node_count; i++) {
		const struct vypr_node *n = &ast->nodes[i];

		ck_assert_int_lt(n->kind, VYPR_NODE_KINDS);
		ck_assert_int_lt(n->str, (int)ast->strings_size);
		ck_assert_uint_ge(n->line, 1);
		ck_assert_uint_ge(n->column, 1);
		ck_assert_uint_ge(n->end_column, n->column);
		ck_assert_int_lt(n->b, (int)i);
		ck_assert_int_lt(n->c, (int)i);
		ck_assert_int_lt(n->d, (int)i);
		if (n->kind != VYPR_NODE_VAR) {
			ck_assert_int_lt(n->a, (int)i);
			continue;
		}
		ck_assert_int_ge(n->a, 0);
		ck_assert(is_quantifier(&ast->nodes[n->a]));
		ck_assert_str_eq(vypr_ast_string(ast, n->str),
				 vypr_ast_string(ast, ast->nodes[n->a].str));
	}
}

/* ---- tables --------------------------------------------------------------- */

START_TEST(an_accepted_text_prints_in_canonical_form)
{
	const char *want = accepted[_i].print ? accepted[_i].print : accepted[_i].text;
	struct vypr_ast ast, again;
	char *text;

	must_parse(accepted[_i].text, &ast);
	check_shape(&ast);
	text = print(&ast, ast.root);
	ck_assert_str_eq(text, want);
	must_parse(text, &again);
	ck_assert(vypr_ast_equal(&ast, &again));
	free(text);
	vypr_ast_fini(&ast);
	vypr_ast_fini(&again);
}
END_TEST

START_TEST(a_rejected_text_names_place_and_reason)
{
	struct vypr_ast ast = { .root = 4711 };
	struct vypr_diag diag;

	ck_assert_int_eq(parse(rejected[_i].text, &ast, &diag), rejected[_i].status);
	ck_assert_str_eq(diag.text, rejected[_i].message);
	ck_assert_str_eq(diag.hint, rejected[_i].hint);
	ck_assert_int_eq(diag.status, rejected[_i].status);
	ck_assert_int_eq(diag.line, rejected[_i].line);
	ck_assert_int_eq(diag.column, rejected[_i].column);
	ck_assert_int_eq(diag.end_column, rejected[_i].end_column);
	ck_assert_int_eq(ast.root, 4711);
	ck_assert_ptr_null(ast.nodes);
}
END_TEST

START_TEST(every_beginning_of_an_accepted_text_ends_cleanly)
{
	const char *text = accepted[_i].text;
	char *head = strdup(text);

	for (size_t n = 0; n < strlen(text); n++) {
		struct vypr_ast ast;
		struct vypr_diag diag;

		memcpy(head, text, n);
		head[n] = '\0';
		if (parse(head, &ast, &diag) == VYPR_OK)
			vypr_ast_fini(&ast);
		else
			ck_assert_msg(diag.line > 0 && diag.column > 0 && diag.text[0], "%s", head);
	}
	free(head);
}
END_TEST

/* ---- places --------------------------------------------------------------- */

START_TEST(every_node_knows_its_place)
{
	static const struct {
		enum vypr_node_kind kind;
		unsigned line, column, end_column;
	} want[] = {
		{ VYPR_NODE_FORALL, 1, 1, 19 },	  { VYPR_NODE_CHANGES, 1, 13, 19 },
		{ VYPR_NODE_AND, 3, 3, 11 },	  { VYPR_NODE_COMPARE, 3, 3, 11 },
		{ VYPR_NODE_VALUE, 3, 3, 6 },	  { VYPR_NODE_VAR, 3, 3, 3 },
		{ VYPR_NODE_INTEGER, 3, 10, 11 }, { VYPR_NODE_IN, 4, 7, 57 },
		{ VYPR_NODE_DURATION, 4, 7, 31 }, { VYPR_NODE_NEXT_CALL, 4, 7, 20 },
		{ VYPR_NODE_INTERVAL, 4, 39, 56 }, { VYPR_NODE_REAL, 4, 44, 49 },
	};
	static const char text[] = "forall q in changes\n(x):\n  q(x) < 10\n"
				   "  and q.next_call(f).duration()  ._in([ 0, 0.5 ms      ])";
	struct vypr_ast ast;

	must_parse(text, &ast);
	for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
		const struct vypr_node *found = NULL;

		for (size_t k = 0; k < ast.node_count; k++)
			if (ast.nodes[k].kind == want[i].kind &&
			    (!found || ast.nodes[k].line < found->line))
				found = &ast.nodes[k];
		ck_assert_msg(found != NULL, "%s", vypr_node_name(want[i].kind));
		ck_assert_msg(found->line == want[i].line && found->column == want[i].column &&
				      found->end_column == want[i].end_column,
			      "%s at %u:%u-%u", vypr_node_name(want[i].kind), found->line,
			      found->column, found->end_column);
	}
	vypr_ast_fini(&ast);
}
END_TEST

static void shifted(void *ctx, size_t offset, int *ret_line, int *ret_column)
{
	*ret_line = 100 + *(int *)ctx;
	*ret_column = (int)offset + 11;
}

START_TEST(the_callers_map_gives_the_places)
{
	int extra = 7;
	struct vypr_place_map map = { shifted, &extra };
	struct vypr_diag diag = { 0 };
	struct vypr_ast ast;
	static const char good[] = "forall q in changes(x): true", bad[] = "forall q on x";

	ck_assert_int_eq(vypr_parse(bad, strlen(bad), &map, &ast, &diag), VYPR_SYNTAX);
	ck_assert_int_eq(diag.line, 107);
	ck_assert_int_eq(diag.column, 20);
	ck_assert_int_eq(diag.end_column, 21);
	ck_assert_int_eq(vypr_parse(good, strlen(good), &map, &ast, NULL), VYPR_OK);
	ck_assert_uint_eq(ast.nodes[ast.root].line, 107);
	ck_assert_uint_eq(ast.nodes[ast.root].column, 11);
	vypr_ast_fini(&ast);
}
END_TEST

/* ---- values in the tree --------------------------------------------------- */

static const struct vypr_node *first_of(const struct vypr_ast *ast, enum vypr_node_kind kind)
{
	for (size_t i = 0; i < ast->node_count; i++)
		if (ast->nodes[i].kind == kind)
			return &ast->nodes[i];
	ck_abort_msg("no %s", vypr_node_name(kind));
	return NULL;
}

START_TEST(numbers_keep_value_unit_and_spelling)
{
	static const struct {
		const char *text;
		enum vypr_node_kind kind;
		int op;
		int64_t i;
		double f;
		const char *spelling;
	} rows[] = {
		{ "10", VYPR_NODE_INTEGER, VYPR_UNIT_NONE, 10, 0, "10" },
		{ "0x1F", VYPR_NODE_INTEGER, VYPR_UNIT_NONE, 31, 0, "0x1F" },
		{ "0755", VYPR_NODE_INTEGER, VYPR_UNIT_NONE, 493, 0, "0755" },
		{ "0b101", VYPR_NODE_INTEGER, VYPR_UNIT_NONE, 5, 0, "0b101" },
		{ "10uL", VYPR_NODE_INTEGER, VYPR_UNIT_NONE, 10, 0, "10uL" },
		{ "300 ms", VYPR_NODE_INTEGER, VYPR_UNIT_MS, 300, 0, "300" },
		{ "2us", VYPR_NODE_INTEGER, VYPR_UNIT_US, 2, 0, "2" },
		{ "3min", VYPR_NODE_INTEGER, VYPR_UNIT_MIN, 3, 0, "3" },
		{ "0.5 s", VYPR_NODE_REAL, VYPR_UNIT_S, 0, 0.5, "0.5" },
		{ "1e-3 h", VYPR_NODE_REAL, VYPR_UNIT_H, 0, 1e-3, "1e-3" },
		{ "1.5f", VYPR_NODE_REAL, VYPR_UNIT_NONE, 0, 1.5, "1.5f" },
		{ "0x1.8p3", VYPR_NODE_REAL, VYPR_UNIT_NONE, 0, 12, "0x1.8p3" },
		{ "9223372036854775807", VYPR_NODE_INTEGER, VYPR_UNIT_NONE, INT64_MAX, 0,
		  "9223372036854775807" },
		{ "9223372036854775808", VYPR_NODE_CONSTANT, VYPR_TYPE_U64, INT64_MIN, 0,
		  "9223372036854775808" },
		{ "true", VYPR_NODE_CONSTANT, VYPR_TYPE_BOOL, 1, 0, "true" },
		{ "False", VYPR_NODE_CONSTANT, VYPR_TYPE_BOOL, 0, 0, "false" },
		{ "RED", VYPR_NODE_CONSTANT, VYPR_TYPE_NONE, 0, 0, "RED" },
		{ "'a'", VYPR_NODE_CHARACTER, 0, 'a', 0, "" },
		{ "'\\xff'", VYPR_NODE_CHARACTER, 0, -1, 0, "" },
		{ "\"a\\tb\"", VYPR_NODE_STRING, 0, 0, 0, "a\tb" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct vypr_node *n;
		struct vypr_ast ast;
		char text[128];

		snprintf(text, sizeof text, "forall q in changes(x): q(x) < %s", rows[i].text);
		must_parse(text, &ast);
		n = first_of(&ast, rows[i].kind);
		ck_assert_int_eq(n->op, rows[i].op);
		if (rows[i].kind == VYPR_NODE_REAL)
			ck_assert_double_eq(n->v.f, rows[i].f);
		else
			ck_assert_int_eq(n->v.i, rows[i].i);
		ck_assert_str_eq(vypr_ast_string(&ast, n->str), rows[i].spelling);
		vypr_ast_fini(&ast);
	}
}
END_TEST

START_TEST(both_notations_make_the_same_tree)
{
	struct vypr_ast x, y;

	must_parse("forall q in changes(a), t in calls(f) after q: q(a) == 1 implies "
		   "duration(t) in [0, 0.5]", &x);
	must_parse("Forall(q = changes('a')).Forall(t = calls('f', after='q')).Check(lambda q, t: "
		   "If(q('a').equals(1)).then(t.duration()._in([0, 0.5])))", &y);
	ck_assert(vypr_ast_equal(&x, &y));
	ck_assert_uint_eq(x.node_count, y.node_count);
	vypr_ast_fini(&x);
	vypr_ast_fini(&y);
}
END_TEST

START_TEST(different_trees_are_not_equal)
{
	static const char *const texts[] = {
		"forall q in changes(x): q(x) < 1",   "forall q in changes(x): q(x) <= 1",
		"forall q in changes(y): q(x) < 1",   "forall q in changes(x): q(y) < 1",
		"forall q in changes(x): q(x) < 2",   "forall q in changes(x): q(x) < 1 s",
		"forall q in changes(x): q(x) < 1.0", "exists q in changes(x): q(x) < 1",
		"forall r in changes(x): r(x) < 1",   "forall q in calls(x): q(x) < 1",
		"forall q in changes(x) during f: q(x) < 1",
		"forall q in changes(x) during f on any thread: q(x) < 1",
		"forall q in changes(x) within [0, 1]: q(x) < 1",
		"forall q in changes(x) within (0, 1]: q(x) < 1",
		"forall q in changes(x), r in changes(x): q(x) < r(x)",
		"forall q in changes(x), r in changes(x): r(x) < q(x)",
		"forall q in changes(x), r in changes(x) after q: r(x) < q(x)",
		"forall q in changes(x), r in changes(x) before q: r(x) < q(x)",
	};
	enum { COUNT = sizeof texts / sizeof texts[0] };
	struct vypr_ast asts[COUNT];

	for (size_t i = 0; i < COUNT; i++)
		must_parse(texts[i], &asts[i]);
	for (size_t i = 0; i < COUNT; i++)
		for (size_t k = 0; k < COUNT; k++)
			ck_assert_msg(!!vypr_ast_equal(&asts[i], &asts[k]) == (i == k), "%s\n%s",
				      texts[i], texts[k]);
	for (size_t i = 0; i < COUNT; i++)
		vypr_ast_fini(&asts[i]);
}
END_TEST

START_TEST(printing_cuts_at_the_size_and_says_the_whole_length)
{
	static const char text[] = "forall q in changes(x): q(x) < 10";
	struct vypr_ast ast;
	char buf[64];

	must_parse(text, &ast);
	for (size_t size = 1; size < sizeof buf; size++) {
		memset(buf, '#', sizeof buf);
		ck_assert_uint_eq(vypr_print(&ast, ast.root, buf, size), strlen(text));
		ck_assert_uint_eq(strlen(buf), size - 1 < strlen(text) ? size - 1 : strlen(text));
		ck_assert_int_eq(strncmp(buf, text, size - 1), 0);
		ck_assert_int_eq(buf[size], '#');
	}
	vypr_ast_fini(&ast);
}
END_TEST

/* ---- limits --------------------------------------------------------------- */

static char *repeat(const char *head, const char *piece, size_t n, const char *middle,
		    const char *close, const char *tail)
{
	char *text = malloc(strlen(head) + n * (strlen(piece) + strlen(close)) + strlen(middle) +
			    strlen(tail) + 1);
	char *end = stpcpy(text, head);

	for (size_t i = 0; i < n; i++)
		end = stpcpy(end, piece);
	end = stpcpy(end, middle);
	for (size_t i = 0; i < n; i++)
		end = stpcpy(end, close);
	stpcpy(end, tail);
	return text;
}

static const struct {
	const char *head, *piece, *middle, *close, *tail;
	size_t most;             /* how often it may be repeated */
} nested[] = {
	{ "", "(", "true", ")", "", 200 },
	{ "", "(", "q(x) < 1", ")", "", 199 },  /* q( is one more */
	{ "", "not ", "q(x) < 1", "", "", 196 }, /* FORALL NOT... COMPARE VALUE VAR */
	{ "", "-", "1", "", " < 2", 197 },
	{ "", "", "true", " and true", "", 198 },
	{ "", "true implies ", "true", "", "", 198 },
	{ "", "land(true, ", "true", ")", "", 198 },
	{ "", "after(next_call(", "q", ", f))", "(x) < 1", 98 },
	{ "duration(", "next_call(", "q", ", f)", ") < 1", 196 },
	{ "duration(", "", "q", ".next_call(f)", ") < 1", 196 },
	{ "q(", "(", "x", ")", ") < 1", 64 },
	{ "q(x[", "(", "i", ")", "]) < 1", 63 },
};

START_TEST(nesting_has_a_limit_and_not_a_crash)
{
	for (size_t n = 1; n < 30000; n = n < 250 ? n + 1 : n * 4) {
		char head[64] = "forall q in changes(x): ";
		char *text = repeat(strcat(head, nested[_i].head), nested[_i].piece, n,
				    nested[_i].middle, nested[_i].close, nested[_i].tail);
		struct vypr_ast ast;
		struct vypr_diag diag;
		enum vypr_status status = parse(text, &ast, &diag);

		if (status == VYPR_OK)
			vypr_ast_fini(&ast);
		ck_assert_msg(status == (n <= nested[_i].most ? VYPR_OK : VYPR_LIMIT),
			      "%zu of '%s' '%s': %s", n, nested[_i].piece, nested[_i].close,
			      status == VYPR_OK ? "read" : diag.text);
		free(text);
	}
}
END_TEST

START_TEST(a_text_has_a_largest_size)
{
	char *text = repeat("forall q in changes(x): true", " ", 65536 - 28, "", "", "");
	struct vypr_ast ast;
	struct vypr_diag diag;

	ck_assert_uint_eq(strlen(text), 65536);
	ck_assert_int_eq(parse(text, &ast, &diag), VYPR_OK);
	vypr_ast_fini(&ast);
	free(text);
	text = repeat("forall q in changes(x): true", " ", 65536 - 27, "", "", "");
	ck_assert_int_eq(parse(text, &ast, &diag), VYPR_LIMIT);
	ck_assert_str_eq(diag.text, "a formula of more than 64 KiB");
	free(text);
}
END_TEST

START_TEST(a_nul_in_the_text_is_an_error)
{
	static const char text[] = "forall q in changes(x):\0 true";
	struct vypr_diag diag = { 0 };
	struct vypr_ast ast;

	ck_assert_int_eq(vypr_parse(text, sizeof text - 1, NULL, &ast, &diag), VYPR_SYNTAX);
	ck_assert_str_eq(diag.text, "this character cannot be in a formula");
	ck_assert_int_eq(diag.column, 24);
}
END_TEST

/* ---- random trees --------------------------------------------------------- */

struct generator {
	struct vypr_ast ast;
	int32_t bound[8];        /* quantifier nodes do not exist yet: names */
	int bound_count;
};

static uint64_t seed;

static unsigned draw(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % n;
}

static int32_t add_string(struct generator *g, const char *text)
{
	size_t n = strlen(text) + 1, at = g->ast.strings_size;

	g->ast.strings = realloc(g->ast.strings, at + n);
	memcpy(g->ast.strings + at, text, n);
	g->ast.strings_size = at + n;
	return (int32_t)at;
}

static int32_t add_node(struct generator *g, enum vypr_node_kind kind, int32_t a, int32_t b)
{
	struct vypr_node *n;

	g->ast.nodes = realloc(g->ast.nodes, (g->ast.node_count + 1) * sizeof *n);
	n = &g->ast.nodes[g->ast.node_count];
	memset(n, 0, sizeof *n);
	n->kind = (uint8_t)kind;
	n->a = a;
	n->b = b;
	n->c = n->d = n->str = -1;
	return (int32_t)g->ast.node_count++;
}

static int32_t with_text(struct generator *g, int32_t node, const char *text)
{
	int32_t string = add_string(g, text);

	g->ast.nodes[node].str = string;
	return node;
}

#define PICK(array) ((array)[draw(sizeof(array) / sizeof((array)[0]))])

static const char *lvalue(void)
{
	static const char *const texts[] = { "x", "s->len", "a[3]", "a[i+1]", "*p", "(*p).x[0]",
					     "x@120", "struct buf.len", "ns::v", "in", "a[*]" };

	return PICK(texts);
}

static const char *callee(void)
{
	static const char *const texts[] = { "f", "*", "ns::T::f(int,char const*)", "c->cmd->proc",
					     "foo_*", "T::operator==", "exit", "(*fp)", "v<int>::f" };

	return PICK(texts);
}

static int32_t random_during(struct generator *g)
{
	int32_t node;

	if (draw(4))
		return -1;
	node = with_text(g, add_node(g, VYPR_NODE_DURING, -1, -1), callee());
	g->ast.nodes[node].op = (uint8_t)draw(2);
	return node;
}

static int32_t random_domain(struct generator *g)
{
	static const enum vypr_node_kind kinds[] = { VYPR_NODE_CHANGES, VYPR_NODE_CALLS,
						     VYPR_NODE_ENTRY, VYPR_NODE_EXIT,
						     VYPR_NODE_LINE };
	enum vypr_node_kind kind = PICK(kinds);
	int32_t during = random_during(g), node = add_node(g, kind, -1, -1);

	g->ast.nodes[node].d = during;
	if (kind == VYPR_NODE_LINE)
		g->ast.nodes[node].v.i = 1 + draw(1000);
	else if (kind == VYPR_NODE_CHANGES)
		with_text(g, node, lvalue());
	else if (kind == VYPR_NODE_CALLS || draw(2))
		with_text(g, node, callee());
	return node;
}

/* a: the serial of the quantifier, until it exists */
static int32_t random_var(struct generator *g)
{
	int serial = (int)draw((unsigned)g->bound_count);
	int32_t node = add_node(g, VYPR_NODE_VAR, -2 - g->bound[serial], -1);
	char name[8];

	snprintf(name, sizeof name, "v%d", g->bound[serial]);
	return with_text(g, node, name);
}

static int32_t random_moment(struct generator *g, int depth)
{
	static const enum vypr_node_kind kinds[] = {
		VYPR_NODE_BEFORE, VYPR_NODE_AFTER, VYPR_NODE_NEXT_CHANGE,
		VYPR_NODE_PREVIOUS_CHANGE, VYPR_NODE_NEXT_CALL, VYPR_NODE_PREVIOUS_CALL
	};
	enum vypr_node_kind kind = PICK(kinds);
	int32_t inner, during, node;

	if (depth <= 0 || draw(3) == 0)
		return random_var(g);
	inner = random_moment(g, depth - 1);
	if (kind == VYPR_NODE_BEFORE || kind == VYPR_NODE_AFTER)
		return add_node(g, kind, inner, -1);
	during = random_during(g);
	node = add_node(g, kind, inner, -1);
	g->ast.nodes[node].d = during;
	return with_text(g, node, kind == VYPR_NODE_NEXT_CHANGE ||
					  kind == VYPR_NODE_PREVIOUS_CHANGE ?
					  lvalue() :
					  callee());
}

static int32_t random_number(struct generator *g)
{
	static const struct {
		const char *text;
		int64_t i;
		double f;
		int real;
	} numbers[] = { { "0", 0, 0, 0 },     { "10", 10, 0, 0 },     { "0x1f", 31, 0, 0 },
			{ "7ull", 7, 0, 0 },  { "0.5", 0, 0.5, 1 },   { "1e-3", 0, 1e-3, 1 },
			{ "1.", 0, 1, 1 },    { "2.5f", 0, 2.5, 1 } };
	unsigned k = draw(8);
	int32_t node = add_node(g, numbers[k].real ? VYPR_NODE_REAL : VYPR_NODE_INTEGER, -1, -1);

	if (numbers[k].real)
		g->ast.nodes[node].v.f = numbers[k].f;
	else
		g->ast.nodes[node].v.i = numbers[k].i;
	g->ast.nodes[node].op = (uint8_t)draw(7);
	return with_text(g, node, numbers[k].text);
}

static int32_t random_leaf(struct generator *g)
{
	static const char *const texts[] = { "", "a", "\"q\" \\ \n\t\x01", "\xc3\xa9'", "ab" };
	static const char *const names[] = { "RED", "ns::BLUE", "s->max", "a[3].n", "INT_MAX" };
	int32_t node;

	switch (draw(6)) {
	case 0:
		return with_text(g, add_node(g, VYPR_NODE_STRING, -1, -1), PICK(texts));
	case 1:
		node = add_node(g, VYPR_NODE_CHARACTER, -1, -1);
		g->ast.nodes[node].v.i = (signed char)draw(256);
		return node;
	case 2:
		return with_text(g, add_node(g, VYPR_NODE_CONSTANT, -1, -1), PICK(names));
	case 3:
		return add_node(g, VYPR_NODE_NULLPTR, -1, -1);
	case 4:
		node = add_node(g, VYPR_NODE_CONSTANT, -1, -1);
		g->ast.nodes[node].op = VYPR_TYPE_BOOL;
		g->ast.nodes[node].v.i = draw(2);
		return with_text(g, node, g->ast.nodes[node].v.i ? "true" : "false");
	default:
		return random_number(g);
	}
}

static int32_t random_value(struct generator *g, int depth)
{
	return with_text(g, add_node(g, VYPR_NODE_VALUE, random_moment(g, depth - 1), -1),
			 lvalue());
}

static int32_t random_term(struct generator *g, int depth);

static int32_t random_measure(struct generator *g, int depth)
{
	static const enum vypr_node_kind ones[] = { VYPR_NODE_DURATION, VYPR_NODE_CPU,
						    VYPR_NODE_RETURNED, VYPR_NODE_ARGUMENT };
	int32_t a, b, c, node;

	switch (draw(5)) {
	case 0:
		a = random_value(g, depth - 1);
		return add_node(g, draw(2) ? VYPR_NODE_LENGTH : VYPR_NODE_TYPE, a, -1);
	case 1:
		a = random_moment(g, depth - 1);
		b = random_moment(g, depth - 1);
		return add_node(g, VYPR_NODE_TIME_BETWEEN, a, b);
	case 2:
		a = random_domain(g);
		b = c = -1;
		if (draw(2)) {
			b = random_moment(g, depth - 1);
			c = random_moment(g, depth - 1);
		}
		node = add_node(g, draw(2) ? VYPR_NODE_COUNT : VYPR_NODE_TOTAL, a, b);
		g->ast.nodes[node].c = c;
		return node;
	default:
		a = random_moment(g, depth - 1);
		node = add_node(g, PICK(ones), a, -1);
		if (g->ast.nodes[node].kind == VYPR_NODE_ARGUMENT)
			g->ast.nodes[node].v.i = 1 + draw(9);
		return node;
	}
}

static int32_t random_term(struct generator *g, int depth)
{
	static const enum vypr_node_kind pairs[] = { VYPR_NODE_ADD, VYPR_NODE_SUB, VYPR_NODE_MUL,
						     VYPR_NODE_DIV, VYPR_NODE_MOD };
	int32_t a, b;

	if (depth <= 0)
		return random_leaf(g);
	switch (draw(5)) {
	case 0:
		a = random_term(g, depth - 1);
		b = random_term(g, depth - 1);
		return add_node(g, PICK(pairs), a, b);
	case 1:
		a = random_term(g, depth - 1);
		return add_node(g, draw(2) ? VYPR_NODE_NEG : VYPR_NODE_ABS, a, -1);
	case 2:
		return random_value(g, depth);
	case 3:
		return random_measure(g, depth);
	default:
		return random_leaf(g);
	}
}

static int32_t random_interval(struct generator *g, int depth)
{
	int32_t low = random_term(g, depth), high = random_term(g, depth);
	int32_t node = add_node(g, VYPR_NODE_INTERVAL, low, high);

	g->ast.nodes[node].op = (uint8_t)draw(4);
	return node;
}

static int32_t random_formula(struct generator *g, int depth);

static int32_t random_quantifier(struct generator *g, int depth)
{
	int32_t domain = random_domain(g), var = -1, within = -1, body, node;
	static const uint8_t orders[] = { VYPR_ORDER_AFTER, VYPR_ORDER_BEFORE };
	int serial = (int)g->ast.node_count;
	char name[16];

	if (g->bound_count > 0 && draw(2))
		var = random_var(g);
	if (g->bound_count > 0 && draw(4) == 0)
		within = random_interval(g, 1);
	g->bound[g->bound_count++] = serial;
	body = random_formula(g, depth - 1);
	g->bound_count--;
	node = add_node(g, draw(3) ? VYPR_NODE_FORALL : VYPR_NODE_EXISTS, domain, var);
	g->ast.nodes[node].c = within;
	g->ast.nodes[node].d = body;
	if (var >= 0)
		g->ast.nodes[node].op = PICK(orders);
	snprintf(name, sizeof name, "v%d", serial);
	with_text(g, node, name);
	for (int32_t i = 0; i < node; i++)
		if (g->ast.nodes[i].kind == VYPR_NODE_VAR && g->ast.nodes[i].a == -2 - serial)
			g->ast.nodes[i].a = node;
	return node;
}

static int32_t random_atom(struct generator *g, int depth)
{
	int32_t a, b, node;

	switch (draw(6)) {
	case 0:
		return add_node(g, draw(2) ? VYPR_NODE_TRUE : VYPR_NODE_FALSE, -1, -1);
	case 1:
		a = random_term(g, depth);
		b = random_interval(g, depth - 1);
		return add_node(g, VYPR_NODE_IN, a, b);
	default:
		a = random_term(g, depth);
		b = draw(8) ? random_term(g, depth) : add_node(g, VYPR_NODE_QUESTION, -1, -1);
		node = add_node(g, VYPR_NODE_COMPARE, a, b);
		g->ast.nodes[node].op = (uint8_t)draw(6);
		return node;
	}
}

static int32_t random_formula(struct generator *g, int depth)
{
	static const enum vypr_node_kind pairs[] = { VYPR_NODE_AND, VYPR_NODE_OR,
						     VYPR_NODE_IMPLIES, VYPR_NODE_IFF };
	int32_t a, b;

	if (depth <= 0)
		return random_atom(g, 1);
	switch (draw(6)) {
	case 0:
	case 1:
	case 2:
		a = random_formula(g, depth - 1);
		b = random_formula(g, depth - 1);
		return add_node(g, PICK(pairs), a, b);
	case 3:
		a = random_formula(g, depth - 1);
		return add_node(g, VYPR_NODE_NOT, a, -1);
	case 4:
		if (g->bound_count < 8)
			return random_quantifier(g, depth);
		/* fall through */
	default:
		return random_atom(g, depth);
	}
}

START_TEST(what_is_printed_is_read_again_as_the_same_tree)
{
	for (int round = 0; round < 3000; round++) {
		struct generator g = { .ast = { .root = 0 } };
		struct vypr_ast again;
		uint64_t start = seed;
		char *text, *second;
		struct vypr_diag diag;

		g.ast.root = random_quantifier(&g, 1 + (int)draw(5));
		text = print(&g.ast, g.ast.root);
		ck_assert_msg(parse(text, &again, &diag) == VYPR_OK,
			      "VYPR_TEST_SEED=%llu: %s\n%d:%d: %s", (unsigned long long)start, text,
			      diag.line, diag.column, diag.text);
		check_shape(&again);
		second = print(&again, again.root);
		ck_assert_str_eq(text, second);
		ck_assert_msg(vypr_ast_equal(&g.ast, &again), "VYPR_TEST_SEED=%llu: %s",
			      (unsigned long long)start, text);
		free(text);
		free(second);
		vypr_ast_fini(&again);
		vypr_ast_fini(&g.ast);
	}
}
END_TEST

/* Bytes thrown into good texts: anything may be refused, nothing may crash. */
START_TEST(damaged_texts_end_cleanly)
{
	static const char bytes[] = "()[]<>,.:;'\"\\ \n\t\0@*?-+&|=!#%~$\x80\xff" "09azqx_";

	for (int round = 0; round < 20000; round++) {
		char *text = strdup(accepted[draw(sizeof accepted / sizeof accepted[0])].text);
		size_t size = strlen(text);
		struct vypr_ast ast;

		for (unsigned n = 1 + draw(3); n > 0; n--)
			text[draw((unsigned)size)] = bytes[draw(sizeof bytes - 1)];
		if (vypr_parse(text, size, NULL, &ast, NULL) == VYPR_OK) {
			check_shape(&ast);
			vypr_ast_fini(&ast);
		}
		free(text);
	}
}
END_TEST

/* ---- what is recorded ------------------------------------------------------------ */

static const struct {
	const char *text, *canonical, *problem;
	int column;
} records[] = {
	{ "n", "n", NULL, 0 },
	{ "req -> path", "req->path", NULL, 0 },
	{ "'req->path'", "req->path", NULL, 0 },
	{ " a[ i ].len", "a[i].len", NULL, 0 },
	{ "*p", "*p", NULL, 0 },
	{ "struct buf.len", "struct buf.len", NULL, 0 },
	{ "x@12", "x@12", NULL, 0 },
	{ "", NULL, "expected a C variable such as n, s->len or a[3], found the end of the "
		    "formula", 1 },
	{ "n + 1", NULL, "expected the end of the variable, found '+'", 3 },
	{ "n m", NULL, "expected the end of the variable, found 'm'", 3 },
	{ "f(n)", NULL, "expected the end of the variable, found '('", 2 },
	{ "3", NULL, "expected a C variable such as n, s->len or a[3], found '3'", 1 },
};

START_TEST(a_recorded_value_becomes_part_of_the_tree)
{
	const char *text = "exists q in changes(x): q(x) < 10";
	struct vypr_ast ast, plain;
	struct vypr_diag diag = { .text = "" };
	const struct vypr_node *record, *value, *var;
	size_t nodes;
	char printed[100];

	ck_assert_int_eq(vypr_parse(text, strlen(text), NULL, &ast, NULL), VYPR_OK);
	ck_assert_int_eq(vypr_parse(text, strlen(text), NULL, &plain, NULL), VYPR_OK);
	ck_assert_int_eq(vypr_parse_record("first", 5, NULL, &ast, &diag), VYPR_OK);
	nodes = ast.node_count;
	if (records[_i].problem) {
		ck_assert_int_eq(vypr_parse_record(records[_i].text, strlen(records[_i].text),
						   NULL, &ast, &diag), VYPR_SYNTAX);
		ck_assert_str_eq(diag.text, records[_i].problem);
		ck_assert_int_eq(diag.column, records[_i].column);
		ck_assert_uint_eq(ast.node_count, nodes);
	} else {
		ck_assert_int_eq(vypr_parse_record(records[_i].text, strlen(records[_i].text),
						   NULL, &ast, &diag), VYPR_OK);
		record = &ast.nodes[ast.nodes[ast.root].v.i - 1]; /* "first" */
		ck_assert_int_eq(record->kind, VYPR_NODE_RECORD);
		record = &ast.nodes[record->b];
		value = &ast.nodes[record->a];
		var = &ast.nodes[value->a];
		ck_assert(record->kind == VYPR_NODE_RECORD && record->b == -1);
		ck_assert(value->kind == VYPR_NODE_VALUE && var->kind == VYPR_NODE_VAR);
		ck_assert_int_eq(var->a, ast.root);
		ck_assert_str_eq(vypr_ast_string(&ast, var->str), "q");
		ck_assert_str_eq(vypr_ast_string(&ast, value->str), records[_i].canonical);
		ck_assert_uint_eq(value->line, 1);
	}
	ck_assert_int_eq(vypr_ast_equal(&ast, &plain), 1);
	vypr_print(&ast, ast.root, printed, sizeof printed);
	ck_assert_str_eq(printed, text);
	vypr_ast_fini(&ast);
	vypr_ast_fini(&plain);
}
END_TEST

static void setup(void)
{
	const char *text = getenv("VYPR_TEST_SEED");

	seed = text ? strtoull(text, NULL, 0) : (uint64_t)time(NULL) * 2654435761u + 1;
	printf("# VYPR_TEST_SEED=%llu\n", (unsigned long long)seed);
	fflush(stdout);
}

int main(void)
{
	Suite *suite = suite_create("parse");
	TCase *tables = tcase_create("tables"), *trees = tcase_create("trees");
	TCase *random = tcase_create("random");

	tcase_add_loop_test(tables, an_accepted_text_prints_in_canonical_form, 0,
			    sizeof accepted / sizeof accepted[0]);
	tcase_add_loop_test(tables, a_rejected_text_names_place_and_reason, 0,
			    sizeof rejected / sizeof rejected[0]);
	tcase_add_loop_test(tables, every_beginning_of_an_accepted_text_ends_cleanly, 0,
			    sizeof accepted / sizeof accepted[0]);
	tcase_add_test(trees, every_node_knows_its_place);
	tcase_add_loop_test(trees, a_recorded_value_becomes_part_of_the_tree, 0,
			    sizeof records / sizeof records[0]);
	tcase_add_test(trees, the_callers_map_gives_the_places);
	tcase_add_test(trees, numbers_keep_value_unit_and_spelling);
	tcase_add_test(trees, both_notations_make_the_same_tree);
	tcase_add_test(trees, different_trees_are_not_equal);
	tcase_add_test(trees, printing_cuts_at_the_size_and_says_the_whole_length);
	tcase_add_loop_test(trees, nesting_has_a_limit_and_not_a_crash, 0,
			    sizeof nested / sizeof nested[0]);
	tcase_add_test(trees, a_text_has_a_largest_size);
	tcase_add_test(trees, a_nul_in_the_text_is_an_error);
	tcase_set_timeout(random, 120);
	tcase_add_checked_fixture(random, setup, NULL);
	tcase_add_test(random, what_is_printed_is_read_again_as_the_same_tree);
	tcase_add_test(random, damaged_texts_end_cleanly);
	suite_add_tcase(suite, tables);
	suite_add_tcase(suite, trees);
	suite_add_tcase(suite, random);
	return suite_run(suite);
}
