/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what is shown of a verdict: which term is its measured quantity, at which
 * statement, and how a formula's parts are written.
 */
#include "analysis/analysis.h"

#include <string.h>

#include "spec/parse.h"

const char *vypr_node_text(struct vypr_report *report, const struct vypr_ast *ast,
			   int32_t node)
{
	char small[256];
	size_t length = node < 0 ? 0 : vypr_print(ast, node, small, sizeof small);
	char *text;

	if (length < sizeof small)
		return vypr_report_copy(report, small, length);
	text = vypr_report_alloc(report, length + 1);
	if (!text)
		return "";
	vypr_print(ast, node, text, length + 1);
	return text;
}

int32_t vypr_measured_node(const struct vypr_form *form)
{
	if (form->measured_atom < 0)
		return -1;
	return form->ast->nodes[form->atoms[form->measured_atom]].a;
}

static int is_moment(const struct vypr_node *n)
{
	return n->kind == VYPR_NODE_VAR || n->kind == VYPR_NODE_BEFORE ||
	       n->kind == VYPR_NODE_AFTER || n->kind == VYPR_NODE_NEXT_CHANGE ||
	       n->kind == VYPR_NODE_NEXT_CALL || n->kind == VYPR_NODE_PREVIOUS_CHANGE ||
	       n->kind == VYPR_NODE_PREVIOUS_CALL;
}

int vypr_slot_below(const struct vypr_form *form, int32_t node)
{
	const struct vypr_node *n;
	enum vypr_moment moment;
	int slot = -1;

	if (node < 0)
		return -1;
	n = &form->ast->nodes[node];
	if (is_moment(n))
		return vypr_form_slot_of(form, node, &moment);
	if (n->a >= 0 && n->a < node)
		slot = vypr_slot_below(form, n->a);
	if (slot < 0 && n->b >= 0 && n->b < node)
		slot = vypr_slot_below(form, n->b);
	return slot;
}

int vypr_is_below(const struct vypr_form *form, int32_t node, int slot)
{
	const struct vypr_node *n;
	enum vypr_moment moment;

	if (node < 0)
		return 0;
	n = &form->ast->nodes[node];
	if (is_moment(n))
		return vypr_form_slot_of(form, node, &moment) == slot;
	return (n->a < node && vypr_is_below(form, n->a, slot)) ||
	       (n->b < node && vypr_is_below(form, n->b, slot));
}

int vypr_measured_slot(const struct vypr_form *form)
{
	return vypr_slot_below(form, vypr_measured_node(form));
}

int vypr_measure(const struct vypr_form *form, const struct vypr_verdict *verdict,
		 double *ret_value, int *ret_is_time)
{
	struct vypr_judgement j;

	if (form->measured_atom < 0 ||
	    !vypr_eval_atom(form, form->measured_atom, verdict->observations,
			    verdict->captured, &j) ||
	    j.quantity == VYPR_QUANTITY_TEXT)
		return 0;
	*ret_value = j.value;
	*ret_is_time = j.quantity == VYPR_QUANTITY_NS;
	return 1;
}

int vypr_subject_points(const struct vypr_subject *s)
{
	int32_t node = vypr_measured_node(s->form);
	int capture = node < 0 ? -1 : s->form->refs[node].capture;

	return capture >= 0 && (uint32_t)capture < s->formula->capture_count &&
	       s->formula->capture_types[capture] == VYPR_TYPE_PTR;
}

int vypr_judge(const struct vypr_analysis *a, const struct vypr_stored_verdict *v,
	       const struct vypr_form *form, struct vypr_judgement *ret_judgement)
{
	const struct vypr_run *run = vypr_analysis_find_run(a, v->run);
	struct vypr_clock_error exact = { 0, 0 };

	/* as the monitor does: what was seen first, and then what had not come by then */
	for (int i = 0; i < 2; i++) {
		vypr_eval(form, v->verdict.observations, v->verdict.captured,
			  run ? &run->clock_error : &exact, i ? v->verdict.time_ns : 0,
			  ret_judgement);
		if (ret_judgement->truth != VYPR_NOT_YET)
			break;
	}
	return ret_judgement->atom >= 0 && ret_judgement->truth != VYPR_NOT_YET;
}

/* Does the site watch this slot of the property with this key? */
static int watches(const struct vypr_unit *unit, uint32_t site, uint64_t key, int slot)
{
	const struct vypr_site *s = &unit->sites[site];

	for (uint32_t i = 0; i < s->role_count; i++) {
		const struct vypr_role *role = &unit->roles[s->first_role + i];

		if (role->kind == VYPR_ROLE_SLOT && role->index == (uint32_t)slot &&
		    unit->formulas[role->formula].key == key)
			return 1;
	}
	return 0;
}

const struct vypr_unit *vypr_slot_unit(const struct vypr_analysis *a,
				       const struct vypr_row *row,
				       const struct vypr_stored_verdict *v, int slot)
{
	uint32_t site = vypr_observation_site(&v->verdict.observations[slot]);
	uint64_t key = row->unit->formulas[row->formula].key;
	const struct vypr_unit *unit = row->unit;

	if (row->form->slots[slot].during < 0 || site == VYPR_NO_SITE ||
	    (site < unit->site_count && watches(unit, site, key, slot)))
		return row->unit;
	for (uint32_t n = 0; vypr_store_run_unit(a->store, v->run, n, &unit) == VYPR_OK;
	     n++)
		if (site < unit->site_count && watches(unit, site, key, slot))
			return unit;
	return row->unit;
}

static uint32_t line_of(const struct vypr_analysis *a, const struct vypr_row *row,
			const struct vypr_stored_verdict *v, int slot)
{
	const struct vypr_unit *unit;
	uint32_t site;

	if (slot < 0)
		return 0;
	unit = vypr_slot_unit(a, row, v, slot);
	site = vypr_observation_site(&v->verdict.observations[slot]);
	return site < unit->site_count ? unit->sites[site].line : 0;
}

static uint32_t measured_line(const struct vypr_analysis *a, const struct vypr_row *row,
			      const struct vypr_stored_verdict *v)
{
	uint32_t line = line_of(a, row, v, vypr_measured_slot(row->form));

	for (int i = 0; line == 0 && i < row->form->slot_count; i++)
		line = line_of(a, row, v, i);
	return line;
}

static void name_head(const struct vypr_row *row, struct vypr_analysis_verdict *h)
{
	const struct vypr_formula *f = &row->unit->formulas[row->formula];

	h->formula = vypr_unit_string(row->unit, f->name);
	h->text = vypr_unit_string(row->unit, f->text);
	h->file = vypr_function_file(row->unit, f->function);
	h->function = vypr_unit_string(row->unit, row->unit->functions[f->function].name);
}

void vypr_head_fill_row(const struct vypr_analysis *a, const struct vypr_row *row,
			const struct vypr_stored_verdict *v,
			struct vypr_analysis_verdict *ret_head)
{
	struct vypr_analysis_verdict *h = ret_head;
	struct vypr_judgement j;

	memset(h, 0, sizeof *h);
	vypr_id_format(h->id, sizeof h->id, v->run, v->row, v->number);
	h->verdict = vypr_verdict_name(v->verdict.kind);
	h->reason = vypr_reason_name(v->verdict.reason);
	h->time =
		vypr_run_realtime(vypr_analysis_find_run(a, v->run), v->verdict.time_ns);
	h->run = v->run;
	h->thread = v->verdict.thread;
	h->call = v->verdict.call;
	h->transaction = v->verdict.transaction;
	h->formula = h->file = h->function = h->text = "";
	if (!row)
		return;
	name_head(row, h);
	h->has_value = vypr_measure(row->form, &v->verdict, &h->value, &h->is_time);
	if (v->verdict.kind != VYPR_VERDICT_MEASURED && vypr_judge(a, v, row->form, &j) &&
	    j.quantity != VYPR_QUANTITY_TEXT) {
		h->has_severity = 1;
		h->severity = j.severity;
		h->severity_is_time = j.quantity == VYPR_QUANTITY_NS;
	}
	h->line = measured_line(a, row, v);
}

void vypr_head_fill(const struct vypr_analysis *a, const struct vypr_stored_verdict *v,
		    struct vypr_analysis_verdict *ret_head)
{
	vypr_head_fill_row(a, vypr_analysis_find_row(a, v->row), v, ret_head);
}
