/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which runs, rows and formulas are judged again, and what is reported of them: whether
 * each formula's verdicts are the same as they were then.
 */
#include "analysis/recheck_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- formulas ---- */

/* The report's formula of these names, made when it is new. */
static struct vypr_analysis_rechecked *formula_for(struct recheck *r,
						   const struct vypr_row *row)
{
	const struct vypr_formula *f = &row->unit->formulas[row->formula];
	const char *name = vypr_unit_string(row->unit, f->name);
	const char *function =
		vypr_unit_string(row->unit, row->unit->functions[f->function].name);
	const char *file = vypr_function_file(row->unit, f->function);
	const char *text = vypr_unit_string(row->unit, f->text);
	struct vypr_analysis_rechecked *one;

	for (size_t i = 0; i < r->report->formula_count; i++) {
		one = &r->report->formulas[i];
		if (strcmp(one->name, name) == 0 &&
		    strcmp(one->function, function) == 0 &&
		    strcmp(one->file, file) == 0 && strcmp(one->text, text) == 0)
			return one;
	}
	if (r->report->formula_count == r->reason_count)
		return NULL;
	one = &r->report->formulas[r->report->formula_count++];
	one->name = vypr_report_string(r->report->memory, name);
	one->function = vypr_report_string(r->report->memory, function);
	one->file = vypr_report_string(r->report->memory, file);
	one->text = vypr_report_string(r->report->memory, text);
	one->order = f->order;
	one->first_stored = one->first_now = one->first_parts = "";
	return one;
}

/* The formulas of the stored rows are known before; of another specification there are at
 * most its properties times the functions of the units. */
static enum vypr_status make_room(struct recheck *r, size_t most)
{
	struct vypr_analysis_rechecked *formulas;
	uint64_t *reasons;

	if (most <= r->reason_count)
		return VYPR_OK;
	formulas = vypr_report_alloc(r->report->memory, most * sizeof *formulas);
	reasons = calloc(most * VYPR_REASONS, sizeof *reasons);
	if (!formulas || !reasons) {
		free(reasons);
		return VYPR_NOMEM;
	}
	if (r->reason_count) {
		memcpy(formulas, r->report->formulas,
		       r->report->formula_count * sizeof *formulas);
		memcpy(reasons, r->reasons,
		       r->reason_count * VYPR_REASONS * sizeof *reasons);
	}
	free(r->reasons);
	r->report->formulas = formulas;
	r->reasons = reasons;
	r->reason_count = most;
	return VYPR_OK;
}

static enum vypr_status keep_reasons(struct recheck *r)
{
	for (size_t i = 0; i < r->report->formula_count; i++) {
		struct vypr_analysis_rechecked *f = &r->report->formulas[i];

		for (int k = 0; k < VYPR_REASONS; k++) {
			struct vypr_analysis_unknown *u;

			if (!r->reasons[i * VYPR_REASONS + k])
				continue;
			u = vypr_report_push(r->report->memory, &f->unknown,
					     &f->unknown_kinds, sizeof *u);
			if (!u)
				return VYPR_NOMEM;
			u->reason = vypr_reason_name((enum vypr_reason)k);
			u->count = r->reasons[i * VYPR_REASONS + k];
		}
	}
	return VYPR_OK;
}

/* ---- a run ---- */

static size_t count_formulas(const struct vypr_run_units *units)
{
	size_t count = 0;

	for (uint32_t i = 0; i < units->count; i++)
		count += units->units[i]->formula_count;
	return count;
}

static const struct vypr_row *stored_row(const struct vypr_analysis *a,
					 const struct vypr_unit *unit, uint32_t formula)
{
	for (size_t i = 0; i < a->row_count; i++)
		if (a->rows[i].unit_hash == unit->hash && a->rows[i].formula == formula)
			return &a->rows[i];
	return NULL;
}

/* A row for a formula that the store does not have.  Its form is made for all of it. */
static enum vypr_status make_row(struct recheck *r, const struct vypr_unit *unit,
				 uint32_t formula, struct vypr_row *row)
{
	struct vypr_form *form = vypr_report_alloc(r->report->memory, sizeof *form);
	enum vypr_status status;

	if (!form)
		return VYPR_NOMEM;
	status = vypr_form_make(&unit->formulas[formula].ast, form, NULL);
	if (status != VYPR_OK)
		return status;
	for (int i = 0; i < form->capture_count; i++)
		form->captures[i].type =
			(enum vypr_type)unit->formulas[formula].capture_types[i];
	row->unit = unit;
	row->formula = formula;
	row->form = form;
	return VYPR_OK;
}

static struct row_said *same_row(struct recheck *r, const struct vypr_row *row)
{
	for (size_t i = 0; i < r->row_count; i++)
		if (r->rows[i].row == row)
			return &r->rows[i];
	return NULL;
}

static enum vypr_status add_row(struct recheck *r, const struct vypr_unit *unit,
				uint32_t formula, struct row_said **ret_said)
{
	struct vypr_row *made = &r->made[r->row_count];
	const struct vypr_row *row =
		r->spec ? made : stored_row(r->analysis, unit, formula);
	enum vypr_status status = VYPR_OK;

	if (!row)
		return VYPR_FORMAT;
	if (r->spec)
		status = make_row(r, unit, formula, made);
	if (status != VYPR_OK)
		return status;
	*ret_said = same_row(r, row); /* a unit that was loaded twice */
	if (*ret_said)
		return VYPR_OK;
	*ret_said = &r->rows[r->row_count++];
	(*ret_said)->row = row;
	(*ret_said)->formula = formula_for(r, row);
	return (*ret_said)->formula ? VYPR_OK : VYPR_NOMEM;
}

static enum vypr_status make_rows(struct recheck *r)
{
	size_t at = 0, most = count_formulas(&r->units);
	enum vypr_status status = make_room(r, r->report->formula_count + most);

	r->rows = calloc(most + 1, sizeof *r->rows);
	r->made = calloc(most + 1, sizeof *r->made);
	r->by_unit = calloc(most + 1, sizeof(struct row_said *));
	r->row_count = 0;
	if (!r->rows || !r->made || !r->by_unit)
		return VYPR_NOMEM;
	for (uint32_t i = 0; status == VYPR_OK && i < r->units.count; i++) {
		const struct vypr_unit *unit = r->units.units[i];

		for (uint32_t k = 0; status == VYPR_OK && k < unit->formula_count;
		     k++, at++)
			if (!(unit->formulas[k].flags & VYPR_FORMULA_FOREIGN) &&
			    unit->formulas[k].ast.node_count)
				status = add_row(r, unit, k, &r->by_unit[at]);
	}
	return status;
}

static void drop_rows(struct recheck *r)
{
	for (size_t i = 0; i < r->row_count; i++)
		free(r->rows[i].said);
	for (size_t i = 0; r->spec && i < r->row_count; i++)
		vypr_form_fini((struct vypr_form *)r->made[i].form);
	free(r->unshown);
	r->unshown = NULL;
	r->unshown_count = r->unshown_capacity = 0;
	free(r->rows);
	free(r->made);
	free(r->by_unit);
	r->rows = NULL;
	r->made = NULL;
	r->by_unit = NULL;
	r->row_count = 0;
}

static int is_known(const struct vypr_analysis_recheck *report,
		    const struct vypr_respec_problem *problem)
{
	for (size_t i = 0; i < report->problem_count; i++)
		if (report->problems[i].line == problem->line &&
		    report->problems[i].column == problem->column &&
		    strcmp(report->problems[i].text, problem->text) == 0)
			return 1;
	return 0;
}

static enum vypr_status add_problems(struct recheck *r, const struct vypr_respec *respec)
{
	struct vypr_analysis_recheck *report = r->report;

	for (size_t i = 0; i < respec->problem_count; i++) {
		const struct vypr_respec_problem *from = &respec->problems[i];
		struct vypr_analysis_problem *p;

		if (is_known(report, from)) /* of another run */
			continue;
		p = vypr_report_push(report->memory, &report->problems,
				     &report->problem_count, sizeof *p);
		if (!p)
			return VYPR_NOMEM;
		p->file = vypr_report_string(report->memory, r->query->spec);
		p->line = from->line;
		p->column = from->column;
		p->end_column = from->end_column;
		p->text = from->text;
		p->hint = "";
	}
	return VYPR_OK;
}

/* The run's units, with the formulas of the other specification if there is one. */
static enum vypr_status take_units(struct recheck *r)
{
	struct vypr_respec respec;
	enum vypr_status status =
		vypr_run_units(r->analysis, r->run->id, r->report->memory, &r->units);

	if (status != VYPR_OK || !r->spec)
		return status;
	status = vypr_respec_make(r->spec, &r->units, r->report->memory, &respec);
	if (status == VYPR_OK)
		status = add_problems(r, &respec);
	r->units = respec.units;
	return status;
}

static enum vypr_status recheck_run(struct recheck *r)
{
	uint64_t events = 0;
	enum vypr_status status = take_units(r);

	if (status != VYPR_OK || r->report->problem_count)
		return status;
	status = make_rows(r);
	if (status == VYPR_OK)
		status = vypr_replay(r->analysis, r->run, &r->units, vypr_recheck_decided, r, &events);
	if (status == VYPR_OK)
		status = vypr_recheck_show_rest(r);
	for (size_t i = 0; status == VYPR_OK && !r->spec && i < r->row_count; i++)
		status = vypr_recheck_compare(r, &r->rows[i]);
	drop_rows(r);
	r->report->events += events;
	r->report->runs++;
	return status;
}

/* ---- the whole ---- */

static int by_order(const void *x, const void *y)
{
	const struct vypr_analysis_rechecked *a = x, *b = y;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return strcmp(a->file, b->file) ? strcmp(a->file, b->file)
					: strcmp(a->function, b->function);
}

static int by_place(const void *x, const void *y)
{
	const struct vypr_analysis_problem *a = x, *b = y;

	return a->line != b->line ? (a->line < b->line ? -1 : 1) : a->column - b->column;
}

static void sum_up(struct recheck *r)
{
	struct vypr_analysis_recheck *report = r->report;

	report->compared = r->spec == NULL;
	report->agrees = report->compared;
	for (size_t i = 0; i < report->formula_count; i++)
		report->agrees &= !report->formulas[i].different;
	if (report->problem_count)
		qsort(report->problems, report->problem_count, sizeof *report->problems,
		      by_place);
	if (report->formula_count)
		qsort(report->formulas, report->formula_count, sizeof *report->formulas,
		      by_order);
}

static enum vypr_status recheck_all(struct recheck *r)
{
	struct vypr_analysis *a = r->analysis;
	enum vypr_status status = VYPR_OK;

	for (size_t i = 0; status == VYPR_OK && i < a->run_count; i++) {
		r->run = &a->runs[i];
		if (r->query->run && r->run->id != r->query->run)
			continue;
		if (r->run->recorded)
			status = recheck_run(r);
		else
			r->report->unrecorded++;
	}
	if (status == VYPR_LIMIT && r->stopped)
		status = VYPR_OK;
	if (status == VYPR_OK)
		status = keep_reasons(r);
	sum_up(r);
	return status;
}

static int nothing_recorded(const struct vypr_analysis *a,
			    const struct vypr_analysis_recheck_query *query,
			    struct vypr_analysis_error *reterr)
{
	const struct vypr_run *run = vypr_analysis_find_run(a, query->run);

	if (query->run && !run)
		return vypr_fail(reterr, VYPR_ABSENT, "there is no run %u", query->run);
	return vypr_fail(
		reterr, VYPR_ABSENT,
		"%s recorded: set VYPR_OPTIONS=record_events=1, see "
		"libvypr(7)",
		query->run ? "the events of this run were not" : "no events were");
}

/* A specification that is wrong is a problem like one that was not recorded. */
static int bad_spec(struct recheck *r, const struct vypr_diag *diag)
{
	struct vypr_report *memory = r->report->memory;
	struct vypr_analysis_problem *p = vypr_report_push(
		memory, &r->report->problems, &r->report->problem_count, sizeof *p);

	if (!p)
		return VYPR_NOMEM;
	p->file = vypr_report_string(memory, r->query->spec);
	p->line = diag->line;
	p->column = diag->column;
	p->end_column = diag->end_column;
	p->text = vypr_report_string(
		memory, *diag->text ? diag->text : vypr_status_text(diag->status));
	p->hint = vypr_report_string(memory, diag->hint);
	return VYPR_OK;
}

static int recheck(struct recheck *r, struct vypr_analysis_error *reterr)
{
	struct vypr_diag diag = { 0 };
	struct vypr_spec spec;
	enum vypr_status status;

	if (!r->query->spec) {
		status = recheck_all(r);
	} else {
		status = vypr_spec_read(r->query->spec, &spec, &diag);
		diag.status = status;
		if (status != VYPR_OK) {
			status = (enum vypr_status)bad_spec(r, &diag);
			return status == VYPR_OK ? 0 : vypr_fail_status(reterr, status);
		}
		r->spec = &spec;
		status = recheck_all(r);
		vypr_spec_fini(&spec);
	}
	if (status == VYPR_OK && !r->report->runs && !r->report->problem_count)
		return nothing_recorded(r->analysis, r->query, reterr);
	return status == VYPR_OK ? 0 : vypr_fail_status(reterr, status);
}

int vypr_analysis_recheck(
	struct vypr_analysis *analysis, const struct vypr_analysis_recheck_query *query,
	int (*visit)(void *ctx, const struct vypr_analysis_verdict *verdict), void *ctx,
	struct vypr_analysis_recheck **ret_recheck, struct vypr_analysis_error *reterr)
{
	struct vypr_report *memory = vypr_report_new();
	struct vypr_analysis_recheck *report =
		memory ? vypr_report_alloc(memory, sizeof *report) : NULL;
	struct recheck r = { .analysis = analysis,
			     .query = query,
			     .report = report,
			     .visit = visit,
			     .ctx = ctx };
	int code;

	if (!report) {
		vypr_report_free(memory);
		return vypr_fail_status(reterr, VYPR_NOMEM);
	}
	report->memory = memory;
	code = recheck(&r, reterr);
	free(r.reasons);
	if (code) {
		vypr_report_free(memory);
		return code;
	}
	*ret_recheck = report;
	return 0;
}
