/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts what a store has of the numbers that testsuite/ringer.c pushes:
 *   tally [-r] STORE FROM TO     "have H missing M twice T strange S lost L", and the runs
 * of FROM .. TO - 1; -r recovers first and says what it recovered.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/store.h"

struct count {
	uint64_t from, to, strange, wrong;
	unsigned char *seen;
};

static enum vypr_status visit(void *ctx, const struct vypr_stored_verdict *stored)
{
	const struct vypr_verdict *verdict = &stored->verdict;
	struct count *count = ctx;
	uint64_t number = verdict->captured ? verdict->captured->value : 0;

	if (verdict->formula || verdict->kind == VYPR_VERDICT_UNKNOWN ||
	    !verdict->captured->known)
		count->wrong++;
	else if (number < count->from || number >= count->to)
		count->strange++;
	else if (count->seen[number - count->from] < 255)
		count->seen[number - count->from]++;
	return VYPR_OK;
}

static int fail(enum vypr_status status, const struct vypr_diag *diag)
{
	printf("%s: %s\n", vypr_status_text(status), diag ? diag->text : "");
	return 1;
}

static int recover(const char *path)
{
	struct vypr_recovered *list;
	struct vypr_diag diag = { 0 };
	size_t count;
	enum vypr_status status = vypr_store_recover(path, &list, &count, &diag);

	if (status)
		return fail(status, &diag);
	for (size_t i = 0; i < count; i++)
		printf("recovered run %u events %" PRIu64 " verdicts %" PRIu64 "\n",
		       list[i].run, list[i].events, list[i].verdicts);
	free(list);
	return 0;
}

static void print_runs(struct vypr_store *store)
{
	static const char *const states[] = { "live", "ended", "died" };
	struct vypr_run *runs;
	size_t count;

	if (vypr_store_runs(store, &runs, &count))
		return;
	for (size_t i = 0; i < count; i++)
		printf("run %u %s events %" PRIu64 " verdicts %" PRIu64 " lost %" PRIu64
		       " strays %" PRIu64 "\n",
		       runs[i].id, states[runs[i].state], runs[i].events, runs[i].verdicts,
		       runs[i].lost, runs[i].strays);
	free(runs);
}

static int report(struct vypr_store *store, struct count *count)
{
	uint64_t have = 0, missing = 0, twice = 0, shown = 0;
	enum vypr_status status = vypr_store_verdicts(store, NULL, visit, count);

	if (status)
		return fail(status, NULL);
	for (uint64_t i = 0; i < count->to - count->from; i++) {
		have += count->seen[i] != 0;
		missing += !count->seen[i];
		twice += count->seen[i] > 1;
		if (count->seen[i] != 1 && shown++ < 5)
			fprintf(stderr, "%" PRIu64 " is there %u times\n", count->from + i,
				count->seen[i]);
	}
	printf("have %" PRIu64 " missing %" PRIu64 " twice %" PRIu64 " strange %" PRIu64
	       " wrong %" PRIu64 "\n",
	       have, missing, twice, count->strange, count->wrong);
	print_runs(store);
	return missing || twice || count->strange || count->wrong;
}

int main(int argc, char **argv)
{
	struct vypr_store *store;
	struct vypr_diag diag;
	struct count count = { 0 };
	enum vypr_status status;
	int result;

	if (argc == 5 && !strcmp(argv[1], "-r")) {
		if (recover(argv[2]))
			return 1;
		argc--;
		argv++;
	}
	if (argc != 4)
		return 2;
	count.from = strtoull(argv[2], NULL, 10);
	count.to = strtoull(argv[3], NULL, 10);
	count.seen = calloc(count.to - count.from + 1, 1);
	status = vypr_store_open(argv[1], VYPR_STORE_READ, &store, &diag);
	if (status)
		return fail(status, &diag);
	status = vypr_store_view_begin(store, &diag);
	result = status ? fail(status, &diag) : report(store, &count);
	vypr_store_close(store);
	free(count.seen);
	return result;
}
