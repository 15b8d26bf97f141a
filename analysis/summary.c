/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the summaries that were kept while writing add up: per property, over
 * runs, builds and hours.  No verdict is read.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "spec/wanted.h"

struct buckets {
	struct vypr_histogram_bucket *items;
	size_t count;
};

static int compare_buckets(const void *x, const void *y)
{
	const struct vypr_histogram_bucket *a = x, *b = y;

	return (a->index > b->index) - (a->index < b->index);
}

/* The middle of a bucket; of whole numbers one that there can be. */
static double middle_of(int32_t index, int whole)
{
	double low = vypr_histogram_low(index), high = vypr_histogram_low(index + 1);
	double middle = (low + high) / 2;

	if (index == 0)
		return 0; /* and numbers too small to tell from it */
	if (whole && ceil(low) <= high)
		return floor(middle) < low ? ceil(low) : floor(middle);
	return middle;
}

/* The value below which share of the counts lie: the middle of its bucket, not outside of
 * what was seen. */
static double percentile(const struct buckets *b, double share,
			 const struct vypr_analysis_formula *f, int whole)
{
	double rank = ceil(share * (double)f->measured_count), middle;
	uint64_t below = 0;

	for (size_t i = 0; i < b->count; i++) {
		below += b->items[i].count;
		if ((double)below < rank)
			continue;
		middle = middle_of(b->items[i].index, whole);
		return middle < f->min ? f->min : middle > f->max ? f->max : middle;
	}
	return f->max;
}

static int belongs(const struct vypr_analysis *a, const struct vypr_subject *s,
		   uint32_t row)
{
	for (size_t i = 0; i < s->row_count; i++)
		if (a->rows[s->rows[i]].id == row)
			return 1;
	return 0;
}

static void add_measured(struct vypr_analysis_formula *f, const struct vypr_summary *s,
			 double *sum)
{
	if (s->measured == 0)
		return;
	if (f->measured_count == 0 || s->min < f->min)
		f->min = s->min;
	if (f->measured_count == 0 || s->max > f->max)
		f->max = s->max;
	f->measured_count += s->measured;
	f->is_time = s->quantity == VYPR_QUANTITY_NS;
	*sum += s->sum;
}

static void add_severity(struct vypr_analysis_formula *f, const struct vypr_summary *s)
{
	if (isfinite(s->worst_severity) &&
	    (isnan(f->worst_severity) || s->worst_severity < f->worst_severity))
		f->worst_severity = s->worst_severity;
}

static void add_reasons(uint64_t *total, const struct vypr_summary *s)
{
	for (int r = 0; r < VYPR_REASONS; r++)
		total[r] += s->unknown[r];
}

static int append_buckets(struct vypr_report *report, struct buckets *b,
			  const struct vypr_summary *s)
{
	for (uint32_t i = 0; i < s->bucket_count; i++) {
		struct vypr_histogram_bucket *bucket =
			vypr_report_push(report, &b->items, &b->count, sizeof *bucket);

		if (!bucket)
			return 0;
		*bucket = s->buckets[i];
	}
	return 1;
}

static int add_unknown(struct vypr_report *report, struct vypr_analysis_formula *f,
		       const uint64_t *reasons)
{
	for (int r = 0; r < VYPR_REASONS; r++) {
		struct vypr_analysis_unknown *u;

		if (reasons[r] == 0)
			continue;
		u = vypr_report_push(report, &f->unknown, &f->unknown_kinds, sizeof *u);
		if (!u)
			return 0;
		u->reason = r == VYPR_REASON_NONE ? "other"
						  : vypr_reason_name((enum vypr_reason)r);
		u->count = reasons[r];
	}
	return 1;
}

static void finish_measured(struct vypr_analysis_formula *f, struct buckets *b,
			    double sum)
{
	int whole = !f->is_time && sum == floor(sum) && f->min == floor(f->min) &&
		    f->max == floor(f->max);

	if (f->measured_count == 0)
		return;
	if (b->count)
		qsort(b->items, b->count, sizeof *b->items, compare_buckets);
	f->mean = sum / (double)f->measured_count;
	f->p50 = percentile(b, 0.50, f, whole);
	f->p90 = percentile(b, 0.90, f, whole);
	f->p99 = percentile(b, 0.99, f, whole);
	f->p999 = percentile(b, 0.999, f, whole);
}

static void name_formula(struct vypr_report *report, const struct vypr_subject *s,
			 struct vypr_analysis_formula *f)
{
	int32_t measured = vypr_measured_node(s->form);

	f->name = s->name;
	f->file = s->file;
	f->function = s->function;
	f->text = s->text;
	f->note = vypr_unit_string(s->unit, s->formula->note);
	f->spec_file = vypr_unit_string(s->unit, s->formula->spec_file);
	f->spec_line = s->formula->spec_line;
	f->objective = s->formula->objective;
	f->measured = vypr_node_text(report, s->form->ast, measured);
	f->is_time = vypr_form_is_time(s->form, measured);
	f->worst_severity = NAN;
}

static int objective_met(const struct vypr_analysis_formula *f)
{
	uint64_t decided = f->true_count + f->false_count;

	if (decided == 0)
		return -1;
	return (double)f->true_count >= f->objective * (double)decided;
}

/* One property: all summaries that belong to it.  seen: a byte per run. */
static int summarise_formula(const struct vypr_analysis *a, const struct vypr_subject *s,
			     const struct vypr_summary *all, size_t count,
			     struct vypr_report *report, struct vypr_analysis_formula *f)
{
	uint64_t reasons[VYPR_REASONS] = { 0 };
	struct buckets buckets = { NULL, 0 };
	uint32_t last_run = 0;
	double sum = 0;

	name_formula(report, s, f);
	for (size_t i = 0; i < count; i++) {
		const struct vypr_summary *one = &all[i];

		if (!belongs(a, s, one->row))
			continue;
		f->true_count += one->count[VYPR_VERDICT_TRUE];
		f->false_count += one->count[VYPR_VERDICT_FALSE];
		f->unknown_count += one->count[VYPR_VERDICT_UNKNOWN];
		f->judged_measured += one->count[VYPR_VERDICT_MEASURED];
		f->runs += one->run != last_run;
		last_run = one->run;
		add_reasons(reasons, one);
		add_measured(f, one, &sum);
		add_severity(f, one);
		if (!append_buckets(report, &buckets, one))
			return 0;
	}
	if (vypr_subject_points(s))
		f->measured_count = 0;
	finish_measured(f, &buckets, sum);
	f->met = objective_met(f);
	return add_unknown(report, f, reasons);
}

static const char *state_word(enum vypr_run_state state)
{
	switch (state) {
	case VYPR_RUN_LIVE: return "live";
	case VYPR_RUN_ENDED: return "ended";
	case VYPR_RUN_DIED: return "died";
	}
	return "";
}

static int copy_runs(const struct vypr_analysis *a, struct vypr_analysis_summary *s)
{
	s->runs = vypr_report_alloc(s->memory, (a->run_count + 1) * sizeof *s->runs);
	if (!s->runs)
		return 0;
	s->run_count = a->run_count;
	for (size_t i = 0; i < a->run_count; i++) {
		const struct vypr_run *run = &a->runs[i];
		struct vypr_analysis_run *r = &s->runs[i];

		r->id = run->id;
		r->pid = run->pid;
		r->state = state_word(run->state);
		r->host = run->host;
		r->program = run->program;
		r->arguments = run->arguments;
		r->start = (int64_t)run->start_realtime_ns;
		r->end = vypr_run_realtime(run, run->end_monotonic_ns);
		r->events = run->events;
		r->verdicts = run->verdicts;
		r->lost = run->lost;
		r->strays = run->strays;
		r->threads = run->threads;
		s->lost += run->lost;
		s->died += run->state == VYPR_RUN_DIED;
	}
	return 1;
}

/* ---- what no object file has ---- */

struct missing {
	struct vypr_analysis_summary *summary;
	const char *program;
};

static int add_missing(void *ctx, const struct vypr_unit *unit,
		       const struct vypr_wanted *wanted)
{
	struct missing *m = ctx;
	struct vypr_analysis_summary *s = m->summary;
	struct vypr_analysis_missing *one =
		vypr_report_push(s->memory, &s->missing, &s->missing_count, sizeof *one);

	if (!one)
		return 1;
	one->program = m->program;
	one->module = vypr_unit_string(unit, wanted->module);
	one->function = vypr_unit_string(unit, wanted->function);
	one->spec_file = vypr_unit_string(unit, wanted->spec_file);
	one->spec_line = wanted->spec_line;
	return 0;
}

static int add_dropped(void *ctx, const struct vypr_unit *unit,
		       const struct vypr_function *function)
{
	struct missing *m = ctx;
	struct vypr_analysis_summary *s = m->summary;
	struct vypr_analysis_dropped *one =
		vypr_report_push(s->memory, &s->dropped, &s->dropped_count, sizeof *one);

	if (!one)
		return 1;
	one->program = m->program;
	one->function = vypr_unit_string(unit, function->name);
	one->file = vypr_unit_string(unit, function->file);
	one->line = function->line;
	return 0;
}

static int add_mixed(void *ctx, const struct vypr_unit *unit)
{
	struct missing *m = ctx;
	struct vypr_analysis_summary *s = m->summary;
	struct vypr_analysis_mixed *one =
		vypr_report_push(s->memory, &s->mixed, &s->mixed_count, sizeof *one);

	if (!one)
		return 1;
	one->program = m->program;
	one->source_file = vypr_unit_string(unit, unit->source_file);
	one->spec_file = vypr_wanted_spec_file(unit);
	return 0;
}

static int missing_of_run(const struct vypr_analysis *a, const struct vypr_run *run,
			  struct vypr_analysis_summary *s)
{
	struct missing m = { s, run->program };
	const struct vypr_unit **units = NULL, *unit;
	size_t count = 0, before;

	while (vypr_store_run_unit(a->store, run->id, (uint32_t)count, &unit) == VYPR_OK) {
		const struct vypr_unit **slot =
			vypr_report_push(s->memory, &units, &count, sizeof *slot);

		if (!slot)
			return 0;
		*slot = unit;
	}
	vypr_wanted_each_missing(units, count, add_missing, &m);
	vypr_wanted_each_dropped(units, count, add_dropped, &m);
	before = s->mixed_count;
	vypr_wanted_each_specification(units, count, add_mixed, &m);
	if (s->mixed_count == before + 1)
		s->mixed_count = before;
	return 1;
}

/* Builds change: of each program the last run counts. */
static int find_missing(const struct vypr_analysis *a, struct vypr_analysis_summary *s)
{
	for (size_t i = 0; i < a->run_count; i++) {
		size_t later = i + 1;

		while (later < a->run_count &&
		       strcmp(a->runs[later].program, a->runs[i].program) != 0)
			later++;
		if (later == a->run_count && !missing_of_run(a, &a->runs[i], s))
			return 0;
	}
	return 1;
}

static int compare_runs(const void *x, const void *y)
{
	const struct vypr_summary *a = x, *b = y;

	return (a->run > b->run) - (a->run < b->run);
}

static int fill(const struct vypr_analysis *a, struct vypr_summary *all, size_t count,
		struct vypr_analysis_summary *s)
{
	s->formulas = vypr_report_alloc(s->memory,
					(a->subject_count + 1) * sizeof *s->formulas);
	if (!s->formulas || !copy_runs(a, s) || !find_missing(a, s))
		return 0;
	s->formula_count = a->subject_count;
	if (count)
		qsort(all, count, sizeof *all, compare_runs);
	for (size_t i = 0; i < a->subject_count; i++)
		if (!summarise_formula(a, &a->subjects[i], all, count, s->memory,
				       &s->formulas[i]))
			return 0;
	return !vypr_report_failed(s->memory);
}

int vypr_analysis_summarise(struct vypr_analysis *analysis,
			    struct vypr_analysis_summary **ret_summary,
			    struct vypr_analysis_error *reterr)
{
	struct vypr_report *report = vypr_report_new();
	struct vypr_analysis_summary *s =
		report ? vypr_report_alloc(report, sizeof *s) : NULL;
	struct vypr_summary *all = NULL;
	size_t count = 0;
	enum vypr_status status = s ? VYPR_OK : VYPR_NOMEM;

	if (status == VYPR_OK)
		status = vypr_store_summaries(analysis->store, &all, &count);
	if (status == VYPR_OK) {
		s->memory = report;
		status = fill(analysis, all, count, s) ? VYPR_OK : VYPR_NOMEM;
		free(all);
	}
	if (status != VYPR_OK) {
		vypr_report_free(report);
		return vypr_fail_status(reterr, status);
	}
	*ret_summary = s;
	return 0;
}
