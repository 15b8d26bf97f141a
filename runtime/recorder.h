/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Recorded events on their way to the store: the writer's, for one run.
 *
 *   vypr_writer_record ─► tail ─(4096, or a commit)─► waiting block ─► transaction
 *
 * One that could not be kept for want of memory makes every later commit fail: a record
 * with a hole would say something else than the verdicts, and the run file still has
 * all that was not committed.
 */
#ifndef VYPR_RUNTIME_RECORDER_H
#define VYPR_RUNTIME_RECORDER_H

#include "runtime/event_block.h"

struct vypr_recorder_block {
	struct vypr_recorder_block *next;
	uint64_t first;          /* number of its first in the run, from 1 */
	struct vypr_bytes bytes;
};

struct vypr_recorder {
	int on;
	enum vypr_status failed;
	struct vypr_event_tail tail;
	struct vypr_recorder_block *waiting, **last; /* last NULL: none yet */
	size_t count;            /* of waiting */
};

/* total: how many were recorded in the run before this one; one more afterwards. */
enum vypr_status vypr_recorder_add(struct vypr_recorder *recorder,
				   const struct vypr_recorded *recorded, uint64_t *total);
/* What is in the tail waits too. */
enum vypr_status vypr_recorder_close(struct vypr_recorder *recorder, uint64_t total);
/* What waited is in the store. */
void vypr_recorder_settle(struct vypr_recorder *recorder);
void vypr_recorder_fini(struct vypr_recorder *recorder);

#endif
