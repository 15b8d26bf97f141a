/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how bounds come into a specification: the file is read anew, each "?" found by
 * its place in it, and its property's formulas by their names and text in the store.
 *
 * One "?" has one bound, also when its property is about many functions, or when an alias
 * uses its text twice.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/bounds.h"
#include "spec/parse.h"
#include "spec/spec.h"

struct place {
	size_t offset; /* of the "?" in the file */
	int line, column;
	struct vypr_measured measured;
	struct vypr_bound_kind kind;
	int bounded;
	const char *name;
};

struct bounding {
	struct vypr_analysis *analysis;
	struct vypr_analysis_bounded *report;
	struct vypr_report *memory;
	struct vypr_spec spec;
	char *bytes;
	size_t size;
	double share;
	struct place *places;
	size_t place_count;
};

/* ---- the file ---- */

static enum vypr_status read_file(struct bounding *b, const char *file,
				  struct vypr_analysis_error *reterr)
{
	FILE *in = fopen(file, "rb");
	size_t count = 0;

	if (!in)
		return (enum vypr_status)vypr_fail(reterr, VYPR_ABSENT, "%s: %s", file,
						   strerror(errno));
	for (;;) {
		char *room = vypr_report_push(b->memory, &b->bytes, &count, 1);
		int c = room ? getc(in) : EOF;

		if (c == EOF)
			break;
		*room = (char)c;
		b->size = count;
	}
	if (ferror(in) || vypr_report_failed(b->memory)) {
		fclose(in);
		return (enum vypr_status)vypr_fail(reterr, VYPR_IO, "%s: cannot be read",
						   file);
	}
	fclose(in);
	return VYPR_OK;
}

/* The byte at a line and column (of bytes); SIZE_MAX: there is no "?" there. */
static size_t offset_of(const struct bounding *b, uint32_t line, uint32_t column)
{
	size_t at = 0;

	while (line > 1 && at < b->size)
		line -= b->bytes[at++] == '\n';
	at += column - 1;
	return at < b->size && b->bytes[at] == '?' ? at : SIZE_MAX;
}

static struct vypr_analysis_error *bad_spec(struct vypr_analysis_error *reterr,
					    const char *file,
					    const struct vypr_diag *diag)
{
	vypr_fail(reterr, diag->status, "%s:%d:%d: %s", file, diag->line, diag->column,
		  *diag->text ? diag->text : vypr_status_text(diag->status));
	return reterr;
}

/* ---- formulas of a property ---- */

static int name_is(const struct vypr_property *p, const struct vypr_subject *s)
{
	char name[512];

	if (p->name.text)
		return strcmp(p->name.text, s->name) == 0;
	snprintf(name, sizeof name, "%s#%d",
		 vypr_is_glob(p->function.text) ? s->function : p->function.text,
		 p->ordinal);
	return strcmp(name, s->name) == 0;
}

static int is_of(const struct vypr_property *p, const char *text,
		 const struct vypr_subject *s)
{
	const char *source = vypr_unit_string(s->unit, s->unit->source_file);

	return name_is(p, s) && strcmp(text, s->text) == 0 &&
	       (vypr_module_matches(p->module.text, source) ||
		vypr_module_matches(p->module.text, s->file));
}

static struct place *place_at(struct bounding *b, const struct vypr_node *question,
			      size_t offset, const struct vypr_property *p)
{
	struct place *place;

	for (size_t i = 0; i < b->place_count; i++)
		if (b->places[i].offset == offset)
			return &b->places[i];
	place = vypr_report_push(b->memory, &b->places, &b->place_count, sizeof *place);
	if (!place)
		return NULL;
	place->offset = offset;
	place->line = (int)question->line;
	place->column = (int)question->column;
	place->name = vypr_report_format(b->memory, "%s",
					 p->name.text ? p->name.text : p->function.text);
	return place;
}

static enum vypr_status measure_atom(struct bounding *b, const struct vypr_property *p,
				     const struct vypr_form *form, int atom,
				     const char *text)
{
	const struct vypr_ast *ast = &p->ast;
	const struct vypr_node *question = &ast->nodes[ast->nodes[form->atoms[atom]].b];
	size_t offset = offset_of(b, question->line, question->column);
	struct place *place =
		offset == SIZE_MAX ? NULL : place_at(b, question, offset, p);
	enum vypr_status status = VYPR_OK;

	if (!place)
		return offset == SIZE_MAX ? VYPR_FORMAT : VYPR_NOMEM;
	place->bounded = vypr_bound_kind_of(form, atom, &place->kind);
	for (size_t i = 0; status == VYPR_OK && i < b->analysis->subject_count; i++)
		if (is_of(p, text, &b->analysis->subjects[i]))
			status = vypr_measured_add(b->analysis, &b->analysis->subjects[i],
						   atom, &place->measured);
	return status;
}

static enum vypr_status measure_property(struct bounding *b,
					 const struct vypr_property *p)
{
	struct vypr_form form;
	const char *text;
	enum vypr_status status;

	if (!p->ast.node_count)
		return VYPR_OK;
	status = vypr_form_make(&p->ast, &form, NULL);
	if (status != VYPR_OK)
		return status;
	text = vypr_node_text(b->memory, &p->ast, p->ast.root);
	for (int i = 0; status == VYPR_OK && i < form.atom_count; i++)
		if (vypr_atom_measures(&form, i))
			status = measure_atom(b, p, &form, i, text);
	vypr_form_fini(&form);
	return status;
}

/* ---- the copy ---- */

static int by_offset(const void *x, const void *y)
{
	const struct place *a = x, *b = y;

	return (a->offset > b->offset) - (a->offset < b->offset);
}

static int leave(struct bounding *b, const struct place *place)
{
	struct vypr_analysis_problem *p = vypr_report_push(
		b->memory, &b->report->left, &b->report->left_count, sizeof *p);

	if (!p)
		return 0;
	p->file = b->report->spec;
	p->line = place->line;
	p->column = p->end_column = place->column;
	p->hint = "";
	p->text = vypr_report_format(b->memory,
				     place->bounded ? "nothing was measured for '%s'"
						    : "there is no bound for '==' and "
						      "'!=' of '%s'",
				     place->name);
	return 1;
}

static int append(struct bounding *b, char **to, size_t *size, const char *bytes,
		  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *c = vypr_report_push(b->memory, to, size, 1);

		if (!c)
			return 0;
		*c = bytes[i];
	}
	return 1;
}

static enum vypr_status make_copy(struct bounding *b)
{
	size_t size = 0, from = 0;
	char *copy = NULL;
	int fine = 1;

	if (b->place_count)
		qsort(b->places, b->place_count, sizeof *b->places, by_offset);
	for (size_t i = 0; fine && i < b->place_count; i++) {
		struct place *place = &b->places[i];
		const char *text;

		if (!place->measured.count || !place->bounded) {
			fine = leave(b, place);
			continue;
		}
		vypr_measured_sort(&place->measured);
		text = vypr_bound_text(
			b->memory, vypr_bound_of(&place->measured, place->kind, b->share),
			place->measured.is_time);
		fine = append(b, &copy, &size, b->bytes + from, place->offset - from) &&
		       append(b, &copy, &size, text, strlen(text));
		from = place->offset + 1;
		b->report->replaced++;
	}
	fine = fine && append(b, &copy, &size, b->bytes + from, b->size - from);
	b->report->bytes = copy ? copy : "";
	b->report->size = size;
	return fine ? VYPR_OK : VYPR_NOMEM;
}

/* What was written is a specification, with as many properties. */
static enum vypr_status check_copy(const struct bounding *b)
{
	struct vypr_spec spec;
	enum vypr_status status = vypr_spec_read_bytes(b->report->spec, b->report->bytes,
						       b->report->size, &spec, NULL);

	if (status != VYPR_OK)
		return status;
	if (spec.property_count != b->spec.property_count)
		status = VYPR_FORMAT;
	vypr_spec_fini(&spec);
	return status;
}

/* ---- the whole ---- */

/* The file that all formulas with a "?" come from; NULL: none or several. */
static const char *only_spec(const struct vypr_analysis *a, struct vypr_report *memory)
{
	const char *found = NULL;

	for (size_t i = 0; i < a->subject_count; i++) {
		const struct vypr_subject *s = &a->subjects[i];
		const char *file = vypr_unit_string(s->unit, s->formula->spec_file);
		const char *directory = vypr_unit_string(s->unit, s->unit->directory);
		const char *path;

		if (!s->form->measures)
			continue;
		path = *file == '/'
			       ? file
			       : vypr_report_format(memory, "%s/%s", directory, file);
		if (found && strcmp(found, path) != 0)
			return NULL;
		found = path;
	}
	return found;
}

static enum vypr_status measure_all(struct bounding *b)
{
	enum vypr_status status = VYPR_OK;

	for (size_t i = 0; status == VYPR_OK && i < b->spec.property_count; i++)
		status = measure_property(b, &b->spec.properties[i]);
	if (status == VYPR_OK)
		status = make_copy(b);
	if (status == VYPR_OK)
		status = check_copy(b);
	for (size_t i = 0; i < b->place_count; i++)
		vypr_measured_fini(&b->places[i].measured);
	return status;
}

static int write_bounds(struct bounding *b, const char *spec,
			struct vypr_analysis_error *reterr)
{
	struct vypr_diag diag = { 0 };
	enum vypr_status status;

	if (!spec)
		spec = only_spec(b->analysis, b->memory);
	if (!spec)
		return vypr_fail(
			reterr, VYPR_NAME,
			"no specification, or several, have a '?'; name one with "
			"--spec");
	b->report->spec = vypr_report_string(b->memory, spec);
	status = read_file(b, spec, reterr);
	if (status != VYPR_OK)
		return (int)status;
	diag.status = vypr_spec_read_bytes(spec, b->bytes, b->size, &b->spec, &diag);
	if (diag.status != VYPR_OK) {
		bad_spec(reterr, spec, &diag);
		return (int)diag.status;
	}
	status = measure_all(b);
	vypr_spec_fini(&b->spec);
	return status == VYPR_OK ? 0 : vypr_fail_status(reterr, status);
}

int vypr_analysis_write_bounds(struct vypr_analysis *analysis, const char *spec,
			       double share, struct vypr_analysis_bounded **ret_bounded,
			       struct vypr_analysis_error *reterr)
{
	struct bounding b = { .analysis = analysis, .memory = vypr_report_new() };
	int code;

	b.report = b.memory ? vypr_report_alloc(b.memory, sizeof *b.report) : NULL;
	if (!b.report) {
		vypr_report_free(b.memory);
		return vypr_fail_status(reterr, VYPR_NOMEM);
	}
	b.report->memory = b.memory;
	b.share = isnan(share) ? VYPR_BOUNDS_SHARE : share;
	code = write_bounds(&b, spec, reterr);
	if (code) {
		vypr_report_free(b.memory);
		return code;
	}
	*ret_bounded = b.report;
	return 0;
}
