/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A unit is what was encoded, and bytes of any content are refused or harmless.
 */
#include <stdlib.h>
#include <string.h>

#include "spec/wanted.h"
#include "testsuite/suite.h"
#include "testsuite/trace.h"

static const char *const formulas[] = {
	"0 forall q in changes(x), t in calls(f) after q: q(x) in [0, 0.5) and "
	"duration(next_call(t, g)) < 300 ms",
	"1 forall c in calls(f): before(c)(x) == LIMIT", NULL
};
static const char *const statements[] = { "0 entry",  "0 change x", "0 call f",
					  "0 call g", "1 call f",   "1 value x before 4",
					  "0 exit",   NULL };

/* A unit that has something of everything. */
static void make(struct trace_unit *t)
{
	static char strings[] = "\0main.c\0/src\0GCC 12\0f\0n > 3\0case 1";
	static struct vypr_edge edges[3] = {
		{ 1, VYPR_EDGE_TRUE, 1, 0 }, { 2, VYPR_EDGE_FALSE, 0, 0 },
		{ 7, VYPR_EDGE_CASE, 0, 28 },
	};

	static struct vypr_wanted wanted[2] = { { 1, 20, 1, 3, 1 }, { 8, 20, 1, 9, 0 } };

	trace_unit_init(t, (const uint32_t[]){ 13, 1, 0 }, formulas, statements);
	t->unit.wanted = wanted;
	t->unit.wanted_count = 2;
	t->unit.strings = strings;
	t->unit.strings_size = sizeof strings;
	t->unit.source_file = 1;
	t->unit.directory = 8;
	t->unit.compiler = 13;
	t->unit.source_hash = 0x1122334455667788;
	t->unit.spec_hash = 99;
	t->unit.edges = edges;
	t->unit.edge_count = 3;
	t->blocks[0].edge_count = 2;
	t->blocks[0].bits = 1;
	t->blocks[0].kind = VYPR_BLOCK_COND;
	t->blocks[0].condition = 22;
	t->blocks[8].first_edge = 2;
	t->blocks[8].edge_count = 1;
	t->blocks[8].loop_header = 7;
	t->functions[0].name = 20;
	t->functions[1].key = UINT64_MAX;
	t->formulas[0].objective = 0.999;
	t->formulas[1].paths = VYPR_PATHS_DEEP;
}

static void encode(unsigned char **bytes, size_t *size)
{
	struct trace_unit t;

	make(&t);
	ck_assert_int_eq(vypr_unit_encode(&t.unit, bytes, size), VYPR_OK);
	trace_unit_fini(&t);
}

/* Make the hash right again after a change. */
static void seal(unsigned char *bytes, size_t size)
{
	uint64_t hash = vypr_hash64(bytes + 24, size - 24, 0);

	for (int i = 0; i < 8; i++)
		bytes[16 + i] = (unsigned char)(hash >> 8 * i);
}

#define SAME(x, y, array, count)                                                        \
	do {                                                                            \
		ck_assert_uint_eq((x)->count, (y)->count);                              \
		ck_assert_mem_eq((x)->array, (y)->array,                                \
				 (x)->count * sizeof *(x)->array);                      \
	} while (0)

static void assert_same_node(const struct vypr_node *x, const struct vypr_node *y)
{
	ck_assert(x->kind == y->kind && x->op == y->op && x->a == y->a && x->b == y->b &&
		  x->c == y->c && x->d == y->d && x->str == y->str && x->v.i == y->v.i &&
		  x->line == y->line && x->column == y->column &&
		  x->end_column == y->end_column);
}

static void assert_same_formula(const struct vypr_formula *x,
				const struct vypr_formula *y)
{
	ck_assert(x->name == y->name && x->text == y->text &&
		  x->spec_line == y->spec_line && x->function == y->function &&
		  x->paths == y->paths && x->objective == y->objective &&
		  x->order == y->order);
	SAME(x, y, capture_types, capture_count);
	ck_assert_uint_eq(x->ast.node_count, y->ast.node_count);
	ck_assert_int_eq(x->ast.root, y->ast.root);
	for (size_t i = 0; i < x->ast.node_count; i++)
		assert_same_node(&x->ast.nodes[i], &y->ast.nodes[i]);
	SAME(x, y, ast.strings, ast.strings_size);
}

START_TEST(what_is_decoded_is_what_was_encoded)
{
	struct trace_unit t;
	struct vypr_unit u;
	unsigned char *bytes, *again;
	size_t size, size_again;

	make(&t);
	ck_assert_int_eq(vypr_unit_encode(&t.unit, &bytes, &size), VYPR_OK);
	ck_assert_uint_eq(vypr_unit_size(bytes, 16), size);
	ck_assert_uint_eq(vypr_unit_size(bytes, 15), 0);
	ck_assert_int_eq(vypr_unit_decode(bytes, size, &u), VYPR_OK);
	SAME(&t.unit, &u, functions, function_count);
	SAME(&t.unit, &u, blocks, block_count);
	SAME(&t.unit, &u, edges, edge_count);
	SAME(&t.unit, &u, sites, site_count);
	SAME(&t.unit, &u, roles, role_count);
	SAME(&t.unit, &u, wanted, wanted_count);
	SAME(&t.unit, &u, strings, strings_size);
	ck_assert_uint_eq(u.formula_count, 2);
	for (int i = 0; i < 2; i++)
		assert_same_formula(&t.formulas[i], &u.formulas[i]);
	ck_assert_str_eq(vypr_unit_string(&u, u.source_file), "main.c");
	ck_assert_uint_eq(u.source_hash, 0x1122334455667788);
	ck_assert_uint_eq(u.hash, vypr_hash64(bytes + 24, size - 24, 0));
	ck_assert_int_eq(vypr_unit_encode(&u, &again, &size_again), VYPR_OK);
	ck_assert_uint_eq(size, size_again);
	ck_assert_mem_eq(bytes, again, size);
	free(bytes);
	free(again);
	vypr_unit_fini(&u);
	trace_unit_fini(&t);
}
END_TEST

START_TEST(every_prefix_is_refused)
{
	struct vypr_unit u;
	unsigned char *bytes, *piece;
	size_t size;

	encode(&bytes, &size);
	for (size_t n = 0; n < size; n++) {
		piece = malloc(n + !n);
		ck_assert_ptr_nonnull(piece);
		memcpy(piece, bytes, n);
		ck_assert_int_eq(vypr_unit_decode(piece, n, &u), VYPR_FORMAT);
		if (n >= 24) { /* as if it had been written so short */
			for (int i = 0; i < 4; i++)
				piece[12 + i] = (unsigned char)(n >> 8 * i);
			seal(piece, n);
			ck_assert_int_eq(vypr_unit_decode(piece, n, &u), VYPR_FORMAT);
		}
		free(piece);
	}
	free(bytes);
}
END_TEST

START_TEST(a_changed_byte_is_noticed)
{
	struct vypr_unit u;
	unsigned char *bytes;
	size_t size;

	encode(&bytes, &size);
	for (size_t i = 0; i < size; i++) {
		bytes[i] ^= 0x10;
		ck_assert_int_ne(vypr_unit_decode(bytes, size, &u), VYPR_OK);
		bytes[i] ^= 0x10;
	}
	bytes[8]++;
	ck_assert_int_eq(vypr_unit_decode(bytes, size, &u), VYPR_VERSION);
	free(bytes);
}
END_TEST

/* With the hash made right, whatever is taken can be used: by the monitor, and by a walk
 * over all it refers to. */
START_TEST(forged_bytes_do_no_harm)
{
	struct vypr_unit u;
	struct vypr_monitor *m;
	struct vypr_sink sink = { NULL, NULL };
	unsigned char *bytes, *forged, *again;
	size_t size, size_again;
	uint32_t number, rng = 1 + (uint32_t)_i, taken = 0;

	encode(&bytes, &size);
	forged = malloc(size);
	ck_assert_ptr_nonnull(forged);
	for (int round = 0; round < 2000; round++) {
		memcpy(forged, bytes, size);
		for (int changes = 1 + round % 3; changes; changes--) {
			rng = rng * 1664525 + 1013904223;
			forged[24 + (rng >> 4) % (size - 24)] =
				(unsigned char)(rng >> 24);
		}
		seal(forged, size);
		if (vypr_unit_decode(forged, size, &u) != VYPR_OK)
			continue;
		taken++;
		ck_assert_int_eq(vypr_monitor_new(&sink, &m), VYPR_OK);
		vypr_monitor_add_unit(m, &u, &number);
		vypr_monitor_free(m);
		ck_assert_int_eq(vypr_unit_encode(&u, &again, &size_again), VYPR_OK);
		free(again);
		vypr_unit_fini(&u);
	}
	ck_assert_uint_gt(taken, 0);
	free(forged);
	free(bytes);
}
END_TEST

START_TEST(a_unit_that_refers_to_nothing_is_not_encoded)
{
	struct trace_unit t;
	unsigned char *bytes;
	size_t size;

#define BROKEN(change)                                                                  \
	make(&t);                                                                       \
	change;                                                                         \
	ck_assert_msg(vypr_unit_encode(&t.unit, &bytes, &size) == VYPR_RANGE, #change); \
	trace_unit_fini(&t)

	BROKEN(t.sites[1].function = 2);
	BROKEN(t.sites[1].block = 8);
	BROKEN(t.sites[1].path_start = 8);
	BROKEN(t.sites[1].role_count = 10000);
	BROKEN(t.sites[2].pair = 1);
	BROKEN(t.sites[1].kind = VYPR_EVENT_KINDS);
	BROKEN(t.unit.edges[0].target = 8; t.unit.edges[0].kind = 0);
	t.unit.edges[0].target = 1;
	BROKEN(t.blocks[0].edge_count = 4);
	BROKEN(t.blocks[8].first_edge = 1); /* overlaps with that of another block */
	BROKEN(t.functions[1].first_block = 7);
	BROKEN(t.functions[0].entry_block = 8);
	BROKEN(t.functions[0].name = 1000);
	BROKEN(t.formulas[0].function = 2);
	BROKEN(t.formulas[0].ast.nodes[t.formulas[0].ast.root].a =
		       t.formulas[0].ast.root);
	BROKEN(t.roles[0].formula = 2);
	BROKEN(t.unit.wanted[1].function = 1000);
	t.unit.wanted[1].function = 20;
	BROKEN(t.unit.strings_size -= 2);
}
END_TEST

/* "mf" by one letter each: m, n of the list of specification 1; m, o of another's. */
static int note_missing(void *ctx, const struct vypr_unit *u, const struct vypr_wanted *w)
{
	strcat(ctx, vypr_unit_string(u, w->module));
	return strlen(ctx) == 3; /* enough */
}

START_TEST(what_no_unit_has_is_told_once)
{
	static char strings[] = "\0m\0n\0o\0f";
	struct vypr_wanted none[] = { { 1, 7, 0, 1, 0 }, { 3, 7, 0, 2, 0 } };
	struct vypr_wanted second[] = { { 1, 7, 0, 1, 0 }, { 3, 7, 0, 2, 1 } };
	struct vypr_wanted other[] = { { 5, 7, 0, 9, 0 }, { 1, 7, 0, 3, 0 } };
	struct vypr_unit units[4] = {
		{ .spec_hash = 1, .wanted = none, .wanted_count = 2 },
		{ .spec_hash = 1, .wanted = second, .wanted_count = 2 },
		{ .spec_hash = 2, .wanted = other, .wanted_count = 2 },
		{ .spec_hash = 3 },
	};
	const struct vypr_unit *all[4] = { units, units + 1, units + 2, units + 3 };
	char told[8] = "";

	for (int i = 0; i < 4; i++) {
		units[i].strings = strings;
		units[i].strings_size = sizeof strings;
	}
	vypr_wanted_each_missing(all, 1, note_missing, told);
	ck_assert_str_eq(told, "mn");
	*told = '\0';
	vypr_wanted_each_missing(all, 4, note_missing, told);
	ck_assert_str_eq(told, "mo");
	*told = '\0';
	vypr_wanted_each_missing(all + 3, 1, note_missing, told);
	ck_assert_str_eq(told, "");
	other[1].found = 1;
	vypr_wanted_each_missing(all, 4, note_missing, told);
	ck_assert_str_eq(told, "o");
}
END_TEST

static int note_dropped(void *ctx, const struct vypr_unit *u, const struct vypr_function *f)
{
	strcat(ctx, vypr_unit_string(u, f->symbol));
	return 0;
}

static int note_specification(void *ctx, const struct vypr_unit *u)
{
	strcat(ctx, vypr_unit_string(u, u->source_file));
	return 0;
}

/* Functions f, g, h: two units of specification 1, one of 2. */
START_TEST(what_the_linker_dropped_is_told_once)
{
	static char strings[] = "\0f\0g\0h\0a\0b\0c";
	struct vypr_function one[] = { { .symbol = 1, .flags = VYPR_FUNCTION_DROPPED },
				       { .symbol = 3, .flags = VYPR_FUNCTION_DROPPED } };
	struct vypr_function two[] = { { .symbol = 1 },
				       { .symbol = 3, .flags = VYPR_FUNCTION_DROPPED } };
	struct vypr_function three[] = { { .symbol = 5 },
					 { .symbol = 3, .flags = VYPR_FUNCTION_DROPPED } };
	struct vypr_unit units[3] = {
		{ .spec_hash = 1, .functions = one, .function_count = 2, .source_file = 7 },
		{ .spec_hash = 1, .functions = two, .function_count = 2, .source_file = 9 },
		{ .spec_hash = 2, .functions = three, .function_count = 2, .source_file = 11 },
	};
	const struct vypr_unit *all[3] = { units, units + 1, units + 2 };
	char told[8] = "";

	for (int i = 0; i < 3; i++) {
		units[i].strings = strings;
		units[i].strings_size = sizeof strings;
	}
	vypr_wanted_each_dropped(all, 1, note_dropped, told);
	ck_assert_str_eq(told, "fg");
	*told = '\0';
	vypr_wanted_each_dropped(all, 3, note_dropped, told);
	ck_assert_str_eq(told, "gg");
	*told = '\0';
	vypr_wanted_each_specification(all, 3, note_specification, told);
	ck_assert_str_eq(told, "ac");
}
END_TEST

START_TEST(the_hash_is_fnv_1a)
{
	ck_assert_uint_eq(vypr_hash64("", 0, 0), 0xcbf29ce484222325u);
	ck_assert_uint_eq(vypr_hash64("a", 1, 0), 0xaf63dc4c8601ec8cu);
	ck_assert_uint_eq(vypr_hash64("foobar", 6, 0), 0x85944171f73967e8u);
	ck_assert_uint_eq(vypr_hash64("bar", 3, vypr_hash64("foo", 3, 0)),
			  0x85944171f73967e8u);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("unit");
	TCase *tcase = tcase_create("unit");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, what_is_decoded_is_what_was_encoded);
	tcase_add_test(tcase, every_prefix_is_refused);
	tcase_add_test(tcase, a_changed_byte_is_noticed);
	tcase_add_loop_test(tcase, forged_bytes_do_no_harm, 0, 4);
	tcase_add_test(tcase, a_unit_that_refers_to_nothing_is_not_encoded);
	tcase_add_test(tcase, what_no_unit_has_is_told_once);
	tcase_add_test(tcase, what_the_linker_dropped_is_told_once);
	tcase_add_test(tcase, the_hash_is_fnv_1a);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
