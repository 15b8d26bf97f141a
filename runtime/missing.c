/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what the first run of a program says of its specification: a slip in the name of a
 * source file shows nowhere else, for each compilation thinks that another one is meant.
 */
#include "runtime/missing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/store_writer.h"
#include "spec/wanted.h"

#define NAMES_MOST 4

struct telling {
	char *text;
	size_t size;
	unsigned count;
};

static void add(struct telling *t, const char *text)
{
	size_t used = strlen(t->text);

	snprintf(t->text + used, t->size - used, "%s", text);
}

static int tell(void *ctx, const struct vypr_unit *unit, const struct vypr_wanted *wanted)
{
	const char *file = vypr_unit_string(unit, wanted->spec_file);
	const char *slash = strrchr(file, '/');
	struct telling *t = ctx;
	char name[160];

	if (++t->count > NAMES_MOST)
		return 0;
	snprintf(name, sizeof name, "%s%.40s: %.50s (%.40s:%u)",
		 t->count == 1 ? "" : ", ", vypr_unit_string(unit, wanted->module),
		 vypr_unit_string(unit, wanted->function), slash ? slash + 1 : file,
		 (unsigned)wanted->spec_line);
	add(t, name);
	return 0;
}

static int is_first(const struct vypr_writer *writer)
{
	for (uint32_t u = 0; u < writer->unit_count; u++)
		if (writer->units[u].fresh)
			return 1;
	return 0;
}

void vypr_missing_tell(const struct vypr_writer *writer, char *text, size_t size)
{
	const struct vypr_unit **units = malloc((writer->unit_count + 1) * sizeof *units);
	struct telling t = { text, size, 0 };
	char more[40];

	text[0] = '\0';
	if (!units || !is_first(writer)) {
		free(units);
		return;
	}
	for (uint32_t u = 0; u < writer->unit_count; u++)
		units[u] = writer->units[u].unit;
	add(&t, "no object file of this program has ");
	vypr_wanted_each_missing(units, writer->unit_count, tell, &t);
	if (t.count > NAMES_MOST) {
		snprintf(more, sizeof more, " and %u more", t.count - NAMES_MOST);
		add(&t, more);
	}
	if (!t.count)
		text[0] = '\0';
	free(units);
}
