/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns and blocks: whatever is packed comes back, and damaged bytes are refused.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/block.h"
#include "runtime/event_block.h"
#include "testsuite/suite.h"

static uint64_t seed;

static uint64_t draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	return seed ^= seed << 17;
}

static void sow(void)
{
	const char *text = getenv("VYPR_TEST_SEED");

	seed = text ? strtoull(text, NULL, 0) : (uint64_t)time(NULL) * 2654435761u + 1;
	printf("# VYPR_TEST_SEED=%llu\n", (unsigned long long)seed);
	fflush(stdout);
}

/* Shapes of columns as verdicts have them. */
static uint64_t shaped(int shape, size_t i, uint64_t before)
{
	switch (shape) {
	case 0: return 7;
	case 1: return i;
	case 2: return before + draw() % 1000;
	case 3: return draw() % 3;
	case 4: return draw();
	case 5: return draw() & 1 ? UINT64_MAX : 0;
	case 6: return (uint64_t)1 << 63;
	case 7: return before - draw() % 5;
	case 8: return i == 128 ? INT64_MIN : INT64_MAX;
	default: return draw() >> (draw() % 64);
	}
}

START_TEST(every_column_comes_back)
{
	static const size_t counts[] = { 1, 2, 127, 128, 129, 255, 256, 1000, 4096 };
	uint64_t values[4096], back[VYPR_COLUMN_GROUP];
	struct vypr_bytes bytes = { 0 };
	struct vypr_column column;

	sow();
	for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
		size_t count = counts[c];

		for (size_t i = 0; i < count; i++)
			values[i] = shaped(_i, i, i ? values[i - 1] : 1u << 30);
		bytes.size = 0;
		vypr_column_encode(&bytes, values, count);
		ck_assert(!bytes.bad);
		ck_assert(!vypr_column_open(&column, bytes.at, bytes.size, count));
		for (size_t i = 0; i < count; i += VYPR_COLUMN_GROUP) {
			size_t n = count - i < VYPR_COLUMN_GROUP ? count - i
								 : VYPR_COLUMN_GROUP;

			ck_assert(!vypr_column_group(&column, back));
			ck_assert_mem_eq(back, values + i, n * sizeof *back);
		}
		ck_assert_int_eq(vypr_column_group(&column, back), VYPR_FORMAT);
		ck_assert(column.cursor.at == column.cursor.end);
	}
	vypr_bytes_fini(&bytes);
}
END_TEST

START_TEST(a_clock_costs_few_bits)
{
	uint64_t values[4096];
	struct vypr_bytes bytes = { 0 };

	sow();
	for (size_t i = 0; i < 4096; i++)
		values[i] = (i ? values[i - 1] : 1000000000000u) + 1000 + draw() % 256;
	vypr_column_encode(&bytes, values, 4096);
	ck_assert_uint_le(bytes.size, 4096 * 9 / 8 + 32 * 12);
	vypr_bytes_fini(&bytes);
}
END_TEST

/* ---- blocks ----------------------------------------------------------------- */

enum { SLOTS = 2, CAPTURES = 2 };

struct kept {
	struct vypr_verdict verdict;
	struct vypr_observation observations[SLOTS];
	struct vypr_captured captured[CAPTURES];
};

static void invent(struct kept *kept, uint64_t time, int wild)
{
	memset(kept, 0, sizeof *kept);
	kept->verdict.kind = draw() % VYPR_VERDICT_KINDS;
	kept->verdict.reason = draw() % VYPR_REASONS;
	kept->verdict.thread = 1 + draw() % 4;
	kept->verdict.call = draw() % 1000;
	kept->verdict.transaction = draw() % 3 ? draw() % 50 : 0;
	kept->verdict.time_ns = wild && draw() % 4 == 0 ? 0 : time;
	for (int s = 0; s < SLOTS; s++) {
		struct vypr_observation *seen = kept->observations + s;

		seen->site_begin = draw() % 3 ? draw() % 9 : VYPR_NO_SITE;
		seen->site_end = draw() % 3 ? draw() % 9 : VYPR_NO_SITE;
		seen->end_ns = draw() % 4 ? time - draw() % 90 : 0;
		seen->begin_ns = draw() % 4 ? time - 90 - draw() % 900 : 0;
		if (wild) {
			seen->end_ns = draw() % 4 ? draw() : time + 1;
			seen->begin_ns = draw() % 4 ? draw() : seen->end_ns + 1;
		}
		seen->path = (uint32_t)draw();
		seen->callee = draw() % 7;
	}
	for (int c = 0; c < CAPTURES; c++) {
		kept->captured[c].known = draw() % 3;
		kept->captured[c].value = draw();
	}
}

static struct kept *fill(struct vypr_block_tail *tail, uint32_t count, int wild)
{
	struct kept *kept = calloc(count, sizeof *kept);

	ck_assert(kept != NULL);
	*tail = (struct vypr_block_tail){ .slots = SLOTS, .captures = CAPTURES };
	for (uint32_t i = 0; i < count; i++) {
		struct vypr_verdict verdict;

		invent(kept + i, 1000000 + i * 50, wild);
		verdict = kept[i].verdict;
		verdict.observations = kept[i].observations;
		verdict.captured = kept[i].captured;
		ck_assert(!vypr_block_add(tail, &verdict));
	}
	return kept;
}

static int same_verdict(const struct kept *kept, const struct vypr_verdict *got)
{
	int same = kept->verdict.kind == got->kind && kept->verdict.reason == got->reason &&
		   kept->verdict.thread == got->thread && kept->verdict.call == got->call &&
		   kept->verdict.transaction == got->transaction &&
		   kept->verdict.time_ns == got->time_ns;

	for (int s = 0; s < SLOTS; s++)
		same = same && !memcmp(kept->observations + s, got->observations + s,
				       sizeof *got->observations);
	for (int c = 0; c < CAPTURES; c++)
		same = same && kept->captured[c].known == got->captured[c].known &&
		       kept->captured[c].value == got->captured[c].value;
	return same;
}

START_TEST(every_verdict_of_a_block_comes_back)
{
	static const uint32_t counts[] = { 1, 5, 128, 129, 1000, 4096 };
	struct vypr_bytes bytes = { 0 };
	struct vypr_block_tail tail;
	struct vypr_block_view block;
	struct vypr_verdict verdict;
	uint32_t count = counts[_i / 2];
	struct kept *kept;
	int wanted;

	sow();
	kept = fill(&tail, count, _i % 2);
	ck_assert(!vypr_block_encode(&tail, &bytes));
	ck_assert(!vypr_block_open(bytes.at, bytes.size, SLOTS, CAPTURES, &block));
	ck_assert_uint_eq(block.count, count);
	for (uint32_t i = 0; i < count; i++) {
		ck_assert(!vypr_block_get(&block, i, 0, &verdict, &wanted));
		ck_assert(wanted);
		ck_assert_msg(same_verdict(kept + i, &verdict), "verdict %u", i);
	}
	vypr_block_close(&block);
	free(kept);
	vypr_block_fini(&tail);
	vypr_bytes_fini(&bytes);
}
END_TEST

START_TEST(only_the_wanted_kinds_are_given)
{
	struct vypr_bytes bytes = { 0 };
	struct vypr_block_tail tail;
	struct vypr_block_view block;
	struct vypr_verdict verdict;
	uint32_t found = 0, truth = 0;
	struct kept *kept;
	int wanted;

	sow();
	kept = fill(&tail, 3000, 0);
	ck_assert(!vypr_block_encode(&tail, &bytes));
	ck_assert(!vypr_block_open(bytes.at, bytes.size, SLOTS, CAPTURES, &block));
	for (uint32_t i = 0; i < 3000; i++) {
		truth += kept[i].verdict.kind == VYPR_VERDICT_FALSE;
		ck_assert(!vypr_block_get(&block, i, 1u << VYPR_VERDICT_FALSE, &verdict,
					  &wanted));
		ck_assert_int_eq(wanted, kept[i].verdict.kind == VYPR_VERDICT_FALSE);
		ck_assert(!wanted || same_verdict(kept + i, &verdict));
		found += (uint32_t)wanted;
	}
	ck_assert_uint_eq(found, truth);
	ck_assert_uint_eq(block.kinds[VYPR_VERDICT_FALSE], truth);
	vypr_block_close(&block);
	free(kept);
	vypr_block_fini(&tail);
	vypr_bytes_fini(&bytes);
}
END_TEST

START_TEST(a_full_tail_takes_no_more)
{
	struct vypr_block_tail tail;
	struct vypr_verdict verdict;
	struct kept *kept;

	sow();
	kept = fill(&tail, VYPR_BLOCK_VERDICTS, 0);
	verdict = kept->verdict;
	verdict.observations = kept->observations;
	verdict.captured = kept->captured;
	ck_assert_int_eq(vypr_block_add(&tail, &verdict), VYPR_LIMIT);
	ck_assert_uint_eq(tail.count, VYPR_BLOCK_VERDICTS);
	free(kept);
	vypr_block_fini(&tail);
}
END_TEST

/* Read all of it; the status of the first failure. */
static enum vypr_status read_all(const unsigned char *bytes, size_t size)
{
	struct vypr_block_view block;
	struct vypr_verdict verdict;
	enum vypr_status status;
	int wanted;

	status = vypr_block_open(bytes, size, SLOTS, CAPTURES, &block);
	if (status)
		return status;
	for (uint32_t i = 0; !status && i < block.count; i++)
		status = vypr_block_get(&block, i, 0, &verdict, &wanted);
	vypr_block_close(&block);
	return status;
}

START_TEST(every_prefix_of_a_block_is_refused)
{
	struct vypr_bytes bytes = { 0 };
	struct vypr_block_tail tail;
	struct kept *kept;

	sow();
	kept = fill(&tail, 200, _i);
	ck_assert(!vypr_block_encode(&tail, &bytes));
	ck_assert(!read_all(bytes.at, bytes.size));
	for (size_t size = 0; size < bytes.size; size++) {
		/* of this size, so that ASan sees a step too far */
		unsigned char *exact = malloc(size ? size : 1);

		ck_assert(exact != NULL);
		memcpy(exact, bytes.at, size);
		ck_assert_int_eq(read_all(exact, size), VYPR_FORMAT);
		free(exact);
	}
	free(kept);
	vypr_block_fini(&tail);
	vypr_bytes_fini(&bytes);
}
END_TEST

/* Any outcome but a crash; the sanitizers judge. */
START_TEST(damaged_blocks_do_no_harm)
{
	struct vypr_bytes bytes = { 0 };
	struct vypr_block_tail tail;
	struct kept *kept;
	unsigned refused = 0;

	sow();
	kept = fill(&tail, 300, 0);
	ck_assert(!vypr_block_encode(&tail, &bytes));
	for (int round = 0; round < 3000; round++) {
		size_t at = draw() % (round % 2 ? bytes.size : 200);
		unsigned char old = bytes.at[at];

		bytes.at[at] ^= (unsigned char)(1 + draw() % 255);
		refused += read_all(bytes.at, bytes.size) != VYPR_OK;
		bytes.at[at] = old;
	}
	ck_assert_uint_gt(refused, 100);
	free(kept);
	vypr_block_fini(&tail);
	vypr_bytes_fini(&bytes);
}
END_TEST

START_TEST(another_shape_is_refused)
{
	struct vypr_bytes bytes = { 0 };
	struct vypr_block_tail tail;
	struct vypr_block_view block;

	sow();
	free(fill(&tail, 10, 0));
	ck_assert(!vypr_block_encode(&tail, &bytes));
	ck_assert_int_eq(vypr_block_open(bytes.at, bytes.size, SLOTS + 1, CAPTURES, &block),
			 VYPR_FORMAT);
	ck_assert_int_eq(vypr_block_open(bytes.at, bytes.size, SLOTS, CAPTURES - 1, &block),
			 VYPR_FORMAT);
	vypr_block_fini(&tail);
	vypr_bytes_fini(&bytes);
}
END_TEST

/* ---- recorded events --------------------------------------------------------- */

enum { EVENTS = VYPR_EVENT_BLOCK_MOST };

/* As a thread in a loop sends them: an event every 40 ns, two of three timed.  wild: any
 * numbers. */
static void invent_event(struct vypr_recorded *r, uint32_t i, int wild)
{
	static const char *const texts[] = { "", "one", "two words", "three" };

	memset(r, 0, sizeof *r);
	r->event = (struct vypr_event){ .unit = 0, .site = i % 3, .thread = 1,
					.time_ns = i % 3 ? 5000000000000 + i * 40 + draw() % 16
							 : 0,
					.value = draw() % 2, .frame = 0x7ffd12345670 };
	if (wild) {
		r->kind = draw() % VYPR_RECORDED_KINDS;
		r->event.time_ns = draw() % 3 ? draw() : i;
		r->event.value = draw();
		r->event.frame = draw();
		r->reason = draw() % VYPR_REASONS;
		r->event.thread = (uint32_t)draw();
		if (draw() % 2) {
			r->event.text = texts[draw() % 4];
			r->event.value = strlen(r->event.text);
		}
	}
}

static struct vypr_recorded *fill_events(struct vypr_event_tail *tail, uint32_t count,
					 int wild)
{
	struct vypr_recorded *events = calloc(count, sizeof *events);

	ck_assert(events != NULL);
	for (uint32_t i = 0; i < count; i++) {
		invent_event(events + i, i, wild);
		ck_assert(!vypr_event_block_add(tail, events + i));
	}
	return events;
}

static enum vypr_status compare_event(void *ctx, const struct vypr_recorded *got)
{
	const struct vypr_recorded **next = ctx, *wanted = (*next)++;

	ck_assert_int_eq(got->kind, wanted->kind);
	if (got->kind == VYPR_RECORDED_EVENT || got->kind == VYPR_RECORDED_ADVANCE)
		ck_assert_uint_eq(got->event.time_ns, wanted->event.time_ns);
	if (got->kind == VYPR_RECORDED_END)
		ck_assert_int_eq(got->reason, wanted->reason);
	if (got->kind != VYPR_RECORDED_EVENT)
		return VYPR_OK;
	ck_assert_uint_eq(got->event.site, wanted->event.site);
	ck_assert_uint_eq(got->event.thread, wanted->event.thread);
	ck_assert_uint_eq(got->event.value, wanted->event.value);
	ck_assert_uint_eq(got->event.frame, wanted->event.frame);
	ck_assert_int_eq(got->event.text != NULL, wanted->event.text != NULL);
	if (got->event.text)
		ck_assert_str_eq(got->event.text, wanted->event.text);
	return VYPR_OK;
}

START_TEST(every_event_of_a_block_comes_back)
{
	static const uint32_t counts[] = { 1, 5, 128, 129, 1000, EVENTS };
	struct vypr_event_tail tail = { 0 };
	struct vypr_bytes bytes = { 0 };

	sow();
	for (int round = 0; round < 3; round++) { /* the tail is used again */
		uint32_t count = counts[_i / 2];
		struct vypr_recorded *events = fill_events(&tail, count, _i % 2);
		const struct vypr_recorded *next = events;

		bytes.size = 0;
		ck_assert(!vypr_event_block_encode(&tail, &bytes));
		ck_assert(!vypr_event_block_each(bytes.at, bytes.size, compare_event,
						 &next));
		ck_assert(next == events + count);
		if (count == EVENTS)
			ck_assert_int_eq(vypr_event_block_add(&tail, events), VYPR_LIMIT);
		vypr_event_block_clear(&tail);
		free(events);
	}
	vypr_event_block_fini(&tail);
	vypr_bytes_fini(&bytes);
}
END_TEST

START_TEST(an_event_of_a_loop_costs_three_bytes)
{
	struct vypr_event_tail tail = { 0 };
	struct vypr_bytes bytes = { 0 };

	sow();
	free(fill_events(&tail, EVENTS, 0));
	ck_assert(!vypr_event_block_encode(&tail, &bytes));
	ck_assert_uint_le(bytes.size, 3 * EVENTS);
	vypr_event_block_fini(&tail);
	vypr_bytes_fini(&bytes);
}
END_TEST

static enum vypr_status ignore_event(void *ctx, const struct vypr_recorded *got)
{
	*(uint64_t *)ctx += got->event.text ? strlen(got->event.text) : 0;
	return VYPR_OK;
}

START_TEST(every_prefix_of_an_event_block_is_refused)
{
	struct vypr_event_tail tail = { 0 };
	struct vypr_bytes bytes = { 0 };
	uint64_t total = 0;

	sow();
	free(fill_events(&tail, 300, _i));
	ck_assert(!vypr_event_block_encode(&tail, &bytes));
	for (size_t size = 0; size < bytes.size; size++) {
		unsigned char *exact = malloc(size ? size : 1);

		ck_assert(exact != NULL);
		memcpy(exact, bytes.at, size);
		ck_assert_int_eq(vypr_event_block_each(exact, size, ignore_event, &total),
				 VYPR_FORMAT);
		free(exact);
	}
	vypr_event_block_fini(&tail);
	vypr_bytes_fini(&bytes);
}
END_TEST

START_TEST(damaged_event_blocks_do_no_harm)
{
	struct vypr_event_tail tail = { 0 };
	struct vypr_bytes bytes = { 0 };
	unsigned refused = 0;
	uint64_t total = 0;

	sow();
	free(fill_events(&tail, 300, 1));
	ck_assert(!vypr_event_block_encode(&tail, &bytes));
	for (int round = 0; round < 3000; round++) {
		size_t at = round % 2 ? draw() % bytes.size
				      : bytes.size - 1 - draw() % 60;
		unsigned char old = bytes.at[at];

		if (round % 4 == 0)
			at = draw() % 60, old = bytes.at[at];
		bytes.at[at] ^= (unsigned char)(1 + draw() % 255);
		refused += vypr_event_block_each(bytes.at, bytes.size, ignore_event,
						 &total) != VYPR_OK;
		bytes.at[at] = old;
	}
	ck_assert_uint_gt(refused, 100);
	vypr_event_block_fini(&tail);
	vypr_bytes_fini(&bytes);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("block");
	TCase *tc = tcase_create("block");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, every_column_comes_back, 0, 10);
	tcase_add_test(tc, a_clock_costs_few_bits);
	tcase_add_loop_test(tc, every_verdict_of_a_block_comes_back, 0, 12);
	tcase_add_test(tc, only_the_wanted_kinds_are_given);
	tcase_add_test(tc, a_full_tail_takes_no_more);
	tcase_add_loop_test(tc, every_prefix_of_a_block_is_refused, 0, 2);
	tcase_add_test(tc, damaged_blocks_do_no_harm);
	tcase_add_test(tc, another_shape_is_refused);
	tcase_add_loop_test(tc, every_event_of_a_block_comes_back, 0, 12);
	tcase_add_test(tc, an_event_of_a_loop_costs_three_bytes);
	tcase_add_loop_test(tc, every_prefix_of_an_event_block_is_refused, 0, 2);
	tcase_add_test(tc, damaged_event_blocks_do_no_harm);
	suite_add_tcase(suite, tc);
	return suite_run(suite);
}
