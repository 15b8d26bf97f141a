/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The writing half of the store, for the monitor thread, the recovery and tests.
 * A writer collects what belongs to one run and puts all of it into the store with
 * one LMDB transaction per commit: the run, its units, verdicts, summaries, paths, and
 * the checkpoint (ring positions and monitor state) that they came of.  What is not
 * committed has not happened; a commit that failed can be tried again.
 *
 * One thread.  One writer per store handle at a time.
 */
#ifndef VYPR_RUNTIME_STORE_WRITE_H
#define VYPR_RUNTIME_STORE_WRITE_H

#include "runtime/store.h"

struct vypr_writer;

/* 0: commits do not wait for the disk.  A killed process loses nothing either way; a power
 * cut may then cost the store. */
void vypr_store_set_sync(struct vypr_store *store, int on);

/* A new run, or one that is in the store already (run->id not 0).  The texts of run are
 * copied; identity names the process image for all time (runtime/runfile.h). */
enum vypr_status vypr_writer_new(struct vypr_store *store, const struct vypr_run *run,
				 const char *identity, struct vypr_writer **ret_writer);
void vypr_writer_free(struct vypr_writer *writer);

/* The run record: the caller sets state and counters before a commit; the writer
 * counts verdicts and sets the id with the first commit. */
struct vypr_run *vypr_writer_run(struct vypr_writer *writer);

/* Unit number 0, 1, ... of the run.  bytes and unit are borrowed until free; verdicts name
 * the unit by this number. */
enum vypr_status vypr_writer_add_unit(struct vypr_writer *writer,
				      const unsigned char *bytes, size_t size,
				      const struct vypr_unit *unit);
/* Errors NOMEM (nothing kept), RANGE (no such unit or formula). */
enum vypr_status vypr_writer_put(struct vypr_writer *writer,
				 const struct vypr_verdict *verdict);
/* String values, in the order of their ids from 1 on; borrowed until free.  Errors NOMEM,
 * RANGE (not the next one). */
enum vypr_status vypr_writer_add_string(struct vypr_writer *writer,
					const struct vypr_string *string);
uint32_t vypr_writer_string_count(const struct vypr_writer *writer);
/* What the monitor is told, where it is to be recorded. */
void vypr_writer_set_recording(struct vypr_writer *writer, int on);
/* OK and nothing done when it is not.  After NOMEM every commit fails. */
enum vypr_status vypr_writer_record(struct vypr_writer *writer,
				    const struct vypr_recorded *recorded);
/* A sample of a thread, after those that came before it.  One that there is no memory for is
 * dropped. */
void vypr_writer_sample(struct vypr_writer *writer, uint32_t thread,
			const struct vypr_sample *sample);
/* Whole blocks that wait for a commit. */
size_t vypr_writer_waiting(const struct vypr_writer *writer);

/* Everything new into the store.  paths NULL: none.  checkpoint_size 0: none is kept. */
enum vypr_status vypr_writer_commit(struct vypr_writer *writer,
				    const struct vypr_paths *paths,
				    const void *checkpoint, size_t checkpoint_size,
				    struct vypr_diag *reterr_diag);

/* A run by its identity, with its checkpoint; texts malloc'ed in one piece with the
 * checkpoint.  ABSENT when no such image has committed anything. */
struct vypr_found_run {
	struct vypr_run run;
	unsigned char *checkpoint; /* malloc'ed; NULL none */
	size_t checkpoint_size;
	char *texts;               /* malloc'ed; what run's texts point to */
};
enum vypr_status vypr_store_find_run(struct vypr_store *store, const char *identity,
				     struct vypr_found_run *ret_found);
void vypr_found_run_fini(struct vypr_found_run *found);

#endif
