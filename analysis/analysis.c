/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how a store is opened for questions, and which formula rows are one
 * property to a person.
 */
#include "analysis/analysis.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "spec/suggest.h"

int vypr_fail(struct vypr_analysis_error *reterr, enum vypr_status status,
	      const char *format, ...)
{
	va_list args;

	if (!reterr)
		return (int)status;
	reterr->code = (int)status;
	va_start(args, format);
	vsnprintf(reterr->text, sizeof reterr->text, format, args);
	va_end(args);
	return (int)status;
}

int vypr_fail_status(struct vypr_analysis_error *reterr, enum vypr_status status)
{
	return vypr_fail(reterr, status, "%s", vypr_status_text(status));
}

int vypr_fail_diag(struct vypr_analysis_error *reterr, enum vypr_status status,
		   const struct vypr_diag *diag)
{
	const char *text = diag->text[0] ? diag->text : vypr_status_text(status);
	int named = !diag->file || strstr(text, diag->file);

	return vypr_fail(reterr, status, "%s%s%s%s%s", named ? "" : diag->file,
			 named ? "" : ": ", text, diag->hint[0] ? "; " : "", diag->hint);
}

void vypr_analysis_free(void *report)
{
	struct vypr_report *memory;

	if (!report)
		return;
	memcpy(&memory, report, sizeof memory); /* every report begins with it */
	vypr_report_free(memory);
}

/* ---- subjects ---- */

const char *vypr_function_file(const struct vypr_unit *unit, uint32_t function)
{
	const char *file = vypr_unit_string(unit, unit->functions[function].file);

	return *file ? file : vypr_unit_string(unit, unit->source_file);
}

static void subject_of_row(const struct vypr_row *row, struct vypr_subject *s)
{
	const struct vypr_unit *unit = row->unit;
	const struct vypr_formula *f = &unit->formulas[row->formula];

	memset(s, 0, sizeof *s);
	s->name = vypr_unit_string(unit, f->name);
	s->text = vypr_unit_string(unit, f->text);
	s->function = vypr_unit_string(unit, unit->functions[f->function].name);
	s->file = vypr_function_file(unit, f->function);
	s->formula = f;
	s->unit = unit;
	s->form = row->form;
}

static int compare_text(const struct vypr_subject *x, const struct vypr_subject *y)
{
	int order = strcmp(x->file, y->file);

	if (order == 0)
		order = strcmp(x->function, y->function);
	if (order == 0)
		order = strcmp(x->name, y->name);
	return order ? order : strcmp(x->text, y->text);
}

/* Equal ones together, older rows first. */
static int compare_identity(const void *x, const void *y)
{
	const struct vypr_subject *a = x, *b = y;
	int order = compare_text(a, b);

	return order ? order : (a->rows > b->rows) - (a->rows < b->rows);
}

static int compare_order(const void *x, const void *y)
{
	const struct vypr_subject *a = x, *b = y;

	if (a->formula->order != b->formula->order)
		return a->formula->order < b->formula->order ? -1 : 1;
	return compare_text(a, b);
}

/* Formulas of another source file, whose events this one's functions have, have no
 * verdicts here. */
static size_t drop_foreign(struct vypr_row *rows, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (!(rows[i].unit->formulas[rows[i].formula].flags &
		      VYPR_FORMULA_FOREIGN))
			rows[kept++] = rows[i];
	return kept;
}

/* Each row as a subject whose rows points at its own number; sorted, then merged. */
static enum vypr_status make_subjects(struct vypr_analysis *a)
{
	size_t *numbers =
		vypr_report_alloc(a->memory, (a->row_count + 1) * sizeof *numbers);
	struct vypr_subject *all =
		vypr_report_alloc(a->memory, (a->row_count + 1) * sizeof *all);
	size_t *sorted =
		vypr_report_alloc(a->memory, (a->row_count + 1) * sizeof *sorted);
	size_t count = 0;

	if (!numbers || !all || !sorted)
		return VYPR_NOMEM;
	for (size_t i = 0; i < a->row_count; i++) {
		subject_of_row(&a->rows[i], &all[i]);
		numbers[i] = i;
		all[i].rows = &numbers[i];
	}
	qsort(all, a->row_count, sizeof *all, compare_identity);
	for (size_t i = 0; i < a->row_count; i++) {
		struct vypr_subject next = all[i];
		struct vypr_subject *last = count ? &all[count - 1] : NULL;

		sorted[i] = *next.rows;
		if (last && compare_text(last, &next) == 0) {
			last->formula = next.formula; /* newest row speaks */
			last->unit = next.unit;
			last->form = next.form;
			last->row_count++;
			continue;
		}
		next.rows = &sorted[i];
		next.row_count = 1;
		all[count++] = next;
	}
	qsort(all, count, sizeof *all, compare_order);
	a->subjects = all;
	a->subject_count = count;
	return VYPR_OK;
}

int vypr_file_matches(const char *wanted, const char *file)
{
	size_t n = strlen(wanted), m = strlen(file);

	if (n > m || strcmp(file + m - n, wanted) != 0)
		return 0;
	return n == m || file[m - n - 1] == '/';
}

static int fail_unknown_name(const struct vypr_analysis *a, const char *name,
			     struct vypr_analysis_error *reterr)
{
	const char **names = calloc(a->subject_count + 1, sizeof *names);
	const char *meant = NULL;

	for (size_t i = 0; names && i < a->subject_count; i++) {
		names[i] = a->subjects[i].name;
		if (strcmp(names[i], name) != 0)
			continue;
		free(names); /* --function or --file left it out */
		return vypr_fail(reterr, VYPR_NAME, "the formula '%s' is in %s (%s)",
				 name, a->subjects[i].function, a->subjects[i].file);
	}
	if (names)
		meant = vypr_suggest(name, names, a->subject_count);
	free(names);
	if (meant)
		return vypr_fail(reterr, VYPR_NAME,
				 "no formula is called '%s'; did you mean '%s'?", name,
				 meant);
	return vypr_fail(reterr, VYPR_NAME, "no formula is called '%s'", name);
}

int vypr_analysis_has_function(const struct vypr_analysis *a, const char *function)
{
	for (size_t i = 0; i < a->subject_count; i++)
		if (strcmp(a->subjects[i].function, function) == 0)
			return 1;
	return 0;
}

int vypr_analysis_has_file(const struct vypr_analysis *a, const char *file)
{
	for (size_t i = 0; i < a->subject_count; i++)
		if (vypr_file_matches(file, a->subjects[i].file))
			return 1;
	return 0;
}

static int fail_suggesting(const struct vypr_analysis *a, const char *what,
			   const char *name, const char **names,
			   struct vypr_analysis_error *reterr)
{
	const char *meant = names ? vypr_suggest(name, names, a->subject_count) : NULL;

	free(names);
	if (meant)
		return vypr_fail(reterr, VYPR_NAME,
				 "no formula is %s '%s'; did you mean '%s'?", what, name,
				 meant);
	return vypr_fail(reterr, VYPR_NAME, "no formula is %s '%s'", what, name);
}

int vypr_analysis_no_function(const struct vypr_analysis *a, const char *function,
			      struct vypr_analysis_error *reterr)
{
	const char **names = calloc(a->subject_count + 1, sizeof *names);

	for (size_t i = 0; names && i < a->subject_count; i++)
		names[i] = a->subjects[i].function;
	return fail_suggesting(a, "on a function", function, names, reterr);
}

int vypr_analysis_no_file(const struct vypr_analysis *a, const char *file,
			  struct vypr_analysis_error *reterr)
{
	const char **names = calloc(a->subject_count + 1, sizeof *names);

	for (size_t i = 0; names && i < a->subject_count; i++) {
		const char *slash = strrchr(a->subjects[i].file, '/');

		names[i] = slash && !strchr(file, '/') ? slash + 1 : a->subjects[i].file;
	}
	return fail_suggesting(a, "in a file", file, names, reterr);
}

/* Rows are numbered as they come. */
static uint32_t newest_row(const struct vypr_subject *s)
{
	uint32_t newest = 0;

	for (size_t i = 0; i < s->row_count; i++)
		if (s->rows[i] >= newest)
			newest = (uint32_t)s->rows[i];
	return newest;
}

int vypr_analysis_find_subject(const struct vypr_analysis *a, const char *name,
			       const char *function, const char *file,
			       const struct vypr_subject **ret_subject,
			       struct vypr_analysis_error *reterr)
{
	const struct vypr_subject *found = NULL;

	for (size_t i = 0; i < a->subject_count; i++) {
		const struct vypr_subject *s = &a->subjects[i];

		if (strcmp(s->name, name) != 0 ||
		    (function && strcmp(s->function, function) != 0) ||
		    (file && !vypr_file_matches(file, s->file)))
			continue;
		if (found && strcmp(found->function, s->function) == 0 &&
		    strcmp(found->file, s->file) == 0) {
			if (newest_row(s) > newest_row(found)) /* its text was changed */
				found = s;
			continue;
		}
		if (found)
			return vypr_fail(
				reterr, VYPR_RANGE,
				"several formulas are called '%s': in %s (%s) and "
				"%s (%s); narrow it down with --function or --file",
				name, found->function, found->file, s->function, s->file);
		found = s;
	}
	if (!found && function && !vypr_analysis_has_function(a, function))
		return vypr_analysis_no_function(a, function, reterr);
	if (!found)
		return fail_unknown_name(a, name, reterr);
	*ret_subject = found;
	return 0;
}

/* ---- opening ---- */

static enum vypr_status load(struct vypr_analysis *a)
{
	enum vypr_status status = vypr_store_runs(a->store, &a->runs, &a->run_count);

	if (status == VYPR_OK)
		status = vypr_store_rows(a->store, &a->rows, &a->row_count);
	if (status == VYPR_OK)
		a->row_count = drop_foreign(a->rows, a->row_count);
	return status == VYPR_OK ? make_subjects(a) : status;
}

int vypr_analysis_open(const char *store, struct vypr_analysis **ret_analysis,
		       struct vypr_analysis_error *reterr)
{
	struct vypr_analysis *a = calloc(1, sizeof *a);
	struct vypr_diag diag = { 0 };
	enum vypr_status status;
	int code;

	if (!a || !(a->memory = vypr_report_new())) {
		free(a);
		return vypr_fail_status(reterr, VYPR_NOMEM);
	}
	status = vypr_store_open(store, VYPR_STORE_READ, &a->store, &diag);
	if (status != VYPR_OK) {
		code = vypr_fail_diag(reterr, status, &diag);
		vypr_report_free(a->memory);
		free(a);
		return code;
	}
	status = vypr_store_view_begin(a->store, &diag);
	if (status != VYPR_OK) {
		code = vypr_fail_diag(reterr, status, &diag);
		vypr_store_close(a->store);
		vypr_report_free(a->memory);
		free(a);
		return code;
	}
	status = load(a);
	if (status != VYPR_OK) {
		vypr_analysis_close(a);
		return vypr_fail(reterr, status, "%s: %s", store,
				 vypr_status_text(status));
	}
	*ret_analysis = a;
	return 0;
}

void vypr_analysis_close(struct vypr_analysis *analysis)
{
	if (!analysis)
		return;
	free(analysis->runs);
	free(analysis->rows);
	vypr_store_view_end(analysis->store);
	vypr_store_close(analysis->store);
	vypr_report_free(analysis->memory);
	free(analysis);
}

static int copy_deaths(const struct vypr_recovered *recovered, size_t count,
		       struct vypr_analysis_deaths **ret_deaths)
{
	struct vypr_report *memory = vypr_report_new();
	struct vypr_analysis_deaths *d =
		memory ? vypr_report_alloc(memory, sizeof *d) : NULL;

	if (d)
		d->deaths = vypr_report_alloc(memory, (count + 1) * sizeof *d->deaths);
	for (size_t i = 0; d && d->deaths && i < count; i++) {
		d->deaths[i].run = recovered[i].run;
		d->deaths[i].pid = recovered[i].pid;
		d->deaths[i].events = recovered[i].events;
		d->deaths[i].verdicts = recovered[i].verdicts;
		d->deaths[i].program = vypr_report_string(memory, recovered[i].program);
	}
	if (!memory || vypr_report_failed(memory)) {
		vypr_report_free(memory);
		return VYPR_NOMEM;
	}
	d->memory = memory;
	d->count = count;
	*ret_deaths = d;
	return 0;
}

int vypr_analysis_recover(const char *store, struct vypr_analysis_deaths **ret_deaths,
			  struct vypr_analysis_error *reterr)
{
	struct vypr_recovered *recovered = NULL;
	struct vypr_diag diag = { 0 };
	size_t count = 0;
	enum vypr_status status = vypr_store_recover(store, &recovered, &count, &diag);
	int code;

	if (status != VYPR_OK)
		return vypr_fail_diag(reterr, status, &diag);
	code = copy_deaths(recovered, count, ret_deaths);
	free(recovered);
	return code ? vypr_fail_status(reterr, VYPR_NOMEM) : 0;
}

/* ---- looking up ---- */

const struct vypr_run *vypr_analysis_find_run(const struct vypr_analysis *a, uint32_t run)
{
	for (size_t i = 0; i < a->run_count; i++)
		if (a->runs[i].id == run)
			return &a->runs[i];
	return NULL;
}

const struct vypr_row *vypr_analysis_find_row(const struct vypr_analysis *a, uint32_t row)
{
	for (size_t i = 0; i < a->row_count; i++)
		if (a->rows[i].id == row)
			return &a->rows[i];
	return NULL;
}

int64_t vypr_run_realtime(const struct vypr_run *run, uint64_t monotonic_ns)
{
	if (!run || monotonic_ns == 0)
		return 0;
	return (int64_t)(run->start_realtime_ns +
			 (monotonic_ns - run->start_monotonic_ns));
}

int vypr_id_parse(const char *id, uint32_t *ret_run, uint32_t *ret_row,
		  uint64_t *ret_number)
{
	unsigned long long run, row, number;
	int used = 0;

	if (*id < '0' || *id > '9' ||
	    sscanf(id, "%10llu.%10llu.%20llu%n", &run, &row, &number, &used) != 3 ||
	    id[used] || strpbrk(id, "+- \t"))
		return 0;
	if (run > UINT32_MAX || row > UINT32_MAX)
		return 0;
	*ret_run = (uint32_t)run;
	*ret_row = (uint32_t)row;
	*ret_number = number;
	return 1;
}

void vypr_id_format(char *buf, size_t size, uint32_t run, uint32_t row, uint64_t number)
{
	snprintf(buf, size, "%u.%u.%llu", run, row, (unsigned long long)number);
}
