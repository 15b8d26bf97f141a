/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * census STORE [PID PROGRESS]: reads all verdicts of a store of testsuite/torture/kill.c
 * through runtime/store.h.  Prints for each formula "NAME T true F false U unknown"; with PID,
 * holds the numbers in the last run of that process against the counters in PROGRESS
 * and prints what is wrong, a line each.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/store.h"
#include "testsuite/torture/progress.h"

#define FORMULAS 4

/* Whether a decided verdict on this number must be true. */
static int always(uint64_t number)
{
	return number < UINT64_MAX;
}

static int not_3_of_10(uint64_t number)
{
	return number % 10 != 3;
}

static int not_3_of_7(uint64_t number)
{
	return number % 7 != 3;
}

/* begun: the counter of what makes a binding; done: of what decides it. */
static const struct expected {
	const char *name;
	size_t begun, done;
	int (*is_true)(uint64_t number);
} expected[FORMULAS] = {
#define COUNTER(name) offsetof(struct progress, name)
	{ "changed", COUNTER(changed), COUNTER(changed), not_3_of_10 },
	{ "called", COUNTER(changed), COUNTER(called), always },
	{ "owned", COUNTER(owned), COUNTER(owned), not_3_of_7 },
	{ "stepped", COUNTER(stepped), COUNTER(stepped), always },
#undef COUNTER
};

struct found {
	uint64_t number;
	uint32_t run, formula;
	enum vypr_verdict_kind kind;
	enum vypr_reason reason;
};

struct census {
	const struct vypr_row *rows;
	size_t row_count;
	struct found *found;
	size_t count, room;
	uint64_t totals[FORMULAS][VYPR_VERDICT_KINDS];
	int wrong;
};

static void wrong(struct census *c, const char *what, const char *name, uint64_t number)
{
	if (c->wrong++ < 10)
		printf("wrong: %s %" PRIu64 " %s\n", name, number, what);
}

static uint32_t formula_of(const struct census *c, uint32_t row)
{
	for (size_t i = 0; i < c->row_count; i++) {
		const struct vypr_unit *unit = c->rows[i].unit;
		const char *name;

		if (c->rows[i].id != row)
			continue;
		name = vypr_unit_string(unit, unit->formulas[c->rows[i].formula].name);
		for (uint32_t f = 0; f < FORMULAS; f++)
			if (!strcmp(expected[f].name, name))
				return f;
	}
	return FORMULAS;
}

static enum vypr_status visit(void *ctx, const struct vypr_stored_verdict *stored)
{
	const struct vypr_verdict *verdict = &stored->verdict;
	struct census *c = ctx;
	struct found *found;

	if (c->count == c->room) {
		c->room = c->room * 2 + 1024;
		c->found = realloc(c->found, c->room * sizeof *c->found);
		if (!c->found)
			return VYPR_NOMEM;
	}
	found = c->found + c->count++;
	found->run = stored->run;
	found->formula = formula_of(c, stored->row);
	found->kind = verdict->kind;
	found->reason = verdict->reason;
	if (found->formula == FORMULAS || !verdict->captured || !verdict->captured->known) {
		wrong(c, "has no number", "verdict", stored->number);
		c->count--;
		return VYPR_OK;
	}
	found->number = verdict->captured->value;
	c->totals[found->formula][found->kind]++;
	return VYPR_OK;
}

static int compare(const void *left, const void *right)
{
	const struct found *a = left, *b = right;

	if (a->formula != b->formula)
		return a->formula < b->formula ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

static uint64_t counter(const struct progress *progress, size_t offset)
{
	uint64_t value;

	memcpy(&value, (const char *)progress + offset, sizeof value);
	return value;
}

/* Numbers of one formula and thread, in order: all that was done, at most one more. */
static void check_thread(struct census *c, const struct expected *e, uint64_t first,
			 const struct progress *progress, const struct found *found,
			 size_t count)
{
	uint64_t begun = counter(progress, e->begun), done = counter(progress, e->done);

	for (size_t i = 0; i < count; i++) {
		if (found[i].number != first + i)
			wrong(c, i && found[i].number == found[i - 1].number ? "is there twice"
									      : "follows a gap",
			      e->name, found[i].number);
		if (found[i].kind == VYPR_VERDICT_UNKNOWN) {
			if (found[i].reason != VYPR_REASON_DIED || i < done)
				wrong(c, "is unknown", e->name, found[i].number);
		} else if (i > done) {
			wrong(c, "was not decided yet", e->name, found[i].number);
		} else if ((found[i].kind == VYPR_VERDICT_TRUE) != e->is_true(found[i].number)) {
			wrong(c, "has the wrong verdict", e->name, found[i].number);
		}
	}
	if (count < begun || count < done)
		wrong(c, "is the first that is missing", e->name, first + count);
	if (count > begun + 1)
		wrong(c, "is too many", e->name, first + count - 1);
}

/* The numbers of one run against what its process has counted. */
static void check_run(struct census *c, uint32_t run, const struct progress *progress)
{
	struct found *found = malloc((c->count + 1) * sizeof *found);
	size_t count = 0, from = 0;

	for (size_t i = 0; found && i < c->count; i++)
		if (c->found[i].run == run)
			found[count++] = c->found[i];
	qsort(found, count, sizeof *found, compare);
	for (uint32_t f = 0; f < FORMULAS; f++)
		for (uint64_t t = 0; t < PROGRESS_THREADS; t++) {
			uint64_t first = t * PROGRESS_THREAD;
			size_t to = from;

			while (to < count && found[to].formula == f &&
			       found[to].number < first + PROGRESS_THREAD)
				to++;
			check_thread(c, expected + f, first, progress + t, found + from,
				     to - from);
			from = to;
		}
	if (from != count)
		wrong(c, "is of no thread", "verdict", found[from].number);
	free(found);
}

static uint32_t run_of(struct vypr_store *store, uint32_t pid)
{
	struct vypr_run *runs;
	size_t count;
	uint32_t id = 0;

	if (vypr_store_runs(store, &runs, &count))
		return 0;
	for (size_t i = 0; i < count; i++)
		if (runs[i].pid == pid && runs[i].state == VYPR_RUN_DIED)
			id = runs[i].id;
	free(runs);
	return id;
}

static void report(struct census *c, struct vypr_store *store, char **arguments)
{
	struct progress progress[PROGRESS_THREADS] = { { 0, 0, 0, 0 } };
	uint32_t run = run_of(store, (uint32_t)atoi(arguments[0]));
	FILE *file = fopen(arguments[1], "rb");

	if (!file || fread(progress, sizeof progress, 1, file) != 1)
		wrong(c, "cannot be read", "file", 0);
	if (file)
		fclose(file);
	if (run)
		check_run(c, run, progress);
	else if (progress[0].changed || progress[1].changed)
		wrong(c, "is not in the store as dead", "process", (uint64_t)atoi(arguments[0]));
}

int main(int argc, char **argv)
{
	struct census c = { 0 };
	struct vypr_store *store;
	struct vypr_diag diag;

	if (argc != 2 && argc != 4)
		return 2;
	if (vypr_store_open(argv[1], VYPR_STORE_READ, &store, &diag) ||
	    vypr_store_view_begin(store, &diag)) {
		printf("wrong: %s\n", diag.text);
		return 1;
	}
	if (vypr_store_rows(store, (struct vypr_row **)&c.rows, &c.row_count) ||
	    vypr_store_verdicts(store, NULL, visit, &c))
		wrong(&c, "cannot be read", "store", 0);
	for (int f = 0; f < FORMULAS; f++)
		printf("%s %" PRIu64 " true %" PRIu64 " false %" PRIu64 " unknown\n",
		       expected[f].name, c.totals[f][VYPR_VERDICT_TRUE],
		       c.totals[f][VYPR_VERDICT_FALSE], c.totals[f][VYPR_VERDICT_UNKNOWN]);
	if (argc == 4)
		report(&c, store, argv + 2);
	free((void *)c.rows);
	free(c.found);
	vypr_store_close(store);
	return c.wrong != 0;
}
