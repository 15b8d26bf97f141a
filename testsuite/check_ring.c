/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ring's protocol, alone: a reader in the same thread, handlers that are plain calls
 * at chosen points of a push, and a push that is cut short.
 */
#include <stdlib.h>
#include <string.h>

#include "runtime/ring.h"
#include "testsuite/suite.h"

enum { SIZE = 4096, SLOTS = SIZE / 32 };

static struct vypr_ring *ring;
static uint64_t consumed;

static void setup(void)
{
	ring = aligned_alloc(VYPR_PAGE, VYPR_RING_SLOTS_AT + SIZE);
	ck_assert(ring != NULL);
	memset(ring, 0, VYPR_RING_SLOTS_AT + SIZE);
	vypr_ring_init(ring, SIZE, 1, 1, 0);
	consumed = 0;
}

static void teardown(void)
{
	free(ring);
}

static void put(uint64_t value, uint64_t frame)
{
	struct vypr_slot event = { 5000, 0, value, frame };

	vypr_ring_put(ring, &event, 1, NULL);
}

/* The inline code up to the point where a handler comes; what it read is returned. */
static uint64_t push_begin(uint64_t frame)
{
	ck_assert_uint_eq(ring->busy, 0);
	ring->busy = frame;
	return ring->pos;
}

static void push_end(uint64_t pos, uint64_t value, uint64_t frame)
{
	*vypr_ring_slot(ring, pos) = (struct vypr_slot){ 5000, 0, value, frame };
	ring->pos = pos + 32;
	ring->busy = 0;
}

/* The inline code, whole; out of line when it must be. */
static void push(uint64_t value, uint64_t frame)
{
	if (ring->busy || ring->pos >= ring->end)
		put(value, frame);
	else
		push_end(push_begin(frame), value, frame);
}

/* The next event, LOST and NONE slots apart; UINT64_MAX none. */
static uint64_t next(void)
{
	while (consumed < ring->pos) {
		const struct vypr_slot *slot = vypr_ring_slot(ring, consumed);

		consumed += 32;
		if (slot->site == 5000)
			return slot->value;
	}
	return UINT64_MAX;
}

static void expect(uint64_t from, uint64_t to)
{
	for (uint64_t i = from; i < to; i++)
		ck_assert_uint_eq(next(), i);
	ck_assert_uint_eq(next(), UINT64_MAX);
}

START_TEST(events_come_out_in_order)
{
	for (uint64_t i = 0; i < 1000; i++) {
		push(i, 4096);
		ck_assert_uint_eq(next(), i);
		ring->released = consumed;
	}
	ck_assert_uint_eq(ring->lost, 0);
}
END_TEST

START_TEST(a_handler_s_events_follow_the_interrupted_one)
{
	uint64_t pos = push_begin(8000);

	put(1, 4000); /* deeper in the stack */
	put(2, 3992);
	push_end(pos, 0, 8000);
	expect(0, 1); /* the handler's wait for the next */
	push(3, 8000);
	expect(1, 4);
	push(4, 8000);
	expect(4, 5);
	ck_assert_uint_eq(ring->busy, 0);
	ck_assert_uint_gt(ring->end, ring->pos); /* inline again */
}
END_TEST

START_TEST(a_handler_before_the_look_at_end_sends_the_event_out_of_line)
{
	ring->busy = 8000;
	put(0, 4000);
	ck_assert_uint_ge(ring->pos, ring->end); /* what the inline code finds */
	ring->busy = 0;
	put(1, 8000);
	expect(0, 2);
}
END_TEST

START_TEST(an_abandoned_push_does_not_close_the_ring)
{
	push_begin(8000);
	put(0, 4000);                   /* the handler, which then jumps out */
	put(1, _i ? 8000 : 9000);       /* the same frame, or one above it */
	expect(0, 2);
	ck_assert_uint_eq(ring->busy, 0);
	push(2, 8000);
	expect(2, 3);
	ck_assert_uint_eq(ring->lost, 0);
}
END_TEST

START_TEST(a_full_ring_loses_and_counts)
{
	const struct vypr_slot *slot;

	for (uint64_t i = 0; i < SLOTS + 10; i++)
		push(i, 8000);
	ck_assert_uint_eq(ring->lost, 10);
	expect(0, SLOTS);
	ring->released = consumed;
	put(SLOTS + 10, 8000);
	slot = vypr_ring_slot(ring, consumed);
	ck_assert_uint_eq(slot->site, VYPR_SLOT_LOST);
	ck_assert_uint_eq(slot->value, 10);
	ck_assert_uint_eq(next(), SLOTS + 10);
	push(1, 8000);
	ck_assert_uint_eq(next(), 1);
}
END_TEST

static int rounds;

static int give_room(void *ctx, unsigned round)
{
	(void)ctx;
	rounds++;
	if (round == 3)
		ring->released += 320;
	return 1;
}

static int give_up(void *ctx, unsigned round)
{
	(void)ctx;
	rounds++;
	return round < 4;
}

START_TEST(a_writer_waits_for_room_as_long_as_it_is_told)
{
	struct vypr_slot event = { 5000, 0, 7, 8000 };
	struct vypr_ring_wait wait = { give_room, NULL }, bounded = { give_up, NULL };

	for (uint64_t i = 0; i < SLOTS; i++)
		push(i, 8000);
	rounds = 0;
	vypr_ring_put(ring, &event, 1, &wait);
	ck_assert_int_eq(rounds, 4);
	ck_assert_uint_eq(ring->lost, 0);
	for (int i = 0; i < 9; i++)
		push(1, 8000);
	rounds = 0;
	vypr_ring_put(ring, &event, 1, &bounded);
	ck_assert_int_eq(rounds, 5);
	ck_assert_uint_eq(ring->lost, 1);
	vypr_ring_put(ring, &event, 1, &bounded); /* given up: not again */
	ck_assert_int_eq(rounds, 5);
	ck_assert_uint_eq(ring->lost, 2);
}
END_TEST

START_TEST(too_many_nested_events_are_counted)
{
	uint64_t pos = push_begin(8000);

	for (uint64_t i = 0; i < VYPR_RING_NESTED + 5; i++)
		put(i, 4000);
	push_end(pos, 0, 8000);
	ck_assert_uint_eq(ring->lost, 5);
	ck_assert_uint_eq((uint32_t)ring->nested_count, VYPR_RING_NESTED);
}
END_TEST

/* Death at each point of a drain: moved ones and kept ones are all, once. */
START_TEST(a_drain_cut_by_death_loses_and_doubles_nothing)
{
	uint64_t pos = push_begin(8000), seen = 0;
	uint32_t first, end;

	for (uint64_t i = 1; i <= 100; i++)
		put(i, 4000);
	push_end(pos, 0, 8000);
	/* room for _i of them: the drain stops there, as death would stop it */
	ring->released = ring->pos - SIZE + 32 * (uint64_t)_i;
	put(1000, 8000);
	for (uint64_t value = next(); value != UINT64_MAX; value = next())
		ck_assert_uint_eq(value, seen++);
	vypr_ring_nested(ring, &first, &end);
	for (; first < end; first++)
		ck_assert_uint_eq(ring->nested[first].value, seen++);
	ck_assert_uint_eq(seen, 101);
	ck_assert_uint_eq(ring->lost, 1);
}
END_TEST

/* Room for one event at a time; a handler that came now would find the ring free. */
static uint64_t expected_waiting;

static int give_one(void *ctx, unsigned round)
{
	(void)ctx;
	(void)round;
	ck_assert_uint_eq(ring->waiting, expected_waiting);
	rounds++;
	ck_assert_uint_eq(ring->busy, 0);
	ring->released += 32;
	return 1;
}

START_TEST(what_a_handler_left_waits_for_room_as_events_do)
{
	struct vypr_slot event = { 5000, 0, SLOTS + 4, 8000 };
	struct vypr_ring_wait wait = { give_one, NULL };
	uint64_t pos;

	for (uint64_t i = 0; i < SLOTS - 1; i++)
		push(i, 8000);
	pos = push_begin(8000);
	for (uint64_t i = 0; i < 4; i++)
		put(SLOTS + i, 4000);
	push_end(pos, SLOTS - 1, 8000);
	rounds = 0;
	while (consumed < 32 * 100)
		ck_assert_uint_eq(next(), consumed / 32 - 1); /* before they are overwritten */
	vypr_ring_put(ring, &event, 1, &wait);
	ck_assert_int_eq(rounds, 5);
	ck_assert_uint_eq(ring->lost, 0);
	for (uint64_t i = 100; i < SLOTS + 5; i++)
		ck_assert_uint_eq(next(), i);
	push_begin(8000); /* the same with nothing behind it but the end of the put */
	put(SLOTS + 5, 4000);
	ring->busy = 0;
	event.value = SLOTS + 6;
	vypr_ring_put(ring, &event, 1, &wait);
	ck_assert_int_eq(rounds, 7);
	ck_assert_uint_eq(ring->lost, 0);
	expect(SLOTS + 5, SLOTS + 7);
}
END_TEST

/* ---- events of several slots --------------------------------------------------- */

enum { TOGETHER = 5 };

/* Values first .. first + 4; only the last is the event, the others are TEXT. */
static void put_together(uint64_t first, uint64_t frame)
{
	struct vypr_slot slots[TOGETHER];

	for (unsigned i = 0; i < TOGETHER; i++)
		slots[i] = (struct vypr_slot){ VYPR_SLOT_TEXT, 0, first + i, 0 };
	slots[TOGETHER - 1].site = 5000;
	slots[TOGETHER - 1].frame = frame;
	vypr_ring_put(ring, slots, TOGETHER, NULL);
}

/* The next slots of the ring have these values. */
static void expect_slots(uint64_t first, unsigned count)
{
	for (unsigned i = 0; i < count; i++, consumed += 32) {
		ck_assert_uint_lt(consumed, ring->pos);
		ck_assert_uint_eq(vypr_ring_slot(ring, consumed)->value, first + i);
	}
}

START_TEST(slots_of_one_event_lie_together_also_at_the_end_of_the_ring)
{
	for (uint64_t i = 0; i < 1000; i++) {
		push(7, 8000);
		put_together(100 * i, 8000);
		expect_slots(7, 1);
		expect_slots(100 * i, TOGETHER);
		ck_assert_uint_eq(consumed, ring->pos);
		ring->released = consumed;
	}
	ck_assert_uint_eq(ring->lost, 0);
}
END_TEST

START_TEST(there_is_room_for_all_slots_of_an_event_or_it_is_one_lost)
{
	/* _i slots are free */
	for (int i = 0; i < SLOTS - _i; i++)
		push(7, 8000);
	put_together(100, 8000);
	ck_assert_uint_eq(ring->lost, _i < TOGETHER);
	ck_assert_uint_eq(ring->pos, 32u * (SLOTS - (unsigned)_i +
					    (_i < TOGETHER ? 0 : TOGETHER)));
	consumed = ring->released = 32u * (SLOTS - (unsigned)_i);
	if (_i >= TOGETHER) {
		expect_slots(100, TOGETHER);
		return;
	}
	put_together(200, 8000);
	ck_assert_uint_eq(vypr_ring_slot(ring, consumed)->site, VYPR_SLOT_LOST);
	ck_assert_uint_eq(vypr_ring_slot(ring, consumed)->value, 1);
	consumed += 32;
	expect_slots(200, TOGETHER);
	ck_assert_uint_eq(ring->lost, 1);
}
END_TEST

START_TEST(a_handler_s_event_of_several_slots_follows_whole)
{
	uint64_t pos = push_begin(8000);

	put_together(100, 4000);
	put(1, 3000);
	put_together(200, 2000);
	push_end(pos, 0, 8000);
	push(2, 8000);
	expect_slots(0, 1);
	expect_slots(100, TOGETHER);
	expect_slots(1, 1);
	expect_slots(200, TOGETHER);
	expect_slots(2, 1);
	ck_assert_uint_eq(consumed, ring->pos);
}
END_TEST

START_TEST(nested_events_of_several_slots_are_kept_whole_or_not_at_all)
{
	uint64_t pos = push_begin(8000), seen = 0;
	uint32_t first, end;

	for (uint64_t i = 0; i < VYPR_RING_NESTED; i++)
		put_together(100 * i, 4000);
	push_end(pos, 0, 8000);
	ck_assert_uint_eq(ring->lost, VYPR_RING_NESTED - VYPR_RING_NESTED / TOGETHER);
	vypr_ring_nested(ring, &first, &end);
	ck_assert_uint_eq(end - first, VYPR_RING_NESTED / TOGETHER * TOGETHER);
	for (; first < end; first++, seen++)
		ck_assert_uint_eq(ring->nested[first].value,
				  seen / TOGETHER * 100 + seen % TOGETHER);
}
END_TEST

/* A handler that jumps out while it fills its places: they are no events then, also when
 * the places have been used before. */
START_TEST(places_that_were_given_up_hold_nothing)
{
	uint64_t pos = push_begin(8000);

	put_together(100, 4000);
	push_end(pos, 0, 8000);
	push(1, 8000);
	expect_slots(0, 1);
	expect_slots(100, TOGETHER);
	expect_slots(1, 1);
	pos = push_begin(8000);
	__atomic_fetch_add(&ring->nested_count, TOGETHER, __ATOMIC_RELAXED);
	push_end(pos, 2, 8000);
	put(3, 8000);
	expect_slots(2, 1);
	for (int i = 0; i < TOGETHER; i++, consumed += 32)
		ck_assert_uint_eq(vypr_ring_slot(ring, consumed)->site, VYPR_SLOT_NONE);
	expect_slots(3, 1);
}
END_TEST

START_TEST(a_waiting_writer_says_since_when)
{
	struct vypr_slot event = { 5000, 1234, 7, 8000 };
	struct vypr_ring_wait wait = { give_one, NULL }, bounded = { give_up, NULL };

	vypr_ring_put(ring, &event, 1, &wait);
	ck_assert_uint_eq(ring->waiting, 0);
	for (uint64_t i = 1; i < SLOTS; i++)
		push(i, 8000);
	expected_waiting = 1234;
	vypr_ring_put(ring, &event, 1, &wait);
	ck_assert_uint_eq(ring->waiting, 0);
	vypr_ring_put(ring, &event, 1, &bounded);
	ck_assert_uint_eq(ring->lost, 1);
	ck_assert_uint_eq(ring->waiting, 0);
}
END_TEST

START_TEST(closing_moves_what_is_nested)
{
	push_begin(8000);
	put(0, 4000);
	vypr_ring_close(ring, NULL);
	ck_assert_uint_eq(ring->closed, 1);
	expect(0, 1);
}
END_TEST

START_TEST(a_ring_goes_to_another_thread)
{
	for (uint64_t i = 0; i < 50; i++)
		push(i, 8000);
	vypr_ring_close(ring, NULL);
	expect(0, 50);
	vypr_ring_init(ring, SIZE, 2, 2, 0);
	ck_assert_uint_eq(ring->released, ring->pos);
	push(50, 8000);
	expect(50, 51);
}
END_TEST

START_TEST(a_ring_that_is_always_slow_works)
{
	vypr_ring_init(ring, SIZE, 1, 1, 1);
	for (uint64_t i = 0; i < 10; i++)
		push(i, 8000);
	expect(0, 10);
	ck_assert_uint_eq(ring->busy, VYPR_BUSY_ALWAYS);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("ring");
	TCase *tc = tcase_create("ring");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, events_come_out_in_order);
	tcase_add_test(tc, a_handler_s_events_follow_the_interrupted_one);
	tcase_add_test(tc, a_handler_before_the_look_at_end_sends_the_event_out_of_line);
	tcase_add_loop_test(tc, an_abandoned_push_does_not_close_the_ring, 0, 2);
	tcase_add_test(tc, a_full_ring_loses_and_counts);
	tcase_add_test(tc, a_writer_waits_for_room_as_long_as_it_is_told);
	tcase_add_test(tc, too_many_nested_events_are_counted);
	tcase_add_loop_test(tc, a_drain_cut_by_death_loses_and_doubles_nothing, 0, 100);
	tcase_add_test(tc, what_a_handler_left_waits_for_room_as_events_do);
	tcase_add_test(tc, slots_of_one_event_lie_together_also_at_the_end_of_the_ring);
	tcase_add_loop_test(tc, there_is_room_for_all_slots_of_an_event_or_it_is_one_lost, 0,
			    8);
	tcase_add_test(tc, a_handler_s_event_of_several_slots_follows_whole);
	tcase_add_test(tc, nested_events_of_several_slots_are_kept_whole_or_not_at_all);
	tcase_add_test(tc, places_that_were_given_up_hold_nothing);
	tcase_add_test(tc, a_waiting_writer_says_since_when);
	tcase_add_test(tc, closing_moves_what_is_nested);
	tcase_add_test(tc, a_ring_goes_to_another_thread);
	tcase_add_test(tc, a_ring_that_is_always_slow_works);
	suite_add_tcase(suite, tc);
	return suite_run(suite);
}
