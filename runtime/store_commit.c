/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the order in which what is new is put, in one transaction of LMDB.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "runtime/store_writer.h"

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

static struct vypr_key row_key(uint64_t hash, uint32_t formula)
{
	struct vypr_key key = { .size = 12 };

	vypr_be_store(key.bytes, hash, 8);
	vypr_be_store(key.bytes + 8, formula, 4);
	return key;
}

static int assign_row(struct commit *commit, uint64_t hash, uint32_t formula,
		      uint32_t *ret_id)
{
	struct vypr_key key = row_key(hash, formula);
	unsigned char id[4];
	MDB_stat stats;
	MDB_val value;
	int code;

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
	unit->fresh = code == 0;
	vypr_le_store(hash, unit->unit->hash, 8);
	code = put(commit, VYPR_TABLE_rununit, vypr_key2(commit->run, n), hash, 8, 0);
	for (uint32_t f = 0; !code && f < unit->unit->formula_count; f++)
		code = assign_row(commit, unit->unit->hash, f, &unit->rows[f].id);
	return code;
}

/* The last block of this row and run that begins before a number: where, and its bytes.
 * MDB_NOTFOUND: there is none. */
static int block_before(struct commit *commit, const struct row *row, uint64_t number,
			uint64_t *ret_first, MDB_val *ret_bytes)
{
	struct vypr_store *store = commit->writer->store;
	struct vypr_key key = vypr_key3(row->id, commit->run, number, 8);
	MDB_val name = vypr_key_value(&key);
	const unsigned char *at;
	MDB_cursor *cursor;
	int code = mdb_cursor_open(commit->txn, store->table[VYPR_TABLE_block], &cursor);

	if (code)
		return code;
	code = mdb_cursor_get(cursor, &name, ret_bytes, MDB_SET_RANGE);
	code = mdb_cursor_get(cursor, &name, ret_bytes, code ? MDB_LAST : MDB_PREV);
	at = code ? NULL : name.mv_data;
	if (!code && (name.mv_size != 16 || vypr_be_load(at, 4) != row->id ||
		      vypr_be_load(at + 4, 4) != commit->run || ret_bytes->mv_size < 10))
		code = MDB_NOTFOUND;
	if (!code)
		*ret_first = vypr_be_load(at + 8, 8);
	mdb_cursor_close(cursor);
	return code;
}

/* Go on after those of an earlier writer. */
static int number_row(struct commit *commit, uint64_t hash, uint32_t formula, struct row *row)
{
	MDB_val value;
	int code = get(commit, VYPR_TABLE_row, row_key(hash, formula), &value);

	if (!code && value.mv_size != 4)
		return MDB_CORRUPTED;
	if (!code) {
		row->id = (uint32_t)vypr_le_load(value.mv_data, 4);
		code = block_before(commit, row, UINT64_MAX, &row->first, &value);
	}
	if (!code)
		row->first += vypr_block_count(value.mv_data);
	return code == MDB_NOTFOUND ? 0 : code;
}

enum vypr_status vypr_rows_number(struct vypr_writer *writer, const struct run_unit *unit)
{
	struct commit commit = { writer, NULL, writer->run.id };
	int code = vypr_store_txn(writer->store, MDB_RDONLY, &commit.txn);

	if (code)
		return vypr_store_error(writer->store, code, "read", NULL);
	for (uint32_t f = 0; !code && f < unit->unit->formula_count; f++)
		code = number_row(&commit, unit->unit->hash, f, unit->rows + f);
	mdb_txn_abort(commit.txn);
	return vypr_store_error(writer->store, code, "read", NULL);
}

static struct waiting *copy_block(uint64_t first, const MDB_val *bytes)
{
	struct waiting *block = calloc(1, sizeof *block);

	if (!block)
		return NULL;
	block->first = first;
	vypr_bytes_put(&block->bytes, bytes->mv_data, bytes->mv_size);
	if (!block->bytes.bad)
		return block;
	vypr_bytes_fini(&block->bytes);
	free(block);
	return NULL;
}

enum vypr_status vypr_row_read_block(struct vypr_writer *writer, const struct row *row,
				     uint64_t number, struct waiting **ret_block)
{
	struct commit commit = { writer, NULL, writer->run.id };
	int code = vypr_store_txn(writer->store, MDB_RDONLY, &commit.txn);
	MDB_val bytes;
	uint64_t first;

	if (code)
		return vypr_store_error(writer->store, code, "read", NULL);
	code = block_before(&commit, row, number + 1, &first, &bytes);
	if (!code && number - first >= vypr_block_count(bytes.mv_data))
		code = MDB_NOTFOUND;
	*ret_block = code ? NULL : copy_block(first, &bytes);
	mdb_txn_abort(commit.txn);
	if (code == MDB_NOTFOUND)
		return VYPR_ABSENT;
	if (!code && !*ret_block)
		return VYPR_NOMEM;
	return vypr_store_error(writer->store, code, "read", NULL);
}

static int put_blocks(struct commit *commit, struct row *row)
{
	struct vypr_bytes bytes = { 0 };
	int code = 0;

	if (!row->waiting && row->tail.count == row->committed)
		return 0;
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

	vypr_summary_clear(&whole);
	code = load_hour(commit, key, &whole, &histogram);
	vypr_summary_merge(&whole, &hour->fresh);
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
		if (unit->shares)
			continue;
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

/* The samples of one thread since the last commit are a block. */
static int put_samples(struct commit *commit)
{
	struct vypr_sample_tail *samples = &commit->writer->samples;
	struct vypr_bytes bytes = { 0 };
	int code = 0;

	vypr_sample_sort(samples);
	for (size_t i = 0, end; !code && i < samples->count; i = end) {
		const struct vypr_sample_of *first = samples->items + i;

		bytes.size = 0;
		end = vypr_sample_encode(samples, i, &bytes);
		code = bytes.bad ? ENOMEM
				 : put(commit, VYPR_TABLE_sample,
				       vypr_key3(commit->run, first->thread,
						 first->sample.time_ns, 8),
				       bytes.at, bytes.size, 0);
	}
	vypr_bytes_fini(&bytes);
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
	writer->samples.count = 0;
	for (uint32_t u = 0; u < writer->unit_count; u++) {
		struct run_unit *unit = writer->units + u;

		unit->stored = 1;
		for (uint32_t f = 0; f < unit->unit->formula_count; f++) {
			struct row *row = unit->rows + f;

			vypr_row_free_hours(row);
			vypr_row_free_waiting(writer, row);
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
 * descriptor and opens its own would otherwise get pages of ours in its file.  ENOENT: it
 * is, but nobody will ever find the file again. */
static int file_is_wrong(const struct vypr_store *store)
{
	struct stat st;
	int fd;

	if (mdb_env_get_fd(store->env, &fd) || fstat(fd, &st) ||
	    st.st_dev != store->device || st.st_ino != store->inode)
		return EBADF;
	return st.st_nlink ? 0 : ENOENT;
}

enum vypr_status vypr_writer_commit(struct vypr_writer *writer,
				    const struct vypr_paths *paths,
				    const void *checkpoint, size_t checkpoint_size,
				    struct vypr_diag *reterr_diag)
{
	struct commit commit = { writer, NULL, 0 };
	int code = file_is_wrong(writer->store);

	if (code)
		return vypr_store_error(writer->store, code, "write", reterr_diag);
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
		code = put_samples(&commit);
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
