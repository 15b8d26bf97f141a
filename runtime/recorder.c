/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what is recorded and not yet in the store.
 */
#include "runtime/recorder.h"

static enum vypr_status close_tail(struct vypr_recorder *recorder, uint64_t total)
{
	struct vypr_recorder_block *block;

	if (!recorder->tail.count)
		return VYPR_OK;
	block = calloc(1, sizeof *block);
	if (!block)
		return VYPR_NOMEM;
	if (vypr_event_block_encode(&recorder->tail, &block->bytes)) {
		vypr_bytes_fini(&block->bytes);
		free(block);
		return VYPR_NOMEM;
	}
	block->first = total - recorder->tail.count + 1;
	if (!recorder->last)
		recorder->last = &recorder->waiting;
	*recorder->last = block;
	recorder->last = &block->next;
	recorder->count++;
	vypr_event_block_clear(&recorder->tail);
	return VYPR_OK;
}

enum vypr_status vypr_recorder_add(struct vypr_recorder *recorder,
				   const struct vypr_recorded *recorded, uint64_t *total)
{
	enum vypr_status status = recorder->failed;

	if (!status && recorder->tail.count == VYPR_EVENT_BLOCK_MOST)
		status = close_tail(recorder, *total);
	if (!status)
		status = vypr_event_block_add(&recorder->tail, recorded);
	if (status)
		recorder->failed = status;
	else
		++*total;
	return status;
}

enum vypr_status vypr_recorder_close(struct vypr_recorder *recorder, uint64_t total)
{
	return recorder->failed ? recorder->failed : close_tail(recorder, total);
}

void vypr_recorder_settle(struct vypr_recorder *recorder)
{
	while (recorder->waiting) {
		struct vypr_recorder_block *block = recorder->waiting;

		recorder->waiting = block->next;
		vypr_bytes_fini(&block->bytes);
		free(block);
	}
	recorder->last = &recorder->waiting;
	recorder->count = 0;
}

void vypr_recorder_fini(struct vypr_recorder *recorder)
{
	vypr_recorder_settle(recorder);
	vypr_event_block_fini(&recorder->tail);
}
