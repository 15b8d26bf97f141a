/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recorded STORE: the recorded events of a store's only run, in words, one on each line:
 *
 *   THREAD FUNCTION KIND SUBJECT VALUE      VALUE "-": the event has none, "left": an exception
 *                                           leaves what ends
 *
 * Left out is what tells of paths and longjmps.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/store.h"
#include "spec/event.h"
#include "spec/unit.h"

static struct vypr_store *store;

static void check(enum vypr_status status, const char *what)
{
	if (!status)
		return;
	fprintf(stderr, "%s: %s\n", what, vypr_status_text(status));
	exit(1);
}

static int is_told(const struct vypr_site *site)
{
	switch ((enum vypr_event_kind)site->kind) {
	case VYPR_EVENT_ENTRY:
	case VYPR_EVENT_EXIT:
	case VYPR_EVENT_CHANGE:
	case VYPR_EVENT_BEGIN:
	case VYPR_EVENT_END:
	case VYPR_EVENT_VALUE:
		return 1;
	case VYPR_EVENT_PATH:
	case VYPR_EVENT_GAP:
	case VYPR_EVENT_UNWIND:
	case VYPR_EVENT_LAND:
	case VYPR_EVENT_KINDS:
		return 0;
	}
	return 0;
}

static void print_value(const struct vypr_site *site, const struct vypr_event *event)
{
	double number;

	if (event->text)
		printf("\"%s\"", event->text);
	else if (!(site->flags & VYPR_SITE_VALUED))
		printf("%s", site->flags & VYPR_SITE_UNWINDS ? "left" : "-");
	else if (site->type == VYPR_TYPE_F64) {
		memcpy(&number, &event->value, sizeof number);
		printf("%.17g", number);
	} else if (site->type == VYPR_TYPE_U64)
		printf("%" PRIu64, event->value);
	else
		printf("%" PRId64, (int64_t)event->value);
}

static enum vypr_status print_event(void *ctx, const struct vypr_recorded *recorded)
{
	const struct vypr_event *event = &recorded->event;
	const struct vypr_unit *unit;
	const struct vypr_site *site;

	(void)ctx;
	if (recorded->kind == VYPR_RECORDED_LOST)
		printf("%u lost %" PRIu64 "\n", event->thread, recorded->count);
	if (recorded->kind != VYPR_RECORDED_EVENT)
		return VYPR_OK;
	check(vypr_store_run_unit(store, 1, event->unit, &unit), "unit");
	site = &unit->sites[event->site];
	if (!is_told(site))
		return VYPR_OK;
	printf("%u %s %s %s ", event->thread,
	       vypr_unit_string(unit, unit->functions[site->function].name),
	       vypr_event_name((enum vypr_event_kind)site->kind),
	       vypr_unit_string(unit, site->subject));
	print_value(site, event);
	putchar('\n');
	return VYPR_OK;
}

int main(int argc, char **argv)
{
	struct vypr_diag diag;

	if (argc != 2)
		return 99;
	check(vypr_store_open(argv[1], VYPR_STORE_READ, &store, &diag), "store");
	check(vypr_store_view_begin(store, NULL), "view");
	check(vypr_store_recorded(store, 1, print_event, NULL), "events");
	vypr_store_close(store);
	return 0;
}
