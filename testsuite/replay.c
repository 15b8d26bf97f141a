/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a store has of recorded events:
 *   replay events STORE          a line for each that has a value
 *   replay texts STORE M H       whether the strings m0 .. m(M-1), h0 .. h(H-1) of
 *                                testsuite/texts.h are there, whole, each once;
 *                                "have N missing N twice N broken N lost N"
 *   replay await STORE NS MS     how many ms after NS (CLOCK_MONOTONIC) the store has a false
 *                                verdict of a call without end; MS: no longer than so long
 *   replay stacks STORE          of each false verdict with a call without end, what this has
 *                                entered: "FORMULA: FUNCTION > FUNCTION ..."
 *   replay verdicts STORE        tells a new monitor all that each run's was told, and
 *                                compares its verdicts with the stored ones:
 *                                "runs N events N verdicts N differ N"
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/store.h"
#include "spec/monitor.h"
#include "testsuite/runtime_unit.h"
#include "testsuite/texts.h"

static struct vypr_store *store;

static void check(enum vypr_status status, const char *what)
{
	if (!status)
		return;
	printf("%s: %s\n", what, vypr_status_text(status));
	exit(1);
}

/* ---- events ------------------------------------------------------------------- */

static enum vypr_status print_event(void *ctx, const struct vypr_recorded *recorded)
{
	const struct vypr_event *event = &recorded->event;

	(void)ctx;
	if (recorded->kind != VYPR_RECORDED_EVENT)
		return VYPR_OK;
	if (event->text)
		printf("text %" PRIu64 " %s\n", event->value, event->text);
	else
		printf("%s %" PRIu64 "\n", event->site == SITE_TEXT ? "null" : "number",
		       event->value);
	return VYPR_OK;
}

/* ---- texts -------------------------------------------------------------------- */

struct texts {
	uint64_t most[2], broken, lost;
	unsigned char *seen[2];
};

static enum vypr_status take_text(void *ctx, const struct vypr_recorded *recorded)
{
	struct texts *texts = ctx;
	const char *text = recorded->event.text;
	char whole[TEXT_MOST + 1];
	uint64_t number;
	int kind;

	if (recorded->kind == VYPR_RECORDED_LOST)
		texts->lost += recorded->count;
	if (recorded->kind != VYPR_RECORDED_EVENT)
		return VYPR_OK;
	kind = text && text[0] == 'h';
	if (!text || sscanf(text + 1, "%8" SCNx64, &number) != 1 ||
	    number >= texts->most[kind]) {
		texts->broken++;
		return VYPR_OK;
	}
	text_make(whole, text[0], number);
	texts->broken += strcmp(whole, text) != 0 ||
			 recorded->event.value != strlen(whole);
	texts->seen[kind][number] += texts->seen[kind][number] < 2;
	return VYPR_OK;
}

static int texts(char **argv)
{
	uint64_t have = 0, missing = 0, twice = 0;
	struct texts t = { 0 };

	for (int k = 0; k < 2; k++) {
		t.most[k] = strtoull(argv[k], NULL, 10);
		t.seen[k] = calloc(t.most[k] + 1, 1);
	}
	check(vypr_store_recorded(store, 1, take_text, &t), "events");
	for (int k = 0; k < 2; k++)
		for (uint64_t i = 0; i < t.most[k]; i++) {
			have += t.seen[k][i] != 0;
			missing += t.seen[k][i] == 0;
			twice += t.seen[k][i] > 1;
		}
	printf("have %" PRIu64 " missing %" PRIu64 " twice %" PRIu64 " broken %" PRIu64
	       " lost %" PRIu64 "\n",
	       have, missing, twice, t.broken, t.lost);
	free(t.seen[0]);
	free(t.seen[1]);
	return 0;
}

/* ---- await -------------------------------------------------------------------- */

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static enum vypr_status is_hung(void *ctx, const struct vypr_stored_verdict *stored)
{
	const struct vypr_observation *seen = stored->verdict.observations;

	if (stored->verdict.kind == VYPR_VERDICT_FALSE &&
	    seen->site_begin != VYPR_NO_SITE && seen->site_end == VYPR_NO_SITE)
		*(int *)ctx = 1;
	return VYPR_OK;
}

/* Open it anew each time: it may not be there yet. */
static int look(const char *path)
{
	int found = 0;

	if (vypr_store_open(path, VYPR_STORE_READ, &store, NULL))
		return 0;
	if (!vypr_store_view_begin(store, NULL))
		vypr_store_verdicts(store, NULL, is_hung, &found);
	vypr_store_close(store);
	return found;
}

static int await(char **argv)
{
	uint64_t since = strtoull(argv[1], NULL, 10);
	uint64_t most = strtoull(argv[2], NULL, 10) * 1000000;
	struct timespec nap = { 0, 2000000 };

	while (!look(argv[0]) && now_ns() - since < most)
		nanosleep(&nap, NULL);
	printf("%" PRIu64 "\n", (now_ns() - since) / 1000000);
	return 0;
}

/* ---- stacks ------------------------------------------------------------------- */

static struct vypr_path_node node_of(uint32_t run, uint32_t id)
{
	struct vypr_path_node node;

	check(vypr_store_path_node(store, run, id, &node), "path");
	return node;
}

static const char *function_of(uint32_t run, struct vypr_path_node node)
{
	const struct vypr_unit *unit;

	while (node.kind != VYPR_PATH_ROOT)
		node = node_of(run, node.a);
	check(vypr_store_run_unit(store, run, node.a >> 16, &unit), "unit");
	return vypr_unit_string(unit, unit->functions[node.a & 0xffff].name);
}

static enum vypr_status print_stack(void *ctx, const struct vypr_stored_verdict *stored)
{
	const struct vypr_row *row = (const struct vypr_row *)ctx + stored->row - 1;
	const struct vypr_observation *seen = stored->verdict.observations;
	struct vypr_path_node node;
	uint32_t list = 0;

	if (stored->verdict.kind != VYPR_VERDICT_FALSE)
		return VYPR_OK;
	for (int i = 0; i < row->form->slot_count; i++)
		if (seen[i].site_begin != VYPR_NO_SITE && seen[i].site_end == VYPR_NO_SITE)
			list = seen[i].callee;
	printf("%s:", vypr_unit_string(row->unit, row->unit->formulas[row->formula].name));
	for (const char *sign = " "; list; sign = " > ") {
		node = node_of(stored->run, (uint32_t)node_of(stored->run, list).b);
		if (node.c != 2)
			break;
		printf("%s%s", sign, function_of(stored->run, node_of(stored->run, node.a)));
		list = (uint32_t)node.b;
	}
	printf("\n");
	return VYPR_OK;
}

static int stacks(void)
{
	struct vypr_row *rows;
	size_t count;

	check(vypr_store_rows(store, &rows, &count), "rows");
	check(vypr_store_verdicts(store, NULL, print_stack, rows), "verdicts");
	free(rows);
	return 0;
}

/* ---- verdicts ----------------------------------------------------------------- */

struct kept {
	struct vypr_verdict verdict;
	struct vypr_observation *observations;
	struct vypr_captured *captured;
};

struct replay {
	struct vypr_monitor *monitor;
	const struct vypr_unit *units[64];
	uint32_t unit_count;
	struct kept *kept;
	size_t count, capacity;
	uint64_t told;
	/* comparing one row */
	uint32_t run, unit, formula;
	size_t next;
	const struct vypr_form *form;
	uint64_t same, differ;
};

static void *copy(const void *from, size_t size)
{
	void *to = malloc(size + 1);

	if (!to)
		exit(99);
	memcpy(to, from, size);
	return to;
}

static enum vypr_status keep(void *ctx, const struct vypr_verdict *verdict)
{
	struct replay *r = ctx;
	const struct vypr_form *form = vypr_monitor_form(r->monitor, verdict->unit,
							 verdict->formula);
	struct kept *kept;

	if (r->count == r->capacity) {
		r->capacity = r->capacity * 2 + 1024;
		r->kept = realloc(r->kept, r->capacity * sizeof *r->kept);
		if (!r->kept)
			exit(99);
	}
	kept = r->kept + r->count;
	if (verdict->told && *verdict->told) {
		kept = r->kept + *verdict->told - 1;
		free(kept->observations);
		free(kept->captured);
	} else if (verdict->told) {
		*verdict->told = r->count + 1;
	}
	r->count += kept == r->kept + r->count;
	kept->verdict = *verdict;
	kept->observations = copy(verdict->observations, (size_t)form->slot_count *
					  sizeof *verdict->observations);
	kept->captured = copy(verdict->captured,
			      (size_t)form->capture_count * sizeof *verdict->captured);
	return VYPR_OK;
}

static enum vypr_status tell(void *ctx, const struct vypr_recorded *recorded)
{
	struct replay *r = ctx;

	r->told++;
	switch (recorded->kind) {
	case VYPR_RECORDED_EVENT:
		return vypr_monitor_feed(r->monitor, &recorded->event);
	case VYPR_RECORDED_LOST:
		return vypr_monitor_lost(r->monitor, recorded->event.thread,
					 recorded->count);
	case VYPR_RECORDED_END:
		return vypr_monitor_end(r->monitor, recorded->event.thread,
					recorded->reason);
	case VYPR_RECORDED_ADVANCE:
		return vypr_monitor_advance(r->monitor, recorded->event.time_ns);
	case VYPR_RECORDED_CLOCK:
		vypr_monitor_set_clock_error(r->monitor, &recorded->clock_error);
		return VYPR_OK;
	case VYPR_RECORDED_KINDS:
		break;
	}
	return VYPR_FORMAT;
}

static int same_captured(const struct vypr_captured *a, const struct vypr_captured *b)
{
	if (a->known != b->known || a->value != b->value || !a->string != !b->string)
		return 0;
	return !a->string || (a->string->size == b->string->size &&
			      !strcmp(a->string->bytes, b->string->bytes) &&
			      a->string->truncated == b->string->truncated);
}

static int same_verdict(const struct replay *r, const struct kept *kept,
			const struct vypr_verdict *got)
{
	int same = kept->verdict.kind == got->kind && kept->verdict.reason == got->reason &&
		   kept->verdict.thread == got->thread && kept->verdict.call == got->call &&
		   kept->verdict.time_ns == got->time_ns &&
		   kept->verdict.transaction == got->transaction;

	for (int i = 0; same && i < r->form->slot_count; i++)
		same = !memcmp(kept->observations + i, got->observations + i,
			       sizeof *got->observations);
	for (int i = 0; same && i < r->form->capture_count; i++)
		same = same_captured(kept->captured + i, got->captured + i);
	return same;
}

static enum vypr_status compare(void *ctx, const struct vypr_stored_verdict *stored)
{
	struct replay *r = ctx;
	const struct kept *kept;

	for (; r->next < r->count; r->next++) {
		kept = r->kept + r->next;
		if (kept->verdict.unit == r->unit && kept->verdict.formula == r->formula)
			break;
	}
	if (r->next++ < r->count && same_verdict(r, kept, &stored->verdict)) {
		r->same++;
		return VYPR_OK;
	}
	if (r->differ++ < 5)
		printf("%u.%u.%" PRIu64 " differs\n", stored->run, stored->row,
		       stored->number);
	return VYPR_OK;
}

static void compare_rows(struct replay *r)
{
	struct vypr_row *rows;
	size_t count;

	check(vypr_store_rows(store, &rows, &count), "rows");
	for (size_t i = 0; i < count; i++)
		for (r->unit = 0; r->unit < r->unit_count; r->unit++) {
			struct vypr_filter filter = { .run = r->run, .row = rows[i].id };

			if (r->units[r->unit]->hash != rows[i].unit_hash)
				continue;
			r->formula = rows[i].formula;
			r->form = rows[i].form;
			r->next = 0;
			check(vypr_store_verdicts(store, &filter, compare, r), "verdicts");
		}
	free(rows);
}

static uint64_t apart(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

static void replay_run(const struct vypr_run *run, struct replay *total)
{
	struct replay r = { .run = run->id };
	struct vypr_sink sink = { keep, &r };
	uint32_t number;

	check(vypr_monitor_new(&sink, &r.monitor), "monitor");
	while (r.unit_count < 64 &&
	       !vypr_store_run_unit(store, r.run, r.unit_count, r.units + r.unit_count))
		check(vypr_monitor_add_unit(r.monitor, r.units[r.unit_count++], &number),
		      "unit");
	check(vypr_store_recorded(store, r.run, tell, &r), "events");
	compare_rows(&r);
	total->told += r.told;
	total->same += r.same;
	total->differ += r.differ + apart(r.count, r.same + r.differ) +
			 apart(run->verdicts, r.same + r.differ);
	for (size_t i = 0; i < r.count; i++) {
		free(r.kept[i].observations);
		free(r.kept[i].captured);
	}
	free(r.kept);
	vypr_monitor_free(r.monitor);
}

static int verdicts(void)
{
	struct replay total = { 0 };
	struct vypr_run *runs;
	uint64_t recorded = 0;
	size_t count;

	check(vypr_store_runs(store, &runs, &count), "runs");
	for (size_t i = 0; i < count; i++) {
		replay_run(runs + i, &total);
		recorded += runs[i].recorded;
	}
	printf("runs %zu told %s verdicts %" PRIu64 " differ %" PRIu64 "\n", count,
	       total.told == recorded ? "all" : "not all", total.same, total.differ);
	free(runs);
	return total.differ != 0 || total.told != recorded;
}

int main(int argc, char **argv)
{
	struct vypr_recovered *list = NULL;
	struct vypr_diag diag = { 0 };
	size_t count;
	int result = 2;

	if (argc < 3)
		return 2;
	if (!strcmp(argv[1], "await") && argc == 5)
		return await(argv + 2);
	check(vypr_store_recover(argv[2], &list, &count, &diag), "recover");
	free(list);
	check(vypr_store_open(argv[2], VYPR_STORE_READ, &store, &diag), diag.text);
	check(vypr_store_view_begin(store, &diag), diag.text);
	if (!strcmp(argv[1], "events")) {
		check(vypr_store_recorded(store, 1, print_event, NULL), "events");
		result = 0;
	} else if (!strcmp(argv[1], "texts") && argc == 5) {
		result = texts(argv + 3);
	} else if (!strcmp(argv[1], "stacks")) {
		result = stacks();
	} else if (!strcmp(argv[1], "verdicts")) {
		result = verdicts();
	}
	vypr_store_close(store);
	return result;
}
