/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how one verdict is told in full: its binding, what was observed, and the
 * atom and side on which it rests.
 */
#include <stdio.h>
#include <string.h>

#include "analysis/budget.h"
#include "analysis/detail.h"
#include "analysis/trace.h"

static void fill_place(const struct vypr_unit *unit, const struct vypr_run *run,
		       uint32_t site, uint64_t time_ns, struct vypr_analysis_place *p)
{
	p->text = "";
	if (site >= unit->site_count)
		return;
	p->seen = 1;
	p->line = unit->sites[site].line;
	p->column = unit->sites[site].column;
	p->text = vypr_unit_string(unit, unit->sites[site].text);
	p->time = vypr_run_realtime(run, time_ns);
}

const char *vypr_slot_name(struct vypr_report *report, const struct vypr_form *form,
			   int slot)
{
	const struct vypr_node *n = &form->ast->nodes[form->slots[slot].node];

	if (n->kind == VYPR_NODE_FORALL || n->kind == VYPR_NODE_EXISTS)
		return vypr_report_string(report, vypr_ast_string(form->ast, n->str));
	return vypr_node_text(report, form->ast, form->slots[slot].node);
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

/* ---- calls that have not ended ---- */

#define MOST_STACK 64

/* The function whose path this is; NULL when it is not known. */
static const char *function_of(const struct vypr_path_source *source, uint32_t run,
			       uint32_t path, struct vypr_trace *trace)
{
	if (!path || vypr_trace_read(source, run, path, trace) != VYPR_OK)
		return NULL;
	return vypr_unit_string(trace->unit,
				trace->unit->functions[trace->function].name);
}

/* The last CALL of a LIST if it has not ended; 0. */
static int running_call(const struct vypr_path_source *source, uint32_t run,
			uint32_t list, struct vypr_path_node *ret_call)
{
	struct vypr_path_node node;

	return list && source->node(source->ctx, run, list, &node) == VYPR_OK &&
	       node.kind == VYPR_PATH_LIST && node.b && node.b < list &&
	       source->node(source->ctx, run, (uint32_t)node.b, ret_call) == VYPR_OK &&
	       ret_call->kind == VYPR_PATH_CALL && ret_call->c == 2 &&
	       ret_call->a < node.b && ret_call->b < node.b;
}

/* Innermost last; each call's list of what it has entered ends with the next. */
static void fill_stack(const struct vypr_analysis *a, uint32_t run, uint32_t list,
		       struct vypr_report *report, struct vypr_analysis_observation *o)
{
	struct vypr_path_source source = vypr_path_source_of(a->store);
	struct vypr_trace trace = { 0 };
	struct vypr_path_node call;

	while (o->stack_count < MOST_STACK && running_call(&source, run, list, &call)) {
		const char *name = function_of(&source, run, call.a, &trace);
		const char **room = vypr_report_push(report, &o->stack, &o->stack_count,
						     sizeof *room);

		if (!room)
			break;
		*room = name ? name : "?";
		list = (uint32_t)call.b;
	}
	vypr_trace_fini(&trace);
}

/* A deadline passed while the call went on: it began, has not ended, and what decided looks
 * at it. */
static int was_running(const struct vypr_form *form, const struct vypr_stored_verdict *v,
		       int slot, const struct vypr_judgement *judgement)
{
	const struct vypr_observation *seen = &v->verdict.observations[slot];
	int32_t node;

	if (form->slots[slot].kind != VYPR_SLOT_CALL ||
	    seen->site_begin == VYPR_NO_SITE || seen->site_end != VYPR_NO_SITE ||
	    !form->slots[slot].needs_end ||
	    (v->verdict.kind != VYPR_VERDICT_TRUE &&
	     v->verdict.kind != VYPR_VERDICT_FALSE))
		return 0;
	if (!judgement || judgement->atom < 0 || judgement->atom >= form->atom_count)
		return 0;
	node = form->atoms[judgement->atom];
	return vypr_is_below(form, form->ast->nodes[node].a, slot);
}

/* ---- observations ---- */

static const char *what_word(enum vypr_slot_kind kind)
{
	switch (kind) {
	case VYPR_SLOT_CHANGE: return "change";
	case VYPR_SLOT_CALL: return "call";
	case VYPR_SLOT_ENTRY: return "entry";
	case VYPR_SLOT_EXIT: return "exit";
	case VYPR_SLOT_LINE: return "line";
	}
	return "";
}

static const char *file_of(const struct vypr_row *row, const struct vypr_unit *unit,
			   const struct vypr_observation *seen)
{
	uint32_t site = vypr_observation_site(seen);

	if (site < unit->site_count)
		return vypr_function_file(unit, unit->sites[site].function);
	return vypr_function_file(row->unit, row->unit->formulas[row->formula].function);
}

static void fill_observation(const struct vypr_analysis *a, const struct vypr_row *row,
			     const struct vypr_stored_verdict *v, int slot,
			     const struct vypr_judgement *judgement,
			     struct vypr_report *report,
			     struct vypr_analysis_observation *o)
{
	const struct vypr_form_slot *s = &row->form->slots[slot];
	const struct vypr_observation *seen = &v->verdict.observations[slot];
	const struct vypr_run *run = vypr_analysis_find_run(a, v->run);
	const struct vypr_unit *unit = vypr_slot_unit(a, row, v, slot);

	o->name = vypr_slot_name(report, row->form, slot);
	o->what = what_word(s->kind);
	o->subject = s->kind == VYPR_SLOT_LINE
			     ? vypr_report_format(report, "%lld", (long long)s->line)
			     : vypr_ast_string(row->form->ast, s->what);
	o->during = vypr_ast_string(row->form->ast, s->during);
	o->file = file_of(row, unit, seen);
	o->bound = s->quantifier >= 0;
	fill_place(unit, run, seen->site_begin, seen->begin_ns, &o->begin);
	fill_place(unit, run, seen->site_end, seen->end_ns, &o->end);
	o->duration = -1;
	if (s->kind == VYPR_SLOT_CALL && seen->begin_ns && seen->end_ns >= seen->begin_ns)
		o->duration = (int64_t)(seen->end_ns - seen->begin_ns);
	/* of another function's activation it is no path of the scope */
	o->path = s->during < 0 ? seen->path : 0;
	o->callee = seen->callee;
	o->callee_calls = count_calls(a, v->run, seen->callee);
	o->running = was_running(row->form, v, slot, judgement);
	if (o->running)
		fill_stack(a, v->run, seen->callee, report, o);
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

/* ---- values ---- */

static const char *moment_name(struct vypr_report *report, enum vypr_moment moment,
			       const char *slot, const char *lvalue)
{
	switch (moment) {
	case VYPR_AT: break;
	case VYPR_BEFORE:
		return vypr_report_format(report, "before(%s)(%s)", slot, lvalue);
	case VYPR_AFTER: return vypr_report_format(report, "after(%s)(%s)", slot, lvalue);
	}
	return vypr_report_format(report, "%s(%s)", slot, lvalue);
}

const char *vypr_capture_name(struct vypr_report *report, const struct vypr_form *form,
			      int capture)
{
	const struct vypr_form_capture *c = &form->captures[capture];
	const char *text;

	switch (c->kind) {
	case VYPR_CAPTURE_VALUE:
		return moment_name(report, c->moment,
				   vypr_slot_name(report, form, c->slot),
				   vypr_ast_string(form->ast, c->lvalue));
	case VYPR_CAPTURE_CPU:
		text = vypr_node_text(report, form->ast, c->node);
		return vypr_report_format(report, "%s %s", text,
					  c->moment == VYPR_BEFORE ? "before" : "after");
	case VYPR_CAPTURE_LENGTH:
	case VYPR_CAPTURE_ARGUMENT:
	case VYPR_CAPTURE_RETURNED:
	case VYPR_CAPTURE_COUNT:
	case VYPR_CAPTURE_TOTAL: break;
	}
	return vypr_node_text(report, form->ast, c->node);
}

static void put(char *buf, size_t *used, const char *text)
{
	while (*text)
		buf[(*used)++] = *text++;
}

/* In quotes as C writes it; bytes above ASCII stay, they may be UTF-8. */
const char *vypr_string_text(struct vypr_report *report, const struct vypr_string *s)
{
	static const char letters[] = "abtnvfr";
	char buf[4 * VYPR_STRING_MOST + 8], escape[8];
	size_t used = 0;

	put(buf, &used, "\"");
	for (uint32_t i = 0; i < s->size && i < VYPR_STRING_MOST; i++) {
		unsigned char c = (unsigned char)s->bytes[i];

		if (c >= 7 && c <= 13)
			snprintf(escape, sizeof escape, "\\%c", letters[c - 7]);
		else if (c < 0x20 || c == 0x7f)
			snprintf(escape, sizeof escape, "\\%03o", c);
		else
			snprintf(escape, sizeof escape, "%s%c",
				 c == '"' || c == '\\' ? "\\" : "", c);
		put(buf, &used, escape);
	}
	put(buf, &used, s->truncated ? "\"..." : "\"");
	return vypr_report_copy(report, buf, used);
}

static int is_time_capture(enum vypr_capture_kind kind)
{
	return kind == VYPR_CAPTURE_TOTAL || kind == VYPR_CAPTURE_CPU;
}

static const char *captured_text(struct vypr_report *report,
				 const struct vypr_form_capture *c, enum vypr_type type,
				 const struct vypr_captured *captured)
{
	char buf[40];

	if (captured->string)
		return vypr_string_text(report, captured->string);
	if (type == VYPR_TYPE_STRING)
		return "NULL";
	if (is_time_capture(c->kind))
		return vypr_report_string(
			report, vypr_analysis_quantity((double)captured->value, 1, buf,
						       sizeof buf));
	return vypr_value_text(report, type, captured->value);
}

/* The constant beside which an atom sets the capture and that has its value. */
const char *vypr_enumerator_of(const struct vypr_form *form, int capture, uint64_t value)
{
	const struct vypr_ast *ast = form->ast;

	for (size_t i = 0; i < ast->node_count; i++) {
		const struct vypr_node *n = &ast->nodes[i];
		int32_t sides[2] = { n->a, n->b };

		for (int k = 0; n->kind == VYPR_NODE_COMPARE && k < 2; k++) {
			int32_t term = sides[k], other = sides[1 - k];
			const struct vypr_node *c = other < 0 ? NULL : &ast->nodes[other];

			if (term >= 0 && c && form->refs[term].capture == capture &&
			    c->kind == VYPR_NODE_CONSTANT && c->str >= 0 &&
			    (c->op == VYPR_TYPE_I64 || c->op == VYPR_TYPE_U64) &&
			    (uint64_t)c->v.i == value)
				return vypr_ast_string(ast, c->str);
		}
	}
	return "";
}

/* Has the moment been in which it would have been captured? */
static int was_seen(const struct vypr_verdict *v, const struct vypr_form_capture *c)
{
	const struct vypr_observation *o;

	if (c->slot < 0)
		return 0;
	o = &v->observations[c->slot];
	return (c->moment == VYPR_BEFORE ? o->site_begin : o->site_end) != VYPR_NO_SITE;
}

enum vypr_type vypr_capture_type(const struct vypr_row *row, int capture)
{
	const struct vypr_formula *f = &row->unit->formulas[row->formula];
	enum vypr_type type = row->form->captures[capture].type;

	if (type == VYPR_TYPE_NONE && (uint32_t)capture < f->capture_count)
		type = (enum vypr_type)f->capture_types[capture];
	return type;
}

static void fill_value(const struct vypr_row *row, const struct vypr_stored_verdict *v,
		       int capture, struct vypr_report *report,
		       struct vypr_analysis_value *value)
{
	const struct vypr_form_capture *c = &row->form->captures[capture];
	const struct vypr_captured *captured = &v->verdict.captured[capture];
	enum vypr_type type = vypr_capture_type(row, capture);

	value->name = vypr_capture_name(report, row->form, capture);
	value->type = type_word(type);
	value->known = captured->known != VYPR_KNOWN_NOT;
	value->seen = value->known || was_seen(&v->verdict, c);
	value->at_least = captured->known == VYPR_KNOWN_SO_FAR;
	value->recorded = c->recorded && !c->needed;
	value->truncated = captured->string && captured->string->truncated;
	value->text = value->known ? captured_text(report, c, type, captured) : "";
	value->enumerator =
		value->known && (type == VYPR_TYPE_I64 || type == VYPR_TYPE_U64)
			? vypr_enumerator_of(row->form, capture, captured->value)
			: "";
}

/* The left side was still growing: what it looks at had not ended or come, or not all was
 * counted. */
static int is_growing(const struct vypr_form *form, const struct vypr_stored_verdict *v,
		      const struct vypr_judgement *j)
{
	int32_t left = form->ast->nodes[form->atoms[j->atom]].a;

	if (left >= 0 && form->refs[left].capture >= 0)
		return v->verdict.captured[form->refs[left].capture].known ==
		       VYPR_KNOWN_SO_FAR;
	return j->until_now;
}

/* A side of an atom of texts: what was captured, else what stands in the formula. */
static const char *side_text(const struct vypr_row *row,
			     const struct vypr_stored_verdict *v, int32_t node,
			     struct vypr_report *report)
{
	const struct vypr_form *form = row->form;
	int capture = node < 0 ? -1 : form->refs[node].capture;

	if (capture >= 0)
		return captured_text(report, &form->captures[capture], VYPR_TYPE_STRING,
				     &v->verdict.captured[capture]);
	if (node >= 0 && form->ast->nodes[node].kind == VYPR_NODE_TYPE)
		return vypr_ast_string(form->ast, form->ast->nodes[node].str);
	return vypr_node_text(report, form->ast, node);
}

static void fill_atom(const struct vypr_row *row, const struct vypr_stored_verdict *v,
		      const struct vypr_judgement *judgement,
		      struct vypr_analysis_detail *d)
{
	static const char *const sides[] = { "left", "low", "high" };
	struct vypr_judgement j;

	d->atom = d->side = d->left = d->right = "";
	if (!judgement || judgement->atom >= row->form->atom_count)
		return;
	j = *judgement;
	d->measured = v->verdict.kind == VYPR_VERDICT_MEASURED;
	d->atom_at_least = is_growing(row->form, v, &j);
	d->atom = vypr_node_text(d->memory, row->form->ast, row->form->atoms[j.atom]);
	d->side = j.side >= 0 && j.side <= 2 ? sides[j.side] : "";
	d->atom_is_time = j.quantity == VYPR_QUANTITY_NS;
	d->atom_value = j.value;
	d->atom_bound = j.bound;
	if (j.quantity == VYPR_QUANTITY_TEXT) {
		const struct vypr_node *atom =
			&row->form->ast->nodes[row->form->atoms[j.atom]];

		d->left = side_text(row, v, atom->a, d->memory);
		d->right = side_text(row, v, atom->b, d->memory);
	}
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

enum vypr_status vypr_observations_fill(const struct vypr_analysis *a,
					const struct vypr_row *row,
					const struct vypr_stored_verdict *v,
					struct vypr_report *report,
					struct vypr_analysis_observation **ret,
					size_t *ret_count)
{
	size_t count = (size_t)row->form->slot_count;
	struct vypr_judgement judgement, *judged;

	*ret = vypr_report_alloc(report, (count + 1) * sizeof **ret);
	if (!*ret)
		return VYPR_NOMEM;
	judged = vypr_judge(a, v, row->form, &judgement) ? &judgement : NULL;
	for (size_t i = 0; i < count; i++)
		fill_observation(a, row, v, (int)i, judged, report, &(*ret)[i]);
	*ret_count = count;
	return VYPR_OK;
}

static enum vypr_status answer_show(struct vypr_analysis *a, const struct vypr_row *row,
				    const struct vypr_stored_verdict *v,
				    struct vypr_report *report, void *ctx)
{
	struct vypr_analysis_detail *d = ctx;
	const struct vypr_form *form = row->form;
	struct vypr_judgement judgement, *judged;
	enum vypr_status status = vypr_observations_fill(
		a, row, v, report, &d->observations, &d->observation_count);

	d->value_count = (size_t)form->capture_count;
	d->values = vypr_report_alloc(report, (d->value_count + 1) * sizeof *d->values);
	if (status != VYPR_OK || !d->values)
		return VYPR_NOMEM;
	fill_head(a, row, v, d);
	judged = vypr_judge(a, v, form, &judgement) ? &judgement : NULL;
	for (int i = 0; i < form->capture_count; i++)
		fill_value(row, v, i, report, &d->values[i]);
	fill_atom(row, v, judged, d);
	return vypr_budget_of(a, row, v, report, &d->budget);
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
