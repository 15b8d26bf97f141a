/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what a commit holds beside the verdicts, so that another process goes on where this one
 * stopped: the bytes of a checkpoint.
 *
 *   u32 version | clock | u64 events, lost, strays | u32 sources, of each: u32 chunk,
 *   u64 thread, consumed, lost seen, u32 ended | u64 size, monitor's state
 */
#include "runtime/reader.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/bytes.h"

enum { CHECKPOINT_VERSION = 1 };

static void put_pair(struct vypr_bytes *bytes, struct vypr_clock_pair pair)
{
	vypr_bytes_u64(bytes, pair.ticks);
	vypr_bytes_u64(bytes, pair.ns);
}

static void put_piece(struct vypr_bytes *bytes, const struct vypr_clock_piece *piece)
{
	vypr_bytes_u64(bytes, piece->ticks);
	vypr_bytes_u64(bytes, piece->ns);
	vypr_bytes_f64(bytes, piece->slope);
}

static void put_checkpoint(struct vypr_bytes *bytes, const struct vypr_reader *reader,
			   const unsigned char *state, size_t size)
{
	const struct vypr_clock *clock = &reader->clock;

	vypr_bytes_u32(bytes, CHECKPOINT_VERSION);
	vypr_bytes_u64(bytes, clock->uses_tsc);
	put_pair(bytes, clock->start);
	put_pair(bytes, clock->last);
	put_piece(bytes, &clock->old);
	put_piece(bytes, &clock->now);
	vypr_bytes_u64(bytes, clock->greatest);
	vypr_bytes_u64(bytes, reader->events);
	vypr_bytes_u64(bytes, reader->lost);
	vypr_bytes_u64(bytes, reader->strays);
	vypr_bytes_u32(bytes, reader->source_count);
	for (uint32_t i = 0; i < reader->source_count; i++) {
		const struct vypr_source *source = reader->sources + i;

		vypr_bytes_u32(bytes, source->chunk);
		vypr_bytes_u64(bytes, source->thread);
		vypr_bytes_u64(bytes, source->consumed);
		vypr_bytes_u64(bytes, source->lost_seen);
		vypr_bytes_u32(bytes, source->ended);
	}
	vypr_bytes_u64(bytes, size);
	vypr_bytes_put(bytes, state, size);
}

static void update_run(struct vypr_reader *reader, enum vypr_run_state state,
		       uint64_t now_ns)
{
	struct vypr_run *run = vypr_writer_run(reader->writer);
	struct vypr_monitor_counts counts;

	vypr_monitor_counts(reader->monitor, &counts);
	run->state = state;
	if (now_ns > run->end_monotonic_ns)
		run->end_monotonic_ns = now_ns;
	run->events = reader->events;
	run->lost = reader->lost + reader->refused;
	run->strays = reader->strays + counts.strays;
	if (counts.open_most > run->open_most)
		run->open_most = counts.open_most;
	for (uint32_t i = 0; i < reader->source_count; i++)
		if (reader->sources[i].thread > run->threads)
			run->threads = reader->sources[i].thread;
}

/* The strings that the monitor has met since the last commit. */
static enum vypr_status add_strings(struct vypr_reader *reader)
{
	uint32_t id = vypr_writer_string_count(reader->writer);
	uint32_t count = vypr_monitor_string_count(reader->monitor);
	enum vypr_status status = VYPR_OK;

	while (!status && id++ < count)
		status = vypr_writer_add_string(reader->writer,
						vypr_monitor_string(reader->monitor, id));
	return status;
}

enum vypr_status vypr_reader_commit(struct vypr_reader *reader, enum vypr_run_state state,
				    uint64_t now_ns, struct vypr_diag *reterr_diag)
{
	struct vypr_bytes bytes = { 0 };
	unsigned char *saved = NULL;
	enum vypr_status status = VYPR_OK;
	size_t size = 0;

	vypr_reader_record_time(reader);
	update_run(reader, state, now_ns);
	status = add_strings(reader);
	if (!status && state == VYPR_RUN_LIVE) {
		status = vypr_monitor_save(reader->monitor, &saved, &size);
		if (!status)
			put_checkpoint(&bytes, reader, saved, size);
		if (bytes.bad)
			status = VYPR_NOMEM;
	}
	if (!status)
		status = vypr_writer_commit(reader->writer,
					    vypr_monitor_paths(reader->monitor), bytes.at,
					    bytes.size, reterr_diag);
	else
		vypr_diag_set(reterr_diag, status, 0, 0, 0, "cannot save the open state");
	free(saved);
	vypr_bytes_fini(&bytes);
	return status;
}

static struct vypr_clock_pair get_pair(struct vypr_cursor *cursor)
{
	struct vypr_clock_pair pair;

	pair.ticks = vypr_cursor_u64(cursor);
	pair.ns = vypr_cursor_u64(cursor);
	return pair;
}

static struct vypr_clock_piece get_piece(struct vypr_cursor *cursor)
{
	struct vypr_clock_piece piece;

	piece.ticks = vypr_cursor_u64(cursor);
	piece.ns = vypr_cursor_u64(cursor);
	piece.slope = vypr_cursor_f64(cursor);
	return piece;
}

static enum vypr_status get_sources(struct vypr_cursor *cursor, struct vypr_reader *reader)
{
	uint32_t count = vypr_cursor_u32(cursor);

	for (uint32_t i = 0; i < count && !cursor->bad; i++) {
		struct vypr_source *source = vypr_reader_add_source(reader);

		if (!source)
			return VYPR_NOMEM;
		memset(source, 0, sizeof *source);
		source->chunk = vypr_cursor_u32(cursor);
		source->thread = vypr_cursor_u64(cursor);
		source->consumed = vypr_cursor_u64(cursor);
		source->lost_seen = vypr_cursor_u64(cursor);
		source->ended = vypr_cursor_u32(cursor);
	}
	return cursor->bad ? VYPR_FORMAT : VYPR_OK;
}

/* Nodes of the run's paths, in order, into the monitor. */
static enum vypr_status load_paths(struct vypr_reader *reader, struct vypr_store *store,
				   uint32_t run)
{
	enum vypr_status status = vypr_store_view_begin(store, NULL);
	struct vypr_path_node node;

	for (uint32_t id = 1; !status; id++) {
		status = vypr_store_path_node(store, run, id, &node);
		if (!status)
			status = vypr_monitor_load_path(reader->monitor, &node);
	}
	vypr_store_view_end(store);
	return status == VYPR_ABSENT ? VYPR_OK : status;
}

static enum vypr_status load_strings(struct vypr_reader *reader, struct vypr_store *store,
				     uint32_t run)
{
	enum vypr_status status = vypr_store_view_begin(store, NULL);
	const struct vypr_string *string;

	for (uint32_t id = 1; !status; id++) {
		status = vypr_store_string(store, run, id, &string);
		if (!status)
			status = vypr_monitor_load_string(reader->monitor, string->bytes,
							  string->size,
							  string->truncated != 0);
	}
	vypr_store_view_end(store);
	return status == VYPR_ABSENT ? VYPR_OK : status;
}

enum vypr_status vypr_reader_resume(struct vypr_reader *reader, struct vypr_store *store,
				    uint32_t run, const unsigned char *bytes, size_t size)
{
	struct vypr_cursor cursor = vypr_cursor_of(bytes, size);
	struct vypr_clock *clock = &reader->clock;
	enum vypr_status status;
	const unsigned char *state;

	if (vypr_cursor_u32(&cursor) != CHECKPOINT_VERSION)
		return VYPR_VERSION;
	clock->uses_tsc = vypr_cursor_u64(&cursor);
	clock->start = get_pair(&cursor);
	clock->last = get_pair(&cursor);
	clock->old = get_piece(&cursor);
	clock->now = get_piece(&cursor);
	clock->greatest = vypr_cursor_u64(&cursor);
	reader->events = vypr_cursor_u64(&cursor);
	reader->lost = vypr_cursor_u64(&cursor);
	reader->strays = vypr_cursor_u64(&cursor);
	status = get_sources(&cursor, reader);
	size = vypr_cursor_u64(&cursor);
	state = vypr_cursor_skip(&cursor, size);
	if (!status && !state)
		status = VYPR_FORMAT;
	if (!status)
		status = load_paths(reader, store, run);
	if (!status)
		status = load_strings(reader, store, run);
	return status ? status : vypr_monitor_load(reader->monitor, state, size);
}
