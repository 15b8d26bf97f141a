/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows what would have been a good bound: every measurement is read, so shares are
 * exact.  The interval says what the share of future ones can be, if they are like
 * these (E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
 * Inference", 1927).
 */
#include "analysis/bounds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"

#define Z95 1.959963984540054

void vypr_wilson(uint64_t k, uint64_t n, double *ret_low, double *ret_high)
{
	double p = (double)k / (double)n, z2 = Z95 * Z95 / (double)n;
	double middle = p + z2 / 2;
	double reach = Z95 * sqrt(p * (1 - p) / (double)n + z2 / (4 * (double)n));

	*ret_low = k == 0 ? 0 : (middle - reach) / (1 + z2);
	*ret_high = k == n ? 1 : (middle + reach) / (1 + z2);
}

/* ---- measurements ---- */

void vypr_measured_fini(struct vypr_measured *m)
{
	free(m->values);
	memset(m, 0, sizeof *m);
}

static int compare_doubles(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

void vypr_measured_sort(struct vypr_measured *m)
{
	if (m->count)
		qsort(m->values, m->count, sizeof *m->values, compare_doubles);
}

struct adding {
	const struct vypr_form *form;
	int atom;
	struct vypr_measured *to;
};

static enum vypr_status add_one(void *ctx, const struct vypr_stored_verdict *v)
{
	struct adding *a = ctx;
	struct vypr_measured *m = a->to;
	struct vypr_judgement j;

	if (!vypr_eval_atom(a->form, a->atom, v->verdict.observations,
			    v->verdict.captured, &j) ||
	    j.quantity == VYPR_QUANTITY_TEXT || isnan(j.value))
		return VYPR_OK;
	if (!vypr_grow(&m->values, m->count, &m->capacity, sizeof *m->values))
		return VYPR_NOMEM;
	if (m->count == 0)
		m->all_integers = 1;
	m->all_integers &= j.value == floor(j.value) && fabs(j.value) < 9e15;
	m->is_time = j.quantity == VYPR_QUANTITY_NS;
	m->values[m->count++] = j.value;
	return VYPR_OK;
}

enum vypr_status vypr_measured_add(struct vypr_analysis *analysis,
				   const struct vypr_subject *subject, int atom,
				   struct vypr_measured *measured)
{
	for (size_t i = 0; i < subject->row_count; i++) {
		const struct vypr_row *row = &analysis->rows[subject->rows[i]];
		struct adding adding = { row->form, atom, measured };
		struct vypr_filter filter = { .row = row->id };
		enum vypr_status status =
			vypr_store_verdicts(analysis->store, &filter, add_one, &adding);

		if (status != VYPR_OK)
			return status;
	}
	return VYPR_OK;
}

/* ---- atoms ---- */

int vypr_atom_measures(const struct vypr_form *form, int atom)
{
	return vypr_node_measures(form->ast, form->atoms[atom]);
}

int vypr_bound_kind_of(const struct vypr_form *form, int atom,
		       struct vypr_bound_kind *ret_kind)
{
	const struct vypr_node *n = &form->ast->nodes[form->atoms[atom]];

	ret_kind->is_lower = ret_kind->is_strict = 0;
	if (n->kind == VYPR_NODE_IN) {
		ret_kind->is_strict = (form->ast->nodes[n->b].op & 2) != 0;
		return 1;
	}
	switch ((enum vypr_compare)n->op) {
	case VYPR_LT: ret_kind->is_strict = 1; return 1;
	case VYPR_LE: return 1;
	case VYPR_GT: ret_kind->is_lower = ret_kind->is_strict = 1; return 1;
	case VYPR_GE: ret_kind->is_lower = 1; return 1;
	case VYPR_EQ:
	case VYPR_NE: break;
	}
	return 0;
}

static const char *operator_text(const struct vypr_form *form, int atom)
{
	static const char *const texts[] = { "==", "!=", "<", "<=", ">", ">=" };
	const struct vypr_node *n = &form->ast->nodes[form->atoms[atom]];

	if (n->kind == VYPR_NODE_IN)
		return form->ast->nodes[n->b].op & 2 ? "<" : "<=";
	return n->op <= VYPR_GE ? texts[n->op] : "";
}

/* ---- a bound ---- */

static int keeps(double value, struct vypr_bound_kind kind, double bound)
{
	if (kind.is_lower)
		return kind.is_strict ? value > bound : value >= bound;
	return kind.is_strict ? value < bound : value <= bound;
}

/* The distance of numbers of three digits near this one. */
static double step_near(double value, int whole)
{
	double step = value == 0 ? 1 : pow(10, floor(log10(fabs(value))) - 2);

	return whole && step < 1 ? 1 : step;
}

/* The nearest number of three digits that this value keeps. */
static double round_out(double value, struct vypr_bound_kind kind, int is_time,
			int all_integers)
{
	int exact = all_integers && !is_time;
	double step = exact ? 1 : step_near(value, is_time);
	double sign = kind.is_lower ? -1 : 1;
	double bound = exact ? value : sign * ceil(sign * value / step) * step;

	if (step >= 1)
		bound = round(bound);
	while (!keeps(value, kind, bound))
		bound += sign * step;
	return bound;
}

double vypr_bound_of(const struct vypr_measured *m, struct vypr_bound_kind kind,
		     double share)
{
	double rank = ceil(share * (double)m->count - 1e-9);
	size_t at = rank < 1 ? 0 : (size_t)rank - 1;

	if (at >= m->count)
		at = m->count - 1;
	if (kind.is_lower)
		at = m->count - 1 - at;
	return round_out(m->values[at], kind, m->is_time, m->all_integers);
}

uint64_t vypr_bound_failed(const struct vypr_measured *m, struct vypr_bound_kind kind,
			   double bound)
{
	size_t low = 0, high = m->count;

	/* sorted: all that keep an upper bound come first, all that keep a lower one last
	 */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (keeps(m->values[middle], kind, bound) != kind.is_lower)
			low = middle + 1;
		else
			high = middle;
	}
	return kind.is_lower ? low : m->count - low;
}

const char *vypr_bound_text(struct vypr_report *report, double bound, int is_time)
{
	static const char *const units[] = { "ns", "us", "ms", "s" };
	size_t u = 0;

	if (!is_time)
		return vypr_report_format(report, "%.15g", bound);
	while (u < 3 && fabs(bound) >= 1000) {
		bound /= 1000;
		u++;
	}
	return vypr_report_format(report, "%.10g %s", bound, units[u]);
}

/* ---- the report ---- */

struct proposing {
	struct vypr_analysis *analysis;
	struct vypr_analysis_bounds *report;
};

static int add_bound(struct vypr_report *memory, struct vypr_analysis_measurement *to,
		     const struct vypr_measured *measured, struct vypr_bound_kind kind,
		     const char *name, double share)
{
	struct vypr_analysis_bound *b =
		vypr_report_push(memory, &to->bounds, &to->bound_count, sizeof *b);

	if (!b)
		return 0;
	b->name = name;
	b->value = vypr_bound_of(measured, kind, share);
	b->text = vypr_bound_text(memory, b->value, measured->is_time);
	b->failed = vypr_bound_failed(measured, kind, b->value);
	b->share = (double)b->failed / (double)measured->count;
	vypr_wilson(b->failed, measured->count, &b->low, &b->high);
	return 1;
}

/* The usual shares, and the one that was asked for among them. */
static int add_bounds(struct vypr_report *memory, struct vypr_analysis_measurement *to,
		      const struct vypr_measured *measured, struct vypr_bound_kind kind,
		      double wanted)
{
	static const struct {
		double share;
		const char *upper, *lower;
	} usual[] = { { 0.5, "p50", "p50" },
		      { 0.9, "p90", "p10" },
		      { 0.99, "p99", "p1" },
		      { 0.999, "p99.9", "p0.1" },
		      { 1, "max", "min" } };
	int found = 0;

	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
		if (!found && wanted <= usual[i].share) {
			found = 1;
			to->chosen = to->bound_count;
			if (wanted < usual[i].share &&
			    !add_bound(
				    memory, to, measured, kind,
				    vypr_report_format(memory, "%.6g %%", wanted * 100),
				    wanted))
				return 0;
		}
		if (!add_bound(memory, to, measured, kind,
			       kind.is_lower ? usual[i].lower : usual[i].upper,
			       usual[i].share))
			return 0;
	}
	return 1;
}

static int fill_measurement(struct proposing *p, const struct vypr_subject *s, int atom,
			    struct vypr_measured *measured,
			    struct vypr_analysis_measurement *to)
{
	struct vypr_report *memory = p->report->memory;
	struct vypr_bound_kind kind;

	to->name = s->name;
	to->file = s->file;
	to->function = s->function;
	to->text = s->text;
	to->term = vypr_node_text(memory, s->form->ast,
				  s->form->ast->nodes[s->form->atoms[atom]].a);
	to->operator= operator_text(s->form, atom);
	to->judged = !vypr_atom_measures(s->form, atom);
	to->count = measured->count;
	to->is_time = measured->is_time;
	if (!measured->count)
		return 1;
	vypr_measured_sort(measured);
	to->min = measured->values[0];
	to->median = measured->values[(measured->count - 1) / 2];
	to->max = measured->values[measured->count - 1];
	if (!vypr_bound_kind_of(s->form, atom, &kind))
		return 1;
	to->is_lower = kind.is_lower;
	return add_bounds(memory, to, measured, kind, p->report->share);
}

static enum vypr_status propose(struct proposing *p, const struct vypr_subject *s,
				int atom)
{
	struct vypr_measured measured = { NULL, 0, 0, 0, 0 };
	struct vypr_analysis_measurement *to =
		vypr_report_push(p->report->memory, &p->report->measurements,
				 &p->report->count, sizeof *to);
	enum vypr_status status =
		to ? vypr_measured_add(p->analysis, s, atom, &measured) : VYPR_NOMEM;

	if (status == VYPR_OK && !fill_measurement(p, s, atom, &measured, to))
		status = VYPR_NOMEM;
	vypr_measured_fini(&measured);
	return status;
}

/* Each "?" of a formula; of one that has none the measured atom, if it was asked for. */
static enum vypr_status propose_all(struct proposing *p, const struct vypr_subject *s,
				    int asked)
{
	enum vypr_status status = VYPR_OK;
	size_t before = p->report->count;

	for (int i = 0; status == VYPR_OK && i < s->form->atom_count; i++)
		if (vypr_atom_measures(s->form, i))
			status = propose(p, s, i);
	if (status == VYPR_OK && asked && p->report->count == before &&
	    s->form->measured_atom >= 0)
		status = propose(p, s, s->form->measured_atom);
	return status;
}

static enum vypr_status propose_query(struct proposing *p,
				      const struct vypr_analysis_bounds_query *query,
				      const struct vypr_subject *one)
{
	const struct vypr_analysis *a = p->analysis;
	enum vypr_status status = VYPR_OK;

	if (one)
		return propose_all(p, one, 1);
	for (size_t i = 0; status == VYPR_OK && i < a->subject_count; i++)
		if ((!query->function ||
		     strcmp(query->function, a->subjects[i].function) == 0) &&
		    (!query->file || vypr_file_matches(query->file, a->subjects[i].file)))
			status = propose_all(p, &a->subjects[i], 0);
	return status;
}

static int check_names(const struct vypr_analysis *a,
		       const struct vypr_analysis_bounds_query *query,
		       const struct vypr_subject **ret_one,
		       struct vypr_analysis_error *reterr)
{
	if (query->formula)
		return vypr_analysis_find_subject(a, query->formula, query->function,
						  query->file, ret_one, reterr);
	if (query->function && !vypr_analysis_has_function(a, query->function))
		return vypr_analysis_no_function(a, query->function, reterr);
	if (query->file && !vypr_analysis_has_file(a, query->file))
		return vypr_analysis_no_file(a, query->file, reterr);
	return 0;
}

int vypr_analysis_bounds(struct vypr_analysis *analysis,
			 const struct vypr_analysis_bounds_query *query,
			 struct vypr_analysis_bounds **ret_bounds,
			 struct vypr_analysis_error *reterr)
{
	const struct vypr_subject *one = NULL;
	struct vypr_analysis_bounds *report;
	struct proposing p = { .analysis = analysis };
	struct vypr_report *memory;
	enum vypr_status status;
	int code = check_names(analysis, query, &one, reterr);

	if (code)
		return code;
	memory = vypr_report_new();
	report = memory ? vypr_report_alloc(memory, sizeof *report) : NULL;
	if (!report) {
		vypr_report_free(memory);
		return vypr_fail_status(reterr, VYPR_NOMEM);
	}
	report->memory = memory;
	report->share = isnan(query->share) ? VYPR_BOUNDS_SHARE : query->share;
	p.report = report;
	status = propose_query(&p, query, one);
	if (status == VYPR_OK && vypr_report_failed(memory))
		status = VYPR_NOMEM;
	if (status != VYPR_OK) {
		vypr_report_free(memory);
		return vypr_fail_status(reterr, status);
	}
	*ret_bounds = report;
	return 0;
}
