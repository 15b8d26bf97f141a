/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Samples of threads: what is put into the store is what any span of time finds there.
 */
#include <limits.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "runtime/store_write.h"
#include "testsuite/suite.h"

enum { THREADS = 3, SAMPLES = 400, MOST = 2 * SAMPLES };

static char directory[] = "/tmp/vypr-check-samples.XXXXXX", path[PATH_MAX];
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
	ck_assert(mkdtemp(directory) != NULL);
	snprintf(path, sizeof path, "%s/vypr.db", directory);
}

static void teardown(void)
{
	char command[PATH_MAX + 32];

	snprintf(command, sizeof command, "rm -rf %s", directory);
	ck_assert_int_eq(system(command), 0);
}

static struct vypr_store *open_store(enum vypr_store_mode mode)
{
	struct vypr_store *store;

	ck_assert(!vypr_store_open(path, mode, &store, NULL));
	return store;
}

/* ---- made, and kept beside the store ---- */

static struct vypr_sample made[2][THREADS][SAMPLES];

static void invent(struct vypr_sample *s, const struct vypr_sample *was)
{
	*s = *was;
	s->time_ns += 1 + draw() % (draw() % 10 ? 2000000 : UINT64_C(1) << 40);
	s->ran_ns += draw() % 3 ? draw() % 1000000 : 0;
	s->queued_ns += draw() % 1000;
	s->turns += draw() % 4;
	s->blocked += draw() % 3;
	s->minor += draw() % 300;
	s->major += draw() % 2;
	s->state = (uint8_t)"RSDT"[draw() % 4];
	s->wait = s->state == 'R' ? 0 : (uint8_t)(draw() % 256);
}

static void write_run(struct vypr_store *store, int run)
{
	struct vypr_run head = { .pid = 1, .start_monotonic_ns = 1 };
	struct vypr_sample zero = { .time_ns = 1000 };
	struct vypr_writer *writer;

	ck_assert(!vypr_writer_new(store, &head, run ? "two" : "one", &writer));
	for (int i = 0; i < SAMPLES; i++) {
		for (int t = 0; t < THREADS; t++) {
			struct vypr_sample *s = &made[run][t][i];

			invent(s, i ? s - 1 : &zero);
			vypr_writer_sample(writer, (uint32_t)t + 1, s);
		}
		if (draw() % 20 == 0)
			ck_assert(!vypr_writer_commit(writer, NULL, NULL, 0, NULL));
	}
	ck_assert(!vypr_writer_commit(writer, NULL, NULL, 0, NULL));
	vypr_writer_free(writer);
}

/* ---- found ---- */

static struct vypr_sample found[MOST];
static size_t found_count, found_most;

static enum vypr_status keep(void *ctx, const struct vypr_sample *sample)
{
	(void)ctx;
	ck_assert(found_count < MOST);
	found[found_count++] = *sample;
	return found_count == found_most ? VYPR_BUSY : VYPR_OK;
}

static enum vypr_status find(struct vypr_store *store, uint32_t run, uint32_t thread,
			     uint64_t from, uint64_t until)
{
	found_count = 0;
	return vypr_store_samples(store, run, thread, from, until, keep, NULL);
}

static int same(const struct vypr_sample *a, const struct vypr_sample *b)
{
	return a->time_ns == b->time_ns && a->ran_ns == b->ran_ns &&
	       a->queued_ns == b->queued_ns && a->turns == b->turns &&
	       a->minor == b->minor && a->major == b->major && a->blocked == b->blocked && a->state == b->state &&
	       a->wait == b->wait;
}

/* The same by looking at all. */
static void compare(const struct vypr_sample *all, uint64_t from, uint64_t until)
{
	size_t first = 0, count = 0;

	while (first + 1 < SAMPLES && all[first + 1].time_ns <= from)
		first++;
	while (first + count < SAMPLES && (!count || all[first + count - 1].time_ns < until ||
					   all[first + count - 1].time_ns <= from))
		count++;
	ck_assert_uint_eq(found_count, count);
	for (size_t i = 0; i < count; i++)
		ck_assert(same(&found[i], &all[first + i]));
}

START_TEST(a_span_finds_what_is_in_it_and_one_on_each_side)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);

	write_run(store, 0);
	write_run(store, 1);
	ck_assert(!vypr_store_view_begin(store, NULL));
	for (int i = 0; i < 3000; i++) {
		int run = (int)(draw() % 2), t = (int)(draw() % THREADS);
		const struct vypr_sample *all = made[run][t];
		uint64_t from = all[draw() % SAMPLES].time_ns + draw() % 3 - 1;
		uint64_t until = from + draw() % (UINT64_C(1) << draw() % 42);

		ck_assert(!find(store, (uint32_t)run + 1, (uint32_t)t + 1, from, until));
		compare(all, from, until);
	}
	vypr_store_close(store);
}
END_TEST

START_TEST(the_whole_of_time_finds_all_and_a_visitor_stops_it)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);

	write_run(store, 0);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!find(store, 1, THREADS, 0, UINT64_MAX));
	ck_assert_uint_eq(found_count, SAMPLES);
	ck_assert(!find(store, 1, THREADS + 1, 0, UINT64_MAX));
	ck_assert_uint_eq(found_count, 0);
	ck_assert(!find(store, 2, 1, 0, UINT64_MAX));
	ck_assert_uint_eq(found_count, 0);
	found_most = 7;
	ck_assert_int_eq(find(store, 1, 1, 0, UINT64_MAX), VYPR_BUSY);
	ck_assert_uint_eq(found_count, 7);
	vypr_store_close(store);
}
END_TEST

/* As an earlier release made it. */
static void drop_table(void)
{
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi table;

	ck_assert(!mdb_env_create(&env));
	ck_assert(!mdb_env_set_maxdbs(env, 32));
	ck_assert(!mdb_env_open(env, path, MDB_NOSUBDIR, 0666));
	ck_assert(!mdb_txn_begin(env, NULL, 0, &txn));
	ck_assert(!mdb_dbi_open(txn, "sample", 0, &table));
	ck_assert(!mdb_drop(txn, table, 1));
	ck_assert(!mdb_txn_commit(txn));
	mdb_env_close(env);
}

START_TEST(a_store_of_before_there_were_samples_has_none_and_may_get_some)
{
	struct vypr_store *store;

	vypr_store_close(open_store(VYPR_STORE_WRITE));
	drop_table();
	store = open_store(VYPR_STORE_READ);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!find(store, 1, 1, 0, UINT64_MAX));
	ck_assert_uint_eq(found_count, 0);
	vypr_store_close(store);
	store = open_store(VYPR_STORE_WRITE);
	write_run(store, 0);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!find(store, 1, 1, 0, UINT64_MAX));
	ck_assert_uint_eq(found_count, SAMPLES);
	vypr_store_close(store);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("samples");
	TCase *tc = tcase_create("samples");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, a_span_finds_what_is_in_it_and_one_on_each_side);
	tcase_add_test(tc, the_whole_of_time_finds_all_and_a_visitor_stops_it);
	tcase_add_test(tc, a_store_of_before_there_were_samples_has_none_and_may_get_some);
	suite_add_tcase(suite, tc);
	return suite_run(suite);
}
