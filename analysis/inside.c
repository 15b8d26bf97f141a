/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how the calls of other properties are put into the spans of one.
 */
#include "analysis/inside.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/map.h"

struct finding {
	const struct vypr_analysis *analysis;
	const struct vypr_inside_span *spans;
	size_t span_count;
	struct vypr_inside_call *calls;
	size_t count, capacity;
};

static int compare_numbers(uint64_t x, uint64_t y)
{
	return (x > y) - (x < y);
}

static int compare_spans(const void *x, const void *y)
{
	const struct vypr_inside_span *a = x, *b = y;

	if (a->run != b->run)
		return compare_numbers(a->run, b->run);
	if (a->thread != b->thread)
		return compare_numbers(a->thread, b->thread);
	return compare_numbers(a->from_ns, b->from_ns);
}

static int compare_calls(const void *x, const void *y)
{
	const struct vypr_inside_call *a = x, *b = y;

	if (a->span != b->span)
		return compare_numbers(a->span, b->span);
	if (a->begin_ns != b->begin_ns)
		return compare_numbers(a->begin_ns, b->begin_ns);
	if (a->end_ns != b->end_ns)
		return compare_numbers(b->end_ns, a->end_ns);
	if (a->unit != b->unit)
		return compare_numbers((uintptr_t)a->unit, (uintptr_t)b->unit);
	return compare_numbers(a->site, b->site);
}

static int same_thread(const struct vypr_inside_span *x, const struct vypr_inside_span *y)
{
	return x->run == y->run && x->thread == y->thread;
}

static void set_reach(struct vypr_inside_span *spans, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		spans[i].reach_ns = spans[i].until_ns;
		if (i && same_thread(&spans[i], &spans[i - 1]) &&
		    spans[i - 1].reach_ns > spans[i].reach_ns)
			spans[i].reach_ns = spans[i - 1].reach_ns;
	}
}

/* How many spans come before this one, or are it. */
static size_t spans_until(const struct finding *f, const struct vypr_inside_span *call)
{
	size_t low = 0, high = f->span_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_spans(&f->spans[middle], call) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum vypr_status place(struct finding *f, const struct vypr_inside_span *call,
			      const struct vypr_unit *unit, uint32_t site)
{
	for (size_t i = spans_until(f, call); i-- > 0;) {
		const struct vypr_inside_span *span = &f->spans[i];

		if (!same_thread(span, call) || span->reach_ns < call->until_ns)
			return VYPR_OK;
		if (span->until_ns < call->until_ns || (span->from_ns == call->from_ns &&
							span->until_ns == call->until_ns))
			continue;
		if (f->count == VYPR_INSIDE_MOST)
			return VYPR_OK;
		if (!vypr_grow(&f->calls, f->count, &f->capacity, sizeof *f->calls))
			return VYPR_NOMEM;
		f->calls[f->count++] = (struct vypr_inside_call){
			span->number, site, unit, call->from_ns, call->until_ns
		};
	}
	return VYPR_OK;
}

static enum vypr_status visit(void *ctx, const struct vypr_stored_verdict *v)
{
	struct finding *f = ctx;
	const struct vypr_row *row = vypr_analysis_find_row(f->analysis, v->row);
	enum vypr_status status = VYPR_OK;

	for (int i = 0; row && status == VYPR_OK && i < row->form->slot_count; i++) {
		const struct vypr_observation *o = &v->verdict.observations[i];
		struct vypr_inside_span call = { .run = v->run,
						 .thread = v->verdict.thread,
						 .from_ns = o->begin_ns,
						 .until_ns = o->end_ns };

		if (row->form->slots[i].kind != VYPR_SLOT_CALL ||
		    row->form->slots[i].any_thread || !o->begin_ns ||
		    o->site_end == VYPR_NO_SITE || o->end_ns < o->begin_ns)
			continue;
		status = place(f, &call, vypr_slot_unit(f->analysis, row, v, i),
			       o->site_begin);
	}
	return status;
}

/* When the calls in the spans were over; of one run, or of any. */
static struct vypr_filter filter_of(const struct finding *f)
{
	struct vypr_filter filter = { .run = f->spans[0].run };
	const struct vypr_run *run;
	uint64_t from = UINT64_MAX, until = 0;

	for (size_t i = 0; i < f->span_count; i++) {
		if (f->spans[i].run != filter.run)
			return (struct vypr_filter){ 0 };
		if (f->spans[i].from_ns < from)
			from = f->spans[i].from_ns;
		if (f->spans[i].until_ns > until)
			until = f->spans[i].until_ns;
	}
	run = vypr_analysis_find_run(f->analysis, filter.run);
	if (run) {
		filter.since_ns = (uint64_t)vypr_run_realtime(run, from);
		/* a verdict comes soon after what it is about */
		filter.until_ns = (uint64_t)vypr_run_realtime(run, until) + 1000000000;
	}
	return filter;
}

static size_t drop_same(struct vypr_inside_call *calls, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (!kept || compare_calls(&calls[kept - 1], &calls[i]))
			calls[kept++] = calls[i];
	return kept;
}

enum vypr_status vypr_inside_find(const struct vypr_analysis *a,
				  struct vypr_inside_span *spans, size_t span_count,
				  struct vypr_inside_call **ret_calls, size_t *ret_count)
{
	struct finding f = { .analysis = a, .spans = spans, .span_count = span_count };
	struct vypr_filter filter;
	enum vypr_status status;

	*ret_calls = NULL;
	*ret_count = 0;
	if (!span_count)
		return VYPR_OK;
	qsort(spans, span_count, sizeof *spans, compare_spans);
	set_reach(spans, span_count);
	filter = filter_of(&f);
	status = vypr_store_verdicts(a->store, &filter, visit, &f);
	if (status != VYPR_OK) {
		free(f.calls);
		return status;
	}
	if (f.count)
		qsort(f.calls, f.count, sizeof *f.calls, compare_calls);
	*ret_calls = f.calls;
	*ret_count = drop_same(f.calls, f.count);
	return VYPR_OK;
}
