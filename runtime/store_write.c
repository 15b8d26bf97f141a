/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what is new since the last commit and the order in which it is put.
 *
 *   verdict ─► tail of its row ─(4096)─► waiting block ─┐
 *          └─► summary of its hour (what is new)  ──────┼─► one transaction
 *   units, paths, strings, recorded events, checkpoint, run record ──┘
 *
 * The tail is rewritten by each commit under the same key until it is full.  A summary
 * holds only what is new; the commit adds it to what the store has.
 */
#include "runtime/store_write.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

#include "runtime/block.h"
#include "runtime/histogram.h"
#include "runtime/recorder.h"
#include "runtime/store_private.h"

#define HOUR_NS 3600000000000ULL

/* What is new in one hour of a row. */
struct hour {
	struct hour *next;
	uint32_t hour;
	struct vypr_summary fresh;
	struct vypr_histogram histogram;
};

/* A full block that no commit has taken yet. */
struct waiting {
	struct waiting *next;
	uint64_t first;
	struct vypr_bytes bytes;
};

struct row {
	uint32_t id;             /* 0 until known */
	struct vypr_block_tail tail;
	uint64_t first;          /* number of the tail's first verdict; 0 until known */
	uint32_t committed;      /* verdicts of the tail that are in the store */
	struct waiting *waiting, **last_waiting;
	struct hour *hours;
};

struct run_unit {
	const unsigned char *bytes;
	size_t size;
	const struct vypr_unit *unit;
	struct vypr_form *forms;
	struct row *rows;        /* one per formula */
	int stored;
};

struct vypr_writer {
	struct vypr_store *store;
	struct vypr_run run;
	char *texts[4];          /* host, program, arguments, identity */
	struct run_unit *units;
	uint32_t unit_count;
	uint32_t paths_stored;   /* ids below are in the store */
	const struct vypr_string **strings; /* by id - 1 */
	uint32_t string_count, string_room, strings_stored;
	struct vypr_recorder recorder;
	size_t waiting;
	int known;               /* run.id is in the store */
};

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

static void free_hours(struct row *row)
{
	while (row->hours) {
		struct hour *hour = row->hours;

		row->hours = hour->next;
		vypr_histogram_fini(&hour->histogram);
		free(hour);
	}
}

static void free_waiting(struct vypr_writer *writer, struct row *row)
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
	for (uint32_t f = 0; f < unit->unit->formula_count; f++) {
		free_hours(unit->rows + f);
		free_waiting(writer, unit->rows + f);
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

enum vypr_status vypr_writer_add_unit(struct vypr_writer *writer,
				      const unsigned char *bytes, size_t size,
				      const struct vypr_unit *unit)
{
	struct run_unit *units, made = { bytes, size, unit, NULL, NULL, 0 };
	enum vypr_status status;

	units = realloc(writer->units, (writer->unit_count + 1) * sizeof *units);
	if (!units)
		return VYPR_NOMEM;
	writer->units = units;
	status = vypr_forms_make(unit, &made.forms);
	if (status)
		return status;
	made.rows = calloc(unit->formula_count + (size_t)1, sizeof *made.rows);
	if (!made.rows) {
		vypr_forms_free(made.forms, unit->formula_count);
		return VYPR_NOMEM;
	}
	for (uint32_t f = 0; f < unit->formula_count; f++) {
		made.rows[f].tail.slots = (uint32_t)made.forms[f].slot_count;
		made.rows[f].tail.captures = (uint32_t)made.forms[f].capture_count;
		made.rows[f].last_waiting = &made.rows[f].waiting;
	}
	units[writer->unit_count++] = made;
	return VYPR_OK;
}

/* ---- summaries -------------------------------------------------------------- */

static void measure(struct vypr_summary *to, double value)
{
	if (!to->measured || value < to->min)
		to->min = value;
	if (!to->measured || value > to->max)
		to->max = value;
	to->sum += value;
	to->measured++;
}

/* Before anything was measured: the neutral element of each. */
static void summary_clear(struct vypr_summary *summary)
{
	memset(summary, 0, sizeof *summary);
	summary->worst_severity = INFINITY;
}

static struct hour *hour_of(const struct vypr_writer *writer, struct row *row,
			    const struct vypr_verdict *verdict)
{
	uint32_t number =
		(uint32_t)(vypr_run_realtime(&writer->run, verdict->time_ns) / HOUR_NS);
	struct hour *hour = row->hours;

	while (hour && hour->hour != number)
		hour = hour->next;
	if (hour)
		return hour;
	hour = calloc(1, sizeof *hour);
	if (!hour)
		return NULL;
	hour->hour = number;
	summary_clear(&hour->fresh);
	hour->next = row->hours;
	row->hours = hour;
	return hour;
}

/* Severities of different units have no least one: only the measured unit counts. */
static double severity_of(const struct vypr_form *form, const struct vypr_judgement *j)
{
	int is_time;

	if (j->atom < 0 || form->measured_atom < 0 || j->quantity == VYPR_QUANTITY_TEXT)
		return INFINITY;
	if (j->atom == form->measured_atom)
		return j->severity;
	is_time = vypr_form_is_time(
		form, form->ast->nodes[form->atoms[form->measured_atom]].a);
	return (j->quantity == VYPR_QUANTITY_NS) == is_time ? j->severity : INFINITY;
}

/* The left side of the measured atom: in the judgement when that rests on it.  What had not
 * ended when its deadline passed was not measured. */
static void take_measure(struct hour *hour, const struct vypr_form *form,
			 const struct vypr_verdict *verdict, const struct vypr_judgement *j)
{
	struct vypr_judgement left = *j;

	if (form->measured_atom < 0)
		return;
	if (j->atom != form->measured_atom &&
	    !vypr_eval_atom(form, form->measured_atom, verdict->observations,
			    verdict->captured, &left))
		return;
	if (left.quantity == VYPR_QUANTITY_TEXT || left.until_now)
		return;
	if (vypr_histogram_add(&hour->histogram, vypr_histogram_index(left.value), 1))
		return;
	hour->fresh.quantity = left.quantity;
	measure(&hour->fresh, left.value);
}

static void summarise(const struct vypr_writer *writer, struct hour *hour,
		      const struct vypr_form *form,
		      const struct vypr_verdict *verdict)
{
	struct vypr_judgement j = { .atom = -1 };
	double severity = INFINITY;

	hour->fresh.count[verdict->kind]++;
	if (verdict->kind == VYPR_VERDICT_UNKNOWN)
		hour->fresh.unknown[verdict->reason]++;
	else if (verdict->judgement)
		j = *verdict->judgement;
	else
		vypr_eval(form, verdict->observations, verdict->captured,
			  &writer->run.clock_error, verdict->time_ns, &j);
	/* what was only measured lies neither inside nor outside of anything */
	if (verdict->kind == VYPR_VERDICT_TRUE || verdict->kind == VYPR_VERDICT_FALSE)
		severity = severity_of(form, &j);
	if (severity < hour->fresh.worst_severity)
		hour->fresh.worst_severity = severity;
	take_measure(hour, form, verdict, &j);
}

/* ---- verdicts --------------------------------------------------------------- */

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
	/* first 0: counted from the start of what is not committed, made absolute then */
	block->first = row->first;
	*row->last_waiting = block;
	row->last_waiting = &block->next;
	writer->waiting++;
	row->first += row->tail.count;
	row->tail.count = 0;
	row->committed = 0;
	return VYPR_OK;
}

enum vypr_status vypr_writer_put(struct vypr_writer *writer,
				 const struct vypr_verdict *verdict)
{
	enum vypr_status status = VYPR_OK;
	struct run_unit *unit;
	struct row *row;
	struct hour *hour;

	if (verdict->unit >= writer->unit_count)
		return VYPR_RANGE;
	unit = writer->units + verdict->unit;
	if (verdict->formula >= unit->unit->formula_count ||
	    (unsigned)verdict->kind >= VYPR_VERDICT_KINDS ||
	    (unsigned)verdict->reason >= VYPR_REASONS)
		return VYPR_RANGE;
	row = unit->rows + verdict->formula;
	hour = hour_of(writer, row, verdict);
	if (!hour)
		return VYPR_NOMEM;
	if (row->tail.count == VYPR_BLOCK_VERDICTS)
		status = close_tail(writer, row);
	if (!status)
		status = vypr_block_add(&row->tail, verdict);
	if (status)
		return status;
	summarise(writer, hour, unit->forms + verdict->formula, verdict);
	writer->run.verdicts++;
	return VYPR_OK;
}

/* ---- commit ----------------------------------------------------------------- */

/* One commit under way.  A code of LMDB stops it; "what" is kept in the store only if
 * the transaction commits, so the writer's own marks are set afterwards. */
struct commit {
	struct vypr_writer *writer;
	MDB_txn *txn;
	uint32_t run;
};

static int put(struct commit *commit, enum vypr_table table, struct vypr_key key,
	       const void *bytes, size_t size, unsigned flags)
{
	MDB_val name = vypr_key_value(&key), value = { size, (void *)bytes };

	return mdb_put(commit->txn, commit->writer->store->table[table], &name, &value,
		       flags);
}

static int get(struct commit *commit, enum vypr_table table, struct vypr_key key,
	       MDB_val *ret_value)
{
	MDB_val name = vypr_key_value(&key);

	return mdb_get(commit->txn, commit->writer->store->table[table], &name, ret_value);
}

static int assign_run(struct commit *commit)
{
	struct vypr_writer *writer = commit->writer;
	MDB_cursor *cursor;
	MDB_val key, value;
	int code;

	commit->run = writer->run.id;
	if (writer->known)
		return 0;
	code = mdb_cursor_open(commit->txn, writer->store->table[VYPR_TABLE_run], &cursor);
	if (code)
		return code;
	code = mdb_cursor_get(cursor, &key, &value, MDB_LAST);
	commit->run = code ? 1 : (uint32_t)vypr_be_load(key.mv_data, 4) + 1;
	mdb_cursor_close(cursor);
	return code == MDB_NOTFOUND ? 0 : code;
}

static int assign_row(struct commit *commit, uint64_t hash, uint32_t formula,
		      uint32_t *ret_id)
{
	struct vypr_key key = { .size = 12 };
	unsigned char id[4];
	MDB_stat stats;
	MDB_val value;
	int code;

	vypr_be_store(key.bytes, hash, 8);
	vypr_be_store(key.bytes + 8, formula, 4);
	code = get(commit, VYPR_TABLE_row, key, &value);
	if (!code && value.mv_size == 4) {
		*ret_id = (uint32_t)vypr_le_load(value.mv_data, 4);
		return 0;
	}
	if (code != MDB_NOTFOUND)
		return code ? code : MDB_CORRUPTED;
	code = mdb_stat(commit->txn, commit->writer->store->table[VYPR_TABLE_row], &stats);
	if (code)
		return code;
	*ret_id = (uint32_t)stats.ms_entries + 1;
	vypr_le_store(id, *ret_id, 4);
	return put(commit, VYPR_TABLE_row, key, id, 4, 0);
}

static int put_unit(struct commit *commit, uint32_t n)
{
	struct run_unit *unit = commit->writer->units + n;
	unsigned char hash[8];
	int code;

	code = put(commit, VYPR_TABLE_unit, vypr_key1(unit->unit->hash, 8), unit->bytes,
		   unit->size, MDB_NOOVERWRITE);
	if (code && code != MDB_KEYEXIST)
		return code;
	vypr_le_store(hash, unit->unit->hash, 8);
	code = put(commit, VYPR_TABLE_rununit, vypr_key2(commit->run, n), hash, 8, 0);
	for (uint32_t f = 0; !code && f < unit->unit->formula_count; f++)
		code = assign_row(commit, unit->unit->hash, f, &unit->rows[f].id);
	return code;
}

/* The number after the last verdict that the store has of this row and run. */
static int next_number(struct commit *commit, const struct row *row, uint64_t *ret_next)
{
	struct vypr_store *store = commit->writer->store;
	struct vypr_key key = vypr_key3(row->id, commit->run, UINT64_MAX, 8);
	MDB_val name = vypr_key_value(&key), value;
	const unsigned char *at;
	MDB_cursor *cursor;
	int code = mdb_cursor_open(commit->txn, store->table[VYPR_TABLE_block], &cursor);

	*ret_next = 1;
	if (code)
		return code;
	code = mdb_cursor_get(cursor, &name, &value, MDB_SET_RANGE);
	code = mdb_cursor_get(cursor, &name, &value, code ? MDB_LAST : MDB_PREV);
	at = code ? NULL : name.mv_data;
	if (!code && name.mv_size == 16 && vypr_be_load(at, 4) == row->id &&
	    vypr_be_load(at + 4, 4) == commit->run && value.mv_size >= 10)
		*ret_next = vypr_be_load(at + 8, 8) +
			    vypr_le_load((unsigned char *)value.mv_data + 6, 4);
	mdb_cursor_close(cursor);
	return code == MDB_NOTFOUND ? 0 : code;
}

/* The first verdict of a row in this writer: go on after those of an earlier one. */
static int number_row(struct commit *commit, struct row *row)
{
	uint64_t next = 1;
	int code = commit->writer->known ? next_number(commit, row, &next) : 0;

	if (code)
		return code;
	for (struct waiting *block = row->waiting; block; block = block->next)
		block->first += next;
	row->first += next;
	return 0;
}

static int put_blocks(struct commit *commit, struct row *row)
{
	struct vypr_bytes bytes = { 0 };
	int code = 0;

	if (!row->waiting && row->tail.count == row->committed)
		return 0;
	if (!row->committed && (row->waiting ? row->waiting->first : row->first) == 0)
		code = number_row(commit, row);
	for (struct waiting *block = row->waiting; !code && block; block = block->next)
		code = put(commit, VYPR_TABLE_block,
			   vypr_key3(row->id, commit->run, block->first, 8),
			   block->bytes.at, block->bytes.size, 0);
	if (code || row->tail.count == row->committed)
		return code;
	if (vypr_block_encode(&row->tail, &bytes))
		code = ENOMEM;
	else
		code = put(commit, VYPR_TABLE_block,
			   vypr_key3(row->id, commit->run, row->first, 8), bytes.at,
			   bytes.size, 0);
	vypr_bytes_fini(&bytes);
	return code;
}

/* to += from; buckets apart. */
static void merge(struct vypr_summary *to, const struct vypr_summary *from)
{
	for (int i = 0; i < VYPR_VERDICT_KINDS; i++)
		to->count[i] += from->count[i];
	for (int i = 0; i < VYPR_REASONS; i++)
		to->unknown[i] += from->unknown[i];
	if (from->worst_severity < to->worst_severity)
		to->worst_severity = from->worst_severity;
	if (!from->measured)
		return;
	to->min = !to->measured || from->min < to->min ? from->min : to->min;
	to->max = !to->measured || from->max > to->max ? from->max : to->max;
	to->sum += from->sum;
	to->measured += from->measured;
	to->quantity = from->quantity;
}

/* What the store has of this hour so far, in whole and its buckets in histogram. */
static int load_hour(struct commit *commit, struct vypr_key key, struct vypr_summary *whole,
		     struct vypr_histogram *histogram)
{
	struct vypr_histogram_bucket *buckets;
	MDB_val value;
	int code = get(commit, VYPR_TABLE_sum, key, &value);

	if (code)
		return code == MDB_NOTFOUND ? 0 : code;
	if (vypr_summary_decode(value.mv_data, value.mv_size, whole, &buckets))
		return MDB_CORRUPTED;
	histogram->buckets = buckets;
	histogram->count = histogram->capacity = whole->bucket_count;
	return 0;
}

static int put_hour(struct commit *commit, const struct row *row, const struct hour *hour)
{
	struct vypr_key key = vypr_key3(row->id, commit->run, hour->hour, 4);
	struct vypr_histogram histogram = { 0 };
	struct vypr_bytes bytes = { 0 };
	struct vypr_summary whole;
	int code;

	summary_clear(&whole);
	code = load_hour(commit, key, &whole, &histogram);
	merge(&whole, &hour->fresh);
	for (uint32_t i = 0; !code && i < hour->histogram.count; i++)
		if (vypr_histogram_add(&histogram, hour->histogram.buckets[i].index,
				       hour->histogram.buckets[i].count))
			code = ENOMEM;
	whole.buckets = histogram.buckets;
	whole.bucket_count = histogram.count;
	vypr_summary_encode(&whole, &bytes);
	if (!code)
		code = bytes.bad ? ENOMEM
				 : put(commit, VYPR_TABLE_sum, key, bytes.at, bytes.size, 0);
	vypr_bytes_fini(&bytes);
	vypr_histogram_fini(&histogram);
	return code;
}

static int put_rows(struct commit *commit)
{
	struct vypr_writer *writer = commit->writer;
	int code = 0;

	for (uint32_t u = 0; !code && u < writer->unit_count; u++) {
		struct run_unit *unit = writer->units + u;

		if (!unit->stored)
			code = put_unit(commit, u);
		for (uint32_t f = 0; !code && f < unit->unit->formula_count; f++) {
			struct row *row = unit->rows + f;

			code = put_blocks(commit, row);
			for (struct hour *h = row->hours; !code && h; h = h->next)
				code = put_hour(commit, row, h);
		}
	}
	return code;
}

static int put_path_chunk(struct commit *commit, const struct vypr_paths *paths,
			  uint32_t chunk)
{
	uint32_t first = chunk * VYPR_PATH_CHUNK, end = first + VYPR_PATH_CHUNK;
	struct vypr_bytes bytes = { 0 };
	int code = ENOMEM;

	for (uint32_t id = first; id < end && id < paths->count; id++) {
		const struct vypr_path_node *node = paths->nodes + id;
		static const struct vypr_path_node none;

		if (!id)
			node = &none;
		vypr_bytes_u32(&bytes, node->kind);
		vypr_bytes_u32(&bytes, node->a);
		vypr_bytes_u32(&bytes, node->c);
		vypr_bytes_u32(&bytes, node->length);
		vypr_bytes_u64(&bytes, node->b);
	}
	if (!bytes.bad)
		code = put(commit, VYPR_TABLE_path, vypr_key2(commit->run, chunk), bytes.at,
			   bytes.size, 0);
	vypr_bytes_fini(&bytes);
	return code;
}

static int put_paths(struct commit *commit, const struct vypr_paths *paths)
{
	uint32_t chunk = commit->writer->paths_stored / VYPR_PATH_CHUNK;
	int code = 0;

	if (!paths || paths->count <= commit->writer->paths_stored)
		return 0;
	for (; !code && chunk * VYPR_PATH_CHUNK < paths->count; chunk++)
		code = put_path_chunk(commit, paths, chunk);
	return code;
}

static int put_strings(struct commit *commit)
{
	struct vypr_writer *writer = commit->writer;
	unsigned char bytes[4 + VYPR_STRING_MOST];
	int code = 0;

	for (uint32_t i = writer->strings_stored; !code && i < writer->string_count; i++) {
		const struct vypr_string *string = writer->strings[i];

		vypr_le_store(bytes, string->truncated != 0, 4);
		memcpy(bytes + 4, string->bytes, string->size);
		code = put(commit, VYPR_TABLE_string, vypr_key2(commit->run, i + 1), bytes,
			   4 + string->size, 0);
	}
	return code;
}

static int put_events(struct commit *commit)
{
	struct vypr_recorder *recorder = &commit->writer->recorder;
	int code = 0;

	if (!recorder->on)
		return 0;
	if (vypr_recorder_close(recorder, commit->writer->run.recorded))
		return ENOMEM;
	for (struct vypr_recorder_block *b = recorder->waiting; !code && b; b = b->next)
		code = put(commit, VYPR_TABLE_event, vypr_key_run(commit->run, b->first),
			   b->bytes.at, b->bytes.size, 0);
	return code;
}

static int put_checkpoint(struct commit *commit, const void *bytes, size_t size)
{
	struct vypr_key key = vypr_key1(commit->run, 4);
	MDB_val name = vypr_key_value(&key);
	int code;

	if (size)
		return put(commit, VYPR_TABLE_ckpt, key, bytes, size, 0);
	code = mdb_del(commit->txn, commit->writer->store->table[VYPR_TABLE_ckpt], &name,
		       NULL);
	return code == MDB_NOTFOUND ? 0 : code;
}

static int put_run(struct commit *commit)
{
	struct vypr_writer *writer = commit->writer;
	const char *identity = writer->texts[3];
	struct vypr_bytes bytes = { 0 };
	struct vypr_key image = { .size = strlen(identity) };
	unsigned char id[4];
	int code = ENOMEM;

	vypr_run_encode(&writer->run, identity, &bytes);
	if (!bytes.bad)
		code = put(commit, VYPR_TABLE_run, vypr_key1(commit->run, 4), bytes.at,
			   bytes.size, 0);
	vypr_bytes_fini(&bytes);
	if (code || writer->known || !image.size)
		return code;
	if (image.size > sizeof image.bytes)
		image.size = sizeof image.bytes;
	memcpy(image.bytes, identity, image.size);
	vypr_le_store(id, commit->run, 4);
	return put(commit, VYPR_TABLE_image, image, id, 4, 0);
}

/* The transaction is in the store: forget what was new. */
static void settle(struct commit *commit, const struct vypr_paths *paths)
{
	struct vypr_writer *writer = commit->writer;

	writer->run.id = commit->run;
	writer->known = 1;
	if (paths && paths->count > writer->paths_stored)
		writer->paths_stored = paths->count;
	writer->strings_stored = writer->string_count;
	vypr_recorder_settle(&writer->recorder);
	for (uint32_t u = 0; u < writer->unit_count; u++) {
		struct run_unit *unit = writer->units + u;

		unit->stored = 1;
		for (uint32_t f = 0; f < unit->unit->formula_count; f++) {
			struct row *row = unit->rows + f;

			free_hours(row);
			free_waiting(writer, row);
			row->committed = row->tail.count;
		}
	}
}

/* LMDB need not write the last page that a commit allocated and gave up again; readers of
 * ours take a short file for a damaged one, so it is made as long as it claims. */
static void keep_length(struct vypr_store *store)
{
	MDB_envinfo info;
	MDB_stat stats;
	struct stat st;
	int fd;

	if (mdb_env_get_fd(store->env, &fd) || fstat(fd, &st) ||
	    mdb_env_info(store->env, &info) || mdb_env_stat(store->env, &stats))
		return;
	if ((uint64_t)st.st_size < ((uint64_t)info.me_last_pgno + 1) * stats.ms_psize)
		(void)!posix_fallocate(fd, (off_t)(info.me_last_pgno * stats.ms_psize),
				       stats.ms_psize);
}

/* Whether LMDB's file descriptor is still LMDB's: a program that closes every
 * descriptor and opens its own would otherwise get pages of ours in its file. */
static int file_is_ours(const struct vypr_store *store)
{
	struct stat st;
	int fd;

	return !mdb_env_get_fd(store->env, &fd) && !fstat(fd, &st) &&
	       st.st_dev == store->device && st.st_ino == store->inode;
}

enum vypr_status vypr_writer_commit(struct vypr_writer *writer,
				    const struct vypr_paths *paths,
				    const void *checkpoint, size_t checkpoint_size,
				    struct vypr_diag *reterr_diag)
{
	struct commit commit = { writer, NULL, 0 };
	int code;

	if (!file_is_ours(writer->store))
		return vypr_store_error(writer->store, EBADF, "write", reterr_diag);
	code = vypr_store_txn(writer->store, 0, &commit.txn);
	if (code)
		return vypr_store_error(writer->store, code, "write", reterr_diag);
	code = assign_run(&commit);
	if (!code)
		code = put_rows(&commit);
	if (!code)
		code = put_paths(&commit, paths);
	if (!code)
		code = put_strings(&commit);
	if (!code)
		code = put_events(&commit);
	if (!code)
		code = put_checkpoint(&commit, checkpoint, checkpoint_size);
	if (!code)
		code = put_run(&commit);
	if (code)
		mdb_txn_abort(commit.txn);
	else
		code = mdb_txn_commit(commit.txn);
	if (code)
		return vypr_store_error(writer->store, code, "write", reterr_diag);
	settle(&commit, paths);
	keep_length(writer->store);
	return VYPR_OK;
}

/* ---- what an earlier process left ------------------------------------------- */

/* Copy the record's texts, so that they outlive the transaction. */
static enum vypr_status copy_run(const MDB_val *value, struct vypr_found_run *found)
{
	const char *identity;

	found->texts = malloc(value->mv_size + 1);
	if (!found->texts)
		return VYPR_NOMEM;
	memcpy(found->texts, value->mv_data, value->mv_size);
	return vypr_run_decode(found->texts, value->mv_size, &found->run, &identity);
}

static enum vypr_status copy_checkpoint(const MDB_val *value, struct vypr_found_run *found)
{
	found->checkpoint = malloc(value->mv_size + 1);
	if (!found->checkpoint)
		return VYPR_NOMEM;
	memcpy(found->checkpoint, value->mv_data, value->mv_size);
	found->checkpoint_size = value->mv_size;
	return VYPR_OK;
}

static enum vypr_status find_run(struct vypr_store *store, MDB_txn *txn,
				 const char *identity, struct vypr_found_run *found)
{
	MDB_val key = { strlen(identity), (void *)identity }, value;
	struct vypr_key run;
	enum vypr_status status;

	if (key.mv_size > sizeof run.bytes)
		key.mv_size = sizeof run.bytes;
	if (mdb_get(txn, store->table[VYPR_TABLE_image], &key, &value))
		return VYPR_ABSENT;
	if (value.mv_size != 4)
		return VYPR_FORMAT;
	run = vypr_key1(vypr_le_load(value.mv_data, 4), 4);
	key = vypr_key_value(&run);
	if (mdb_get(txn, store->table[VYPR_TABLE_run], &key, &value))
		return VYPR_FORMAT;
	status = copy_run(&value, found);
	found->run.id = (uint32_t)vypr_be_load(run.bytes, 4);
	if (!status && !mdb_get(txn, store->table[VYPR_TABLE_ckpt], &key, &value))
		status = copy_checkpoint(&value, found);
	return status;
}

enum vypr_status vypr_store_find_run(struct vypr_store *store, const char *identity,
				     struct vypr_found_run *ret_found)
{
	struct vypr_found_run found = { 0 };
	enum vypr_status status;
	MDB_txn *txn;
	int code = vypr_store_txn(store, MDB_RDONLY, &txn);

	if (code)
		return vypr_store_error(store, code, "read", NULL);
	status = find_run(store, txn, identity, &found);
	mdb_txn_abort(txn);
	if (status)
		vypr_found_run_fini(&found);
	else
		*ret_found = found;
	return status;
}

void vypr_found_run_fini(struct vypr_found_run *found)
{
	free(found->texts);
	free(found->checkpoint);
	memset(found, 0, sizeof *found);
}
