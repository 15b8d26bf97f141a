/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The events of a program in words that no compiler and no level of optimisation changes.
 * usage: stream UNIT TRACE FILE, of a program of one unit that was linked with sink.c;
 * FILE is its source.
 *
 * Left out is what is the compiler's to choose: path bits and what tells of them (the
 * graph at -O0 has branches that are folded at -O1), where pointers point to, and what
 * happens in the functions of the library's headers.  So is the order of what one
 * statement changes: a structure is filled field by field for one processor and copied as
 * a whole for another.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/event.h"
#include "spec/unit.h"

static struct vypr_unit unit;

struct seen {
	const struct vypr_site *site;
	unsigned long long value;
	char timed[64];
};

/* Changes by one statement, which are printed in the order of their names. */
static struct seen burst[64];
static size_t burst_count;

static const char *text(vypr_str s)
{
	return unit.strings + s;
}

static int is_of_path(const struct vypr_site *site)
{
	switch ((enum vypr_event_kind)site->kind) {
	case VYPR_EVENT_PATH:
	case VYPR_EVENT_GAP:
	case VYPR_EVENT_UNWIND:
		return 1;
	case VYPR_EVENT_ENTRY:
	case VYPR_EVENT_EXIT:
	case VYPR_EVENT_CHANGE:
	case VYPR_EVENT_BEGIN:
	case VYPR_EVENT_END:
	case VYPR_EVENT_VALUE:
	case VYPR_EVENT_LAND:
	case VYPR_EVENT_KINDS:
		return 0;
	}
	return 0;
}

static int is_of_file(const struct vypr_site *site, const char *source)
{
	return strcmp(text(unit.functions[site->function].file), source) == 0;
}

static void print(const struct seen *seen)
{
	const struct vypr_site *site = seen->site;
	const struct vypr_function *function = &unit.functions[site->function];

	printf("%s:%u:%u %s %s", text(function->name), site->line, site->column,
	       vypr_event_name((enum vypr_event_kind)site->kind), text(site->subject));
	if (site->type == VYPR_TYPE_PTR)
		printf(" %s", seen->value ? "a pointer" : "null");
	else if (site->flags & VYPR_SITE_VALUED)
		printf(" %llu", seen->value);
	printf("%s", seen->timed);
}

static int by_name(const void *a, const void *b)
{
	const struct seen *first = a, *second = b;
	int order = strcmp(text(first->site->subject), text(second->site->subject));

	return order ? order : (first->site->kind == VYPR_EVENT_VALUE) -
			       (second->site->kind == VYPR_EVENT_VALUE);
}

static void print_burst(void)
{
	qsort(burst, burst_count, sizeof burst[0], by_name);
	for (size_t i = 0; i < burst_count; i++)
		print(&burst[i]);
	burst_count = 0;
}

static int is_in_burst(const struct vypr_site *site)
{
	for (size_t i = 0; i < burst_count; i++)
		if (site->subject == burst[i].site->subject && site->kind == burst[i].site->kind)
			return 1;
	return 0;
}

/* Another change by the statement of the burst, or the text that the last one wrote; what comes
 * again is the next time round. */
static int belongs_to_burst(const struct vypr_site *site)
{
	const struct vypr_site *first = burst[0].site, *last = burst[burst_count - 1].site;

	if (first->kind != VYPR_EVENT_CHANGE || burst_count == sizeof burst / sizeof burst[0] ||
	    site->function != first->function || site->line != first->line ||
	    site->column != first->column || is_in_burst(site))
		return 0;
	return site->kind == VYPR_EVENT_CHANGE ||
	       (site->kind == VYPR_EVENT_VALUE && site->subject == last->subject);
}

static void take(const struct seen *seen)
{
	if (burst_count && !belongs_to_burst(seen->site))
		print_burst();
	burst[burst_count++] = *seen;
}

int main(int argc, char **argv)
{
	static unsigned char bytes[1 << 22];
	struct seen seen;
	unsigned long long site;
	FILE *file = argc == 4 ? fopen(argv[1], "rb") : NULL;
	FILE *trace = argc == 4 ? fopen(argv[2], "r") : NULL;
	size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;

	if (!trace || vypr_unit_decode(bytes, size, &unit) != VYPR_OK)
		return 99;
	while (fscanf(trace, "0:%llu %llu", &site, &seen.value) == 2 &&
	       fgets(seen.timed, sizeof seen.timed, trace)) {
		if (site >= unit.site_count)
			return 99;
		seen.site = &unit.sites[site];
		if (!is_of_path(seen.site) && is_of_file(seen.site, argv[3]))
			take(&seen);
	}
	print_burst();
	return !feof(trace);
}
