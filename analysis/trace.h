/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a path id in the store to the words that vypr_walk reads (spec/path.h).
 */
#ifndef VYPR_ANALYSIS_TRACE_H
#define VYPR_ANALYSIS_TRACE_H

#include "analysis/walk.h"
#include "runtime/store.h"

/* Where a path comes from: the store in the product, an array in tests. */
struct vypr_path_source {
	enum vypr_status (*node)(void *ctx, uint32_t run, uint32_t id,
				 struct vypr_path_node *ret_node);
	enum vypr_status (*unit)(void *ctx, uint32_t run, uint32_t number,
				 const struct vypr_unit **ret_unit);
	void *ctx;
};
struct vypr_path_source vypr_path_source_of(struct vypr_store *store);

/* One activation's words.  Zero to begin, used again by each read, fini to end. */
struct vypr_trace {
	const struct vypr_unit *unit;
	uint32_t function, start; /* index in unit; block */
	uint32_t head, head_stop; /* path of its beginning, when this is only the end of
				   * a long one, and the block where that ended; 0 none */
	struct vypr_walk_word *words;
	size_t count, capacity;
};
void vypr_trace_fini(struct vypr_trace *trace);

/* id: a ROOT or BITS node.  Errors FORMAT (another kind, a node that refers to a
 * later one, too long), ABSENT, NOMEM. */
enum vypr_status vypr_trace_read(const struct vypr_path_source *source, uint32_t run,
				 uint32_t id, struct vypr_trace *trace);

#endif
