/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What samples say of a span of time holds, whenever the samples were taken: threads are
 * invented, looked at at any moments, and what they did is counted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/spent.h"
#include "testsuite/suite.h"

enum { PIECES = 60, LOOKS = 30 };
enum doing { RUN, QUEUE, BLOCK };

/* A thread's life: what it does from one moment to the next. */
struct piece {
	enum doing doing;
	uint64_t from, until;
};

static struct piece life[PIECES];
static uint64_t seed;

static uint64_t draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	return seed ^= seed << 17;
}

static void setup(void)
{
	const char *text = getenv("VYPR_TEST_SEED");

	seed = text ? strtoull(text, NULL, 0) : (uint64_t)time(NULL) * 2654435761u + 1;
	printf("# VYPR_TEST_SEED=%llu\n", (unsigned long long)seed);
	fflush(stdout);
}

/* Behind blocking it is queued first, as it is when it is put aside. */
static void invent(int never_blocks)
{
	uint64_t now = 1000;
	enum doing doing = RUN;

	for (int i = 0; i < PIECES; i++) {
		uint64_t length = 1 + draw() % (draw() % 4 ? 1000 : 1000000);

		life[i] = (struct piece){ doing, now, now + length };
		now += length;
		if (doing == RUN)
			doing = draw() % 2 && !never_blocks ? BLOCK : QUEUE;
		else
			doing = doing == BLOCK ? QUEUE : RUN;
	}
}

/* How long it did that between two moments. */
static uint64_t did(enum doing doing, uint64_t from, uint64_t until)
{
	uint64_t sum = 0;

	for (int i = 0; i < PIECES; i++) {
		uint64_t begin = life[i].from > from ? life[i].from : from;
		uint64_t end = life[i].until < until ? life[i].until : until;

		if (life[i].doing == doing && end > begin)
			sum += end - begin;
	}
	return sum;
}

static struct vypr_sample look(uint64_t now)
{
	struct vypr_sample s = { .time_ns = now, .ran_ns = did(RUN, 0, now), .blocked = 1,
				 .state = 'R' };

	for (int i = 0; i < PIECES && life[i].from <= now; i++) {
		s.blocked += life[i].doing == BLOCK;
		s.turns += life[i].doing == RUN;
		s.minor += life[i].doing == RUN;
		/* the kernel adds it when it runs again */
		if (life[i].doing == QUEUE && life[i].until <= now)
			s.queued_ns += life[i].until - life[i].from;
		if (life[i].doing == BLOCK && life[i].until > now) {
			s.state = 'S';
			s.wait = VYPR_WAIT_futex;
		}
	}
	return s;
}

static int compare_times(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

static struct vypr_spent spend(const uint64_t *looks, size_t count, uint64_t from,
			       uint64_t until)
{
	struct vypr_spending spending;
	struct vypr_spent spent;

	vypr_spending_begin(&spending, from, until);
	for (size_t i = 0; i < count; i++) {
		struct vypr_sample sample = look(looks[i]);

		/* as the store tells them */
		if (i + 1 < count && looks[i + 1] <= from)
			continue;
		vypr_spending_take(&spending, &sample);
		if (looks[i] >= until)
			break;
	}
	vypr_spending_end(&spending, &spent);
	return spent;
}

static double waits(const struct vypr_spent *spent)
{
	double sum = 0;

	for (int i = 0; i < VYPR_WAITS; i++) {
		ck_assert(spent->waits[i] >= 0);
		sum += spent->waits[i];
	}
	return sum;
}

START_TEST(what_is_told_holds_whenever_one_looks)
{
	for (int round = 0; round < 20000; round++) {
		uint64_t looks[LOOKS], end, from, until, ran;
		size_t count = draw() % LOOKS;
		struct vypr_spent spent;
		struct vypr_bounds_of waited;

		invent(0);
		end = life[PIECES - 1].until;
		from = 1000 + draw() % (end - 1000);
		until = from + 1 + draw() % (end - from);
		for (size_t i = 0; i < count; i++)
			looks[i] = 1000 + draw() % (end - 1000);
		qsort(looks, count, sizeof *looks, compare_times);
		spent = spend(looks, count, from, until);
		ran = did(RUN, from, until);
		waited = vypr_spent_waited(&spent);
		ck_assert(spent.ran.least <= (double)ran && (double)ran <= spent.ran.most);
		ck_assert(spent.ran.least >= 0 && spent.ran.most <= spent.wall);
		ck_assert(spent.minor.least <= spent.minor.most);
		ck_assert(spent.queued >= 0 && waited.least >= 0 &&
			  waited.most >= waited.least);
		ck_assert(waits(&spent) + spent.queued <= spent.wall - spent.ran.least + 1);
		ck_assert(spent.looked <= spent.wall);
	}
}
END_TEST

START_TEST(with_looks_at_both_ends_it_is_exact)
{
	for (int round = 0; round < 2000; round++) {
		uint64_t looks[2], end;
		struct vypr_spent spent;
		double rest;

		invent(round % 2);
		end = life[PIECES - 1].until;
		looks[0] = 1000 + draw() % (end / 2);
		looks[1] = looks[0] + 1 + draw() % (end - looks[0]);
		spent = spend(looks, 2, looks[0], looks[1]);
		rest = spent.wall - spent.ran.least;
		ck_assert(spent.ran.least == spent.ran.most);
		ck_assert(spent.ran.least == (double)did(RUN, looks[0], looks[1]));
		ck_assert(spent.looked == spent.wall);
		ck_assert(waits(&spent) + spent.queued <= rest + 1);
		ck_assert(waits(&spent) + spent.queued >= rest - 1);
		/* it was put aside, and waited for nothing */
		if (round % 2)
			ck_assert(waits(&spent) == 0);
	}
}
END_TEST

START_TEST(a_first_look_tells_what_a_thread_waited_in)
{
	for (int round = 0; round < 2000; round++) {
		uint64_t at;
		struct vypr_spent spent;
		double idle;

		invent(round % 2);
		at = life[PIECES / 2].from + draw() % 1000;
		spent = spend(&at, 1, 1000, at);
		idle = spent.wall - (double)did(RUN, 1000, at);
		ck_assert(spent.ran.least == 0 && spent.ran.most == spent.wall - idle);
		ck_assert(waits(&spent) + spent.queued >= idle - 1);
		ck_assert(waits(&spent) + spent.queued <= idle + 1);
		if (round % 2)
			ck_assert(waits(&spent) == 0);
	}
}
END_TEST

START_TEST(without_looks_nothing_is_known)
{
	struct vypr_spent spent;

	invent(0);
	spent = spend(NULL, 0, 5000, 9000);
	ck_assert(spent.ran.least == 0 && spent.ran.most == 4000 && spent.wall == 4000);
	ck_assert(spent.queued == 0 && waits(&spent) == 0 && spent.looked == 0);
}
END_TEST

START_TEST(what_it_waited_in_was_seen_in_the_span)
{
	static const struct {
		uint64_t first, second;
		uint8_t wait_first, wait_second;
		int told;
	} rows[] = {
		{ 1000, 2000, VYPR_WAIT_futex, 0, VYPR_WAIT_futex },
		{ 1000, 2000, VYPR_WAIT_futex, VYPR_WAIT_read, VYPR_WAIT_read },
		{ 900, 2000, VYPR_WAIT_futex, 0, VYPR_WAIT_unseen },
		{ 900, 2100, VYPR_WAIT_futex, VYPR_WAIT_read, VYPR_WAIT_unseen },
		{ 900, 2100, VYPR_WAIT_futex, VYPR_WAIT_stopped, VYPR_WAIT_stopped },
		{ 0, 2000, VYPR_WAIT_futex, VYPR_WAIT_read, VYPR_WAIT_read },
		{ 0, 2100, VYPR_WAIT_futex, VYPR_WAIT_read, VYPR_WAIT_unseen },
		{ 0, 2100, VYPR_WAIT_futex, VYPR_WAIT_stopped, VYPR_WAIT_stopped },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct vypr_sample s = { .time_ns = rows[i].first, .state = 'S',
					 .wait = rows[i].wait_first };
		struct vypr_spending spending;
		struct vypr_spent spent;

		vypr_spending_begin(&spending, 1000, 2000);
		if (s.time_ns)
			vypr_spending_take(&spending, &s);
		s.time_ns = rows[i].second;
		s.wait = rows[i].wait_second;
		vypr_spending_take(&spending, &s);
		vypr_spending_end(&spending, &spent);
		ck_assert(spent.ran.most == 0);
		ck_assert_msg(spent.waits[rows[i].told] == 1000, "row %zu", i);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("spent");
	TCase *tc = tcase_create("spent");

	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, what_is_told_holds_whenever_one_looks);
	tcase_add_test(tc, with_looks_at_both_ends_it_is_exact);
	tcase_add_test(tc, a_first_look_tells_what_a_thread_waited_in);
	tcase_add_test(tc, without_looks_nothing_is_known);
	tcase_add_test(tc, what_it_waited_in_was_seen_in_the_span);
	suite_add_tcase(suite, tc);
	return suite_run(suite);
}
