/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the bytes of run records and summaries, and how forms get their types.
 */
#include "runtime/store_private.h"

void vypr_run_encode(const struct vypr_run *run, const char *identity,
		     struct vypr_bytes *bytes)
{
	vypr_bytes_u32(bytes, run->state);
	vypr_bytes_u32(bytes, run->pid);
	vypr_bytes_u64(bytes, run->start_realtime_ns);
	vypr_bytes_u64(bytes, run->start_monotonic_ns);
	vypr_bytes_u64(bytes, run->end_monotonic_ns);
	vypr_bytes_u64(bytes, run->events);
	vypr_bytes_u64(bytes, run->verdicts);
	vypr_bytes_u64(bytes, run->lost);
	vypr_bytes_u64(bytes, run->strays);
	vypr_bytes_u64(bytes, run->threads);
	vypr_bytes_u64(bytes, run->open_most);
	vypr_bytes_u64(bytes, run->recorded);
	vypr_bytes_u64(bytes, run->clock_error.abs_ns);
	vypr_bytes_f64(bytes, run->clock_error.relative);
	vypr_bytes_u32(bytes, (uint32_t)run->uses_tsc);
	vypr_bytes_text(bytes, identity);
	vypr_bytes_text(bytes, run->host);
	vypr_bytes_text(bytes, run->program);
	vypr_bytes_text(bytes, run->arguments);
}

enum vypr_status vypr_run_decode(const void *bytes, size_t size, struct vypr_run *ret_run,
				 const char **ret_identity)
{
	struct vypr_cursor cursor = vypr_cursor_of(bytes, size);
	struct vypr_run run = { 0 };
	uint32_t state = vypr_cursor_u32(&cursor);

	run.state = (enum vypr_run_state)state;
	run.pid = vypr_cursor_u32(&cursor);
	run.start_realtime_ns = vypr_cursor_u64(&cursor);
	run.start_monotonic_ns = vypr_cursor_u64(&cursor);
	run.end_monotonic_ns = vypr_cursor_u64(&cursor);
	run.events = vypr_cursor_u64(&cursor);
	run.verdicts = vypr_cursor_u64(&cursor);
	run.lost = vypr_cursor_u64(&cursor);
	run.strays = vypr_cursor_u64(&cursor);
	run.threads = vypr_cursor_u64(&cursor);
	run.open_most = vypr_cursor_u64(&cursor);
	run.recorded = vypr_cursor_u64(&cursor);
	run.clock_error.abs_ns = vypr_cursor_u64(&cursor);
	run.clock_error.relative = vypr_cursor_f64(&cursor);
	run.uses_tsc = (int)vypr_cursor_u32(&cursor);
	*ret_identity = vypr_cursor_text(&cursor);
	run.host = vypr_cursor_text(&cursor);
	run.program = vypr_cursor_text(&cursor);
	run.arguments = vypr_cursor_text(&cursor);
	if (cursor.bad || state > VYPR_RUN_DIED)
		return VYPR_FORMAT;
	*ret_run = run;
	return VYPR_OK;
}

void vypr_summary_encode(const struct vypr_summary *summary, struct vypr_bytes *bytes)
{
	int32_t before = 0;

	for (int i = 0; i < VYPR_VERDICT_KINDS; i++)
		vypr_bytes_u64(bytes, summary->count[i]);
	for (int i = 0; i < VYPR_REASONS; i++)
		vypr_bytes_u64(bytes, summary->unknown[i]);
	vypr_bytes_u64(bytes, summary->measured);
	vypr_bytes_u32(bytes, summary->quantity);
	vypr_bytes_f64(bytes, summary->min);
	vypr_bytes_f64(bytes, summary->max);
	vypr_bytes_f64(bytes, summary->sum);
	vypr_bytes_f64(bytes, summary->worst_severity);
	vypr_bytes_u32(bytes, summary->bucket_count);
	for (uint32_t i = 0; i < summary->bucket_count; i++) {
		int64_t step = (int64_t)summary->buckets[i].index - before;

		vypr_bytes_varint(bytes, vypr_zigzag((uint64_t)step));
		vypr_bytes_varint(bytes, summary->buckets[i].count);
		before = summary->buckets[i].index;
	}
}

static enum vypr_status read_buckets(struct vypr_cursor *cursor, uint32_t count,
				     struct vypr_histogram_bucket **ret_buckets)
{
	struct vypr_histogram_bucket *buckets;
	int64_t index = 0;

	if (cursor->bad || count > (size_t)(cursor->end - cursor->at) / 2)
		return VYPR_FORMAT;
	buckets = calloc(count + (size_t)1, sizeof *buckets);
	if (!buckets)
		return VYPR_NOMEM;
	for (uint32_t i = 0; i < count; i++) {
		int64_t step = (int64_t)vypr_unzigzag(vypr_cursor_varint(cursor));

		buckets[i].count = vypr_cursor_varint(cursor);
		if (step > UINT32_MAX || step < -(int64_t)UINT32_MAX)
			cursor->bad = 1;
		else
			index += step;
		if (cursor->bad || index < INT32_MIN || index > INT32_MAX)
			break;
		buckets[i].index = (int32_t)index;
	}
	if (cursor->bad || index < INT32_MIN || index > INT32_MAX) {
		free(buckets);
		return VYPR_FORMAT;
	}
	*ret_buckets = buckets;
	return VYPR_OK;
}

enum vypr_status vypr_summary_decode(const void *bytes, size_t size,
				     struct vypr_summary *ret_summary,
				     struct vypr_histogram_bucket **ret_buckets)
{
	struct vypr_cursor cursor = vypr_cursor_of(bytes, size);
	struct vypr_summary summary = { 0 };
	enum vypr_status status;

	for (int i = 0; i < VYPR_VERDICT_KINDS; i++)
		summary.count[i] = vypr_cursor_u64(&cursor);
	for (int i = 0; i < VYPR_REASONS; i++)
		summary.unknown[i] = vypr_cursor_u64(&cursor);
	summary.measured = vypr_cursor_u64(&cursor);
	summary.quantity = (enum vypr_quantity)vypr_cursor_u32(&cursor);
	summary.min = vypr_cursor_f64(&cursor);
	summary.max = vypr_cursor_f64(&cursor);
	summary.sum = vypr_cursor_f64(&cursor);
	summary.worst_severity = vypr_cursor_f64(&cursor);
	summary.bucket_count = vypr_cursor_u32(&cursor);
	if (cursor.bad || summary.quantity > VYPR_QUANTITY_TEXT)
		return VYPR_FORMAT;
	status = read_buckets(&cursor, summary.bucket_count, ret_buckets);
	if (status)
		return status;
	summary.buckets = *ret_buckets;
	*ret_summary = summary;
	return VYPR_OK;
}

static enum vypr_status form_make(const struct vypr_formula *formula,
				  struct vypr_form *ret_form)
{
	enum vypr_status status = vypr_form_make(&formula->ast, ret_form, NULL);

	if (status)
		return status;
	if ((uint32_t)ret_form->capture_count != formula->capture_count) {
		vypr_form_fini(ret_form);
		return VYPR_FORMAT;
	}
	for (int i = 0; i < ret_form->capture_count; i++)
		ret_form->captures[i].type = (enum vypr_type)formula->capture_types[i];
	return VYPR_OK;
}

enum vypr_status vypr_forms_make(const struct vypr_unit *unit, struct vypr_form **ret_forms)
{
	struct vypr_form *forms = calloc(unit->formula_count + (size_t)1, sizeof *forms);

	if (!forms)
		return VYPR_NOMEM;
	for (uint32_t i = 0; i < unit->formula_count; i++) {
		enum vypr_status status = form_make(unit->formulas + i, forms + i);

		if (status) {
			vypr_forms_free(forms, i);
			return status;
		}
	}
	*ret_forms = forms;
	return VYPR_OK;
}

void vypr_forms_free(struct vypr_form *forms, uint32_t count)
{
	for (uint32_t i = 0; forms && i < count; i++)
		vypr_form_fini(forms + i);
	free(forms);
}
