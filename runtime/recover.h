/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Recovery with a store that is open already: for the monitor thread, which may not open
 * the same file twice in a process.
 */
#ifndef VYPR_RUNTIME_RECOVER_H
#define VYPR_RUNTIME_RECOVER_H

#include "runtime/store_write.h"

struct vypr_recover_list {
	struct vypr_recovered *items; /* malloc'ed */
	size_t count;
};

/* Every dead process's file beside path.  One that cannot be recovered is left where it
 * is, does not keep the others from it, and is told. */
enum vypr_status vypr_recover_with(struct vypr_store *store, const char *path,
				   struct vypr_recover_list *list,
				   struct vypr_diag *reterr_diag);

#endif
