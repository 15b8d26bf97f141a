/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what the first run of a program says of its specification: a slip in the name of a
 * source file shows nowhere else, for each compilation thinks that another one is meant.
 */
#include "runtime/missing.h"

#include <stdarg.h>
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

__attribute__((format(printf, 2, 3))) static int add_name(struct telling *t,
							  const char *format, ...)
{
	char name[160];
	va_list args;

	if (++t->count > NAMES_MOST)
		return 0;
	va_start(args, format);
	vsnprintf(name, sizeof name, format, args);
	va_end(args);
	add(t, t->count == 1 ? "" : ", ");
	add(t, name);
	return 0;
}

static const char *without_folder(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? slash + 1 : file;
}

static int tell_missing(void *ctx, const struct vypr_unit *unit,
			const struct vypr_wanted *wanted)
{
	return add_name(ctx, "%.40s: %.50s (%.40s:%u)", vypr_unit_string(unit, wanted->module),
			vypr_unit_string(unit, wanted->function),
			without_folder(vypr_unit_string(unit, wanted->spec_file)),
			(unsigned)wanted->spec_line);
}

static int tell_dropped(void *ctx, const struct vypr_unit *unit,
			const struct vypr_function *function)
{
	return add_name(ctx, "%.80s (%.40s:%u)", vypr_unit_string(unit, function->name),
			without_folder(vypr_unit_string(unit, function->file)),
			(unsigned)function->line);
}

static int tell_specification(void *ctx, const struct vypr_unit *unit)
{
	return add_name(ctx, "%.80s (%.40s)", vypr_unit_string(unit, unit->source_file),
			without_folder(vypr_wanted_spec_file(unit)));
}

static int is_first(const struct vypr_writer *writer)
{
	for (uint32_t u = 0; u < writer->unit_count; u++)
		if (writer->units[u].fresh)
			return 1;
	return 0;
}

/* The units of the run; NULL: it is not the first, or there is no memory. */
static const struct vypr_unit **units_of(const struct vypr_writer *writer)
{
	const struct vypr_unit **units;

	if (!is_first(writer))
		return NULL;
	units = malloc((writer->unit_count + 1) * sizeof *units);
	for (uint32_t u = 0; units && u < writer->unit_count; u++)
		units[u] = writer->units[u].unit;
	return units;
}

static void end(struct telling *t, const char *text)
{
	char more[40];

	if (t->count > NAMES_MOST) {
		snprintf(more, sizeof more, " and %u more", t->count - NAMES_MOST);
		add(t, more);
	}
	add(t, text);
	if (!t->count)
		t->text[0] = '\0';
}

void vypr_missing_tell(const struct vypr_writer *writer, char *text, size_t size)
{
	const struct vypr_unit **units = units_of(writer);
	struct telling t = { text, size, 0 };

	text[0] = '\0';
	if (!units)
		return;
	add(&t, "no object file of this program has ");
	vypr_wanted_each_missing(units, writer->unit_count, tell_missing, &t);
	end(&t, "");
	free(units);
}

void vypr_missing_tell_dropped(const struct vypr_writer *writer, char *text, size_t size)
{
	const struct vypr_unit **units = units_of(writer);
	struct telling t = { text, size, 0 };

	text[0] = '\0';
	if (!units)
		return;
	add(&t, "linked from an object file that was compiled without this specification: ");
	vypr_wanted_each_dropped(units, writer->unit_count, tell_dropped, &t);
	end(&t, "; only calls that were inlined elsewhere are observed");
	free(units);
}

void vypr_missing_tell_mixed(const struct vypr_writer *writer, char *text, size_t size)
{
	const struct vypr_unit **units = units_of(writer);
	struct telling t = { text, size, 0 };

	text[0] = '\0';
	if (!units)
		return;
	add(&t, "compiled with different specifications, or versions of one: ");
	vypr_wanted_each_specification(units, writer->unit_count, tell_specification, &t);
	end(&t, "");
	if (t.count < 2)
		text[0] = '\0';
	free(units);
}
