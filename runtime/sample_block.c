/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how samples are kept and found.
 */
#include "runtime/sample_block.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/store_private.h"
#include "runtime/store_writer.h"

/* So many wait for one commit: some seconds of very many threads. */
#define MOST 100000

static const struct {
	const char *name, *text;
} waits[VYPR_WAITS] = {
#define VYPR_WAIT(name, text) { #name, text },
#define VYPR_WAIT_CALL(name, text) { #name, text },
#include "runtime/wait.def"
#undef VYPR_WAIT_CALL
#undef VYPR_WAIT
};

const char *vypr_wait_name(enum vypr_wait wait)
{
	return wait == VYPR_WAIT_unseen ? "" : waits[wait].name;
}

const char *vypr_wait_text(enum vypr_wait wait)
{
	return waits[wait].text;
}

/* ---- waiting ------------------------------------------------------------------ */

void vypr_sample_add(struct vypr_sample_tail *tail, uint32_t thread,
		     const struct vypr_sample *sample)
{
	if (tail->count == tail->room) {
		size_t room = tail->room * 2 + 64;
		void *items = room > MOST ? NULL
					  : realloc(tail->items, room * sizeof *tail->items);

		if (!items)
			return;
		tail->items = items;
		tail->room = room;
	}
	tail->items[tail->count] =
		(struct vypr_sample_of){ thread, (uint32_t)tail->count, *sample };
	tail->count++;
}

void vypr_writer_sample(struct vypr_writer *writer, uint32_t thread,
			const struct vypr_sample *sample)
{
	vypr_sample_add(&writer->samples, thread, sample);
}

static int compare(const void *x, const void *y)
{
	const struct vypr_sample_of *a = x, *b = y;

	if (a->thread != b->thread)
		return a->thread < b->thread ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

void vypr_sample_sort(struct vypr_sample_tail *tail)
{
	if (tail->count > 1)
		qsort(tail->items, tail->count, sizeof *tail->items, compare);
	/* a commit that failed is tried again, with more behind them */
	for (size_t i = 0; i < tail->count; i++)
		tail->items[i].order = (uint32_t)i;
}

void vypr_sample_fini(struct vypr_sample_tail *tail)
{
	free(tail->items);
	memset(tail, 0, sizeof *tail);
}

/* ---- bytes -------------------------------------------------------------------- */

static void put_one(struct vypr_bytes *bytes, const struct vypr_sample *was,
		    const struct vypr_sample *s)
{
	vypr_bytes_varint(bytes, s->time_ns - was->time_ns);
	vypr_bytes_varint(bytes, s->ran_ns - was->ran_ns);
	vypr_bytes_varint(bytes, s->queued_ns - was->queued_ns);
	vypr_bytes_varint(bytes, s->turns - was->turns);
	vypr_bytes_varint(bytes, s->blocked - was->blocked);
	vypr_bytes_varint(bytes, s->minor - was->minor);
	vypr_bytes_varint(bytes, s->major - was->major);
	vypr_bytes_u8(bytes, s->state);
	vypr_bytes_u8(bytes, s->wait);
}

size_t vypr_sample_encode(const struct vypr_sample_tail *tail, size_t first,
			  struct vypr_bytes *bytes)
{
	static const struct vypr_sample none;
	const struct vypr_sample *was = &none;
	size_t end = first;

	while (end < tail->count && tail->items[end].thread == tail->items[first].thread)
		end++;
	vypr_bytes_varint(bytes, end - first);
	for (size_t i = first; i < end; i++) {
		put_one(bytes, was, &tail->items[i].sample);
		was = &tail->items[i].sample;
	}
	return end;
}

uint64_t vypr_sample_count(struct vypr_cursor *cursor)
{
	return vypr_cursor_varint(cursor);
}

int vypr_sample_decode(struct vypr_cursor *cursor, uint64_t *left, struct vypr_sample *sample)
{
	if (!*left)
		return 0;
	--*left;
	sample->time_ns += vypr_cursor_varint(cursor);
	sample->ran_ns += vypr_cursor_varint(cursor);
	sample->queued_ns += vypr_cursor_varint(cursor);
	sample->turns += vypr_cursor_varint(cursor);
	sample->blocked += vypr_cursor_varint(cursor);
	sample->minor += vypr_cursor_varint(cursor);
	sample->major += vypr_cursor_varint(cursor);
	sample->state = vypr_cursor_u8(cursor);
	sample->wait = vypr_cursor_u8(cursor);
	return !cursor->bad;
}

/* ---- finding ------------------------------------------------------------------ */

struct search {
	uint64_t from_ns, until_ns;
	enum vypr_status (*visit)(void *ctx, const struct vypr_sample *sample);
	void *ctx;
	struct vypr_sample before; /* the last one that is not after from_ns; time_ns 0 none */
	int done;
};

static enum vypr_status take(struct search *search, const struct vypr_sample *sample)
{
	enum vypr_status status = VYPR_OK;

	if (sample->time_ns <= search->from_ns) {
		search->before = *sample;
		return VYPR_OK;
	}
	if (search->before.time_ns)
		status = search->visit(search->ctx, &search->before);
	search->before.time_ns = 0;
	search->done = sample->time_ns >= search->until_ns;
	return status ? status : search->visit(search->ctx, sample);
}

static enum vypr_status take_block(struct search *search, const MDB_val *bytes)
{
	struct vypr_cursor cursor = vypr_cursor_of(bytes->mv_data, bytes->mv_size);
	uint64_t left = vypr_sample_count(&cursor);
	struct vypr_sample sample = { 0 };
	enum vypr_status status = VYPR_OK;

	while (!status && !search->done && vypr_sample_decode(&cursor, &left, &sample))
		status = take(search, &sample);
	return !status && cursor.bad ? VYPR_FORMAT : status;
}

static int is_of(const MDB_val *key, uint32_t run, uint32_t thread)
{
	const unsigned char *at = key->mv_data;

	return key->mv_size == 16 && vypr_be_load(at, 4) == run &&
	       vypr_be_load(at + 4, 4) == thread;
}

/* The block that begins last before the time, or else the first one. */
static int seek(MDB_cursor *cursor, uint32_t run, uint32_t thread, uint64_t from_ns,
		MDB_val *ret_key, MDB_val *ret_bytes)
{
	struct vypr_key wanted = vypr_key3(run, thread, from_ns, 8);
	int code;

	*ret_key = vypr_key_value(&wanted);
	code = mdb_cursor_get(cursor, ret_key, ret_bytes, MDB_SET_RANGE);
	code = mdb_cursor_get(cursor, ret_key, ret_bytes, code ? MDB_LAST : MDB_PREV);
	if (!code && is_of(ret_key, run, thread))
		return 0;
	if (code && code != MDB_NOTFOUND)
		return code;
	*ret_key = vypr_key_value(&wanted);
	return mdb_cursor_get(cursor, ret_key, ret_bytes, MDB_SET_RANGE);
}

static enum vypr_status search_blocks(struct vypr_store *store, MDB_cursor *cursor,
				      uint32_t run, uint32_t thread, struct search *search)
{
	enum vypr_status status = VYPR_OK;
	MDB_val key, bytes;
	int code = seek(cursor, run, thread, search->from_ns, &key, &bytes);

	for (; !code && !status && !search->done && is_of(&key, run, thread);
	     code = mdb_cursor_get(cursor, &key, &bytes, MDB_NEXT))
		status = take_block(search, &bytes);
	if (!status && code && code != MDB_NOTFOUND)
		status = vypr_store_error(store, code, "read", NULL);
	if (!status && search->before.time_ns)
		status = search->visit(search->ctx, &search->before);
	return status;
}

enum vypr_status vypr_store_samples(struct vypr_store *store, uint32_t run, uint32_t thread,
				    uint64_t from_ns, uint64_t until_ns,
				    enum vypr_status (*visit)(void *ctx,
					    const struct vypr_sample *sample),
				    void *ctx)
{
	struct search search = { .from_ns = from_ns, .until_ns = until_ns, .visit = visit,
				 .ctx = ctx };
	enum vypr_status status;
	MDB_cursor *cursor;
	int code;

	if (!store->view)
		return VYPR_BUSY;
	if (!store->has_samples)
		return VYPR_OK;
	code = mdb_cursor_open(store->view, store->table[VYPR_TABLE_sample], &cursor);
	if (code)
		return vypr_store_error(store, code, "read", NULL);
	status = search_blocks(store, cursor, run, thread, &search);
	mdb_cursor_close(cursor);
	return status;
}
