/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The events of a program in words that no compiler and no level of optimisation changes.
 * usage: stream UNIT TRACE FILE, of a program of one unit that was linked with sink.c;
 * FILE is its source.
 *
 * Left out is what is the compiler's to choose: path bits and what tells of them (the
 * graph at -O0 has branches that are folded at -O1), where pointers point to, and the
 * lines of the library's headers.
 */
#include <stdio.h>
#include <string.h>

#include "spec/event.h"
#include "spec/unit.h"

static struct vypr_unit unit;

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

static void print(const struct vypr_site *site, const char *source, unsigned long long value,
		  const char *timed)
{
	const struct vypr_function *function = &unit.functions[site->function];

	printf("%s", text(function->name));
	if (strcmp(text(function->file), source) == 0)
		printf(":%u:%u", site->line, site->column);
	printf(" %s %s", vypr_event_name((enum vypr_event_kind)site->kind),
	       text(site->subject));
	if (site->type == VYPR_TYPE_PTR)
		printf(" %s", value ? "a pointer" : "null");
	else if (site->flags & VYPR_SITE_VALUED)
		printf(" %llu", value);
	printf("%s", timed);
}

int main(int argc, char **argv)
{
	static unsigned char bytes[1 << 22];
	static char rest[64];
	unsigned long long site, value;
	FILE *file = argc == 4 ? fopen(argv[1], "rb") : NULL;
	FILE *trace = argc == 4 ? fopen(argv[2], "r") : NULL;
	size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;

	if (!trace || vypr_unit_decode(bytes, size, &unit) != VYPR_OK)
		return 99;
	while (fscanf(trace, "0:%llu %llu", &site, &value) == 2 &&
	       fgets(rest, sizeof rest, trace)) {
		if (site >= unit.site_count)
			return 99;
		if (!is_of_path(&unit.sites[site]))
			print(&unit.sites[site], argv[3], value, rest);
	}
	return !feof(trace);
}
