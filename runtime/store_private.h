/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What the files of the store share: the handle, keys, the records of runs and
 * summaries, and the one place that turns LMDB's codes into ours.
 *
 * A handle belongs to one thread at a time.
 */
#ifndef VYPR_RUNTIME_STORE_PRIVATE_H
#define VYPR_RUNTIME_STORE_PRIVATE_H

#include <lmdb.h>

#include "runtime/bytes.h"
#include "runtime/store.h"

#define VYPR_STORE_MAGIC 0x65726f7473727076ULL
#define VYPR_PATH_CHUNK 256
#define VYPR_PATH_NODE_BYTES 24

enum vypr_table {
#define VYPR_TABLE(name, key, value) VYPR_TABLE_##name,
#include "runtime/schema.def"
#undef VYPR_TABLE
	VYPR_TABLES
};

/* A unit as read, kept as long as the store is open: units never change. */
struct vypr_store_unit {
	struct vypr_store_unit *next;
	uint64_t hash;
	struct vypr_unit unit;
	struct vypr_form *forms;   /* formula_count */
};

/* Memory that lives as long as a view. */
struct vypr_store_loan {
	struct vypr_store_loan *next;
};

struct vypr_store {
	char *path;
	enum vypr_store_mode mode;
	MDB_env *env;
	MDB_dbi table[VYPR_TABLES];
	int has_samples;           /* 0: of before there was this table */
	uint64_t device, inode;    /* of the data file, to notice that its fd was closed */
	MDB_txn *view;             /* NULL outside view_begin .. view_end */
	struct vypr_store_unit *units;
	struct vypr_store_loan *loans;
	const struct vypr_string **strings; /* of the view, by id, of one run; malloc'ed */
	size_t string_room;
	uint32_t strings_run;
};

/* Memory of the view; NULL when there is none. */
void *vypr_store_lend(struct vypr_store *store, size_t size);
void vypr_store_forget_strings(struct vypr_store *store);

/* Our status and words for an LMDB code (or errno) met while doing "what". */
enum vypr_status vypr_store_error(const struct vypr_store *store, int code,
				  const char *what, struct vypr_diag *reterr_diag);
/* mdb_txn_begin that adopts a map which another process has grown. */
int vypr_store_txn(struct vypr_store *store, unsigned flags, MDB_txn **ret_txn);
/* FORMAT when the file is shorter than what its newest commit refers to. */
enum vypr_status vypr_store_check_length(const struct vypr_store *store,
					 struct vypr_diag *reterr_diag);

struct vypr_key {
	unsigned char bytes[64];
	size_t size;
};
static inline struct vypr_key vypr_key2(uint32_t a, uint32_t b)
{
	struct vypr_key key = { .size = 8 };

	vypr_be_store(key.bytes, a, 4);
	vypr_be_store(key.bytes + 4, b, 4);
	return key;
}
static inline struct vypr_key vypr_key3(uint32_t a, uint32_t b, uint64_t c, int width)
{
	struct vypr_key key = vypr_key2(a, b);

	vypr_be_store(key.bytes + 8, c, width);
	key.size += (size_t)width;
	return key;
}
static inline struct vypr_key vypr_key1(uint64_t a, int width)
{
	struct vypr_key key = { .size = (size_t)width };

	vypr_be_store(key.bytes, a, width);
	return key;
}
static inline struct vypr_key vypr_key_run(uint32_t run, uint64_t number)
{
	struct vypr_key key = { .size = 12 };

	vypr_be_store(key.bytes, run, 4);
	vypr_be_store(key.bytes + 4, number, 8);
	return key;
}
static inline MDB_val vypr_key_value(struct vypr_key *key)
{
	return (MDB_val){ key->size, key->bytes };
}

/* The run record; identity says which process image it was. */
void vypr_run_encode(const struct vypr_run *run, const char *identity,
		     struct vypr_bytes *bytes);
/* Texts are borrowed from bytes. */
enum vypr_status vypr_run_decode(const void *bytes, size_t size, struct vypr_run *ret_run,
				 const char **ret_identity);

void vypr_summary_encode(const struct vypr_summary *summary, struct vypr_bytes *bytes);
/* buckets malloc'ed; row, run and hour are left 0. */
enum vypr_status vypr_summary_decode(const void *bytes, size_t size,
				     struct vypr_summary *ret_summary,
				     struct vypr_histogram_bucket **ret_buckets);

/* The form of each formula with the types of its captures; malloc'ed array. */
enum vypr_status vypr_forms_make(const struct vypr_unit *unit,
				 struct vypr_form **ret_forms);
void vypr_forms_free(struct vypr_form *forms, uint32_t count);

/* Realtime of a monotonic moment of a run; of its start for 0. */
static inline uint64_t vypr_run_realtime(const struct vypr_run *run, uint64_t time_ns)
{
	return run->start_realtime_ns +
	       (time_ns ? time_ns - run->start_monotonic_ns : 0);
}

#endif
