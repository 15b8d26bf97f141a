/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how strings and recorded events are found.
 */
#include "runtime/store_private.h"

#include "runtime/event_block.h"

/* ---- strings ------------------------------------------------------------------ */

static enum vypr_status read_string(struct vypr_store *store, uint32_t run, uint32_t id,
				    const struct vypr_string **ret_string)
{
	struct vypr_key key = vypr_key2(run, id);
	MDB_val name = vypr_key_value(&key), value;
	struct vypr_string *string;
	uint32_t size;
	int code = mdb_get(store->view, store->table[VYPR_TABLE_string], &name, &value);

	if (code == MDB_NOTFOUND)
		return VYPR_ABSENT;
	if (code)
		return vypr_store_error(store, code, "read", NULL);
	if (value.mv_size < 4 || value.mv_size > 4 + VYPR_STRING_MOST)
		return VYPR_FORMAT;
	size = (uint32_t)value.mv_size - 4;
	string = vypr_store_lend(store, sizeof *string + size + 1);
	if (!string)
		return VYPR_NOMEM;
	string->id = id;
	string->size = size;
	string->truncated = vypr_le_load(value.mv_data, 4) != 0;
	memcpy(string->bytes, (const char *)value.mv_data + 4, size);
	string->bytes[size] = 0;
	*ret_string = string;
	return VYPR_OK;
}

/* The place for this one in the view's strings of one run; NULL: no memory. */
static const struct vypr_string **string_place(struct vypr_store *store, uint32_t run,
					       uint32_t id)
{
	const struct vypr_string **room;
	size_t count;

	if (store->strings_run != run) {
		if (store->strings)
			memset(store->strings, 0,
			       store->string_room * sizeof *store->strings);
		store->strings_run = run;
	}
	if (id < store->string_room)
		return store->strings + id;
	count = (size_t)id + id / 2 + 64;
	room = realloc(store->strings, count * sizeof *room);
	if (!room)
		return NULL;
	memset(room + store->string_room, 0, (count - store->string_room) * sizeof *room);
	store->strings = room;
	store->string_room = count;
	return room + id;
}

enum vypr_status vypr_store_string(struct vypr_store *store, uint32_t run, uint32_t id,
				   const struct vypr_string **ret_string)
{
	const struct vypr_string **place, *string = NULL;
	enum vypr_status status;

	if (!store->view)
		return VYPR_BUSY;
	if (!id)
		return VYPR_ABSENT;
	if (store->strings_run == run && id < store->string_room && store->strings[id]) {
		*ret_string = store->strings[id];
		return VYPR_OK;
	}
	/* read first: an id from a damaged block must not ask for memory */
	status = read_string(store, run, id, &string);
	if (status)
		return status;
	place = string_place(store, run, id);
	if (!place)
		return VYPR_NOMEM;
	*place = *ret_string = string;
	return VYPR_OK;
}

void vypr_store_forget_strings(struct vypr_store *store)
{
	free(store->strings);
	store->strings = NULL;
	store->string_room = 0;
	store->strings_run = 0;
}

/* ---- recorded events ------------------------------------------------------------ */

struct walk {
	enum vypr_status (*visit)(void *ctx, const struct vypr_recorded *recorded);
	void *ctx;
	uint64_t number;         /* of the next */
};

static enum vypr_status count_and_visit(void *ctx, const struct vypr_recorded *recorded)
{
	struct walk *walk = ctx;

	walk->number++;
	return walk->visit(walk->ctx, recorded);
}

/* Blocks follow each other without a gap: what is missing would be missed by nobody. */
static enum vypr_status visit_blocks(struct vypr_store *store, MDB_cursor *cursor,
				     uint32_t run, struct walk *walk)
{
	struct vypr_key from = vypr_key_run(run, 0);
	MDB_val key = vypr_key_value(&from), value;
	enum vypr_status status = VYPR_OK;
	int code = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);

	for (; !code && !status; code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) {
		const unsigned char *at = key.mv_data;

		if (key.mv_size != 12)
			return VYPR_FORMAT;
		if (vypr_be_load(at, 4) != run)
			return VYPR_OK;
		if (vypr_be_load(at + 4, 8) != walk->number)
			return VYPR_FORMAT;
		status = vypr_event_block_each(value.mv_data, value.mv_size,
					       count_and_visit, walk);
	}
	if (!status && code && code != MDB_NOTFOUND)
		status = vypr_store_error(store, code, "read", NULL);
	return status;
}

enum vypr_status vypr_store_recorded(struct vypr_store *store, uint32_t run,
				     enum vypr_status (*visit)(void *ctx,
					     const struct vypr_recorded *recorded),
				     void *ctx)
{
	struct walk walk = { visit, ctx, 1 };
	enum vypr_status status;
	MDB_cursor *cursor;
	int code;

	if (!store->view)
		return VYPR_BUSY;
	code = mdb_cursor_open(store->view, store->table[VYPR_TABLE_event], &cursor);
	if (code)
		return vypr_store_error(store, code, "read", NULL);
	status = visit_blocks(store, cursor, run, &walk);
	mdb_cursor_close(cursor);
	return !status && walk.number == 1 ? VYPR_ABSENT : status;
}
