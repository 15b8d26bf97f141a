/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how verdicts are found: block after block, those that cannot hold any stepped
 * over by what their heads say.
 */
#include "runtime/store_private.h"

#include "runtime/block.h"

struct scan {
	struct vypr_store *store;
	const struct vypr_filter *filter;
	enum vypr_status (*visit)(void *ctx, const struct vypr_stored_verdict *verdict);
	void *ctx;
	struct vypr_row *rows;
	size_t row_count;
	struct vypr_run *runs;
	size_t run_count;
	uint64_t number;         /* the only one wanted; 0 any */
	int found;
};

/* Where a block stands, from its key. */
struct place {
	uint32_t row, run;
	uint64_t first;
};

static enum vypr_status place_of(const MDB_val *key, struct place *ret_place)
{
	const unsigned char *at = key->mv_data;

	if (key->mv_size != 16)
		return VYPR_FORMAT;
	ret_place->row = (uint32_t)vypr_be_load(at, 4);
	ret_place->run = (uint32_t)vypr_be_load(at + 4, 4);
	ret_place->first = vypr_be_load(at + 8, 8);
	return VYPR_OK;
}

static const struct vypr_row *row_of(const struct scan *scan, uint32_t id)
{
	size_t low = 0, high = scan->row_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (scan->rows[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < scan->row_count && scan->rows[low].id == id ? scan->rows + low : NULL;
}

static const struct vypr_run *run_of(const struct scan *scan, uint32_t id)
{
	size_t low = 0, high = scan->run_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (scan->runs[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < scan->run_count && scan->runs[low].id == id ? scan->runs + low : NULL;
}

static int in_time(const struct vypr_filter *filter, uint64_t first, uint64_t last)
{
	return (!filter->since_ns || last >= filter->since_ns) &&
	       (!filter->until_ns || first <= filter->until_ns);
}

static int may_hold(const struct scan *scan, const struct vypr_run *run,
		    const struct vypr_block_view *block)
{
	const struct vypr_filter *filter = scan->filter;
	uint64_t first, last;
	uint32_t wanted = 0;

	for (int k = 0; k < VYPR_VERDICT_KINDS; k++)
		if (!filter->kinds || (filter->kinds >> k & 1))
			wanted += block->kinds[k];
	/* verdicts without a time count as of the run's start */
	first = run->start_realtime_ns;
	last = vypr_run_realtime(run, block->last_ns);
	return wanted && in_time(filter, first < last ? first : last, last);
}

/* A value that is a string is stored as its id in the run. */
static enum vypr_status restore_strings(struct vypr_store *store, uint32_t run,
					const struct vypr_form *form,
					struct vypr_captured *captured)
{
	for (int c = 0; c < form->capture_count; c++) {
		enum vypr_status status;

		/* 0 is the null pointer */
		if (form->captures[c].type != VYPR_TYPE_STRING || !captured[c].known ||
		    !captured[c].value)
			continue;
		if (captured[c].value > UINT32_MAX)
			return VYPR_FORMAT;
		status = vypr_store_string(store, run, (uint32_t)captured[c].value,
					   &captured[c].string);
		if (status)
			return status == VYPR_ABSENT ? VYPR_FORMAT : status;
	}
	return VYPR_OK;
}

static enum vypr_status visit_one(struct scan *scan, const struct place *place,
				  const struct vypr_run *run, struct vypr_block_view *block,
				  uint32_t i)
{
	struct vypr_stored_verdict stored = { place->run, place->row, place->first + i,
					      { 0 } };
	const struct vypr_row *row = row_of(scan, place->row);
	enum vypr_status status;
	uint64_t real;
	int wanted;

	status = vypr_block_get(block, i, scan->filter->kinds, &stored.verdict, &wanted);
	if (status || !wanted)
		return status;
	real = vypr_run_realtime(run, stored.verdict.time_ns);
	if (!in_time(scan->filter, real, real))
		return VYPR_OK;
	status = restore_strings(scan->store, place->run, row->form, block->captured);
	if (status)
		return status;
	stored.verdict.formula = row->formula;
	scan->found = 1;
	return scan->visit(scan->ctx, &stored);
}

static enum vypr_status visit_block(struct scan *scan, const struct place *place,
				    const MDB_val *value)
{
	const struct vypr_row *row = row_of(scan, place->row);
	const struct vypr_run *run = run_of(scan, place->run);
	enum vypr_status status = VYPR_OK;
	struct vypr_block_view block;
	uint32_t i = 0, end;

	if (!row || !run)
		return VYPR_FORMAT;
	status = vypr_block_open(value->mv_data, value->mv_size,
				 (uint32_t)row->form->slot_count,
				 (uint32_t)row->form->capture_count, &block);
	if (status)
		return status;
	end = may_hold(scan, run, &block) ? block.count : 0;
	if (scan->number) {
		i = (uint32_t)(scan->number - place->first);
		end = scan->number - place->first < block.count ? i + 1 : 0;
	}
	for (; !status && i < end; i++)
		status = visit_one(scan, place, run, &block, i);
	vypr_block_close(&block);
	return status;
}

/* The first block of the filter's row and run, or after it. */
static int seek(struct scan *scan, MDB_cursor *cursor, MDB_val *key, MDB_val *value)
{
	const struct vypr_filter *filter = scan->filter;
	struct vypr_key from = vypr_key3(filter->row, filter->row ? filter->run : 0, 0, 8);

	*key = vypr_key_value(&from);
	return mdb_cursor_get(cursor, key, value, MDB_SET_RANGE);
}

/* Past the other runs of a row straight to the wanted one. */
static int advance(struct scan *scan, MDB_cursor *cursor, const struct place *place,
		   MDB_val *key, MDB_val *value)
{
	uint32_t run = scan->filter->run;
	struct vypr_key to;

	if (!run || place->run == run)
		return mdb_cursor_get(cursor, key, value, MDB_NEXT);
	to = place->run < run ? vypr_key3(place->row, run, 0, 8)
			      : vypr_key3(place->row + 1, run, 0, 8);
	*key = vypr_key_value(&to);
	return mdb_cursor_get(cursor, key, value, MDB_SET_RANGE);
}

static enum vypr_status scan_blocks(struct scan *scan, MDB_cursor *cursor)
{
	const struct vypr_filter *filter = scan->filter;
	enum vypr_status status = VYPR_OK;
	MDB_val key, value;
	struct place place;
	int code = seek(scan, cursor, &key, &value);

	while (!code && !status) {
		status = place_of(&key, &place);
		if (status || (filter->row && place.row != filter->row))
			break;
		if (!filter->run || place.run == filter->run)
			status = visit_block(scan, &place, &value);
		code = advance(scan, cursor, &place, &key, &value);
	}
	if (!status && code && code != MDB_NOTFOUND)
		status = vypr_store_error(scan->store, code, "read", NULL);
	return status;
}

/* Rows and runs once, then work with a cursor on the blocks. */
static enum vypr_status with_cursor(struct scan *scan,
				    enum vypr_status (*work)(struct scan *scan,
							     MDB_cursor *cursor))
{
	struct vypr_store *store = scan->store;
	enum vypr_status status = vypr_store_rows(store, &scan->rows, &scan->row_count);
	MDB_cursor *cursor;
	int code;

	if (!status)
		status = vypr_store_runs(store, &scan->runs, &scan->run_count);
	if (!status) {
		code = mdb_cursor_open(store->view, store->table[VYPR_TABLE_block],
				       &cursor);
		status = vypr_store_error(store, code, "read", NULL);
	}
	if (!status) {
		status = work(scan, cursor);
		mdb_cursor_close(cursor);
	}
	free(scan->rows);
	free(scan->runs);
	return status;
}

enum vypr_status vypr_store_verdicts(struct vypr_store *store,
				     const struct vypr_filter *filter,
				     enum vypr_status (*visit)(void *ctx,
					     const struct vypr_stored_verdict *verdict),
				     void *ctx)
{
	static const struct vypr_filter all;
	struct scan scan = { .store = store, .filter = filter ? filter : &all,
			     .visit = visit, .ctx = ctx };

	return with_cursor(&scan, scan_blocks);
}

/* The block at or before the number: it is the last whose key is not greater. */
static enum vypr_status scan_number(struct scan *scan, MDB_cursor *cursor)
{
	const struct vypr_filter *filter = scan->filter;
	struct vypr_key at = vypr_key3(filter->row, filter->run, scan->number, 8);
	MDB_val key = vypr_key_value(&at), value;
	struct place place;
	enum vypr_status status;
	int code = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);

	if (code == MDB_NOTFOUND)
		code = mdb_cursor_get(cursor, &key, &value, MDB_LAST);
	else if (!code && (key.mv_size != at.size || memcmp(key.mv_data, at.bytes, at.size)))
		code = mdb_cursor_get(cursor, &key, &value, MDB_PREV);
	if (code == MDB_NOTFOUND)
		return VYPR_ABSENT;
	if (code)
		return vypr_store_error(scan->store, code, "read", NULL);
	status = place_of(&key, &place);
	if (status)
		return status;
	if (place.row != filter->row || place.run != filter->run)
		return VYPR_ABSENT;
	status = visit_block(scan, &place, &value);
	return status || scan->found ? status : VYPR_ABSENT;
}

enum vypr_status vypr_store_verdict(struct vypr_store *store, uint32_t run, uint32_t row,
				    uint64_t number,
				    enum vypr_status (*visit)(void *ctx,
					    const struct vypr_stored_verdict *verdict),
				    void *ctx)
{
	struct vypr_filter filter = { .run = run, .row = row };
	struct scan scan = { .store = store, .filter = &filter, .visit = visit,
			     .ctx = ctx, .number = number };

	if (!number || !run || !row)
		return VYPR_ABSENT;
	return with_cursor(&scan, scan_number);
}
