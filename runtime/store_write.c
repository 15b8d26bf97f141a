/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what is new since the last commit.
 *
 *   verdict ─► tail of its row ─(4096)─► waiting block ─┐
 *          └─► summary of its hour (what is new)  ──────┼─► one transaction
 *   units, paths, strings, recorded events, checkpoint, run record ──┘
 *
 * The tail is rewritten by each commit under the same key until it is full.
 *
 * A verdict that is told again (spec/monitor.h) takes the place of the first one, so that a
 * binding has one at any time, under one number, for every reader: in the tail, or in its block,
 * which is read and put again.  Kind, time and hour are the same, and so its summary counts on;
 * what is measured only now is added to it.
 */
#include "runtime/store_writer.h"

void vypr_store_set_sync(struct vypr_store *store, int on)
{
	mdb_env_set_flags(store->env, MDB_NOSYNC, !on);
}

enum vypr_status vypr_writer_new(struct vypr_store *store, const struct vypr_run *run,
				 const char *identity, struct vypr_writer **ret_writer)
{
	const char *texts[4] = { run->host, run->program, run->arguments, identity };
	struct vypr_writer *writer = calloc(1, sizeof *writer);

	if (!writer)
		return VYPR_NOMEM;
	for (int i = 0; i < 4; i++) {
		writer->texts[i] = strdup(texts[i] ? texts[i] : "");
		if (!writer->texts[i]) {
			vypr_writer_free(writer);
			return VYPR_NOMEM;
		}
	}
	writer->store = store;
	writer->run = *run;
	writer->run.host = writer->texts[0];
	writer->run.program = writer->texts[1];
	writer->run.arguments = writer->texts[2];
	writer->known = run->id != 0;
	writer->paths_stored = 1;
	*ret_writer = writer;
	return VYPR_OK;
}

void vypr_row_free_hours(struct row *row)
{
	while (row->hours) {
		struct hour *hour = row->hours;

		row->hours = hour->next;
		vypr_histogram_fini(&hour->histogram);
		free(hour);
	}
}

void vypr_row_free_waiting(struct vypr_writer *writer, struct row *row)
{
	while (row->waiting) {
		struct waiting *block = row->waiting;

		row->waiting = block->next;
		vypr_bytes_fini(&block->bytes);
		free(block);
		writer->waiting--;
	}
	row->last_waiting = &row->waiting;
}

static void free_unit(struct vypr_writer *writer, struct run_unit *unit)
{
	if (unit->shares)
		return;
	for (uint32_t f = 0; f < unit->unit->formula_count; f++) {
		vypr_row_free_hours(unit->rows + f);
		vypr_row_free_waiting(writer, unit->rows + f);
		vypr_block_fini(&unit->rows[f].tail);
	}
	free(unit->rows);
	vypr_forms_free(unit->forms, unit->unit->formula_count);
}

void vypr_writer_free(struct vypr_writer *writer)
{
	if (!writer)
		return;
	for (uint32_t u = 0; u < writer->unit_count; u++)
		free_unit(writer, writer->units + u);
	free(writer->units);
	free(writer->strings);
	vypr_recorder_fini(&writer->recorder);
	vypr_sample_fini(&writer->samples);
	for (int i = 0; i < 4; i++)
		free(writer->texts[i]);
	free(writer);
}

struct vypr_run *vypr_writer_run(struct vypr_writer *writer)
{
	return &writer->run;
}

size_t vypr_writer_waiting(const struct vypr_writer *writer)
{
	/* a recorded event is a fraction of a verdict */
	return writer->waiting + writer->recorder.count / 4;
}

enum vypr_status vypr_writer_add_string(struct vypr_writer *writer,
					const struct vypr_string *string)
{
	uint32_t room = writer->string_room * 2 + 64;
	const struct vypr_string **strings = writer->strings;

	if (string->id != writer->string_count + 1 || string->size > VYPR_STRING_MOST)
		return VYPR_RANGE;
	if (writer->string_count == writer->string_room) {
		strings = realloc(strings, room * sizeof *strings);
		if (!strings)
			return VYPR_NOMEM;
		writer->strings = strings;
		writer->string_room = room;
	}
	strings[writer->string_count++] = string;
	return VYPR_OK;
}

uint32_t vypr_writer_string_count(const struct vypr_writer *writer)
{
	return writer->string_count;
}

void vypr_writer_set_recording(struct vypr_writer *writer, int on)
{
	writer->recorder.on = on;
}

enum vypr_status vypr_writer_record(struct vypr_writer *writer,
				    const struct vypr_recorded *recorded)
{
	if (!writer->recorder.on)
		return VYPR_OK;
	return vypr_recorder_add(&writer->recorder, recorded, &writer->run.recorded);
}

/* Verdicts of one row and run are numbered together: an object that was loaded twice has the
 * rows of the first. */
static int share_rows(const struct vypr_writer *writer, struct run_unit *made)
{
	for (uint32_t u = 0; u < writer->unit_count && !made->shares; u++) {
		const struct run_unit *other = writer->units + u;

		if (other->unit->hash != made->unit->hash)
			continue;
		made->forms = other->forms;
		made->rows = other->rows;
		made->shares = 1;
	}
	return made->shares;
}

static enum vypr_status make_rows(struct vypr_writer *writer, struct run_unit *made)
{
	uint32_t count = made->unit->formula_count;
	enum vypr_status status = vypr_forms_make(made->unit, &made->forms);

	if (status)
		return status;
	made->rows = calloc(count + (size_t)1, sizeof *made->rows);
	for (uint32_t f = 0; made->rows && f < count; f++) {
		made->rows[f].first = 1;
		made->rows[f].tail.slots = (uint32_t)made->forms[f].slot_count;
		made->rows[f].tail.captures = (uint32_t)made->forms[f].capture_count;
		made->rows[f].last_waiting = &made->rows[f].waiting;
	}
	if (made->rows && writer->known)
		status = vypr_rows_number(writer, made);
	if (!made->rows || status) {
		free(made->rows);
		vypr_forms_free(made->forms, count);
		return status ? status : VYPR_NOMEM;
	}
	return VYPR_OK;
}

enum vypr_status vypr_writer_add_unit(struct vypr_writer *writer,
				      const unsigned char *bytes, size_t size,
				      const struct vypr_unit *unit)
{
	struct run_unit *units, made = { .bytes = bytes, .size = size, .unit = unit };
	enum vypr_status status;

	units = realloc(writer->units, (writer->unit_count + 1) * sizeof *units);
	if (!units)
		return VYPR_NOMEM;
	writer->units = units;
	if (!share_rows(writer, &made)) {
		status = make_rows(writer, &made);
		if (status)
			return status;
	}
	units[writer->unit_count++] = made;
	return VYPR_OK;
}

/* ---- blocks ------------------------------------------------------------------- */

static enum vypr_status close_tail(struct vypr_writer *writer, struct row *row)
{
	struct waiting *block = calloc(1, sizeof *block);
	enum vypr_status status;

	if (!block)
		return VYPR_NOMEM;
	status = vypr_block_encode(&row->tail, &block->bytes);
	if (status) {
		vypr_bytes_fini(&block->bytes);
		free(block);
		return status;
	}
	block->first = row->first;
	*row->last_waiting = block;
	row->last_waiting = &block->next;
	writer->waiting++;
	row->first += row->tail.count;
	row->tail.count = 0;
	row->committed = 0;
	return VYPR_OK;
}

/* ---- verdicts that are told again ---------------------------------------------- */

/* A block of the row before its tail.  Not in memory: as the store has it, to be put again. */
static enum vypr_status find_block(struct vypr_writer *writer, struct row *row,
				   uint64_t number, struct waiting **ret_block)
{
	struct waiting *block = row->waiting;
	enum vypr_status status;

	while (block && number - block->first >= vypr_block_count(block->bytes.at))
		block = block->next;
	*ret_block = block;
	if (block)
		return VYPR_OK;
	status = vypr_row_read_block(writer, row, number, &block);
	if (status)
		return status;
	*row->last_waiting = block;
	row->last_waiting = &block->next;
	writer->waiting++;
	*ret_block = block;
	return VYPR_OK;
}

static enum vypr_status improve_block(const struct row *row, struct waiting *block,
				      uint64_t number, const struct vypr_verdict *verdict)
{
	struct vypr_block_tail tail = { .slots = row->tail.slots,
					.captures = row->tail.captures };
	struct vypr_bytes bytes = { 0 };
	enum vypr_status status = vypr_block_load(block->bytes.at, block->bytes.size, &tail);

	if (!status) {
		vypr_block_set(&tail, (uint32_t)(number - block->first), verdict);
		status = vypr_block_encode(&tail, &bytes);
	}
	vypr_block_fini(&tail);
	if (status) {
		vypr_bytes_fini(&bytes);
		return status;
	}
	vypr_bytes_fini(&block->bytes);
	block->bytes = bytes;
	return VYPR_OK;
}

static enum vypr_status improve(struct vypr_writer *writer, struct row *row, uint64_t number,
				const struct vypr_verdict *verdict)
{
	uint32_t at = (uint32_t)(number - row->first);
	struct waiting *block;
	enum vypr_status status;

	if (number < row->first) {
		status = find_block(writer, row, number, &block);
		return status ? status : improve_block(row, block, number, verdict);
	}
	if (number - row->first >= row->tail.count)
		return VYPR_ABSENT;
	vypr_block_set(&row->tail, at, verdict);
	if (row->committed > at)
		row->committed = at;
	return VYPR_OK;
}

/* What a verdict that may be told again is called: its number, and whether it was measured. */
static uint64_t name_of(const struct row *row, int measured)
{
	return (row->first + row->tail.count - 1) << 1 | (unsigned)measured;
}

/* Where that is not possible, for want of memory or as it is not there any more, the first word
 * stays. */
static void put_again(struct vypr_writer *writer, struct row *row,
		      const struct vypr_form *form, struct hour *hour,
		      const struct vypr_verdict *verdict)
{
	uint64_t name = *verdict->told;

	if (!improve(writer, row, name >> 1, verdict))
		vypr_hour_improve(writer, hour, form, verdict, (int)(name & 1));
}

/* ---- verdicts --------------------------------------------------------------- */

enum vypr_status vypr_writer_put(struct vypr_writer *writer,
				 const struct vypr_verdict *verdict)
{
	enum vypr_status status = VYPR_OK;
	struct run_unit *unit;
	struct row *row;
	struct hour *hour;
	int measured;

	if (verdict->unit >= writer->unit_count)
		return VYPR_RANGE;
	unit = writer->units + verdict->unit;
	if (verdict->formula >= unit->unit->formula_count ||
	    (unsigned)verdict->kind >= VYPR_VERDICT_KINDS ||
	    (unsigned)verdict->reason >= VYPR_REASONS)
		return VYPR_RANGE;
	row = unit->rows + verdict->formula;
	hour = vypr_hour_of(writer, row, verdict);
	if (!hour)
		return VYPR_NOMEM;
	if (verdict->told && *verdict->told) {
		put_again(writer, row, unit->forms + verdict->formula, hour, verdict);
		return VYPR_OK;
	}
	if (row->tail.count == VYPR_BLOCK_VERDICTS)
		status = close_tail(writer, row);
	if (!status)
		status = vypr_block_add(&row->tail, verdict);
	if (status)
		return status;
	measured = vypr_hour_add(writer, hour, unit->forms + verdict->formula, verdict);
	if (verdict->told)
		*verdict->told = name_of(row, measured);
	writer->run.verdicts++;
	return VYPR_OK;
}
