/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * What a writer holds until a commit, shared by the files that fill it (store_write.c,
 * store_summary.c) and empty it (store_commit.c).
 */
#ifndef VYPR_RUNTIME_STORE_WRITER_H
#define VYPR_RUNTIME_STORE_WRITER_H

#include "runtime/block.h"
#include "runtime/histogram.h"
#include "runtime/recorder.h"
#include "runtime/sample_block.h"
#include "runtime/store_private.h"
#include "runtime/store_write.h"

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
	uint64_t first;          /* number of the tail's first verdict */
	uint32_t committed;      /* verdicts of the tail that are in the store as they are */
	struct waiting *waiting, **last_waiting;
	struct hour *hours;
};

struct run_unit {
	const unsigned char *bytes;
	size_t size;
	const struct vypr_unit *unit;
	struct vypr_form *forms;
	struct row *rows;        /* one per formula */
	int shares;              /* rows and forms are those of an earlier one of the same bytes */
	int stored;
	int fresh;               /* no run before this one had it */
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
	struct vypr_sample_tail samples;
	size_t waiting;
	int known;               /* run.id is in the store */
};

/* Where the numbers of a unit's rows begin: after those of the same run that the store has. */
enum vypr_status vypr_rows_number(struct vypr_writer *writer, const struct run_unit *unit);
/* A block of the row that the store has and that holds this number; to be freed.  Errors
 * ABSENT. */
enum vypr_status vypr_row_read_block(struct vypr_writer *writer, const struct row *row,
				     uint64_t number, struct waiting **ret_block);
/* What a commit has taken, or nobody will. */
void vypr_row_free_hours(struct row *row);
void vypr_row_free_waiting(struct vypr_writer *writer, struct row *row);
/* The hour in which this verdict was given; NULL: no memory. */
struct hour *vypr_hour_of(const struct vypr_writer *writer, struct row *row,
			  const struct vypr_verdict *verdict);
/* Counts and measures a verdict: 1 when there was something to measure. */
int vypr_hour_add(const struct vypr_writer *writer, struct hour *hour,
		  const struct vypr_form *form, const struct vypr_verdict *verdict);
/* One that has been counted is known better; was_measured: and measured. */
void vypr_hour_improve(const struct vypr_writer *writer, struct hour *hour,
		       const struct vypr_form *form, const struct vypr_verdict *verdict,
		       int was_measured);
/* The neutral element of merging; to += from, buckets apart. */
void vypr_summary_clear(struct vypr_summary *summary);
void vypr_summary_merge(struct vypr_summary *to, const struct vypr_summary *from);

#endif
