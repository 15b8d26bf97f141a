/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows which columns a recorded event has, and how its times and texts are kept.
 */
#include "runtime/event_block.h"

#include "runtime/column.h"

enum { CODEC = 1, RAW_TIMES = 1, HEAD = 14 };
enum { KIND, SITE, THREAD, TIME, VALUE, FRAME, TEXT, COLUMNS };

#define MOST VYPR_EVENT_BLOCK_MOST
#define GROUP VYPR_COLUMN_GROUP
#define TEXT_TABLE (2 * MOST)

/* ---- texts ------------------------------------------------------------------- */

static uint32_t text_size(const struct vypr_event *event)
{
	return (uint32_t)event->value;
}

static int same_text(const struct vypr_event_tail *tail, uint32_t at, const char *text,
		     uint32_t size)
{
	return vypr_le_load(tail->texts.at + at, 4) == size &&
	       !memcmp(tail->texts.at + at + 4, text, size);
}

/* The place in the table where this text is, or belongs. */
static uint32_t text_place(const struct vypr_event_tail *tail, const char *text,
			   uint32_t size)
{
	uint32_t i = (uint32_t)vypr_hash64(text, size, 0) % TEXT_TABLE;

	while (tail->text_at[i] && !same_text(tail, tail->text_at[i] - 1, text, size))
		i = (i + 1) % TEXT_TABLE;
	return i;
}

/* The text's number in the block, plus one; 0: no memory. */
static uint32_t keep_text(struct vypr_event_tail *tail, const char *text, uint32_t size)
{
	uint32_t *number, i;
	size_t at;

	if (!tail->text_at)
		tail->text_at = calloc(2 * TEXT_TABLE, sizeof *tail->text_at);
	if (!tail->text_at)
		return 0;
	number = tail->text_at + TEXT_TABLE;
	i = text_place(tail, text, size);
	if (tail->text_at[i])
		return number[i] + 1;
	at = tail->texts.size;
	vypr_bytes_u32(&tail->texts, size);
	vypr_bytes_put(&tail->texts, text, size);
	if (tail->texts.bad) {
		/* what is there stays good, and memory may come back */
		tail->texts.bad = 0;
		tail->texts.size = at;
		return 0;
	}
	tail->text_at[i] = (uint32_t)at + 1;
	number[i] = tail->text_count++;
	return tail->text_count;
}

/* ---- filling ----------------------------------------------------------------- */

static uint64_t bits_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	return bits;
}

static void note_time(struct vypr_event_tail *tail, uint64_t time)
{
	if (time && !tail->base)
		tail->base = time;
}

static void row_of(const struct vypr_recorded *r, uint64_t *row)
{
	row[KIND] = r->kind;
	row[TIME] = row[TEXT] = 0;
	switch (r->kind) {
	case VYPR_RECORDED_EVENT:
		row[SITE] = (uint64_t)r->event.unit << 32 | r->event.site;
		row[THREAD] = r->event.thread;
		row[TIME] = r->event.time_ns;
		row[VALUE] = r->event.value;
		row[FRAME] = r->event.frame;
		break;
	case VYPR_RECORDED_LOST:
		row[THREAD] = r->event.thread;
		row[VALUE] = r->count;
		break;
	case VYPR_RECORDED_END:
		row[THREAD] = r->event.thread;
		row[VALUE] = r->reason;
		break;
	case VYPR_RECORDED_ADVANCE:
		row[TIME] = r->event.time_ns;
		break;
	case VYPR_RECORDED_CLOCK:
		row[VALUE] = r->clock_error.abs_ns;
		row[FRAME] = bits_of(r->clock_error.relative);
		break;
	case VYPR_RECORDED_KINDS:
		break;
	}
}

enum vypr_status vypr_event_block_add(struct vypr_event_tail *tail,
				      const struct vypr_recorded *recorded)
{
	uint64_t row[COLUMNS] = { 0 };
	uint32_t i = tail->count;

	if (i == MOST)
		return VYPR_LIMIT;
	if (!tail->values)
		tail->values = malloc(COLUMNS * MOST * sizeof *tail->values);
	if (!tail->values)
		return VYPR_NOMEM;
	for (int c = 0; i && c < COLUMNS; c++)
		row[c] = tail->values[c * MOST + i - 1];
	row_of(recorded, row);
	if (recorded->kind == VYPR_RECORDED_EVENT && recorded->event.text) {
		row[TEXT] = keep_text(tail, recorded->event.text,
				      text_size(&recorded->event));
		if (!row[TEXT])
			return VYPR_NOMEM;
	}
	note_time(tail, row[TIME]);
	for (int c = 0; c < COLUMNS; c++)
		tail->values[c * MOST + i] = row[c];
	tail->count++;
	return VYPR_OK;
}

void vypr_event_block_clear(struct vypr_event_tail *tail)
{
	tail->count = tail->text_count = 0;
	tail->base = 0;
	tail->texts.size = 0;
	if (tail->text_at)
		memset(tail->text_at, 0, TEXT_TABLE * sizeof *tail->text_at);
}

void vypr_event_block_fini(struct vypr_event_tail *tail)
{
	free(tail->values);
	free(tail->text_at);
	vypr_bytes_fini(&tail->texts);
	memset(tail, 0, sizeof *tail);
}

/* ---- to bytes ---------------------------------------------------------------- */

/* The times as distances; 1 when one would turn into 0. */
static int lean(const uint64_t *times, uint32_t count, uint64_t base, uint64_t *ret_lean)
{
	uint64_t last = base;

	for (uint32_t i = 0; i < count; i++) {
		ret_lean[i] = times[i] ? vypr_zigzag(times[i] - last) + 1 : 0;
		if (times[i] && !ret_lean[i])
			return 1;
		last = times[i] ? times[i] : last;
	}
	return 0;
}

static void put_column(struct vypr_bytes *bytes, size_t size_at, const uint64_t *values,
		       uint32_t count)
{
	size_t start = bytes->size;

	vypr_column_encode(bytes, values, count);
	if (!bytes->bad)
		vypr_le_store(bytes->at + size_at, bytes->size - start, 4);
}

enum vypr_status vypr_event_block_encode(struct vypr_event_tail *tail,
					 struct vypr_bytes *bytes)
{
	uint64_t leaning[MOST];
	size_t head = bytes->size;
	int raw = lean(tail->values + TIME * MOST, tail->count, tail->base, leaning);
	unsigned char *at = vypr_bytes_room(bytes, HEAD + 4 * COLUMNS);

	if (!at)
		return VYPR_NOMEM;
	vypr_le_store(at, CODEC, 1);
	vypr_le_store(at + 1, raw ? RAW_TIMES : 0, 1);
	vypr_le_store(at + 2, tail->count, 4);
	vypr_le_store(at + 6, tail->base, 8);
	for (int c = 0; c < COLUMNS; c++)
		put_column(bytes, head + HEAD + 4 * (size_t)c,
			   c == TIME && !raw ? leaning : tail->values + c * MOST,
			   tail->count);
	vypr_bytes_u32(bytes, tail->text_count);
	vypr_bytes_put(bytes, tail->texts.at, tail->texts.size);
	return bytes->bad ? VYPR_NOMEM : VYPR_OK;
}

/* ---- and back ---------------------------------------------------------------- */

struct texts {
	const unsigned char **at; /* of each: its size, then its bytes */
	uint32_t count;
	char text[VYPR_STRING_MOST + 1];
};

struct view {
	uint32_t count;
	int raw;
	uint64_t last;           /* time */
	struct vypr_column column[COLUMNS];
	uint64_t values[COLUMNS][GROUP];
	struct texts texts;
};

static enum vypr_status open_texts(struct vypr_cursor *cursor, struct texts *texts)
{
	uint32_t count = vypr_cursor_u32(cursor);

	if (cursor->bad || count > MOST)
		return VYPR_FORMAT;
	texts->at = calloc(count + (size_t)1, sizeof *texts->at);
	if (!texts->at)
		return VYPR_NOMEM;
	for (uint32_t i = 0; i < count; i++) {
		texts->at[i] = cursor->at;
		if (!vypr_cursor_skip(cursor, vypr_cursor_u32(cursor)))
			return VYPR_FORMAT;
		if (vypr_le_load(texts->at[i], 4) > VYPR_STRING_MOST)
			return VYPR_FORMAT;
	}
	texts->count = count;
	return cursor->at == cursor->end ? VYPR_OK : VYPR_FORMAT;
}

static enum vypr_status open_view(const unsigned char *bytes, size_t size, struct view *view)
{
	struct vypr_cursor cursor = vypr_cursor_of(bytes, size);
	uint8_t codec = vypr_cursor_u8(&cursor), flags = vypr_cursor_u8(&cursor);
	const unsigned char *sizes;

	view->count = vypr_cursor_u32(&cursor);
	view->last = vypr_cursor_u64(&cursor);
	view->raw = flags & RAW_TIMES;
	sizes = vypr_cursor_skip(&cursor, 4 * COLUMNS);
	if (!sizes || codec != CODEC || flags > RAW_TIMES || !view->count ||
	    view->count > MOST)
		return VYPR_FORMAT;
	for (int c = 0; c < COLUMNS; c++) {
		size_t wide = vypr_le_load(sizes + 4 * c, 4);
		const unsigned char *at = vypr_cursor_skip(&cursor, wide);

		if (!at || vypr_column_open(view->column + c, at, wide, view->count))
			return VYPR_FORMAT;
	}
	return open_texts(&cursor, &view->texts);
}

static uint64_t straighten(struct view *view, uint64_t time)
{
	if (!time || view->raw)
		return time;
	return view->last += vypr_unzigzag(time - 1);
}

static enum vypr_status take_text(struct texts *texts, uint64_t number,
				  struct vypr_event *event)
{
	uint32_t size;

	if (!number)
		return VYPR_OK;
	if (number > texts->count)
		return VYPR_FORMAT;
	size = (uint32_t)vypr_le_load(texts->at[number - 1], 4);
	if (size != text_size(event))
		return VYPR_FORMAT;
	memcpy(texts->text, texts->at[number - 1] + 4, size);
	texts->text[size] = 0;
	event->text = texts->text;
	return VYPR_OK;
}

static enum vypr_status take(struct view *view, uint32_t i, struct vypr_recorded *ret)
{
	uint64_t kind = view->values[KIND][i], thread = view->values[THREAD][i];
	uint64_t value = view->values[VALUE][i];

	*ret = (struct vypr_recorded){ .kind = (enum vypr_recorded_kind)kind };
	if (kind >= VYPR_RECORDED_KINDS || thread >> 32)
		return VYPR_FORMAT;
	ret->event.time_ns = straighten(view, view->values[TIME][i]);
	switch (ret->kind) {
	case VYPR_RECORDED_EVENT:
		ret->event.unit = (uint32_t)(view->values[SITE][i] >> 32);
		ret->event.site = (uint32_t)view->values[SITE][i];
		ret->event.thread = (uint32_t)thread;
		ret->event.value = value;
		ret->event.frame = view->values[FRAME][i];
		return take_text(&view->texts, view->values[TEXT][i], &ret->event);
	case VYPR_RECORDED_LOST:
		ret->event.thread = (uint32_t)thread;
		ret->count = value;
		break;
	case VYPR_RECORDED_END:
		ret->event.thread = (uint32_t)thread;
		ret->reason = (enum vypr_reason)value;
		return value < VYPR_REASONS ? VYPR_OK : VYPR_FORMAT;
	case VYPR_RECORDED_CLOCK:
		ret->clock_error.abs_ns = value;
		memcpy(&ret->clock_error.relative, &view->values[FRAME][i],
		       sizeof ret->clock_error.relative);
		break;
	case VYPR_RECORDED_ADVANCE:
	case VYPR_RECORDED_KINDS:
		break;
	}
	return VYPR_OK;
}

static enum vypr_status each(struct view *view,
			     enum vypr_status (*visit)(void *ctx,
				     const struct vypr_recorded *recorded),
			     void *ctx)
{
	enum vypr_status status = VYPR_OK;
	struct vypr_recorded recorded;

	for (uint32_t i = 0; !status && i < view->count; i++) {
		for (int c = 0; !status && i % GROUP == 0 && c < COLUMNS; c++)
			status = vypr_column_group(view->column + c, view->values[c]);
		if (!status)
			status = take(view, i % GROUP, &recorded);
		if (!status)
			status = visit(ctx, &recorded);
	}
	return status;
}

enum vypr_status vypr_event_block_each(const unsigned char *bytes, size_t size,
				       enum vypr_status (*visit)(void *ctx,
					       const struct vypr_recorded *recorded),
				       void *ctx)
{
	struct view *view = calloc(1, sizeof *view);
	enum vypr_status status;

	if (!view)
		return VYPR_NOMEM;
	status = open_view(bytes, size, view);
	if (!status)
		status = each(view, visit, ctx);
	free(view->texts.at);
	free(view);
	return status;
}
