/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The walk: from bits and a graph made by hand to the sequence of blocks.
 */
#include <string.h>

#include "analysis/walk.h"
#include "testsuite/analysis_unit.h"
#include "testsuite/suite.h"

static struct unit_maker maker;

/*   0 cond ─T─► 1 ─┐
 *      └──F──► 2 ──┴► 3 exit */
static void make_if(void)
{
	unit_begin(&maker, "w.c");
	unit_function(&maker, "f", "w.c", 1, 9);
	unit_cond(&maker, 2, "a", 1, 2);
	unit_plain(&maker, 3, 3);
	unit_plain(&maker, 4, 3);
	unit_exit(&maker, 5);
}

/*   0 ─► 1 cond ─T─► 2 ─► 1
 *            └─F─► 3 exit */
static void make_loop(void)
{
	unit_begin(&maker, "w.c");
	unit_function(&maker, "f", "w.c", 1, 9);
	unit_plain(&maker, 2, 1);
	unit_cond(&maker, 3, "i < n", 2, 3);
	unit_plain(&maker, 4, 1);
	unit_exit(&maker, 5);
}

/*   0 switch, two bits ─► 1, 2, 3 ─► 4 exit */
static void make_switch(void)
{
	unit_begin(&maker, "w.c");
	unit_function(&maker, "f", "w.c", 1, 9);
	unit_block(&maker, VYPR_BLOCK_SWITCH, 2, 2, 2, "c");
	unit_edge(&maker, 1, VYPR_EDGE_CASE, 0, "case 'a'");
	unit_edge(&maker, 2, VYPR_EDGE_CASE, 1, "case 'b'");
	unit_edge(&maker, 3, VYPR_EDGE_CASE, 2, "default");
	unit_plain(&maker, 3, 4);
	unit_plain(&maker, 4, 4);
	unit_plain(&maker, 5, 4);
	unit_exit(&maker, 6);
}

/* A computed goto: 0 jumps to 1, 2 or 3, which say so when they are entered; 1 and 2 come
 * back.  Its edges are abnormal ones. */
static void make_goto(void)
{
	unit_begin(&maker, "w.c");
	unit_function(&maker, "f", "w.c", 1, 9);
	unit_block(&maker, VYPR_BLOCK_GOTO, 0, 2, 2, "");
	for (uint32_t target = 1; target <= 3; target++)
		unit_edge(&maker, target, VYPR_EDGE_ABNORMAL, 0, "");
	unit_plain(&maker, 3, 0);
	unit_plain(&maker, 4, 0);
	unit_exit(&maker, 5);
	for (uint32_t target = 1; target <= 3; target++) {
		maker.blocks[target].entry_bits = 2;
		maker.blocks[target].entry_value = target - 1;
	}
}

/*   0 cond ─T─► 1 (may throw to 3) ─► 2 ─► 4 exit
 *      └─F──────────────────────────► 2
 *   3 landing pad: cond ─T─► 0 (again), ─F─► 4 */
static void make_exception(void)
{
	unit_begin(&maker, "w.c");
	unit_function(&maker, "f", "w.c", 1, 9);
	unit_cond(&maker, 2, "a", 1, 2);
	unit_block(&maker, VYPR_BLOCK_PLAIN, 0, 3, 3, "");
	unit_edge(&maker, 2, VYPR_EDGE_FALLTHROUGH, 0, "");
	unit_edge(&maker, 3, VYPR_EDGE_EXCEPTION, 0, "");
	unit_plain(&maker, 4, 4);
	unit_cond(&maker, 5, "again", 0, 4);
	unit_exit(&maker, 6);
}

/* A branch that no bit tells about: nothing that matters lies behind it. */
static void make_untold(void)
{
	unit_begin(&maker, "w.c");
	unit_function(&maker, "f", "w.c", 1, 9);
	unit_cond(&maker, 2, "a", 1, 2);
	unit_block(&maker, VYPR_BLOCK_COND, 0, 3, 3, "b");
	unit_edge(&maker, 3, VYPR_EDGE_TRUE, 0, "");
	unit_edge(&maker, 4, VYPR_EDGE_FALSE, 0, "");
	unit_plain(&maker, 4, 4);
	unit_plain(&maker, 5, 4);
	unit_exit(&maker, 6);
}

static void make_endless(void)
{
	unit_begin(&maker, "w.c");
	unit_function(&maker, "f", "w.c", 1, 9);
	unit_plain(&maker, 2, 1);
	unit_plain(&maker, 3, 0);
	unit_exit(&maker, 4);
}

/* A loop around setjmp (2) and a call (4) that may be left for it, by way of 6:
 *   0 ─► 1 cond ─T─► 2 ─► 3 cond ─T─► 4 ─► 1
 *            └─F─► 5 exit     └─F─► 1 */
static void make_setjmp(void)
{
	unit_begin(&maker, "w.c");
	unit_function(&maker, "f", "w.c", 1, 9);
	unit_plain(&maker, 2, 1);
	unit_cond(&maker, 3, "i < n", 2, 5);
	unit_block(&maker, VYPR_BLOCK_PLAIN, 0, 4, 4, "");
	unit_edge(&maker, 3, VYPR_EDGE_FALLTHROUGH, 0, "");
	unit_edge(&maker, 6, VYPR_EDGE_ABNORMAL, 0, "");
	unit_cond(&maker, 4, "!r", 4, 1);
	unit_block(&maker, VYPR_BLOCK_PLAIN, 0, 5, 5, "");
	unit_edge(&maker, 1, VYPR_EDGE_FALLTHROUGH, 0, "");
	unit_edge(&maker, 6, VYPR_EDGE_ABNORMAL, 0, "");
	unit_exit(&maker, 6);
	unit_block(&maker, VYPR_BLOCK_PLAIN, 0, 0, 0, "");
	unit_edge(&maker, 2, VYPR_EDGE_ABNORMAL, 0, "");
}

#define TO_EXIT UINT32_MAX
#define FULL(bits) (1ULL << 63 | (bits))

static const struct {
	const char *what;
	void (*make)(void);
	uint32_t start, stop;
	struct vypr_walk_word words[4]; /* up to the first word of 0 */
	const char *blocks; /* "" for FORMAT */
	enum vypr_walk_end end;
} rows[] = {
	{ "if taken", make_if, 0, TO_EXIT, { { 3, 0 } }, "0 1 3", VYPR_WALK_EXIT },
	{ "if not taken", make_if, 0, TO_EXIT, { { 2, 0 } }, "0 2 3", VYPR_WALK_EXIT },
	{ "no bit yet", make_if, 0, 0, { { 1, 0 } }, "0", VYPR_WALK_STOP },
	{ "no words at all", make_if, 0, 0, { { 0, 0 } }, "0", VYPR_WALK_STOP },
	{ "to a block", make_if, 0, 2, { { 2, 0 } }, "0 2", VYPR_WALK_STOP },
	{ "to a block off the path",
	  make_if,
	  0,
	  2,
	  { { 3, 0 } },
	  "0 1 3",
	  VYPR_WALK_EXIT },
	{ "the bit is missing",
	  make_if,
	  0,
	  TO_EXIT,
	  { { 1, 0 } },
	  "0",
	  VYPR_WALK_OUT_OF_BITS },
	{ "a bit too many", make_if, 0, TO_EXIT, { { 6, 0 } }, "", 0 },
	{ "no such start", make_if, 4, TO_EXIT, { { 3, 0 } }, "", 0 },
	{ "loop, none", make_loop, 0, TO_EXIT, { { 2, 0 } }, "0 1 3", VYPR_WALK_EXIT },
	{ "loop, twice",
	  make_loop,
	  0,
	  TO_EXIT,
	  { { 14, 0 } },
	  "0 1 2 1 2 1 3",
	  VYPR_WALK_EXIT },
	{ "loop, to its body the second time",
	  make_loop,
	  0,
	  2,
	  { { 7, 0 } },
	  "0 1 2 1 2",
	  VYPR_WALK_STOP },
	{ "loop, from its header",
	  make_loop,
	  1,
	  TO_EXIT,
	  { { 6, 0 } },
	  "1 2 1 3",
	  VYPR_WALK_EXIT },
	{ "several words",
	  make_loop,
	  0,
	  TO_EXIT,
	  { { 3, 0 }, { 1, 0 }, { 3, 0 }, { 2, 0 } },
	  "0 1 2 1 2 1 3",
	  VYPR_WALK_EXIT },
	{ "switch, first",
	  make_switch,
	  0,
	  TO_EXIT,
	  { { 4, 0 } },
	  "0 1 4",
	  VYPR_WALK_EXIT },
	{ "switch, default",
	  make_switch,
	  0,
	  TO_EXIT,
	  { { 6, 0 } },
	  "0 3 4",
	  VYPR_WALK_EXIT },
	{ "switch, no such case", make_switch, 0, TO_EXIT, { { 7, 0 } }, "", 0 },
	{ "switch, half of its bits", make_switch, 0, TO_EXIT, { { 2, 0 } }, "", 0 },
	{ "switch, bits over two words",
	  make_switch,
	  0,
	  TO_EXIT,
	  { { 3, 0 }, { 2, 0 } },
	  "0 3 4",
	  VYPR_WALK_EXIT },
	{ "goto", make_goto, 0, TO_EXIT, { { 0x46, 0 } }, "0 1 0 2 0 3", VYPR_WALK_EXIT },
	{ "goto, to nowhere", make_goto, 0, TO_EXIT, { { 7, 0 } }, "", 0 },
	{ "goto, not yet gone", make_goto, 0, 0, { { 4, 0 } }, "0 1 0", VYPR_WALK_STOP },
	{ "no exception",
	  make_exception,
	  0,
	  TO_EXIT,
	  { { 3, 0 } },
	  "0 1 2 4",
	  VYPR_WALK_EXIT },
	{ "an exception",
	  make_exception,
	  0,
	  TO_EXIT,
	  { { 3, 4 }, { 2, 0 } },
	  "0 1 3 4",
	  VYPR_WALK_EXIT },
	{ "an exception and again",
	  make_exception,
	  0,
	  TO_EXIT,
	  { { 3, 4 }, { 7, 4 }, { 2, 0 } },
	  "0 1 3 0 1 3 4",
	  VYPR_WALK_EXIT },
	{ "to the landing pad",
	  make_exception,
	  0,
	  3,
	  { { 3, 4 }, { 1, 0 } },
	  "0 1 3",
	  VYPR_WALK_STOP },
	{ "landing where nothing lands",
	  make_exception,
	  0,
	  TO_EXIT,
	  { { 3, 3 }, { 1, 0 } },
	  "",
	  0 },
	{ "landing outside of the function",
	  make_exception,
	  0,
	  TO_EXIT,
	  { { 3, 99 } },
	  "",
	  0 },
	{ "a branch without bits",
	  make_untold,
	  0,
	  TO_EXIT,
	  { { 3, 0 } },
	  "0 1",
	  VYPR_WALK_OUT_OF_BITS },
	{ "bits beyond it", make_untold, 0, TO_EXIT, { { 7, 0 } }, "", 0 },
	{ "no longjmp came",
	  make_setjmp,
	  0,
	  4,
	  { { 0x1f, 0 } },
	  "0 1 2 3 4 1 2 3 4",
	  VYPR_WALK_STOP },
	{ "a longjmp came, and the bits do not fit",
	  make_setjmp,
	  0,
	  4,
	  { { 0x3b, 0 } },
	  "0 1 2 3 4",
	  VYPR_WALK_JUMPED },
	{ "a longjmp came, and they lead elsewhere",
	  make_setjmp,
	  0,
	  4,
	  { { 0xe, 0 } },
	  "0 1 2 3 4",
	  VYPR_WALK_JUMPED },
	{ "nothing fits before a setjmp", make_setjmp, 0, 4, { { 5, 0 } }, "", 0 },
	{ "a loop without a way out",
	  make_endless,
	  0,
	  TO_EXIT,
	  { { 1, 0 } },
	  "0 1 0 1 0",
	  VYPR_WALK_OUT_OF_BITS },
};

static void blocks_text(const struct vypr_walk *walk, char *text)
{
	*text = '\0';
	for (size_t i = 0; i < walk->count && i < 100; i++)
		text += sprintf(text, "%s%u", i ? " " : "", walk->steps[i].block);
}

START_TEST(bits_become_the_blocks_that_were_passed)
{
	struct vypr_walk walk = { 0 };
	enum vypr_status status;
	size_t words = 0;
	char text[1024];

	rows[_i].make();
	while (words < 4 && rows[_i].words[words].word)
		words++;
	status = vypr_walk(&maker.unit, 0, rows[_i].start, rows[_i].stop, rows[_i].words,
			   words, &walk);
	if (!*rows[_i].blocks) {
		ck_assert_msg(status == VYPR_FORMAT, "%s: %s", rows[_i].what,
			      vypr_status_text(status));
	} else {
		ck_assert_msg(status == VYPR_OK, "%s: %s", rows[_i].what,
			      vypr_status_text(status));
		blocks_text(&walk, text);
		ck_assert_msg(strcmp(text, rows[_i].blocks) == 0, "%s: %s", rows[_i].what,
			      text);
		ck_assert_msg(walk.end == rows[_i].end, "%s: end %d", rows[_i].what,
			      walk.end);
	}
	vypr_walk_fini(&walk);
}
END_TEST

START_TEST(a_step_knows_the_edge_it_left_by)
{
	struct vypr_walk walk = { 0 };
	struct vypr_walk_word words[] = { { 3, 4 }, { 2, 0 } };

	make_exception();
	ck_assert(!vypr_walk(&maker.unit, 0, 0, TO_EXIT, words, 2, &walk));
	ck_assert_uint_eq(walk.count, 4);
	ck_assert_uint_eq(walk.steps[0].edge, 0); /* true */
	ck_assert_uint_eq(walk.steps[1].edge, 1); /* the exception */
	ck_assert_uint_eq(walk.steps[2].edge, 1); /* false */
	ck_assert_uint_eq(walk.steps[3].edge, VYPR_WALK_NO_EDGE);
	vypr_walk_fini(&walk);
}
END_TEST

START_TEST(a_full_word_has_63_branches)
{
	struct vypr_walk walk = { 0 };
	struct vypr_walk_word words[] = { { UINT64_MAX, 0 }, { 2, 0 } };

	make_loop();
	ck_assert(!vypr_walk(&maker.unit, 0, 0, TO_EXIT, words, 2, &walk));
	ck_assert_uint_eq(walk.count, 1 + 63 * 2 + 2);
	ck_assert_int_eq(walk.end, VYPR_WALK_EXIT);
	vypr_walk_fini(&walk);
}
END_TEST

static uint64_t draw(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	return *seed ^= *seed << 17;
}

/* Any bits on any graph: an answer or FORMAT, and a bounded number of steps. */
START_TEST(nonsense_ends)
{
	void (*const makes[])(void) = { make_if,     make_loop,	     make_switch,
					make_goto,   make_exception, make_untold,
					make_endless, make_setjmp };
	uint64_t seed = 88172645463325252ULL + (uint64_t)_i;
	struct vypr_walk walk = { 0 };

	for (int round = 0; round < 3000; round++) {
		struct vypr_walk_word words[4];
		size_t count = draw(&seed) % 5;
		enum vypr_status status;

		makes[draw(&seed) % 8]();
		for (size_t i = 0; i < count; i++) {
			words[i].word = draw(&seed) >> draw(&seed) % 64;
			words[i].landing = draw(&seed) % 3 ? 0 : draw(&seed) % 7;
		}
		status = vypr_walk(&maker.unit, 0, draw(&seed) % 5, draw(&seed) % 8,
				   words, count, &walk);
		ck_assert(status == VYPR_OK || status == VYPR_FORMAT);
		ck_assert_uint_le(walk.count, (4 * 63 + 6) * 7);
		for (size_t i = 0; i < walk.count; i++)
			ck_assert_uint_lt(walk.steps[i].block,
					  maker.functions[0].block_count);
		vypr_walk_fini(&walk); /* the graph changes */
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("walk");
	TCase *tcase = tcase_create("walk");

	tcase_add_loop_test(tcase, bits_become_the_blocks_that_were_passed, 0,
			    sizeof rows / sizeof rows[0]);
	tcase_add_test(tcase, a_step_knows_the_edge_it_left_by);
	tcase_add_test(tcase, a_full_word_has_63_branches);
	tcase_add_loop_test(tcase, nonsense_ends, 0, 4);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
