/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store: what a writer commits is what a reader finds, and every way in which
 * the file can be wrong is told.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runtime/histogram.h"
#include "runtime/reader.h"
#include "runtime/store_write.h"
#include "testsuite/runtime_unit.h"
#include "testsuite/suite.h"

#define HOUR_NS 3600000000000ULL

static char directory[] = "/tmp/vypr-check-store.XXXXXX", path[PATH_MAX];
static unsigned char *bytes;
static size_t size;
static struct vypr_unit unit;
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
	bytes = runtime_unit_make("store", &size);
	ck_assert(bytes != NULL);
	ck_assert(!vypr_unit_decode(bytes, size, &unit));
}

static void teardown(void)
{
	char command[PATH_MAX + 32];

	vypr_unit_fini(&unit);
	free(bytes);
	snprintf(command, sizeof command, "rm -rf %s", directory);
	ck_assert_int_eq(system(command), 0);
}

static const struct vypr_run sample = {
	.pid = 77, .host = "here", .program = "./prog", .arguments = "./prog -v two words",
	.start_realtime_ns = 500000 * HOUR_NS, .start_monotonic_ns = 1000,
	.clock_error = { 5, 1e-6 }, .uses_tsc = 1,
};

static struct vypr_store *open_store(enum vypr_store_mode mode)
{
	struct vypr_store *store;
	struct vypr_diag diag;
	enum vypr_status status = vypr_store_open(path, mode, &store, &diag);

	ck_assert_msg(!status, "%s", diag.text);
	return store;
}

static struct vypr_writer *open_writer(struct vypr_store *store, const char *identity)
{
	struct vypr_writer *writer;

	ck_assert(!vypr_writer_new(store, &sample, identity, &writer));
	ck_assert(!vypr_writer_add_unit(writer, bytes, size, &unit));
	return writer;
}

static void commit(struct vypr_writer *writer)
{
	struct vypr_diag diag;
	enum vypr_status status = vypr_writer_commit(writer, NULL, "ckpt", 4, &diag);

	ck_assert_msg(!status, "%s", diag.text);
}

struct made {
	struct vypr_verdict verdict;
	struct vypr_observation observation;
	struct vypr_captured captured;
};

/* Verdict i of formula f: its captured value is i, its duration is drawn. */
static void make(struct made *made, uint32_t f, uint64_t i, uint64_t time_ns)
{
	memset(made, 0, sizeof *made);
	made->verdict.formula = f;
	made->verdict.thread = 1 + i % 3;
	made->verdict.call = i;
	made->verdict.time_ns = time_ns;
	made->observation.site_begin = f ? SITE_BEGIN : VYPR_NO_SITE;
	made->observation.site_end = f ? SITE_END : SITE_CHANGE;
	made->observation.end_ns = time_ns;
	made->observation.begin_ns = f ? time_ns - draw() % 600 : 0;
	made->verdict.transaction = draw() % 3 ? 0 : i / 10;
	made->captured = (struct vypr_captured){ i, 1 + draw() % 2, NULL };
	if (f && time_ns - made->observation.begin_ns > 300)
		made->verdict.kind = VYPR_VERDICT_FALSE;
	if (draw() % 50 == 0) {
		made->verdict.kind = VYPR_VERDICT_UNKNOWN;
		made->verdict.reason = VYPR_REASON_LOST;
	} else if (draw() % 50 == 0) {
		made->verdict.kind = VYPR_VERDICT_MEASURED;
	}
}

static void put(struct vypr_writer *writer, struct made *made)
{
	made->verdict.observations = &made->observation;
	made->verdict.captured = &made->captured;
	ck_assert(!vypr_writer_put(writer, &made->verdict));
}

struct reading {
	const struct made *made;
	uint64_t count, kinds[VYPR_VERDICT_KINDS];
	uint32_t run, row;
};

static enum vypr_status compare(void *ctx, const struct vypr_stored_verdict *got)
{
	struct reading *reading = ctx;
	const struct made *made = reading->made + reading->count;

	ck_assert_uint_eq(got->number, reading->count + 1);
	ck_assert_uint_eq(got->run, reading->run);
	ck_assert_uint_eq(got->row, reading->row);
	ck_assert_uint_eq(got->verdict.kind, made->verdict.kind);
	ck_assert_uint_eq(got->verdict.reason, made->verdict.reason);
	ck_assert_uint_eq(got->verdict.call, made->verdict.call);
	ck_assert_uint_eq(got->verdict.transaction, made->verdict.transaction);
	ck_assert_uint_eq(got->verdict.thread, made->verdict.thread);
	ck_assert_uint_eq(got->verdict.time_ns, made->verdict.time_ns);
	ck_assert_uint_eq(got->verdict.formula, made->verdict.formula);
	ck_assert_mem_eq(got->verdict.observations, &made->observation,
			 sizeof made->observation);
	if (!made->verdict.formula)
		ck_assert_uint_eq(got->verdict.captured->value, made->captured.value);
	if (!made->verdict.formula)
		ck_assert_uint_eq(got->verdict.captured->known, made->captured.known);
	reading->count++;
	reading->kinds[got->verdict.kind]++;
	return VYPR_OK;
}

static enum vypr_status count(void *ctx, const struct vypr_stored_verdict *got)
{
	struct reading *reading = ctx;

	reading->count++;
	reading->kinds[got->verdict.kind]++;
	return VYPR_OK;
}

/* Rows of the first unit: formula 0 is row 1, formula 1 is row 2. */
static void read_row(struct vypr_store *store, uint32_t run, uint32_t row,
		     const struct made *made, uint64_t wanted)
{
	struct reading reading = { made, 0, { 0 }, run, row };
	struct vypr_filter filter = { .run = run, .row = row };

	ck_assert(!vypr_store_verdicts(store, &filter, compare, &reading));
	ck_assert_uint_eq(reading.count, wanted);
}

/* Another process is in the middle of making it: one page of two is there. */
START_TEST(a_store_that_is_just_being_made_is_waited_for)
{
	static const char page[4096];
	int fd = open(path, O_WRONLY | O_CREAT, 0666), status;
	pid_t maker;

	ck_assert_int_eq(write(fd, page, sizeof page), sizeof page);
	maker = fork();
	if (maker == 0) {
		usleep(50000);
		_exit(ftruncate(fd, 0) != 0);
	}
	vypr_store_close(open_store(VYPR_STORE_WRITE));
	ck_assert(waitpid(maker, &status, 0) == maker && status == 0);
	close(fd);
}
END_TEST

/* A process that makes it has locked the lock file, and dies before it has filled it. */
START_TEST(a_store_whose_maker_died_is_made)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char lock[PATH_MAX + 8];
	int ready[2], status;
	pid_t maker;
	char byte;

	snprintf(lock, sizeof lock, "%s-lock", path);
	ck_assert_int_eq(pipe(ready), 0);
	maker = fork();
	if (maker == 0) {
		int fd = open(lock, O_RDWR | O_CREAT, 0666);

		if (fcntl(fd, F_SETLK, &whole) || ftruncate(fd, 8192) ||
		    write(ready[1], "", 1) != 1)
			_exit(1);
		usleep(50000);
		_exit(0);
	}
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	vypr_store_close(open_store(VYPR_STORE_WRITE));
	ck_assert(waitpid(maker, &status, 0) == maker && status == 0);
	close(ready[0]);
	close(ready[1]);
}
END_TEST

START_TEST(verdicts_come_back_in_order_after_many_commits)
{
	enum { MOST = 20000 };
	struct made *made[2] = { calloc(MOST, sizeof **made), calloc(MOST, sizeof **made) };
	struct vypr_store *store = open_store(VYPR_STORE_WRITE), *reader;
	struct vypr_writer *writer = open_writer(store, "image-1");
	uint64_t counts[2] = { 0 };

	for (int i = 0; i < MOST; i++) {
		uint32_t f = draw() % 2;

		make(made[f] + counts[f], f, counts[f], 1000000 + (uint64_t)i * 100);
		put(writer, made[f] + counts[f]++);
		if (draw() % 3000 == 0)
			commit(writer);
	}
	commit(writer);
	ck_assert_uint_eq(vypr_writer_waiting(writer), 0);
	vypr_writer_free(writer);
	vypr_store_close(store);
	reader = open_store(VYPR_STORE_READ);
	ck_assert(!vypr_store_view_begin(reader, NULL));
	read_row(reader, 1, 1, made[0], counts[0]);
	read_row(reader, 1, 2, made[1], counts[1]);
	vypr_store_close(reader);
	free(made[0]);
	free(made[1]);
}
END_TEST

START_TEST(one_verdict_is_found_by_its_number)
{
	struct made *made = calloc(9000, sizeof *made);
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");

	for (int i = 0; i < 9000; i++) {
		make(made + i, 0, (uint64_t)i, 5000 + (uint64_t)i);
		put(writer, made + i);
		if (i % 2500 == 0)
			commit(writer);
	}
	commit(writer);
	ck_assert(!vypr_store_view_begin(store, NULL));
	for (uint64_t n = 1; n <= 9000; n += 1 + draw() % 200) {
		struct reading reading = { made, n - 1, { 0 }, 1, 1 };

		ck_assert(!vypr_store_verdict(store, 1, 1, n, compare, &reading));
		ck_assert_uint_eq(reading.count, n);
	}
	for (int i = 0; i < 6; i++) {
		static const uint64_t none[][3] = { { 1, 1, 9001 }, { 1, 1, 0 }, { 2, 1, 1 },
						    { 1, 2, 1 }, { 1, 3, 1 }, { 0, 0, 1 } };

		ck_assert_int_eq(vypr_store_verdict(store, (uint32_t)none[i][0],
						    (uint32_t)none[i][1], none[i][2], count,
						    NULL),
				 VYPR_ABSENT);
	}
	vypr_writer_free(writer);
	vypr_store_close(store);
	free(made);
}
END_TEST

START_TEST(filters_pass_exactly_what_they_say)
{
	enum { MOST = 10000 };
	struct made *made = calloc(MOST, sizeof *made);
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writers[2] = { open_writer(store, "a"), open_writer(store, "b") };

	for (int i = 0; i < MOST; i++) {
		make(made + i, 1, (uint64_t)i, 1000000 + (uint64_t)i * 1000);
		put(writers[i % 2], made + i);
	}
	commit(writers[0]);
	commit(writers[1]);
	ck_assert(!vypr_store_view_begin(store, NULL));
	for (int round = 0; round < 60; round++) {
		uint64_t since = draw() % (MOST * 1000), until = since + draw() % 4000000;
		struct vypr_filter filter = {
			.run = (uint32_t)(draw() % 3), .kinds = (unsigned)(draw() % 16),
			.since_ns = draw() % 2 ? sample.start_realtime_ns + since : 0,
			.until_ns = draw() % 2 ? sample.start_realtime_ns + until : 0 };
		struct reading reading = { 0 };
		uint64_t truth = 0;

		for (int i = 0; i < MOST; i++) {
			uint64_t real = sample.start_realtime_ns + made[i].verdict.time_ns -
					sample.start_monotonic_ns;

			truth += (!filter.run || filter.run == (uint32_t)(i % 2 + 1)) &&
				 (!filter.kinds ||
				  filter.kinds >> made[i].verdict.kind & 1) &&
				 (!filter.since_ns || real >= filter.since_ns) &&
				 (!filter.until_ns || real <= filter.until_ns);
		}
		ck_assert(!vypr_store_verdicts(store, &filter, count, &reading));
		ck_assert_uint_eq(reading.count, truth);
	}
	vypr_writer_free(writers[0]);
	vypr_writer_free(writers[1]);
	vypr_store_close(store);
	free(made);
}
END_TEST

static enum vypr_status refuse(void *ctx, const struct vypr_stored_verdict *got)
{
	(void)got;
	return ++*(int *)ctx == 3 ? VYPR_LIMIT : VYPR_OK;
}

START_TEST(a_visitor_stops_the_scan)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	struct made made;
	int seen = 0;

	for (uint64_t i = 0; i < 10; i++) {
		make(&made, 0, i, 2000 + i);
		put(writer, &made);
	}
	commit(writer);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert_int_eq(vypr_store_verdicts(store, NULL, refuse, &seen), VYPR_LIMIT);
	ck_assert_int_eq(seen, 3);
	vypr_writer_free(writer);
	vypr_store_close(store);
}
END_TEST

START_TEST(summaries_are_what_a_scan_would_count)
{
	enum { MOST = 6000 };
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	uint64_t kinds[2][VYPR_VERDICT_KINDS] = { 0 };
	double worst[2] = { INFINITY, INFINITY };
	double sum[2] = { 0 }, min[2] = { INFINITY, INFINITY }, max[2] = { 0 };
	struct vypr_summary *summaries;
	size_t found;

	for (int i = 0; i < MOST; i++) {
		struct made made;
		int late = i >= 4000;
		double duration;

		make(&made, 1, (uint64_t)i,
		     sample.start_monotonic_ns + 1000 + (late ? 2 * HOUR_NS : 0));
		put(writer, &made);
		duration = (double)(made.observation.end_ns - made.observation.begin_ns);
		kinds[late][made.verdict.kind]++;
		if (made.verdict.kind == VYPR_VERDICT_TRUE ||
		    made.verdict.kind == VYPR_VERDICT_FALSE)
			worst[late] = fmin(worst[late], 300 - duration);
		sum[late] += duration;
		min[late] = fmin(min[late], duration);
		max[late] = fmax(max[late], duration);
		if (i % 1500 == 0)
			commit(writer);
	}
	commit(writer);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!vypr_store_summaries(store, &summaries, &found));
	ck_assert_uint_eq(found, 2);
	for (int late = 0; late < 2; late++) {
		const struct vypr_summary *got = summaries + late;
		uint64_t total = 0;

		ck_assert_uint_eq(got->row, 2);
		ck_assert_uint_eq(got->run, 1);
		ck_assert_uint_eq(got->hour, 500000u + 2u * (unsigned)late);
		ck_assert_mem_eq(got->count, kinds[late], sizeof got->count);
		ck_assert_uint_eq(got->unknown[VYPR_REASON_LOST],
				  kinds[late][VYPR_VERDICT_UNKNOWN]);
		ck_assert_int_eq(got->quantity, VYPR_QUANTITY_NS);
		ck_assert_uint_eq(got->measured, late ? 2000 : 4000);
		ck_assert_double_eq(got->sum, sum[late]);
		ck_assert_double_eq(got->min, min[late]);
		ck_assert_double_eq(got->max, max[late]);
		ck_assert_double_eq(got->worst_severity, worst[late]);
		for (uint32_t b = 0; b < got->bucket_count; b++)
			total += got->buckets[b].count;
		ck_assert_uint_eq(total, got->measured);
		ck_assert_int_eq(got->buckets[0].index, vypr_histogram_index(min[late]));
	}
	free(summaries);
	vypr_writer_free(writer);
	vypr_store_close(store);
}
END_TEST

/* It is false since 301 ns had passed; how long it takes nobody knows. */
START_TEST(the_time_at_which_a_deadline_passed_is_not_a_measured_one)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	struct vypr_summary *summaries;
	struct made ended, hung;
	size_t found;

	make(&ended, 1, 1, 5000);
	ended.verdict.kind = VYPR_VERDICT_TRUE;
	ended.observation.begin_ns = 4900;
	make(&hung, 1, 2, 6000);
	hung.verdict.kind = VYPR_VERDICT_FALSE;
	hung.observation.begin_ns = 6000 - 320;
	hung.observation.site_end = VYPR_NO_SITE;
	hung.observation.end_ns = 0;
	put(writer, &ended);
	put(writer, &hung);
	commit(writer);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!vypr_store_summaries(store, &summaries, &found));
	ck_assert_uint_eq(found, 1);
	ck_assert_uint_eq(summaries->count[VYPR_VERDICT_FALSE], 1);
	ck_assert_double_lt(summaries->worst_severity, 0);
	ck_assert_uint_eq(summaries->measured, 1);
	ck_assert_uint_eq(summaries->bucket_count, 1);
	ck_assert_double_eq(summaries->max, 100);
	free(summaries);
	vypr_writer_free(writer);
	vypr_store_close(store);
}
END_TEST

/* ---- verdicts that are told again ---- */

/* As when its deadline passed, and as when it had ended. */
struct late {
	struct made made;
	struct vypr_observation hung;
	uint64_t name;
	int told;                /* again */
};

static void put_first(struct vypr_writer *writer, struct late *late, uint64_t i)
{
	struct vypr_verdict verdict;

	make(&late->made, 1, i, 5000 + i * 1000);
	late->made.verdict.kind = VYPR_VERDICT_FALSE;
	late->made.verdict.reason = VYPR_REASON_NONE;
	late->made.observation.begin_ns = late->made.verdict.time_ns - 320;
	late->made.observation.end_ns = late->made.verdict.time_ns + draw() % 2000;
	late->made.observation.callee = (uint32_t)i;
	late->hung = late->made.observation;
	late->hung.site_end = VYPR_NO_SITE;
	late->hung.end_ns = 0;
	late->hung.callee = 7;
	verdict = late->made.verdict;
	verdict.observations = &late->hung;
	verdict.told = &late->name;
	ck_assert(!vypr_writer_put(writer, &verdict));
	ck_assert_uint_ne(late->name, 0);
}

static void put_again(struct vypr_writer *writer, struct late *late)
{
	late->told = 1;
	late->made.verdict.told = &late->name;
	put(writer, &late->made);
}

/* Whichever has been told again is as it was told last, all are there once, and so say the
 * summaries. */
static void check_late(struct vypr_store *store, const struct late *late, uint64_t wanted)
{
	struct made *made = calloc(wanted, sizeof *made);
	struct vypr_summary *summaries;
	uint64_t told = 0, buckets = 0;
	double sum = 0, worst = 0;
	size_t found;

	for (uint64_t i = 0; i < wanted; i++) {
		const struct vypr_observation *o = &late[i].made.observation;
		double ns = (double)(o->end_ns - o->begin_ns);

		made[i] = late[i].made;
		if (!late[i].told)
			made[i].observation = late[i].hung;
		told += (uint64_t)late[i].told;
		sum += late[i].told ? ns : 0;
		worst = fmin(worst, late[i].told ? 300 - ns : 300 - 320);
	}
	ck_assert(!vypr_store_view_begin(store, NULL));
	read_row(store, 1, 2, made, wanted);
	ck_assert(!vypr_store_summaries(store, &summaries, &found));
	ck_assert_uint_eq(found, 1);
	ck_assert_uint_eq(summaries->count[VYPR_VERDICT_FALSE], wanted);
	ck_assert_uint_eq(summaries->measured, told);
	for (uint32_t b = 0; b < summaries->bucket_count; b++)
		buckets += summaries->buckets[b].count;
	ck_assert_uint_eq(buckets, told);
	ck_assert_double_eq(summaries->sum, sum);
	ck_assert_double_eq(summaries->worst_severity, worst);
	free(summaries);
	vypr_store_view_end(store);
	free(made);
}

/* Another process goes on from what was committed. */
static struct vypr_writer *go_on(struct vypr_store *store, struct vypr_writer *writer)
{
	struct vypr_found_run was;

	vypr_writer_free(writer);
	ck_assert(!vypr_store_find_run(store, "image-1", &was));
	ck_assert(!vypr_writer_new(store, &was.run, "image-1", &writer));
	ck_assert(!vypr_writer_add_unit(writer, bytes, size, &unit));
	vypr_found_run_fini(&was);
	return writer;
}

/* At once or after a while, in the tail, in blocks that are full, in the store or not yet. */
START_TEST(a_verdict_that_is_told_again_takes_its_own_place)
{
	enum { MOST = 13000 };
	struct late *late = calloc(MOST, sizeof *late);
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");

	for (uint64_t i = 0; i < MOST; i++) {
		uint64_t back = draw() % (draw() % 2 ? 50 : i + 1);

		put_first(writer, late + i, i);
		if (draw() % 4 == 0 && back <= i && !late[i - back].told)
			put_again(writer, late + i - back);
		if (i % 2600 != 2599)
			continue;
		commit(writer);
		check_late(store, late, i + 1);
		if (i > MOST / 2)
			writer = go_on(store, writer);
	}
	ck_assert_uint_eq(vypr_writer_run(writer)->verdicts, MOST);
	for (uint64_t i = 0; i < MOST; i += 1 + draw() % 900)
		if (!late[i].told)
			put_again(writer, late + i);
	commit(writer);
	check_late(store, late, MOST);
	vypr_writer_free(writer);
	vypr_store_close(store);
	free(late);
}
END_TEST

START_TEST(a_verdict_that_is_not_there_is_not_told_again)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	struct late late[3] = { 0 };

	put_first(writer, late, 0);
	for (int i = 1; i < 3; i++) {
		late[i] = late[0];
		late[i].name = i == 1 ? 2 * 77 : 1;
		put_again(writer, late + i);
	}
	commit(writer);
	check_late(store, late, 1);
	vypr_writer_free(writer);
	vypr_store_close(store);
}
END_TEST

START_TEST(an_object_that_was_loaded_twice_has_one_row)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	struct made made[40];

	ck_assert(!vypr_writer_add_unit(writer, bytes, size, &unit));
	for (uint64_t i = 0; i < 40; i++) {
		make(made + i, 0, i, 5000 + i);
		made[i].verdict.unit = i % 2;
		put(writer, made + i);
		if (i == 19)
			commit(writer);
	}
	commit(writer);
	ck_assert(!vypr_store_view_begin(store, NULL));
	read_row(store, 1, 1, made, 40);
	vypr_writer_free(writer);
	vypr_store_close(store);
}
END_TEST

START_TEST(runs_units_and_rows_are_described)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	const struct vypr_unit *got;
	struct vypr_run *runs;
	struct vypr_row *rows;
	size_t found;

	vypr_writer_run(writer)->state = VYPR_RUN_ENDED;
	vypr_writer_run(writer)->events = 123;
	vypr_writer_run(writer)->end_monotonic_ns = 4567;
	commit(writer);
	ck_assert_int_eq(vypr_store_runs(store, &runs, &found), VYPR_BUSY); /* no view */
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!vypr_store_runs(store, &runs, &found));
	ck_assert_uint_eq(found, 1);
	ck_assert_uint_eq(runs->id, 1);
	ck_assert_int_eq(runs->state, VYPR_RUN_ENDED);
	ck_assert_uint_eq(runs->pid, 77);
	ck_assert_str_eq(runs->host, "here");
	ck_assert_str_eq(runs->program, "./prog");
	ck_assert_str_eq(runs->arguments, "./prog -v two words");
	ck_assert_uint_eq(runs->start_realtime_ns, sample.start_realtime_ns);
	ck_assert_uint_eq(runs->end_monotonic_ns, 4567);
	ck_assert_uint_eq(runs->events, 123);
	ck_assert_uint_eq(runs->clock_error.abs_ns, 5);
	ck_assert(runs->uses_tsc);
	free(runs);
	ck_assert(!vypr_store_rows(store, &rows, &found));
	ck_assert_uint_eq(found, 2);
	for (uint32_t i = 0; i < 2; i++) {
		ck_assert_uint_eq(rows[i].id, i + 1);
		ck_assert_uint_eq(rows[i].formula, i);
		ck_assert_uint_eq(rows[i].unit_hash, unit.hash);
	}
	ck_assert_str_eq(vypr_unit_string(rows[1].unit, rows[1].unit->formulas[1].name),
			 "second");
	ck_assert_int_eq(rows[0].form->captures[0].type, VYPR_TYPE_I64);
	free(rows);
	ck_assert(!vypr_store_run_unit(store, 1, 0, &got));
	ck_assert_uint_eq(got->hash, unit.hash);
	ck_assert_int_eq(vypr_store_run_unit(store, 1, 1, &got), VYPR_ABSENT);
	vypr_writer_free(writer);
	vypr_store_close(store);
}
END_TEST

START_TEST(a_build_keeps_its_rows_over_runs)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer;
	struct vypr_unit other;
	unsigned char *more;
	size_t more_size, found;
	struct vypr_row *rows;

	for (int i = 0; i < 3; i++) {
		writer = open_writer(store, i == 0 ? "a" : i == 1 ? "b" : "c");
		commit(writer);
		ck_assert_uint_eq(vypr_writer_run(writer)->id, (unsigned)i + 1);
		vypr_writer_free(writer);
	}
	writer = open_writer(store, "d");
	more = runtime_unit_make("another build", &more_size);
	ck_assert(!vypr_unit_decode(more, more_size, &other));
	ck_assert(!vypr_writer_add_unit(writer, more, more_size, &other));
	commit(writer);
	vypr_writer_free(writer);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!vypr_store_rows(store, &rows, &found));
	ck_assert_uint_eq(found, 4);
	free(rows);
	vypr_unit_fini(&other);
	free(more);
	vypr_store_close(store);
}
END_TEST

START_TEST(a_run_goes_on_where_it_was_left)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	struct made *made = calloc(5000, sizeof *made);
	struct vypr_found_run was;

	for (int i = 0; i < 5000; i++) {
		if (i == 4500) {
			commit(writer);
			vypr_writer_free(writer);
			ck_assert(!vypr_store_find_run(store, "image-1", &was));
			ck_assert_uint_eq(was.run.id, 1);
			ck_assert_uint_eq(was.run.verdicts, 4500);
			ck_assert_uint_eq(was.checkpoint_size, 4);
			ck_assert_mem_eq(was.checkpoint, "ckpt", 4);
			ck_assert(!vypr_writer_new(store, &was.run, "image-1", &writer));
			ck_assert(!vypr_writer_add_unit(writer, bytes, size, &unit));
			vypr_found_run_fini(&was);
		}
		make(made + i, 0, (uint64_t)i, 2000 + (uint64_t)i);
		put(writer, made + i);
	}
	ck_assert(!vypr_writer_commit(writer, NULL, NULL, 0, NULL));
	ck_assert(!vypr_store_find_run(store, "image-1", &was));
	ck_assert(was.checkpoint == NULL);
	ck_assert_uint_eq(was.run.verdicts, 5000);
	vypr_found_run_fini(&was);
	ck_assert_int_eq(vypr_store_find_run(store, "image-2", &was), VYPR_ABSENT);
	ck_assert(!vypr_store_view_begin(store, NULL));
	read_row(store, 1, 1, made, 5000);
	vypr_writer_free(writer);
	vypr_store_close(store);
	free(made);
}
END_TEST

START_TEST(paths_are_stored_once_and_found_by_id)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	struct vypr_paths paths;
	struct vypr_path_node node;
	uint32_t root;

	ck_assert(!vypr_paths_init(&paths));
	root = vypr_paths_intern(&paths, VYPR_PATH_ROOT, 3, 4, 0);
	for (uint64_t i = 0; i < 1000; i++) {
		ck_assert(vypr_paths_intern(&paths, VYPR_PATH_BITS, root, 1u << 20 | i, 0));
		if (i == 500)
			ck_assert(!vypr_writer_commit(writer, &paths, "c", 1, NULL));
	}
	ck_assert(!vypr_writer_commit(writer, &paths, "c", 1, NULL));
	ck_assert(!vypr_store_view_begin(store, NULL));
	for (uint32_t id = 1; id < paths.count; id++) {
		ck_assert(!vypr_store_path_node(store, 1, id, &node));
		ck_assert_uint_eq(node.kind, paths.nodes[id].kind);
		ck_assert_uint_eq(node.a, paths.nodes[id].a);
		ck_assert_uint_eq(node.b, paths.nodes[id].b);
		ck_assert_uint_eq(node.c, paths.nodes[id].c);
		ck_assert_uint_eq(node.length, paths.nodes[id].length);
	}
	ck_assert_int_eq(vypr_store_path_node(store, 1, paths.count, &node), VYPR_ABSENT);
	ck_assert_int_eq(vypr_store_path_node(store, 1, 0, &node), VYPR_ABSENT);
	ck_assert_int_eq(vypr_store_path_node(store, 2, 1, &node), VYPR_ABSENT);
	vypr_paths_fini(&paths);
	vypr_writer_free(writer);
	vypr_store_close(store);
}
END_TEST

/* ---- strings ------------------------------------------------------------------ */

enum { STRINGS = 3000 };

static struct vypr_string *invent_string(uint32_t id)
{
	size_t length = id == 5 ? 0 : id == 6 ? VYPR_STRING_MOST : draw() % 40;
	struct vypr_string *string = calloc(1, sizeof *string + VYPR_STRING_MOST + 1);

	string->id = id;
	string->size = (uint32_t)length;
	string->truncated = length == VYPR_STRING_MOST;
	for (size_t i = 0; i < length; i++)
		string->bytes[i] = (char)(1 + draw() % 255);
	return string;
}

static struct vypr_string *strings[STRINGS];

static enum vypr_status compare_string(void *ctx, const struct vypr_stored_verdict *got)
{
	const struct vypr_captured *captured = got->verdict.captured;
	const struct vypr_string *wanted;
	uint64_t *seen = ctx;

	++*seen;
	ck_assert_uint_eq(captured->value, (got->number - 1) % (STRINGS + 1));
	if (!captured->value || captured->known == VYPR_KNOWN_NOT) {
		ck_assert(captured->string == NULL);
		return VYPR_OK;
	}
	wanted = strings[captured->value - 1];
	ck_assert(captured->string != NULL);
	ck_assert_uint_eq(captured->string->id, wanted->id);
	ck_assert_uint_eq(captured->string->size, wanted->size);
	ck_assert_uint_eq(captured->string->truncated, wanted->truncated);
	ck_assert_mem_eq(captured->string->bytes, wanted->bytes, wanted->size + 1);
	return VYPR_OK;
}

/* A unit whose x is a string; verdict i has string i, 0 is the null pointer. */
static void write_strings(struct vypr_store *store, const char *identity,
			  const unsigned char *typed, size_t typed_size,
			  const struct vypr_unit *typed_unit)
{
	struct vypr_writer *writer;
	struct made made;

	ck_assert(!vypr_writer_new(store, &sample, identity, &writer));
	ck_assert(!vypr_writer_add_unit(writer, typed, typed_size, typed_unit));
	ck_assert_int_eq(vypr_writer_add_string(writer, strings[1]), VYPR_RANGE);
	for (uint32_t i = 0; i < 2 * STRINGS; i++) {
		if (i < STRINGS)
			ck_assert(!vypr_writer_add_string(writer, strings[i]));
		if (i % 700 == 0)
			commit(writer);
		make(&made, 0, i % (STRINGS + 1), 5000 + i);
		made.captured.known = i % 11 ? VYPR_KNOWN : VYPR_KNOWN_NOT;
		put(writer, &made);
	}
	commit(writer);
	vypr_writer_free(writer);
}

START_TEST(strings_come_back_with_the_verdicts)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	const struct vypr_string *string;
	struct vypr_unit typed_unit;
	size_t typed_size;
	unsigned char *typed =
		runtime_unit_typed("strings", VYPR_TYPE_STRING, &typed_size);
	uint64_t seen = 0;

	ck_assert(!vypr_unit_decode(typed, typed_size, &typed_unit));
	for (uint32_t i = 0; i < STRINGS; i++)
		strings[i] = invent_string(i + 1);
	write_strings(store, "image-1", typed, typed_size, &typed_unit);
	write_strings(store, "image-2", typed, typed_size, &typed_unit);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!vypr_store_verdicts(store, NULL, compare_string, &seen));
	ck_assert_uint_eq(seen, 4 * STRINGS);
	for (uint32_t i = 0; i < STRINGS; i += 100) {
		ck_assert(!vypr_store_string(store, 1 + i / 100 % 2, i + 1, &string));
		ck_assert_str_eq(string->bytes, strings[i]->bytes);
	}
	ck_assert_int_eq(vypr_store_string(store, 1, 0, &string), VYPR_ABSENT);
	ck_assert_int_eq(vypr_store_string(store, 1, STRINGS + 1, &string), VYPR_ABSENT);
	ck_assert_int_eq(vypr_store_string(store, 3, 1, &string), VYPR_ABSENT);
	vypr_store_close(store);
	for (uint32_t i = 0; i < STRINGS; i++)
		free(strings[i]);
	vypr_unit_fini(&typed_unit);
	free(typed);
}
END_TEST

/* ---- recorded events ------------------------------------------------------------ */

enum { RECORDED = 30000 };

struct recording {
	struct vypr_recorded *wanted;
	uint64_t count;
};

static void invent_recorded(struct vypr_recorded *r, uint64_t i)
{
	static const char *const texts[] = { "", "a", "GET /index.html", "another text" };

	memset(r, 0, sizeof *r);
	r->kind = i % 20 ? VYPR_RECORDED_EVENT
			 : (enum vypr_recorded_kind)(draw() % VYPR_RECORDED_KINDS);
	switch (r->kind) {
	case VYPR_RECORDED_EVENT:
		r->event = (struct vypr_event){
			.unit = draw() % 3, .site = draw() % 40, .thread = 1 + draw() % 3,
			.time_ns = draw() % 3 ? 1000000000 + i * 100 - draw() % 500 : 0,
			.value = draw() % 4 ? draw() % 9 : draw(),
			.frame = 0x7fff00000000 + draw() % 64 * 16 };
		if (draw() % 5)
			break;
		r->event.text = texts[draw() % 4];
		r->event.value = strlen(r->event.text) | (draw() % 2) << 32;
		break;
	case VYPR_RECORDED_LOST:
		r->event.thread = 1 + draw() % 3;
		r->count = draw() % 100;
		break;
	case VYPR_RECORDED_END:
		r->event.thread = draw() % 3;
		r->reason = draw() % VYPR_REASONS;
		break;
	case VYPR_RECORDED_ADVANCE:
		r->event.time_ns = 1000000000 + i * 100;
		break;
	case VYPR_RECORDED_CLOCK:
		r->clock_error = (struct vypr_clock_error){ draw(), 1e-6 };
		break;
	case VYPR_RECORDED_KINDS:
		break;
	}
}

static enum vypr_status compare_recorded(void *ctx, const struct vypr_recorded *got)
{
	struct recording *recording = ctx;
	const struct vypr_recorded *wanted = recording->wanted + recording->count++;

	ck_assert_int_eq(got->kind, wanted->kind);
	ck_assert_uint_eq(got->event.unit, wanted->event.unit);
	ck_assert_uint_eq(got->event.site, wanted->event.site);
	ck_assert_uint_eq(got->event.thread, wanted->event.thread);
	ck_assert_uint_eq(got->event.time_ns, wanted->event.time_ns);
	ck_assert_uint_eq(got->event.value, wanted->event.value);
	ck_assert_uint_eq(got->event.frame, wanted->event.frame);
	ck_assert_uint_eq(got->count, wanted->count);
	ck_assert_int_eq(got->reason, wanted->reason);
	ck_assert_mem_eq(&got->clock_error, &wanted->clock_error, sizeof got->clock_error);
	ck_assert_int_eq(got->event.text != NULL, wanted->event.text != NULL);
	if (wanted->event.text)
		ck_assert_str_eq(got->event.text, wanted->event.text);
	return VYPR_OK;
}

static enum vypr_status stop_recorded(void *ctx, const struct vypr_recorded *got)
{
	(void)got;
	return ++*(int *)ctx == 7 ? VYPR_LIMIT : VYPR_OK;
}

START_TEST(what_is_recorded_comes_back_in_order)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	struct recording recording = { calloc(RECORDED, sizeof *recording.wanted), 0 };
	struct vypr_found_run was;
	struct vypr_run *runs;
	size_t found;
	int seen = 0;

	vypr_writer_set_recording(writer, 1);
	for (uint64_t i = 0; i < RECORDED; i++) {
		if (i == RECORDED / 2) { /* killed, and another one goes on */
			commit(writer);
			vypr_writer_free(writer);
			ck_assert(!vypr_store_find_run(store, "image-1", &was));
			ck_assert_uint_eq(was.run.recorded, RECORDED / 2);
			ck_assert(!vypr_writer_new(store, &was.run, "image-1", &writer));
			vypr_found_run_fini(&was);
			vypr_writer_set_recording(writer, 1);
		}
		invent_recorded(recording.wanted + i, i);
		ck_assert(!vypr_writer_record(writer, recording.wanted + i));
		if (draw() % 3000 == 0)
			commit(writer);
	}
	commit(writer);
	vypr_writer_free(writer);
	writer = open_writer(store, "image-2"); /* does not record */
	ck_assert(!vypr_writer_record(writer, recording.wanted));
	commit(writer);
	vypr_writer_free(writer);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!vypr_store_recorded(store, 1, compare_recorded, &recording));
	ck_assert_uint_eq(recording.count, RECORDED);
	ck_assert_int_eq(vypr_store_recorded(store, 1, stop_recorded, &seen), VYPR_LIMIT);
	ck_assert_int_eq(seen, 7);
	ck_assert_int_eq(vypr_store_recorded(store, 2, stop_recorded, &seen), VYPR_ABSENT);
	ck_assert(!vypr_store_runs(store, &runs, &found));
	ck_assert_uint_eq(runs[0].recorded, RECORDED);
	ck_assert_uint_eq(runs[1].recorded, 0);
	free(runs);
	vypr_store_close(store);
	free(recording.wanted);
}
END_TEST

static enum vypr_status take_time(void *ctx, const struct vypr_recorded *recorded)
{
	uint64_t *last = ctx;

	ck_assert_int_eq(recorded->kind, VYPR_RECORDED_ADVANCE);
	*last = recorded->event.time_ns;
	return VYPR_OK;
}

/* What is told of a time before it would be taken for the time of what comes next. */
START_TEST(the_first_time_that_is_recorded_is_the_start)
{
	const struct vypr_clock_pair start = { 5000, 5000 };
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer;
	struct vypr_reader reader;
	uint64_t last = 0;

	ck_assert(!vypr_writer_new(store, &sample, "image-1", &writer));
	ck_assert(!vypr_reader_init(&reader, writer, 0, start, 1));
	ck_assert(!vypr_reader_advance(&reader, 4000));
	ck_assert(!vypr_reader_commit(&reader, VYPR_RUN_LIVE, 6000, NULL));
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!vypr_store_recorded(store, 1, take_time, &last));
	ck_assert_uint_eq(last, 5000);
	vypr_reader_fini(&reader);
	vypr_writer_free(writer);
	vypr_store_close(store);
}
END_TEST

START_TEST(a_view_does_not_change_under_its_reader)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	struct reading reading = { 0 };
	struct made made;

	make(&made, 0, 0, 2000);
	put(writer, &made);
	commit(writer);
	ck_assert(!vypr_store_view_begin(store, NULL));
	put(writer, &made);
	commit(writer);
	ck_assert(!vypr_store_verdicts(store, NULL, count, &reading));
	ck_assert_uint_eq(reading.count, 1);
	ck_assert(!vypr_store_view_begin(store, NULL));
	ck_assert(!vypr_store_verdicts(store, NULL, count, &reading));
	ck_assert_uint_eq(reading.count, 3);
	vypr_writer_free(writer);
	vypr_store_close(store);
}
END_TEST

/* ---- what can be wrong with the file ----------------------------------------- */

static void refused(enum vypr_store_mode mode, enum vypr_status wanted, const char *text)
{
	struct vypr_store *store = NULL;
	struct vypr_diag diag;

	ck_assert_int_eq(vypr_store_open(path, mode, &store, &diag), wanted);
	ck_assert(store == NULL);
	ck_assert_int_eq(diag.status, wanted);
	ck_assert_str_eq(diag.file, path);
	ck_assert_msg(strstr(diag.text, text) != NULL, "said: %s", diag.text);
}

static void write_file(const void *data, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, data, length), (ssize_t)length);
	close(fd);
}

START_TEST(a_store_that_is_absent_is_told)
{
	refused(VYPR_STORE_READ, VYPR_ABSENT, "there is no such store");
}
END_TEST

START_TEST(a_directory_is_no_store)
{
	ck_assert(!mkdir(path, 0777));
	refused(VYPR_STORE_READ, VYPR_FORMAT, "directory");
	refused(VYPR_STORE_WRITE, VYPR_FORMAT, "directory");
}
END_TEST

START_TEST(an_empty_file_is_no_store_to_read_but_one_to_fill)
{
	write_file("", 0);
	refused(VYPR_STORE_READ, VYPR_FORMAT, "empty");
	vypr_store_close(open_store(VYPR_STORE_WRITE));
	vypr_store_close(open_store(VYPR_STORE_READ));
}
END_TEST

START_TEST(another_file_is_no_store)
{
	char text[20000];

	memset(text, 'x', sizeof text);
	write_file(text, _i ? sizeof text : 10);
	refused(VYPR_STORE_READ, VYPR_FORMAT, "not a VyPR store");
	refused(VYPR_STORE_WRITE, VYPR_FORMAT, "not a VyPR store");
}
END_TEST

static void fill_some(uint64_t verdicts)
{
	struct vypr_store *store = open_store(VYPR_STORE_WRITE);
	struct vypr_writer *writer = open_writer(store, "image-1");
	struct made made;

	for (uint64_t i = 0; i < verdicts; i++) {
		make(&made, 0, i, 2000 + i);
		put(writer, &made);
	}
	commit(writer);
	vypr_writer_free(writer);
	vypr_store_close(store);
}

START_TEST(every_cut_of_the_file_is_told)
{
	struct stat st;

	fill_some(9000);
	ck_assert(!stat(path, &st));
	for (off_t length = st.st_size - 1; length > 0; length -= 1531) {
		ck_assert(!truncate(path, length));
		refused(VYPR_STORE_READ, VYPR_FORMAT,
			length >= 8192 ? "cut short" : "");
		refused(VYPR_STORE_WRITE, VYPR_FORMAT, "");
	}
}
END_TEST

START_TEST(a_cut_under_an_open_store_is_told)
{
	struct vypr_store *store;
	struct vypr_diag diag;
	struct stat st;

	fill_some(9000);
	store = open_store(VYPR_STORE_READ);
	ck_assert(!stat(path, &st));
	ck_assert(!truncate(path, st.st_size - 4096));
	ck_assert_int_eq(vypr_store_view_begin(store, &diag), VYPR_FORMAT);
	ck_assert(strstr(diag.text, "cut short") != NULL);
	vypr_store_close(store);
}
END_TEST

START_TEST(another_version_is_told)
{
	static const struct {
		char version;
		const char *says;
	} rows[] = {
		{ '\377', "schema version 255; this program reads version 2" },
		{ 1, "schema version 1; this program reads version 2 (an older VyPR wrote "
		     "it, and can still read it)" },
	};
	unsigned char data[65536], wanted[12] = { 'v', 'p', 'r', 's', 't', 'o', 'r', 'e',
						 VYPR_SCHEMA_VERSION };
	ssize_t length;
	int fd, found = 0;

	vypr_store_close(open_store(VYPR_STORE_WRITE));
	fd = open(path, O_RDWR);
	length = read(fd, data, sizeof data);
	for (ssize_t at = 0; at + 12 <= length; at++)
		if (!memcmp(data + at, wanted, 12)) {
			ck_assert_int_eq(pwrite(fd, &rows[_i].version, 1, at + 8), 1);
			found = 1;
		}
	close(fd);
	ck_assert(found);
	refused(VYPR_STORE_READ, VYPR_VERSION, rows[_i].says);
	refused(VYPR_STORE_WRITE, VYPR_VERSION, rows[_i].says);
}
END_TEST

START_TEST(a_store_without_lock_file_in_a_closed_folder_can_be_read)
{
	struct vypr_store *store;
	char lock[PATH_MAX + 8];

	fill_some(10);
	snprintf(lock, sizeof lock, "%s-lock", path);
	ck_assert(!unlink(lock));
	ck_assert(!chmod(directory, 0555));
	if (!geteuid())
		ck_assert(!seteuid(65534));
	store = open_store(VYPR_STORE_READ);
	ck_assert(!vypr_store_view_begin(store, NULL));
	vypr_store_close(store);
	refused(VYPR_STORE_WRITE, VYPR_IO, "ermission");
	ck_assert(!getuid() ? !seteuid(0) : 1);
	ck_assert(!chmod(directory, 0755));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store");
	TCase *tc = tcase_create("store");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, a_store_that_is_just_being_made_is_waited_for);
	tcase_add_test(tc, a_store_whose_maker_died_is_made);
	tcase_add_test(tc, verdicts_come_back_in_order_after_many_commits);
	tcase_add_test(tc, one_verdict_is_found_by_its_number);
	tcase_add_test(tc, filters_pass_exactly_what_they_say);
	tcase_add_test(tc, a_visitor_stops_the_scan);
	tcase_add_test(tc, summaries_are_what_a_scan_would_count);
	tcase_add_test(tc, the_time_at_which_a_deadline_passed_is_not_a_measured_one);
	tcase_add_test(tc, a_verdict_that_is_told_again_takes_its_own_place);
	tcase_add_test(tc, a_verdict_that_is_not_there_is_not_told_again);
	tcase_add_test(tc, an_object_that_was_loaded_twice_has_one_row);
	tcase_add_test(tc, runs_units_and_rows_are_described);
	tcase_add_test(tc, a_build_keeps_its_rows_over_runs);
	tcase_add_test(tc, a_run_goes_on_where_it_was_left);
	tcase_add_test(tc, paths_are_stored_once_and_found_by_id);
	tcase_add_test(tc, strings_come_back_with_the_verdicts);
	tcase_add_test(tc, what_is_recorded_comes_back_in_order);
	tcase_add_test(tc, the_first_time_that_is_recorded_is_the_start);
	tcase_add_test(tc, a_view_does_not_change_under_its_reader);
	tcase_add_test(tc, a_store_that_is_absent_is_told);
	tcase_add_test(tc, a_directory_is_no_store);
	tcase_add_test(tc, an_empty_file_is_no_store_to_read_but_one_to_fill);
	tcase_add_loop_test(tc, another_file_is_no_store, 0, 2);
	tcase_add_test(tc, every_cut_of_the_file_is_told);
	tcase_add_test(tc, a_cut_under_an_open_store_is_told);
	tcase_add_loop_test(tc, another_version_is_told, 0, 2);
	tcase_add_test(tc, a_store_without_lock_file_in_a_closed_folder_can_be_read);
	suite_add_tcase(suite, tc);
	return suite_run(suite);
}
