/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which outcomes every way to a block takes.
 */
#include "analysis/behind.h"
#include "testsuite/suite.h"

/* The entry is 1; 0 is not reached by anything.
 *   1 -> 2, 3;  2 -> 4;  3 -> 4, 5;  4 -> 6, 4 (a loop);  5 -> 7;  6 -> 7;  7 */
static struct vypr_edge edges[] = {
	{ .target = 2 }, { .target = 3 }, { .target = 4 }, { .target = 4 }, { .target = 5 },
	{ .target = 6 }, { .target = 4 }, { .target = 7 }, { .target = 7 },
};
static struct vypr_block blocks[] = {
	{ 0 },
	{ .first_edge = 0, .edge_count = 2 },
	{ .first_edge = 2, .edge_count = 1 },
	{ .first_edge = 3, .edge_count = 2 },
	{ .first_edge = 5, .edge_count = 2 },
	{ .first_edge = 7, .edge_count = 1 },
	{ .first_edge = 8, .edge_count = 1 },
	{ 0 },
};
static struct vypr_function functions[] = {
	{ .first_block = 0, .block_count = 8, .entry_block = 1 }
};

static const struct row {
	uint32_t target, block, edge;
	int behind;
} rows[] = {
	{ 2, 1, 0, 1 }, { 3, 1, 1, 1 }, { 3, 1, 0, 0 }, { 4, 1, 0, 0 }, { 4, 3, 0, 0 },
	{ 5, 3, 1, 1 }, { 5, 1, 1, 1 }, { 6, 4, 0, 1 }, { 6, 4, 1, 0 }, { 7, 4, 0, 0 },
	{ 1, 3, 0, 0 },
};

START_TEST(what_every_way_takes_stands_before)
{
	const struct row *r = &rows[_i];
	struct vypr_unit unit = { 0 };

	unit.functions = functions;
	unit.function_count = 1;
	unit.blocks = blocks;
	unit.block_count = 8;
	unit.edges = edges;
	unit.edge_count = 9;
	ck_assert_int_eq(vypr_stands_behind(&unit, 0, r->target, r->block, r->edge),
			 r->behind);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("behind");
	TCase *tcase = tcase_create("behind");

	tcase_add_loop_test(tcase, what_every_way_takes_stands_before, 0,
			    sizeof rows / sizeof rows[0]);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
