/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how slots become events, and what the monitor is told besides.
 */
#include "runtime/reader.h"

#include <stdlib.h>
#include <string.h>

static enum vypr_status take_verdict(void *ctx, const struct vypr_verdict *verdict)
{
	return vypr_writer_put(ctx, verdict);
}

enum vypr_status vypr_reader_init(struct vypr_reader *reader, struct vypr_writer *writer,
				  int uses_tsc, struct vypr_clock_pair start, int recording)
{
	struct vypr_sink sink = { take_verdict, writer };
	enum vypr_status status;

	memset(reader, 0, sizeof *reader);
	reader->writer = writer;
	reader->recording = recording;
	vypr_writer_set_recording(writer, recording);
	vypr_clock_init(&reader->clock, uses_tsc, start);
	status = vypr_monitor_new(&sink, &reader->monitor);
	/* what has no time of its own has that of the last advance: nothing was before this one */
	if (!status)
		status = vypr_monitor_advance(reader->monitor, start.ns);
	reader->advanced_ns = start.ns;
	if (recording)
		reader->unrecorded_ns = start.ns;
	return status;
}

void vypr_reader_fini(struct vypr_reader *reader)
{
	if (reader->monitor)
		vypr_monitor_free(reader->monitor);
	for (uint32_t i = 0; i < reader->unit_count; i++) {
		vypr_unit_fini(&reader->units[i]->unit);
		free(reader->units[i]);
	}
	free(reader->units);
	free(reader->by_address);
	free(reader->sources);
	memset(reader, 0, sizeof *reader);
}

/* ---- units ------------------------------------------------------------------ */

static uint32_t address_after(const struct vypr_reader *reader, uint64_t address)
{
	uint32_t low = 0, high = reader->unit_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (reader->by_address[middle]->address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int has_site(const struct vypr_reader_unit *unit, uint64_t site)
{
	return site - unit->address < unit->sites;
}

/* NULL: no unit has this site. */
static struct vypr_reader_unit *unit_of(struct vypr_reader *reader, uint64_t site)
{
	uint32_t at;

	if (reader->last && has_site(reader->last, site))
		return reader->last;
	/* units at one address follow each other: all but one are gone */
	for (at = address_after(reader, site); at-- > 0;) {
		struct vypr_reader_unit *unit = reader->by_address[at];

		if (has_site(unit, site))
			return reader->last = unit;
		if (unit->sites)
			return NULL;
	}
	return NULL;
}

static enum vypr_status units_grow(struct vypr_reader *reader)
{
	size_t size = (reader->unit_count + 1) * sizeof *reader->units;
	void *room = realloc(reader->units, size);

	if (!room)
		return VYPR_NOMEM;
	reader->units = room;
	room = realloc(reader->by_address, size);
	if (!room)
		return VYPR_NOMEM;
	reader->by_address = room;
	return VYPR_OK;
}

static void file_unit(struct vypr_reader *reader, struct vypr_reader_unit *unit)
{
	uint32_t at = address_after(reader, unit->address);

	memmove(reader->by_address + at + 1, reader->by_address + at,
		(reader->unit_count - at) * sizeof *reader->by_address);
	reader->by_address[at] = unit;
	reader->units[reader->unit_count++] = unit;
}

enum vypr_status vypr_reader_add_unit(struct vypr_reader *reader,
				      const unsigned char *bytes, size_t size,
				      uint64_t address, int gone)
{
	struct vypr_reader_unit *unit = calloc(1, sizeof *unit);
	enum vypr_status status = unit ? units_grow(reader) : VYPR_NOMEM;

	if (!status)
		status = vypr_unit_decode(bytes, size, &unit->unit);
	if (status) {
		free(unit);
		return status;
	}
	unit->address = address;
	unit->sites = gone ? 0 : unit->unit.site_count;
	status = vypr_writer_add_unit(reader->writer, bytes, size, &unit->unit);
	if (!status)
		status = vypr_monitor_add_unit(reader->monitor, &unit->unit, &unit->number);
	if (status) {
		/* the writer may have it already, and borrows the decoded unit: keep it */
		unit->sites = 0;
		unit->address = 0;
	}
	file_unit(reader, unit);
	return status;
}

void vypr_reader_unit_gone(struct vypr_reader *reader, uint32_t number)
{
	struct vypr_reader_unit *unit = reader->units[number];

	unit->sites = 0;
	if (reader->last == unit)
		reader->last = NULL;
}

/* ---- sources ---------------------------------------------------------------- */

struct vypr_source *vypr_reader_add_source(struct vypr_reader *reader)
{
	if (reader->source_count == reader->source_capacity) {
		uint32_t capacity = reader->source_capacity * 2 + 16;
		void *room = realloc(reader->sources, capacity * sizeof *reader->sources);

		if (!room)
			return NULL;
		reader->sources = room;
		reader->source_capacity = capacity;
	}
	return reader->sources + reader->source_count++;
}

enum vypr_status vypr_reader_source(struct vypr_reader *reader, uint32_t chunk,
				    struct vypr_ring *ring, struct vypr_source **ret_source)
{
	struct vypr_source *source;

	for (uint32_t i = 0; i < reader->source_count; i++) {
		source = reader->sources + i;
		if (source->chunk == chunk && source->thread == ring->thread) {
			source->ring = ring;
			*ret_source = source;
			return VYPR_OK;
		}
	}
	source = vypr_reader_add_source(reader);
	if (!source)
		return VYPR_NOMEM;
	*source = (struct vypr_source){
		.chunk = chunk, .thread = ring->thread, .ring = ring,
		.consumed = __atomic_load_n(&ring->released, __ATOMIC_RELAXED) };
	*ret_source = source;
	return VYPR_OK;
}

/* ---- recording ---------------------------------------------------------------- */

static void record_advance(struct vypr_reader *reader, uint64_t now_ns)
{
	struct vypr_recorded recorded = { .kind = VYPR_RECORDED_ADVANCE,
					  .event.time_ns = now_ns };

	reader->unrecorded_ns = 0;
	vypr_writer_record(reader->writer, &recorded);
}

/* An advance that decided nothing is kept only when something comes after it: what the
 * monitor makes of that may rest on the time it knows. */
void vypr_reader_record_time(struct vypr_reader *reader)
{
	if (reader->unrecorded_ns)
		record_advance(reader, reader->unrecorded_ns);
}

static void record_event(struct vypr_reader *reader, const struct vypr_event *event)
{
	struct vypr_recorded recorded = { .kind = VYPR_RECORDED_EVENT, .event = *event };

	vypr_reader_record_time(reader);
	/* no memory: the writer remembers it, and the next commit fails */
	vypr_writer_record(reader->writer, &recorded);
}

static void record_lost(struct vypr_reader *reader, uint32_t thread, uint64_t count)
{
	struct vypr_recorded recorded = { .kind = VYPR_RECORDED_LOST,
					  .event.thread = thread, .count = count };

	vypr_reader_record_time(reader);
	vypr_writer_record(reader->writer, &recorded);
}

static void record_end(struct vypr_reader *reader, uint32_t thread, enum vypr_reason reason)
{
	struct vypr_recorded recorded = { .kind = VYPR_RECORDED_END,
					  .event.thread = thread, .reason = reason };

	vypr_reader_record_time(reader);
	vypr_writer_record(reader->writer, &recorded);
}

/* ---- what the monitor is told -------------------------------------------------- */

static void monitor_lost(struct vypr_reader *reader, uint32_t thread, uint64_t count)
{
	reader->lost += count;
	record_lost(reader, thread, count);
	vypr_monitor_lost(reader->monitor, thread, count);
}

static void lost(struct vypr_reader *reader, struct vypr_source *source, uint64_t total)
{
	uint64_t count = total - source->lost_seen;

	if (total <= source->lost_seen)
		return;
	source->lost_seen = total;
	monitor_lost(reader, (uint32_t)source->thread, count);
}

enum vypr_status vypr_reader_advance(struct vypr_reader *reader, uint64_t now_ns)
{
	const struct vypr_run *run = vypr_writer_run(reader->writer);
	uint64_t before = run->verdicts;
	enum vypr_status status;

	if (!vypr_clock_is_ready(&reader->clock) || now_ns <= reader->advanced_ns)
		return VYPR_OK;
	reader->advanced_ns = now_ns;
	status = vypr_monitor_advance(reader->monitor, now_ns);
	if (status == VYPR_NOMEM)
		reader->failed = status;
	if (reader->recording)
		reader->unrecorded_ns = now_ns;
	if (run->verdicts != before)
		vypr_reader_record_time(reader);
	return status;
}

void vypr_reader_set_clock_error(struct vypr_reader *reader)
{
	struct vypr_recorded recorded = { .kind = VYPR_RECORDED_CLOCK };

	vypr_clock_error(&reader->clock, &recorded.clock_error);
	vypr_monitor_set_clock_error(reader->monitor, &recorded.clock_error);
	vypr_writer_run(reader->writer)->clock_error = recorded.clock_error;
	vypr_writer_record(reader->writer, &recorded);
}

enum vypr_status vypr_reader_finish(struct vypr_reader *reader, enum vypr_reason reason)
{
	record_end(reader, 0, reason);
	return vypr_monitor_end(reader->monitor, 0, reason);
}

/* ---- slots --------------------------------------------------------------------- */

static void take_text(struct vypr_reader *reader, const struct vypr_slot *slot)
{
	if (reader->texts < VYPR_TEXTS_MOST)
		memcpy(reader->text + reader->texts++ * VYPR_TEXT_BYTES,
		       (const char *)slot + offsetof(struct vypr_slot, time), VYPR_TEXT_BYTES);
	else
		reader->texts = 0; /* no string of ours */
}

/* A string's VALUE and its TEXT; 0 when they do not fit: one of them was given up. */
static int give_text(struct vypr_reader *reader, const struct vypr_reader_unit *unit,
		     struct vypr_event *event)
{
	uint32_t size = (uint32_t)event->value;
	unsigned texts = reader->texts;

	reader->texts = 0;
	if (unit->unit.sites[event->site].type != VYPR_TYPE_STRING)
		return 1; /* what came before it was given up */
	if (size > VYPR_STRING_MOST || texts != (size + VYPR_TEXT_BYTES - 1) /
							VYPR_TEXT_BYTES + !size)
		return 0;
	reader->text[size] = 0;
	event->text = reader->text;
	return 1;
}

/* What is no event. */
static void feed_message(struct vypr_reader *reader, struct vypr_source *source,
			 const struct vypr_slot *slot)
{
	if (slot->site == VYPR_SLOT_TEXT) {
		take_text(reader, slot);
		return;
	}
	reader->texts = 0;
	if (slot->site == VYPR_SLOT_LOST)
		lost(reader, source, slot->value);
}

static void feed(struct vypr_reader *reader, struct vypr_source *source,
		 const struct vypr_slot *slot)
{
	struct vypr_reader_unit *unit;
	struct vypr_event event;
	enum vypr_status status;

	if (slot->site < 4096) {
		feed_message(reader, source, slot);
		return;
	}
	reader->events++;
	unit = unit_of(reader, slot->site);
	if (!unit) {
		reader->unplaced++;
		reader->strays++;
		reader->texts = 0;
		return;
	}
	event.unit = unit->number;
	event.site = (uint32_t)(slot->site - unit->address);
	event.thread = (uint32_t)source->thread;
	event.time_ns = slot->time ? vypr_clock_ns(&reader->clock, slot->time) : 0;
	event.value = slot->value;
	event.frame = slot->frame;
	event.text = NULL;
	if (reader->texts && !give_text(reader, unit, &event)) {
		reader->strays++;
		return;
	}
	if (reader->recording)
		record_event(reader, &event);
	status = vypr_monitor_feed(reader->monitor, &event);
	if (status == VYPR_NOMEM || status == VYPR_LIMIT) {
		/* what the event would have meant is not known any more */
		reader->failed = status;
		monitor_lost(reader, event.thread, 1);
	} else if (status) {
		reader->strays++;
	}
}

uint64_t vypr_reader_drain(struct vypr_reader *reader, struct vypr_source *source,
			   uint64_t most)
{
	struct vypr_ring *ring = source->ring;
	uint64_t pos = __atomic_load_n(&ring->pos, __ATOMIC_ACQUIRE), count = 0;

	reader->texts = 0;
	for (; source->consumed < pos && count < most; count++) {
		struct vypr_slot slot = *vypr_ring_slot(ring, source->consumed);

		source->consumed += sizeof slot;
		feed(reader, source, &slot);
	}
	/* a string whose VALUE has not come is read again, with it: its slots stay in the
	 * ring until then, also for who may have to go on without us */
	source->begun = reader->texts * (uint32_t)sizeof(struct vypr_slot);
	source->consumed -= source->begun;
	return count - reader->texts;
}

uint64_t vypr_reader_unread(const struct vypr_source *source)
{
	uint64_t pos = __atomic_load_n(&source->ring->pos, __ATOMIC_ACQUIRE);

	for (uint64_t at = source->consumed; at < pos; at += sizeof(struct vypr_slot)) {
		const struct vypr_slot *slot = vypr_ring_slot(source->ring, at);

		if (slot->site >= 4096 && slot->time)
			return slot->time;
	}
	return 0;
}

int vypr_reader_has_all(const struct vypr_source *source)
{
	return source->consumed + source->begun ==
	       __atomic_load_n(&source->ring->pos, __ATOMIC_ACQUIRE);
}

void vypr_reader_end(struct vypr_reader *reader, struct vypr_source *source,
		     int whole_process)
{
	uint32_t first, end;

	if (source->ended)
		return;
	/* what is in the ring of an event whose rest is in nested[] */
	reader->texts = 0;
	for (; source->begun; source->begun -= sizeof(struct vypr_slot)) {
		feed(reader, source, vypr_ring_slot(source->ring, source->consumed));
		source->consumed += sizeof(struct vypr_slot);
	}
	vypr_ring_nested(source->ring, &first, &end);
	for (; first < end; first++)
		feed(reader, source, source->ring->nested + first);
	lost(reader, source, source->ring->lost);
	source->ended = 1;
	if (whole_process)
		return;
	record_end(reader, (uint32_t)source->thread, VYPR_REASON_UNWOUND);
	vypr_monitor_end(reader->monitor, (uint32_t)source->thread, VYPR_REASON_UNWOUND);
}
