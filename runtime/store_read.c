/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how everything but verdicts is read: views, runs, units, rows, summaries, paths.
 */
#include "runtime/store_private.h"

enum vypr_status vypr_store_view_begin(struct vypr_store *store,
				       struct vypr_diag *reterr_diag)
{
	enum vypr_status status;
	int code;

	vypr_store_view_end(store);
	status = vypr_store_check_length(store, reterr_diag);
	if (status)
		return status;
	code = vypr_store_txn(store, MDB_RDONLY, &store->view);
	if (code)
		store->view = NULL;
	return vypr_store_error(store, code, "read", reterr_diag);
}

void vypr_store_view_end(struct vypr_store *store)
{
	vypr_store_forget_strings(store);
	while (store->loans) {
		struct vypr_store_loan *loan = store->loans;

		store->loans = loan->next;
		free(loan);
	}
	if (store->view)
		mdb_txn_abort(store->view);
	store->view = NULL;
}

void *vypr_store_lend(struct vypr_store *store, size_t size)
{
	struct vypr_store_loan *loan = malloc(sizeof *loan + size);

	if (!loan)
		return NULL;
	loan->next = store->loans;
	store->loans = loan;
	return loan + 1;
}

/* Calls each on every record of a table, in order of keys. */
static enum vypr_status walk(struct vypr_store *store, enum vypr_table table,
			     enum vypr_status (*each)(struct vypr_store *store, void *ctx,
						      const MDB_val *key,
						      const MDB_val *value),
			     void *ctx)
{
	enum vypr_status status = VYPR_OK;
	MDB_cursor *cursor;
	MDB_val key, value;
	int code;

	if (!store->view)
		return VYPR_BUSY;
	code = mdb_cursor_open(store->view, store->table[table], &cursor);
	if (code)
		return vypr_store_error(store, code, "read", NULL);
	while (!status && !(code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)))
		status = each(store, ctx, &key, &value);
	mdb_cursor_close(cursor);
	if (!status && code != MDB_NOTFOUND)
		status = vypr_store_error(store, code, "read", NULL);
	return status;
}

/* A result array that grows by one. */
struct array {
	void *items;
	size_t count, capacity;
};

static void *array_more(struct array *array, size_t size)
{
	if (array->count == array->capacity) {
		size_t capacity = array->capacity ? array->capacity * 2 : 8;
		void *items = realloc(array->items, capacity * size);

		if (!items)
			return NULL;
		array->items = items;
		array->capacity = capacity;
	}
	return (char *)array->items + array->count++ * size;
}

static enum vypr_status read_run(struct vypr_store *store, void *ctx, const MDB_val *key,
				 const MDB_val *value)
{
	struct vypr_run run, *to;
	const char *identity;
	enum vypr_status status;

	(void)store;
	if (key->mv_size != 4)
		return VYPR_FORMAT;
	status = vypr_run_decode(value->mv_data, value->mv_size, &run, &identity);
	if (status)
		return status;
	run.id = (uint32_t)vypr_be_load(key->mv_data, 4);
	to = array_more(ctx, sizeof run);
	if (!to)
		return VYPR_NOMEM;
	*to = run;
	return VYPR_OK;
}

enum vypr_status vypr_store_runs(struct vypr_store *store, struct vypr_run **ret_runs,
				 size_t *ret_count)
{
	struct array array = { 0 };
	enum vypr_status status = walk(store, VYPR_TABLE_run, read_run, &array);

	if (status) {
		free(array.items);
		return status;
	}
	*ret_runs = array.items;
	*ret_count = array.count;
	return VYPR_OK;
}

/* Decode a unit of the store for as long as the store is open. */
static enum vypr_status load_unit(struct vypr_store *store, uint64_t hash,
				  struct vypr_store_unit **ret_unit)
{
	struct vypr_key key = vypr_key1(hash, 8);
	MDB_val name = vypr_key_value(&key), value;
	struct vypr_store_unit *unit;
	enum vypr_status status;

	if (mdb_get(store->view, store->table[VYPR_TABLE_unit], &name, &value))
		return VYPR_FORMAT;
	unit = calloc(1, sizeof *unit);
	if (!unit)
		return VYPR_NOMEM;
	status = vypr_unit_decode(value.mv_data, value.mv_size, &unit->unit);
	if (!status) {
		status = vypr_forms_make(&unit->unit, &unit->forms);
		if (status)
			vypr_unit_fini(&unit->unit);
	}
	if (status) {
		free(unit);
		return status;
	}
	unit->hash = hash;
	unit->next = store->units;
	store->units = unit;
	*ret_unit = unit;
	return VYPR_OK;
}

static enum vypr_status find_unit(struct vypr_store *store, uint64_t hash,
				  struct vypr_store_unit **ret_unit)
{
	for (struct vypr_store_unit *unit = store->units; unit; unit = unit->next)
		if (unit->hash == hash) {
			*ret_unit = unit;
			return VYPR_OK;
		}
	return load_unit(store, hash, ret_unit);
}

static void join_forms(struct vypr_store_unit *to, const struct vypr_store_unit *from)
{
	for (uint32_t i = 0; i < to->unit.formula_count; i++) {
		if (!vypr_form_lacks_types(to->forms + i))
			continue;
		for (uint32_t j = 0; j < from->unit.formula_count; j++)
			if (from->unit.formulas[j].key == to->unit.formulas[i].key)
				vypr_form_join_types(to->forms + i, from->forms + j);
	}
}

/* What is only known where the sites of a value are. */
static void join_units(struct vypr_store *store)
{
	for (struct vypr_store_unit *to = store->units; to; to = to->next)
		for (struct vypr_store_unit *from = store->units; from; from = from->next)
			join_forms(to, from);
}

static enum vypr_status read_row(struct vypr_store *store, void *ctx, const MDB_val *key,
				 const MDB_val *value)
{
	struct vypr_store_unit *unit;
	struct vypr_row row, *to;
	enum vypr_status status;

	if (key->mv_size != 12 || value->mv_size != 4)
		return VYPR_FORMAT;
	row.id = (uint32_t)vypr_le_load(value->mv_data, 4);
	row.unit_hash = vypr_be_load(key->mv_data, 8);
	row.formula = (uint32_t)vypr_be_load((unsigned char *)key->mv_data + 8, 4);
	status = find_unit(store, row.unit_hash, &unit);
	if (status)
		return status;
	if (!row.id || row.formula >= unit->unit.formula_count)
		return VYPR_FORMAT;
	row.unit = &unit->unit;
	row.form = unit->forms + row.formula;
	to = array_more(ctx, sizeof row);
	if (!to)
		return VYPR_NOMEM;
	*to = row;
	return VYPR_OK;
}

static int by_id(const void *x, const void *y)
{
	uint32_t a = ((const struct vypr_row *)x)->id, b = ((const struct vypr_row *)y)->id;

	return a < b ? -1 : a > b;
}

enum vypr_status vypr_store_rows(struct vypr_store *store, struct vypr_row **ret_rows,
				 size_t *ret_count)
{
	struct array array = { 0 };
	enum vypr_status status = walk(store, VYPR_TABLE_row, read_row, &array);

	if (status) {
		free(array.items);
		return status;
	}
	join_units(store);
	if (array.count)
		qsort(array.items, array.count, sizeof(struct vypr_row), by_id);
	*ret_rows = array.items;
	*ret_count = array.count;
	return VYPR_OK;
}

enum vypr_status vypr_store_run_unit(struct vypr_store *store, uint32_t run, uint32_t n,
				     const struct vypr_unit **ret_unit)
{
	struct vypr_key key = vypr_key2(run, n);
	MDB_val name = vypr_key_value(&key), value;
	struct vypr_store_unit *unit;
	enum vypr_status status;
	int code;

	if (!store->view)
		return VYPR_BUSY;
	code = mdb_get(store->view, store->table[VYPR_TABLE_rununit], &name, &value);
	if (code == MDB_NOTFOUND)
		return VYPR_ABSENT;
	if (code)
		return vypr_store_error(store, code, "read", NULL);
	if (value.mv_size != 8)
		return VYPR_FORMAT;
	status = find_unit(store, vypr_le_load(value.mv_data, 8), &unit);
	if (!status)
		*ret_unit = &unit->unit;
	return status;
}

static enum vypr_status read_summary(struct vypr_store *store, void *ctx,
				     const MDB_val *key, const MDB_val *value)
{
	struct vypr_histogram_bucket *buckets, *kept;
	struct vypr_summary summary, *to;
	const unsigned char *name = key->mv_data;
	enum vypr_status status;

	if (key->mv_size != 12)
		return VYPR_FORMAT;
	status = vypr_summary_decode(value->mv_data, value->mv_size, &summary, &buckets);
	if (status)
		return status;
	kept = vypr_store_lend(store, (summary.bucket_count + (size_t)1) * sizeof *kept);
	if (kept)
		memcpy(kept, buckets, summary.bucket_count * sizeof *kept);
	free(buckets);
	to = kept ? array_more(ctx, sizeof summary) : NULL;
	if (!to)
		return VYPR_NOMEM;
	summary.buckets = kept;
	summary.row = (uint32_t)vypr_be_load(name, 4);
	summary.run = (uint32_t)vypr_be_load(name + 4, 4);
	summary.hour = vypr_be_load(name + 8, 4);
	*to = summary;
	return VYPR_OK;
}

enum vypr_status vypr_store_summaries(struct vypr_store *store,
				      struct vypr_summary **ret_summaries,
				      size_t *ret_count)
{
	struct array array = { 0 };
	enum vypr_status status = walk(store, VYPR_TABLE_sum, read_summary, &array);

	if (status) {
		free(array.items);
		return status;
	}
	*ret_summaries = array.items;
	*ret_count = array.count;
	return VYPR_OK;
}

enum vypr_status vypr_store_path_node(struct vypr_store *store, uint32_t run, uint32_t id,
				      struct vypr_path_node *ret_node)
{
	struct vypr_key key = vypr_key2(run, id / VYPR_PATH_CHUNK);
	MDB_val name = vypr_key_value(&key), value;
	struct vypr_path_node node;
	struct vypr_cursor cursor;
	int code;

	if (!store->view)
		return VYPR_BUSY;
	code = id ? mdb_get(store->view, store->table[VYPR_TABLE_path], &name, &value)
		  : MDB_NOTFOUND;
	if (code == MDB_NOTFOUND)
		return VYPR_ABSENT;
	if (code)
		return vypr_store_error(store, code, "read", NULL);
	cursor = vypr_cursor_of(value.mv_data, value.mv_size);
	if (!vypr_cursor_skip(&cursor, id % VYPR_PATH_CHUNK * VYPR_PATH_NODE_BYTES) ||
	    cursor.at == cursor.end)
		return VYPR_ABSENT;
	node.kind = vypr_cursor_u32(&cursor);
	node.a = vypr_cursor_u32(&cursor);
	node.c = vypr_cursor_u32(&cursor);
	node.length = vypr_cursor_u32(&cursor);
	node.b = vypr_cursor_u64(&cursor);
	/* nodes refer to smaller ids only; the a of a root is a function */
	if (cursor.bad || node.kind > VYPR_PATH_LIST ||
	    (node.kind != VYPR_PATH_ROOT && node.a >= id))
		return VYPR_FORMAT;
	*ret_node = node;
	return VYPR_OK;
}
