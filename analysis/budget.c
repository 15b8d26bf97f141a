/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the time of one verdict is told.
 */
#include "analysis/budget.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/detail.h"

/* ---- words ---- */

const char *vypr_site_callee(const struct vypr_unit *unit, uint32_t site)
{
	return site < unit->site_count ? vypr_unit_string(unit, unit->sites[site].subject)
				       : "";
}

const char *vypr_moment_name(struct vypr_report *report, const struct vypr_form *form,
			     const struct vypr_moment_of *moment)
{
	const char *name = vypr_slot_name(report, form, moment->slot);

	switch (moment->moment) {
	case VYPR_AT: break;
	case VYPR_BEFORE: return vypr_report_format(report, "before(%s)", name);
	case VYPR_AFTER: return vypr_report_format(report, "after(%s)", name);
	}
	return name;
}

static const char *quantity(struct vypr_report *report, double value)
{
	char buf[40];

	return vypr_report_string(
		report, vypr_analysis_quantity(value, 1, buf, sizeof buf));
}

/* "12 ms", or "12 ms to 15 ms" where that is more than a fiftieth of the whole. */
static const char *bounds_text(struct vypr_report *report, double least, double most,
			       double whole)
{
	if (most - least <= whole / 50)
		return quantity(report, (least + most) / 2);
	if (least <= 0)
		return vypr_report_format(report, "at most %s", quantity(report, most));
	return vypr_report_format(report, "%s to %s", quantity(report, least),
				  quantity(report, most));
}

static const char *count_text(struct vypr_report *report, double least, double most,
			      const char *what)
{
	const char *ending = most == 1 ? "" : "s";

	if (most <= 0)
		return "";
	if (least == most)
		return vypr_report_format(report, "; %.0f %s%s", most, what, ending);
	if (least <= 0)
		return vypr_report_format(report, "; at most %.0f %s%s", most, what,
					  ending);
	return vypr_report_format(report, "; %.0f to %.0f %s%s", least, most, what,
				  ending);
}

/* The longest wait, when it is most of them. */
static const char *wait_text(struct vypr_report *report,
			     const struct vypr_analysis_spent *s)
{
	const struct vypr_analysis_wait *w = s->waits;

	if (!s->wait_count || !*w->text || w->time < s->waited_most / 2)
		return "";
	if (strcmp(w->call, "stopped") == 0)
		return ", most of it while the process was stopped";
	if (strcmp(w->call, "memory") == 0 || strcmp(w->call, "unnamed") == 0)
		return vypr_report_format(report, ", most of it for %s", w->text);
	return vypr_report_format(report, ", most of it for %s (%s)", w->text, w->call);
}

static int is_known(const struct vypr_analysis_spent *s)
{
	return s->ran_least > 0 || s->ran_most < s->wall;
}

static const char *sentence(struct vypr_report *report,
			    const struct vypr_analysis_spent *s)
{
	const char *queued = "";

	if (!is_known(s))
		return "";
	if (s->queued > s->wall / 50)
		queued = vypr_report_format(
			report, ", was ready to run but not running for about %s",
			quantity(report, s->queued));
	return vypr_report_format(
		report, "of %s it ran %s%s and waited %s%s%s", quantity(report, s->wall),
		bounds_text(report, s->ran_least, s->ran_most, s->wall), queued,
		bounds_text(report, s->waited_least, s->waited_most, s->wall),
		s->waited_least > s->wall / 50 ? wait_text(report, s) : "",
		count_text(report, s->major_least, s->major_most,
			   "page fault from a file"));
}

/* ---- numbers ---- */

static int compare_waits(const void *x, const void *y)
{
	const struct vypr_analysis_wait *a = x, *b = y;

	return (a->time < b->time) - (a->time > b->time);
}

void vypr_budget_tell_spent(const struct vypr_spent *spent, struct vypr_report *report,
			    struct vypr_analysis_spent *ret)
{
	struct vypr_bounds_of waited = vypr_spent_waited(spent);

	*ret = (struct vypr_analysis_spent){
		.wall = spent->wall,
		.looked = spent->looked,
		.ran_least = spent->ran.least,
		.ran_most = spent->ran.most,
		.queued = spent->queued,
		.waited_least = waited.least,
		.waited_most = waited.most,
		.minor_least = spent->minor.least,
		.minor_most = spent->minor.most,
		.major_least = spent->major.least,
		.major_most = spent->major.most,
		.turns_least = spent->turns.least,
		.turns_most = spent->turns.most,
	};
	for (int i = 0; i < VYPR_WAITS; i++) {
		struct vypr_analysis_wait *w;

		if (spent->waits[i] < 1)
			continue;
		w = vypr_report_push(report, &ret->waits, &ret->wait_count, sizeof *w);
		if (w)
			*w = (struct vypr_analysis_wait){
				vypr_wait_name((enum vypr_wait)i),
				vypr_wait_text((enum vypr_wait)i), spent->waits[i]
			};
	}
	if (ret->wait_count > 1)
		qsort(ret->waits, ret->wait_count, sizeof *ret->waits, compare_waits);
}

/* ---- what is inside ---- */

static struct vypr_analysis_inside *inside_of(struct vypr_report *report,
					      struct vypr_analysis_budget *b,
					      const struct vypr_inside_call *call)
{
	const struct vypr_site *site = &call->unit->sites[call->site];
	const char *callee = vypr_site_callee(call->unit, call->site);
	const char *file = vypr_function_file(call->unit, site->function);
	struct vypr_analysis_inside *in;

	for (size_t i = 0; i < b->inside_count; i++) {
		in = &b->insides[i];
		if (in->line == site->line && strcmp(in->callee, callee) == 0 &&
		    strcmp(in->file, file) == 0)
			return in;
	}
	in = vypr_report_push(report, &b->insides, &b->inside_count, sizeof *in);
	if (in) {
		in->callee = callee;
		in->file = file;
		in->line = site->line;
	}
	return in;
}

static int compare_insides(const void *x, const void *y)
{
	const struct vypr_analysis_inside *a = x, *b = y;

	return (a->time < b->time) - (a->time > b->time);
}

static void add_inside(struct vypr_report *report, struct vypr_analysis_budget *b,
		       const struct vypr_inside_call *call, uint64_t allowed_ns)
{
	struct vypr_analysis_inside *in;
	double time = (double)(call->end_ns - call->begin_ns);

	if (call->site >= call->unit->site_count)
		return;
	in = inside_of(report, b, call);
	if (!in)
		return;
	in->calls++;
	in->time += time;
	if (time > in->longest)
		in->longest = time;
	if (allowed_ns && call->begin_ns > allowed_ns && !b->late_callee) {
		b->late_callee = in->callee;
		b->late_file = in->file;
		b->late_line = in->line;
		b->late_after = (double)(call->begin_ns - allowed_ns);
	}
}

static enum vypr_status tell_insides(const struct vypr_analysis *a,
				     const struct vypr_stored_verdict *v,
				     const struct vypr_timing *t, uint64_t allowed_ns,
				     struct vypr_report *report,
				     struct vypr_analysis_budget *b)
{
	struct vypr_inside_span span = { .run = v->run,
					 .thread = v->verdict.thread,
					 .from_ns = t->moments[t->from].time_ns,
					 .until_ns = t->moments[t->until].time_ns };
	struct vypr_inside_call *calls;
	size_t count;
	enum vypr_status status = vypr_inside_find(a, &span, 1, &calls, &count);

	for (size_t i = 0; status == VYPR_OK && i < count; i++)
		add_inside(report, b, &calls[i], allowed_ns);
	if (b->inside_count > 1)
		qsort(b->insides, b->inside_count, sizeof *b->insides, compare_insides);
	free(calls);
	return status;
}

uint64_t vypr_budget_allowed(const struct vypr_analysis *a, const struct vypr_row *row,
			     const struct vypr_stored_verdict *v,
			     const struct vypr_timing *t)
{
	struct vypr_judgement j;
	double span = (double)(t->moments[t->until].time_ns -
			       t->moments[t->from].time_ns);

	/* the side that decides is the greater one, or nothing is too late */
	if (v->verdict.kind == VYPR_VERDICT_MEASURED ||
	    !vypr_judge(a, v, row->form, &j) || j.quantity != VYPR_QUANTITY_NS ||
	    fabs(j.value - span) >= 1 || j.bound <= 0 || j.side == 1 ||
	    (v->verdict.kind == VYPR_VERDICT_FALSE) != (j.value >= j.bound))
		return 0;
	return t->moments[t->from].time_ns + (uint64_t)j.bound;
}

/* ---- the whole ---- */

static enum vypr_status tell_segments(const struct vypr_analysis *a,
				      const struct vypr_row *row,
				      const struct vypr_stored_verdict *v,
				      const struct vypr_timing *t,
				      struct vypr_report *report,
				      struct vypr_analysis_budget *b)
{
	enum vypr_status status = VYPR_OK;
	struct vypr_spent spent;

	for (size_t i = t->from; status == VYPR_OK && i < t->until; i++) {
		struct vypr_analysis_segment *s;

		if (t->until - t->from < 2)
			break;
		status = vypr_spent_of(a, v->run, v->verdict.thread,
				       t->moments[i].time_ns, t->moments[i + 1].time_ns,
				       &spent);
		s = vypr_report_push(report, &b->segments, &b->segment_count, sizeof *s);
		if (!s)
			break;
		s->from = vypr_moment_name(report, row->form, &t->moments[i]);
		s->to = vypr_moment_name(report, row->form, &t->moments[i + 1]);
		vypr_budget_tell_spent(&spent, report, &s->spent);
	}
	return status;
}

enum vypr_status vypr_budget_of(const struct vypr_analysis *a, const struct vypr_row *row,
				const struct vypr_stored_verdict *v,
				struct vypr_report *report,
				const struct vypr_analysis_budget **ret_budget)
{
	struct vypr_analysis_budget *b;
	struct vypr_timing t;
	struct vypr_spent spent;
	enum vypr_status status;
	uint64_t allowed_ns;

	*ret_budget = NULL;
	if (!vypr_timing_of(row->form, &v->verdict, &t))
		return VYPR_OK;
	b = vypr_report_alloc(report, sizeof *b);
	if (!b)
		return VYPR_NOMEM;
	b->from = vypr_moment_name(report, row->form, &t.moments[t.from]);
	b->to = vypr_moment_name(report, row->form, &t.moments[t.until]);
	allowed_ns = vypr_budget_allowed(a, row, v, &t);
	b->allowed = allowed_ns ? (double)(allowed_ns - t.moments[t.from].time_ns) : NAN;
	status = vypr_spent_of(a, v->run, v->verdict.thread, t.moments[t.from].time_ns,
			       t.moments[t.until].time_ns, &spent);
	vypr_budget_tell_spent(&spent, report, &b->spent);
	if (status == VYPR_OK)
		status = tell_segments(a, row, v, &t, report, b);
	if (status == VYPR_OK)
		status = tell_insides(a, v, &t, allowed_ns, report, b);
	b->sentence = sentence(report, &b->spent);
	*ret_budget = b;
	return status;
}
