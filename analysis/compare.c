/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows which verdicts are compared with each other: those whose paths begin at the same
 * place of the same build's function.  Of several such groups the largest one is; the
 * rest is left out, and told.
 */
#include "analysis/compare.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/detail.h"

/* ---- which ----------------------------------------------------------------------------
 */

static int are_alike(const struct vypr_seen *x, const struct vypr_seen *y)
{
	return x->unit->hash == y->unit->hash && x->function == y->function &&
	       x->start == y->start;
}

/* Of the alike ones' verdicts, how many; the first of the most. */
static const struct vypr_seen *most_alike(const struct vypr_collection *c)
{
	const struct vypr_seen *best = NULL;
	struct group {
		const struct vypr_seen *first;
		uint64_t verdicts;
	} groups[64];
	size_t count = 0, largest = 0;

	for (size_t i = 0; i < c->seen_count; i++) {
		const struct vypr_seen *s = &c->seen[i];
		size_t k = 0;

		if (s->lack)
			continue;
		while (k < count && !are_alike(groups[k].first, s))
			k++;
		if (k == sizeof groups / sizeof groups[0])
			continue;
		if (k == count)
			groups[count++] = (struct group){ s, 0 };
		groups[k].verdicts += s->bad + s->good;
		if (groups[k].verdicts > groups[largest].verdicts)
			largest = k;
		best = groups[largest].first;
	}
	return best;
}

static void leave_unlike(struct vypr_collection *c, const struct vypr_seen *with)
{
	struct vypr_seen like = *with;

	for (size_t i = 0; i < c->seen_count; i++) {
		struct vypr_seen *s = &c->seen[i];

		if (s->lack || are_alike(s, &like))
			continue;
		s->lack = s->unit->hash != like.unit->hash ? "they are of another build"
			  : s->function != like.function
				  ? "they are of another function"
				  : "what is recorded begins elsewhere in the function";
	}
}

static int tell_left_out(const struct vypr_collection *c,
			 struct vypr_analysis_comparison *out, struct vypr_report *report)
{
	for (size_t i = 0; i < c->seen_count; i++) {
		const struct vypr_seen *s = &c->seen[i];
		struct vypr_analysis_left_out *l = NULL;

		if (!s->lack) {
			out->bad += s->bad;
			out->good += s->good;
			out->incomplete += s->gap ? s->bad + s->good : 0;
			continue;
		}
		for (size_t k = 0; k < out->left_out_count; k++)
			if (strcmp(out->left_out[k].reason, s->lack) == 0)
				l = &out->left_out[k];
		if (!l)
			l = vypr_report_push(report, &out->left_out, &out->left_out_count,
					     sizeof *l);
		if (!l)
			return 0;
		l->reason = s->lack;
		l->count += s->bad + s->good;
	}
	return 1;
}

static void describe(struct vypr_analysis_comparison *out,
		     const struct vypr_compared_graph *g, const struct vypr_collection *c)
{
	const struct vypr_function *f = &g->unit->functions[g->function];

	out->function = vypr_unit_string(g->unit, f->name);
	out->file = vypr_function_file(g->unit, g->function);
	out->inside = c->inside;
	out->from_entry = !c->from && g->start == f->entry_block;
	out->from_line = g->unit->blocks[f->first_block + g->start].line;
	out->from = c->from ? vypr_report_string(c->report, c->from) : "";
	out->to = c->to_name ? c->to_name : "";
}

/* ---- the question
 * ----------------------------------------------------------------------- */

static enum vypr_status compare(struct vypr_collection *c,
				struct vypr_analysis_comparison *out)
{
	struct vypr_compared_graph g = { 0 };
	enum vypr_status status = vypr_collection_walk(c);
	const struct vypr_seen *first;

	if (status == VYPR_OK)
		status = vypr_collection_split(c);
	if (status != VYPR_OK)
		return status;
	out->grouping = c->grouping;
	first = most_alike(c);
	if (first)
		leave_unlike(c, first);
	if (!tell_left_out(c, out, c->report))
		return VYPR_NOMEM;
	if (!first)
		return VYPR_OK;
	status = vypr_compared_graph_init(&g, c);
	if (status == VYPR_OK) {
		describe(out, &g, c);
		status = vypr_compare_tell(&g, c, c->report, out);
		vypr_compared_graph_fini(&g);
	}
	return status;
}

static enum vypr_status collect_one(void *ctx, const struct vypr_stored_verdict *v)
{
	return vypr_collection_add(ctx, v);
}

static int collect_subject(struct vypr_collection *c, const struct vypr_subject *subject,
			   struct vypr_analysis_error *reterr)
{
	struct vypr_filter filter = { .kinds = 1u << VYPR_VERDICT_TRUE |
					       1u << VYPR_VERDICT_FALSE |
					       1u << VYPR_VERDICT_MEASURED };
	enum vypr_status status = VYPR_OK;

	for (size_t i = 0; status == VYPR_OK && i < subject->row_count; i++) {
		filter.row = c->analysis->rows[subject->rows[i]].id;
		status = vypr_store_verdicts(c->analysis->store, &filter, collect_one, c);
	}
	return status == VYPR_OK ? 0 : vypr_fail_status(reterr, status);
}

static enum vypr_status collect_answer(struct vypr_analysis *a,
				       const struct vypr_row *row,
				       const struct vypr_stored_verdict *v,
				       struct vypr_report *report, void *ctx)
{
	(void)a;
	(void)row;
	(void)report;
	return vypr_collection_add(ctx, v);
}

static int has_slot(const struct vypr_form *form, const char *name,
		    struct vypr_report *report)
{
	for (int i = 0; i < form->slot_count; i++)
		if (strcmp(vypr_slot_name(report, form, i), name) == 0)
			return 1;
	return 0;
}

/* A name that no observation has is a mistake, not an empty answer. */
static int check_name(const struct vypr_collection *c, const struct vypr_form *form,
		      const char *name, struct vypr_analysis_error *reterr)
{
	if (!name || has_slot(form, name, c->report))
		return 0;
	return vypr_fail(reterr, VYPR_NAME,
			 "the formula has no observation '%s'; its first one is '%s'",
			 name,
			 form->slot_count ? vypr_slot_name(c->report, form, 0) : "");
}

static int collect_ids(struct vypr_collection *c,
		       const struct vypr_analysis_compare_query *q,
		       struct vypr_analysis_comparison *out,
		       struct vypr_analysis_error *reterr)
{
	const struct vypr_row *row = NULL;
	int code = 0;

	if (q->id_count < 2)
		return vypr_fail(reterr, VYPR_RANGE,
				 "one path is alike with itself; give two IDs or more");
	for (size_t i = 0; !code && i < q->id_count; i++)
		code = vypr_ask_verdict(c->analysis, q->ids[i], collect_answer, c->report,
					c, reterr);
	for (size_t i = 0; !code && i < c->seen_count; i++) {
		const struct vypr_row *own =
			vypr_analysis_find_row(c->analysis, c->seen[i].row);

		code = check_name(c, own->form, q->from, reterr);
		if (!code)
			code = check_name(c, own->form, q->to, reterr);
		if (!row)
			row = own;
	}
	if (!code) {
		const struct vypr_formula *f = &row->unit->formulas[row->formula];

		out->name = vypr_unit_string(row->unit, f->name);
		out->text = vypr_unit_string(row->unit, f->text);
		for (size_t i = 1; i < c->seen_count; i++)
			if (c->seen[i].row != c->seen[0].row)
				out->name = out->text = "";
	}
	return code;
}

static int collect_formula(struct vypr_collection *c,
			   const struct vypr_analysis_compare_query *q,
			   struct vypr_analysis_comparison *out,
			   struct vypr_analysis_error *reterr)
{
	const struct vypr_subject *subject;
	int code = vypr_analysis_find_subject(c->analysis, q->formula, q->function,
					      q->file, &subject, reterr);

	if (!code)
		code = check_name(c, subject->form, q->from, reterr);
	if (!code)
		code = check_name(c, subject->form, q->to, reterr);
	if (code)
		return code;
	out->name = subject->name;
	out->text = subject->text;
	out->function = subject->function;
	out->file = subject->file;
	return collect_subject(c, subject, reterr);
}

int vypr_analysis_compare(struct vypr_analysis *analysis,
			  const struct vypr_analysis_compare_query *query,
			  struct vypr_analysis_comparison **ret_comparison,
			  struct vypr_analysis_error *reterr)
{
	struct vypr_report *report = vypr_report_new();
	struct vypr_analysis_comparison *out =
		report ? vypr_report_alloc(report, sizeof *out) : NULL;
	struct vypr_collection c = { .analysis = analysis,
				     .from = query->from,
				     .to = query->to,
				     .inside = query->inside,
				     .report = report };
	enum vypr_status status;
	int code;

	if (!out) {
		vypr_report_free(report);
		return vypr_fail_status(reterr, VYPR_NOMEM);
	}
	out->memory = report;
	out->name = out->text = out->function = out->file = out->from = out->to = "";
	out->grouping = "none";
	code = query->formula ? collect_formula(&c, query, out, reterr)
			      : collect_ids(&c, query, out, reterr);
	if (!code) {
		status = compare(&c, out);
		if (status == VYPR_OK && vypr_report_failed(report))
			status = VYPR_NOMEM;
		code = status == VYPR_OK ? 0 : vypr_fail_status(reterr, status);
	}
	vypr_collection_fini(&c);
	if (code) {
		vypr_report_free(report);
		return code;
	}
	*ret_comparison = out;
	return 0;
}

enum vypr_status vypr_compare_one(const struct vypr_unit *unit, uint32_t function,
				  const struct vypr_walk *walk,
				  struct vypr_report *report,
				  struct vypr_analysis_comparison *ret)
{
	struct vypr_seen seen = { .good = 1,
				  .step_count = walk->count,
				  .unit = unit,
				  .function = function,
				  .start = walk->steps[0].block,
				  .path = VYPR_NOWHERE };
	struct vypr_collection c = { .seen = &seen,
				     .seen_count = 1,
				     .steps = walk->steps,
				     .step_count = walk->count,
				     .report = report };
	struct vypr_compared_graph g;
	enum vypr_status status = vypr_compared_graph_init(&g, &c);

	memset(ret, 0, sizeof *ret);
	ret->function = vypr_unit_string(unit, unit->functions[function].name);
	ret->file = vypr_function_file(unit, function);
	if (status != VYPR_OK)
		return status;
	status = vypr_compare_tell(&g, &c, report, ret);
	vypr_compared_graph_fini(&g);
	return status;
}
