/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many branches a second are rebuilt from path bits: functions made by hand, random
 * bits, the least time of several rounds on one thread.  A branch is one choice that the
 * bits tell.
 */
#include <stdio.h>
#include <time.h>

#include "analysis/walk.h"
#include "testsuite/analysis_unit.h"

#define WORDS 16 /* as many as a path keeps */
#define WALKS 20000
#define ROUNDS 7

static struct unit_maker maker;

static uint64_t draw(void)
{
	static uint64_t seed = 88172645463325252ULL;

	seed ^= seed << 13;
	seed ^= seed >> 7;
	return seed ^= seed << 17;
}

/* 0 ─► 1 cond ─T─► 2 ─► 1, ─F─► 3: every bit but the last one is 1. */
static void make_loop(void)
{
	unit_plain(&maker, 2, 1);
	unit_cond(&maker, 3, "i < n", 2, 3);
	unit_plain(&maker, 4, 1);
	unit_exit(&maker, 5);
}

/* A loop with three ifs in its body, with and without else. */
static void make_branches(void)
{
	unit_plain(&maker, 2, 1);
	unit_cond(&maker, 3, "more", 2, 10);
	unit_cond(&maker, 4, "a", 3, 4);
	unit_plain(&maker, 5, 5);
	unit_plain(&maker, 6, 5);
	unit_cond(&maker, 7, "b", 6, 7);
	unit_plain(&maker, 8, 7);
	unit_cond(&maker, 9, "c", 8, 9);
	unit_plain(&maker, 10, 9);
	unit_plain(&maker, 11, 1);
	unit_exit(&maker, 12);
}

/* A switch of eight cases in a loop without end: three bits are one branch. */
static void make_switch(void)
{
	unit_plain(&maker, 2, 1);
	unit_block(&maker, VYPR_BLOCK_SWITCH, 3, 3, 3, "c");
	for (uint32_t i = 0; i < 8; i++)
		unit_edge(&maker, 2 + i, VYPR_EDGE_CASE, i, "case");
	for (uint32_t i = 0; i < 8; i++)
		unit_plain(&maker, 4 + i, 1);
	unit_exit(&maker, 13);
}

static uint64_t ones(void)
{
	return UINT64_MAX;
}

/* Fifteen turns: each fourth bit is 1, the loop goes on. */
static uint64_t turns(void)
{
	return (draw() >> 4 & ((1ULL << 60) - 1)) | 0x8888888ULL << 32 | 0x88888888 |
	       1ULL << 60;
}

static uint64_t full(void)
{
	return draw() | 1ULL << 63;
}

static const struct {
	const char *what;
	void (*make)(void);
	uint64_t (*word)(void);
	uint32_t bits, bits_of_branch; /* of a word; of a branch */
} rows[] = {
	{ "a loop without branches", make_loop, ones, 63, 1 },
	{ "a loop with three ifs", make_branches, turns, 60, 1 },
	{ "a loop with a switch", make_switch, full, 63, 3 },
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int measure(size_t row)
{
	struct vypr_walk_word words[64][WORDS];
	struct vypr_walk walk = { 0 };
	double least = 1e9, begin, took;
	uint64_t branches = 0, steps = 0;

	unit_begin(&maker, "w.c");
	unit_function(&maker, "f", "w.c", 1, 9);
	rows[row].make();
	for (size_t i = 0; i < 64 * WORDS; i++) {
		words[i / WORDS][i % WORDS].word = rows[row].word();
		words[i / WORDS][i % WORDS].landing = 0;
	}
	for (int round = 0; round < ROUNDS; round++) {
		branches = steps = 0;
		begin = seconds();
		for (size_t i = 0; i < WALKS; i++) {
			if (vypr_walk(&maker.unit, 0, 0, UINT32_MAX - 1, words[i % 64],
				      WORDS, &walk)) {
				printf("%s: the bits do not fit\n", rows[row].what);
				return 1;
			}
			branches += WORDS * rows[row].bits / rows[row].bits_of_branch;
			steps += walk.count;
		}
		took = seconds() - begin;
		if (took < least)
			least = took;
	}
	printf("%-26s %6.1f million branches/s, %6.1f million blocks/s\n", rows[row].what,
	       (double)branches / least * 1e-6, (double)steps / least * 1e-6);
	vypr_walk_fini(&walk);
	return 0;
}

int main(void)
{
	int failed = 0;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		failed |= measure(i);
	return failed;
}
