/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inputs that are small and ask for much: depth, size, aliases, counts.  Each is refused, and
 * in less than a tenth of a second of the processor.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "spec/parse.h"
#include "spec/spec.h"
#include "spec/unit.h"
#include "testsuite/suite.h"

#ifdef __has_feature
#define SANITIZES (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZES 1
#else
#define SANITIZES 0
#endif
#if SANITIZES
#define SLOWER 20
#else
#define SLOWER 1
#endif
#define ROOM (4u << 20)
#define FORMULA "forall q in changes(x): true"

static char *text, *end;

static void add(const char *piece, unsigned times)
{
	size_t size = strlen(piece);

	for (; times; times--) {
		if (end + size >= text + ROOM)
			abort();
		memcpy(end, piece, size);
		end += size;
	}
	*end = '\0';
}

/* ---- bombs ---------------------------------------------------------------------- */

static void deep_lists(void) { add("a.c: ", 1); add("[", 100000); }
static void deep_mappings(void) { add("a.c: ", 1); add("{a: ", 100000); }
static void deep_blocks(void) { add("- ", 100000); }
static void large_file(void) { add("{}", 1); add("\n", 2u << 20); }
static void large_comment(void) { add("#", 2u << 20); }

static void wide_aliases(void)
{
	add("a.c:\n  f:\n  - &p\n    cftl: '" FORMULA "'\n    paths: [", 1);
	add("g,", 20000);
	add("g]\n", 1);
	add("  - *p\n", 5000);
}

static void nested_aliases(void)
{
	char line[160];

	add("a.c:\n  f: &a0 ['" FORMULA "']\n", 1);
	for (int i = 1; i < 40; i++) {
		snprintf(line, sizeof line,
			 "  f%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i,
			 i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
		add(line, 1);
	}
}

static void many_anchors(void)
{
	add("a.c: {f: [", 1);
	add("&a '" FORMULA "', ", 5000);
	add("]}", 1);
}

static void many_properties(void)
{
	add("a.c: {f: [&p '" FORMULA "'", 1);
	add(", *p", 200000);
	add("]}", 1);
}

static void deep_brackets(void) { add("forall q in changes(x): ", 1); add("(", 60000); }
static void deep_nots(void) { add("forall q in changes(x): ", 1); add("not ", 16000); }
static void deep_minus(void) { add("forall q in changes(x): ", 1); add("-", 60000); }
static void deep_calls(void)
{
	add("forall q in changes(x): duration(", 1);
	add("next_call(", 6000);
}
static void deep_implies(void)
{
	add("forall q in changes(x): true", 1);
	add(" implies true", 5000);
}
static void many_ands(void)
{
	add("forall q in changes(x): q(x) < 1", 1);
	add(" and q(x) < 1", 300000);
}
static void large_formula(void) { add(FORMULA, 1); add(" ", 3u << 20); }
static void long_number(void) { add("forall q in changes(x): q(x) < 1", 1); add("0", 60000); }

static enum vypr_status read_file(size_t size)
{
	struct vypr_spec spec;
	struct vypr_diag diag;
	enum vypr_status status = vypr_spec_read_bytes("t.yml", text, size, &spec, &diag);

	if (status == VYPR_OK)
		vypr_spec_fini(&spec);
	return status;
}

static enum vypr_status read_formula(size_t size)
{
	struct vypr_ast ast;
	struct vypr_diag diag;
	enum vypr_status status = vypr_parse(text, size, NULL, &ast, &diag);

	if (status == VYPR_OK)
		vypr_ast_fini(&ast);
	return status;
}

/* Whatever is counted, there are four thousand million of it. */
static void huge_counts(void)
{
	static const char head[] = VYPR_UNIT_MAGIC "\2\0\0\0\0\4\0\0";
	unsigned char *bytes = (unsigned char *)text;
	uint64_t hash;

	memset(bytes, 0xff, 1024);
	memcpy(bytes, head, 16);
	hash = vypr_hash64(bytes + 24, 1024 - 24, 0);
	for (int i = 0; i < 8; i++)
		bytes[16 + i] = (unsigned char)(hash >> 8 * i);
	end = text + 1024;
}

static enum vypr_status read_unit(size_t size)
{
	struct vypr_unit unit;
	enum vypr_status status = vypr_unit_decode((unsigned char *)text, size, &unit);

	if (status == VYPR_OK)
		vypr_unit_fini(&unit);
	return status;
}

static const struct bomb {
	const char *name;
	void (*make)(void);
	enum vypr_status (*read)(size_t size);
} bombs[] = {
#define BOMB(make, read) { #make, make, read }
	BOMB(deep_lists, read_file),
	BOMB(deep_mappings, read_file),
	BOMB(deep_blocks, read_file),
	BOMB(large_file, read_file),
	BOMB(large_comment, read_file),
	BOMB(wide_aliases, read_file),
	BOMB(nested_aliases, read_file),
	BOMB(many_anchors, read_file),
	BOMB(many_properties, read_file),
	BOMB(deep_brackets, read_formula),
	BOMB(deep_nots, read_formula),
	BOMB(deep_minus, read_formula),
	BOMB(deep_calls, read_formula),
	BOMB(deep_implies, read_formula),
	BOMB(many_ands, read_formula),
	BOMB(large_formula, read_formula),
	BOMB(long_number, read_formula),
	BOMB(huge_counts, read_unit),
};

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The best of three, or of ten where that is too much: what else the machine does is not
 * the parser's. */
START_TEST(a_bomb_is_refused_in_a_tenth_of_a_second)
{
	const struct bomb *b = &bombs[_i];
	double best = 1e9, most = 0.1 * SLOWER;

	text = end = malloc(ROOM);
	ck_assert_ptr_nonnull(text);
	b->make();
	for (int i = 0; i < 10 && (i < 3 || best >= most); i++) {
		double start = cpu();
		enum vypr_status status = b->read((size_t)(end - text));

		start = cpu() - start;
		best = start < best ? start : best;
		ck_assert_msg(status != VYPR_OK, "%s is read", b->name);
	}
	printf("# %s: %.1f ms\n", b->name, best * 1e3);
	fflush(stdout);
	ck_assert_msg(best < most, "%s took %.3f s", b->name, best);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("bombs");
	TCase *tc = tcase_create("bombs");

	tcase_add_loop_test(tc, a_bomb_is_refused_in_a_tenth_of_a_second, 0,
			    sizeof bombs / sizeof *bombs);
	suite_add_tcase(suite, tc);
	return suite_run(suite);
}
