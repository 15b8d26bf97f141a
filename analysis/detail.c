/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how one verdict is told in full: its binding, what was observed, and the
 * atom and side on which it rests.
 */
#include <stdio.h>
#include <string.h>

#include "analysis/detail.h"

static void fill_place(const struct vypr_row *row, const struct vypr_run *run,
		       uint32_t site, uint64_t time_ns, struct vypr_analysis_place *p)
{
	p->text = "";
	if (site >= row->unit->site_count)
		return;
	p->seen = 1;
	p->line = row->unit->sites[site].line;
	p->column = row->unit->sites[site].column;
	p->text = vypr_unit_string(row->unit, row->unit->sites[site].text);
	p->time = vypr_run_realtime(run, time_ns);
}

const char *vypr_slot_name(struct vypr_report *report, const struct vypr_form *form,
			   int slot)
{
	const struct vypr_form_slot *s = &form->slots[slot];

	if (s->quantifier >= 0)
		return vypr_report_string(
			report,
			vypr_ast_string(form->ast, form->ast->nodes[s->node].str));
	return vypr_node_text(report, form->ast, s->node);
}

/* Recorded calls of a LIST: the nodes know their length, the repetitions are added. */
static uint64_t count_calls(const struct vypr_analysis *a, uint32_t run, uint32_t list)
{
	struct vypr_path_node node;
	uint64_t calls = 0;

	while (list && vypr_store_path_node(a->store, run, list, &node) == VYPR_OK &&
	       node.kind == VYPR_PATH_LIST && node.a < list) {
		calls += node.c ? node.c : 1;
		list = node.a;
	}
	return calls;
}

static void fill_observation(const struct vypr_analysis *a, const struct vypr_row *row,
			     const struct vypr_stored_verdict *v, int slot,
			     struct vypr_report *report,
			     struct vypr_analysis_observation *o)
{
	const struct vypr_form_slot *s = &row->form->slots[slot];
	const struct vypr_observation *seen = &v->verdict.observations[slot];
	const struct vypr_run *run = vypr_analysis_find_run(a, v->run);

	o->name = vypr_slot_name(report, row->form, slot);
	o->what = s->kind == VYPR_SLOT_CALL ? "call" : "change";
	o->subject = vypr_ast_string(row->form->ast, s->what);
	o->bound = s->quantifier >= 0;
	fill_place(row, run, seen->site_begin, seen->begin_ns, &o->begin);
	fill_place(row, run, seen->site_end, seen->end_ns, &o->end);
	o->duration = -1;
	if (s->kind == VYPR_SLOT_CALL && seen->begin_ns && seen->end_ns >= seen->begin_ns)
		o->duration = (int64_t)(seen->end_ns - seen->begin_ns);
	o->path = seen->path;
	o->callee = seen->callee;
	o->callee_calls = count_calls(a, v->run, seen->callee);
}

static const char *type_word(enum vypr_type type)
{
	switch (type) {
	case VYPR_TYPE_NONE: return "none";
	case VYPR_TYPE_I64: return "i64";
	case VYPR_TYPE_U64: return "u64";
	case VYPR_TYPE_F64: return "f64";
	case VYPR_TYPE_BOOL: return "bool";
	case VYPR_TYPE_PTR: return "ptr";
	case VYPR_TYPE_CHAR: return "char";
	case VYPR_TYPE_STRING: return "string";
	}
	return "none";
}

static const char *char_text(struct vypr_report *report, uint64_t value)
{
	if (value >= 0x20 && value < 0x7f && value != '\'' && value != '\\')
		return vypr_report_format(report, "'%c'", (char)value);
	return vypr_report_format(report, "%lld", (long long)(int64_t)value);
}

const char *vypr_value_text(struct vypr_report *report, enum vypr_type type,
			    uint64_t value)
{
	double real;

	switch (type) {
	case VYPR_TYPE_U64:
		return vypr_report_format(report, "%llu", (unsigned long long)value);
	case VYPR_TYPE_F64:
		memcpy(&real, &value, sizeof real);
		return vypr_report_format(report, "%.17g", real);
	case VYPR_TYPE_BOOL: return value ? "true" : "false";
	case VYPR_TYPE_PTR:
		return value ? vypr_report_format(report, "0x%llx",
						  (unsigned long long)value)
			     : "NULL";
	case VYPR_TYPE_CHAR: return char_text(report, value);
	case VYPR_TYPE_STRING:
	case VYPR_TYPE_NONE:
	case VYPR_TYPE_I64: break;
	}
	return vypr_report_format(report, "%lld", (long long)(int64_t)value);
}

static const char *capture_name(struct vypr_report *report, const struct vypr_form *form,
				int capture)
{
	const struct vypr_form_capture *c = &form->captures[capture];
	const char *slot = vypr_slot_name(report, form, c->slot);
	const char *lvalue = vypr_ast_string(form->ast, c->lvalue);

	switch (c->moment) {
	case VYPR_AT: break;
	case VYPR_BEFORE:
		return vypr_report_format(report, "before(%s)(%s)", slot, lvalue);
	case VYPR_AFTER: return vypr_report_format(report, "after(%s)(%s)", slot, lvalue);
	}
	return vypr_report_format(report, "%s(%s)", slot, lvalue);
}

static void fill_value(const struct vypr_row *row, const struct vypr_stored_verdict *v,
		       int capture, struct vypr_report *report,
		       struct vypr_analysis_value *value)
{
	const struct vypr_formula *f = &row->unit->formulas[row->formula];
	enum vypr_type type = row->form->captures[capture].type;

	if (type == VYPR_TYPE_NONE && (uint32_t)capture < f->capture_count)
		type = (enum vypr_type)f->capture_types[capture];
	value->name = capture_name(report, row->form, capture);
	value->type = type_word(type);
	value->known = v->verdict.captured[capture].known;
	value->text = value->known ? vypr_value_text(report, type,
						     v->verdict.captured[capture].value)
				   : "";
}

static void fill_atom(const struct vypr_analysis *a, const struct vypr_row *row,
		      const struct vypr_stored_verdict *v, struct vypr_analysis_detail *d)
{
	static const char *const sides[] = { "left", "low", "high" };
	struct vypr_judgement j;

	d->atom = d->side = "";
	if (!vypr_judge(a, v, row->form, &j) || j.atom >= row->form->atom_count)
		return;
	d->atom = vypr_node_text(d->memory, row->form->ast, row->form->atoms[j.atom]);
	d->side = j.side >= 0 && j.side <= 2 ? sides[j.side] : "";
	d->atom_is_time = j.quantity == VYPR_QUANTITY_NS;
	d->atom_value = j.value;
	d->atom_bound = j.bound;
}

static void fill_head(const struct vypr_analysis *a, const struct vypr_row *row,
		      const struct vypr_stored_verdict *v, struct vypr_analysis_detail *d)
{
	const struct vypr_formula *f = &row->unit->formulas[row->formula];
	const struct vypr_run *run = vypr_analysis_find_run(a, v->run);

	vypr_head_fill(a, v, &d->head);
	d->text = vypr_unit_string(row->unit, f->text);
	d->note = vypr_unit_string(row->unit, f->note);
	d->spec_file = vypr_unit_string(row->unit, f->spec_file);
	d->spec_line = f->spec_line;
	d->program = run && run->program ? run->program : "";
	d->host = run && run->host ? run->host : "";
	d->pid = run ? run->pid : 0;
}

struct asking {
	struct vypr_analysis *analysis;
	vypr_answer *answer;
	struct vypr_report *report;
	void *ctx;
};

static enum vypr_status visit_one(void *ctx, const struct vypr_stored_verdict *v)
{
	struct asking *asking = ctx;
	const struct vypr_row *row = vypr_analysis_find_row(asking->analysis, v->row);

	if (!row)
		return VYPR_ABSENT;
	return asking->answer(asking->analysis, row, v, asking->report, asking->ctx);
}

int vypr_ask_verdict(struct vypr_analysis *analysis, const char *id, vypr_answer *answer,
		     struct vypr_report *report, void *ctx,
		     struct vypr_analysis_error *reterr)
{
	struct asking asking = { analysis, answer, report, ctx };
	uint32_t run, row;
	uint64_t number;
	enum vypr_status status;

	if (!vypr_id_parse(id, &run, &row, &number))
		return vypr_fail(
			reterr, VYPR_RANGE,
			"'%s' is not the ID of a verdict (RUN.ROW.N, as in the first "
			"column of 'verdicts')",
			id);
	status =
		vypr_store_verdict(analysis->store, run, row, number, visit_one, &asking);
	if (status == VYPR_OK && vypr_report_failed(report))
		status = VYPR_NOMEM;
	if (status == VYPR_ABSENT)
		return vypr_fail(reterr, status, "no verdict has the ID %s", id);
	return status == VYPR_OK ? 0 : vypr_fail_status(reterr, status);
}

static enum vypr_status answer_show(struct vypr_analysis *a, const struct vypr_row *row,
				    const struct vypr_stored_verdict *v,
				    struct vypr_report *report, void *ctx)
{
	struct vypr_analysis_detail *d = ctx;
	const struct vypr_form *form = row->form;

	d->observation_count = (size_t)form->slot_count;
	d->value_count = (size_t)form->capture_count;
	d->observations = vypr_report_alloc(
		report, (d->observation_count + 1) * sizeof *d->observations);
	d->values = vypr_report_alloc(report, (d->value_count + 1) * sizeof *d->values);
	if (!d->observations || !d->values)
		return VYPR_NOMEM;
	fill_head(a, row, v, d);
	for (int i = 0; i < form->slot_count; i++)
		fill_observation(a, row, v, i, report, &d->observations[i]);
	for (int i = 0; i < form->capture_count; i++)
		fill_value(row, v, i, report, &d->values[i]);
	fill_atom(a, row, v, d);
	return VYPR_OK;
}

int vypr_analysis_show(struct vypr_analysis *analysis, const char *id,
		       struct vypr_analysis_detail **ret_detail,
		       struct vypr_analysis_error *reterr)
{
	struct vypr_report *report = vypr_report_new();
	struct vypr_analysis_detail *d =
		report ? vypr_report_alloc(report, sizeof *d) : NULL;
	int code;

	if (!d) {
		vypr_report_free(report);
		return vypr_fail_status(reterr, VYPR_NOMEM);
	}
	d->memory = report;
	code = vypr_ask_verdict(analysis, id, answer_show, report, d, reterr);
	if (code) {
		vypr_report_free(report);
		return code;
	}
	*ret_detail = d;
	return 0;
}
