/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * A histogram that grows and merges by addition: the counting half of the buckets
 * that runtime/store.h describes.  Log-linear as HdrHistogram is; our own, because
 * Debian has no C library of it and this much is all that is needed.
 */
#ifndef VYPR_RUNTIME_HISTOGRAM_H
#define VYPR_RUNTIME_HISTOGRAM_H

#include "runtime/store.h"

/* Buckets in order of index, none empty. */
struct vypr_histogram {
	struct vypr_histogram_bucket *buckets; /* malloc'ed */
	uint32_t count, capacity;
	uint32_t places[32];     /* where a value of this index (modulo) went last: a guess */
};

/* Errors NOMEM, nothing added. */
enum vypr_status vypr_histogram_add(struct vypr_histogram *histogram, int32_t index,
				    uint64_t count);
void vypr_histogram_fini(struct vypr_histogram *histogram);

#endif
