/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which word is suggested for a misspelt one, and what patterns match.
 */
#include <stdlib.h>
#include <string.h>

#include "spec/spec.h"
#include "spec/suggest.h"
#include "testsuite/suite.h"

static const char *const candidates[] = { "duration", "changes", "calls",   "and",	   "or",
					  "not",      NULL,	 "s->len", "BZ2_blockSort", "" };

static const struct {
	const char *word, *want;
} suggestions[] = {
	{ "duratoin", "duration" },	{ "durration", "duration" }, { "duraton", "duration" },
	{ "duretion", "duration" },	{ "Duration", "duration" },  { "DURATION", NULL },
	{ "duration", NULL },		{ "change", "changes" },     { "call", "calls" },
	{ "adn", "and" },		{ "nto", "not" },	     { "xyz", NULL },
	{ "x", NULL },			{ "", NULL },		     { "s->lne", "s->len" },
	{ "bz2_blocksort", "BZ2_blockSort" }, { "BZ2_blockSrot", "BZ2_blockSort" },
	{ "cahgnes", "changes" },	{ "hcnages", "changes" },    { "whatever", NULL },
	{ "a_word_of_more_than_sixty_three_letters_is_not_compared_with_anything_", NULL },
};

START_TEST(the_nearest_word_is_suggested)
{
	const char *got = vypr_suggest(suggestions[_i].word, candidates,
				       sizeof candidates / sizeof candidates[0]);

	if (suggestions[_i].want)
		ck_assert_pstr_eq(got, suggestions[_i].want);
	else
		ck_assert_ptr_null(got);
}
END_TEST

START_TEST(of_equally_near_words_the_first_is_suggested)
{
	const char *const near[] = { "beta", "meta", "zeta" };

	ck_assert_str_eq(vypr_suggest("leta", near, 3), "beta");
	ck_assert_str_eq(vypr_suggest("mata", near, 3), "meta");
}
END_TEST

static const struct {
	const char *pattern, *file;
	int want;
} modules[] = {
	{ "upload.c", "upload.c", 1 },	      { "upload.c", "src/upload.c", 1 },
	{ "upload.c", "/a/b/upload.c", 1 },   { "upload.c", "./upload.c", 1 },
	{ "./upload.c", "upload.c", 1 },      { "upload.c", "myupload.c", 0 },
	{ "upload.c", "upload.cc", 0 },	      { "src/upload.c", "upload.c", 0 },
	{ "src/upload.c", "/x/src/upload.c", 1 }, { "src/upload.c", "/x/mysrc/upload.c", 0 },
	{ "/x/upload.c", "/x/upload.c", 1 },  { "/x/upload.c", "/y/x/upload.c", 0 },
	{ "*", "any/file.c", 1 },	      { "*.c", "src/a.c", 1 },
	{ "*.c", "src/a.cc", 0 },	      { "src/*.c", "x/src/a.c", 1 },
	{ "src/*.c", "src/y/a.c", 0 },	      { "src/**.c", "src/y/a.c", 1 },
	{ "src/**/a.c", "src/a.c", 1 },	      { "src/**/a.c", "src/x/y/a.c", 1 },
	{ "src/**/a.c", "src/xa.c", 0 },      { "src/**/a.c", "src/x/ya.c", 0 },
	{ "?.c", "a.c", 1 },		      { "?.c", "ab.c", 0 },
	{ "src?a.c", "src/a.c", 0 },	      { "[ab].c", "b.c", 1 },
	{ "[ab].c", "c.c", 0 },		      { "[!ab].c", "c.c", 1 },
	{ "[a-c]1.c", "b1.c", 1 },	      { "[a-c]1.c", "d1.c", 0 },
	{ "a[.c", "a[.c", 1 },		      { "*a*b*.c", "xaxbx.c", 1 },
	{ "*a*b*.c", "xbxax.c", 0 },	      { "lib*/x.c", "src/libfoo/x.c", 1 },
	{ "", "a.c", 0 },		      { "a.c", "", 0 },
};

START_TEST(a_module_pattern_matches_whole_names_at_the_end_of_a_path)
{
	ck_assert_msg(vypr_module_matches(modules[_i].pattern, modules[_i].file) ==
			      modules[_i].want,
		      "%s and %s", modules[_i].pattern, modules[_i].file);
}
END_TEST

static const struct {
	const char *pattern, *name;
	int want;
} functions[] = {
	{ "*", "f", 1 },	    { "foo_*", "foo_", 1 },	{ "foo_*", "foo_bar", 1 },
	{ "foo_*", "xfoo_bar", 0 }, { "ns::*", "ns::T::f", 1 }, { "*::f", "ns::T::f", 1 },
	{ "*/", "operator/", 1 },   { "f?", "f/", 1 },		{ "f", "f", 1 },
	{ "f", "ff", 0 },	    { "*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", 0 },
};

START_TEST(a_function_pattern_matches_the_whole_name)
{
	ck_assert_msg(vypr_glob_matches(functions[_i].pattern, functions[_i].name) ==
			      functions[_i].want,
		      "%s and %s", functions[_i].pattern, functions[_i].name);
}
END_TEST

START_TEST(an_expression_is_told_from_a_name)
{
	static const char *const lvalues[] = { "c->cmd->proc", "ops[i]", "(*fp)", "s.f", "a.b->c" };
	static const char *const names[] = { "f", "ns::f", "f(struct x.y)", "*", "foo_*",
					     "T::operator[](int)", "operator->", "v<a.b>::f",
					     "T::operator()" };

	for (size_t i = 0; i < sizeof lvalues / sizeof lvalues[0]; i++)
		ck_assert_msg(vypr_callee_is_lvalue(lvalues[i]), "%s", lvalues[i]);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		ck_assert_msg(!vypr_callee_is_lvalue(names[i]), "%s", names[i]);
	ck_assert(vypr_is_glob("a*") && vypr_is_glob("a?") && vypr_is_glob("[ab]"));
	ck_assert(!vypr_is_glob("a") && !vypr_is_glob("a[") && !vypr_is_glob("src/a.c"));
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("suggest");
	TCase *tcase = tcase_create("words");

	tcase_add_loop_test(tcase, the_nearest_word_is_suggested, 0, COUNT(suggestions));
	tcase_add_test(tcase, of_equally_near_words_the_first_is_suggested);
	tcase_add_loop_test(tcase, a_module_pattern_matches_whole_names_at_the_end_of_a_path, 0,
			    COUNT(modules));
	tcase_add_loop_test(tcase, a_function_pattern_matches_the_whole_name, 0, COUNT(functions));
	tcase_add_test(tcase, an_expression_is_told_from_a_name);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
