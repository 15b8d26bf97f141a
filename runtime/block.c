/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows which columns a verdict has and how its times lean on each other.
 */
#include "runtime/block.h"

#include <stdlib.h>

enum { CODEC = 2, RAW_TIMES = 1, HEAD = 10 + 4 * VYPR_VERDICT_KINDS + 16 };
enum { KIND, REASON, THREAD, CALL, TRANSACTION, TIME, FIXED };
enum { SITE_BEGIN, SITE_END, BEGIN, END, PATH, CALLEE, PER_SLOT };
enum { KNOWN, VALUE, PER_CAPTURE };

#define GROUP VYPR_COLUMN_GROUP

/* From a value to its neighbour in the next column.  Capacities are powers of two: without
 * the odd line between them, the columns of one verdict would share one set of the cache. */
static size_t stride(const struct vypr_block_tail *tail)
{
	return tail->capacity + 8;
}

static uint64_t *column_of(const struct vypr_block_tail *tail, uint32_t column)
{
	return tail->values + column * stride(tail);
}

static enum vypr_status tail_grow(struct vypr_block_tail *tail)
{
	uint32_t columns = vypr_block_columns(tail->slots, tail->captures);
	struct vypr_block_tail big = *tail;

	if (tail->count == VYPR_BLOCK_VERDICTS)
		return VYPR_LIMIT;
	big.capacity = tail->capacity ? tail->capacity * 2 : 32;
	big.values = calloc(columns * stride(&big), sizeof *big.values);
	if (!big.values)
		return VYPR_NOMEM;
	for (uint32_t c = 0; tail->count && c < columns; c++)
		memcpy(column_of(&big, c), column_of(tail, c),
		       tail->count * sizeof *big.values);
	free(tail->values);
	*tail = big;
	return VYPR_OK;
}

void vypr_block_set(struct vypr_block_tail *tail, uint32_t i,
		    const struct vypr_verdict *verdict)
{
	uint64_t *at = tail->values + i;
	size_t step = stride(tail);

#define COLUMN(value) (*at = (value), at += step)
	COLUMN(verdict->kind);
	COLUMN(verdict->reason);
	COLUMN(verdict->thread);
	COLUMN(verdict->call);
	COLUMN(verdict->transaction);
	COLUMN(verdict->time_ns);
	for (uint32_t s = 0; s < tail->slots; s++) {
		const struct vypr_observation *seen = verdict->observations + s;

		COLUMN((uint32_t)(seen->site_begin + 1));
		COLUMN((uint32_t)(seen->site_end + 1));
		COLUMN(seen->begin_ns);
		COLUMN(seen->end_ns);
		COLUMN(seen->path);
		COLUMN(seen->callee);
	}
	for (uint32_t c = 0; c < tail->captures; c++) {
		COLUMN(verdict->captured[c].known);
		COLUMN(verdict->captured[c].value);
	}
#undef COLUMN
}

enum vypr_status vypr_block_add(struct vypr_block_tail *tail,
				const struct vypr_verdict *verdict)
{
	enum vypr_status status = VYPR_OK;

	if (tail->count == tail->capacity)
		status = tail_grow(tail);
	if (!status)
		vypr_block_set(tail, tail->count++, verdict);
	return status;
}

/* Distance forms of one slot's times; 1 when a time would turn into 0. */
static int lean(const struct vypr_block_tail *tail, uint32_t slot, uint64_t *ret_begin,
		uint64_t *ret_end)
{
	const uint64_t *time = column_of(tail, TIME);
	const uint64_t *begin = column_of(tail, FIXED + PER_SLOT * slot + BEGIN);
	const uint64_t *end = column_of(tail, FIXED + PER_SLOT * slot + END);

	for (uint32_t i = 0; i < tail->count; i++) {
		ret_end[i] = end[i] ? time[i] - end[i] + 1 : 0;
		ret_begin[i] = begin[i] ? (end[i] ? end[i] : time[i]) - begin[i] + 1 : 0;
		if ((end[i] && !ret_end[i]) || (begin[i] && !ret_begin[i]))
			return 1;
	}
	return 0;
}

static void straighten(const struct vypr_block_view *block, uint64_t time,
		       struct vypr_observation *seen)
{
	if (block->raw_times)
		return;
	if (seen->end_ns)
		seen->end_ns = time - seen->end_ns + 1;
	if (seen->begin_ns)
		seen->begin_ns = (seen->end_ns ? seen->end_ns : time) - seen->begin_ns + 1;
}

static int any_raw(const struct vypr_block_tail *tail, uint64_t *scratch)
{
	for (uint32_t s = 0; s < tail->slots; s++)
		if (lean(tail, s, scratch, scratch + tail->count))
			return 1;
	return 0;
}

static void put_head(const struct vypr_block_tail *tail, int raw, unsigned char *at)
{
	const uint64_t *kind = column_of(tail, KIND), *time = column_of(tail, TIME);
	uint32_t kinds[VYPR_VERDICT_KINDS] = { 0 };
	uint64_t first = 0, last = 0;

	for (uint32_t i = 0; i < tail->count; i++) {
		kinds[kind[i] < VYPR_VERDICT_KINDS ? kind[i] : 0]++;
		if (time[i] && (!first || time[i] < first))
			first = time[i];
		last = time[i] > last ? time[i] : last;
	}
	vypr_le_store(at, CODEC, 1);
	vypr_le_store(at + 1, raw ? RAW_TIMES : 0, 1);
	vypr_le_store(at + 2, tail->slots, 2);
	vypr_le_store(at + 4, tail->captures, 2);
	vypr_le_store(at + 6, tail->count, 4);
	for (int k = 0; k < VYPR_VERDICT_KINDS; k++)
		vypr_le_store(at + 10 + 4 * k, kinds[k], 4);
	vypr_le_store(at + HEAD - 16, first, 8);
	vypr_le_store(at + HEAD - 8, last, 8);
}

/* The numbers of a column as they are stored.  Those of END are made along with BEGIN,
 * which comes first. */
static const uint64_t *stored(const struct vypr_block_tail *tail, uint32_t column, int raw,
			      uint64_t *scratch)
{
	uint32_t slot = (column - FIXED) / PER_SLOT, part = (column - FIXED) % PER_SLOT;

	if (raw || column < FIXED || slot >= tail->slots || (part != BEGIN && part != END))
		return column_of(tail, column);
	if (part == BEGIN)
		lean(tail, slot, scratch, scratch + tail->count);
	return part == BEGIN ? scratch : scratch + tail->count;
}

enum vypr_status vypr_block_encode(const struct vypr_block_tail *tail,
				   struct vypr_bytes *bytes)
{
	uint32_t columns = vypr_block_columns(tail->slots, tail->captures);
	uint64_t *scratch = malloc(sizeof *scratch * 2 * (tail->count + 1));
	size_t head = bytes->size;
	int raw;

	if (!scratch || !vypr_bytes_room(bytes, HEAD + 4 * columns)) {
		free(scratch);
		return VYPR_NOMEM;
	}
	raw = any_raw(tail, scratch);
	put_head(tail, raw, bytes->at + head);
	for (uint32_t c = 0; c < columns; c++) {
		size_t start = bytes->size;

		vypr_column_encode(bytes, stored(tail, c, raw, scratch), tail->count);
		if (!bytes->bad)
			vypr_le_store(bytes->at + head + HEAD + 4 * c, bytes->size - start,
				      4);
	}
	free(scratch);
	return bytes->bad ? VYPR_NOMEM : VYPR_OK;
}

void vypr_block_fini(struct vypr_block_tail *tail)
{
	free(tail->values);
	memset(tail, 0, sizeof *tail);
}

static enum vypr_status read_head(struct vypr_cursor *cursor, struct vypr_block_view *block)
{
	uint8_t codec = vypr_cursor_u8(cursor), flags = vypr_cursor_u8(cursor);
	uint64_t sum = 0;

	block->slots = (uint32_t)vypr_cursor_fixed(cursor, 2);
	block->captures = (uint32_t)vypr_cursor_fixed(cursor, 2);
	block->count = vypr_cursor_u32(cursor);
	for (int k = 0; k < VYPR_VERDICT_KINDS; k++)
		sum += block->kinds[k] = vypr_cursor_u32(cursor);
	block->first_ns = vypr_cursor_u64(cursor);
	block->last_ns = vypr_cursor_u64(cursor);
	block->raw_times = flags & RAW_TIMES;
	block->group = UINT32_MAX;
	block->columns = vypr_block_columns(block->slots, block->captures);
	if (cursor->bad || codec != CODEC || flags > RAW_TIMES || !block->count ||
	    block->count > VYPR_BLOCK_VERDICTS || sum != block->count)
		return VYPR_FORMAT;
	return VYPR_OK;
}

static enum vypr_status open_columns(struct vypr_cursor *cursor, struct vypr_block_view *block)
{
	const unsigned char *sizes = vypr_cursor_skip(cursor, 4 * (size_t)block->columns);

	if (!sizes)
		return VYPR_FORMAT;
	for (uint32_t c = 0; c < block->columns; c++) {
		size_t size = vypr_le_load(sizes + 4 * c, 4);
		const unsigned char *at = vypr_cursor_skip(cursor, size);

		if (!at || vypr_column_open(block->column + c, at, size, block->count))
			return VYPR_FORMAT;
	}
	return VYPR_OK;
}

enum vypr_status vypr_block_open(const unsigned char *bytes, size_t size, uint32_t slots,
				 uint32_t captures, struct vypr_block_view *ret_block)
{
	struct vypr_cursor cursor = vypr_cursor_of(bytes, size);
	struct vypr_block_view block = { 0 };
	enum vypr_status status = read_head(&cursor, &block);

	if (!status && (block.slots != slots || block.captures != captures))
		status = VYPR_FORMAT;
	if (status)
		return status;
	block.column = calloc(block.columns, sizeof *block.column);
	block.values = calloc((size_t)block.columns * GROUP, sizeof *block.values);
	block.observations = calloc(slots + 1, sizeof *block.observations);
	block.captured = calloc(captures + 1, sizeof *block.captured);
	if (!block.column || !block.values || !block.observations || !block.captured)
		status = VYPR_NOMEM;
	else
		status = open_columns(&cursor, &block);
	if (status)
		vypr_block_close(&block);
	else
		*ret_block = block;
	return status;
}

/* Bring one column to the group; groups on the way are stepped over. */
static enum vypr_status load_column(struct vypr_block_view *block, uint32_t c, uint32_t group)
{
	struct vypr_column *column = block->column + c;
	enum vypr_status status = VYPR_OK;

	if (column->next > (size_t)group * GROUP)
		return VYPR_OK;
	while (!status && column->next < (size_t)group * GROUP)
		status = vypr_column_group(column, NULL);
	return status ? status
		      : vypr_column_group(column, block->values + (size_t)c * GROUP);
}

static enum vypr_status load_rest(struct vypr_block_view *block, uint32_t group)
{
	enum vypr_status status = VYPR_OK;

	if (block->group == group)
		return VYPR_OK;
	for (uint32_t c = KIND + 1; !status && c < block->columns; c++)
		status = load_column(block, c, group);
	if (!status)
		block->group = group;
	return status;
}

/* Whether a number read back is one that was written: kinds and 32-bit fields. */
static enum vypr_status take(const uint64_t *at, struct vypr_block_view *block,
			     struct vypr_verdict *ret)
{
	uint64_t wide = at[THREAD * GROUP] | at[REASON * GROUP];

	ret->kind = (enum vypr_verdict_kind)at[KIND * GROUP];
	ret->reason = (enum vypr_reason)at[REASON * GROUP];
	ret->thread = (uint32_t)at[THREAD * GROUP];
	ret->call = at[CALL * GROUP];
	ret->transaction = at[TRANSACTION * GROUP];
	ret->time_ns = at[TIME * GROUP];
	if (at[REASON * GROUP] >= VYPR_REASONS)
		return VYPR_FORMAT;
	at += FIXED * GROUP;
	for (uint32_t s = 0; s < block->slots; s++, at += PER_SLOT * GROUP) {
		struct vypr_observation *seen = block->observations + s;

		seen->site_begin = (uint32_t)at[SITE_BEGIN * GROUP] - 1;
		seen->site_end = (uint32_t)at[SITE_END * GROUP] - 1;
		seen->begin_ns = at[BEGIN * GROUP];
		seen->end_ns = at[END * GROUP];
		seen->path = (uint32_t)at[PATH * GROUP];
		seen->callee = (uint32_t)at[CALLEE * GROUP];
		wide |= at[SITE_BEGIN * GROUP] | at[SITE_END * GROUP] | at[PATH * GROUP] |
			at[CALLEE * GROUP];
		straighten(block, ret->time_ns, seen);
	}
	for (uint32_t c = 0; c < block->captures; c++, at += PER_CAPTURE * GROUP) {
		if (at[KNOWN * GROUP] > VYPR_KNOWN_NONE)
			return VYPR_FORMAT;
		block->captured[c].known = (uint8_t)at[KNOWN * GROUP];
		block->captured[c].value = at[VALUE * GROUP];
		block->captured[c].string = NULL;
	}
	return wide >> 32 ? VYPR_FORMAT : VYPR_OK;
}

enum vypr_status vypr_block_get(struct vypr_block_view *block, uint32_t i, unsigned kinds,
				struct vypr_verdict *ret_verdict, int *ret_wanted)
{
	enum vypr_status status;
	struct vypr_verdict verdict = { 0 };
	uint64_t kind;

	if (i >= block->count)
		return VYPR_FORMAT;
	status = load_column(block, KIND, i / GROUP);
	kind = block->values[KIND * GROUP + i % GROUP];
	if (status || kind >= VYPR_VERDICT_KINDS)
		return VYPR_FORMAT;
	*ret_wanted = !kinds || (kinds >> kind & 1);
	if (!*ret_wanted)
		return VYPR_OK;
	status = load_rest(block, i / GROUP);
	if (!status)
		status = take(block->values + i % GROUP, block, &verdict);
	if (status)
		return status;
	verdict.observations = block->observations;
	verdict.captured = block->captured;
	*ret_verdict = verdict;
	return VYPR_OK;
}

enum vypr_status vypr_block_load(const unsigned char *bytes, size_t size,
				 struct vypr_block_tail *ret_tail)
{
	struct vypr_block_view view;
	enum vypr_status status =
		vypr_block_open(bytes, size, ret_tail->slots, ret_tail->captures, &view);
	struct vypr_verdict verdict;
	int wanted;

	if (status)
		return status;
	for (uint32_t i = 0; !status && i < view.count; i++) {
		status = vypr_block_get(&view, i, 0, &verdict, &wanted);
		if (!status)
			status = vypr_block_add(ret_tail, &verdict);
	}
	vypr_block_close(&view);
	return status;
}

void vypr_block_close(struct vypr_block_view *block)
{
	free(block->column);
	free(block->values);
	free(block->observations);
	free(block->captured);
	memset(block, 0, sizeof *block);
}
