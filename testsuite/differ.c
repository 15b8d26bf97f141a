/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how verdicts are collected, compared and shown.
 */
#include "testsuite/differ.h"

#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAIRS_LONG 2000 /* with VYPR_TEST_LONG */

static uint64_t differ_rng, seed;
static struct oracle_verdict told_room[DIFFER_VERDICTS], oracle_room[DIFFER_VERDICTS];

/* Neighbours have nothing in common (splitmix64). */
static void seed_with(uint64_t pair)
{
	uint64_t z = pair * 0x9e3779b97f4a7c15u + 0x9e3779b97f4a7c15u;

	seed = pair;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	z ^= z >> 31;
	differ_rng = z ? z : 1;
}

static uint64_t number_from(const char *variable, uint64_t usual)
{
	const char *text = getenv(variable);

	return text ? strtoull(text, NULL, 10) : usual;
}

void differ_pairs(int part, int usual, size_t (*judge_pair)(void))
{
	uint64_t pairs = number_from("VYPR_TEST_PAIRS", getenv("VYPR_TEST_LONG") ?
								(uint64_t)PAIRS_LONG :
								(uint64_t)usual);
	uint64_t first = number_from("VYPR_TEST_SEED", 1) + (uint64_t)part * pairs;
	size_t decided = 0;

	fprintf(stderr, "VYPR_TEST_SEED=%" PRIu64 " VYPR_TEST_PAIRS=%" PRIu64 "\n", first,
		pairs);
	for (uint64_t i = 0; i < pairs; i++) {
		seed_with(first + i);
		decided += judge_pair();
	}
	if (pairs >= (uint64_t)usual)
		ck_assert_uint_gt(decided, 0);
}

uint32_t differ_below(uint32_t bound)
{
	differ_rng ^= differ_rng << 13;
	differ_rng ^= differ_rng >> 7;
	differ_rng ^= differ_rng << 17;
	return (uint32_t)(differ_rng >> 11) % bound;
}

/* ---- the monitor ------------------------------------------------------------------ */

struct told {
	const struct trace_unit *t;
	struct oracle_verdict *verdicts;
	size_t count;
	int step;
};

/* What was seen of a slot stays. */
static void check_grown(const struct vypr_observation *before,
			const struct vypr_observation *now)
{
	if (before->site_begin != VYPR_NO_SITE)
		ck_assert_uint_eq(before->begin_ns, now->begin_ns);
	if (before->site_begin != VYPR_NO_SITE)
		ck_assert_uint_eq(before->site_begin, now->site_begin);
	if (before->site_end != VYPR_NO_SITE)
		ck_assert_uint_eq(before->end_ns, now->end_ns);
	if (before->site_end != VYPR_NO_SITE)
		ck_assert_uint_eq(before->site_end, now->site_end);
}

/* Does the slot hang off a leading variable?  What an inner one rests on may be another item. */
static int is_of_binding(const struct vypr_form *form, int slot)
{
	while (form->slots[slot].parent >= 0)
		slot = form->slots[slot].parent;
	return form->slots[slot].use == VYPR_USE_LEADING;
}

/* One that is told again is the same, and knows more. */
static void check_again(const struct told *told, const struct vypr_verdict *v)
{
	const struct oracle_verdict *before = &told->verdicts[*v->told - 1];
	const struct vypr_form *form = &told->t->forms[v->formula];

	ck_assert_uint_eq(before->formula, v->formula);
	ck_assert_uint_eq(before->thread, v->thread);
	ck_assert_uint_eq(before->call, v->call);
	ck_assert_uint_eq(before->time_ns, v->time_ns);
	ck_assert_int_eq(before->kind, v->kind);
	for (int i = 0; i < form->slot_count; i++)
		if (is_of_binding(form, i))
			check_grown(&before->observations[i], &v->observations[i]);
}

static enum vypr_status note(void *ctx, const struct vypr_verdict *v)
{
	struct told *told = ctx;
	const struct vypr_form *form = &told->t->forms[v->formula];
	struct oracle_verdict *o = &told->verdicts[told->count];

	if (v->told && *v->told) {
		check_again(told, v);
		if (oracle_is_general(form)) /* then it knows of the first one only */
			return VYPR_OK;
	} else if (v->told) {
		*v->told = told->count + 1;
	}
	told->count++;
	ck_assert_uint_lt(told->count, DIFFER_VERDICTS);
	memset(o, 0, sizeof *o);
	o->step = told->step;
	o->formula = v->formula;
	o->thread = v->thread;
	o->call = v->call;
	o->time_ns = v->time_ns;
	o->kind = v->kind;
	o->reason = v->reason;
	for (int i = 0; i < form->slot_count; i++) {
		o->observations[i] = v->observations[i];
		o->observations[i].path = o->observations[i].callee = 0;
	}
	for (int i = 0; i < form->capture_count; i++) {
		o->captured[i].value = v->captured[i].value;
		o->captured[i].known = v->captured[i].known;
	}
	return VYPR_OK;
}

static struct vypr_monitor *new_monitor(const struct trace_unit *t, struct told *told)
{
	struct vypr_sink sink = { note, told };
	struct vypr_monitor *m;
	uint32_t unit;

	ck_assert_int_eq(vypr_monitor_new(&sink, &m), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_add_unit(m, &t->unit, &unit), VYPR_OK);
	return m;
}

/* Another process goes on from the saved bytes; saved again they are the same. */
static struct vypr_monitor *hand_over(const struct trace_unit *t, struct vypr_monitor *m,
				      struct told *told)
{
	struct vypr_monitor *next = new_monitor(t, told);
	const struct vypr_paths *paths = vypr_monitor_paths(m);
	struct vypr_monitor_counts before, after;
	unsigned char *bytes, *again;
	size_t size, size_again;

	ck_assert_int_eq(vypr_monitor_save(m, &bytes, &size), VYPR_OK);
	for (uint32_t i = 1; i < paths->count; i++)
		ck_assert_int_eq(vypr_monitor_load_path(next, &paths->nodes[i]), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_load(next, bytes, size), VYPR_OK);
	ck_assert_int_eq(vypr_monitor_save(next, &again, &size_again), VYPR_OK);
	ck_assert_uint_eq(size, size_again);
	vypr_monitor_counts(m, &before);
	vypr_monitor_counts(next, &after);
	ck_assert_mem_eq(&before, &after, sizeof before);
	free(bytes);
	free(again);
	vypr_monitor_free(m);
	return next;
}

static size_t monitor_run(const struct trace_unit *t, const struct oracle_item *items,
			  int count, int handed_over, struct oracle_verdict *verdicts)
{
	struct told told = { t, verdicts, 0, 0 };
	struct vypr_monitor *m = new_monitor(t, &told);
	struct vypr_monitor_counts counts;

	for (told.step = 0; told.step < count; told.step++) {
		const struct oracle_item *item = &items[told.step];
		enum vypr_status status;

		if (handed_over && differ_below(10) == 0)
			m = hand_over(t, m, &told);
		if (item->what == ORACLE_EVENT)
			status = vypr_monitor_feed(m, &item->event);
		else if (item->what == ORACLE_LOST)
			status = vypr_monitor_lost(m, item->event.thread, 1);
		else if (item->what == ORACLE_ADVANCE)
			status = vypr_monitor_advance(m, item->event.time_ns);
		else
			status = vypr_monitor_end(m, item->event.thread, item->reason);
		ck_assert_int_eq(status, VYPR_OK);
	}
	vypr_monitor_counts(m, &counts);
	ck_assert_uint_eq(counts.open, 0);
	vypr_monitor_free(m);
	return told.count;
}

/* ---- the comparison ---------------------------------------------------------------- */

/* What was counted last is shown by the monitor only. */
static void make_alike(const struct trace_unit *t, struct oracle_verdict *v)
{
	const struct vypr_form *form = &t->forms[v->formula];

	for (int i = 0; i < form->slot_count; i++) {
		if (form->slots[i].use == VYPR_USE_DOMAIN)
			v->observations[i] = (struct vypr_observation){
				.site_begin = VYPR_NO_SITE, .site_end = VYPR_NO_SITE
			};
	}
	for (int i = 0; i < form->capture_count; i++)
		if (v->kind == VYPR_VERDICT_UNKNOWN &&
		    v->captured[i].known == VYPR_KNOWN_SO_FAR)
			v->captured[i].value = 0; /* it grows with the time that passes */
}

static int by_content(const void *x, const void *y)
{
	return memcmp(x, y, sizeof(struct oracle_verdict));
}

static void print_verdict(const struct trace_unit *t, const struct oracle_verdict *v)
{
	fprintf(stderr, "  step %d formula %u call %" PRIu64 " time %" PRIu64 " %s(%s)",
		v->step, v->formula, v->call, v->time_ns, vypr_verdict_name(v->kind),
		vypr_reason_name(v->reason));
	for (int i = 0; i < t->forms[v->formula].slot_count; i++)
		fprintf(stderr, " [%d@%" PRIu64 " %d@%" PRIu64 "]",
			(int)v->observations[i].site_begin, v->observations[i].begin_ns,
			(int)v->observations[i].site_end, v->observations[i].end_ns);
	for (int i = 0; i < t->forms[v->formula].capture_count; i++)
		fprintf(stderr, " %s%" PRId64, &"?\0=\0>\0:"[2 * v->captured[i].known],
			(int64_t)v->captured[i].value);
	fprintf(stderr, "\n");
}

static void print_trace(const struct trace_unit *t, const struct oracle_item *items,
			int count)
{
	for (int i = 0; i < count; i++) {
		const struct vypr_event *e = &items[i].event;

		fprintf(stderr, "  %3d thread %u ", i, e->thread);
		if (items[i].what == ORACLE_EVENT)
			fprintf(stderr,
				"function %u frame %" PRIu64 " site %u %s %s = %" PRId64
				" at %" PRIu64 "\n",
				t->sites[e->site].function, e->frame, e->site,
				vypr_event_name(t->made[e->site].kind),
				t->made[e->site].subject, (int64_t)e->value, e->time_ns);
		else
			fprintf(stderr, "%s\n",
				items[i].what == ORACLE_LOST  ? "LOST"
				: items[i].what == ORACLE_END ? "END"
							      : "time passes");
	}
}

/* The first verdict that only one of them told: its place in both; 0: there is none. */
static int find_difference(const struct trace_unit *t, struct oracle_verdict *x, size_t nx,
			   struct oracle_verdict *y, size_t ny, size_t *ret_place)
{
	size_t i = 0;

	for (i = 0; i < nx; i++)
		make_alike(t, &x[i]);
	for (i = 0; i < ny; i++)
		make_alike(t, &y[i]);
	i = 0;
	qsort(x, nx, sizeof *x, by_content);
	qsort(y, ny, sizeof *y, by_content);
	while (i < nx && i < ny && by_content(&x[i], &y[i]) == 0)
		i++;
	*ret_place = i;
	return i < nx || i < ny;
}

/* Does it still differ without this item? */
static int differs_without(const struct trace_unit *t, const struct oracle_item *items,
			   int count, int without, struct oracle_verdict *x,
			   struct oracle_verdict *y)
{
	struct oracle_item fewer[DIFFER_ITEMS];
	size_t nx, ny, ignored;

	memcpy(fewer, items, sizeof *items * (size_t)without);
	memcpy(fewer + without, items + without + 1,
	       sizeof *items * (size_t)(count - without - 1));
	nx = monitor_run(t, fewer, count - 1, 0, x);
	ny = oracle_run(t, fewer, count - 1, y, DIFFER_VERDICTS);
	return find_difference(t, x, nx, y, ny, &ignored);
}

/* Take out what the difference does not need; the ends of the two threads stay. */
static int shrink(const struct trace_unit *t, struct oracle_item *items, int count,
		  struct oracle_verdict *x, struct oracle_verdict *y)
{
	int before;

	do {
		before = count;
		for (int i = count - 3; i >= 0; i--) {
			if (!differs_without(t, items, count, i, x, y))
				continue;
			memmove(items + i, items + i + 1,
				sizeof *items * (size_t)(count - i - 1));
			count--;
		}
	} while (count < before);
	return count;
}

/* From one place on: of the monitor, then of the oracle. */
static void print_both(const struct trace_unit *t, const struct oracle_verdict *x, size_t nx,
		       const struct oracle_verdict *y, size_t ny, size_t place)
{
	fprintf(stderr, "monitor (%zu), then oracle (%zu), from %zu on:\n", nx, ny, place);
	for (size_t i = place; i < nx && i < place + 2; i++)
		print_verdict(t, &x[i]);
	fprintf(stderr, "  --\n");
	for (size_t i = place; i < ny && i < place + 2; i++)
		print_verdict(t, &y[i]);
}

static void show_difference(const struct trace_unit *t, const char *const *lines,
			    struct oracle_item *items, int count, struct oracle_verdict *x,
			    struct oracle_verdict *y)
{
	size_t nx = monitor_run(t, items, count, 0, x), place;
	size_t ny = oracle_run(t, items, count, y, DIFFER_VERDICTS);
	uint32_t formula;

	if (!find_difference(t, x, nx, y, ny, &place)) {
		print_trace(t, items, count);
		fprintf(stderr, "only when it is handed over, of\n  %s\n  %s\n  %s\n", lines[0],
			lines[1], lines[2]);
		return;
	}
	formula = place < nx ? x[place].formula : y[place].formula;
	print_trace(t, items, count);
	fprintf(stderr, "formula %u: %s\n", formula, lines[formula]);
	print_both(t, x, nx, y, ny, place);
}

static void compare(const struct trace_unit *t, const char *const *lines,
		    const struct oracle_item *items, int count, struct oracle_verdict *x,
		    size_t nx, struct oracle_verdict *y, size_t ny)
{
	struct oracle_item small[DIFFER_ITEMS];
	size_t place;

	if (!find_difference(t, x, nx, y, ny, &place))
		return;
	ck_assert_int_le(count, DIFFER_ITEMS);
	memcpy(small, items, sizeof *items * (size_t)count);
	fprintf(stderr, "VYPR_TEST_SEED=%" PRIu64 " VYPR_TEST_PAIRS=1\n", seed);
	print_both(t, x, nx, y, ny, place);
	show_difference(t, lines, small, shrink(t, small, count, x, y), x, y);
	ck_abort_msg("the monitor and the oracle differ");
}

size_t differ_judge(const struct trace_unit *t, const char *const *lines,
		    const struct oracle_item *items, int count)
{
	struct oracle_verdict *x = told_room, *y = oracle_room;
	size_t ny = oracle_run(t, items, count, y, DIFFER_VERDICTS), decided = 0;

	for (size_t i = 0; i < ny; i++)
		decided += y[i].kind == VYPR_VERDICT_TRUE || y[i].kind == VYPR_VERDICT_FALSE;
	for (int handed_over = 0; handed_over < 2; handed_over++)
		compare(t, lines, items, count, x,
			monitor_run(t, items, count, handed_over, x), y, ny);
	return decided;
}
