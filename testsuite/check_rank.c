/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statistics: known intervals, the branch that decides before those that follow,
 * and no finding where there is none.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/rank.h"
#include "testsuite/suite.h"

/* Rows of items: so many bad and good of each, with outcomes of branches that they took. */
struct matrix {
	size_t row_count;
	const uint64_t *bad, *good;
	const size_t *start; /* row r took columns[start[r]] .. columns[start[r + 1] - 1] */
	const uint32_t *columns;
	size_t outcome_count;
	const uint32_t *branch;
	const uint64_t *place;
};

/* As items; kept until the next one. */
static struct vypr_samples samples_of(const struct matrix *m)
{
	static uint8_t bad[4000];
	static uint32_t row[4000];
	static double measured[4000];
	static struct vypr_column columns[64];
	static struct vypr_cell cells[64][64];
	struct vypr_samples s = { .row_count = m->row_count, .bad = bad, .row = row,
				  .measured = measured, .columns = columns };

	memset(columns, 0, sizeof columns);
	for (size_t r = 0; r < m->row_count; r++)
		for (uint64_t i = 0; i < m->bad[r] + m->good[r]; i++) {
			ck_assert_uint_lt(s.item_count, 4000);
			bad[s.item_count] = i < m->bad[r];
			measured[s.item_count] = i < m->bad[r] ? 10 : 1;
			row[s.item_count++] = (uint32_t)r;
		}
	for (s.column_count = 0; s.column_count < m->outcome_count; s.column_count++) {
		struct vypr_column *c = &columns[s.column_count];

		c->kind = VYPR_PREDICATE_COUNT;
		c->ordered = 1;
		c->branch = m->branch[s.column_count];
		c->place = m->place[s.column_count];
		c->cells = cells[s.column_count];
	}
	for (size_t r = 0; r < m->row_count; r++)
		for (size_t i = m->start[r]; i < m->start[r + 1]; i++) {
			struct vypr_column *c = &columns[m->columns[i]];

			cells[m->columns[i]][c->cell_count].row = (uint32_t)r;
			cells[m->columns[i]][c->cell_count++].value = 1;
		}
	return s;
}

static struct vypr_ranking rank(const struct matrix *m)
{
	struct vypr_ranking g;
	struct vypr_samples *kept = malloc(sizeof *kept);

	ck_assert_ptr_nonnull(kept);
	*kept = samples_of(m);
	ck_assert(!vypr_rank(kept, &g));
	return g;
}

static void done(struct vypr_ranking *g)
{
	void *samples = (void *)(uintptr_t)g->columns.samples;

	vypr_ranking_fini(g);
	free(samples);
}

/* From Newcombe's paper of 1998, table II, method 10, and the symmetric cases. */
static const struct {
	uint64_t a, n, b, m;
	double low, high;
} intervals[] = {
	{ 56, 70, 48, 80, 0.0524, 0.3339 }, { 9, 10, 3, 10, 0.1705, 0.8090 },
	{ 6, 7, 2, 7, 0.0582, 0.8062 },	    { 5, 56, 0, 29, -0.0381, 0.1926 },
	{ 0, 10, 0, 20, -0.1611, 0.2775 },  { 10, 10, 0, 20, 0.6791, 1.0000 },
	{ 10, 10, 0, 10, 0.6075, 1.0000 },
};

START_TEST(intervals_are_those_of_the_paper)
{
	double low, high;

	vypr_difference_interval(intervals[_i].a, intervals[_i].n, intervals[_i].b,
				 intervals[_i].m, 0.05, &low, &high);
	ck_assert_double_eq_tol(low, intervals[_i].low, 0.0001);
	ck_assert_double_eq_tol(high, intervals[_i].high, 0.0001);
}
END_TEST

/* Branch 0: outcomes 0, 1 (the cause is 0).  Branch 1: 2, 3, only reached behind 0.
 * Branch 2: 4, 5, a decoy.  Branch 3: outcome 6 alone.  Branch 4: 7 as 0, later. */
static const uint32_t branch_of[] = { 0, 0, 1, 1, 2, 2, 3, 4, 4 };
static const uint64_t place_of[] = { 2, 3, 4, 5, 0, 1, 6, 7, 8 };
static const uint32_t columns[] = {
	0, 2, 4, 6, 7, 0, 3, 5, 6, 7, 1, 4, 6, 8, 1, 5, 6, 8
};
static const size_t starts[] = { 0, 5, 10, 14, 18 };

static struct matrix matrix(const uint64_t *bad, const uint64_t *good)
{
	struct matrix m = { 4, bad, good, starts, columns, 9, branch_of, place_of };

	return m;
}

START_TEST(the_branch_that_decides_comes_first)
{
	const uint64_t bad[] = { 12, 11, 0, 0 }, good[] = { 0, 0, 100, 117 };
	struct matrix m = matrix(bad, good);
	struct vypr_ranking g = rank(&m);

	ck_assert_uint_ge(g.count, 2);
	ck_assert_uint_eq(g.ranked[0].split.column, 0);
	ck_assert_uint_eq(g.ranked[0].counts.bad_taken, 23);
	ck_assert_uint_eq(g.ranked[0].counts.good_taken, 0);
	ck_assert_uint_eq(g.ranked[0].counts.bad_reached, 23);
	ck_assert_uint_eq(g.ranked[0].counts.good_reached, 217);
	ck_assert_double_eq_tol(g.ranked[0].increase, 1 - 23.0 / 240, 1e-9);
	ck_assert_double_eq_tol(g.ranked[0].importance, 2 / (1 / (1 - 23.0 / 240) + 1),
				1e-9);
	ck_assert_double_eq(g.ranked[0].difference, 1);
	ck_assert(g.ranked[0].separates);
	done(&g);
}
END_TEST

START_TEST(outcomes_of_the_same_verdicts_have_one_that_stands_for_them)
{
	const uint64_t bad[] = { 12, 11, 0, 0 }, good[] = { 0, 0, 100, 117 };
	struct matrix m = matrix(bad, good);
	struct vypr_ranking g = rank(&m);
	size_t same = 0;

	for (size_t i = 1; i < g.count; i++) {
		if (g.ranked[i].signature != g.ranked[0].signature)
			continue;
		same++;
		ck_assert_uint_eq(g.ranked[i].split.column, 7);
		ck_assert_int_eq(g.ranked[i].first, 0);
	}
	ck_assert_uint_eq(same, 1);
	ck_assert_int_eq(g.ranked[0].first, 1);
	/* sets: {0,7} {1,8} {2} {3} {4} {5} */
	ck_assert_uint_eq(g.compared, 6);
	done(&g);
}
END_TEST

START_TEST(a_branch_with_one_outcome_is_not_told)
{
	const uint64_t bad[] = { 12, 11, 0, 0 }, good[] = { 0, 0, 100, 117 };
	struct matrix m = matrix(bad, good);
	struct vypr_ranking g = rank(&m);

	for (size_t i = 0; i < g.count; i++)
		ck_assert_uint_ne(g.ranked[i].split.column, 6);
	done(&g);
}
END_TEST

START_TEST(what_follows_from_the_cause_adds_nothing)
{
	const uint64_t bad[] = { 12, 11, 0, 0 }, good[] = { 0, 0, 100, 117 };
	struct matrix m = matrix(bad, good);
	struct vypr_ranking g = rank(&m);

	for (size_t i = 0; i < g.count; i++)
		if (branch_of[g.ranked[i].split.column] == 1)
			ck_assert_double_eq(g.ranked[i].importance, 0);
	done(&g);
}
END_TEST

/* Where nearly all verdicts are bad, the increase of a perfect branch is small. */
START_TEST(the_branch_that_decides_is_named_when_most_are_bad)
{
	const uint64_t bad[] = { 200, 123, 0, 0 }, good[] = { 0, 0, 8, 8 };
	struct matrix m = matrix(bad, good);
	struct vypr_ranking g = rank(&m);

	ck_assert_uint_ge(g.count, 1);
	ck_assert_uint_eq(g.ranked[0].split.column, 0);
	ck_assert_double_lt(g.ranked[0].importance, 0.1);
	ck_assert(g.ranked[0].separates);
	done(&g);
}
END_TEST

/* Branch 1 is reached by few, and taken by three bad ones alone: its importance is the greater,
 * and can be chance.  Branch 0 tells ten of thirteen from all the good. */
START_TEST(what_separates_comes_before_what_can_be_chance)
{
	static const uint32_t branch[] = { 0, 0, 1, 1 }, cells[] = { 0, 2, 0, 1, 1, 3 };
	static const uint64_t place[] = { 0, 1, 2, 3 };
	static const size_t start[] = { 0, 2, 3, 4, 6 };
	static const uint64_t bad[] = { 3, 7, 3, 0 }, good[] = { 0, 0, 2, 8 };
	const struct matrix m = { 4, bad, good, start, cells, 4, branch, place };
	struct vypr_ranking g = rank(&m);

	ck_assert_uint_eq(g.count, 2);
	ck_assert_uint_eq(g.ranked[0].split.column, 0);
	ck_assert(g.ranked[0].separates);
	ck_assert_uint_eq(g.ranked[1].split.column, 2);
	ck_assert_double_gt(g.ranked[1].importance, g.ranked[0].importance);
	ck_assert_double_lt(g.ranked[1].low, 0);
	done(&g);
}
END_TEST

/* Every path that came to branch 0 left it the same way, and most ended before: it is told, but
 * not before branch 1, where it was decided, when that one is there. */
START_TEST(a_branch_that_some_never_came_to_is_told)
{
	static const uint32_t branch[] = { 0, 1, 1 };
	static const uint32_t alone[] = { 0, 0 }, beside[] = { 1, 0, 1, 0, 2 };
	static const uint64_t place[] = { 0, 1, 2 };
	static const size_t start_alone[] = { 0, 1, 2, 2 }, start_beside[] = { 0, 2, 4, 5 };
	static const uint64_t bad[] = { 11, 0, 0 }, good[] = { 0, 15, 46 };
	const struct matrix m = {
		3, bad, good, _i ? start_beside : start_alone, _i ? beside : alone,
		_i ? 3 : 1, branch, place
	};
	struct vypr_ranking g = rank(&m);

	ck_assert_uint_eq(g.count, _i ? 2 : 1);
	ck_assert_uint_eq(g.compared, _i ? 2 : 1);
	ck_assert_uint_eq(g.ranked[0].split.column, _i ? 1 : 0);
	ck_assert_uint_eq(g.ranked[0].counts.bad_taken, 11);
	ck_assert_uint_eq(g.ranked[0].counts.good_taken, 15);
	ck_assert_double_eq_tol(g.ranked[0].increase, 11.0 / 26 - 11.0 / 72, 1e-9);
	ck_assert(g.ranked[0].separates);
	done(&g);
}
END_TEST

/* Branch 1 decides, and one path ends between it and branch 0, where all go the same way. */
START_TEST(paths_that_end_early_do_not_make_a_consequence_the_cause)
{
	static const uint32_t branch[] = { 0, 1, 1 }, cells[] = { 1, 0, 1, 2 };
	static const uint64_t place[] = { 1, 0, 2 };
	static const size_t start[] = { 0, 2, 3, 3, 4, 4 };
	static const uint64_t bad[] = { 1000, 1, 40, 0, 0 }, good[] = { 0, 0, 0, 500, 900 };
	const struct matrix m = { 5, bad, good, start, cells, 3, branch, place };
	struct vypr_ranking g = rank(&m);

	ck_assert_uint_eq(g.count, 2);
	ck_assert_uint_eq(g.ranked[0].split.column, 1);
	ck_assert(g.ranked[0].separates);
	done(&g);
}
END_TEST

/* All bad and a third of the good took it: what decides is elsewhere. */
START_TEST(a_branch_that_is_only_on_the_way_does_not_separate)
{
	const uint64_t bad[] = { 26, 0, 0, 0 }, good[] = { 313, 0, 330, 331 };
	struct matrix m = matrix(bad, good);
	struct vypr_ranking g = rank(&m);

	ck_assert_uint_ge(g.count, 1);
	ck_assert_double_gt(g.ranked[0].low, 0);
	ck_assert(!g.ranked[0].separates);
	done(&g);
}
END_TEST

START_TEST(one_empty_group_gives_no_ranking)
{
	const uint64_t some[] = { 12, 11, 4, 4 }, none[] = { 0, 0, 0, 0 };
	struct matrix m = matrix(_i ? some : none, _i ? none : some);
	struct vypr_ranking g = rank(&m);

	ck_assert_uint_eq(g.count, 0);
	done(&g);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("rank");
	TCase *tcase = tcase_create("rank");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, intervals_are_those_of_the_paper, 0,
			    sizeof intervals / sizeof intervals[0]);
	tcase_add_test(tcase, the_branch_that_decides_comes_first);
	tcase_add_test(tcase, the_branch_that_decides_is_named_when_most_are_bad);
	tcase_add_test(tcase, what_separates_comes_before_what_can_be_chance);
	tcase_add_loop_test(tcase, a_branch_that_some_never_came_to_is_told, 0, 2);
	tcase_add_test(tcase, paths_that_end_early_do_not_make_a_consequence_the_cause);
	tcase_add_test(tcase, a_branch_that_is_only_on_the_way_does_not_separate);
	tcase_add_test(tcase,
		       outcomes_of_the_same_verdicts_have_one_that_stands_for_them);
	tcase_add_test(tcase, a_branch_with_one_outcome_is_not_told);
	tcase_add_test(tcase, what_follows_from_the_cause_adds_nothing);
	tcase_add_loop_test(tcase, one_empty_group_gives_no_ranking, 0, 2);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
